//! Permissions mean nothing to root: what they forbid is tested as another user then.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The user that owns nothing, by custom.
const NOBODY: u32 = 65534;

/// `program` as a user whom permissions in `folder` hold back: this one, or, if this one is root,
/// nobody, with all of `folder` theirs and a copy of the program where they can run it, which lasts as
/// long as what comes with the command.
pub(crate) fn bound_by_permissions(program: &Path, folder: &Path) -> (Command, Option<TempDir>) {
    let is_root = rustix::process::geteuid().is_root();
    if !is_root {
        return (Command::new(program), None);
    }
    let copies = TempDir::new().unwrap();
    fs::set_permissions(copies.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let copy = copies.path().join("program");
    // Copied by another process: were it written by this one, a child that another test starts meanwhile
    // would hold it open, and a program that is open for writing cannot be run.
    assert!(Command::new("cp").arg(program).arg(&copy).status().unwrap().success());
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
    give_away(folder);
    let mut command = Command::new(copy);
    command.uid(NOBODY).gid(NOBODY).current_dir("/");
    (command, Some(copies))
}

fn give_away(path: &Path) {
    if path.is_dir() {
        let inside: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|found| found.unwrap().path()).collect();
        inside.iter().for_each(|path| give_away(path));
    }
    chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
}
