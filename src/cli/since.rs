//! `--since` and `--until`: a date, or so long ago.

pub use crate::domain::since::Since;
