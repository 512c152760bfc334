//! The journal in memory: its last months, which the home screen needs, and the whole of it, for the screens that look
//! back.
//!
//! The whole journal is read in the background when one of them is opened; until then they show the last months.

use chrono::TimeDelta;

use crate::domain::content::exercise::Id;
use crate::domain::journal::activities::{Own, current};
use crate::domain::journal::done::counts;
use crate::domain::journal::entry::{Entry, Moment, Rating, Score, SessionEntry, Stamp};
use crate::domain::journal::merged::{Journal, Logged, until};
use crate::domain::journal::plan_mark::{Followed, PlanMarks};
use crate::domain::journal::session_ratings::SessionRatings;
use crate::domain::session::run::Session;
use crate::domain::text::Text;

/// The last months of the journal, up to now: half a year, the basis of advice on today's session.
pub const RECENT: TimeDelta = TimeDelta::days(-183);

/// [`RECENT`] in words.
pub const RECENT_TEXT: &str = "6 months";

/// The last months of the journal, with the state derived from them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recent {
    /// The entries of the last months, including those that a wrong clock dated ahead.
    pub journal: Journal,
    /// The steps on the way through plans.
    pub plan_marks: PlanMarks,
    /// The plan that is followed, according to those steps.
    pub followed: Option<Followed>,
    /// The user's own activities that are asked about.
    pub activities: Vec<Own>,
}

/// The last session, with the pain before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct LastSession {
    /// The title of the routine.
    pub title: Text,
    /// The time at which it began.
    pub at: Stamp,
    /// The seconds of work.
    pub active_s: u32,
    /// Pain before, if answered.
    pub before: Option<Score>,
    /// Pain after, if answered.
    pub after: Option<Score>,
}

impl Recent {
    /// Derives the state of `journal` as of `now`. The last weeks of the journal are enough.
    pub fn of(journal: Journal, now: Stamp) -> Self {
        let plan_marks = PlanMarks::of(&journal, now);
        Self { followed: plan_marks.followed(), activities: current(&journal, now), plan_marks, journal }
    }

    /// Derives the state anew as of `now`: entries that were dated ahead may count by now.
    pub fn refresh(&mut self, now: Stamp) {
        *self = Self::of(std::mem::take(&mut self.journal), now);
    }

    /// Returns the last session up to `now` in which something was done, if any.
    pub fn last_session(&self, now: Stamp) -> Option<LastSession> {
        let sessions = until(self.journal.sessions(), now);
        Some(self.with_pain(sessions.iter().rev().find(|session| counts(session))?))
    }

    /// Returns the last session of a routine up to `now` in which something was done, if any.
    pub fn last_session_of(&self, routine: &Id, now: Stamp) -> Option<LastSession> {
        let mut sessions = until(self.journal.sessions(), now).iter().rev();
        Some(self.with_pain(sessions.find(|session| session.routine == *routine && counts(session))?))
    }

    /// Returns the last session of the same routine before `session` in which something was done, if any.
    pub fn session_before(&self, session: &Session) -> Option<LastSession> {
        let routine = &session.player.timeline().routine;
        let sessions = until(self.journal.sessions(), session.started);
        let mut others = sessions.iter().rev().filter(|other| other.id != session.id && other.routine == *routine);
        Some(self.with_pain(others.find(|other| counts(other))?))
    }

    fn with_pain(&self, session: &Logged<SessionEntry>) -> LastSession {
        let ratings = SessionRatings::of(self.journal.ratings(), session);
        LastSession {
            title: session.title.clone(),
            at: session.at,
            active_s: session.active_s,
            before: ratings.before.and_then(|rating| rating.score),
            after: ratings.after.and_then(|rating| rating.score),
        }
    }

    /// Returns the last rating up to `now` that has a score and was given before a session or at any other time.
    pub fn last_check_in(&self, now: Stamp) -> Option<&Logged<Rating>> {
        until(self.journal.ratings(), now)
            .iter()
            .rev()
            .find(|rating| matches!(rating.moment, Moment::Before | Moment::Other) && rating.score.is_some())
    }

    /// Adds an entry that is being written, or was written since the journal was read, unless it is there already.
    pub fn take_in(&mut self, entry: &Entry, now: Stamp) {
        if !self.journal.contains(entry) {
            self.journal.insert(entry.clone());
            self.refresh(now);
        }
    }
}

/// The whole journal, once it was asked for.
#[derive(Debug, Default)]
pub struct Whole {
    /// The journal as read last, with the entries written since.
    journal: Option<Journal>,
    /// While it is being read: the entries that this reading may miss.
    missed: Option<Vec<Entry>>,
    /// The number of changes, so that callers can tell whether a value made from the journal is out of date.
    revision: u64,
}

impl Whole {
    /// Returns the whole journal; `None` until it was read for the first time.
    pub fn journal(&self) -> Option<&Journal> {
        self.journal.as_ref()
    }

    /// Returns true while it is being read.
    pub fn is_being_read(&self) -> bool {
        self.missed.is_some()
    }

    /// Returns a number that differs after each change of the journal, the whole or its last months.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Notes a change of the journal.
    pub fn changed(&mut self) {
        self.revision += 1;
    }

    /// Asks for a reading. `unwritten` are the entries that are not on disk. Returns true if the reading has to begin,
    /// and false if one is under way.
    pub fn ask(&mut self, unwritten: Vec<Entry>) -> bool {
        let begins = self.missed.is_none();
        self.missed.get_or_insert(unwritten);
        begins
    }

    /// Adds an entry that is being written.
    pub fn take_in(&mut self, entry: &Entry) {
        self.changed();
        if let Some(journal) = &mut self.journal {
            journal.insert(entry.clone());
        }
        if let Some(missed) = &mut self.missed {
            missed.push(entry.clone());
        }
    }

    /// Takes over the journal that was read.
    pub fn set(&mut self, mut journal: Journal) {
        self.changed();
        for entry in self.missed.take().into_iter().flatten() {
            journal.insert(entry);
        }
        self.journal = Some(journal);
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::domain::journal::entry::{Body, Moment, Rating};

    fn rating(n: u128) -> Entry {
        let at = DateTime::parse_from_rfc3339("2026-11-20T07:02:10+01:00").unwrap();
        Entry::new(Uuid::from_u128(n), at, Body::Rating(Rating::new(Moment::Other)))
    }

    #[test]
    fn what_is_written_while_it_is_read_is_not_lost() {
        let mut whole = Whole::default();
        assert!(whole.journal().is_none());
        assert!(whole.ask(vec![rating(1)]), "reading begins");
        assert!(!whole.ask(Vec::new()), "once is enough");
        whole.take_in(&rating(2));
        whole.set(Journal::default());
        assert!(!whole.is_being_read());
        assert_eq!(whole.journal().unwrap().ratings().len(), 2);
        whole.take_in(&rating(3));
        assert_eq!(whole.journal().unwrap().ratings().len(), 3);
    }
}
