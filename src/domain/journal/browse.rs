//! Browsing a journal: entries of all kinds in one order, each session with its ratings.
//!
//! Only as many entries are visited as necessary: `listing` goes back from the newest as far as it is asked to,
//! `wanted` filters entries, `sought` matches them with words.

use super::entry::{Rating, SessionEntry};
pub use super::kinds::{EntryKind, Item};
use super::merged::{Journal, Logged};
use super::session_ratings::{AFTER, BEFORE};
use crate::domain::time::calendar::moved;

pub mod filter;
pub mod search_term;
pub mod timeline;

/// Returns the session that `rating` belongs to, if it is in the journal.
pub fn session_of<'a>(journal: &'a Journal, rating: &Logged<Rating>) -> Option<&'a Logged<SessionEntry>> {
    rating.session?;
    let older = journal.sessions().partition_point(|session| session.at <= rating.at);
    session_near(journal, rating, older)
}

/// As [`session_of`], if the number of sessions `older` than the rating is known.
fn session_near<'a>(journal: &'a Journal, rating: &Logged<Rating>, older: usize) -> Option<&'a Logged<SessionEntry>> {
    let (id, at) = (rating.session?, rating.at);
    let (before, after) = journal.sessions().split_at_checked(older)?;
    let (from, to) = (moved(at, -AFTER), moved(at, BEFORE));
    let mut newer = after.iter().take_while(|session| session.at <= to);
    // Mostly it is the one that comes next, or one of the last that came before.
    let next = newer.next().filter(|session| session.id == id);
    next.or_else(|| before.iter().rev().take_while(|session| session.at >= from).find(|session| session.id == id))
        .or_else(|| newer.find(|session| session.id == id))
}
