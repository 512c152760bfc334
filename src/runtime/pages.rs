//! Pages to print: the report and the handout, made by the same code for `supple report -o` and for the key on a
//! screen. For the key they are written to the data folder and opened with the program of the desktop.
//!
//! A key's page is made in a thread of its own, because the whole journal is read for it; the program that opens it is
//! left running, also when this one ends.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use super::Input;
use super::config;
use super::content;
use super::disk::{DiskError, make_folder, replace, shown};
use super::input::Mailbox;
use super::paths::Paths;
use super::sinks::find::{Variable, is_remote, on_path};
use super::store::Store;
use crate::cli::report::{Format, ReportArgs};
use crate::commands::{Inputs, Outcome, handout, report};
use crate::domain::content::catalog::Catalog;
use crate::domain::time::Now;
use crate::state::event::{Event, PrintedPage};
use crate::state::settings::Settings;

/// A page with what is to be said about it.
pub(super) struct MadePage {
    pub(super) bytes: Vec<u8>,
    pub(super) outcome: Outcome,
}

/// Reads all content, and the settings by which it is shown.
pub(super) fn content(paths: &Paths) -> (Catalog, Settings) {
    let mut catalog = content::catalog(paths);
    let settings = config::read(paths, &catalog).settings;
    catalog.choose_units(settings.units);
    (catalog, settings)
}

/// Makes the report.
///
/// # Errors
/// None in practice: it is written to memory.
pub(super) fn report(paths: &Paths, store: &Store, args: &ReportArgs, now: &Now) -> io::Result<MadePage> {
    let (journal, (catalog, settings)) = (store.read(None), content(paths));
    let inputs = Inputs { journal: &journal, catalog: &catalog, settings: &settings };
    let mut bytes = Vec::new();
    let outcome = report::run(inputs, args, now, &mut bytes)?;
    Ok(MadePage { bytes, outcome })
}

/// Makes the handout of the routine that `asked` names.
///
/// # Errors
/// As [`report`].
pub(super) fn handout(paths: &Paths, asked: &str) -> io::Result<MadePage> {
    let mut bytes = Vec::new();
    let outcome = handout::run(&content(paths).0, asked, &mut bytes)?;
    Ok(MadePage { bytes, outcome })
}

/// The folders and the time that a page asked for by a key is made with.
#[derive(Clone)]
pub(super) struct PagePress {
    pub(super) paths: Paths,
    pub(super) store: Store,
    pub(super) now: Now,
    pub(super) mailbox: Mailbox,
}

impl PagePress {
    /// Makes, writes and opens `page` in a thread, with messages about it.
    ///
    /// # Errors
    /// The system refuses a thread.
    pub(super) fn start(self, page: PrintedPage) -> Result<(), String> {
        let thread = thread::Builder::new().name("page".into());
        let started = thread.spawn(move || {
            let written = self.write(&page);
            self.open(written, &|name| std::env::var(name).ok());
        });
        started.map(drop).map_err(|error| format!("cannot make the page: {error}"))
    }

