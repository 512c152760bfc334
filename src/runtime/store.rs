//! The journal on disk: one file for each device, appended to and never rewritten.
//!
//! `append` writes it, `read` reads it, `device` names this device's file. Entries that cannot be appended when the
//! program ends are stashed in the state folder and appended at the next start.

use std::fs;
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::time::Duration;

use uuid::Uuid;

use super::disk::{At, DiskError, remove, replace};
use super::lock::{self, Lock};
use super::paths::Paths;
use super::regular;
use crate::domain::record::entry::{Entry, Stamp};
use crate::domain::record::journal::Journal;
use crate::domain::record::line::{LineError, MAX_LINE, readable_line};

mod answers;
mod append;
mod device;
mod earlier;
mod read;

pub use read::Mark;

/// The longest wait for another program that writes.
const PATIENCE: Duration = Duration::from_millis(200);

/// The journal's files.
#[derive(Debug, Clone)]
pub struct Store {
    paths: Paths,
    seed: u32,
    /// The device whose file to write, if not this one.
    device: Option<&'static str>,
}

/// Errors that keep entries from the journal. None of the entries is on disk then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The lock was held for too long.
    #[error("another supple is writing to the journal; try again in a moment")]
    Busy,
    /// An entry would make a line that readers refuse.
    #[error("an entry has {0} bytes and is too long for the journal; shorten its note")]
    TooLong(usize),
    /// An entry would make a line that cannot be read back, for this reason.
    #[error("an entry could not be read back, and is not written: {0}")]
    Unreadable(LineError),
    /// The system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl Store {
    /// Returns the journal in these folders, without touching it yet, so that reading works where nothing can be written.
    /// `seed` is any number; it makes the end of this device's name if there is none yet.
    pub fn open(paths: &Paths, seed: u32) -> Self {
        Self { paths: paths.clone(), seed, device: None }
    }

    /// Returns the journal to write the file of another device; `device` has the form of a device's name.
    pub fn of_device(paths: &Paths, device: &'static str) -> Self {
        Self { device: Some(device), ..Self::open(paths, 0) }
    }

    /// Returns true if nothing was ever written: no file of any device, nothing stashed. A folder that cannot be listed is
    /// not empty.
    pub fn is_empty(&self) -> bool {
        let found = [read::files(&self.paths.journal_dir()), self.stashed()];
        found.into_iter().all(|files| files.is_ok_and(|files| files.is_empty()))
    }

    /// Appends `entries`, all or none, and returns when they are on disk. The cost does not depend on the length of the
    /// journal.
    ///
    /// # Errors
    /// [`StoreError`]; the file is then as it was before.
    pub fn append(&self, entries: &[Entry]) -> Result<(), StoreError> {
        let lines = lines_of(entries)?;
        if lines.is_empty() {
            return Ok(());
        }
        // First, so that an answer locks even if the journal cannot be written. If this fails, the next start finds it in
        // the journal.
        let _ = self.keep_answers(entries);
        let _lock = self.lock()?;
        self.append_lines(lines.as_bytes())
    }

    /// Reads the files of all devices. With `since`, older sessions and ratings may be left out, except the last sessions of
    /// each routine and the ratings around them; changes and unreadable lines are always included. Failures are among the
    /// journal's problems; a missing folder is an empty journal.
    pub fn read(&self, since: Option<Stamp>) -> Journal {
        self.read_marked(since).0
    }

    /// Reads as [`Store::read`], and returns how much of each file was read.
    pub fn read_marked(&self, since: Option<Stamp>) -> (Journal, Vec<Mark>) {
        read::folder(&self.paths.journal_dir(), since)
    }

    /// Returns true if this device has written the session `id`, deleted or not. A recent one is found quickly.
    ///
    /// # Errors
    /// The file exists and cannot be read.
    pub fn contains_session(&self, id: Uuid) -> io::Result<bool> {
        let Some(device) = device::known(&self.paths)? else { return Ok(false) };
        let path = self.file_of(&device);
        if !fs::metadata(&path).is_ok_and(|found| found.is_file()) {
            return Ok(false);
        }
        let mut file = regular::open(&path)?;
        let recent = file.metadata()?.len().saturating_sub(MAX_LINE as u64);
        file.seek(SeekFrom::Start(recent))?;
        let found = read::has_session(BufReader::new(&file), id)?;
        if found || recent == 0 {
            return Ok(found);
        }
        file.rewind()?;
        // A line that the first search cut in two is in the second.
        read::has_session(BufReader::new(file.take(recent + MAX_LINE as u64 + 1)), id)
    }

    /// Returns the file of this device; `None` before the first entry, which makes the device's name.
    ///
    /// # Errors
    /// The name exists and cannot be read.
    pub fn own_file(&self) -> io::Result<Option<PathBuf>> {
        Ok(device::known(&self.paths)?.map(|device| self.file_of(&device)))
    }

    /// Returns the files of all devices, sorted by name; none if they cannot be listed.
    pub fn files(&self) -> Vec<PathBuf> {
        read::files(&self.paths.journal_dir()).unwrap_or_default()
    }

    /// Stashes `entries` that could not be appended, in a file of their own in the state folder.
    ///
    /// # Errors
    /// They are too long, or that folder cannot be written either.
    pub fn stash(&self, entries: &[Entry]) -> Result<(), StoreError> {
        let (Some(first), lines) = (entries.first(), lines_of(entries)?) else { return Ok(()) };
        self.paths.make_state()?;
        // Each id belongs to one program only, so that no two write the same file and no lock is needed.
        let free = (1..=u32::MAX)
            .map(|n| self.paths.state.join(format!("unsaved-{}-{n}.jsonl", first.id)))
            .find(|file| fs::symlink_metadata(file).is_err());
        Ok(replace(&free.ok_or(StoreError::Busy)?, lines.as_bytes())?)
    }

    /// Appends stashed entries and then removes their files; returns the number of files. After an interruption a line may
    /// be appended again, which counts once.
    ///
    /// # Errors
    /// As [`Store::append`]; entries that were not appended are still stashed.
    pub fn take_stashed(&self) -> Result<usize, StoreError> {
        let stashed = self.stashed().at("look for unsaved entries in", &self.paths.state)?;
        if stashed.is_empty() {
            return Ok(0);
        }
        let _lock = self.lock()?;
        for file in &stashed {
            let mut lines = match regular::read(file) {
                // Another program was quicker.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                read => read.at("read the unsaved entries in", file)?,
            };
            if !lines.ends_with(b"\n") {
                lines.push(b'\n');
            }
            self.append_lines(&lines)?;
            remove(file)?;
        }
        Ok(stashed.len())
    }

    fn stashed(&self) -> io::Result<Vec<PathBuf>> {
        let mut found = read::files(&self.paths.state)?;
        found.retain(|file| read::name(file).starts_with("unsaved-"));
        Ok(found)
    }

    fn append_lines(&self, lines: &[u8]) -> Result<(), StoreError> {
        self.paths.make_journal()?;
        let file = match self.device {
            Some(device) => self.file_of(device),
            None => self.file_of(&device::name(&self.paths, self.seed)?),
        };
        Ok(append::whole(&file, lines)?)
    }

    /// Takes the lock for writing; `None` if locking is not possible at all: an entry is worth more than a lock, because each
    /// device has a file of its own, and an entry is one write.
    fn lock(&self) -> Result<Option<Lock>, StoreError> {
        let taken = self.paths.make_state().and_then(|()| lock::take(&self.paths.journal_lock(), PATIENCE));
        match taken {
            Ok(Some(lock)) => Ok(Some(lock)),
            Ok(None) => Err(StoreError::Busy),
            Err(_) => Ok(None),
        }
    }

    fn file_of(&self, device: &str) -> PathBuf {
        self.paths.journal_dir().join(format!("{device}.jsonl"))
    }
}

fn lines_of(entries: &[Entry]) -> Result<String, StoreError> {
    let mut lines = String::new();
    for entry in entries {
        let line = readable_line(entry).map_err(|error| match error {
            LineError::TooLong => StoreError::TooLong(entry.to_line().len()),
            other => StoreError::Unreadable(other),
        })?;
        lines.push_str(&line);
    }
    Ok(lines)
}
