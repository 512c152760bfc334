//! The suggestion for today: a routine, or rest, with its reason in a line and in full.
//!
//! Rest is as good an answer as a routine: nothing here counts days in a row, or praises going on in pain.
//!
//! `rank` orders the routines.

use super::clearance::clearance;
use super::clinical_change::Shift;
use super::flare_up;
use super::morning::Settled;
use super::paragraph::Paragraph;
use super::readiness::{AFTER_A_PAUSE, Readiness};
use super::rule::{Rule, Sentence};
use super::zone::{Zone, ZoneReading};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::journal::done::sessions_this_week;
use crate::domain::journal::plan_mark::PlanMarks;
use crate::domain::text::Text;

mod rank;

use rank::{HABIT_DAYS, STRENGTH_HOURS, habit, is_at_hand, is_evening, rank, rested_since_strength};

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
        return rest("Two sessions had not settled overnight: a rest day fits.".to_owned(), ranked(), why);
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
    let pause = today.pause_text("easier to begin with");
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
            format!("Your last strength session is less than {STRENGTH_HOURS} hours ago; that much rest is usual.");
        why.push(Sentence::new(text, "Can a Treadmill Cause Back Pain? (article)"));
    }
    why
}
