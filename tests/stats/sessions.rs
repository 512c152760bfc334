//! Sessions: paired changes, exercises with and without, doses.

use serde_json::{Value, json};
use supple::domain::content::exercise::Id;
use supple::domain::record::entry::Moment;
use supple::domain::stats::dose::dose;
use supple::domain::stats::exercises::ExerciseEffect;
use supple::domain::stats::selection::Selection;
use supple::domain::stats::tally::Difference;

use crate::{Diary, everything};

fn told(difference: Difference) -> String {
    format!("{} of {}", difference.median.map_or("-".to_owned(), |median| median.to_string()), difference.n)
}

fn scores(scores: [i32; 4]) -> [Value; 4] {
    scores.map(|score| if score < 0 { Value::Null } else { json!(score) })
}

#[test]
fn changes_are_of_pairs_and_silent_below_three() {
    let mut diary = Diary::default();
    diary.rated("2026-11-02", &["plank"], scores([3, 4, 2, 2]));
    diary.rated("2026-11-04", &["plank"], scores([0, 0, 0, -1]));
    diary.rated("2026-11-06", &["plank"], scores([-1, 3, 5, 1]));
    let paired = diary.stats().paired;
    let all = paired.overall;
    assert_eq!((all.sessions, told(all.after), told(all.overnight)), (3, "- of 2".to_owned(), "- of 2".to_owned()));
    diary.rated("2026-11-09", &["plank"], scores([6, 4, 2, 8]));
    let paired = diary.stats().paired;
    let all = paired.overall;
    assert_eq!(
        (told(all.after), told(all.next_morning), told(all.overnight)),
        ("-1 of 3".into(), "- of 2".into(), "0 of 3".into())
    );
    assert_eq!(paired.routines.len(), 1);
    assert_eq!((paired.routines[0].routine.as_str(), paired.routines[0].changes), ("core-basics", all));
}

#[test]
fn the_last_answer_counts_and_a_session_that_was_only_opened_does_not() {
    let mut diary = Diary::default();
    let id = diary.rated("2026-11-02", &["plank"], scores([3, 4, 2, 2]));
    diary.of(id, "2026-11-02T18:15:00+01:00", "after", json!(9));
    diary.of(id, "2026-11-02T18:16:00+01:00", "after", json!(1));
    let taken_back = diary.of(id, "2026-11-03T07:05:00+01:00", "next_morning", Value::Null);
    for day in ["2026-11-03", "2026-11-04"] {
        diary.rated(day, &["plank"], scores([3, 4, 1, 4]));
    }
    let opened = diary.run("2026-11-06T18:00:00+01:00", &json!({"outcome": "ended", "active_s": 59}));
    diary.of(opened, "2026-11-06T17:59:00+01:00", "before", json!(9));
    diary.of(opened, "2026-11-06T18:11:00+01:00", "after", json!(0));
    let all = diary.stats().paired.overall;
    assert_eq!((all.sessions, told(all.after), told(all.next_morning)), (3, "-2 of 3".to_owned(), "- of 2".to_owned()));
    diary.delete("2026-11-07T07:00:00+01:00", taken_back);
    assert_eq!(told(diary.stats().paired.overall.next_morning), "+1 of 3");
}

#[test]
fn a_morning_without_a_session_is_that_of_what_came_eight_to_thirty_hours_before() {
    let mut diary = Diary::default();
    // Each ends ten past the hour.
    for (at, hours) in [("2026-11-02T18:00", 1), ("2026-11-09T18:00", 2), ("2026-11-16T18:00", 3)] {
        let id = diary.session(&format!("{at}:00+01:00"), &["plank"]);
        diary.of(id, &format!("{at}:00+01:00"), "before", json!(hours));
    }
    diary.rating("2026-11-03T02:10:00+01:00", "next_morning", json!(3));
    diary.rating("2026-11-11T00:10:01+01:00", "next_morning", json!(9));
    // In another place the same 30 hours, and two answers of which the first counts.
    diary.rating("2026-11-17T15:10:00-08:00", "next_morning", json!(4));
    diary.rating("2026-11-17T15:10:00-08:00", "next_morning", json!(7));
    let changes = diary.stats().paired.overall.next_morning;
    assert_eq!(told(changes), "- of 2");
    diary.rating("2026-11-11T00:10:00+01:00", "next_morning", json!(2));
    assert_eq!(told(diary.stats().paired.overall.next_morning), "+1 of 3");
}

