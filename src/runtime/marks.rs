//! Marks of this device for things that are shown once: the welcome at the first start, the line about a clinic, and
//! the warning about a file system without permissions (FAT, SMB). Also the numbers of the last timer.
//!
//! A start is the first if there is no mark in the state folder, no journal and no settings. Users who brought a
//! journal or settings along, or used a version without a mark, are not welcomed. If a mark cannot be written, the text
//! comes again.

use std::io::Read;
use std::path::Path;

use chrono::NaiveDate;

use super::config;
use super::disk::{DiskError, is_missing, open_regular, replace, shown};
use super::paths::Paths;
use crate::domain::session::timer::IntervalTimer;

/// The most that is read of a mark, in bytes: more than a date or three numbers need.
const MOST: u64 = 64;

/// Returns true at the first start; at others it usually checks one file only.
pub fn is_first_start(paths: &Paths) -> bool {
    [paths.welcomed_file(), paths.journal_dir(), config::path(paths)].iter().all(|path| is_missing(path))
}

/// Writes the mark of the first start.
///
/// # Errors
/// It cannot be written.
pub fn mark_welcomed(paths: &Paths) -> Result<(), DiskError> {
    paths.make_state()?;
    replace(&paths.welcomed_file(), b"")
}

/// Reads the last date on which the line about a clinic was shown or said; `None` if there is none, or the file holds
/// something else: the line is said once more then.
pub fn read_clinic_said(paths: &Paths) -> Option<NaiveDate> {
    let mut text = String::new();
    open_regular(&paths.clinic_said_file()).ok()?.take(MOST).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// Writes the date on which the line about a clinic is shown or said.
///
/// # Errors
/// It cannot be written.
pub fn write_clinic_said(paths: &Paths, said: NaiveDate) -> Result<(), DiskError> {
    paths.make_state()?;
    replace(&paths.clinic_said_file(), format!("{said}\n").as_bytes())
}

/// Reads the numbers of the last timer; `None` if there are none, or the file holds something else.
pub fn read_timer(paths: &Paths) -> Option<IntervalTimer> {
    let mut text = String::new();
    open_regular(&paths.timer_file()).ok()?.take(MOST).read_to_string(&mut text).ok()?;
    IntervalTimer::from_line(&text)
}

/// Writes the numbers of the last timer.
///
/// # Errors
/// It cannot be written.
pub fn write_timer(paths: &Paths, timer: IntervalTimer) -> Result<(), DiskError> {
    paths.make_state()?;
    replace(&paths.timer_file(), format!("{}\n", timer.to_line()).as_bytes())
}

/// Returns a warning if others can read the journal because its file system keeps no permissions. It is given only
/// once, as far as that can be remembered.
pub fn privacy_warning(paths: &Paths) -> Option<String> {
    let journal = paths.journal_dir();
    if !is_open(&journal) || paths.privacy_told_file().exists() || keeps_permissions(&journal) {
        return None;
    }
    // If it cannot be remembered the warning is given again.
    let _ = replace(&paths.privacy_told_file(), b"");
    Some(format!("others on this computer may read {}: its file system keeps no permissions", shown(&journal)))
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn first_is_only_without_mark_journal_and_settings() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        assert!(is_first_start(&paths));
        mark_welcomed(&paths).unwrap();
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

    #[test]
    fn the_last_timer_is_read_again_and_anything_else_is_none() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        assert_eq!(read_timer(&paths), None);
        let timer = IntervalTimer::countdown(120);
        write_timer(&paths, timer).unwrap();
        assert_eq!(read_timer(&paths), Some(timer));
        for broken in ["", "40 20", "40 20 8 1", "0 20 8", "40 20 100", "forty"] {
            fs::write(paths.timer_file(), broken).unwrap();
            assert_eq!(read_timer(&paths), None, "{broken}");
        }
    }

    #[test]
    fn what_is_written_is_read_and_anything_else_is_no_date() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        assert_eq!(read_clinic_said(&paths), None);
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        write_clinic_said(&paths, day).unwrap();
        assert_eq!(read_clinic_said(&paths), Some(day));
        for broken in ["", "yesterday", "2026-13-01"] {
            std::fs::write(paths.clinic_said_file(), broken).unwrap();
            assert_eq!(read_clinic_said(&paths), None, "{broken}");
        }
        std::fs::remove_file(paths.clinic_said_file()).unwrap();
        std::fs::create_dir(paths.clinic_said_file()).unwrap();
        assert_eq!(read_clinic_said(&paths), None);
    }
}
