//! The rules by which a place sets its clocks, and instants from a day and a time of day by these rules.
//!
//! They come as an argument: only `runtime` knows the machine's own.

use std::fmt;

use chrono::offset::Offset;
use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};

use super::calendar;

/// The minutes between the times to try where a day does not begin at midnight: all clocks are set by a multiple.
const STEP_MINUTES: i64 = 15;

/// The longest time, in those steps, by which clocks were ever put forward: a whole day, and some hours.
const MOST_STEPS: i64 = 27 * 4;

/// Rules by which a place sets its clocks; by default, the offset of the given time is kept.
#[derive(Clone, Copy, Default)]
pub struct ZoneRules(Option<&'static (dyn TimeZoneRules + Sync)>);

/// A day and a time of day as an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The instant, with the offset of that day.
    pub at: DateTime<FixedOffset>,
    /// True if the clocks showed that time twice, so that another instant may be meant.
    pub is_doubled: bool,
}

/// The part of [`TimeZone`] that is needed, usable as `dyn`.
trait TimeZoneRules {
    fn offsets(&self, local: &NaiveDateTime) -> MappedLocalTime<FixedOffset>;
    fn offset(&self, utc: &NaiveDateTime) -> FixedOffset;
}

impl<Z: TimeZone> TimeZoneRules for Z {
    fn offsets(&self, local: &NaiveDateTime) -> MappedLocalTime<FixedOffset> {
        self.offset_from_local_datetime(local).map(|offset| offset.fix())
    }

    fn offset(&self, utc: &NaiveDateTime) -> FixedOffset {
        self.offset_from_utc_datetime(utc).fix()
    }
}

impl ZoneRules {
    /// The rules of `zone`.
    pub fn new<Z: TimeZone + Sync>(zone: &'static Z) -> Self {
        Self(Some(zone))
    }

    /// Returns the instant at which the clocks showed `time` on `day`. If they showed it twice, it is the second one if
    /// `like` is of that day and has its offset, else the first.
    ///
    /// # Errors
    /// A message for people: the clocks left that time out, or the day is outside the calendar.
    ///
    /// ```
    /// use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
    /// use supple::domain::time::zone_rules::ZoneRules;
    ///
    /// static EAST: FixedOffset = FixedOffset::east_opt(3600).unwrap();
    /// let now = DateTime::parse_from_rfc3339("2026-11-20T07:00:00Z").unwrap();
    /// let day = NaiveDate::from_ymd_opt(2026, 7, 10).unwrap();
    /// let placed = ZoneRules::new(&EAST).place(day, NaiveTime::MIN, now).unwrap();
    /// assert_eq!(placed.at.to_rfc3339(), "2026-07-10T00:00:00+01:00");
    /// ```
    pub fn place(self, day: NaiveDate, time: NaiveTime, like: DateTime<FixedOffset>) -> Result<Placed, String> {
        if !calendar::has(day) {
            return Err(calendar::out_of_range());
        }
        let local = day.and_time(time);
        match self.offsets(&local, like) {
            MappedLocalTime::Single(offset) => Ok(Placed { at: instant_of(local, offset)?, is_doubled: false }),
            MappedLocalTime::Ambiguous(one, other) => {
                let (one, other) = (instant_of(local, one)?, instant_of(local, other)?);
                let (first, second) = (one.min(other), one.max(other));
                let is_second = like.date_naive() == day && like.offset() == second.offset();
                Ok(Placed { at: if is_second { second } else { first }, is_doubled: true })
            }
            MappedLocalTime::None => Err(format!(
                "the clocks went forward that day and skipped {}; choose a time before or after",
                time.format("%H:%M")
            )),
        }
    }

    /// Returns the instant at which the day after that of `at` begins, by the clocks here; `None` at the end of all
    /// days.
    pub fn next_day(self, at: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
        let midnight = at.date_naive().succ_opt()?.and_time(NaiveTime::MIN);
        // Where the clocks are put forward at midnight, the day begins with the first time that there is.
        let times =
            (0..MOST_STEPS).filter_map(|step| midnight.checked_add_signed(TimeDelta::minutes(step * STEP_MINUTES)));
        let instants = times.filter_map(|local| {
            let offset = self.offsets(&local, at).earliest()?;
            local.and_local_timezone(offset).single()
        });
        instants.into_iter().find(|instant| *instant > at)
    }

    /// Returns the same instant, as the clocks here show it.
    pub fn shown(self, at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        self.0.map_or(at, |rules| at.with_timezone(&rules.offset(&at.naive_utc())))
    }

    fn offsets(self, local: &NaiveDateTime, like: DateTime<FixedOffset>) -> MappedLocalTime<FixedOffset> {
        self.0.map_or(MappedLocalTime::Single(*like.offset()), |rules| rules.offsets(local))
    }
}

fn instant_of(local: NaiveDateTime, offset: FixedOffset) -> Result<DateTime<FixedOffset>, String> {
    local.and_local_timezone(offset).single().ok_or_else(calendar::out_of_range)
}

