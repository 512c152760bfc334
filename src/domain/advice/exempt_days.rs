//! Days that ask nothing of the weekly goal, by what the rules on pain say. See
//! [`Paragraph::ExemptDays`](super::paragraph::Paragraph::ExemptDays).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::clearance::{End, end_of};
use super::flare_up::flare_ups;
use super::history::{Bounds, History, is_about_the_back};
use super::limits::{Limit, Limits};
use crate::domain::record::entry::Outcome;
use crate::domain::record::journal::Journal;

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

/// From a yes about safety until it stands in the way of nothing any more. The day of being seen is still one of them, that
/// of new answers is not.
fn held_days(journal: &Journal, bounds: &Bounds) -> BTreeSet<NaiveDate> {
    let to = bounds.until;
    let mut days = BTreeSet::new();
    for answer in journal.safety().iter().filter(|answer| answer.count_yes() > 0) {
        let first = bounds.day(answer.at);
        let last = match end_of(journal, answer, bounds.now) {
            Some(End::Seen(at)) => Some(bounds.day(at)),
            Some(End::AnsweredAnew(at)) => bounds.day(at).pred_opt(),
            None => None,
        };
        let last = last.unwrap_or(to).max(first).min(to);
        days.extend(first.iter_days().take_while(|day| *day <= last));
    }
    days
}
