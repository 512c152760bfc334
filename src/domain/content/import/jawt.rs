//! Files of Just Another Workout Timer: a shared workout, or a backup of all of them.
//!
//! **Shape**: `{"title", "sets": [{"repetitions", "name"?, "exercises": [{"name", "duration"}]}], "version", "position"}`
//! or `{"workouts": […]}` of these; version 1 has no position. A rest is an exercise named "Rest" in the language of the
//! phone. A shared file is UTF-8; an exported one has a byte for each UTF-16 unit, the upper half cut off.

use super::super::dose::{Amount, amount};
use super::super::object_reader::{Fields, read_foreign};
use super::tidy::is_rest;
use super::{
    ForeignReading, ForeignRoutine, ForeignStep, LONGEST_REST, LONGEST_WORK, MOST_ROUNDS, MOST_STEPS, name, seconds,
    shortened,
};
use crate::domain::text::Text;

/// The remark about letters that were lost.
const LOST: &str =
    "Some letters were lost when the file was exported; a routine that is shared from the app keeps them.";

/// The most repetitions of a set.
const MOST_REPETITIONS: f64 = 100.0;

pub(super) fn repaired(bytes: &[u8]) -> Option<String> {
    let is_plain = bytes.iter().all(|byte| *byte >= b' ' || byte.is_ascii_whitespace());
    let fields: [&[u8]; 2] = [b"\"repetitions\"", b"\"sets\""];
    let is_ours = fields.iter().all(|field| bytes.windows(field.len()).any(|part| part == *field));
    if !is_ours || (is_plain && std::str::from_utf8(bytes).is_ok()) {
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    // A control character is half of a letter: inside a string it would also be wrong JSON.
    Some(
        text.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\r' | '\t') { '\u{fffd}' } else { c }).collect(),
    )
}

pub(super) fn read(file: &str, text: &str) -> ForeignReading {
    let (found, problems) = read_foreign(file, text, |f| match f.has("workouts") {
        true => Some(f.objects("workouts", workout)),
        false => workout(f).map(|one| vec![one]),
    });
    let remarks = text.contains('\u{fffd}').then(|| LOST.to_owned()).into_iter().collect();
    ForeignReading { routines: found.into_iter().flatten().collect(), remarks, problems }
}

fn workout(f: &mut Fields<'_, '_>) -> Option<ForeignRoutine> {
    let title = name(f, "title", "Workout");
    let line = f.line();
    if !f.has("sets") {
        f.problem("sets", "`sets` is missing");
    }
    let sets = with_work(f.objects("sets", set));
    let all: usize = sets.iter().map(|set| set.steps.len().saturating_mul(set.repetitions as usize)).sum();
    // One exercise again and again is sets of it, not rounds.
    let is_one = sets.len() == 1 && sets.iter().all(|set| set.repetitions <= MOST_ROUNDS && set.steps.len() > 1);
    if !is_one && all > MOST_STEPS {
        f.problem("sets", format!("there are {all} steps; at most {MOST_STEPS} are read"));
        return None;
    }
    let mut routine =
        ForeignRoutine { title, line, rounds: 1, rest_between_rounds_s: None, get_ready_s: None, steps: Vec::new() };
    if is_one {
        for set in sets {
            routine.rounds = set.repetitions;
            let first_rest = set.steps.first().and_then(|step| step.rest_before_s).unwrap_or_default();
            routine.rest_between_rounds_s = (set.repetitions > 1).then_some(set.rest_after_s + first_rest);
            routine.steps = set.steps;
        }
    } else {
        routine.steps = in_a_row(&sets);
    }
    Some(routine)
}

/// A set: some exercises, all of them repeated.
struct JawtSet {
    repetitions: u32,
    /// The rest of the sets before it that are nothing but rest.
    rest_before_s: f64,
    steps: Vec<ForeignStep>,
    rest_after_s: f64,
}

fn set(f: &mut Fields<'_, '_>) -> Option<JawtSet> {
    let repetitions = amount(f, "repetitions", 1.0, MOST_REPETITIONS, true).map_or(1, Amount::count);
    let note: Option<Text> = f.optional("name").map(|note: Text| shortened(&note, ""));
    let mut rest = 0.0;
    let mut steps: Vec<ForeignStep> = Vec::new();
    for (name, seconds) in f.objects("exercises", exercise) {
        if is_rest(name.as_str()) {
            rest += seconds;
            continue;
        }
        let note = note.clone().filter(|note| steps.is_empty() && !note.is_empty());
        steps.push(ForeignStep { rest_before_s: Some(rest), note, ..ForeignStep::timed(name, seconds) });
        rest = 0.0;
    }
    if steps.iter().filter_map(|step| step.rest_before_s).chain([rest]).any(|rest| rest > LONGEST_REST) {
        f.problem("exercises", format!("a rest is longer than {LONGEST_REST} seconds"));
    }
    Some(JawtSet { repetitions, rest_before_s: 0.0, steps, rest_after_s: rest })
}

fn exercise(f: &mut Fields<'_, '_>) -> Option<(Text, f64)> {
    let name = name(f, "name", "Exercise");
    let duration = seconds(f, "duration", 1.0, LONGEST_WORK);
    if !f.has("duration") {
        f.problem("duration", "`duration` is missing");
    }
    Some((name, duration?))
}

/// Returns the sets with an exercise in them; the rest of the others is before the next.
fn with_work(sets: Vec<JawtSet>) -> Vec<JawtSet> {
    let mut rest_before_s = 0.0;
    let mut all = Vec::new();
    for set in sets {
        if set.steps.is_empty() {
            rest_before_s += set.rest_after_s * f64::from(set.repetitions);
        } else {
            all.push(JawtSet { rest_before_s: std::mem::take(&mut rest_before_s), ..set });
        }
    }
    all
}

/// Returns the steps of all repetitions of all sets.
fn in_a_row(sets: &[JawtSet]) -> Vec<ForeignStep> {
    let mut all: Vec<ForeignStep> = Vec::new();
    let mut rest = 0.0;
    for set in sets {
        rest += set.rest_before_s;
        for _ in 0..set.repetitions {
            let from = all.len();
            all.extend(set.steps.iter().cloned());
            if let Some(first) = all.get_mut(from) {
                let own = first.rest_before_s.unwrap_or_default();
                first.rest_before_s = Some((own + rest).min(LONGEST_REST));
            }
            rest = set.rest_after_s;
        }
    }
    all
}
