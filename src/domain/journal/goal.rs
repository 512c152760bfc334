//! Changes of the weekly goal: each week is judged by the goal of its time.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use super::browse::search_term::Sought;
use super::entry::Stamp;
use super::kinds::Recorded;
use super::merged::Journal;
use crate::domain::content::catalog::Catalog;
use crate::domain::time::day_as_of;

/// The range of sessions per week that a goal may have.
pub const RANGE: std::ops::RangeInclusive<u8> = 1..=14;

/// A change of the weekly goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Goal {
    /// Sessions per week from now on, 1 to 14.
    #[serde(deserialize_with = "in_range")]
    #[cfg_attr(test, schemars(range(min = 1, max = 14)))]
    pub sessions: u8,
    /// Sessions per week before, 1 to 14.
    #[serde(deserialize_with = "in_range")]
    #[cfg_attr(test, schemars(range(min = 1, max = 14)))]
    pub before: u8,
}

impl Goal {
    /// Returns `Weekly goal: 4, 3 before`.
    fn summary(&self) -> String {
        format!("Weekly goal: {}, {} before", self.sessions, self.before)
    }
}

impl Recorded for Goal {
    fn headline(&self, _: &Catalog) -> String {
        self.summary()
    }

    fn has_word(&self, word: &Sought) -> bool {
        word.is_in(&self.summary())
    }
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

/// The weekly goals over time.
///
/// Paragraph `weeks` of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goals {
    changes: Vec<(NaiveDate, Goal)>,
    /// The current goal.
    set: u8,
}

impl Goals {
    /// Collects the changes in `journal` up to `now`; `set` is the current goal, by which every week is judged if it
    /// was never changed.
    pub fn of(journal: &Journal, set: u8, now: Stamp) -> Self {
        let known = journal.goals().iter().take_while(|goal| goal.at <= now);
        Self { changes: known.map(|goal| (day_as_of(goal.at, now), goal.body)).collect(), set }
    }

    /// Returns the goal of the week that ends on `sunday`: the goal at its end; for the current week the current goal.
    pub fn of_week(&self, sunday: NaiveDate, today: NaiveDate) -> u8 {
        if today <= sunday {
            return self.set;
        }
        let last = self.changes.iter().rev().find(|(day, _)| *day <= sunday).map(|(_, goal)| goal.sessions);
        last.or_else(|| self.changes.first().map(|(_, goal)| goal.before)).unwrap_or(self.set)
    }
}
