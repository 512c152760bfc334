//! What fits today: a routine, or rest, with its reason in a line and the whole of it for whoever asks why.
//!
//! Rest is as good an answer as a routine: nothing here counts days in a row, or praises going on in pain.
//!
//! `rank` orders the routines, `why` finds the sentences.

use super::clearance::clearance;
use super::flare_up;
use super::morning::Settled;
use super::paragraph::Paragraph;
use super::rule::Sentence;
use super::today::Today;
use super::zone::Zone;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::plan::Work;
use crate::domain::record::plan_mark::PlanMarks;
use crate::domain::text::Text;

mod rank;
mod why;

/// Routines offered beside the first. Our choice: three fit a small screen.
const ALSO: usize = 2;

/// A session of so many seconds is one for the day; a break from the desk is not. Our choice.
const FOR_THE_DAY_S: u32 = 240;

/// What somebody wants of today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Sessions a week that they aim for; `None` where they set no goal.
    pub goal: Option<u8>,
    /// Minutes that there are.
    pub minutes: Option<u32>,
}

/// What fits today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// A routine, to be fitted to today by [`adapt`](super::adapt::adapt).
    Routine(Id),
    /// Rest.
    Rest,
}

/// A suggestion for today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What fits.
    pub pick: Pick,
    /// Up to two routines besides, the likeliest first.
    pub also: Vec<Id>,
    /// Why, in a line: `Settled overnight (2 before, 1 today)`.
    pub reason: String,
    /// Why, in full: what was looked at, with its numbers and sources.
    pub why: Vec<Sentence>,
}

/// What of the plan that is followed comes next.
struct Next {
    routine: Id,
    plan: Text,
    part: Text,
}

/// What fits today, of `catalog`.
///
/// In this order: nothing while an answer on safety stands in the way; care in a flare-up; rest on a red day, after two
/// nights that had not settled, or when today's session is done; what comes next in the plan that is followed; else what
/// suits the time of day, the days before and what is at hand, and what was done most of late.
///
/// Which signs lead to rest has its sources with the rules; the order of the routines is our choice.
pub fn suggest(today: &Today<'_>, catalog: &Catalog, wishes: Wishes) -> Suggestion {
    let mut why = why::why(today, wishes);
    let ranked = || rank::rank(today, catalog, wishes);
    let clearance = clearance(today.situation.journal, today.situation.now);
    if let Some(text) = clearance.text() {
        let paragraph = if clearance.is_locked() { Paragraph::Emergency } else { Paragraph::Urgent };
        why.insert(0, Sentence::by_rule(text, paragraph));
        return rest("Your safety answers come first.".to_owned(), Vec::new(), why);
    }
    let gentle = Id::new(flare_up::ROUTINE).ok().filter(|id| rank::is_at_hand(today, catalog, id));
    if let Some(flare) = &today.flare {
        let reason = format!("{} Gentle care or rest today.", flare.why);
        let pick = gentle.map_or(Pick::Rest, Pick::Routine);
        return Suggestion { pick, also: Vec::new(), reason, why };
    }
    if let (Some(score), Some(Zone::Red)) = (today.score, today.zone(None)) {
        return rest(format!("{score} today: rest, or something gentle."), gentle.into_iter().collect(), why);
    }
    if today.is_rest_day {
        return rest("Two sessions had not settled overnight: rest fits today.".to_owned(), ranked(), why);
    }
    if let Some(title) = done_today(today) {
        return rest(format!("Done for today: {title}."), ranked(), why);
    }
    let next = next_in_plan(today, catalog);
    let mut order = ranked();
    if let Some(next) = &next {
        why.push(Sentence::new(format!("Next in {}: {}.", next.plan, next.part), "the plan that you follow"));
        order.retain(|id| *id != next.routine);
        order.insert(0, next.routine.clone());
    }
    let Some(first) = (!order.is_empty()).then(|| order.remove(0)) else {
        return rest("Nothing here fits what there is today.".to_owned(), Vec::new(), why);
    };
    why.extend(why::of_routine(today, catalog, &first));
    order.truncate(ALSO);
    let reason = reason(today, next.as_ref());
    Suggestion { pick: Pick::Routine(first), also: order, reason, why }
}

fn rest(reason: String, mut also: Vec<Id>, why: Vec<Sentence>) -> Suggestion {
    also.truncate(ALSO);
    Suggestion { pick: Pick::Rest, also, reason, why }
}

/// The reason in a line: what the back says, else the plan, else that it suits.
fn reason(today: &Today<'_>, next: Option<&Next>) -> String {
    let plan = next.map(|next| format!("Next in {}", next.plan));
    // After a pause the last night is long ago.
    let pause = today.pause.map(|days| format!("{days} days since the last session: easier to begin with"));
    let parts: Vec<String> = [pause.or_else(|| of_the_back(today)), plan].into_iter().flatten().collect();
    if !parts.is_empty() {
        return parts.join(" · ");
    }
    if today.history.runs.is_empty() { "A short one to begin with" } else { "Suits the hour and your last days" }
        .to_owned()
}

/// What today's score and the last night say, in a few words.
fn of_the_back(today: &Today<'_>) -> Option<String> {
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

/// What the session of today was called, if there was one.
fn done_today<'a>(today: &Today<'a>) -> Option<&'a Text> {
    let day = today.situation.now.date_naive();
    let of_today = today.history.runs.iter().rev().take_while(|run| run.day() == day);
    let for_the_day = of_today.map(|run| run.session).find(|session| session.active_s >= FOR_THE_DAY_S);
    for_the_day.map(|session| &session.body.title)
}

/// The first routine of the part that is on which is not done often enough.
fn next_in_plan(today: &Today<'_>, catalog: &Catalog) -> Option<Next> {
    let followed = PlanMarks::of(today.situation.journal, today.situation.now).followed()?;
    let plan = catalog.plan(followed.plan.as_str())?;
    let place = followed.place(&plan);
    let part = followed.part(&plan, place.spot?)?;
    let open = part
        .items
        .iter()
        .zip(&place.done)
        .filter(|(item, done)| followed.has(item) && !item.optional && **done < item.times());
    let mut routines = open.filter_map(|(item, _)| match &item.work {
        Work::Routine(id) => Some(id),
        Work::Task(_) => None,
    });
    let routine = routines.find(|id| rank::is_at_hand(today, catalog, id))?.clone();
    Some(Next { routine, plan: plan.title.clone(), part: part.title.clone() })
}
