//! `supple demo`: a made-up journal, in a folder of its own.

use std::io::{self, Write};

use super::Outcome;
use crate::domain::demo::WrittenEntry;
use crate::domain::journal::entry::Body;
use crate::domain::text::counted;

/// Returns the outcome if no folder was named for the journal.
pub fn no_home() -> Outcome {
    Outcome::misused("choose a folder for the sample journal, like `supple demo --home /tmp/supple-demo`")
}

/// Returns the outcome if there is a journal in `folder` already.
pub fn has_journal(folder: &str) -> Outcome {
    Outcome::failed(format!("{folder} already has a journal; choose another folder with --home"))
}

/// Writes the counts of what was made, and the command to look at it; `home` is the folder that was named.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn tell(made: &[WrittenEntry], home: &str, out: &mut dyn Write) -> io::Result<Outcome> {
    let sessions = made.iter().filter(|one| matches!(one.entry.body, Body::Session(_))).count();
    let ratings = made.iter().filter(|one| matches!(one.entry.body, Body::Rating(_))).count();
    let (sessions, ratings) = (counted(sessions, "session"), counted(ratings, "rating"));
    writeln!(out, "Created {sessions}, {ratings}, {} in all.", counted(made.len(), "line"))?;
    writeln!(out, "Open it with: supple --home {home}")?;
    Ok(Outcome::done())
}
