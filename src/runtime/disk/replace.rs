//! Safe replacing of a small file: written beside it by `tempfile` and renamed; mode, owner and links are kept.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Seek as _, Write as _};
use std::path::Path;

use tempfile::Builder;

use super::{At, DiskError, folder_of, sync_folder, unless_unknown};

/// The beginning of the name of a file that is being written; hidden, so that tools which synchronise skip it.
pub(crate) const TEMPORARY_START: &str = ".supple-";
/// The end of such a name.
pub(crate) const TEMPORARY_END: &str = ".tmp";

/// Replaces the content of the file at `path` with `bytes`, or makes it for this user alone (0600). Afterwards it holds
/// either its old content or all of `bytes`, even if the machine stops half-way.
///
/// A symbolic link to a file stays one; mode and owner stay. A file that cannot be replaced (a mount point, one with a
/// second name, one of an owner that we cannot set) is written in place.
///
/// # Errors
/// The file cannot be written; it is then as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    // If a link leads to anything but a file (nothing, a device) the link itself is replaced.
    let linked = fs::canonicalize(path).ok().filter(|target| target.is_file());
    let target = linked.unwrap_or_else(|| path.to_owned());
    put(&target, bytes).and_then(|()| sync_folder(folder_of(&target))).at("write", path)
}

fn put(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let found = fs::symlink_metadata(target).ok().filter(Metadata::is_file);
    if found.as_ref().is_some_and(has_another_name) {
        return write_in_place(target, bytes);
    }
    let mut beside = Builder::new();
    beside.prefix(TEMPORARY_START).suffix(TEMPORARY_END);
    #[cfg(unix)]
    beside.permissions(<fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o600));
    let mut beside = beside.tempfile_in(folder_of(target)).map_err(without_its_path)?;
    if !takes_after(beside.as_file(), found.as_ref())? {
        return write_in_place(target, bytes);
    }
    beside.as_file_mut().write_all(bytes)?;
    unless_unknown(beside.as_file().sync_all())?;
    match beside.persist(target).map_err(|refused| refused.error) {
        // A mount point, as in containers: another file cannot take its place.
        Err(error) if found.is_some() && cannot_take_its_place(&error) => write_in_place(target, bytes),
        renamed => renamed.map(drop),
    }
}

fn cannot_take_its_place(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ResourceBusy | ErrorKind::CrossesDevices)
}

/// Gives `file` the mode and owner of the file it replaces; returns false if it cannot have that owner. A new file is
/// for this user alone.
#[cfg(unix)]
fn takes_after(file: &File, found: Option<&Metadata>) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
    let made = file.metadata()?;
    if let Some(found) = found
        && (made.uid(), made.gid()) != (found.uid(), found.gid())
        && fchown(file, Some(found.uid()), Some(found.gid())).is_err()
    {
        return Ok(false);
    }
    let mode = found.map_or(0o600, |found| found.permissions().mode() & 0o7777);
    if file.metadata()?.permissions().mode() & 0o7777 != mode {
        // A file system without permissions refuses. The file is open and can be written whatever its mode.
        let _ = file.set_permissions(fs::Permissions::from_mode(mode));
    }
    Ok(true)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same as where there are modes and owners")]
fn takes_after(_: &File, _: Option<&Metadata>) -> io::Result<bool> {
    Ok(true)
}

/// Returns true for a file with several hard links: replaced, they would become two files.
#[cfg(unix)]
fn has_another_name(found: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(found) > 1
}

#[cfg(not(unix))]
fn has_another_name(_: &Metadata) -> bool {
    false
}

/// Overwrites the file; if that fails, its old content is written again.
fn write_in_place(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let before = fs::read(target)?;
    let mut file = OpenOptions::new().write(true).open(target)?;
    let written = overwrite(&mut file, bytes);
    if written.is_err() {
        let _ = overwrite(&mut file, &before);
    }
    written
}

fn overwrite(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    unless_unknown(file.sync_all())
}

/// Returns the system's own error: `tempfile` adds a path that says nothing to the user.
fn without_its_path(error: io::Error) -> io::Error {
    let cause = error.get_ref().and_then(|wrapped| wrapped.source()?.downcast_ref::<io::Error>());
    cause.and_then(io::Error::raw_os_error).map_or(error, io::Error::from_raw_os_error)
}
