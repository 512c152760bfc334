//! A routine as far as a list of routines needs it, ready from the build on: the home screen lists every
//! routine before its first frame.

use std::ops::Deref;

use super::dose::{Amount, DoseSpec};
use super::exercise::Id;
use super::link::Need;
use super::routine::{Occasion, Routine, Step};
use super::words::{Value, When};
use crate::domain::text::Text;

/// A routine whose summary, optional equipment, remarks, notes and sources are empty: title, occasions, what it
/// needs, and all that its length depends on are there.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline(Routine);

/// The form in which `build.rs` writes it.
pub(super) struct WrittenOutline {
    pub(super) title: &'static str,
    pub(super) when: &'static [When],
    pub(super) equipment: &'static [&'static [&'static str]],
    pub(super) rounds: Option<Amount>,
    pub(super) begin_rounds: Option<u32>,
    pub(super) rest_between_s: Option<Amount>,
    pub(super) rest_between_rounds_s: Option<Amount>,
    pub(super) steps: &'static [WrittenStep],
}

/// The form in which `build.rs` writes a step.
pub(super) struct WrittenStep {
    pub(super) exercise: &'static str,
    // Behind references: pages without addresses in them need no work when the program is loaded.
    pub(super) dose: &'static DoseSpec,
    pub(super) before_run: Option<&'static DoseSpec>,
    pub(super) value: Value,
}

impl Outline {
    /// From what the build made of the routine `id`; `None` where an id in it is none.
    pub(super) fn from_written(id: &str, written: &WrittenOutline) -> Option<Self> {
        let step = |step: &WrittenStep| {
            let before_run = step.before_run.map(|dose| Occasion { dose: dose.clone(), why: Text::default() });
            let exercise = Id::new(step.exercise).ok()?;
            Some(Step { exercise, dose: step.dose.clone(), before_run, value: step.value, note: None })
        };
        let need = |any_of: &&[&str]| Need::new(any_of.iter().filter_map(|id| Id::new(id).ok()).collect());
        Some(Self(Routine {
            id: Id::new(id).ok()?,
            title: Text::clean(written.title),
            when: written.when.to_vec(),
            equipment: written.equipment.iter().filter_map(need).collect(),
            rounds: written.rounds,
            begin_rounds: written.begin_rounds,
            rest_between_s: written.rest_between_s,
            rest_between_rounds_s: written.rest_between_rounds_s,
            steps: written.steps.iter().map(step).collect::<Option<_>>()?,
            summary: Text::default(),
            takes_needs_of_steps: false,
            optional_equipment: Vec::new(),
            frequency: None,
            pain_limit: None,
            notes: Vec::new(),
            sources: Vec::new(),
        }))
    }

    /// The outline of a routine that is read already.
    pub fn of(routine: &Routine) -> Self {
        let bare = |step: &Step| Step {
            before_run: step.before_run.as_ref().map(|o| Occasion { dose: o.dose.clone(), why: Text::default() }),
            note: None,
            ..step.clone()
        };
        Self(Routine {
            summary: Text::default(),
            takes_needs_of_steps: false,
            optional_equipment: Vec::new(),
            frequency: None,
            steps: routine.steps.iter().map(bare).collect(),
            pain_limit: None,
            notes: Vec::new(),
            sources: Vec::new(),
            ..routine.clone()
        })
    }
}

impl Deref for Outline {
    type Target = Routine;

    fn deref(&self) -> &Routine {
        &self.0
    }
}
