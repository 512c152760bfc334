//! The numbers as text for people, in 80 columns.

use std::io;

use chrono::NaiveDate;

use super::super::counted;
use super::super::page::Page;
use super::weeks::{self, SILENT, minutes};
use crate::domain::advice::meaning::RULE;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::wording::spoken;
use crate::domain::record::answer::SelfTest;
use crate::domain::record::entry::{Quantity, Stamp};
use crate::domain::record::spots::region_text;
use crate::domain::record::tried::said_whole;
use crate::domain::stats::answers::{ActivitySeries, TestSeries, Try, change_text};
use crate::domain::stats::doing::{Doing, WeekState};
use crate::domain::stats::exercises::DosePoint;
use crate::domain::stats::exercises::{Contrast, ExerciseEffect, HOW_LITTLE_IT_PROVES};
use crate::domain::stats::paired::{Changes, Paired};
use crate::domain::stats::places::Places;
use crate::domain::stats::tally::Difference;
use crate::domain::stats::{Scope, Stats};
use crate::domain::time::spent_text;

/// So many weeks are shown where no time was asked for: a season. `--since` shows more.
const WEEKS: usize = 12;

/// Weeks that are neither kept nor missed.
const UNCOUNTED: [(WeekState, &str); 5] = [
    (WeekState::Begun, "the week you began in"),
    (WeekState::Free, "free weeks"),
    (WeekState::Neutral, "weeks of rest"),
    (WeekState::Part, "parts of weeks"),
    (WeekState::Running, "this week"),
];

/// Writes all of it that has something to say.
pub(super) fn write(page: &mut Page<'_>, catalog: &Catalog, scope: &Scope<'_>, stats: &Stats) -> io::Result<()> {
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
        page.heading("Your own activities: 0 cannot do it, 10 as before; higher is better")?;
        stats.activities.iter().try_for_each(|series| page.item("  ", &activity(series)))?;
    }
    if !stats.self_tests.is_empty() {
        page.heading("Self-tests")?;
        stats.self_tests.iter().try_for_each(|series| page.item("  ", &self_test(catalog, series)))?;
    }
    Ok(())
}

/// `All up to 21 Nov 2026 · 412 ratings, 3 not answered · 210 sessions, 41 h 5 min · pain: low back`.
fn headline(scope: &Scope<'_>, stats: &Stats) -> String {
    let time = match scope.from {
        Some(from) => format!("{} to {}", date(from), date(scope.to)),
        None => format!("All up to {}", date(scope.to)),
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

fn write_weeks(page: &mut Page<'_>, scope: &Scope<'_>, stats: &Stats) -> io::Result<()> {
    let most = if scope.from.is_some() { usize::MAX } else { WEEKS };
    let (table, all) = weeks::table(scope, stats, most);
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
        "pain: median and range of n ratings, not those during sessions; morning: the median of next mornings, with how \
         many there are. {RULE}"
    ))
}

