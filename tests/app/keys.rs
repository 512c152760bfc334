//! Keys belong to the screen that was there when they were pressed, and no arrow gives a first score.

use supple::domain::journal::entry::{Moment, Outcome, Score, StepOutcome};
use supple::domain::session::compile::Options;
use supple::domain::session::player::Phase;
use supple::state::keymap::Context;
use supple::state::settings::Settings;

use super::common::stage::{Opens, Setup, Stage, made_up};
use super::{in_hold, scores};

/// A hold of five seconds, and nothing else.
fn short() -> Stage {
    let mut stage = Stage::session_of(r#"[{"exercise": "plank", "hold_s": 5}]"#);
    stage.until(Phase::Work).advance(0.5);
    stage
}

/// An exercise that was begun and kept, and what asks about it.
fn unfinished() -> Stage {
    let mut stage = in_hold().restart();
    stage.advance(0.5);
    stage
}

#[test]
fn a_key_for_the_session_that_the_clock_has_ended_answers_nothing() {
    for keys in ["right", "enter", "left", "5", "x", "n n n", "esc", "tab", "q"] {
        let mut stage = Stage::session_of(r#"[{"exercise": "plank", "hold_s": 5}]"#);
        stage.until(Phase::Done).advance(0.3).at_once(keys);
        assert_eq!(stage.app.context(), Context::Finish, "{keys}");
        assert_eq!(scores(&stage.ratings(), Moment::After), [], "{keys}");
        stage.advance(0.2).at_once("3");
        assert_eq!(scores(&stage.ratings(), Moment::After), [Some(3)], "{keys}: and then it is answered");
    }
}

#[test]
fn going_through_a_session_by_one_key_rates_nothing() {
    for key in ["right", "n", "enter"] {
        let mut stage = short();
        for _ in 0..30 {
            stage.at_once(key);
        }
        assert_eq!(scores(&stage.ratings(), Moment::After), [], "{key}");
        assert_eq!(stage.app.context(), Context::Finish, "{key}");
    }
}

#[test]
fn no_arrow_gives_a_first_answer() {
    for arrow in ["left", "right", "h", "l"] {
        let mut stage = Stage::default();
        stage.keys("enter").keys(arrow).keys("enter").until(Phase::Done);
        assert_eq!(stage.ratings().len(), 0, "{arrow}: before");
        stage.keys(arrow).keys("tab").keys(arrow).keys("enter");
        assert_eq!(scores(&stage.ratings(), Moment::After), [None], "{arrow}: after");
        assert_eq!(stage.sessions()[0].effort, None, "{arrow}: effort");
        stage.keys("a a").types("run").keys("enter").keys(arrow).keys("enter");
        assert!(stage.journal().activities().iter().all(|own| own.body.score.is_none()), "{arrow}: activity");
        stage.keys("r").keys(arrow).keys("enter");
        assert_eq!(stage.ratings().len(), 1, "{arrow}: at any time");
        stage.lose(24 * 3_600);
        let mut stage = stage.restart();
        assert_eq!(stage.app.context(), Context::Morning, "{arrow}");
        stage.keys(arrow).keys("enter");
        assert_eq!(scores(&stage.ratings(), Moment::NextMorning), [], "{arrow}: next morning");
    }
}

#[test]
fn an_arrow_changes_what_was_answered() {
    let mut stage = Stage::default();
    for keys in ["r 4 right right left enter", "r 0 left enter", "r 1 0 right enter"] {
        stage.keys(keys).advance(2.0);
    }
    assert_eq!(scores(&stage.ratings(), Moment::Other), [Some(5), Some(0), Some(10)]);
}

#[test]
fn no_arrow_types_minutes_of_stiffness() {
    let mut stage = Stage::default();
    stage.keys("enter").until_done().lose(24 * 3_600);
    let mut stage = stage.restart();
    stage.keys("2 enter right enter");
    assert_eq!(stage.ratings().last().unwrap().stiff_min, None);
}

#[test]
fn an_answered_question_takes_no_further_key() {
    for (keys, rest) in [("enter l", 0), ("enter d d", 0), ("enter q", 0), ("l d", 1), ("r l l", 0)] {
        let mut stage = unfinished();
        stage.at_once(keys);
        assert_eq!(stage.sessions().len(), rest, "{keys}");
        assert!(!stage.app.is_over(), "{keys}");
    }
    let mut stage = unfinished();
    stage.at_once("enter l").advance(1.0).keys("space").until(Phase::Done).keys("enter");
    assert_eq!(stage.sessions().len(), 1, "one line, with its end");
    assert_eq!(stage.sessions()[0].outcome, Outcome::Completed);
}

#[test]
fn one_key_held_down_throws_nothing_away() {
    let mut stage = unfinished();
    stage.at_once("d d d");
    assert!(stage.outside.progress.is_some());
    stage.keys("d");
    assert!(stage.outside.progress.is_none(), "asked and answered");
}

#[test]
fn the_same_key_twice_answers_one_question() {
    // What pain led to is read before it is answered.
    let mut stage = Stage::default();
    stage.at_once("enter 9 enter enter");
    assert_eq!(stage.app.context(), Context::Safety);
    assert!(stage.kinds().iter().all(|kind| *kind != "safety"), "{:?}", stage.kinds());
    // Why an exercise is left out is no pain of 2.
    let mut stage = Stage::session("millar-runner-support");
    stage.until(Phase::Work).at_once("x 2 2");
    assert_eq!(stage.ratings().len(), 0);
    // Home is no place to start the next one from.
    let mut stage = Stage::default();
    stage.keys("enter enter").until(Phase::Done).advance(0.5).keys("2").at_once("enter enter");
    assert_eq!(stage.app.context(), Context::Home);
}

#[test]
fn what_pauses_or_stops_is_always_heard() {
    let mut stage = Stage::session("split-hip-stop");
    stage.at_once("space");
    assert!(matches!(stage.player().phase(), Phase::Paused(_)));
    let mut stage = Stage::session("split-hip-stop");
    stage.at_once("!");
    assert_eq!(stage.app.context(), Context::StopReason);
    stage.keys("1");
    assert_eq!(stage.sessions()[0].outcome, Outcome::Stopped);
    let mut stage = Stage::session("split-hip-stop");
    stage.at_once("q");
    assert_eq!(stage.app.context(), Context::Leave);
    let mut stage = Stage::session("split-hip-stop");
    stage.at_once("ctrl-c ctrl-c");
    assert!(stage.app.is_over());
    // Asked for at once, before the session that was started begins.
    let mut stage = Stage::default();
    stage.keys("enter 3").at_once("enter !");
    assert_eq!(stage.app.context(), Context::Safety);
    assert!(stage.app.model().session.is_none() && !stage.outside.has_lock);
    assert_eq!(scores(&stage.ratings(), Moment::Other), [Some(3)], "what was answered holds");
}

#[test]
fn the_next_part_is_not_left_out_with_the_one_before() {
    let mut stage = Stage::session("split-hip-stop");
    stage.until(Phase::Rest).until(Phase::Work).advance(0.2).at_once("right");
    assert_eq!(stage.player().phase(), Phase::Work, "it was meant for the rest");
    stage.advance(0.3).at_once("right");
    assert_ne!(stage.player().phase(), Phase::Work);
    let done = stage.player().log().records(stage.player().timeline());
    assert_eq!(done[0].outcome, StepOutcome::Done);
    // A rating is about what was there, whenever it comes.
    let mut stage = Stage::session("split-hip-stop");
    stage.until(Phase::Work).until(Phase::Rest).at_once("2");
    assert_eq!(scores(&stage.ratings(), Moment::During), [Some(2)]);
}

#[test]
fn a_timer_that_began_by_itself_is_not_ended_by_the_key_that_was_to_begin_it() {
    let mut stage = self_test();
    stage.advance(10.1).at_once("space");
    assert_eq!(stage.app.context(), Context::SelfTestTimer);
    assert!(stage.kinds().is_empty());
    stage.advance(3.0).at_once("space");
    assert_eq!(stage.kinds(), ["self_test"]);
}

/// A self-test that measures seconds, its timer begun.
fn self_test() -> Stage {
    let setup = Setup { exercises: vec![("one-leg", one_leg())], ..Setup::default() };
    let mut stage = Stage::new(setup);
    stage.keys("l /").types("one leg stand").keys("enter s enter");
    assert_eq!(stage.app.context(), Context::SelfTestTimer);
    stage
}

fn one_leg() -> String {
    r#"{"id": "one-leg", "name": "One Leg Stand", "kind": "self-test", "position": "standing", "sides": "none",
        "summary": "For tests.", "setup": ["Stand on one leg."], "breathing": "Easy.", "prepare_s": 10,
        "pass": "Long enough.", "fail": "Not long.", "leads_to": [{"exercise": "air-squat"}], "dose": {"hold_s": 30},
        "test": {"result": "seconds", "limit_s": 30, "pass_from": 10}}"#
        .to_owned()
}

#[test]
fn a_question_that_comes_or_goes_by_itself_takes_no_key_of_the_screen_before() {
    let mut stage = Stage::default();
    stage.keys("enter").until_done().lose(24 * 3_600);
    let mut stage = stage.restart();
    assert_eq!(stage.app.context(), Context::Morning);
    stage.at_once("1 enter x");
    assert_eq!(stage.app.context(), Context::Morning, "the journal was read a moment ago");
    stage.lose(24 * 3_600).at_once("enter enter enter");
    assert_eq!(stage.app.context(), Context::Home, "it has gone, and nothing was started");
}

#[test]
fn keys_at_leisure_are_all_heard() {
    let settings = Settings { check_in: false, ..Settings::default() };
    let routines = vec![("made-up", made_up(r#"[{"exercise": "plank", "hold_s": 20}]"#))];
    let opens = Opens::Session("made-up", Options::default());
    let mut stage = Stage::new(Setup { settings, routines, opens, ..Setup::default() });
    for key in ["n", "3", "n", "4", "tab", "5", "enter"] {
        stage.advance(0.41).at_once(key);
    }
    assert_eq!(scores(&stage.ratings(), Moment::During), [Some(3)]);
    assert_eq!(scores(&stage.ratings(), Moment::After), [Some(4)]);
    assert_eq!(stage.sessions()[0].effort.map(Score::value), Some(5));
}
