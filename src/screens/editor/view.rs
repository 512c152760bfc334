//! Drawing of the editor: the title with the facts at the top, the steps with a preview of the chosen one, and its fields
//! at the bottom.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use super::field_row::{render_fields, text_field};
use super::form::{SketchForm, SketchLine};
use super::search::{StepChoice, StepSearch};
use super::today::StepChange;
use super::{EditorMode, RoutineEditor};
use crate::domain::content::dose::Amount;
use crate::domain::content::draft::DraftRow;
use crate::domain::content::exercise::Exercise;
use crate::domain::content::words::{When, facts, spoken};
use crate::domain::text::counted;
use crate::domain::time::Now;
use crate::screens::moving::FigureInstant;
use crate::screens::page::Content;
use crate::screens::{panes, preview};
use crate::state::model::Model;
use crate::theme::Theme;
use crate::widgets::list::{PickList, Row, first_shown};
use crate::widgets::text_field::TextField;
use crate::widgets::wrap::{columns, fit, put, saturated, wrap};

/// The width of the list: room for most names and their doses.
const LIST: u16 = 47;

/// The least height for a blank row below the facts.
const ROOMY: u16 = 16;

/// The preview of an exercise that is to be made.
const MAKES: &str = "Not in the library? Enter makes it your own: a name, a dose, a line on how it's done. You can play it like any other.";

/// The words behind the title of a routine that is changed for one session.
const FOR_TODAY: &str = "  for today, not saved";

/// The width of the labels of the form.
const LABEL: u16 = 10;

impl RoutineEditor {
    /// Draws everything but the figure, and returns the room for it.
    pub(super) fn render_all(&self, model: &Model, area: Rect, buf: &mut Buffer) -> Rect {
        if let EditorMode::Form(form, _) = &self.mode {
            render_form(form, &model.theme, area, buf);
            return Rect::ZERO;
        }
        let [title, about, body, bottom] = rows(area);
        self.render_title(&model.theme, title, buf);
        let (list, beside) = panes::split(body, LIST);
        if let EditorMode::Search(search) = &self.mode {
            let field = Rect { width: about.width.saturating_sub(2), x: about.x + 1, ..about };
            text_field(&search.text, "/ ", "a name, a muscle, or what feels tight", &model.theme, field, buf);
            self.render_found(search, model, list, buf);
            self.render_added(search, &model.theme, bottom, buf);
        } else {
            self.render_facts(&model.theme, about, buf);
            self.render_steps(model, list, buf);
            self.render_bottom(model, bottom, buf);
        }
        beside.map(|beside| self.render_preview(model, beside, buf)).unwrap_or_default()
    }

    fn render_title(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let width = area.width.saturating_sub(2);
        let length = self.facts.length.as_str();
        let room = width.saturating_sub(saturated(columns(length)) + 2);
        put(buf, area, (area.width.saturating_sub(saturated(columns(length)) + 1), 0), length, theme.strong());
        let line = Rect { x: area.x + 1, width: room, ..area };
        match &self.mode {
            EditorMode::Title(input) => text_field(input, "name: ", "Clinic Sheet", theme, line, buf),
            _ => {
                let x = put(buf, line, (0, 0), &fit(self.draft().routine().title.as_str(), room.into()), theme.title());
                if self.is_for_today() && usize::from(x) + columns(FOR_TODAY) <= room.into() {
                    put(buf, line, (x, 0), FOR_TODAY, theme.quiet());
                }
            }
        }
    }

    /// Draws needs and balance, or the reason why it cannot be played.
    fn render_facts(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let width = usize::from(area.width.saturating_sub(2));
        if let Some(why) = &self.facts.trouble {
            put(buf, area, (1, 0), &fit(why, width), theme.warning());
            return;
        }
        let x = put(buf, area, (1, 0), &fit(&self.facts.needs, width), theme.quiet());
        let Some(sides) = self.facts.sides.text() else { return };
        let style = if self.facts.sides.is_even() { theme.quiet() } else { theme.amber() };
        let sides = format!(" · {sides}");
        if usize::from(x) + columns(&sides) < usize::from(area.width) {
            put(buf, area, (x, 0), &sides, style);
        }
    }

