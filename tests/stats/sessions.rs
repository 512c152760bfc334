//! Sessions: paired changes, exercises with and without, doses.

use serde_json::{Value, json};
use supple::domain::advice::history::PainHistory;
use supple::domain::advice::provocation::costs;
use supple::domain::content::exercise::Id;
use supple::domain::journal::entry::Moment;
use supple::domain::stats::Selection;
use supple::domain::stats::Stats;
use supple::domain::stats::change_distribution::Difference;
use supple::domain::stats::exercises::ExerciseEffect;
use supple::domain::stats::exercises::dose;
use supple::domain::stats::exercises::reactions;
use uuid::Uuid;

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
    for (at, hours) in [("2026-11-02T20:00", 1), ("2026-11-09T18:00", 2), ("2026-11-16T18:00", 3)] {
        let id = diary.session(&format!("{at}:00+01:00"), &["plank"]);
        diary.of(id, &format!("{at}:00+01:00"), "before", json!(hours));
    }
    diary.rating("2026-11-03T04:10:00+01:00", "next_morning", json!(3));
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
fn with_is_what_was_done_be_it_in_part_or_stopped() {
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
    assert_eq!(with, ["cat-cow 1", "crunch 1", "superman 1"], "each by its own lines");
}

#[test]
fn a_dose_is_all_sets_and_sides_of_a_session() {
    let mut diary = Diary::default();
    let step = |outcome: &str, done: Value| json!({"exercise": "plank", "set": 1, "outcome": outcome, "planned": {}, "done": done});
    let steps = [
        step("done", json!({"hold_s": 20})),
        step("partial", json!({"hold_s": 4})),
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
        (3, Some(64), Some(5), Some(20))
    );
    assert_eq!((first.total.breaths, first.total.activity_s), (None, None));
    assert_eq!(points[1].total.hold_s, Some(u32::MAX), "what nobody can hold does not wrap around");
}

/// A session from 18:00 to 18:10 with a check-in of 2, and its parts as they went, in seconds of 20.
fn went(diary: &mut Diary, day: &str, outcome: &str, active_s: u32, parts: &[(&str, &str, u32)]) -> Uuid {
    let steps: Vec<Value> = (parts.iter())
        .map(|(exercise, outcome, secs)| {
            let of = |secs: &u32| json!({"hold_s": secs});
            json!({"exercise": exercise, "set": 1, "outcome": outcome, "planned": of(&20), "done": of(secs)})
        })
        .collect();
    let at = format!("{day}T18:00:00+01:00");
    let id = diary.run(&at, &json!({"outcome": outcome, "active_s": active_s, "steps": steps}));
    diary.of(id, &at, "before", json!(2));
    id
}

#[test]
fn a_session_that_was_only_skipped_through_is_in_no_number() {
    for (outcome, active_s) in [("completed", 0), ("completed", 95), ("ended", 300), ("interrupted", 61)] {
        let mut diary = Diary::default();
        let parts = [("plank", "skipped", 0), ("squat", "swapped", 0), ("cat-cow", "partial", 0)];
        let id = went(&mut diary, "2026-11-17", outcome, active_s, &parts);
        diary.of(id, "2026-11-17T18:11:00+01:00", "after", json!(5));
        let stats = diary.stats();
        assert!(stats.doing.days.is_empty() && stats.doing.weeks.is_empty(), "{outcome} {active_s}");
        assert_eq!((stats.paired.overall.sessions, stats.exercises.len()), (0, 0), "{outcome} {active_s}");
        went(&mut diary, "2026-11-18", outcome, active_s.max(1), &[("plank", "partial", 1), ("squat", "skipped", 0)]);
        let stats = diary.stats();
        assert_eq!((stats.doing.days.len(), stats.paired.overall.sessions, stats.exercises.len()), (1, 1, 1));
    }
}

#[test]
fn at_its_highest_is_the_rating_of_that_exercise() {
    let mut diary = Diary::default();
    for day in 2..=4 {
        let date = format!("2026-11-0{day}");
        let id = went(&mut diary, &date, "completed", 600, &[("squat", "done", 20), ("plank", "done", 20)]);
        for (minute, exercise, score) in [(2, "squat", 7), (5, "plank", 1), (6, "plank", 3), (7, "plank", 2)] {
            let rating = json!({"score": score, "moment": "during", "session": id, "exercise": exercise});
            diary.line("rating", &format!("{date}T18:0{minute}:00+01:00"), &rating);
        }
    }
    for day in 5..=7 {
        diary.rated(&format!("2026-11-0{day}"), &["cat-cow"], scores([2, 4, -1, -1]));
    }
    let journal = diary.journal();
    let effects = Stats::of(&journal, &everything()).exercises;
    let during = |id: &str| effect(&effects, id).during;
    assert_eq!((told(during("plank").with), told(during("plank").without)), ("+1 of 3".into(), "+2 of 3".into()));
    assert_eq!(told(during("squat").with), "+5 of 3");
    assert_eq!((told(during("cat-cow").with), told(during("cat-cow").without)), ("+2 of 3".into(), "+5 of 3".into()));
    // The report says the same.
    let reactions = reactions(&Selection::of(&journal, everything()));
    let said: Vec<(&str, String)> = reactions.iter().map(|one| (one.exercise.as_str(), told(one.during))).collect();
    assert_eq!(said, [("squat", "+5 of 3".into()), ("cat-cow", "+2 of 3".into()), ("plank", "+1 of 3".into())]);
}

