//! Made-up files of other programs: what is imported plays, and is there once; or the message says why not.

use proptest::prelude::*;
use serde_json::{Value, json};
use supple::commands::import::{Import, ImportChange};
use supple::domain::content::catalog::{Catalog, UserFile};
use supple::domain::content::link::ItemKind;
use supple::domain::session::compile::{Options, compile};
use supple::domain::session::timeline::Segment;

/// Names as people give them, and as nobody does.
fn name() -> impl Strategy<Value = String> {
    let usual = prop::sample::select(vec![
        "Plank",
        "Side plank left",
        "Side plank right",
        "Push-ups",
        "push ups",
        "Rest",
        "Pause",
        "Hip flexor stretch",
        "Cat cow",
        "Kneeling hip flexor stretches deluxe",
        "Clams L/R",
        "Lunges",
        "Burpee",
        "Core Basics",
        "Отдых",
        "💪",
        "",
        "Work",
        "Thomas test",
        "Hamstring stretch",
        "left",
        "Warm-up",
    ]);
    prop_oneof![6 => usual.prop_map(str::to_owned), 1 => "[a-zA-Zß ]{0,12}", 1 => any::<String>(), 1 => "\\PC{90,100}", 1 => "[{}|a-z]{1,9}"]
}

/// Seconds and counts, most of them of use.
fn number() -> impl Strategy<Value = i64> {
    prop_oneof![60 => 1_i64..120, 1 => Just(0), 1 => Just(-5), 1 => 300_i64..20_000]
}

fn some<T: Strategy<Value = i64>>(number: T) -> impl Strategy<Value = Value> {
    prop_oneof![1 => Just(Value::Null), 3 => number.prop_map(Value::from)]
}

fn jawt() -> impl Strategy<Value = String> {
    let exercise =
        (name(), number()).prop_map(|(name, duration)| json!({"name": name, "id": "x", "duration": duration}));
    let set = (1_i64..25, prop::collection::vec(exercise, 0..6))
        .prop_map(|(repetitions, exercises)| json!({"repetitions": repetitions, "id": "s", "exercises": exercises}));
    let workout = (name(), prop::collection::vec(set, 0..4))
        .prop_map(|(title, sets)| json!({"title": title, "sets": sets, "version": 2, "position": -1}));
    prop::collection::vec(workout, 1..4).prop_map(|all| match all.as_slice() {
        [one] => one.to_string(),
        all => json!({"workouts": all}).to_string(),
    })
}

fn openhiit() -> impl Strategy<Value = String> {
    let times = prop::array::uniform6(number()).prop_map(|[work, rest, pause, warm, cool, ready]| {
        json!({"workTime": work, "restTime": rest, "breakTime": pause, "warmupTime": warm, "cooldownTime": cool, "getReadyTime": ready})
    });
    let timer = (name(), prop::collection::vec(name(), 0..5), 0_i64..9, 0_i64..30, times).prop_map(
        |(name, activities, intervals, restarts, times)| {
            json!({"name": name, "activities": activities, "activeIntervals": intervals, "restarts": restarts, "timeSettings": times})
        },
    );
    prop::collection::vec(timer, 1..3).prop_map(|all| Value::from(all).to_string())
}

fn timero() -> impl Strategy<Value = String> {
    let exercise = (name(), number(), any::<bool>()).prop_map(|(name, number, is_timed)| match is_timed {
        true => json!({"__type__": "DurationExercise", "name": name, "duration": number}),
        false => json!({"__type__": "RepetitionExercise", "name": name, "repetitions": number}),
    });
    let routine = (name(), prop::collection::vec(exercise, 0..6))
        .prop_map(|(name, exercises)| json!({"__type__": "Routine", "name": name, "exercises": exercises}));
    prop::collection::vec(routine, 1..4).prop_map(|all| Value::from(all).to_string())
}

fn feeel() -> impl Strategy<Value = String> {
    let numbers = prop_oneof![prop::sample::select(vec![580_i64, 1019, 458, 718, 991, 992, -7]), 0_i64..2_000];
    let exercise = (0_i64..9, numbers, some(number()), some(number())).prop_map(|(order, exercise, seconds, rest)| {
        json!({"orderPosition": order, "exercise": exercise, "exerciseDuration": seconds, "breakDuration": rest})
    });
    (name(), some(number()), some(number()), prop::collection::vec(exercise, 0..7)).prop_map(
        |(title, seconds, rest, exercises)| {
            let workout =
                json!({"title": title, "countdownDuration": 5, "exerciseDuration": seconds, "breakDuration": rest});
            json!({"feeelMetadataVersion": 300, "fullWorkout": {"workout": workout, "workoutExercises": exercises}})
                .to_string()
        },
    )
}

