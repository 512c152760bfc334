//! Drawing of the editor of a plan: its title and length, its work in a week, the days with a preview of the chosen row,
//! and the fields of that row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::copying::CopyTargets;
use super::{PlanEditor, PlanMode, routine_length, work_name};
use crate::domain::content::draft::plan::PlanRow;
use crate::domain::content::draft::plan::load::load_of;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::{By, PlanItem, PlanPart, Work};
use crate::domain::text::{capital, counted};
use crate::domain::time::about_text;
use crate::screens::editor::field_row::{render_fields, text_field};
use crate::screens::editor::search::{StepChoice, StepSearch};
use crate::screens::editor::view::rows;
use crate::screens::page::Content;
use crate::screens::panes;
use crate::screens::routine::step_lines;
use crate::state::model::Model;
use crate::theme::Theme;
use crate::widgets::list::{PickList, Row, first_shown};
use crate::widgets::wrap::{columns, fit, put, saturated};

/// The width of the list: room for most titles below their day, and how often they are done.
const LIST: u16 = 52;

/// The preview of a task that is to be made.
const MAKES: &str =
    "Not in the library? Enter makes it a task, such as a walk or a swim: the plan shows it, and you tick it off.";

/// The line about a plan without work.
const NOTHING: &str = "Add routines or tasks to the days. Days with nothing on them are for rest.";

/// The preview of a day without work.
const REST: &str = "Nothing on this day: time to rest. It isn't in the plan once you save.";

/// A row of a list.
struct RowText {
    title: String,
    detail: String,
}

impl PlanEditor {
    pub(super) fn render_all(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let [title, about, body, bottom] = rows(area);
        let (list, beside) = panes::split(body, LIST);
        self.render_title(&model.theme, title, buf);
        match &self.mode {
            PlanMode::Search(search) => {
                let field = inset(about);
                text_field(&search.text, "/ ", "a routine, or a task like: walk 30 min", &model.theme, field, buf);
                render_found(search, model, list, buf);
            }
            PlanMode::Copy(copy) => {
                put(buf, about, (1, 0), &fit(&self.copy_text(model), inset(about).width.into()), model.theme.text());
                self.render_days(copy, model, list, buf);
            }
            PlanMode::Rows | PlanMode::Name(_) | PlanMode::Note(_) => {
                self.render_facts(&model.theme, about, buf);
                self.render_rows(model, list, buf);
            }
        }
        self.render_bottom(&model.theme, inset(bottom), buf);
        if let Some(beside) = beside {
            self.render_preview(model, beside, buf);
        }
    }

    fn render_title(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let line = inset(area);
        let length = self.draft().fields(PlanRow::Whole).into_iter().next();
        let length = length.map(|field| match field.value.as_str() {
            "1" => format!("1 {}", field.label.trim_end_matches('s')),
            many => format!("{many} {}", field.label),
        });
        let length = length.unwrap_or_default();
        put(buf, line, (line.width.saturating_sub(saturated(columns(&length))), 0), &length, theme.strong());
        let room = line.width.saturating_sub(saturated(columns(&length)) + 2);
        match &self.mode {
            PlanMode::Name(input) if self.row == PlanRow::Whole => {
                text_field(input, "name: ", "Back Plan", theme, Rect { width: room, ..line }, buf);
            }
            _ => {
                put(buf, line, (0, 0), &fit(self.draft().plan().title.as_str(), room.into()), theme.title());
            }
        }
    }

    /// Draws the work of a week, or the reason why the plan cannot be saved.
    fn render_facts(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let width = usize::from(inset(area).width);
        let (text, style) = match &self.facts.trouble {
            _ if self.draft().is_empty() => (NOTHING, theme.quiet()),
            Some(why) => (why.as_str(), theme.warning()),
            None => (self.facts.load.as_str(), theme.quiet()),
        };
        put(buf, area, (1, 0), &fit(text, width), style);
    }

    fn render_rows(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let plan = self.draft().plan();
        let rows = self.draft().rows();
        let texts: Vec<RowText> = rows.iter().map(|row| self.row_text(*row, model)).collect();
        let at = rows.iter().position(|row| *row == self.row);
        let inner = render_list(&capital(plan.by.plural()), &texts, at, &model.theme, area, buf);
        // The days stand out among what is on them.
        let first = first_shown(at.unwrap_or(0), rows.len(), inner.height.into());
        for (y, row) in (inner.y..inner.bottom()).zip(rows.iter().skip(first)) {
            if matches!(row, PlanRow::Part(_)) && *row != self.row {
                buf.set_style(Rect { y, height: 1, width: inner.width / 2, ..inner }, model.theme.strong());
            }
        }
    }

