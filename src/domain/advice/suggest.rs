//! The suggestion for today: a routine, or rest, with its reason in a line and in full.
//!
//! Rest is as good an answer as a routine: nothing here counts days in a row, or praises going on in pain.
//!
//! `rank` orders the routines.

use std::cmp::Reverse;
use std::time::Duration;

use chrono::{Datelike, TimeDelta, Timelike, Weekday};

use crate::domain::advice::clearance::clearance;
use crate::domain::advice::clinical_change::Shift;
use crate::domain::advice::flare_up;
use crate::domain::advice::history::Run;
use crate::domain::advice::morning::Settled;
use crate::domain::advice::paragraph::Paragraph;
use crate::domain::advice::readiness::{AFTER_A_PAUSE, Readiness, SORE_DAYS};
use crate::domain::advice::rule::{Rule, Sentence};
use crate::domain::advice::zone::{Zone, ZoneReading};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::filter::RoutineFilter;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::Outline;
use crate::domain::content::words::When;
use crate::domain::journal::done::sessions_this_week;
use crate::domain::journal::entry::Stamp;
use crate::domain::journal::plan_mark::PlanMarks;
use crate::domain::session::compile::{Options, length};
use crate::domain::text::Text;

/// The number of routines offered besides the first. Our choice: three fit a small screen.
const ALSO: usize = 2;

/// The seconds from which a session is the one for the day; a break from the desk is not. Our choice.
const FOR_THE_DAY_S: u32 = 240;

/// The user's wishes for today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The sessions a week that they aim for; `None` if they set no goal.
    pub goal: Option<u8>,
    /// The minutes that they have.
    pub minutes: Option<u32>,
}

/// The choice for today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// A routine, to be adapted to today by [`adapt`](super::adapt::adapt).
    Routine(Id),
    /// Rest.
    Rest,
}

/// A suggestion for today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The first choice.
    pub pick: Pick,
    /// Up to two routines besides, the best first.
    pub also: Vec<Id>,
    /// The reason in a line: `Settled overnight (2 before, 1 today)`.
    pub reason: String,
    /// The reason in full: all that was considered, with its numbers and sources.
    pub why: Vec<Sentence>,
}

/// The next routine of the plan that is followed.
struct NextInPlan {
    routine: Id,
    plan: Text,
    part: Text,
}

/// Suggests a routine of `catalog`, or rest.
///
/// In this order: no routine while a safety answer is in the way; care in a flare-up; rest on a red day, after two
/// nights that had not settled, or when today's session is done; the next routine of the plan that is followed; else
/// the one that best suits the time of day, the days before and the equipment at hand, and was done most lately.
///
/// The signs that lead to rest have their sources with the rules; the order of the routines is our choice.
pub fn suggest(today: &Readiness<'_>, catalog: &Catalog, wishes: Wishes) -> Suggestion {
    let mut why = why_today(today, wishes);
    let ranked = || rank(today, catalog, wishes);
    let clearance = clearance(today.situation.journal, today.situation.now);
    if let Some(text) = clearance.text() {
        let paragraph = if clearance.is_locked() { Paragraph::Emergency } else { Paragraph::Urgent };
        why.insert(0, Sentence::by_rule(text, paragraph));
        return rest("Your safety answers come first.".to_owned(), Vec::new(), why);
    }
    let gentle = Id::new(flare_up::ROUTINE).ok().filter(|id| is_at_hand(today, catalog, id));
    if let Some(flare) = &today.flare {
        let reason = format!("{} Gentle care or rest today.", flare.why);
        let pick = gentle.map_or(Pick::Rest, Pick::Routine);
        return Suggestion { pick, also: Vec::new(), reason, why };
    }
    if let (Some(score), Some(Zone::Red)) = (today.score, today.zone(None)) {
        return rest(format!("{score} today: rest, or something gentle."), gentle.into_iter().collect(), why);
    }
    if today.is_rest_day {
        return rest("Pain hasn't settled after two sessions: rest today.".to_owned(), ranked(), why);
    }
    if let Some(title) = done_today(today) {
        return rest(format!("Done for today: {title}."), ranked(), why);
    }
    let next = next_in_plan(today, catalog);
    let mut order = ranked();
    if let Some(next) = &next {
        why.push(Sentence::new(format!("Next in {}: {}.", next.plan, next.part), "the plan you follow"));
        order.retain(|id| *id != next.routine);
        order.insert(0, next.routine.clone());
    }
    let Some(first) = (!order.is_empty()).then(|| order.remove(0)) else {
        return rest("Nothing fits the equipment you have today.".to_owned(), Vec::new(), why);
    };
    why.extend(why_routine(today, catalog, &first));
    order.truncate(ALSO);
    let reason = reason(today, next.as_ref());
    Suggestion { pick: Pick::Routine(first), also: order, reason, why }
}

