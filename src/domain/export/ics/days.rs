//! Spreading of work over days: which days, at which time, and the rule by which they come again.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Timelike as _, Weekday};

use crate::domain::journal::done::counts;
use crate::domain::journal::entry::Stamp;
use crate::domain::journal::merged::{Journal, until};

/// The number of past sessions of which the usual time of day is taken. Our choice.
const USUAL_OF: usize = 30;

/// The time of day where there is no session yet. Our choice.
const EVENING: u32 = 18 * 60;

/// The minutes to which the usual time is rounded. Our choice.
const STEP: u32 = 15;

/// The days of a week.
pub(super) const WEEK: usize = 7;

/// Returns the time of day at which most of the last sessions began: their median, to the quarter of an hour.
pub(super) fn usual_time(journal: &Journal, now: Stamp) -> NaiveTime {
    let sessions = until(journal.sessions(), now).iter().rev().filter(|session| counts(session)).take(USUAL_OF);
    let mut minutes: Vec<u32> = sessions.map(|session| session.at.hour() * 60 + session.at.minute()).collect();
    minutes.sort_unstable();
    let middle = minutes.get(minutes.len() / 2).copied().unwrap_or(EVENING);
    let rounded = (middle + STEP / 2) / STEP * STEP % (24 * 60);
    NaiveTime::from_num_seconds_from_midnight_opt(rounded * 60, 0).unwrap_or_default()
}

/// Returns the day of the next `time`: today, or tomorrow if it is over.
pub(super) fn next_day(now: Stamp, time: NaiveTime) -> NaiveDate {
    let today = now.date_naive();
    if now.time() < time { today } else { later(today, 1) }
}

/// Returns the day that is `days` after `day`.
pub(super) fn later(day: NaiveDate, days: usize) -> NaiveDate {
    day.checked_add_days(Days::new(u64::try_from(days).unwrap_or_default())).unwrap_or(day)
}

/// Returns `times` of the seven days from `start` on, as evenly as they go, of those that are `free` and not before
/// `first`: all such days if there are fewer. Without free days all are.
///
/// **Shape**: ascending, each day once.
pub(super) fn spread(start: NaiveDate, first: NaiveDate, times: usize, free: &[Weekday]) -> Vec<NaiveDate> {
    let week = (0..WEEK).map(|at| later(start, at)).filter(|day| *day >= first);
    let days: Vec<NaiveDate> = week.filter(|day| free.is_empty() || free.contains(&day.weekday())).collect();
    let count = times.min(days.len());
    (0..count).filter_map(|nth| days.get(nth * days.len() / count).copied()).collect()
}

/// Returns the rule by which `days`, which are of one week from `start` on, come again every `weeks` weeks, or only once
/// if that is `None`; `None` if there is nothing to repeat.
pub(super) fn rule(start: NaiveDate, days: &[NaiveDate], weeks: Option<usize>) -> Option<String> {
    let names = days.iter().map(|day| short(day.weekday())).collect::<Vec<_>>().join(",");
    match weeks {
        None if days.len() < 2 => None,
        None => Some(format!("FREQ=WEEKLY;COUNT={};BYDAY={names}", days.len())),
        Some(1) => Some(format!("FREQ=WEEKLY;BYDAY={names}")),
        // The week of the rule begins where the week of the plan does.
        Some(weeks) => Some(format!("FREQ=WEEKLY;INTERVAL={weeks};WKST={};BYDAY={names}", short(start.weekday()))),
    }
}

/// Returns the first Monday to Sunday as iCalendar names them: `MO`.
const fn short(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

/// Returns the first day of the week that is on at `first`, of the weeks that begin every seven days from `begun` on.
pub(super) fn week_start(begun: NaiveDate, first: NaiveDate) -> NaiveDate {
    let days = (first - begun).num_days();
    begun.checked_add_signed(TimeDelta::days(days.div_euclid(7) * 7)).filter(|_| days >= 0).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn spread_over(first: u32, times: usize, free: &[Weekday]) -> Vec<u32> {
        spread(day(2), day(first), times, free).iter().map(Datelike::day).collect()
    }

    #[test]
    fn work_is_spread_evenly_over_the_days_that_are_free() {
        use Weekday::{Fri, Mon, Sun};
        let all = [1, 2, 3, 4, 5, 6, 7].map(|times| spread_over(2, times, &[]));
        assert_eq!(all[..4], [vec![2], vec![2, 5], vec![2, 4, 6], vec![2, 3, 5, 7]]);
        assert_eq!(all[4..], [vec![2, 3, 4, 6, 7], vec![2, 3, 4, 5, 6, 7], vec![2, 3, 4, 5, 6, 7, 8]]);
        assert_eq!(spread_over(2, 2, &[Sun, Mon, Fri]), [2, 6]);
        assert_eq!(spread_over(2, 9, &[Sun, Mon, Fri]), [2, 6, 8], "more often than there are days");
        assert_eq!(spread_over(6, 3, &[]), [6, 7, 8], "the rest of a week");
        assert_eq!(spread_over(7, 3, &[Mon]), [0_u32; 0]);
    }

    #[test]
    fn a_rule_says_when_the_days_come_again() {
        let days = [day(4), day(6), day(9)];
        assert_eq!(rule(day(4), &days, None).as_deref(), Some("FREQ=WEEKLY;COUNT=3;BYDAY=WE,FR,MO"));
        assert_eq!(rule(day(4), &days[..1], None), None);
        assert_eq!(rule(day(4), &days, Some(1)).as_deref(), Some("FREQ=WEEKLY;BYDAY=WE,FR,MO"));
        let every = rule(day(4), &days, Some(4));
        assert_eq!(every.as_deref(), Some("FREQ=WEEKLY;INTERVAL=4;WKST=WE;BYDAY=WE,FR,MO"));
    }

    #[test]
    fn weeks_of_a_plan_begin_on_the_day_it_did() {
        assert_eq!(week_start(day(4), day(10)), day(4));
        assert_eq!(week_start(day(4), day(11)), day(11));
        assert_eq!(week_start(day(4), day(20)), day(18));
        assert_eq!(week_start(day(4), day(2)), day(2), "a clock was wrong");
    }
}
