//! The subcommands: from values, arguments and a writer to lines and an exit code. No command opens a file, reads a
//! clock or knows a terminal; `runtime::commands` passes in the values.

use std::io::{self, Write};

use serde::Serialize;

use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::Routine;
use crate::domain::journal::merged::Journal;
use crate::domain::session::compile::{self, Options};
use crate::domain::session::timeline::Length;
use crate::domain::text::counted;
use crate::state::settings::Settings;

pub mod check;
pub mod compose;
pub mod demo;
pub mod doctor;
pub mod export;
pub mod handout;
pub mod import;
pub mod list;
pub mod log;
pub mod man;
pub mod new;
pub mod pack;
mod page;
pub mod rate;
pub mod remind;
pub mod report;
pub mod search;
pub mod show;
pub mod stats;
pub mod status;

pub use page::Sheet;

/// Ways in which a command ends; `supple --help` lists the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, also if nothing was found.
    Done,
    /// Failed: there is no such item, or a file is in the way.
    Failed,
    /// Used wrongly: an unknown option or word.
    Misused,
}

impl Exit {
    /// Returns the exit code of the program.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Misused => 2,
        }
    }
}

/// The result of a command besides its output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The way in which it ended.
    pub exit: Exit,
    /// Messages for standard error, a line each, safe to show.
    pub messages: Vec<String>,
}

impl Outcome {
    /// Creates a success without messages.
    pub const fn done() -> Self {
        Self { exit: Exit::Done, messages: Vec::new() }
    }

    /// Creates a failure with a message.
    pub fn failed(why: impl std::fmt::Display) -> Self {
        Self { exit: Exit::Failed, messages: vec![format!("supple: {why}")] }
    }

    /// Creates the outcome of a wrong use, with a message.
    pub fn misused(why: impl std::fmt::Display) -> Self {
        Self { exit: Exit::Misused, ..Self::failed(why) }
    }
}

/// The values from which statistics, report and status are made.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The journal, as far back as the command needs it.
    pub journal: &'a Journal,
    /// All content, for names.
    pub catalog: &'a Catalog,
    /// The settings in force, for the goal and the limits.
    pub settings: &'a Settings,
}

/// Writes `value` as indented JSON with a line break at the end.
fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// Returns true if a file of the journal could not be read: its time must not look like one without entries.
fn is_incomplete(journal: &Journal) -> bool {
    journal.problems().any(|problem| problem.reason.is_of_a_file())
}

/// Returns the outcome of a command that shows `journal`, with messages about the parts that could not be read.
fn read_from(journal: &Journal) -> Outcome {
    read_without(journal, Some("shown"))
}

/// As [`read_from`]; `undone` says what is not done with lines of another version, unless they are used like others.
fn read_without(journal: &Journal, undone: Option<&str>) -> Outcome {
    let mut messages: Vec<String> = journal.problem_lines();
    if let Some(undone) = undone.filter(|_| journal.foreign() > 0) {
        let lines = counted(journal.foreign(), "line");
        messages.push(format!("{lines} of the journal from another version or program, kept but not {undone}"));
    }
    Outcome { exit: if is_incomplete(journal) { Exit::Failed } else { Exit::Done }, messages }
}

/// Returns a hint if there are problems in the user's own files.
fn broken_files(catalog: &Catalog) -> Vec<String> {
    let found = catalog.problems().len();
    if found == 0 {
        return Vec::new();
    }
    vec![format!("supple: {} in your own files; `supple check` shows them", counted(found, "problem"))]
}

/// The origin of an item, for programs: built in, or the user's own.
#[derive(Serialize)]
struct Origin {
    own: bool,
    replaces_built_in: bool,
}

impl Origin {
    fn of(catalog: &Catalog, kind: ItemKind, id: &Id) -> Self {
        let own = catalog.own(kind, id.as_str());
        Self { own: own.is_some(), replaces_built_in: own == Some(true) }
    }
}

/// Returns the length of a routine with the default options; `None` if it cannot be played.
fn length_of(catalog: &Catalog, routine: &Routine) -> Option<Length> {
    compile::length(routine, &|id| catalog.timing(id), Options::default()).ok()
}
