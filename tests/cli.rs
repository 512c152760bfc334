//! The program from the shell: exit codes, messages and what is left on disk, for good and bad input.
#![cfg(test)] // So that clippy takes its helpers for tests, too.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::{Value, json};
use supple::domain::content::words::WordList as _;
use supple::domain::journal::browse::EntryKind;
use tempfile::TempDir;

#[path = "cli/new.rs"]
mod new;
#[path = "common/other_user.rs"]
mod other_user;
#[path = "common/ran.rs"]
mod ran;

use ran::Ran;

/// A home of its own for one test.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    /// Writes a file, with the folders above it.
    fn put(&self, below: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn run(&self, args: &[&str]) -> Ran {
        let mut command = cargo_bin_cmd!("supple");
        command.env("SUPPLE_HOME", self.0.path()).args(args);
        command.timeout(std::time::Duration::from_secs(60)).output().unwrap().into()
    }

    fn done(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        ran.out
    }

    fn journal_file(&self) -> PathBuf {
        fs::read_dir(self.path("data/journal")).unwrap().next().unwrap().unwrap().path()
    }
}

const PLANK: &str = r#"{"exercise": "plank", "hold_s": 20}"#;

fn routine(id: &str, title: &str, steps: &str) -> String {
    format!(r#"{{"id": "{id}", "title": "{title}", "summary": "Short.", "when": ["any-day"], "steps": [{steps}]}}"#)
}

#[test]
fn a_rating_is_in_the_journal_and_the_log_shows_it() {
    let home = Home::new();
    assert!(home.done(&["log"]).starts_with("nothing recorded yet"));
    assert_eq!(home.done(&["log", "--json"]), "[]\n");
    assert!(!home.path("data").exists(), "reading makes nothing");
    let said = home.done(&["rate", "3", "--region", "low_back", "--side", "left", "--moment", "before"]);
    assert_eq!(said, "saved: pain 3, low back, left (before)\n");
    assert_eq!(home.done(&["rate", "0", "--note", "\u{1b}[2Jfine"]), "saved: pain 0\n");
    let log = home.done(&["log", "--since", "today"]);
    assert!(log.contains("pain 3 · before · low back, left\n") && log.contains("pain 0\n         fine\n"), "{log}");
    let entries: Value = serde_json::from_str(&home.done(&["log", "--json"])).unwrap();
    assert_eq!(entries[1]["score"], 0);
    assert_eq!(entries[1]["amended"], false);
    let mode = fs::metadata(home.journal_file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn wrong_use_ends_with_two_and_writes_nothing() {
    let home = Home::new();
    for (args, said) in [
        (&["rate", "11"][..], "0 (no pain) to 10"),
        (&["rate", "-1"], "0 (no pain) to 10"),
        (&["rate", "x"], "0 (no pain) to 10"),
        (&["rate"], "<SCORE>"),
        (&["rate", "3", "--word", "sharpp"], "did you mean `sharp`?"),
        (&["log", "--since", "soon"], "a date like 2026-11-20, or 7d"),
        (&["lsit"], "list"),
        (&["list", "poses"], "routines, exercises, guides, plans"),
        (&["list", "exercises", "--kind", "strech"], "did you mean `stretch`?"),
        (&["list", "exercises", "--for", "tihgt-hip-flexors"], "did you mean `tight-hip-flexors`?"),
        (&["list", "guides", "--minutes", "5"], "`--minutes` works with routines"),
        (&["list", "--equipment", "chiar"], "did you mean `chair`?"),
        (&["list", "--minutes", "-3"], "expected minutes, 1 to 600"),
        (&["start", "split-hip-stop", "--when", "evening"], "is not for evening; it is for: before-run"),
        (&["start", "split-hip-stop", "--rounds", "many"], "expected rounds, 1 to 20"),
        (&["start", "--for", "tihgt-glutes", "--list"], "did you mean `tight glutes`?"),
        (&["start", "--for", "xyzzy"], "or one of: desk-stiffness, "),
        (&["start", "--for", "glutes", "--equipment", "chiar", "--list"], "did you mean `chair`?"),
        (&["start", "--for", "glutes", "--position", "standin", "--list"], "did you mean `standing`?"),
        (&["start", "--for", "glutes", "--minutes", "1", "--list"], "expected minutes, 2 to 60"),
        (&["start", "--for", "glutes", "--hold", "20"], "are for one exercise alone"),
        (&["start", "plank", "--keep"], "cannot be used with"),
        (&["start", "--keep"], "--for"),
        (&["start", "--list"], "supple start --for <WORDS> [OPTIONS]"),
        (&[], "terminal"),
        (&["search"], "<WORDS>..."),
        (&["search", ""], "no words to search for"),
    ] {
        let ran = home.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
    }
    assert_eq!(fs::read_dir(home.0.path()).unwrap().count(), 0);
}

#[test]
fn all_content_can_be_listed_found_and_shown() {
    let home = Home::new();
    let found = home.done(&[
        "list",
        "exercises",
        "--for",
        "tight-hip-flexors",
        "--equipment",
        "none",
        "--position",
        "standing",
    ]);
    assert!(found.contains("quad-stretch "), "{found}");
    for (id, title) in [("squat-pain", "When squats hurt your back"), ("runner-week", "Runner's Support Week")] {
        assert!(home.done(&["search", title, "--json"]).contains(&format!("\"id\": \"{id}\"")), "{id}");
        assert!(home.done(&["show", id]).starts_with(title), "{id}");
    }
    let nothing = home.run(&["list", "--minutes", "1"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (0, ""));
    assert!(nothing.err.contains("leave out a filter"), "{}", nothing.err);
}

#[test]
fn a_session_is_put_together_shown_and_kept() {
    let home = Home::new();
    let wish = "start --for tight-hips --minutes 6 --position standing --equipment nothing --list";
    let wish: Vec<&str> = wish.split(' ').collect();
    let shown = home.done(&wish);
    assert!(shown.starts_with("Tight hips, 6 minutes") && shown.contains("For tight hip flexors: "), "{shown}");
    assert!(!home.done(&["list"]).contains("tight-hips"), "it is only shown");
    assert_eq!(shown, home.done(&wish), "there is no chance in it");
    let kept = home.run(&[&wish[..], &["--keep"]].concat());
    assert!(kept.code == 0 && kept.err.starts_with("Kept as `tight-hips-6-minutes` in "), "{}", kept.err);
    assert!(home.done(&["list"]).contains("tight-hips-6-minutes"));
    assert!(home.done(&["check"]).contains("1 file, no problems"));
    let again = home.run(&[&wish[..], &["--keep"]].concat());
    assert_eq!((again.code, again.err.as_str()), (0, "You have it already as `tight-hips-6-minutes`.\n"));
    assert_eq!(shown, again.out, "it is that one");
    assert!(home.done(&["check"]).contains("1 file, no problems"));
    let none = home.run(&["start", "--for", "tight-calves", "--equipment", "none", "--list"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    let why = "supple: Nothing fits tight calves, with nothing but the floor. With more equipment: 2 exercises.\n";
    assert_eq!(none.err, why);
}

#[test]
fn a_plan_of_ones_own_is_read_checked_and_shown() {
    let home = Home::new();
    let plan = r#"{"id": "mine", "title": "My\u001b[2J Weeks\u202e", "summary": "S", "by": "week",
        "parts": [{"title": "One", "items": [{"routine": "good"}]}]}"#;
    home.put("config/plans/mine.json", plan);
    home.put("config/routines/good.json", routine("good", "Good", PLANK));
    let checked = home.run(&["check"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    for line in ["list plans", "show mine", "search weeks", "show mine --json", "list plans --json"] {
        let ran = home.run(&line.split(' ').collect::<Vec<_>>());
        let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(ran.code == 0 && ran.out.contains("My Weeks"), "{line}: {} {}", ran.out, ran.err);
        assert!(!ran.out.contains(bad) && !ran.err.contains(bad), "{line}: {:?} {:?}", ran.out, ran.err);
    }
    home.put("config/plans/mine.json", plan.replace("good", "goood"));
    let checked = home.run(&["check"]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains("there is no routine `goood`; did you mean `good`?"), "{}", checked.out);
}

#[test]
fn an_unknown_name_fails_with_the_nearest() {
    let ran = Home::new().run(&["show", "split-hip-stp"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err, "supple: there is nothing called `split-hip-stp`; did you mean `split-hip-stop`?\n");
    for (asked, hint) in [
        ("split-hip-stp", "; did you mean `split-hip-stop`?"),
        ("splitt", "; did you mean `split-hip-stop`?"),
        ("circuit", "; did you mean `tuttle-ball-circuit`?"),
        ("nope", "; `supple search` finds words, `supple list` shows all"),
    ] {
        let ran = Home::new().run(&["start", asked]);
        assert_eq!((ran.code, ran.err), (1, format!("supple: there is no routine `{asked}`{hint}\n")));
    }
}

#[test]
fn each_broken_file_is_one_message_and_the_others_are_used() {
    let home = Home::new();
    home.put("config/routines/good.json", routine("good", "Good", PLANK));
    home.put("config/routines/empty.json", "");
    home.put("config/routines/broken.json", "{\"id\": ");
    home.put("config/routines/latin.json", b"{\"id\": \"latin\",\n \"title\": \"K\xe4se\"}");
    home.put("config/routines/misnamed.json", routine("good", "Good", PLANK));
    let huge = home.put("config/routines/huge.json", "");
    File::options().write(true).open(&huge).unwrap().set_len(100 << 20).unwrap();
    let deep = format!("{{\"steps\": {}{}}}", "[".repeat(200_000), "]".repeat(200_000));
    home.put("config/exercises/deep.json", deep);
    symlink("loop.json", home.path("config/routines/loop.json")).unwrap();
    symlink("nowhere", home.path("config/routines/away.json")).unwrap();
    symlink("gone", home.path("config/routines/.#lock.json")).unwrap();
    assert!(Command::new("mkfifo").arg(home.path("config/routines/pipe.json")).status().unwrap().success());
    fs::create_dir(home.path("config/routines/folder.json")).unwrap();
    home.put("config/routines/notes.txt", "no routine");

    let ran = home.run(&["check"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    for said in [
        "empty.json:1:1: the file is empty; expected a JSON object\n",
        "broken.json:1:7: the file ends inside a value\n",
        "latin.json:1:1: the text is not UTF-8 at line 2, column 13; save the file as UTF-8\n",
        "misnamed.json:1:1: id: the id `good` and the file name `misnamed.json` differ; make them the same\n",
        "huge.json:1:1: the file has 104857600 bytes; at most 1048576 are read\n",
        "loop.json:1:1: cannot be read: its links run in a circle; remove one of them\n",
        "away.json:1:1: cannot be read: it is a link to something that is not there\n",
        "pipe.json:1:1: it is not a regular file; move it away\n",
        "deep.json:1:1: id: `id` is missing\n",
    ] {
        assert!(ran.out.contains(said), "{said} is not in\n{}", ran.out);
    }
    for silent in ["good.json:", "folder.json", "notes.txt", "lock.json"] {
        assert!(!ran.out.contains(silent), "{silent}: {}", ran.out);
    }
    assert!(ran.out.contains("\n10 files, "), "{}", ran.out);
    let listed = home.run(&["list"]);
    assert!(listed.code == 0 && listed.out.contains("Good (yours)"), "{}", listed.out);
    assert!(listed.err.contains("`supple check` shows them"), "{}", listed.err);
}

#[test]
fn folders_of_content_that_cannot_be_read_are_named() {
    let home = Home::new();
    home.put("config/routines", "a file");
    symlink("exercises", home.path("config/exercises")).unwrap();
    let ran = home.run(&["check"]);
    assert_eq!(ran.code, 1);
    let why =
        |folder: &str, why: &str| format!("{}:1:1: the folder cannot be read: {why}\n", home.path(folder).display());
    assert!(
        ran.out.contains(&why("config/routines", "a file is where a folder is needed; move it away")),
        "{}",
        ran.out
    );
    assert!(ran.out.contains(&why("config/exercises", "its links run in a circle; remove one of them")), "{}", ran.out);
    assert_eq!(home.run(&["list"]).code, 0);
}

#[test]
fn nothing_from_a_file_reaches_the_terminal_raw() {
    let home = Home::new();
    let wild = r#"{"id": "wild", "title": "A\u001b[31mB\u202eC", "summary": "S", "when": ["any-day", "x\u001b[2J"],
        "steps": [{"exercise": "plank"}], "y\u001b]0;t\u0007": 1, "equipment": ["\u009b1m"]}"#;
    home.put("config/routines/wild.json", wild);
    home.put("config/routines/a\u{1b}[31m.json", "");
    home.put("config/routines/fine.json", routine("fine", r"A\u001b[31mB\u202eC", PLANK));
    home.put("config/config.toml", "theme = \"\\u001b[2Jdark\\u202e\"");
    let all = ["check", "list", "show fine", "show wild", "check --json", "list --json", "paths"];
    for line in all {
        let ran = home.run(&line.split(' ').collect::<Vec<_>>());
        let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!ran.out.contains(bad) && !ran.err.contains(bad), "{line}: {:?} {:?}", ran.out, ran.err);
    }
    assert!(home.run(&["list"]).out.contains("ABC (yours)"));
}

#[test]
fn wrong_doses_unknown_exercises_and_circles_are_told_with_their_place() {
    let home = Home::new();
    let steps = ["0", "-1", "1e9", "1e999", r#"{"from": 9, "to": 3, "whose": "ours"}"#]
        .map(|dose| format!("\n{{\"exercise\": \"plank\", \"hold_s\": {dose}}}"));
    home.put("config/routines/doses.json", routine("doses", "Doses", &steps.join(",")));
    home.put("config/routines/who.json", routine("who", "Who", r#"{"exercise": "plonk"}"#));
    for (id, harder) in [("up", "down"), ("down", "up")] {
        let text = format!(
            r#"{{"id": "{id}", "name": "X", "kind": "cardio", "position": "standing", "sides": "none", "summary": "X.",
            "setup": ["Stand."], "breathing": "Free.", "dose": {{"reps": 5}}, "harder": ["{harder}"]}}"#
        );
        home.put(&format!("config/exercises/{id}.json"), text);
    }
    let out = home.run(&["check"]).out;
    for said in [
        "doses.json:2:33: steps[0].hold_s: 0 is out of range; allowed: 1 to 3600",
        "doses.json:3:33: steps[1].hold_s: -1 is out of range",
        "doses.json:4:33: steps[2].hold_s: 1000000000 is out of range",
        "steps[3].hold_s: number out of range",
        "steps[4].hold_s: the range is upside down: `from` 9 is above `to` 3",
        "who.json:1:96: steps[0].exercise: there is no exercise `plonk`; did you mean `plank`?",
        "harder: the easier/harder links run in a circle: ",
    ] {
        assert!(out.contains(said), "{said} is not in\n{out}");
    }
}

#[test]
fn a_file_anywhere_can_be_checked() {
    let home = Home::new();
    let good = home.put("elsewhere/good.json", routine("good", "Good", PLANK));
    let check = |path: &Path| home.run(&["check", path.to_str().unwrap()]);
    assert_eq!((check(&good).out.as_str(), check(&good).code), ("1 file, no problems\n", 0));
    let missing = check(&home.path("nope.json"));
    assert_eq!(missing.code, 1);
    assert!(missing.out.contains("nope.json:1:1: cannot be read: it does not exist\n"), "{}", missing.out);
    assert!(check(&home.path("elsewhere")).out.contains("this is a folder; name the files in it"));
    let json = home.run(&["check", "--json", home.path("nope.json").to_str().unwrap()]).out;
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()[0]["severity"], "error");
    let settings = home.put("config.toml", "\nbel = true\n");
    assert!(
        check(&settings).out.contains("config.toml:2:1: bel: there is no such setting"),
        "{}",
        check(&settings).out
    );
    let warned = home.put("elsewhere/warned.json", routine("warned", "A\u{202e}", PLANK));
    assert_eq!(check(&warned).code, 0);
}

#[test]
fn a_rating_that_cannot_be_written_is_kept_and_written_later() {
    let home = Home::new();
    home.put("data", "a file");
    let ran = home.run(&["rate", "4"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let why = format!("{}: a file is where a folder is needed; move it away\n", home.path("data").display());
    assert!(
        ran.err.starts_with("supple: cannot make the folder for the journal, ") && ran.err.contains(&why),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("is kept in ") && ran.err.contains("(pain 4)"), "{}", ran.err);
    let log = home.run(&["log"]);
    assert!(log.code == 1 && log.out.is_empty() && log.err.contains("a file is where a folder is needed"));
    fs::remove_file(home.path("data")).unwrap();
    assert_eq!(home.done(&["rate", "5"]).lines().count(), 2);
    assert_eq!(home.done(&["log", "--json"]).matches("\"score\":").count(), 2);
}

#[test]
fn a_circle_of_links_for_the_journal_is_named_and_nothing_is_lost() {
    let home = Home::new();
    fs::create_dir(home.path("data")).unwrap();
    symlink("journal", home.path("data/journal")).unwrap();
    let ran = home.run(&["rate", "4"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("its links run in a circle"), "{}", ran.err);
    let log = home.run(&["log"]);
    assert_eq!((log.code, log.out.as_str()), (1, ""), "not: nothing recorded");
    assert!(log.err.contains("its links run in a circle"), "{}", log.err);
    fs::remove_file(home.path("data/journal")).unwrap();
    home.done(&["rate", "5"]);
    assert_eq!(home.done(&["log", "--json"]).matches("\"score\":").count(), 2);
}

#[test]
fn a_read_only_journal_is_named() {
    let home = Home::new();
    home.done(&["rate", "1"]);
    fs::set_permissions(home.path("data/journal"), fs::Permissions::from_mode(0o500)).unwrap();
    fs::set_permissions(home.journal_file(), fs::Permissions::from_mode(0o400)).unwrap();
    let program = PathBuf::from(env!("CARGO_BIN_EXE_supple"));
    let (mut rate, _copy) = other_user::bound_by_permissions(&program, &home.path(""));
    let ran: Ran = rate.env("SUPPLE_HOME", home.path("")).args(["rate", "2"]).output().unwrap().into();
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("permission is missing") && ran.err.contains("is kept in"), "{}", ran.err);
    assert_eq!(home.done(&["log", "--json"]).matches("\"score\":").count(), 1);
}

#[test]
fn bad_lines_of_the_journal_are_reported_and_stay() {
    let home = Home::new();
    home.done(&["rate", "1"]);
    let file = home.journal_file();
    let good = fs::read(&file).unwrap();
    let mut bad = File::options().append(true).open(&file).unwrap();
    bad.write_all(b"{\"v\":1,\"id\":\"torn\n\xff\xfe\x00\x01\n{\"v\":9,\"id\":\"newer\"}\n").unwrap();
    bad.write_all(&vec![b'x'; 50 << 20]).unwrap();
    bad.write_all(b"\n").unwrap();
    bad.write_all(&good).unwrap();
    let before = fs::metadata(&file).unwrap().len();
    let ran = home.run(&["log"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("pain 1"), "{}", ran.out);
    let name = file.file_name().unwrap().to_str().unwrap();
    let said: Vec<&str> = ran.err.lines().collect();
    assert_eq!(said.len(), 4, "{}", ran.err);
    for (line, said) in [2, 3, 5].into_iter().zip(&said) {
        assert!(said.starts_with(&format!("{name}:{line}: ")), "{said}");
    }
    assert!(said[3].starts_with("1 line of the journal from another version"), "{}", ran.err);
    home.done(&["rate", "2"]);
    assert!(fs::metadata(&file).unwrap().len() > before);
}

#[test]
fn the_settings_of_earlier_versions_are_read_checked_and_shown() {
    let home = Home::new();
    let settings = || serde_json::from_str::<Value>(&home.done(&["paths", "--json"])).unwrap()["settings"].clone();
    assert_eq!(settings(), json!(home.path("config/config.toml")));
    let earlier = home.put("config/settings.toml", "bell = 3\n[limits]\nred_form = 7\n");
    assert_eq!(settings(), json!(earlier));
    let ran = home.run(&["check"]);
    let said = [
        "1:8: bell: `3` is not true or false",
        "3:1: limits.red_form: there is no such limit; did you mean `red_from`?",
    ];
    let expected: Vec<String> = said.iter().map(|said| format!("{}:{said}", earlier.display())).collect();
    assert_eq!(ran.out, format!("{}\n1 file, 2 problems\n", expected.join("\n")));
    assert_eq!(ran.code, 1);
    let now = home.put("config/config.toml", "");
    assert_eq!(settings(), json!(now));
    assert_eq!(home.run(&["check"]).out, "1 file, no problems\n");
}

#[test]
fn paths_show_what_is_where() {
    let home = Home::new();
    let out = home.done(&["paths"]);
    assert!(out.contains(&format!("config          {}  (not created yet)\n", home.path("config").display())), "{out}");
    let json = || serde_json::from_str::<Value>(&home.done(&["paths", "--json"])).unwrap();
    assert_eq!(json()["journal_file"], Value::Null);
    home.done(&["rate", "1"]);
    assert_eq!(json()["journal_file"], home.journal_file().to_str().unwrap());
    assert_eq!(json()["routines"], home.path("config/routines").to_str().unwrap());
    assert_eq!(json()["plans"], home.path("config/plans").to_str().unwrap());
    let paths: Vec<Option<usize>> = out.lines().map(|line| line.find("/")).collect();
    assert!(paths.iter().flatten().all(|at| *at == 16), "in columns: {out}");
}

#[test]
fn without_a_home_there_is_one_message_or_the_systems_own() {
    let mut command = cargo_bin_cmd!("supple");
    let ran: Ran = command.env_remove("SUPPLE_HOME").env_remove("HOME").arg("paths").output().unwrap().into();
    assert!(ran.code == 0 || ran.err.contains("set HOME"), "{}", ran.err);
    let mut command = cargo_bin_cmd!("supple");
    let ran: Ran = command.args(["paths", "--home", ""]).output().unwrap().into();
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--home <DIR>"), "{}", ran.err);
    let mut command = cargo_bin_cmd!("supple");
    let ran: Ran = command.env_remove("HOME").args(["completions", "bash"]).output().unwrap().into();
    assert_eq!(ran.code, 0);
}

#[test]
fn a_closed_pipe_is_no_error_and_a_full_disk_is_one() {
    let home = Home::new();
    let supple = cargo_bin_cmd!("supple").get_program().to_owned();
    let run = |args: &[&str], out: Stdio| -> Ran {
        let mut command = Command::new(&supple);
        command.env("SUPPLE_HOME", home.0.path()).args(args).stdout(out).stderr(Stdio::piped());
        command.output().unwrap().into()
    };
    for args in [
        &["list", "exercises", "--json"][..],
        &["list", "guides"],
        &["show", "squat-pain"],
        &["show", "runner-week", "--json"],
        &["search", "back"],
        &["man"],
        &["completions", "zsh"],
        &["rate", "3"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = run(args, writer.into());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    }
    assert_eq!(home.done(&["log", "--json"]).matches("\"score\":3").count(), 1);
    if let Ok(full) = File::options().write(true).open("/dev/full") {
        let ran = run(&["list"], full.into());
        assert_eq!(ran.code, 1);
        assert_eq!(ran.err, "supple: cannot write the output: the disk is full; make room\n");
    }
}

#[test]
fn a_report_is_written_whole_and_private() {
    let home = Home::new();
    home.done(&["rate", "3", "--note", "<b>hi</b>"]);
    let file = home.put("report.html", "an earlier one");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(home.done(&["report", "-o", file.to_str().unwrap(), "--name", "A. B."]), "");
    let html = fs::read_to_string(&file).unwrap();
    assert!(
        html.starts_with("<!DOCTYPE html>") && html.contains("&lt;b&gt;hi&lt;/b&gt;") && html.ends_with("</html>\n")
    );
    let mode = |file: &Path| fs::metadata(file).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&file), 0o644, "as its owner has it");
    let new = home.path("new.html");
    home.done(&["report", "-o", new.to_str().unwrap()]);
    assert_eq!(mode(&new), 0o600);
    assert_eq!(home.done(&["report", "--name", "A. B."]), html, "and the same to standard output");
}

#[test]
fn a_report_of_a_journal_that_cannot_be_read_says_so_on_the_page() {
    let home = Home::new();
    home.done(&["rate", "3"]);
    fs::create_dir(home.path("data/journal/other.jsonl")).unwrap();
    let file = home.path("report.html");
    let ran = home.run(&["report", "-o", file.to_str().unwrap()]);
    assert!(ran.code == 1 && ran.err.contains("other.jsonl"), "{}", ran.err);
    assert!(fs::read_to_string(&file).unwrap().contains("this page is incomplete"));
}

#[test]
fn the_help_names_every_kind() {
    let all: Vec<&str> = EntryKind::ALL.iter().map(|(word, _)| *word).collect();
    for command in ["log", "export"] {
        let help = Home::new().run(&[command, "--help"]);
        let kinds = help.out.split("Kinds: ").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap();
        let named: Vec<&str> = kinds.split([',', '\n', ' ']).filter(|word| !word.is_empty()).collect();
        assert_eq!(named, all, "{command}");
    }
}

#[test]
fn a_timer_that_cannot_be_is_refused_with_what_can() {
    let home = Home::new();
    let work = "expected seconds (40) or minutes and seconds (2:00), from 1 s to 99:59";
    let rest = "expected seconds (20) or minutes and seconds (1:00), from 0 to 99:59";
    let rounds = "expected rounds, 1 to 99";
    for (args, says) in [
        ("0", work),
        ("abc", work),
        ("2:75", work),
        ("99999", work),
        ("-5", work),
        ("40 -1 8", rest),
        ("40 99999 8", rest),
        ("40 20 0", rounds),
        ("40 20 100", rounds),
        ("40 20 x", rounds),
    ] {
        let args: Vec<&str> = ["timer"].into_iter().chain(args.split(' ')).collect();
        let ran = home.run(&args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.starts_with("error: invalid value") && ran.err.contains(says), "{args:?}: {}", ran.err);
    }
    let ran = home.run(&["timer", "40", "20"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "supple: how many rounds? For eight: 40 20 8\n"));
    assert!(!home.path("state/timer").exists(), "what was not begun is not remembered");
}

#[test]
fn a_saved_timer_is_read_by_every_command_that_looks_back() {
    let home = Home::new();
    home.run(&["timer", "1", "0", "2", "--log"]);
    assert!(home.done(&["log"]).contains("Timer 2 × 1 s · completed"));
    assert_eq!(fs::read_to_string(home.path("state/timer")).unwrap(), "1 0 2\n");
    let logged: Value = serde_json::from_str(&home.done(&["log", "--json", "--routine", "timer"])).unwrap();
    assert_eq!((&logged[0]["routine"], &logged[0]["active_s"]), (&json!("timer"), &json!(2)));
    assert!(home.done(&["log", "--exercise", "timer"]).contains("Timer 2 × 1 s"));
    let stats: Value = serde_json::from_str(&home.done(&["stats", "--json", "--exercise", "timer"])).unwrap();
    assert_eq!(stats["dose"][0]["total"], json!({"activity_s": 2}));
    for command in ["stats", "status", "doctor"] {
        home.done(&[command]);
    }
    home.done(&["report", "-o", "-"]);
    assert_eq!(home.run(&["start", "timer"]).code, 1, "it is no routine");
}
