//! Undo and redo of the changes of a draft.

use super::{DraftEdit, DraftSource, FindExercise, RoutineDraft, Turn};
use crate::domain::content::exercise::Id;

/// The most changes that can be undone. Our choice: an evening's work.
const MOST: usize = 500;

/// A draft with its past and what was undone.
#[derive(Debug, Clone)]
pub struct DraftHistory {
    draft: RoutineDraft,
    past: Vec<RoutineDraft>,
    undone: Vec<RoutineDraft>,
    /// The last change, if the next digit may belong to the same number.
    last: Option<DraftEdit>,
}

impl DraftHistory {
    /// Returns a draft without a past.
    pub fn new(draft: RoutineDraft) -> Self {
        Self { draft, past: Vec::new(), undone: Vec::new(), last: None }
    }

    /// Returns the draft as it is now.
    pub fn draft(&self) -> &RoutineDraft {
        &self.draft
    }

    /// Applies a change; returns false if it changes nothing. The digits of a number are one change.
    pub fn apply(&mut self, edit: DraftEdit, find: FindExercise<'_>) -> bool {
        let before = self.draft.clone();
        if !self.draft.apply(&edit, find) {
            return false;
        }
        if !self.last.as_ref().is_some_and(|last| is_same_number(last, &edit)) {
            if self.past.len() >= MOST {
                self.past.remove(0);
            }
            self.past.push(before);
        }
        self.undone.clear();
        self.last = Some(edit);
        true
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

    /// Returns true if there is a change to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Returns true if there is a change to redo.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
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
