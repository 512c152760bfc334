//! Exercises, routines, plans and guides: the content of the program, read from JSON text into checked values.
//!
//! - Reading: `object_reader` reads a JSON object and collects every `problem` in it; `words` holds the closed word lists.
//! - Items: `exercise` (with its `dose`, its `self_test`, and the `timing` that its length depends on), `routine`,
//!   `plan` and `guide`; `link` leads from one to another; `units` chooses how
//!   lengths are given. `catalog` holds them all by id.
//! - The user's own: `beginning` is how a new file begins.
//! - Passing on: `pack` is the program's own form, `import` reads those of other programs.
//! - Finding: `filter` by what an item is for, `search` by words.
//! - Making: `draft` is a routine or a plan that is being written, with the own exercises made for it.
//! - Showing: `words` has the phrases that are shared by screens and commands.

pub mod beginning;
pub mod catalog;
pub mod dose;
pub mod draft;
pub mod exercise;
pub mod filter;
pub mod guide;
pub mod import;
pub mod link;
pub mod object_reader;
pub mod pack;
pub mod plan;
pub mod problem;
pub mod routine;
pub mod search;
pub mod self_test;
pub mod timing;
pub mod units;
pub mod words;

#[cfg(test)]
pub(in crate::domain) mod schema_tests;
