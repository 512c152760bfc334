//! `supple doctor` and `supple paths`: the state of journal, folders, terminal and sinks, and the paths of all files.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::json;

use super::remind::InstalledReminder;
use super::{Exit, Outcome, write_json};
use crate::domain::text::counted;
use crate::state::sinks::status::Standing;

/// A folder, and its parts that others can access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its content: `config`, `data` or `state`.
    pub what: &'static str,
    /// Its path, safe to show.
    pub path: String,
    /// True if it exists.
    pub exists: bool,
    /// The paths in it, itself included, that others than its owner can access; each is safe to show.
    pub open: Vec<String>,
    /// False if its file system keeps no permissions.
    pub can_be_private: bool,
}

/// Counts of the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalState {
    /// The number of files, one for each device.
    pub files: usize,
    /// The number of sessions, without deleted ones.
    pub sessions: usize,
    /// The number of ratings, without deleted ones.
    pub ratings: usize,
    /// The parts that cannot be read, a line for each.
    pub problems: Vec<String>,
    /// True if a session was begun and has no end yet.
    pub unfinished: bool,
}

/// Properties of the terminal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TerminalReport {
    /// Columns and rows; `None` without a terminal.
    pub size: Option<(u16, u16)>,
    /// Its own name, safe to show.
    pub name: String,
    /// The number of colours that it is assumed to have, in words.
    pub colours: &'static str,
    /// Its background: `dark` or `light`.
    pub background: &'static str,
}

/// Everything that `supple doctor` shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoctorReport {
    /// The journal.
    pub journal: JournalState,
    /// The number of problems in the settings and in the user's own files.
    pub own_problems: usize,
    /// The folders.
    pub folders: Vec<Folder>,
    /// The paths that `--repair` made private, each safe to show.
    pub repaired: Vec<String>,
    /// The reasons why it could not make others private.
    pub unrepaired: Vec<String>,
    /// The terminal.
    pub terminal: TerminalReport,
    /// True over ssh: the program runs on another machine than the one whose screen shows it.
    pub remote: bool,
    /// Voice, tones and all the others.
    pub sinks: Vec<Standing>,
    /// Programs that are run beside those of the sinks.
    pub helpers: Vec<Helper>,
    /// The reminder that is set.
    pub reminder: Option<InstalledReminder>,
    /// The reason why it cannot be found out.
    pub reminder_problem: Option<String>,
}

/// A program that is run for the sake of another one.
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
/// Returns an error if `out` cannot be written.
pub fn run(report: &DoctorReport, json: bool, out: &mut dyn Write) -> io::Result<Outcome> {
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
    Ok(Outcome { exit: if messages.is_empty() { Exit::Done } else { Exit::Failed }, messages })
}

/// A folder or file and its purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPath {
    /// Its name in JSON.
    pub name: &'static str,
    /// Its content, for people.
    pub what: String,
    /// Its path, safe to show; `None` if it has none yet.
    pub path: Option<String>,
    /// True if it exists.
    pub exists: bool,
}

/// Writes the places in their order.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn paths(places: &[NamedPath], json: bool, out: &mut dyn Write) -> io::Result<Outcome> {
    if json {
        let all: BTreeMap<_, _> = places.iter().map(|place| (place.name, place.path.as_deref())).collect();
        write_json(out, &all)?;
        return Ok(Outcome::done());
    }
    for NamedPath { what, path, exists, .. } in places {
        let path = path.as_deref().unwrap_or("created with the first entry");
        let missing = if *exists { "" } else { "  (not created yet)" };
        writeln!(out, "{what:<15} {path}{missing}")?;
    }
    Ok(Outcome::done())
}

