//! Statistics of the journal over a span of time, with one function for each question. The trends screen, `supple
//! stats` and the clinician's page show these numbers and no others.
//!
//! Medians with the number of ratings behind them, never sums of pain; 0 is a rating, a question that was not answered
//! (`null`) is none, and missing ratings are not filled in. An entry counts on its own local day, but never on one that
//! is still to come; weeks begin on Monday.
//!
//! [`Stats::of`] computes everything; for a part of it make a [`Selection`] and call the function for that part.

pub mod adherence;
pub mod answers;
pub mod before_after;
pub mod change_distribution;
pub mod exercises;
pub mod pain;
pub mod pain_trend;
pub mod places;

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use serde::Serialize;
use uuid::Uuid;

use crate::domain::advice::history::{EntryWindow, PainHistory, Run, ScoredEntry};
use crate::domain::advice::limits::Limits;
use crate::domain::journal::entry::{Moment, Rating, Region, Score, Spread, Stamp};
use crate::domain::journal::merged::{Journal, Logged};
use adherence::Doing;
use answers::{ActivitySeries, TestSeries};
use before_after::Paired;
use exercises::ExerciseEffect;
use pain::Pain;
use pain_trend::PainTrend;
use places::Places;

/// The span of time and the ratings that statistics are about.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The first day; `None` for no limit.
    pub from: Option<NaiveDate>,
    /// The last day. Nothing after it counts.
    pub to: NaiveDate,
    /// The present. Nothing later counts, by the instant, so that a clock that was wrong changes nothing.
    pub now: Stamp,
    /// The user's own date: that of `now`.
    pub today: NaiveDate,
    /// The place of the ratings that count; `None` for all.
    pub region: Option<Region>,
    /// The exact spread of the ratings that count; `None` for all.
    pub spread: Option<Spread>,
    /// The current goal in sessions a week, 1 to 14. Earlier weeks are judged by their goals in the journal.
    pub goal: u8,
    /// The limits in force.
    pub limits: &'a Limits,
}

impl<'a> Scope<'a> {
    /// The scope of everything up to `now`.
    pub fn all(now: Stamp, goal: u8, limits: &'a Limits) -> Self {
        let today = now.date_naive();
        Self { from: None, to: today, now, today, region: None, spread: None, goal, limits }
    }

    /// The bounds within which entries count, without the first day.
    pub const fn bounds(&self) -> EntryWindow {
        EntryWindow { now: self.now, until: self.to }
    }

    /// Returns true if an entry written at `at` is in the scope, by [`EntryWindow::day`].
    pub fn has_at(&self, at: Stamp) -> bool {
        let bounds = self.bounds();
        bounds.has(at) && self.has(bounds.day(at))
    }

    /// Returns true if `day` is in the scope.
    pub fn has(&self, day: NaiveDate) -> bool {
        day <= self.to && self.from.is_none_or(|from| from <= day)
    }

    /// Returns the first and the last day in the scope of the week from `monday` on, if the scope cuts that week;
    /// `None` if all of it up to today is in the scope.
    pub fn part_of(&self, monday: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
        let end = if monday <= self.today { sunday.min(self.today) } else { sunday };
        let (first, last) = (self.from.map_or(monday, |from| from.max(monday)), self.to.min(end));
        (first > monday || last < end).then_some((first, last))
    }
}

/// All statistics. `supple stats --json` prints this struct: its names are an interface.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stats {
    /// Every rating, and each week's median.
    pub pain: Pain,
    /// The change of pain over the last weeks.
    pub course: PainTrend,
    /// Changes of pain from before a session to after it and to the next morning.
    pub paired: Paired,
    /// Sessions with an exercise against those without it; the costliest first.
    pub exercises: Vec<ExerciseEffect>,
    /// The places, the words, and the spread of pain.
    pub places: Places,
    /// Sessions and minutes by day and by week.
    pub doing: Doing,
    /// The user's own activities. Higher is better there.
    pub activities: Vec<ActivitySeries>,
    /// Tries at self-tests.
    pub self_tests: Vec<TestSeries>,
}

impl Stats {
    /// Computes the statistics of `journal` in `scope`.
    pub fn of(journal: &Journal, scope: &Scope<'_>) -> Self {
        // First, so that its history is dropped before the next one is gathered.
        let doing = adherence::doing(journal, scope);
        let selection = Selection::of(journal, *scope);
        let pain = pain::pain(&selection);
        Self {
            course: pain_trend::course(journal, scope, &pain),
            pain,
            paired: before_after::paired(&selection),
            exercises: exercises::exercises(&selection),
            places: places::places(&selection),
            doing,
            activities: answers::activities(journal, scope),
            self_tests: answers::self_tests(journal, scope),
        }
    }

    /// Returns true if there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.pain.points.is_empty()
            && self.doing.days.is_empty()
            && self.activities.is_empty()
            && self.self_tests.is_empty()
    }
}

/// The part of a journal that a [`Scope`] selects.
///
/// If the scope has a place, a rating counts if it names that place; or if it names none and its session's check-in
/// names that place: after a session, 0 has no place to name, and must not be left out for it. The same holds for the
/// spread.
pub struct Selection<'a> {
    /// The scope.
    pub scope: Scope<'a>,
    /// The sessions in which something was done, with their ratings, on all days up to the present.
    pub history: PainHistory<'a>,
    inherited: Inherited,
}

impl<'a> Selection<'a> {
    /// Selects from `journal`.
    pub fn of(journal: &'a Journal, scope: Scope<'a>) -> Self {
        let inherited = Inherited::of(journal, &scope);
        // A session counts by its own day, its next morning too, which may lie after the last day.
        let bounds = EntryWindow::up_to(scope.now);
        let history = PainHistory::gather(journal, scope.limits, &bounds, |rating| inherited.fits(rating, &scope));
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

/// The scores of one session that count for medians: none while muscles were sore from training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionScores {
    /// The score before the session.
    pub before: Option<Score>,
    /// The highest score during the session.
    pub during: Option<Score>,
    /// The score after the session.
    pub after: Option<Score>,
    /// The score of the next morning: the answer about this session, else the first given 8 to 30 hours after its end.
    pub next_morning: Option<Score>,
}

impl SessionScores {
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

/// Sessions whose check-in names the place or the spread of the scope; empty if the scope has none.
#[derive(Default)]
struct Inherited {
    region: HashSet<Uuid>,
    spread: HashSet<Uuid>,
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

fn counted(given: Option<ScoredEntry>) -> Option<Score> {
    given.filter(|given| !given.training_sore).map(|given| given.score)
}
