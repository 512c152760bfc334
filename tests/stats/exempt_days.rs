//! Days that ask nothing of the weekly goal.

use serde_json::{Value, json};
use supple::domain::advice::flare_up::exempt_days;
use supple::domain::advice::history::{EntryWindow, PainHistory, is_about_the_back};

use crate::{Diary, LIMITS, day};

fn at(day: u32, time: &str) -> String {
    format!("2026-11-{day:02}T{time}:00+01:00")
}

/// The exempt days of November up to the 20th, as numbers.
fn exempt(diary: &Diary) -> Vec<u32> {
    use chrono::Datelike;
    let journal = diary.journal();
    let now = chrono::DateTime::parse_from_rfc3339("2026-11-20T23:59:59+01:00").unwrap();
    let bounds = EntryWindow { now, until: day("2026-11-20") };
    let history = PainHistory::gather(&journal, &LIMITS, &bounds, |rating| is_about_the_back(rating));
    exempt_days(&history, &LIMITS, &bounds).iter().map(Datelike::day).collect()
}

/// The exempt days of these scores, each at nine in the morning.
fn of_scores(scores: &[(u32, u8)]) -> Vec<u32> {
    let mut diary = Diary::default();
    for (day, score) in scores {
        diary.rating(&at(*day, "09:00"), "other", json!(score));
    }
    exempt(&diary)
}

#[test]
fn a_flare_up_is_exempt_until_the_day_before_the_first_green_score() {
    assert_eq!(of_scores(&[(2, 7), (3, 6), (6, 3)]), [2, 3, 4, 5], "the day of green asks again");
    assert_eq!(of_scores(&[(2, 6), (3, 6), (4, 2), (5, 4)]), [2, 3], "amber after green is no flare-up");
    assert_eq!(of_scores(&[(2, 6), (3, 2), (4, 6)]), [2, 4], "counted anew after green");
    assert_eq!(
        of_scores(&[(2, 6), (8, 6)]),
        [2, 8, 9, 10, 11, 12, 13, 14],
        "six days apart, and then seven of silence"
    );
    assert_eq!(of_scores(&[(2, 6), (9, 6)]), [2, 9], "seven days apart");
    assert_eq!(
        of_scores(&[(2, 6), (3, 6), (9, 4), (10, 0)]),
        [2, 3, 4, 5, 6, 7, 8, 9],
        "amber on the last day goes on"
    );
    assert_eq!(of_scores(&[(2, 6), (3, 6), (10, 4)]), [2, 3, 4, 5, 6, 7, 8, 9], "amber a day later does not");
}

#[test]
fn the_day_on_which_a_flare_up_ends_is_not_exempt_though_it_was_red_before() {
    let mut diary = Diary::default();
    for (day, time, score) in
        [(2, "09:00", 7), (3, "09:00", 7), (4, "09:00", 6), (4, "20:00", 2), (6, "09:00", 8), (6, "20:00", 2)]
    {
        diary.rating(&at(day, time), "other", json!(score));
    }
    assert_eq!(exempt(&diary), [2, 3, 6], "on the 6th there was no flare-up to end");
}

#[test]
fn what_makes_a_flare_up_is_read_as_it_stands_on_all_devices() {
    let mut diary = Diary::default();
    let first = diary.rating(&at(2, "09:00"), "other", json!(7));
    diary.other_device();
    let second = diary.rating(&at(4, "09:00"), "other", json!(7));
    assert_eq!(exempt(&diary), [2, 4, 5, 6, 7, 8, 9, 10]);
    let amend = diary.amend(&at(5, "09:00"), first, &json!({"score": 5}));
    assert_eq!(exempt(&diary), [4]);
    diary.delete(&at(5, "10:00"), amend);
    assert_eq!(exempt(&diary).len(), 8);
    diary.delete(&at(5, "11:00"), second);
    assert_eq!(exempt(&diary), [2]);
}

/// A session at six with the score before it and that of the next morning at seven; `null` was not answered.
fn session(diary: &mut Diary, day: u32, before: Value, morning: Value) {
    let id = diary.session(&at(day, "18:00"), &["plank"]);
    if !before.is_null() {
        diary.of(id, &at(day, "17:59"), "before", before);
    }
    diary.of(id, &at(day + 1, "07:00"), "next_morning", morning);
}

