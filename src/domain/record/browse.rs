//! Looking through a journal: its entries of all kinds in one order, the ratings of a session beside it.
//!
//! Nothing here looks at all entries unless it has to: `listing` goes back from the newest one as far as it is asked
//! to, `wanted` says which entries are looked for, `sought` by which words.

use chrono::TimeDelta;
use uuid::Uuid;

use super::answer::{Activity, Note, RedFlagSeen, Safety, SelfTest};
use super::entry::{Body, Entry, Moment, Rating, Score, Session, Stamp};
use super::goal::Goal;
use super::journal::{Journal, Logged};
use super::kind::EntryKind;
use super::plan_mark::PlanMark;
use crate::domain::time::calendar::moved;

pub mod listing;
pub mod sought;
pub mod wanted;

/// A rating of a session was given so long before it began at most, and so long after. Our choice: the question before a
/// session may be left open over night, the next morning ends 30 hours after a session.
const BEFORE: TimeDelta = TimeDelta::days(1);
const AFTER: TimeDelta = TimeDelta::days(3);

/// An entry that holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Item<'a> {
    /// A session.
    Session(&'a Logged<Session>),
    /// A rating.
    Rating(&'a Logged<Rating>),
    /// A note.
    Note(&'a Logged<Note>),
    /// How something of the user's own goes.
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
    /// The entry of this kind at `at` in its list.
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

    /// How many entries of this kind hold.
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

    /// What sort of entry it is.
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

    /// When it was, and its id: what entries are in order of.
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

    /// Its id.
    pub const fn id(&self) -> Uuid {
        self.order().1
    }

    /// When it was; for a session, when it began.
    pub const fn at(&self) -> Stamp {
        self.order().0
    }

    /// A copy of it, to be written.
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

/// The ratings of one session.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Folded<'a> {
    /// The last one before it; `None` where that was never asked.
    pub before: Option<&'a Logged<Rating>>,
    /// Those during it, in order.
    pub during: Vec<&'a Logged<Rating>>,
    /// The last one after it.
    pub after: Option<&'a Logged<Rating>>,
    /// The last one of the morning after it.
    pub next_morning: Option<&'a Logged<Rating>>,
    /// Those that others of the same moment take the place of, and those of no such moment.
    pub others: Vec<&'a Logged<Rating>>,
}

impl<'a> Folded<'a> {
    /// The ratings of `session`.
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

    /// All of them: before, during, after, next morning, others.
    pub fn all(&self) -> impl Iterator<Item = &'a Logged<Rating>> {
        let during = self.during.iter().chain(&self.others).copied();
        [self.before, self.after, self.next_morning].into_iter().flatten().chain(during)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// The highest score during it.
    pub fn highest(&self) -> Option<Score> {
        self.during.iter().filter_map(|rating| rating.score).max()
    }
}

/// The ratings of `session`, in order.
pub fn ratings_of<'a>(journal: &'a Journal, session: &Logged<Session>) -> impl Iterator<Item = &'a Logged<Rating>> {
    let (ratings, id, at) = (journal.ratings(), session.id, session.at);
    let (from, to) = (moved(at, -BEFORE), moved(at, AFTER));
    let first = ratings.partition_point(|rating| rating.at < from);
    let near = ratings.iter().skip(first).take_while(move |rating| rating.at <= to);
    near.filter(move |rating| rating.session == Some(id))
}

/// The session that `rating` belongs to, where that is in the journal.
pub fn session_of<'a>(journal: &'a Journal, rating: &Logged<Rating>) -> Option<&'a Logged<Session>> {
    rating.session?;
    let older = journal.sessions().partition_point(|session| session.at <= rating.at);
    session_near(journal, rating, older)
}

/// As [`session_of`], where it is known how many sessions are `older` than the rating.
fn session_near<'a>(journal: &'a Journal, rating: &Logged<Rating>, older: usize) -> Option<&'a Logged<Session>> {
    let (id, at) = (rating.session?, rating.at);
    let (before, after) = journal.sessions().split_at_checked(older)?;
    let (from, to) = (moved(at, -AFTER), moved(at, BEFORE));
    let mut newer = after.iter().take_while(|session| session.at <= to);
    // Mostly it is the one that comes next, or one of the last that came before.
    let next = newer.next().filter(|session| session.id == id);
    let last = || before.iter().rev().take_while(|session| session.at >= from).find(|session| session.id == id);
    next.or_else(last).or_else(|| newer.find(|session| session.id == id))
}
