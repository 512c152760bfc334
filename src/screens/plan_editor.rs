//! The editor of a plan: its days, weeks or sessions in order with the work of each, and a search that adds routines and
//! tasks. `copying` does the same on other days, `texts` are names and notes, `saving` writes the file, `view` draws.
//!
//! As in the editor of routines, the screen only turns keys into changes of the draft (`domain::content::draft::plan`),
//! and each change is kept on disk at once.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::copying::CopyTargets;
use super::editor::search::{StepChoice, StepSearch};
use super::moved;
use super::moving::Moving;
use crate::domain::content::draft::fields::{FieldText, Turn};
use crate::domain::content::draft::history::DraftHistory;
use crate::domain::content::draft::plan::fields::PlanField;
use crate::domain::content::draft::plan::load::load_text;
use crate::domain::content::draft::plan::{LONGEST_TASK, PlanDraft, PlanEdit, PlanRow};
use crate::domain::content::draft::{LONGEST_TITLE, RoutineDraft};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::Work;
use crate::domain::text::{Text, counted};
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::editor::saving::{SaveAnswers, SaveWay};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::{DialogKind, Route};
use crate::widgets::text_input::TextInput;

mod copying;
mod saving;
mod texts;
mod view;

/// The most digits of a number.
const MOST_DIGITS: usize = 3;

/// The part of the editor that the keys go to.
enum PlanMode {
    /// Walk through days and items.
    Rows,
    /// Type the name of the row.
    Name(TextInput),
    /// Type the note of the row.
    Note(TextInput),
    /// Search routines, or type a task.
    Search(Box<StepSearch>),
    /// Pick the days that are to be the same.
    Copy(CopyTargets),
}

/// The facts of a draft, which are computed after each change.
#[derive(Debug, Default)]
struct PlanFacts {
    /// The work in a week.
    load: String,
    /// The reason why it cannot be saved, for people.
    trouble: Option<String>,
}

impl PlanFacts {
    fn of(draft: &PlanDraft, model: &Model) -> Self {
        let load = load_text(draft.plan(), &|id| routine_length(id, model));
        Self { load, trouble: draft.trouble(&|id| model.catalog.title(ItemKind::Routine, id.as_str()).is_some()) }
    }
}

/// State of the editor.
pub struct PlanEditor {
    history: DraftHistory<PlanDraft, PlanEdit>,
    facts: PlanFacts,
    row: PlanRow,
    field: PlanField,
    /// The digits typed into the field so far.
    typed: String,
    /// True if these digits have changed the draft: the next one begins with what was before them.
    has_typed: bool,
    mode: PlanMode,
    /// The answers about a file that is in the way.
    answers: SaveAnswers,
}

impl PlanEditor {
    /// The editor of a draft. A plan without work is named first.
    pub fn new(draft: PlanDraft, model: &Model) -> Self {
        let is_new = draft.is_empty() && !draft.is_changed();
        let facts = PlanFacts::of(&draft, model);
        let mode = if is_new { PlanMode::Name(TextInput::with_limit(LONGEST_TITLE)) } else { PlanMode::Rows };
        let row = if is_new { PlanRow::Whole } else { PlanRow::Part(0) };
        let (history, field) = (DraftHistory::new(draft), PlanField::Length);
        Self {
            history,
            facts,
            row,
            field,
            typed: String::new(),
            has_typed: false,
            mode,
            answers: SaveAnswers::default(),
        }
    }

    fn draft(&self) -> &PlanDraft {
        self.history.draft()
    }

    fn fields(&self) -> Vec<FieldText<PlanField>> {
        self.draft().fields(self.row)
    }

    /// Returns the place of the chosen field among `fields`.
    fn field_place(&self, fields: &[FieldText<PlanField>]) -> usize {
        fields.iter().position(|text| text.field == self.field).unwrap_or(0)
    }

    // ---- changes --------------------------------------------------------------------------

