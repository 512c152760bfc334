//! Files of My PT: a backup, or a table of exercises.
//!
//! **Shape**: `{"version", "exportDate", "data": {"exercises": [{"id", "name", "type": "duration" | "reps",
//! "defaultDuration", "defaultReps", "defaultSets", "defaultRepDuration", "pauseBetweenReps", "restBetweenSets",
//! "sideMode": "bilateral" | "unilateral" | "alternating", "instructions"}], "sessionDefinitions": [{"name",
//! "exercises": [{"exerciseId", "duration"?, "reps"?, "sets"?, "repDuration"?}]}], "sessionInstances", "settings"}}`;
//! or CSV with the same names in its header and lines of remarks that begin with `#`. Times in seconds.

use std::collections::HashMap;

use serde::de::IgnoredAny;

use super::super::dose::{Amount, amount};
use super::super::object_reader::{Fields, read_foreign};
use super::super::words::Sides;
use super::{
    ForeignReading, ForeignRoutine, ForeignStep, ForeignWork, LONGEST_REST, LONGEST_WORK, MOST_REPS, MOST_SETS, name,
    plain, seconds, shortened,
};
use crate::domain::text::{Text, counted};

mod table;

pub(super) use table::is_table;

/// The title of a routine of all exercises, for a file that has no sessions.
const ALL: &str = "My PT Exercises";

/// The most lines of instructions that are kept. Our choice: what is read aloud before an exercise.
const MOST_INSTRUCTIONS: usize = 4;

/// The longest line of instructions, in characters.
const LONGEST_INSTRUCTION: usize = 200;

/// An exercise with its usual amounts.
#[derive(Debug, Clone, Default)]
struct PtExercise {
    id: i64,
    name: Text,
    is_reps: bool,
    amounts: PtAmounts,
    pause_s: Option<f64>,
    rest_s: Option<f64>,
    sides: Option<Sides>,
    instructions: Vec<Text>,
}

/// The amounts of an exercise, or those that a session has instead.
#[derive(Debug, Clone, Copy, Default)]
struct PtAmounts {
    seconds: Option<f64>,
    reps: Option<u32>,
    sets: Option<u32>,
    rep_s: Option<f64>,
}

impl PtAmounts {
    fn over(self, usual: Self) -> Self {
        Self {
            seconds: self.seconds.or(usual.seconds),
            reps: self.reps.or(usual.reps),
            sets: self.sets.or(usual.sets),
            rep_s: self.rep_s.or(usual.rep_s),
        }
    }
}

/// Defaults of the program, where the file has no settings.
const USUAL: PtAmounts = PtAmounts { seconds: Some(60.0), reps: Some(10), sets: Some(1), rep_s: None };

impl PtExercise {
    /// Returns the step of this exercise, with `other` amounts over its own.
    fn step(&self, other: PtAmounts) -> ForeignStep {
        let amounts = other.over(self.amounts).over(USUAL);
        let pause_s = self.pause_s.unwrap_or_default();
        let work = match (self.is_reps, amounts.seconds, amounts.reps) {
            (true, _, Some(count)) => ForeignWork::Reps { count, each_s: amounts.rep_s.map(|each| each + pause_s) },
            (_, seconds, _) => ForeignWork::Seconds(seconds.unwrap_or(1.0)),
        };
        ForeignStep {
            sets: amounts.sets.unwrap_or(1),
            rest_s: self.rest_s,
            sides: self.sides,
            instructions: self.instructions.clone(),
            ..ForeignStep::new(self.name.clone(), work)
        }
    }
}

pub(super) fn read(file: &str, text: &str) -> ForeignReading {
    if is_table(text) {
        return match table::exercises(file, text) {
            Ok(exercises) => ForeignReading { routines: vec![all(&exercises)], ..ForeignReading::default() },
            Err(problem) => ForeignReading { problems: vec![problem], ..ForeignReading::default() },
        };
    }
    let (found, problems) = read_foreign(file, text, |f| {
        if !f.has("data") {
            f.problem("data", "`data` is missing");
        }
        f.object("data", backup)
    });
    let mut reading = ForeignReading { problems, ..ForeignReading::default() };
    for (routines, past) in found {
        reading.routines.extend(routines);
        if past > 0 {
            let sessions = counted(past, "past session");
            reading.remarks.push(format!("{sessions} not imported: the journal holds what you did with supple."));
        }
    }
    reading
}

/// Reads the routines, and counts the sessions of the past.
fn backup(f: &mut Fields<'_, '_>) -> (Vec<ForeignRoutine>, usize) {
    let exercises = f.objects("exercises", exercise);
    let settings = f.object("settings", |f| PtSettings {
        get_ready_s: rest(f, "startCountdownDuration"),
        between_s: rest(f, "restBetweenExercises").or_else(|| rest(f, "pauseBetweenExercises")),
    });
    let settings = settings.unwrap_or_default();
    let by_id: HashMap<i64, &PtExercise> = exercises.iter().map(|exercise| (exercise.id, exercise)).collect();
    let mut routines = f.objects("sessionDefinitions", |f| session(f, &by_id, settings));
    if !f.has("sessionDefinitions") || routines.iter().all(|routine| routine.steps.is_empty()) {
        routines = vec![all(&exercises)];
    }
    let past: Vec<IgnoredAny> = f.list("sessionInstances");
    (routines, past.len())
}

