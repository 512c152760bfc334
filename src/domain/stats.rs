//! What the journal adds up to over a time: one file for each question, and one function that answers it. The trends
//! screen, `supple stats` and the clinician's page show these numbers and no others.
//!
//! Medians and how many ratings are behind them, never sums of pain; 0 is a rating, asked and not answered (`null`) is
//! none, and silence stays silence. Days are an entry's own local days, but never one that has not come yet; weeks begin on
//! Monday.
//!
//! [`Stats::of`] answers everything; for a part of it make a [`Selection`] and call its function.

pub mod answers;
pub mod compared;
pub mod course;
pub mod doing;
pub mod dose;
pub mod exercises;
pub mod mornings;
pub mod pain;
pub mod paired;
pub mod places;
pub mod reactions;
pub mod selection;
pub mod tally;

use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

use crate::domain::advice::history::Bounds;
use crate::domain::advice::limits::Limits;
use crate::domain::record::entry::{Region, Spread, Stamp};
use crate::domain::record::journal::Journal;
use answers::{ActivitySeries, TestSeries};
use course::Course;
use doing::Doing;
use exercises::ExerciseEffect;
use pain::Pain;
use paired::Paired;
use places::Places;
use selection::Selection;

/// Of what time, and of which ratings.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The first day; `None` for all there is.
    pub from: Option<NaiveDate>,
    /// The last day. Nothing after it counts.
    pub to: NaiveDate,
    /// The time. Nothing later counts, by the instant, so that a clock that was wrong changes nothing.
    pub now: Stamp,
    /// The user's own date: that of `now`.
    pub today: NaiveDate,
    /// Only ratings of this place.
    pub region: Option<Region>,
    /// Only ratings that say that pain reaches just so far.
    pub spread: Option<Spread>,
    /// Sessions a week that are aimed for now, 1 to 14. Earlier weeks are judged by what the journal knows of their goals.
    pub goal: u8,
    /// The limits in force.
    pub limits: &'a Limits,
}

impl<'a> Scope<'a> {
    /// Everything up to `now`.
    pub fn all(now: Stamp, goal: u8, limits: &'a Limits) -> Self {
        let today = now.date_naive();
        Self { from: None, to: today, now, today, region: None, spread: None, goal, limits }
    }

    /// The time within which entries count.
    pub const fn bounds(&self) -> Bounds {
        Bounds { now: self.now, until: self.to }
    }

    /// Returns true where what was written at `at` is in it: by its own day, which is never one that has not come yet.
    pub fn has_at(&self, at: Stamp) -> bool {
        let bounds = self.bounds();
        bounds.has(at) && self.has(bounds.day(at))
    }

    /// Whether `day` is in it.
    pub fn has(&self, day: NaiveDate) -> bool {
        day <= self.to && self.from.is_none_or(|from| from <= day)
    }

    /// The first and the last day that are in it of the week from `monday` on, where that week is cut; `None` where it is
    /// in it as far as it has come.
    pub fn part_of(&self, monday: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
        let end = if monday <= self.today { sunday.min(self.today) } else { sunday };
        let (first, last) = (self.from.map_or(monday, |from| from.max(monday)), self.to.min(end));
        (first > monday || last < end).then_some((first, last))
    }
}

/// The Monday of the week that `day` is in.
///
/// ```
/// use supple::domain::stats::monday;
///
/// let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
/// assert_eq!((monday(day(22)), monday(day(23))), (day(16), day(23)));
/// ```
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}

/// Everything there is to say. In JSON it is what `supple stats --json` prints: its names are an interface.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stats {
    /// Every rating, and each week's median.
    pub pain: Pain,
    /// Whether pain is lower than it was.
    pub course: Course,
    /// Before, after, and the next morning.
    pub paired: Paired,
    /// Sessions with an exercise against those without it; the costliest first.
    pub exercises: Vec<ExerciseEffect>,
    /// Where it hurts, what it is like, and how far down it reaches.
    pub places: Places,
    /// Sessions and minutes by day and by week.
    pub doing: Doing,
    /// The user's own activities. Higher is better there.
    pub activities: Vec<ActivitySeries>,
    /// Tries at self-tests.
    pub self_tests: Vec<TestSeries>,
}

impl Stats {
    /// What `journal` says in `scope`.
    pub fn of(journal: &Journal, scope: &Scope<'_>) -> Self {
        // First, so that what it gathers is let go before the rest is gathered.
        let doing = doing::doing(journal, scope);
        let selection = Selection::of(journal, *scope);
        let pain = pain::pain(&selection);
        Self {
            course: course::course(journal, scope, &pain),
            pain,
            paired: paired::paired(&selection),
            exercises: exercises::exercises(&selection),
            places: places::places(&selection),
            doing,
            activities: answers::activities(journal, scope),
            self_tests: answers::self_tests(journal, scope),
        }
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.pain.points.is_empty()
            && self.doing.days.is_empty()
            && self.activities.is_empty()
            && self.self_tests.is_empty()
    }
}
