//! Everything with a side effect: clock, terminal, files.

pub mod paths;
pub mod progress;
pub mod store;
