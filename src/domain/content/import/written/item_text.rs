//! The text of a content file, laid out as a person would: a field a line, and the items of a list below each other.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::{ForeignWork, LONGEST_HOLD};
use crate::domain::content::exercise::Id;
use crate::domain::content::words::Sides;

/// Seconds of each repetition from which it is a hold. Our choice: less is a movement.
const LEAST_HELD: f64 = 5.0;

/// The amounts of a step as they are written.
#[derive(Serialize, Default)]
pub(super) struct WrittenDose {
    #[serde(skip_serializing_if = "Option::is_none")]
    hold_s: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tempo_s: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sets: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rest_s: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sides: Option<Sides>,
}

impl WrittenDose {
    /// The amount of one set. Some seconds of an exercise that `is_moved` are minutes of it, where that is a number that
    /// reads well; of another they are a hold.
    pub(super) fn of(work: &ForeignWork, is_moved: bool) -> Self {
        match *work {
            ForeignWork::Seconds(seconds) => {
                let is_read_well = seconds < 60.0 || seconds % 15.0 == 0.0;
                let is_activity = seconds > LONGEST_HOLD || (is_moved && seconds >= 15.0 && is_read_well);
                let minutes = (seconds / 60.0 * 10_000.0).round() / 10_000.0;
                match is_activity {
                    true => Self { minutes: Some(number(minutes)), ..Self::default() },
                    false => Self { hold_s: Some(number(seconds)), ..Self::default() },
                }
            }
            ForeignWork::Reps { count, each_s } => {
                let held = each_s.filter(|each| *each >= LEAST_HELD);
                let tempo = each_s.filter(|each| *each >= 1.0 && held.is_none());
                Self { reps: Some(count), hold_s: held.map(number), tempo_s: tempo.map(number), ..Self::default() }
            }
        }
    }

    /// Returns true if it is done by moving, not by holding still.
    pub(super) fn is_moved(&self) -> bool {
        self.minutes.is_some() || self.reps.is_some()
    }
}

/// A step as it is written.
#[derive(Serialize)]
struct WrittenLine<'a> {
    exercise: &'a str,
    #[serde(flatten)]
    dose: WrittenDose,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// Returns the line of a step.
pub(super) fn step(exercise: &str, dose: WrittenDose, note: Option<String>) -> String {
    in_line(&WrittenLine { exercise, dose, note })
}

/// Returns a number without a decimal point where it needs none.
pub(super) fn number(value: f64) -> serde_json::Value {
    if value.fract() == 0.0 && value.abs() < 1e9 { (value as i64).into() } else { value.into() }
}

/// The text of a file, field by field.
pub(super) struct ItemText(Vec<String>);

impl ItemText {
    pub(super) fn new(id: &Id) -> Self {
        let mut text = Self(Vec::new());
        text.field("id", id);
        text
    }

    pub(super) fn field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) {
        self.0.push(format!("  \"{name}\": {}", in_line(value)));
    }

    pub(super) fn list_in_line(&mut self, name: &str, values: &[impl Serialize]) {
        self.field(name, values);
    }

    pub(super) fn list(&mut self, name: &str, values: &[impl Serialize]) {
        let lines: Vec<String> = values.iter().map(in_line).collect();
        self.written_list(name, &lines);
    }

    pub(super) fn written_list(&mut self, name: &str, lines: &[String]) {
        let lines: Vec<String> = lines.iter().map(|line| format!("    {line}")).collect();
        self.0.push(format!("  \"{name}\": [\n{}\n  ]", lines.join(",\n")));
    }

    pub(super) fn end(self) -> String {
        format!("{{\n{}\n}}\n", self.0.join(",\n"))
    }
}

/// Returns JSON in one line, with a blank after each comma and colon.
fn in_line(value: &(impl Serialize + ?Sized)) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Spaced);
    match value.serialize(&mut serializer) {
        Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
        // Texts and numbers cannot fail; an empty value would be reported by the check that follows.
        Err(_) => String::new(),
    }
}

/// One line with blanks.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
