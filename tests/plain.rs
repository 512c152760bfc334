//! The plain lines: what is told, what is understood, and that the journal is the same as with the screen.
#![cfg(unix)]
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;

#[path = "common/claims.rs"]
mod claims;
#[path = "common/home.rs"]
mod home;
#[path = "common/pty.rs"]
mod pty;

#[path = "plain/binary.rs"]
mod binary;
#[path = "plain/free_text.rs"]
mod free_text;
#[path = "plain/gate.rs"]
mod gate;
#[path = "plain/keyboard.rs"]
mod keyboard;
#[path = "plain/questions.rs"]
mod questions;
#[path = "plain/same_journal.rs"]
mod same_journal;
#[path = "plain/timer.rs"]
mod timer;
#[path = "plain/told.rs"]
mod told;

/// What no line may hold: control characters, boxes, blocks, dots of braille, arrows.
#[track_caller]
fn assert_plain(line: &str) {
    let is_picture = |c: char| c.is_control() || matches!(u32::from(c), 0x2190..=0x2bff | 0xe000..=0xf8ff);
    assert!(!line.is_empty() && !line.contains(is_picture), "{line:?}");
    assert!(!line.contains(['·', '×', '–', '—', '…', '`']), "{line:?}");
}

/// A number before a line would be read aloud with it.
#[track_caller]
fn assert_unnumbered(lines: &[String]) {
    let is_numbered = |line: &&String| line.split_once(". ").is_some_and(|(first, _)| first.parse::<u32>().is_ok());
    assert_eq!(lines.iter().find(is_numbered), None);
}
