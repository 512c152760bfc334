//! Files of OpenHIIT: a list of timers.
//!
//! **Shape**: `[{"name", "activities": […], "activeIntervals", "restarts", "timeSettings": {"workTime", "restTime",
//! "breakTime", "warmupTime", "cooldownTime", "getReadyTime"}, …}]`, times in seconds; the settings may be JSON in a
//! string. An interval without an activity is called "Work". A break is between two rounds, a rest if there is none.

use serde::Deserialize;
use serde_json::Value;

use super::super::dose::{Amount, amount};
use super::super::object_reader::{Fields, read_foreign};
use super::{
    ForeignReading, ForeignRoutine, ForeignStep, LONGEST_REST, LONGEST_WORK, MOST_ROUNDS, MOST_STEPS, shortened,
};
use crate::domain::text::Text;

/// The names that the program gives to what has none.
const WORK: &str = "Work";
const WARM_UP: &str = "Warm-Up";
const COOL_DOWN: &str = "Cool-Down";

pub(super) fn read(file: &str, text: &str) -> ForeignReading {
    read_foreign(file, text, timer).into()
}

/// The times of a timer, in seconds; 0 for none.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct HiitTimes {
    work_time: f64,
    rest_time: f64,
    break_time: f64,
    warmup_time: f64,
    cooldown_time: f64,
    get_ready_time: f64,
    restarts: f64,
}

fn timer(f: &mut Fields<'_, '_>) -> Option<ForeignRoutine> {
    let title = super::name(f, "name", "OpenHIIT Timer");
    let line = f.line();
    let names: Vec<Text> = f.list("activities");
    let field = if f.has("activeIntervals") { "activeIntervals" } else { "intervals" };
    let count = amount(f, field, 1.0, MOST_STEPS as f64, true).map_or(names.len(), |count| count.count() as usize);
    let restarts = amount(f, "restarts", 0.0, 99.0, true).map(Amount::count);
    let times = times(f)?;
    let intervals = (0..count).map(|at| {
        let name = names.get(at).map_or_else(|| Text::clean(WORK), |name| shortened(name, WORK));
        let rest_before_s = (at > 0).then_some(times.rest_time);
        ForeignStep { rest_before_s, ..ForeignStep::timed(name, times.work_time) }
    });
    let between = if times.break_time > 0.0 { times.break_time } else { times.rest_time };
    let mut routine = ForeignRoutine {
        title,
        line,
        rounds: 1 + restarts.unwrap_or(times.restarts.clamp(0.0, 99.0) as u32),
        rest_between_rounds_s: None,
        get_ready_s: Some(times.get_ready_time).filter(|seconds| *seconds > 0.0),
        steps: intervals.collect(),
    };
    let is_framed = times.warmup_time > 0.0 || times.cooldown_time > 0.0;
    if routine.rounds > MOST_ROUNDS || (is_framed && routine.rounds > 1) {
        write_out(&mut routine, between);
    } else if routine.rounds > 1 {
        routine.rest_between_rounds_s = Some(between);
    }
    frame(&mut routine, &times);
    Some(routine)
}

/// Reads the times and checks their ranges.
fn times(f: &mut Fields<'_, '_>) -> Option<HiitTimes> {
    let given: Value = f.required("timeSettings")?;
    let read: Result<HiitTimes, serde_json::Error> = match &given {
        Value::String(text) => serde_json::from_str(text),
        _ => serde_json::from_value(given),
    };
    let Ok(times) = read else {
        f.problem("timeSettings", "expected an object of times in seconds");
        return None;
    };
    let works = [times.warmup_time, times.cooldown_time];
    let rests = [times.rest_time, times.break_time, times.get_ready_time];
    let wrong = if !(1.0..=LONGEST_WORK).contains(&times.work_time) {
        Some(("workTime", times.work_time, 1.0, LONGEST_WORK))
    } else if let Some(time) = works.into_iter().find(|time| !(0.0..=LONGEST_WORK).contains(time)) {
        Some(("a time to warm up or cool down", time, 0.0, LONGEST_WORK))
    } else {
        let rest = rests.into_iter().find(|time| !(0.0..=LONGEST_REST).contains(time));
        rest.map(|time| ("a time of rest", time, 0.0, LONGEST_REST))
    };
    if let Some((what, given, least, most)) = wrong {
        f.problem("timeSettings", format!("{what}: {given} is out of range; allowed: {least} to {most}"));
    }
    Some(times)
}

/// Replaces the rounds by their steps.
fn write_out(routine: &mut ForeignRoutine, between_s: f64) {
    let round = std::mem::take(&mut routine.steps);
    // One more than is read is enough to refuse the file.
    let enough = 1 + MOST_STEPS / round.len().max(1);
    for at in 0..(routine.rounds as usize).min(enough + 1) {
        let from = routine.steps.len();
        routine.steps.extend(round.iter().cloned());
        if let Some(first) = routine.steps.get_mut(from).filter(|_| at > 0) {
            first.rest_before_s = Some(between_s);
        }
    }
    routine.rounds = 1;
}

/// Adds the warm-up and the cool-down.
fn frame(routine: &mut ForeignRoutine, times: &HiitTimes) {
    if times.warmup_time >= 1.0 {
        if let Some(first) = routine.steps.first_mut() {
            first.rest_before_s = Some(times.rest_time);
        }
        routine.steps.insert(0, ForeignStep::timed(Text::clean(WARM_UP), times.warmup_time));
    }
    if times.cooldown_time >= 1.0 {
        let cool_down = ForeignStep::timed(Text::clean(COOL_DOWN), times.cooldown_time);
        routine.steps.push(ForeignStep { rest_before_s: Some(0.0), ..cool_down });
    }
}
