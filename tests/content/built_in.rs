//! Every built-in exercise and routine: it loads, its links hold, it can be said aloud.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use supple::domain::content::catalog::Catalog;
use supple::domain::content::dose::{Dose, DoseSpec, Measure, Pace};
use supple::domain::content::exercise::{Exercise, Id, Source};
use supple::domain::content::link::Need;
use supple::domain::content::outline::Outline;
use supple::domain::content::routine::Routine;
use supple::domain::content::words::{Counting, Sides, When, Whose};
use supple::domain::play::compile::{self, Options};
use supple::domain::play::timeline::Segment;

/// Words that claim more than a workout companion may.
const NEVER_SAID: &str = "
    treat treats treating treatment cure cures heal heals healing rehab rehabilitation therapy therapies
    therapist therapeutic prescribe prescribed prescription prevent prevents prevention diagnose diagnoses
    diagnosis relieve relieves relief clinical clinically proven";

/// Steps that take each other's place: either machine does for both.
const EITHER_STEP: [(&str, &str); 2] =
    [("sore-back-swaps", "stair-climber"), ("sore-back-swaps", "elliptical-intervals")];

/// What an exercise may say that it helps with.
const PROBLEMS: &str = "
    tight-hip-flexors tight-hamstrings tight-glutes tight-low-back tight-upper-back weak-glutes
    weak-glute-medius weak-hamstrings weak-deep-core weak-low-back weak-hip-flexors weak-feet stiff-ankles
    unstable-trunk lordosis kyphosis desk-stiffness running-form lifting-form";

fn exercises() -> Vec<Arc<Exercise>> {
    let catalog = Catalog::built_in();
    catalog.exercise_ids().filter_map(|id| catalog.exercise(id)).collect()
}

fn routines() -> Vec<Arc<Routine>> {
    let catalog = Catalog::built_in();
    catalog.routine_ids().filter_map(|id| catalog.routine(id)).collect()
}

/// Fails with every offender, not only the first.
fn assert_none<T: Display>(rule: &str, offenders: impl IntoIterator<Item = T>) {
    let offenders: Vec<String> = offenders.into_iter().map(|offender| offender.to_string()).collect();
    assert!(offenders.is_empty(), "{rule}:\n  {}", offenders.join("\n  "));
}

/// Seconds that one whole set on one side takes at its longest, as a session would play it.
fn longest_side_s(dose: &Dose) -> f64 {
    let work = match &dose.measure {
        Measure::Hold { hold } => hold.to,
        Measure::Breaths { count } => count.to * 6.0,
        Measure::Activity { minutes } => minutes.to * 60.0,
        Measure::Reps { count, pace } => {
            let both_sides = dose.sides == Sides::Alternate && dose.counting == Counting::PerSide;
            count.to * if both_sides { 2.0 } else { 1.0 } * rep_s(pace)
        }
    };
    work * dose.sets.to
}

fn rep_s(pace: &Pace) -> f64 {
    match pace {
        Pace::Own => 4.0,
        Pace::Steady { tempo } => tempo.map_or(4.0, |tempo| tempo.to),
        Pace::Held { hold, .. } => hold.to + 3.0,
        Pace::OnBreath { tempo } => tempo.map_or(6.0, |tempo| tempo.to),
    }
}

#[test]
fn every_file_loads_without_a_problem_under_its_own_name() {
    assert_none("problems in built-in files", Catalog::built_in_problems());
    let catalog = Catalog::built_in();
    assert_none("exercises not found", catalog.exercise_ids().filter(|id| catalog.exercise(id).is_none()));
    assert_none("routines not found", catalog.routine_ids().filter(|id| catalog.routine(id).is_none()));
    assert!(exercises().len() >= 45, "{} exercises", exercises().len());
    assert!(routines().len() >= 8, "{} routines", routines().len());
}

#[test]
fn every_step_names_an_exercise_and_resolves_to_a_dose() {
    let catalog = Catalog::built_in();
    let mut unplayable = Vec::new();
    for routine in routines() {
        for step in &routine.steps {
            let dose = catalog.exercise(step.exercise.as_str()).and_then(|e| step.dose_for(&e, None));
            unplayable.extend(dose.is_none().then(|| format!("{}: {}", routine.id, step.exercise)));
        }
    }
    assert_none("steps that cannot be played", unplayable);
    assert_none(
        "exercises without a default dose",
        exercises().iter().filter(|e| e.default_dose().is_none()).map(|e| e.id.clone()),
    );
}

