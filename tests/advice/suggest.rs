//! What is suggested for today, and why.

use supple::domain::advice::readiness::Readiness;
use supple::domain::advice::rule::Basis;
use supple::domain::advice::safety::Question;
use supple::domain::advice::suggest::{Pick, Suggestion, Wishes, suggest};
use supple::domain::content::exercise::Id;
use supple::domain::content::link::Need;
use supple::domain::journal::entry::{Body, Rating};
use supple::domain::journal::plan_mark::{Did, PlanMark, PlanSpot};
use supple::domain::session::compile::Options;

use crate::diary::on;
use crate::gym::{Gym, catalog, check_in, routine};

fn at(gym: &Gym, day: i64, time: &str, rating: Option<&Rating>) -> Suggestion {
    let today = Readiness::of(gym.situation(day, time), rating);
    suggest(&today, catalog(), Wishes { goal: Some(3), minutes: None })
}

fn picked(suggestion: &Suggestion) -> &str {
    match &suggestion.pick {
        Pick::Routine(id) => id.as_str(),
        Pick::Rest => "rest",
    }
}

fn id(raw: &str) -> Id {
    Id::new(raw).unwrap()
}

#[test]
fn an_empty_journal_gets_something_that_needs_nothing() {
    let suggestion = at(&Gym::default(), 0, "10:00", None);
    let routine = routine(picked(&suggestion));
    assert!(routine.equipment.iter().all(Need::is_met_everywhere), "{}", routine.id);
    assert_eq!((suggestion.reason.as_str(), suggestion.also.len()), ("A short one to start with", 2));
    assert!(!suggestion.why.is_empty() && suggestion.why.iter().all(|why| why.basis != Basis::Source("")));
}

#[test]
fn what_is_done_of_late_at_this_hour_comes_first() {
    let mut gym = Gym::default();
    gym.train_well("uhan-full", 0, 3, 12);
    let suggestion = at(&gym, 13, "18:00", None);
    assert_eq!(picked(&suggestion), "uhan-full");
    let habit = "You did this 4 times in the last 28 days, 4 of them in the evening.";
    assert!(suggestion.why.iter().any(|why| why.text == habit), "{:?}", suggestion.why);
}

#[test]
fn b2_the_night_is_the_reason() {
    let mut gym = Gym::default();
    gym.train(0, "core-basics", Some(2), Some(1));
    assert!(at(&gym, 1, "08:00", None).reason.starts_with("Settled overnight (2 before, 1 today)"));
    let mut gym = Gym::default();
    gym.train(0, "core-basics", Some(1), Some(3));
    let suggestion = at(&gym, 1, "08:00", None);
    assert!(suggestion.reason.starts_with("Not settled overnight (1 before, 3 today): easier today"));
    assert!(matches!(suggestion.pick, Pick::Routine(_)));
}

#[test]
fn b2_two_nights_that_had_not_settled_are_a_reason_to_rest() {
    let mut gym = Gym::default();
    gym.train(0, "core-basics", Some(1), Some(3));
    gym.train(2, "core-basics", Some(1), Some(3));
    assert_eq!(picked(&at(&gym, 3, "08:00", None)), "rest");
}

#[test]
fn b1_a_red_day_is_for_rest_and_a_flare_up_for_care() {
    let mut gym = Gym::default();
    let red = check_in(Some(6));
    let suggestion = at(&gym, 0, "10:00", Some(&red));
    assert_eq!((picked(&suggestion), &suggestion.also), ("rest", &vec![id("flare-up-care")]));
    gym.diary.other(on(0, "10:00"), 7);
    assert_eq!(picked(&at(&gym, 1, "10:00", Some(&red))), "flare-up-care");
    gym.at_hand = Some(vec![]);
    assert_eq!(picked(&at(&gym, 1, "10:00", Some(&red))), "flare-up-care", "it needs nothing");
}

#[test]
fn b1_an_amber_day_is_no_strength_day() {
    let mut gym = Gym::default();
    gym.train_well("millar-runner-support", 0, 3, 12);
    assert_eq!(picked(&at(&gym, 13, "18:00", None)), "millar-runner-support");
    let amber = at(&gym, 13, "18:00", Some(&check_in(Some(4))));
    assert_ne!(picked(&amber), "millar-runner-support");
    assert_eq!(amber.reason, "4 today: easier today");
}

