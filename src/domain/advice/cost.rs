//! Which exercises cost: pain rises during them, or by the morning after, again and again.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::history::{History, Run};
use super::limits::{Limit, Limits};
use crate::domain::record::entry::{Score, Stamp, StepOutcome};

/// Sessions of so many days are looked at: what cost longer ago is tried again. Our choice.
const DAYS: u8 = 42;

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
    /// Mornings after it that were answered, and those that were higher.
    mornings: (usize, usize),
    /// In one of the sessions in which pain rose something else was done as well.
    in_company: bool,
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
/// the last six weeks.
///
/// A rise during the exercise is its own. A higher morning belongs to all that was done the day before; it counts for
/// an exercise only where nothing was said during the session, in half of its rated sessions or more, and more often than
/// after sessions without it. What all sessions share is for the rule on the next morning. Our choice, so that one bad
/// week takes no exercise away.
pub fn costs(history: &History<'_>, limits: &Limits, now: Stamp) -> BTreeMap<String, Cost> {
    let runs = history.within(DAYS, now);
    let mut costs: BTreeMap<String, Cost> = BTreeMap::new();
    let (mut mornings, mut higher) = (0, 0);
    for run in runs {
        let Some(before) = run.before.map(|given| given.score) else { continue };
        let rose = |score: Score| score.value().saturating_sub(before.value()) >= limits.of(Limit::CostRise);
        let during = risen(run, rose);
        let is_higher = run.next_morning.is_some_and(|given| rose(given.score));
        mornings += usize::from(run.next_morning.is_some());
        higher += usize::from(is_higher);
        let done = done_in(run);
        for exercise in &done {
            take_in(
                costs.entry((*exercise).to_owned()).or_default(),
                run,
                during.get(exercise),
                Morning {
                    is_higher,
                    is_blamed: is_higher && !during.values().any(|(rose, _)| *rose),
                    is_alone: done.len() == 1,
                },
            );
        }
    }
    let sessions = usize::from(limits.of(Limit::CostSessions));
    costs.retain(|_, cost| cost.during >= sessions || (cost.rose >= sessions && stands_out(cost, (mornings, higher))));
    costs
}

#[derive(Clone, Copy)]
struct Morning {
    is_higher: bool,
    is_blamed: bool,
    is_alone: bool,
}

fn take_in(cost: &mut Cost, run: &Run<'_>, during: Option<&(bool, Vec<Uuid>)>, morning: Morning) {
    let rose_during = during.is_some_and(|(rose, _)| *rose);
    cost.rated += usize::from(during.is_some() || run.next_morning.is_some());
    cost.mornings.0 += usize::from(run.next_morning.is_some());
    cost.mornings.1 += usize::from(morning.is_higher);
    cost.during += usize::from(rose_during);
    if rose_during || morning.is_blamed {
        cost.rose += 1;
        cost.in_company |= !morning.is_alone;
        cost.entries.extend(run.before.map(|given| given.id));
        cost.entries.extend(during.iter().flat_map(|(_, ids)| ids));
        cost.entries.extend(run.next_morning.filter(|_| morning.is_blamed).map(|given| given.id));
    }
}

/// Whether higher mornings are this exercise's rather than everybody's.
fn stands_out(cost: &Cost, (mornings, higher): (usize, usize)) -> bool {
    let without = (mornings.saturating_sub(cost.mornings.0), higher.saturating_sub(cost.mornings.1));
    let more_often = cost.mornings.1 * without.0 > without.1 * cost.mornings.0;
    2 * cost.rose >= cost.rated && (more_often || (without.0 == 0 && !cost.in_company))
}

/// The exercises of which something was done.
fn done_in<'a>(run: &Run<'a>) -> BTreeSet<&'a str> {
    let steps = run.session.body.steps.iter().filter(|step| step.outcome != StepOutcome::Skipped);
    steps.map(|step| step.exercise.as_str()).collect()
}

/// The exercises that were rated in the middle: whether pain rose during them, and by which ratings.
fn risen<'a>(run: &Run<'a>, rose: impl Fn(Score) -> bool) -> BTreeMap<&'a str, (bool, Vec<Uuid>)> {
    let mut risen: BTreeMap<&str, (bool, Vec<Uuid>)> = BTreeMap::new();
    for rating in &run.during {
        let (Some(exercise), Some(score)) = (&rating.exercise, rating.score) else { continue };
        let (did, ids) = risen.entry(exercise.as_str()).or_default();
        if rose(score) {
            *did = true;
            ids.push(rating.id);
        }
    }
    risen
}
