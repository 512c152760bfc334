//! B4, B5 and B6: safety questions, the line about a clinic, and signs to stop.

use supple::domain::advice::clinic::clinic_line;
use supple::domain::advice::limits::{Limit, Limits};
use supple::domain::advice::safety::Question;
use supple::domain::advice::standing::{Standing, standing};
use supple::domain::advice::stop::StopReason;
use supple::domain::advice::trigger::{Trigger, trigger};
use supple::domain::content::words::Word;
use supple::domain::record::entry::{Moment, PainWord, Rating, Spread};

use crate::diary::{Diary, on, worded};
use crate::{limits, score};

fn spread(spread: Spread) -> Rating {
    Rating { spread: Some(spread), ..Rating::new(Moment::Other) }
}

#[test]
fn b4_new_pain_below_the_knee_opens_the_questions() {
    let none = Diary::default();
    let opened = |diary: &Diary, day, rating: &Rating| trigger(diary.journal.ratings(), rating, on(day, "12:00"));
    assert_eq!(opened(&none, 0, &spread(Spread::Thigh)), None);
    assert_eq!(opened(&none, 0, &spread(Spread::BelowKnee)), Some(Trigger::Spread(Spread::BelowKnee)));
    let mut known = Diary::default();
    known.spread(on(0, "08:00"), Spread::BelowKnee);
    assert_eq!(opened(&known, 0, &spread(Spread::BelowKnee)), None, "it was said four hours ago");
    assert_eq!(opened(&known, 13, &spread(Spread::BelowKnee)), None);
    assert_eq!(opened(&known, 15, &spread(Spread::BelowKnee)), Some(Trigger::Spread(Spread::BelowKnee)));
    assert_eq!(opened(&known, 1, &spread(Spread::Foot)), Some(Trigger::Spread(Spread::Foot)), "further is new");
}

#[test]
fn b4_new_words_like_a_nerves_open_the_questions() {
    let mut diary = Diary::default();
    diary.rating(on(0, "08:00"), worded(2, &[PainWord::Numb]));
    for (word, _) in PainWord::ALL.iter().map(|(_, word)| (*word, ())) {
        let opened = trigger(diary.journal.ratings(), &worded(2, &[PainWord::Aching, word]), on(1, "12:00"));
        let is_new = matches!(word, PainWord::Tingling | PainWord::Weak);
        assert_eq!(opened, is_new.then_some(Trigger::Word(word)), "{word}");
    }
}

#[test]
fn b4_a_score_of_eight_opens_the_questions_once_in_a_bout() {
    let mut diary = Diary::default();
    let opened = |diary: &Diary, day, value| trigger(diary.journal.ratings(), &worded(value, &[]), on(day, "12:00"));
    assert_eq!([opened(&diary, 0, 7), opened(&diary, 0, 8)], [None, Some(Trigger::High(score(8)))]);
    diary.other(on(0, "20:00"), 9);
    assert_eq!([opened(&diary, 1, 8), opened(&diary, 2, 8)], [None, Some(Trigger::High(score(8)))]);
}

#[test]
fn b4_an_emergency_locks_until_seen() {
    let mut diary = Diary::default();
    assert_eq!(standing(&diary.journal), Standing::Clear);
    let yes = diary.safety(on(0, "08:00"), &[Question::LegsWeak, Question::Unwell]);
    let Standing::Locked(locked) = standing(&diary.journal) else { panic!("not locked") };
    assert_eq!((locked.entry, locked.questions.as_slice()), (yes, [Question::LegsWeak].as_slice()));
    diary.safety(on(1, "08:00"), &[]);
    assert!(!standing(&diary.journal).may_train(), "all no, later, does not unlock");
    let seen = diary.seen(on(2, "08:00"), yes);
    assert_eq!(standing(&diary.journal), Standing::Clear);
    diary.delete(on(2, "09:00"), seen);
    assert!(!standing(&diary.journal).may_train(), "taken back");
    diary.delete(on(2, "10:00"), yes);
    assert_eq!(standing(&diary.journal), Standing::Clear, "the answers were a mistake");
}

#[test]
fn b4_seen_covers_earlier_answers_and_no_later_ones() {
    let mut diary = Diary::default();
    diary.safety(on(0, "08:00"), &[Question::ChestPain]);
    let second = diary.safety(on(1, "08:00"), &[Question::Accident]);
    diary.seen(on(2, "08:00"), second);
    assert!(standing(&diary.journal).may_train());
    diary.safety(on(3, "08:00"), &[Question::SaddleNumb]);
    assert!(!standing(&diary.journal).may_train());
}

