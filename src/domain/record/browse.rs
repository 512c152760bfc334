//! Browsing a journal: entries of all kinds in one order, each session with its ratings.
//!
//! Only as many entries are visited as necessary: `listing` goes back from the newest as far as it is asked to,
//! `wanted` filters entries, `sought` matches them with words.

use super::entry::{Moment, Rating, Score, Session};
use super::journal::{Journal, Logged};
pub use super::kinds::{EntryKind, Item};
use crate::domain::time::calendar::moved;
use chrono::TimeDelta;

pub mod listing;
pub mod sought;
pub mod wanted;

/// The longest time from a rating of a session to the start of the session. Our choice: the question before a session
/// may be left open over night.
const BEFORE: TimeDelta = TimeDelta::days(1);
/// The longest time from the start of a session to a rating of it. Our choice: the next morning ends 30 hours after a
/// session.
const AFTER: TimeDelta = TimeDelta::days(3);

/// The ratings of a session, by moment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Folded<'a> {
    /// The last one before it; `None` if it was never asked for.
    pub before: Option<&'a Logged<Rating>>,
    /// The ratings during it, in order.
    pub during: Vec<&'a Logged<Rating>>,
    /// The last one after it.
    pub after: Option<&'a Logged<Rating>>,
    /// The last one of the morning after it.
    pub next_morning: Option<&'a Logged<Rating>>,
    /// The ratings that a later one of the same moment replaces, and those of other moments.
    pub others: Vec<&'a Logged<Rating>>,
}

impl<'a> Folded<'a> {
    /// Gathers the ratings of `session`.
    pub fn of(journal: &'a Journal, session: &Logged<Session>) -> Self {
        let mut folded = Self::default();
        for rating in ratings_of(journal, session) {
            let place = match rating.moment {
                Moment::Before => &mut folded.before,
                Moment::After => &mut folded.after,
                Moment::NextMorning => &mut folded.next_morning,
                Moment::During => {
                    folded.during.push(rating);
                    continue;
                }
                Moment::Other => {
                    folded.others.push(rating);
                    continue;
                }
            };
            folded.others.extend(place.replace(rating));
        }
        folded
    }

    /// Returns all of them: before, after, next morning, during, others.
    pub fn all(&self) -> impl Iterator<Item = &'a Logged<Rating>> {
        let during = self.during.iter().chain(&self.others).copied();
        [self.before, self.after, self.next_morning].into_iter().flatten().chain(during)
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// Returns the highest score during it.
    pub fn highest(&self) -> Option<Score> {
        self.during.iter().filter_map(|rating| rating.score).max()
    }
}

/// Returns the ratings of `session`, in order.
pub fn ratings_of<'a>(journal: &'a Journal, session: &Logged<Session>) -> impl Iterator<Item = &'a Logged<Rating>> {
    let (ratings, id, at) = (journal.ratings(), session.id, session.at);
    let (from, to) = (moved(at, -BEFORE), moved(at, AFTER));
    let first = ratings.partition_point(|rating| rating.at < from);
    let near = ratings.iter().skip(first).take_while(move |rating| rating.at <= to);
    near.filter(move |rating| rating.session == Some(id))
}

/// Returns the session that `rating` belongs to, if it is in the journal.
pub fn session_of<'a>(journal: &'a Journal, rating: &Logged<Rating>) -> Option<&'a Logged<Session>> {
    rating.session?;
    let older = journal.sessions().partition_point(|session| session.at <= rating.at);
    session_near(journal, rating, older)
}

/// As [`session_of`], if the number of sessions `older` than the rating is known.
fn session_near<'a>(journal: &'a Journal, rating: &Logged<Rating>, older: usize) -> Option<&'a Logged<Session>> {
    let (id, at) = (rating.session?, rating.at);
    let (before, after) = journal.sessions().split_at_checked(older)?;
    let (from, to) = (moved(at, -AFTER), moved(at, BEFORE));
    let mut newer = after.iter().take_while(|session| session.at <= to);
    // Mostly it is the one that comes next, or one of the last that came before.
    let next = newer.next().filter(|session| session.id == id);
    next.or_else(|| before.iter().rev().take_while(|session| session.at >= from).find(|session| session.id == id))
        .or_else(|| newer.find(|session| session.id == id))
}
