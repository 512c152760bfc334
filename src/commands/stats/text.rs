//! The statistics as text for people, in 80 columns.

use std::collections::BTreeMap;
use std::io;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::commands::page::PageWriter;
use crate::domain::advice::clinical_change::{RULE, Shift};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::spoken;
use crate::domain::journal::body_location::region_text;
use crate::domain::journal::entry::Stamp;
use crate::domain::journal::self_report::SelfTestTry;
use crate::domain::journal::self_test_history::said_whole;
use crate::domain::stats::adherence::{Doing, GoalWeek, WeekState};
use crate::domain::stats::answers::{ActivitySeries, Answered, TestSeries, Try, change_text};
use crate::domain::stats::before_after::{Changes, Paired};
use crate::domain::stats::change_distribution::Difference;
use crate::domain::stats::exercises::DosePoint;
use crate::domain::stats::exercises::{Contrast, ExerciseEffect, HOW_LITTLE_IT_PROVES};
use crate::domain::stats::pain::{PainWeek, Range};
use crate::domain::stats::places::{PlaceCount, Places, SpreadWeek};
use crate::domain::stats::{Scope, Stats};
use crate::domain::text::counted;
use crate::domain::time::spent_text;

/// The number of weeks shown if no time was asked for: a season. `--since` shows more.
const WEEKS: usize = 12;

/// Weeks that are neither kept nor missed.
const UNCOUNTED: [(WeekState, &str); 5] = [
    (WeekState::Begun, "the week you started in"),
    (WeekState::Free, "weeks off"),
    (WeekState::Neutral, "rest weeks"),
    (WeekState::Part, "partial weeks"),
    (WeekState::Running, "this week"),
];

/// The headings of the table of weeks.
const HEADINGS: [&str; 9] = ["week of", "pain", "range", "n", "morning", "done", "min", "week", "reaches"];

/// The indices of the columns of numbers.
const NUMBERS: std::ops::RangeInclusive<usize> = 1..=6;

/// Writes all parts for which there are numbers.
pub(super) fn write(page: &mut PageWriter<'_>, catalog: &Catalog, scope: &Scope<'_>, stats: &Stats) -> io::Result<()> {
    page.text(&headline(scope, stats))?;
    if !stats.pain.weeks.is_empty() {
        page.text(&stats.course.text())?;
    }
    write_weeks(page, scope, stats)?;
    if stats.paired.overall.sessions > 0 {
        write_paired(page, &stats.paired)?;
    }
    if stats.exercises.iter().any(|effect| effect.most().is_some()) {
        write_exercises(page, catalog, &stats.exercises)?;
    }
    if stats.places.ratings > 0 {
        write_places(page, &stats.places)?;
    }
    if !stats.activities.is_empty() {
        page.heading("Your goals: 0 not at all, 10 as well as before; higher is better")?;
        stats.activities.iter().try_for_each(|series| page.item("  ", &activity(series)))?;
    }
    if !stats.self_tests.is_empty() {
        page.heading("Self-tests")?;
        stats.self_tests.iter().try_for_each(|series| page.item("  ", &self_test(catalog, series)))?;
    }
    Ok(())
}

/// Writes the amounts done of one exercise, a row for each session.
pub(super) fn write_dose(
    page: &mut PageWriter<'_>,
    catalog: &Catalog,
    exercise: &Id,
    dose: &[DosePoint],
) -> io::Result<()> {
    let name = name_of(catalog, exercise);
    if dose.is_empty() {
        return page.heading(&format!("{name}: not done in this time"));
    }
    page.heading(&format!("{name}, per session, all sets and sides added up"))?;
    let rows = dose.iter().map(|point| {
        let longest = point.longest_hold_s.map(|secs| format!("longest hold {secs} s")).unwrap_or_default();
        [format!("  {}", point.at.date_naive()), counted(point.sets, "set"), point.total.to_string(), longest]
    });
    page.table(&rows.collect::<Vec<_>>())
}

