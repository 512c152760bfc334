//! The one number of a dose that advice turns: how it is read, written, and how large a step of it is.

use super::limits::{Limit, Limits};
use crate::domain::content::dose::{Amount, Dose, DoseSpec, Measure};
use crate::domain::content::exercise::Exercise;
use crate::domain::content::routine::Step;
use crate::domain::content::words::{Counting, Sides, When, Whose};
use crate::domain::record::entry::Quantity;

/// What is turned. Sets and rest never are: one set more is a third more at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dial {
    /// An easier exercise in its place, or back from it.
    Variant,
    /// How many reps.
    Reps,
    /// How many seconds.
    Hold,
    /// How many breaths.
    Breaths,
    /// How many minutes, in quarters.
    Minutes,
}

impl Dial {
    /// What a dose is measured by, and how much of it: counts, or seconds.
    pub(super) fn of(measure: &Measure) -> (Self, Amount) {
        match measure {
            Measure::Hold { hold } => (Self::Hold, *hold),
            Measure::Reps { count, .. } => (Self::Reps, *count),
            Measure::Breaths { count } => (Self::Breaths, *count),
            Measure::Activity { minutes } => {
                let secs = |minutes: f64| 60.0 * minutes;
                let Amount { from, to, start, whose } = *minutes;
                (Self::Minutes, Amount { from: secs(from), to: secs(to), start: secs(start), whose })
            }
        }
    }

    /// The size of the next step up from `value`, at most (see [`Paragraph::StepSize`](super::paragraph::Paragraph::StepSize)): `step_percent` of it, or one rep or two seconds where that
    /// is less than those; minutes go in quarters. **Source**: at most about 10 to 15 % by convention; for small counts
    /// our choice.
    pub fn step(self, value: u32, limits: &Limits) -> u32 {
        let share = value.saturating_mul(limits.of(Limit::StepPercent).into()) / 100;
        match self {
            Self::Variant => 0,
            Self::Reps | Self::Breaths => share.max(1),
            Self::Hold => share.max(2),
            Self::Minutes => share / 15 * 15,
        }
    }

    /// How much of it was planned, by a line of the journal; `None` where that measures something else.
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

    /// `step` with `value` on this dial, on the occasion `when`; all else of its dose as it is.
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

/// The amount with another number used; one outside of its range is of our making.
fn turned(amount: Amount, value: f64) -> Amount {
    if (amount.from..=amount.to).contains(&value) {
        Amount { start: value, ..amount }
    } else {
        Amount { from: amount.from.min(value), to: amount.to.max(value), start: value, whose: Whose::Ours }
    }
}
