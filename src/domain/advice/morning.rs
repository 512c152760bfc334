//! The morning after a session: when its question is due, and whether the session settled overnight.

use uuid::Uuid;

use super::limits::{Limit, Limits};
use crate::domain::journal::done::counts;
use crate::domain::journal::entry::{Score, Stamp};
use crate::domain::journal::merged::{Journal, until};
use crate::domain::journal::session_ratings::{FIRST, LAST, SessionRatings, first_morning, is_next_morning};
use crate::domain::text::Text;

/// A session to ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The session to which the rating will belong.
    pub session: Uuid,
    /// The title of its routine.
    pub title: Text,
    /// The end of the session.
    pub ended: Stamp,
    /// The score before it, if answered.
    pub before: Option<Score>,
}

/// Returns the session to ask about now, on the morning after; `None` if there is nothing to ask.
///
/// It is the last in which something was done, ended 8 to 30 hours ago, with a night in between. A question that was
/// asked once is not asked again, even if it was not answered; after a newer session, older ones are not asked about.
///
/// **Source**: settled by the next morning (pain-monitoring model, Silbernagel et al., Am J Sports Med 2007); the hours
/// are our choice.
pub fn due(journal: &Journal, now: Stamp) -> Option<Due> {
    let session = until(journal.sessions(), now).iter().rev().find(|session| counts(session))?;
    let since = now - session.ended;
    if !(FIRST..=LAST).contains(&since) || !is_next_morning(session.ended, now) {
        return None;
    }
    let ratings = SessionRatings::of(until(journal.ratings(), now), session);
    if ratings.morning().is_some() {
        return None;
    }
    let before = ratings.before.and_then(|rating| rating.score);
    Some(Due { session: session.id, title: session.title.clone(), ended: session.ended, before })
}

/// The state of a session by the next morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Settled {
    /// Pain from it had settled.
    Settled,
    /// Pain from it had not settled.
    NotSettled,
    /// One of the two ratings is missing.
    Unknown,
}

impl Settled {
    /// Compares the scores before a session and on the next morning.
    ///
    /// Not settled is `unsettled_rise` or more over the score before, or `unsettled_from` or more whatever it was. A
    /// morning without an answer is unknown; so is one below `unsettled_from` without a score before.
    ///
    /// **Source**: settled by the next morning (Silbernagel et al., Am J Sports Med 2007) or within a day (AHP Suffolk;
    /// Provide Physiotherapy); the split between one and two points is our choice, after the error of the scale.
    ///
    /// ```
    /// use supple::domain::advice::limits::Limits;
    /// use supple::domain::advice::morning::Settled;
    /// use supple::domain::journal::entry::Score;
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

/// Describes the morning after in a sentence with its numbers; `None` if it was not answered.
pub fn sentence(before: Option<Score>, next_morning: Option<Score>, limits: &Limits) -> Option<String> {
    let morning = next_morning?;
    let numbers = match before {
        Some(before) => format!("{before} before, {morning} the next morning"),
        None => format!("{morning} the next morning"),
    };
    Some(match Settled::of(before, next_morning, limits) {
        Settled::Settled => format!("{numbers}: settled overnight."),
        Settled::NotSettled => format!("{numbers}. Pain has not settled, so the next session is easier."),
        Settled::Unknown => format!("{numbers}. No rating from before, so nothing changes next time."),
    })
}

/// Returns the time at which the question will next be [due] if nothing but time passes; `None` if it will not be.
pub fn next_due(journal: &Journal, now: Stamp) -> Option<Stamp> {
    let session = until(journal.sessions(), now).iter().rev().find(|session| counts(session))?;
    let first = first_morning(session.ended, now)?;
    Some(first).filter(|first| *first > now && due(journal, *first).is_some_and(|due| due.session == session.id))
}
