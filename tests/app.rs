//! A user's ways through the program, by keys and in virtual time: what is written, what is asked,
//! and that nothing is lost.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;

#[path = "app/asking.rs"]
mod asking;
#[path = "app/check_in.rs"]
mod check_in;
#[path = "common/claims.rs"]
mod claims;
#[path = "app/clinic.rs"]
mod clinic;
#[path = "app/compose.rs"]
mod compose;
#[path = "app/during.rs"]
mod during;
#[path = "app/editing.rs"]
mod editing;
#[path = "app/fitting.rs"]
mod fitting;
#[path = "app/gate.rs"]
mod gate;
#[path = "app/home.rs"]
mod home;
#[path = "app/journal.rs"]
mod journal;
#[path = "app/keeping.rs"]
mod keeping;
#[path = "app/keys.rs"]
mod keys;
#[path = "app/looking_back.rs"]
mod looking_back;
#[path = "app/places.rs"]
mod places;
#[path = "app/plan_editing.rs"]
mod plan_editing;
#[path = "app/safety.rs"]
mod safety;
#[path = "app/self_test.rs"]
mod self_test;
#[path = "app/session.rs"]
mod session;
#[path = "app/settings.rs"]
mod settings;
#[path = "app/sounding.rs"]
mod sounding;
#[path = "app/timer.rs"]
mod timer;
#[path = "app/trends.rs"]
mod trends;
#[path = "app/trouble.rs"]
mod trouble;
#[path = "app/ways_in.rs"]
mod ways_in;
#[path = "app/ways_out.rs"]
mod ways_out;
#[path = "common/week.rs"]
mod week;

use common::stage::Stage;
use supple::domain::journal::entry::{Moment, Rating, Score};
use supple::domain::session::player::Phase;

fn scores(ratings: &[Rating], moment: Moment) -> Vec<Option<u8>> {
    ratings.iter().filter(|rating| rating.moment == moment).map(|rating| rating.score.map(Score::value)).collect()
}

/// In a session that was opened without the check-in, seven seconds into the first hold.
fn in_hold() -> Stage {
    let mut stage = Stage::session("split-hip-stop");
    stage.until(Phase::Work).advance(7.0);
    stage
}
