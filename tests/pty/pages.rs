//! Pages to print that are made by a key: the file, who may read it, and the program that opens it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::long_home;
use super::pty::Start;

/// Puts a program that opens pages into `folder`: it writes down what it was given.
fn opener(folder: &Path) {
    let (program, opened) = (folder.join("xdg-open"), folder.join("opened"));
    fs::write(&program, format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", opened.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
}

#[track_caller]
fn assert_private_page(file: &Path, text: &str) {
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
    let page = fs::read_to_string(file).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains(text), "{page}");
}

#[test]
fn a_page_is_written_for_its_owner_alone_and_opened() {
    let (home, programs) = (long_home(), tempfile::TempDir::new().unwrap());
    opener(programs.path());
    let path = format!("{}:/bin:/usr/bin", programs.path().display());
    let mut supple = Start::new(home.path(), &[]).size(120, 30).env("PATH", &path).env("DISPLAY", ":0").spawn();
    supple.expect("start");
    supple.keys("/");
    supple.keys("long");
    supple.keys("\t");
    supple.expect("First Hold");
    supple.keys("P");
    supple.expect("opening ~/data/reports/handout-long.html");
    let file = home.paths().pages_dir().join("handout-long.html");
    assert_private_page(&file, "Long One");
    let opened = programs.path().join("opened");
    supple.poll("the opener", |_| fs::read_to_string(&opened).is_ok_and(|path| path == file.to_string_lossy()));
}

#[test]
fn without_a_program_that_opens_it_the_page_stays_and_its_place_is_said() {
    let home = long_home();
    let mut supple = Start::new(home.path(), &[]).size(120, 30).env("DISPLAY", ":0").spawn();
    supple.expect("start");
    supple.keys("r3\r");
    supple.keys("t");
    // The whole journal is read by now: until then there is nothing to print.
    supple.expect("Too few ratings");
    supple.keys("e");
    supple.expect_that("the place and the reason", |shown| {
        shown.contains("saved: ~/data/reports/report-") && shown.contains("; no xdg-open to open it")
    });
    let pages: Vec<_> = fs::read_dir(home.paths().pages_dir()).unwrap().map(|found| found.unwrap().path()).collect();
    assert_eq!(pages.len(), 1);
    assert_private_page(&pages[0], "supple");
}
