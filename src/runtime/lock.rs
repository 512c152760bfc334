//! Locks between programs: on a file that holds nothing else. The system lets go of them when a
//! program ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::disk::{At, DiskError, open_or_make};

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// Takes the lock at `path`; `None` where another program holds it.
///
/// # Errors
/// Where its file cannot be opened or made.
pub(super) fn try_take(path: &Path) -> Result<Option<Lock>, DiskError> {
    let file = open(path)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) if !cannot_lock(&error) => Err(error).at("lock", path),
        _ => Ok(Some(Lock { _file: file })),
    }
}

/// Takes the lock at `path`, waiting for it at most `patience`.
///
/// # Errors
/// As [`try_take`].
pub(super) fn take(path: &Path, patience: Duration) -> Result<Option<Lock>, DiskError> {
    if let Some(lock) = try_take(path)? {
        return Ok(Some(lock));
    }
    // Waiting for a lock has no time limit, waiting for a thread has. One that comes too late
    // finds nobody to give the lock to, and lets it go.
    let file = open(path)?;
    let (give, get) = mpsc::sync_channel(0);
    let wait = move || {
        let locked = lock_through_signals(&file);
        let _ = give.send((file, locked));
    };
    thread::Builder::new().name("journal lock".to_owned()).spawn(wait).at("wait for the lock", path)?;
    match get.recv_timeout(patience) {
        Ok((_, Err(error))) if !cannot_lock(&error) => Err(error).at("lock", path),
        Ok((file, _)) => Ok(Some(Lock { _file: file })),
        Err(_) => Ok(None),
    }
}

fn open(path: &Path) -> Result<File, DiskError> {
    let mut options = OpenOptions::new();
    options.write(true);
    open_or_make(path, options).map(|(file, _)| file).at("open the lock", path)
}

fn lock_through_signals(file: &File) -> io::Result<()> {
    loop {
        match file.lock() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            locked => return locked,
        }
    }
}

/// Returns true where the system refuses to lock at all, for whatever reason: file systems of the network say it in many
/// ways (ENOLCK, EIO, ENOSYS, ESTALE). Going on without a lock risks less than not writing: each device has a file of its
/// own, and a line is one write.
fn cannot_lock(error: &io::Error) -> bool {
    !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}
