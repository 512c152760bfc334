//! Numbers and limits from outside: told in words, and nothing is lost or overflows.

use std::fs;
use std::process::{Command, Output, Stdio};

use serde_json::json;

use super::home::Home;
use super::pty::Start;
use super::{long_home, of_kind, opened};

fn run(home: &Home, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.arg("--home").arg(home.path()).args(arguments).env("PATH", "/nowhere");
    command.stdin(Stdio::null()).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn where_files_may_not_grow_it_is_told_and_the_rating_is_kept() {
    let home = long_home();
    assert!(run(&home, &["rate", "2"]).status.success());
    let file = home.journal_files().remove(0);
    let line = fs::read_to_string(&file).unwrap();
    let notes = format!("{}\n", json!({"v": 1, "kind": "other", "text": "x".repeat(1_000)})).repeat(3);
    fs::write(&file, notes + &line).unwrap();
    // One block is 512 or 1024 bytes, less than the journal has.
    let script = "ulimit -f 1; \"$0\" --home \"$1\" rate 7; echo \"ended with $?\"";
    let mut supple = Start::script(home.path(), script).size(200, 24).spawn();
    supple.expect("ended with");
    let shown = supple.contents();
    assert!(shown.contains("the file would be larger than allowed"), "{shown}");
    supple.wait_exit();
    supple.assert_modes_restored();
    assert_eq!(home.stashed().len(), 1);
    assert!(run(&home, &["rate", "3"]).status.success());
    let scores: Vec<_> = of_kind(&home, "rating").iter().map(|rating| rating["score"].clone()).collect();
    assert_eq!(scores.len(), 3, "{scores:?}");
    assert!(scores.contains(&json!(7)));

    // On the screen, too.
    let script = "ulimit -f 1; exec \"$0\" --home \"$1\" start long --no-check-in";
    let mut supple = Start::script(home.path(), script).size(250, 30).spawn();
    supple.expect("GET READY");
    supple.keys("4");
    supple.expect("larger than allowed");
    supple.signal(rustix::process::Signal::TERM);
    assert_eq!(supple.wait_exit().exit_code(), 143);
    supple.assert_restored();
    assert_eq!(home.stashed().len(), 1);
}

#[test]
fn a_session_of_too_many_parts_is_refused_with_a_message() {
    let step = json!({"exercise": "first-hold", "hold_s": 1, "sets": 20});
    let home = long_home().routine("endless", "Endless", &json!(vec![step; 60]));
    for arguments in [
        &["start", "endless", "--rounds", "20"][..],
        &["start", "endless", "--rounds", "19", "--plain"],
        &["start", "endless", "--rounds", "20", "--plain", "--no-check-in"],
    ] {
        let output = run(&home, arguments);
        let told = told(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {told}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "", "{arguments:?}");
        assert!(told.contains("would have over 10000 parts"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn a_session_on_disk_that_nobody_can_have_meant_is_put_aside_and_told() {
    let kept = {
        let home = long_home();
        let mut supple = super::holding(&home);
        supple.poll("the session on disk", |_| home.progress().is_some());
        supple.signal(rustix::process::Signal::TERM);
        supple.wait_exit();
        home.progress().unwrap()
    };
    let huge = json!({"secs": 18_000_000_000_000_000_000_u64, "nanos": 0});
    for (at, value) in [
        ("/timeline/segments/1/kind", json!({"hold": huge})),
        ("/place/segment/kind", json!({"activity": huge})),
        ("/place/elapsed", huge.clone()),
        ("/place/active", huge.clone()),
        ("/place/at", json!(u64::MAX)),
        ("/timeline/segments/0/index", json!(77)),
        ("/started", json!("+99999-01-01T00:00:00Z")),
    ] {
        let home = long_home();
        let mut progress = kept.clone();
        *progress.pointer_mut(at).unwrap() = value;
        fs::write(home.paths().progress_file(), progress.to_string()).unwrap();
        let mut supple = opened(&home);
        supple.expect("cannot be read");
        supple.keys("q");
        assert_eq!(supple.wait_exit().exit_code(), 0, "{at}");
        let is_aside = |name: String| name.starts_with("session.") && name != "session.lock" && name != "session.json";
        let names = fs::read_dir(&home.paths().state).unwrap().map(|found| found.unwrap().file_name());
        assert!(names.map(|name| name.to_string_lossy().into_owned()).any(is_aside), "{at}");
    }
}

#[test]
fn of_many_lines_that_cannot_be_read_twenty_are_told() {
    let home = long_home();
    assert!(run(&home, &["rate", "2"]).status.success());
    let file = home.journal_files().remove(0);
    let line = fs::read_to_string(&file).unwrap();
    fs::write(&file, "no entry\n".repeat(5_000) + &line).unwrap();
    for arguments in [&["log"][..], &["stats"], &["report"], &["log", "--json"], &["stats", "--json"], &["rate", "3"]] {
        let told = told(&run(&home, arguments));
        assert!(told.lines().count() <= 21, "{arguments:?}: {} lines", told.lines().count());
        if arguments[0] == "log" {
            assert!(told.ends_with("and 4980 more\n"), "{told}");
        }
    }
    let output = run(&home, &["doctor"]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("and 4980 more") && told.lines().count() < 80, "{told}");
    let mut supple = Start::new(home.path(), &[]).size(80, 60).spawn();
    supple.expect("5000 lines of the journal cannot be read");
}
