//! A made-up journal, to show screens, statistics and pages with data: a person's back that gets better, with a
//! flare-up or two on the way. It is nobody's real life; every note says so.
//!
//! `course` models the back day by day and the person's ratings of it, `person` their actions, `visit` plays one
//! session in virtual time. The same seed and the same `now` give the same entries.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use uuid::Uuid;

use crate::domain::content::catalog::Catalog;
use crate::domain::journal::entry::{Entry, Stamp};
use crate::domain::time::{Instant, Now};
use course::DemoCourse;
use person::Person;

mod course;
mod person;
mod visit;

/// The length of the longest journal that can be made, in weeks.
pub const MOST_WEEKS: u32 = 520;

/// Makes ids for entries, from the time at which they are written.
pub type NewId<'a> = &'a mut dyn FnMut(&Now) -> Uuid;

/// The order for a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoRequest {
    /// The number of weeks up to now. 1 to [`MOST_WEEKS`]; more are cut.
    pub weeks: u32,
    /// The seed; a different one gives a different journal.
    pub seed: u64,
}

/// The device on which an entry was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Device {
    /// The device of most entries.
    Laptop,
    /// The device of the entries of some days.
    Desktop,
}

impl Device {
    /// Both devices, in order.
    pub const ALL: [Self; 2] = [Self::Laptop, Self::Desktop];

    /// The name of the device's file in the journal, without the extension.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Laptop => "demo-laptop",
            Self::Desktop => "demo-desktop",
        }
    }
}

/// An entry with the device and the time of writing.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenEntry {
    /// The device.
    pub device: Device,
    /// The time of writing; for a session, its end.
    pub when: Stamp,
    /// The entry.
    pub entry: Entry,
}

/// Makes the entries of a journal that ends at `now`, in the order in which they were written; none is later than
/// `now`. Sessions are of the routines and plans of `catalog`, played to the second; all days have the offset of `now`.
pub fn journal(asked: DemoRequest, catalog: &Catalog, now: Stamp, new_id: NewId<'_>) -> Vec<WrittenEntry> {
    let days = i64::from(asked.weeks.clamp(1, MOST_WEEKS)) * 7;
    let mut dice = Dice::new(asked.seed);
    let course = DemoCourse::new(days, &mut dice);
    let mut person = Person::new(catalog, dice, new_id);
    for day in 0..=days {
        person.live_through(&course.day(day), DayStart::of(now, days - day));
    }
    let mut written = person.into_written();
    written.retain(|one| one.when <= now && one.entry.at <= now);
    written.sort_by_key(|one| one.when);
    written
}

/// The beginning of a day, from which its times are counted.
#[derive(Debug, Clone, Copy)]
struct DayStart {
    midnight: Stamp,
}

impl DayStart {
    /// The day `days_ago` days before that of `now`.
    fn of(now: Stamp, days_ago: i64) -> Self {
        let back = Days::new(days_ago.unsigned_abs());
        let date: Option<NaiveDate> = now.date_naive().checked_sub_days(back);
        let midnight = date.and_then(|date| date.and_time(NaiveTime::MIN).and_local_timezone(*now.offset()).single());
        Self { midnight: midnight.unwrap_or(now) }
    }

    /// The time `minutes` after midnight, which may be on a later day.
    fn at(self, minutes: i64) -> Stamp {
        self.midnight + TimeDelta::minutes(minutes)
    }
}

/// Returns the moment on both clocks; the monotonic one counts from 1970 too.
fn moment(wall: Stamp) -> Now {
    Now { mono: Instant::from_millis(u64::try_from(wall.timestamp_millis()).unwrap_or_default()), wall }
}

/// A random number generator that gives the same numbers on every machine: SplitMix64 (Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
struct Dice {
    state: u64,
}

