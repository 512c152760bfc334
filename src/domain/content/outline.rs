//! A routine as far as a list of routines needs it, read in one pass and without its texts: the home
//! screen lists every routine before its first frame.

use std::ops::Deref;

use serde::Deserialize;

use super::dose::{Amount, DoseSpec};
use super::exercise::Id;
use super::link::Need;
use super::routine::{Occasion, Routine, Step};
use super::words::{Value, When};
use crate::domain::text::Text;

/// A routine whose summary, remarks, notes and sources are empty: title, occasions, equipment, and all
/// that its length depends on are there.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline(Routine);

/// The form in which `build.rs` writes it: doses in an object of their own.
#[derive(Deserialize)]
struct Written {
    id: Id,
    title: Text,
    when: Vec<When>,
    #[serde(default)]
    equipment: Vec<Need>,
    rounds: Option<Amount>,
    begin_rounds: Option<u32>,
    rest_between_s: Option<Amount>,
    rest_between_rounds_s: Option<Amount>,
    steps: Vec<WrittenStep>,
}

#[derive(Deserialize)]
struct WrittenStep {
    exercise: Id,
    dose: DoseSpec,
    before_run: Option<DoseSpec>,
    value: Option<Value>,
}

impl Outline {
    /// Reads the outline of a built-in routine; `None` where it is none.
    pub(super) fn read(written: &str) -> Option<Self> {
        let Written { id, title, when, equipment, rounds, begin_rounds, rest_between_s, rest_between_rounds_s, steps } =
            serde_json::from_str(written).ok()?;
        let step = |WrittenStep { exercise, dose, before_run, value }| Step {
            exercise,
            dose,
            before_run: before_run.map(|dose| Occasion { dose, why: Text::default() }),
            value: value.unwrap_or(Value::Main),
            note: None,
        };
        Some(Self(Routine {
            id,
            title,
            summary: Text::default(),
            when,
            equipment,
            frequency: None,
            rounds,
            begin_rounds,
            rest_between_s,
            rest_between_rounds_s,
            steps: steps.into_iter().map(step).collect(),
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
