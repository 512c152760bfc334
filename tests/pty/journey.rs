//! The main job from start to finish, and two programs at once.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::json;

use super::home::Home;
use super::pty::Start;
use super::{end_and_quit, holding, long_home, of_kind, ready};

#[test]
fn from_the_shell_through_a_session_into_the_journal() {
    let home = Home::default().seen().exercise("tiny-hold", "Tiny Hold", &json!({"hold_s": 3})).routine(
        "tiny",
        "Tiny One",
        &json!([{"exercise": "tiny-hold"}]),
    );
    let mut supple = Start::new(home.path(), &[]).spawn();
    supple.expect("Tiny One");
    // The shortest routine stands on top.
    supple.keys("\r");
    supple.expect("How is your back right now?");
    supple.keys("3");
    supple.expect("enter starts");
    supple.keys("\r");
    supple.expect("GET READY  Tiny Hold");
    supple.expect("HOLD  Tiny Hold");
    supple.expect("Tiny One · done");
    supple.expect("1 of 1 parts, 0:03 of work; saved");
    supple.keys("2");
    supple.poll("the pain after in the journal", |_| home.lines().len() == 3);
    supple.keys("\r");
    supple.expect_gone("Tiny One · done");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    supple.assert_restored();

    let lines = home.lines();
    let [before, session, after] = &lines[..] else { panic!("{lines:#?}") };
    let of = |line: &serde_json::Value| (line["kind"].clone(), line["moment"].clone(), line["score"].clone());
    assert_eq!(of(before), (json!("rating"), json!("before"), json!(3)));
    assert_eq!(of(after), (json!("rating"), json!("after"), json!(2)));
    assert_eq!(session["kind"], "session");
    assert_eq!(session["outcome"], "completed");
    assert_eq!(session["routine"], "tiny");
    let step =
        json!({"exercise": "tiny-hold", "set": 1, "outcome": "done", "planned": {"hold_s": 3}, "done": {"hold_s": 3}});
    assert_eq!(session["steps"], json!([step]));
    for rating in [before, after] {
        assert_eq!(rating["session"], session["id"]);
    }
    assert_eq!(home.progress(), None);
    assert_eq!(home.journal().sessions().len(), 1);
    let state = &home.paths().state;
    for folder in [home.paths().journal_dir(), state.clone(), home.paths().data.clone()] {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
    }
    let in_state = fs::read_dir(state).unwrap().map(|found| found.unwrap().path());
    for file in in_state.chain(home.journal_files()) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_second_program_says_that_a_session_runs_and_can_rate() {
    let home = long_home();
    let mut first = holding(&home);
    let mut second = Start::new(home.path(), &["start", "long"]).spawn();
    second.expect("How is your back right now?");
    second.keys("2");
    second.expect("enter starts");
    second.keys("\r");
    second.expect("Routines");
    second.expect("a session is running in another window");
    second.keys("r");
    second.expect("Pain now");
    second.keys("4");
    second.expect("enter to save");
    second.keys("\r");
    second.expect("pain 4 saved");
    second.poll("the second's ratings in the journal", |_| home.lines().len() == 2);
    first.keys("3");
    first.expect("pain 3 saved");
    first.poll("all ratings in the journal", |_| home.lines().len() == 3);
    second.keys("q");
    assert_eq!(second.wait_exit().exit_code(), 0);
    first.keys("m");
    first.expect("sound off");
    end_and_quit(&mut first);

    let given: Vec<_> =
        of_kind(&home, "rating").iter().map(|line| (line["moment"].clone(), line["score"].clone())).collect();
    assert_eq!(
        given,
        [
            // Given before a session that did not begin.
            (json!("other"), json!(2)),
            (json!("other"), json!(4)),
            (json!("during"), json!(3)),
            (json!("after"), json!(null)),
        ]
    );
    assert_eq!(home.journal().sessions().len(), 1);
    assert_eq!(home.journal_files().len(), 1);
}

#[test]
fn pasted_text_presses_no_key() {
    let home = long_home();
    let mut supple = holding(&home);
    supple.keys("\x1b[200~q!x5 \x03\x1b[201~");
    supple.keys("m");
    supple.expect("sound off");
    supple.expect("HOLD  First Hold");
    for asked in ["Leave the session?", "Stop", "Skip this exercise?", "PAUSED", "noted"] {
        assert!(!supple.contents().contains(asked), "{}", supple.contents());
    }
    end_and_quit(&mut supple);
    assert_eq!(of_kind(&home, "rating").len(), 1, "the one of the end");
}

#[test]
fn a_terminal_may_have_any_size_at_any_moment() {
    let home = long_home();
    let mut supple = ready(&home);
    for (columns, rows) in [(40, 12), (120, 40), (1, 1), (500, 200), (39, 11), (80, 1), (2, 100), (80, 24)] {
        supple.resize(columns, rows);
        let room = columns >= 40 && rows >= 12;
        supple.poll(&format!("a countdown at {columns} x {rows}"), |supple| match (room, columns) {
            (true, _) => super::seconds_left(supple).is_some() && supple.contents().contains("First Hold"),
            (_, ..10) => !supple.contents().is_empty(),
            _ => supple.contents().contains(':'),
        });
    }
    for size in (1..40).chain([3, 90, 7]) {
        supple.resize(size * 3, size);
    }
    supple.resize(80, 24);
    supple.expect("left");
    supple.keys("n");
    supple.expect("HOLD  First Hold");
    end_and_quit(&mut supple);
    supple.assert_restored();
}

#[test]
fn the_first_start_is_greeted_once_and_a_session_from_the_shell_never() {
    let home = Home::default();
    let mut supple = Start::new(home.path(), &["start", "desk-break", "--no-check-in"]).spawn();
    supple.expect("GET READY");
    supple.kill9();
    let home = Home::default();
    let mut supple = Start::new(home.path(), &[]).spawn();
    supple.expect("Not a medical device.");
    supple.keys("+");
    supple.expect("Your weekly goal: 4 sessions");
    supple.keys("\r");
    supple.expect("Routines");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    let settings = fs::read_to_string(home.paths().settings_file()).unwrap();
    assert!(settings.contains("weekly_goal = 4"), "{settings}");
    let mut supple = Start::new(home.path(), &[]).spawn();
    supple.expect("Routines");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
}
