//! Exercises of the user's own, made from a few words: what supple never heard of.

use std::sync::Arc;

use super::json::JsonNode;
use crate::domain::content::dose::AmountRange;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::link::Anything;
use crate::domain::content::words::{Kind, Position, Sides};
use crate::domain::text::Text;

/// The summary of an exercise that says no more about itself.
const SUMMARY: &str = "An exercise of your own.";

/// The setup of an exercise that says nothing about it.
const AS_SHOWN: &str = "Do it as you were shown.";

/// The breathing of every exercise made here.
const BREATHING: &str = "Keep breathing, easily.";

/// The quantity that an exercise is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureKind {
    /// Seconds of a hold.
    Hold,
    /// Reps.
    Reps,
    /// Breaths.
    Breaths,
    /// Minutes.
    Minutes,
}

impl MeasureKind {
    /// All of them, in the order in which keys go through them.
    pub const ALL: [Self; 4] = [Self::Hold, Self::Reps, Self::Breaths, Self::Minutes];

    /// Returns the name of the field in a file.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Hold => "hold_s",
            Self::Reps => "reps",
            Self::Breaths => "breaths",
            Self::Minutes => "minutes",
        }
    }

    /// Returns the word for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Reps => "reps",
            Self::Breaths => "breaths",
            Self::Minutes => "minutes",
        }
    }

    /// Returns the amount to begin with: what most sheets ask for, and our choice.
    pub const fn usual(self) -> f64 {
        match self {
            Self::Hold => 30.0,
            Self::Reps => 10.0,
            Self::Breaths => 5.0,
            Self::Minutes => 2.0,
        }
    }

    /// Returns the range of amounts in a file.
    pub const fn range(self) -> AmountRange {
        match self {
            Self::Hold => AmountRange::HOLD_S,
            Self::Reps => AmountRange::REPS,
            Self::Breaths => AmountRange::BREATHS,
            Self::Minutes => AmountRange::MINUTES,
        }
    }

    /// Returns the measure of exercises of a kind.
    pub const fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Stretch | Kind::Stability | Kind::Balance => Self::Hold,
            Kind::Cardio | Kind::SelfCare => Self::Minutes,
            Kind::Strength | Kind::Mobility | Kind::FormDrill | Kind::SelfTest => Self::Reps,
        }
    }
}

/// An exercise to be made, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct ExerciseSketch {
    /// The name; not empty once it is made.
    pub name: Text,
    /// The kind of movement; not a self-test.
    pub kind: Kind,
    /// The position at the start.
    pub position: Position,
    /// The sides it is done on.
    pub sides: Sides,
    /// The quantity it is measured in.
    pub measure: MeasureKind,
    /// The amount of it, within the limits of the measure.
    pub amount: f64,
    /// The setup, up to three lines; empty ones are skipped.
    pub setup: Vec<Text>,
}

impl ExerciseSketch {
    /// Returns a sketch with a name, and what is most usual on the sheets of a clinic.
    pub fn new(name: &str) -> Self {
        let measure = MeasureKind::Reps;
        Self {
            name: title_case(name),
            kind: Kind::Mobility,
            position: Position::Varies,
            sides: Sides::None,
            measure,
            amount: measure.usual(),
            setup: Vec::new(),
        }
    }

    /// Returns the exercise under this id; `None` without a name.
    pub fn make(&self, id: &Id) -> Option<OwnExercise> {
        OwnExercise::read(&self.file_text(id))
    }

    fn file_text(&self, id: &Id) -> String {
        let setup: Vec<String> = self.setup.iter().map(plain).filter(|line| !line.is_empty()).collect();
        let setup: Vec<&str> =
            if setup.is_empty() { vec![AS_SHOWN] } else { setup.iter().map(String::as_str).collect() };
        let AmountRange { least, most, .. } = self.measure.range();
        let dose = vec![(self.measure.field().to_owned(), JsonNode::number(self.amount.clamp(least, most)))];
        let fields = [
            ("id", JsonNode::text(id.as_str())),
            ("name", JsonNode::text(&plain(&self.name))),
            ("kind", JsonNode::text(self.kind.as_str())),
            ("position", JsonNode::text(self.position.as_str())),
            ("sides", JsonNode::text(self.sides.as_str())),
            ("summary", JsonNode::text(SUMMARY)),
            ("setup", JsonNode::texts(setup)),
            ("breathing", JsonNode::text(BREATHING)),
            ("dose", JsonNode::Object(dose)),
        ];
        JsonNode::Object(fields.into_iter().map(|(name, node)| (name.to_owned(), node)).collect()).file_text()
    }
}

/// An exercise of the user's own that is not in a file yet.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnExercise {
    /// The exercise.
    pub exercise: Arc<Exercise>,
    /// The text of its file.
    pub text: String,
}

impl OwnExercise {
    /// Reads the text of a file; `None` if it cannot be used.
    pub fn read(text: &str) -> Option<Self> {
        let mut exercise = Exercise::read("draft", text, &Anything).0?;
        exercise.make_yours();
        Some(Self { exercise: Arc::new(exercise), text: text.to_owned() })
    }
}

/// Returns a text without braces: in a file these are lengths in two systems.
fn plain(text: &Text) -> String {
    text.as_str().replace('{', "(").replace('}', ")")
}

/// Returns a typed name as names are written: `wall angel` as `Wall Angel`. What was typed with a capital stays.
fn title_case(name: &str) -> Text {
    let clean = Text::clean(name);
    if clean.as_str().chars().any(char::is_uppercase) {
        return clean;
    }
    let words = clean.as_str().split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    });
    Text::clean(&words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_enough_for_an_exercise() {
        let own = ExerciseSketch::new("wall angel").make(&Id::new("wall-angel").unwrap()).unwrap();
        insta::assert_snapshot!(own.text, @r#"
        {
          "id": "wall-angel",
          "name": "Wall Angel",
          "kind": "mobility",
          "position": "varies",
          "sides": "none",
          "summary": "An exercise of your own.",
          "setup": ["Do it as you were shown."],
          "breathing": "Keep breathing, easily.",
          "dose": {"reps": 10}
        }
        "#);
        assert_eq!(own.exercise.usual_dose(), "10 reps");
        assert!(ExerciseSketch::new("  ").make(&Id::new("a").unwrap()).is_none());
    }

    #[test]
    fn braces_and_absurd_amounts_do_no_harm() {
        let setup = vec![Text::from("{a"), Text::default(), Text::from("b}")];
        let sketch = ExerciseSketch { amount: 1e9, setup, ..ExerciseSketch::new("{x}") };
        let own = sketch.make(&Id::new("x").unwrap()).unwrap();
        assert_eq!(own.exercise.setup, [Text::from("(a"), Text::from("b)")]);
        assert_eq!(own.exercise.usual_dose(), "500 reps");
    }
}
