//! The first start, and the mark that this device leaves at it.
//!
//! A start is the first if there is no mark in the state folder, no journal and no settings. Users who brought a journal
//! or settings along, or used a version without a mark, are not welcomed. If the mark cannot be written, the welcome
//! comes again.

use super::config;
use super::disk::{DiskError, is_missing, replace};
use super::paths::Paths;

/// Returns true at the first start; at others it usually checks one file only.
pub fn is_first_start(paths: &Paths) -> bool {
    [paths.welcomed_file(), paths.journal_dir(), config::path(paths)].iter().all(|path| is_missing(path))
}

/// Writes the mark.
///
/// # Errors
/// It cannot be written.
pub fn mark(paths: &Paths) -> Result<(), DiskError> {
    paths.make_state()?;
    replace(&paths.welcomed_file(), b"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

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
