//! The real program in a terminal that is told lines: single keys, and a terminal that is left as it was.

use crate::binary::home;
use crate::home::Home;
use crate::pty::{Start, Supple};

fn start(home: &Home, arguments: &[&str]) -> Supple {
    Start::new(home.path(), arguments).size(200, 60).spawn()
}

/// Nothing but text, and line breaks as a terminal makes them.
#[track_caller]
fn assert_text(supple: &Supple) {
    let raw = supple.raw_output();
    let is_text = |c: char| c == '\n' || c == '\r' || !c.is_control();
    assert!(raw.chars().all(is_text), "{raw:?}");
    assert!(!raw.replace("\r\n", "").contains(['\r', '\n']), "{raw:?}");
}

#[test]
fn single_keys_answer_and_a_note_is_typed_and_seen() {
    let home = home().seen();
    let mut supple = start(&home, &["start", "long", "--plain"]);
    supple.expect("Keys: 0 to 9: how much, 1 then 0 for ten; enter: start");
    supple.keys("3");
    supple.expect("Pain 3.");
    supple.keys("\r");
    supple.expect("Long Hold. 5 minutes");
    supple.keys("n");
    supple.expect("Go");
    supple.keys("2");
    supple.expect("Pain 2");
    supple.keys("q");
    supple.expect("Leave the session?");
    supple.keys("e");
    supple.expect("Long One, ended.");
    supple.keys("1\r");
    supple.expect("How hard was it?");
    supple.keys("4\r");
    supple.expect("Add a note?");
    supple.keys("fine \u{7f}\u{7f}e today\r");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    supple.assert_modes_restored();
    let last = home.lines().pop().unwrap();
    assert_eq!((&last["set"]["note"], &last["set"]["effort"]), (&"fine today".into(), &4.into()));
}

#[test]
fn ctrl_c_asks_first_and_every_way_out_gives_the_terminal_back() {
    let home = home().seen();
    let mut supple = start(&home, &["start", "long", "--plain", "--no-check-in"]);
    supple.expect("Long Hold. 5 minutes");
    supple.keys("\u{3}");
    supple.expect("Leave the session?");
    supple.keys("l");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    supple.assert_modes_restored();
    assert_text(&supple);
    assert!(home.progress().is_some());

    let mut supple = start(&home, &["start", "long", "--plain"]);
    supple.expect("You have an unfinished session.");
    supple.keys("\r");
    supple.expect("Resumed and paused.");
    supple.signal(rustix::process::Signal::TERM);
    assert_eq!(supple.wait_exit().exit_code(), 143);
    supple.assert_modes_restored();
    assert_text(&supple);
}

#[test]
fn a_dumb_terminal_gets_lines_without_being_asked() {
    let home = home().seen();
    let mut supple = Start::new(home.path(), &["start", "long"]).env("TERM", "dumb").size(200, 60).spawn();
    supple.expect("How is your back right now?");
    supple.keys("\u{1b}");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    supple.assert_modes_restored();
    assert_text(&supple);
}

#[test]
fn stopped_by_ctrl_z_it_comes_back_paused() {
    let home = home().seen();
    let script = "set -m; \"$0\" --home \"$1\" start long --plain --no-check-in; echo stopped; fg; echo over";
    let mut supple = Start::script(home.path(), script).size(200, 60).spawn();
    supple.expect("Long Hold. 5 minutes");
    supple.keys("\u{1a}");
    supple.expect("stopped");
    supple.expect("Paused");
    supple.keys(" ");
    supple.expect("left");
    supple.keys("qe");
    supple.expect("Long One, ended.");
    supple.keys("\u{1b}");
    supple.expect("over");
}

#[test]
fn where_it_is_narrow_lines_break_between_words() {
    let home = home();
    let mut supple = Start::new(home.path(), &["start", "long", "--plain"]).size(40, 40).spawn();
    supple.expect("question mark: more.");
    let shown = supple.contents();
    for word in ["examine,", "professional", "imaginable.", "exclamation"] {
        assert!(shown.contains(word), "{word} is broken:\n{shown}");
    }
    assert!(shown.lines().all(|line| line.chars().count() < 40), "{shown}");
    supple.keys("\u{1b}");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    assert_text(&supple);
}

#[test]
fn keys_answer_where_the_lines_go_elsewhere() {
    let home = home().seen();
    let script = "\"$0\" --home \"$1\" start long --no-check-in | /bin/cat; echo over";
    let mut supple = Start::script(home.path(), script).size(200, 60).spawn();
    supple.expect("Long Hold. 5 minutes");
    supple.keys("n3");
    supple.expect("Pain 3");
    supple.keys("ql");
    supple.expect("over");
    supple.wait_exit();
    supple.assert_modes_restored();
    assert_text(&supple);
    assert!(home.progress().is_some());
}

#[test]
fn a_window_that_is_closed_keeps_the_session_for_the_next_start() {
    let home = home().seen();
    let mut supple = start(&home, &["start", "many", "--plain", "--no-check-in"]);
    supple.expect("Rep 1");
    // Whoever lets go of the keyboard here presses enter first: that goes on to the second part.
    supple.close_terminal();
    assert_eq!(supple.wait_exit().exit_code(), 129);
    assert!(home.progress().is_some());
    assert!(home.lines().is_empty());
}
