//! A session that is killed at 200 moments that nobody chose: nothing that was confirmed is ever
//! lost, and nothing is there twice.
//!
//! **What counts as confirmed.** What the screen calls noted is on disk, and so is all that was given before it. What is
//! not called so (the next part, a rating that has more to say) is on disk once the screen answers a key that was pressed
//! after it was seen. The test presses `m` for that, which writes nothing itself. What was not confirmed may be there or not, but
//! in the order in which it was given, with no gap.
//!
//! Several homes are played at the same time, each by dice of its own with a fixed seed; the moments
//! themselves depend on the machine. `SUPPLE_CRASH_ROUNDS=2000` makes it longer.
#![cfg(unix)]
#![cfg(test)] // So that clippy takes its helpers for tests, too.

#[path = "crash/checked.rs"]
mod checked;
#[path = "common/home.rs"]
mod home;
#[path = "common/pty.rs"]
mod pty;
#[path = "crash/round.rs"]
mod round;

use std::thread;

use checked::Checked;
use round::{Dice, play};

/// Kills in all.
const ROUNDS: u64 = 200;
/// Homes played side by side. They mostly wait, so that more of them than processors are of use.
const HOMES: u64 = 20;

#[test]
fn whenever_it_is_killed_nothing_is_lost_and_nothing_doubled() {
    let rounds = std::env::var("SUPPLE_CRASH_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    thread::scope(|scope| {
        for seed in 0..HOMES {
            thread::Builder::new()
                .name(format!("home {seed}"))
                .spawn_scoped(scope, move || one_home(seed, rounds.div_ceil(HOMES)))
                .unwrap();
        }
    });
}

fn one_home(seed: u64, rounds: u64) {
    let mut dice = Dice::new(seed);
    let mut checked = Checked::default();
    for _ in 0..rounds {
        let done = play(&mut checked, &mut dice);
        checked.after_a_kill(&done);
    }
    round::finish(&mut checked);
    checked.at_the_end();
}
