//! One step of a routine with all that is known of it, and the steps that may take its place.

use std::sync::Arc;

use uuid::Uuid;

use super::super::dial::Dial;
use super::super::ladder::{Ladder, Place};
use super::super::level::Track;
use super::super::rule::Rule;
use crate::domain::content::dose::{Dose, DoseSpec};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::routine::Step;
use crate::domain::content::words::When;
use crate::domain::play::compile::Lookup;
use crate::domain::text::Text;

/// A step to decide on.
pub(super) struct Case<'a> {
    /// Its place in the routine, from 0.
    pub(super) at: usize,
    step: &'a Step,
    when: Option<When>,
    pub(super) exercise: Arc<Exercise>,
    pub(super) dose: Dose,
    pub(super) ladder: Ladder,
    pub(super) track: Track,
    /// What a sore back does instead, where that can be used.
    pub(super) instead: Option<Arc<Exercise>>,
    lookup: Lookup<'a>,
}

/// Where a step goes.
pub(super) enum To {
    Place(Place),
    Exercise(Arc<Exercise>),
    Out,
}

/// What was decided on a step, and why.
pub(super) struct Verdict {
    pub(super) to: To,
    /// Where it stands where that is refused.
    pub(super) from: Place,
    pub(super) rule: Rule,
    pub(super) text: String,
    pub(super) entries: Vec<Uuid>,
}

impl<'a> Case<'a> {
    /// `None` where the exercise is not there, or nobody says how much.
    pub(super) fn new(
        at: usize,
        step: &'a Step,
        when: Option<When>,
        lookup: Lookup<'a>,
        usable: &dyn Fn(&Id) -> Option<Arc<Exercise>>,
    ) -> Option<Self> {
        let exercise = lookup(step.exercise.as_str())?;
        let dose = step.dose_for(&exercise, when)?;
        let ladder = Ladder::new(&exercise, &dose, exercise.easier.iter().map(usable).collect());
        let instead = exercise.instead.as_ref().and_then(usable);
        Some(Self { at, step, when, exercise, dose, ladder, track: Track::default(), instead, lookup })
    }

    /// The amount on the other occasion, before a run or not, where it is another than on this one.
    pub(super) fn other_amount(&self) -> Option<u32> {
        let other = if self.when == Some(When::BeforeRun) { None } else { Some(When::BeforeRun) };
        let dose = self.step.dose_for(&self.exercise, other)?;
        let (dial, amount) = Dial::of(&dose.measure);
        let amount = amount.count();
        (dial == self.ladder.dial && amount != self.ladder.base.amount).then_some(amount)
    }

    /// The step at a place of its ladder.
    pub(super) fn step_at(&self, place: Place) -> Step {
        match self.ladder.variant(place) {
            Some(variant) => self.step_of(variant),
            None if place == self.ladder.base => self.step.clone(),
            None => self.ladder.dial.set(self.step, &self.exercise, self.when, place.amount),
        }
    }

    /// Another exercise in its place, in its own usual dose. The remark was about this one.
    pub(super) fn step_of(&self, exercise: &Exercise) -> Step {
        Step {
            exercise: exercise.id.clone(),
            dose: DoseSpec::EMPTY,
            before_run: None,
            value: self.step.value,
            note: None,
        }
    }

    /// How much a step of this case is, in words.
    pub(super) fn dose_of(&self, step: &Step) -> Text {
        let exercise = self.exercise_of(step);
        let dose = exercise.and_then(|exercise| step.dose_for(&exercise, self.when));
        dose.map(|dose| Text::clean(&dose.as_used().to_string())).unwrap_or_default()
    }

    pub(super) fn name_of(&self, step: &Step) -> Text {
        self.exercise_of(step).map(|exercise| exercise.name.clone()).unwrap_or_default()
    }

    fn exercise_of(&self, step: &Step) -> Option<Arc<Exercise>> {
        if step.exercise == self.exercise.id {
            return Some(Arc::clone(&self.exercise));
        }
        (self.lookup)(step.exercise.as_str())
    }
}
