//! Undo and redo of the changes of a draft.

use super::plan::{PlanDraft, PlanEdit};
use super::{DraftEdit, DraftSource, FindExercise, RoutineDraft, Turn};
use crate::domain::content::exercise::Id;

/// The most changes that can be undone. Our choice: an evening's work.
const MOST: usize = 500;

/// A draft with its past and what was undone.
#[derive(Debug, Clone)]
pub struct DraftHistory<D = RoutineDraft, E = DraftEdit> {
    draft: D,
    past: Vec<D>,
    undone: Vec<D>,
    /// The last change, if the next digit may belong to the same number.
    last: Option<E>,
}

impl<D: Clone, E> DraftHistory<D, E> {
    /// Returns a draft without a past.
    pub fn new(draft: D) -> Self {
        Self { draft, past: Vec::new(), undone: Vec::new(), last: None }
    }

    /// Returns the draft as it is now.
    pub fn draft(&self) -> &D {
        &self.draft
    }

    /// Remembers that `edit` changed the draft from `before`; one that goes on with the last is no change of its own.
    fn remember(&mut self, before: D, edit: E, goes_on: bool) {
        if !goes_on {
            if self.past.len() >= MOST {
                self.past.remove(0);
            }
            self.past.push(before);
        }
        self.undone.clear();
        self.last = Some(edit);
    }

    /// Ends the number that is typed: the next digit begins another change.
    pub fn end_number(&mut self) {
        self.last = None;
    }

    /// Undoes the last change; returns false if there is none.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.undone.push(std::mem::replace(&mut self.draft, before));
        self.last = None;
        true
    }

    /// Redoes what was undone last; returns false if there is nothing.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.undone.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.draft, after));
        self.last = None;
        true
    }

    /// Returns true if there is a change to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Returns true if there is a change to redo.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

impl DraftHistory {
    /// Applies a change; returns false if it changes nothing. The digits of a number are one change.
    pub fn apply(&mut self, edit: DraftEdit, find: FindExercise<'_>) -> bool {
        let before = self.draft.clone();
        if !self.draft.apply(&edit, find) {
            return false;
        }
        let goes_on = self.last.as_ref().is_some_and(|last| is_same_number(last, &edit));
        self.remember(before, edit, goes_on);
        true
    }

    /// Goes on as a change to this file, into which a state of the draft was saved; what can be undone, too.
    pub fn continue_from(&mut self, source: &DraftSource) {
        let begun = source.text.as_str().into();
        for draft in self.past.iter_mut().chain(&mut self.undone).chain([&mut self.draft]) {
            draft.continue_from(source, &begun);
        }
    }

    /// Gives an exercise that was made for the draft another id, also in what can be undone.
    pub fn rename_own(&mut self, from: &Id, to: &Id) {
        for draft in self.past.iter_mut().chain(&mut self.undone).chain([&mut self.draft]) {
            draft.rename_own(from, to);
        }
    }
}

impl DraftHistory<PlanDraft, PlanEdit> {
    /// Applies a change to a plan; returns false if it changes nothing.
    pub fn apply_to_plan(&mut self, edit: PlanEdit) -> bool {
        let before = self.draft.clone();
        if !self.draft.apply(&edit) {
            return false;
        }
        self.remember(before, edit, false);
        true
    }

    /// Goes on as a change to this file, into which a state of the plan was saved; what can be undone, too.
    pub fn continue_plan_from(&mut self, source: &DraftSource) {
        let begun = source.text.as_str().into();
        for draft in self.past.iter_mut().chain(&mut self.undone).chain([&mut self.draft]) {
            draft.continue_from(source, &begun);
        }
    }
}

/// Returns true if both type a number into the same field.
fn is_same_number(last: &DraftEdit, next: &DraftEdit) -> bool {
    match (last, next) {
        (DraftEdit::Turn(row, field, Turn::To(_)), DraftEdit::Turn(other, of_it, Turn::To(_))) => {
            row == other && field == of_it
        }
        _ => false,
    }
}
