//! Somebody who trains as advised, day by day: what was adapted is what is planned and done.

use std::sync::{Arc, LazyLock};

use supple::domain::advice::adapt::adapt;
use supple::domain::advice::change::Adapted;
use supple::domain::advice::limits::Limits;
use supple::domain::advice::readiness::{Readiness, Situation};
use supple::domain::content::catalog::Catalog;
use supple::domain::content::dose::{Dose, Measure};
use supple::domain::content::exercise::{Exercise, Id};
use supple::domain::content::routine::Routine;
use supple::domain::journal::entry::{Moment, Rating, StepOutcome, StepRecord};
use supple::domain::session::compile::{Options, compile};
use uuid::Uuid;

use crate::diary::{Diary, on};
use crate::score;

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::built_in);

pub(crate) fn catalog() -> &'static Catalog {
    &CATALOG
}

pub(crate) fn exercise(id: &str) -> Option<Arc<Exercise>> {
    CATALOG.exercise(id)
}

pub(crate) fn routine(id: &str) -> Arc<Routine> {
    CATALOG.routine(id).unwrap_or_else(|| panic!("no routine {id}"))
}

/// A check-in that is not written yet.
pub(crate) fn check_in(value: Option<u8>) -> Rating {
    Rating { score: value.map(score), ..Rating::new(Moment::Before) }
}

#[derive(Default)]
pub(crate) struct Gym {
    pub(crate) diary: Diary,
    pub(crate) limits: Limits,
    pub(crate) at_hand: Option<Vec<Id>>,
}

impl Gym {
    pub(crate) fn situation(&self, day: i64, time: &str) -> Situation<'_> {
        Situation {
            journal: &self.diary.journal,
            exercise: &exercise,
            limits: &self.limits,
            at_hand: self.at_hand.as_deref(),
            now: on(day, time),
        }
    }

    pub(crate) fn today<R>(&self, day: i64, check_in: Option<&Rating>, look: impl FnOnce(&Readiness<'_>) -> R) -> R {
        look(&Readiness::of(self.situation(day, "18:00"), check_in))
    }

    /// The routine as it would be at six in the evening after this answer to the check-in.
    pub(crate) fn adapt(&self, day: i64, id: &str, answer: Option<u8>) -> Adapted {
        self.adapt_to(day, id, &check_in(answer))
    }

    pub(crate) fn adapt_to(&self, day: i64, id: &str, rating: &Rating) -> Adapted {
        self.today(day, Some(rating), |today| adapt(&routine(id), None, today))
    }

    /// A session as advised, with its check-in and the morning after.
    pub(crate) fn train(&mut self, day: i64, id: &str, answer: Option<u8>, morning: Option<u8>) -> Uuid {
        let adapted = self.adapt(day, id, answer);
        self.diary.day(day, id, lines(&adapted.routine), (answer, morning))
    }

    /// Sessions on the days from `first` on, every `every` days until before `end`, all of them fine.
    pub(crate) fn train_well(&mut self, id: &str, first: i64, every: usize, end: i64) {
        for day in (first..end).step_by(every) {
            self.train(day, id, Some(1), Some(1));
        }
    }
}

/// What a session of this routine writes down when all is done.
pub(crate) fn lines(routine: &Routine) -> Vec<StepRecord> {
    let timeline = compile(routine, &exercise, Options::default()).unwrap();
    let work = timeline.segments.iter().filter(|segment| segment.is_work());
    let line = |segment: &supple::domain::session::timeline::Segment| StepRecord {
        exercise: timeline.moves.get(segment.index).unwrap().exercise.clone(),
        round: segment.round,
        set: segment.set,
        side: segment.side,
        sides: None,
        outcome: StepOutcome::Done,
        reason: None,
        by: None,
        planned: segment.quantity(None),
        done: segment.quantity(None),
    };
    work.map(line).collect()
}

/// The number that a dose turns on: reps, seconds, breaths, or seconds of an activity.
pub(crate) fn amount(dose: &Dose) -> f64 {
    match dose.measure {
        Measure::Hold { hold } => hold.start,
        Measure::Reps { count, .. } | Measure::Breaths { count } => count.start,
        Measure::Activity { minutes } => 60.0 * minutes.start,
    }
}

/// What each step of a routine comes to: its exercise, and how much of it.
pub(crate) fn amounts(routine: &Routine) -> Vec<(String, f64)> {
    let amount_of = |step: &supple::domain::content::routine::Step| {
        let exercise = exercise(step.exercise.as_str()).unwrap();
        let dose = step.dose_for(&exercise, routine.when.first().copied()).unwrap();
        (step.exercise.to_string(), amount(&dose))
    };
    routine.steps.iter().map(amount_of).collect()
}

/// How much of `exercise` there is in `routine`; `None` where it is not in it.
pub(crate) fn amount_in(routine: &Routine, exercise: &str) -> Option<f64> {
    amounts(routine).into_iter().find(|(id, _)| id == exercise).map(|(_, amount)| amount)
}

pub(crate) fn said(adapted: &Adapted) -> Vec<String> {
    adapted.changes.iter().map(ToString::to_string).collect()
}