    fn change(&mut self, change: PlanEdit, cx: &mut Cx<'_>) -> bool {
        let is_changed = self.history.apply_to_plan(change);
        if is_changed {
            self.keep(cx);
        }
        is_changed
    }

    /// Keeps the draft on disk, or removes it once nothing differs.
    fn keep(&mut self, cx: &mut Cx<'_>) {
        let draft = self.history.draft();
        self.facts = PlanFacts::of(draft, cx.model);
        self.row = nearest_row(self.row, draft);
        cx.keep_plan_draft(draft);
    }

    fn turn(&mut self, turn: Turn, cx: &mut Cx<'_>) -> bool {
        let fields = self.fields();
        let Some(text) = fields.get(self.field_place(&fields)) else { return false };
        self.field = text.field;
        self.change(PlanEdit::Turn(self.row, text.field, turn), cx)
    }

    /// Types a digit: what the digits before it have cut off is there again.
    fn type_digit(&mut self, digit: u8, cx: &mut Cx<'_>) {
        if self.typed.len() >= MOST_DIGITS {
            return;
        }
        self.typed.push_str(&digit.to_string());
        if self.has_typed {
            self.history.undo();
            self.has_typed = false;
            self.keep(cx);
        }
        if let Ok(number) = self.typed.parse() {
            self.has_typed = self.turn(Turn::To(number), cx);
        }
    }

    fn walk_fields(&mut self, is_ahead: bool) {
        let fields = self.fields();
        let at = self.field_place(&fields);
        let at = if is_ahead { (at + 1).min(fields.len().saturating_sub(1)) } else { at.saturating_sub(1) };
        self.field = fields.get(at).map_or(self.field, |text| text.field);
    }

    /// Goes to the next day, or to the one before; from an item back to its own day first.
    fn walk_parts(&mut self, is_ahead: bool) {
        let last = self.draft().plan().parts.len().saturating_sub(1);
        self.row = match (self.row, is_ahead) {
            (PlanRow::Whole, _) => PlanRow::Part(0),
            (PlanRow::Part(at) | PlanRow::Item(at, _), true) => PlanRow::Part((at + 1).min(last)),
            (PlanRow::Item(at, _), false) => PlanRow::Part(at),
            (PlanRow::Part(at), false) => at.checked_sub(1).map_or(PlanRow::Whole, PlanRow::Part),
        };
    }

    fn move_row(&mut self, is_down: bool, cx: &mut Cx<'_>) {
        let (row, count) = (self.row, self.items_in(self.row));
        if !self.change(PlanEdit::Move(row, is_down), cx) {
            return;
        }
        self.row = match (row, is_down) {
            (PlanRow::Whole, _) => row,
            (PlanRow::Part(at), true) => PlanRow::Part(at + 1),
            (PlanRow::Part(at), false) => PlanRow::Part(at.saturating_sub(1)),
            (PlanRow::Item(part, at), true) if at + 1 < count => PlanRow::Item(part, at + 1),
            (PlanRow::Item(part, _), true) => PlanRow::Item(part + 1, 0),
            (PlanRow::Item(part, at), false) if at > 0 => PlanRow::Item(part, at - 1),
            (PlanRow::Item(part, _), false) => {
                let before = PlanRow::Part(part.saturating_sub(1));
                PlanRow::Item(part.saturating_sub(1), self.items_in(before).saturating_sub(1))
            }
        };
    }

    /// Returns the number of items in the part of a row.
    fn items_in(&self, row: PlanRow) -> usize {
        let part = row.part().and_then(|part| self.draft().plan().parts.get(part));
        part.map_or(0, |part| part.items.len())
    }

    fn add_part(&mut self, cx: &mut Cx<'_>) {
        let before = self.draft().titles();
        if !self.change(PlanEdit::AddPart(self.row.part().unwrap_or(0)), cx) {
            return cx.notify("this week has all its days; the first row makes it more weeks");
        }
        let after = self.draft().titles();
        let new = after.iter().zip(&before).position(|(after, before)| after != before);
        self.row = PlanRow::Part(new.unwrap_or(before.len()));
    }

