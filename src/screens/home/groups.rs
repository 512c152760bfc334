//! The groups of the list on the home screen, and what each routine did the last times.

use std::collections::HashMap;
use std::time::Duration;

use super::advice::Advice;
use crate::domain::advice::limits::Limits;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::Outline;
use crate::domain::content::words::When;
use crate::domain::journal::done::counts;
use crate::domain::journal::entry::Stamp;
use crate::domain::journal::merged::{Journal, until};
use crate::domain::stats::before_after::{Changes, paired};
use crate::domain::stats::{Scope, Selection};
use crate::domain::time::Now;
use crate::domain::time::calendar::days_since;
use crate::domain::time::days_ago;
use crate::screens::broken::NEEDS_FIXING;
use crate::state::journal_cache::{LastSession, Recent};
use crate::state::model::Model;

/// The number of routines in the group of those done last.
const AGAIN: usize = 3;

/// The groups, from top to bottom. A routine is in the first that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum HomeGroup {
    /// The draft that waits.
    Draft,
    /// The user's files that cannot be used.
    Broken,
    /// Today's suggestion and its alternatives.
    Today,
    /// The routines done last.
    Again,
    /// The user's favourites.
    Favourites,
    /// The user's own routines.
    Own,
    /// For before and during a run.
    BeforeRun,
    /// For after a run.
    AfterRun,
    /// For the desk.
    Desk,
    /// For a day with a sore back.
    SoreDay,
    /// For a day of strength training.
    Strength,
    /// For before lifting and other workouts.
    BeforeWorkout,
    /// For after a workout.
    AfterWorkout,
    /// For any other time.
    AnyDay,
}

impl HomeGroup {
    /// Returns its heading.
    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Broken => NEEDS_FIXING,
            Self::Today => "Today",
            Self::Again => "Again",
            Self::Favourites => "Favourites",
            Self::Own => "Yours",
            Self::BeforeRun => "Before a run",
            Self::AfterRun => "After a run",
            Self::Desk => "At the desk",
            Self::SoreDay => "On a sore day",
            Self::Strength => "Strength",
            Self::BeforeWorkout => "Before a workout",
            Self::AfterWorkout => "After a workout",
            Self::AnyDay => "Any day",
        }
    }

    /// Returns the group of the first occasion that a routine names.
    fn of_occasion(when: Option<When>) -> Self {
        match when {
            Some(When::BeforeRun | When::DuringRun) => Self::BeforeRun,
            Some(When::AfterRun) => Self::AfterRun,
            Some(When::DeskBreak) => Self::Desk,
            Some(When::SoreDay) => Self::SoreDay,
            Some(When::StrengthDay) => Self::Strength,
            Some(When::BeforeSquats | When::BeforeHipThrusts | When::BeforeWorkout) => Self::BeforeWorkout,
            Some(When::AfterWorkout) => Self::AfterWorkout,
            Some(When::RestDay | When::Evening | When::AnyDay) | None => Self::AnyDay,
        }
    }
}

/// The state from which the list is grouped.
#[derive(Default)]
pub(super) struct Groups {
    today: Vec<Id>,
    again: Vec<Id>,
    last: Option<Id>,
    past: HashMap<Id, RoutinePast>,
}

impl Groups {
    /// Groups by today's advice and by the journal, as far as it is known.
    pub(super) fn of(model: &Model, advice: Option<&Advice>, now: &Now) -> Self {
        let today = advice.map(|advice| advice.routines().cloned().collect()).unwrap_or_default();
        let Some(recent) = &model.recent else { return Self { today, ..Self::default() } };
        let past = RoutinePast::gather(recent, &model.settings.limits, now.wall);
        let done = last_done(&recent.journal, now.wall);
        let last = done.first().filter(|id| **id == Id::TIMER || is_known(model, id)).cloned();
        let again = done.into_iter().filter(|id| !today.contains(id) && *id != Id::TIMER).take(AGAIN).collect();
        Self { today, again, last, past }
    }

    /// Returns the group of a routine, and its place in it where the group has an order of its own.
    pub(super) fn group_of(&self, routine: &Outline, model: &Model) -> (HomeGroup, usize) {
        if let Some(at) = place(&self.today, routine) {
            (HomeGroup::Today, at)
        } else if let Some(at) = place(&self.again, routine) {
            (HomeGroup::Again, at)
        } else if model.settings.favourites.contains(&routine.id) {
            (HomeGroup::Favourites, 0)
        } else if model.catalog.own(ItemKind::Routine, routine.id.as_str()).is_some() {
            (HomeGroup::Own, 0)
        } else {
            (HomeGroup::of_occasion(routine.when.first().copied()), 0)
        }
    }

    /// Returns the key by which the list is sorted: group by group, the shortest routine first.
    pub(super) fn key(&self, routine: &Outline, length: Duration, model: &Model) -> (HomeGroup, usize, Duration) {
        let (group, place) = self.group_of(routine, model);
        (group, place, length)
    }

    /// Returns the routine done last; `None` if it was put together for once and is gone.
    pub(super) fn last(&self) -> Option<&Id> {
        self.last.as_ref()
    }

    /// Returns what a routine did the last times; `None` if it was not done in the last months.
    pub(super) fn past(&self, routine: &Id) -> Option<&RoutinePast> {
        self.past.get(routine)
    }
}

/// Returns true for a routine or an exercise of the content.
fn is_known(model: &Model, id: &Id) -> bool {
    model.catalog.outline(id.as_str()).is_some() || model.catalog.timing(id.as_str()).is_some()
}

/// Returns the place of `routine` among `ids`.
fn place(ids: &[Id], routine: &Outline) -> Option<usize> {
    ids.iter().position(|id| *id == routine.id)
}

/// Returns the routines done in the last months, each once, the latest first.
fn last_done(journal: &Journal, now: Stamp) -> Vec<Id> {
    let mut done: Vec<Id> = Vec::new();
    for session in until(journal.sessions(), now).iter().rev().filter(|session| counts(session)) {
        if !done.contains(&session.routine) {
            done.push(session.routine.clone());
        }
    }
    done
}

/// A routine in the last months of the journal.
pub(super) struct RoutinePast {
    changes: Changes,
    last: LastSession,
}

impl RoutinePast {
    fn gather(recent: &Recent, limits: &Limits, now: Stamp) -> HashMap<Id, Self> {
        // The goal of a week is in none of these numbers.
        let selection = Selection::of(&recent.journal, Scope::all(now, 1, limits));
        let mut past = HashMap::new();
        for routine in paired(&selection).routines {
            if let Some(last) = recent.last_session_of(&routine.routine, now) {
                past.insert(routine.routine, Self { changes: routine.changes, last });
            }
        }
        past
    }

    /// Says how often it was done and what pain did, then the same of the last time: `Done 11 times, pain after: -1
    /// (median of 9)` and `Last: yesterday, pain 3 → 2`.
    pub(super) fn lines(&self, now: &Now) -> Vec<String> {
        let usual = self.changes.after.in_words().map(|change| format!(", pain after: {change}")).unwrap_or_default();
        let when = days_ago(days_since(self.last.at, now.wall));
        let pain = self.last.before.zip(self.last.after).map(|(before, after)| format!(", pain {before} → {after}"));
        vec![format!("{}{usual}", self.changes.times_text()), format!("Last: {when}{}", pain.unwrap_or_default())]
    }
}
