//! The program as a user has it: in a terminal, with keys, signals and real files.
//!
//! What a screen looks like is tested elsewhere, without a terminal; here is what only a terminal
//! shows: that it is taken and given back, that the program stops, ends and comes back as it should.
#![cfg(unix)]
#![cfg(test)] // So that clippy takes its helpers for tests, too.

#[path = "pty/answers.rs"]
mod answers;
#[path = "pty/deadlines.rs"]
mod deadlines;
#[path = "pty/editing.rs"]
mod editing;
#[path = "common/home.rs"]
mod home;
#[path = "pty/journey.rs"]
mod journey;
#[path = "pty/leaving.rs"]
mod leaving;
#[path = "pty/limits.rs"]
mod limits;
#[path = "pty/looks.rs"]
mod looks;
#[path = "pty/outside.rs"]
mod outside;
#[path = "pty/pages.rs"]
mod pages;
#[path = "pty/pictures.rs"]
mod pictures;
#[path = "common/pty.rs"]
mod pty;
#[path = "pty/recovery.rs"]
mod recovery;
#[cfg(target_os = "linux")] // Elsewhere there is no /dev/full.
#[path = "pty/saving.rs"]
mod saving;
#[path = "pty/season.rs"]
mod season;
#[path = "common/strace.rs"]
mod strace;
#[path = "pty/two_programs.rs"]
mod two_programs;

use home::Home;
use pty::{Start, Supple};
use serde_json::{Value, json};

/// A home with a routine of a minute and a half, `long`: its parts end only by key.
fn long_home() -> Home {
    Home::default()
        .seen()
        .exercise("first-hold", "First Hold", &json!({"hold_s": 60}))
        .exercise("second-hold", "Second Hold", &json!({"hold_s": 30}))
        .routine("long", "Long One", &json!([{"exercise": "first-hold"}, {"exercise": "second-hold"}]))
}

/// A session of `long`, getting ready for its first hold.
fn ready(home: &Home) -> Supple {
    let mut supple = Start::new(home.path(), &["start", "long", "--no-check-in"]).spawn();
    supple.expect("GET READY  First Hold");
    supple
}

/// A session of `long`, in its first hold.
fn holding(home: &Home) -> Supple {
    let mut supple = ready(home);
    supple.keys("n");
    supple.expect("HOLD  First Hold");
    supple
}

/// The program at its home screen.
fn opened(home: &Home) -> Supple {
    let mut supple = Start::new(home.path(), &[]).spawn();
    supple.expect("start");
    supple
}

/// Ends a running session and leaves.
fn end_and_quit(supple: &mut Supple) {
    supple.keys("q");
    supple.expect("Leave the session?");
    supple.keys("e");
    supple.expect("Long One · ended");
    supple.keys("\r");
    supple.expect_gone("Long One · ended");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
}

/// What is left of the session, in seconds, as the screen says.
fn seconds_left(supple: &Supple) -> Option<u32> {
    let shown = supple.contents();
    let before = shown.split(" left").next().filter(|before| before.len() < shown.len())?;
    let (minutes, seconds) = before.rsplit([' ', '\n', '~']).next()?.split_once(':')?;
    Some(minutes.parse::<u32>().ok()? * 60 + seconds.parse::<u32>().ok()?)
}

/// The entries of one kind in the journal's file.
fn of_kind(home: &Home, kind: &str) -> Vec<Value> {
    home.lines().into_iter().filter(|line| line["kind"] == kind).collect()
}