fn effect<'s>(effects: &'s [ExerciseEffect], id: &str) -> &'s ExerciseEffect {
    effects.iter().find(|effect| effect.exercise.as_str() == id).unwrap()
}

#[test]
fn sessions_with_an_exercise_are_held_against_those_without() {
    let mut diary = Diary::default();
    for day in 2..=4 {
        diary.rated(&format!("2026-11-0{day}"), &["squat", "plank"], scores([2, 5, 4, 3]));
    }
    for day in 5..=7 {
        diary.rated(&format!("2026-11-0{day}"), &["plank", "cat-cow"], scores([2, 2, 1, 2]));
    }
    diary.rated("2026-11-08", &["crunch"], scores([1, -1, 3, 3]));
    let effects = diary.stats().exercises;
    let order: Vec<&str> = effects.iter().map(|effect| effect.exercise.as_str()).collect();
    assert_eq!(order, ["squat", "cat-cow", "plank", "crunch"], "costliest, most helpful, then those that say nothing");
    let squat = effect(&effects, "squat");
    assert_eq!((told(squat.during.with), told(squat.during.without)), ("+3 of 3".into(), "0 of 3".into()));
    assert_eq!((told(squat.after.with), told(squat.after.without)), ("+2 of 3".into(), "-1 of 4".into()));
    assert_eq!(squat.during.gap().map(|gap| gap.to_string()).as_deref(), Some("+3"));
    assert_eq!((squat.sessions, squat.most().map(|most| most.to_string()).as_deref()), (3, Some("+3")));
    assert_eq!(squat.most_at().map(|(moment, _)| moment), Some(Moment::During));
    let cat_cow = effect(&effects, "cat-cow");
    assert_eq!(cat_cow.most_at().map(|(_, contrast)| contrast.gap()), Some(cat_cow.most()));
    let plank = effect(&effects, "plank");
    assert_eq!((told(plank.after.with), told(plank.after.without)), ("- of 6".into(), "- of 1".into()), "silent both");
    assert_eq!(plank.most(), None);
}

#[test]
fn with_is_what_was_done_be_it_in_part_or_stopped_or_instead() {
    let mut diary = Diary::default();
    let step = |exercise: &str, outcome: &str| json!({"exercise": exercise, "set": 1, "outcome": outcome, "planned": {}, "done": {}});
    let mut swapped = step("squat", "swapped");
    swapped["by"] = json!("air-squat");
    let steps = [
        step("plank", "skipped"),
        step("crunch", "partial"),
        step("crunch", "done"),
        step("superman", "stopped"),
        step("cat-cow", "skipped"),
        step("cat-cow", "done"),
        swapped,
        step("bird-dog", "swapped"),
    ];
    diary.run("2026-11-02T18:00:00+01:00", &json!({"steps": steps}));
    let mut with: Vec<String> =
        diary.stats().exercises.iter().map(|effect| format!("{} {}", effect.exercise, effect.sessions)).collect();
    with.sort();
    assert_eq!(with, ["air-squat 1", "cat-cow 1", "crunch 1", "superman 1"]);
}

#[test]
fn a_dose_is_all_sets_and_sides_of_a_session() {
    let mut diary = Diary::default();
    let step = |outcome: &str, done: Value| json!({"exercise": "plank", "set": 1, "outcome": outcome, "planned": {}, "done": done});
    let steps = [
        step("done", json!({"hold_s": 20})),
        step("partial", json!({"hold_s": 0})),
        step("done", json!({"hold_s": 8, "reps": 5})),
        step("skipped", json!({"hold_s": 99})),
        step("swapped", json!({"hold_s": 99})),
        step("done", json!({"hold_s": 4_000_000_000_u32, "reps": 2})),
    ];
    diary.run("2026-11-02T18:00:00+01:00", &json!({"steps": steps[..5]}));
    diary.run("2026-11-03T18:00:00+01:00", &json!({"steps": steps[5..]}));
    diary.run("2026-11-04T18:00:00+01:00", &json!({"steps": steps[3..5]}));
    let journal = diary.journal();
    let points = dose(&Selection::of(&journal, everything()), &Id::new("plank").unwrap());
    assert_eq!(points.len(), 2);
    let first = points[0];
    assert_eq!(
        (first.sets, first.total.hold_s, first.total.reps, first.longest_hold_s),
        (3, Some(60), Some(5), Some(20))
    );
    assert_eq!((first.total.breaths, first.total.activity_s), (None, None));
    assert_eq!(points[1].total.hold_s, Some(u32::MAX), "what nobody can hold does not wrap around");
}
