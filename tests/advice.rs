//! The rules on pain: each a table named after its section of the rule book, with values on both sides of every limit.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "advice/diary.rs"]
mod diary;
#[path = "advice/meaning.rs"]
mod meaning;
#[path = "advice/morning.rs"]
mod morning;
#[path = "advice/safety.rs"]
mod safety;
#[path = "advice/zone.rs"]
mod zone;

use supple::domain::advice::limits::{Limit, Limits};
use supple::domain::record::entry::Score;

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