/// Returns the line about time and counts: `Everything up to 21 Nov 2026 · 412 ratings, 3 not answered · 210 sessions, 41 h 5
/// min · pain: low back`.
fn headline(scope: &Scope<'_>, stats: &Stats) -> String {
    let time = match scope.from {
        Some(from) => format!("{} to {}", date(from), date(scope.to)),
        None => format!("Everything up to {}", date(scope.to)),
    };
    let unanswered = match stats.pain.unanswered {
        0 => String::new(),
        n => format!(", {n} not answered"),
    };
    let sessions: usize = stats.doing.days.iter().map(|day| day.sessions).sum();
    let active: u64 = stats.doing.days.iter().map(|day| day.active_s).sum();
    let mut parts = vec![time, format!("{}{unanswered}", counted(stats.pain.points.len(), "rating"))];
    parts.push(format!("{}, {}", counted(sessions, "session"), spent_text(active)));
    parts.extend(scope.region.map(|region| format!("pain: {}", region_text(region))));
    parts.extend(scope.spread.map(|spread| format!("reaches: {}", spoken(spread.as_str()))));
    parts.join(" · ")
}

fn date(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

fn day_of(at: Stamp) -> String {
    date(at.date_naive())
}

fn write_weeks(page: &mut PageWriter<'_>, scope: &Scope<'_>, stats: &Stats) -> io::Result<()> {
    let most = if scope.from.is_some() { usize::MAX } else { WEEKS };
    let (table, all) = week_table(scope, stats, most);
    if all == 0 {
        return Ok(());
    }
    page.line("")?;
    page.table(&table)?;
    if all > most {
        page.text(&format!("The last {most} of {all} weeks; `--since` shows more."))?;
    }
    if let Some(kept) = kept(&stats.doing) {
        page.text(&kept)?;
    }
    page.text(&format!(
        "pain: median and range of n ratings, without those during sessions; morning: median of the next mornings, with \
         their number. {RULE}"
    ))
}

/// The known numbers of one week.
#[derive(Default, Clone, Copy)]
struct WeekRow<'a> {
    /// The first and last day that count, unless all do.
    part: Option<(NaiveDate, NaiveDate)>,
    pain: Option<&'a PainWeek>,
    done: Option<&'a GoalWeek>,
    reach: Option<&'a SpreadWeek>,
}

/// Returns the heading and the rows of at most the last `most` weeks, the oldest first, and the number of all weeks.
fn week_table(scope: &Scope<'_>, stats: &Stats, most: usize) -> (Vec<[String; 9]>, usize) {
    let mut weeks: BTreeMap<NaiveDate, WeekRow<'_>> = BTreeMap::new();
    for pain in &stats.pain.weeks {
        weeks.entry(pain.monday).or_default().pain = Some(pain);
    }
    for done in &stats.doing.weeks {
        weeks.entry(done.monday).or_default().done = Some(done);
    }
    for reach in &stats.places.spread {
        weeks.entry(reach.monday).or_default().reach = Some(reach);
    }
    for (monday, week) in &mut weeks {
        week.part = scope.part_of(*monday);
    }
    let all = weeks.len();
    let rows = weeks.iter().skip(all.saturating_sub(most)).map(|(monday, week)| week.row(*monday));
    let mut table: Vec<_> = std::iter::once(HEADINGS.map(str::to_owned)).chain(rows).collect();
    align(&mut table);
    (table, all)
}

impl WeekRow<'_> {
    fn row(&self, monday: NaiveDate) -> [String; 9] {
        let (pain, range, n) = match self.pain.map(|pain| pain.all) {
            None => (silent(), silent(), silent()),
            Some(Range { median, lowest, highest }) => {
                (median.to_string(), format!("{lowest}-{highest}"), median.count.to_string())
            }
        };
        let mornings = self.pain.and_then(|pain| pain.mornings).map(|mornings| mornings.median);
        let mornings = mornings.map_or_else(silent, |median| format!("{median} ({})", median.count));
        let (done, active, state) = match self.done {
            None => (silent(), silent(), silent()),
            Some(done) => {
                let sessions = format!("{} of {}", done.sessions, done.goal);
                (sessions, minutes(done.active_s).to_string(), state_word(done.state).to_owned())
            }
        };
        let state = self.part.map_or(state, |(first, last)| part(first, last));
        let reach = self.reach.map(reach).unwrap_or_default();
        [monday.to_string(), pain, range, n, mornings, done, active, state, reach]
    }
}

