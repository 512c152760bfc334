//! Weeks of pain.

use serde_json::{Value, json};
use supple::domain::journal::entry::{Region, Spread};
use supple::domain::stats::pain::PainWeek;
use supple::domain::stats::{Scope, Stats};

use crate::{Diary, day, everything};

/// A week in a line: its Monday, the median, how many, the range; mornings apart.
fn told(week: &PainWeek) -> String {
    let mornings = week.mornings.map(|range| format!(", mornings {} of {}", range.median, range.median.count));
    let (all, mornings) = (week.all, mornings.unwrap_or_default());
    format!("{}: {} of {}, {}-{}{mornings}", week.monday, all.median, all.median.count, all.lowest, all.highest)
}

fn weeks(stats: &Stats) -> Vec<String> {
    stats.pain.weeks.iter().map(told).collect()
}

#[test]
fn zero_counts_and_no_answer_does_not() {
    let mut diary = Diary::default();
    diary.rating("2026-11-16T07:00:00+01:00", "other", json!(0));
    diary.rating("2026-11-17T07:00:00+01:00", "before", Value::Null);
    diary.rating("2026-11-18T07:00:00+01:00", "after", json!(3));
    let stats = diary.stats();
    assert_eq!(weeks(&stats), ["2026-11-16: 1.5 of 2, 0-3"]);
    assert_eq!((stats.pain.points.len(), stats.pain.unanswered), (2, 1));
}

#[test]
fn what_is_said_during_a_session_is_a_point_and_in_no_week() {
    let mut diary = Diary::default();
    diary.rating("2026-11-16T07:00:00+01:00", "during", json!(9));
    let stats = diary.stats();
    assert_eq!((stats.pain.points.len(), stats.pain.weeks.len()), (1, 0));
}

#[test]
fn gaps_stay_gaps_and_mornings_stand_apart() {
    let mut diary = Diary::default();
    for (at, moment, score) in [
        ("2026-10-26T07:00:00+01:00", "next_morning", 2),
        ("2026-11-01T23:59:00+01:00", "next_morning", 5),
        ("2026-10-30T12:00:00+01:00", "other", 10),
        ("2026-11-16T00:00:00+01:00", "other", 1),
    ] {
        diary.rating(at, moment, json!(score));
    }
    assert_eq!(weeks(&diary.stats()), ["2026-10-26: 5 of 3, 2-10, mornings 3.5 of 2", "2026-11-16: 1 of 1, 1-1"]);
}

#[test]
fn an_answer_with_no_night_before_it_is_no_morning_of_the_week() {
    let mut diary = Diary::default();
    let id = diary.session("2026-11-16T07:00:00+01:00", &["plank"]);
    diary.of(id, "2026-11-16T20:00:00+01:00", "next_morning", json!(8));
    diary.of(id, "2026-11-17T07:00:00+01:00", "next_morning", json!(2));
    assert_eq!(weeks(&diary.stats()), ["2026-11-16: 5 of 2, 2-8, mornings 2 of 1"]);
}

#[test]
fn a_day_is_that_of_the_place_where_it_was_written() {
    let mut diary = Diary::default();
    // Sunday evening in the west is Monday at home; Monday morning in the east is Sunday in the west.
    diary.rating("2026-11-15T23:30:00-08:00", "other", json!(4));
    diary.rating("2026-11-16T00:30:00+09:00", "other", json!(2));
    // The night in which summer time ends: half past two comes twice, and Sunday has 25 hours.
    diary.rating("2026-10-25T02:30:00+02:00", "other", json!(1));
    diary.rating("2026-10-25T02:30:00+01:00", "other", json!(3));
    diary.rating("2026-10-25T23:59:59+01:00", "other", json!(5));
    assert_eq!(
        weeks(&diary.stats()),
        ["2026-10-19: 3 of 3, 1-5", "2026-11-09: 4 of 1, 4-4", "2026-11-16: 2 of 1, 2-2"]
    );
}

#[test]
fn changes_deletes_and_the_other_device_are_heeded() {
    let mut diary = Diary::default();
    let wrong = diary.rating("2026-11-16T07:00:00+01:00", "other", json!(8));
    let gone = diary.rating("2026-11-16T08:00:00+01:00", "other", json!(9));
    let back = diary.rating("2026-11-16T09:00:00+01:00", "other", json!(2));
    diary.other_device();
    diary.amend("2026-11-17T07:00:00+01:00", wrong, &json!({"score": 1}));
    diary.delete("2026-11-17T07:00:00+01:00", gone);
    let delete = diary.delete("2026-11-17T07:00:00+01:00", back);
    diary.delete("2026-11-17T08:00:00+01:00", delete);
    diary.rating("2026-11-18T07:00:00+01:00", "other", json!(0));
    assert_eq!(weeks(&diary.stats()), ["2026-11-16: 1 of 3, 0-2"]);
    diary.amend("2026-11-19T07:00:00+01:00", wrong, &json!({"score": null}));
    let stats = diary.stats();
    assert_eq!(weeks(&stats), ["2026-11-16: 1 of 2, 0-2"]);
    assert_eq!(stats.pain.unanswered, 1);
}

#[test]
fn only_the_days_asked_for_count_and_none_of_the_future() {
    let mut diary = Diary::default();
    for (day, score) in [("09", 1), ("10", 2), ("11", 3), ("12", 4), ("21", 9)] {
        diary.rating(&format!("2026-11-{day}T12:00:00+01:00"), "other", json!(score));
    }
    let scope = Scope { from: Some(day("2026-11-10")), to: day("2026-11-11"), ..everything() };
    assert_eq!(weeks(&Stats::of(&diary.journal(), &scope)), ["2026-11-09: 2.5 of 2, 2-3"]);
    assert_eq!(weeks(&diary.stats()), ["2026-11-09: 2.5 of 4, 1-4"], "tomorrow is a clock that is wrong");
}

#[test]
fn who_says_no_pain_after_a_session_is_counted_for_the_place_of_its_check_in() {
    let mut diary = Diary::default();
    let mut session = |day: &str, region: &str, spread: &str| {
        let id = diary.session(&format!("2026-11-{day}T18:00:00+01:00"), &["plank"]);
        let before = json!({"score": 4, "moment": "before", "session": id, "region": region, "spread": spread});
        diary.line("rating", &format!("2026-11-{day}T17:59:00+01:00"), &before);
        diary.of(id, &format!("2026-11-{day}T18:20:00+01:00"), "after", json!(0));
    };
    session("16", "low_back", "thigh");
    session("17", "knee", "none");
    diary.rating("2026-11-18T12:00:00+01:00", "other", json!(7));
    let also = json!({"score": 6, "moment": "other", "region": "knee", "also": [{"region": "low_back"}]});
    diary.line("rating", "2026-11-19T12:00:00+01:00", &also);
    let of = |scope: Scope<'_>| weeks(&Stats::of(&diary.journal(), &scope));
    let region = |region| of(Scope { region: Some(region), ..everything() });
    assert_eq!(region(Region::LowBack), ["2026-11-16: 4 of 3, 0-6"]);
    assert_eq!(region(Region::Knee), ["2026-11-16: 4 of 3, 0-6"]);
    assert_eq!(region(Region::Foot), [""; 0]);
    assert_eq!(of(Scope { spread: Some(Spread::Thigh), ..everything() }), ["2026-11-16: 2 of 2, 0-4"]);
}

#[test]
fn an_empty_journal_says_nothing() {
    let stats = Diary::default().stats();
    assert!(stats.is_empty() && stats.doing.weeks.is_empty() && stats.exercises.is_empty());
}