    /// Makes and writes the page.
    ///
    /// # Errors
    /// A message for people: there is nothing to print, or the file cannot be written.
    fn write(&self, page: &PrintedPage) -> Result<PathBuf, String> {
        let (name, made) = match page {
            PrintedPage::Report { weeks } => {
                let args = ReportArgs {
                    output: None,
                    weeks: *weeks,
                    without: Vec::new(),
                    name: None,
                    question: None,
                    format: Format::Html,
                };
                let name = format!("report-{}.html", self.now.wall.format("%Y-%m-%d"));
                (name, report(&self.paths, &self.store, &args, &self.now))
            }
            PrintedPage::Handout(routine) => {
                (format!("handout-{routine}.html"), handout(&self.paths, routine.as_str()))
            }
        };
        let made = made.map_err(|error| error.to_string())?;
        if made.bytes.is_empty() {
            return Err(made.outcome.messages.join("; "));
        }
        self.put(&name, &made.bytes).map_err(|error| error.to_string())
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, DiskError> {
        let folder = self.paths.pages_dir();
        make_folder(&folder, "make the folder for pages,")?;
        let file = folder.join(name);
        replace(&file, bytes)?;
        Ok(file)
    }

    /// Opens the page, and waits for the end of the program that opens it, which may be the browser itself.
    fn open(&self, written: Result<PathBuf, String>, variable: Variable<'_>) {
        let file = match written {
            Ok(file) => file,
            Err(why) => return self.tell(why),
        };
        let at = short(&file, variable);
        let opened = opener(variable).and_then(|program| Ok((begin(&program, &file)?, program)));
        match opened {
            Err(why) => self.tell(format!("saved: {at}; {why}")),
            Ok((mut child, program)) => {
                self.tell(format!("opening {at}"));
                // Windows Explorer never says that all went well.
                let has_failed = child.wait().is_ok_and(|status| !status.success()) && !cfg!(windows);
                if has_failed {
                    self.tell(format!("saved: {at}; {} cannot open it", name_of(&program)));
                }
            }
        }
    }

    fn tell(&self, text: String) {
        self.mailbox.send(Input::Event(Event::Told(text)));
    }
}

/// Returns the program of the desktop that opens a file with whatever shows it.
///
/// # Errors
/// The reason why there is none, for people.
fn opener(variable: Variable<'_>) -> Result<String, String> {
    let (names, has_desktop): (&[&str], bool) = if cfg!(windows) {
        (&["explorer"], !is_remote(variable))
    } else if cfg!(target_os = "macos") {
        (&["open"], !is_remote(variable))
    } else {
        // Without a desktop a browser would be started in this very terminal.
        (&["xdg-open", "wslview"], has_display(variable))
    };
    if !has_desktop {
        return Err("no desktop to open it on".to_owned());
    }
    let path = variable("PATH").unwrap_or_default();
    let found = names.iter().find_map(|name| on_path(name, &path));
    found.ok_or_else(|| format!("no {} to open it", names.first().copied().unwrap_or_default()))
}

fn has_display(variable: Variable<'_>) -> bool {
    ["WAYLAND_DISPLAY", "DISPLAY"].into_iter().any(|name| variable(name).is_some_and(|value| !value.is_empty()))
}

/// Starts the program apart from this terminal: it gets no key, and no signal that is meant for this program.
fn begin(program: &str, file: &Path) -> Result<Child, String> {
    let mut command = Command::new(program);
    command.arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn().map_err(|error| format!("{} cannot be run: {error}", name_of(program)))
}

fn name_of(program: &str) -> String {
    shown(Path::new(Path::new(program).file_name().unwrap_or_default()))
}

/// Returns a path as people write it, with `~` for their own folder.
fn short(file: &Path, variable: Variable<'_>) -> String {
    let home = variable("HOME").filter(|home| !home.is_empty());
    let inside = home.and_then(|home| file.strip_prefix(home).ok().map(Path::to_owned));
    inside.map_or_else(|| shown(file), |inside| shown(&Path::new("~").join(inside)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(known: &[(&str, &str)]) -> impl Fn(&str) -> Option<String> {
        let known: Vec<_> = known.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        move |name| known.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn nothing_is_started_where_there_is_no_desktop() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::TempDir::new().unwrap();
        let (program, path) = (folder.path().join("xdg-open"), folder.path().to_string_lossy().into_owned());
        std::fs::write(&program, "#!/bin/sh\n").unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
        let found = |variables: &[(&str, &str)]| opener(&self::variables(variables));
        assert_eq!(found(&[("PATH", &path)]), Err("no desktop to open it on".to_owned()));
        assert_eq!(found(&[("PATH", &path), ("DISPLAY", "")]), Err("no desktop to open it on".to_owned()));
        assert_eq!(found(&[("PATH", "/nowhere"), ("DISPLAY", ":0")]), Err("no xdg-open to open it".to_owned()));
        let program = program.to_string_lossy().into_owned();
        assert_eq!(found(&[("PATH", &path), ("WAYLAND_DISPLAY", "wayland-0")]), Ok(program));
    }

    #[test]
    fn a_path_is_as_short_as_people_write_it() {
        let home = variables(&[("HOME", "/a/me")]);
        assert_eq!(short(Path::new("/a/me/data/a.html"), &home), "~/data/a.html");
        assert_eq!(short(Path::new("/a/you/a.html"), &home), "/a/you/a.html");
        assert_eq!(short(Path::new("/a/me/a.html"), &variables(&[])), "/a/me/a.html");
    }
}
