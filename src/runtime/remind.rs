//! Reminders on this machine: its clock, the files and commands that set one up, and the notification.

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use super::compose::recent_journal;
use super::disk::shown;
use super::paths::{Paths, chosen};
use super::progress::SessionLock;
use super::sinks::background_jobs::remind;
use super::start::WrongUse;
use super::store::Store;
use crate::cli::remind::{RemindArgs, RemindTask, ReminderRequest};
use crate::commands::remind::{self as words, InstalledReminder};
use crate::commands::{Inputs, Outcome, search};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::reminder::due::Silence;
use crate::domain::reminder::{LaunchVariable, Reminder, ReminderLaunch};
use crate::domain::time::Now;
use crate::state::settings::Settings;
use clock::{ClockHost, installed};

pub(super) mod clock;
mod tool;

/// The variables by which the folders are found where none is named.
const FOLDERS: [&str; 3] = ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"];

/// The input of `supple remind`.
pub(super) struct ReminderDesk<'a> {
    /// The folder of `--home`.
    pub(super) home: Option<&'a Path>,
    /// The folders.
    pub(super) paths: &'a Paths,
    /// The journal.
    pub(super) store: &'a Store,
    /// All content.
    pub(super) catalog: &'a Catalog,
    /// The settings.
    pub(super) settings: &'a Settings,
    /// The present.
    pub(super) now: &'a Now,
}

impl ReminderDesk<'_> {
    /// Runs the command. The inner error says that `out` cannot be written.
    ///
    /// # Errors
    /// The words make no sense, or the clock cannot be set; for people.
    pub(super) fn run(&self, args: &RemindArgs, out: &mut dyn Write) -> Result<io::Result<Outcome>> {
        Ok(match args.task().map_err(WrongUse::new)? {
            RemindTask::Look => words::look(installed(self.now.wall.naive_local())?, out),
            RemindTask::Preview(request) => match self.reminder(&request)? {
                Ok(reminder) => words::preview(&ClockHost::find()?.setup(&reminder)?, &reminder.schedule, out),
                Err(outcome) => Ok(outcome),
            },
            RemindTask::Install(request) => match self.reminder(&request)? {
                Ok(reminder) => {
                    let host = ClockHost::find()?;
                    let is_new = host.install(&reminder)?;
                    let state = if is_new { "Set" } else { "Already set" };
                    let now = self.now.wall.naive_local();
                    let found = InstalledReminder::new(host.clock(), Some(reminder.schedule), now);
                    writeln!(out, "{state}: {}", found.text()).map(|()| Outcome::done())
                }
                Err(outcome) => Ok(outcome),
            },
            RemindTask::Remove => {
                let text = if ClockHost::find()?.remove()? { "The reminder is gone." } else { "No reminder was set." };
                writeln!(out, "{text}").map(|()| Outcome::done())
            }
            RemindTask::Notify(routine) => self.notify(routine.as_deref(), args.is_break, out)?,
        })
    }

    /// Makes the reminder that is asked for; the inner error is the outcome if it names no routine.
    fn reminder(&self, request: &ReminderRequest) -> Result<Result<Reminder, Outcome>> {
        let arguments = match words::arguments(request, self.catalog) {
            Ok(arguments) => arguments,
            Err(outcome) => return Ok(Err(outcome)),
        };
        let home = chosen(self.home);
        let variables = if home.is_some() { Vec::new() } else { folder_variables()? };
        let home = match home {
            Some(home) => vec!["--home".to_owned(), plain(std::path::absolute(home)?.into_os_string())?],
            None => Vec::new(),
        };
        let program = plain(env::current_exe()?.into_os_string())?;
        let launch = ReminderLaunch { program, arguments: home.into_iter().chain(arguments).collect(), variables };
        if let Some(why) = words::launch_problem(&launch) {
            bail!(why);
        }
        Ok(Ok(Reminder { schedule: request.schedule, launch }))
    }

    /// Shows the notification, if it is due.
    fn notify(&self, routine: Option<&str>, is_break: bool, out: &mut dyn Write) -> Result<io::Result<Outcome>> {
        let routine = match routine.map(|asked| search::routine(self.catalog, asked)) {
            None => None,
            Some(Ok(routine)) => Some(routine.id.clone()),
            Some(Err(why)) => return Ok(Ok(Outcome::failed(why))),
        };
        let due = if self.session_runs()? { Err(Silence::Running) } else { self.due(routine.as_ref(), is_break) };
        Ok(match due {
            Ok(reminder) => {
                remind(&reminder.text(), &words::invitation(&reminder, is_break)).map_err(|why| anyhow!(why))?;
                writeln!(out, "Reminded of {}.", reminder.text())
            }
            Err(silence) => writeln!(out, "No reminder: {}.", silence.text()),
        }
        .map(|()| Outcome::done()))
    }

    fn due(&self, routine: Option<&Id>, is_break: bool) -> Result<crate::domain::reminder::due::DueReminder, Silence> {
        let journal = recent_journal(self.store, self.now);
        let inputs = Inputs { journal: &journal, catalog: self.catalog, settings: self.settings };
        words::due_now(inputs, routine, is_break, self.now)
    }

    /// Returns true if another program runs a session. The lock is let go at once.
    fn session_runs(&self) -> Result<bool> {
        Ok(self.paths.session_lock().exists() && SessionLock::try_take(self.paths)?.is_none())
    }
}

/// Returns the variables that the folders depend on.
fn folder_variables() -> Result<Vec<LaunchVariable>> {
    let set = FOLDERS.into_iter().filter_map(|name| Some((name, env::var_os(name).filter(|value| !value.is_empty())?)));
    set.filter(|_| !cfg!(any(windows, target_os = "macos")))
        .map(|(name, value)| Ok(LaunchVariable { name, value: plain(value)? }))
        .collect()
}

/// Returns the text of a path.
///
/// # Errors
/// It is not valid Unicode, which the texts of the clocks cannot hold.
fn plain(path: OsString) -> Result<String> {
    path.into_string().map_err(|path| anyhow!("no clock can start anything at {}", shown(&PathBuf::from(path))))
}
