//! A7 and B2: when the morning is asked, and whether a session settled.

use supple::domain::advice::history::PainHistory;
use supple::domain::advice::limits::{Limit, Limits};
use supple::domain::advice::morning::Settled::{self, NotSettled, Settled as Did, Unknown};
use supple::domain::advice::morning::{due, sentence};
use supple::domain::journal::entry::{Moment, Rating, Region};

use crate::diary::{Diary, on};
use crate::{limits, score};

#[test]
fn a7_the_morning_is_asked_from_eight_to_thirty_hours_after() {
    // It ended at 18:10.
    let mut diary = Diary::default();
    let id = diary.day(0, "core-basics", vec![], (Some(2), None));
    let asked = |day, time| due(&diary.journal, on(day, time)).map(|due| (due.session, due.before));
    assert_eq!(asked(0, "23:00"), None, "five hours");
    assert_eq!(asked(1, "02:09"), None, "a minute less than eight");
    assert_eq!(asked(1, "04:00"), Some((id, Some(score(2)))));
    assert_eq!(asked(1, "07:00"), Some((id, Some(score(2)))));
    assert_eq!(asked(2, "00:10"), Some((id, Some(score(2)))), "thirty hours");
    assert_eq!(asked(2, "00:11"), None, "a minute more expires by itself");
}

#[test]
fn a7_a_night_lies_between() {
    let mut diary = Diary::default();
    diary.session(on(0, "06:00"), "core-basics", vec![]);
    assert!(due(&diary.journal, on(0, "20:00")).is_none(), "the same day is no morning after");
    assert!(due(&diary.journal, on(1, "06:30")).is_some());
}

#[test]
fn a7_a_session_that_was_only_skipped_through_has_no_next_morning() {
    use supple::domain::journal::entry::{Quantity, StepOutcome, StepRecord};
    let skipped = || {
        let planned = Quantity { hold_s: Some(30), ..Quantity::default() };
        let none = Quantity { hold_s: Some(0), ..Quantity::default() };
        StepRecord { outcome: StepOutcome::Skipped, done: none, ..crate::diary::set("plank", planned) }
    };
    let mut diary = Diary::default();
    let first = diary.session(on(0, "17:00"), "core-basics", vec![]);
    diary.session(on(0, "18:00"), "core-basics", vec![skipped(), skipped()]);
    assert_eq!(due(&diary.journal, on(1, "07:00")).map(|due| due.session), Some(first));
    assert_eq!(settled(&diary).len(), 1, "nor is it the last session");
}

#[test]
fn a7_a_night_lies_between_on_reading_too() {
    let mut diary = Diary::default();
    let id = diary.session(on(0, "06:00"), "core-basics", vec![]);
    diary.of(id, Moment::Before, on(0, "05:59"), Some(1));
    diary.of(id, Moment::NextMorning, on(0, "20:00"), Some(6));
    assert_eq!(settled(&diary), [Unknown], "the same evening");
    diary.of(id, Moment::NextMorning, on(1, "05:00"), Some(1));
    assert_eq!(settled(&diary), [Did]);
}

#[test]
fn a7_it_is_asked_once_answered_or_not() {
    for answer in [Some(3), None] {
        let mut diary = Diary::default();
        let id = diary.day(0, "core-basics", vec![], (Some(2), None));
        diary.of(id, Moment::NextMorning, on(1, "06:00"), answer);
        assert!(due(&diary.journal, on(1, "07:00")).is_none());
    }
}

#[test]
fn a7_an_answer_with_no_night_before_it_leaves_the_question_open() {
    let mut diary = Diary::default();
    let id = diary.session(on(0, "06:00"), "core-basics", vec![]);
    diary.of(id, Moment::NextMorning, on(0, "20:00"), Some(2));
    diary.rating(on(0, "21:00"), Rating { score: Some(score(2)), ..Rating::new(Moment::NextMorning) });
    assert_eq!(due(&diary.journal, on(1, "06:30")).map(|due| due.session), Some(id));
}

#[test]
fn a7_one_answer_is_that_of_all_sessions_of_the_day_before() {
    for is_of_the_first in [true, false] {
        let mut diary = Diary::default();
        let first = diary.session(on(0, "17:00"), "desk-break", vec![]);
        diary.session(on(0, "18:00"), "core-basics", vec![]);
        let session = Some(first).filter(|_| is_of_the_first);
        let answer = Rating { score: Some(score(2)), session, ..Rating::new(Moment::NextMorning) };
        diary.rating(on(1, "06:30"), answer);
        assert!(due(&diary.journal, on(1, "07:00")).is_none(), "it was answered");
    }
}

