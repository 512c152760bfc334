//! A made-up journal, written day by day.

use chrono::{DateTime, TimeDelta};
use supple::domain::advice::safety::Question;
use supple::domain::content::exercise::Id;
use supple::domain::journal::entry::{
    Body, Entry, Moment, Outcome, PainWord, Quantity, Rating, SessionEntry, Spread, Stamp, StepOutcome, StepRecord,
};
use supple::domain::journal::merged::Journal;
use supple::domain::journal::self_report::{ActivityScore, RedFlagSeen, Safety};
use supple::domain::text::Text;
use uuid::Uuid;

use crate::score;

/// A moment of day `day`, which counts from a Monday.
pub(crate) fn on(day: i64, time: &str) -> Stamp {
    let start = DateTime::parse_from_rfc3339(&format!("2026-03-02T{time}:00+01:00")).unwrap();
    start + TimeDelta::days(day)
}

/// What is written, in order.
#[derive(Default)]
pub(crate) struct Diary {
    pub(crate) journal: Journal,
    next: u128,
}

impl Diary {
    pub(crate) fn write(&mut self, at: Stamp, body: Body) -> Uuid {
        self.next += 1;
        let id = Uuid::from_u128(self.next);
        self.journal.insert(Entry::new(id, at, body));
        id
    }

    pub(crate) fn rating(&mut self, at: Stamp, rating: Rating) -> Uuid {
        self.write(at, Body::Rating(rating))
    }

    /// A score at any time.
    pub(crate) fn other(&mut self, at: Stamp, value: u8) -> Uuid {
        self.rating(at, Rating { score: Some(score(value)), ..Rating::new(Moment::Other) })
    }

    /// A rating that says how far down it goes, and in which words.
    pub(crate) fn spread(&mut self, at: Stamp, spread: Spread) -> Uuid {
        self.rating(at, Rating { score: Some(score(2)), spread: Some(spread), ..Rating::new(Moment::Other) })
    }

    /// A score of a session; `None` was asked and not answered.
    pub(crate) fn of(&mut self, session: Uuid, moment: Moment, at: Stamp, value: Option<u8>) -> Uuid {
        let rating = Rating { score: value.map(score), session: Some(session), ..Rating::new(moment) };
        self.rating(at, rating)
    }

    /// A session of ten minutes that went to its end.
    pub(crate) fn session(&mut self, at: Stamp, routine: &str, steps: Vec<StepRecord>) -> Uuid {
        let session = SessionEntry {
            ended: at + TimeDelta::minutes(10),
            routine: Id::new(routine).unwrap(),
            title: Text::clean(routine),
            outcome: Outcome::Completed,
            reason: None,
            active_s: 600,
            effort: None,
            note: Text::default(),
            steps,
        };
        self.write(at, Body::Session(session))
    }

    /// A session with the check-in before it and the morning after, where those are given.
    pub(crate) fn day(
        &mut self,
        day: i64,
        routine: &str,
        steps: Vec<StepRecord>,
        scores: (Option<u8>, Option<u8>),
    ) -> Uuid {
        let id = self.session(on(day, "18:00"), routine, steps);
        self.of(id, Moment::Before, on(day, "17:59"), scores.0);
        if let Some(morning) = scores.1 {
            self.of(id, Moment::NextMorning, on(day + 1, "07:00"), Some(morning));
        }
        id
    }

    pub(crate) fn safety(&mut self, at: Stamp, yes: &[Question]) -> Uuid {
        use supple::domain::content::words::WordList;
        let asked = Question::ALL.iter().map(|(_, question)| *question).collect();
        self.write(at, Body::Safety(Safety::new(asked, yes.to_vec())))
    }

    pub(crate) fn seen(&mut self, at: Stamp, target: Uuid) -> Uuid {
        self.write(at, Body::RedFlagSeen(RedFlagSeen { target }))
    }

    pub(crate) fn delete(&mut self, at: Stamp, target: Uuid) -> Uuid {
        self.write(at, Body::Delete { target })
    }

    pub(crate) fn activity(&mut self, at: Stamp, name: &str, value: Option<u8>) -> Uuid {
        self.write(
            at,
            Body::Activity(ActivityScore { name: Text::clean(name), score: value.map(score), removed: false }),
        )
    }
}

/// One set as it was planned and done.
pub(crate) fn set(exercise: &str, planned: Quantity) -> StepRecord {
    StepRecord {
        exercise: Id::new(exercise).unwrap(),
        round: 1,
        set: 1,
        side: None,
        sides: None,
        outcome: StepOutcome::Done,
        reason: None,
        by: None,
        planned,
        done: planned,
    }
}

pub(crate) fn hold(secs: u32) -> Quantity {
    Quantity { hold_s: Some(secs), ..Quantity::default() }
}

pub(crate) fn reps(count: u32) -> Quantity {
    Quantity { reps: Some(count), ..Quantity::default() }
}

pub(crate) fn worded(value: u8, words: &[PainWord]) -> Rating {
    Rating { score: Some(score(value)), words: words.to_vec(), ..Rating::new(Moment::Other) }
}
