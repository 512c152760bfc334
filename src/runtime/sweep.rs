//! Removal of temporary files that a killed process of this program has left.
//!
//! In the state folder, which is ours alone, these are hidden files with our temporary ending. In the folder of the
//! settings they also need our temporary beginning, or the name of the settings file, as in earlier versions.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::disk::replace::{TEMPORARY_END, TEMPORARY_START};
use super::paths::Paths;
use crate::domain::time::Now;

/// The age from which a temporary file is abandoned: no write takes so long.
const OLD: Duration = Duration::from_secs(60);

/// Removes the temporary files that were left. A failure is ignored: the next start tries again.
pub(super) fn sweep(paths: &Paths, now: &Now) {
    let now = SystemTime::from(now.wall);
    let settings = [paths.settings_file(), paths.earlier_settings_file()];
    let beside_settings = settings.iter().flat_map(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let prefixes = [format!(".{name}."), TEMPORARY_START.to_owned()];
        let folder = folder_of(file);
        prefixes.into_iter().flat_map(move |prefix| hidden_in(&folder, &prefix))
    });
    for file in hidden_in(&paths.state, ".").into_iter().chain(beside_settings) {
        if is_left_over(&file, now) {
            let _ = fs::remove_file(file);
        }
    }
}

/// Returns the folder in which a file is written: for a link, that of its target.
fn folder_of(file: &Path) -> PathBuf {
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

#[cfg(unix)]
fn has_ended(number: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    Pid::from_raw(number).is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH))
}

#[cfg(not(unix))]
fn has_ended(_: i32) -> bool {
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