    fn render_steps(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let steps = self.steps();
        let title = if steps == 0 { "Steps".to_owned() } else { counted(steps, "step") };
        let inner = panes::framed(&title, area, theme, buf);
        if steps == 0 {
            for (y, line) in wrap(&self.no_steps_text(), inner.width.into()).iter().enumerate() {
                put(buf, inner, (0, saturated(y)), line, theme.quiet());
            }
            return;
        }
        let mut texts = vec![("Whole routine".to_owned(), self.whole_text())];
        for (at, step) in self.draft().routine().steps.iter().enumerate() {
            let dose = self.draft().dose(at, &|id| model.catalog.exercise(id));
            let dose = dose.map(|dose| dose.as_used().without_sides()).unwrap_or_default();
            let title = format!("{:>2} {}", at + 1, self.name_of(&step.exercise, model));
            // The marker, the scroll bar and two blanks take the rest.
            let room = usize::from(inner.width).saturating_sub(columns(&title).min(LEAST_NAME) + 6);
            let dose = self.marked(at, dose, room, model);
            texts.push((title, dose));
        }
        let rows: Vec<Row<'_>> = texts.iter().map(|(title, detail)| Row { title, detail }).collect();
        PickList { rows: &rows, selected: Some(self.row), theme }.render(inner, buf);
    }

    /// Returns the dose of a step, marked where it differs from the routine that is changed for today; in `room` columns
    /// the new one alone if both are too long.
    fn marked(&self, at: usize, dose: String, room: usize, model: &Model) -> String {
        let Some(today) = &self.today else { return dose };
        match today.of_step(self.draft().routine(), at) {
            StepChange::Same => dose,
            StepChange::New => format!("new: {dose}"),
            StepChange::Was(step) => {
                let exercise = model.catalog.exercise(step.exercise.as_str());
                let before = exercise.and_then(|exercise| step.dose_for(&exercise, None));
                let before = before.map(|dose| dose.as_used().without_sides()).unwrap_or_default();
                let both = format!("{before} → {dose}");
                match before == dose || columns(&both) > room {
                    true => format!("changed: {dose}"),
                    false => both,
                }
            }
        }
    }

    /// Returns the first occasion and the rounds of the routine.
    fn whole_text(&self) -> String {
        let routine = self.draft().routine();
        let when = routine.when.first().map(|when| spoken(when.as_str())).unwrap_or_default();
        let mut text = match routine.rounds.map_or(1, Amount::count) {
            1 => when,
            rounds => format!("{when}, {rounds} rounds"),
        };
        let dropped = self.today.as_ref().map_or(0, |today| today.dropped(routine));
        if dropped > 0 {
            text.push_str(&format!(", {dropped} dropped"));
        }
        text
    }

    fn render_found(&self, search: &StepSearch, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let inner = panes::framed("Exercises", area, theme, buf);
        let height = usize::from(inner.height);
        let first = first_shown(search.selected, search.found.len(), height);
        let seen = first..first + height;
        let asked = search.asked();
        // Only the rows that are seen need their names: there may be thousands.
        let texts: Vec<(String, &str)> = (0..)
            .zip(&search.found)
            .map(|(at, choice)| match choice {
                _ if !seen.contains(&at) => (String::new(), ""),
                StepChoice::Known(id) => {
                    let exercise = self.draft().exercise(id.as_str(), &|id| model.catalog.exercise(id));
                    let (name, kind) = exercise
                        .map_or((id.to_string(), ""), |exercise| (exercise.name.to_string(), exercise.kind.said()));
                    (name, kind)
                }
                StepChoice::Make if search.found.len() == 1 => (format!("Nothing found. Make '{asked}'"), "yours"),
                StepChoice::Make => (format!("Make '{asked}'"), "yours"),
            })
            .collect();
        // A name is worth more than a kind. The marker and the scroll bar take the rest.
        let room = usize::from(inner.width.saturating_sub(6));
        let rows: Vec<Row<'_>> = texts
            .iter()
            .map(|(title, kind)| Row { title, detail: if columns(title) + columns(kind) <= room { kind } else { "" } })
            .collect();
        PickList { rows: &rows, selected: Some(search.selected), theme }.render(inner, buf);
    }

