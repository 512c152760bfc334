//! The real program through pipes: every byte of it.

use std::io::{BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, ExitStatus, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use supple::domain::content::link::ItemKind;

use crate::home::Home;
use crate::{assert_plain, assert_unnumbered};

/// A home with a routine of some seconds, `short`, and one that goes on for long.
pub(crate) fn home() -> Home {
    Home::default()
        .exercise("my-hold", "My Hold", &json!({"hold_s": 2}))
        .exercise("my-reps", "My Reps × 2 – slowly", &json!({"reps": 2, "tempo_s": 1}))
        .exercise("long-hold", "Long Hold", &json!({"hold_s": 300}))
        .exercise("many-reps", "Many Reps", &json!({"reps": 30, "tempo_s": 1}))
        .routine("many", "Many", &json!([{"exercise": "many-reps"}, {"exercise": "many-reps"}]))
        .routine("short", "Short One", &json!([{"exercise": "my-hold"}, {"exercise": "my-reps"}]))
        .routine("long", "Long One", &json!([{"exercise": "long-hold"}]))
}

pub(crate) fn command(home: &Home, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.arg("--home").arg(home.path()).args(arguments).env_clear().env("TERM", "xterm-256color");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn spawn(home: &Home, arguments: &[&str]) -> (Child, ChildStdin) {
    let mut child = command(home, arguments).spawn().unwrap();
    let stdin = child.stdin.take().unwrap();
    (child, stdin)
}

#[track_caller]
pub(crate) fn lines(output: &Output) -> Vec<String> {
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let is_text = |byte: &u8| *byte == b'\n' || (*byte >= 0x20 && *byte != 0x7f);
    assert!(output.stdout.iter().all(is_text), "{:?}", String::from_utf8_lossy(&output.stdout));
    let lines: Vec<String> = String::from_utf8(output.stdout.clone()).unwrap().lines().map(str::to_owned).collect();
    lines.iter().for_each(|line| assert_plain(line));
    assert_unnumbered(&lines);
    lines
}

fn signal(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

fn read_until(out: &mut impl std::io::BufRead, text: &str) -> String {
    let mut read = String::new();
    while !read.contains(text) {
        assert!(out.read_line(&mut read).unwrap() > 0, "no {text:?}: {read}");
    }
    read
}

#[test]
fn without_input_a_session_is_told_to_its_end() {
    let home = home();
    let output = command(&home, &["start", "short"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!("without_input", lines(&output).join("\n"));
    let kinds: Vec<_> = home.lines().iter().map(|line| line["kind"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["session", "rating"]);
    assert_eq!(home.lines()[0]["outcome"], "completed");
    assert_eq!(home.lines()[1]["score"], json!(null));

    // What the program is not is said once.
    let (mut child, _stdin) = spawn(&home, &["start", "long", "--no-check-in"]);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    assert_eq!(read_until(&mut out, "\n"), "Long One, 5 minutes 3 seconds.\n");
    signal(&child, Signal::TERM);
    assert_eq!(child.wait().unwrap().code(), Some(143));

    // A question that decides what becomes of something is not answered by nobody.
    let output = command(&home, &["start", "short"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = lines(&output).join("\n");
    assert!(said.contains("You have an unfinished session.") && said.contains("No input here."), "{said}");
    assert!(home.progress().is_some());
}

#[test]
fn one_exercise_is_started_alone_with_the_dose_asked_for() {
    let home = home().seen();
    let starts = |arguments: &[&str]| command(&home, arguments).stdin(Stdio::null()).output().unwrap();
    let output = starts(&["start", "my-hold", "--hold", "1", "--sets", "2", "--no-check-in"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(lines(&output)[0].starts_with("My Hold, "), "{:?}", lines(&output));
    let session = &home.lines()[0];
    assert_eq!([&session["routine"], &session["title"]], [&json!("my-hold"), &json!("My Hold")]);
    let done: Vec<_> = session["steps"].as_array().unwrap().iter().map(|step| step["done"].clone()).collect();
    assert_eq!(done, [json!({"hold_s": 1}), json!({"hold_s": 1})]);

    for (arguments, code, why) in [
        (
            &["start", "short", "--sets", "2"][..],
            2,
            "`short` is a routine; --hold, --reps, --sets and --sides are for one exercise",
        ),
        (
            &["start", "single-leg-balance-x"],
            1,
            "there is no exercise `single-leg-balance-x`; did you mean `single-leg-balance`?",
        ),
        (
            &["start", "hip-flexor-edge-test"],
            1,
            "`hip-flexor-edge-test` is a self-test; open it on the screen: supple, then l",
        ),
        (&["start", "plank", "--reps", "0"], 2, "0 is not in 1..=500"),
    ] {
        let output = starts(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(code) && said.contains(why), "{arguments:?}: {said}");
    }
    assert_eq!(home.lines().len(), 2, "nothing else was written");
}

#[test]
fn words_through_a_pipe_are_understood() {
    let home = home().seen();
    let (child, mut stdin) = spawn(&home, &["start", "long", "--plain"]);
    stdin
        .write_all(
            b"2\nwhere left low back\nstart\nrate 3\nnext\nrate 1\nrate 0\nquit\nyes\n1\n4\nfine \x1b[31mtoday\n",
        )
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let told = lines(&output);
    assert!(told.contains(&"Pain 2, low back left.".to_owned()), "{told:#?}");
    let entries = home.lines();
    let scores: Vec<_> =
        entries.iter().filter(|line| line["kind"] == "rating").map(|line| line["score"].clone()).collect();
    assert_eq!(scores, [json!(2), json!(3), json!(1), json!(0), json!(1)]);
    assert_eq!(entries.last().unwrap()["set"]["effort"], 4);
}

#[test]
fn told_to_go_it_keeps_the_session_for_the_next_start() {
    let home = home().seen();
    for (sent, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let (mut child, mut stdin) = spawn(&home, &["start", "long", "--no-check-in"]);
        let mut out = BufReader::new(child.stdout.take().unwrap());
        if sent == Signal::HUP {
            read_until(&mut out, "Words: resume");
            stdin.write_all(b"go on\ngo on\n").unwrap();
            read_until(&mut out, "Resumed");
        } else {
            read_until(&mut out, "Long Hold. 5 minutes");
        }
        signal(&child, sent);
        assert_eq!(child.wait().unwrap().code(), Some(code));
        assert!(home.progress().is_some());
        assert!(home.lines().is_empty());
    }
}

#[test]
fn output_that_nobody_reads_ends_quietly() {
    let home = home().seen();
    let (mut child, stdin) = spawn(&home, &["start", "long", "--no-check-in"]);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    read_until(&mut out, "Long Hold. 5 minutes");
    drop(out);
    let status: ExitStatus = child.wait().unwrap();
    drop(stdin);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((status.code(), said.as_str()), (Some(0), ""));
    assert!(home.progress().is_some(), "the session is kept as unfinished");
}

/// A journal file of some 150 MB, with this first line and old entries after it.
fn long_journal(home: &Home, first: &str) {
    let folder = home.paths().journal_dir();
    std::fs::create_dir_all(&folder).unwrap();
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.join("phone-1a2b3c.jsonl")).unwrap());
    file.write_all(first.as_bytes()).unwrap();
    let note = "x".repeat(500_000);
    for n in 0..300 {
        let id = format!("019ab0c0-0000-7000-8000-{n:012x}");
        writeln!(
            file,
            r#"{{"v":1,"id":"{id}","kind":"rating","at":"2020-01-02T06:00:00+01:00","score":2,"moment":"other","note":"{note}"}}"#
        )
        .unwrap();
    }
    file.flush().unwrap();
}

#[test]
fn however_long_the_journal_nothing_is_told_to_do_after_a_sign_of_an_emergency() {
    let home = home().seen();
    long_journal(
        &home,
        concat!(
            r#"{"v":1,"id":"019ab0c0-0000-7000-8000-ffffffffffff","kind":"safety","at":"2019-11-19T06:00:00+01:00","#,
            r#""asked":["chest_pain"],"yes":["chest_pain"]}"#,
            "\n"
        ),
    );
    // First only reading the journal says; then it is kept beside it.
    for run in 0..2 {
        let output =
            command(&home, &["start", "short", "--no-check-in", "--plain"]).stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("Get help now."), "{said}");
        assert!(!said.contains("My Hold") && !said.contains("Short One"), "{said}");
        assert!(home.progress().is_none());
        assert_eq!(said.contains("Reading your journal"), run == 0, "{run}: {said}");
    }
}

#[test]
fn a_session_that_is_put_together_begins_and_is_kept() {
    let home = home();
    let wish =
        ["start", "--for", "stiff-ankles", "--minutes", "3", "--equipment", "nothing", "--keep", "--no-check-in"];
    let (mut child, _stdin) = spawn(&home, &wish);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    read_until(&mut out, "Kept as 'stiff-ankles-3-minutes' in ");
    read_until(&mut out, "Stiff ankles, 3 minutes");
    signal(&child, Signal::TERM);
    child.wait().unwrap();
    let kept = home.paths().own(ItemKind::Routine).join("stiff-ankles-3-minutes.json");
    assert!(kept.is_file());
}

#[test]
fn a_session_that_is_put_together_says_that_it_is_shorter_than_was_asked() {
    let home = home();
    let wish = "start --for weak-feet --minutes 60 --position standing --equipment nothing --no-check-in";
    let (mut child, _stdin) = spawn(&home, &wish.split(' ').collect::<Vec<_>>());
    let mut out = BufReader::new(child.stdout.take().unwrap());
    read_until(&mut out, " is the longest for weak feet, standing, with nothing but the floor.");
    signal(&child, Signal::TERM);
    child.wait().unwrap();
}
