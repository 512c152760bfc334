//! Another exercise for a step: as many sets as were planned, and as much in each as its own range allows.

use std::time::Duration;

use super::compile::{Part, lead, work_of};
use super::timeline::{Move, Pacing, Segment, SegmentKind};
use crate::domain::content::dose::{Amount, Dose, Measure};
use crate::domain::content::exercise::Exercise;
use crate::domain::content::words::{Counting, SideOrder, Sides, Value};

/// An exercise in place of another, in a dose that compares.
pub(super) struct Variant<'a> {
    exercise: &'a Exercise,
    part: Part<'a>,
}

impl<'a> Variant<'a> {
    /// `exercise` for the step `step`, of which `planned` are the segments of a round. `None` where it has no dose, or
    /// nothing was planned.
    pub(super) fn new(exercise: &'a Exercise, step: usize, planned: &[Segment], pacing: Pacing) -> Option<Self> {
        let work: Vec<&Segment> = planned.iter().filter(|segment| segment.is_work()).collect();
        let mut dose = dose_like(&exercise.default_dose()?, work.first()?);
        let by_set = work.windows(2).any(|two| matches!(two, [a, b] if a.set == b.set && a.side != b.side));
        let by_side = work.windows(2).any(|two| matches!(two, [a, b] if a.set != b.set && a.side == b.side));
        if work.iter().any(|segment| segment.side.is_some()) && by_set != by_side {
            dose.side_order = if by_set { SideOrder::BySet } else { SideOrder::BySide };
        }
        let part = Part::new(&exercise.id, (step, Value::Main), dose, exercise.timing(), pacing);
        Some(Self { exercise, part })
    }

    /// As a step of the timeline.
    pub(super) fn to_move(&self) -> Move {
        self.part.to_move(self.exercise)
    }

    /// Its work in one round with the gaps inside it, as move `index`.
    pub(super) fn work(&self, index: usize, round: u32) -> Vec<Segment> {
        work_of(index, &self.part, round)
    }

    /// A gap before `first`, in which to get into its position.
    pub(super) fn lead(&self, gap: Duration, first: &Segment) -> Vec<Segment> {
        lead(gap, self.part.prepare, first)
    }
}

/// `own` with as many sets as `planned` has, and an amount as near to it as the range of `own` allows; where the two
/// measure something else, its own usual amount.
fn dose_like(own: &Dose, planned: &Segment) -> Dose {
    let measure = match (&own.measure, &planned.kind) {
        (Measure::Hold { hold }, SegmentKind::Hold(span)) => Measure::Hold { hold: near(*hold, span.as_secs_f64()) },
        (Measure::Breaths { count }, SegmentKind::Breaths { count: planned, .. }) => {
            Measure::Breaths { count: near(*count, (*planned).into()) }
        }
        (Measure::Activity { minutes }, SegmentKind::Activity(span)) => {
            Measure::Activity { minutes: near(*minutes, span.as_secs_f64() / 60.0) }
        }
        (Measure::Reps { count, pace }, SegmentKind::Reps(reps)) => {
            let on_a_side = if reps.alternating { reps.count.div_ceil(2) } else { reps.count };
            let in_total = own.sides == Sides::Alternate && own.counting == Counting::Total;
            let wanted = on_a_side * if in_total { 2 } else { 1 };
            Measure::Reps { count: near(*count, wanted.into()), pace: pace.clone() }
        }
        (own, _) => own.clone(),
    };
    Dose { measure, sets: Amount::ours(planned.sets.into()), ..own.clone() }
}

fn near(amount: Amount, wanted: f64) -> Amount {
    Amount { start: wanted.clamp(amount.from, amount.to), ..amount }
}
