//! The file of the session in progress, and the lock of the program that runs one.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::Result;
use serde::Deserialize;

use super::disk::{At, Lock, read_regular, remove, replace, sync_folder};
use super::paths::Paths;
use crate::domain::session::run::Saved;

/// The contents of the file.
#[derive(Debug)]
pub enum FoundProgress {
    /// There is none.
    Nothing,
    /// A session.
    Found(Box<Saved>),
    /// A file that a newer version of this program wrote.
    Newer,
    /// A file that cannot be understood, with the reason.
    Broken(String),
}

/// The part of the file that every version has.
#[derive(Deserialize)]
struct FileVersion {
    v: u32,
}

/// The file of the session in progress.
#[derive(Debug, Clone)]
pub struct ProgressFile {
    paths: Paths,
}

impl ProgressFile {
    /// Returns the one in this state folder, without touching it yet.
    pub fn new(paths: &Paths) -> Self {
        Self { paths: paths.clone() }
    }

    /// Replaces the file. It is on disk when this returns.
    ///
    /// # Errors
    /// It cannot be written; the file before it is still there then.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        self.paths.make_state()?;
        Ok(replace(&self.paths.progress_file(), bytes)?)
    }

    /// Reads the bytes of the file; `None` if no session is in progress.
    ///
    /// # Errors
    /// It exists and cannot be read.
    pub fn read(&self) -> Result<Option<Vec<u8>>> {
        let file = self.paths.progress_file();
        match read_regular(&file) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Ok(Err(error).at("read the session in progress,", &file)?),
        }
    }

    /// Reads the session in the file.
    ///
    /// # Errors
    /// As [`ProgressFile::read`].
    pub fn look(&self) -> Result<FoundProgress> {
        let Some(bytes) = self.read()? else { return Ok(FoundProgress::Nothing) };
        if serde_json::from_slice::<FileVersion>(&bytes).is_ok_and(|version| version.v > Saved::VERSION) {
            return Ok(FoundProgress::Newer);
        }
        Ok(match serde_json::from_slice(&bytes) {
            Ok(saved) => FoundProgress::Found(Box::new(saved)),
            Err(error) => FoundProgress::Broken(error.to_string()),
        })
    }

    /// Removes the file, if it exists.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn remove(&self) -> Result<()> {
        Ok(remove(&self.paths.progress_file())?)
    }

    /// Moves a file that cannot be understood to `session.broken-<n>.json` beside it, and returns the new path. Nothing
    /// is deleted. `None` if there is no file.
    ///
    /// # Errors
    /// It cannot be moved.
    pub fn set_aside(&self) -> Result<Option<PathBuf>> {
        let file = self.paths.progress_file();
        let free = (1..=u32::MAX).find(|n| fs::symlink_metadata(self.broken(*n)).is_err());
        let aside = self.broken(free.unwrap_or(u32::MAX));
        match fs::rename(&file, &aside) {
            Ok(()) => sync_folder(&self.paths.state).at("move away", &file)?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => Err(error).at("move away", &file)?,
        }
        Ok(Some(aside))
    }

    fn broken(&self, n: u32) -> PathBuf {
        self.paths.state.join(format!("session.broken-{n}.json"))
    }
}

/// The lock of the one program that runs a session. It is released when dropped, and by the system at any end.
#[derive(Debug)]
pub struct SessionLock {
    _lock: Lock,
}

impl SessionLock {
    /// Takes the lock; `None` if another program runs a session.
    ///
    /// # Errors
    /// Its file cannot be made.
    pub fn try_take(paths: &Paths) -> Result<Option<Self>> {
        paths.make_state()?;
        Ok(Lock::try_take(&paths.session_lock())?.map(|lock| Self { _lock: lock }))
    }
}
