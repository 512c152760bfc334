//! The goal for a week, as it was changed: each week is judged by the goal of its time.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use super::entry::Stamp;
use super::journal::Journal;
use crate::domain::time::day_as_of;

/// The fewest and the most sessions a week that may be aimed for.
pub const RANGE: std::ops::RangeInclusive<u8> = 1..=14;

/// A change of the goal for a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Sessions a week that are aimed for from now on, 1 to 14.
    #[serde(deserialize_with = "in_range")]
    pub sessions: u8,
    /// Sessions a week that were aimed for before, 1 to 14.
    #[serde(deserialize_with = "in_range")]
    pub before: u8,
}

fn in_range<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    let goal = u8::deserialize(from)?;
    if RANGE.contains(&goal) {
        return Ok(goal);
    }
    let least_and_most = format!("{} to {}", RANGE.start(), RANGE.end());
    Err(serde::de::Error::invalid_value(
        serde::de::Unexpected::Unsigned(goal.into()),
        &format!("a whole number from {least_and_most}").as_str(),
    ))
}

/// The goals that were had, in order of time.
///
/// Paragraph `weeks` of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goals {
    changes: Vec<(NaiveDate, Goal)>,
    /// The goal that is set now.
    set: u8,
}

impl Goals {
    /// Those that `journal` knows at `now`; `set` is the goal that is set, by which everything is judged where none was
    /// changed.
    pub fn of(journal: &Journal, set: u8, now: Stamp) -> Self {
        let known = journal.goals().iter().take_while(|goal| goal.at <= now);
        Self { changes: known.map(|goal| (day_as_of(goal.at, now), goal.body)).collect(), set }
    }

    /// The goal of the week that ends on `sunday`: the one that was had at its end. The running week has the one that is
    /// set.
    pub fn of_week(&self, sunday: NaiveDate, today: NaiveDate) -> u8 {
        if today <= sunday {
            return self.set;
        }
        let last = self.changes.iter().rev().find(|(day, _)| *day <= sunday).map(|(_, goal)| goal.sessions);
        last.or_else(|| self.changes.first().map(|(_, goal)| goal.before)).unwrap_or(self.set)
    }
}
