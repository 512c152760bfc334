//! The warning about a file system without permissions (FAT, SMB), which is given once on each device.

use std::path::Path;

use super::disk::{replace, shown};
use super::paths::Paths;

/// Returns a warning if others can read the journal because its file system keeps no permissions. It is given only once,
/// as far as that can be remembered.
pub fn warning(paths: &Paths) -> Option<String> {
    let journal = paths.journal_dir();
    if !is_open(&journal) || paths.privacy_told_file().exists() || keeps_permissions(&journal) {
        return None;
    }
    // If it cannot be remembered the warning is given again.
    let _ = replace(&paths.privacy_told_file(), b"");
    Some(format!("others on this machine may read {}: its file system keeps no permissions", shown(&journal)))
}

/// Returns true if others than the owner have access to `path` itself.
#[cfg(unix)]
pub(super) fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    let found = std::fs::symlink_metadata(path);
    found.is_ok_and(|found| !found.is_symlink() && found.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
pub(super) fn is_open(_: &Path) -> bool {
    false
}

/// Returns true if a new file in `folder` can be made private, or if none can be made there.
#[cfg(unix)]
pub(super) fn keeps_permissions(folder: &Path) -> bool {
    use super::disk::replace::{TEMPORARY_END, TEMPORARY_START};
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt as _;
    let private = Permissions::from_mode(0o600);
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_START).suffix(TEMPORARY_END).permissions(private.clone());
    // The file is removed when this returns.
    let Ok(made) = builder.tempfile_in(folder) else { return true };
    let _ = made.as_file().set_permissions(private);
    !is_open(made.path())
}

#[cfg(not(unix))]
pub(super) fn keeps_permissions(_: &Path) -> bool {
    true
}
