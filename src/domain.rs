//! Rules about exercises, time and pain, as plain functions and structs.
//!
//! Nothing in this module draws, reads a clock, opens a file or starts a program: time, text and randomness come in as
//! arguments. `tests/tidy.rs` checks this.

pub mod advice;
pub mod content;
pub mod demo;
pub mod document;
pub mod export;
pub mod figure;
pub mod journal;
pub mod reminder;
pub mod session;
pub mod since;
pub mod stats;
pub mod text;
pub mod time;
pub mod tone;
