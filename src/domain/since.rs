//! Days as people type them: a date, or a number of days or weeks ago.

use std::str::FromStr;

use chrono::NaiveDate;

use super::time::calendar::{day_after, parse_day};

/// A day: a date, or a number of days ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// A date of the [calendar](super::time::calendar).
    Day(NaiveDate),
    /// The number of days before today; 0 is today.
    DaysAgo(u32),
}

impl Since {
    /// Returns the date; `today` is the user's own date.
    ///
    /// # Errors
    /// A message for people if the day is before the beginning of the calendar.
    ///
    /// ```
    /// use supple::domain::since::Since;
    ///
    /// let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    /// assert_eq!("1w".parse::<Since>().unwrap().day(today).unwrap().to_string(), "2026-11-13");
    /// assert!("99999d".parse::<Since>().unwrap().day(today).is_err());
    /// ```
    pub fn day(self, today: NaiveDate) -> Result<NaiveDate, String> {
        match self {
            Self::Day(day) => Ok(day),
            Self::DaysAgo(days) => {
                day_after(today, -i64::from(days)).ok_or_else(|| format!("{days} days ago is too long ago; {EXPECTED}"))
            }
        }
    }
}

/// Examples of a day, for people.
const EXPECTED: &str = "expected a date like 2026-11-20, or 7d, 4w, today, yesterday";

/// Returns the span from `since` to `until`, either of which may be missing; `today` is the user's own date.
///
/// # Errors
/// A message for people that names the options: one of them is no day of the calendar, or there is no day between them.
pub fn in_order(since: Option<Since>, until: Option<Since>, today: NaiveDate) -> Result<DateSpan, String> {
    let span = DateSpan { from: day_of("--since", since, today)?, to: day_of("--until", until, today)? };
    match (span.from, span.to) {
        (Some(from), Some(to)) if from > to => Err(format!("`--since` {from} is after `--until` {to}")),
        _ => Ok(span),
    }
}

fn day_of(option: &str, since: Option<Since>, today: NaiveDate) -> Result<Option<NaiveDate>, String> {
    since.map(|since| since.day(today)).transpose().map_err(|why| format!("`{option}`: {why}"))
}

/// A span of days; open at an end that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateSpan {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl FromStr for Since {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        match raw {
            "today" => Ok(Self::DaysAgo(0)),
            "yesterday" => Ok(Self::DaysAgo(1)),
            _ => match (raw.strip_suffix('d'), raw.strip_suffix('w')) {
                (Some(number), _) => days_ago(number, 1),
                (_, Some(number)) => days_ago(number, 7),
                // Only for a date is the exact mistake known; anything else may be meant as anything.
                _ if raw.contains('-') => {
                    parse_day(raw).map(Self::Day).map_err(|why| format!("{why}, or 7d, 4w, today, yesterday"))
                }
                _ => Err(EXPECTED.to_owned()),
            },
        }
    }
}

/// Reads a number of units of `each` days.
fn days_ago(number: &str, each: u32) -> Result<Since, String> {
    let number = Some(number).filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    let days = number.and_then(|number| number.parse().ok()).and_then(|n: u32| n.checked_mul(each));
    days.map(Since::DaysAgo).ok_or_else(|| EXPECTED.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_weeks_count_back_from_today() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let day = |raw: &str| raw.parse::<Since>().and_then(|since| since.day(today)).map(|day| day.to_string());
        for (raw, expected) in [
            ("2026-01-02", "2026-01-02"),
            ("today", "2026-11-20"),
            ("0d", "2026-11-20"),
            ("yesterday", "2026-11-19"),
            ("7d", "2026-11-13"),
            ("4w", "2026-10-23"),
        ] {
            assert_eq!(day(raw).unwrap(), expected, "{raw}");
        }
        for raw in
            ["", "d", "7", "-7d", "+7d", "7 d", "99999999999d", "4294967295w", "2026-13-01", "2026-02-30", "last week"]
        {
            assert!(day(raw).unwrap_err().contains("7d, 4w"), "{raw}");
        }
    }

    #[test]
    fn what_lies_outside_the_calendar_is_refused_with_an_example() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let day = |raw: &str| raw.parse::<Since>().and_then(|since| since.day(today));
        for raw in ["26-11-20", "1969-12-31", "2201-01-01", "999999d", "30000d", "4000000000d", "99999w"] {
            assert!(day(raw).unwrap_err().contains("2026-11-20"), "{raw}");
        }
        for raw in ["1970-01-01", "2200-12-31", "20000d", "2900w"] {
            assert!(day(raw).is_ok(), "{raw}");
        }
    }

    #[test]
    fn a_span_needs_a_day_and_says_which_end_has_none() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let span = |since: &str, until: &str| in_order(since.parse().ok(), until.parse().ok(), today);
        assert!(span("7d", "today").is_ok() && span("7d", "").is_ok() && span("", "7d").is_ok());
        assert!(span("today", "yesterday").unwrap_err().contains("after `--until`"));
        assert!(span("99999d", "").unwrap_err().starts_with("`--since`"));
        assert!(span("", "99999d").unwrap_err().starts_with("`--until`"));
    }
}
