//! The report of `supple doctor`, and the repair of files that are not private.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::in_words;
use super::marks::{is_open, keeps_permissions};
use super::paths::Paths;
use super::remind::clock::installed;
use super::store::Store;
use super::{config, content, sinks, start};
use crate::cli::Global;
use crate::commands::doctor::{DoctorReport, Folder, JournalState, TerminalReport};
use crate::domain::content::words::WordList as _;
use crate::domain::text::without_controls;
use crate::domain::time::Now;
use crate::state::sinks::{Sink, SinkStatus};
use crate::theme::{Background, ColorDepth};

/// Makes the report. With `repair`, files in data and state that others have access to are made private first.
pub fn report(paths: &Paths, store: &Store, global: &Global, repair: bool, now: &Now) -> DoctorReport {
    let catalog = content::catalog(paths);
    let reading = config::read(paths, &catalog);
    let (mut repaired, mut unrepaired) = (Vec::new(), Vec::new());
    if repair {
        for path in [&paths.data, &paths.state].into_iter().flat_map(|folder| open_in(folder)) {
            match make_private(&path) {
                Ok(()) => repaired.push(content::shown(&path)),
                Err(error) => {
                    unrepaired.push(format!("cannot make {} private: {}", content::shown(&path), in_words(&error)));
                }
            }
        }
    }
    let (reminder, reminder_problem) = match installed(now.wall.naive_local()) {
        Ok(found) => (found, None),
        Err(error) => (None, Some(without_controls(&format!("{error:#}")))),
    };
    let known = SinkStatus { found: Some(sinks::find_all()), ..SinkStatus::default() };
    let standings = Sink::ALL.iter().map(|(_, sink)| known.standing(*sink, &reading.settings)).collect();
    DoctorReport {
        journal: written(paths, store),
        own_problems: catalog.problems().len() + reading.problems.len(),
        folders: vec![folder("config", &paths.config), folder("data", &paths.data), folder("state", &paths.state)],
        repaired,
        unrepaired,
        terminal: terminal(global),
        remote: known.found.as_ref().is_some_and(|found| found.remote),
        helpers: sinks::helpers(known.found.as_ref()),
        sinks: standings,
        reminder,
        reminder_problem,
    }
}

fn written(paths: &Paths, store: &Store) -> JournalState {
    let journal = store.read(None);
    JournalState {
        files: store.files().len(),
        sessions: journal.sessions().len(),
        ratings: journal.ratings().len(),
        problems: journal.problem_lines(),
        unfinished: paths.progress_file().exists(),
    }
}

fn folder(what: &'static str, path: &Path) -> Folder {
    // The config folder has no health data, and may well be shared on purpose.
    let open = if what == "config" { Vec::new() } else { open_in(path) };
    let can_be_private = open.is_empty() || keeps_permissions(path);
    let open = open.iter().map(|path| content::shown(path)).collect();
    Folder { what, path: content::shown(path), exists: path.exists(), open, can_be_private }
}

/// Returns everything of ours that others have access to: the folder, the folder of the journal, and the files in both.
/// Files deeper down are not ours, and links are left alone.
fn open_in(folder: &Path) -> Vec<PathBuf> {
    let mut open = vec![folder.to_owned()];
    for folder in [folder.to_owned(), folder.join("journal")] {
        open.extend(fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()));
    }
    open.retain(|path| is_open(path));
    open.sort();
    open
}

#[cfg(unix)]
fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::symlink_metadata(path)?.permissions().mode();
    // The rights of the owner stay as they are.
    fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o7700))
}

#[cfg(not(unix))]
fn make_private(_: &Path) -> io::Result<()> {
    Ok(())
}

fn terminal(global: &Global) -> TerminalReport {
    use io::IsTerminal as _;
    let found = start::terminal(global);
    TerminalReport {
        size: io::stdout().is_terminal().then(super::terminal::size),
        name: without_controls(&std::env::var("TERM").unwrap_or_default()),
        colours: match found.depth {
            ColorDepth::None => "no colours",
            ColorDepth::Ansi16 => "16 colours",
            ColorDepth::Ansi256 => "256 colours",
            ColorDepth::TrueColor => "true colour",
        },
        background: match found.background {
            Background::Dark => "dark",
            Background::Light => "light",
        },
    }
}
