//! Files that a command writes where the user says, file systems that cannot do everything, and what is said of both.
#![cfg(test)] // So that clippy takes its helpers for tests, too.
#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

#[path = "common/ran.rs"]
mod ran;
#[path = "common/strace.rs"]
mod strace;

use ran::Ran;

/// A home and, apart from it, the folder that the user is in.
struct Place {
    home: TempDir,
    here: TempDir,
}

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_supple"))
}

/// The commands that write a file, without its name.
const WRITERS: [&[&str]; 3] =
    [&["report", "-o"], &["handout", "core-basics", "-o"], &["export", "--format", "json", "-o"]];

const NO_PERMISSIONS: &str = "inject=chmod,fchmod,fchmodat,chown,fchown,fchownat:error=";

impl Place {
    fn new() -> Self {
        Self { home: TempDir::new().unwrap(), here: TempDir::new().unwrap() }
    }

    fn prepare(&self, mut command: Command, arguments: &[&str]) -> Command {
        command.args(arguments).env("SUPPLE_HOME", self.home.path()).current_dir(self.here.path());
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.prepare(Command::new(program()), arguments).output().unwrap().into()
    }

    /// Runs a command that must work without a word on standard error.
    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        ran.out
    }

    /// Runs a command for which the system refuses something; `None` without strace.
    fn refused(&self, refusal: &str, arguments: &[&str]) -> Option<Ran> {
        let log = self.home.path().join("strace.log");
        let options = ["-o", log.to_str().unwrap(), "-e", "trace=all", "-e", refusal];
        let ran: Ran = self.prepare(strace::strace(&program(), &options)?, arguments).output().unwrap().into();
        assert!(fs::read_to_string(&log).unwrap().contains("(INJECTED)"), "{refusal}: nothing was refused");
        Some(ran)
    }

    fn here(&self, name: &str) -> PathBuf {
        self.here.path().join(name)
    }

    fn home(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn scores(&self) -> Vec<Value> {
        let log: Vec<Value> = serde_json::from_str(&self.done(&["log", "--json"])).unwrap();
        log.into_iter().map(|entry| entry["score"].clone()).collect()
    }

    fn journal_file(&self) -> PathBuf {
        fs::read_dir(self.home("data/journal")).unwrap().next().unwrap().unwrap().path()
    }
}

fn names(folder: &Path) -> Vec<String> {
    let found = fs::read_dir(folder).unwrap().map(|found| found.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = found.collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn with<'a>(writer: &[&'a str], output: &'a str) -> Vec<&'a str> {
    [writer, &[output]].concat()
}

fn is_page(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap();
    let ends = [("<!DOCTYPE html>", "</html>\n"), ("{\"format\":\"supple-journal\"", "]}\n")];
    ends.iter().any(|(start, end)| text.starts_with(start) && text.ends_with(end))
}

#[test]
fn output_goes_to_a_bare_name_a_relative_path_and_a_whole_one() {
    for writer in WRITERS {
        let place = Place::new();
        fs::create_dir(place.here("pages")).unwrap();
        let whole = place.here("whole.html");
        for output in ["page", "./page.html", "pages/a b.html", "pages/../-", whole.to_str().unwrap()] {
            // A second time over the first.
            for _ in 0..2 {
                assert_eq!(place.done(&with(writer, output)), "");
                assert!(is_page(&place.here(output)), "{output}");
            }
        }
        assert_eq!(names(place.here.path()), ["-", "page", "page.html", "pages", "whole.html"]);
        assert_eq!(names(&place.here("pages")), ["a b.html"]);
        assert_eq!(mode(&place.here("page")), 0o600);
        let ran = place.run(&with(writer, "nowhere/page.html"));
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (1, "supple: cannot write nowhere/page.html: there is no folder nowhere\n")
        );
        let ran = place.run(&with(writer, "pages"));
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (1, "supple: cannot write pages: this is a folder; name a file in it\n")
        );
    }
}

