//! Facts of a draft to see at a glance: its length, its needs, its balance between the sides.

use std::sync::Arc;

use crate::domain::content::draft::RoutineDraft;
use crate::domain::content::exercise::Exercise;
use crate::domain::content::routine::Routine;
use crate::domain::session::compile::{CompileError, Options, compile};
use crate::domain::session::side_balance::SideBalance;
use crate::state::model::Model;

/// The facts of a draft, which are computed after each change.
#[derive(Debug, Default)]
pub(super) struct DraftFacts {
    /// The length; empty without steps.
    pub(super) length: String,
    /// The needs in words.
    pub(super) needs: String,
    /// The time of each side.
    pub(super) sides: SideBalance,
    /// The reason why it cannot be played, for people.
    pub(super) trouble: Option<String>,
}

impl DraftFacts {
    pub(super) fn of(draft: &RoutineDraft, model: &Model, options: Options) -> Self {
        let routine = draft.routine();
        if routine.steps.is_empty() {
            return Self::default();
        }
        let needs = needs_of(draft, model).needs_text();
        let find = &|id: &str| draft.exercise(id, &|id| model.catalog.exercise(id));
        match compile(routine, find, options) {
            Ok(timeline) => {
                Self { length: timeline.length().to_string(), needs, sides: SideBalance::of(&timeline), trouble: None }
            }
            Err(error) => Self { needs, trouble: Some(in_words(&error)), ..Self::default() },
        }
    }
}

/// Returns the routine with what its exercises need.
pub(super) fn needs_of(draft: &RoutineDraft, model: &Model) -> Routine {
    let mut routine = (**draft.routine()).clone();
    let steps = 0..routine.steps.len();
    let exercises: Vec<Arc<Exercise>> =
        steps.filter_map(|at| draft.step(at, &|id| model.catalog.exercise(id)).map(|(_, exercise)| exercise)).collect();
    routine.take_needs_of(exercises.iter().map(AsRef::as_ref));
    routine
}

fn in_words(error: &CompileError) -> String {
    match error {
        CompileError::TooLong { .. } => "this is too long to play: fewer rounds, sets or steps".to_owned(),
        CompileError::UnknownExercise { exercise, .. } => format!("there is no exercise {exercise} any more"),
        CompileError::NoDose { step, .. } => format!("step {step} has no dose"),
    }
}