impl fmt::Debug for ZoneRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "ZoneRules(of a place)" } else { "ZoneRules(none)" })
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Africa, America, Asia, Australia, Europe, Pacific};

    use super::*;

    fn instant(raw: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(raw).unwrap()
    }

    /// `2026-07-10 08:00` as an instant, by rules that hold where it is `now`.
    fn placed(rules: ZoneRules, local: &str, now: &str) -> Result<(String, bool), String> {
        let (day, time) = local.split_once(' ').unwrap();
        let placed =
            rules.place(day.parse().unwrap(), NaiveTime::parse_from_str(time, "%H:%M").unwrap(), instant(now))?;
        Ok((placed.at.to_rfc3339(), placed.is_doubled))
    }

    #[test]
    fn a_time_has_the_offset_of_its_own_season() {
        let now = "2026-11-20T07:00:00Z";
        for (rules, local, expected) in [
            (ZoneRules::new(&Europe::Berlin), "2026-07-10 08:00", "2026-07-10T08:00:00+02:00"),
            (ZoneRules::new(&Europe::Berlin), "2026-12-24 08:00", "2026-12-24T08:00:00+01:00"),
            (ZoneRules::new(&America::New_York), "2026-07-10 23:30", "2026-07-10T23:30:00-04:00"),
            (ZoneRules::new(&Australia::Sydney), "2026-07-10 00:15", "2026-07-10T00:15:00+10:00"),
            (ZoneRules::new(&Africa::Cairo), "2026-07-10 08:00", "2026-07-10T08:00:00+03:00"),
            (ZoneRules::new(&Asia::Kathmandu), "2026-07-10 08:00", "2026-07-10T08:00:00+05:45"),
            (ZoneRules::default(), "2026-07-10 08:00", "2026-07-10T08:00:00+00:00"),
        ] {
            assert_eq!(placed(rules, local, now), Ok((expected.to_owned(), false)), "{rules:?}");
        }
    }

    #[test]
    fn a_time_that_was_left_out_is_refused_and_a_doubled_one_is_the_first() {
        let now = "2027-01-01T12:00:00Z";
        let (berlin, cairo) = (ZoneRules::new(&Europe::Berlin), ZoneRules::new(&Africa::Cairo));
        for (rules, local) in [
            (berlin, "2026-03-29 02:00"),
            (berlin, "2026-03-29 02:59"),
            (cairo, "2026-04-24 00:30"),
            (ZoneRules::new(&America::New_York), "2026-03-08 02:30"),
        ] {
            let why = placed(rules, local, now).unwrap_err();
            let (_, time) = local.split_once(' ').unwrap();
            assert!(why.contains(time) && why.contains("went forward"), "{why}");
        }
        for (rules, local, expected) in [
            (berlin, "2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
            (cairo, "2026-10-29 23:30", "2026-10-29T23:30:00+03:00"),
            (ZoneRules::new(&Australia::Sydney), "2026-04-05 02:00", "2026-04-05T02:00:00+11:00"),
        ] {
            assert_eq!(placed(rules, local, now), Ok((expected.to_owned(), true)));
        }
        let second = "2026-10-25T02:10:00+01:00";
        assert_eq!(placed(berlin, "2026-10-25 02:30", second).unwrap().0, "2026-10-25T02:30:00+01:00", "as it was");
    }

    #[test]
    fn no_time_outside_the_calendar_is_placed() {
        for local in ["1969-12-31 23:59", "2201-01-01 00:00", "0026-11-20 08:00", "9999-12-31 23:59"] {
            assert!(placed(ZoneRules::new(&Europe::Berlin), local, "2026-11-20T07:00:00Z").is_err(), "{local}");
        }
        assert!(placed(ZoneRules::new(&Pacific::Apia), "2200-12-31 23:59", "2026-11-20T07:00:00Z").is_ok());
    }

    #[test]
    fn the_next_day_begins_when_the_clocks_say_so() {
        for (rules, now, expected) in [
            (ZoneRules::new(&Europe::Berlin), "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"),
            (ZoneRules::new(&Europe::Berlin), "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"),
            (ZoneRules::new(&Africa::Cairo), "2026-04-23T12:00:00+02:00", "2026-04-24T01:00:00+03:00"),
            (ZoneRules::new(&Africa::Cairo), "2026-10-29T23:30:00+03:00", "2026-10-30T00:00:00+02:00"),
            (ZoneRules::new(&Asia::Kathmandu), "2026-11-22T23:59:59+05:45", "2026-11-23T00:00:00+05:45"),
            (ZoneRules::new(&Pacific::Apia), "2011-12-29T12:00:00-10:00", "2011-12-31T00:00:00+14:00"),
            (ZoneRules::default(), "2026-11-22T23:59:59-03:30", "2026-11-23T00:00:00-03:30"),
        ] {
            assert_eq!(rules.next_day(instant(now)).map(|at| at.to_rfc3339()).as_deref(), Some(expected), "{now}");
        }
        let last = DateTime::<chrono::Utc>::MAX_UTC.fixed_offset();
        assert_eq!(ZoneRules::new(&Europe::Berlin).next_day(last), None);
    }
}
