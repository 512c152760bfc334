//! A timer in lines.

use std::process::Stdio;

use serde_json::json;
use supple::domain::session::timer::IntervalTimer;
use supple::plain::AnswerMode;
use supple::state::keymap::Context;

use crate::binary::{command, home, lines};
use crate::common::stage::{Opens, Setup};
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
