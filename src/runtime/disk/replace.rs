//! Safe replacing of a small file: written beside it by `tempfile` and renamed; mode, owner and links are kept. And
//! removal of temporary files that a killed process of this program has left.
//!
//! In the state folder, which is ours alone, these are hidden files with our temporary ending. In the folder of the
//! settings they also need our temporary beginning, or the name of the settings file, as in earlier versions.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::{Builder, TempPath};

use super::{At, DiskError, folder_of, sync_folder, unless_unknown};
use crate::domain::time::Now;
use crate::runtime::paths::Paths;

/// The beginning of the name of a file that is being written; hidden, so that tools which synchronise skip it.
pub(crate) const TEMPORARY_START: &str = ".supple-";
/// The end of such a name.
pub(crate) const TEMPORARY_END: &str = ".tmp";

/// The age from which a temporary file is abandoned: no write takes so long.
const OLD: Duration = Duration::from_secs(60);

/// Replaces the content of the file at `path` with `bytes`, or makes it for this user alone (0600). Afterwards it holds
/// either its old content or all of `bytes`, even if the machine stops half-way.
///
/// A symbolic link to a file stays one; mode and owner stay. A file that cannot be replaced (a mount point, one with a
/// second name, one of an owner that we cannot set) is written in place.
///
/// # Errors
/// The file cannot be written; it is then as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    stage(target_of(path), bytes).and_then(StagedFile::finish).at("write", path)
}

/// Replaces the content of each file, as [`replace`]. All are written beside their places before the first takes it, so
/// that a full disk changes none of them.
///
/// # Errors
/// A file cannot be written; unless that is found out only as files take their places, all are as they were.
pub(crate) fn replace_all(files: &[(PathBuf, &[u8])]) -> Result<(), DiskError> {
    let mut staged = Vec::new();
    for (path, bytes) in files {
        staged.push((path, stage(target_of(path), bytes).at("write", path)?));
    }
    for (path, staged) in staged {
        staged.finish().at("write", path)?;
    }
    Ok(())
}

/// Removes the temporary files that were left. A failure is ignored: the next start tries again.
pub(crate) fn sweep(paths: &Paths, now: &Now) {
    let now = SystemTime::from(now.wall);
    let settings = [paths.settings_file(), paths.earlier_settings_file()];
    let beside_settings = settings.iter().flat_map(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let prefixes = [format!(".{name}."), TEMPORARY_START.to_owned()];
        let folder = folder_written_in(file);
        prefixes.into_iter().flat_map(move |prefix| hidden_in(&folder, &prefix))
    });
    for file in hidden_in(&paths.state, ".").into_iter().chain(beside_settings) {
        if is_left_over(&file, now) {
            let _ = fs::remove_file(file);
        }
    }
}

/// Returns the file that is replaced: for a link to a file, that one. If a link leads to anything else (nothing, a
/// device) the link itself is replaced.
fn target_of(path: &Path) -> PathBuf {
    let linked = fs::canonicalize(path).ok().filter(|target| target.is_file());
    linked.unwrap_or_else(|| path.to_owned())
}

/// New content of a file that has not taken its place yet.
struct StagedFile<'a> {
    target: PathBuf,
    bytes: &'a [u8],
    /// The file that holds it, closed, for there may be thousands; `None` if it is to be written in place.
    beside: Option<TempPath>,
    is_new: bool,
}

impl StagedFile<'_> {
    /// Puts the content in its place.
    fn finish(self) -> io::Result<()> {
        let Self { target, bytes, beside, is_new } = self;
        match beside.map(|beside| beside.persist(&target)) {
            None => write_in_place(&target, bytes)?,
            // A mount point, as in containers: another file cannot take its place.
            Some(Err(refused)) if !is_new && cannot_take_its_place(&refused.error) => write_in_place(&target, bytes)?,
            Some(renamed) => drop(renamed.map_err(|refused| refused.error)?),
        }
        sync_folder(folder_of(&target))
    }
}

/// Writes `bytes` beside the file at `target`, if another file can take its place.
fn stage(target: PathBuf, bytes: &[u8]) -> io::Result<StagedFile<'_>> {
    let found = fs::symlink_metadata(&target).ok().filter(Metadata::is_file);
    let is_new = found.is_none();
    if found.as_ref().is_some_and(has_another_name) {
        return Ok(StagedFile { target, bytes, beside: None, is_new });
    }
    let mut beside = Builder::new();
    beside.prefix(TEMPORARY_START).suffix(TEMPORARY_END);
    #[cfg(unix)]
    beside.permissions(<fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o600));
    let mut beside = beside.tempfile_in(folder_of(&target)).map_err(without_its_path)?;
    if !takes_after(beside.as_file(), found.as_ref())? {
        return Ok(StagedFile { target, bytes, beside: None, is_new });
    }
    beside.as_file_mut().write_all(bytes)?;
    unless_unknown(beside.as_file().sync_all())?;
    Ok(StagedFile { target, bytes, beside: Some(beside.into_temp_path()), is_new })
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

