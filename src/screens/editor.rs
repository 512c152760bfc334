//! The editor of a routine: its steps in order, the dose of each as a row of fields, a search that adds steps, and a form
//! for exercises that supple does not know. `search` and `form` are these two,
//! `adding` goes through them, `saving` writes the files, `today` is a change for one session, `view` draws.
//!
//! The screen only turns keys into changes of the draft (`domain::content::draft`). Each change is kept on disk at once,
//! so that nothing is lost, however the screen is left.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::facts::DraftFacts;
use self::form::SketchForm;
use self::saving::{SaveAnswers, SaveWay};
use self::search::StepSearch;
use self::today::TodayChange;
use super::moving::{FigureInstant, Motion, Moving};
use super::{edit, moved};
use crate::domain::content::draft::fields::{DraftField, FieldText, Turn, of_dose, of_routine};
use crate::domain::content::draft::history::DraftHistory;
use crate::domain::content::draft::{DraftEdit, DraftRow, RoutineDraft};
use crate::domain::content::exercise::Id;
use crate::domain::text::Text;
use crate::domain::time::{Instant, Now};
use crate::screens::ScreenView;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::{DialogKind, Route};
use crate::widgets::text_input::TextInput;

mod adding;
mod facts;
pub(super) mod field_row;
mod form;
pub mod saving;
pub(super) mod search;
mod today;
pub(in crate::screens) mod view;

/// The most digits of a number.
const MOST_DIGITS: usize = 4;

/// The part of the editor that the keys go to.
enum EditorMode {
    /// Walk through the steps and fields.
    Steps,
    /// Type the title.
    Title(TextInput),
    /// Type the note of the row.
    Note(TextInput),
    /// Search exercises.
    Search(Box<StepSearch>),
    /// Fill in an exercise, then go back to this search.
    Form(Box<SketchForm>, Box<StepSearch>),
}

/// State of the editor.
pub struct RoutineEditor {
    history: DraftHistory,
    facts: DraftFacts,
    /// The chosen row: 0 for the whole, then the steps.
    row: usize,
    field: DraftField,
    /// The digits typed into the field so far.
    typed: String,
    mode: EditorMode,
    /// For a change for one session: what is changed.
    today: Option<TodayChange>,
    answers: SaveAnswers,
    motion: Motion,
}

impl RoutineEditor {
    /// The editor of a draft. A routine without steps is named first.
    pub fn new(draft: RoutineDraft, model: &Model, now: &Now) -> Self {
        let is_empty = draft.routine().steps.is_empty();
        let facts = DraftFacts::of(&draft, model, model.default_options());
        let is_unnamed = is_empty && !draft.is_changed();
        let input = TextInput::with_limit(draft.longest_title());
        let mode = if is_unnamed { EditorMode::Title(input) } else { EditorMode::Steps };
        let row = usize::from(!is_empty);
        let field = DraftField::Amount;
        let mut motion = Motion::default();
        motion.wake(now);
        let (history, answers) = (DraftHistory::new(draft), SaveAnswers::default());
        Self { history, facts, row, field, typed: String::new(), mode, today: None, answers, motion }
    }

    fn draft(&self) -> &RoutineDraft {
        self.history.draft()
    }

    fn draft_row(&self) -> DraftRow {
        self.row.checked_sub(1).map_or(DraftRow::Whole, DraftRow::Step)
    }

    fn steps(&self) -> usize {
        self.draft().routine().steps.len()
    }

    /// Returns the fields of the chosen row.
    fn fields(&self, model: &Model) -> Vec<FieldText> {
        match self.draft_row() {
            DraftRow::Whole => of_routine(self.draft().routine()),
            DraftRow::Step(at) => {
                let dose = self.draft().dose(at, &|id| model.catalog.exercise(id));
                dose.map(|dose| of_dose(&dose)).unwrap_or_default()
            }
        }
    }

    /// Returns the place of the chosen field among `fields`.
    fn field_place(&self, fields: &[FieldText]) -> usize {
        fields.iter().position(|text| text.field == self.field).unwrap_or(0)
    }

    // ---- changes --------------------------------------------------------------------------

    fn change(&mut self, change: DraftEdit, cx: &mut Cx<'_>) -> bool {
        let is_changed = self.history.apply(change, &|id| cx.model.catalog.exercise(id));
        if is_changed {
            self.keep(cx);
        }
        is_changed
    }

    /// Keeps the draft on disk, or removes it once nothing differs from its beginning.
    fn keep(&mut self, cx: &mut Cx<'_>) {
        self.row = self.row.min(self.steps());
        let options = self.today.as_ref().map_or(cx.model.default_options(), |today| today.options);
        let draft = self.history.draft();
        self.facts = DraftFacts::of(draft, cx.model, options);
        if self.today.is_none() {
            cx.keep_draft(draft);
        }
    }

