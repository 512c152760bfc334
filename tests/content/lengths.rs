//! Routines last as long as the fact sheet computed, once what is ours is taken off.

use std::time::Duration;

use supple::domain::content::catalog::Catalog;
use supple::domain::content::dose::{Amount, DoseSpec};
use supple::domain::content::routine::{Outline, Routine};
use supple::domain::content::timing::Timing;
use supple::domain::content::words::{Sides, When};
use supple::domain::session::compile::{self, Options, defaults};
use supple::domain::session::timeline::Segment;

use crate::all::{assert_none, catalog, exercise, routine, routines};

/// Routine, and its shortest and longest total in minutes as the sources' numbers give it, with
/// 10 s between exercises and nothing before the first.
#[rustfmt::skip]
const TOTALS: [(&str, f64, f64); 44] = [
    ("aaptiv-seven", 6.8, 6.8),
    ("bloom-foot-care", 5.2, 5.2),
    ("bloom-strength-fixes", 10.4, 10.4),
    ("calf-and-ankle", 10.1, 10.4),
    ("core-basics", 3.8, 3.8),
    ("desk-break", 3.7, 3.7),
    ("desk-chair-set", 4.3, 4.3),
    ("easy-walk", 10.0, 30.0),
    ("evening-unwind", 4.5, 4.7),
    ("flare-up-care", 19.5, 25.0),
    ("gentle-first-days", 3.4, 3.4),
    ("glute-hamstring-set", 7.1, 7.1),
    ("hip-mobility", 8.8, 9.1),
    ("hip-thrust-day", 14.8, 14.8),
    ("home-legs", 6.2, 8.2),
    ("kyphosis-activation", 8.5, 8.5),
    ("kyphosis-stretch", 12.2, 12.2),
    ("lordosis-activation", 5.5, 5.5),
    ("lordosis-stretch", 8.9, 8.9),
    ("lunge-twist-ladder", 2.7, 2.7),
    ("mcgill-big-three", 12.7, 21.1),
    ("millar-runner-support", 8.2, 9.1),
    ("plank-ladder", 2.2, 2.4),
    ("posture-check", 3.9, 3.9),
    ("pre-run-glute-wake-up", 4.8, 5.1),
    ("pre-squat-prep", 9.0, 9.0),
    ("run-cool-down", 8.8, 13.8),
    ("run-warm-up", 5.8, 5.8),
    ("running-form-check", 4.5, 4.5),
    ("shop-back-stretches", 4.5, 4.5),
    ("side-hips", 5.7, 5.9),
    ("sore-back-swaps", 13.8, 13.8),
    ("split-hip-stop", 2.4, 3.4),
    ("squat-pain-day", 5.8, 5.8),
    ("steady-start", 2.8, 2.8),
    ("tabletop-and-twist", 2.8, 4.2),
    ("tabletop-ladder", 2.7, 2.7),
    ("treadmill-cool-down", 6.3, 8.2),
    ("treadmill-warm-up", 8.1, 13.4),
    ("tuttle-ball-circuit", 46.1, 92.8),
    ("tuttle-ball-quick", 8.7, 9.2),
    ("uhan-full", 13.2, 18.2),
    ("uhan-trunk-set", 5.5, 6.5),
    ("unstable-core", 2.0, 2.0),
];

/// One round of a routine that begins with fewer rounds than its source wants.
const ONE_ROUND: (&str, f64, f64) = ("tuttle-ball-circuit", 15.1, 18.2);

/// Totals are rounded to a tenth of a minute.
const ROUNDING_S: f64 = 3.0;

/// Routine, seconds that the sheet counts more in each round, and why.
const COUNTED_OTHERWISE: [(&str, f64, &str); 2] = [
    ("tuttle-ball-circuit", 5.0, "the sheet rests after the tenth hold of the locust pose, too"),
    ("uhan-trunk-set", 5.0, "the sheet changes sides once where they take turns rep by rep"),
];

/// Routine, and why what a session begins with is shorter than the sheet's shortest.
const BEGINS_SHORTER: [(&str, &str); 2] = [
    ("split-hip-stop", "two holds a side instead of three before a run"),
    ("tuttle-ball-circuit", "one round instead of three to five"),
];