/// Returns the folder in which a file is written: for a link, that of its target.
fn folder_written_in(file: &Path) -> PathBuf {
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    file.parent().unwrap_or(Path::new(".")).to_owned()
}

/// Returns the temporary files in `folder` that begin with `prefix`.
fn hidden_in(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let Ok(listed) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = listed.filter_map(Result::ok).map(|found| found.path()).collect();
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(prefix) && name.ends_with(TEMPORARY_END)
    });
    paths
}

/// Returns true if nobody writes this file: the process whose number is in its name has ended, or it is old.
fn is_left_over(file: &Path, now: SystemTime) -> bool {
    let Ok(found) = fs::symlink_metadata(file) else { return false };
    let age = found.modified().ok().and_then(|changed| now.duration_since(changed).ok());
    found.is_file() && (age.is_some_and(|age| age >= OLD) || writer(file).is_some_and(has_ended))
}

/// Returns the number of the process in the name of a file, as in earlier versions: `.device.4711.tmp`.
fn writer(file: &Path) -> Option<i32> {
    let name = file.file_name()?.to_str()?;
    name.strip_suffix(TEMPORARY_END)?.rsplit_once('.')?.1.parse().ok()
}

/// Returns true if no process has this number any more.
#[cfg(unix)]
pub(crate) fn has_ended(number: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    Pid::from_raw(number).is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH))
}

#[cfg(not(unix))]
pub(crate) fn has_ended(_: i32) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::UNIX_EPOCH;

    use chrono::DateTime;

    use super::*;
    use crate::domain::time::Instant;

    const DAY: u64 = 1_800_000_000;

    fn now() -> Now {
        let wall = DateTime::from_timestamp(DAY as i64, 0).unwrap().fixed_offset();
        Now { mono: Instant::new(Duration::ZERO), wall }
    }

    fn put(folder: &Path, name: &str, age: u64) -> PathBuf {
        let path = folder.join(name);
        let file = File::create(&path).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(DAY - age)).unwrap();
        path
    }

    #[test]
    fn what_a_killed_program_left_goes_and_nothing_else() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        let elsewhere = home.path().join("dotfiles");
        for folder in [&paths.state, &paths.config, &elsewhere] {
            fs::create_dir_all(folder).unwrap();
        }
        let mine = std::process::id();
        let gone = [
            // No program has this number: it is beyond what any system gives.
            put(&paths.state, ".session.json.2147483000.tmp", 0),
            put(&paths.state, ".device.2147483000.tmp", 0),
            put(&paths.state, ".unsaved-0-1.jsonl.x7Yz.tmp", 61),
            put(&paths.state, &format!(".welcomed.{mine}.tmp"), 3_600),
            put(&paths.config, ".config.toml.2147483000.tmp", 0),
            put(&paths.config, ".settings.toml.qq.tmp", 90),
            put(&paths.state, ".supple-a1B2c3.tmp", 61),
            put(&paths.config, ".supple-a1B2c3.tmp", 3_600),
        ];
        let stays = [
            put(&paths.state, &format!(".session.json.{mine}.tmp"), 5),
            put(&paths.state, ".session.json.x7Yz.tmp", 59),
            put(&paths.state, ".supple-q7Yz00.tmp", 3),
            put(&paths.config, ".supple-q7Yz00.tmp", 3),
            put(&paths.config, "supple-q7Yz00.tmp", 9_999),
            put(&paths.state, "session.json", 9_999),
            put(&paths.state, "unsaved-0-1.jsonl", 9_999),
            put(&paths.state, "notes.tmp", 9_999),
            put(&paths.config, ".mine.2147483000.tmp", 9_999),
            put(&paths.config, "config.toml.tmp", 9_999),
        ];
        sweep(&paths, &now());
        assert!(gone.iter().all(|file| !file.exists()), "{gone:?}");
        assert!(stays.iter().all(|file| file.exists()), "{stays:?}");
    }

    #[cfg(unix)]
    #[test]
    fn it_looks_where_a_link_leads() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        let elsewhere = home.path().join("dotfiles");
        fs::create_dir_all(&paths.config).unwrap();
        fs::create_dir_all(&elsewhere).unwrap();
        fs::write(elsewhere.join("config.toml"), "").unwrap();
        std::os::unix::fs::symlink(elsewhere.join("config.toml"), paths.settings_file()).unwrap();
        let left = put(&elsewhere, ".config.toml.2147483000.tmp", 0);
        sweep(&paths, &now());
        assert!(!left.exists());
    }
}
