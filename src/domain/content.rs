//! What the program teaches: exercises, routines, plans and guides, read from JSON text into checked values.
//!
//! `problem` says what is wrong and where, `fields` reads one JSON object and collects problems,
//! `words` holds the closed word lists, `dose` says how much, `link` leads from one item to another.
//!
//! `exercise`, `routine`, `plan` and `guide` are the items, `catalog` holds them all by id. `filter`
//! says which of them suit, `search` finds them by words, `suggest` tells what may have been meant. `timing` is what of an exercise its length
//! depends on, `outline` what a list needs of a routine. `reading` lays a guide out in lines,
//! `troubleshoot` goes from an activity to what may be behind a pain, `uses` tells what uses an exercise,
//! `wording` what is said of both on screens and in commands. `self_test` says how a self-test is answered, `yours`
//! makes numbers of the user's files theirs.

pub mod catalog;
pub mod dose;
pub mod exercise;
pub mod fields;
pub mod filter;
pub mod guide;
pub mod link;
pub mod outline;
pub mod plan;
pub mod problem;
pub mod reading;
pub mod routine;
pub mod search;
pub mod self_test;
pub mod suggest;
pub mod timing;
pub mod troubleshoot;
pub mod uses;
pub mod wording;
pub mod words;
mod yours;

#[cfg(test)]
mod schema_tests;