    fn turn(&mut self, turn: Turn, cx: &mut Cx<'_>) {
        let Some(field) = self.chosen_field(cx.model) else { return };
        self.field = field;
        self.change(DraftEdit::Turn(self.draft_row(), field, turn), cx);
    }

    /// Returns the chosen field; `None` if the row has none.
    fn chosen_field(&self, model: &Model) -> Option<DraftField> {
        let fields = self.fields(model);
        fields.get(self.field_place(&fields)).map(|text| text.field)
    }

    /// Returns true if this turn changes the draft.
    fn would_turn(&self, field: DraftField, turn: Turn, model: &Model) -> bool {
        let turn = DraftEdit::Turn(self.draft_row(), field, turn);
        self.draft().clone().apply(&turn, &|id| model.catalog.exercise(id))
    }

    fn type_digit(&mut self, digit: u8, cx: &mut Cx<'_>) {
        if self.typed.len() < MOST_DIGITS {
            self.typed.push_str(&digit.to_string());
        }
        if let Ok(number) = self.typed.parse() {
            self.turn(Turn::To(number), cx);
        }
    }

    fn walk_fields(&mut self, is_ahead: bool, model: &Model) {
        let fields = self.fields(model);
        let at = self.field_place(&fields);
        let at = if is_ahead { (at + 1).min(fields.len().saturating_sub(1)) } else { at.saturating_sub(1) };
        self.field = fields.get(at).map_or(self.field, |text| text.field);
    }

    fn move_step(&mut self, is_down: bool, cx: &mut Cx<'_>) {
        let Some(from) = self.row.checked_sub(1) else { return };
        let to = if is_down { from + 1 } else { from.wrapping_sub(1) };
        if to < self.steps() && self.change(DraftEdit::Move { from, to }, cx) {
            self.row = to + 1;
        }
    }

    fn delete_step(&mut self, cx: &mut Cx<'_>) {
        if let Some(at) = self.row.checked_sub(1) {
            self.change(DraftEdit::Remove(at), cx);
        }
    }

    fn travel(&mut self, is_done: bool, nothing: &str, cx: &mut Cx<'_>) {
        if is_done {
            self.keep(cx);
        } else {
            cx.notify(nothing);
        }
    }

    /// Adds a step below the chosen one; on the row of the whole, at the end.
    fn insert(&mut self, make: impl FnOnce(usize) -> DraftEdit, cx: &mut Cx<'_>) -> bool {
        let at = if self.row == 0 { self.steps() } else { self.row };
        let is_added = self.change(make(at), cx);
        if is_added {
            self.row = at + 1;
            self.field = DraftField::Amount;
        } else {
            cx.notify("there is no room for more steps");
        }
        is_added
    }

    // ---- keys -----------------------------------------------------------------------------

    fn update_steps(&mut self, action: Action, cx: &mut Cx<'_>) {
        if let Some(row) = moved(self.row, self.steps() + 1, action) {
            if self.row != row {
                // The eye is on the list: a number typed there is the amount of the step.
                self.field = DraftField::Amount;
            }
            self.row = row;
            return;
        }
        match action {
            Action::Add => self.begin_search(cx.model),
            Action::Start => self.start_today(cx),
            Action::NextField => self.walk_fields(true, cx.model),
            Action::PreviousField => self.walk_fields(false, cx.model),
            Action::More => self.turn(Turn::Up, cx),
            Action::Less => self.turn(Turn::Down, cx),
            Action::Clear => self.turn(Turn::Unset, cx),
            Action::Digit(digit) => self.type_digit(digit, cx),
            Action::MoveUp => self.move_step(false, cx),
            Action::MoveDown => self.move_step(true, cx),
            Action::Delete => self.delete_step(cx),
            Action::AddNote => self.begin_note(),
            Action::Rename => self.mode = EditorMode::Title(self.title_input()),
            Action::Undo => {
                let is_done = self.history.undo();
                self.travel(is_done, "nothing to undo", cx);
            }
            Action::Redo => {
                let is_done = self.history.redo();
                self.travel(is_done, "nothing to redo", cx);
            }
            Action::Save => self.save(SaveWay::Careful, cx),
            Action::Back if self.today.is_some() && self.draft().is_changed() => {
                cx.go(Route::Dialog(DialogKind::DiscardDraft));
            }
            Action::Discard if self.draft().is_changed() => cx.go(Route::Dialog(DialogKind::DiscardDraft)),
            Action::Back | Action::Discard => self.leave(cx),
            _ => {}
        }
    }

