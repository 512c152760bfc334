//! The advice to have the pain looked at by a physiotherapist or doctor. It is not urgent: it stays until it was shown
//! once, and then comes at most every fourteen days.

use std::collections::{BTreeSet, HashSet};

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::clinical_change::{ClinicalChange, MEDIAN_NEEDS, Median, median_change};
use super::history::{EntryWindow, PainHistory, Run, ScoredEntry, median_of, week_of};
use super::limits::{Limit, Limits};
use crate::domain::journal::entry::{Score, Spread, Stamp};
use crate::domain::journal::merged::Journal;
use crate::domain::text::Text;

/// The advice, the same for every reason.
pub const LINE: &str = "This has gone on for a while. A physio or doctor can look at it.";

/// The command that goes with it where there is no screen with a key for it.
pub const COMMAND: &str = "The command supple report makes a page to take along.";

/// The number of days between two times that the advice is given. See
/// [`Paragraph::Clinic`](super::paragraph::Paragraph::Clinic).
const EVERY: i64 = 14;

/// The number of weeks after which pain that is no lower is a reason. **Source**: our choice, the later end of the
/// usual four to six weeks. See [`Paragraph::Clinic`](super::paragraph::Paragraph::Clinic).
const WEEKS: u64 = 6;

/// The number of days of pain below the knee that is a reason. See
/// [`Paragraph::Clinic`](super::paragraph::Paragraph::Clinic).
const BELOW_KNEE_DAYS: i64 = 7;

/// A reason to have the pain looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clinic {
    /// A sentence with its numbers; [`LINE`] follows it.
    pub reason: String,
    /// The journal entries behind the reason.
    pub entries: Vec<Uuid>,
}

/// Returns the reason to give the advice on the day of `now`; `None` if there is none, or the advice was given less
/// than fourteen days ago. `said` is the last date on which it was shown or printed: for the rest of that date it
/// stays.
///
/// A reason that was not shown yet stays until it is, even if newer entries no longer give it, as long as it existed on
/// one of the fourteen days before the last entry. The text then names the day.
///
/// **Source**: NHS advice on back pain names the reasons; the numbers are our choice. See
/// [`Paragraph::Clinic`](super::paragraph::Paragraph::Clinic).
pub fn clinic_line(journal: &Journal, limits: &Limits, now: Stamp, said: Option<NaiveDate>) -> Option<Clinic> {
    let today = now.date_naive();
    // A date to come is from a clock that was wrong.
    let earlier = said.filter(|said| *said < today);
    let since = earlier.and_then(|said| said.checked_add_days(Days::new(EVERY.unsigned_abs())));
    if since.is_some_and(|since| today < since) {
        return None;
    }
    let history = PainHistory::of(journal, limits, now);
    if let Some(reason) = reason_on(&history, limits, today) {
        return Some(reason);
    }
    let used = days_of_use(&history, &EntryWindow::up_to(now));
    let last = *used.last()?;
    let recent = used.into_iter().rev().take_while(|day| (last - *day).num_days() < EVERY);
    let open = recent.filter(|day| since.is_none_or(|since| *day >= since));
    let mut reasons = open.filter_map(|day| Some((day, reason_on(&history, limits, day)?)));
    let (day, Clinic { reason, entries }) = reasons.next()?;
    Some(Clinic { reason: format!("As of {}: {reason}", day.format("%-d %b")), entries })
}

/// Returns the days within `bounds` with an entry.
fn days_of_use(history: &PainHistory<'_>, bounds: &EntryWindow) -> BTreeSet<NaiveDate> {
    let ratings = history.journal.ratings().iter().map(|rating| rating.at);
    let activities = history.journal.activities().iter().map(|activity| activity.at);
    let answers = ratings.chain(activities).filter(|at| bounds.has(*at)).map(|at| bounds.day(at));
    history.runs.iter().map(Run::day).chain(answers).collect()
}

/// Returns the first reason that there was on `day`.
fn reason_on(history: &PainHistory<'_>, limits: &Limits, day: NaiveDate) -> Option<Clinic> {
    activity(history.journal, day)
        .or_else(|| not_settled_twice(history, day))
        .or_else(|| week_rose(history, limits, day))
        .or_else(|| below_knee(history, day))
        .or_else(|| not_better(history, day))
}

