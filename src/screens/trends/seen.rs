//! What the journal says of the chosen time, reckoned once and drawn often.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::period::Period;
use crate::app::model::Model;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::wording::spoken;
use crate::domain::record::entry::{Region, Spread, Stamp};
use crate::domain::record::journal::Journal;
use crate::domain::record::spots::region_text;
use crate::domain::stats::doing::{ActiveDay, doing};
use crate::domain::stats::exercises::{DosePoint, dose};
use crate::domain::stats::{Scope, Selection, Stats};
use crate::domain::time::calendar::monday;

/// Weeks of the calendar.
pub(super) const CALENDAR_WEEKS: u64 = 53;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// How far back.
    pub(super) period: Period,
    /// Only ratings of this place.
    pub(super) region: Option<Region>,
    /// Only ratings that reach just so far.
    pub(super) spread: Option<Spread>,
    /// Whose dose is shown; by default that of the exercise that was done most often.
    pub(super) exercise: Option<Id>,
}

/// What there is to see.
pub(super) struct Seen {
    pub(super) stats: Stats,
    /// The first day that is shown.
    pub(super) first: NaiveDate,
    pub(super) today: NaiveDate,
    now: Stamp,
    /// The days of the calendar with a session.
    pub(super) year: Vec<ActiveDay>,
    /// How much was done of one exercise.
    pub(super) dose: Option<Dose>,
    /// The exercises of the chosen time, the most frequent first.
    pub(super) done: Vec<Id>,
    /// What can be asked for.
    pub(super) regions: Vec<Region>,
    /// The same.
    pub(super) spreads: Vec<Spread>,
    names: BTreeMap<Id, String>,
    /// Whether anything was ever recorded that these pages show.
    pub(super) has_any: bool,
}

/// How much was done of one exercise.
pub(super) struct Dose {
    pub(super) exercise: Id,
    pub(super) points: Vec<DosePoint>,
}

impl Seen {
    /// What the journal says, as far as it is read; `None` while it is not.
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
        let name =
            |id: &Id| model.catalog.title(ItemKind::Exercise, id.as_str()).unwrap_or_else(|| spoken(id.as_str()));
        let named = done.iter().chain(stats.self_tests.iter().map(|series| &series.exercise));
        let named = named.chain(dose.iter().map(|dose| &dose.exercise));
        Some(Self {
            names: named.map(|id| (id.clone(), name(id))).collect(),
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

    /// Shows another exercise's dose; the rest stays.
    pub(super) fn show_dose(&mut self, model: &Model, asked: &Asked, exercise: Id) {
        if let Some(journal) = model.journal() {
            let all = Scope::all(self.now, model.settings.weekly_goal, &model.settings.limits);
            self.dose = Some(Dose::of(journal, Scope { from: asked.period.from(self.today), ..all }, exercise));
        }
    }

    /// How many days are shown, the last one among them.
    pub(super) fn days(&self) -> i64 {
        (self.today - self.first).num_days().max(0) + 1
    }

    /// What an exercise is called.
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
    /// What ratings are narrowed by: `low back`, `reaching thigh`; empty where they are not.
    pub(super) fn filter_text(&self) -> String {
        let parts = [self.region.map(region_text), self.spread.map(reach_text)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// How far pain reaches, in words.
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
