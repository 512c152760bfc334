//! Days that ask nothing of the weekly goal, by what the rules on pain say. See
//! [`Paragraph::ExemptDays`](super::paragraph::Paragraph::ExemptDays).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::flare_up::flare_ups;
use super::history::{Bounds, History, is_about_the_back};
use super::limits::{Limit, Limits};
use super::safety::{Question, Urgency};
use crate::domain::record::answer::Safety;
use crate::domain::record::entry::{Outcome, Stamp};
use crate::domain::record::journal::{Journal, Logged};

/// All of them within `bounds`: red scores, flare-ups, rest that was advised, sessions stopped at once, and answers
/// about safety that held sessions back.
pub fn exempt_days(history: &History<'_>, limits: &Limits, bounds: &Bounds) -> BTreeSet<NaiveDate> {
    let to = bounds.until;
    let flare_ups = flare_ups(history.journal, limits, bounds);
    let mut days = red_days(history.journal, limits, bounds);
    for ended in flare_ups.iter().filter_map(|bout| bout.ended) {
        days.remove(&ended);
    }
    for bout in &flare_ups {
        days.extend(bout.days().take_while(|day| *day <= to));
    }
    days.extend(history.rest_days());
    days.extend(stopped_days(history.journal, bounds));
    days.extend(held_days(history.journal, bounds));
    days.retain(|day| *day <= to);
    days
}

fn red_days(journal: &Journal, limits: &Limits, bounds: &Bounds) -> BTreeSet<NaiveDate> {
    let red = limits.of(Limit::RedFrom);
    let reds = journal.ratings().iter().filter(|rating| rating.score.is_some_and(|score| score.value() >= red));
    let reds = reds.filter(|rating| is_about_the_back(rating) && bounds.has(rating.at));
    reds.map(|rating| bounds.day(rating.at)).collect()
}

fn stopped_days(journal: &Journal, bounds: &Bounds) -> impl Iterator<Item = NaiveDate> {
    let stopped = journal.sessions().iter().filter(|session| session.outcome == Outcome::Stopped);
    stopped.filter(|session| bounds.has(session.at)).map(|session| bounds.day(session.at))
}

/// From a yes about safety until nothing of it holds sessions back any more. What lifts it is read from the entry that
/// it names: clocks of two devices may disagree.
fn held_days(journal: &Journal, bounds: &Bounds) -> BTreeSet<NaiveDate> {
    let to = bounds.until;
    let mut days = BTreeSet::new();
    for (at, answer) in journal.safety().iter().enumerate().filter(|(_, answer)| answer.count_yes() > 0) {
        let first = bounds.day(answer.at);
        // The day of being seen is still one; that of new answers is not.
        let seen = seen_at(journal, answer).map(|seen| bounds.day(seen));
        let later = journal.safety().get(at + 1..).unwrap_or_default();
        let lifted = lifted_at(answer, later).and_then(|lifted| bounds.day(lifted).pred_opt());
        let last = seen.into_iter().chain(lifted).min().unwrap_or(to).max(first).min(to);
        days.extend(first.iter_days().take_while(|day| *day <= last));
    }
    days
}

/// The time at which "I have been seen" was said of an answer.
fn seen_at(journal: &Journal, answer: &Logged<Safety>) -> Option<Stamp> {
    journal.red_flags_seen().iter().find(|seen| seen.target == answer.id).map(|seen| seen.at)
}

/// The time from which each yes of an answer is lifted by a no to the same question, among `later` answers; `None` while
/// one is not.
fn lifted_at(answer: &Safety, later: &[Logged<Safety>]) -> Option<Stamp> {
    if !answer.unknown_yes.is_empty() {
        // Only a newer version can ask it again.
        return None;
    }
    let lifted = answer.yes.iter().map(|yes| {
        let is_no = |later: &&Logged<Safety>| later.asked.contains(yes) && !later.yes.contains(yes);
        later.iter().find(is_no).filter(|_| !stays_until_seen(*yes)).map(|later| later.at)
    });
    lifted.collect::<Option<Vec<Stamp>>>()?.into_iter().max()
}

/// Returns true if a no, later on, does not lift a yes: a sign of an emergency, or what is about the past.
fn stays_until_seen(question: Question) -> bool {
    question.urgency() == Urgency::Emergency || question.stays_until_seen()
}