#[test]
fn b4_an_urgent_yes_stands_until_the_questions_are_answered_again() {
    let mut diary = Diary::default();
    let yes = diary.safety(on(0, "08:00"), &[Question::Unwell]);
    let Standing::Urgent(urgent) = standing(&diary.journal) else { panic!("not urgent") };
    assert_eq!((urgent.entry, urgent.questions.len()), (yes, 1));
    assert!(standing(&diary.journal).may_train() && standing(&diary.journal).text().unwrap().contains("NHS 111"));
    diary.safety(on(1, "08:00"), &[]);
    assert_eq!(standing(&diary.journal), Standing::Clear);
}

/// The reason at noon of `day`, where it was never said.
fn reason(diary: &Diary, day: i64) -> Option<String> {
    reason_after(diary, day, None)
}

/// The reason at noon of `day`, where it was last said on the day `said`.
fn reason_after(diary: &Diary, day: i64, said: Option<i64>) -> Option<String> {
    let said = said.map(|said| on(said, "12:00").date_naive());
    clinic_line(&diary.journal, &Limits::default(), on(day, "12:00"), said).map(|clinic| clinic.reason)
}

/// The days up to `end` on which it is said for the first time, to somebody who looks each day.
fn said_on(diary: &Diary, end: i64) -> Vec<i64> {
    let mut said: Vec<i64> = Vec::new();
    for day in 0..end {
        if reason_after(&diary_until(diary, day), day, said.last().copied()).is_some() {
            said.push(day);
        }
    }
    said
}

#[test]
fn b5_not_settled_twice_in_a_row() {
    let mut diary = Diary::default();
    diary.day(0, "core-basics", vec![], (Some(1), Some(4)));
    diary.day(2, "core-basics", vec![], (Some(1), None));
    assert_eq!(reason(&diary, 3), None, "once");
    diary.day(4, "core-basics", vec![], (Some(1), Some(3)));
    assert_eq!(reason(&diary, 5).unwrap(), "Two sessions in a row had not settled by the next morning.");
    diary.day(5, "core-basics", vec![], (Some(1), Some(1)));
    assert_eq!(reason_after(&diary, 6, Some(5)), None, "settled since");
}

#[test]
fn b5_it_is_said_on_the_first_day_and_each_fourteen_days() {
    let mut diary = Diary::default();
    for day in 0..60 {
        diary.day(2 * day, "core-basics", vec![], (Some(1), Some(5)));
    }
    assert_eq!(said_on(&diary, 100), [3, 17, 31, 45, 59, 73, 87]);
}

/// What was written up to noon of `day`.
fn diary_until(diary: &Diary, day: i64) -> Diary {
    let mut until = Diary::default();
    for session in diary.journal.sessions().iter().filter(|session| session.at <= on(day, "12:00")) {
        until.session(session.at, "core-basics", vec![]);
    }
    let sessions: Vec<_> = until.journal.sessions().iter().map(|session| (session.at, session.id)).collect();
    for rating in diary.journal.ratings().iter().filter(|rating| rating.at <= on(day, "12:00")) {
        let old = diary.journal.sessions().iter().find(|session| Some(session.id) == rating.session).unwrap();
        let new = sessions.iter().find(|(at, _)| *at == old.at).map(|(_, id)| *id);
        until.rating(rating.at, Rating { session: new, ..rating.body.clone() });
    }
    until
}

#[test]
fn b5_a_day_missed_is_made_up_for() {
    let mut diary = Diary::default();
    for day in [0, 2, 20, 22, 30] {
        diary.day(day, "core-basics", vec![], (Some(1), Some(5)));
    }
    assert_eq!(said_on(&diary, 40), [3, 21, 35], "after day 17 there is no reason until the morning of day 21");
}

#[test]
fn b5_it_is_said_until_it_was_seen_and_stays_on_that_day() {
    let mut diary = Diary::default();
    diary.activity(on(1, "09:00"), "put on socks", Some(0));
    let now = "You gave `put on socks` a 0: it cannot be done now.";
    for day in [1, 2, 14] {
        assert_eq!(reason(&diary, day).as_deref(), Some(now), "day {day}: nobody looked before");
    }
    for day in [15, 60, 400] {
        assert_eq!(reason(&diary, day).unwrap(), format!("As of 3 Mar: {now}"), "day {day}");
    }
    assert_eq!(reason_after(&diary, 5, Some(5)).as_deref(), Some(now), "all of the day");
    assert_eq!([6, 18, 19, 60].map(|day| reason_after(&diary, day, Some(5)).is_some()), [false; 4], "seen once");
    diary.activity(on(16, "09:00"), "lift a crate", Some(0));
    let after = |day| reason_after(&diary, day, Some(5)).is_some();
    assert_eq!([after(16), after(18), after(19)], [false, false, true], "another one, at most every fourteen days");
    assert!(reason_after(&diary, 16, Some(300)).is_some(), "said on a date to come, by a clock that was wrong");
}

