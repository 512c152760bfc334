//! The chosen period with its statistics, computed once and drawn often, and the dates below their axes.
//!
//! A period begins a number of weeks ago to the day, as with `supple stats --since 4w`, so that both give the same
//! numbers.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::domain::advice::flare_up::{FlareUpDays, days_of_flare_ups};
use crate::domain::content::exercise::Id;
use crate::domain::content::words::spoken;
use crate::domain::journal::body_location::region_text;
use crate::domain::journal::entry::{Region, Spread, Stamp};
use crate::domain::journal::merged::Journal;
use crate::domain::journal::summary::exercise_name;
use crate::domain::stats::before_after::by_session;
use crate::domain::stats::exercises::{DosePoint, ExerciseEffect, dose};
use crate::domain::stats::{Scope, Selection, SessionScores, Stats};
use crate::domain::time::calendar::day_after;
use crate::state::model::Model;
use crate::widgets::time_plot::Tick;

/// From close to wide.
const STEPS: [LabelStep; 11] = [
    LabelStep::Weeks(1),
    LabelStep::Weeks(2),
    LabelStep::Months(1),
    LabelStep::Months(2),
    LabelStep::Months(3),
    LabelStep::Months(6),
    LabelStep::Years(1),
    LabelStep::Years(2),
    LabelStep::Years(5),
    LabelStep::Years(10),
    LabelStep::Years(20),
];

/// The period and the filters that the user chose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TrendsQuery {
    /// The chosen period.
    pub(super) period: Period,
    /// Only ratings of this place.
    pub(super) region: Option<Region>,
    /// Only ratings of this reach.
    pub(super) spread: Option<Spread>,
}

/// The statistics of the chosen period.
pub(super) struct Seen {
    pub(super) stats: Stats,
    /// The first day that is shown.
    pub(super) first: NaiveDate,
    pub(super) today: NaiveDate,
    now: Stamp,
    /// The scores of each session.
    pub(super) sessions: Vec<SessionScores>,
    /// The flare-ups up to today, also those before the first day.
    pub(super) flare_ups: Vec<FlareUpDays>,
    /// The amounts of the chosen exercise over time.
    pub(super) dose: Vec<DosePoint>,
    /// The places to filter by.
    pub(super) regions: Vec<Region>,
    /// The reaches to filter by.
    pub(super) spreads: Vec<Spread>,
    names: BTreeMap<Id, String>,
    /// True if the journal has anything that these pages show.
    pub(super) has_any: bool,
}

impl Seen {
    /// The statistics of the journal, as far as it is read; `None` before. `at` is the chosen exercise.
    pub(super) fn of(model: &Model, asked: &TrendsQuery, at: usize, now: Stamp) -> Option<Self> {
        let (journal, today) = (model.journal()?, now.date_naive());
        let all = Scope::all(now, model.settings.weekly_goal, &model.settings.limits);
        let scope = Scope { from: asked.period.from(today), region: asked.region, spread: asked.spread, ..all };
        let stats = Stats::of(journal, &scope);
        let first = scope.from.unwrap_or_else(|| first_day(&stats).unwrap_or(today));
        let dose = chosen(&stats, at).map(|effect| dose(&Selection::of(journal, scope), &effect.exercise));
        let named = stats.exercises.iter().map(|effect| &effect.exercise);
        let named = named.chain(stats.self_tests.iter().map(|series| &series.exercise));
        Some(Self {
            names: named.map(|id| (id.clone(), exercise_name(&model.catalog, id.as_str()))).collect(),
            sessions: by_session(&Selection::of(journal, scope)),
            flare_ups: days_of_flare_ups(journal, &model.settings.limits, &all.bounds()),
            has_any: !journal.ratings().is_empty() || !stats.is_empty() || !journal.sessions().is_empty(),
            regions: regions(journal),
            spreads: spreads(journal),
            stats,
            first,
            today,
            now,
            dose: dose.unwrap_or_default(),
        })
    }

    /// Computes the amounts of the exercise `at`; the rest stays.
    pub(super) fn show_dose(&mut self, model: &Model, asked: &TrendsQuery, at: usize) {
        let exercise = chosen(&self.stats, at).map(|effect| effect.exercise.clone());
        if let Some((journal, exercise)) = model.journal().zip(exercise) {
            let all = Scope::all(self.now, model.settings.weekly_goal, &model.settings.limits);
            let scope = Scope { from: asked.period.from(self.today), ..all };
            self.dose = dose(&Selection::of(journal, scope), &exercise);
        }
    }

