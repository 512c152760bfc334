//! Opening of regular files only: a pipe or a device in place of one of ours could block the program for ever.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

/// Makes sure that `path` is a regular file, or nothing yet.
///
/// # Errors
/// The path is something else, or cannot be looked at.
pub(super) fn require(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) => require_file(&found),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Opens a regular file for reading.
///
/// # Errors
/// The file is no regular one, or cannot be read.
pub(super) fn open(path: &Path) -> io::Result<File> {
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
/// As [`open`].
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn require_file(found: &fs::Metadata) -> io::Result<()> {
    if found.is_dir() {
        Err(ErrorKind::IsADirectory.into())
    } else if found.is_file() {
        Ok(())
    } else {
        Err(io::Error::other("it is no regular file; move it away"))
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