    fn row_text(&self, row: PlanRow, model: &Model) -> RowText {
        let plan = self.draft().plan();
        match row {
            PlanRow::Whole => {
                let end = if plan.repeats { "begins again at its end" } else { "once" };
                RowText { title: "Whole plan".to_owned(), detail: end.to_owned() }
            }
            PlanRow::Part(at) => {
                let part = plan.parts.get(at);
                RowText {
                    title: part.map(|part| part.title.to_string()).unwrap_or_default(),
                    detail: part.map(|part| self.part_text(part, model)).unwrap_or_default(),
                }
            }
            PlanRow::Item(..) => self.draft().item(row).map_or_else(
                || RowText { title: String::new(), detail: String::new() },
                |item| RowText { title: format!("  {}", work_name(&item.work, model)), detail: item_text(item, model) },
            ),
        }
    }

    /// Returns the time of a part that has several things, or the word for one without any.
    fn part_text(&self, part: &PlanPart, model: &Model) -> String {
        let load = load_of(self.draft().plan(), part, &|id| routine_length(id, model));
        match part.items.len() {
            0 if self.draft().plan().by == By::Day => "rest".to_owned(),
            0 => "empty".to_owned(),
            1 => String::new(),
            _ if load.time.is_zero() => String::new(),
            _ => about_text(load.time),
        }
    }

    /// Returns the line above the days that can be picked.
    fn copy_text(&self, model: &Model) -> String {
        let name = self.draft().item(self.row).map(|item| work_name(&item.work, model));
        match name.filter(|_| !self.copied_whole()) {
            Some(name) => format!("{} also on:", name.trim_end_matches('.')),
            None => "All of this also on, in place of what is there:".to_owned(),
        }
    }

    fn render_days(&self, copy: &CopyTargets, model: &Model, area: Rect, buf: &mut Buffer) {
        let parts = self.draft().plan().parts.iter().enumerate();
        let texts: Vec<RowText> = parts
            .map(|(at, part)| {
                let mark = if copy.has(at) { "[x]" } else { "[ ]" };
                let is_from = at == copy.from;
                let names: Vec<String> = part.items.iter().map(|item| work_name(&item.work, model)).collect();
                let names = names.iter().map(|name| name.trim_end_matches('.')).collect::<Vec<_>>().join(", ");
                RowText {
                    title: format!("{} {}", if is_from { "   " } else { mark }, part.title),
                    detail: if is_from { "this one".to_owned() } else { fit(&names, usize::from(area.width / 2)) },
                }
            })
            .collect();
        let title = format!("The same on other {}", self.draft().plan().by.plural());
        render_list(&title, &texts, Some(copy.at), &model.theme, area, buf);
    }

    /// Draws the fields of the row, the text that is typed, or what was added last.
    fn render_bottom(&self, theme: &Theme, line: Rect, buf: &mut Buffer) {
        match &self.mode {
            PlanMode::Name(_) if self.row == PlanRow::Whole => {}
            PlanMode::Name(input) => {
                let label = if matches!(self.row, PlanRow::Part(_)) { "name: " } else { "task: " };
                text_field(input, label, "Walk for 30 minutes.", theme, line, buf);
            }
            PlanMode::Note(input) => {
                let (label, hint) = match self.row {
                    PlanRow::Whole => ("purpose: ", "the purpose in a line"),
                    _ => ("note: ", "a few words, shown below it"),
                };
                text_field(input, label, hint, theme, line, buf);
            }
            PlanMode::Search(search) => {
                let title = self.row.part().and_then(|part| self.draft().plan().parts.get(part));
                let title = title.map(|part| part.title.to_string()).unwrap_or_default();
                let (text, style) = match &search.added {
                    Some(name) => (format!("{title}: added {name}"), theme.good()),
                    None => (
                        format!("enter adds to {title} · esc shows the {}", self.draft().plan().by.plural()),
                        theme.quiet(),
                    ),
                };
                put(buf, line, (0, 0), &fit(&text, line.width.into()), style);
            }
            PlanMode::Copy(_) => {
                put(
                    buf,
                    line,
                    (0, 0),
                    &fit("space or a number picks · enter copies", line.width.into()),
                    theme.quiet(),
                );
            }
            PlanMode::Rows if matches!(self.row, PlanRow::Part(_)) => {
                let text = match self.items_in(self.row) {
                    0 => "enter adds a routine or a task".to_owned(),
                    _ => format!("c: the same on other {}", self.draft().plan().by.plural()),
                };
                put(buf, line, (0, 0), &fit(&text, line.width.into()), theme.quiet());
            }
            PlanMode::Rows => {
                let fields = self.fields();
                render_fields(&fields, self.field_place(&fields), theme, line, buf);
            }
        }
    }

    // ---- the preview ----------------------------------------------------------------------

    fn render_preview(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let inner = panes::framed("", area, &model.theme, buf);
        let mut page = Content::new(&model.theme, inner.width);
        self.write_preview(model, &mut page);
        // No key leads to the rest from here.
        page.render_beginning("and more", inner, buf);
    }

