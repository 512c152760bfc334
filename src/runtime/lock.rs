//! Locks between programs: on a file that holds nothing else. The system lets go of them when a
//! program ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::disk::{At, DiskError, open_or_make};
use super::regular;

/// Time until a lock is asked for again.
const BETWEEN_TRIES: Duration = Duration::from_millis(5);

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

/// Takes the lock at `path`, waiting for it at most `patience`. Asks again and again rather than waiting inside the
/// system: that wait has no time limit, and could only be left to a thread that nobody ends.
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

/// Returns true where the system refuses to lock at all, for whatever reason: file systems of the network say it in many
/// ways (ENOLCK, EIO, ENOSYS, ESTALE). Going on without a lock risks less than not writing: each device has a file of its
/// own, and a line is one write.
fn cannot_lock(error: &io::Error) -> bool {
    !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}
