//! `supple doctor`: how it stands with journal, folders, terminal and everything that is heard.

use std::io::{self, Write};

use serde_json::json;

use super::{Outcome, counted, write_json};
use crate::app::sinks::told::Standing;

/// A folder, as far as others can get at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// What it holds: `config`, `data` or `state`.
    pub what: &'static str,
    /// Its path, safe to show.
    pub path: String,
    /// Whether it is there.
    pub exists: bool,
    /// What in it others than its owner can get at, itself included, each path safe to show.
    pub open: Vec<String>,
    /// False where its file system keeps no permissions.
    pub can_be_private: bool,
}

/// What the journal is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// How many files, one for each device.
    pub files: usize,
    /// Sessions that hold.
    pub sessions: usize,
    /// Ratings that hold.
    pub ratings: usize,
    /// What cannot be read, a line for people each.
    pub problems: Vec<String>,
    /// Whether a session was begun and has no end yet.
    pub unfinished: bool,
}

/// What the terminal was found to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terminal {
    /// Columns and rows; `None` where there is no terminal.
    pub size: Option<(u16, u16)>,
    /// What it calls itself, safe to show.
    pub name: String,
    /// How many colours it is taken to have, in words.
    pub colours: &'static str,
    /// Its background: `dark` or `light`.
    pub background: &'static str,
}

/// Everything that is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The journal.
    pub journal: Written,
    /// Problems in the settings and in the user's own files.
    pub own_problems: usize,
    /// The folders.
    pub folders: Vec<Folder>,
    /// What `--repair` made private, each path safe to show.
    pub repaired: Vec<String>,
    /// What it could not, for people.
    pub unrepaired: Vec<String>,
    /// The terminal.
    pub terminal: Terminal,
    /// The program runs on another machine than the one that is looked at.
    pub remote: bool,
    /// Voice, tones and all the others.
    pub sinks: Vec<Standing>,
    /// Programs that are run beside those of the sinks, each with what it is for.
    pub helpers: Vec<Helper>,
}

/// A program that is run for the sake of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Helper {
    /// Its name.
    pub program: &'static str,
    /// Its purpose, for people.
    pub does: &'static str,
}

/// Writes the report.
///
/// # Errors
/// Where `out` cannot be written.
pub fn run(report: &Report, json: bool, out: &mut dyn Write) -> io::Result<Outcome> {
    if json {
        write_json(out, &as_json(report))?;
    } else {
        for (heading, rows) in sections(report) {
            writeln!(out, "{heading}")?;
            for (name, text) in rows {
                writeln!(out, "  {name:<13} {text}")?;
            }
        }
    }
    let messages = report.unrepaired.iter().map(|why| format!("supple: {why}")).collect::<Vec<_>>();
    let done = Outcome::done();
    Ok(if messages.is_empty() { done } else { Outcome { exit: super::Exit::Failed, messages } })
}

type Rows = Vec<(&'static str, String)>;

fn sections(report: &Report) -> Vec<(&'static str, Rows)> {
    let own = match report.own_problems {
        0 => "no problems in settings and own files".to_owned(),
        found => format!("{} in settings and own files; supple check says which", counted(found, "problem")),
    };
    let mut folders: Rows = report.folders.iter().map(|folder| (folder.what, told(folder))).collect();
    folders.push(("own files", own));
    folders.extend(report.repaired.iter().map(|path| ("made private", path.clone())));
    let mut sinks: Rows = report.sinks.iter().map(|standing| (standing.sink.as_str(), standing.text())).collect();
    sinks.extend(report.helpers.iter().map(|helper| ("helper", format!("{}, {}", helper.program, helper.does))));
    vec![
        ("Journal", journal(report)),
        ("Folders", folders),
        ("Terminal", terminal(&report.terminal)),
        ("Beside the screen", sinks),
    ]
}

fn journal(report: &Report) -> Rows {
    let Written { files, sessions, ratings, problems, unfinished } = &report.journal;
    let mut rows = vec![
        ("files", format!("{files}, one for each device")),
        ("entries", format!("{}, {}", counted(*sessions, "session"), counted(*ratings, "rating"))),
    ];
    if problems.is_empty() {
        rows.push(("unreadable", "nothing".to_owned()));
    }
    rows.extend(problems.iter().map(|problem| ("unreadable", problem.clone())));
    if *unfinished {
        rows.push(("unfinished", "a session; the next start asks about it".to_owned()));
    }
    rows
}

fn told(folder: &Folder) -> String {
    let Folder { path, exists, open, can_be_private, .. } = folder;
    match open.as_slice() {
        _ if !exists => format!("{path}  (not there yet)"),
        [] => format!("{path}  private"),
        [first, more @ ..] => {
            let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            let advice =
                if *can_be_private { "supple doctor --repair" } else { "its file system keeps no permissions" };
            format!("{path}  open to others: {first}{more}; {advice}")
        }
    }
}

fn terminal(terminal: &Terminal) -> Rows {
    let size = terminal.size.map_or("none; output is not a terminal".to_owned(), |(columns, rows)| {
        format!("{columns} x {rows}{}", if columns < 40 || rows < 12 { "; supple needs 40 x 12" } else { "" })
    });
    let name = if terminal.name.is_empty() { "it gives no name" } else { &terminal.name };
    let colours = format!("{}, {} background", terminal.colours, terminal.background);
    vec![("size", size), ("name", name.to_owned()), ("colours", colours)]
}

fn as_json(report: &Report) -> serde_json::Value {
    let Report { journal, terminal, .. } = report;
    let folder = |folder: &Folder| json!({"what": folder.what, "path": folder.path, "exists": folder.exists, "open": folder.open, "can_be_private": folder.can_be_private});
    let sink = |standing: &Standing| json!({"sink": standing.sink, "has": standing.has, "used": standing.used, "note": standing.note});
    json!({
        "journal": {
            "files": journal.files, "sessions": journal.sessions, "ratings": journal.ratings,
            "problems": journal.problems, "unfinished": journal.unfinished,
        },
        "own_problems": report.own_problems,
        "folders": report.folders.iter().map(folder).collect::<Vec<_>>(),
        "repaired": report.repaired,
        "unrepaired": report.unrepaired,
        "terminal": {
            "columns": terminal.size.map(|(columns, _)| columns), "rows": terminal.size.map(|(_, rows)| rows),
            "name": terminal.name, "colours": terminal.colours, "background": terminal.background,
        },
        "remote": report.remote,
        "sinks": report.sinks.iter().map(sink).collect::<Vec<_>>(),
        "helpers": report.helpers.iter().map(|helper| helper.program).collect::<Vec<_>>(),
    })
}
