//! The session in progress, on disk, and the lock that says that one runs.
//!
//! What the bytes mean is the player's business; here they are whole or absent.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::Result;

use serde::Deserialize;

use super::disk::{At, remove, replace, sync_folder};
use super::lock::{self, Lock};
use super::paths::Paths;
use super::regular;
use crate::domain::play::session::Saved;

/// Findings of a look at what is kept of a session in progress.
#[derive(Debug)]
pub enum Look {
    /// Nothing.
    Nothing,
    /// A session.
    Found(Box<Saved>),
    /// A file that a newer version of this program wrote.
    Newer,
    /// A file that makes no sense, and why.
    Broken(String),
}

/// As much of the file as every version has.
#[derive(Deserialize)]
struct Version {
    v: u32,
}

/// The file of the session in progress.
#[derive(Debug, Clone)]
pub struct Progress {
    paths: Paths,
}

impl Progress {
    /// The one in this state folder. Touches nothing yet.
    pub fn new(paths: &Paths) -> Self {
        Self { paths: paths.clone() }
    }

    /// Replaces what is there, on disk when this returns.
    ///
    /// # Errors
    /// Where it cannot be written; what was there before is then still there.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        self.paths.make_state()?;
        Ok(replace(&self.paths.progress_file(), bytes)?)
    }

    /// What was written last; `None` where no session is in progress.
    ///
    /// # Errors
    /// Where a file is there and cannot be read.
    pub fn read(&self) -> Result<Option<Vec<u8>>> {
        let file = self.paths.progress_file();
        match regular::read(&file) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Ok(Err(error).at("read the session in progress,", &file)?),
        }
    }

    /// Reads what was written last.
    ///
    /// # Errors
    /// As [`Progress::read`].
    pub fn look(&self) -> Result<Look> {
        let Some(bytes) = self.read()? else { return Ok(Look::Nothing) };
        if serde_json::from_slice::<Version>(&bytes).is_ok_and(|version| version.v > Saved::VERSION) {
            return Ok(Look::Newer);
        }
        Ok(match serde_json::from_slice(&bytes) {
            Ok(saved) => Look::Found(Box::new(saved)),
            Err(error) => Look::Broken(error.to_string()),
        })
    }

    /// The session is over. No file is fine too.
    ///
    /// # Errors
    /// Where the file stays.
    pub fn remove(&self) -> Result<()> {
        Ok(remove(&self.paths.progress_file())?)
    }

    /// Moves a file that makes no sense out of the way, to `session.broken-<n>.json` beside it,
    /// and says where. Nothing is deleted. `None` where there is no file.
    ///
    /// # Errors
    /// Where it cannot be moved.
    pub fn set_aside(&self) -> Result<Option<PathBuf>> {
        let file = self.paths.progress_file();
        let free = |n: &u32| fs::symlink_metadata(self.broken(*n)).is_err();
        let aside = self.broken((1..=u32::MAX).find(free).unwrap_or(u32::MAX));
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

/// Says that this program runs a session; let go when dropped, and by the system at any end.
#[derive(Debug)]
pub struct SessionLock {
    _lock: Lock,
}

impl SessionLock {
    /// `None` where another program runs a session.
    ///
    /// # Errors
    /// Where the lock's file cannot be made.
    pub fn try_take(paths: &Paths) -> Result<Option<Self>> {
        paths.make_state()?;
        Ok(lock::try_take(&paths.session_lock())?.map(|lock| Self { _lock: lock }))
    }
}
