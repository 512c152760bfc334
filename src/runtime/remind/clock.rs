//! The clock of this machine: systemd before cron on Linux, launchd on macOS, the Task Scheduler on Windows.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use chrono::NaiveDateTime;

use super::tool::SystemTool;
use crate::commands::remind::{ClockFile, InstalledReminder, ReminderSetup};
use crate::domain::reminder::clock_text::{launchd_agent, systemd_service, systemd_timer, windows_task};
use crate::domain::reminder::crontab::{block, block_in, with_block};
use crate::domain::reminder::{NAME, Reminder, SystemClock, schedule_in};
use crate::runtime::disk::{make_folder, remove, replace, shown};

/// The clock of this machine, and the folder of its files.
pub(in crate::runtime) struct ClockHost {
    clock: SystemClock,
    /// The folder of the user's units, agents or tasks.
    folder: PathBuf,
    /// False if nothing here would start a reminder.
    is_possible: bool,
}

/// A file to be written.
struct UnitFile {
    path: PathBuf,
    bytes: Vec<u8>,
    text: String,
}

impl UnitFile {
    fn new(path: PathBuf, text: String) -> Self {
        Self { path, bytes: text.clone().into_bytes(), text }
    }

    /// Returns a file in the encoding that the Task Scheduler writes itself.
    fn for_windows(path: PathBuf, text: String) -> Self {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        Self { path, bytes: units.flat_map(u16::to_le_bytes).collect(), text }
    }

    fn is_written(&self) -> bool {
        fs::read(&self.path).is_ok_and(|bytes| bytes == self.bytes)
    }
}

impl ClockHost {
    /// Finds the clock.
    ///
    /// # Errors
    /// The user's home folder is not known.
    pub(in crate::runtime) fn find() -> Result<Self> {
        let (clock, is_possible) = if cfg!(windows) {
            (SystemClock::Windows, true)
        } else if cfg!(target_os = "macos") {
            (SystemClock::Launchd, true)
        } else if has_systemd() {
            (SystemClock::Systemd, true)
        } else if SystemTool::is_there("crontab") {
            (SystemClock::Cron, true)
        } else {
            (SystemClock::Systemd, false)
        };
        Ok(Self { clock, folder: folder(clock)?, is_possible })
    }

    pub(in crate::runtime) const fn clock(&self) -> SystemClock {
        self.clock
    }

    /// Returns what [`install`](Self::install) would do.
    ///
    /// # Errors
    /// The clock cannot start a program at such a path.
    pub(in crate::runtime) fn setup(&self, reminder: &Reminder) -> Result<ReminderSetup> {
        let files = if self.clock == SystemClock::Cron {
            let text = block(reminder).map_err(|why| anyhow!(why))?;
            vec![ClockFile { place: "in your crontab".to_owned(), text }]
        } else {
            let files = self.files(reminder)?.into_iter();
            files.map(|file| ClockFile { place: shown(&file.path), text: file.text }).collect()
        };
        let commands = match self.clock {
            SystemClock::Cron => vec![write_table()],
            _ => self.start(),
        };
        let commands = commands.iter().map(SystemTool::text).collect();
        Ok(ReminderSetup { clock: self.clock, files, commands, is_possible: self.is_possible })
    }

    /// Installs a reminder in place of an earlier one; returns false if it was installed already.
    ///
    /// # Errors
    /// This machine has no clock, a file cannot be written, or a command fails.
    pub(in crate::runtime) fn install(&self, reminder: &Reminder) -> Result<bool> {
        if !self.is_possible {
            bail!("nothing here would start a reminder: there is neither a systemd of yours nor a crontab");
        }
        let is_new = match self.clock {
            SystemClock::Cron => write_block(&block(reminder).map_err(|why| anyhow!(why))?)?,
            _ => self.write_files(reminder)?,
        };
        // A machine may have had another clock before.
        match self.clock {
            SystemClock::Systemd if SystemTool::is_there("crontab") => {
                write_block("")?;
            }
            SystemClock::Cron => {
                remove_files(SystemClock::Systemd, &folder(SystemClock::Systemd)?)?;
            }
            _ => {}
        }
        Ok(is_new)
    }

