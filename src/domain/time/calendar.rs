//! Days as people type them, and arithmetic on days and times that cannot overflow.
//!
//! Every date that is read or written lies between [`FIRST_YEAR`] and [`LAST_YEAR`]. One function checks this for the
//! journal's reader, for screens, and for commands, so that nothing is written that could not be read again.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, TimeDelta};

/// The first year of a date. Our choice: the first that a computer's clock can show.
pub const FIRST_YEAR: i32 = 1970;

/// The last year of a date. Our choice.
pub const LAST_YEAR: i32 = 2200;

/// Returns true if `day` is allowed as a date, in the journal or typed.
///
/// ```
/// use supple::domain::time::calendar::has;
///
/// let day = |year| chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
/// assert_eq!([1969, 1970, 2200, 2201].map(|year| has(day(year))), [false, true, true, false]);
/// ```
pub fn has(day: NaiveDate) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&day.year())
}

/// Returns the day that is `days` after `day`, or before it if `days` is negative; `None` outside the calendar.
pub fn day_after(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    day.checked_add_signed(TimeDelta::try_days(days)?).filter(|day| has(*day))
}

/// Reads a day typed as year, month and day, such as `2026-11-20`.
///
/// # Errors
/// A message for people: the year does not have four digits or is outside the calendar, or there is no such day.
///
/// ```
/// use supple::domain::time::calendar::parse_day;
///
/// assert_eq!(parse_day("2026-11-20").unwrap().to_string(), "2026-11-20");
/// assert!(parse_day("26-11-20").is_err());
/// ```
pub fn parse_day(raw: &str) -> Result<NaiveDate, String> {
    let parts: Vec<&str> = raw.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return Err(EXPECTED.to_owned()) };
    let digits = year.len();
    let (Some(year), Some(month), Some(day)) = (number(year, 9), number(month, 2), number(day, 2)) else {
        return Err(EXPECTED.to_owned());
    };
    if digits != 4 {
        return Err("expected a year of four digits, as in 2026-11-20".to_owned());
    }
    let year = i32::try_from(year).unwrap_or_default();
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Err(out_of_range());
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| format!("{raw} is no day; {EXPECTED}"))
}

const EXPECTED: &str = "expected a date like 2026-11-20";

/// Reads a number of at most `most` digits.
fn number(part: &str, most: usize) -> Option<u32> {
    let is_number = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    part.parse().ok().filter(|_| is_number)
}

/// Returns the message about a date outside the calendar.
pub fn out_of_range() -> String {
    format!("expected a year from {FIRST_YEAR} to {LAST_YEAR}, as in 2026-11-20")
}

/// Returns `at` moved by `span`, which may be negative; `at` itself if there is no such time.
pub fn moved(at: DateTime<FixedOffset>, span: TimeDelta) -> DateTime<FixedOffset> {
    at.checked_add_signed(span).unwrap_or(at)
}

/// Returns the number of days from `at` to `now`, each by the date of its own clock; 0 if `at` is later.
pub fn days_since(at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> i64 {
    days_between(at.date_naive(), now.date_naive())
}

/// Returns the number of days from `day` to `today`; 0 if `day` is later.
pub fn days_between(day: NaiveDate, today: NaiveDate) -> i64 {
    (today - day).num_days().max(0)
}

/// Returns the Monday of the week of `day`.
///
/// ```
/// use supple::domain::time::calendar::monday;
///
/// let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
/// assert_eq!((monday(day(22)), monday(day(23))), (day(16), day(23)));
/// ```
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_day_has_four_digits_of_a_year_that_is_known() {
        for raw in ["1970-01-01", "2026-2-3", "2024-02-29", "2200-12-31"] {
            assert!(parse_day(raw).is_ok(), "{raw}");
        }
        for raw in ["26-11-20", "026-11-20", "12026-11-20", "1969-12-31", "2201-01-01", "0026-11-20", "9999-01-01"] {
            assert!(parse_day(raw).unwrap_err().contains("2026-11-20"), "{raw}");
        }
        for raw in ["", "-", "--", "+2026-11-20", "-2026-11-20", "2026-11", "2026-11-20-1", "2026-11-٢", "2026 -11-20"]
        {
            assert!(parse_day(raw).unwrap_err().contains("2026-11-20"), "{raw}");
        }
        for raw in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31"] {
            assert!(parse_day(raw).unwrap_err().starts_with(raw), "{raw}");
        }
    }

    #[test]
    fn no_number_of_days_overflows() {
        let day = |raw| parse_day(raw).unwrap();
        assert_eq!(day_after(day("2026-11-20"), -1), Some(day("2026-11-19")));
        assert_eq!(day_after(day("2200-12-31"), 1), None);
        assert_eq!(day_after(day("1970-01-01"), -1), None);
        for days in [i64::MAX, i64::MIN, 4_000_000_000, -99_999_999] {
            assert_eq!(day_after(day("2026-11-20"), days), None, "{days}");
        }
        let last = DateTime::<chrono::Utc>::MAX_UTC.fixed_offset();
        assert_eq!(moved(last, TimeDelta::days(1)), last);
    }
}
