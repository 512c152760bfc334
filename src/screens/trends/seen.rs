//! The statistics of the chosen period, computed once and drawn often.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::period::Period;
use crate::app::model::Model;
use crate::domain::content::exercise::Id;
use crate::domain::content::wording::spoken;
use crate::domain::record::entry::{Region, Spread, Stamp};
use crate::domain::record::journal::Journal;
use crate::domain::record::spots::region_text;
use crate::domain::record::told::exercise_name;
use crate::domain::stats::doing::{ActiveDay, doing};
use crate::domain::stats::dose::{DosePoint, dose};
use crate::domain::stats::selection::Selection;
use crate::domain::stats::{Scope, Stats, monday};

/// The number of weeks of the calendar.
pub(super) const CALENDAR_WEEKS: u64 = 53;

/// The period and the filters that the user chose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The chosen period.
    pub(super) period: Period,
    /// Only ratings of this place.
    pub(super) region: Option<Region>,
    /// Only ratings of this reach.
    pub(super) spread: Option<Spread>,
    /// The exercise whose dose is shown; by default the most frequent one.
    pub(super) exercise: Option<Id>,
}

/// The statistics of the chosen period.
pub(super) struct Seen {
    pub(super) stats: Stats,
    /// The first day that is shown.
    pub(super) first: NaiveDate,
    pub(super) today: NaiveDate,
    now: Stamp,
    /// The days of the calendar with a session.
    pub(super) year: Vec<ActiveDay>,
    /// The dose of one exercise over time.
    pub(super) dose: Option<Dose>,
    /// The exercises of the chosen period, the most frequent first.
    pub(super) done: Vec<Id>,
    /// The places to filter by.
    pub(super) regions: Vec<Region>,
    /// The reaches to filter by.
    pub(super) spreads: Vec<Spread>,
    names: BTreeMap<Id, String>,
    /// True if the journal has anything that these pages show.
    pub(super) has_any: bool,
}

/// The dose of one exercise over time.
pub(super) struct Dose {
    pub(super) exercise: Id,
    pub(super) points: Vec<DosePoint>,
}

impl Seen {
    /// The statistics of the journal, as far as it is read; `None` before.
    pub(super) fn of(model: &Model, asked: &Asked, now: Stamp) -> Option<Self> {
        let (journal, today) = (model.journal()?, now.date_naive());
        let all = Scope::all(now, model.settings.weekly_goal, &model.settings.limits);
        let scope = Scope { from: asked.period.from(today), region: asked.region, spread: asked.spread, ..all };
        let stats = Stats::of(journal, &scope);
        let first = scope.from.unwrap_or_else(|| first_day(&stats).unwrap_or(today));
        let mut done: Vec<(Id, usize)> =
            stats.exercises.iter().map(|effect| (effect.exercise.clone(), effect.sessions)).collect();
        done.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let done: Vec<Id> = done.into_iter().map(|(id, _)| id).collect();
        let exercise = asked.exercise.clone().or_else(|| done.first().cloned());
        let dose = exercise.map(|exercise| Dose::of(journal, scope, exercise));
        let named = done.iter().chain(stats.self_tests.iter().map(|series| &series.exercise));
        let named = named.chain(dose.iter().map(|dose| &dose.exercise));
        Some(Self {
            names: named.map(|id| (id.clone(), exercise_name(&model.catalog, id.as_str()))).collect(),
            year: year(journal, &all),
            has_any: !journal.ratings().is_empty() || !stats.is_empty() || !journal.sessions().is_empty(),
            regions: regions(journal),
            spreads: spreads(journal),
            stats,
            first,
            today,
            now,
            dose,
            done,
        })
    }

    /// Computes the dose of another exercise; the rest stays.
    pub(super) fn show_dose(&mut self, model: &Model, asked: &Asked, exercise: Id) {
        if let Some(journal) = model.journal() {
            let all = Scope::all(self.now, model.settings.weekly_goal, &model.settings.limits);
            self.dose = Some(Dose::of(journal, Scope { from: asked.period.from(self.today), ..all }, exercise));
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

impl Dose {
    fn of(journal: &Journal, scope: Scope<'_>, exercise: Id) -> Self {
        Self { points: dose(&Selection::of(journal, scope), &exercise), exercise }
    }
}

impl Asked {
    /// The filter of ratings: `low back, to the thigh`; empty if there is none.
    pub(super) fn filter_text(&self) -> String {
        let parts = [self.region.map(region_text), self.spread.map(reach_text)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// The reach of pain in words.
pub(super) fn reach_text(spread: Spread) -> String {
    match spread {
        Spread::None => "not into the leg".to_owned(),
        Spread::Foot => "down to the foot".to_owned(),
        Spread::BelowKnee => "below the knee".to_owned(),
        spread => format!("to the {}", spoken(spread.as_str())),
    }
}

fn first_day(stats: &Stats) -> Option<NaiveDate> {
    let rated = stats.pain.points.iter().map(|point| point.at.date_naive()).min();
    let done = stats.doing.days.first().map(|day| day.day);
    let answered =
        stats.activities.iter().flat_map(|series| &series.answers).map(|answer| answer.at.date_naive()).min();
    [rated, done, answered].into_iter().flatten().min()
}

fn year(journal: &Journal, all: &Scope<'_>) -> Vec<ActiveDay> {
    let from = monday(all.today).checked_sub_days(Days::new(7 * (CALENDAR_WEEKS - 1)));
    doing(journal, &Scope { from, ..*all }).days
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