    fn write_files(&self, reminder: &Reminder) -> Result<bool> {
        let files = self.files(reminder)?;
        if files.iter().all(UnitFile::is_written) && self.is_running() {
            return Ok(false);
        }
        make_folder(&self.folder, "make the folder for a reminder,")?;
        for file in files {
            replace(&file.path, &file.bytes)?;
        }
        if self.clock == SystemClock::Launchd {
            // An agent is only read when it is loaded; the first time there is none to unload.
            let _ = stop(self.clock).iter().try_for_each(|tool| tool.run("").map(drop));
        }
        self.start().iter().try_for_each(|tool| tool.run("").map(drop))?;
        Ok(true)
    }

    /// Removes the reminder, whichever clock has it; returns false if there was none.
    ///
    /// # Errors
    /// A file or the table cannot be read or written.
    pub(in crate::runtime) fn remove(&self) -> Result<bool> {
        let of_table = self.has_table() && write_block("")?;
        let clock = if self.clock == SystemClock::Cron { SystemClock::Systemd } else { self.clock };
        let of_files = remove_files(clock, &folder(clock)?)?;
        Ok(of_table || of_files)
    }

    /// Returns true if cron may have a reminder.
    fn has_table(&self) -> bool {
        matches!(self.clock, SystemClock::Cron | SystemClock::Systemd) && SystemTool::is_there("crontab")
    }

    fn files(&self, reminder: &Reminder) -> Result<Vec<UnitFile>> {
        let texts = match self.clock {
            SystemClock::Systemd => vec![systemd_service(reminder), systemd_timer(reminder)],
            SystemClock::Launchd => vec![launchd_agent(reminder)],
            SystemClock::Windows => vec![windows_task(reminder).map_err(|why| anyhow!(why))?],
            SystemClock::Cron => Vec::new(),
        };
        let paths = names(self.clock).into_iter().map(|name| self.folder.join(name));
        let make = if self.clock == SystemClock::Windows { UnitFile::for_windows } else { UnitFile::new };
        Ok(paths.zip(texts).map(|(path, text)| make(path, text)).collect())
    }

    /// Returns the commands that have the clock read the files.
    fn start(&self) -> Vec<SystemTool> {
        let timer = format!("{NAME}.timer");
        let file = names(self.clock).last().map(|name| self.folder.join(name)).unwrap_or_default();
        let file = file.to_string_lossy();
        match self.clock {
            SystemClock::Systemd => vec![
                SystemTool::new("systemctl", &["--user", "daemon-reload"]),
                SystemTool::new("systemctl", &["--user", "enable", &timer]),
                // Unlike a start this also takes up new times.
                SystemTool::new("systemctl", &["--user", "restart", &timer]),
            ],
            SystemClock::Launchd => vec![SystemTool::new("launchctl", &["bootstrap", &domain(), &file])],
            SystemClock::Windows => {
                vec![SystemTool::new("schtasks", &["/Create", "/TN", NAME, "/XML", &file, "/F"])]
            }
            SystemClock::Cron => Vec::new(),
        }
    }

    /// Returns true if the clock has read the files.
    fn is_running(&self) -> bool {
        let timer = format!("{NAME}.timer");
        let asks = match self.clock {
            SystemClock::Systemd => SystemTool::new("systemctl", &["--user", "is-active", "--quiet", &timer]),
            SystemClock::Launchd => SystemTool::new("launchctl", &["print", &format!("{}/{NAME}", domain())]),
            SystemClock::Windows => SystemTool::new("schtasks", &["/Query", "/TN", NAME]),
            SystemClock::Cron => return true,
        };
        asks.run("").is_ok()
    }
}

/// Returns the reminder that is installed, whichever clock has it. No clock is asked: files and table tell.
///
/// # Errors
/// A file or the table cannot be read.
pub(in crate::runtime) fn installed(now: NaiveDateTime) -> Result<Option<InstalledReminder>> {
    let clock = if cfg!(windows) {
        SystemClock::Windows
    } else if cfg!(target_os = "macos") {
        SystemClock::Launchd
    } else {
        SystemClock::Systemd
    };
    let file = folder(clock)?.join(names(clock).last().map(String::as_str).unwrap_or_default());
    match fs::read(&file) {
        Ok(bytes) => return Ok(Some(InstalledReminder::new(clock, schedule_in(&text_of(&bytes)), now))),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", shown(&file))),
    }
    if clock != SystemClock::Systemd || !SystemTool::is_there("crontab") {
        return Ok(None);
    }
    let block = block_in(&read_table()?).map_err(|why| anyhow!(why))?;
    Ok(block.map(|block| InstalledReminder::new(SystemClock::Cron, schedule_in(&block), now)))
}