type DoctorRows = Vec<(&'static str, String)>;

fn sections(report: &DoctorReport) -> Vec<(&'static str, DoctorRows)> {
    let own = match report.own_problems {
        0 => "no problems in settings and own files".to_owned(),
        found => format!("{} in settings and own files; see supple check", counted(found, "problem")),
    };
    let mut folders: DoctorRows = report.folders.iter().map(|folder| (folder.what, told(folder))).collect();
    folders.push(("own files", own));
    folders.extend(report.repaired.iter().map(|path| ("made private", path.clone())));
    let mut sinks: DoctorRows = report.sinks.iter().map(|standing| (standing.sink.as_str(), standing.text())).collect();
    sinks.extend(report.helpers.iter().map(|helper| ("helper", format!("{}, {}", helper.program, helper.does))));
    vec![
        ("Journal", journal(report)),
        ("Folders", folders),
        ("Terminal", terminal(&report.terminal)),
        ("Sound and alerts", sinks),
        ("Reminder", vec![("set", reminder(report))]),
    ]
}

fn reminder(report: &DoctorReport) -> String {
    let found = report.reminder.map(|reminder| reminder.text());
    found.or_else(|| report.reminder_problem.clone()).unwrap_or_else(|| "none; see supple remind --help".to_owned())
}

fn journal(report: &DoctorReport) -> DoctorRows {
    let JournalState { files, sessions, ratings, problems, unfinished } = &report.journal;
    let mut rows = vec![
        ("files", format!("{files}, one for each device")),
        ("entries", format!("{}, {}", counted(*sessions, "session"), counted(*ratings, "rating"))),
    ];
    if problems.is_empty() {
        rows.push(("unreadable", "nothing".to_owned()));
    }
    rows.extend(problems.iter().map(|problem| ("unreadable", problem.clone())));
    if *unfinished {
        rows.push(("unfinished", "a session; supple asks about it at the next start".to_owned()));
    }
    rows
}

fn told(folder: &Folder) -> String {
    let Folder { path, exists, open, can_be_private, .. } = folder;
    match open.as_slice() {
        _ if !exists => format!("{path}  (not created yet)"),
        [] => format!("{path}  private"),
        [first, more @ ..] => {
            let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            let advice = if *can_be_private { "supple doctor --repair" } else { "its file system has no permissions" };
            format!("{path}  open to others: {first}{more}; {advice}")
        }
    }
}

fn terminal(terminal: &TerminalReport) -> DoctorRows {
    let size = terminal.size.map_or("none; output is not a terminal".to_owned(), |(columns, rows)| {
        format!("{columns} x {rows}{}", if columns < 40 || rows < 12 { "; supple needs 40 x 12" } else { "" })
    });
    let name = if terminal.name.is_empty() { "unnamed" } else { &terminal.name };
    let colours = format!("{}, {} background", terminal.colours, terminal.background);
    vec![("size", size), ("name", name.to_owned()), ("colours", colours)]
}

fn as_json(report: &DoctorReport) -> serde_json::Value {
    let DoctorReport { journal, terminal, .. } = report;
    json!({
        "journal": {
            "files": journal.files, "sessions": journal.sessions, "ratings": journal.ratings,
            "problems": journal.problems, "unfinished": journal.unfinished,
        },
        "own_problems": report.own_problems,
        "folders": report.folders.iter().map(folder_json).collect::<Vec<_>>(),
        "repaired": report.repaired,
        "unrepaired": report.unrepaired,
        "terminal": {
            "columns": terminal.size.map(|(columns, _)| columns), "rows": terminal.size.map(|(_, rows)| rows),
            "name": terminal.name, "colours": terminal.colours, "background": terminal.background,
        },
        "remote": report.remote,
        "sinks": report.sinks.iter().map(sink_json).collect::<Vec<_>>(),
        "helpers": report.helpers.iter().map(|helper| helper.program).collect::<Vec<_>>(),
        "reminder": report.reminder.map(reminder_json),
    })
}

fn folder_json(folder: &Folder) -> serde_json::Value {
    let Folder { what, path, exists, open, can_be_private } = folder;
    json!({"what": what, "path": path, "exists": exists, "open": open, "can_be_private": can_be_private})
}

fn reminder_json(reminder: InstalledReminder) -> serde_json::Value {
    let InstalledReminder { clock, schedule, next } = reminder;
    let [schedule, next] =
        [schedule.map(|schedule| schedule.to_string()), next.map(|next| next.format("%Y-%m-%dT%H:%M").to_string())];
    json!({"clock": clock.name(), "schedule": schedule, "next": next})
}

fn sink_json(standing: &Standing) -> serde_json::Value {
    let Standing { sink, has, used, note } = standing;
    json!({"sink": sink, "has": has, "used": used, "note": note})
}
