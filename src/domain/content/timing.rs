//! What of an exercise decides how long it takes: all that a list of routines needs of it, read
//! without the rest.

use super::dose::{Amount, DoseSpec, amount};
use super::exercise::required_text;
use super::fields::{Document, Fields};
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
}

impl Timing {
    /// Reads it from the text of an exercise that is known to be good: nothing else in it is looked
    /// at. `None` where it is not good after all.
    pub fn read(text: &str) -> Option<Self> {
        let mut document = Document::known_good(text);
        let read = document.root().and_then(|mut fields| Self::from_fields(&mut fields));
        read.filter(|_| !document.has_errors())
    }

    fn from_fields(f: &mut Fields<'_, '_>) -> Option<Self> {
        Some(Self {
            name: required_text(f, "name")?,
            sides: f.required("sides")?,
            dose: dose(f)?,
            prepare_s: prepare_s(f),
            switch_s: switch_s(f),
        })
    }
}

/// The dose of an exercise, which has to say how much.
pub(super) fn dose(f: &mut Fields<'_, '_>) -> Option<DoseSpec> {
    let dose = f.object("dose", |f| {
        let dose = DoseSpec::read(f);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_it_is_read() {
        let text = r#"{"setup": ["Lie down."], "switch_s": 7, "name": "A\u0020reach", "sides": "each",
            "dose": {"hold_s": {"from": 20, "to": 30, "whose": "source"}, "sets": 2}, "prepare_s": 30}"#;
        let timing = Timing::read(text).unwrap();
        assert_eq!((timing.name.as_str(), timing.sides), ("A reach", Sides::Each));
        assert_eq!((timing.prepare_s, timing.switch_s), (Some(30), Some(7)));
        assert_eq!((timing.dose.hold_s.unwrap().to, timing.dose.sets.unwrap().count()), (30.0, 2));
    }

    #[test]
    fn what_is_no_exercise_has_none() {
        for text in
            ["", "[]", "{", r#"{"name": "A", "sides": "each"}"#, r#"{"name": "A", "sides": "each", "dose": {}}"#]
        {
            assert_eq!(Timing::read(text), None, "{text}");
        }
    }
}
