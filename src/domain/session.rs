//! From a routine to cues: a routine compiles to a timeline, the player runs over it.
//!
//! `timeline` is the flat list of segments, `compile` makes it from a routine, `timer` from three numbers, `fit` shortens
//! it to a time limit, `cue_schedule` lays out the cues within a segment, `player` is the state machine, `run` is one run
//! of it with its ratings, and `bounds` checks what is read back from disk.

mod bounds;
pub mod compile;
pub mod cue;
pub mod cue_schedule;
pub mod fit;
pub mod player;
pub mod run;
pub mod side_balance;
pub mod speech;
pub mod timeline;
pub mod timer;
