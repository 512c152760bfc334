//! Operations on our own files and folders: private, atomic, with errors for people; and locks between programs, each
//! on a file of its own, which the system releases when a program ends, however it ends.
//!
//! A file system may have no permissions, no locks, or no syncing of folders (FAT, SMB, a bind mount). No entry is lost
//! because of that.

pub(crate) mod replace;

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::domain::text::without_controls;

pub use replace::replace;

/// A failed operation on a file or a folder.
///
/// Its text has the intent, the path (without control characters) and the reason.
#[derive(Debug, thiserror::Error)]
#[error("cannot {intent} {}: {}", shown(path), self.why())]
pub struct DiskError {
    /// The intent: "write".
    pub intent: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// The reason.
    pub cause: io::Error,
}

impl DiskError {
    fn why(&self) -> String {
        match self.path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
            Some(folder) if self.kind() == ErrorKind::NotFound => format!("there is no folder {}", shown(folder)),
            _ => in_words(&self.cause),
        }
    }

    /// Returns the kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.cause.kind()
    }
}

/// Adds intent and path to the error of a file operation.
pub(crate) trait At<T> {
    /// `intent` is a verb with its object, up to the path: "write the journal".
    fn at(self, intent: &'static str, path: &Path) -> Result<T, DiskError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, intent: &'static str, path: &Path) -> Result<T, DiskError> {
        self.map_err(|cause| DiskError { intent, path: path.to_owned(), cause })
    }
}

/// The time between two attempts to take a lock.
const BETWEEN_TRIES: Duration = Duration::from_millis(5);

/// A lock on a file, held until it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock at `path`; `None` if another program holds it.
    ///
    /// # Errors
    /// Its file cannot be opened or made.
    pub(crate) fn try_take(path: &Path) -> Result<Option<Self>, DiskError> {
        let file = Self::open(path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) if !cannot_lock(&error) => Err(error).at("lock", path),
            _ => Ok(Some(Self { _file: file })),
        }
    }

    /// Takes the lock at `path`, waiting for it for `patience` at most. It polls, because waiting inside the system has
    /// no time limit and would need a thread that nobody ends.
    ///
    /// # Errors
    /// As [`Lock::try_take`].
    pub(crate) fn take(path: &Path, patience: Duration) -> Result<Option<Self>, DiskError> {
        let mut waited = Duration::ZERO;
        loop {
            let lock = Self::try_take(path)?;
            if lock.is_some() || waited >= patience {
                return Ok(lock);
            }
            thread::park_timeout(BETWEEN_TRIES);
            waited += BETWEEN_TRIES;
        }
    }

    fn open(path: &Path) -> Result<File, DiskError> {
        require_regular(path).at("open the lock", path)?;
        let mut options = OpenOptions::new();
        options.write(true);
        open_or_make(path, options).map(|(file, _)| file).at("open the lock", path)
    }
}

/// Returns a path without control characters.
pub fn shown(path: &Path) -> String {
    without_controls(&path.to_string_lossy())
}

/// Returns the folder that `path` is in; a name alone is in the working folder.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Returns the reason of a failed file operation, and the remedy, for people.
pub fn in_words(error: &io::Error) -> String {
    let said = match error.kind() {
        _ if is_link_circle(error) => "its links run in a circle; remove one of them",
        ErrorKind::PermissionDenied => "permission is missing; check who owns it",
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        ErrorKind::StorageFull => "the disk is full; make room",
        ErrorKind::QuotaExceeded => "the disk quota is used up; make room",
        ErrorKind::FileTooLarge => "the file would be larger than allowed",
        ErrorKind::NotADirectory => "a file is where a folder is needed; move it away",
        ErrorKind::IsADirectory => "a folder is where a file is needed; move it away",
        ErrorKind::NotFound => "it does not exist",
        ErrorKind::AlreadyExists => "it is there already",
        ErrorKind::ResourceBusy => "another program uses it",
        _ => return error.to_string(),
    };
    said.to_owned()
}

#[cfg(unix)]
fn is_link_circle(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_link_circle(_: &io::Error) -> bool {
    false
}

/// Returns true if nothing is at `path`, not even a link. A path that cannot be checked is not missing.
pub(crate) fn is_missing(path: &Path) -> bool {
    matches!(fs::symlink_metadata(path), Err(error) if error.kind() == ErrorKind::NotFound)
}

/// Makes `folder` and its missing parents, for this user alone (0700). Folders that exist stay as they are.
///
/// # Errors
/// Something else is in the way, or the system refuses; `intent` names the purpose.
pub fn make_folder(folder: &Path, intent: &'static str) -> Result<(), DiskError> {
    let found = fs::metadata(folder);
    if found.as_ref().is_ok_and(fs::Metadata::is_dir) {
        return Ok(());
    }
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent {
        // First, so that the message names the part of the path that is to blame.
        make_folder(parent, intent)?;
    }
    match found {
        Ok(_) => return Err(io::Error::from(ErrorKind::NotADirectory)).at(intent, folder),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error).at(intent, folder),
    }
    if fs::symlink_metadata(folder).is_ok_and(|found| found.is_symlink()) {
        return Err(io::Error::other("it is a link to something that is not there")).at(intent, folder);
    }
    match private_folder(folder) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return make_folder(folder, intent),
        made => made.at(intent, folder)?,
    }
    sync_folder(folder_of(folder)).at(intent, folder)
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    DirBuilder::new().mode(0o700).create(folder)?;
    // The umask may have taken bits away that we need.
    let set = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
    unless_usable(set, &fs::metadata(folder)?, 0o700)
}

