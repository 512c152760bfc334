//! The form of an exercise of the user's own: a few fields, all with a value to begin with.

use crate::domain::content::draft::fields::{Turn, sides_word, turned_amount, turned_choice};
use crate::domain::content::draft::sketch::{ExerciseSketch, MeasureKind};
use crate::domain::content::words::{Kind, Position, Sides};
use crate::domain::text::Text;
use crate::screens::edit;
use crate::state::action::Action;
use crate::widgets::text_input::TextInput;

/// The most lines of setup.
const SETUP: usize = 3;

/// The longest line of setup, in characters.
const LONGEST_LINE: usize = 120;

/// The longest name.
const LONGEST_NAME: usize = 60;

/// A line of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SketchLine {
    Name,
    /// A line of the setup, from 0.
    Setup(usize),
    Kind,
    Position,
    Sides,
    Amount,
}

impl SketchLine {
    /// The lines, from top to bottom.
    pub(super) const ALL: [Self; 8] = [
        Self::Name,
        Self::Setup(0),
        Self::Setup(1),
        Self::Setup(2),
        Self::Amount,
        Self::Sides,
        Self::Kind,
        Self::Position,
    ];

    /// Returns the label.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Setup(0) => "setup",
            Self::Setup(_) => "",
            Self::Kind => "kind",
            Self::Position => "position",
            Self::Sides => "sides",
            Self::Amount => "dose",
        }
    }
}

/// The form while it is filled in.
pub(super) struct SketchForm {
    sketch: ExerciseSketch,
    name: TextInput,
    setup: [TextInput; SETUP],
    /// The chosen line.
    pub(super) at: usize,
    /// The digits typed into the dose so far.
    typed: String,
    /// True once the dose was chosen: the kind changes it no more.
    has_dose: bool,
}

impl SketchForm {
    /// The form of an exercise with this name, at its first line of setup.
    pub(super) fn new(name: &str) -> Self {
        let sketch = ExerciseSketch::new(name);
        let name = TextInput::with_limit(LONGEST_NAME).filled(sketch.name.as_str());
        let setup = std::array::from_fn(|_| TextInput::with_limit(LONGEST_LINE));
        let at = usize::from(!name.is_empty());
        Self { sketch, name, setup, at, typed: String::new(), has_dose: false }
    }

    /// Returns the chosen line.
    pub(super) fn line(&self) -> SketchLine {
        SketchLine::ALL.get(self.at).copied().unwrap_or(SketchLine::Name)
    }

    /// Returns the text field of a line; `None` for a choice.
    pub(super) fn input(&self, line: SketchLine) -> Option<&TextInput> {
        match line {
            SketchLine::Name => Some(&self.name),
            SketchLine::Setup(at) => self.setup.get(at),
            _ => None,
        }
    }

    fn input_mut(&mut self) -> Option<&mut TextInput> {
        match self.line() {
            SketchLine::Name => Some(&mut self.name),
            SketchLine::Setup(at) => self.setup.get_mut(at),
            _ => None,
        }
    }

    /// Returns the value of a line in words.
    pub(super) fn value(&self, line: SketchLine) -> String {
        let sketch = &self.sketch;
        match line {
            SketchLine::Name | SketchLine::Setup(_) => {
                self.input(line).map(TextInput::value).unwrap_or_default().to_owned()
            }
            SketchLine::Kind => sketch.kind.said().to_owned(),
            SketchLine::Position => sketch.position.said().to_owned(),
            SketchLine::Sides => sides_word(sketch.sides).to_owned(),
            SketchLine::Amount => match sketch.measure {
                MeasureKind::Hold => format!("hold {} s", sketch.amount),
                measure => format!("{} {}", sketch.amount, measure.word()),
            },
        }
    }

    /// Returns the exercise as filled in.
    pub(super) fn sketch(&self) -> ExerciseSketch {
        let setup = self.setup.iter().map(|line| Text::clean(line.value())).collect();
        ExerciseSketch { name: Text::clean(self.name.value()), setup, ..self.sketch.clone() }
    }

    /// Puts pasted text into the chosen line.
    pub(super) fn paste(&mut self, text: &str) {
        if let Some(input) = self.input_mut() {
            input.insert_str(text);
        }
    }

    /// Handles an action.
    pub(super) fn update(&mut self, action: Action) {
        match action {
            Action::NextField => self.walk(1),
            Action::PreviousField => self.walk(SketchLine::ALL.len() - 1),
            action => match self.input_mut() {
                Some(input) => {
                    edit(input, action);
                }
                None => self.choose(action),
            },
        }
    }

    /// Walks to the next line, or the one before: past lines of setup below an empty one.
    fn walk(&mut self, by: usize) {
        self.typed.clear();
        self.at = (self.at + by) % SketchLine::ALL.len();
        while let SketchLine::Setup(line @ 1..) = self.line()
            && self.setup.get(line - 1).is_some_and(TextInput::is_empty)
        {
            self.at = (self.at + by) % SketchLine::ALL.len();
        }
    }

    /// Turns the choice of the line, or types the number of the dose.
    fn choose(&mut self, action: Action) {
        let turn = match action {
            Action::CursorRight | Action::Insert(' ' | '+' | '=') => Turn::Up,
            Action::CursorLeft | Action::Insert('-') => Turn::Down,
            Action::Insert(digit) if digit.is_ascii_digit() && self.typed.len() < 4 => {
                self.typed.push(digit);
                Turn::To(self.typed.parse().unwrap_or_default())
            }
            Action::Insert(letter) => return self.measure_in(letter),
            _ => return self.typed.clear(),
        };
        let line = self.line();
        let sketch = &mut self.sketch;
        match line {
            SketchLine::Kind => {
                // A self-test has a form of its own.
                let kinds: Vec<Kind> = Kind::VALUES.iter().copied().filter(|kind| *kind != Kind::SelfTest).collect();
                sketch.kind = turned_choice(&kinds, sketch.kind, turn);
                if !self.has_dose {
                    sketch.measure = MeasureKind::of_kind(sketch.kind);
                    sketch.amount = sketch.measure.usual();
                }
            }
            SketchLine::Position => sketch.position = turned_choice(Position::VALUES, sketch.position, turn),
            SketchLine::Sides => sketch.sides = turned_choice(Sides::VALUES, sketch.sides, turn),
            SketchLine::Amount => {
                sketch.amount = turned_amount(sketch.measure, sketch.amount, turn);
                self.has_dose = true;
            }
            SketchLine::Name | SketchLine::Setup(_) => {}
        }
    }

    /// Measures the dose in what the letter begins: seconds, reps, breaths, minutes. A number that was typed stays.
    fn measure_in(&mut self, letter: char) {
        let measure = match letter.to_ascii_lowercase() {
            's' => MeasureKind::Hold,
            'r' => MeasureKind::Reps,
            'b' => MeasureKind::Breaths,
            'm' => MeasureKind::Minutes,
            _ => return,
        };
        if self.line() == SketchLine::Amount {
            let typed = self.typed.parse().ok();
            self.sketch.measure = measure;
            self.sketch.amount = typed.map_or(measure.usual(), |typed| turned_amount(measure, typed, Turn::To(typed)));
            self.has_dose = true;
        }
    }
}
