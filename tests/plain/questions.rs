//! How what is told reads.

use supple::plain::Answers;

use crate::common::stage::{Opens, Setup, Stage, made_up};
use crate::told::Told;
use supple::app::keymap::Context;
use supple::app::settings::Settings;
use supple::domain::play::compile::Options;

const STEPS: &str = r#"[{"exercise": "split-hip-stretch", "hold_s": 8}, {"exercise": "bird-dog", "reps": 2}]"#;

fn setup() -> Setup {
    let opens = Opens::CheckIn("made-up", Options::default());
    Setup { routines: vec![("made-up", made_up(STEPS))], opens, ..Setup::default() }
}

#[test]
fn a_session_by_keys_reads_well() {
    let mut told = Told::new(setup(), Answers::Keys);
    told.keys("2 p 2 tab a enter").advance(15.0).keys("3").advance(2.0).keys("space ? space i l x esc");
    told.advance(300.0).keys("1 enter 5 enter").types("left side tighter").keys("enter");
    assert!(told.stage.app.is_over());
    insta::assert_snapshot!("by_keys", told.lines.join("\n"));
}

#[test]
fn a_session_by_words_reads_well() {
    let mut told = Told::new(setup(), Answers::Words);
    told.says("2").says("jump").says("left low back aching").says("start").advance(15.0).says("rate 5").advance(1.0);
    told.says("pause").says("go on").says("how").says("steps").says("help").says("rate 11").says("easier");
    told.says("quit").says("no").advance(300.0).says("3").says("5").says("");
    assert!(told.stage.app.is_over());
    insta::assert_snapshot!("by_words", told.lines.join("\n"));
}

#[test]
fn safety_questions_and_stops_read_well() {
    let mut told = Told::new(setup(), Answers::Words);
    told.says("safety").says("no").says("1").says("yes 3").says("1").says("go on").says("back").says("quit");
    assert!(told.stage.app.is_over());
    let mark = told.lines.len();
    let mut again = Told::again(told.stage, setup().opens, Answers::Words);
    again.says("3").says("start").says("train").advance(4.0).says("stop").says("chest pain").says("").says("").says("");
    insta::assert_snapshot!("safety", format!("{}\n---\n{}", told.lines[..mark].join("\n"), again.lines.join("\n")));
}

#[test]
fn an_unfinished_session_is_asked_about_first() {
    let mut stage = Stage::new(setup());
    stage.keys("enter").advance(14.0);
    let mut told = Told::again(stage, setup().opens, Answers::Words);
    told.says("discard").says("no").says("go on").says("go on").advance(300.0).says("").says("").says("");
    assert!(told.stage.app.is_over());
    assert_eq!(told.stage.sessions().len(), 1);
    insta::assert_snapshot!("unfinished", told.lines.join("\n"));
}

/// Somebody who went through a session, and has an activity of their own.
fn trained() -> Stage {
    let mut stage = Stage::new(setup());
    stage.keys("2 enter").until_done().keys("a a").types("run 5 km").keys("enter 6 enter");
    stage
}

#[test]
fn the_morning_after_is_asked_where_no_session_begins() {
    let mut stage = trained();
    stage.lose(24 * 3_600);
    let mut told = Told::again(stage, setup().opens, Answers::Words);
    told.says("back").says("1").says("20");
    told.assert_told("Stiff for how many minutes?");
    assert!(told.stage.app.is_over(), "{:#?}", told.lines);
    insta::assert_snapshot!("morning", told.lines.join("\n"));
}

#[test]
fn own_activities_are_asked_once_a_week_after_the_session() {
    let mut stage = trained();
    stage.lose(8 * 24 * 3_600);
    let mut told = Told::again(stage, setup().opens, Answers::Words);
    told.says("same").says("start").says("quit").says("yes").says("1").says("4").says("good").says("7").says("add");
    told.says("put on socks").says("done");
    assert!(told.stage.app.is_over(), "{:#?}", told.lines);
    insta::assert_snapshot!("activities", told.lines.join("\n"));
}

#[test]
fn a_session_fitted_to_today_says_what_is_changed_and_why() {
    let mut stage = Stage::default();
    for score in ["5 enter", "6 enter", "7 enter"] {
        stage.keys("r").keys(score).lose(3_600);
    }
    let opens = || Opens::CheckIn("core-basics", Options::default());
    let mut told = Told::again(stage, opens(), Answers::Keys);
    told.keys("7 enter");
    assert_eq!(told.stage.app.context(), Context::Fitted, "{:#?}", told.lines);
    told.keys("y esc space j space a a enter").advance(1.0).keys("q e esc");
    assert!(told.stage.app.is_over(), "{:#?}", told.lines);
    insta::assert_snapshot!("fitted", told.lines.join("\n"));
}

#[test]
fn after_the_end_of_input_a_session_runs_to_its_end() {
    let steps = r#"[{"exercise": "bird-dog", "reps": 3, "paced": false}, {"exercise": "dead-bug", "reps": 2}]"#;
    let settings = Settings { auto_advance: false, ..Settings::default() };
    let setup = Setup { routines: vec![("made-up", made_up(steps))], settings, ..setup() };
    let mut told = Told::new(setup, Answers::Words);
    told.nobody_answers().advance(600.0);
    assert!(told.stage.app.is_over(), "{:#?}", told.lines);
    let sessions = told.stage.sessions();
    assert_eq!(sessions.len(), 1);
    assert_eq!(serde_json::to_value(&sessions[0]).unwrap()["outcome"], "completed");
}

#[test]
fn a_pipe_that_closes_is_no_order_to_stop() {
    let mut told = Told::new(setup(), Answers::Words);
    told.says("start").advance(12.0).says("pause").says("quit").nobody_answers().advance(300.0);
    assert!(told.stage.app.is_over());
    assert_eq!(told.stage.kinds(), ["session", "rating"]);
}

#[test]
fn what_cannot_be_written_is_told_and_asked_about() {
    let mut told = Told::new(setup(), Answers::Words);
    told.stage.disk_full(true);
    told.says("2").says("start");
    told.assert_told("Not saved yet, tried again: no space left on device");
    told.says("quit").says("yes").says("").says("").says("");
    assert!(!told.stage.app.is_over(), "{:#?}", told.lines);
    let asked = told.lines.iter().rev().take(2).cloned().collect::<Vec<_>>();
    assert!(asked[1].starts_with("Not saved. "), "{asked:#?}");
    told.says("quit");
    assert!(told.stage.app.is_over());
}
