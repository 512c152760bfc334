//! Timings: the part of an exercise that decides how long it takes, for built-in exercises prepared by `build.rs`.

use super::dose::{Amount, DoseSpec, amount};
use super::object_reader::Fields;
use super::words::Sides;
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
