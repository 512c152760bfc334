//! What is written down: entries of the journal, and the journal they add up to.
//!
//! `entry` is the format of one line, `journal` folds lines of several devices into what holds now.

pub mod entry;
pub mod journal;
