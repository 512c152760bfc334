//! The journal on disk: one file for each device, appended to and never rewritten.
//!
//! Entries that cannot be appended when the program ends are stashed in the state folder and appended at the next
//! start.

mod answers;
mod read;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use uuid::Uuid;

use super::disk::{
    At, DiskError, Lock, folder_of, open_or_make, open_regular, read_regular, remove, replace, sync_folder,
    unless_unknown,
};
use super::paths::Paths;
use crate::domain::journal::entry::{Entry, Stamp};
use crate::domain::journal::line::{LineError, MAX_LINE, readable_line};
use crate::domain::journal::merge::Fold;
use crate::domain::journal::merged::Journal;
use crate::domain::journal::remainder::Remainder;

pub use read::ReadMark;

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
    /// Returns the journal in these folders, without touching it yet, so that reading works where nothing can be
    /// written.
    /// `seed` is any number; it makes the end of this device's name if there is none yet.
    pub fn open(paths: &Paths, seed: u32) -> Self {
        Self { paths: paths.clone(), seed, device: None }
    }

    /// Returns the journal to write the file of another device; `device` has the form of a device's name.
    pub fn of_device(paths: &Paths, device: &'static str) -> Self {
        Self { device: Some(device), ..Self::open(paths, 0) }
    }

    /// Returns true if nothing was ever written: no file of any device, nothing stashed. A folder that cannot be listed
    /// is not empty.
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
        // First, so that an answer locks even if the journal cannot be written. If this fails, the next start finds it
        // in the journal.
        let _ = self.keep_answers(entries);
        let _lock = self.lock()?;
        self.append_lines(lines.as_bytes())
    }

    /// Reads the files of all devices. With `since`, older sessions and ratings may be left out, except the last
    /// sessions of each routine and the ratings around them; changes and unreadable lines are always included. Failures
    /// are among the journal's problems; a missing folder is an empty journal.
    pub fn read(&self, since: Option<Stamp>) -> Journal {
        self.read_marked(since).0
    }

    /// Reads the files of all devices into `fold`, and also what entries do not hold, if it keeps that.
    pub fn read_into(&self, fold: Fold) -> (Journal, Remainder) {
        read::whole_folder(&self.paths.journal_dir(), fold)
    }

    /// Reads as [`Store::read`], and returns how much of each file was read.
    pub fn read_marked(&self, since: Option<Stamp>) -> (Journal, Vec<ReadMark>) {
        read::folder(&self.paths.journal_dir(), since)
    }

    /// Returns true if this device has written the session `id`, deleted or not. A recent one is found quickly.
    ///
    /// # Errors
    /// The file exists and cannot be read.
    pub fn contains_session(&self, id: Uuid) -> io::Result<bool> {
        let Some(device) = known_device(&self.paths)? else { return Ok(false) };
        let path = self.file_of(&device);
        if !fs::metadata(&path).is_ok_and(|found| found.is_file()) {
            return Ok(false);
        }
        let mut file = open_regular(&path)?;
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
        Ok(known_device(&self.paths)?.map(|device| self.file_of(&device)))
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

    /// Appends stashed entries and then removes their files; returns the number of files. After an interruption a line
    /// may be appended again, which counts once.
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
            let mut lines = match read_regular(file) {
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
            None => self.file_of(&device_name(&self.paths, self.seed)?),
        };
        Ok(append_whole(&file, lines)?)
    }

    /// Takes the lock for writing; `None` if locking is not possible at all: an entry is worth more than a lock,
    /// because each device has a file of its own, and an entry is one write.
    fn lock(&self) -> Result<Option<Lock>, StoreError> {
        let taken = self.paths.make_state().and_then(|()| Lock::take(&self.paths.journal_lock(), PATIENCE));
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

/// Appends `lines` (each with its end) in one write, and returns when they are on disk. A torn last line is ended
/// first, so that it damages nothing. The caller holds the lock.
fn append_whole(path: &Path, lines: &[u8]) -> Result<(), DiskError> {
    const INTENT: &str = "write to the journal,";
    let mut append = OpenOptions::new();
    append.read(true).append(true);
    refuse_pipe(path).at(INTENT, path)?;
    let (mut file, new) = open_or_make(path, append).at(INTENT, path)?;
    let length = file.seek(SeekFrom::End(0)).at(INTENT, path)?;
    let torn = ends_in_a_line(&mut file, length).at(INTENT, path)?;
    let written = write(&mut file, torn, lines);
    if written.is_err() {
        // Half a line must not stay. If this fails too, the next append ends the line.
        let _ = file.set_len(length).and_then(|()| file.sync_data());
    }
    written.at(INTENT, path)?;
    if new {
        sync_folder(folder_of(path)).at(INTENT, path)?;
    }
    Ok(())
}

/// Refuses a pipe, which keeps nothing and blocks until somebody reads it.
fn refuse_pipe(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if std::fs::metadata(path).is_ok_and(|found| std::os::unix::fs::FileTypeExt::is_fifo(&found.file_type())) {
        return Err(io::Error::other("it is not a regular file; move it away"));
    }
    Ok(())
}

fn write(file: &mut File, torn: bool, lines: &[u8]) -> io::Result<()> {
    if torn {
        file.write_all(&[b"\n", lines].concat())?;
    } else {
        file.write_all(lines)?;
    }
    unless_unknown(file.sync_data())
}

/// Returns true if the last line has no end.
fn ends_in_a_line(file: &mut File, length: u64) -> io::Result<bool> {
    if length == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(length - 1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Returns the name, and makes it if there is none. The caller holds the lock, if locking is possible. If a name cannot
/// be read or kept the [`stand_in`] is used: an entry is worth more than the name of its file.
fn device_name(paths: &Paths, seed: u32) -> Result<String, DiskError> {
    let file = paths.device_file();
    if let Some(name) = known_device(paths).at("read the name of this device,", &file)? {
        return Ok(name);
    }
    let made = new_device(&host(), seed);
    let kept = paths.make_state().and_then(|()| replace(&file, format!("{made}\n").as_bytes()));
    Ok(if kept.is_ok() { made } else { stand_in(paths) })
}

/// Returns the name, if there is one; a file with nothing usable in it has none. If the file may not be read, or cannot
/// exist, the [`stand_in`] is used.
fn known_device(paths: &Paths) -> io::Result<Option<String>> {
    match read_regular(&paths.device_file()) {
        Ok(raw) => Ok(Some(slug(&String::from_utf8_lossy(&raw), 60)).filter(|name| !name.is_empty())),
        // A run that could not keep its name may have written under the stand-in.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Some(stand_in(paths)).filter(|name| {
            let file = paths.journal_dir().join(format!("{name}.jsonl"));
            fs::symlink_metadata(file).is_ok()
        })),
        Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::NotADirectory) => {
            Ok(Some(stand_in(paths)))
        }
        Err(error) => Err(error),
    }
}

