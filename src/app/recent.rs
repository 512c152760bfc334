//! What the home screen knows of the journal.

use crate::domain::record::activities::{Own, current};
use crate::domain::record::done::counts;
use crate::domain::record::entry::{Entry, Moment, Rating, Score, Stamp};
use crate::domain::record::journal::{Journal, Logged, until};
use crate::domain::record::plan_mark::{Followed, PlanMarks};
use crate::domain::record::session_ratings::SessionRatings;
use crate::domain::text::Text;

/// The last months, and what follows from them now.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recent {
    /// Everything recorded in the last months; also what a wrong clock dated ahead.
    pub journal: Journal,
    /// The steps on the way through plans.
    pub plan_marks: PlanMarks,
    /// The plan that is followed: what those come to.
    pub followed: Option<Followed>,
    /// The user's own activities that are asked about.
    pub activities: Vec<Own>,
}

/// The last session, and how it hurt before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct LastSession {
    /// What the routine was called.
    pub title: Text,
    /// Time at which it began.
    pub at: Stamp,
    /// Pain before, if answered.
    pub before: Option<Score>,
    /// Pain after, if answered.
    pub after: Option<Score>,
}

impl Recent {
    /// Works out what `journal` says as of `now`. The last weeks of the journal are enough.
    pub fn of(journal: Journal, now: Stamp) -> Self {
        let plan_marks = PlanMarks::of(&journal, now);
        Self { followed: plan_marks.followed(), activities: current(&journal, now), plan_marks, journal }
    }

    /// Another day has begun: what was ahead may count now.
    pub fn refresh(&mut self, now: Stamp) {
        *self = Self::of(std::mem::take(&mut self.journal), now);
    }

    /// The last session up to `now` in which something was done, if any.
    pub fn last_session(&self, now: Stamp) -> Option<LastSession> {
        let sessions = until(self.journal.sessions(), now);
        let session = sessions.iter().rev().find(|session| counts(session))?;
        let ratings = SessionRatings::of(self.journal.ratings(), session);
        Some(LastSession {
            title: session.title.clone(),
            at: session.at,
            before: ratings.before.and_then(|rating| rating.score),
            after: ratings.after.and_then(|rating| rating.score),
        })
    }

    /// The answers to the last check-in up to `now`, or to the last question about pain at any time, that have a score.
    pub fn last_check_in(&self, now: Stamp) -> Option<&Logged<Rating>> {
        let is_check_in = |rating: &&Logged<Rating>| {
            matches!(rating.moment, Moment::Before | Moment::Other) && rating.score.is_some()
        };
        until(self.journal.ratings(), now).iter().rev().find(is_check_in)
    }

    /// Takes in an entry that is being written, or was since the journal was read; it may be in here already.
    pub fn take_in(&mut self, entry: &Entry, now: Stamp) {
        if !self.journal.contains(entry) {
            self.journal.insert(entry.clone());
            self.refresh(now);
        }
    }
}
