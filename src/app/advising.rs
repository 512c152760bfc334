//! What the rules on pain say of today, from all that the program knows.

use std::sync::Arc;

use super::model::Model;
use super::route::Begin;
use crate::domain::advice::adapt::adapt;
use crate::domain::advice::change::Adapted;
use crate::domain::advice::clinic::{self, Clinic, clinic_line};
use crate::domain::advice::paragraph::Paragraph;
use crate::domain::advice::rule::Sentence;
use crate::domain::advice::suggest::{Suggestion, Wishes, suggest};
use crate::domain::advice::today::{Situation, Today};
use crate::domain::content::routine::Routine;
use crate::domain::content::words::When;
use crate::domain::play::compile::Lookup;
use crate::domain::record::entry::{Moment, Rating};
use crate::domain::time::Now;
use uuid::Uuid;

impl Model {
    /// What fits today; `None` until the journal is read.
    pub fn suggestion(&self, now: &Now) -> Option<Suggestion> {
        let find = |id: &str| self.catalog.exercise(id);
        let today = Today::of(self.situation(&find, now)?, None);
        let wishes = Wishes { goal: Some(self.settings.weekly_goal), minutes: None };
        Some(suggest(&today, &self.catalog, wishes))
    }

    /// `routine` as it fits today; `None` until the journal is read.
    pub fn fitted(&self, routine: &Arc<Routine>, when: Option<When>, now: &Now) -> Option<Adapted> {
        let find = |id: &str| self.catalog.exercise(id);
        Some(adapt(routine, when, &Today::of(self.situation(&find, now)?, None)))
    }

    /// The routine that is to begin as it fits the answers given before it. A check-in that was skipped is one without an
    /// answer.
    pub fn fitted_to(&self, begin: &Begin, now: &Now) -> Option<Adapted> {
        let skipped = || self.settings.asks_before().then(|| Rating::new(Moment::Before));
        // What is written is in the journal.
        let check_in = match &begin.before {
            Some(before) => before.written.is_none().then(|| before.rating.clone()),
            None => skipped(),
        };
        let find = |id: &str| self.catalog.exercise(id);
        let today = Today::of(self.situation(&find, now)?, check_in.as_ref());
        Some(adapt(&begin.routine, begin.options.when, &today))
    }

    /// That somebody should look at it, where that is due.
    pub fn clinic(&self, now: &Now) -> Option<Clinic> {
        clinic_line(&self.recent.as_ref()?.journal, &self.settings.limits, now.wall, self.clinic_said)
    }

    fn situation<'a>(&'a self, exercise: Lookup<'a>, now: &Now) -> Option<Situation<'a>> {
        let journal = &self.recent.as_ref()?.journal;
        let at_hand = self.settings.equipment.as_deref();
        Some(Situation { journal, exercise, limits: &self.settings.limits, at_hand, now: now.wall })
    }
}

/// Why something is as it is: what was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What is explained.
    pub title: String,
    /// What was looked at, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it does, where it does something: `Plank: 26 s instead of 30 s`.
    pub change: Option<String>,
    /// Why, and where the rule comes from.
    pub sentence: Sentence,
    /// The entries behind it.
    pub entries: Vec<Uuid>,
}

impl Explained {
    /// Why that is suggested, and what `clinic` is about.
    pub fn suggestion(suggestion: &Suggestion, clinic: Option<&Clinic>) -> Self {
        let seen = clinic.map(|clinic| Reason {
            change: Some(clinic::LINE.to_owned()),
            sentence: Sentence::by_rule(clinic.reason.clone(), Paragraph::Clinic),
            entries: clinic.entries.clone(),
        });
        let reasons = seen.into_iter().chain(suggestion.why.iter().map(Reason::plain)).collect();
        Self { title: suggestion.reason.clone(), reasons }
    }

    /// Why a routine is fitted as it is.
    pub fn fit(fit: &Adapted) -> Self {
        let instead = fit.instead.iter().map(|instead| Reason {
            change: None,
            sentence: instead.reason.clone(),
            entries: instead.entries.clone(),
        });
        let changes = fit.changes.iter().map(|change| Reason {
            change: Some(change.to_string()),
            sentence: change.reason.clone(),
            entries: change.entries.clone(),
        });
        let reasons = instead.chain(fit.notes.iter().map(Reason::plain)).chain(changes).collect();
        Self { title: fit.planned.title.to_string(), reasons }
    }
}

impl Reason {
    fn plain(sentence: &Sentence) -> Self {
        Self { change: None, sentence: sentence.clone(), entries: Vec::new() }
    }
}
