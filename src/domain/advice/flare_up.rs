//! Flare-ups: strong pain twice in a week, or a back that cramps, until the first green score. And the days that, for
//! them or for other reasons, ask nothing of the weekly goal.
//!
//! One course of scores gives both the flare-up of today and the dates of all flare-ups.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::clearance::{ClearanceEnd, end_of};
use super::history::{EntryWindow, PainHistory, is_about_the_back};
use super::limits::{Limit, Limits};
use crate::domain::journal::entry::{Moment, Outcome, PainWord, Rating, Score, Stamp};
use crate::domain::journal::merged::{Journal, Logged};

/// The id of the routine that is suggested during a flare-up.
pub const ROUTINE: &str = "flare-up-care";

/// The number of dates, today included, among which two red ones begin a flare-up; and the number of dates without a
/// score above green that end it. See [`Paragraph::FlareUp`](super::paragraph::Paragraph::FlareUp).
const DAYS: u32 = 7;

/// The number of red dates that begin a flare-up. See [`Paragraph::FlareUp`](super::paragraph::Paragraph::FlareUp).
const RED_DAYS: usize = 2;

/// The flare-up of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlareUp {
    /// The reason in a sentence with its numbers.
    pub why: String,
    /// The journal entries behind it.
    pub entries: Vec<Uuid>,
}

/// Returns the days within `bounds` that ask nothing of the weekly goal: those of red scores, flare-ups, advised rest,
/// sessions stopped at once, and safety answers that held sessions back. See
/// [`Paragraph::ExemptDays`](super::paragraph::Paragraph::ExemptDays).
pub fn exempt_days(history: &PainHistory<'_>, limits: &Limits, bounds: &EntryWindow) -> BTreeSet<NaiveDate> {
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

/// A score of the back, outside of a session.
struct BackScore {
    day: NaiveDate,
    score: Score,
    is_cramping: bool,
    /// `None` for a check-in that is not written yet.
    id: Option<Uuid>,
}

impl BackScore {
    /// Returns `None` if `rating` has no score, is of the middle of a session, or is not about the back.
    fn new(day: NaiveDate, rating: &Rating, id: Option<Uuid>) -> Option<Self> {
        let takes_part = rating.moment != Moment::During && is_about_the_back(rating);
        let score = rating.score.filter(|_| takes_part)?;
        Some(Self { day, score, is_cramping: rating.words.contains(&PainWord::Cramping), id })
    }

    fn of_entry(rating: &Logged<Rating>, bounds: &EntryWindow) -> Option<Self> {
        bounds.has(rating.at).then(|| Self::new(bounds.day(rating.at), &rating.body, Some(rating.id)))?
    }
}

/// The reason for which a flare-up began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FlareUpCause {
    /// Red on two dates.
    Red,
    /// Cramping, with this score.
    Cramping(Score),
}

/// A flare-up with its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bout {
    began: NaiveDate,
    /// The last date with a score above green.
    last: NaiveDate,
    /// The date of the green score that ended it.
    pub(super) ended: Option<NaiveDate>,
    cause: FlareUpCause,
    entries: Vec<Uuid>,
}

impl Bout {
    /// The first date after it, as far as is known.
    fn over(&self) -> NaiveDate {
        let silent = self.last.checked_add_days(Days::new(DAYS.into())).unwrap_or(NaiveDate::MAX);
        self.ended.map_or(silent, |ended| ended.min(silent))
    }

    fn is_on(&self, day: NaiveDate) -> bool {
        self.ended.is_none() && day < self.over()
    }

    /// All dates of it.
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let over = self.over();
        self.began.iter_days().take_while(move |day| *day < over)
    }
}

/// Finds flare-ups in the scores of a back, taken in order of time.
struct ScoreCourse<'l> {
    limits: &'l Limits,
    /// Red scores of the last [`DAYS`] since the last green one.
    reds: Vec<(NaiveDate, Option<Uuid>)>,
    bouts: Vec<Bout>,
}

impl<'l> ScoreCourse<'l> {
    fn new(scores: impl Iterator<Item = BackScore>, limits: &'l Limits) -> Self {
        let mut course = Self { limits, reds: Vec::new(), bouts: Vec::new() };
        for scored in scores {
            course.add(&scored);
        }
        course
    }

    fn add(&mut self, scored: &BackScore) {
        let day = scored.day;
        let current = self.bouts.last_mut().filter(|bout| bout.is_on(day));
        if scored.score.value() < self.limits.of(Limit::AmberFrom) {
            if let Some(bout) = current {
                bout.ended = Some(day);
            }
            self.reds.clear();
            return;
        }
        self.reds.retain(|(red, _)| is_within(*red, day));
        if scored.score.value() >= self.limits.of(Limit::RedFrom) {
            self.reds.push((day, scored.id));
        }
        if let Some(bout) = current {
            bout.last = bout.last.max(day);
        } else if self.red_days(day) >= RED_DAYS {
            self.begin(day, FlareUpCause::Red, self.red_entries());
        } else if scored.is_cramping {
            self.begin(day, FlareUpCause::Cramping(scored.score), scored.id.into_iter().collect());
        }
    }