/// Ignores that permissions could not be set if the owner has the needed ones: a file system without permissions
/// refuses to set them, and [`super::marks::privacy_warning`] warns about it.
#[cfg(unix)]
fn unless_usable(set: io::Result<()>, found: &fs::Metadata, needed: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    if found.permissions().mode() & needed == needed { Ok(()) } else { set }
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().create(folder)
}

/// Makes a new folder entry (a created or renamed file) last through a power cut.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| unless_unknown(folder.sync_all())) {
        // A folder may be there for writing alone.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
        synced => synced,
    }
}

/// Ignores that a file system cannot sync at all.
pub(crate) fn unless_unknown(synced: io::Result<()>) -> io::Result<()> {
    match synced {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

/// Opens a file, or makes it for this user alone (0600); the second value is true if it was made.
pub(crate) fn open_or_make(path: &Path, mut options: OpenOptions) -> io::Result<(File, bool)> {
    match options.open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        opened => return Ok((opened?, false)),
    }
    options.create(true);
    Ok((make(path, options)?, true))
}

/// Makes a file with `options`, for this user alone.
#[cfg(unix)]
fn make(path: &Path, mut options: OpenOptions) -> io::Result<File> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let file = options.mode(0o600).open(path)?;
    // The umask may have taken bits away that we need.
    let set = file.set_permissions(fs::Permissions::from_mode(0o600));
    unless_usable(set, &file.metadata()?, 0o600)?;
    Ok(file)
}

#[cfg(not(unix))]
#[expect(clippy::needless_pass_by_value, reason = "the same as where it is changed first")]
fn make(path: &Path, options: OpenOptions) -> io::Result<File> {
    options.open(path)
}

/// Makes a file with `bytes`, for this user alone (0600).
///
/// # Errors
/// Something is there already, or the file cannot be written; it is not left in part.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut file = make(path, options).at("make", path)?;
    let written = file.write_all(bytes).and_then(|()| unless_unknown(file.sync_all()));
    if written.is_err() {
        // The reason why it could not be written says more than a second failure.
        let _ = fs::remove_file(path);
    }
    written.and_then(|()| sync_folder(folder_of(path))).at("write", path)
}

/// Removes a file, if it exists.
///
/// # Errors
/// It exists and cannot be removed.
pub fn remove(path: &Path) -> Result<(), DiskError> {
    match fs::remove_file(path) {
        Ok(()) => sync_folder(folder_of(path)).at("remove", path),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).at("remove", path),
    }
}

/// Moves a file to `<stem>.<word>-<n>.json` beside it, the first that is free, and returns the new path.
///
/// # Errors
/// It is not there, or cannot be moved.
pub(crate) fn set_aside(file: &Path, word: &str) -> Result<PathBuf, DiskError> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let names = (1..=u32::MAX).map(|n| file.with_file_name(format!("{stem}.{word}-{n}.json")));
    let aside = names.into_iter().find(|path| is_missing(path)).unwrap_or_else(|| file.to_owned());
    fs::rename(file, &aside).and_then(|()| sync_folder(folder_of(file))).at("move away", file)?;
    Ok(aside)
}

/// Makes sure that `path` is a regular file, or nothing yet.
///
/// # Errors
/// The path is something else, or cannot be looked at.
pub(crate) fn require_regular(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) => require_file(&found),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Opens a regular file for reading: a pipe or a device in its place could block for ever.
///
/// # Errors
/// The file is no regular one, or cannot be read.
pub(crate) fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    never_wait(&mut options);
    let file = options.open(path)?;
    require_file(&file.metadata()?)?;
    Ok(file)
}

/// Reads a regular file.
///
/// # Errors
/// As [`open_regular`].
pub(crate) fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn require_file(found: &fs::Metadata) -> io::Result<()> {
    if found.is_dir() {
        Err(ErrorKind::IsADirectory.into())
    } else if found.is_file() {
        Ok(())
    } else {
        Err(io::Error::other("it is not a regular file; move it away"))
    }
}

/// Sets the option without which opening a pipe waits for a writer.
#[cfg(unix)]
fn never_wait(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    if let Ok(flags) = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()) {
        options.custom_flags(flags);
    }
}

#[cfg(not(unix))]
fn never_wait(_: &mut OpenOptions) {}

/// Returns true if the system cannot lock at all: network file systems report it in many ways (ENOLCK, EIO, ENOSYS,
/// ESTALE). Going on without a lock risks less than not writing: each device has a file of its own, and a line is one
/// write.
fn cannot_lock(error: &io::Error) -> bool {
    !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}