#[test]
fn a_dash_is_standard_output_and_so_is_its_device() {
    for writer in WRITERS {
        let place = Place::new();
        let page = place.done(&writer[..writer.len() - 1]);
        for output in ["-", "/dev/stdout"] {
            assert_eq!(place.done(&with(writer, output)), page, "{output}");
        }
        // Where standard output goes to a file, nothing takes the place of that file.
        let file = place.here("page.html");
        fs::write(&file, "before\n").unwrap();
        let append = File::options().append(true).open(&file).unwrap();
        let arguments = with(writer, "/dev/stdout");
        assert!(place.prepare(Command::new(program()), &arguments).stdout(append).status().unwrap().success());
        assert_eq!(fs::read_to_string(&file).unwrap(), format!("before\n{page}"));
        assert_eq!(names(place.here.path()), ["page.html"]);
    }
}

#[test]
fn what_is_no_regular_file_is_written_and_stays_what_it_is() {
    for writer in WRITERS {
        let place = Place::new();
        let pipe = place.here("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
        assert_eq!(place.done(&with(writer, "pipe")), "");
        let read = reader.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(read.stdout).unwrap(), place.done(&writer[..writer.len() - 1]));
        assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());

        // A device of one's own, where one may make it: the system's are left alone.
        let [null, full] = [place.here("null"), place.here("full")];
        let node = |path: &Path, minor: &str| Command::new("mknod").arg(path).args(["c", "1", minor]).output().unwrap();
        if node(&null, "3").status.success() && node(&full, "7").status.success() {
            let written = place.run(&with(writer, "null"));
            if written.code == 0 {
                let ran = place.run(&with(writer, "full"));
                assert_eq!(ran.err, "supple: cannot write full: the disk is full; make room\n");
                assert_eq!(ran.code, 1);
            }
            for device in [&null, &full] {
                assert!(fs::symlink_metadata(device).unwrap().file_type().is_char_device());
            }
        }
    }
}

#[test]
fn a_reader_who_leaves_a_pipe_is_no_error() {
    let place = Place::new();
    let pipe = place.here("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut reader = Command::new("head").args(["-c", "20"]).arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    place.done(&["handout", "core-basics", "-o", "pipe"]);
    assert!(reader.wait().unwrap().success());
}

#[test]
fn output_keeps_mode_and_names_of_what_it_replaces() {
    for writer in WRITERS {
        let place = Place::new();
        let [shared, target, link, other] =
            ["shared.html", "target.html", "link.html", "other.html"].map(|it| place.here(it));
        for (path, bits) in [(&shared, 0o644), (&target, 0o640), (&other, 0o604)] {
            fs::write(path, "an earlier one that is longer than nothing").unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(bits)).unwrap();
        }
        symlink("target.html", &link).unwrap();
        fs::hard_link(&other, place.here("second.html")).unwrap();
        for output in ["shared.html", "link.html", "second.html"] {
            place.done(&with(writer, output));
        }
        assert!(is_page(&shared) && is_page(&target) && is_page(&other));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!([&shared, &target, &other].map(|path| mode(path)), [0o644, 0o640, 0o604]);
        symlink("gone", place.here("dangling")).unwrap();
        assert!(place.run(&with(writer, "dangling")).err.contains("it is a link to something that is not there"));
    }
}

#[test]
fn nothing_of_supples_own_is_overwritten_by_whichever_name() {
    let place = Place::new();
    place.done(&["rate", "3"]);
    fs::create_dir_all(place.home("config/exercises")).unwrap();
    fs::write(place.home("config/config.toml"), "bell = false\n").unwrap();
    fs::write(place.home("config/exercises/mine.json"), "{}").unwrap();
    // The journal's folder lies elsewhere, as with a tool that synchronises.
    let elsewhere = place.here("synced");
    fs::rename(place.home("data/journal"), &elsewhere).unwrap();
    symlink(&elsewhere, place.home("data/journal")).unwrap();
    symlink(place.home("state"), place.here("state link")).unwrap();
    let journal = place.journal_file();
    symlink(&journal, place.here("journal link")).unwrap();
    fs::hard_link(&journal, place.here("second name")).unwrap();
    fs::hard_link(place.home("config/exercises/mine.json"), place.here("mine")).unwrap();
    let up = Path::new("..").join(place.home.path().file_name().unwrap()).join("state/new.html");
    let before = everything(&place);
    for output in [
        journal.to_str().unwrap(),
        "synced/page.html",
        "journal link",
        "second name",
        "mine",
        "state link/device",
        "state link/new.html",
        up.to_str().unwrap(),
        place.home("config/config.toml").to_str().unwrap(),
        place.home("config/exercises/page.html").to_str().unwrap(),
        place.home("state/session.json").to_str().unwrap(),
        place.home("data/page.html").to_str().unwrap(),
    ] {
        for writer in WRITERS {
            let ran = place.run(&with(writer, output));
            assert_eq!(ran.code, 1, "{output}");
            let said =
                format!("supple: cannot write {output}: it is one of supple's own folders; choose another place\n");
            assert_eq!(ran.err, said);
        }
    }
    assert_eq!(everything(&place), before);
    // Beside them is fine, and so is a folder that is not there yet where another file goes.
    place.done(&["report", "-o", place.home("page.html").to_str().unwrap()]);
    let fresh = Place::new();
    let ran = fresh.run(&["report", "-o", fresh.home("data").to_str().unwrap()]);
    assert!(ran.code == 1 && !fresh.home("data").exists(), "{}", ran.err);
}