fn my_pt() -> impl Strategy<Value = String> {
    let sides = prop::sample::select(vec![json!("bilateral"), json!("unilateral"), json!("alternating"), Value::Null]);
    let amounts = (some(number()), some(number()), some(1_i64..22), some(number()), some(number()));
    let exercise = (0_i64..5, name(), any::<bool>(), amounts, sides).prop_map(
        |(id, name, is_reps, (seconds, reps, sets, each, rest), sides)| {
            json!({"id": id, "name": name, "type": if is_reps { "reps" } else { "duration" }, "defaultDuration": seconds,
                "defaultReps": reps, "defaultSets": sets, "defaultRepDuration": each, "restBetweenSets": rest, "sideMode": sides,
                "instructions": name})
        },
    );
    let session = (name(), prop::collection::vec((0_i64..5, some(number())), 0..5)).prop_map(|(name, all)| {
        let exercises: Vec<Value> = all.iter().map(|(id, reps)| json!({"exerciseId": id, "reps": reps})).collect();
        json!({"name": name, "exercises": exercises})
    });
    (prop::collection::vec(exercise, 0..6), prop::collection::vec(session, 0..3)).prop_map(|(exercises, sessions)| {
        let data =
            json!({"exercises": exercises, "sessionDefinitions": sessions, "settings": {"restBetweenExercises": 20}});
        json!({"version": 1, "exportDate": "2026-01-01", "data": data}).to_string()
    })
}

/// Imports `text` twice, as far as it can be imported.
fn imported_twice(text: &str) {
    let import = match Import::read("x", text, &[], &[]) {
        Ok(import) => import,
        Err(outcome) => {
            assert!(outcome.messages.len() >= 2, "{text}");
            // The fault is in the file that was given, not in the files made of it.
            let is_made = |message: &String| message.contains("exercises/") || message.contains("routines/");
            let too_long = |message: &String| message.contains("use fewer rounds, sets or steps");
            assert!(
                !outcome.messages.iter().any(|message| is_made(message) && !too_long(message)),
                "{:?}\n{text}",
                outcome.messages
            );
            return;
        }
    };
    let own: Vec<UserFile> = import
        .items
        .iter()
        .map(|(_, item)| UserFile {
            kind: item.kind,
            path: format!("{}/{}.json", item.kind.folder(), item.id),
            stem: item.id.to_string(),
            text: Ok(item.text.clone()),
        })
        .collect();
    let catalog = Catalog::with_user_files(&own);
    let mut routines = 0;
    for (change, item) in &import.items {
        assert_eq!(*change, ImportChange::Adds, "{}\n{text}", item.id);
        if item.kind == ItemKind::Routine {
            let routine = catalog.routine(item.id.as_str()).unwrap();
            let timeline = compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap();
            assert!(timeline.segments.iter().any(Segment::is_work), "{text}");
            routines += 1;
        }
    }
    assert!(routines > 0, "{text}");
    let again = Import::read("x", text, &own, &[]).unwrap();
    let changed: Vec<&str> = again.to_write().map(|item| item.id.as_str()).collect();
    assert_eq!(changed, [""; 0], "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_made_up_file_plays_or_says_why_not(
        texts in (jawt(), openhiit(), timero(), feeel(), my_pt())
    ) {
        let (jawt, openhiit, timero, feeel, my_pt) = texts;
        for text in [jawt, openhiit, timero, feeel, my_pt] {
            imported_twice(&text);
        }
    }

    #[test]
    fn any_part_of_a_file_is_read_or_refused(text in my_pt(), cut in 0.0..1.0_f64) {
        let end = (text.len() as f64 * cut) as usize;
        let part = String::from_utf8_lossy(&text.as_bytes()[..end]);
        if let Err(outcome) = Import::read("x", &part, &[], &[]) {
            prop_assert!(!outcome.messages.is_empty());
        }
    }
}
