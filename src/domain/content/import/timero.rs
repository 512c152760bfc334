//! Files of Timero: a list of routines.
//!
//! **Shape**: `[{"__type__": "Routine", "name", "exercises": [{"__type__": "DurationExercise", "name", "duration"} |
//! {"__type__": "RepetitionExercise", "name", "repetitions"}]}]`, times in seconds.

use super::super::dose::amount;
use super::super::object_reader::{Fields, read_foreign};
use super::{ForeignReading, ForeignRoutine, ForeignStep, ForeignWork, LONGEST_WORK, MOST_REPS, name, seconds};

pub(super) fn read(file: &str, text: &str) -> ForeignReading {
    read_foreign(file, text, routine).into()
}

fn routine(f: &mut Fields<'_, '_>) -> Option<ForeignRoutine> {
    Some(ForeignRoutine {
        title: name(f, "name", "Timero Routine"),
        line: f.line(),
        rounds: 1,
        rest_between_rounds_s: None,
        get_ready_s: None,
        steps: f.objects("exercises", step),
    })
}

fn step(f: &mut Fields<'_, '_>) -> Option<ForeignStep> {
    let name = name(f, "name", "Exercise");
    let duration = seconds(f, "duration", 1.0, LONGEST_WORK);
    let reps = amount(f, "repetitions", 1.0, MOST_REPS, true);
    if !f.has("duration") && !f.has("repetitions") {
        f.problem("duration", "it says neither how long nor how often");
    }
    let work = match reps {
        Some(reps) => ForeignWork::Reps { count: reps.count(), each_s: None },
        None => ForeignWork::Seconds(duration?),
    };
    Some(ForeignStep::new(name, work))
}