/// The settings that a routine takes over.
#[derive(Debug, Clone, Copy, Default)]
struct PtSettings {
    get_ready_s: Option<f64>,
    between_s: Option<f64>,
}

fn session(
    f: &mut Fields<'_, '_>,
    exercises: &HashMap<i64, &PtExercise>,
    settings: PtSettings,
) -> Option<ForeignRoutine> {
    let title = name(f, "name", "My PT Session");
    let between_s = rest(f, "pauseBetweenExercises").or(settings.between_s);
    let mut steps = f.objects("exercises", |f| {
        let id: i64 = f.required("exerciseId")?;
        let other = amounts(f, ["duration", "reps", "sets", "repDuration"]);
        if !exercises.contains_key(&id) {
            f.problem("exerciseId", format!("there is no exercise {id} in this file"));
        }
        exercises.get(&id).map(|exercise| exercise.step(other))
    });
    for step in steps.iter_mut().skip(1) {
        step.rest_before_s = between_s;
    }
    let line = f.line();
    Some(ForeignRoutine {
        title,
        line,
        rounds: 1,
        rest_between_rounds_s: None,
        get_ready_s: settings.get_ready_s.filter(|seconds| *seconds > 0.0),
        steps,
    })
}

/// Returns a routine of all exercises.
fn all(exercises: &[PtExercise]) -> ForeignRoutine {
    ForeignRoutine {
        title: Text::clean(ALL),
        line: 1,
        rounds: 1,
        rest_between_rounds_s: None,
        get_ready_s: None,
        steps: exercises.iter().map(|exercise| exercise.step(PtAmounts::default())).collect(),
    }
}

fn exercise(f: &mut Fields<'_, '_>) -> Option<PtExercise> {
    let id: Option<i64> = f.required("id");
    let amounts = amounts(f, ["defaultDuration", "defaultReps", "defaultSets", "defaultRepDuration"]);
    let kind: Option<Text> = f.optional("type");
    let is_reps = is_reps(kind.as_ref().map(Text::as_str), &amounts).unwrap_or_else(|why| {
        f.problem("type", why);
        false
    });
    let side_mode: Option<Text> = f.optional("sideMode");
    let instructions: Option<String> = f.optional("instructions");
    Some(PtExercise {
        name: name(f, "name", "Exercise"),
        is_reps,
        amounts,
        pause_s: rest(f, "pauseBetweenReps"),
        rest_s: rest(f, "restBetweenSets"),
        sides: side_mode.and_then(|mode| sides(mode.as_str())),
        instructions: lines(&instructions.unwrap_or_default()),
        id: id?,
    })
}

/// Reads the four amounts in these fields.
fn amounts(f: &mut Fields<'_, '_>, [duration, reps, sets, rep]: [&'static str; 4]) -> PtAmounts {
    PtAmounts {
        seconds: seconds(f, duration, 1.0, LONGEST_WORK),
        reps: amount(f, reps, 1.0, MOST_REPS, true).map(Amount::count),
        sets: amount(f, sets, 1.0, MOST_SETS.into(), true).map(Amount::count),
        rep_s: seconds(f, rep, 0.0, LONGEST_REST),
    }
}

fn rest(f: &mut Fields<'_, '_>, field: &'static str) -> Option<f64> {
    seconds(f, field, 0.0, LONGEST_REST)
}

/// Returns true if an exercise of this kind is done for repetitions, false if for a time; without a kind, the amount that
/// is given decides.
///
/// # Errors
/// A message: there is no such kind.
fn is_reps(kind: Option<&str>, amounts: &PtAmounts) -> Result<bool, String> {
    match kind.map(|kind| kind.trim().to_lowercase()).as_deref() {
        Some("reps") => Ok(true),
        Some("duration") => Ok(false),
        None | Some("") => Ok(amounts.reps.is_some() && amounts.seconds.is_none()),
        Some(other) => Err(format!("`{}` is not a kind of exercise; expected duration or reps", Text::clean(other))),
    }
}

/// Returns the sides that a word of the program means; an earlier version had only yes and no.
fn sides(mode: &str) -> Option<Sides> {
    match mode.trim().to_lowercase().as_str() {
        "bilateral" | "false" | "no" | "0" | "off" => Some(Sides::None),
        "unilateral" | "true" | "yes" | "1" | "on" => Some(Sides::Each),
        "alternating" => Some(Sides::Alternate),
        _ => None,
    }
}

/// Returns the first lines of instructions, each cut to a length that can be read out.
fn lines(instructions: &str) -> Vec<Text> {
    let lines = instructions.lines().map(|line| line.trim().trim_start_matches(['-', '*', '#', ' ']));
    let lines = lines.filter(|line| !line.is_empty()).take(MOST_INSTRUCTIONS);
    lines
        .map(|line| plain(&line.chars().take(LONGEST_INSTRUCTION).collect::<String>()))
        .filter(|line| !line.is_empty())
        .collect()
}

/// Returns an exercise of the table, with a name that can be shown.
fn named(name: &Text) -> PtExercise {
    PtExercise { name: shortened(name, "Exercise"), ..PtExercise::default() }
}
