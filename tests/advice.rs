//! The rules on pain: each a table named after the section of its rule, with values on both sides of every limit.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

#[path = "advice/adapt.rs"]
mod adapt;
#[path = "advice/back.rs"]
mod back;
#[path = "common/claims.rs"]
mod claims;
#[path = "advice/claims_made.rs"]
mod claims_made;
#[path = "advice/compose.rs"]
mod compose;
#[path = "advice/diary.rs"]
mod diary;
#[path = "advice/flare_up.rs"]
mod flare_up;
#[path = "advice/gym.rs"]
mod gym;
#[path = "advice/meaning.rs"]
mod meaning;
#[path = "advice/morning.rs"]
mod morning;
#[path = "advice/properties.rs"]
mod properties;
#[path = "advice/reminder.rs"]
mod reminder;
#[path = "advice/rest.rs"]
mod rest;
#[path = "advice/safety.rs"]
mod safety;
#[path = "advice/simulation.rs"]
mod simulation;
#[path = "advice/suggest.rs"]
mod suggest;
#[path = "advice/zone.rs"]
mod zone;

use supple::domain::advice::limits::{Limit, Limits};
use supple::domain::journal::entry::Score;

pub(crate) fn score(value: u8) -> Score {
    Score::new(value).unwrap()
}

/// The usual limits with some changed.
pub(crate) fn limits(changed: &[(Limit, u8)]) -> Limits {
    let mut limits = Limits::default();
    for (limit, value) in changed {
        limits.set(*limit, *value).unwrap();
    }
    limits.check().unwrap();
    limits
}
