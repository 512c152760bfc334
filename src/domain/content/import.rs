//! Routines of other programs, read from their files.
//!
//! A module for each program turns its file into [`ForeignRoutine`]s. From there on the way is the same: `tidy` puts rests,
//! sides and sets together, `matching` finds the exercises that the names mean, `written` makes files of them.

use std::collections::BTreeSet;

use crate::domain::text::{Text, folded};

use super::dose::amount;
use super::object_reader::Fields;
use super::problem::Problem;
use super::words::Sides;

mod feeel;
mod jawt;
pub mod matching;
mod my_pt;
mod openhiit;
mod tidy;
mod timero;
pub mod written;

/// The most steps of a routine, and the most routines of a file: more is no programme, and a mistake. Our choice.
const MOST_STEPS: usize = 500;
const MOST_ROUTINES: usize = 200;

/// The most different exercises of a file: each is looked up. Our choice, three times the library's.
const MOST_NAMES: usize = 500;

/// The longest name that is kept, in characters. Our choice: more fits no line.
const LONGEST_NAME: usize = 80;

/// Limits of our own files, in which a foreign routine has to fit: seconds of work, of a hold and of rest, repetitions, sets
/// and rounds.
const LONGEST_WORK: f64 = 14_400.0;
const LONGEST_HOLD: f64 = 3_600.0;
const LONGEST_REST: f64 = 600.0;
const MOST_REPS: f64 = 500.0;
const MOST_SETS: u32 = 20;
const MOST_ROUNDS: u32 = 20;

/// Programs whose files can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForeignProgram {
    /// Just Another Workout Timer.
    Jawt,
    /// OpenHIIT.
    OpenHiit,
    /// My PT.
    MyPt,
    /// Timero.
    Timero,
    /// Feeel.
    Feeel,
}

impl ForeignProgram {
    /// The name of the program.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jawt => "Just Another Workout Timer",
            Self::OpenHiit => "OpenHIIT",
            Self::MyPt => "My PT",
            Self::Timero => "Timero",
            Self::Feeel => "Feeel",
        }
    }
}

/// A routine as another program has it.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignRoutine {
    /// Its title.
    pub title: Text,
    /// The line of the file that it begins on, from 1.
    pub line: usize,
    /// The number of times that all steps are done, at least 1.
    pub rounds: u32,
    /// Seconds between two rounds, if the program has them.
    pub rest_between_rounds_s: Option<f64>,
    /// Seconds before the first step, if the program has them.
    pub get_ready_s: Option<f64>,
    /// The steps, in order.
    pub steps: Vec<ForeignStep>,
}

/// A step as another program has it.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignStep {
    /// The name of the exercise there.
    pub name: Text,
    /// The work of one set.
    pub work: ForeignWork,
    /// The number of sets, at least 1.
    pub sets: u32,
    /// Seconds between sets, if the program has them.
    pub rest_s: Option<f64>,
    /// The sides, if the program has them.
    pub sides: Option<Sides>,
    /// Seconds of rest before it, if the program has them.
    pub rest_before_s: Option<f64>,
    /// A remark.
    pub note: Option<Text>,
    /// Instructions, for an exercise that we do not have.
    pub instructions: Vec<Text>,
}

/// The work of one set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ForeignWork {
    /// Some seconds of it.
    Seconds(f64),
    /// Repetitions.
    Reps {
        /// The number of them.
        count: u32,
        /// Seconds of each, if the program has them.
        each_s: Option<f64>,
    },
}

impl ForeignStep {
    /// A step of some seconds.
    fn timed(name: Text, seconds: f64) -> Self {
        Self::new(name, ForeignWork::Seconds(seconds))
    }

    fn new(name: Text, work: ForeignWork) -> Self {
        Self {
            name,
            work,
            sets: 1,
            rest_s: None,
            sides: None,
            rest_before_s: None,
            note: None,
            instructions: Vec::new(),
        }
    }
}

/// The content of a file of another program.
#[derive(Debug)]
pub struct ForeignFile {
    /// The program.
    pub program: ForeignProgram,
    /// The routines, each of at least one step.
    pub routines: Vec<ForeignRoutine>,
    /// Sentences about what was not read.
    pub remarks: Vec<String>,
}

/// Returns the program that wrote `text`, as far as that can be seen; the text may be broken.
pub fn program_of(text: &str) -> Option<ForeignProgram> {
    if !text.trim_start().starts_with(['{', '[']) {
        return my_pt::is_table(text).then_some(ForeignProgram::MyPt);
    }
    // A pack may have fields of the same names deeper inside.
    if has_field(text, "supple_pack") {
        return None;
    }
    let known = MARKS.iter().find(|(_, marks)| marks.iter().all(|field| has_field(text, field)));
    known.map(|(program, _)| *program)
}