#[test]
fn rest_after_two_nights_that_had_not_settled_is_two_exempt_days() {
    let of = |sessions: &[(u32, Value, Value)]| {
        let mut diary = Diary::default();
        for (day, before, morning) in sessions {
            session(&mut diary, *day, before.clone(), morning.clone());
        }
        exempt(&diary)
    };
    let (low, none) = (|| json!(1), Value::Null);
    assert_eq!(of(&[(2, low(), json!(3))]), [0; 0], "once");
    assert_eq!(of(&[(2, low(), json!(3)), (4, low(), json!(2)), (6, low(), json!(3))]), [0; 0], "one point is settled");
    assert_eq!(of(&[(2, low(), json!(3)), (4, low(), json!(3))]), [5, 6]);
    assert_eq!(
        of(&[(2, low(), json!(3)), (4, low(), none.clone()), (9, low(), json!(3))]),
        [10, 11],
        "unknown between"
    );
    assert_eq!(
        of(&[(2, low(), json!(3)), (4, low(), json!(3)), (5, low(), json!(1))]),
        [5],
        "settled on the second day"
    );
    let third = [(2, low(), json!(3)), (4, low(), json!(3)), (6, none.clone(), json!(1))];
    assert_eq!(of(&third), [5, 6], "a session without a check-in is not known, and no third day");
    assert_eq!(of(&[(2, low(), json!(3)), (4, low(), json!(3)), (5, low(), json!(4))]), [5, 6, 7]);
}

#[test]
fn of_two_sessions_a_day_the_morning_counts_once_and_counts_if_either_has_a_check_in() {
    let mut diary = Diary::default();
    session(&mut diary, 2, json!(1), json!(3));
    diary.session(&at(4, "08:00"), &["plank"]);
    session(&mut diary, 4, json!(1), json!(5));
    assert_eq!(exempt(&diary), [5, 6]);
    let mut twice = Diary::default();
    let early = twice.session(&at(2, "08:00"), &["plank"]);
    twice.of(early, &at(2, "07:59"), "before", json!(1));
    session(&mut twice, 2, json!(1), json!(5));
    assert_eq!(exempt(&twice), [0; 0], "one morning is one");
}

#[test]
fn answers_about_safety_are_exempt_until_the_day_they_were_seen() {
    let asked = |yes: &[&str]| json!({"asked": ["saddle_numb", "unwell", "history"], "yes": yes});
    for sign in ["saddle_numb", "unwell", "history"] {
        let mut diary = Diary::default();
        let safety = diary.line("safety", &at(3, "09:00"), &asked(&[sign]));
        assert_eq!(exempt(&diary), (3..=20).collect::<Vec<_>>(), "{sign}");
        diary.line("red_flag_seen", &at(5, "09:00"), &json!({"target": safety}));
        assert_eq!(exempt(&diary), [3, 4, 5], "{sign}: the day of being seen is one");
        diary.delete(&at(6, "09:00"), safety);
        assert_eq!(exempt(&diary), [0; 0], "{sign}: a mistake");
    }
}

#[test]
fn new_answers_end_an_urgent_yes_and_no_emergency() {
    let after_a_no = |sign: &str| {
        let mut diary = Diary::default();
        let asked = |yes: &[&str]| json!({"asked": [sign], "yes": yes});
        diary.line("safety", &at(3, "09:00"), &asked(&[sign]));
        diary.line("safety", &at(5, "09:00"), &asked(&[]));
        exempt(&diary)
    };
    assert_eq!(after_a_no("unwell"), [3, 4], "the day of new answers is none");
    assert_eq!(after_a_no("saddle_numb").len(), 18);
    assert_eq!(after_a_no("history").len(), 18, "what was is not undone by a no");
}

#[test]
fn what_was_seen_is_read_from_the_entry_that_it_names_and_not_from_the_clock() {
    let yes = json!({"asked": ["saddle_numb"], "yes": ["saddle_numb"]});
    let mut diary = Diary::default();
    let first = diary.line("safety", &at(3, "09:00"), &yes);
    let second = diary.line("safety", &at(7, "09:00"), &yes);
    diary.line("red_flag_seen", &at(9, "09:00"), &json!({"target": first}));
    assert_eq!(exempt(&diary), (3..=20).collect::<Vec<_>>(), "the second was not seen");
    diary.other_device();
    // This device is two days slow.
    diary.line("red_flag_seen", &at(5, "09:00"), &json!({"target": second}));
    assert_eq!(exempt(&diary), (3..=9).collect::<Vec<_>>(), "the first was seen on the 9th");
}

#[test]
fn each_exempt_day_stands_for_one_missing_session() {
    use supple::domain::stats::adherence::WeekState;
    let week = |reds: &[u32]| {
        let mut diary = Diary::default();
        for day in ["02", "03", "04", "09"] {
            diary.session(&format!("2026-11-{day}T18:00:00+01:00"), &["plank"]);
        }
        for red in reds {
            diary.rating(&at(*red, "09:00"), "other", json!(8));
            diary.rating(&at(*red, "10:00"), "other", json!(0));
        }
        diary.stats().doing.weeks[1].state
    };
    assert_eq!([week(&[]), week(&[11]), week(&[11, 12])], [WeekState::Free, WeekState::Free, WeekState::Neutral]);
}
