//! The ratings and sessions that a scope is about, gathered once for all questions.

use std::collections::HashSet;

use uuid::Uuid;

use super::Scope;
use crate::domain::advice::history::{Bounds, Given, History, Run};
use crate::domain::record::entry::{Moment, Rating, Score};
use crate::domain::record::journal::{Journal, Logged};

/// What a [`Scope`] picks out of a journal.
///
/// With a place asked for, a rating counts that names it; so does one that names no place, where its session's check-in
/// names it: who says 0 after a session has no place to name, and is not to be left out for it. The same for how far down
/// it reaches.
pub struct Selection<'a> {
    /// What was asked for.
    pub scope: Scope<'a>,
    /// Sessions in which something was done, with their ratings; of all days up to the last.
    pub history: History<'a>,
    inherited: Inherited,
}

/// Sessions whose check-in names what is asked for; empty where nothing is.
#[derive(Default)]
struct Inherited {
    region: HashSet<Uuid>,
    spread: HashSet<Uuid>,
}

impl<'a> Selection<'a> {
    /// Gathers it.
    pub fn of(journal: &'a Journal, scope: Scope<'a>) -> Self {
        let inherited = Inherited::of(journal, &scope);
        // A session counts by its own day, its next morning too, which may lie after the last day.
        let bounds = Bounds::up_to(scope.now);
        let history = History::gather(journal, scope.limits, &bounds, |rating| inherited.fits(rating, &scope));
        Self { scope, history, inherited }
    }

    /// The ratings of these days, in order of time; also those without a score.
    pub fn ratings(&self) -> impl Iterator<Item = &'a Logged<Rating>> {
        let all = self.history.journal.ratings().iter();
        all.filter(|rating| self.scope.has_at(rating.at) && self.inherited.fits(rating, &self.scope))
    }

    /// The sessions that began on these days, in order of time.
    pub fn runs(&self) -> impl Iterator<Item = &Run<'a>> {
        self.history.runs.iter().filter(|run| self.scope.has(run.day()))
    }
}

impl Inherited {
    fn of(journal: &Journal, scope: &Scope<'_>) -> Self {
        let mut this = Self::default();
        if scope.region.is_none() && scope.spread.is_none() {
            return this;
        }
        for rating in journal.ratings().iter().filter(|rating| rating.moment == Moment::Before) {
            let Some(session) = rating.session else { continue };
            if names_place(rating, scope) == Some(true) {
                this.region.insert(session);
            }
            if rating.spread.is_some() && rating.spread == scope.spread {
                this.spread.insert(session);
            }
        }
        this
    }

    fn fits(&self, rating: &Rating, scope: &Scope<'_>) -> bool {
        let of = |sessions: &HashSet<Uuid>| rating.session.is_some_and(|session| sessions.contains(&session));
        let region = scope.region.is_none() || names_place(rating, scope).unwrap_or_else(|| of(&self.region));
        let reaches = || rating.spread.map_or_else(|| of(&self.spread), |said| Some(said) == scope.spread);
        region && (scope.spread.is_none() || reaches())
    }
}

/// Whether a rating names the place that is asked for; `None` where it names none.
fn names_place(rating: &Rating, scope: &Scope<'_>) -> Option<bool> {
    let places = || rating.region.into_iter().chain(rating.also.iter().map(|spot| spot.region));
    places().next().map(|_| places().any(|place| Some(place) == scope.region))
}

/// The scores of one session that are in medians: none with which muscles were sore from training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scores {
    /// Before it.
    pub before: Option<Score>,
    /// The highest during it.
    pub during: Option<Score>,
    /// After it.
    pub after: Option<Score>,
    /// The next morning: the answer about this session, else the first that was given 8 to 30 hours after its end.
    pub next_morning: Option<Score>,
}

impl Scores {
    /// Of this session.
    pub fn of(run: &Run<'_>) -> Self {
        let score = |given: Option<Given>| given.filter(|given| !given.training_sore).map(|given| given.score);
        Self {
            before: score(run.before),
            during: run.highest(),
            after: score(run.after),
            next_morning: score(run.next_morning),
        }
    }
}