/// All files of a place by path, with what they hold.
fn everything(place: &Place) -> Vec<(PathBuf, Vec<u8>)> {
    fn below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let found = fs::read_dir(folder).unwrap().map(|found| found.unwrap().path());
        let all = found
            .flat_map(|path| if path.is_dir() { below(&path) } else { vec![(path.clone(), fs::read(path).unwrap())] });
        all.collect()
    }
    let mut all = [below(place.home.path()), below(place.here.path())].concat();
    all.sort();
    all
}

#[test]
fn the_exit_code_speaks_of_what_was_written_down() {
    let Ok(full) = File::options().write(true).open("/dev/full") else { return };
    let place = Place::new();
    for arguments in [&["rate", "3"][..], &["rate", "9", "--word", "numb"]] {
        let out = full.try_clone().unwrap();
        let ran: Ran = place.prepare(Command::new(program()), arguments).stdout(out).output().unwrap().into();
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.starts_with(&format!("saved: pain {}", arguments[1])), "{}", ran.err);
        assert!(ran.err.ends_with("supple: cannot write the output: the disk is full; make room\n"), "{}", ran.err);
        assert_eq!(ran.err.contains("some symptoms with this need a professional"), arguments.len() > 2);
    }
    assert_eq!(place.scores(), [3, 9]);
    let made = Place::new();
    let ran: Ran =
        made.prepare(Command::new(program()), &["demo", "--weeks", "2"]).stdout(full).output().unwrap().into();
    assert!(ran.code == 0 && ran.err.contains("Created "), "{}", ran.err);
    assert!(!made.scores().is_empty());
}

#[test]
fn whoever_writes_down_writes_whole_seconds() {
    let place = Place::new();
    for moment in ["before", "after", "next_morning", "other"] {
        place.done(&["rate", "2", "--moment", moment]);
    }
    for line in fs::read_to_string(place.journal_file()).unwrap().lines() {
        let entry: Value = serde_json::from_str(line).unwrap();
        assert_eq!(entry["at"].as_str().unwrap().len(), "2026-11-20T07:02:10+01:00".len(), "{line}");
    }
}

#[test]
fn a_file_system_without_permissions_loses_nothing() {
    for error in ["EPERM", "EOPNOTSUPP"] {
        let place = Place::new();
        let Some(ran) = place.refused(&format!("{NO_PERMISSIONS}{error}"), &["rate", "3"]) else { return };
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{error}");
        place.done(&["rate", "0"]);
        assert_eq!(place.scores(), [3, 0]);
        for writer in WRITERS {
            fs::write(place.here("page.html"), "").unwrap();
            fs::set_permissions(place.here("page.html"), fs::Permissions::from_mode(0o640)).unwrap();
            let ran = place.refused(&format!("{NO_PERMISSIONS}{error}"), &with(writer, "page.html")).unwrap();
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{error}");
            assert!(is_page(&place.here("page.html")));
        }
    }
}

#[test]
fn a_file_that_cannot_be_replaced_is_written_in_place() {
    for error in ["EBUSY", "EXDEV"] {
        for writer in WRITERS {
            let place = Place::new();
            let page = place.here("page.html");
            fs::write(&page, "x".repeat(1 << 20)).unwrap();
            let before = fs::metadata(&page).unwrap().ino();
            let refusal = format!("inject=rename,renameat,renameat2:error={error}");
            let Some(ran) = place.refused(&refusal, &with(writer, "page.html")) else { return };
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{error}");
            assert!(is_page(&page) && fs::metadata(&page).unwrap().ino() == before);
            assert_eq!(names(place.here.path()), ["page.html"], "nothing is left beside it");
        }
    }
}

