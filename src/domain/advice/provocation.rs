//! Exercises that cost: pain rises during them, or by the morning after, again and again.
//!
//! Paragraph `provocation` of the rules.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::history::{PainHistory, RatedExercise, Run, rated_exercises};
use super::limits::{Limit, Limits};
use crate::domain::journal::entry::{Score, Stamp};

/// The number of days that count, today included: what cost longer ago is tried again. **Source**: our choice;
/// paragraph `provocation`.
const DAYS: u8 = 42;

/// The number of last rated sessions among which one rise is enough, if less than half of all have one. **Source**: our
/// choice; paragraph `provocation`.
const LAST: usize = 3;

/// The rises of pain that go with an exercise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cost {
    /// The number of sessions in which pain rose during the exercise.
    pub during: usize,
    /// The number of sessions in which pain rose during the exercise or by the next morning.
    pub rose: usize,
    /// The number of sessions with the exercise in which one of the two was answered.
    pub rated: usize,
    /// The journal entries behind the rises.
    pub entries: Vec<Uuid>,
}

impl Cost {
    /// Describes the rises in a sentence with its numbers.
    pub fn text(&self, limits: &Limits) -> String {
        let rise = limits.of(Limit::CostRise);
        if self.during >= self.rose {
            format!("Pain rose by {rise} or more during it in {} of {} rated sessions.", self.rose, self.rated)
        } else {
            format!(
                "Pain rose by {rise} or more during it or by the next morning in {} of {} rated sessions.",
                self.rose, self.rated
            )
        }
    }
}

/// Returns the exercises that cost, by id: `cost_rise` points or more over the check-in, in `cost_sessions` sessions or
/// more of the last six weeks, and in half of their rated sessions or in one of the last three.
///
/// A rise during the exercise is its own. A higher morning belongs to all that was done the day before; it counts for
/// an exercise only if pain did not rise during the session, and only if mornings are higher more often after sessions
/// with it than after those without. What all sessions share is left to the rule on the next morning. Our choice, so
/// that one bad week takes no exercise away.
pub fn costs(history: &PainHistory<'_>, limits: &Limits, now: Stamp) -> BTreeMap<String, Cost> {
    let (mut all, mut each) = (MorningCounts::default(), BTreeMap::<String, Vec<Rated>>::new());
    for run in history.within(DAYS, now) {
        let Some(before) = run.before else { continue };
        let rose = |score: Score| score.value().saturating_sub(before.score.value()) >= limits.of(Limit::CostRise);
        let exercises = rated_exercises(run);
        let morning = MorningAfter {
            is_higher: run.next_morning.map(|given| rose(given.score)),
            rose_during: run.highest().is_some_and(rose),
            is_alone: exercises.len() == 1,
        };
        all.add(&morning);
        for exercise in &exercises {
            if let Some(rated) = Rated::of(run, exercise, morning, rose) {
                each.entry(exercise.exercise.to_string()).or_default().push(rated);
            }
        }
    }
    let sessions = usize::from(limits.of(Limit::CostSessions));
    each.into_iter().filter_map(|(exercise, rated)| Some((exercise, cost(&rated, all, sessions)?))).collect()
}

/// The morning after a session, as evidence about its exercises.
#[derive(Debug, Clone, Copy)]
struct MorningAfter {
    /// True if it was clearly higher; `None` if it was not answered.
    is_higher: Option<bool>,
    /// True if pain rose during the session already.
    rose_during: bool,
    /// True if only one exercise was done in the session.
    is_alone: bool,
}

/// Counts of mornings that were answered, and of those that were clearly higher.
#[derive(Debug, Clone, Copy, Default)]
struct MorningCounts {
    answered: usize,
    higher: usize,
}

impl MorningCounts {
    fn add(&mut self, morning: &MorningAfter) {
        self.answered += usize::from(morning.is_higher.is_some());
        self.higher += usize::from(morning.is_higher == Some(true));
    }
}

/// A session in which an exercise was done, and rated during it or the next morning.
#[derive(Debug)]
struct Rated {
    rose_during: bool,
    morning: MorningAfter,
    /// Entries of the check-in, and of the ratings during the exercise that rose.
    during: Vec<Uuid>,
    /// The entry of the next morning's rating.
    next: Option<Uuid>,
}

impl Rated {
    fn of(
        run: &Run<'_>,
        exercise: &RatedExercise<'_>,
        morning: MorningAfter,
        rose: impl Fn(Score) -> bool,
    ) -> Option<Self> {
        let highest = exercise.highest();
        if highest.is_none() && morning.is_higher.is_none() {
            return None;
        }
        let risen = exercise.ratings.iter().filter(|rating| rating.score.is_some_and(&rose));
        let during = run.before.map(|given| given.id).into_iter().chain(risen.map(|rating| rating.id)).collect();
        let next = run.next_morning.map(|given| given.id);
        Some(Self { rose_during: highest.is_some_and(&rose), morning, during, next })
    }

    fn is_blamed(&self) -> bool {
        self.morning.is_higher == Some(true) && !self.morning.rose_during
    }
}

/// Adds up the rises in these sessions of one exercise; `None` if it does not cost. `all`: the mornings of all
/// sessions, these among them.
fn cost(rated: &[Rated], all: MorningCounts, least: usize) -> Option<Cost> {
    let counts_mornings = is_higher_with(rated, all);
    let mut cost = Cost { rated: rated.len(), ..Cost::default() };
    let mut is_late = false;
    for (at, session) in rated.iter().enumerate() {
        let by_morning = counts_mornings && session.is_blamed();
        if session.rose_during || by_morning {
            cost.during += usize::from(session.rose_during);
            cost.rose += 1;
            cost.entries.extend(session.during.iter().copied().chain(session.next.filter(|_| by_morning)));
            is_late |= at + LAST >= rated.len();
        }
    }
    let is_often = 2 * cost.rose >= cost.rated;
    (cost.rose >= least && (is_often || is_late)).then_some(cost)
}

/// Returns true if mornings were higher more often after sessions with the exercise than after those without it. If
/// there are none without it: if nothing else was done in the sessions before the higher ones.
fn is_higher_with(rated: &[Rated], all: MorningCounts) -> bool {
    let mut with = MorningCounts::default();
    for session in rated {
        with.add(&session.morning);
    }
    let without = MorningCounts {
        answered: all.answered.saturating_sub(with.answered),
        higher: all.higher.saturating_sub(with.higher),
    };
    if without.answered == 0 {
        return rated.iter().filter(|session| session.is_blamed()).all(|session| session.morning.is_alone);
    }
    with.higher * without.answered > without.higher * with.answered
}
