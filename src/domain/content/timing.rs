//! Timings: the part of an exercise that decides how long it takes, for built-in exercises prepared by `build.rs`.

use super::dose::{Amount, DoseSpec, Measure, amount};
use super::object_reader::Fields;
use super::words::{Sides, Whose};
use crate::domain::text::Text;

/// The part of an exercise that the length of a routine depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Timing {
    /// The name of the exercise, for the message that a routine leaves it out.
    pub name: Text,
    /// The sides it is done on.
    pub sides: Sides,
    /// The dose where a routine does not give one.
    pub dose: DoseSpec,
    /// Seconds to get into position.
    pub prepare_s: Option<u32>,
    /// Seconds to change sides.
    pub switch_s: Option<u32>,
    /// The least useful amounts, from all of its doses.
    pub least: Least,
}

/// The least amount of each measure among the doses of an exercise; `None` where no dose has that measure.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Least {
    /// Seconds of a hold.
    pub hold_s: Option<f64>,
    /// Reps.
    pub reps: Option<f64>,
    /// Breaths.
    pub breaths: Option<f64>,
    /// Minutes.
    pub minutes: Option<f64>,
}

impl Least {
    /// Returns the least amounts of these doses.
    pub fn of<'a>(doses: impl Iterator<Item = &'a DoseSpec>) -> Self {
        doses.fold(Self::default(), |least, dose| Self {
            // Beside reps a hold is the hold in each of them.
            hold_s: lesser(least.hold_s, dose.hold_s.filter(|_| dose.reps.is_none())),
            reps: lesser(least.reps, dose.reps),
            breaths: lesser(least.breaths, dose.breaths),
            minutes: lesser(least.minutes, dose.minutes),
        })
    }

    /// Returns the least of a dose that makes sense. Of a source's number that is the least that it gives; of one of ours
    /// also half of it, and [no less than some is of use](LeastAmount).
    pub fn of_dose(&self, measure: &Measure) -> LeastAmount {
        let (amount, known, useful, unit) = match measure {
            Measure::Hold { hold } => (hold, self.hold_s, 10.0, 1.0),
            Measure::Reps { count, .. } => (count, self.reps, 4.0, 1.0),
            Measure::Breaths { count } => (count, self.breaths, 4.0, 1.0),
            Measure::Activity { minutes } => (minutes, self.minutes, 1.0, 0.25),
        };
        let known = known.map_or(amount.from, |known| known.min(amount.from));
        let least = match amount.whose {
            Whose::Source => known,
            Whose::Ours | Whose::Yours => known.min(f64::max(useful, LEAST_SHARE * amount.start)),
        };
        LeastAmount { least: least.min(amount.start), unit }
    }
}

/// The share that is left at least of a number that no source gives. Our choice.
const LEAST_SHARE: f64 = 0.5;

/// The least of a dose that makes sense. Our choice where no source gives it: of longer ones 10 s, 4 reps or breaths, a
/// minute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeastAmount {
    /// Seconds, reps, breaths or minutes.
    pub least: f64,
    /// The amount by which it is changed: whole seconds and counts, quarters of a minute.
    pub unit: f64,
}

impl LeastAmount {
    /// Returns `start` less by a share, 0 to 1, of the way down to the least.
    pub fn lowered(self, start: f64, share: f64) -> f64 {
        let wanted = start - share * (start - self.least);
        let least = ((self.least / self.unit).ceil() * self.unit).min(start);
        ((wanted / self.unit).floor() * self.unit).clamp(least, start)
    }
}

impl Measure {
    /// The seconds, reps, breaths or minutes.
    pub fn amount(&self) -> &Amount {
        match self {
            Self::Hold { hold } => hold,
            Self::Reps { count, .. } | Self::Breaths { count } => count,
            Self::Activity { minutes } => minutes,
        }
    }

    /// The seconds, reps, breaths or minutes, to be changed.
    pub fn amount_mut(&mut self) -> &mut Amount {
        match self {
            Self::Hold { hold } => hold,
            Self::Reps { count, .. } | Self::Breaths { count } => count,
            Self::Activity { minutes } => minutes,
        }
    }
}

/// A [`Timing`] in the form that `build.rs` writes.
pub(super) struct WrittenTiming {
    pub(super) name: &'static str,
    pub(super) sides: Sides,
    pub(super) dose: &'static DoseSpec,
    pub(super) prepare_s: Option<u32>,
    pub(super) switch_s: Option<u32>,
    pub(super) least: Least,
}

impl From<&WrittenTiming> for Timing {
    fn from(written: &WrittenTiming) -> Self {
        Self {
            name: Text::clean(written.name),
            sides: written.sides,
            dose: written.dose.clone(),
            prepare_s: written.prepare_s,
            switch_s: written.switch_s,
            least: written.least,
        }
    }
}

/// Reads the dose of an exercise, which must have a measure, and the number of its source.
pub(super) fn dose(f: &mut Fields<'_, '_>) -> Option<(DoseSpec, Option<u32>)> {
    let dose = f.object("dose", |f| {
        let dose = (DoseSpec::read(f), f.optional("by"));
        // A measure that is there and wrong was reported already.
        let silent = DoseSpec::MEASURES.iter().all(|name| !f.has(name));
        (dose, silent)
    });
    match dose {
        None if !f.has("dose") => f.problem("dose", "`dose` is missing"),
        Some((_, true)) => {
            let measures = DoseSpec::MEASURES.join(", ");
            f.problem("dose", format!("it does not say how much; expected one of {measures}"));
        }
        _ => {}
    }
    dose.map(|(dose, _)| dose)
}

pub(super) fn prepare_s(f: &mut Fields<'_, '_>) -> Option<u32> {
    amount(f, "prepare_s", 3.0, 120.0, true).map(Amount::count)
}

pub(super) fn switch_s(f: &mut Fields<'_, '_>) -> Option<u32> {
    amount(f, "switch_s", 3.0, 60.0, true).map(Amount::count)
}

fn lesser(least: Option<f64>, amount: Option<Amount>) -> Option<f64> {
    [least, amount.map(|amount| amount.from)].into_iter().flatten().min_by(f64::total_cmp)
}
