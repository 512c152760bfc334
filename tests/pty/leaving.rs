//! The ways out: stopped and continued, told to go, the terminal closed, Ctrl-C.

use std::fs::File;
use std::process::{Command, Stdio};

use rustix::process::Signal;

use super::pty::{Start, Supple};
use super::{end_and_quit, holding, long_home, of_kind, opened, seconds_left};

#[test]
fn ctrl_z_stops_the_program_and_it_comes_back_paused() {
    let home = long_home();
    let mut supple = holding(&home);
    for stop in [true, false] {
        if stop {
            supple.keys("\x1a");
        } else {
            supple.signal(Signal::TSTP);
        }
        supple.wait_stopped();
        supple.assert_restored();
        let taken = |supple: &Supple| supple.raw_output().matches("\x1b[?1049h").count();
        let before = taken(&supple);
        supple.signal(Signal::CONT);
        supple.poll("the screen taken again", |supple| supple.screen().alternate_screen());
        supple.expect("PAUSED  First Hold");
        assert!(taken(&supple) > before);
        assert!(supple.screen().bracketed_paste() && supple.screen().hide_cursor());
    }
    supple.keys(" ");
    supple.expect("HOLD  First Hold");
    end_and_quit(&mut supple);
    supple.assert_restored();
}

#[test]
fn told_to_go_it_goes_and_the_session_can_be_taken_up() {
    let home = long_home();
    let mut supple = holding(&home);
    let mut left = None;
    supple.poll("a countdown", |supple| {
        left = seconds_left(supple);
        left.is_some_and(|left| left < 92)
    });
    supple.signal(Signal::TERM);
    assert_eq!(supple.wait_exit().exit_code(), 143);
    supple.assert_restored();
    assert!(home.lines().is_empty(), "a session that can go on is not in the journal");

    let mut supple = Start::new(home.path(), &[]).spawn();
    supple.expect("You have an unfinished session");
    supple.expect("stopped at: First Hold");
    supple.keys("\r");
    supple.expect("PAUSED  First Hold");
    let (before, after) = (left.unwrap(), seconds_left(&supple).unwrap());
    assert!(after == before || after + 1 == before, "{before} s were left, now {after}");
    supple.keys("m");
    supple.expect("sound off");
    assert_eq!(seconds_left(&supple), Some(after));
    end_and_quit(&mut supple);
    assert_eq!(of_kind(&home, "session").len(), 1);
}

#[test]
fn told_to_go_at_home_it_goes_at_once() {
    let home = long_home();
    let mut supple = opened(&home);
    supple.signal(Signal::TERM);
    assert_eq!(supple.wait_exit().exit_code(), 143);
    supple.assert_restored();
}

#[test]
fn told_to_go_with_its_first_frame_it_still_gives_the_terminal_back() {
    let home = long_home();
    for arguments in [&["start", "long", "--no-check-in"][..], &[]].repeat(5) {
        let mut supple = Start::new(home.path(), arguments).spawn();
        supple.poll("the terminal to be taken", |supple| supple.raw_output().contains("\x1b[?1049h"));
        supple.signal(Signal::TERM);
        assert_eq!(supple.wait_exit().exit_code(), 143);
        supple.assert_restored();
    }
}

#[test]
fn with_its_terminal_closed_it_ends_and_keeps_the_session() {
    let home = long_home();
    let mut supple = holding(&home);
    supple.close_terminal();
    assert_eq!(supple.wait_exit().exit_code(), 129);
    assert_eq!(home.progress().unwrap()["place"]["at"], 1);

    let mut supple = Start::new(home.path(), &[]).spawn();
    supple.expect("stopped at: First Hold");
    supple.signal(Signal::HUP);
    assert_eq!(supple.wait_exit().exit_code(), 129);
    assert_eq!(home.progress().unwrap()["place"]["at"], 1);
}

#[test]
fn ctrl_c_asks_and_a_second_one_ends_and_saves() {
    let home = long_home();
    let mut supple = holding(&home);
    supple.keys("\x03");
    supple.expect("Leave the session?");
    supple.keys("g");
    supple.expect_gone("Leave the session?");
    supple.keys("\x03");
    supple.expect("Leave the session?");
    supple.keys("\x03");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    supple.assert_restored();
    let lines = home.lines();
    assert_eq!(lines.len(), 1, "who was not asked about the pain after gave no answer: {lines:#?}");
    assert_eq!(lines[0]["outcome"], "ended");
    assert_eq!(home.progress(), None);
}

#[test]
fn without_a_terminal_there_is_one_message() {
    let home = long_home();
    let supple = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
        command.arg("--home").arg(home.path()).args(arguments).stdin(Stdio::null());
        command.output().unwrap()
    };
    let output = supple(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("supple: standard input is not a terminal"), "{said}");
    assert!(said.contains("supple start ROUTINE --plain"), "{said}");

    let mut dumb = Start::new(home.path(), &[]).env("TERM", "dumb").spawn();
    assert_eq!(dumb.wait_exit().exit_code(), 2);
    dumb.expect("supple: TERM=dumb");

    let mut supple = Start::script(home.path(), "exec \"$0\" --home \"$1\" > \"$1/output\"").spawn();
    assert_eq!(supple.wait_exit().exit_code(), 2);
    supple.expect("supple: standard output is not a terminal");
    assert_eq!(File::open(home.path().join("output")).unwrap().metadata().unwrap().len(), 0);
}
