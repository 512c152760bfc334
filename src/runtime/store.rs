//! The journal on disk: one file for each device, appended to and never rewritten.
//!
//! `append` is the one way in, `read` the way out, `device` names this device's file. What cannot
//! be appended when the program ends is stashed in the state folder and appended at the next start.

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

/// How long a write waits for another program's; the screen stands still meanwhile.
const PATIENCE: Duration = Duration::from_millis(200);

/// The journal's files.
#[derive(Debug, Clone)]
pub struct Store {
    paths: Paths,
    seed: u32,
    /// The file to write, where it is not that of this device.
    device: Option<&'static str>,
}

/// Why entries are not on disk. None of them is: all or nothing.
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
    /// The journal in these folders. Touches nothing yet, so that reading works where nothing can
    /// be written. `seed`: any number; the end of this device's name if it has none yet.
    pub fn open(paths: &Paths, seed: u32) -> Self {
        Self { paths: paths.clone(), seed, device: None }
    }

    /// As [`Store::open`], to write the file of another device, whose name is in the form of a device's.
    pub fn of_device(paths: &Paths, device: &'static str) -> Self {
        Self { device: Some(device), ..Self::open(paths, 0) }
    }

    /// Whether nothing was ever written: no file of any device, nothing kept for later. What cannot be looked at is not
    /// empty.
    pub fn is_empty(&self) -> bool {
        let none = |found: io::Result<Vec<PathBuf>>| found.is_ok_and(|files| files.is_empty());
        none(read::files(&self.paths.journal_dir())) && none(self.stashed())
    }

    /// Adds `entries`, all or none, and returns when they are on disk. The cost does not depend on
    /// how long the journal is.
    ///
    /// # Errors
    /// [`StoreError`]; the file is then as it was before.
    pub fn append(&self, entries: &[Entry]) -> Result<(), StoreError> {
        let lines = lines_of(entries)?;
        if lines.is_empty() {
            return Ok(());
        }
        // First, so that an answer locks even where the journal cannot be written. Where this fails, the next start
        // finds it in the journal.
        let _ = self.keep_answers(entries);
        let _lock = self.lock()?;
        self.append_lines(lines.as_bytes())
    }

    /// Reads the files of all devices. With `since`, sessions and ratings from before it may be
    /// left out without a look, but for the last sessions of each routine with the ratings around
    /// them, however old; changes and what cannot be read are always in. Trouble of any sort
    /// is among the journal's problems; no folder at all is an empty journal.
    pub fn read(&self, since: Option<Stamp>) -> Journal {
        self.read_marked(since).0
    }

    /// As [`Store::read`], with how much of each file that was.
    pub fn read_marked(&self, since: Option<Stamp>) -> (Journal, Vec<Mark>) {
        read::folder(&self.paths.journal_dir(), since)
    }

    /// Whether this device has written the session `id`, deleted or not. Quick for a recent one.
    ///
    /// # Errors
    /// Where the file is there and cannot be read.
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
        // The line that was cut in two by the first look is in the second.
        read::has_session(BufReader::new(file.take(recent + MAX_LINE as u64 + 1)), id)
    }

    /// The file of this device; `None` where it has no name yet, which the first entry makes.
    ///
    /// # Errors
    /// Where the name is there and cannot be read.
    pub fn own_file(&self) -> io::Result<Option<PathBuf>> {
        Ok(device::known(&self.paths)?.map(|device| self.file_of(&device)))
    }

    /// The files of all devices, in order of their names; none where they cannot be listed.
    pub fn files(&self) -> Vec<PathBuf> {
        read::files(&self.paths.journal_dir()).unwrap_or_default()
    }

    /// Keeps `entries` that could not be appended, in a file of their own in the state folder.
    ///
    /// # Errors
    /// Where they are too long, or that folder cannot be written either.
    pub fn stash(&self, entries: &[Entry]) -> Result<(), StoreError> {
        let (Some(first), lines) = (entries.first(), lines_of(entries)?) else { return Ok(()) };
        self.paths.make_state()?;
        // An id is in one program only: no two write one file, so that no lock is needed.
        let name = |n: u32| self.paths.state.join(format!("unsaved-{}-{n}.jsonl", first.id));
        let free = (1..=u32::MAX).map(name).find(|file| fs::symlink_metadata(file).is_err());
        Ok(replace(&free.ok_or(StoreError::Busy)?, lines.as_bytes())?)
    }

    /// Appends what was stashed, as it was written, and then removes it. Returns how many files
    /// that were. Stopped half-way it may append a line again, which counts once.
    ///
    /// # Errors
    /// As [`Store::append`]; what was not appended is still stashed.
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

    /// The lock for writing; `None` where none can be had. A lock is worth less than an entry: each device has a file of
    /// its own, and an entry is one write.
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