    /// Adds work below the chosen row.
    fn add(&mut self, work: Work, cx: &mut Cx<'_>) -> bool {
        let row = self.row;
        if !self.change(PlanEdit::Add(row, work), cx) {
            cx.notify("there is no room for more on this day");
            return false;
        }
        let part = row.part().unwrap_or(0);
        let last = self.items_in(PlanRow::Part(part)).saturating_sub(1);
        self.row = if let PlanRow::Item(_, at) = row { PlanRow::Item(part, at + 1) } else { PlanRow::Item(part, last) };
        self.field = PlanField::Times;
        true
    }

    // ---- keys -----------------------------------------------------------------------------

    fn update_rows(&mut self, action: Action, cx: &mut Cx<'_>) {
        let rows = self.draft().rows();
        let at = rows.iter().position(|row| *row == self.row).unwrap_or(0);
        if let Some(row) = moved(at, rows.len(), action).and_then(|at| rows.get(at)) {
            self.row = *row;
            return;
        }
        match action {
            Action::Add => self.begin_search(cx.model),
            Action::CopyTo => self.begin_copy(cx),
            Action::AddPart => self.add_part(cx),
            Action::Next => self.walk_parts(true),
            Action::Previous => self.walk_parts(false),
            Action::NextField => self.walk_fields(true),
            Action::PreviousField => self.walk_fields(false),
            Action::More => {
                self.turn(Turn::Up, cx);
            }
            Action::Less => {
                self.turn(Turn::Down, cx);
            }
            Action::Clear => {
                self.turn(Turn::Unset, cx);
            }
            Action::Digit(digit) => self.type_digit(digit, cx),
            Action::MoveUp => self.move_row(false, cx),
            Action::MoveDown => self.move_row(true, cx),
            Action::Delete => {
                self.change(PlanEdit::Remove(self.row), cx);
            }
            Action::AddNote => self.begin_note(cx),
            Action::Rename => self.begin_name(cx),
            Action::Undo | Action::Redo => self.travel(action, cx),
            Action::Save => self.save(SaveWay::Careful, cx),
            Action::Discard if self.draft().is_changed() => cx.go(Route::Dialog(DialogKind::DiscardDraft)),
            Action::Back | Action::Discard => self.leave(cx),
            _ => {}
        }
    }

    fn travel(&mut self, action: Action, cx: &mut Cx<'_>) {
        let (is_done, nothing) = match action {
            Action::Undo => (self.history.undo(), "nothing to undo"),
            _ => (self.history.redo(), "nothing to redo"),
        };
        if is_done {
            self.keep(cx);
        } else {
            cx.notify(nothing);
        }
    }

    fn leave(&self, cx: &mut Cx<'_>) {
        if self.draft().is_changed() {
            cx.notify("your draft waits with your plans");
        }
        cx.go(Route::Back);
    }

    fn begin_search(&mut self, model: &Model) {
        if self.row == PlanRow::Whole {
            self.row = PlanRow::Part(0);
        }
        self.mode = PlanMode::Search(Box::new(StepSearch::of_routines(model, LONGEST_TASK)));
    }

    fn update_search(&mut self, action: Action, cx: &mut Cx<'_>) {
        let PlanMode::Search(mut search) = std::mem::replace(&mut self.mode, PlanMode::Rows) else { return };
        let chosen = match action {
            Action::Back => return,
            Action::MakeOwn => search.may_make().then_some(StepChoice::Make),
            Action::Confirm => search.chosen().cloned(),
            action => {
                search.update(action, cx.model, None::<&RoutineDraft>);
                None
            }
        };
        let work = chosen.map(|choice| match choice {
            StepChoice::Known(id) => Work::Routine(id),
            StepChoice::Make => Work::Task(Text::clean(search.asked())),
        });
        if let Some(work) = work {
            let name = work_name(&work, cx.model);
            if self.add(work, cx) {
                search.begin_anew(name, cx.model, None::<&RoutineDraft>);
            }
        }
        self.mode = PlanMode::Search(search);
    }
}

