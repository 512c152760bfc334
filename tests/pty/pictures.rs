//! Figures as pictures: none stays in the terminal, whatever the way out.

use std::collections::BTreeSet;

use rustix::process::Signal;

use super::home::Home;
use super::pty::{Start, Supple};

/// The answers of a terminal that shows pictures.
const ANSWERS: &str = "\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.40.1)\x1b\\\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62c";

/// A session in a terminal that shows pictures, with one on the screen.
fn with_picture(home: &Home) -> Supple {
    let start = Start::new(home.path(), &["start", "core-basics", "--no-check-in"]);
    let mut supple = start.env("COLORTERM", "truecolor").env("TERM", "xterm-256color").spawn();
    supple.poll("the last question", |supple| supple.raw_output().contains("\x1b[c"));
    supple.keys_at_once(ANSWERS);
    supple.poll("a picture", |supple| !pictures(&supple.raw_output()).shown.is_empty());
    supple
}

/// The numbers of pictures in a terminal.
#[derive(Default)]
struct InTerminal {
    held: BTreeSet<String>,
    shown: BTreeSet<String>,
}

/// Returns the pictures that the terminal has after this output.
fn pictures(raw: &str) -> InTerminal {
    let mut terminal = InTerminal::default();
    for command in raw.split("\x1b_G").skip(1) {
        let keys = command.split([';', '\x1b']).next().unwrap();
        let Some(id) = keys.split(',').find_map(|key| key.strip_prefix("i=")) else { continue };
        let _ = match keys {
            _ if keys.starts_with("a=t") => terminal.held.insert(id.to_owned()),
            _ if keys.starts_with("a=p") => terminal.shown.insert(id.to_owned()),
            _ if keys.contains("d=I") => terminal.held.remove(id) | terminal.shown.remove(id),
            _ if keys.contains("d=i") => terminal.shown.remove(id),
            _ => false,
        };
    }
    terminal
}

#[track_caller]
fn assert_none_left(supple: &Supple) {
    let left = pictures(&supple.raw_output());
    assert!(left.held.is_empty() && left.shown.is_empty(), "{:?} and {:?} are left", left.held, left.shown);
}

#[test]
fn no_picture_stays_when_the_program_goes() {
    let home = Home::default().seen();
    let mut told = with_picture(&home);
    told.signal(Signal::TERM);
    told.wait_exit();
    assert_none_left(&told);

    let home = Home::default().seen();
    let mut left = with_picture(&home);
    left.keys("q");
    left.expect("Leave the session?");
    left.poll("no picture beside the dialog", |supple| pictures(&supple.raw_output()).shown.is_empty());
    left.keys("l");
    left.wait_exit();
    assert_none_left(&left);
}

#[test]
fn a_stopped_program_takes_its_pictures_along_and_a_resized_one_draws_them_again() {
    let home = Home::default().seen();
    let mut supple = with_picture(&home);
    supple.keys("\x1a");
    supple.wait_stopped();
    // Its last output before it stopped may not be read yet.
    supple.poll("no picture left", |supple| pictures(&supple.raw_output()).held.is_empty());
    assert_none_left(&supple);
    supple.signal(Signal::CONT);
    supple.poll("a picture again", |supple| !pictures(&supple.raw_output()).shown.is_empty());
    let before = supple.written();
    supple.resize(120, 40);
    supple.poll("a picture of another size", |supple| {
        let raw = supple.raw_output();
        let after = raw.get(before..).unwrap_or_default();
        // Between the old one and the new one there may be none for a moment.
        let is_new = after.contains("d=I") && after.rfind("a=p") > after.rfind("d=I");
        is_new && pictures(&raw).shown.len() == 1
    });
    supple.signal(Signal::TERM);
    supple.wait_exit();
    assert_none_left(&supple);
}