    fn leave(&self, cx: &mut Cx<'_>) {
        if self.draft().is_changed() && self.today.is_none() {
            cx.notify("your draft waits on the home screen");
        }
        cx.go(Route::Back);
    }

    fn begin_note(&mut self) {
        let (draft, row) = (self.draft(), self.draft_row());
        let begun = if draft.has_own_note(row) { draft.note(row) } else { Text::default() };
        let input = TextInput::with_limit(draft.longest_note(row)).filled(begun.as_str());
        self.mode = EditorMode::Note(input);
    }

    fn title_input(&self) -> TextInput {
        let draft = self.draft();
        TextInput::with_limit(draft.longest_title()).filled(draft.routine().title.as_str())
    }

    fn update_text(&mut self, action: Action, cx: &mut Cx<'_>) {
        let (EditorMode::Title(input) | EditorMode::Note(input)) = &mut self.mode else { return };
        match action {
            Action::Back => self.end_text(cx),
            Action::Confirm => {
                let text = Text::clean(input.value());
                match std::mem::replace(&mut self.mode, EditorMode::Steps) {
                    EditorMode::Title(_) => {
                        self.change(DraftEdit::Title(text), cx);
                        if self.steps() == 0 {
                            // A routine that has a name needs steps next.
                            self.begin_search(cx.model);
                        }
                    }
                    _ if text.is_empty() && !self.draft().has_own_note(self.draft_row()) => {}
                    _ => {
                        self.change(DraftEdit::Note(self.draft_row(), text), cx);
                    }
                }
            }
            action => {
                edit(input, action);
            }
        }
    }

    /// Ends typing; a new routine whose name is not wanted is left.
    fn end_text(&mut self, cx: &mut Cx<'_>) {
        self.mode = EditorMode::Steps;
        if self.steps() == 0 && !self.draft().is_changed() {
            cx.go(Route::Back);
        }
    }

    fn name_of(&self, id: &Id, model: &Model) -> String {
        let exercise = self.draft().exercise(id.as_str(), &|id| model.catalog.exercise(id));
        exercise.map_or_else(|| id.to_string(), |exercise| exercise.name.to_string())
    }
}

impl ScreenView for RoutineEditor {
    fn context(&self) -> Context {
        match &self.mode {
            EditorMode::Steps if self.today.is_some() => Context::EditorToday,
            EditorMode::Steps => Context::Editor,
            EditorMode::Title(_) | EditorMode::Note(_) => Context::EditorText,
            EditorMode::Search(_) => Context::EditorSearch,
            EditorMode::Form(..) => Context::OwnExercise,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        self.motion.wake(cx.now);
        if !matches!(action, Action::Digit(_)) {
            self.typed.clear();
            self.history.end_number();
        }
        match &self.mode {
            EditorMode::Steps => self.update_steps(action, cx),
            EditorMode::Title(_) | EditorMode::Note(_) => self.update_text(action, cx),
            EditorMode::Search(_) => self.update_search(action, cx),
            EditorMode::Form(..) => self.update_form(action, cx),
        }
    }

    fn has_use(&self, action: Action, model: &Model, _: &Now) -> bool {
        let steps = self.steps();
        match action {
            Action::Digit(_) => self.chosen_field(model).is_some_and(DraftField::is_number),
            Action::Clear => self.chosen_field(model).is_some_and(|field| self.would_turn(field, Turn::Unset, model)),
            Action::Undo => self.history.can_undo(),
            Action::Redo => self.history.can_redo(),
            Action::Delete => self.row > 0,
            Action::MoveUp => self.row > 1,
            Action::MoveDown => self.row > 0 && self.row < steps,
            Action::Start => steps > 0,
            Action::Save if self.today.is_some() => self.draft().is_changed(),
            Action::Save => steps > 0 && (self.draft().is_changed() || self.draft().source().is_none()),
            Action::Discard => self.draft().is_changed(),
            Action::MakeOwn => matches!(&self.mode, EditorMode::Search(search) if search.may_make()),
            _ => true,
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) {
        match &mut self.mode {
            EditorMode::Steps => {}
            EditorMode::Title(input) | EditorMode::Note(input) => input.insert_str(text),
            EditorMode::Search(search) => search.paste(text, cx.model, self.history.draft()),
            EditorMode::Form(form, _) => form.paste(text),
        }
    }

    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let moving = Moving::figure(self.render_all(model, area, buf));
        self.render_moving(model, now, moving, buf);
        moving
    }

    fn next_wakeup(&self, model: &Model, now: &Now) -> Option<Instant> {
        self.motion.next_frame(&self.shown(model, now)?.figure, model, now)
    }

    fn picture(&self, model: &Model, now: &Now) -> Option<FigureInstant> {
        self.shown(model, now)
    }
}