#[test]
fn a_file_system_without_locks_loses_nothing() {
    for (number, error) in ["EIO", "ENOLCK", "ENOSYS", "ESTALE", "EINVAL", "EACCES"].into_iter().enumerate() {
        let place = Place::new();
        let score = number.to_string();
        let Some(ran) = place.refused(&format!("inject=flock:error={error}"), &["rate", &score]) else { return };
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{error}");
        assert_eq!(place.scores(), [number], "{error}");
    }
}

#[test]
fn a_file_system_that_cannot_sync_loses_nothing() {
    for error in ["EINVAL", "EOPNOTSUPP"] {
        let place = Place::new();
        let Some(ran) = place.refused(&format!("inject=fsync,fdatasync:error={error}"), &["rate", "4"]) else { return };
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{error}");
        assert_eq!(place.scores(), [4], "{error}");
    }
}

#[test]
fn nothing_that_is_said_reaches_the_terminal_raw() {
    let place = Place::new();
    let wild = "a\u{1b}[31m\u{202e}b\u{9b}2J\u{7}";
    fs::write(place.here(wild), "a file").unwrap();
    let below = format!("{wild}/below");
    for arguments in [
        &["report", "-o", &below][..],
        &["handout", "core-basics", "-o", &below],
        &["handout", wild],
        &["rate", "3", "--home", wild],
        &["rate", wild],
        &["log", "--home", wild],
        &["log", "--since", wild],
        &["log", "--routine", wild],
        &["check", wild],
        &["check", &below],
        &["paths", "--home", wild],
        &["doctor", "--home", wild],
        &["doctor", "--repair", "--home", wild],
        &["start", wild, "--plain"],
        &["start", "core-basics", "--plain", "--when", wild],
        &["show", wild],
        &["search", wild],
        &["list", wild],
        &["list", "exercises", "--for", wild],
        &["completions", wild],
        &["demo", "--weeks", "2", "--home", wild],
        &[wild],
        &["--color", wild],
        &[&format!("--{wild}")],
    ] {
        let ran = place.run(arguments);
        for said in [&ran.out, &ran.err] {
            let bad = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!said.contains(bad), "{arguments:?}: {said:?}");
        }
    }
}

#[test]
fn what_could_not_be_read_back_is_not_written() {
    use supple::domain::journal::entry::{Body, Entry, Moment, Rating};
    use supple::runtime::{paths::Paths, store::Store};
    let at = |year: i32| {
        let day = chrono::NaiveDate::from_ymd_opt(year, 3, 1).unwrap().and_hms_opt(8, 0, 0).unwrap();
        day.and_local_timezone(chrono::FixedOffset::east_opt(3600).unwrap()).unwrap()
    };
    let id = |n| uuid::Uuid::from_u128(n);
    let rating = |n, year| Entry::new(id(n), at(year), Body::Rating(Rating::new(Moment::Other)));
    let moved = |to: &str| {
        let set = [("at".to_owned(), Value::from(to))].into_iter().collect();
        Entry::new(id(9), at(2026), Body::Amend { target: id(1), set })
    };
    let place = Place::new();
    let paths = Paths::under(place.home.path()).unwrap();
    let store = Store::open(&paths, 1);
    for (bad, field) in [
        (rating(2, 10_000), "field `at`"),
        (rating(3, 99_999), "field `at`"),
        (rating(4, -1), "field `at`"),
        (moved("+271782-03-01T08:00:00+01:00"), "field `at`"),
        (moved("yesterday"), "field `at`"),
    ] {
        // All or none: the good one beside it waits, too.
        let said = store.append(&[rating(1, 2026), bad.clone()]).unwrap_err().to_string();
        assert!(
            said.starts_with("an entry could not be read back, and is not written: ") && said.contains(field),
            "{said}"
        );
        assert!(store.stash(&[bad]).is_err());
        assert!(store.is_empty() && !paths.journal_dir().exists());
    }
    store.append(&[rating(1, 2026), moved("2026-02-28T08:00:00+01:00")]).unwrap();
    assert_eq!(store.read(None).problems().count(), 0);
}
