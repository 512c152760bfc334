//! Sessions: the runs of routines, with their sets.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::browse::search_term::Sought;
use super::entry::{Outcome, Score, Side, Stamp, StepOutcome};
use super::kinds::Recorded;
use super::timestamp;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::Sides;
use crate::domain::text::Text;
use crate::domain::text::counted;

/// One run of a routine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SessionEntry {
    /// The time of its end, in whole seconds (see [`timestamp::whole_secs`]).
    #[serde(serialize_with = "timestamp::write", deserialize_with = "timestamp::read")]
    pub ended: Stamp,
    /// The id of the routine.
    pub routine: Id,
    /// The title of the routine at that time.
    pub title: Text,
    /// The outcome.
    pub outcome: Outcome,
    /// For `stopped`: the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// Seconds of work, without getting ready, changing sides, rests and pauses. In sessions of earlier versions all
    /// seconds that were not paused.
    pub active_s: u32,
    /// The perceived effort, 0 to 10; absent if not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Score>,
    /// A note, in the user's words.
    #[serde(default)]
    pub note: Text,
    /// The sets, in order: one item for each set on each side.
    pub steps: Vec<StepRecord>,
}

impl Recorded for SessionEntry {
    fn headline(&self, _: &Catalog) -> String {
        self.title.to_string()
    }

    fn has_word(&self, word: &Sought) -> bool {
        word.is_in_session(self)
    }

    fn has_routine(&self, routine: &Id) -> bool {
        self.routine == *routine
    }

    /// Returns true if it was planned in the session, or done instead of another.
    fn has_exercise(&self, exercise: &Id) -> bool {
        self.steps.iter().any(|step| step.exercise == *exercise || step.by.as_ref() == Some(exercise))
    }
}

/// One set of a step on one side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepRecord {
    /// The exercise that was planned.
    pub exercise: Id,
    /// The number of the round, from 1.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub round: u32,
    /// The number of the set, from 1.
    pub set: u32,
    /// The side; `None` where both work at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The way the sides were done, where they alternated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sides: Option<Sides>,
    /// The outcome.
    pub outcome: StepOutcome,
    /// For `skipped` and `stopped`: the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// For `swapped`: the exercise done instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id>,
    /// The amount planned.
    pub planned: Quantity,
    /// The amount done.
    pub done: Quantity,
}

fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_first(round: &u32) -> bool {
    *round == 1
}

/// An amount of work: has the fields of its measure, the others are absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Quantity {
    /// Seconds held; with `reps`, in each rep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_s: Option<u32>,
    /// Reps, all sides together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reps: Option<u32>,
    /// Number of breaths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaths: Option<u32>,
    /// Seconds of an activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_s: Option<u32>,
}

impl fmt::Display for Quantity {
    /// `12 reps, 25 s held`; empty if nothing is counted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.reps.map(|reps| counted(reps as usize, "rep")),
            self.breaths.map(|breaths| counted(breaths as usize, "breath")),
            self.hold_s.map(|secs| format!("{secs} s held")),
            self.activity_s.map(|secs| format!("{} min", (secs + 30) / 60)),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}
