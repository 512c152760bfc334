//! The subcommands: from values, arguments and a writer to lines and an exit code. Nobody here opens
//! a file, reads a clock or knows a terminal; `runtime::dispatch` hands in what was read.

use std::io::{self, Write};

use serde::Serialize;

use crate::domain::content::catalog::Catalog;
use crate::domain::record::journal::Journal;

pub mod check;
pub mod completions;
pub mod demo;
pub mod doctor;
pub mod find;
pub mod handout;
mod items;
pub mod list;
pub mod log;
pub mod man;
mod page;
pub mod paths;
pub mod rate;
pub mod report;
pub mod search;
pub mod show;
pub mod stats;
pub mod status;

pub use page::Sheet;

/// How a command ended; `supple --help` tells the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, also where nothing was found.
    Done,
    /// It did not work: there is no such item, or a file is in the way.
    Failed,
    /// It was not asked for in a way that makes sense: an unknown option or word.
    Misused,
}

impl Exit {
    /// The exit code of the program.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Misused => 2,
        }
    }
}

/// What a command comes to besides its output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub exit: Exit,
    /// Messages for standard error, a line each, safe to show.
    pub messages: Vec<String>,
}

impl Outcome {
    /// It worked, and there is nothing more to say.
    pub const fn done() -> Self {
        Self { exit: Exit::Done, messages: Vec::new() }
    }

    /// It did not work.
    pub fn failed(why: impl std::fmt::Display) -> Self {
        Self { exit: Exit::Failed, messages: vec![format!("supple: {why}")] }
    }

    /// It was not asked for in a way that makes sense.
    pub fn misused(why: impl std::fmt::Display) -> Self {
        Self { exit: Exit::Misused, ..Self::failed(why) }
    }
}

/// Writes `value` as JSON for people and programs, with a line break at the end.
fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// `1 file`, `2 files`.
fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Nobody must take a file that cannot be read for a time in which nothing was recorded.
fn is_incomplete(journal: &Journal) -> bool {
    journal.problems().any(|problem| problem.reason.is_of_a_file())
}

/// How a command ended that shows what `journal` says, with what could not be read in it.
fn read_from(journal: &Journal) -> Outcome {
    let mut messages: Vec<String> = journal.problem_lines();
    if journal.foreign() > 0 {
        let lines = counted(journal.foreign(), "line");
        messages.push(format!("{lines} of the journal from another version or program, kept and not shown"));
    }
    Outcome { exit: if is_incomplete(journal) { Exit::Failed } else { Exit::Done }, messages }
}

/// A hint where files of the user's are left out or changed.
fn broken_files(catalog: &Catalog) -> Vec<String> {
    let found = catalog.problems().len();
    let hint = || format!("supple: {} in your own files; `supple check` shows them", counted(found, "problem"));
    (found > 0).then(hint).into_iter().collect()
}
