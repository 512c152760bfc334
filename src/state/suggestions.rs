//! The advice of the pain rules for today, from all that the program knows.

use std::sync::Arc;

use super::model::Model;
use super::route::SessionStart;
use crate::domain::advice::adapt::adapt;
use crate::domain::advice::change::Adapted;
use crate::domain::advice::clinic::{self, Clinic, clinic_line};
use crate::domain::advice::compose::{ComposeFailure, ComposeWish, Composed, compose};
use crate::domain::advice::paragraph::Paragraph;
use crate::domain::advice::readiness::{Readiness, Situation};
use crate::domain::advice::rule::Sentence;
use crate::domain::advice::suggest::{Suggestion, Wishes, suggest};
use crate::domain::content::routine::Routine;
use crate::domain::content::words::When;

use crate::domain::journal::entry::{Moment, Rating};
use crate::domain::time::Now;
use uuid::Uuid;

impl Model {
    /// Returns the routine suggested for today; `None` until the journal is read.
    pub fn suggestion(&self, now: &Now) -> Option<Suggestion> {
        let wishes = Wishes { goal: Some(self.settings.weekly_goal), minutes: None };
        self.for_today(None, now, |today| suggest(today, &self.catalog, wishes))
    }

    /// Returns `routine` adapted to today; `None` until the journal is read.
    pub fn fitted(&self, routine: &Arc<Routine>, when: Option<When>, now: &Now) -> Option<Adapted> {
        self.for_today(None, now, |today| adapt(routine, when, today))
    }

    /// Returns the session that is put together today for `wish`, or the reason why there is none; `None` until the
    /// journal is read.
    pub fn composed(&self, wish: &ComposeWish, now: &Now) -> Option<Result<Composed, ComposeFailure>> {
        self.for_today(None, now, |today| compose(today, &self.catalog, wish, self.default_options()))
    }

    /// Returns the routine of `begin` adapted to the answers given before it. A check-in that was skipped counts as one
    /// without an answer.
    pub fn fitted_to(&self, begin: &SessionStart, now: &Now) -> Option<Adapted> {
        let routine = begin.played.routine()?;
        let check_in = match &begin.before {
            // The journal has it already.
            Some(before) if before.written.is_some() => None,
            Some(before) => Some(before.rating.clone()),
            None => self.settings.asks_before().then(|| Rating::new(Moment::Before)),
        };
        self.for_today(check_in.as_ref(), now, |today| adapt(routine, begin.options.when, today))
    }

    /// Returns the advice to have the pain looked at, if it is due.
    pub fn clinic(&self, now: &Now) -> Option<Clinic> {
        clinic_line(&self.recent.as_ref()?.journal, &self.settings.limits, now.wall, self.clinic_said)
    }

    /// Applies `advise` to today's situation; `None` until the journal is read.
    fn for_today<T>(&self, check_in: Option<&Rating>, now: &Now, advise: impl FnOnce(&Readiness) -> T) -> Option<T> {
        let situation = Situation {
            journal: &self.recent.as_ref()?.journal,
            exercise: &|id| self.catalog.exercise(id),
            limits: &self.settings.limits,
            at_hand: self.settings.equipment.as_deref(),
            now: now.wall,
        };
        Some(advise(&Readiness::of(situation, check_in)))
    }
}

/// An explanation of a suggestion or a change: its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The suggestion or change that is explained.
    pub title: String,
    /// The reasons, the weightiest first.
    pub reasons: Vec<SuggestionReason>,
}

/// One reason of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestionReason {
    /// The change that it makes, if any: `Plank: 26 s instead of 30 s`.
    pub change: Option<String>,
    /// The reason in words, with the source of its rule.
    pub sentence: Sentence,
    /// The entries behind it.
    pub entries: Vec<Uuid>,
}

impl Explained {
    /// Explains a suggestion, and `clinic` with it.
    pub fn suggestion(suggestion: &Suggestion, clinic: Option<&Clinic>) -> Self {
        let seen = clinic.map(|clinic| SuggestionReason {
            change: Some(clinic::LINE.to_owned()),
            sentence: Sentence::by_rule(clinic.reason.clone(), Paragraph::Clinic),
            entries: clinic.entries.clone(),
        });
        let reasons = seen.into_iter().chain(suggestion.why.iter().map(SuggestionReason::plain)).collect();
        Self { title: suggestion.reason.clone(), reasons }
    }

    /// Explains a session that was put together, and then the changes of `fit` to it.
    pub fn composed(composed: &Composed, fit: Option<&Adapted>) -> Self {
        let steps = composed.steps.iter().map(|step| SuggestionReason {
            change: Some(step.title.clone()),
            sentence: step.why.clone(),
            entries: Vec::new(),
        });
        let notes = composed.notes.iter().map(SuggestionReason::plain);
        let changes = fit.map(|fit| Self::fit(fit).reasons).unwrap_or_default();
        Self { title: composed.routine.title.to_string(), reasons: notes.chain(steps).chain(changes).collect() }
    }

    /// Explains the changes of an adapted routine.
    pub fn fit(fit: &Adapted) -> Self {
        let instead = fit.instead.iter().map(|instead| SuggestionReason {
            change: None,
            sentence: instead.reason.clone(),
            entries: instead.entries.clone(),
        });
        let changes = fit.changes.iter().map(|change| SuggestionReason {
            change: Some(change.to_string()),
            sentence: change.reason.clone(),
            entries: change.entries.clone(),
        });
        let reasons = instead.chain(fit.notes.iter().map(SuggestionReason::plain)).chain(changes).collect();
        Self { title: fit.planned.title.to_string(), reasons }
    }
}

impl SuggestionReason {
    fn plain(sentence: &Sentence) -> Self {
        Self { change: None, sentence: sentence.clone(), entries: Vec::new() }
    }
}