/// Looks for an activity of the user's own that cannot be done at all.
fn activity(journal: &Journal, day: NaiveDate) -> Option<Clinic> {
    let mut seen: HashSet<&Text> = HashSet::new();
    let recent = journal.activities().iter().rev().filter(|activity| {
        let ago = (day - activity.at.date_naive()).num_days();
        (0..EVERY).contains(&ago)
    });
    let stopped = recent
        .filter(|activity| seen.insert(&activity.name))
        .find(|activity| activity.score.map(Score::value) == Some(0))?;
    let reason = format!("You rated `{}` 0: you can't do it at the moment.", stopped.name);
    Some(Clinic { reason, entries: vec![stopped.id] })
}

fn not_settled_twice(history: &PainHistory<'_>, day: NaiveDate) -> Option<Clinic> {
    let row = history.unsettled_in_a_row(day);
    let [last, before, ..] = row.as_slice() else { return None };
    let morning = last.next_morning?;
    ((day - morning.at.date_naive()).num_days() < EVERY).then(|| Clinic {
        reason: "After two sessions in a row, pain had not settled by the next morning.".to_owned(),
        entries: last.evidence().chain(before.evidence()).collect(),
    })
}

fn week_rose(history: &PainHistory<'_>, limits: &Limits, day: NaiveDate) -> Option<Clinic> {
    let week_before = day.checked_sub_days(Days::new(7))?;
    let (earlier, later) = (history.week_to(week_before), history.week_to(day));
    let (from, to) = (median_of(earlier)?, median_of(later)?);
    let enough = from.count.min(to.count) >= usize::from(limits.of(Limit::WeekRatings));
    let rise = 2 * i16::from(limits.of(Limit::WeekBackRise));
    (enough && to.rise_over(from) >= rise).then(|| Clinic {
        reason: format!("Your mornings of the last 7 days have a median of {to}; the 7 days before had {from}."),
        entries: ids(later).chain(ids(earlier)).collect(),
    })
}

/// Looks for pain below the knee, noted again a week later and never less in between.
fn below_knee(history: &PainHistory<'_>, day: NaiveDate) -> Option<Clinic> {
    let known = history.reaches.iter().rev().skip_while(|reach| reach.at.date_naive() > day);
    let run: Vec<_> = known.take_while(|reach| reach.spread >= Spread::BelowKnee).collect();
    let (last, first) = (run.first()?.at.date_naive(), run.last()?.at.date_naive());
    let is_now = (day - last).num_days() < BELOW_KNEE_DAYS;
    (is_now && (last - first).num_days() >= BELOW_KNEE_DAYS).then(|| Clinic {
        reason: format!("You have recorded pain below the knee for {} days.", (last - first).num_days()),
        entries: run.iter().map(|reach| reach.id).collect(),
    })
}

/// Returns a reason if pain is no lower after six weeks, and no week in between was without pain.
fn not_better(history: &PainHistory<'_>, day: NaiveDate) -> Option<Clinic> {
    let week = |back: u64| Some(week_of(&history.scores, day.checked_sub_days(Days::new(7 * back))?));
    let (first, last) = (week(WEEKS)?, week(0)?);
    let (from, to) = (median_of(first)?, median_of(last)?);
    let enough = from.count.min(to.count) >= MEDIAN_NEEDS;
    let no_better = median_change(from, to) != ClinicalChange::Lower;
    let never_without = (1..WEEKS).filter_map(week).filter_map(median_of).all(is_in_pain);
    (enough && no_better && is_in_pain(from) && is_in_pain(to) && never_without).then(|| Clinic {
        reason: format!("Six weeks ago your weekly median was {from}; now it is {to}."),
        entries: ids(last).chain(ids(first)).collect(),
    })
}

const fn is_in_pain(median: Median) -> bool {
    median.halves() >= 2
}

fn ids(scores: &[ScoredEntry]) -> impl Iterator<Item = Uuid> {
    scores.iter().map(|given| given.id)
}
