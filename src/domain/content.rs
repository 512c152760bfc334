//! What the program teaches: exercises and routines, read from JSON text into checked values.
//!
//! `problem` says what is wrong and where, `fields` reads one JSON object and collects problems,
//! `words` holds the closed word lists, `dose` says how much, `exercise` and `routine` are the
//! items, `timing` is what of an exercise its length depends on, `catalog` holds them all by id.

pub mod catalog;
pub mod dose;
pub mod exercise;
pub mod fields;
pub mod problem;
pub mod routine;
pub mod timing;
pub mod words;

#[cfg(test)]
mod schema_tests;
