//! The table of weeks: pain, how far it reaches, and what was done, side by side.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::advice::meaning::Shift;
use crate::domain::content::wording::spoken;
use crate::domain::stats::doing::{GoalWeek, WeekState};
use crate::domain::stats::pain::{PainWeek, Range};
use crate::domain::stats::places::SpreadWeek;
use crate::domain::stats::{Scope, Stats};

/// Where nothing is said.
pub(super) const SILENT: &str = "-";

/// The columns.
const HEADINGS: [&str; 9] = ["week of", "pain", "range", "n", "morning", "done", "min", "week", "reaches"];

/// Columns of numbers, by their place.
const NUMBERS: std::ops::RangeInclusive<usize> = 1..=6;

/// One week, as far as there is something to say.
#[derive(Default, Clone, Copy)]
struct Week<'a> {
    /// Its days that count, where they are not all.
    part: Option<(NaiveDate, NaiveDate)>,
    pain: Option<&'a PainWeek>,
    done: Option<&'a GoalWeek>,
    reach: Option<&'a SpreadWeek>,
}

/// The heading and the rows, the oldest week first: at most the last `most`. And how many weeks there are.
pub(super) fn table(scope: &Scope<'_>, stats: &Stats, most: usize) -> (Vec<[String; 9]>, usize) {
    let mut weeks: BTreeMap<NaiveDate, Week<'_>> = BTreeMap::new();
    for pain in &stats.pain.weeks {
        weeks.entry(pain.monday).or_default().pain = Some(pain);
    }
    for done in &stats.doing.weeks {
        weeks.entry(done.monday).or_default().done = Some(done);
    }
    for reach in &stats.places.spread {
        weeks.entry(reach.monday).or_default().reach = Some(reach);
    }
    weeks.iter_mut().for_each(|(monday, week)| week.part = scope.part_of(*monday));
    let all = weeks.len();
    let rows = weeks.iter().skip(all.saturating_sub(most)).map(|(monday, week)| row(*monday, week));
    let mut table: Vec<_> = std::iter::once(HEADINGS.map(str::to_owned)).chain(rows).collect();
    align(&mut table);
    (table, all)
}

fn row(monday: NaiveDate, week: &Week<'_>) -> [String; 9] {
    let silent = || SILENT.to_owned();
    let pain = |said: fn(&PainWeek) -> String| week.pain.map_or_else(silent, said);
    let done = |said: fn(&GoalWeek) -> String| week.done.map_or_else(silent, said);
    [
        monday.to_string(),
        pain(|pain| pain.all.median.to_string()),
        pain(|pain| format!("{}-{}", pain.all.lowest, pain.all.highest)),
        pain(|pain| pain.all.median.count.to_string()),
        week.pain.and_then(|pain| pain.mornings).map_or_else(silent, mornings),
        done(|done| format!("{} of {}", done.sessions, done.goal)),
        done(|done| minutes(done.active_s).to_string()),
        week.part.map_or_else(|| done(|done| state(done.state).to_owned()), part),
        week.reach.map(reach).unwrap_or_default(),
    ]
}

/// Their median, and of how many.
fn mornings(range: Range) -> String {
    format!("{} ({})", range.median, range.median.count)
}

/// Which days of a week count: `from Sun`, `to Wed`, `Tue-Wed`.
fn part((first, last): (NaiveDate, NaiveDate)) -> String {
    let [from, to] = [first, last].map(|day| day.format("%a"));
    match (first.weekday(), last.weekday()) {
        (Weekday::Mon, Weekday::Mon) => "Mon only".to_owned(),
        (Weekday::Mon, _) => format!("to {to}"),
        (_, Weekday::Sun) => format!("from {from}"),
        (one, other) if one == other => format!("{from} only"),
        _ => format!("{from}-{to}"),
    }
}

/// Whole minutes, rounded.
pub(super) const fn minutes(secs: u64) -> u64 {
    (secs + 30) / 60
}

const fn state(state: WeekState) -> &'static str {
    match state {
        WeekState::Kept => "kept",
        WeekState::Neutral => "rest",
        WeekState::Free => "free",
        WeekState::Begun => "begun",
        WeekState::Part => "part",
        WeekState::Missed => "not met",
        WeekState::Running => "so far",
    }
}

fn reach(week: &SpreadWeek) -> String {
    let way = match week.shift {
        Some(Shift::Up) => ", up",
        Some(Shift::Down) => ", down",
        None => "",
    };
    format!("{}{way}", spoken(week.furthest.as_str()))
}

/// Numbers end below each other.
fn align<const N: usize>(table: &mut [[String; N]]) {
    for column in NUMBERS {
        let widest = table.iter().filter_map(|row| row.get(column)).map(String::len).max().unwrap_or(0);
        for cell in table.iter_mut().filter_map(|row| row.get_mut(column)) {
            *cell = format!("{cell:>widest$}");
        }
    }
}
