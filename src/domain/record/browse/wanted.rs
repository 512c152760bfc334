//! Which entries of a journal are looked for.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::sought::{Names, Sought};
use super::{Item, ratings_of, session_of};
use crate::domain::content::exercise::Id;
use crate::domain::record::entry::{Rating, Region, Session};
use crate::domain::record::journal::{Journal, Logged};
use crate::domain::record::kind::EntryKind;

/// What is asked of entries; by default nothing.
///
/// A session is found by what its ratings say, too. A rating during an exercise is one of that exercise alone, any other
/// one of all exercises of its session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Of this kind.
    pub kind: Option<EntryKind>,
    /// Of this routine.
    pub routine: Option<Id>,
    /// With this exercise.
    pub exercise: Option<Id>,
    /// About this place.
    pub region: Option<Region>,
    /// Of this day or a later one, by the day of the entry's own clock.
    pub from: Option<NaiveDate>,
    /// Of this day or an earlier one.
    pub to: Option<NaiveDate>,
    /// With all of these words.
    pub words: Vec<Sought>,
}

impl Wanted {
    /// Whether anything is asked.
    pub fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// Puts the words of `text` in the place of those there are; they are found in `names`, too.
    pub fn say(&mut self, text: &str, names: &Names) {
        self.words = text.split_whitespace().map(|word| Sought::new(word, names)).collect();
    }

    /// Whether an entry is all that is asked for.
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
            other => self.admits_other(other),
        }
    }

    fn admits_session(&self, journal: &Journal, session: &Logged<Session>) -> bool {
        if self.routine.as_ref().is_some_and(|routine| *routine != session.routine)
            || self.exercise.as_ref().is_some_and(|exercise| !has_exercise(session, exercise))
        {
            return false;
        }
        // What the session says itself is known at once; its ratings have to be found.
        let is_there = |region| ratings_of(journal, session).any(|rating| is_about(rating, region));
        let of_ratings = |word: &Sought| ratings_of(journal, session).any(|rating| word.is_in_rating(rating));
        let said = |word: &Sought| word.is_in_session(session) || of_ratings(word);
        self.region.is_none_or(is_there) && self.words.iter().all(said)
    }

    fn admits_rating(&self, journal: &Journal, rating: &Logged<Rating>) -> bool {
        if self.region.is_some_and(|region| !is_about(rating, region)) {
            return false;
        }
        let asks_session = self.routine.is_some() || self.exercise.is_some() || !self.says_all(rating);
        let session = if asks_session { session_of(journal, rating) } else { None };
        let of_routine = |routine: &Id| session.is_some_and(|session| session.routine == *routine);
        let of_exercise = |exercise: &Id| match &rating.exercise {
            Some(own) => own == exercise,
            None => session.is_some_and(|session| has_exercise(session, exercise)),
        };
        let said = |word: &Sought| {
            word.is_in_rating(rating) || session.is_some_and(|session| word.is_in(session.title.as_str()))
        };
        self.routine.as_ref().is_none_or(of_routine)
            && self.exercise.as_ref().is_none_or(of_exercise)
            && self.words.iter().all(said)
    }

    /// Whether a rating says all the words itself.
    pub(super) fn says_all(&self, rating: &Rating) -> bool {
        self.words.iter().all(|word| word.is_in_rating(rating))
    }

    fn admits_other(&self, item: &Item<'_>) -> bool {
        let (routine, exercise) = match item {
            Item::SelfTest(tried) => (None, Some(&tried.exercise)),
            Item::Plan(mark) => (mark.routine.as_ref(), None),
            _ => (None, None),
        };
        self.routine.as_ref().is_none_or(|wanted| routine == Some(wanted))
            && self.exercise.as_ref().is_none_or(|wanted| exercise == Some(wanted))
            && self.region.is_none()
            && self.words.iter().all(|word| word.is_in_other(item))
    }
}

/// The routines and exercises that a journal speaks of, whether or not there are such by now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Routines of sessions.
    pub routines: BTreeSet<Id>,
    /// Exercises of sessions' steps and of self-tests.
    pub exercises: BTreeSet<Id>,
}

impl Known {
    /// Those of `journal`. Looks at every session.
    pub fn of(journal: &Journal) -> Self {
        let mut known = Self::default();
        for session in journal.sessions() {
            add(&mut known.routines, &session.routine);
            for step in &session.steps {
                add(&mut known.exercises, &step.exercise);
                step.by.iter().for_each(|by| add(&mut known.exercises, by));
            }
        }
        journal.self_tests().iter().for_each(|tried| add(&mut known.exercises, &tried.exercise));
        known
    }
}

fn add(ids: &mut BTreeSet<Id>, id: &Id) {
    if !ids.contains(id) {
        ids.insert(id.clone());
    }
}

/// Whether `exercise` was planned in a session, or done instead.
fn has_exercise(session: &Session, exercise: &Id) -> bool {
    session.steps.iter().any(|step| step.exercise == *exercise || step.by.as_ref() == Some(exercise))
}

fn is_about(rating: &Rating, region: Region) -> bool {
    rating.region == Some(region) || rating.also.iter().any(|spot| spot.region == region)
}
