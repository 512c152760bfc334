//! Looks at everything for `supple doctor`, and makes private what is not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::in_words;
use super::paths::Paths;
use super::privacy::{is_open, keeps_permissions};
use super::store::Store;
use super::{config, content, sinks, start};
use crate::app::sinks::{Sink, Sinks};
use crate::cli::Global;
use crate::commands::doctor::{Folder, Report, Terminal, Written};
use crate::domain::content::words::Word as _;
use crate::domain::text::without_controls;
use crate::theme::{Background, ColorDepth};

/// Looks at everything. `repair`: first makes private what others can get at in data and state.
pub fn report(paths: &Paths, store: &Store, global: &Global, repair: bool) -> Report {
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
    let known = Sinks { found: Some(sinks::find_all()), ..Sinks::default() };
    let standings = Sink::ALL.iter().map(|(_, sink)| known.standing(*sink, &reading.settings)).collect();
    Report {
        journal: written(paths, store),
        own_problems: catalog.problems().len() + reading.problems.len(),
        folders: [("config", &paths.config), ("data", &paths.data), ("state", &paths.state)].map(folder).to_vec(),
        repaired,
        unrepaired,
        terminal: terminal(global),
        remote: known.found.as_ref().is_some_and(|found| found.remote),
        helpers: sinks::helpers(known.found.as_ref()),
        sinks: standings,
    }
}

fn written(paths: &Paths, store: &Store) -> Written {
    let journal = store.read(None);
    Written {
        files: store.files().len(),
        sessions: journal.sessions().len(),
        ratings: journal.ratings().len(),
        problems: journal.problem_lines(),
        unfinished: paths.progress_file().exists(),
    }
}

fn folder((what, path): (&'static str, &PathBuf)) -> Folder {
    // What is in the config folder is no health data, and may well be shared on purpose.
    let open = if what == "config" { Vec::new() } else { open_in(path) };
    let can_be_private = open.is_empty() || keeps_permissions(path);
    let open = open.iter().map(|path| content::shown(path)).collect();
    Folder { what, path: content::shown(path), exists: path.exists(), open, can_be_private }
}

/// Everything of ours that others can get at: the folder, the folder of the journal, and the files in both. What lies
/// deeper is not ours, and links are left alone.
fn open_in(folder: &Path) -> Vec<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
    };
    let within = inside(folder);
    let journal = folder.join("journal");
    let all = [folder.to_owned()].into_iter().chain(within).chain(inside(&journal));
    let mut open: Vec<PathBuf> = all.filter(|path| is_open(path)).collect();
    open.sort();
    open
}

#[cfg(unix)]
fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::symlink_metadata(path)?.permissions().mode();
    // Nothing is given to anybody: what the owner cannot do stays so.
    fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o7700))
}

#[cfg(not(unix))]
fn make_private(_: &Path) -> io::Result<()> {
    Ok(())
}

fn terminal(global: &Global) -> Terminal {
    use io::IsTerminal as _;
    let found = start::terminal(global);
    Terminal {
        size: io::stdout().is_terminal().then(super::tty::size),
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
