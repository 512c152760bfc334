//! Changes of pain with sessions, routines and exercises; and self-tests.

use chrono::{Days, NaiveDate};

use crate::cli::report::ReportPart;
use crate::commands::report::sections::{OWN_NAME, SectionData, cut, date, section, short_date};
use crate::commands::report::{Chart, ReportBlock, ReportTable, Section, TableCell, heads};
use crate::domain::advice::flare_up::days_of_flare_ups;
use crate::domain::advice::limits::Limit;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::words::spoken;
use crate::domain::journal::entry::{Moment, Stamp};
use crate::domain::journal::self_report::SelfTestTry;
use crate::domain::journal::self_test_history::{said, said_whole};
use crate::domain::stats::adherence::GoalWeek;
use crate::domain::stats::answers::{TestSeries, Try};
use crate::domain::stats::before_after::Changes;
use crate::domain::stats::change_distribution::Difference;
use crate::domain::stats::exercises::{DosePoint, HOW_LITTLE_IT_PROVES, Reaction, dose, reactions};
use crate::domain::stats::pain::{Range, is_outside_sessions};
use crate::domain::text::{Text, counted};

/// The most rows of each kind.
const MOST_ROUTINES: usize = 3;
const MOST_EACH_WAY: usize = 3;
const MOST_TESTS: usize = 4;

impl SectionData<'_> {
    /// Returns the reactions to routines and exercises; `None` without a session.
    pub(super) fn exercises(&self) -> Option<Section> {
        let paired = &self.stats.paired;
        if paired.overall.sessions == 0 {
            return None;
        }
        let all = sessions("All sessions".to_owned(), &paired.overall);
        let routines = paired.routines.iter().take(MOST_ROUTINES);
        let routines = routines.map(|routine| sessions(cut(&routine.title, OWN_NAME), &routine.changes));
        let mut blocks = vec![ReportBlock::Table(ReportTable {
            caption: "Sessions: median change from before, in points (pairs of ratings)".to_owned(),
            heads: heads(&["Routine", "Sessions", "After", "Next morning"]),
            rows: std::iter::once(all).chain(routines).collect(),
        })];
        blocks.extend(self.reactions());
        blocks.push(ReportBlock::Quiet(format!("Fewer than 3 pairs: not shown. {HOW_LITTLE_IT_PROVES}")));
        Some(section(ReportPart::Exercises, "Response to exercise", blocks))
    }

    /// Returns the table of the exercises with the highest rise, then those with the largest fall.
    fn reactions(&self) -> Option<ReportBlock> {
        let all = reactions(&self.selection);
        let up = all.iter().filter(|reaction| reaction.during.median.is_some_and(|median| median.halves() > 0));
        let down = all.iter().rev().filter(|reaction| reaction.during.median.is_some_and(|median| median.halves() < 0));
        let shown = up.take(MOST_EACH_WAY).chain(down.take(MOST_EACH_WAY));
        let rows: Vec<_> = shown.map(|reaction| self.reaction(reaction)).collect();
        if rows.is_empty() {
            return None;
        }
        let caption = "Exercises: median change from before the session to the highest score during it (sessions)";
        let heads = heads(&["Exercise", "Change", "Last dose"]);
        Some(ReportBlock::Table(ReportTable { caption: caption.to_owned(), heads, rows }))
    }

    fn reaction(&self, reaction: &Reaction) -> Vec<TableCell> {
        let last = dose(&self.selection, &reaction.exercise).pop();
        let last = last.map(|last| TableCell::with(amount(&last), short_date(last.at.date_naive())));
        vec![TableCell::new(self.name_of(&reaction.exercise)), change(reaction.during), last.unwrap_or_default()]
    }

    pub(super) fn name_of(&self, id: &Id) -> String {
        let exercise = self.catalog.exercise(id.as_str());
        let name = exercise.map_or_else(|| Text::from(spoken(id.as_str()).as_str()), |exercise| exercise.name.clone());
        cut(&name, OWN_NAME)
    }

    /// Returns a line for each self-test, its sides beside each other; `None` without a self-test.
    pub(super) fn self_tests(&self) -> Option<Section> {
        let mut ids: Vec<&Id> = Vec::new();
        for series in &self.stats.self_tests {
            if !ids.contains(&&series.exercise) {
                ids.push(&series.exercise);
            }
        }
        let mut lines: Vec<String> = ids.into_iter().take(MOST_TESTS).map(|id| self.self_test_line(id)).collect();
        if lines.is_empty() {
            return None;
        }
        lines.sort_unstable();
        Some(section(ReportPart::SelfTests, "Self-tests, done alone at home", vec![ReportBlock::List(lines)]))
    }

    fn self_test_line(&self, id: &Id) -> String {
        let all = self.stats.self_tests.iter();
        let mut sides: Vec<&TestSeries> = all.filter(|series| series.exercise == *id).collect();
        sides.sort_by_key(|series| series.side);
        let sides: Vec<String> = sides.into_iter().map(|series| self.self_test(series)).collect();
        format!("{}: {}", self.name_of(id), sides.join("; "))
    }

    /// Returns the first and the last result on one side: `left 18 s (14 Sep), then 28 s, not passed (9 Nov)`.
    fn self_test(&self, series: &TestSeries) -> String {
        let side = series.side.map(|side| format!("{side} ")).unwrap_or_default();
        let told = match series.tries.as_slice() {
            [first, .., last] => {
                format!("{}, then {}", self.result(series, first, said), self.result(series, last, said_whole))
            }
            [one] => self.result(series, one, said_whole),
            [] => String::new(),
        };
        format!("{side}{told}")
    }

    fn result(&self, series: &TestSeries, one: &Try, how: fn(&SelfTestTry, Option<&Exercise>) -> String) -> String {
        let Try { at, verdict, value, finding } = one.clone();
        let tried = SelfTestTry { exercise: series.exercise.clone(), side: series.side, verdict, value, finding };
        let exercise = self.catalog.exercise(series.exercise.as_str());
        let text = Text::from(how(&tried, exercise.as_deref()).as_str());
        format!("{} ({})", cut(&text, OWN_NAME), short_date(at.date_naive()))
    }
}