#[test]
fn what_was_swapped_in_and_left_out_was_not_done() {
    let mut diary = Diary::default();
    for day in 2..=4 {
        let parts = [("squat", "swapped", 0), ("air-squat", "skipped", 0), ("plank", "done", 20)];
        let id = went(&mut diary, &format!("2026-11-0{day}"), "completed", 600, &parts);
        let rating = json!({"score": 9, "moment": "during", "session": id, "exercise": "air-squat"});
        diary.line("rating", &format!("2026-11-0{day}T18:02:00+01:00"), &rating);
    }
    let journal = diary.journal();
    let done: Vec<String> =
        Stats::of(&journal, &everything()).exercises.iter().map(|effect| effect.exercise.to_string()).collect();
    assert_eq!(done, ["plank"]);
    assert!(reactions(&Selection::of(&journal, everything())).is_empty());
    let history = PainHistory::of(&journal, &crate::LIMITS, everything().now);
    assert!(costs(&history, &crate::LIMITS, everything().now).is_empty());
}

#[test]
fn soreness_from_training_is_in_no_median() {
    let mut diary = Diary::default();
    for day in 2..=5 {
        let id = diary.rated(&format!("2026-11-0{day}"), &["plank"], scores([2, 2, 2, -1]));
        let next = format!("2026-11-0{}T07:00:00+01:00", day + 1);
        let sore = json!({"score": 9, "moment": "next_morning", "session": id, "training_sore": true});
        diary.line("rating", &next, &sore);
    }
    let stats = diary.stats();
    assert_eq!(stats.paired.overall.next_morning.n, 0);
    assert_eq!(stats.exercises[0].next_morning.with.n, 0);
    let week = stats.pain.weeks[0];
    assert_eq!((week.all.median.to_string(), week.all.median.count, week.mornings), ("2".to_owned(), 8, None));
    assert_eq!(stats.pain.points.len(), 16, "they are told all the same");
    assert_eq!(diary.stats().course.later.count(), 8);
}

#[test]
fn a_next_morning_has_a_night_before_it_whoever_says_so() {
    let morning = |ended: &str, at: &str, of_it: bool| {
        let mut diary = Diary::default();
        let began = ended.parse::<chrono::DateTime<chrono::FixedOffset>>().unwrap() - chrono::TimeDelta::minutes(10);
        let id = diary.session(&began.to_rfc3339(), &["plank"]);
        match of_it {
            true => diary.of(id, at, "next_morning", json!(1)),
            false => diary.rating(at, "next_morning", json!(1)),
        };
        diary.of(id, &began.to_rfc3339(), "before", json!(1));
        diary.stats().paired.overall.next_morning.n == 1
    };
    for of_it in [true, false] {
        assert!(!morning("2026-11-17T07:00:00+01:00", "2026-11-17T20:00:00+01:00", of_it), "the same day");
        assert!(!morning("2026-11-17T07:00:00+01:00", "2026-11-18T03:59:00+01:00", of_it), "still up");
        assert!(morning("2026-11-17T22:00:00+01:00", "2026-11-18T06:00:00+01:00", of_it));
        assert!(morning("2026-11-18T00:30:00+01:00", "2026-11-18T08:30:00+01:00", of_it), "to bed after midnight");
        // Ended in Auckland at three in the morning of New York, where it is answered at noon.
        assert!(morning("2026-11-17T21:00:00+13:00", "2026-11-17T12:00:00-05:00", of_it));
    }
    assert!(
        !morning("2026-11-17T22:00:00+01:00", "2026-11-18T05:59:00+01:00", false),
        "a minute less than eight hours"
    );
}

#[test]
fn how_much_is_a_real_change_goes_by_where_sessions_start() {
    let with = |before: i32, after: i32| {
        let mut diary = Diary::default();
        (2..=4).for_each(|day| {
            diary.rated(&format!("2026-11-0{day}"), &["plank"], scores([before, -1, after, -1]));
        });
        (5..=7).for_each(|day| {
            diary.rated(&format!("2026-11-0{day}"), &["squat"], scores([before, -1, before, -1]));
        });
        let stats = diary.stats();
        let [all, one] = [stats.paired.overall.after.change(), effect(&stats.exercises, "plank").after.change()];
        (all, one)
    };
    use supple::domain::advice::clinical_change::ClinicalChange::{Higher, Lower, Same};
    assert_eq!(with(8, 6), (Some(Same), Some(Same)), "two points down from eight");
    assert_eq!(with(8, 5).1, Some(Lower));
    assert_eq!(with(8, 10).1, Some(Higher));
    assert_eq!(with(7, 5).1, Some(Lower));
    assert_eq!(with(7, 6).1, Some(Same));
}