    /// Says what was added last.
    fn render_added(&self, search: &StepSearch, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let steps = counted(self.steps(), "step");
        let text = match &search.added {
            Some(name) => format!("added {name} · {steps}"),
            None => "enter adds · esc goes to the steps".to_owned(),
        };
        let style = if search.added.is_some() { theme.good() } else { theme.quiet() };
        put(buf, area, (1, 0), &fit(&text, usize::from(area.width.saturating_sub(2))), style);
    }

    /// Draws the fields of the row, or the note that is typed.
    fn render_bottom(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let line = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        if let EditorMode::Note(input) = &self.mode {
            let (label, hint) = match self.row {
                0 => ("purpose: ", "the purpose in a line"),
                _ => ("note: ", "a few words, shown beside the step"),
            };
            return text_field(input, label, hint, &model.theme, line, buf);
        }
        if matches!(self.mode, EditorMode::Title(_)) {
            return;
        }
        let fields = self.fields(model);
        render_fields(&fields, self.field_place(&fields), &model.theme, line, buf);
    }

    /// Draws the preview of the chosen row, and returns the room for its figure.
    fn render_preview(&self, model: &Model, area: Rect, buf: &mut Buffer) -> Rect {
        let Some(exercise) = self.chosen_exercise(model) else {
            let routine = self.draft().routine();
            panes::preview("", area, &model.theme, buf, |page| {
                if let EditorMode::Search(search) = &self.mode {
                    page.text(if search.asked().is_empty() { "" } else { MAKES });
                    return;
                }
                page.text(routine.summary.as_str());
                for note in &routine.notes {
                    page.quiet(note.as_str());
                }
            });
            return Rect::ZERO;
        };
        let name = fit(exercise.name.as_str(), usize::from(area.width.saturating_sub(6)));
        let inner = panes::framed(&name, area, &model.theme, buf);
        let figure = model.catalog.figure_of(exercise.id.as_str());
        let (dose, note) = self.step_texts(model);
        let before_run = self.before_run_text(model);
        preview::render(figure.as_deref(), model, inner, buf, |page| {
            page.text(&dose);
            if let Some(before_run) = &before_run {
                page.quiet(before_run);
            }
            page.text(&note);
            write_exercise(&exercise, figure.is_some(), page);
        })
    }

    /// Returns the dose in full and the note of the chosen step; empty while a search is open.
    fn step_texts(&self, model: &Model) -> (String, String) {
        let (DraftRow::Step(at), false) = (self.draft_row(), matches!(self.mode, EditorMode::Search(_))) else {
            return (String::new(), String::new());
        };
        let dose = self.draft().dose(at, &|id| model.catalog.exercise(id));
        let note = self.draft().routine().steps.get(at).and_then(|step| step.note.clone());
        let note = note.map(|note| format!("“{note}”")).unwrap_or_default();
        (dose.map(|dose| dose.used_in_full()).unwrap_or_default(), note)
    }

    /// Returns the dose of the chosen step before a run, where that is another.
    fn before_run_text(&self, model: &Model) -> Option<String> {
        let DraftRow::Step(at) = self.draft_row() else { return None };
        let (step, exercise) = self.draft().step(at, &|id| model.catalog.exercise(id))?;
        step.before_run.as_ref()?;
        let dose = step.dose_for(&exercise, Some(When::BeforeRun))?;
        Some(format!("before a run: {}", dose.used_in_full()))
    }

