//! The journal: its entries, and the merged journal of all devices.
//!
//! - Entries: `kinds` has a row for each kind; `session`, `rating`, `plan_mark`, `goal` and `answer` have the fields of
//!   the kinds, `entry` all else of an entry; `stamp` reads times, `line` converts an entry to a line of JSON and back.
//! - The whole: `fold` collects the lines of several devices into a `journal`; `changes` decides which amends and
//!   deletes are in effect.
//! - Questions asked of it: `activities`, `done`, `session_ratings`, `spots`, `tried`; `browse` lists and filters
//!   entries, `told` puts parts of them in words.

pub mod activities;
pub mod answer;
pub mod browse;
mod changes;
pub mod done;
pub mod entry;
pub mod fold;
pub mod goal;
pub mod journal;
mod kinds;
pub mod line;
pub mod plan_mark;
mod rating;
mod session;
pub mod session_ratings;
pub mod spots;
pub mod stamp;
pub mod told;
pub mod tried;