/// Returns the commands that have the clock forget the reminder.
fn stop(clock: SystemClock) -> Vec<SystemTool> {
    match clock {
        SystemClock::Systemd => {
            vec![SystemTool::new("systemctl", &["--user", "disable", "--now", &format!("{NAME}.timer")])]
        }
        SystemClock::Launchd => vec![SystemTool::new("launchctl", &["bootout", &format!("{}/{NAME}", domain())])],
        SystemClock::Windows => vec![SystemTool::new("schtasks", &["/Delete", "/TN", NAME, "/F"])],
        SystemClock::Cron => Vec::new(),
    }
}

/// Returns the names of the files; the last one has the schedule.
fn names(clock: SystemClock) -> Vec<String> {
    match clock {
        SystemClock::Systemd => vec![format!("{NAME}.service"), format!("{NAME}.timer")],
        SystemClock::Launchd => vec![format!("{NAME}.plist")],
        SystemClock::Windows => vec![format!("{NAME}.xml")],
        SystemClock::Cron => Vec::new(),
    }
}

/// Returns the folder of the files of a clock.
fn folder(clock: SystemClock) -> Result<PathBuf> {
    let dirs = directories::BaseDirs::new();
    let dirs = dirs.context("no home folder is known for this user; set HOME")?;
    Ok(match clock {
        SystemClock::Systemd | SystemClock::Cron => dirs.config_dir().join("systemd/user"),
        SystemClock::Launchd => dirs.home_dir().join("Library/LaunchAgents"),
        SystemClock::Windows => dirs.data_local_dir().join("supple"),
    })
}

/// Has the clock forget the reminder, and removes its files; returns false if there were none.
fn remove_files(clock: SystemClock, folder: &Path) -> Result<bool> {
    let files: Vec<PathBuf> = names(clock).iter().map(|name| folder.join(name)).collect();
    if !files.iter().any(|file| fs::symlink_metadata(file).is_ok()) {
        return Ok(false);
    }
    // Without its files the reminder is gone in any case, at the latest with the next login.
    let _ = stop(clock).iter().try_for_each(|tool| tool.run("").map(drop));
    for file in &files {
        remove(file)?;
    }
    if clock == SystemClock::Systemd {
        // A manager that is not there could not remove its own link to the timer.
        remove(&folder.join(format!("timers.target.wants/{NAME}.timer")))?;
        let _ = SystemTool::new("systemctl", &["--user", "daemon-reload"]).run("");
    }
    Ok(true)
}

/// Returns true if systemd runs for this user, and answers.
fn has_systemd() -> bool {
    SystemTool::new("systemctl", &["--user", "show-environment"]).run("").is_ok()
}

fn write_table() -> SystemTool {
    SystemTool::new("crontab", &["-"])
}

/// Reads the user's table of cron; empty if there is none.
fn read_table() -> Result<String> {
    match SystemTool::new("crontab", &["-l"]).run("") {
        Err(error) if ["no crontab", "No such file"].iter().any(|said| error.to_string().contains(said)) => {
            Ok(String::new())
        }
        read => read,
    }
}

/// Puts our lines into the user's table; returns false if they are there already.
fn write_block(block: &str) -> Result<bool> {
    let table = read_table()?;
    let changed = with_block(&table, block).map_err(|why| anyhow!(why))?;
    if changed == table {
        return Ok(false);
    }
    write_table().run(&changed)?;
    Ok(true)
}

/// Returns the text of a file, which for Windows is in UTF-16.
fn text_of(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xff, 0xfe]) {
        Some(units) => {
            let units = units.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Returns the part of launchd that serves this user's desktop.
#[cfg(unix)]
fn domain() -> String {
    format!("gui/{}", rustix::process::getuid().as_raw())
}

#[cfg(not(unix))]
fn domain() -> String {
    String::new()
}
