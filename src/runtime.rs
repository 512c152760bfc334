//! Everything with a side effect: clock, terminal, files.

pub mod disk;
mod lock;
pub mod paths;
pub mod progress;
pub mod store;