impl Dice {
    fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5f35_6495_32b1_c0de }
    }

    fn roll(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number from 0 to just below 1, in steps of a millionth.
    fn share(&mut self) -> f64 {
        (self.roll() % 1_000_000) as f64 / 1_000_000.0
    }

    /// Returns true with the probability `likely`.
    fn is(&mut self, likely: f64) -> bool {
        self.share() < likely
    }

    /// Returns a number from `from` to `to`, both included.
    fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = (to - from).unsigned_abs() + 1;
        from + i64::try_from(self.roll() % span).unwrap_or_default()
    }

    /// Returns one item of `of`; `None` if it is empty.
    fn one_of<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let last = i64::try_from(of.len()).ok()?.checked_sub(1).filter(|last| *last >= 0)?;
        of.get(usize::try_from(self.between(0, last)).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::journal::entry::{Body, Moment, Outcome, Score, StepOutcome};
    use crate::domain::journal::line::{JournalLine, parse_line};
    use crate::domain::journal::merge::Fold;
    use crate::domain::journal::merged::Journal;
    use crate::domain::journal::plan_mark::PlanMarks;
    use crate::domain::journal::timestamp;

    fn now() -> Stamp {
        timestamp::parse("2026-11-20T18:00:00+01:00").unwrap()
    }

    fn made(weeks: u32, seed: u64) -> Vec<WrittenEntry> {
        let mut n = 0;
        let mut new_id = |now: &Now| {
            n += 1;
            Uuid::from_u128((now.wall.timestamp() as u128) << 64 | n)
        };
        journal(DemoRequest { weeks, seed }, &Catalog::built_in(), now(), &mut new_id)
    }

    fn folded(written: &[WrittenEntry]) -> Journal {
        let mut fold = Fold::default();
        for device in Device::ALL {
            fold.begin_file(device.name());
            for one in written.iter().filter(|one| one.device == device) {
                fold.line(one.entry.to_line().as_bytes());
            }
        }
        fold.finish()
    }

    #[test]
    fn the_same_seed_and_end_give_the_same_journal() {
        assert_eq!(made(8, 3), made(8, 3));
        assert_ne!(made(8, 3), made(8, 4));
    }

    #[test]
    fn every_entry_reads_back_and_none_is_later_than_now() {
        for (weeks, seed) in [(1, 1), (26, 1), (30, 2)] {
            let written = made(weeks, seed);
            let first = now() - TimeDelta::weeks(i64::from(weeks)) - TimeDelta::days(1);
            for one in &written {
                assert!(one.when <= now() && one.entry.at > first, "{one:?}");
                let line = one.entry.to_line();
                let Ok(JournalLine::Known(read)) = parse_line(line.as_bytes()) else { panic!("{line}") };
                assert_eq!(read, one.entry, "{line}");
            }
            assert!(written.is_sorted_by_key(|one| one.when));
            assert_eq!(folded(&written).problems().count(), 0);
        }
    }

    #[test]
    fn half_a_year_has_something_of_everything() {
        let written = made(26, 1);
        let journal = folded(&written);
        assert!((40..110).contains(&journal.sessions().len()), "{} sessions", journal.sessions().len());
        let scores: BTreeSet<_> = journal.ratings().iter().map(|rating| rating.score.map(Score::value)).collect();
        assert!(scores.contains(&None) && scores.contains(&Some(0)) && scores.contains(&Some(7)), "{scores:?}");
        for moment in [Moment::Before, Moment::During, Moment::After, Moment::NextMorning, Moment::Other] {
            assert!(journal.ratings().iter().any(|rating| rating.moment == moment), "{moment}");
        }
        assert!(journal.safety().iter().any(|safety| !safety.yes.is_empty()) && !journal.red_flags_seen().is_empty());
        assert!(journal.activities().iter().any(|activity| activity.removed) && journal.self_tests().len() > 10);
        assert!(PlanMarks::of(&journal, now()).followed().is_some() && journal.plan_marks().len() > 20);
        let changes: Vec<_> = journal.changes().map(|entry| matches!(entry.body, Body::Delete { .. })).collect();
        assert!(changes.contains(&true) && changes.contains(&false));
        assert!(Device::ALL.iter().all(|device| written.iter().any(|one| one.device == *device)));
        let steps = || journal.sessions().iter().flat_map(|session| &session.steps);
        for outcome in [StepOutcome::Done, StepOutcome::Skipped, StepOutcome::Swapped] {
            assert!(steps().any(|step| step.outcome == outcome), "{outcome}");
        }
        assert!(journal.sessions().iter().any(|session| session.outcome != Outcome::Completed));
    }

    #[test]
    fn what_was_done_is_of_the_routine() {
        let (journal, catalog) = (folded(&made(12, 7)), Catalog::built_in());
        for session in journal.sessions() {
            assert!(catalog.routine(session.routine.as_str()).is_some());
            assert!(session.ended > session.at && !session.steps.is_empty(), "{session:?}");
            assert!(session.steps.iter().all(|step| catalog.exercise(step.exercise.as_str()).is_some()));
            assert!(i64::from(session.active_s) <= (session.ended - session.at).num_seconds());
        }
    }

    #[test]
    fn notes_say_that_they_are_made_up() {
        for one in made(26, 5) {
            let notes = match &one.entry.body {
                Body::Rating(rating) => rating.note.as_ref().map(|note| note.as_str().to_owned()),
                Body::Amend { set, .. } => set.get("note").and_then(|note| note.as_str()).map(str::to_owned),
                _ => None,
            };
            assert!(notes.iter().all(|note| note.starts_with("made up: ")), "{notes:?}");
        }
    }
}
