//! Instants and spans as values: no function here asks for the time, each gets it as an argument.

use std::ops::{Add, Sub};
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate};

pub mod calendar;
pub mod zone_rules;

/// A point on the monotonic clock, counted from an arbitrary start (the machine's boot).
///
/// Never goes back. It runs on while the machine sleeps where the system offers such a clock, so
/// that a sleep shows up as a gap.
///
/// ```
/// use std::time::Duration;
/// use supple::domain::time::Instant;
///
/// let start = Instant::from_millis(1_000);
/// assert_eq!(start + Duration::from_secs(2), Instant::from_millis(3_000));
/// assert_eq!(Instant::from_millis(500) - start, Duration::ZERO);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Instant(Duration);

impl Instant {
    /// The instant `since_start` after the clock's start.
    pub const fn new(since_start: Duration) -> Self {
        Self(since_start)
    }

    /// The instant `ms` milliseconds after the clock's start.
    pub const fn from_millis(ms: u64) -> Self {
        Self(Duration::from_millis(ms))
    }

    /// Time since the clock's start.
    pub const fn since_start(self) -> Duration {
        self.0
    }

    /// Returns `self - span`, but not before the clock's start.
    pub fn saturating_back(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(span))
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(span))
    }
}

impl Sub for Instant {
    type Output = Duration;

    /// Returns the time since `earlier`; zero if `earlier` is later.
    fn sub(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

/// One moment on both clocks: the monotonic one for deadlines, the wall clock for the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The time on the monotonic clock.
    pub mono: Instant,
    /// The local time with its offset, as the journal writes it. May go back (clock changes).
    pub wall: DateTime<FixedOffset>,
}

/// Formats a span as a clock shows it: `0:25`, `2:05`, `1:02:05`.
///
/// Parts of a second are rounded up, so that a countdown reads `1 s` until it is over.
///
/// ```
/// use std::time::Duration;
/// use supple::domain::time::clock_text;
///
/// assert_eq!(clock_text(Duration::from_secs(25)), "0:25");
/// assert_eq!(clock_text(Duration::from_millis(124_001)), "2:05");
/// assert_eq!(clock_text(Duration::from_secs(3_725)), "1:02:05");
/// ```
pub fn clock_text(span: Duration) -> String {
    let secs = whole_secs_up(span);
    let (hours, minutes, seconds) = (secs / 3600, secs / 60 % 60, secs % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// Formats a span for a list: `40 s` below a minute and a half, else whole minutes (`3 min`), rounded.
///
/// ```
/// use std::time::Duration;
/// use supple::domain::time::about_text;
///
/// assert_eq!(about_text(Duration::from_secs(40)), "40 s");
/// assert_eq!(about_text(Duration::from_secs(200)), "3 min");
/// ```
pub fn about_text(span: Duration) -> String {
    let secs = whole_secs_up(span);
    if secs < 90 { format!("{secs} s") } else { format!("{} min", (secs + 30) / 60) }
}

/// Formats time spent, to the minute: `45 min`, `3 h 40 min`.
///
/// ```
/// use supple::domain::time::spent_text;
///
/// assert_eq!([2_700, 13_200, 7_200].map(spent_text), ["45 min", "3 h 40 min", "2 h 0 min"]);
/// ```
pub fn spent_text(secs: u64) -> String {
    match (secs + 30) / 60 {
        minutes @ 0..60 => format!("{minutes} min"),
        minutes => format!("{} h {} min", minutes / 60, minutes % 60),
    }
}

/// Returns the day on which an entry written at `at` counts, seen from `now`: its own local date, but never one that is
/// still to come here. An entry from where it is already tomorrow counts as today's.
///
/// ```
/// use supple::domain::time::day_as_of;
///
/// let at = |stamp| chrono::DateTime::parse_from_rfc3339(stamp).unwrap();
/// let (auckland, new_york) = (at("2026-11-21T07:00:00+13:00"), at("2026-11-20T14:00:00-05:00"));
/// assert_eq!(day_as_of(auckland, new_york).to_string(), "2026-11-20");
/// ```
pub fn day_as_of(at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> NaiveDate {
    at.date_naive().min(now.date_naive())
}

/// Formats a number of days ago: `today`, `yesterday`, `3 days ago`.
pub fn days_ago(days: i64) -> String {
    match days {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}

/// Formats as [`days_ago`] does, in weeks from the second on, and in months of 30 days from the second on: `3 weeks
/// ago`.
///
/// ```
/// use supple::domain::time::long_ago;
///
/// assert_eq!([1, 13, 22, 65].map(long_ago), ["yesterday", "13 days ago", "3 weeks ago", "2 months ago"]);
/// ```
pub fn long_ago(days: i64) -> String {
    match days {
        ..14 => days_ago(days),
        14..60 => format!("{} weeks ago", days / 7),
        days => format!("{} months ago", days / 30),
    }
}

/// Returns whole seconds, rounded up.
pub fn whole_secs_up(span: Duration) -> u64 {
    span.as_secs() + u64::from(span.subsec_nanos() > 0)
}
