//! Locks between programs, each on a file of its own. The system releases them when a program ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::disk::{At, DiskError, open_or_make};
use super::regular;

/// The time between two attempts to take a lock.
const BETWEEN_TRIES: Duration = Duration::from_millis(5);

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// Takes the lock at `path`; `None` if another program holds it.
///
/// # Errors
/// Its file cannot be opened or made.
pub(super) fn try_take(path: &Path) -> Result<Option<Lock>, DiskError> {
    let file = open(path)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) if !cannot_lock(&error) => Err(error).at("lock", path),
        _ => Ok(Some(Lock { _file: file })),
    }
}

/// Takes the lock at `path`, waiting for it for `patience` at most. It polls, because waiting inside the system has no
/// time limit and would need a thread that nobody ends.
///
/// # Errors
/// As [`try_take`].
pub(super) fn take(path: &Path, patience: Duration) -> Result<Option<Lock>, DiskError> {
    let mut waited = Duration::ZERO;
    loop {
        let lock = try_take(path)?;
        if lock.is_some() || waited >= patience {
            return Ok(lock);
        }
        thread::park_timeout(BETWEEN_TRIES);
        waited += BETWEEN_TRIES;
    }
}

fn open(path: &Path) -> Result<File, DiskError> {
    regular::require(path).at("open the lock", path)?;
    let mut options = OpenOptions::new();
    options.write(true);
    open_or_make(path, options).map(|(file, _)| file).at("open the lock", path)
}

/// Returns true if the system cannot lock at all: network file systems report it in many ways (ENOLCK, EIO, ENOSYS,
/// ESTALE). Going on without a lock risks less than not writing: each device has a file of its own, and a line is one
/// write.
fn cannot_lock(error: &io::Error) -> bool {
    !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}
