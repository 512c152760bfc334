//! A number of a dose, and a dose in one line of words, plain or with its numbers marked.

use std::fmt;

use super::{Amount, Dose, Measure, Pace};
use crate::domain::content::words::{Counting, Sides, Whose};

impl fmt::Display for Amount {
    /// `25`, or `20-30` for a range.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from < self.to { write!(f, "{}-{}", self.from, self.to) } else { write!(f, "{}", self.from) }
    }
}

impl Amount {
    /// The number with a mark behind it where it is ours: `3*`.
    pub fn marked(&self) -> String {
        self.with_mark("*")
    }

    fn with_mark(&self, mark: &str) -> String {
        format!("{self}{}", if self.whose == Whose::Ours { mark } else { "" })
    }
}

impl fmt::Display for Dose {
    /// The dose in one line: `3 × 20-30 s, each side`, `10 reps of 3 s per side, taking turns`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, "")
    }
}

/// A dose in which each number of ours has a mark behind it: `3* × 20-30 s, each side`.
#[derive(Debug, Clone, Copy)]
pub struct Marked<'a>(&'a Dose);

impl fmt::Display for Marked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f, "*")
    }
}

impl Dose {
    /// The dose in one line: marked, but plain in an item of the user's `own`, where all numbers are theirs.
    pub fn text(&self, own: bool) -> String {
        if own { self.to_string() } else { self.marked().to_string() }
    }

    /// The dose in one line, as [`Dose`] shows, with each number marked that is not the source's.
    pub fn marked(&self) -> Marked<'_> {
        Marked(self)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, mark: &str) -> fmt::Result {
        let number = |amount: &Amount| amount.with_mark(mark);
        if self.sets.to > 1.0 {
            write!(f, "{} × ", number(&self.sets))?;
        }
        match &self.measure {
            Measure::Hold { hold } => write!(f, "{} s", number(hold))?,
            Measure::Breaths { count } => write!(f, "{} breaths", number(count))?,
            Measure::Activity { minutes } if minutes.from < 1.0 && minutes.to < 2.0 => {
                let secs = |minutes: f64| (60.0 * minutes).round();
                let span = Amount { from: secs(minutes.from), to: secs(minutes.to), ..*minutes };
                write!(f, "{} s", number(&span))?;
            }
            Measure::Activity { minutes } => write!(f, "{} min", number(minutes))?,
            Measure::Reps { count, pace } => {
                write!(f, "{} {}", number(count), if count.to > 1.0 { "reps" } else { "rep" })?;
                match pace {
                    Pace::Own => f.write_str(" at your pace")?,
                    Pace::Held { hold, or_exhale: false } => write!(f, " of {} s", number(hold))?,
                    Pace::Held { hold, or_exhale: true } => write!(f, " of {} s or one breath out", number(hold))?,
                    Pace::OnBreath { .. } => f.write_str(" on the breath")?,
                    Pace::Steady { .. } => {}
                }
            }
        }
        f.write_str(match (self.sides, self.counting) {
            (Sides::None, _) => "",
            (Sides::Each, _) => ", each side",
            (Sides::Alternate, Counting::PerSide) => " per side, taking turns",
            (Sides::Alternate, Counting::Total) => " in total, taking turns",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::words::SideOrder;

    #[test]
    fn less_than_a_minute_is_said_in_seconds() {
        let minutes = |from, to, whose| Dose {
            sets: Amount::ours(1.0),
            measure: Measure::Activity { minutes: Amount { from, to, start: from, whose } },
            rest_s: None,
            sides: Sides::None,
            counting: Counting::PerSide,
            side_order: SideOrder::BySide,
        };
        let shown = |from, to| minutes(from, to, Whose::Source).to_string();
        assert_eq!(minutes(0.5, 0.5, Whose::Ours).marked().to_string(), "30* s");
        assert_eq!([shown(0.33, 0.33), shown(0.5, 1.0), shown(0.5, 1.5)], ["20 s", "30-60 s", "30-90 s"]);
        assert_eq!([shown(1.0, 1.0), shown(1.5, 1.5), shown(0.5, 5.0)], ["1 min", "1.5 min", "0.5-5 min"]);
    }
}
