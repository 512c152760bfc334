//! Routines: every step can be played with what the routine lists, and before a run nothing is held
//! for long.

use std::collections::BTreeSet;

use supple::domain::content::dose::{Dose, DoseSpec, Measure};
use supple::domain::content::filter::is_in_position;
use supple::domain::content::link::Need;
use supple::domain::content::routine::{Routine, Step};
use supple::domain::content::words::{Kind, Position, Role, Value, When, Whose};

use crate::all::{assert_none, assert_only, catalog, exercise, exercises, routine, routines};

/// Steps that take each other's place: either machine does for both.
const EITHER_STEP: [(&str, &str); 2] =
    [("sore-back-swaps", "stair-climber"), ("sore-back-swaps", "elliptical-intervals")];

/// Exercises that no routine has, and why.
const IN_NO_ROUTINE: [(&str, &str); 28] = [
    ("abdominal-pressure-breath", "it belongs to a lift with weight, which the program does not lead"),
    ("burpee", "a sore back avoids it"),
    ("crunch", "a sore back avoids it"),
    ("dancing", "as long as you like: a pastime, not a step"),
    ("foam-roll-lower-back", "rolling hamstrings and glutes comes first"),
    ("gluteal-wake-up", "several moves in one, which routines have one by one"),
    ("good-morning", "a sore back avoids it"),
    ("hamstring-curl", "a machine or a band; at home it is the ball curl"),
    ("ice-pack", "the other choice beside warmth, which is the step"),
    ("intense-backbend", "a sore back avoids it"),
    ("leg-press", "a machine; a way round a sore squat"),
    ("lift-form-mirror-check", "a check of your own lift, with your own weight"),
    ("neutral-stance-set", "a way to stand, for every routine on the feet"),
    ("overhead-lift", "a sore back avoids it"),
    ("pawback", "the source names it without explaining it"),
    ("pilates", "a class of its own"),
    ("prone-press-up", "only for after the safety questions"),
    ("rowing", "a sore back avoids it"),
    ("sciatic-slider", "only for after the safety questions"),
    ("seated-forward-fold-raised", "a sore back avoids it; the easier form of a step"),
    ("short-long-hip-pattern", "the source names it without explaining it"),
    ("sit-up", "a sore back avoids it"),
    ("soft-ground-run", "the run itself; routines go before and after it"),
    ("squat", "the lift itself; routines go before and after it"),
    ("stability-ball-knee-tuck", "the easier form of a step"),
    ("treadmill-run", "the run itself; routines go before and after it"),
    ("uphill-treadmill-walk", "a sore back avoids it"),
    ("yoga", "a class of its own"),
];

/// Seconds of static hold from which a stretch is no warm-up any more.
const LONG_HOLD_S: f64 = 60.0;

/// Each step with its routine and a name for messages.
fn steps(routines: &[std::sync::Arc<Routine>]) -> impl Iterator<Item = (String, &Routine, &Step)> {
    routines.iter().flat_map(|r| r.steps.iter().map(move |step| (format!("{}: {}", r.id, step.exercise), &**r, step)))
}

/// Whether of one of the things `listed` any that is at hand does for `need`.
fn is_met(need: &Need, listed: &[&Need]) -> bool {
    listed.iter().any(|listed| listed.any_of().iter().all(|id| need.any_of().contains(id)))
}

/// Seconds of static hold on one side, as a session begins.
fn static_hold_s(dose: &Dose) -> f64 {
    let dose = dose.as_used();
    let once = match dose.measure {
        Measure::Hold { hold } => hold.start,
        Measure::Breaths { count } => count.start * 6.0,
        Measure::Activity { minutes } => minutes.start * 60.0,
        Measure::Reps { .. } => 0.0,
    };
    once * dose.sets.start
}

#[test]
fn every_step_resolves_to_a_dose() {
    let all = routines();
    let silent = steps(&all).filter(|(_, _, step)| step.dose_for(&exercise(step.exercise.as_str()), None).is_none());
    assert_none("steps that cannot be played", silent.map(|(name, ..)| name));
}

#[test]
fn a_step_needs_nothing_that_its_routine_does_not_list() {
    let all = routines();
    let mut missing = Vec::new();
    for (name, routine, step) in steps(&all) {
        let exercise = exercise(step.exercise.as_str());
        let listed: Vec<&Need> = routine.equipment.iter().chain(&routine.optional_equipment).collect();
        let unlisted = exercise.equipment.iter().filter(|need| !is_met(need, &listed));
        let unlisted = unlisted.filter(|_| !EITHER_STEP.contains(&(routine.id.as_str(), step.exercise.as_str())));
        missing.extend(unlisted.map(|item| format!("{name}: {item}")));
    }
    assert_none("equipment missing from a routine", missing);
}

#[test]
fn a_routine_lists_nothing_that_no_step_needs() {
    let all = routines();
    let mut idle = Vec::new();
    for routine in &all {
        let needs: Vec<Need> =
            routine.steps.iter().flat_map(|step| exercise(step.exercise.as_str()).equipment.clone()).collect();
        let used = |listed: &Need| needs.iter().any(|need| need.any_of().iter().any(|id| listed.any_of().contains(id)));
        let listed = routine.equipment.iter().chain(&routine.optional_equipment);
        idle.extend(listed.filter(|listed| !used(listed)).map(|l| format!("{}: {l}", routine.id)));
    }
    assert_none("equipment that no step needs", idle);
}