fn rest(reason: String, mut also: Vec<Id>, why: Vec<Sentence>) -> Suggestion {
    also.truncate(ALSO);
    Suggestion { pick: Pick::Rest, also, reason, why }
}

/// Returns the reason in a line: from the back and the plan, else that the routine suits.
fn reason(today: &Readiness<'_>, next: Option<&NextInPlan>) -> String {
    let plan = next.map(|next| format!("Next in {}", next.plan));
    // After a pause the last night is long ago.
    let pause = today.pause_text("easier to start with");
    let parts: Vec<String> = [pause.or_else(|| of_the_back(today)), plan].into_iter().flatten().collect();
    if !parts.is_empty() {
        return parts.join(" · ");
    }
    if today.history.runs.is_empty() { "A short one to start with" } else { "A good fit for now" }.to_owned()
}

/// Describes today's score and the last night in a few words.
fn of_the_back(today: &Readiness<'_>) -> Option<String> {
    let last = today.history.last();
    let day = today.situation.now.date_naive();
    let morning = last.and_then(|run| Some((run, run.next_morning.filter(|given| given.at.date_naive() == day)?)));
    let numbers =
        morning.and_then(|(run, morning)| Some(format!("{} before, {} today", run.before?.score, morning.score)));
    match (today.settled(), numbers) {
        (Settled::NotSettled, Some(numbers)) => Some(format!("Not settled overnight ({numbers}): easier today")),
        (Settled::NotSettled, None) => Some("Not settled overnight: easier today".to_owned()),
        _ if today.zone(None) == Some(Zone::Amber) => Some(format!("{} today: easier today", today.score?)),
        (Settled::Settled, Some(numbers)) => Some(format!("Settled overnight ({numbers})")),
        _ => None,
    }
}

/// Returns the title of today's session, if there was one.
fn done_today<'a>(today: &Readiness<'a>) -> Option<&'a Text> {
    let day = today.situation.now.date_naive();
    let of_today = today.history.runs.iter().rev().take_while(|run| run.day() == day);
    let for_the_day = of_today.map(|run| run.session).find(|session| session.active_s >= FOR_THE_DAY_S);
    for_the_day.map(|session| &session.body.title)
}

/// Finds the first routine in the current part of the plan that was not done often enough yet.
fn next_in_plan(today: &Readiness<'_>, catalog: &Catalog) -> Option<NextInPlan> {
    let followed = PlanMarks::of(today.situation.journal, today.situation.now).followed()?;
    let plan = catalog.plan(followed.plan.as_str())?;
    let (part, open) = followed.open_routines(&plan)?;
    let routine = open.into_iter().find(|id| is_at_hand(today, catalog, id))?.clone();
    Some(NextInPlan { routine, plan: plan.title.clone(), part: part.title.clone() })
}