/// `3 of 4 weeks kept; not counted: weeks of rest, this one.`; `None` where there is no week to judge.
fn kept(doing: &Doing) -> Option<String> {
    let (kept, of) = doing.kept();
    let uncounted = |state: &(WeekState, &'static str)| doing.weeks.iter().any(|week| week.state == state.0);
    let uncounted: Vec<&str> = UNCOUNTED.into_iter().filter(uncounted).map(|(_, name)| name).collect();
    let more = if uncounted.is_empty() { String::new() } else { format!("; not counted: {}", uncounted.join(", ")) };
    (of > 0).then(|| format!("{kept} of {} kept{more}.", counted(of, "week")))
}

fn write_paired(page: &mut Page<'_>, paired: &Paired) -> io::Result<()> {
    page.heading("Before, after, next morning: median change in points (of so many pairs)")?;
    let heading = ["", "after", "next morning", "overnight"].map(str::to_owned);
    let row = |name: String, changes: &Changes| {
        let differences = [changes.after, changes.next_morning, changes.overnight].map(with_n);
        let [after, next_morning, overnight] = differences;
        [format!("  {name}"), after, next_morning, overnight]
    };
    let all = match paired.overall.sessions {
        1 => "the one session".to_owned(),
        many => format!("all {many} sessions"),
    };
    let mut rows = vec![heading, row(all, &paired.overall)];
    rows.extend(paired.routines.iter().map(|of| row(format!("{} ({})", of.title, of.changes.sessions), &of.changes)));
    page.table(&rows)?;
    page.text("overnight: from after to the next morning. Below 3 pairs nothing is said.")
}

fn with_n(difference: Difference) -> String {
    format!("{} ({})", median(difference), difference.n)
}

fn median(difference: Difference) -> String {
    difference.median.map_or_else(|| SILENT.to_owned(), |median| median.to_string())
}

fn write_exercises(page: &mut Page<'_>, catalog: &Catalog, effects: &[ExerciseEffect]) -> io::Result<()> {
    let (said, silent): (Vec<_>, Vec<_>) = effects.iter().partition(|effect| effect.most().is_some());
    page.heading("With / without an exercise: median change from before (of so many sessions)")?;
    let heading = ["", "at its highest", "after", "next morning"].map(str::to_owned);
    let rows = said.into_iter().flat_map(|effect| exercise_rows(catalog, effect));
    page.table(&std::iter::once(heading).chain(rows).collect::<Vec<_>>())?;
    if !silent.is_empty() {
        let exercises = counted(silent.len(), "exercise");
        page.text(&format!("{exercises} more with fewer than 3 rated sessions with or without: nothing is said."))?;
    }
    page.text(HOW_LITTLE_IT_PROVES)
}

/// The medians, and below them of how many sessions.
fn exercise_rows(catalog: &Catalog, effect: &ExerciseEffect) -> [[String; 4]; 2] {
    let medians = |contrast: Contrast| match contrast.gap() {
        Some(_) => format!("{} / {}", median(contrast.with), median(contrast.without)),
        None => SILENT.to_owned(),
    };
    let counts = |contrast: Contrast| format!("({} / {})", contrast.with.n, contrast.without.n);
    let of = |said: &dyn Fn(Contrast) -> String| [effect.during, effect.after, effect.next_morning].map(said);
    let ([during, after, morning], [during_n, after_n, morning_n]) = (of(&medians), of(&counts));
    let name = format!("  {}", name_of(catalog, &effect.exercise));
    [[name, during, after, morning], [String::new(), during_n, after_n, morning_n]]
}

fn name_of(catalog: &Catalog, id: &Id) -> String {
    catalog.exercise(id.as_str()).map_or_else(|| spoken(id.as_str()), |exercise| exercise.name.to_string())
}

fn write_places(page: &mut Page<'_>, places: &Places) -> io::Result<()> {
    page.heading(&format!("Where, in {} of 1 or more, not those during sessions", counted(places.ratings, "rating")))?;
    let cell = |cell: &crate::domain::stats::places::PlaceCount| {
        let side = cell.side.map(|side| format!(" {side}")).unwrap_or_default();
        format!("{}{side} {}", region_text(cell.region), cell.count)
    };
    let mut cells: Vec<String> = places.cells.iter().map(cell).collect();
    cells.extend((places.unsaid > 0).then(|| format!("not said {}", places.unsaid)));
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

/// `run 5 km: 4 on 3 Mar 2026, 7 on 20 Nov 2026 (5 answers): better`.
fn activity(series: &ActivitySeries) -> String {
    let said = |answer: &crate::domain::stats::answers::Answered| format!("{} on {}", answer.score, day_of(answer.at));
    let (first, last) = (series.answers.first().map(said), series.answers.last().map(said));
    let Some(change) = series.change() else { return format!("{}: {}", series.name, first.unwrap_or_default()) };
    let how = change_text(change);
    let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
    format!("{}: {first}, {last} ({}): {how}", series.name, counted(series.answers.len(), "answer"))
}

/// `Eyes-Closed One-Leg Stand, left: 8 s on 3 Mar 2026, 12 s on 20 Nov 2026 (4 tries)`.
fn self_test(catalog: &Catalog, series: &TestSeries) -> String {
    let exercise = catalog.exercise(series.exercise.as_str());
    let said = |one: &Try| {
        let Try { verdict, value, finding, .. } = one.clone();
        let tried = SelfTest { exercise: series.exercise.clone(), side: series.side, verdict, value, finding };
        format!("{} on {}", said_whole(&tried, exercise.as_deref()), day_of(one.at))
    };
    let side = series.side.map(|side| format!(", {side}")).unwrap_or_default();
    let name = format!("{}{side}", name_of(catalog, &series.exercise));
    match series.tries.as_slice() {
        [first, .., last] => format!("{name}: {}; {} ({} tries)", said(first), said(last), series.tries.len()),
        [one] => format!("{name}: {}", said(one)),
        [] => name,
    }
}

/// How much was done of one exercise.
pub(super) fn write_dose(page: &mut Page<'_>, catalog: &Catalog, exercise: &Id, dose: &[DosePoint]) -> io::Result<()> {
    let name = name_of(catalog, exercise);
    if dose.is_empty() {
        return page.heading(&format!("{name}: in no session of this time"));
    }
    page.heading(&format!("{name}, all sets and sides of a session together"))?;
    let row = |point: &DosePoint| {
        let longest = point.longest_hold_s.map(|secs| format!("longest hold {secs} s")).unwrap_or_default();
        [format!("  {}", point.at.date_naive()), counted(point.sets, "set"), quantity(&point.total), longest]
    };
    page.table(&dose.iter().map(row).collect::<Vec<_>>())
}

fn quantity(total: &Quantity) -> String {
    let parts = [
        total.reps.map(|reps| counted(reps as usize, "rep")),
        total.breaths.map(|breaths| counted(breaths as usize, "breath")),
        total.hold_s.map(|secs| format!("{secs} s held")),
        total.activity_s.map(|secs| format!("{} min", minutes(secs.into()))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
