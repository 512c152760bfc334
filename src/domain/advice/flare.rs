//! A flare-up: strong pain twice in a week, or a back that cramps.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use uuid::Uuid;

use super::history::{History, is_about_the_back};
use super::limits::{Limit, Limits};
use crate::domain::record::entry::{PainWord, Rating, Score, Stamp};

/// What is suggested then.
pub const ROUTINE: &str = "flare-up-care";

/// Ratings of so many days tell of it. Our choice.
const DAYS: i64 = 7;

/// Red on so many days is a flare-up. Our choice: one bad score is the check-in's business.
const RED_DAYS: usize = 2;

/// Why it is taken for a flare-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flare {
    /// In a sentence, with its numbers.
    pub why: String,
    /// The entries behind it.
    pub entries: Vec<Uuid>,
}

/// Whether there is a flare-up on the day of `now`: red scores on two days of the last seven, or cramps with a score that
/// is amber or more. It is over with the first score that is green.
///
/// `check_in` is today's, if it is not in the journal yet.
///
/// **Source**: a back muscle that seizes up wants a few days of care (Symptoms, Causes and Prevention For Runners…,
/// article); what counts as one is our choice.
pub(super) fn flare(history: &History<'_>, check_in: Option<&Rating>, limits: &Limits, now: Stamp) -> Option<Flare> {
    let (amber, red) = (limits.of(Limit::AmberFrom), limits.of(Limit::RedFrom));
    let today = check_in.filter(|rating| is_about_the_back(rating)).and_then(|rating| rating.score);
    let from = now - TimeDelta::days(DAYS);
    let recent = || history.scores.iter().rev().take_while(move |given| given.at > from);
    let latest = today.or_else(|| recent().next().map(|given| given.score))?;
    if latest.value() < amber {
        return None;
    }
    let is_red = |score: Score| score.value() >= red;
    let reds: Vec<_> = recent().filter(|given| is_red(given.score)).collect();
    let days: BTreeSet<_> = reds.iter().map(|given| given.at.date_naive()).collect();
    let days = days.into_iter().chain(today.filter(|score| is_red(*score)).map(|_| now.date_naive()));
    let days = days.collect::<BTreeSet<_>>().len();
    if days >= RED_DAYS {
        let why = format!("{red} or more on {days} of the last {DAYS} days.");
        return Some(Flare { why, entries: reds.iter().map(|given| given.id).collect() });
    }
    let cramps = |rating: &Rating| {
        rating.words.contains(&PainWord::Cramping)
            && is_about_the_back(rating)
            && rating.score.is_some_and(|score| score.value() >= amber)
    };
    let written = history.journal.ratings().iter().rev().filter(|rating| rating.at <= now);
    let written = written.take_while(|rating| rating.at > from).find(|rating| cramps(rating));
    let score = check_in.filter(|rating| cramps(rating)).or(written.map(|rating| &rating.body))?.score?;
    Some(Flare {
        why: format!("Cramping, at {score} of 10."),
        entries: written.iter().map(|rating| rating.id).collect(),
    })
}
