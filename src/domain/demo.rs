//! A made-up journal, so that screens, statistics and pages can be seen full: somebody's back that gets better, with a
//! flare-up or two on the way. Nobody's real life; every note says so.
//!
//! `course` says how the back is on each day, `person` what they do about it, `visit` plays one session in virtual time,
//! `words` has what they say. The same seed and the same `now` give the same entries.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use uuid::Uuid;

use crate::domain::content::catalog::Catalog;
use crate::domain::record::entry::{Entry, Stamp};
use crate::domain::time::{Instant, Now};
use course::Course;
use dice::Dice;
use person::Person;

mod course;
mod dice;
mod person;
mod visit;
mod words;

/// The longest journal that can be made, in weeks.
pub const MOST_WEEKS: u32 = 520;

/// Makes ids for entries, from the time at which they are written.
pub type NewId<'a> = &'a mut dyn FnMut(&Now) -> Uuid;

/// What is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// How many weeks up to now. 1 to [`MOST_WEEKS`]; more are cut.
    pub weeks: u32,
    /// Another number, another journal.
    pub seed: u64,
}

/// The device on which something was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Device {
    /// Most of it.
    Laptop,
    /// Some sessions.
    Desktop,
}

impl Device {
    /// Both, in order.
    pub const ALL: [Self; 2] = [Self::Laptop, Self::Desktop];

    /// The name of its file in the journal, without the ending.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Laptop => "demo-laptop",
            Self::Desktop => "demo-desktop",
        }
    }
}

/// An entry, and where and when it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// On which device.
    pub device: Device,
    /// When: a session's line is written at its end.
    pub when: Stamp,
    /// The entry.
    pub entry: Entry,
}

/// The entries of the made-up journal that ends at `now`, in the order in which they were written; none is later than
/// `now`. Sessions are of the routines and plans of `catalog`, played to the second; all days have the offset of `now`.
pub fn journal(asked: Asked, catalog: &Catalog, now: Stamp, new_id: NewId<'_>) -> Vec<Written> {
    let days = i64::from(asked.weeks.clamp(1, MOST_WEEKS)) * 7;
    let mut dice = Dice::new(asked.seed);
    let course = Course::new(days, &mut dice);
    let mut person = Person::new(catalog, dice, new_id);
    for day in 0..=days {
        person.live_through(&course.day(day), Morning::of(now, days - day));
    }
    let mut written = person.into_written();
    written.retain(|one| one.when <= now && one.entry.at <= now);
    written.sort_by_key(|one| one.when);
    written
}

/// The beginning of a day, from which its moments are counted.
#[derive(Debug, Clone, Copy)]
struct Morning {
    midnight: Stamp,
}

impl Morning {
    /// The day so many days before that of `now`.
    fn of(now: Stamp, days_ago: i64) -> Self {
        let midnight: Option<Stamp> = (|| {
            let back = Days::new(u64::try_from(days_ago).ok()?);
            let date: NaiveDate = now.date_naive().checked_sub_days(back)?;
            date.and_time(NaiveTime::MIN).and_local_timezone(*now.offset()).single()
        })();
        Self { midnight: midnight.unwrap_or(now) }
    }

    /// So many minutes after midnight, which may be on a later day.
    fn at(self, minutes: i64) -> Stamp {
        self.midnight + TimeDelta::minutes(minutes)
    }
}

/// A moment on both clocks; the monotonic one counts from 1970 too.
fn moment(wall: Stamp) -> Now {
    Now { mono: Instant::from_millis(u64::try_from(wall.timestamp_millis()).unwrap_or_default()), wall }
}

#[cfg(test)]
mod tests;
