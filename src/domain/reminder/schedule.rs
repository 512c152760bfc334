//! The times of a reminder: days of the week, with one time a day, or one at a regular interval in minutes. All times are local.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, Days, NaiveDateTime, Timelike as _, Weekday};

/// The days of a week, from Monday on.
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// The minutes between two reminders of a day. Our choice.
const INTERVALS: std::ops::RangeInclusive<u16> = 5..=720;

const EXPECTED_DAYS: &str = "expected days like mon,wed,fri, or daily";

/// Some days of the week, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReminderDays([bool; 7]);

impl ReminderDays {
    /// Every day.
    pub const DAILY: Self = Self([true; 7]);

    /// Returns the days in their order.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        WEEK.into_iter().zip(self.0).filter_map(|(day, is_on)| is_on.then_some(day))
    }

    /// Returns the days with commas between: `Mon,Wed`.
    pub(super) fn list(self, name: impl Fn(Weekday) -> String) -> String {
        self.days().map(name).collect::<Vec<_>>().join(",")
    }
}

impl FromStr for ReminderDays {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        if raw.trim().eq_ignore_ascii_case("daily") {
            return Ok(Self::DAILY);
        }
        let mut days = Self([false; 7]);
        for word in raw.split(',').map(str::trim) {
            let day: Weekday = word.parse().map_err(|_| format!("`{word}` is no day of the week; {EXPECTED_DAYS}"))?;
            for (known, is_on) in WEEK.iter().zip(&mut days.0) {
                *is_on |= *known == day;
            }
        }
        Ok(days)
    }
}

/// A time of day, in minutes from midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayTime(u16);

impl DayTime {
    /// Returns the hour, 0 to 23.
    pub const fn hour(self) -> u16 {
        self.0 / 60
    }

    /// Returns the minute of the hour.
    pub const fn minute(self) -> u16 {
        self.0 % 60
    }

    /// Returns the time `minutes` later; it may be after midnight.
    const fn later(self, minutes: u16) -> Self {
        Self(self.0.saturating_add(minutes))
    }
}

impl fmt::Display for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

impl FromStr for DayTime {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let parts = raw.trim().split_once(':');
        let time =
            parts.and_then(|(hour, minute)| Some(Self(number(hour, 1..=2, 23)? * 60 + number(minute, 2..=2, 59)?)));
        time.ok_or_else(|| format!("`{raw}` is no time of day; expected one like 7:30 or 18:05"))
    }
}

/// Reads a number with this many digits, up to `most`.
fn number(raw: &str, digits: std::ops::RangeInclusive<usize>, most: u16) -> Option<u16> {
    let is_number = digits.contains(&raw.len()) && raw.bytes().all(|byte| byte.is_ascii_digit());
    raw.parse().ok().filter(|number| is_number && *number <= most)
}

/// The minutes from one reminder to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReminderInterval(u16);

impl ReminderInterval {
    /// Returns the minutes.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl FromStr for ReminderInterval {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let raw = raw.trim();
        let minutes = match (raw.strip_suffix('m'), raw.strip_suffix('h')) {
            (Some(minutes), _) => number(minutes, 1..=3, *INTERVALS.end()),
            (None, Some(hours)) => number(hours, 1..=2, *INTERVALS.end() / 60).map(|hours| hours * 60),
            (None, None) => None,
        };
        let minutes = minutes.filter(|minutes| INTERVALS.contains(minutes));
        minutes.map(Self).ok_or_else(|| "expected a length like 30m or 2h, from 5m to 12h".to_owned())
    }
}

/// The part of a day in which reminders come again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReminderHours {
    /// The time of the first.
    pub from: DayTime,
    /// The latest time of the last.
    pub to: DayTime,
}

impl Default for ReminderHours {
    /// Nine to five. Our choice.
    fn default() -> Self {
        Self { from: DayTime(9 * 60), to: DayTime(17 * 60) }
    }
}

impl FromStr for ReminderHours {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let (from, to) = raw.split_once('-').ok_or("expected two times like 9:00-17:00")?;
        let hours = Self { from: from.parse()?, to: to.parse()? };
        if hours.from < hours.to { Ok(hours) } else { Err("expected the earlier time first, as in 9:00-17:00".into()) }
    }
}

/// The times of a reminder within a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReminderTimes {
    /// Once.
    At(DayTime),
    /// Again and again.
    Every(ReminderInterval, ReminderHours),
}

impl ReminderTimes {
    /// Returns all of them in order.
    pub fn all(self) -> Vec<DayTime> {
        match self {
            Self::At(time) => vec![time],
            Self::Every(interval, ReminderHours { from, to }) => {
                let times = std::iter::successors(Some(from), |time| Some(time.later(interval.minutes())));
                times.take_while(|time| *time <= to).collect()
            }
        }
    }

    /// Returns them grouped by hour.
    pub(super) fn by_hour(self) -> Vec<HourTimes> {
        let mut hours: Vec<HourTimes> = Vec::new();
        for time in self.all() {
            match hours.last_mut() {
                Some(last) if last.hour == time.hour() => last.minutes.push(time.minute()),
                _ => hours.push(HourTimes { hour: time.hour(), minutes: vec![time.minute()] }),
            }
        }
        hours
    }
}

/// The times within an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HourTimes {
    /// The hour.
    pub(super) hour: u16,
    /// The minutes, in order.
    minutes: Vec<u16>,
}

impl HourTimes {
    /// Returns the minutes with commas between, each as `name` writes it.
    pub(super) fn minutes(&self, name: impl Fn(&u16) -> String) -> String {
        self.minutes.iter().map(name).collect::<Vec<_>>().join(",")
    }
}

