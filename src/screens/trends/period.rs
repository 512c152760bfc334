//! The period that statistics are of, and the dates below their axes.
//!
//! A period begins a number of weeks ago to the day, as with `supple stats --since 4w`, so that both give the same
//! numbers.

use chrono::{Datelike, NaiveDate};

use crate::domain::time::calendar::day_after;
use crate::widgets::time_plot::Tick;

/// The period that statistics are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Period {
    /// Since the day 4 weeks ago.
    FourWeeks,
    /// Since the day 13 weeks ago.
    #[default]
    ThreeMonths,
    /// Since the day 52 weeks ago.
    Year,
    /// Everything.
    All,
}

impl Period {
    /// The next longer period; after `All` the shortest.
    pub(super) const fn next(self) -> Self {
        match self {
            Self::FourWeeks => Self::ThreeMonths,
            Self::ThreeMonths => Self::Year,
            Self::Year => Self::All,
            Self::All => Self::FourWeeks,
        }
    }

    /// The label on screen.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::FourWeeks => "4 weeks",
            Self::ThreeMonths => "3 months",
            Self::Year => "a year",
            Self::All => "all",
        }
    }

    /// Its first day; `None` for `All`.
    pub(super) fn from(self, today: NaiveDate) -> Option<NaiveDate> {
        let weeks = match self {
            Self::FourWeeks => 4,
            Self::ThreeMonths => 13,
            Self::Year => 52,
            Self::All => return None,
        };
        day_after(today, -7 * weeks)
    }
}

/// `24 Aug`, with the year if it is not that of `today`: `24 Aug 2025`.
pub(super) fn day_text(day: NaiveDate, today: NaiveDate) -> String {
    let form = if day.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    day.format(form).to_string()
}

/// The distance between labels.
#[derive(Clone, Copy)]
enum Step {
    Weeks(i64),
    Months(u32),
    Years(i32),
}

/// From close to wide.
const STEPS: [Step; 11] = [
    Step::Weeks(1),
    Step::Weeks(2),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
];

/// Labels for the `days` days from `first` on, as many as there is room for in `width` columns: Mondays, months or years.
pub(super) fn ticks(first: NaiveDate, days: i64, width: u16) -> Vec<Tick> {
    // What cannot fit by far is not tried: a date that somebody mistyped may make it thousands of years.
    for step in STEPS.iter().filter(|step| days / step.days() <= i64::from(width) / 3) {
        let ticks = step.ticks(first, days);
        let taken: usize = ticks.iter().map(|tick| tick.label.len() + 2).sum();
        if taken <= usize::from(width) {
            return ticks;
        }
    }
    Vec::new()
}

impl Step {
    /// Its least number of days.
    const fn days(self) -> i64 {
        match self {
            Self::Weeks(weeks) => 7 * weeks,
            Self::Months(months) => 28 * months as i64,
            Self::Years(years) => 365 * years as i64,
        }
    }

    fn ticks(self, first: NaiveDate, days: i64) -> Vec<Tick> {
        let all = first.iter_days().take(usize::try_from(days).unwrap_or(0)).filter(|day| self.has(first, *day));
        all.map(|day| Tick { day: days_between(first, day), label: self.label(day) }).collect()
    }

    fn has(self, first: NaiveDate, day: NaiveDate) -> bool {
        match self {
            Self::Weeks(every) => {
                day.weekday().num_days_from_monday() == 0 && (day - first).num_days() / 7 % every == 0
            }
            Self::Months(every) => day.day() == 1 && day.month0().is_multiple_of(every),
            Self::Years(every) => day.ordinal() == 1 && day.year() % every == 0,
        }
    }

    fn label(self, day: NaiveDate) -> String {
        let form = match self {
            Self::Weeks(_) => "%-d %b",
            Self::Months(_) if day.month() == 1 => "%Y",
            Self::Months(_) => "%b",
            Self::Years(_) => "%Y",
        };
        day.format(form).to_string()
    }
}

/// The number of days from `first` to `day`.
#[expect(clippy::cast_precision_loss, reason = "days of a life")]
pub(super) fn days_between(first: NaiveDate, day: NaiveDate) -> f64 {
    (day - first).num_days() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::since::Since;

    fn labels(first: (i32, u32, u32), days: i64, width: u16) -> String {
        let first = NaiveDate::from_ymd_opt(first.0, first.1, first.2).unwrap();
        ticks(first, days, width).iter().map(|tick| tick.label.clone()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_time_begins_where_stats_since_so_many_weeks_begins() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        for (period, since) in [(Period::FourWeeks, "4w"), (Period::ThreeMonths, "13w"), (Period::Year, "52w")] {
            assert_eq!(period.from(today), since.parse::<Since>().unwrap().day(today).ok(), "{since}");
        }
        assert_eq!(Period::All.from(today), None);
    }

    #[test]
    fn dates_below_an_axis_are_as_many_as_fit() {
        assert_eq!(labels((2026, 10, 24), 28, 70), "26 Oct 2 Nov 9 Nov 16 Nov");
        assert_eq!(labels((2026, 8, 22), 91, 70), "24 Aug 7 Sep 21 Sep 5 Oct 19 Oct 2 Nov 16 Nov");
        assert_eq!(labels((2026, 8, 22), 91, 34), "Sep Oct Nov");
        assert_eq!(labels((2025, 11, 21), 365, 70), "Dec 2026 Feb Mar Apr May Jun Jul Aug Sep Oct Nov");
        assert_eq!(labels((2016, 3, 1), 3_900, 70), "2017 2018 2019 2020 2021 2022 2023 2024 2025 2026");
        assert_eq!(labels((1996, 3, 1), 11_000, 40), "2000 2005 2010 2015 2020 2025");
    }
}
