//! Numbers of the user's own files: there, what no source says is theirs, and is marked as nobody else's.

use super::dose::{Amount, DoseSpec};
use super::exercise::Exercise;
use super::plan::Plan;
use super::routine::Routine;
use super::words::Whose;

impl Amount {
    /// The number as one of the user's own file.
    #[must_use]
    pub fn as_yours(self) -> Self {
        let whose = if self.whose == Whose::Ours { Whose::Yours } else { self.whose };
        Self { whose, ..self }
    }
}

impl DoseSpec {
    /// Makes each number that is not a source's the user's own.
    pub fn make_yours(&mut self) {
        let Self { hold_s, reps, tempo_s, breaths, minutes, sets, rest_s, .. } = self;
        for amount in [hold_s, reps, tempo_s, breaths, minutes, sets, rest_s] {
            *amount = amount.map(Amount::as_yours);
        }
    }
}

impl Exercise {
    /// Makes each number that is not a source's the user's own.
    pub fn make_yours(&mut self) {
        self.dose.dose.make_yours();
        for named in &mut self.doses {
            named.dose.make_yours();
        }
        if let Some(test) = &mut self.test {
            test.limit_s = test.limit_s.map(Amount::as_yours);
            test.pass_from = test.pass_from.map(Amount::as_yours);
        }
    }
}

impl Routine {
    /// Makes each number that is not a source's the user's own.
    pub fn make_yours(&mut self) {
        for amount in [&mut self.rounds, &mut self.rest_between_s, &mut self.rest_between_rounds_s] {
            *amount = amount.map(Amount::as_yours);
        }
        for step in &mut self.steps {
            step.dose.make_yours();
            if let Some(occasion) = &mut step.before_run {
                occasion.dose.make_yours();
            }
        }
    }
}

impl Plan {
    /// Makes each number that is not a source's the user's own.
    pub fn make_yours(&mut self) {
        for item in self.parts.iter_mut().flat_map(|part| &mut part.items) {
            item.times = item.times.map(Amount::as_yours);
        }
    }
}
