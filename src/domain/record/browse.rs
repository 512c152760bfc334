//! Browsing a journal: entries of all kinds in one order, ratings of a session with it.
//!
//! Only as many entries are visited as necessary: `listing` goes back from the newest as far as it is asked to,
//! `wanted` filters entries, `sought` matches them with words.

use uuid::Uuid;

use super::answer::{Activity, Note, RedFlagSeen, Safety, SelfTest};
use super::entry::{Body, Entry, Rating, Session, Stamp};
use super::goal::Goal;
use super::journal::{Journal, Logged};
use super::plan_mark::PlanMark;
use super::session_ratings::{AFTER, BEFORE};
use crate::domain::content::words::words;
use crate::domain::time::calendar::moved;

pub mod listing;
pub mod sought;
pub mod wanted;

words! {
    /// Kinds of entry, except for those that change other entries.
    EntryKind, "kind of entry":
    /// One run of a routine.
    Session = "session",
    /// A pain score.
    Rating = "rating",
    /// A note of the user's.
    Note = "note",
    /// A score for an activity of the user's own.
    Activity = "activity",
    /// A try at a self-test.
    SelfTest = "self_test",
    /// Answers to the questions about safety.
    Safety = "safety",
    /// A professional has looked at such an answer.
    RedFlagSeen = "red_flag_seen",
    /// A step of a plan.
    Plan = "plan",
    /// A change of the weekly goal.
    Goal = "goal",
}

impl EntryKind {
    /// The number of kinds.
    pub const COUNT: usize = 9;

    /// Returns the name for people.
    pub const fn said(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Rating => "rating",
            Self::Note => "note",
            Self::Activity => "own activity",
            Self::SelfTest => "self-test",
            Self::Safety => "safety questions",
            Self::RedFlagSeen => "seen by a professional",
            Self::Plan => "step of a plan",
            Self::Goal => "weekly goal",
        }
    }

    /// Returns the kind of `body`; `None` for an amend or a delete.
    pub const fn of(body: &Body) -> Option<Self> {
        Some(match body {
            Body::Session(_) => Self::Session,
            Body::Rating(_) => Self::Rating,
            Body::Note(_) => Self::Note,
            Body::Activity(_) => Self::Activity,
            Body::SelfTest(_) => Self::SelfTest,
            Body::Safety(_) => Self::Safety,
            Body::RedFlagSeen(_) => Self::RedFlagSeen,
            Body::Plan(_) => Self::Plan,
            Body::Goal(_) => Self::Goal,
            Body::Amend { .. } | Body::Delete { .. } => return None,
        })
    }
}

/// An entry of the journal, with its amends applied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Item<'a> {
    /// A session.
    Session(&'a Logged<Session>),
    /// A rating.
    Rating(&'a Logged<Rating>),
    /// A note.
    Note(&'a Logged<Note>),
    /// A score for an activity of the user's own.
    Activity(&'a Logged<Activity>),
    /// A try at a self-test.
    SelfTest(&'a Logged<SelfTest>),
    /// Answers to the questions about safety.
    Safety(&'a Logged<Safety>),
    /// A professional has looked at them.
    RedFlagSeen(&'a Logged<RedFlagSeen>),
    /// A step on the way through a plan.
    Plan(&'a Logged<PlanMark>),
    /// A change of the goal for a week.
    Goal(&'a Logged<Goal>),
}

impl<'a> Item<'a> {
    /// Returns the entry of this kind at index `at` of its list.
    pub fn of(journal: &'a Journal, kind: EntryKind, at: usize) -> Option<Self> {
        Some(match kind {
            EntryKind::Session => Self::Session(journal.sessions().get(at)?),
            EntryKind::Rating => Self::Rating(journal.ratings().get(at)?),
            EntryKind::Note => Self::Note(journal.notes().get(at)?),
            EntryKind::Activity => Self::Activity(journal.activities().get(at)?),
            EntryKind::SelfTest => Self::SelfTest(journal.self_tests().get(at)?),
            EntryKind::Safety => Self::Safety(journal.safety().get(at)?),
            EntryKind::RedFlagSeen => Self::RedFlagSeen(journal.red_flags_seen().get(at)?),
            EntryKind::Plan => Self::Plan(journal.plan_marks().get(at)?),
            EntryKind::Goal => Self::Goal(journal.goals().get(at)?),
        })
    }

    /// Returns the number of entries of this kind.
    pub fn count(journal: &Journal, kind: EntryKind) -> usize {
        match kind {
            EntryKind::Session => journal.sessions().len(),
            EntryKind::Rating => journal.ratings().len(),
            EntryKind::Note => journal.notes().len(),
            EntryKind::Activity => journal.activities().len(),
            EntryKind::SelfTest => journal.self_tests().len(),
            EntryKind::Safety => journal.safety().len(),
            EntryKind::RedFlagSeen => journal.red_flags_seen().len(),
            EntryKind::Plan => journal.plan_marks().len(),
            EntryKind::Goal => journal.goals().len(),
        }
    }

    /// Returns the kind of the entry.
    pub const fn kind(&self) -> EntryKind {
        match self {
            Self::Session(_) => EntryKind::Session,
            Self::Rating(_) => EntryKind::Rating,
            Self::Note(_) => EntryKind::Note,
            Self::Activity(_) => EntryKind::Activity,
            Self::SelfTest(_) => EntryKind::SelfTest,
            Self::Safety(_) => EntryKind::Safety,
            Self::RedFlagSeen(_) => EntryKind::RedFlagSeen,
            Self::Plan(_) => EntryKind::Plan,
            Self::Goal(_) => EntryKind::Goal,
        }
    }

    /// Returns time and id, by which entries are ordered.
    pub const fn order(&self) -> (Stamp, Uuid) {
        match self {
            Self::Session(entry) => (entry.at, entry.id),
            Self::Rating(entry) => (entry.at, entry.id),
            Self::Note(entry) => (entry.at, entry.id),
            Self::Activity(entry) => (entry.at, entry.id),
            Self::SelfTest(entry) => (entry.at, entry.id),
            Self::Safety(entry) => (entry.at, entry.id),
            Self::RedFlagSeen(entry) => (entry.at, entry.id),
            Self::Plan(entry) => (entry.at, entry.id),
            Self::Goal(entry) => (entry.at, entry.id),
        }
    }

    /// Returns the id.
    pub const fn id(&self) -> Uuid {
        self.order().1
    }

    /// Returns the time; for a session, that of its start.
    pub const fn at(&self) -> Stamp {
        self.order().0
    }

    /// Returns a copy, to be written.
    pub fn entry(&self) -> Entry {
        let (at, id) = self.order();
        let body = match self {
            Self::Session(entry) => Body::Session(entry.body.clone()),
            Self::Rating(entry) => Body::Rating(entry.body.clone()),
            Self::Note(entry) => Body::Note(entry.body.clone()),
            Self::Activity(entry) => Body::Activity(entry.body.clone()),
            Self::SelfTest(entry) => Body::SelfTest(entry.body.clone()),
            Self::Safety(entry) => Body::Safety(entry.body.clone()),
            Self::RedFlagSeen(entry) => Body::RedFlagSeen(entry.body),
            Self::Plan(entry) => Body::Plan(entry.body.clone()),
            Self::Goal(entry) => Body::Goal(entry.body),
        };
        Entry { id, at, body }
    }
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
