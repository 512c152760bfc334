//! The order of routines for today: what was done of late, what the hour and the days before speak for, what is at hand.

use std::cmp::Reverse;

use chrono::{Datelike, TimeDelta, Timelike, Weekday};

use super::Wishes;
use crate::domain::advice::flare_up;
use crate::domain::advice::history::Run;
use crate::domain::advice::morning::Settled;
use crate::domain::advice::today::{SORE_DAYS, Today};
use crate::domain::advice::zone::Zone;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::filter::RoutineFilter;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::Outline;
use crate::domain::content::words::When;
use crate::domain::play::compile::{Options, length};
use crate::domain::record::entry::Stamp;

/// Sessions of so many days make a habit. Our choice.
pub(super) const HABIT_DAYS: u8 = 28;

/// Hours between strength sessions. **Source**: 48 are usual (Can a Treadmill Cause Back Pain?, article).
pub(super) const STRENGTH_HOURS: i64 = 48;

/// From this hour on it is evening, until four in the morning. Our choice.
const EVENING: u32 = 17;

/// Routines that suit today, the likeliest first.
pub(super) fn rank(today: &Today<'_>, catalog: &Catalog, wishes: Wishes) -> Vec<Id> {
    let filter = RoutineFilter {
        at_most: wishes.minutes.map(|minutes| std::time::Duration::from_secs(60 * u64::from(minutes))),
        when: None,
        at_hand: today.situation.at_hand.map(<[Id]>::to_vec),
    };
    let rested = rested_since_strength(today, catalog);
    let is_hard_out = is_sore(today) || rested == Some(false);
    let fits = |outline: &Outline| {
        let span = || length(outline, &|id| catalog.timing(id), Options::default()).map(|length| length.span);
        let in_time = filter.at_most.is_none() || span().is_ok_and(|span| filter.admits(outline, span));
        in_time && filter.admits(outline, std::time::Duration::ZERO)
    };
    let mut ranked: Vec<(Reverse<i32>, Id)> = catalog
        .ids(ItemKind::Routine)
        .filter(|id| *id != flare_up::ROUTINE)
        .filter_map(|id| catalog.outline(id))
        .filter(|outline| !(is_hard_out && is_strength(&outline.when)) && fits(outline))
        .filter_map(|outline| Some((Reverse(points(&outline, today, rested)?), outline.id.clone())))
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(_, id)| id).collect()
}

/// What speaks for a routine, in points of ours; `None` where it is for something that only the user knows of.
fn points(outline: &Outline, today: &Today<'_>, rested: Option<bool>) -> Option<i32> {
    let now = today.situation.now;
    let (times, same_hours) = habit(today, &outline.id);
    let few = |count: usize, most: i32| i32::try_from(count).unwrap_or(most).min(most);
    let occasion = outline.when.iter().filter_map(|when| suits(*when, today, rested)).max();
    let is_known = times > 0;
    if occasion.is_none() && !is_known {
        return None;
    }
    let bare = today.situation.at_hand.is_none() && !is_known;
    let missing = if bare { outline.equipment.iter().filter(|need| !need.is_met_everywhere()).count() } else { 0 };
    let just_done = today.history.runs.iter().rev().take_while(|run| now - run.session.at < TimeDelta::hours(24));
    let again = just_done.filter(|run| run.session.routine == outline.id).count();
    Some(2 * few(times, 6) + few(same_hours, 4) + occasion.unwrap_or(0) - 4 * few(missing, 3) - 6 * few(again, 1))
}

/// How much an occasion speaks for a routine today, `rested` being whether strength work is long enough ago; `None` where it does not.
fn suits(when: When, today: &Today<'_>, rested: Option<bool>) -> Option<i32> {
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

/// How often a routine was done of late, and how often of these at the same time of day.
pub(super) fn habit(today: &Today<'_>, routine: &Id) -> (usize, usize) {
    let now = today.situation.now;
    let of_it = |run: &&Run<'_>| run.session.routine == *routine;
    let times = || today.history.within(HABIT_DAYS, now).iter().filter(of_it);
    (times().count(), times().filter(|run| is_evening(run.session.at) == is_evening(now)).count())
}

/// Whether the strength sessions are long enough ago; `None` where there were none of late.
pub(super) fn rested_since_strength(today: &Today<'_>, catalog: &Catalog) -> Option<bool> {
    let now = today.situation.now;
    let is_strength_run =
        |run: &&Run<'_>| catalog.outline(run.session.routine.as_str()).is_some_and(|of| is_strength(&of.when));
    let last = today.history.within(HABIT_DAYS, now).iter().rev().find(is_strength_run)?;
    Some(now - last.session.ended >= TimeDelta::hours(STRENGTH_HOURS))
}

/// Whether a routine is for strength first.
fn is_strength(when: &[When]) -> bool {
    when.first() == Some(&When::StrengthDay)
}

/// Whether nothing hard is suggested today.
fn is_sore(today: &Today<'_>) -> bool {
    let day = today.situation.now.date_naive();
    let last = today.history.last().filter(|run| run.settled == Settled::NotSettled);
    let is_unsettled = last.and_then(|run| run.next_morning).is_some_and(|morning| {
        // A night of long ago says nothing about today.
        (day - morning.at.date_naive()).num_days() < SORE_DAYS
    });
    today.zone(None) >= Some(Zone::Amber) || is_unsettled
}

fn trained_yesterday(today: &Today<'_>) -> bool {
    let day = today.situation.now.date_naive();
    today.history.last().is_some_and(|run| (day - run.day()).num_days() == 1)
}

pub(super) fn is_evening(at: Stamp) -> bool {
    !(4..EVENING).contains(&at.hour())
}

/// Whether there is a routine of this id, and what it needs where that is known.
pub(super) fn is_at_hand(today: &Today<'_>, catalog: &Catalog, id: &Id) -> bool {
    let at_hand = today.situation.at_hand;
    let met =
        |outline: Outline| at_hand.is_none_or(|at_hand| outline.equipment.iter().all(|need| need.is_met(at_hand)));
    catalog.outline(id.as_str()).is_some_and(met)
}
