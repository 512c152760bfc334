//! When to say that somebody could look at it: not urgent, once, and then at most every fourteen days.

use std::collections::{BTreeSet, HashSet};

use chrono::{Datelike, Days, NaiveDate};
use uuid::Uuid;

use super::history::{Given, History, Run, median_of, week_of};
use super::limits::{Limit, Limits};
use super::meaning::{Change, median_change};
use super::median::Median;
use crate::domain::record::entry::{Score, Spread, Stamp};
use crate::domain::record::journal::Journal;
use crate::domain::text::Text;

/// What is said.
pub const LINE: &str = "This has gone on a while. A physiotherapist or doctor can look at it; `supple report` prints one \
                        page to take along.";

/// Where the reasons come from.
pub const SOURCE: &str = "our choice, after what clinicians ask to see: Mayo Clinic, preparing for a visit";

/// Days between two times that it is said. Our choice.
const EVERY: i64 = 14;

/// So many periods of [`EVERY`] days are looked back over: half a year less a little, which is what is held.
const PERIODS: i64 = 12;

/// Not better after so many weeks. **Source**: our choice, the later end of the usual four to six weeks.
const WEEKS: u64 = 6;

/// So many days below the knee are a week.
const BELOW_KNEE_DAYS: i64 = 7;

/// Ratings that a week of the long comparison needs. Our choice.
const ENOUGH: usize = 3;

/// Why somebody could look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clinic {
    /// The reason, in a sentence with its numbers; [`LINE`] follows it.
    pub reason: String,
    /// The entries behind it.
    pub entries: Vec<Uuid>,
}

/// Whether it is to be said on the day of `now`, and why; `None` where there is no reason, or it was said less than
/// fourteen days ago.
///
/// When it was said last is not kept anywhere. It follows from the dates in the journal: on each day with an entry the
/// reasons are looked at as they stood then; the first day with one is a day on which it was said, and after that the
/// first such day fourteen or more days later. It stands all of that day, from the first entry on: whoever only looks in
/// is not told again and again. Going back stops at a fixed day about half a year ago, so that after half a year without
/// a break it may once be said sooner.
///
/// **Source**: NHS advice on back pain names the reasons; the numbers are our choice.
pub fn clinic_line(journal: &Journal, limits: &Limits, now: Stamp) -> Option<Clinic> {
    let history = History::of(journal, limits, now);
    let today = now.date_naive();
    let mut said: Option<(NaiveDate, Clinic)> = None;
    for day in days_of_use(&history, today) {
        if said.as_ref().is_some_and(|(last, _)| (day - *last).num_days() < EVERY) {
            continue;
        }
        if let Some(reason) = reason_on(&history, limits, day) {
            said = Some((day, reason));
        }
    }
    said.filter(|(day, _)| *day == today).map(|(_, reason)| reason)
}

/// The days with an entry, from a day on that stays the same for a while.
fn days_of_use(history: &History<'_>, today: NaiveDate) -> BTreeSet<NaiveDate> {
    let number = i64::from(today.num_days_from_ce());
    let first = number - number.rem_euclid(EVERY) - PERIODS * EVERY;
    let sessions = history.runs.iter().map(Run::day);
    let ratings = history.journal.ratings().iter().map(|rating| rating.at.date_naive());
    let activities = history.journal.activities().iter().map(|activity| activity.at.date_naive());
    let used = sessions.chain(ratings).chain(activities);
    used.filter(|day| *day <= today && i64::from(day.num_days_from_ce()) >= first).collect()
}

/// The first reason that stood on `day`.
fn reason_on(history: &History<'_>, limits: &Limits, day: NaiveDate) -> Option<Clinic> {
    activity(history.journal, day)
        .or_else(|| not_settled_twice(history, day))
        .or_else(|| week_rose(history, limits, day))
        .or_else(|| below_knee(history, day))
        .or_else(|| not_better(history, day))
}

/// Something of the user's own that cannot be done at all.
fn activity(journal: &Journal, day: NaiveDate) -> Option<Clinic> {
    let mut seen: HashSet<&Text> = HashSet::new();
    let recent = journal.activities().iter().rev().filter(|activity| {
        let ago = (day - activity.at.date_naive()).num_days();
        (0..EVERY).contains(&ago)
    });
    let stopped = recent
        .filter(|activity| seen.insert(&activity.name))
        .find(|activity| activity.score.map(Score::value) == Some(0))?;
    let reason = format!("You gave `{}` a 0: it cannot be done now.", stopped.name);
    Some(Clinic { reason, entries: vec![stopped.id] })
}

fn not_settled_twice(history: &History<'_>, day: NaiveDate) -> Option<Clinic> {
    let row = history.unsettled_in_a_row(day);
    let [last, before, ..] = row.as_slice() else { return None };
    let morning = last.next_morning?;
    ((day - morning.at.date_naive()).num_days() < EVERY).then(|| Clinic {
        reason: "Two sessions in a row had not settled by the next morning.".to_owned(),
        entries: last.evidence().chain(before.evidence()).collect(),
    })
}

fn week_rose(history: &History<'_>, limits: &Limits, day: NaiveDate) -> Option<Clinic> {
    let week_before = day.checked_sub_days(Days::new(7))?;
    let (earlier, later) = (history.week_to(week_before), history.week_to(day));
    let (from, to) = (median(earlier)?, median(later)?);
    let enough = from.count.min(to.count) >= usize::from(limits.of(Limit::WeekRatings));
    let rise = 2 * i16::from(limits.of(Limit::WeekBackRise));
    (enough && to.rise_over(from) >= rise).then(|| Clinic {
        reason: format!("The mornings of the last 7 days have a median of {to}, those of the 7 before of {from}."),
        entries: ids(later).chain(ids(earlier)).collect(),
    })
}

/// Pain below the knee, said again a week later and never less between.
fn below_knee(history: &History<'_>, day: NaiveDate) -> Option<Clinic> {
    let known = history.reaches.iter().rev().skip_while(|reach| reach.at.date_naive() > day);
    let run: Vec<_> = known.take_while(|reach| reach.spread >= Spread::BelowKnee).collect();
    let (last, first) = (run.first()?.at.date_naive(), run.last()?.at.date_naive());
    let is_now = (day - last).num_days() < BELOW_KNEE_DAYS;
    (is_now && (last - first).num_days() >= BELOW_KNEE_DAYS).then(|| Clinic {
        reason: format!("You have noted pain below the knee for {} days.", (last - first).num_days()),
        entries: run.iter().map(|reach| reach.id).collect(),
    })
}

/// Six weeks on, pain is not lower, and no week between was without.
fn not_better(history: &History<'_>, day: NaiveDate) -> Option<Clinic> {
    let week = |back: u64| Some(week_of(&history.scores, day.checked_sub_days(Days::new(7 * back))?));
    let (first, last) = (week(WEEKS)?, week(0)?);
    let (from, to) = (median(first)?, median(last)?);
    let enough = from.count.min(to.count) >= ENOUGH;
    let no_better = median_change(from, to) != Change::Lower;
    let in_pain = |median: Median| median.halves() >= 2;
    let never_without = (1..WEEKS).filter_map(week).filter_map(median).all(in_pain);
    (enough && no_better && in_pain(from) && in_pain(to) && never_without).then(|| Clinic {
        reason: format!("Six weeks ago a week's median was {from}, now it is {to}."),
        entries: ids(last).chain(ids(first)).collect(),
    })
}

fn median(scores: &[Given]) -> Option<Median> {
    median_of(scores)
}

fn ids(scores: &[Given]) -> impl Iterator<Item = Uuid> {
    scores.iter().map(|given| given.id)
}