#[test]
fn a7_an_answer_dated_ahead_is_none_yet() {
    let mut diary = Diary::default();
    let id = diary.session(on(0, "18:00"), "core-basics", vec![]);
    diary.of(id, Moment::NextMorning, on(1, "09:00"), Some(2));
    assert!(due(&diary.journal, on(1, "07:00")).is_some());
    assert!(due(&diary.journal, on(1, "09:00")).is_none());
}

#[test]
fn a7_only_the_last_session_is_asked_about() {
    let mut diary = Diary::default();
    diary.session(on(0, "18:00"), "core-basics", vec![]);
    let last = diary.session(on(0, "20:00"), "desk-break", vec![]);
    assert_eq!(due(&diary.journal, on(1, "07:00")).unwrap().session, last);
    diary.session(on(1, "06:00"), "desk-break", vec![]);
    assert!(due(&diary.journal, on(1, "07:00")).is_none(), "who has trained again is not asked");
}

#[test]
fn b2_settled_is_one_point_more_at_most_and_five_or_less() {
    let cases = [
        (Some(2), Some(2), Did),
        (Some(2), Some(0), Did),
        (Some(2), Some(3), Did),
        (Some(2), Some(4), NotSettled),
        (Some(4), Some(5), Did),
        (Some(5), Some(6), NotSettled),
        (Some(8), Some(6), NotSettled),
        (Some(8), Some(5), Did),
        (Some(0), Some(1), Did),
        (Some(0), Some(2), NotSettled),
        (Some(3), None, Unknown),
        (None, None, Unknown),
        (None, Some(3), Unknown),
        (None, Some(6), NotSettled),
    ];
    for (before, morning, expected) in cases {
        let settled = Settled::of(before.map(score), morning.map(score), &Limits::default());
        assert_eq!(settled, expected, "{before:?} to {morning:?}");
    }
}

#[test]
fn b2_the_user_moves_the_limits() {
    let moved = limits(&[(Limit::UnsettledRise, 3), (Limit::UnsettledFrom, 5)]);
    let of = |before, morning| Settled::of(Some(score(before)), Some(score(morning)), &moved);
    assert_eq!([of(1, 3), of(1, 4), of(4, 5), of(4, 4)], [Did, NotSettled, NotSettled, Did]);
}

#[test]
fn b2_it_is_said_with_its_numbers() {
    let said =
        |before: Option<u8>, morning: Option<u8>| sentence(before.map(score), morning.map(score), &Limits::default());
    assert_eq!(said(Some(2), Some(1)).unwrap(), "2 before, 1 the next morning: settled overnight.");
    assert_eq!(
        said(Some(2), Some(5)).unwrap(),
        "2 before, 5 the next morning. Pain has not settled, so the next session is easier."
    );
    assert_eq!(said(Some(2), None), None);
}

fn settled(diary: &Diary) -> Vec<Settled> {
    let history = PainHistory::of(&diary.journal, &Limits::default(), on(30, "12:00"));
    history.runs.iter().map(|run| run.settled).collect()
}

#[test]
fn b2_one_answer_holds_for_all_sessions_of_the_day() {
    let mut diary = Diary::default();
    let first = diary.session(on(0, "07:00"), "desk-break", vec![]);
    diary.of(first, Moment::Before, on(0, "07:00"), Some(1));
    diary.day(0, "core-basics", vec![], (Some(3), Some(4)));
    assert_eq!(settled(&diary), [NotSettled, Did]);
}

#[test]
fn b2_the_morning_is_one_of_the_back_whichever_place_it_names() {
    let of = |moment| {
        let mut diary = Diary::default();
        let id = diary.day(0, "core-basics", vec![], (Some(1), None));
        let knee = Rating { score: Some(score(8)), region: Some(Region::Knee), ..Rating::new(moment) };
        diary.rating(on(1, "07:00"), Rating { session: Some(id), ..knee });
        settled(&diary)
    };
    assert_eq!(of(Moment::NextMorning), [NotSettled], "the question asks for the back");
    assert_eq!(of(Moment::Other), [Unknown]);
}

#[test]
fn b2_soreness_from_training_is_no_pain() {
    let mut diary = Diary::default();
    let id = diary.day(0, "core-basics", vec![], (Some(1), None));
    let sore = Rating { score: Some(score(1)), training_sore: true, ..Rating::new(Moment::NextMorning) };
    diary.rating(on(1, "07:00"), Rating { session: Some(id), ..sore });
    assert_eq!(settled(&diary), [Did], "the score alone decides");
}
