//! Whether the program is started for the first time, and the mark on this device that it was not.
//!
//! First is: no mark in the state folder, no journal and no settings. Whoever brought a journal or settings along, or
//! used a version that left no mark, is not greeted. Where the mark cannot be left, the first screen comes again.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::config;
use super::disk::{DiskError, replace};
use super::paths::Paths;

/// Whether this is the first start: one look at the disk for everybody else.
pub fn is_first_start(paths: &Paths) -> bool {
    [paths.welcomed_file(), paths.journal_dir(), config::path(paths)].iter().all(|path| is_missing(path))
}

/// Leaves the mark.
///
/// # Errors
/// Where it cannot be written.
pub fn mark(paths: &Paths) -> Result<(), DiskError> {
    paths.make_state()?;
    replace(&paths.welcomed_file(), b"")
}

fn is_missing(path: &Path) -> bool {
    matches!(fs::symlink_metadata(path), Err(error) if error.kind() == ErrorKind::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_is_only_without_mark_journal_and_settings() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        assert!(is_first_start(&paths));
        mark(&paths).unwrap();
        assert!(!is_first_start(&paths));
        fs::remove_file(paths.welcomed_file()).unwrap();
        assert!(is_first_start(&paths));
        fs::create_dir_all(&paths.config).unwrap();
        fs::write(paths.settings_file(), "").unwrap();
        assert!(!is_first_start(&paths));
        fs::remove_file(paths.settings_file()).unwrap();
        paths.make_journal().unwrap();
        assert!(!is_first_start(&paths));
    }
}
