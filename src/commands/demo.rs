//! `supple demo`: a made-up journal, in a folder of its own.

use std::io::{self, Write};

use super::{Outcome, counted};
use crate::domain::demo::Written;
use crate::domain::record::entry::Body;

/// What is said without a folder that was named for it.
pub fn no_home() -> Outcome {
    Outcome::misused("name a folder for the made-up journal, like `supple demo --home /tmp/supple-demo`")
}

/// What is said where there is a journal already; `folder` is that of the journal.
pub fn has_journal(folder: &str) -> Outcome {
    Outcome::failed(format!("{folder} has a journal already; name another folder with --home"))
}

/// Says what was made, and how to look at it; `home` is the folder that was named.
///
/// # Errors
/// Where `out` cannot be written.
pub fn tell(made: &[Written], home: &str, out: &mut dyn Write) -> io::Result<Outcome> {
    let count = |is_one: fn(&Body) -> bool| made.iter().filter(|one| is_one(&one.entry.body)).count();
    let sessions = counted(count(|body| matches!(body, Body::Session(_))), "session");
    let ratings = counted(count(|body| matches!(body, Body::Rating(_))), "rating");
    writeln!(out, "made up: {sessions}, {ratings}, {} in all", counted(made.len(), "line"))?;
    writeln!(out, "look at it: supple --home {home}")?;
    Ok(Outcome::done())
}