#[test]
fn a_step_with_optional_equipment_can_be_left_out_and_says_what_to_do_without() {
    let all = routines();
    let mut stuck = Vec::new();
    for (name, routine, step) in steps(&all) {
        let needed: Vec<&Need> = routine.equipment.iter().collect();
        if exercise(step.exercise.as_str()).equipment.iter().all(|need| is_met(need, &needed)) {
            continue;
        }
        let says_how = step.note.as_ref().is_some_and(|note| note.as_str().contains("No "));
        stuck.extend((step.value == Value::Main || !says_how).then_some(name));
    }
    assert_none("steps that cannot do without what is optional", stuck);
    let twice = all.iter().filter(|r| r.optional_equipment.iter().any(|need| r.equipment.contains(need)));
    assert_none("needed and optional", twice.map(|r| r.id.clone()));
}

#[test]
fn before_a_run_no_stretch_is_held_for_a_minute() {
    let all = routines();
    let mut long = Vec::new();
    for (name, routine, step) in steps(&all) {
        let exercise = exercise(step.exercise.as_str());
        if exercise.kind != Kind::Stretch || !routine.when.contains(&When::BeforeRun) {
            continue;
        }
        let held = step.dose_for(&exercise, Some(When::BeforeRun)).map_or(0.0, |dose| static_hold_s(&dose));
        long.extend((held >= LONG_HOLD_S).then(|| format!("{name}: {held} s")));
    }
    assert_none("static holds of a minute and more before a run", long);
}

#[test]
fn the_standing_warm_up_holds_nothing_and_keeps_you_on_your_feet() {
    let warm_up = routine("run-warm-up");
    assert!(warm_up.equipment.is_empty() && warm_up.optional_equipment.is_empty());
    assert_eq!(warm_up.when, [When::BeforeRun]);
    let all = [warm_up];
    let held = steps(&all).filter(|(_, _, step)| {
        let exercise = exercise(step.exercise.as_str());
        let measure = step.dose_for(&exercise, Some(When::BeforeRun)).map(|dose| dose.measure);
        exercise.kind == Kind::Stretch || matches!(measure, Some(Measure::Hold { .. } | Measure::Breaths { .. }) | None)
    });
    assert_none("holds in the warm-up", held.map(|(name, ..)| name));
    assert!(is_in_position(catalog(), &all[0], Position::Standing));
}

#[test]
fn every_exercise_is_in_a_routine_or_says_why_not() {
    let all = routines();
    let used: BTreeSet<&str> = steps(&all).map(|(_, _, step)| step.exercise.as_str()).collect();
    let unused = exercises().into_iter().map(|e| e.id.to_string()).filter(|id| !used.contains(id.as_str())).collect();
    let listed = IN_NO_ROUTINE.map(|(id, _)| id);
    assert_only("exercises in no routine", &listed, unused);
    let avoided = IN_NO_ROUTINE
        .iter()
        .filter(|(id, why)| why.starts_with("a sore back avoids it") != (exercise(id).role == Role::AvoidWhileSore));
    assert_none("reasons that disagree with the exercise", avoided.map(|(id, _)| id));
}

#[test]
fn a_dose_before_a_run_is_shorter_and_ours() {
    let all = routines();
    let mut wrong = Vec::new();
    for (name, routine, step) in steps(&all) {
        let Some(before_run) = &step.before_run else { continue };
        let exercise = exercise(step.exercise.as_str());
        let held = |when| step.dose_for(&exercise, when).map_or(0.0, |dose| static_hold_s(&dose));
        let shorter = held(Some(When::BeforeRun)) < held(None);
        let ours = before_run.dose.amounts().all(|(_, amount)| amount.whose == Whose::Ours);
        if !shorter || !ours || !routine.when.contains(&When::BeforeRun) {
            wrong.push(name);
        }
    }
    assert_none("doses before a run", wrong);
}

#[test]
fn a_step_to_avoid_while_sore_says_so() {
    let all = routines();
    let mut silent = Vec::new();
    for (name, routine, step) in steps(&all) {
        if exercise(step.exercise.as_str()).role != Role::AvoidWhileSore {
            continue;
        }
        assert!(!routine.when.contains(&When::SoreDay), "{name}: not on a sore day");
        let sore = |text: &str| text.to_lowercase().contains("sore");
        if !step.note.as_ref().is_some_and(|note| sore(note.as_str())) {
            silent.push(name);
        }
    }
    assert_none("steps to avoid while sore without a note", silent);
}

#[test]
fn a_number_of_the_source_is_the_same_in_step_and_exercise_or_has_a_name_there() {
    let all = routines();
    let mut unknown = Vec::new();
    for (name, _, step) in steps(&all) {
        let exercise = exercise(step.exercise.as_str());
        let sourced = |dose: &DoseSpec| -> Vec<(&'static str, f64, f64)> {
            let amounts = dose.amounts().filter(|(_, amount)| amount.whose == Whose::Source);
            amounts.map(|(name, amount)| (name, amount.from, amount.to)).collect()
        };
        let doses: Vec<_> = std::iter::once(&*exercise.dose)
            .chain(exercise.doses.iter().map(|named| &named.dose))
            .flat_map(sourced)
            .collect();
        let lost = sourced(&step.dose).into_iter().filter(|amount| !doses.contains(amount));
        unknown.extend(lost.map(|(field, from, to)| format!("{name}: {field} {from}-{to}")));
    }
    assert_none("numbers of a source that the exercise does not know", unknown);
}