/// Fields that the files of a program have, and no others.
const MARKS: [(ForeignProgram, &[&str]); 8] = [
    (ForeignProgram::Feeel, &["feeelMetadataVersion"]),
    (ForeignProgram::Feeel, &["fullWorkout"]),
    (ForeignProgram::Timero, &["__type__"]),
    (ForeignProgram::OpenHiit, &["timeSettings"]),
    (ForeignProgram::MyPt, &["sessionDefinitions"]),
    (ForeignProgram::MyPt, &["exportDate", "exercises"]),
    (ForeignProgram::Jawt, &["exercises", "repetitions"]),
    (ForeignProgram::Jawt, &["exercises", "workouts"]),
];

fn has_field(text: &str, field: &str) -> bool {
    text.contains(&format!("\"{field}\""))
}

/// Returns the text of a file that Just Another Workout Timer exported with a byte for each letter, which is not UTF-8;
/// `None` if `bytes` is no such file. Letters that do not fit in a byte were lost there.
pub fn repaired(bytes: &[u8]) -> Option<String> {
    jawt::repaired(bytes)
}

/// Reads a file of `program`.
///
/// # Errors
/// The problems, each of which makes the file unusable.
pub fn read(program: ForeignProgram, file: &str, text: &str) -> Result<ForeignFile, Vec<Problem>> {
    let reading = match program {
        ForeignProgram::Jawt => jawt::read(file, text),
        ForeignProgram::OpenHiit => openhiit::read(file, text),
        ForeignProgram::MyPt => my_pt::read(file, text),
        ForeignProgram::Timero => timero::read(file, text),
        ForeignProgram::Feeel => feeel::read(file, text),
    };
    let ForeignReading { routines, remarks, mut problems } = reading;
    let mut routines: Vec<ForeignRoutine> = routines.into_iter().map(tidy::without_rests).collect();
    routines.retain(|routine| !routine.steps.is_empty());
    if problems.is_empty() {
        problems.extend(excess(file, &routines));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(ForeignFile { program, routines: routines.into_iter().map(tidy::tidied).collect(), remarks })
}

/// The routines that a module has read, with everything it has to say.
#[derive(Default)]
struct ForeignReading {
    routines: Vec<ForeignRoutine>,
    remarks: Vec<String>,
    problems: Vec<Problem>,
}

impl From<(Vec<ForeignRoutine>, Vec<Problem>)> for ForeignReading {
    fn from(read: (Vec<ForeignRoutine>, Vec<Problem>)) -> Self {
        Self { routines: read.0, problems: read.1, remarks: Vec::new() }
    }
}

/// Returns the problem of a file with nothing in it, or with too much.
fn excess(file: &str, routines: &[ForeignRoutine]) -> Option<Problem> {
    if routines.is_empty() {
        return Some(Problem::whole_file(file, "there is no routine with an exercise in it"));
    }
    if routines.len() > MOST_ROUTINES {
        let message = format!("there are {} routines; at most {MOST_ROUTINES} are read", routines.len());
        return Some(Problem::whole_file(file, message));
    }
    let steps = routines.iter().flat_map(|routine| &routine.steps);
    let names = steps.map(|step| folded(step.name.as_str()).into_owned()).collect::<BTreeSet<_>>().len();
    if names > MOST_NAMES {
        let message = format!("there are {names} different exercises; at most {MOST_NAMES} are read");
        return Some(Problem::whole_file(file, message));
    }
    let long = routines.iter().find(|routine| routine.steps.len() > MOST_STEPS)?;
    let message = format!("`{}` has {} steps; at most {MOST_STEPS} are read", long.title, long.steps.len());
    Some(Problem { line: long.line, ..Problem::whole_file(file, message) })
}

/// Reads some seconds of a field, in this range.
fn seconds(f: &mut Fields<'_, '_>, field: &'static str, least: f64, most: f64) -> Option<f64> {
    amount(f, field, least, most, false).map(|seconds| seconds.start)
}

/// Reads a name, cleaned and cut to a length that can be shown; `otherwise` if it is absent or empty.
fn name(f: &mut Fields<'_, '_>, field: &'static str, otherwise: &str) -> Text {
    let name: Option<Text> = f.optional(field);
    shortened(&name.unwrap_or_default(), otherwise)
}

/// Returns a name that is neither empty nor too long.
fn shortened(name: &Text, otherwise: &str) -> Text {
    let name = plain(name.as_str());
    if name.is_empty() {
        return Text::clean(otherwise);
    }
    match name.as_str().char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => Text::clean(name.as_str().get(..end).unwrap_or_default()),
        None => name,
    }
}

/// Returns a text without braces, which in our files are for lengths in two systems.
fn plain(text: &str) -> Text {
    Text::clean(&text.replace('{', "(").replace('}', ")"))
}

/// Returns true if two names differ in nothing that people see as different.
pub fn is_same_name(one: &str, other: &str) -> bool {
    folded(one.trim()) == folded(other.trim())
}

#[cfg(test)]
mod tests;
