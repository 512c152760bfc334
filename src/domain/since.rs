//! A day as people say it: a date, or so long ago.

use std::str::FromStr;

use chrono::{Days, NaiveDate};

/// A day: a date, or so long ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// This day.
    Day(NaiveDate),
    /// The day so many days before today; 0 is today.
    DaysAgo(u32),
}

impl Since {
    /// The day itself, `today` being the user's own date. Before the calendar begins, its first.
    ///
    /// ```
    /// use supple::domain::since::Since;
    ///
    /// let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    /// assert_eq!("1w".parse::<Since>().unwrap().day(today).to_string(), "2026-11-13");
    /// ```
    pub fn day(self, today: NaiveDate) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::DaysAgo(days) => today.checked_sub_days(Days::new(days.into())).unwrap_or(NaiveDate::MIN),
        }
    }
}

/// Makes sure that the span from `since` to `until` has a day, `today` being the user's own date.
///
/// # Errors
/// For people, in the words of the options.
pub fn in_order(since: Since, until: Since, today: NaiveDate) -> Result<(), String> {
    let (since, until) = (since.day(today), until.day(today));
    if since > until { Err(format!("`--since` {since} is after `--until` {until}")) } else { Ok(()) }
}

impl FromStr for Since {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let days = |number: &str, each: u32| number.parse().ok().and_then(|n: u32| n.checked_mul(each));
        let found = match raw {
            "today" => Some(Self::DaysAgo(0)),
            "yesterday" => Some(Self::DaysAgo(1)),
            _ => match (raw.strip_suffix('d'), raw.strip_suffix('w')) {
                (Some(number), _) => days(number, 1).map(Self::DaysAgo),
                (_, Some(number)) => days(number, 7).map(Self::DaysAgo),
                _ => NaiveDate::parse_from_str(raw, "%Y-%m-%d").ok().map(Self::Day),
            },
        };
        found.ok_or_else(|| "expected a date like 2026-11-20, or 7d, 4w, today, yesterday".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_weeks_count_back_from_today() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let day = |raw: &str| raw.parse::<Since>().map(|since| since.day(today).to_string());
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
        assert_eq!("4000000000d".parse::<Since>().unwrap().day(today), NaiveDate::MIN);
        for raw in ["", "d", "7", "-7d", "7 d", "99999999999d", "4294967295w", "2026-13-01", "2026-02-30", "last week"]
        {
            assert!(day(raw).unwrap_err().contains("7d, 4w"), "{raw}");
        }
    }
}