    /// Returns the exercise of the chosen step, or of the chosen row of the search.
    fn chosen_exercise(&self, model: &Model) -> Option<std::sync::Arc<Exercise>> {
        match &self.mode {
            EditorMode::Search(search) => match search.chosen()? {
                StepChoice::Known(id) => self.draft().exercise(id.as_str(), &|id| model.catalog.exercise(id)),
                StepChoice::Make => None,
            },
            EditorMode::Form(..) => None,
            _ => match self.draft_row() {
                DraftRow::Step(at) => {
                    self.draft().step(at, &|id| model.catalog.exercise(id)).map(|(_, exercise)| exercise)
                }
                DraftRow::Whole => None,
            },
        }
    }

    /// Returns the figure in the preview, with its picture of this moment.
    pub(super) fn shown(&self, model: &Model, now: &Now) -> Option<FigureInstant> {
        let exercise = self.chosen_exercise(model)?;
        let figure = model.catalog.figure_of(exercise.id.as_str())?;
        Some(FigureInstant { frame: self.motion.looped(&figure, &exercise, now), figure })
    }
}

fn write_exercise(exercise: &Exercise, has_figure: bool, page: &mut Content<'_>) {
    page.quiet(&facts(exercise));
    if has_figure {
        return;
    }
    page.gap();
    for (number, line) in (1..).zip(&exercise.setup) {
        page.item(&format!("{number} "), line.as_str());
    }
}

/// Returns the rows of an editor: title, facts, body, and the fields of the chosen line.
pub(in crate::screens) fn rows(area: Rect) -> [Rect; 4] {
    let gap = u16::from(area.height >= ROOMY);
    let one = Constraint::Length(1);
    let [title, about, _, body, bottom] =
        Layout::vertical([one, one, Constraint::Length(gap), Constraint::Fill(1), one]).areas(area);
    [title, about, body, bottom]
}

/// The least room for a name beside a dose, as in lists.
const LEAST_NAME: usize = 8;

/// Draws the form of an exercise.
fn render_form(form: &SketchForm, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let inner = panes::framed("Your own exercise", area, theme, buf);
    let is_roomy = inner.height >= 12;
    let mut y = u16::from(is_roomy);
    for (at, line) in SketchLine::ALL.into_iter().enumerate() {
        let is_chosen = at == form.at;
        put(buf, inner, (0, y), if is_chosen { "▸" } else { "" }, theme.accent());
        put(buf, inner, (2, y), line.label(), theme.quiet());
        let x = inner.x + 2 + LABEL;
        let value = Rect { x, y: inner.y + y, width: inner.right().saturating_sub(x), height: 1 };
        let value = value.intersection(inner);
        match form.input(line) {
            Some(input) => {
                let hint = match line {
                    SketchLine::Setup(0) => "how to do it",
                    SketchLine::Setup(_) if is_chosen => "more of it, or ↓ for the dose",
                    _ => "",
                };
                let cursor = is_chosen.then(|| input.cursor());
                TextField { value: input.value(), cursor, hint, theme }.render(value, buf);
            }
            None => {
                let style = if is_chosen { theme.chosen() } else { theme.text() };
                let text = form.value(line);
                let x = put(buf, value, (0, 0), &text, style);
                if is_chosen {
                    put(buf, value, (x + 2, 0), hint_for(line, value.width.saturating_sub(x + 2)), theme.quiet());
                }
            }
        }
        let ends_part = matches!(line, SketchLine::Name | SketchLine::Setup(2));
        y += 1 + u16::from(is_roomy && ends_part);
    }
}

/// Returns the hint for the keys of a choice, if there is room for it.
fn hint_for(line: SketchLine, room: u16) -> &'static str {
    let hint = if line == SketchLine::Amount { "20s, or 10r reps, 5b breaths, 2m minutes" } else { "← →" };
    if columns(hint) <= room.into() { hint } else { "" }
}
