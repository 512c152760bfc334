//! The weeks, drawn and in numbers.

use chrono::{Days, NaiveDate};

use super::{SectionData, date, section, short_date};
use crate::cli::report::ReportPart;
use crate::commands::counted;
use crate::commands::report::{Chart, ReportBlock, ReportTable, Section, TableCell, heads};
use crate::domain::advice::limits::Limit;
use crate::domain::journal::entry::{Moment, Stamp};
use crate::domain::stats::adherence::GoalWeek;
use crate::domain::stats::pain::{Range, is_outside_sessions};

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
            n => format!(" {n} asked but not answered; not counted."),
        };
        let limits = self.selection.scope.limits;
        let [rise, from] = [Limit::UnsettledRise, Limit::UnsettledFrom].map(|limit| limits.of(limit));
        blocks.push(ReportBlock::Quiet(format!(
            "n: how many ratings. Not settled: sessions after which the next morning was {rise} or more above before, or \
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
        let bounds = self.selection.scope.bounds();
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
        Chart { from, days, past, dots, weeks: weeks.collect(), sessions, words }
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
        let caption = "Each week from Monday: median pain with range and n".to_owned();
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
    TableCell::with(range.median.to_string(), format!("{}–{}, n {}", range.lowest, range.highest, range.median.count))
}

/// Returns the days since `from` with fractions, by the entry's own clock.
fn day_of(from: NaiveDate, at: Stamp) -> f64 {
    let start = from.and_time(chrono::NaiveTime::MIN);
    (at.naive_local() - start).num_minutes() as f64 / DAY
}