#[test]
fn two_days_lie_between_strength_sessions() {
    let mut gym = Gym::default();
    gym.train_well("millar-runner-support", 0, 3, 12);
    assert_ne!(picked(&at(&gym, 11, "18:00", None)), "millar-runner-support", "48 hours less ten minutes");
    assert_eq!(picked(&at(&gym, 11, "18:10", None)), "millar-runner-support");
}

#[test]
fn b4_answers_on_safety_come_first() {
    let mut gym = Gym::default();
    let yes = gym.diary.safety(on(0, "08:00"), &[Question::Accident]);
    let suggestion = at(&gym, 0, "10:00", None);
    assert_eq!((picked(&suggestion), suggestion.also.len()), ("rest", 0));
    assert!(suggestion.why[0].text.contains("emergency number"));
    gym.diary.seen(on(0, "12:00"), yes);
    assert_ne!(picked(&at(&gym, 0, "13:00", None)), "rest");
}

#[test]
fn a_plan_that_is_followed_says_what_is_next() {
    let mut gym = Gym::default();
    let plan = catalog().plan("return-to-squat").unwrap();
    let began =
        PlanMark { version: plan.versions.first().map(|v| v.id.clone()), ..PlanMark::new(plan.id.clone(), Did::Began) };
    gym.diary.write(on(0, "08:00"), Body::Plan(began));
    let suggestion = at(&gym, 0, "10:00", None);
    let routines: Vec<&str> = plan.routines().iter().map(|id| id.as_str()).collect();
    assert!(routines.contains(&picked(&suggestion)), "{suggestion:?}");
    assert_eq!(suggestion.reason, format!("Next in {}", plan.title));
}

#[test]
fn a_running_plan_begins_on_your_feet_with_nothing_at_hand() {
    for plan in ["couch-to-5k", "return-to-running"] {
        let mut gym = Gym { at_hand: Some(vec![]), ..Gym::default() };
        gym.diary.write(on(0, "08:00"), Body::Plan(PlanMark::new(id(plan), Did::Began)));
        let plan = catalog().plan(plan).unwrap();
        // The way in is a walk; then each run has its warm-up.
        if let Some(at) = plan.parts.iter().position(|part| part.title.as_str() == "Before you begin") {
            let spot = PlanSpot { round: 1, part: u32::try_from(at + 2).unwrap() };
            gym.diary.write(on(0, "09:00"), Body::Plan(PlanMark::moved(plan.id.clone(), spot)));
        }
        let suggestion = at(&gym, 0, "10:00", None);
        assert_eq!(picked(&suggestion), "run-warm-up", "{suggestion:?}");
        assert_eq!(suggestion.reason, format!("Next in {}", plan.title));
    }
    // Without a plan, whoever warms up like this is offered it again.
    let mut gym = Gym { at_hand: Some(vec![]), ..Gym::default() };
    gym.train_well("run-warm-up", 0, 3, 12);
    assert_eq!(picked(&at(&gym, 13, "18:00", None)), "run-warm-up");
}

#[test]
fn a_day_with_a_session_is_done() {
    let mut gym = Gym::default();
    gym.train(0, "core-basics", Some(1), None);
    let suggestion = at(&gym, 0, "21:00", None);
    assert_eq!((picked(&suggestion), suggestion.reason.as_str()), ("rest", "Done for today: core-basics."));
    assert_ne!(picked(&at(&gym, 1, "21:00", None)), "rest");
}

#[test]
fn what_is_at_hand_and_the_time_there_is_are_kept_to() {
    let mut gym = Gym { at_hand: Some(vec![]), ..Gym::default() };
    gym.train_well("tuttle-ball-circuit", 0, 3, 12);
    let today = Readiness::of(gym.situation(13, "18:00"), None);
    let suggestion = suggest(&today, catalog(), Wishes { goal: None, minutes: Some(5) });
    for id in std::iter::once(picked(&suggestion)).chain(suggestion.also.iter().map(Id::as_str)) {
        let routine = routine(id);
        assert!(routine.equipment.iter().all(Need::is_met_everywhere), "{id}");
        let length = supple::domain::session::compile::length(&routine, &|id| catalog().timing(id), Options::default());
        assert!(length.unwrap().span.as_secs() < 330, "{id}");
    }
}