/// Returns the name for a device that cannot keep one: always the same, made from the machine's name and the state
/// folder. Two devices that share both, and a journal, and cannot keep a name would write the same file.
fn stand_in(paths: &Paths) -> String {
    // FNV-1a: the same in every version, unlike the hash of the standard library.
    let mut hash: u32 = 0x811c_9dc5;
    for byte in paths.state.to_string_lossy().bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    new_device(&host(), hash)
}

/// Returns a name like `laptop-1a2b3c`: the short name of the machine, and six digits of `seed`.
fn new_device(host: &str, seed: u32) -> String {
    let short = slug(host.split('.').next().unwrap_or_default(), 20);
    let host = if short.is_empty() { "device" } else { &short };
    format!("{host}-{:06x}", seed & 0xff_ffff)
}

/// Returns `raw` reduced to at most `longest` of a-z, 0-9 and single dashes inside.
fn slug(raw: &str, longest: usize) -> String {
    let mut slug = String::new();
    for c in raw.trim().chars().take(longest) {
        match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9') => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_plain() {
        assert_eq!(new_device("Ana's-Laptop.local", 0xab12_cd34), "ana-s-laptop-12cd34");
        assert_eq!(new_device("", 1), "device-000001");
        assert_eq!(new_device("...", 1), "device-000001");
        assert_eq!(new_device("Büro", 0), "b-ro-000000");
        assert_eq!(slug("../../etc/passwd\n", 60), "etc-passwd");
        assert_eq!(slug(&"x".repeat(300), 20).len(), 20);
    }
}
