//! What of an exercise decides how long it takes: all that a list of routines needs of it, ready from
//! the build on.

use super::dose::{Amount, DoseSpec, amount};
use super::fields::Fields;
use super::words::Sides;
use crate::domain::text::Text;

/// The part of an exercise that the length of a routine depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Timing {
    /// What the exercise is called: a routine says so of one that it leaves out.
    pub name: Text,
    /// Which sides.
    pub sides: Sides,
    /// How much, where a routine does not say.
    pub dose: DoseSpec,
    /// Seconds to get into position.
    pub prepare_s: Option<u32>,
    /// Seconds to change sides.
    pub switch_s: Option<u32>,
    /// Least amounts of it that make sense, by the doses that it has.
    pub least: Least,
}

/// The least of each measure among the doses of an exercise; `None` where no dose is measured so.
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
    /// The least of these doses.
    pub fn of<'a>(doses: impl Iterator<Item = &'a DoseSpec>) -> Self {
        doses.fold(Self::default(), |least, dose| {
            let less = |least: Option<f64>, amount: Option<Amount>| {
                [least, amount.map(|amount| amount.from)].into_iter().flatten().min_by(f64::total_cmp)
            };
            Self {
                // Beside reps a hold is the hold in each of them.
                hold_s: less(least.hold_s, dose.hold_s.filter(|_| dose.reps.is_none())),
                reps: less(least.reps, dose.reps),
                breaths: less(least.breaths, dose.breaths),
                minutes: less(least.minutes, dose.minutes),
            }
        })
    }
}

/// The form in which `build.rs` writes it.
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

/// The dose of an exercise, which has to say how much, and the number of the source that it is by.
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
