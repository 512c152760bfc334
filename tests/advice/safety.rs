//! B4, B5 and B6: safety questions, the line about a clinic, and signs to stop.

use supple::domain::advice::clearance::{Clearance, clearance, open_entries};
use supple::domain::advice::clinic::clinic_line;
use supple::domain::advice::limits::{Limit, Limits};
use supple::domain::advice::safety::StopReason;
use supple::domain::advice::safety::{Question, Urgency};
use supple::domain::advice::screening_trigger::{Trigger, open_trigger, trigger};
use supple::domain::content::words::WordList;
use supple::domain::journal::entry::{Body, Entry, Moment, PainWord, Rating, Region, Spread, Stamp};
use supple::domain::journal::merge::Fold;
use supple::domain::journal::self_report::Safety;
use supple::domain::text::Text;

use crate::diary::{Diary, on, worded};
use crate::{limits, score};

fn spread(spread: Spread) -> Rating {
    Rating { spread: Some(spread), ..Rating::new(Moment::Other) }
}

fn opened(diary: &Diary, at: Stamp, rating: &Rating) -> Option<Trigger> {
    trigger(&diary.journal, rating, at)
}

fn at_clearance(diary: &Diary, day: i64) -> Clearance {
    clearance(&diary.journal, on(day, "23:00"))
}

/// The questions that hold sessions back, the newest answer first.
fn held_back(diary: &Diary, day: i64) -> Vec<Question> {
    match at_clearance(diary, day) {
        Clearance::HeldBack(answers) => answers.into_iter().flat_map(|answer| answer.questions).collect(),
        Clearance::Clear(_) => Vec::new(),
        locked @ Clearance::Locked(_) => panic!("{locked:?}"),
    }
}

#[test]
fn b4_new_pain_below_the_knee_opens_the_questions() {
    let none = Diary::default();
    let at = |day| on(day, "12:00");
    assert_eq!(opened(&none, at(0), &spread(Spread::Thigh)), None);
    assert_eq!(opened(&none, at(0), &spread(Spread::BelowKnee)), Some(Trigger::Spread(Spread::BelowKnee)));
    let mut known = Diary::default();
    known.spread(on(0, "08:00"), Spread::BelowKnee);
    assert!(opened(&known, at(0), &spread(Spread::BelowKnee)).is_some(), "nobody has answered");
    known.safety(on(0, "08:01"), &[]);
    assert_eq!(opened(&known, at(0), &spread(Spread::BelowKnee)), None, "it was said four hours ago");
    assert_eq!(opened(&known, on(14, "23:59"), &spread(Spread::BelowKnee)), None, "the last of fourteen dates");
    assert_eq!(opened(&known, on(15, "00:01"), &spread(Spread::BelowKnee)), Some(Trigger::Spread(Spread::BelowKnee)));
    assert_eq!(opened(&known, at(1), &spread(Spread::Foot)), Some(Trigger::Spread(Spread::Foot)), "further is new");
}

#[test]
fn b4_a_place_below_the_knee_is_pain_below_the_knee_unless_it_does_not_spread() {
    let none = Diary::default();
    let of = |region, spread| Rating { region: Some(region), spread, ..Rating::new(Moment::Other) };
    for (region, spread, why) in [
        (Region::LowerLeg, None, Some(Trigger::Spread(Spread::BelowKnee))),
        (Region::Foot, None, Some(Trigger::Spread(Spread::Foot))),
        (Region::Foot, Some(Spread::None), None),
        (Region::Knee, None, None),
        (Region::LowBack, Some(Spread::Foot), Some(Trigger::Spread(Spread::Foot))),
    ] {
        assert_eq!(opened(&none, on(0, "12:00"), &of(region, spread)), why, "{region} {spread:?}");
    }
}

#[test]
fn b4_new_words_like_a_nerves_open_the_questions() {
    let mut diary = Diary::default();
    diary.rating(on(0, "08:00"), worded(2, &[PainWord::Numb]));
    diary.safety(on(0, "08:05"), &[]);
    for (word, _) in PainWord::ALL.iter().map(|(_, word)| (*word, ())) {
        let why = opened(&diary, on(1, "12:00"), &worded(2, &[PainWord::Aching, word]));
        let is_new = matches!(word, PainWord::Tingling | PainWord::Weak);
        assert_eq!(why, is_new.then_some(Trigger::Word(word)), "{word}");
    }
}

