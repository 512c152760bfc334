//! The ranges of numbers in content files: one place for reading, for editing, and for what others are made into.

use super::Amount;
use crate::domain::content::object_reader::Fields;

/// The numbers that a field of a file may have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AmountRange {
    /// The least.
    pub least: f64,
    /// The greatest.
    pub most: f64,
    /// True if it counts something.
    pub is_whole: bool,
}

impl AmountRange {
    /// Seconds of a hold.
    pub const HOLD_S: Self = Self::measured(1.0, 3_600.0);
    /// Reps of a set.
    pub const REPS: Self = Self::counted(1.0, 500.0);
    /// Seconds of a rep.
    pub const TEMPO_S: Self = Self::measured(1.0, 60.0);
    /// Breaths of a set.
    pub const BREATHS: Self = Self::counted(1.0, 100.0);
    /// Minutes of an activity.
    pub const MINUTES: Self = Self::measured(0.25, 240.0);
    /// Sets, and rounds.
    pub const SETS: Self = Self::counted(1.0, 20.0);
    /// Seconds of rest between sets.
    pub const REST_S: Self = Self::measured(0.0, 600.0);
    /// Seconds between two exercises or rounds: time to set up the next.
    pub const REST_BETWEEN_S: Self = Self::measured(3.0, 600.0);

    const fn measured(least: f64, most: f64) -> Self {
        Self { least, most, is_whole: false }
    }

    const fn counted(least: f64, most: f64) -> Self {
        Self { least, most, is_whole: true }
    }

    /// Reads a field, and reports a number out of this range.
    pub(in crate::domain::content) fn read(self, fields: &mut Fields<'_, '_>, name: &'static str) -> Option<Amount> {
        amount(fields, name, self.least, self.most, self.is_whole)
    }
}

/// Reads an amount and checks that it lies between `least` and `most` and, where asked, is whole.
pub(in crate::domain::content) fn amount(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    least: f64,
    most: f64,
    whole: bool,
) -> Option<Amount> {
    let amount: Amount = fields.optional(name)?;
    let values = [amount.from, amount.to, amount.start];
    if !values.iter().all(|value| (least..=most).contains(value)) {
        let given = values.into_iter().find(|value| !(least..=most).contains(value)).unwrap_or_default();
        fields.problem(name, format!("{given} is out of range; allowed: {least} to {most}"));
        return None;
    }
    if whole && values.iter().any(|value| value.fract() != 0.0) {
        fields.problem(name, "this counts something; expected a whole number");
        return None;
    }
    Some(amount)
}