/// Collects the sentences on today, whatever is suggested.
fn why_today(today: &Readiness<'_>, wishes: Wishes) -> Vec<Sentence> {
    let limits = today.situation.limits;
    let score = today.score.map(|score| format!("Today {}.", ZoneReading::new(score, None, limits, None)));
    let night = today
        .history
        .last()
        .and_then(|run| Some(format!("Last session, {}: {}", run.session.title, run.morning_text(limits)?)));
    let flare = today.flare.as_ref().map(|flare| flare.why.clone());
    let shift = today.shift.map(|shift| Shift::text(shift).to_owned());
    let goal = wishes.goal.map(|goal| {
        let done = sessions_this_week(today.situation.journal, today.situation.now);
        format!("{done} of {goal} sessions this week. Rest and sore days are part of it.")
    });
    let all = [
        (Rule::CheckIn.paragraph(), score),
        (Rule::Flare.paragraph(), flare),
        (Rule::NextMorning.paragraph(), night),
        (Rule::Spread.paragraph(), shift),
        (Rule::Week.paragraph(), today.week.text()),
        (Rule::Pause.paragraph(), today.pause_text(AFTER_A_PAUSE)),
        (Paragraph::Weeks, goal),
    ];
    all.into_iter().filter_map(|(paragraph, text)| Some(Sentence::by_rule(text?, paragraph))).collect()
}

/// Collects the sentences for the routine that was picked.
fn why_routine(today: &Readiness<'_>, catalog: &Catalog, routine: &Id) -> Vec<Sentence> {
    let mut why = Vec::new();
    let (times, same_hours) = habit(today, routine);
    if times > 0 {
        let when = if is_evening(today.situation.now) { "in the evening" } else { "by day" };
        let times_said = if times == 1 { "once".to_owned() } else { format!("{times} times") };
        let text = format!("You did this {times_said} in the last {HABIT_DAYS} days, {same_hours} of them {when}.");
        why.push(Sentence::new(text, "your journal"));
    } else if today.history.runs.is_empty() {
        why.push(Sentence::new("No sessions yet: this one needs nothing special and suits any day.", "our choice"));
    }
    if rested_since_strength(today, catalog) == Some(false) {
        let text =
            format!("Your last strength session was less than {STRENGTH_HOURS} hours ago; a rest that long is usual.");
        why.push(Sentence::new(text, "Can a Treadmill Cause Back Pain? (article)"));
    }
    why
}

/// The number of recent days whose sessions make a habit. Our choice.
const HABIT_DAYS: u8 = 28;

/// The hours between strength sessions. **Source**: 48 are usual (Can a Treadmill Cause Back Pain?, article).
const STRENGTH_HOURS: i64 = 48;

/// The hour at which the evening begins; it lasts until four in the morning. Our choice.
const EVENING: u32 = 17;

/// Returns the routines that suit today, the best first.
fn rank(today: &Readiness<'_>, catalog: &Catalog, wishes: Wishes) -> Vec<Id> {
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
fn habit(today: &Readiness<'_>, routine: &Id) -> (usize, usize) {
    let now = today.situation.now;
    let recent = today.history.within(HABIT_DAYS, now).iter();
    let times: Vec<&Run<'_>> = recent.filter(|run| run.session.routine == *routine).collect();
    (times.len(), times.iter().filter(|run| is_evening(run.session.at) == is_evening(now)).count())
}

/// Returns true if the last strength session was long enough ago; `None` if there was none recently.
fn rested_since_strength(today: &Readiness<'_>, catalog: &Catalog) -> Option<bool> {
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

fn is_evening(at: Stamp) -> bool {
    !(4..EVENING).contains(&at.hour())
}

/// Returns true if the routine exists and its equipment is at hand, or nothing is known about the equipment.
fn is_at_hand(today: &Readiness<'_>, catalog: &Catalog, id: &Id) -> bool {
    let Some(outline) = catalog.outline(id.as_str()) else { return false };
    today.situation.at_hand.is_none_or(|at_hand| outline.equipment.iter().all(|need| need.is_met(at_hand)))
}