#[test]
fn b4_a_score_of_eight_opens_the_questions_once_in_a_bout() {
    let mut diary = Diary::default();
    let high = |diary: &Diary, day, value| opened(diary, on(day, "12:00"), &worded(value, &[]));
    assert_eq!([high(&diary, 0, 7), high(&diary, 0, 8)], [None, Some(Trigger::High(score(8)))]);
    diary.other(on(0, "20:00"), 9);
    assert!(high(&diary, 1, 8).is_some(), "nobody has answered");
    diary.safety(on(0, "20:02"), &[]);
    assert_eq!([high(&diary, 1, 8), high(&diary, 2, 8)], [None, Some(Trigger::High(score(8)))]);
}

#[test]
fn b4_what_was_answered_before_makes_nothing_old() {
    let mut diary = Diary::default();
    diary.safety(on(0, "08:00"), &[]);
    diary.rating(on(2, "08:00"), worded(9, &[PainWord::Weak]));
    let again = worded(8, &[PainWord::Weak]);
    assert_eq!(opened(&diary, on(2, "09:00"), &again), Some(Trigger::Word(PainWord::Weak)));
    assert_eq!(opened(&diary, on(9, "09:00"), &again), Some(Trigger::Word(PainWord::Weak)));
    diary.safety(on(30, "08:00"), &[]);
    assert!(opened(&diary, on(9, "09:00"), &again).is_some(), "nor what is answered later, by a clock that was ahead");
    diary.safety(on(9, "08:00"), &[]);
    assert_eq!(opened(&diary, on(9, "09:00"), &worded(3, &[PainWord::Weak])), None);
}

#[test]
fn b4_a_high_score_elsewhere_does_not_silence_one_of_the_back() {
    let mut diary = Diary::default();
    let of = |region, value| Rating { score: Some(score(value)), region: Some(region), ..Rating::new(Moment::Other) };
    diary.rating(on(0, "20:00"), of(Region::Knee, 9));
    diary.safety(on(0, "20:01"), &[]);
    assert!(opened(&diary, on(1, "08:00"), &of(Region::LowBack, 8)).is_some());
    assert_eq!(opened(&diary, on(1, "08:00"), &of(Region::Knee, 8)), None);
}

#[test]
fn b4_what_opened_the_questions_stays_open_until_they_are_answered() {
    let mut diary = Diary::default();
    let open = |diary: &Diary, day| open_trigger(&diary.journal, on(day, "12:00"));
    assert_eq!(open(&diary, 0), None);
    diary.rating(on(0, "08:00"), worded(2, &[PainWord::Tingling]));
    diary.other(on(1, "08:00"), 1);
    assert_eq!([open(&diary, 0), open(&diary, 1), open(&diary, 14)], [Some(Trigger::Word(PainWord::Tingling)); 3]);
    assert_eq!(open(&diary, 15), None, "it is no longer new");
    assert_eq!(open(&diary, -1), None, "nor before its time");
    diary.safety(on(1, "09:00"), &[]);
    assert_eq!([open(&diary, 0), open(&diary, 1)], [Some(Trigger::Word(PainWord::Tingling)), None]);
}

#[test]
fn b4_a_session_stopped_for_chest_pain_or_dizziness_opens_the_questions() {
    for (reason, is_asked) in [("chest pain", true), ("unwell", true), ("sharp pain", false), ("other", false)] {
        let mut diary = Diary::default();
        let session = diary.session(on(0, "18:00"), "core-basics", vec![]);
        let open = |diary: &Diary, day, time| open_trigger(&diary.journal, on(day, time)).is_some();
        assert!(!open(&diary, 0, "19:00"));
        let set = serde_json::json!({"outcome": "stopped", "reason": reason});
        let set = set.as_object().unwrap().clone();
        diary.write(on(0, "18:11"), Body::Amend { target: session, set });
        assert_eq!(
            [open(&diary, 0, "18:09"), open(&diary, 0, "18:10"), open(&diary, 40, "08:00")],
            [false, is_asked, is_asked],
            "{reason}"
        );
        diary.safety(on(0, "18:05"), &[]);
        assert_eq!(open(&diary, 1, "08:00"), is_asked, "answered before it was stopped");
        diary.safety(on(1, "08:00"), &[]);
        assert!(!open(&diary, 1, "08:00"));
    }
}

