//! The built-in content keeps to its facts, and a bad file of the user's is told what is wrong.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

#[path = "content/all.rs"]
mod all;
#[path = "content/baseline.rs"]
mod baseline;
#[path = "content/built_in.rs"]
mod built_in;
#[path = "common/claims.rs"]
mod claims;
#[path = "content/exercises.rs"]
mod exercises;
#[path = "content/figures.rs"]
mod figures;
#[path = "content/guides.rs"]
mod guides;
#[path = "content/lengths.rs"]
mod lengths;
#[path = "content/plans.rs"]
mod plans;
#[path = "content/routines.rs"]
mod routines;
#[path = "content/user_files.rs"]
mod user_files;
#[path = "content/words.rs"]
mod words;
