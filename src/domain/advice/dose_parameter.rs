//! Dials: the numbers of a dose that advice can change, one at a time. Reads and sets them, and sizes their steps.

use super::limits::{Limit, Limits};
use crate::domain::content::dose::{Amount, Dose, DoseSpec, Measure};
use crate::domain::content::exercise::Exercise;
use crate::domain::content::routine::Step;
use crate::domain::content::words::{Counting, Sides, When, Whose};
use crate::domain::journal::entry::Quantity;

/// A number of a dose that advice changes. Sets and rest never are one: one set more is a third more at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dial {
    /// The variant: an easier exercise in place of the own, or back from it.
    Variant,
    /// The number of reps.
    Reps,
    /// The seconds of a hold.
    Hold,
    /// The number of breaths.
    Breaths,
    /// The length of an activity, in steps of a quarter of a minute.
    Minutes,
}

impl Dial {
    /// Returns the dial of a dose and its amount, in counts or in seconds.
    pub(super) fn of(measure: &Measure) -> (Self, Amount) {
        match measure {
            Measure::Hold { hold } => (Self::Hold, *hold),
            Measure::Reps { count, .. } => (Self::Reps, *count),
            Measure::Breaths { count } => (Self::Breaths, *count),
            Measure::Activity { minutes } => {
                let Amount { from, to, start, whose } = *minutes;
                (Self::Minutes, Amount { from: 60.0 * from, to: 60.0 * to, start: 60.0 * start, whose })
            }
        }
    }

    /// The largest next step up from `value`: `step_percent` of it, but at least one rep or two seconds; minutes go in
    /// quarters. See [`Paragraph::StepSize`](super::paragraph::Paragraph::StepSize). **Source**: at most about 10 to 15
    /// % by convention; for small counts our choice.
    pub fn step(self, value: u32, limits: &Limits) -> u32 {
        let share = value.saturating_mul(limits.of(Limit::StepPercent).into()) / 100;
        match self {
            Self::Variant => 0,
            Self::Reps | Self::Breaths => share.max(1),
            Self::Hold => share.max(2),
            Self::Minutes => share / 15 * 15,
        }
    }

    /// Reads the amount from a planned quantity of the journal; `None` if that measures something else.
    pub(super) fn planned(self, planned: Quantity, dose: &Dose) -> Option<u32> {
        match self {
            Self::Variant => None,
            Self::Reps if dose.sides == Sides::Alternate && dose.counting == Counting::PerSide => {
                planned.reps.map(|both| both / 2)
            }
            Self::Reps => planned.reps,
            Self::Hold => planned.hold_s.filter(|_| planned.reps.is_none()),
            Self::Breaths => planned.breaths,
            Self::Minutes => planned.activity_s,
        }
    }

    /// Returns `step` with `value` on this dial, on the occasion `when`; the rest of its dose does not change.
    pub(super) fn set(self, step: &Step, exercise: &Exercise, when: Option<When>, value: u32) -> Step {
        let mut step = step.clone();
        let base = step.dose.over(&exercise.dose);
        let occasion = step.before_run.as_mut().filter(|_| when == Some(When::BeforeRun));
        let spec = match occasion {
            Some(occasion) => {
                occasion.dose = occasion.dose.over(&base);
                &mut occasion.dose
            }
            None => {
                step.dose = base;
                &mut step.dose
            }
        };
        if let Some(slot) = self.slot(spec) {
            *slot = slot.map(|amount| turned(amount, f64::from(value) / self.unit()));
        }
        step
    }

    fn slot(self, spec: &mut DoseSpec) -> Option<&mut Option<Amount>> {
        match self {
            Self::Variant => None,
            Self::Reps => Some(&mut spec.reps),
            Self::Hold => Some(&mut spec.hold_s),
            Self::Breaths => Some(&mut spec.breaths),
            Self::Minutes => Some(&mut spec.minutes),
        }
    }

    const fn unit(self) -> f64 {
        if matches!(self, Self::Minutes) { 60.0 } else { 1.0 }
    }
}

/// Returns the amount with `value` in use; if that is outside the range, the wider range counts as ours.
fn turned(amount: Amount, value: f64) -> Amount {
    if (amount.from..=amount.to).contains(&value) {
        Amount { start: value, ..amount }
    } else {
        Amount { from: amount.from.min(value), to: amount.to.max(value), start: value, whose: Whose::Ours }
    }
}