#[test]
fn b5_what_is_better_by_now_is_told_with_its_day_and_only_for_fourteen() {
    let mut diary = Diary::default();
    diary.activity(on(1, "09:00"), "put on socks", Some(0));
    diary.activity(on(2, "09:00"), "put on socks", Some(4));
    assert_eq!(reason(&diary, 2).unwrap(), "As of 3 Mar: You gave `put on socks` a 0: it cannot be done now.");
    diary.other(on(14, "09:00"), 1);
    assert!(reason(&diary, 14).is_some());
    diary.other(on(15, "09:00"), 1);
    assert_eq!(reason(&diary, 15), None, "fourteen days of newer entries");
}

#[test]
fn b5_a_reason_that_is_taken_back_is_none() {
    let mut diary = Diary::default();
    let zero = diary.activity(on(1, "09:00"), "put on socks", Some(0));
    let delete = diary.delete(on(1, "10:00"), zero);
    assert_eq!(reason(&diary, 1), None);
    diary.delete(on(1, "11:00"), delete);
    assert!(reason(&diary, 1).is_some());
}

#[test]
fn b5_a_weekly_median_up_by_two() {
    let mut diary = Diary::default();
    for (day, morning) in [(0, 1), (2, 1), (4, 1), (7, 2), (9, 3), (11, 3)] {
        diary.day(day, "core-basics", vec![], (Some(3), Some(morning)));
    }
    assert_eq!(
        reason(&diary, 12).unwrap(),
        "The mornings of the last 7 days have a median of 3, those of the 7 before of 1."
    );
    let higher = limits(&[(Limit::WeekBackRise, 3)]);
    assert!(clinic_line(&diary.journal, &higher, on(12, "12:00"), None).is_none());
}

#[test]
fn b5_below_the_knee_for_a_week() {
    let mut diary = Diary::default();
    for day in [0, 3, 6] {
        diary.spread(on(day, "09:00"), Spread::BelowKnee);
    }
    assert_eq!(reason(&diary, 6), None);
    diary.spread(on(7, "09:00"), Spread::Foot);
    assert_eq!(reason(&diary, 7).unwrap(), "You have noted pain below the knee for 7 days.");
    diary.spread(on(8, "09:00"), Spread::Thigh);
    assert_eq!(reason_after(&diary, 8, Some(7)), None);
}

#[test]
fn b5_not_better_after_six_weeks() {
    let course = |values: [u8; 7]| {
        let mut diary = Diary::default();
        for (week, value) in values.iter().enumerate() {
            for day in [0, 2, 4] {
                diary.other(on(7 * i64::try_from(week).unwrap() + day, "09:00"), *value);
            }
        }
        reason(&diary, 46)
    };
    assert_eq!(course([4, 4, 4, 4, 4, 4, 3]).unwrap(), "Six weeks ago a week's median was 4, now it is 3.");
    assert_eq!(course([4, 4, 4, 4, 4, 4, 2]), None, "lower");
    assert_eq!(course([4, 4, 0, 0, 0, 4, 4]), None, "there were weeks without");
    assert_eq!(course([0; 7]), None);
}

#[test]
fn b5_something_that_cannot_be_done() {
    let mut diary = Diary::default();
    diary.activity(on(0, "09:00"), "put on socks", None);
    assert_eq!(reason(&diary, 0), None, "not answered is not zero");
    diary.activity(on(1, "09:00"), "put on socks", Some(0));
    assert_eq!(reason(&diary, 1).unwrap(), "You gave `put on socks` a 0: it cannot be done now.");
    diary.activity(on(2, "09:00"), "put on socks", Some(1));
    assert_eq!(reason_after(&diary, 2, Some(1)), None);
}

#[test]
fn b6_what_is_said_when_stopped() {
    for (_, reason) in StopReason::ALL {
        let tells_to_call = reason.text().contains("emergency number");
        assert_eq!(tells_to_call, reason.ends_session(), "{reason}");
    }
    assert!(StopReason::Unwell.text().starts_with("Stop and sit down."));
}
