//! What is written down: entries of the journal, and the journal they add up to.
//!
//! `entry` holds the kinds of entries and their fields, `stamp` reads their times, `line` turns
//! one entry into one line and back, `fold` collects the lines of several devices, `journal` is
//! what they add up to, `changes` decides which amends and deletes hold, `plan_mark` says where
//! somebody is in a plan, `answer` what is answered besides a pain score, `spots` where it hurts,
//! `activities` which activities of the user's own are asked about, `done` what of a session was done, `goal` what was aimed for, `tried` tells of tries at self-tests; `kind` names
//! the kinds of entries, `browse` looks through them, `told` puts them in words.

pub mod activities;
pub mod answer;
pub mod browse;
mod changes;
pub mod done;
pub mod entry;
pub mod fold;
pub mod goal;
pub mod journal;
pub mod kind;
pub mod line;
pub mod plan_mark;
pub mod spots;
pub mod stamp;
pub mod told;
pub mod tried;