    fn begin(&mut self, day: NaiveDate, cause: FlareUpCause, entries: Vec<Uuid>) {
        self.bouts.push(Bout { began: day, last: day, ended: None, cause, entries });
    }

    /// The number of red dates among the [`DAYS`] that end with `day`.
    fn red_days(&self, day: NaiveDate) -> usize {
        let days = self.reds.iter().map(|(red, _)| *red).filter(|red| is_within(*red, day));
        days.collect::<BTreeSet<_>>().len()
    }

    fn red_entries(&self) -> Vec<Uuid> {
        self.reds.iter().filter_map(|(_, id)| *id).collect()
    }

    /// The flare-up that is going on `today`.
    fn on(&self, today: NaiveDate) -> Option<FlareUp> {
        let bout = self.bouts.last().filter(|bout| bout.is_on(today))?;
        let (red, days) = (self.limits.of(Limit::RedFrom), self.red_days(today));
        if days >= RED_DAYS {
            let why = format!("{red} or more on {days} of the last {DAYS} days.");
            return Some(FlareUp { why, entries: self.red_entries() });
        }
        let since = bout.began.format("%-d %b");
        let why = match bout.cause {
            FlareUpCause::Red => {
                format!("{red} or more on {RED_DAYS} of {DAYS} days up to {since}, and no green score since.")
            }
            FlareUpCause::Cramping(score) if bout.began == today => format!("Cramping, rated {score} of 10."),
            FlareUpCause::Cramping(score) => {
                format!("Cramping, rated {score} of 10, on {since}, and no green score since.")
            }
        };
        Some(FlareUp { why, entries: bout.entries.clone() })
    }
}

/// Returns true if `then` is one of the seven dates that end with `day`.
fn is_within(then: NaiveDate, day: NaiveDate) -> bool {
    (day - then).num_days() < i64::from(DAYS)
}

/// Returns the flare-up that is going on at `now`. `check_in` is the newest rating, if it is not in the journal yet.
///
/// **Source**: a back muscle that seizes up wants a few days of care (Symptoms, Causes and Prevention For Runners With
/// Lower Back Pain); the numbers are our choice. See [`Paragraph::FlareUp`](super::paragraph::Paragraph::FlareUp).
pub(super) fn flare_up(journal: &Journal, check_in: Option<&Rating>, limits: &Limits, now: Stamp) -> Option<FlareUp> {
    let today = now.date_naive();
    let bounds = EntryWindow::up_to(now);
    let written = journal.ratings().iter().filter_map(|rating| BackScore::of_entry(rating, &bounds));
    let unwritten = check_in.and_then(|rating| BackScore::new(today, rating, None));
    ScoreCourse::new(written.chain(unwritten), limits).on(today)
}

/// Returns all flare-ups within `bounds`, in order of time.
pub(super) fn flare_ups(journal: &Journal, limits: &Limits, bounds: &EntryWindow) -> Vec<Bout> {
    let written = journal.ratings().iter().filter_map(|rating| BackScore::of_entry(rating, bounds));
    ScoreCourse::new(written, limits).bouts
}

/// The days of a flare-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlareUpDays {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, as far as is known.
    pub to: NaiveDate,
}

/// Returns the days of all flare-ups within `bounds`, in order of time.
pub fn days_of_flare_ups(journal: &Journal, limits: &Limits, bounds: &EntryWindow) -> Vec<FlareUpDays> {
    let bouts = flare_ups(journal, limits, bounds);
    let days = bouts.iter().filter_map(|bout| {
        let to = bout.days().take_while(|day| *day <= bounds.until).last()?;
        Some(FlareUpDays { from: bout.began, to })
    });
    days.collect()
}

fn red_days(journal: &Journal, limits: &Limits, bounds: &EntryWindow) -> BTreeSet<NaiveDate> {
    let red = limits.of(Limit::RedFrom);
    let reds = journal.ratings().iter().filter(|rating| rating.score.is_some_and(|score| score.value() >= red));
    let reds = reds.filter(|rating| is_about_the_back(rating) && bounds.has(rating.at));
    reds.map(|rating| bounds.day(rating.at)).collect()
}

fn stopped_days(journal: &Journal, bounds: &EntryWindow) -> impl Iterator<Item = NaiveDate> {
    let stopped = journal.sessions().iter().filter(|session| session.outcome == Outcome::Stopped);
    stopped.filter(|session| bounds.has(session.at)).map(|session| bounds.day(session.at))
}

/// Returns the days from each yes about safety until it is no longer in the way. The day of being seen is one of them,
/// the day of new answers is not.
fn held_days(journal: &Journal, bounds: &EntryWindow) -> BTreeSet<NaiveDate> {
    let to = bounds.until;
    let mut days = BTreeSet::new();
    for answer in journal.safety().iter().filter(|answer| answer.count_yes() > 0) {
        let first = bounds.day(answer.at);
        let last = match end_of(journal, answer, bounds.now) {
            Some(ClearanceEnd::Seen(at)) => Some(bounds.day(at)),
            Some(ClearanceEnd::AnsweredAnew(at)) => bounds.day(at).pred_opt(),
            None => None,
        };
        let last = last.unwrap_or(to).max(first).min(to);
        days.extend(first.iter_days().take_while(|day| *day <= last));
    }
    days
}
