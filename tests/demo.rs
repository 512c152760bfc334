//! The made-up journal on disk: written as any other, in a folder that was named for it, and in no other.
#![cfg(test)] // So that clippy takes its helpers for tests, too.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use supple::runtime::paths::Paths;
use supple::runtime::store::Store;
use tempfile::TempDir;

/// Runs `supple demo` with these words after it; gives exit code, output and message.
fn demo(words: &[&str]) -> (i32, String, String) {
    let mut command = cargo_bin_cmd!("supple");
    let output = command.env_remove("SUPPLE_HOME").arg("demo").args(words).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn made(home: &Path, words: &[&str]) -> String {
    let home = home.to_str().unwrap();
    let (code, out, err) = demo(&[&["--home", home], words].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    out
}

#[test]
fn it_is_written_as_a_journal_of_two_devices() {
    let home = TempDir::new().unwrap();
    let out = made(home.path(), &["--weeks", "4", "--seed", "9"]);
    assert!(out.starts_with("Created ") && out.contains(&format!("supple --home {}", home.path().display())), "{out}");
    let folder = home.path().join("data/journal");
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files, ["demo-desktop.jsonl", "demo-laptop.jsonl"].map(|name| folder.join(name)));
    for file in files {
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let journal = Store::open(&Paths::under(home.path()).unwrap(), 1).read(None);
    assert_eq!((journal.problems().count(), journal.foreign()), (0, 0));
    assert!(journal.sessions().len() >= 5, "{}", journal.sessions().len());
}

#[test]
fn a_folder_with_a_journal_stays_as_it_is() {
    let home = TempDir::new().unwrap();
    let folder = home.path().join("data/journal");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("mine.jsonl"), "").unwrap();
    let (code, out, err) = demo(&["--home", home.path().to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("already has a journal; choose another folder") && err.lines().count() == 1, "{err}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn without_a_folder_named_for_it_nothing_is_written() {
    let (code, out, err) = demo(&[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("--home") && err.lines().count() == 1, "{err}");
}

#[test]
fn what_waits_to_be_written_is_a_journal_too() {
    let home = TempDir::new().unwrap();
    let state = home.path().join("state");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("unsaved-1.jsonl"), "{}\n").unwrap();
    assert_eq!(demo(&["--home", home.path().to_str().unwrap()]).0, 1);
}