fn sessions(name: String, changes: &Changes) -> Vec<TableCell> {
    let [after, morning] = [changes.after, changes.next_morning].map(change);
    vec![TableCell::new(name), TableCell::new(changes.sessions.to_string()), after, morning]
}

/// Returns the median change and the number of pairs: `-1 (12)`; blank below three pairs.
fn change(difference: Difference) -> TableCell {
    match difference.median {
        Some(median) => TableCell::with(median.to_string().replace('-', "−"), difference.n.to_string()),
        None => TableCell::default(),
    }
}

/// Returns the amount done in all sets and sides together, or the number of sets if nothing else was counted.
fn amount(last: &DosePoint) -> String {
    let total = last.total.to_string();
    if total.is_empty() { counted(last.sets, "set") } else { total }
}

/// The minutes of a day.
const DAY: f64 = 24.0 * 60.0;

impl SectionData<'_> {
    /// Returns the chart and the table of the weeks; `None` without ratings and sessions.
    pub(super) fn course(&self, from: NaiveDate, today: NaiveDate) -> Option<Section> {
        let (pain, doing) = (&self.stats.pain, &self.stats.doing);
        if pain.points.is_empty() && doing.days.is_empty() {
            return None;
        }
        let mut blocks = vec![ReportBlock::Chart(self.chart(from, today)), ReportBlock::Table(self.weeks(from, today))];
        let unanswered = match pain.unanswered {
            0 => String::new(),
            n => format!(" Asked but not answered: {n}, not counted."),
        };
        let limits = self.selection.scope.limits;
        let [rise, from] = [Limit::UnsettledRise, Limit::UnsettledFrom].map(|limit| limits.of(limit));
        blocks.push(ReportBlock::Quiet(format!(
            "n: number of ratings. Not settled: sessions with a next morning {rise} or more points higher than before, or at \
             {from} or more.{unanswered}"
        )));
        Some(section(ReportPart::Course, "Week by week", blocks))
    }

    fn chart(&self, from: NaiveDate, today: NaiveDate) -> Chart {
        let days = u16::try_from(7 * self.weeks).unwrap_or(u16::MAX).max(7);
        let past = u16::try_from((today - from).num_days() + 1).unwrap_or(days).min(days);
        let points = self.stats.pain.points.iter().filter(|point| is_outside_sessions(point.moment));
        let dots: Vec<(f64, u8, Moment)> =
            points.map(|point| (day_of(from, point.at), point.score.value(), point.moment)).collect();
        let weeks = self.stats.pain.weeks.iter().map(|week| ((week.monday - from).num_days() as f64, week.all));
        let (bounds, limits) = (self.selection.scope.bounds(), self.selection.scope.limits);
        let sessions: Vec<f64> =
            self.selection.runs().map(|run| day_of(from, bounds.localized(run.session.at))).collect();
        let medians = self.stats.pain.weeks.iter();
        let medians: Vec<String> =
            medians.map(|week| format!("{} in the week of {}", week.all.median, short_date(week.monday))).collect();
        let words = format!(
            "Pain from 0 to 10 over {days} days from {}: {} and {}. Medians: {}.",
            date(from),
            counted(dots.len(), "rating"),
            counted(sessions.len(), "session"),
            if medians.is_empty() { "none".to_owned() } else { medians.join(", ") },
        );
        let flare_ups = days_of_flare_ups(self.journal, limits, &bounds).into_iter().filter(|days| days.to >= from);
        let flare_ups = flare_ups.map(|days| {
            let [first, after] = [days.from - from, days.to - from].map(|span| span.num_days() as f64);
            [first.max(0.0), after + 1.0]
        });
        Chart { from, days, past, dots, weeks: weeks.collect(), sessions, flare_ups: flare_ups.collect(), words }
    }

    fn weeks(&self, from: NaiveDate, today: NaiveDate) -> ReportTable {
        let mondays = (0..u64::from(self.weeks)).filter_map(|week| from.checked_add_days(Days::new(7 * week)));
        let common = self.stats.doing.common_goal();
        let goal = common.map_or("Sessions (goal)".to_owned(), |goal| format!("Sessions (goal {goal})"));
        let names = heads(&["Week of", "Pain", "Morning after", &goal, "Minutes", "Not settled"]);
        let mut rows = Vec::new();
        for monday in mondays {
            let pain = self.stats.pain.weeks.iter().find(|week| week.monday == monday);
            let doing = self.stats.doing.weeks.iter().find(|week| week.monday == monday);
            let is_running = (today - monday).num_days() < 7;
            let mut row = vec![TableCell::with(short_date(monday), if is_running { "now" } else { "" })];
            row.push(pain.map(|week| range(week.all)).unwrap_or_default());
            row.push(pain.and_then(|week| week.mornings).map(range).unwrap_or_default());
            row.extend(done(doing, common.is_none()));
            rows.push(row);
        }
        let caption = "Weeks from Monday: median pain, with range and number of ratings".to_owned();
        ReportTable { caption, heads: names, rows }
    }
}

/// Returns the cells of sessions, minutes, and sessions after which pain had not settled. All are blank without a
/// session, and the last one also if it is known of none.
fn done(week: Option<&GoalWeek>, tells_goal: bool) -> [TableCell; 3] {
    let Some(week) = week.filter(|week| week.sessions > 0) else { return [(); 3].map(|()| TableCell::default()) };
    let unsettled = (week.settled_known > 0).then(|| TableCell::new(week.unsettled.to_string()));
    [
        TableCell::with(week.sessions.to_string(), if tells_goal { week.goal.to_string() } else { String::new() }),
        TableCell::new(((week.active_s + 30) / 60).to_string()),
        unsettled.unwrap_or_default(),
    ]
}

fn range(range: Range) -> TableCell {
    let median = range.median;
    let spread =
        if range.lowest == range.highest { String::new() } else { format!("{}–{}, ", range.lowest, range.highest) };
    TableCell::with(median.to_string(), format!("{spread}n {}", median.count))
}

/// Returns the days since `from` with fractions, by the entry's own clock.
fn day_of(from: NaiveDate, at: Stamp) -> f64 {
    let start = from.and_time(chrono::NaiveTime::MIN);
    (at.naive_local() - start).num_minutes() as f64 / DAY
}
