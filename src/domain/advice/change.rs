//! A change to one step of a routine: what was, what is, why, and by which entries. Each can be refused.

use std::fmt;
use std::sync::Arc;

use uuid::Uuid;

use super::dial::Dial;
use super::rule::{Rule, Sentence};
use crate::domain::content::exercise::Id;
use crate::domain::content::routine::{Routine, Step};
use crate::domain::text::Text;

/// Names a change by its rule, its exercise and its step: the same as long as those are, whatever the numbers. What was
/// refused once can be held against later changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeKey(String);

impl ChangeKey {
    pub(super) fn new(rule: Rule, exercise: &Id, step: usize) -> Self {
        Self(format!("{}/{exercise}/{}", rule.word(), step + 1))
    }

    /// `next-morning/plank/3`: the rule, the exercise as the routine has it, the step from 1.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ChangeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What becomes of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Another amount of the same exercise.
    Dose {
        /// What is turned; one dial, always.
        dial: Dial,
        /// The dose that it would be.
        was: Text,
        /// The dose that it is.
        is: Text,
    },
    /// Another exercise.
    Exercise {
        /// What it would be.
        was: Text,
        /// What it is.
        is: Text,
        /// The id of that.
        id: Id,
    },
    /// Not done.
    LeftOut,
}

/// A change to one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// By which it is refused.
    pub key: ChangeKey,
    /// The step in the routine as it was, from 0.
    pub step: usize,
    /// The exercise that the routine has there.
    pub exercise: Id,
    /// What that is called.
    pub name: Text,
    /// What becomes of it.
    pub what: What,
    /// The rule behind it.
    pub rule: Rule,
    /// Why, with the numbers, and where the rule comes from.
    pub reason: Sentence,
    /// The journal's entries behind it; empty where a check-in that is not written yet is all there is.
    pub entries: Vec<Uuid>,
    /// The step with the change; `None` where it is left out.
    pub(super) is: Option<Step>,
    /// The step without it.
    pub(super) otherwise: Step,
}

impl fmt::Display for Change {
    /// `Plank: 26 s instead of 30 s`, `Glute Bridge instead of Hip Thrust`, `leave out Roll-Down`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Dose { was, is, .. } => write!(f, "{}: {is} instead of {was}", self.name),
            What::Exercise { was, is, .. } => write!(f, "{is} instead of {was}"),
            What::LeftOut => write!(f, "leave out {}", self.name),
        }
    }
}

/// Another day than planned, suggested beside the changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// A gentle routine; `None` for rest.
    pub routine: Option<Id>,
    /// Why.
    pub reason: Sentence,
    /// The entries behind it.
    pub entries: Vec<Uuid>,
}

/// A routine as it fits today's back.
#[derive(Debug, Clone, PartialEq)]
pub struct Adapted {
    /// The routine with all changes made; the planned one where there are none. Never empty.
    pub routine: Arc<Routine>,
    /// The routine as it is written.
    pub planned: Arc<Routine>,
    /// At most one for each step, in order of the steps.
    pub changes: Vec<Change>,
    /// What is to be said of today, whether it changes a step or not.
    pub notes: Vec<Sentence>,
    /// That a gentle routine or rest fits better.
    pub instead: Option<Instead>,
}

impl Adapted {
    pub(super) fn new(
        planned: &Arc<Routine>,
        changes: Vec<Change>,
        notes: Vec<Sentence>,
        instead: Option<Instead>,
    ) -> Self {
        let routine = Arc::clone(planned);
        let mut adapted = Self { routine, planned: Arc::clone(planned), changes, notes, instead };
        adapted.routine = adapted.without(&[]);
        adapted
    }

    /// The routine without the changes that were `refused`: their steps are as they would have been.
    pub fn without(&self, refused: &[ChangeKey]) -> Arc<Routine> {
        if self.changes.is_empty() {
            return Arc::clone(&self.planned);
        }
        let mut changes = self.changes.iter().peekable();
        let mut steps = Vec::with_capacity(self.planned.steps.len());
        for (at, step) in self.planned.steps.iter().enumerate() {
            match changes.next_if(|change| change.step == at) {
                None => steps.push(step.clone()),
                Some(change) if refused.contains(&change.key) => steps.push(change.otherwise.clone()),
                Some(change) => steps.extend(change.is.clone()),
            }
        }
        Arc::new(Routine { steps, ..(*self.planned).clone() })
    }
}
