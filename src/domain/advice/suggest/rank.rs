//! The order of routines for today, by recent sessions, the hour, the days before, and the equipment at hand.

use std::cmp::Reverse;
use std::time::Duration;

use chrono::{Datelike, TimeDelta, Timelike, Weekday};

use super::Wishes;
use crate::domain::advice::flare_up;
use crate::domain::advice::history::Run;
use crate::domain::advice::morning::Settled;
use crate::domain::advice::readiness::{Readiness, SORE_DAYS};
use crate::domain::advice::zone::Zone;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::filter::RoutineFilter;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::Outline;
use crate::domain::content::words::When;
use crate::domain::journal::entry::Stamp;
use crate::domain::session::compile::{Options, length};

/// The number of recent days whose sessions make a habit. Our choice.
pub(super) const HABIT_DAYS: u8 = 28;

/// The hours between strength sessions. **Source**: 48 are usual (Can a Treadmill Cause Back Pain?, article).
pub(super) const STRENGTH_HOURS: i64 = 48;

/// The hour at which the evening begins; it lasts until four in the morning. Our choice.
const EVENING: u32 = 17;

/// Returns the routines that suit today, the best first.
pub(super) fn rank(today: &Readiness<'_>, catalog: &Catalog, wishes: Wishes) -> Vec<Id> {
    let filter = RoutineFilter {
        at_most: wishes.minutes.map(|minutes| Duration::from_secs(60 * u64::from(minutes))),
        when: None,
        at_hand: today.situation.at_hand.map(<[Id]>::to_vec),
    };
    let rested = rested_since_strength(today, catalog);
    let is_hard_out = is_sore(today) || rested == Some(false);
    let mut ranked: Vec<(Reverse<i32>, Id)> = catalog
        .ids(ItemKind::Routine)
        .filter(|id| *id != flare_up::ROUTINE)
        .filter_map(|id| catalog.outline(id))
        .filter(|outline| !(is_hard_out && is_strength(&outline.when)) && fits(outline, &filter, catalog))
        .filter_map(|outline| Some((Reverse(points(&outline, today, rested)?), outline.id.clone())))
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(_, id)| id).collect()
}

fn fits(outline: &Outline, filter: &RoutineFilter, catalog: &Catalog) -> bool {
    if !filter.admits(outline, Duration::ZERO) {
        return false;
    }
    let length = || length(outline, &|id| catalog.timing(id), Options::default());
    filter.at_most.is_none() || length().is_ok_and(|length| filter.admits(outline, length.span))
}

/// Rates a routine for today in points of our own; `None` if it is for an occasion that only the user knows of.
fn points(outline: &Outline, today: &Readiness<'_>, rested: Option<bool>) -> Option<i32> {
    let now = today.situation.now;
    let (times, same_hours) = habit(today, &outline.id);
    let occasion = outline.when.iter().filter_map(|when| suits(*when, today, rested)).max();
    let is_known = times > 0;
    if occasion.is_none() && !is_known {
        return None;
    }
    let bare = today.situation.at_hand.is_none() && !is_known;
    let missing = if bare { outline.equipment.iter().filter(|need| !need.is_met_everywhere()).count() } else { 0 };
    let just_done = today.history.runs.iter().rev().take_while(|run| now - run.session.at < TimeDelta::hours(24));
    let again = just_done.filter(|run| run.session.routine == outline.id).count();
    let habit = 2 * at_most(6, times) + at_most(4, same_hours);
    Some(habit + occasion.unwrap_or(0) - 4 * at_most(3, missing) - 6 * at_most(1, again))
}

fn at_most(most: i32, count: usize) -> i32 {
    i32::try_from(count).unwrap_or(most).min(most)
}

/// Rates an occasion for today in points; `None` if it does not suit. `rested`: see [`rested_since_strength`].
fn suits(when: When, today: &Readiness<'_>, rested: Option<bool>) -> Option<i32> {
    let now = today.situation.now;
    let weekday = !matches!(now.weekday(), Weekday::Sat | Weekday::Sun);
    match when {
        When::AnyDay => Some(3),
        When::Evening if is_evening(now) => Some(3),
        When::RestDay => Some(if trained_yesterday(today) { 2 } else { 1 }),
        When::StrengthDay if rested == Some(true) => Some(2),
        When::StrengthDay => Some(0),
        When::DeskBreak if weekday && (9..EVENING).contains(&now.hour()) => Some(1),
        When::SoreDay if is_sore(today) => Some(4),
        _ => None,
    }
}

/// Counts the recent sessions of a routine, and those of them at the same time of day as now.
pub(super) fn habit(today: &Readiness<'_>, routine: &Id) -> (usize, usize) {
    let now = today.situation.now;
    let recent = today.history.within(HABIT_DAYS, now).iter();
    let times: Vec<&Run<'_>> = recent.filter(|run| run.session.routine == *routine).collect();
    (times.len(), times.iter().filter(|run| is_evening(run.session.at) == is_evening(now)).count())
}

/// Returns true if the last strength session was long enough ago; `None` if there was none recently.
pub(super) fn rested_since_strength(today: &Readiness<'_>, catalog: &Catalog) -> Option<bool> {
    let now = today.situation.now;
    let last =
        today.history.within(HABIT_DAYS, now).iter().rev().find(|run| {
            catalog.outline(run.session.routine.as_str()).is_some_and(|outline| is_strength(&outline.when))
        })?;
    Some(now - last.session.ended >= TimeDelta::hours(STRENGTH_HOURS))
}

/// Returns true if a routine is for strength above all.
fn is_strength(when: &[When]) -> bool {
    when.first() == Some(&When::StrengthDay)
}

/// Returns true if nothing hard should be suggested today.
fn is_sore(today: &Readiness<'_>) -> bool {
    let day = today.situation.now.date_naive();
    let last = today.history.last().filter(|run| run.settled == Settled::NotSettled);
    let is_unsettled = last.and_then(|run| run.next_morning).is_some_and(|morning| {
        // A night of long ago says nothing about today.
        (day - morning.at.date_naive()).num_days() < SORE_DAYS
    });
    today.zone(None) >= Some(Zone::Amber) || is_unsettled
}

fn trained_yesterday(today: &Readiness<'_>) -> bool {
    let day = today.situation.now.date_naive();
    today.history.last().is_some_and(|run| (day - run.day()).num_days() == 1)
}

pub(super) fn is_evening(at: Stamp) -> bool {
    !(4..EVENING).contains(&at.hour())
}

/// Returns true if the routine exists and its equipment is at hand, or nothing is known about the equipment.
pub(super) fn is_at_hand(today: &Readiness<'_>, catalog: &Catalog, id: &Id) -> bool {
    let Some(outline) = catalog.outline(id.as_str()) else { return false };
    today.situation.at_hand.is_none_or(|at_hand| outline.equipment.iter().all(|need| need.is_met(at_hand)))
}
