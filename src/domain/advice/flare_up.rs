//! Flare-ups: strong pain twice in a week, or a back that cramps, until the first green score.
//!
//! One course of scores answers both questions that are asked: the flare-up of today, and all dates of all flare-ups.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::history::{Bounds, is_about_the_back};
use super::limits::{Limit, Limits};
use crate::domain::record::entry::{Moment, PainWord, Rating, Score, Stamp};
use crate::domain::record::journal::{Journal, Logged};

/// The routine that is suggested then.
pub const ROUTINE: &str = "flare-up-care";

/// Dates, today included, of which two red ones begin a flare-up; and dates without a score above green that end it. See
/// [`Paragraph::FlareUp`](super::paragraph::Paragraph::FlareUp).
const DAYS: u32 = 7;

/// Red dates that begin a flare-up. See [`Paragraph::FlareUp`](super::paragraph::Paragraph::FlareUp).
const RED_DAYS: usize = 2;

/// The flare-up of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlareUp {
    /// Its reason, in a sentence with its numbers.
    pub why: String,
    /// The entries behind it.
    pub entries: Vec<Uuid>,
}

/// A score of the back, outside of a session.
struct Scored {
    day: NaiveDate,
    score: Score,
    is_cramping: bool,
    /// Its entry; `None` for a check-in that is not written yet.
    id: Option<Uuid>,
}

impl Scored {
    /// The score of `rating`, given on `day`; `None` where it takes no part.
    fn new(day: NaiveDate, rating: &Rating, id: Option<Uuid>) -> Option<Self> {
        let takes_part = rating.moment != Moment::During && is_about_the_back(rating);
        let score = rating.score.filter(|_| takes_part)?;
        Some(Self { day, score, is_cramping: rating.words.contains(&PainWord::Cramping), id })
    }

    fn of_entry(rating: &Logged<Rating>, bounds: &Bounds) -> Option<Self> {
        bounds.has(rating.at).then(|| Self::new(bounds.day(rating.at), &rating.body, Some(rating.id)))?
    }
}

/// The reason for which a flare-up began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// Red on two dates.
    Red,
    /// Cramping, with this score.
    Cramping(Score),
}

/// A flare-up from its first date on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bout {
    began: NaiveDate,
    /// The last date with a score above green.
    last: NaiveDate,
    /// The date of the green score that ended it.
    pub(super) ended: Option<NaiveDate>,
    cause: Cause,
    entries: Vec<Uuid>,
}

impl Bout {
    /// The first date on which it is over, as far as is known.
    fn over(&self) -> NaiveDate {
        let silent = self.last.checked_add_days(Days::new(DAYS.into())).unwrap_or(NaiveDate::MAX);
        self.ended.map_or(silent, |ended| ended.min(silent))
    }

    fn is_on(&self, day: NaiveDate) -> bool {
        self.ended.is_none() && day < self.over()
    }

    /// Its dates, without the one on which it was over.
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let over = self.over();
        self.began.iter_days().take_while(move |day| *day < over)
    }
}

/// The scores of a back in order of time, and the flare-ups that they make.
struct Course<'l> {
    limits: &'l Limits,
    /// Red scores since the last green one, of the last dates.
    reds: Vec<(NaiveDate, Option<Uuid>)>,
    bouts: Vec<Bout>,
}

impl<'l> Course<'l> {
    fn new(scores: impl Iterator<Item = Scored>, limits: &'l Limits) -> Self {
        let mut course = Self { limits, reds: Vec::new(), bouts: Vec::new() };
        for scored in scores {
            course.take_in(&scored);
        }
        course
    }

    fn take_in(&mut self, scored: &Scored) {
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
            self.begin(day, Cause::Red, self.red_entries());
        } else if scored.is_cramping {
            self.begin(day, Cause::Cramping(scored.score), scored.id.into_iter().collect());
        }
    }

    fn begin(&mut self, day: NaiveDate, cause: Cause, entries: Vec<Uuid>) {
        self.bouts.push(Bout { began: day, last: day, ended: None, cause, entries });
    }

    /// Red dates of those that end with `day`.
    fn red_days(&self, day: NaiveDate) -> usize {
        let days = self.reds.iter().map(|(red, _)| *red).filter(|red| is_within(*red, day));
        days.collect::<BTreeSet<_>>().len()
    }

    fn red_entries(&self) -> Vec<Uuid> {
        self.reds.iter().filter_map(|(_, id)| *id).collect()
    }

    /// The flare-up that is on, on the day `today`.
    fn on(&self, today: NaiveDate) -> Option<FlareUp> {
        let bout = self.bouts.last().filter(|bout| bout.is_on(today))?;
        let (red, days) = (self.limits.of(Limit::RedFrom), self.red_days(today));
        if days >= RED_DAYS {
            let why = format!("{red} or more on {days} of the last {DAYS} days.");
            return Some(FlareUp { why, entries: self.red_entries() });
        }
        let since = bout.began.format("%-d %b");
        let why = match bout.cause {
            Cause::Red => {
                format!("{red} or more on {RED_DAYS} of {DAYS} days up to {since}, and no green score since.")
            }
            Cause::Cramping(score) if bout.began == today => format!("Cramping, at {score} of 10."),
            Cause::Cramping(score) => format!("Cramping, at {score} of 10, on {since}, and no green score since."),
        };
        Some(FlareUp { why, entries: bout.entries.clone() })
    }
}

/// Returns true if `then` is one of the last seven dates, of which `day` is the last.
fn is_within(then: NaiveDate, day: NaiveDate) -> bool {
    (day - then).num_days() < i64::from(DAYS)
}

/// The flare-up that is on, at `now`. `check_in` is the last score of all, where it is not in the journal yet.
///
/// **Source**: a back muscle that seizes up wants a few days of care (Symptoms, Causes and Prevention For Runners…,
/// article); the numbers are our choice. See [`Paragraph::FlareUp`](super::paragraph::Paragraph::FlareUp).
pub(super) fn flare_up(journal: &Journal, check_in: Option<&Rating>, limits: &Limits, now: Stamp) -> Option<FlareUp> {
    let today = now.date_naive();
    let bounds = Bounds::up_to(now);
    let written = journal.ratings().iter().filter_map(|rating| Scored::of_entry(rating, &bounds));
    let unwritten = check_in.and_then(|rating| Scored::new(today, rating, None));
    Course::new(written.chain(unwritten), limits).on(today)
}

/// All flare-ups of the ratings up to the day `to`, in order of time.
pub(super) fn flare_ups(journal: &Journal, limits: &Limits, bounds: &Bounds) -> Vec<Bout> {
    let written = journal.ratings().iter().filter_map(|rating| Scored::of_entry(rating, bounds));
    Course::new(written, limits).bouts
}