impl ScreenView for PlanEditor {
    fn context(&self) -> Context {
        match &self.mode {
            PlanMode::Rows => Context::PlanEditor,
            PlanMode::Name(_) | PlanMode::Note(_) => Context::PlanText,
            PlanMode::Search(_) => Context::PlanSearch,
            PlanMode::Copy(_) => Context::PlanCopy,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if !matches!(action, Action::Digit(_)) {
            self.typed.clear();
            self.has_typed = false;
        }
        match &self.mode {
            PlanMode::Rows => self.update_rows(action, cx),
            PlanMode::Name(_) | PlanMode::Note(_) => self.update_text(action, cx),
            PlanMode::Search(_) => self.update_search(action, cx),
            PlanMode::Copy(_) => self.update_copy(action, cx),
        }
    }

    fn has_use(&self, action: Action, _: &Model, _: &Now) -> bool {
        let draft = self.draft();
        match (action, &self.mode) {
            (Action::MakeOwn, mode) => matches!(mode, PlanMode::Search(search) if search.may_make()),
            (Action::Confirm, PlanMode::Copy(copy)) => copy.has_any(),
            (Action::CopyTo, _) => self.can_copy(),
            (Action::Undo, _) => self.history.can_undo(),
            (Action::Redo, _) => self.history.can_redo(),
            (Action::Delete | Action::MoveUp | Action::MoveDown, _) => self.row != PlanRow::Whole,
            (Action::AddNote, _) => !matches!(self.row, PlanRow::Part(_)),
            (Action::More | Action::Less | Action::NextField | Action::Digit(_), PlanMode::Rows) => {
                !matches!(self.row, PlanRow::Part(_))
            }
            (Action::Save, _) => self.facts.trouble.is_none() && (draft.is_changed() || draft.source().is_none()),
            (Action::Discard, _) => draft.is_changed(),
            _ => true,
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) {
        match &mut self.mode {
            PlanMode::Rows | PlanMode::Copy(_) => {}
            PlanMode::Name(input) | PlanMode::Note(input) => input.insert_str(text),
            PlanMode::Search(search) => search.paste(text, cx.model, None::<&RoutineDraft>),
        }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        self.render_all(model, area, buf);
        Moving::default()
    }
}

/// Returns the row itself, or the nearest one if the draft no longer has it.
fn nearest_row(row: PlanRow, draft: &PlanDraft) -> PlanRow {
    let Some(part) = row.part() else { return row };
    let part = part.min(draft.plan().parts.len().saturating_sub(1));
    let last = draft.plan().parts.get(part).and_then(|part| part.items.len().checked_sub(1));
    match (row, last) {
        (PlanRow::Item(_, at), Some(last)) => PlanRow::Item(part, at.min(last)),
        _ => PlanRow::Part(part),
    }
}

/// Returns the length of a routine; `None` if there is no such routine.
fn routine_length(id: &Id, model: &Model) -> Option<Duration> {
    model.catalog.outline(id.as_str()).and_then(|routine| model.length(&routine))
}

/// Returns the name of work: a routine's title, or the task.
fn work_name(work: &Work, model: &Model) -> String {
    match work {
        Work::Routine(id) => model.catalog.title(ItemKind::Routine, id.as_str()).unwrap_or_else(|| id.to_string()),
        Work::Task(task) => task.to_string(),
    }
}

/// Returns the line about a draft that waits: `7 days, 4 things to do`.
pub fn plan_draft_text(draft: &PlanDraft) -> String {
    let items: usize = draft.plan().parts.iter().map(|part| part.items.len()).sum();
    format!("{}, {}", draft.plan().span(), counted(items, "item"))
}
