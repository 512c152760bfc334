//! What the home screen knows of the journal.

use chrono::{Datelike, NaiveDate};

use crate::domain::record::entry::{Body, Entry, Moment, Outcome, Score, Session};
use crate::domain::text::Text;

/// The last days, in a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recent {
    /// Sessions that began this week (from Monday) in which something was done.
    pub this_week: usize,
    /// The last session, if any.
    pub last: Option<LastSession>,
    /// Lines that could not be read.
    pub unreadable: usize,
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
    /// From the entries of the last weeks, ascending by time, `today` being the user's own date.
    pub fn of<'a>(entries: impl Iterator<Item = &'a Entry> + Clone, today: NaiveDate) -> Self {
        let monday = today - chrono::Days::new(u64::from(today.weekday().num_days_from_monday()));
        let sessions = entries.clone().filter_map(session_of);
        let this_week =
            sessions.clone().filter(|(entry, session)| entry.at.date_naive() >= monday && counts(session)).count();
        let last = sessions.last().map(|(entry, session)| LastSession {
            title: session.title.clone(),
            day: entry.at.date_naive(),
            before: score(entries.clone(), entry, Moment::Before),
            after: score(entries.clone(), entry, Moment::After),
        });
        Self { this_week, last, unreadable: 0 }
    }
}

fn session_of(entry: &Entry) -> Option<(&Entry, &Session)> {
    if let Body::Session(session) = &entry.body { Some((entry, session)) } else { None }
}

/// A session that was only opened is none.
fn counts(session: &Session) -> bool {
    session.outcome == Outcome::Completed || session.active_s >= 60
}

fn score<'a>(mut entries: impl Iterator<Item = &'a Entry>, session: &Entry, moment: Moment) -> Option<Score> {
    entries.find_map(|entry| match &entry.body {
        Body::Rating(rating) if rating.session == Some(session.id) && rating.moment == moment => rating.score,
        _ => None,
    })
}
