//! What the home screen knows of the journal.

use chrono::{Datelike, NaiveDate};

use crate::domain::record::entry::{Body, Entry, Moment, Outcome, Rating, Score, Session};
use crate::domain::record::journal::{Journal, Logged};
use crate::domain::record::plan_mark::Followed;
use crate::domain::text::Text;

/// The last days, in a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recent {
    /// Sessions that began this week (from Monday) in which something was done.
    pub this_week: usize,
    /// The last session, if any.
    pub last: Option<LastSession>,
    /// The plan that is followed.
    pub followed: Option<Followed>,
    /// The last score that was given.
    pub pain: Option<LastPain>,
    /// Lines that could not be read.
    pub unreadable: usize,
}

/// The last score that was given, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastPain {
    /// How much.
    pub score: Score,
    /// The day.
    pub day: NaiveDate,
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
    pub fn of(journal: &Journal, today: NaiveDate) -> Self {
        let monday = today - chrono::Days::new(u64::from(today.weekday().num_days_from_monday()));
        let this_week = |session: &&Logged<Session>| session.at.date_naive() >= monday && counts(session);
        let last = journal.sessions().last().map(|session| LastSession {
            title: session.title.clone(),
            day: session.at.date_naive(),
            before: score(journal, session, Moment::Before),
            after: score(journal, session, Moment::After),
        });
        Self {
            this_week: journal.sessions().iter().filter(this_week).count(),
            last,
            followed: Followed::of(journal),
            pain: last_pain(journal),
            unreadable: journal.problems().count(),
        }
    }
}

impl Recent {
    /// Takes in an entry that is being written.
    pub fn take_in(&mut self, entry: &Entry) {
        self.followed = Followed::with(self.followed.take(), entry);
        if let Body::Rating(Rating { score: Some(score), .. }) = entry.body {
            self.pain = Some(LastPain { score, day: entry.at.date_naive() });
        }
    }
}

fn last_pain(journal: &Journal) -> Option<LastPain> {
    let answered = |rating: &Logged<Rating>| Some(LastPain { score: rating.score?, day: rating.at.date_naive() });
    journal.ratings().iter().rev().find_map(answered)
}

/// A session that was only opened is none.
fn counts(session: &Session) -> bool {
    session.outcome == Outcome::Completed || session.active_s >= 60
}

fn score(journal: &Journal, session: &Logged<Session>, moment: Moment) -> Option<Score> {
    let of_session = |rating: &&Logged<Rating>| rating.session == Some(session.id) && rating.moment == moment;
    journal.ratings().iter().rev().find(of_session)?.score
}
