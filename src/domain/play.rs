//! From a routine to cues: a routine compiles to a timeline, the player runs over it.
//!
//! `timeline` is the flat list of segments, `compile` makes it from a routine, `fit` shortens it,
//! `beats` says what is noticed when within a segment, `player` is the state machine,
//! `session` is one run of it with its ratings, as it is recorded, `bounds` what one from disk may hold.

pub mod beats;
mod bounds;
pub mod compile;
pub mod cue;
pub mod fit;
pub mod player;
pub mod session;
pub mod speech;
pub mod timeline;
mod variant;
