//! The last months of the journal, as the home screen needs them.

use crate::domain::advice::history::counts;
use crate::domain::record::activities::{Own, current};
use crate::domain::record::entry::{Entry, Moment, Rating, Score, Session, Stamp};
use crate::domain::record::journal::{Journal, Logged, until};
use crate::domain::record::plan_mark::{Followed, PlanMarks};
use crate::domain::stats::monday;
use crate::domain::text::Text;
use crate::domain::time::day_as_of;

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
        let session = sessions.iter().rev().find(|session| counts(session))?;
        Some(LastSession {
            title: session.title.clone(),
            at: session.at,
            before: score(&self.journal, session, Moment::Before),
            after: score(&self.journal, session, Moment::After),
        })
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

/// Counts the sessions in which something was done that began in the week of `now`, from Monday on and not later than
/// `now`.
pub fn sessions_this_week(journal: &Journal, now: Stamp) -> usize {
    let this_week = monday(now.date_naive());
    until(journal.sessions(), now)
        .iter()
        .filter(|session| monday(day_as_of(session.at, now)) == this_week && counts(session))
        .count()
}

fn score(journal: &Journal, session: &Logged<Session>, moment: Moment) -> Option<Score> {
    let ratings = journal.ratings().iter().rev();
    ratings.filter(|rating| rating.session == Some(session.id)).find(|rating| rating.moment == moment)?.score
}
