//! Folders, private files, the session in progress and its lock, on a real file system.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use supple::runtime::paths::Paths;
use supple::runtime::progress::{ProgressFile, SessionLock};
use supple::runtime::store::Store;
use tempfile::TempDir;

#[path = "common/entries.rs"]
mod entries;
#[path = "common/other_user.rs"]
mod other_user;

const TASK: &str = "SUPPLE_TEST_TASK";

fn home() -> (TempDir, Paths) {
    let dir = TempDir::new().unwrap();
    let paths = Paths::under(dir.path()).unwrap();
    (dir, paths)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let found = fs::read_dir(folder).unwrap().map(|found| found.unwrap().path());
    found
        .flat_map(|path| if path.is_dir() { [vec![path.clone()], files_below(&path)].concat() } else { vec![path] })
        .collect()
}

/// Runs this very program again for one task, as `$0` and `$@` of a shell script.
fn child(task: &str, script: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(script).arg(std::env::current_exe().unwrap());
    shell.args(["--exact", "task_of_a_child", "--ignored", "--nocapture", "--quiet"]).env(TASK, task);
    shell
}

#[test]
fn whatever_the_umask_everything_is_for_this_user_alone() {
    for umask in ["000", "077", "0777"] {
        let (dir, paths) = home();
        let output = child("write all", &format!("umask {umask}; exec \"$0\" \"$@\""))
            .env("SUPPLE_HOME", dir.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{umask}: {output:?}");
        let made = files_below(dir.path());
        assert_eq!(made.len(), 10, "{made:?}");
        for path in made {
            let expected = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(&path), expected, "{} with umask {umask}", path.display());
        }
        assert_eq!(Store::open(&paths, 0).read(None).ratings().len(), 1);
    }
}

fn write_all(paths: &Paths) {
    paths.make_config().unwrap();
    let store = Store::open(paths, 1);
    store.append(&[entries::rating(1)]).unwrap();
    store.stash(&[entries::rating(2)]).unwrap();
    ProgressFile::new(paths).write(b"{}").unwrap();
    SessionLock::try_take(paths).unwrap().unwrap();
}

#[test]
fn folders_that_are_there_already_keep_their_permissions() {
    let (_dir, paths) = home();
    fs::create_dir(&paths.data).unwrap();
    fs::set_permissions(&paths.data, fs::Permissions::from_mode(0o755)).unwrap();
    paths.make_journal().unwrap();
    assert_eq!((mode(&paths.data), mode(&paths.journal_dir())), (0o755, 0o700));
}

#[test]
fn what_is_in_the_way_of_a_folder_is_named() {
    let (_dir, paths) = home();
    let said = || paths.make_journal().unwrap_err().to_string();
    let expected =
        |path: &Path, why: &str| format!("cannot make the folder for the journal, {}: {why}", path.display());
    fs::write(&paths.data, "").unwrap();
    assert_eq!(said(), expected(&paths.data, "a file is where a folder is needed; move it away"));
    fs::remove_file(&paths.data).unwrap();
    symlink(&paths.data, &paths.data).unwrap();
    assert_eq!(said(), expected(&paths.data, "its links run in a circle; remove one of them"));
    fs::remove_file(&paths.data).unwrap();
    symlink("nowhere", &paths.data).unwrap();
    assert_eq!(said(), expected(&paths.data, "it is a link to something that is not there"));
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let (dir, paths) = home();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o500)).unwrap();
    let (mut child, _copy) = other_user::bound_by_permissions(&std::env::current_exe().unwrap(), dir.path());
    child.args(["--exact", "task_of_a_child", "--ignored", "--nocapture", "--quiet"]);
    let output = child.env(TASK, "make journal").env("SUPPLE_HOME", dir.path()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let why = "permission is missing; check who owns it";
    let expected = format!("cannot make the folder for the journal, {}: {why}", paths.data.display());
    assert!(said.contains(&expected), "{said}");
}