#[test]
fn what_a_length_depends_on_is_read_alike_with_the_rest_and_without() {
    let (alone, whole) = (Catalog::built_in(), Catalog::built_in());
    let unlike = whole.exercise_ids().filter(|id| {
        let timing = whole.exercise(id).map(|exercise| exercise.timing());
        timing.is_none() || alone.timing(id) != timing || whole.timing(id) != timing
    });
    assert_none("exercises timed otherwise without the rest", unlike);
    assert_eq!(alone.timing("no-such-exercise"), None);
}

#[test]
fn an_outline_is_the_routine_without_its_texts() {
    let (alone, whole) = (Catalog::built_in(), Catalog::built_in());
    let unlike = whole.routine_ids().filter(|id| {
        let routine = whole.routine(id).unwrap();
        alone.outline(id).unwrap() != Outline::of(&routine) || whole.outline(id) != alone.outline(id)
    });
    assert_none("routines outlined otherwise", unlike);
    assert_eq!(alone.outline("no-such-routine"), None);
}

#[test]
fn a_length_is_that_of_the_timeline() {
    let (alone, whole) = (Catalog::built_in(), Catalog::built_in());
    let mut unlike = Vec::new();
    for routine in routines() {
        for (rounds, minutes) in [(None, None), (Some(3), None), (None, Some(1)), (Some(2), Some(12))] {
            for when in routine.when.iter().copied().map(Some).chain([None, Some(When::BeforeRun)]) {
                let options = Options { rounds, minutes, when, auto_advance: true };
                let length = compile::length(&routine, &|id| alone.timing(id), options).unwrap();
                let timeline = compile::compile(&routine, &|id| whole.exercise(id), options).unwrap();
                let summed: Duration = timeline.segments.iter().map(Segment::planned).sum();
                let open = timeline.segments.iter().any(|segment| segment.length().is_none());
                let same = length == timeline.length() && (length.span, length.is_estimate) == (summed, open);
                unlike.extend((!same).then(|| format!("{}: {options:?}", routine.id)));
            }
        }
    }
    assert_none("lengths that differ", unlike);
}

#[test]
fn a_step_needs_nothing_that_its_routine_does_not_list() {
    let catalog = Catalog::built_in();
    let mut missing = Vec::new();
    for routine in routines() {
        for step in &routine.steps {
            let exercise = catalog.exercise(step.exercise.as_str()).unwrap();
            // Of what the routine asks for, anything has to do for the exercise.
            let is_listed =
                |need: &&Need| routine.equipment.iter().any(|l| l.any_of().iter().all(|id| need.any_of().contains(id)));
            let unlisted = exercise.equipment.iter().filter(|need| !is_listed(need));
            let unlisted = unlisted.filter(|_| !EITHER_STEP.contains(&(routine.id.as_str(), step.exercise.as_str())));
            missing.extend(unlisted.map(|item| format!("{}: {} for {}", routine.id, item, step.exercise)));
        }
    }
    assert_none("equipment missing from a routine", missing);
}

#[test]
fn ladders_are_mutual() {
    let all = exercises();
    let find = |id: &Id| all.iter().find(|e| e.id == *id).unwrap_or_else(|| panic!("no {id}"));
    let mut one_way = Vec::new();
    for e in &all {
        one_way
            .extend(e.harder.iter().filter(|up| !find(up).easier.contains(&e.id)).map(|up| format!("{} < {up}", e.id)));
        one_way.extend(
            e.easier.iter().filter(|down| !find(down).harder.contains(&e.id)).map(|down| format!("{down} < {}", e.id)),
        );
    }
    assert_none("links known to one end only", one_way);
}

#[test]
fn ladders_never_come_back_to_where_they_began() {
    let mut left = exercises();
    // An exercise with nothing harder left above it is a top; what remains in the end is a circle.
    loop {
        let ids: BTreeSet<Id> = left.iter().map(|e| e.id.clone()).collect();
        let before = left.len();
        left.retain(|e| e.harder.iter().any(|up| ids.contains(up)));
        if left.len() == before {
            break;
        }
    }
    assert_none("exercises on a circle", left.iter().map(|e| e.id.clone()));
}

