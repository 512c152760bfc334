//! Clocks that are wrong, put forward and back, or run over midnight: what is shown, counted, asked, and written.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;

#[path = "clocks/ahead.rs"]
mod ahead;
#[path = "clocks/jumping.rs"]
mod jumping;
#[path = "clocks/midnight.rs"]
mod midnight;
#[path = "clocks/typed.rs"]
mod typed;

/// A session of two minutes that began then; `n` gives its id, a digit.
fn session(n: u8, at: &str) -> String {
    format!(
        r#"{{"v":1,"id":"019a0000-0000-7000-8000-00000000000{n}","kind":"session","at":"{at}","ended":"{at}","routine":"split-hip-stop","title":"Split Hip Stop","outcome":"completed","active_s":120,"note":"","steps":[{{"exercise":"split-hip-stretch","set":1,"outcome":"done","planned":{{"hold_s":25}},"done":{{"hold_s":25}}}}]}}"#
    ) + "\n"
}

/// A rating by itself; `n` gives its id, a digit.
fn rating(n: u8, at: &str, score: u8) -> String {
    format!(
        r#"{{"v":1,"id":"019a0000-0000-7000-8000-00000000010{n}","kind":"rating","at":"{at}","score":{score},"moment":"other","region":"low_back","side":"left"}}"#
    ) + "\n"
}

/// How an activity goes; `n` gives the id, a digit.
fn activity(n: u8, at: &str, name: &str, score: u8) -> String {
    format!(
        r#"{{"v":1,"id":"019a0000-0000-7000-8000-00000000020{n}","kind":"activity","at":"{at}","name":"{name}","score":{score}}}"#
    ) + "\n"
}
