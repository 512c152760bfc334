//! A step on the way through a plan, as the journal keeps it, and what the steps add up to.

use std::collections::HashSet;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::done::outcome;
use super::entry::{Outcome, Stamp};
use super::journal::{Journal, Logged, until};
use crate::domain::content::exercise::Id;
use crate::domain::content::plan::{Item, Part, Work};
use crate::domain::content::words::words;
use crate::domain::text::Text;
use crate::domain::time::calendar::moved;

mod followed;

pub use followed::{Followed, PlanPlace};

words! {
    /// What happened with a plan.
    Did, "step of a plan":
    /// It was begun, from its first part.
    Began = "began",
    /// An item was done.
    Done = "done",
    /// It goes on with another part.
    Moved = "moved",
    /// It is not followed any longer.
    Left = "left",
}

/// A step on the way through a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanMark {
    /// Which plan.
    pub plan: Id,
    /// What happened.
    pub did: Did,
    /// For `began`: which of its versions, where it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Id>,
    /// For `done` and `moved`: which time through the plan, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// For `done` and `moved`: which part, from 1, in the order of the plan's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// For `done`: which item of the part, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// For `done`: the routine that the item asked for. Where the file has another one there by now,
    /// the mark does not count for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routine: Option<Id>,
    /// For `done`: the task that the item asked for; as `routine`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Text>,
    /// For `done`: the session in which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Uuid>,
}

/// A part of a plan, and how often all parts were done before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Which time through the plan, from 1.
    pub round: u32,
    /// Which part, from 1, in the order of the plan's file.
    pub part: u32,
}

impl PlanMark {
    /// A mark that says no more than what happened.
    pub const fn new(plan: Id, did: Did) -> Self {
        Self { plan, did, version: None, round: None, part: None, item: None, routine: None, task: None, session: None }
    }

    /// That `item`, which has this index in the part at `spot`, was done.
    pub fn done(plan: Id, spot: Spot, (index, item): (usize, &Item), session: Option<Uuid>) -> Self {
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        let (routine, task) = match &item.work {
            Work::Routine(id) => (Some(id.clone()), None),
            Work::Task(task) => (None, Some(task.clone())),
        };
        Self { item: Some(number), routine, task, session, ..Self::at(plan, Did::Done, spot) }
    }

    /// That the plan goes on at `spot`.
    pub fn moved(plan: Id, spot: Spot) -> Self {
        Self::at(plan, Did::Moved, spot)
    }

    fn at(plan: Id, did: Did, spot: Spot) -> Self {
        Self { round: Some(spot.round), part: Some(spot.part), ..Self::new(plan, did) }
    }

    fn spot(&self) -> Option<Spot> {
        Some(Spot { round: self.round?, part: self.part? })
    }

    /// The item of `part` that it says was done: the one of its number, where that still asks for the
    /// same; else another that does.
    fn item_in(&self, part: &Part) -> Option<usize> {
        let index = usize::try_from(self.item?).ok()?.checked_sub(1)?;
        let asked = match (&self.routine, &self.task) {
            (Some(id), _) => Some(Work::Routine(id.clone())),
            (None, Some(task)) => Some(Work::Task(task.clone())),
            (None, None) => None,
        };
        let is_it = |item: &Item| asked.as_ref().is_none_or(|asked| item.work == *asked);
        match part.items.get(index) {
            Some(item) if is_it(item) => Some(index),
            _ => part.items.iter().position(|item| asked.is_some() && is_it(item)),
        }
    }
}

/// Marks that are further ahead than this come from a clock that was wrong, and do not count before their time. Those of a
/// clock that was put back by less keep their order: what was ticked a minute ago stays ticked. Our choice.
const AHEAD: TimeDelta = TimeDelta::days(1);

/// The steps on the way through plans that hold, in order of time, then id.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanMarks(Vec<Logged<PlanMark>>);

impl PlanMarks {
    /// Those of `journal` that are not later than `now`, or by no more than a day. A step that a session is said to have done
    /// counts as far as that session was completed; one whose session is not in `journal` counts as it is written.
    pub fn of(journal: &Journal, now: Stamp) -> Self {
        let left = journal.sessions().iter().filter(|session| outcome(session) != Outcome::Completed);
        let left: HashSet<Uuid> = left.map(|session| session.id).collect();
        let holds = |mark: &&Logged<PlanMark>| mark.session.is_none_or(|session| !left.contains(&session));
        Self(until(journal.plan_marks(), moved(now, AHEAD)).iter().filter(holds).cloned().collect())
    }

    /// The last one: what is taken back first.
    pub fn last(&self) -> Option<&Logged<PlanMark>> {
        self.0.last()
    }

    /// The time for a new mark with this id, so that it comes after all others, whatever the clock of
    /// this device says, or that of another one.
    pub fn time_after(&self, id: Uuid, at: Stamp) -> Stamp {
        self.last().filter(|last| last.order() >= (at, id)).map_or(at, |last| moved(last.at, TimeDelta::seconds(1)))
    }

    /// What they come to: of several plans the one begun last, unless it was left.
    pub fn followed(&self) -> Option<Followed> {
        self.0.iter().fold(None, Followed::after)
    }
}

#[cfg(test)]
mod tests;