#[test]
fn exercises_to_avoid_name_one_to_do_instead() {
    let all = exercises();
    let known = |id: &Id| all.iter().any(|e| e.id == *id && e.instead.is_none());
    let stuck = all.iter().filter(|e| e.instead.as_ref().is_some_and(|id| !known(id)));
    assert_none("`instead` leads nowhere", stuck.map(|e| e.id.clone()));
}

#[test]
fn cues_can_be_said_in_one_breath() {
    let long = exercises().into_iter().flat_map(|e| {
        let cues: Vec<String> =
            e.cues.iter().filter(|cue| cue.say.words() > 8).map(|cue| format!("{}: {}", e.id, cue.say)).collect();
        cues
    });
    assert_none("cues of more than eight words", long);
}

#[test]
fn setups_are_a_few_short_steps() {
    let mut offenders = Vec::new();
    for e in exercises() {
        if !(2..=5).contains(&e.setup.len()) {
            offenders.push(format!("{}: {} steps", e.id, e.setup.len()));
        }
        offenders.extend(e.setup.iter().filter(|step| step.words() > 14).map(|step| format!("{}: {step}", e.id)));
    }
    assert_none("setups", offenders);
}

#[test]
fn anything_longer_than_fifteen_seconds_has_three_cues() {
    let too_few = exercises().into_iter().filter(|e| {
        let long = e.default_dose().is_some_and(|dose| longest_side_s(&dose) > 15.0);
        long && e.cues.len() < 3
    });
    assert_none("long exercises with fewer than three cues", too_few.map(|e| e.id.clone()));
}

#[test]
fn nothing_is_claimed_that_a_workout_companion_cannot_keep() {
    let banned: Vec<&str> = NEVER_SAID.split_whitespace().collect();
    let mut offenders = Vec::new();
    let mut check = |file: String, prose: String| {
        let words = prose.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        offenders.extend(words.filter(|word| banned.contains(&word.as_str())).map(|word| format!("{file}: {word}")));
        let phrases = ["your risk", "safe for you", "fixes back pain"];
        offenders.extend(phrases.iter().filter(|p| prose.to_lowercase().contains(**p)).map(|p| format!("{file}: {p}")));
    };
    for e in exercises() {
        // Titles of sources are other people's words.
        check(e.id.to_string(), serde_json::to_string(&Exercise { sources: Vec::new(), ..(*e).clone() }).unwrap());
    }
    for r in routines() {
        check(r.id.to_string(), serde_json::to_string(&Routine { sources: Vec::new(), ..(*r).clone() }).unwrap());
    }
    assert_none("claims", offenders);
}

#[test]
fn problems_come_from_the_one_list() {
    let mut unknown = Vec::new();
    for e in exercises() {
        unknown.extend(
            e.helps_with
                .iter()
                .filter(|p| !PROBLEMS.split_whitespace().any(|known| known == p.as_str()))
                .map(|p| format!("{}: {p}", e.id)),
        );
    }
    assert_none("unknown problems", unknown);
}

#[test]
fn everything_says_where_it_comes_from_and_never_by_file_name() {
    let named = |sources: &[Source]| {
        let titled = |s: &Source| !s.title.is_empty() && !s.title.as_str().contains(".txt");
        !sources.is_empty() && sources.iter().all(titled)
    };
    let unnamed_exercises = exercises().into_iter().filter(|e| !named(&e.sources)).map(|e| e.id.clone());
    let unnamed_routines = routines().into_iter().filter(|r| !named(&r.sources)).map(|r| r.id.clone());
    assert_none("no source with a title", unnamed_exercises.chain(unnamed_routines));
}

#[test]
fn a_number_said_to_be_the_source_s_has_a_source() {
    let from_source = |dose: &DoseSpec| dose.amounts().any(|(_, amount)| amount.whose == Whose::Source);
    let unbacked_exercises = exercises().into_iter().filter(|e| {
        let mut doses = std::iter::once(&e.dose).chain(e.doses.iter().map(|named| &named.dose));
        e.sources.is_empty() && doses.any(from_source)
    });
    let unbacked_routines =
        routines().into_iter().filter(|r| r.sources.is_empty() && r.steps.iter().any(|step| from_source(&step.dose)));
    let ids = unbacked_exercises.map(|e| e.id.clone()).chain(unbacked_routines.map(|r| r.id.clone()));
    assert_none("numbers credited to nobody", ids);
}
