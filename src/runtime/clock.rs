//! The one place that reads clocks.

use chrono::{DateTime, Datelike as _, FixedOffset, Local, Utc};

use crate::domain::time::calendar::{FIRST_YEAR, LAST_YEAR, has};
use crate::domain::time::zone_rules::ZoneRules;
use crate::domain::time::{Instant, Now};

/// The error for a wall clock that is far off.
#[derive(Debug, thiserror::Error)]
#[error("the clock of this computer says {0}; set it, then start supple again")]
pub struct WrongClock(String);

/// The monotonic clock and the wall clock of this machine.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    #[cfg(not(target_os = "linux"))]
    started: std::time::Instant,
}

impl Clock {
    /// Returns the clocks of this machine.
    #[expect(clippy::new_without_default, reason = "a clock is not a default value")]
    #[cfg_attr(not(target_os = "linux"), expect(clippy::disallowed_methods, reason = "here clocks are read"))]
    pub fn new() -> Self {
        Self {
            #[cfg(not(target_os = "linux"))]
            started: std::time::Instant::now(),
        }
    }

    /// Returns the present moment. A wall clock that is far off is set to the nearest possible year.
    pub fn now(self) -> Now {
        Now { mono: self.mono(), wall: bounded(wall()) }
    }

    /// Checks that the wall clock can be right.
    ///
    /// # Errors
    /// [`WrongClock`] if it cannot be.
    pub fn check() -> Result<(), WrongClock> {
        let told = wall();
        if has(told.date_naive()) { Ok(()) } else { Err(WrongClock(told.format("%-d %B %Y").to_string())) }
    }

    /// Returns the rules of the local time zone.
    pub fn zone_rules() -> ZoneRules {
        ZoneRules::new(&chrono::Local)
    }

    /// Reads the clock that runs on while the machine sleeps: a sleep is a gap, and pauses the session.
    #[cfg(target_os = "linux")]
    #[expect(clippy::unused_self, reason = "elsewhere the clock has a start")]
    fn mono(self) -> Instant {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let secs = u64::try_from(time.tv_sec).unwrap_or_default();
        let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
        Instant::new(std::time::Duration::new(secs, nanos))
    }

    #[cfg(not(target_os = "linux"))]
    fn mono(self) -> Instant {
        Instant::new(self.started.elapsed())
    }
}

/// Reads the wall clock, within the range of dates; one that was never set may be before 1970.
#[expect(clippy::disallowed_methods, reason = "here clocks are read")]
fn wall() -> DateTime<FixedOffset> {
    use std::time::{SystemTime, UNIX_EPOCH};
    let told = SystemTime::now();
    let since_epoch = match told.duration_since(UNIX_EPOCH) {
        Ok(after) => chrono::TimeDelta::from_std(after),
        Err(before) => chrono::TimeDelta::from_std(before.duration()).map(|span| -span),
    };
    let told = since_epoch.ok().and_then(|span| DateTime::UNIX_EPOCH.checked_add_signed(span));
    local(told.unwrap_or(DateTime::<Utc>::MAX_UTC))
}

/// Converts to the zone of this machine, except at the ends of the range of dates.
fn local(told: DateTime<Utc>) -> DateTime<FixedOffset> {
    if (-200_000..=200_000).contains(&told.year()) {
        told.with_timezone(&Local).fixed_offset()
    } else {
        told.fixed_offset()
    }
}

fn bounded(told: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let nearest = told.year().clamp(FIRST_YEAR, LAST_YEAR);
    if nearest == told.year() {
        return told;
    }
    // The middle of a year is in that year in every zone.
    let date = chrono::NaiveDate::from_ymd_opt(nearest, 7, 1).unwrap_or_default();
    date.and_time(chrono::NaiveTime::MIN).and_utc().fixed_offset()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_far_off_gives_a_year_that_can_be() {
        for (told, year) in [
            ("-100000-03-01T00:00:00Z", 1970),
            ("1901-12-13T20:45:52Z", 1970),
            ("1969-12-31T12:00:00Z", 1970),
            ("1970-01-02T00:00:00Z", 1970),
            ("2026-11-20T08:00:00Z", 2026),
            ("2201-06-01T00:00:00Z", 2200),
            ("+200000-01-01T00:00:00Z", 2200),
        ] {
            let told: DateTime<Utc> = told.parse().unwrap();
            assert_eq!(bounded(local(told)).year(), year, "{told}");
        }
        assert_eq!(bounded(local(DateTime::<Utc>::MAX_UTC)).year(), 2200);
        assert_eq!(bounded(local(DateTime::<Utc>::MIN_UTC)).year(), 1970);
    }
}