    fn write_preview(&self, model: &Model, page: &mut Content<'_>) {
        match &self.mode {
            PlanMode::Search(search) => match search.chosen() {
                Some(StepChoice::Known(id)) => write_routine(id, model, page),
                Some(StepChoice::Make) if !search.asked().is_empty() => page.text(MAKES),
                Some(StepChoice::Make) | None => {}
            },
            _ => match self.row {
                PlanRow::Whole => self.write_whole(page),
                PlanRow::Part(at) => {
                    if let Some(part) = self.draft().plan().parts.get(at) {
                        self.write_part(part, model, page);
                    }
                }
                PlanRow::Item(..) => {
                    if let Some(item) = self.draft().item(self.row) {
                        write_item(item, model, page);
                    }
                }
            },
        }
    }

    fn write_whole(&self, page: &mut Content<'_>) {
        let plan = self.draft().plan();
        page.heading(plan.title.as_str());
        page.text(plan.summary.as_str());
        page.quiet(&plan.span());
        page.quiet(&self.facts.load);
        page.gap();
        for version in &plan.versions {
            page.item("• ", &format!("{}: {}", version.title, version.summary));
        }
        for note in &plan.notes {
            page.quiet(note.as_str());
        }
    }

    fn write_part(&self, part: &PlanPart, model: &Model, page: &mut Content<'_>) {
        page.heading(part.title.as_str());
        if part.items.is_empty() && self.draft().plan().by == By::Day {
            return page.text(REST);
        }
        if let Some(titles) = self.draft().plan().version_titles(&part.only) {
            page.quiet(&format!("only {titles}"));
        }
        for item in &part.items {
            page.item("• ", &work_name(&item.work, model));
            page.styled("  ", &item_text(item, model), page.theme().quiet());
            page.styled("  ", item.note.as_ref().map_or("", |note| note.as_str()), page.theme().quiet());
        }
    }
}

/// Returns a line with a blank column at either side.
const fn inset(line: Rect) -> Rect {
    Rect { x: line.x + 1, width: line.width.saturating_sub(2), ..line }
}

/// Draws a list in a frame, and returns the area of its rows.
fn render_list(title: &str, texts: &[RowText], at: Option<usize>, theme: &Theme, area: Rect, buf: &mut Buffer) -> Rect {
    let inner = panes::framed(title, area, theme, buf);
    let rows: Vec<Row<'_>> = texts.iter().map(|text| Row { title: &text.title, detail: &text.detail }).collect();
    PickList { rows: &rows, selected: at, theme }.render(inner, buf);
    inner
}

fn render_found(search: &StepSearch, model: &Model, area: Rect, buf: &mut Buffer) {
    let height = usize::from(area.height.saturating_sub(2));
    let first = first_shown(search.selected, search.found.len(), height);
    let asked = search.asked();
    let texts: Vec<RowText> = (0..)
        .zip(&search.found)
        .map(|(at, choice)| match choice {
            // Only the rows that are seen need their names.
            _ if !(first..first + height).contains(&at) => RowText { title: String::new(), detail: String::new() },
            StepChoice::Known(id) => RowText {
                title: work_name(&Work::Routine(id.clone()), model),
                detail: routine_length(id, model).map(about_text).unwrap_or_default(),
            },
            StepChoice::Make => RowText { title: format!("Task: {asked}"), detail: "to tick off".to_owned() },
        })
        .collect();
    render_list("Routines", &texts, Some(search.selected), &model.theme, area, buf);
}

/// Returns how often an item is done, and for how long: `optional, 3 × 12 min`; of a task only what is unusual.
fn item_text(item: &PlanItem, model: &Model) -> String {
    let what = match &item.work {
        Work::Routine(id) => routine_length(id, model).map_or_else(|| "unknown".to_owned(), about_text),
        Work::Task(_) if item.optional && item.times() == 1 => return "optional".to_owned(),
        Work::Task(_) => "task".to_owned(),
    };
    let times = if item.times() > 1 { format!("{} × ", item.times()) } else { String::new() };
    format!("{}{times}{what}", if item.optional { "optional, " } else { "" })
}

fn write_item(item: &PlanItem, model: &Model, page: &mut Content<'_>) {
    match &item.work {
        Work::Routine(id) => write_routine(id, model, page),
        Work::Task(task) => {
            page.heading("Task");
            page.text(task.as_str());
            let see = item.see.as_ref().and_then(|link| model.catalog.title(link.kind, link.id.as_str()));
            page.quiet(&see.map(|title| format!("more about it: {title}")).unwrap_or_default());
        }
    }
    if let Some(note) = &item.note {
        page.gap();
        page.text(&format!("“{note}”"));
    }
    if item.times() > 1 {
        page.quiet(&counted(usize::try_from(item.times()).unwrap_or(1), "time"));
    }
}

fn write_routine(id: &Id, model: &Model, page: &mut Content<'_>) {
    let Some(routine) = model.catalog.routine(id.as_str()) else { return };
    page.heading(routine.title.as_str());
    page.text(routine.summary.as_str());
    let own = model.catalog.own(ItemKind::Routine, id.as_str()).is_some();
    page.quiet(if own { "yours" } else { "" });
    page.gap();
    let width = saturated(page.width());
    for line in step_lines(model, &routine, model.default_options(), width) {
        page.line(&line, page.theme().text());
    }
}