#[test]
fn b4_an_emergency_locks_until_seen() {
    let mut diary = Diary::default();
    assert!(at_clearance(&diary, 0).permit(&[]).is_some());
    let yes = diary.safety(on(0, "08:00"), &[Question::LegsWeak, Question::Unwell]);
    let Clearance::Locked(locked) = at_clearance(&diary, 0) else { panic!("not locked") };
    assert_eq!((locked.len(), locked[0].entry, locked[0].questions.as_slice()), (1, yes, &[Question::LegsWeak][..]));
    assert!(at_clearance(&diary, 0).permit(&[yes]).is_none(), "there is no in spite of");
    diary.safety(on(1, "08:00"), &[]);
    assert!(at_clearance(&diary, 1).is_locked(), "all no, later, does not unlock");
    let seen = diary.seen(on(2, "08:00"), yes);
    assert!(at_clearance(&diary, 2).permit(&[]).is_some());
    diary.delete(on(2, "09:00"), seen);
    assert!(at_clearance(&diary, 2).is_locked(), "taken back");
    diary.delete(on(2, "10:00"), yes);
    assert!(at_clearance(&diary, 2).permit(&[]).is_some(), "the answers were a mistake");
}

#[test]
fn b4_seen_is_said_of_one_answer_and_covers_no_other() {
    let mut diary = Diary::default();
    let first = diary.safety(on(0, "08:00"), &[Question::ChestPain]);
    let second = diary.safety(on(1, "08:00"), &[Question::Accident]);
    diary.seen(on(2, "08:00"), second);
    assert_eq!(at_clearance(&diary, 2).answers().iter().map(|answer| answer.entry).collect::<Vec<_>>(), [first]);
    diary.seen(on(2, "08:00"), first);
    assert!(!at_clearance(&diary, 2).is_locked());
    diary.safety(on(3, "08:00"), &[Question::SaddleNumb]);
    assert!(at_clearance(&diary, 3).is_locked());
}

#[test]
fn b4_a_clock_that_was_ahead_covers_nothing_that_came_after_it() {
    for question in [Question::BladderBowel, Question::WeightLoss] {
        let mut diary = Diary::default();
        let ahead = diary.safety(on(365, "08:00"), &[Question::LegsWeak]);
        diary.seen(on(365, "08:01"), ahead);
        let later = diary.safety(on(0, "08:00"), &[question]);
        assert_eq!(at_clearance(&diary, 0).answers()[0].entry, later);
        diary.safety(on(366, "08:00"), &[]);
        assert_eq!(at_clearance(&diary, 0).answers()[0].entry, later, "a no from ahead of it hides nothing");
    }
}

#[test]
fn b4_an_answer_names_those_that_it_covers_whatever_the_clock_said() {
    let mut diary = Diary::default();
    let ahead = diary.safety(on(90, "08:00"), &[Question::NoEasing]);
    let other = diary.safety(on(0, "08:00"), &[Question::Lump]);
    let asked: Vec<Question> = Question::ALL.iter().map(|(_, question)| *question).collect();
    let covers = Some(vec![ahead]);
    diary.write(on(1, "08:00"), Body::Safety(Safety { covers, ..Safety::new(asked, Vec::new()) }));
    assert_eq!(held_back(&diary, 1), [Question::Lump], "{other} is not named");
    assert_eq!(open_entries(&diary.journal, on(1, "09:00")), [other]);
}

