//! Names and notes of a plan, as they are typed.

use super::{PlanEditor, PlanMode};
use crate::domain::content::draft::plan::{LONGEST_TASK, PlanEdit, PlanRow};
use crate::domain::content::draft::{LONGEST_NOTE, LONGEST_TITLE};
use crate::domain::content::plan::Work;
use crate::domain::text::Text;
use crate::screens::edit;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::route::Route;
use crate::widgets::text_input::TextInput;

impl PlanEditor {
    pub(super) fn begin_name(&mut self, cx: &mut Cx<'_>) {
        let plan = self.draft().plan();
        let (text, limit) = match self.row {
            PlanRow::Whole => (Some(&plan.title), LONGEST_TITLE),
            PlanRow::Part(at) => (plan.parts.get(at).map(|part| &part.title), LONGEST_TITLE),
            PlanRow::Item(..) => match self.draft().item(self.row).map(|item| &item.work) {
                Some(Work::Task(task)) => (Some(task), LONGEST_TASK),
                Some(Work::Routine(_)) | None => (None, LONGEST_TASK),
            },
        };
        match text {
            Some(text) => self.mode = PlanMode::Name(TextInput::with_limit(limit).filled(text.as_str())),
            None => cx.notify("a routine keeps its name; n adds a note"),
        }
    }

    pub(super) fn begin_note(&mut self, cx: &mut Cx<'_>) {
        let text = match self.row {
            PlanRow::Whole => Some(self.draft().plan().summary.clone()),
            PlanRow::Part(_) => None,
            PlanRow::Item(..) => self.draft().item(self.row).map(|item| item.note.clone().unwrap_or_default()),
        };
        match text {
            Some(text) => self.mode = PlanMode::Note(TextInput::with_limit(LONGEST_NOTE).filled(text.as_str())),
            None => cx.notify("notes belong to what is on a day; r names the day"),
        }
    }

    pub(super) fn update_text(&mut self, action: Action, cx: &mut Cx<'_>) {
        let (PlanMode::Name(input) | PlanMode::Note(input)) = &mut self.mode else { return };
        match action {
            Action::Back => {
                self.mode = PlanMode::Rows;
                // A new plan whose name is not wanted is left.
                if self.draft().is_empty() && !self.draft().is_changed() {
                    cx.go(Route::Back);
                }
            }
            Action::Confirm => {
                let text = Text::clean(input.value());
                match std::mem::replace(&mut self.mode, PlanMode::Rows) {
                    PlanMode::Name(_) => {
                        self.change(PlanEdit::Name(self.row, text), cx);
                        if self.row == PlanRow::Whole && self.draft().is_empty() {
                            // A plan that has a name needs work next.
                            self.begin_search(cx.model);
                        }
                    }
                    _ => {
                        self.change(PlanEdit::Note(self.row, text), cx);
                    }
                }
            }
            action => {
                edit(input, action);
            }
        }
    }
}
