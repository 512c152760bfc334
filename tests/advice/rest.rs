//! Rest after two nights that had not settled, pauses, and what counts by dates.

use supple::domain::advice::clinical_change::Shift;
use supple::domain::advice::history::Run;
use supple::domain::advice::limits::Limit;
use supple::domain::advice::readiness::MorningTrend;
use supple::domain::advice::readiness::Readiness;
use supple::domain::advice::rule::Rule;
use supple::domain::advice::suggest::{Pick, Wishes, suggest};
use supple::domain::journal::entry::{Moment, Spread};

use crate::diary::on;
use crate::gym::{Gym, amount_in, catalog, lines, routine};
use crate::limits;

const HIPS: &str = "split-hip-stop";
const STRETCH: &str = "split-hip-stretch";
const TRUNK: &str = "uhan-trunk-set";
const REACH: &str = "plank-leg-extension";

/// Trained as advised on days 0 and 2, and neither had settled by the mornings of days 1 and 3.
fn unsettled_twice() -> Gym {
    let mut gym = Gym::default();
    gym.train(0, HIPS, Some(1), Some(3));
    gym.train(2, HIPS, Some(1), Some(3));
    gym
}

/// Whether rest is picked at eight in the morning, and the reason.
fn picked(gym: &Gym, day: i64) -> (bool, String) {
    let today = Readiness::of(gym.situation(day, "08:00"), None);
    let suggestion = suggest(&today, catalog(), Wishes { goal: Some(3), minutes: None });
    (suggestion.pick == Pick::Rest, suggestion.reason)
}

#[test]
fn rest_is_advised_on_the_morning_and_the_day_after_and_then_two_levels_down() {
    let gym = unsettled_twice();
    let rests = |day| (picked(&gym, day).0, gym.adapt(day, HIPS, Some(1)).instead.is_some());
    assert_eq!(
        [2, 3, 4, 5, 17, 18, 48].map(rests).map(|(rests, _)| rests),
        [false, true, true, false, false, false, false]
    );
    assert_eq!([3, 4, 5, 18].map(|day| gym.adapt(day, HIPS, Some(1)).instead.is_some()), [true, true, false, false]);
    let lowered = |day| {
        let adapted = gym.adapt(day, HIPS, Some(1));
        let rule = adapted.changes.iter().find(|change| change.exercise.as_str() == STRETCH).map(|change| change.rule);
        (rule, adapted.notes.iter().any(|note| note.text.contains("two levels easier")))
    };
    for day in [3, 4, 5, 16, 40] {
        assert!(lowered(day).1, "day {day}");
    }
    let in_a_row = Gym { limits: limits(&[(Limit::UnsettledRise, 3)]), ..unsettled_twice() };
    assert!(!picked(&in_a_row, 3).0, "two points are settled by limits of one's own");
}

#[test]
fn after_a_pause_the_pause_is_the_reason() {
    let gym = unsettled_twice();
    assert!(picked(&gym, 16).1.starts_with("Not settled overnight"), "fourteen days are no pause");
    assert_eq!(picked(&gym, 17).1, "15 days since the last session: easier to start with");
    let notes = |day| gym.adapt(day, HIPS, Some(1)).notes;
    let has_pause = |day| notes(day).iter().any(|note| note.text.contains("days since the last session"));
    assert_eq!([has_pause(16), has_pause(17), has_pause(400)], [false, true, true]);
}

#[test]
fn a_morning_that_settled_ends_the_rest_and_one_without_an_answer_does_not() {
    let mut gym = unsettled_twice();
    let session = gym.diary.session(on(3, "12:00"), HIPS, vec![]);
    gym.diary.of(session, Moment::Before, on(3, "11:59"), Some(3));
    assert!(picked(&gym, 4).0, "not asked yet");
    let answer = gym.diary.of(session, Moment::NextMorning, on(4, "07:00"), Some(3));
    assert!(!picked(&gym, 4).0, "settled");
    gym.diary.delete(on(4, "07:30"), answer);
    assert!(picked(&gym, 4).0, "taken back");
    gym.diary.of(session, Moment::NextMorning, on(4, "07:40"), None);
    assert!(picked(&gym, 4).0, "asked and not answered");
}

#[test]
fn mornings_without_an_answer_between_two_change_nothing() {
    let mut gym = Gym::default();
    gym.train(0, HIPS, Some(1), Some(3));
    gym.train(2, HIPS, Some(1), None);
    gym.diary.session(on(4, "18:00"), HIPS, vec![]);
    gym.train(6, HIPS, Some(1), Some(3));
    assert!(picked(&gym, 7).0);
}

#[test]
fn nothing_goes_up_without_a_session_on_the_last_seven_dates() {
    let mut gym = Gym::default();
    gym.train_well(TRUNK, 0, 2, 8);
    let rises = |day| amount_in(&gym.adapt(day, TRUNK, Some(1)).routine, REACH).unwrap() > 10.0;
    assert_eq!([rises(8), rises(12), rises(13)], [true, true, false], "the last session was on day 6");
}

#[test]
fn too_few_mornings_say_nothing_of_the_week_and_leave_a_step_up_allowed() {
    let mut gym = Gym::default();
    // Two mornings of the week before, and higher ones in this: three are needed on each side.
    let train = |gym: &mut Gym, day, score| {
        gym.diary.day(day, TRUNK, lines(&routine(TRUNK)), (Some(score), Some(score)));
    };
    for (day, score) in [(0, 0), (2, 0), (7, 2), (9, 2), (11, 2)] {
        train(&mut gym, day, score);
    }
    let week = |gym: &Gym| gym.today(12, None, |today| today.week.clone());
    assert_eq!(week(&gym), MorningTrend::Unknown);
    assert!(gym.adapt(13, TRUNK, Some(1)).changes.iter().any(|change| change.rule == Rule::StepUp));
    train(&mut gym, 4, 0);
    assert!(matches!(week(&gym), MorningTrend::Back(_)));
    assert!(gym.adapt(13, TRUNK, Some(1)).changes.iter().all(|change| change.rule != Rule::StepUp));
}

#[test]
fn sessions_count_by_their_dates() {
    let mut gym = Gym::default();
    gym.diary.session(on(0, "23:30"), HIPS, vec![]);
    let within = |time: &str, day| {
        Readiness::of(gym.situation(day, time), None).history.within(7, on(day, time)).iter().map(Run::day).count()
    };
    assert_eq!([within("23:50", 6), within("00:10", 7), within("23:20", 7)], [1, 0, 0]);
}

#[test]
fn a_shift_of_pain_says_something_on_seven_dates() {
    let mut gym = Gym::default();
    gym.diary.spread(on(0, "12:00"), Spread::Buttock);
    gym.diary.spread(on(1, "17:00"), Spread::Foot);
    let shift = |day| gym.today(day, None, |today| today.shift);
    assert_eq!([shift(1), shift(7), shift(8)], [Some(Shift::Down), Some(Shift::Down), None]);
}
