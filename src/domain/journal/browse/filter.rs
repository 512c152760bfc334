//! The filter of journal entries.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::search_term::{Names, Sought};
use super::{EntryKind, Item, session_of};
use crate::domain::content::exercise::Id;
use crate::domain::journal::entry::{Rating, Region, SessionEntry};
use crate::domain::journal::kinds::Recorded;
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::journal::session_ratings::ratings_of;

/// Conditions on entries; by default none.
///
/// A session also matches by its ratings. A rating during an exercise belongs to that exercise alone, any other rating
/// to all exercises of its session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The kind.
    pub kind: Option<EntryKind>,
    /// The routine.
    pub routine: Option<Id>,
    /// An exercise that occurs in it.
    pub exercise: Option<Id>,
    /// A place that hurts.
    pub region: Option<Region>,
    /// The first day, by the entry's own clock.
    pub from: Option<NaiveDate>,
    /// The last day, by the entry's own clock.
    pub to: Option<NaiveDate>,
    /// Words that all occur in it.
    pub words: Vec<Sought>,
}

impl Wanted {
    /// Returns true if there is a condition.
    pub fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// Replaces the words by those of `text`, looked up in `names`.
    pub fn say(&mut self, text: &str, names: &Names) {
        self.words = text.split_whitespace().map(|word| Sought::new(word, names)).collect();
    }

    /// Returns the entries of `journal` that meet all conditions, in order of time, then id.
    pub fn items<'a>(&self, journal: &'a Journal) -> Vec<Item<'a>> {
        let mut items = Vec::new();
        for kind in EntryKind::VALUES.iter().filter(|kind| self.kind.is_none_or(|only| only == **kind)) {
            let of_kind = (0..Item::count(journal, *kind)).filter_map(|at| Item::of(journal, *kind, at));
            items.extend(of_kind.filter(|item| self.admits(journal, item)));
        }
        items.sort_by_key(Item::order);
        items
    }

    /// Returns true if an entry meets all conditions.
    pub fn admits(&self, journal: &Journal, item: &Item<'_>) -> bool {
        let day = item.at().date_naive();
        if self.kind.is_some_and(|kind| kind != item.kind())
            || self.from.is_some_and(|from| day < from)
            || self.to.is_some_and(|to| day > to)
        {
            return false;
        }
        match item {
            Item::Session(session) => self.admits_session(journal, session),
            Item::Rating(rating) => self.admits_rating(journal, rating),
            other => self.admits_other(other.fields()),
        }
    }

    fn admits_session(&self, journal: &Journal, session: &Logged<SessionEntry>) -> bool {
        if self.routine.as_ref().is_some_and(|routine| !session.has_routine(routine))
            || self.exercise.as_ref().is_some_and(|exercise| !session.has_exercise(exercise))
        {
            return false;
        }
        // What the session says itself is known at once; its ratings have to be found.
        let of_session = || ratings_of(journal.ratings(), session);
        self.region.is_none_or(|region| of_session().any(|rating| is_about(rating, region)))
            && self
                .words
                .iter()
                .all(|word| word.is_in_session(session) || of_session().any(|rating| word.is_in_rating(rating)))
    }

    fn admits_rating(&self, journal: &Journal, rating: &Logged<Rating>) -> bool {
        if self.region.is_some_and(|region| !is_about(rating, region)) {
            return false;
        }
        let asks_session = self.routine.is_some() || self.exercise.is_some() || !self.says_all(rating);
        let session = if asks_session { session_of(journal, rating) } else { None };
        self.routine.as_ref().is_none_or(|routine| session.is_some_and(|session| session.routine == *routine))
            && self.exercise.as_ref().is_none_or(|exercise| {
                rating.has_exercise(exercise)
                    || rating.exercise.is_none() && session.is_some_and(|session| session.has_exercise(exercise))
            })
            && self.words.iter().all(|word| {
                word.is_in_rating(rating) || session.is_some_and(|session| word.is_in(session.title.as_str()))
            })
    }

    /// Returns true if all words are in the rating itself.
    pub(super) fn says_all(&self, rating: &Rating) -> bool {
        self.words.iter().all(|word| word.is_in_rating(rating))
    }

    fn admits_other(&self, fields: &dyn Recorded) -> bool {
        self.routine.as_ref().is_none_or(|routine| fields.has_routine(routine))
            && self.exercise.as_ref().is_none_or(|exercise| fields.has_exercise(exercise))
            && self.region.is_none()
            && self.words.iter().all(|word| fields.has_word(word))
    }
}

/// The routines and exercises that occur in a journal, even if the content no longer has them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownNames {
    /// Routines of sessions.
    pub routines: BTreeSet<Id>,
    /// Exercises of sessions' steps and of self-tests.
    pub exercises: BTreeSet<Id>,
}

impl KnownNames {
    /// Collects those of `journal`. Visits every session.
    pub fn of(journal: &Journal) -> Self {
        let mut known = Self::default();
        for session in journal.sessions() {
            add(&mut known.routines, &session.routine);
            for step in &session.steps {
                add(&mut known.exercises, &step.exercise);
                if let Some(by) = &step.by {
                    add(&mut known.exercises, by);
                }
            }
        }
        for tried in journal.self_tests() {
            add(&mut known.exercises, &tried.exercise);
        }
        known
    }
}

fn add(ids: &mut BTreeSet<Id>, id: &Id) {
    if !ids.contains(id) {
        ids.insert(id.clone());
    }
}

fn is_about(rating: &Rating, region: Region) -> bool {
    rating.region == Some(region) || rating.also.iter().any(|spot| spot.region == region)
}