#[derive(Clone, Copy)]
enum End {
    Low,
    High,
}

/// `dose` with every range narrowed to one end.
fn at(end: End, dose: &DoseSpec) -> DoseSpec {
    let narrow = |amount: Option<Amount>| {
        let value = |a: Amount| if matches!(end, End::Low) { a.from } else { a.to };
        amount.map(|a| Amount { from: value(a), to: value(a), start: value(a), ..a })
    };
    DoseSpec {
        hold_s: narrow(dose.hold_s),
        reps: narrow(dose.reps),
        tempo_s: narrow(dose.tempo_s),
        breaths: narrow(dose.breaths),
        minutes: narrow(dose.minutes),
        sets: narrow(dose.sets),
        rest_s: narrow(dose.rest_s),
        ..dose.clone()
    }
}

/// `routine` with every range narrowed to one end, its rounds too.
fn routine_at(end: End, routine: &Routine) -> Routine {
    let mut narrowed = routine.clone();
    for step in &mut narrowed.steps {
        step.dose = at(end, &step.dose);
    }
    let narrow = |amount: Option<Amount>| at(end, &DoseSpec { sets: amount, ..DoseSpec::default() }).sets;
    narrowed.rounds = narrow(routine.rounds);
    narrowed.begin_rounds = None;
    narrowed.rest_between_s = narrow(routine.rest_between_s);
    narrowed
}

fn timing(id: &str) -> Option<Timing> {
    Some(exercise(id).timing())
}

/// Seconds that `routine` lasts, without what the program adds to get into position.
fn seconds(routine: &Routine, timing: &dyn Fn(&str) -> Option<Timing>, options: Options) -> f64 {
    let length = compile::length(routine, timing, options).unwrap().span;
    (length - ours(routine, timing, options.rounds_of(routine))).as_secs_f64()
}

/// What the program adds: getting ready for the first exercise, what an exercise takes over the gap
/// before it, and what changing sides takes over the usual.
fn ours(routine: &Routine, timing: &dyn Fn(&str) -> Option<Timing>, rounds: u32) -> Duration {
    let given = |seconds: Option<u32>, usual| seconds.map_or(usual, |s| Duration::from_secs(u64::from(s)));
    let gap = |rest: Option<Amount>| rest.map_or(defaults::PREPARE, Amount::span);
    let between = gap(routine.rest_between_s);
    let between_rounds = gap(routine.rest_between_rounds_s.or(routine.rest_between_s));
    let mut added = Duration::ZERO;
    for round in 1..=rounds {
        for (index, step) in routine.steps.iter().enumerate() {
            let timing = timing(step.exercise.as_str()).unwrap();
            let prepare = given(timing.prepare_s, defaults::PREPARE);
            added += match (index, round) {
                (0, 1) => prepare,
                (0, _) => prepare.saturating_sub(between_rounds),
                _ => prepare.saturating_sub(between),
            };
            if step.dose.sides.unwrap_or(timing.sides) == Sides::Each {
                added += given(timing.switch_s, defaults::SWITCH).saturating_sub(defaults::SWITCH);
            }
        }
    }
    added
}

/// Seconds at one end of all ranges, on an occasion that asks for nothing special.
fn seconds_at(end: End, routine: &Routine, rounds: Option<u32>) -> f64 {
    let narrowed = |id: &str| timing(id).map(|t| Timing { dose: at(end, &t.dose), ..t });
    let options = Options { rounds, when: Some(When::AnyDay), ..Options::default() };
    seconds(&routine_at(end, routine), &narrowed, options)
}

fn total(id: &str) -> (f64, f64) {
    let (_, low, high) = TOTALS.into_iter().find(|(of, ..)| *of == id).unwrap_or_else(|| panic!("no total of {id}"));
    (low * 60.0, high * 60.0)
}

fn counted_otherwise(id: &str) -> f64 {
    COUNTED_OTHERWISE.into_iter().find(|(of, ..)| *of == id).map_or(0.0, |(_, seconds, _)| seconds)
}

fn is_near(seconds: f64, wanted: f64) -> bool {
    (seconds - wanted).abs() < ROUNDING_S + 0.01
}

