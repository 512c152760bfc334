//! Cue sinks: how a cue looks or sounds outside the screen.

pub mod bell;
