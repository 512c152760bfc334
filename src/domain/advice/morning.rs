//! The morning after a session: whether the question is due, and whether the session settled overnight.

use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use super::limits::{Limit, Limits};
use crate::domain::record::done::counts;
use crate::domain::record::entry::{Moment, Score, Stamp};
use crate::domain::record::journal::{Journal, until};
use crate::domain::text::Text;
use crate::domain::time::calendar::moved;

/// The question may be asked from this long after a session. Our choice, for the rule says "by the next morning";
/// paragraph `morning-asked`.
pub const FIRST: TimeDelta = TimeDelta::hours(8);

/// The question may be asked until this long after a session; then it expires. Our choice; paragraph `morning-asked`.
pub const LAST: TimeDelta = TimeDelta::hours(30);

/// At this hour a new day begins for whoever trains at night. Our choice; paragraph `morning-asked`.
const NEW_DAY_HOUR: i64 = 4;

/// A session to ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The session: the rating belongs to it.
    pub session: Uuid,
    /// What its routine was called.
    pub title: Text,
    /// When it ended.
    pub ended: Stamp,
    /// Pain before it, if answered.
    pub before: Option<Score>,
}

/// The session whose morning after is to be asked now; `None` where there is nothing to ask.
///
/// It is the last in which something was done, ended 8 to 30 hours ago, with a night in between. What was asked once, be it
/// without an answer, is not asked again; who trains again before the question came is not asked about what was before.
///
/// **Source**: settled by the next morning (pain-monitoring model, Silbernagel et al., Am J Sports Med 2007); the hours
/// are our choice.
pub fn due(journal: &Journal, now: Stamp) -> Option<Due> {
    let session = journal.sessions().iter().rev().find(|session| session.at <= now && counts(session))?;
    let since = now - session.ended;
    if !(FIRST..=LAST).contains(&since) || !is_next_morning(session.ended, now) {
        return None;
    }
    let recent = || journal.ratings().iter().rev().take_while(|rating| rating.at >= session.at - LAST);
    let asked = recent().any(|rating| {
        rating.moment == Moment::NextMorning
            && (rating.session == Some(session.id) || (rating.session.is_none() && rating.at >= session.ended + FIRST))
    });
    if asked {
        return None;
    }
    let is_before = |moment, of| moment == Moment::Before && of == Some(session.id);
    let before = recent().find(|rating| is_before(rating.moment, rating.session)).and_then(|rating| rating.score);
    Some(Due { session: session.id, title: session.title.clone(), ended: session.ended, before })
}

/// Returns true where a night lies between the end of a session and an answer at `at`, by the clock where that is given.
/// Paragraph `morning-asked`.
pub fn is_next_morning(ended: Stamp, at: Stamp) -> bool {
    day_of(ended.with_timezone(at.offset())) < day_of(at)
}

/// The day that a person means who is still up after midnight.
fn day_of(at: Stamp) -> NaiveDate {
    (at - TimeDelta::hours(NEW_DAY_HOUR)).date_naive()
}

/// Whether a session settled by the next morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Settled {
    /// It did.
    Settled,
    /// It did not.
    NotSettled,
    /// One of the two ratings is missing.
    Unknown,
}

impl Settled {
    /// Of the ratings before a session and on the next morning.
    ///
    /// Not settled: `unsettled_rise` or more over before, or `unsettled_from` and over whatever was before. A morning
    /// without an answer is unknown; so is a lower one without a rating before.
    ///
    /// **Source**: settled by the next morning (Silbernagel et al., Am J Sports Med 2007) or within a day (AHP Suffolk;
    /// Provide Physiotherapy); the split between one and two points is our choice, after the error of the scale.
    ///
    /// ```
    /// use supple::domain::advice::limits::Limits;
    /// use supple::domain::advice::morning::Settled;
    /// use supple::domain::record::entry::Score;
    ///
    /// let of = |before, morning| Settled::of(Score::new(before), Score::new(morning), &Limits::default());
    /// assert_eq!(of(2, 3), Settled::Settled);
    /// assert_eq!(of(2, 4), Settled::NotSettled);
    /// ```
    pub fn of(before: Option<Score>, next_morning: Option<Score>, limits: &Limits) -> Self {
        let Some(morning) = next_morning.map(Score::value) else { return Self::Unknown };
        if morning >= limits.of(Limit::UnsettledFrom) {
            return Self::NotSettled;
        }
        match before.map(Score::value) {
            None => Self::Unknown,
            Some(before) if morning.saturating_sub(before) >= limits.of(Limit::UnsettledRise) => Self::NotSettled,
            Some(_) => Self::Settled,
        }
    }
}

/// What the morning after says, with its numbers; `None` where it was not answered.
pub fn sentence(before: Option<Score>, next_morning: Option<Score>, limits: &Limits) -> Option<String> {
    let morning = next_morning?;
    let numbers = match before {
        Some(before) => format!("{before} before, {morning} the next morning"),
        None => format!("{morning} the next morning"),
    };
    Some(match Settled::of(before, next_morning, limits) {
        Settled::Settled => format!("{numbers}: settled overnight."),
        Settled::NotSettled => format!("{numbers}. It had not settled overnight, so the next one is easier."),
        Settled::Unknown => format!("{numbers}. Without a number from before, the next one stays as it is."),
    })
}

/// Returns the time at which the question will be [due] next if nothing but time passes; `None` where it will not be.
pub fn next_due(journal: &Journal, now: Stamp) -> Option<Stamp> {
    let session = until(journal.sessions(), now).iter().rev().find(|session| counts(session))?;
    let new_day = day_of(session.ended).succ_opt()?.and_hms_opt(NEW_DAY_HOUR.try_into().ok()?, 0, 0)?;
    let new_day = new_day.and_local_timezone(*now.offset()).single()?;
    let first = moved(session.ended, FIRST).max(new_day);
    Some(first).filter(|first| *first > now && due(journal, *first).is_some_and(|due| due.session == session.id))
}