/// The days and times of a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReminderSchedule {
    /// The days.
    pub days: ReminderDays,
    /// The times of each of these days.
    pub times: ReminderTimes,
}

impl ReminderSchedule {
    /// Returns it for people: `Mon, Wed at 07:30`, `daily, every 30 min from 09:00 to 17:00`.
    pub fn text(&self) -> String {
        let days = if self.days == ReminderDays::DAILY {
            "daily".to_owned()
        } else {
            self.days.days().map(|day| day.to_string()).collect::<Vec<_>>().join(", ")
        };
        match self.times {
            ReminderTimes::At(time) => format!("{days} at {time}"),
            ReminderTimes::Every(interval, ReminderHours { from, to }) => {
                format!("{days}, every {} min from {from} to {to}", interval.minutes())
            }
        }
    }

    /// Returns the first time after `now`, on a clock that is not put forward or back meanwhile.
    pub fn next(&self, now: NaiveDateTime) -> Option<NaiveDateTime> {
        let days = (0..=7).filter_map(|ahead| now.date().checked_add_days(Days::new(ahead)));
        let on = days.filter(|day| self.days.days().any(|known| known == day.weekday()));
        let times = self.times.all();
        let mut all = on.flat_map(|day| {
            let of_day = times.iter().filter_map(move |at| day.and_hms_opt(at.hour().into(), at.minute().into(), 0));
            of_day.collect::<Vec<_>>()
        });
        all.find(|time| *time > now.with_nanosecond(0).unwrap_or(now))
    }
}

impl fmt::Display for ReminderSchedule {
    /// Writes it in the form that is read again: `mon,wed 07:30`, `mon every 30m 09:00-17:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.days.list(|day| day.to_string().to_lowercase());
        match self.times {
            ReminderTimes::At(time) => write!(f, "{days} {time}"),
            ReminderTimes::Every(interval, ReminderHours { from, to }) => {
                write!(f, "{days} every {}m {from}-{to}", interval.minutes())
            }
        }
    }
}

impl FromStr for ReminderSchedule {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let times = match raw.split_whitespace().collect::<Vec<_>>().as_slice() {
            [_, time] => ReminderTimes::At(time.parse()?),
            [_, "every", interval, hours] => ReminderTimes::Every(interval.parse()?, hours.parse()?),
            _ => return Err("expected days and a time".to_owned()),
        };
        let days = raw.split_whitespace().next().unwrap_or_default().parse()?;
        Ok(Self { days, times })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(raw: &str) -> ReminderSchedule {
        raw.parse().unwrap()
    }

    #[test]
    fn days_come_in_any_order_and_are_kept_in_that_of_the_week() {
        assert_eq!(schedule("fri,Mon,wednesday,mon 7:30").to_string(), "mon,wed,fri 07:30");
        assert_eq!(schedule("daily 18:05").text(), "daily at 18:05");
        assert_eq!(schedule("sun,sat 0:00").text(), "Sat, Sun at 00:00");
        for (raw, said) in [("mon,", "``"), ("mno", "`mno`"), ("mon-fri", "`mon-fri`"), ("", "``")] {
            assert!(raw.parse::<ReminderDays>().unwrap_err().starts_with(said), "{raw}");
        }
    }

    #[test]
    fn a_time_has_two_digits_of_minutes_and_lies_within_a_day() {
        let text = |raw: &str| raw.parse::<DayTime>().map(|time| time.to_string());
        assert_eq!([text("7:30"), text("07:30")], [Ok("07:30".into()), Ok("07:30".into())]);
        for raw in ["24:00", "7:60", "7", "7:3", "007:30", "7:030", "-7:30", "+7:30", "7.30", "7:30pm", "٧:30", ""] {
            assert!(text(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn an_interval_gives_times_up_to_the_end_of_its_hours() {
        let times = |raw| schedule(raw).times.all().iter().map(DayTime::to_string).collect::<Vec<_>>();
        assert_eq!(times("mon every 90m 9:00-13:30"), ["09:00", "10:30", "12:00", "13:30"]);
        assert_eq!(times("mon every 12h 0:00-23:59"), ["00:00", "12:00"]);
        assert_eq!(times("mon every 12h 9:00-9:01"), ["09:00"]);
        for raw in ["4m", "721m", "13h", "0h", "30", "m", "h", "1h30m", "-5m", "+5m"] {
            assert!(raw.parse::<ReminderInterval>().is_err(), "{raw}");
        }
        for raw in ["17:00-9:00", "9:00-9:00", "9:00", "9-17", ""] {
            assert!(raw.parse::<ReminderHours>().is_err(), "{raw}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for raw in ["mon,wed,fri 07:30", "mon,tue,wed,thu,fri every 30m 09:00-17:00", "sun every 120m 00:00-23:59"] {
            assert_eq!(schedule(raw).to_string(), raw);
        }
    }

    #[test]
    fn the_next_time_is_later_than_now_and_within_a_week() {
        let next = |raw, now: &str| schedule(raw).next(now.parse().unwrap()).unwrap().to_string();
        // 30 November 2026 is a Monday.
        assert_eq!(next("mon 07:30", "2026-11-30T07:29:59.9"), "2026-11-30 07:30:00");
        assert_eq!(next("mon 07:30", "2026-11-30T07:30:00"), "2026-12-07 07:30:00");
        assert_eq!(next("wed,fri 07:30", "2026-11-30T12:00:00"), "2026-12-02 07:30:00");
        assert_eq!(next("mon every 30m 9:00-17:00", "2026-11-30T16:59:00"), "2026-11-30 17:00:00");
        assert_eq!(next("mon every 30m 9:00-17:00", "2026-11-30T17:00:00"), "2026-12-07 09:00:00");
    }
}
