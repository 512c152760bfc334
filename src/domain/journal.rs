//! The journal: its entries, and the merged journal of all devices.
//!
//! - Entries: `kinds` has a row for each kind; `session`, `rating`, `plan_mark`, `goal` and `self_report` have the fields
//!   of the kinds, `entry` all else of an entry; `timestamp` reads times, `line` converts an entry to a line of JSON and
//!   back.
//! - The whole: `merge` collects the lines of several devices into the `merged` journal; `amendments` decides which amends
//!   and deletes are in effect; `remainder` keeps what entries do not hold, for an export.
//! - Questions asked of it: `activities`, `done`, `session_ratings`, `body_location`, `self_test_history`; `browse` lists
//!   and filters entries, `summary` puts parts of them in words.

pub mod activities;
mod amendments;
pub mod body_location;
pub mod browse;
pub mod done;
pub mod entry;
pub mod goal;
mod kinds;
pub mod line;
pub mod merge;
pub mod merged;
pub mod plan_mark;
mod rating;
pub mod remainder;
pub mod self_report;
pub mod self_test_history;
mod session;
pub mod session_ratings;
pub mod summary;
pub mod timestamp;
