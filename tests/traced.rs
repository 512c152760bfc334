//! What supple opens and runs, as the system sees it, against what `supple doctor` names.
#![cfg(test)] // So that clippy takes its helpers for tests, too.
#![cfg(target_os = "linux")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

#[path = "common/strace.rs"]
mod strace;

/// What every program reads: its libraries, the time zone, the terminals' descriptions, itself.
const OF_THE_SYSTEM: [&str; 8] = [
    "/lib",
    "/usr/lib",
    "/etc/ld.so",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/usr/share/terminfo",
    "/proc/self",
    "/dev",
];

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_supple"))
}

/// What was opened by supple itself, and what was run by anybody.
#[derive(Default)]
struct Seen {
    opened: BTreeSet<String>,
    run: BTreeSet<String>,
}

impl Seen {
    /// Reads the log of strace: a process, a call, its first path.
    fn take_in(&mut self, log: &str) {
        let mut runs: BTreeMap<&str, String> = BTreeMap::new();
        for line in log.lines().filter(|line| !line.contains("= -1 ")) {
            let (Some((process, call)), Some(path)) = (line.split_once(' '), line.split('"').nth(1)) else { continue };
            if call.trim_start().starts_with("execve(") {
                runs.insert(process, path.to_owned());
                self.run.insert(path.to_owned());
            } else if runs.get(process).is_none_or(|path| Path::new(path) == program()) {
                self.opened.insert(path.to_owned());
            }
        }
    }
}

#[test]
fn nothing_is_opened_or_run_that_the_doctor_does_not_name() {
    let (home, here) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let log = here.path().join("log");
    let options = ["-o", log.to_str().unwrap(), "-s", "4096", "-e", "trace=execve,openat,open,creat"];
    let mut seen = Seen::default();
    for (arguments, answers) in [
        (&["rate", "3"][..], ""),
        (&["start", "core-basics", "--plain", "--no-check-in"], "stop\n4\n\n\n\n"),
        (&["log"], ""),
        (&["stats"], ""),
        (&["check"], ""),
        (&["report", "-o", "page.html"], ""),
        (&["export", "--format", "csv", "-o", "tables"], ""),
    ] {
        let Some(mut traced) = strace::strace(program(), &options) else { return };
        traced.args(arguments).env("SUPPLE_HOME", home.path()).current_dir(here.path());
        let mut running = traced.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        running.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
        running.wait().unwrap();
        seen.take_in(&fs::read_to_string(&log).unwrap());
    }
    let mut doctor = Command::new(program());
    let report = doctor.args(["doctor", "--json"]).env("SUPPLE_HOME", home.path()).output().unwrap();
    let report: Value = serde_json::from_slice(&report.stdout).unwrap();

    let folders: Vec<&str> =
        report["folders"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
    let here = here.path().to_str().unwrap();
    let is_named = |path: &&String| {
        let path = path.as_str();
        let is_below = |folder: &&str| path.starts_with(*folder);
        // Folders above those that are named are looked up on the way to making them.
        folders.iter().any(|folder| path.starts_with(folder) || folder.starts_with(path))
            || OF_THE_SYSTEM.iter().any(is_below)
            || !path.starts_with('/')
            || is_below(&here)
    };
    let unnamed: Vec<&String> = seen.opened.iter().filter(|path| !is_named(path)).collect();
    assert!(unnamed.is_empty(), "opened and not named: {unnamed:?}");
    assert!(seen.opened.iter().any(|path| path.starts_with(folders[1])), "the journal was seen: {:?}", seen.opened);

    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let sinks = report["sinks"].as_array().unwrap().iter().flat_map(|sink| sink["has"].as_array().unwrap());
    let named: BTreeSet<String> =
        sinks.chain(report["helpers"].as_array().unwrap()).map(|it| it.as_str().unwrap().to_owned()).collect();
    let run = seen.run.iter().filter(|path| Path::new(path) != program()).map(|path| name(path));
    let unnamed: Vec<String> = run.filter(|program| !named.contains(program)).collect();
    assert!(unnamed.is_empty(), "run and not named: {unnamed:?}; named: {named:?}");
}