/// Returns the cell for a number that is unknown or too uncertain to show.
fn silent() -> String {
    "-".to_owned()
}

/// Returns the days of a week that count: `from Sun`, `to Wed`, `Tue-Wed`.
fn part(first: NaiveDate, last: NaiveDate) -> String {
    let [from, to] = [first, last].map(|day| day.format("%a"));
    match (first.weekday(), last.weekday()) {
        (Weekday::Mon, Weekday::Mon) => "Mon only".to_owned(),
        (Weekday::Mon, _) => format!("to {to}"),
        (_, Weekday::Sun) => format!("from {from}"),
        (one, other) if one == other => format!("{from} only"),
        _ => format!("{from}-{to}"),
    }
}

/// Returns whole minutes, rounded.
const fn minutes(secs: u64) -> u64 {
    (secs + 30) / 60
}

const fn state_word(state: WeekState) -> &'static str {
    match state {
        WeekState::Kept => "met",
        WeekState::Neutral => "rest",
        WeekState::Free => "off",
        WeekState::Begun => "first",
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

/// Aligns the columns of numbers to the right.
fn align<const N: usize>(table: &mut [[String; N]]) {
    for column in NUMBERS {
        let widest = table.iter().filter_map(|row| row.get(column)).map(String::len).max().unwrap_or(0);
        for cell in table.iter_mut().filter_map(|row| row.get_mut(column)) {
            *cell = format!("{cell:>widest$}");
        }
    }
}

/// Returns the number of kept weeks: `Goal met in 3 of 4 weeks; not counted: rest weeks, this week.` `None` without a week
/// to judge.
fn kept(doing: &Doing) -> Option<String> {
    let (kept, of) = doing.kept();
    let uncounted = UNCOUNTED.into_iter().filter(|(state, _)| doing.weeks.iter().any(|week| week.state == *state));
    let uncounted: Vec<&str> = uncounted.map(|(_, name)| name).collect();
    let more = if uncounted.is_empty() { String::new() } else { format!("; not counted: {}", uncounted.join(", ")) };
    (of > 0).then(|| format!("Goal met in {kept} of {}{more}.", counted(of, "week")))
}

fn write_paired(page: &mut PageWriter<'_>, paired: &Paired) -> io::Result<()> {
    page.heading("Before, after, next morning: median change in points (number of pairs)")?;
    let heading = ["", "after", "next morning", "overnight"].map(str::to_owned);
    let all = match paired.overall.sessions {
        1 => "the one session".to_owned(),
        many => format!("all {many} sessions"),
    };
    let mut rows = vec![heading, changes_row(&all, &paired.overall)];
    for routine in &paired.routines {
        rows.push(changes_row(&format!("{} ({})", routine.title, routine.changes.sessions), &routine.changes));
    }
    page.table(&rows)?;
    page.text("overnight: from after to the next morning. Fewer than 3 pairs: not shown.")
}

fn changes_row(name: &str, changes: &Changes) -> [String; 4] {
    let [after, next_morning, overnight] = [changes.after, changes.next_morning, changes.overnight].map(with_n);
    [format!("  {name}"), after, next_morning, overnight]
}

fn with_n(difference: Difference) -> String {
    format!("{} ({})", median(difference), difference.n)
}

fn median(difference: Difference) -> String {
    difference.median.map_or_else(silent, |median| median.to_string())
}

fn write_exercises(page: &mut PageWriter<'_>, catalog: &Catalog, effects: &[ExerciseEffect]) -> io::Result<()> {
    let (said, silent): (Vec<_>, Vec<_>) = effects.iter().partition(|effect| effect.most().is_some());
    page.heading("With / without an exercise: median change from before (number of sessions)")?;
    let heading = ["", "highest during", "after", "next morning"].map(str::to_owned);
    let rows = said.into_iter().flat_map(|effect| exercise_rows(catalog, effect));
    page.table(&std::iter::once(heading).chain(rows).collect::<Vec<_>>())?;
    if !silent.is_empty() {
        let exercises = counted(silent.len(), "exercise");
        page.text(&format!("{exercises} more with fewer than 3 rated sessions with or without: not shown."))?;
    }
    page.text(HOW_LITTLE_IT_PROVES)
}

/// Returns a row of medians, and below it the numbers of sessions.
fn exercise_rows(catalog: &Catalog, effect: &ExerciseEffect) -> [[String; 4]; 2] {
    let contrasts = [effect.during, effect.after, effect.next_morning];
    let [during, after, morning] = contrasts.map(medians);
    let [during_n, after_n, morning_n] = contrasts.map(|one| format!("({} / {})", one.with.n, one.without.n));
    let name = format!("  {}", name_of(catalog, &effect.exercise));
    [[name, during, after, morning], [String::new(), during_n, after_n, morning_n]]
}

fn medians(contrast: Contrast) -> String {
    match contrast.gap() {
        Some(_) => format!("{} / {}", median(contrast.with), median(contrast.without)),
        None => silent(),
    }
}

fn name_of(catalog: &Catalog, id: &Id) -> String {
    catalog.exercise(id.as_str()).map_or_else(|| spoken(id.as_str()), |exercise| exercise.name.to_string())
}

fn write_places(page: &mut PageWriter<'_>, places: &Places) -> io::Result<()> {
    page.heading(&format!(
        "Where, in {} of 1 or more, without those during sessions",
        counted(places.ratings, "rating")
    ))?;
    let mut cells: Vec<String> = places.cells.iter().map(place).collect();
    cells.extend((places.unsaid > 0).then(|| format!("no place {}", places.unsaid)));
    page.item("  ", &cells.join(", "))?;
    if !places.words.is_empty() {
        let words: Vec<String> =
            places.words.iter().map(|word| format!("{} {}", spoken(word.word.as_str()), word.count)).collect();
        page.item("  ", &words.join(", "))?;
    }
    match places.below_knee {
        Some(days) if days.first == days.last => page.item("  ", &format!("below the knee: {}", date(days.first))),
        Some(days) => page.item("  ", &format!("below the knee: first {}, last {}", date(days.first), date(days.last))),
        None => Ok(()),
    }
}

fn place(cell: &PlaceCount) -> String {
    let side = cell.side.map(|side| format!(" {side}")).unwrap_or_default();
    format!("{}{side} {}", region_text(cell.region), cell.count)
}

/// Returns the first and the last answer: `run 5 km: 4 on 3 Mar 2026, 7 on 20 Nov 2026 (5 answers): better`.
fn activity(series: &ActivitySeries) -> String {
    let [first, last] = [series.answers.first(), series.answers.last()].map(|one| one.map(answer).unwrap_or_default());
    let Some(change) = series.change() else { return format!("{}: {first}", series.name) };
    let (answers, how) = (counted(series.answers.len(), "answer"), change_text(change));
    format!("{}: {first}, {last} ({answers}): {how}", series.name)
}

fn answer(answer: &Answered) -> String {
    format!("{} on {}", answer.score, day_of(answer.at))
}

/// Returns the first and the last result: `One-Leg Stand, left: 8 s on 3 Mar 2026; 12 s on 20 Nov 2026 (4 tries)`.
fn self_test(catalog: &Catalog, series: &TestSeries) -> String {
    let side = series.side.map(|side| format!(", {side}")).unwrap_or_default();
    let name = format!("{}{side}", name_of(catalog, &series.exercise));
    match series.tries.as_slice() {
        [first, .., last] => {
            let [first, last] = [first, last].map(|one| result(catalog, series, one));
            format!("{name}: {first}; {last} ({} tries)", series.tries.len())
        }
        [one] => format!("{name}: {}", result(catalog, series, one)),
        [] => name,
    }
}

fn result(catalog: &Catalog, series: &TestSeries, one: &Try) -> String {
    let Try { verdict, value, finding, at } = one.clone();
    let tried = SelfTestTry { exercise: series.exercise.clone(), side: series.side, verdict, value, finding };
    let exercise = catalog.exercise(series.exercise.as_str());
    format!("{} on {}", said_whole(&tried, exercise.as_deref()), day_of(at))
}