    /// The number of days of the period, with the first and the last.
    pub(super) fn days(&self) -> i64 {
        (self.today - self.first).num_days().max(0) + 1
    }

    /// The name of an exercise.
    pub(super) fn name<'a>(&'a self, id: &'a Id) -> &'a str {
        self.names.get(id).map_or(id.as_str(), String::as_str)
    }
}

/// The exercise `at`; the last one if there are fewer.
pub(super) fn chosen(stats: &Stats, at: usize) -> Option<&ExerciseEffect> {
    stats.exercises.get(at.min(stats.exercises.len().saturating_sub(1)))
}

impl TrendsQuery {
    /// The filter of ratings: `low back, to the thigh`; empty if there is none.
    pub(super) fn filter_text(&self) -> String {
        let parts = [self.region.map(region_text), self.spread.map(reach_text)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

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

    /// The weeks of a report on it: at most the most that a report can have.
    pub(super) const fn report_weeks(self) -> u32 {
        match self {
            Self::FourWeeks => 4,
            Self::ThreeMonths | Self::Year | Self::All => 12,
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

/// The distance between labels.
#[derive(Clone, Copy)]
enum LabelStep {
    Weeks(i64),
    Months(u32),
    Years(i32),
}

impl LabelStep {
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

/// The reach of pain in words.
pub(super) fn reach_text(spread: Spread) -> String {
    match spread {
        Spread::None => "no spread".to_owned(),
        Spread::Foot => "down to the foot".to_owned(),
        Spread::BelowKnee => "below the knee".to_owned(),
        spread => format!("to the {}", spoken(spread.as_str())),
    }
}

/// `24 Aug`, with the year if it is not that of `today`: `24 Aug 2025`.
pub(super) fn day_text(day: NaiveDate, today: NaiveDate) -> String {
    let form = if day.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    day.format(form).to_string()
}

/// The days from `from` to `to`: `1–28 Sep`, `22 Aug–18 Sep`.
pub(super) fn span_text(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> String {
    let last = day_text(to, today);
    match (from.year() == to.year(), from.month() == to.month()) {
        _ if from == to => last,
        (true, true) => format!("{}–{last}", from.day()),
        (true, false) => format!("{}–{last}", from.format("%-d %b")),
        (false, _) => format!("{}–{last}", day_text(from, today)),
    }
}

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

/// The number of days from `first` to `day`.
#[expect(clippy::cast_precision_loss, reason = "days of a life")]
pub(super) fn days_between(first: NaiveDate, day: NaiveDate) -> f64 {
    (day - first).num_days() as f64
}

fn first_day(stats: &Stats) -> Option<NaiveDate> {
    let rated = stats.pain.points.iter().map(|point| point.at.date_naive()).min();
    let done = stats.doing.days.first().map(|day| day.day);
    let answered =
        stats.activities.iter().flat_map(|series| &series.answers).map(|answer| answer.at.date_naive()).min();
    [rated, done, answered].into_iter().flatten().min()
}

fn regions(journal: &Journal) -> Vec<Region> {
    let mut all: Vec<Region> = (journal.ratings().iter())
        .flat_map(|rating| rating.region.into_iter().chain(rating.also.iter().map(|spot| spot.region)))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn spreads(journal: &Journal) -> Vec<Spread> {
    let mut all: Vec<Spread> = journal.ratings().iter().filter_map(|rating| rating.spread).collect();
    all.sort_unstable();
    all.dedup();
    all
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
    fn a_span_is_told_as_short_as_it_can_be() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let text = |from, to| span_text(from, to, day(2026, 11, 20));
        assert_eq!(text(day(2026, 9, 1), day(2026, 9, 28)), "1–28 Sep");
        assert_eq!(text(day(2026, 8, 22), day(2026, 9, 18)), "22 Aug–18 Sep");
        assert_eq!(text(day(2025, 12, 20), day(2026, 1, 16)), "20 Dec 2025–16 Jan");
        assert_eq!(text(day(2026, 11, 20), day(2026, 11, 20)), "20 Nov");
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
