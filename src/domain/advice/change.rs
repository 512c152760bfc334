//! Changes to single steps of a routine, each with its reason and the journal entries behind it. Each can be refused.

use std::fmt;
use std::sync::Arc;

use uuid::Uuid;

use super::progression::Dial;
use super::rule::{Rule, Sentence};
use crate::domain::content::exercise::Id;
use crate::domain::content::routine::{Routine, Step};
use crate::domain::text::Text;

/// The key of a change: its rule, its exercise and its step, whatever the numbers. A change that was refused once is
/// recognized by it later.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeKey(String);

impl ChangeKey {
    pub(super) fn new(rule: Rule, exercise: &Id, step: usize) -> Self {
        Self(format!("{}/{exercise}/{}", rule.word(), step + 1))
    }

    /// The key as text, `next-morning/plank/3`: the rule, the exercise as the routine has it, the step from 1.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ChangeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The kinds of change to a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Another amount of the same exercise.
    Dose {
        /// The one dial that changes.
        dial: Dial,
        /// The dose without the change.
        was: Text,
        /// The dose with the change.
        is: Text,
    },
    /// Another exercise.
    Exercise {
        /// The name of the exercise without the change.
        was: Text,
        /// The name of the exercise with the change.
        is: Text,
        /// The id of the exercise with the change.
        id: Id,
    },
    /// The step is left out.
    LeftOut,
}

/// A change to one step.
#[derive(Debug, Clone, PartialEq)]
pub struct StepChange {
    /// The key by which the change is refused.
    pub key: ChangeKey,
    /// The index of the step in the routine as planned.
    pub step: usize,
    /// The exercise of the step as planned.
    pub exercise: Id,
    /// The name of the exercise as planned.
    pub name: Text,
    /// The kind of change.
    pub what: What,
    /// The rule that asks for the change.
    pub rule: Rule,
    /// The reason with its numbers, and the source of the rule.
    pub reason: Sentence,
    /// The journal entries behind the change; empty if it follows from a check-in alone that is not written yet.
    pub entries: Vec<Uuid>,
    /// The step with the change; `None` if it is left out.
    pub(super) is: Option<Step>,
    /// The step without the change.
    pub(super) otherwise: Step,
}

impl fmt::Display for StepChange {
    /// Writes `Plank: 26 s instead of 30 s`, `Glute Bridge instead of Hip Thrust`, `leave out Roll-Down`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Dose { was, is, .. } => write!(f, "{}: {is} instead of {was}", self.name),
            What::Exercise { was, is, .. } => write!(f, "{is} instead of {was}"),
            What::LeftOut => write!(f, "skip {}", self.name),
        }
    }
}

/// A suggestion, besides the changes, to do something gentler than the routine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// A gentle routine; `None` for rest.
    pub routine: Option<Id>,
    /// The reason with its numbers and source.
    pub reason: Sentence,
    /// The journal entries behind the suggestion.
    pub entries: Vec<Uuid>,
}

/// A routine adapted to today's back.
#[derive(Debug, Clone, PartialEq)]
pub struct Adapted {
    /// The routine with all changes made; the planned one if there are none. Never empty.
    pub routine: Arc<Routine>,
    /// The routine as it is written.
    pub planned: Arc<Routine>,
    /// At most one for each step, in order of the steps.
    pub changes: Vec<StepChange>,
    /// Notes on today, whether or not they change a step.
    pub notes: Vec<Sentence>,
    /// A gentle routine or rest, if that fits better.
    pub instead: Option<Instead>,
}

impl Adapted {
    pub(super) fn new(
        planned: &Arc<Routine>,
        changes: Vec<StepChange>,
        notes: Vec<Sentence>,
        instead: Option<Instead>,
    ) -> Self {
        let routine = Arc::clone(planned);
        let mut adapted = Self { routine, planned: Arc::clone(planned), changes, notes, instead };
        adapted.routine = adapted.without(&[]);
        adapted
    }

    /// Returns the index that the planned step `at` has in the routine without the `refused` changes; `None` if a change
    /// leaves it out.
    pub fn place_of(&self, at: usize, refused: &[ChangeKey]) -> Option<usize> {
        let changes = self.changes.iter().filter(|change| change.is.is_none() && !refused.contains(&change.key));
        let gone: Vec<usize> = changes.map(|change| change.step).filter(|step| *step <= at).collect();
        (!gone.contains(&at)).then(|| at - gone.len())
    }

    /// Returns the routine without the `refused` changes.
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
