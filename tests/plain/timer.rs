//! A timer in lines.

use std::process::Stdio;

use serde_json::json;
use supple::domain::session::timer::IntervalTimer;
use supple::plain::AnswerMode;
use supple::state::keymap::Context;

use crate::binary::{command, home, lines};
use crate::common::stage::{Opens, Setup, Stage};
use crate::told::Told;

fn told(answers: AnswerMode) -> Told {
    let opens = Opens::Timer(IntervalTimer::from_line("12 6 2").unwrap());
    Told::new(Setup { opens, in_lines: true, ..Setup::default() }, answers)
}

#[test]
fn a_timer_by_words_reads_well() {
    let mut told = told(AnswerMode::Words);
    told.advance(15.0).says("help").says("pause").says("time").says("go on").says("how").advance(100.0);
    assert_eq!(told.stage.app.context(), Context::TimerDone);
    told.says("help").says("log").says("6").says("easy");
    assert!(told.stage.app.is_over());
    assert_eq!(told.stage.kinds(), ["session", "amend"]);
    insta::assert_snapshot!("timer_by_words", told.lines.join("\n"));
}

#[test]
fn a_timer_by_keys_is_left_without_being_saved() {
    let mut told = told(AnswerMode::Keys);
    told.advance(100.0).keys("enter");
    assert!(told.stage.app.is_over() && told.stage.kinds().is_empty());
    insta::assert_snapshot!("timer_by_keys", told.lines.join("\n"));
}

#[test]
fn a_timer_is_set_by_a_line_of_numbers() {
    let mut stage = Stage::new(Setup { in_lines: true, ..Setup::default() });
    stage.keys("T");
    let mut told = Told::of_running(stage, AnswerMode::Words);
    let asked = told.lines.join("\n");
    assert!(asked.contains("Timer, 8 times 40 s, rest 20 s.") && asked.contains("Words: 40 20 8, start"), "{asked}");
    told.says("12 6 2");
    assert!(told.lines.last().unwrap().contains("40 20 8"), "{:#?}", told.lines);
    assert!(
        told.lines.iter().any(|line| line == "Timer, 2 times 12 s, rest 6 s. 30 seconds in all."),
        "{:#?}",
        told.lines
    );
    told.says("40 20");
    assert_eq!(told.lines.last().unwrap(), "How many rounds? For eight: 40 20 8.");
    told.says("40 20 8 1").says("0");
    let said = told.lines.join("\n");
    assert!(said.contains("Expected work, rest and rounds (40 20 8), or one length (2:00)."), "{said}");
    assert!(said.contains("Expected seconds (40) or minutes and seconds (2:00), from 1 s to"), "{said}");
    told.says("2:00").says("start");
    assert!(told.lines.join("\n").contains("Timer 2:00"), "{:#?}", told.lines);
    assert_eq!(told.stage.app.context(), Context::Player);
}

#[test]
fn a_timer_without_numbers_and_without_input_is_refused() {
    let home = home();
    let output = command(&home, &["timer"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(lines(&output).last().unwrap(), "In plain text give the numbers: supple timer 40 20 8");
    assert!(home.lines().is_empty() && home.progress().is_none());
}

#[test]
fn ending_a_timer_early_does_not_promise_to_save_it() {
    let mut told = told(AnswerMode::Words);
    told.advance(15.0).says("end");
    let asked = told.lines.join("\n");
    assert!(asked.contains("end, saved only if you ask") || asked.contains("end: saved only if you ask"), "{asked}");
    told.says("end");
    assert_eq!(told.stage.app.context(), Context::TimerDone);
}

#[test]
fn without_input_a_timer_is_told_to_its_end_and_saved_if_that_was_asked_for() {
    let home = home();
    for (arguments, kinds) in [(vec!["timer", "2", "1", "2"], vec![]), (vec!["timer", "2", "--log"], vec!["session"])] {
        let output = command(&home, &arguments).stdin(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        let lines = lines(&output);
        assert!(lines.iter().any(|line| line == "Done. That was the last one."), "{lines:#?}");
        assert_eq!(home.lines().iter().map(|line| line["kind"].clone()).collect::<Vec<_>>(), kinds);
    }
    assert_eq!((&home.lines()[0]["routine"], &home.lines()[0]["title"]), (&json!("timer"), &json!("Timer 2 s")));
}