#[test]
fn b4_an_urgent_yes_stands_until_it_is_answered_with_no() {
    let mut diary = Diary::default();
    let yes = diary.safety(on(0, "08:00"), &[Question::Unwell, Question::Lump]);
    assert!(at_clearance(&diary, 0).text().unwrap().contains("NHS 111"));
    assert!(at_clearance(&diary, 0).permit(&[]).is_none() && at_clearance(&diary, 0).permit(&[yes]).is_some());
    let again = diary.safety(on(1, "08:00"), &[Question::Lump]);
    assert_eq!(held_back(&diary, 1), [Question::Lump, Question::Lump]);
    assert!(at_clearance(&diary, 1).permit(&[yes]).is_none(), "each answer is to be read");
    assert!(at_clearance(&diary, 1).permit(&[again, yes]).is_some());
    diary.safety(on(2, "08:00"), &[]);
    assert_eq!(held_back(&diary, 2), []);
}

#[test]
fn b4_questions_that_were_not_asked_again_are_not_answered_with_no() {
    let mut diary = Diary::default();
    diary.safety(on(0, "08:00"), &[Question::CoughOrHigh]);
    let first_page = Question::of(Urgency::Emergency).collect();
    diary.write(on(1, "08:00"), Body::Safety(Safety::new(first_page, Vec::new())));
    assert_eq!(held_back(&diary, 1), [Question::CoughOrHigh]);
}

#[test]
fn b4_a_yes_about_history_or_age_stays_until_seen() {
    for question in [Question::History, Question::FirstAtAge] {
        let mut diary = Diary::default();
        let yes = diary.safety(on(0, "08:00"), &[question, Question::Unwell]);
        diary.safety(on(1, "08:00"), &[]);
        assert_eq!(held_back(&diary, 1), [question]);
        diary.seen(on(2, "08:00"), yes);
        assert_eq!(held_back(&diary, 2), []);
    }
}

#[test]
fn b4_a_yes_to_a_question_of_a_newer_version_is_urgent() {
    let line = |n: u32, rest: &str| {
        format!(
            r#"{{"v":1,"id":"019ab0c0-0000-7000-8000-00000000000{n}","kind":"safety","at":"2026-03-0{n}T08:00:00+01:00",{rest}}}"#
        )
    };
    let read = |lines: &[String]| {
        let mut fold = Fold::default();
        fold.begin_file("phone.jsonl");
        lines.iter().for_each(|line| fold.line(line.as_bytes()));
        let journal = fold.finish();
        assert_eq!(journal.problems().count(), 0);
        journal
    };
    let asked = line(1, r#""asked":["unwell","dropped_foot"],"yes":["dropped_foot"]"#);
    let journal = read(std::slice::from_ref(&asked));
    let Clearance::HeldBack(held) = clearance(&journal, on(0, "12:00")) else { panic!("not held back") };
    assert_eq!(held[0].unknown, [Text::from("dropped_foot")]);
    assert!(held[0].texts().all(|text| text.contains("dropped_foot")));
    let written = Entry::new(held[0].entry, held[0].at, Body::Safety(journal.safety()[0].body.clone())).to_line();
    assert_eq!(written.trim_end(), asked, "no code is lost");
    let no_known = line(2, r#""asked":["unwell"],"yes":[]"#);
    assert!(clearance(&read(&[asked.clone(), no_known]), on(5, "12:00")).permit(&[]).is_none());
    let no = line(2, r#""asked":["unwell","dropped_foot"],"yes":[]"#);
    assert!(clearance(&read(&[asked, no]), on(5, "12:00")).permit(&[]).is_some());
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
    assert_eq!(reason(&diary, 5).unwrap(), "After two sessions in a row, pain had not settled by the next morning.");
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
    let now = "You rated `put on socks` 0: you can't do it at the moment.";
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
    assert_eq!(reason(&diary, 2).unwrap(), "As of 3 Mar: You rated `put on socks` 0: you can't do it at the moment.");
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
        "Your mornings of the last 7 days have a median of 3; the 7 days before had 1."
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
    assert_eq!(reason(&diary, 7).unwrap(), "You have recorded pain below the knee for 7 days.");
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
    assert_eq!(course([4, 4, 4, 4, 4, 4, 3]).unwrap(), "Six weeks ago your weekly median was 4; now it is 3.");
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
    assert_eq!(reason(&diary, 1).unwrap(), "You rated `put on socks` 0: you can't do it at the moment.");
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
