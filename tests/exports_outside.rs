//! Other programs read what supple exports: libraries for FHIR, iCalendar and FIT find nothing wrong, and get the same
//! sessions, minutes and medians as `supple stats`.
//!
//! `tests/exports/check.py` does it. Where `python3` lacks its packages this says so and passes, except in continuous
//! integration (`CI`).
#![cfg(test)] // So that clippy takes its helpers for tests, too.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::{Value, json};
use tempfile::TempDir;

#[path = "common/made_journal.rs"]
mod made_journal;

use made_journal::made_journal;

/// The packages that the checks need, as they are imported and as they are installed.
const PACKAGES: [(&str, &str); 5] = [
    ("fhir.resources.R4B.bundle", "fhir.resources"),
    ("icalendar", "icalendar"),
    ("recurring_ical_events", "recurring-ical-events"),
    ("garmin_fit_sdk", "garmin-fit-sdk"),
    ("fitdecode", "fitdecode"),
];

/// Returns true if the checks can be made; says so if not.
fn has_packages() -> bool {
    let imports = PACKAGES.map(|(import, _)| import).join(", ");
    let asked = Command::new("python3").args(["-c", &format!("import {imports}")]).output();
    let found = asked.is_ok_and(|output| output.status.success());
    let in_ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
    let install = PACKAGES.map(|(_, package)| package).join(" ");
    assert!(found || !in_ci, "continuous integration needs python3 with {install}");
    if !found {
        println!("skipped: python3 lacks packages (python3 -m pip install {install})");
    }
    found
}

struct Made {
    home: TempDir,
    out: TempDir,
}

impl Made {
    fn new() -> Self {
        let made = Self { home: TempDir::new().unwrap(), out: TempDir::new().unwrap() };
        fs::create_dir(made.path("to-do")).unwrap();
        made
    }

    /// A journal of these files.
    fn of(files: &[(&str, &str)]) -> Self {
        let made = Self::new();
        made.put(files);
        made
    }

    /// Writes files of the journal.
    fn put(&self, files: &[(&str, &str)]) {
        let paths: Value = serde_json::from_slice(&self.run(&["paths", "--json"])).unwrap();
        let folder = PathBuf::from(paths["journal"].as_str().unwrap());
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
    }

    fn run(&self, arguments: &[&str]) -> Vec<u8> {
        let ran = cargo_bin_cmd!("supple").arg("--home").arg(self.home.path()).args(arguments).output().unwrap();
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        ran.stdout
    }

    fn path(&self, name: &str) -> String {
        self.out.path().join(name).to_str().unwrap().to_owned()
    }

    fn export(&self, format: &str, name: &str, more: &[&str]) {
        self.run(&[&["export", "--format", format, "-o", &self.path(name)], more].concat());
    }

    /// Exports everything and returns what the other programs find.
    fn findings(&self) -> String {
        let stats = self.run(&["stats", "--json"]);
        let until = serde_json::from_slice::<Value>(&stats).unwrap()["to"].as_str().unwrap().to_owned();
        fs::write(self.path("stats.json"), stats).unwrap();
        self.export("fhir", "bundle.json", &["--until", &until, "--notes", "--snomed"]);
        self.export("ics", "done.ics", &["--until", &until, "--done"]);
        self.export("ics", "to-do/all.ics", &["--at", "7:30"]);
        self.export("fit", "fit", &["--until", &until]);
        self.checked()
    }

    fn checked(&self) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports/check.py");
        let ran = Command::new("python3").arg(script).arg(self.out.path()).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    }
}

#[test]
fn other_programs_read_an_empty_journal() {
    if has_packages() {
        assert_eq!(Made::new().findings(), "\n");
    }
}

#[test]
fn other_programs_get_the_numbers_of_a_sample_journal() {
    if has_packages() {
        let made = Made::new();
        made.run(&["demo", "--weeks", "20"]);
        assert_eq!(made.findings(), "\n");
    }
}

#[test]
fn other_programs_get_the_numbers_of_several_devices_and_zones() {
    if has_packages() {
        let devices = made_journal(7, 1_500);
        let files: Vec<(&str, &str)> = devices.iter().map(|device| (device.file, device.text.as_str())).collect();
        assert_eq!(Made::of(&files).findings(), "\n");
    }
}

#[test]
fn other_programs_read_titles_and_times_that_nobody_would_choose() {
    if !has_packages() {
        return;
    }
    let titles = [
        "",
        " ",
        "; , \\ : \"'\\n",
        "🧘🏽\u{200d}♀️ ñ 漢字 עברית",
        "\u{1b}[31m=1+1",
        "<script>&amp;",
        &"long ".repeat(80),
    ];
    let mut text = String::new();
    for (n, title) in (0_u8..).zip(titles) {
        let (id, at) =
            (format!("01890a5d-ac96-774b-bcce-0000000000{n:02}"), format!("2026-01-{:02}T23:59:00+13:45", n + 1));
        let step = json!({"exercise": "no-such-thing", "set": 1, "outcome": "done", "planned": {"hold_s": 9}, "done": {"hold_s": 9}});
        let session = json!({"v": 1, "id": id, "kind": "session", "at": at, "ended": "2026-01-02T00:01:00+13:45",
            "routine": "core-basics", "title": title, "outcome": "completed", "active_s": 61, "note": title, "steps": [step]});
        let id = id.replace("bcce", "bccf");
        let scored = json!({"v": 1, "id": id, "kind": "activity", "at": at, "name": title, "score": n});
        text.push_str(&format!("{session}\n{scored}\n"));
    }
    assert_eq!(Made::of(&[("laptop.jsonl", &text)]).findings(), "\n");
}

#[test]
fn other_programs_read_the_plans() {
    if !has_packages() {
        return;
    }
    let plans = [
        ("runner-week", None),
        ("posture-programme", Some("kyphosis")),
        ("walk-back", None),
        ("return-to-running", None),
    ];
    let made = Made::new();
    for (plan, version) in plans {
        let mut began = json!({"v": 1, "id": "01890a5d-ac96-774b-bcce-000000000001", "kind": "plan",
            "at": "2026-01-01T07:00:00+01:00", "plan": plan, "did": "began"});
        if let Some(version) = version {
            began["version"] = json!(version);
        }
        made.put(&[("laptop.jsonl", &format!("{began}\n"))]);
        made.export("ics", &format!("to-do/{plan}.ics"), &[]);
        made.export("ics", &format!("to-do/{plan}-on-two-days.ics"), &["--days", "tue,sat"]);
    }
    assert_eq!(made.checked(), "\n");
}

#[test]
fn other_programs_read_every_routine_as_a_workout() {
    if !has_packages() {
        return;
    }
    let made = Made::new();
    fs::create_dir(made.path("workouts")).unwrap();
    let routines: Value = serde_json::from_slice(&made.run(&["list", "routines", "--json"])).unwrap();
    for id in routines.as_array().unwrap().iter().map(|routine| routine["id"].as_str().unwrap()) {
        made.export("fit", &format!("workouts/{id}.fit"), &["--routine", id]);
    }
    assert_eq!(made.checked(), "\n");
}
