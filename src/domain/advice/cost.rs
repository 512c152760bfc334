//! Exercises that cost: pain rises during them, or by the morning after, again and again.
//!
//! Paragraph `provocation` of the rules.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::history::{History, Run};
use super::limits::{Limit, Limits};
use super::rated::{RatedExercise, rated_exercises};
use crate::domain::record::entry::{Score, Stamp};

/// Days that are looked at, today included: what cost longer ago is tried again. **Source**: our choice; paragraph
/// `provocation`.
const DAYS: u8 = 42;

/// Rated sessions at the end of which one rise is enough, where it is less than half of all. **Source**: our choice;
/// paragraph `provocation`.
const LAST: usize = 3;

/// What an exercise cost.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cost {
    /// Sessions in which pain rose during it.
    pub during: usize,
    /// Sessions in which it rose during it or by the next morning.
    pub rose: usize,
    /// Sessions with it in which one of the two was answered.
    pub rated: usize,
    /// The entries behind the rises.
    pub entries: Vec<Uuid>,
}

impl Cost {
    /// In a sentence, with its numbers.
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

/// The exercises, by id, that cost: `cost_rise` points or more over the check-in, in `cost_sessions` sessions or more of
/// the last six weeks, and in half of their rated sessions or in one of the last three.
///
/// A rise during the exercise is its own. A higher morning belongs to all that was done the day before; it counts for
/// an exercise only where pain did not rise during the session, and only where mornings are higher more often after
/// sessions with it than after those without. What all sessions share is for the rule on the next morning. Our choice, so
/// that one bad week takes no exercise away.
pub fn costs(history: &History<'_>, limits: &Limits, now: Stamp) -> BTreeMap<String, Cost> {
    let (mut all, mut each) = (Mornings::default(), BTreeMap::<String, Vec<Rated>>::new());
    for run in history.within(DAYS, now) {
        let Some(before) = run.before else { continue };
        let rose = |score: Score| score.value().saturating_sub(before.score.value()) >= limits.of(Limit::CostRise);
        let exercises = rated_exercises(run);
        let morning = Morning {
            is_higher: run.next_morning.map(|given| rose(given.score)),
            rose_during: run.highest().is_some_and(rose),
            is_alone: exercises.len() == 1,
        };
        all.take_in(&morning);
        for exercise in &exercises {
            if let Some(rated) = Rated::of(run, exercise, morning, rose) {
                each.entry(exercise.exercise.to_string()).or_default().push(rated);
            }
        }
    }
    let sessions = usize::from(limits.of(Limit::CostSessions));
    each.into_iter().filter_map(|(exercise, rated)| Some((exercise, cost(&rated, all, sessions)?))).collect()
}

/// The morning after a session, as far as it says something about its exercises.
#[derive(Debug, Clone, Copy)]
struct Morning {
    /// True if it was clearly higher; `None` where it was not answered.
    is_higher: Option<bool>,
    /// Pain rose in the session already.
    rose_during: bool,
    /// One exercise was done in it, and no other.
    is_alone: bool,
}

/// Mornings that were answered, and those that were clearly higher.
#[derive(Debug, Clone, Copy, Default)]
struct Mornings {
    answered: usize,
    higher: usize,
}

impl Mornings {
    fn take_in(&mut self, morning: &Morning) {
        self.answered += usize::from(morning.is_higher.is_some());
        self.higher += usize::from(morning.is_higher == Some(true));
    }
}

/// A session in which an exercise was done, and rated during it or the next morning.
#[derive(Debug)]
struct Rated {
    rose_during: bool,
    morning: Morning,
    /// The check-in, and the ratings during it that rose.
    during: Vec<Uuid>,
    /// The rating of the next morning.
    next: Option<Uuid>,
}

impl Rated {
    fn of(run: &Run<'_>, exercise: &RatedExercise<'_>, morning: Morning, rose: impl Fn(Score) -> bool) -> Option<Self> {
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

/// Adds up what these sessions cost; `None` where they do not cost. `all`: the mornings of all sessions, these among
/// them.
fn cost(rated: &[Rated], all: Mornings, least: usize) -> Option<Cost> {
    let counts_mornings = is_higher_with(rated, all);
    let by_morning = |session: &Rated| counts_mornings && session.is_blamed();
    let rose = |session: &&Rated| session.rose_during || by_morning(session);
    let cost = Cost {
        during: rated.iter().filter(|session| session.rose_during).count(),
        rose: rated.iter().filter(rose).count(),
        rated: rated.len(),
        entries: rated
            .iter()
            .filter(rose)
            .flat_map(|session| session.during.iter().copied().chain(session.next.filter(|_| by_morning(session))))
            .collect(),
    };
    let is_often = 2 * cost.rose >= cost.rated;
    let is_late = rated.iter().rev().take(LAST).any(|session| rose(&session));
    (cost.rose >= least && (is_often || is_late)).then_some(cost)
}

/// Returns true where mornings were higher more often after sessions with the exercise than after those without it; where
/// there are none without it, where nothing else was done in those that were higher.
fn is_higher_with(rated: &[Rated], all: Mornings) -> bool {
    let mut with = Mornings::default();
    rated.iter().for_each(|session| with.take_in(&session.morning));
    let without = Mornings {
        answered: all.answered.saturating_sub(with.answered),
        higher: all.higher.saturating_sub(with.higher),
    };
    if without.answered == 0 {
        return rated.iter().filter(|session| session.is_blamed()).all(|session| session.morning.is_alone);
    }
    with.higher * without.answered > without.higher * with.answered
}
