//! What the home screen knows of the journal.

use chrono::NaiveDate;

use crate::domain::advice::history::counts;
use crate::domain::record::entry::{Entry, Moment, Rating, Score, Session};
use crate::domain::record::journal::{Journal, Logged};
use crate::domain::record::plan_mark::{Followed, PlanMarks};
use crate::domain::stats::monday;
use crate::domain::text::Text;

/// The last days, in a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recent {
    /// Everything recorded in the last months.
    pub journal: Journal,
    /// Sessions that began this week (from Monday) in which something was done.
    pub this_week: usize,
    /// The last session in which something was done, if any.
    pub last: Option<LastSession>,
    /// The steps on the way through plans.
    pub plan_marks: PlanMarks,
    /// The plan that is followed: what those come to.
    pub followed: Option<Followed>,
}

/// The last session, and how it hurt before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct LastSession {
    /// What the routine was called.
    pub title: Text,
    /// The day it began.
    pub day: NaiveDate,
    /// Pain before, if answered.
    pub before: Option<Score>,
    /// Pain after, if answered.
    pub after: Option<Score>,
}

impl Recent {
    /// What `journal` says, `today` being the user's own date. Of the journal the last weeks do.
    pub fn of(journal: Journal, today: NaiveDate) -> Self {
        let last = journal.sessions().iter().rev().find(|session| counts(session)).map(|session| LastSession {
            title: session.title.clone(),
            day: session.at.date_naive(),
            before: score(&journal, session, Moment::Before),
            after: score(&journal, session, Moment::After),
        });
        let plan_marks = PlanMarks::of(&journal);
        Self {
            this_week: sessions_this_week(&journal, today),
            last,
            followed: plan_marks.followed(),
            plan_marks,
            journal,
        }
    }

    /// The answers to the last check-in, or to the last question about pain at any time, that have a score.
    pub fn last_check_in(&self) -> Option<&Logged<Rating>> {
        let is_check_in = |rating: &&Logged<Rating>| {
            matches!(rating.moment, Moment::Before | Moment::Other) && rating.score.is_some()
        };
        self.journal.ratings().iter().rev().find(is_check_in)
    }

    /// Takes in an entry that is being written, or was since the journal was read; it may be in here already.
    pub fn take_in(&mut self, entry: &Entry, today: NaiveDate) {
        if !self.journal.contains(entry) {
            self.journal.insert(entry.clone());
            *self = Self::of(std::mem::take(&mut self.journal), today);
        }
    }
}

/// How many sessions in which something was done began in the week of `today`, the user's own date, from Monday on. A
/// clock that was wrong for a while adds none of a later week.
pub fn sessions_this_week(journal: &Journal, today: NaiveDate) -> usize {
    let this_week = |session: &&Logged<Session>| monday(session.at.date_naive()) == monday(today) && counts(session);
    journal.sessions().iter().filter(this_week).count()
}

fn score(journal: &Journal, session: &Logged<Session>, moment: Moment) -> Option<Score> {
    let of_session = |rating: &&Logged<Rating>| rating.session == Some(session.id) && rating.moment == moment;
    journal.ratings().iter().rev().find(of_session)?.score
}
