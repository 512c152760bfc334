//! `supple export` as it is typed: its options, its files, and who may read them.

use std::fs;
use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::json;
use tempfile::TempDir;

struct Ran {
    code: i32,
    out: Vec<u8>,
    err: String,
}

/// A home with the hard journal, and a place for what is exported.
struct Home {
    home: TempDir,
    out: TempDir,
}

impl Home {
    fn new(lines: &str) -> Self {
        let (home, out) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let folder = home.path().join("data/journal");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("laptop.jsonl"), lines).unwrap();
        Self { home, out }
    }

    fn hard() -> Self {
        Self::new(include_str!("hard.jsonl"))
    }

    fn run(&self, format: &str, more: &[&str]) -> Ran {
        let mut command = cargo_bin_cmd!("supple");
        command.arg("--home").arg(self.home.path()).args(["export", "--format", format]).args(more);
        let ran = command.current_dir(self.out.path()).output().unwrap();
        let err = String::from_utf8(ran.stderr).unwrap();
        Ran { code: ran.status.code().unwrap(), out: ran.stdout, err }
    }

    fn done(&self, format: &str, more: &[&str]) -> Vec<u8> {
        let ran = self.run(format, more);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{format} {more:?}");
        ran.out
    }

    fn refused(&self, format: &str, more: &[&str]) -> (i32, String) {
        let ran = self.run(format, more);
        assert_eq!(ran.out, b"", "{format} {more:?}");
        (ran.code, ran.err)
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions()) & 0o777
}

#[cfg(not(unix))]
fn mode(_: &Path) -> u32 {
    0o600
}

#[test]
fn options_are_for_their_formats() {
    let home = Home::hard();
    for (format, more, message) in [
        ("fhir", &["--at", "7:30"][..], "supple: `--at` is for --format ics, not for fhir\n"),
        ("json", &["--done"], "supple: `--done` is for --format ics, not for json\n"),
        ("ics", &["--notes"], "supple: `--notes` is for --format fhir, not for ics\n"),
        ("fhir", &["--routine", "core-basics"], "supple: `--routine` is for --format ics or fit, not for fhir\n"),
        (
            "fit",
            &[],
            "supple: fit makes several files: name a folder for them with -o, or choose a routine with --routine\n",
        ),
        ("ics", &["--since", "4w"], "supple: `--since`, `--until` and `--kind` choose past sessions: add --done\n"),
        (
            "fit",
            &["--since", "4w", "--routine", "core-basics"],
            "supple: `--since`, `--until` and `--kind` choose past sessions, `--routine` makes a workout: not both\n",
        ),
        (
            "fhir",
            &["--kind", "note"],
            "supple: the format fhir has no place for the kind note; it can hold: session, rating, activity, self_test\n",
        ),
    ] {
        assert_eq!(home.refused(format, more), (2, message.to_owned()));
    }
    for (more, said) in [
        (["--at", "half past seven"], "expected a time of day like 7:30 or 18:00"),
        (["--days", "mon,someday"], "expected days of the week like mon,wed,fri"),
    ] {
        let (code, err) = home.refused("ics", &more);
        assert!(code == 2 && err.contains(said), "{err}");
    }
    let (code, err) = home.refused("fit", &["--routine", "core-basic-s", "-o", "core.fit"]);
    assert!(code == 1 && err.contains("core-basics"), "{err}");
    assert_eq!(fs::read_dir(home.out.path()).unwrap().count(), 0);
}

#[test]
fn files_are_for_this_user_alone_and_replaced_as_a_whole() {
    let home = Home::hard();
    for format in ["ics", "fhir"] {
        let file = home.out.path().join(format);
        fs::write(&file, "old").unwrap();
        fs::remove_file(&file).unwrap();
        home.done(format, &["-o", format]);
        assert_eq!(mode(&file), 0o600, "{format}");
        fs::write(&file, "a longer text than before, which is replaced".repeat(9_999)).unwrap();
        home.done(format, &["-o", format]);
        let written = fs::read_to_string(&file).unwrap();
        assert!(written.starts_with("BEGIN:VCALENDAR") || written.starts_with("{\"resourceType\":\"Bundle\""));
        let printed = String::from_utf8(home.done(format, &[])).unwrap();
        assert_eq!(printed.lines().count(), written.lines().count(), "{format} to standard output");
    }
    home.done("fit", &["-o", "activities"]);
    let files: Vec<_> =
        fs::read_dir(home.out.path().join("activities")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 3);
    assert!(files.iter().all(|file| mode(file) == 0o600));
    home.done("fit", &["--routine", "core basics", "-o", "core.fit"]);
    assert_eq!(mode(&home.out.path().join("core.fit")), 0o600);
    assert_eq!(&home.done("fit", &["--routine", "core-basics"])[8..12], b".FIT");
}

#[test]
fn days_choose_the_sessions() {
    let home = Home::hard();
    let count = |more: &[&str]| String::from_utf8(home.done("ics", more)).unwrap().matches("BEGIN:VEVENT").count();
    assert_eq!(count(&["--done"]), 4);
    assert_eq!(count(&["--done", "--until", "2026-10-24"]), 2);
    assert_eq!(count(&["--done", "--since", "2026-10-25", "--kind", "session"]), 3);
    let ran = home.run("fit", &["--until", "2020-01-01", "-o", "none"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "supple: no sessions in this time, so there are no files\n"));
}

#[test]
#[cfg(unix)]
fn hundreds_of_files_need_no_more_than_a_few_open() {
    let sessions = (0..300).map(|n| {
        let at = format!("2026-01-{:02}T{:02}:00:00+00:00", n / 24 + 1, n % 24);
        let session = json!({"v": 1, "id": format!("01890a5d-ac96-774b-bcce-{n:012}"), "kind": "session", "at": at,
            "ended": at, "routine": "core-basics", "title": "Core", "outcome": "completed", "active_s": 60, "note": "",
            "steps": []});
        format!("{session}\n")
    });
    let home = Home::new(&sessions.collect::<String>());
    let binary = assert_cmd::cargo::cargo_bin!("supple");
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "ulimit -n 64; exec \"$0\" \"$@\""]).arg(binary).arg("--home").arg(home.home.path());
    let ran = shell.args(["export", "--format", "fit", "-o", "fit"]).current_dir(home.out.path()).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(fs::read_dir(home.out.path().join("fit")).unwrap().count(), 300);
}