#[test]
fn every_routine_has_a_total() {
    let untold = routines().into_iter().filter(|r| TOTALS.iter().all(|(id, ..)| *id != r.id.as_str()));
    assert_none("routines without a total", untold.map(|r| r.id.clone()));
    assert_eq!(TOTALS.len(), routines().len());
}

#[test]
fn at_the_ends_of_all_ranges_a_routine_lasts_as_long_as_the_sheet_says() {
    let mut unlike = Vec::new();
    for routine in routines() {
        let (low, high) = total(routine.id.as_str());
        for (end, wanted) in [(End::Low, low), (End::High, high)] {
            let rounds = routine_at(end, &routine).rounds.map_or(1, Amount::count);
            let lasts = seconds_at(end, &routine, None);
            let wanted = wanted - counted_otherwise(routine.id.as_str()) * f64::from(rounds);
            unlike.extend((!is_near(lasts, wanted)).then(|| format!("{}: {lasts} s, not {wanted}", routine.id)));
        }
    }
    assert_none("totals", unlike);
}

#[test]
fn what_is_counted_otherwise_still_is() {
    let all_alike = COUNTED_OTHERWISE.into_iter().filter(|(id, ..)| {
        let (low, high) = total(id);
        let routine = routine(id);
        is_near(seconds_at(End::Low, &routine, None), low) && is_near(seconds_at(End::High, &routine, None), high)
    });
    assert_none("listed, but no different", all_alike.map(|(id, _, why)| format!("{id}: {why}")));
}

#[test]
fn one_round_of_the_circuit_lasts_as_long_as_the_sheet_says() {
    let (id, low, high) = ONE_ROUND;
    let routine = routine(id);
    assert_eq!(routine.begin_rounds, Some(1));
    for (end, minutes) in [(End::Low, low), (End::High, high)] {
        let lasts = seconds_at(end, &routine, Some(1));
        let wanted = minutes * 60.0 - counted_otherwise(id);
        assert!(is_near(lasts, wanted), "{lasts} s, not {wanted}");
    }
}

#[test]
fn a_session_begins_within_what_the_sheet_says() {
    let mut unlike = Vec::new();
    for routine in routines() {
        let (low, high) = total(routine.id.as_str());
        let otherwise = counted_otherwise(routine.id.as_str());
        let lasts = seconds(&routine, &timing, Options::default());
        let within = lasts > low - otherwise - ROUNDING_S - 0.01 && lasts < high + ROUNDING_S + 0.01;
        let listed = BEGINS_SHORTER.iter().any(|(id, _)| *id == routine.id.as_str());
        if within == listed {
            let listed = if listed { "listed, but no shorter: " } else { "" };
            unlike.push(format!("{}: {listed}{lasts} s, in {low} to {high}", routine.id));
        }
    }
    assert_none("sessions", unlike);
    let (id, low, high) = ONE_ROUND;
    let lasts = seconds(&routine(id), &timing, Options::default());
    let least = low * 60.0 - counted_otherwise(id) - ROUNDING_S;
    assert!((least..=high * 60.0).contains(&lasts), "{id}: {lasts} s");
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
fn what_a_length_depends_on_is_read_alike_with_the_rest_and_without() {
    let (alone, whole) = (Catalog::built_in(), catalog());
    let unlike = whole.exercise_ids().filter(|id| {
        let timing = whole.exercise(id).map(|exercise| exercise.timing());
        timing.is_none() || alone.timing(id) != timing || whole.timing(id) != timing
    });
    assert_none("exercises timed otherwise without the rest", unlike);
    assert_eq!(alone.timing("no-such-exercise"), None);
}

#[test]
fn a_length_is_that_of_the_timeline() {
    let (alone, whole) = (Catalog::built_in(), catalog());
    let mut unlike = Vec::new();
    for routine in routines() {
        for (rounds, minutes) in [(None, None), (Some(3), None), (None, Some(1)), (Some(2), Some(12))] {
            for when in routine.when.iter().copied().map(Some).chain([None, Some(When::BeforeRun)]) {
                let options = Options { rounds, minutes, when, ..Options::default() };
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
