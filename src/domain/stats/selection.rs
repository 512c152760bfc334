//! The ratings and sessions in a scope, gathered once for all statistics.

use std::collections::HashSet;

use uuid::Uuid;

use super::Scope;
use crate::domain::advice::history::{Bounds, Given, History, Run};
use crate::domain::record::entry::{Moment, Rating, Score};
use crate::domain::record::journal::{Journal, Logged};

/// The part of a journal that a [`Scope`] selects.
///
/// If the scope has a place, a rating counts if it names that place; or if it names none and its session's check-in
/// names that place: after a session, 0 has no place to name, and must not be left out for it. The same holds for the
/// spread.
pub struct Selection<'a> {
    /// The scope.
    pub scope: Scope<'a>,
    /// The sessions in which something was done, with their ratings, on all days up to the present.
    pub history: History<'a>,
    inherited: Inherited,
}

/// Sessions whose check-in names the place or the spread of the scope; empty if the scope has none.
#[derive(Default)]
struct Inherited {
    region: HashSet<Uuid>,
    spread: HashSet<Uuid>,
}

impl<'a> Selection<'a> {
    /// Selects from `journal`.
    pub fn of(journal: &'a Journal, scope: Scope<'a>) -> Self {
        let inherited = Inherited::of(journal, &scope);
        // A session counts by its own day, its next morning too, which may lie after the last day.
        let bounds = Bounds::up_to(scope.now);
        let history = History::gather(journal, scope.limits, &bounds, |rating| inherited.fits(rating, &scope));
        Self { scope, history, inherited }
    }

    /// The ratings in the scope, in order of time; also those without a score.
    pub fn ratings(&self) -> impl Iterator<Item = &'a Logged<Rating>> {
        let all = self.history.journal.ratings().iter();
        all.filter(|rating| self.scope.has_at(rating.at) && self.inherited.fits(rating, &self.scope))
    }

    /// The sessions that began on days of the scope, in order of time.
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
        let fits_region =
            scope.region.is_none() || names_place(rating, scope).unwrap_or_else(|| is_of_one(&self.region, rating));
        let fits_spread = scope.spread.is_none()
            || rating.spread.map_or_else(|| is_of_one(&self.spread, rating), |spread| Some(spread) == scope.spread);
        fits_region && fits_spread
    }
}

fn is_of_one(sessions: &HashSet<Uuid>, rating: &Rating) -> bool {
    rating.session.is_some_and(|session| sessions.contains(&session))
}

/// Returns true if a rating names the place of the scope; `None` if it names no place.
fn names_place(rating: &Rating, scope: &Scope<'_>) -> Option<bool> {
    let mut places = rating.region.into_iter().chain(rating.also.iter().map(|spot| spot.region)).peekable();
    places.peek()?;
    Some(places.any(|place| Some(place) == scope.region))
}

/// The scores of one session that count for medians: none while muscles were sore from training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scores {
    /// The score before the session.
    pub before: Option<Score>,
    /// The highest score during the session.
    pub during: Option<Score>,
    /// The score after the session.
    pub after: Option<Score>,
    /// The score of the next morning: the answer about this session, else the first given 8 to 30 hours after its end.
    pub next_morning: Option<Score>,
}

impl Scores {
    /// Takes the scores of a session.
    pub fn of(run: &Run<'_>) -> Self {
        Self {
            before: counted(run.before),
            during: run.highest(),
            after: counted(run.after),
            next_morning: counted(run.next_morning),
        }
    }
}

fn counted(given: Option<Given>) -> Option<Score> {
    given.filter(|given| !given.training_sore).map(|given| given.score)
}
