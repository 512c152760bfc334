//! Doses and their numbers as text, plain or with our own numbers marked.

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
    /// Returns the number or the whole range, followed by a mark if it is ours: `3*`, `3-5`.
    pub fn marked(&self) -> String {
        format!("{self}{}", if self.whose == Whose::Ours { "*" } else { "" })
    }

    /// Returns the number that is used with its `unit`, followed by the source's range that it was picked from:
    /// `25 s (20-30)`; or, for a number of ours, `10* reps` with this `mark`.
    pub fn shown(&self, unit: &str, mark: &str) -> String {
        let (mark, blank) = (if self.whose == Whose::Ours { mark } else { "" }, if unit.is_empty() { "" } else { " " });
        format!("{}{mark}{blank}{unit}{}", self.start, self.range())
    }

    /// Returns ` (20-30)` for a range given by a source, and an empty string for anything else.
    pub fn range(&self) -> String {
        let is_range = self.whose == Whose::Source && self.from < self.to;
        if is_range { format!(" ({self})") } else { String::new() }
    }
}

impl fmt::Display for Dose {
    /// Writes the dose in one line: `3 × 25 s (20-30), each side`, `10 reps of 3 s each side, alternating`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, "")
    }
}

/// A dose that is displayed with a mark after each number of ours: `3* × 25 s (20-30), each side`.
#[derive(Debug, Clone, Copy)]
pub struct Marked<'a>(&'a Dose);

impl fmt::Display for Marked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f, "*")
    }
}

/// The marks that occur in doses shown together, to be explained once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// True if there is a number of ours.
    pub ours: bool,
    /// True if there is a number picked from a source's range.
    pub picked: bool,
}

impl Marks {
    /// Adds the marks in the line of a dose.
    pub fn take_in(&mut self, dose: &str) {
        self.ours |= dose.contains('*');
        self.picked |= dose.contains('(');
    }

    /// Returns the explanation of the marks; `None` if there are none.
    pub const fn meaning(self) -> Option<&'static str> {
        match (self.ours, self.picked) {
            (true, true) => Some("* our suggestion; the source gives no number. In brackets: the source's range"),
            (true, false) => Some("* our suggestion; the source gives no number"),
            (false, true) => Some("in brackets: the source's range"),
            (false, false) => None,
        }
    }
}

impl Dose {
    /// Returns the dose for display in one line, with each number of ours marked.
    pub fn marked(&self) -> Marked<'_> {
        Marked(self)
    }

    /// Returns the dose as [`Dose::marked`] does, with its tempo and its rest.
    pub fn in_full(&self) -> String {
        self.with_pauses("*")
    }

    /// Returns the numbers that a session uses, with tempo and rest, whoever they are from.
    pub fn used_in_full(&self) -> String {
        self.as_used().with_pauses("")
    }

    fn with_pauses(&self, mark: &str) -> String {
        let mut text = if mark.is_empty() { self.to_string() } else { self.marked().to_string() };
        if let Measure::Reps {
            pace: Pace::Steady { tempo: Some(tempo) } | Pace::OnBreath { tempo: Some(tempo) }, ..
        } = &self.measure
        {
            text.push_str(&format!(", {} a rep", tempo.shown("s", mark)));
        }
        if let Some(rest) = self.rest_s.filter(|_| self.sets.to > 1.0) {
            text.push_str(&format!(", {} rest", rest.shown("s", mark)));
        }
        text
    }

    /// Returns the dose as text without its sides: `3 × 25 s`.
    pub fn without_sides(&self) -> String {
        Self { sides: Sides::None, ..self.clone() }.to_string()
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, mark: &str) -> fmt::Result {
        if self.sets.start > 1.0 || !self.sets.range().is_empty() {
            write!(f, "{} × ", self.sets.shown("", mark))?;
        }
        match &self.measure {
            Measure::Hold { hold } => f.write_str(&hold.shown("s", mark))?,
            Measure::Breaths { count } => f.write_str(&count.shown("breaths", mark))?,
            Measure::Activity { minutes } if minutes.from < 1.0 && minutes.to < 2.0 => {
                let [from, to, start] =
                    [minutes.from, minutes.to, minutes.start].map(|minutes| (60.0 * minutes).round());
                f.write_str(&Amount { from, to, start, whose: minutes.whose }.shown("s", mark))?;
            }
            Measure::Activity { minutes } => f.write_str(&minutes.shown("min", mark))?,
            Measure::Reps { count, pace } => {
                f.write_str(&count.shown(if count.start > 1.0 { "reps" } else { "rep" }, mark))?;
                match pace {
                    Pace::Own => f.write_str(" at your pace")?,
                    Pace::Held { hold, or_exhale: false } => write!(f, " of {}", hold.shown("s", mark))?,
                    Pace::Held { hold, or_exhale: true } => {
                        write!(f, " of {} or one breath out", hold.shown("s", mark))?;
                    }
                    Pace::OnBreath { .. } => f.write_str(", one per breath")?,
                    Pace::Steady { .. } => {}
                }
            }
        }
        f.write_str(match (self.sides, self.counting) {
            (Sides::None, _) => "",
            (Sides::Each, _) => ", each side",
            (Sides::Alternate, Counting::PerSide) => " each side, alternating",
            (Sides::Alternate, Counting::Total) => " in total, alternating",
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
        assert_eq!([shown(0.33, 0.33), shown(0.5, 1.0), shown(0.5, 1.5)], ["20 s", "30 s (30-60)", "30 s (30-90)"]);
        assert_eq!([shown(1.0, 1.0), shown(1.5, 1.5), shown(0.5, 5.0)], ["1 min", "1.5 min", "0.5 min (0.5-5)"]);
    }

    #[test]
    fn a_pick_from_a_range_of_the_sources_shows_the_range() {
        let amount = |from, start, to, whose| Amount { from, to, start, whose };
        let dose = Dose {
            sets: amount(3.0, 3.0, 5.0, Whose::Source),
            measure: Measure::Hold { hold: amount(20.0, 25.0, 30.0, Whose::Source) },
            rest_s: None,
            sides: Sides::Each,
            counting: Counting::PerSide,
            side_order: SideOrder::BySide,
        };
        let shown = dose.marked().to_string();
        assert_eq!(shown, "3 (3-5) × 25 s (20-30), each side");
        let mut marks = Marks::default();
        marks.take_in(&shown);
        assert_eq!(marks.meaning(), Some("in brackets: the source's range"));
        let of_ours = Dose { sets: amount(2.0, 2.0, 3.0, Whose::Ours), ..dose };
        assert_eq!(of_ours.marked().to_string(), "2* × 25 s (20-30), each side", "our range is no source's");
        assert_eq!(of_ours.as_used().to_string(), "2 × 25 s, each side", "in a session");
    }
}
