//! The file of the session in progress, and the lock of the program that runs one.

use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::Result;
use serde::Deserialize;

use super::disk::{At, Lock, read_regular, remove, replace, set_aside};
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

/// Returns true if a newer version of this program than one that writes `version` wrote these bytes.
pub(super) fn is_newer(bytes: &[u8], version: u32) -> bool {
    serde_json::from_slice::<FileVersion>(bytes).is_ok_and(|found| found.v > version)
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
        if is_newer(&bytes, Saved::VERSION) {
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
        match set_aside(&self.paths.progress_file(), "broken") {
            Ok(aside) => Ok(Some(aside)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
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