#[test]
fn the_home_comes_from_the_flag_then_the_environment_then_the_system() {
    let shown = |home: Option<&str>| {
        let mut command = child("show paths", "exec \"$0\" \"$@\"");
        command.env_remove("SUPPLE_HOME").env("HOME", "/h").env("XDG_STATE_HOME", "/x").env_remove("XDG_DATA_HOME");
        command.envs(home.map(|home| ("SUPPLE_HOME", home)));
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    assert!(shown(Some("/s")).contains("</s/data> </s/state>"));
    if cfg!(target_os = "linux") {
        for unset in [None, Some("")] {
            assert!(shown(unset).contains("</h/.local/share/supple> </x/supple>"), "{}", shown(unset));
        }
    }
    assert_eq!(Paths::find(Some(Path::new("/f"))).unwrap().data, Path::new("/f/data"));
}

#[test]
fn progress_is_there_whole_or_not_at_all() {
    let (_dir, paths) = home();
    let progress = ProgressFile::new(&paths);
    assert_eq!(progress.read().unwrap(), None);
    progress.remove().unwrap();
    assert_eq!(progress.set_aside().unwrap(), None);
    for bytes in [b"one".as_slice(), b"two"] {
        progress.write(bytes).unwrap();
        assert_eq!(progress.read().unwrap().unwrap(), bytes);
    }
    assert_eq!(fs::read_dir(&paths.state).unwrap().count(), 1, "no temporary file stays");
    progress.remove().unwrap();
    assert_eq!(progress.read().unwrap(), None);
}

#[test]
fn a_broken_progress_file_is_moved_aside_and_never_over_another() {
    let (_dir, paths) = home();
    let progress = ProgressFile::new(&paths);
    for (n, bytes) in [(1, b"first"), (2, b"other")] {
        progress.write(bytes).unwrap();
        let aside = paths.state.join(format!("session.broken-{n}.json"));
        assert_eq!(progress.set_aside().unwrap(), Some(aside.clone()));
        assert_eq!((fs::read(aside).unwrap(), progress.read().unwrap()), (bytes.to_vec(), None));
    }
    assert_eq!(fs::read(paths.state.join("session.broken-1.json")).unwrap(), b"first");
}

#[test]
fn writing_goes_through_a_link_to_a_file_and_leaves_devices_alone() {
    let (dir, paths) = home();
    let (progress, real) = (ProgressFile::new(&paths), dir.path().join("real"));
    paths.make_state().unwrap();
    fs::write(&real, "old").unwrap();
    symlink(&real, paths.progress_file()).unwrap();
    progress.write(b"new").unwrap();
    assert!(fs::symlink_metadata(paths.progress_file()).unwrap().is_symlink());
    assert_eq!(fs::read(&real).unwrap(), b"new");

    fs::remove_file(paths.progress_file()).unwrap();
    symlink("/dev/full", paths.progress_file()).unwrap();
    progress.write(b"newer").unwrap();
    assert_eq!(fs::read(paths.progress_file()).unwrap(), b"newer");
    assert!(!fs::metadata("/dev/full").unwrap().is_file());
}

#[test]
fn a_progress_file_that_is_a_folder_is_an_error_with_its_path() {
    let (_dir, paths) = home();
    fs::create_dir_all(paths.progress_file()).unwrap();
    let said = format!("{:#}", ProgressFile::new(&paths).write(b"x").unwrap_err());
    let why = "a folder is where a file is needed; move it away";
    assert_eq!(said, format!("cannot write {}: {why}", paths.progress_file().display()));
    assert_eq!(fs::read_dir(&paths.state).unwrap().count(), 1, "no temporary file stays");
}

#[test]
fn one_program_at_a_time_runs_a_session() {
    let (_dir, paths) = home();
    let first = SessionLock::try_take(&paths).unwrap();
    assert!(first.is_some() && SessionLock::try_take(&paths).unwrap().is_none());
    drop(first);
    assert!(SessionLock::try_take(&paths).unwrap().is_some());
}

#[test]
#[ignore = "the other tests run it in a process of its own"]
fn task_of_a_child() {
    let Ok(task) = std::env::var(TASK) else { return };
    let paths = Paths::find(None).unwrap();
    if task == "write all" {
        write_all(&paths);
    } else if task == "make journal" {
        println!("{}", paths.make_journal().unwrap_err());
    } else {
        println!("<{}> <{}>", paths.data.display(), paths.state.display());
    }
}
