//! Two programs on one device: whatever one of them does or has done to it, the other loses nothing of it and writes
//! nothing twice.

use std::collections::BTreeSet;
use std::fs;

use rustix::process::Signal;

use super::home::Home;
use super::pty::{Start, Supple};
use super::{end_and_quit, holding, long_home, of_kind, opened};

/// How the other program goes out of its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Leave,
    End,
    Told(Signal),
}

const WAYS: [Way; 5] = [Way::Leave, Way::End, Way::Told(Signal::HUP), Way::Told(Signal::TERM), Way::Told(Signal::KILL)];

impl Way {
    /// Goes out of a session in its first hold.
    fn go(self, mut other: Supple) {
        match self {
            Self::Leave => {
                other.keys("q");
                other.expect("Leave the session?");
                other.keys("l");
                assert_eq!(other.wait_exit().exit_code(), 0);
            }
            Self::End => end_and_quit(&mut other),
            Self::Told(signal) => {
                other.signal(signal);
                other.wait_exit();
            }
        }
    }
}

/// The other program, in a session in which the pain was rated.
fn other(home: &Home) -> Supple {
    let mut other = holding(home);
    other.keys("3");
    other.expect("pain 3 saved");
    other
}

/// Begins a session at the question that comes before it, in a home where the other one went this way.
fn begin(supple: &mut Supple, way: Way) {
    supple.keys("2\r");
    if way != Way::End {
        supple.expect("You have an unfinished session");
        supple.expect("stopped at: First Hold");
        supple.keys("l");
    }
    supple.expect("GET READY  First Hold");
    supple.expect("before 2");
}

/// From the home screen to that question.
fn ask(supple: &mut Supple) {
    supple.expect("Routines");
    // The first in the list depends on the hour.
    supple.keys("/long one\r");
    supple.expect("How is your back right now?");
}

/// Checks that each entry has one line in the journal, and that it holds `sessions` sessions and these ratings.
#[track_caller]
fn check(home: &Home, sessions: usize, mut scores: Vec<u64>) {
    // A program that is ended after a line is written and before it hears so sets the entry aside, too. The next start
    // finds that the journal has it.
    if !home.stashed().is_empty() {
        let mut next = opened(home);
        next.keys("q");
        assert_eq!(next.wait_exit().exit_code(), 0);
    }
    let lines = home.lines();
    let ids: BTreeSet<&str> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), lines.len(), "an entry is there twice: {lines:#?}");
    assert_eq!(of_kind(home, "session").len(), sessions, "{lines:#?}");
    assert_eq!(home.journal().sessions().len(), sessions);
    let mut found: Vec<u64> = of_kind(home, "rating").iter().filter_map(|rating| rating["score"].as_u64()).collect();
    found.sort_unstable();
    scores.sort_unstable();
    assert_eq!(found, scores, "{lines:#?}");
    assert_eq!(home.progress(), None);
    assert!(home.stashed().is_empty());
}

/// What the other program did of its session is in the journal.
#[track_caller]
fn check_other(home: &Home, way: Way) {
    let sessions = of_kind(home, "session");
    let outcome = if way == Way::End { "ended" } else { "interrupted" };
    assert!(sessions.iter().any(|session| session["outcome"] == outcome), "{way:?}: {sessions:#?}");
}

#[test]
fn whoever_is_at_home_is_asked_about_what_the_other_left() {
    for way in WAYS {
        let home = long_home();
        let mut supple = opened(&home);
        way.go(other(&home));
        ask(&mut supple);
        begin(&mut supple, way);
        end_and_quit(&mut supple);
        check(&home, 2, vec![3, 2]);
        check_other(&home, way);
    }
}

#[test]
fn whoever_is_at_the_check_in_is_asked_about_what_the_other_left() {
    for way in WAYS {
        let home = long_home();
        let other = other(&home);
        let mut supple = Start::new(home.path(), &["start", "long"]).spawn();
        supple.expect("How is your back right now?");
        way.go(other);
        begin(&mut supple, way);
        end_and_quit(&mut supple);
        check(&home, 2, vec![3, 2]);
        check_other(&home, way);
    }
}

#[test]
fn whoever_has_finished_writes_to_the_end_and_is_asked_about_what_the_other_left() {
    for way in WAYS {
        let home = long_home();
        let mut supple = holding(&home);
        supple.keys("qe");
        supple.expect("Long One · ended");
        supple.expect("· saved");
        way.go(other(&home));
        supple.keys("4\r");
        ask(&mut supple);
        begin(&mut supple, way);
        end_and_quit(&mut supple);
        check(&home, 3, vec![3, 4, 2]);
        check_other(&home, way);
    }
}

#[test]
fn whoever_is_asked_about_a_session_keeps_it_whatever_the_other_does() {
    for way in WAYS {
        let home = long_home();
        Way::Told(Signal::KILL).go(other(&home));
        let mut supple = opened_at_the_question(&home);
        let mut other = opened(&home);
        ask(&mut other);
        other.keys("2\r");
        other.expect_gone("How is your back right now?");
        other.expect("a session is running in another window");
        other.poll("the answer in the journal", |_| of_kind(&home, "rating").len() == 2);
        match way {
            Way::Told(signal) => {
                other.signal(signal);
                other.wait_exit();
            }
            Way::Leave | Way::End => {
                other.keys("q");
                assert_eq!(other.wait_exit().exit_code(), 0);
            }
        }
        supple.keys("\r");
        supple.expect("PAUSED  First Hold");
        end_and_quit(&mut supple);
        check(&home, 1, vec![3, 2]);
        assert_eq!(of_kind(&home, "session")[0]["outcome"], "ended");
    }
}

#[test]
fn whoever_waits_takes_over_from_one_that_was_asked_and_went() {
    for way in WAYS {
        let home = long_home();
        Way::Told(Signal::KILL).go(other(&home));
        let mut asked = opened_at_the_question(&home);
        let mut supple = Start::new(home.path(), &["start", "long"]).spawn();
        supple.expect("How is your back right now?");
        match way {
            Way::Leave => asked.keys("q"),
            Way::End => asked.keys("l"),
            Way::Told(signal) => asked.signal(signal),
        }
        if way == Way::End {
            asked.expect("saved as it is");
            asked.keys("q");
        }
        asked.wait_exit();
        begin(&mut supple, way);
        end_and_quit(&mut supple);
        check(&home, 2, vec![3, 2]);
    }
}

fn opened_at_the_question(home: &Home) -> Supple {
    let mut supple = Start::new(home.path(), &[]).spawn();
    supple.expect("You have an unfinished session");
    supple
}

// ---- a session that cannot be read ------------------------------------------------------------------

#[test]
fn what_cannot_be_read_is_put_aside_before_a_session_takes_its_place() {
    let newer = r#"{"v": 2, "what": "only a newer program knows"}"#;
    for text in [newer, "{\"v\": 1, \"id\"", "", "[]"] {
        let home = long_home();
        fs::create_dir_all(&home.paths().state).unwrap();
        fs::write(home.paths().progress_file(), text).unwrap();
        let mut supple = holding(&home);
        let kept = |home: &Home| fs::read_to_string(home.paths().progress_file()).ok();
        supple.poll("the session in its place", |_| kept(&home).is_some_and(|kept| kept != text));
        let aside = home.paths().state.join("session.broken-1.json");
        assert_eq!(fs::read_to_string(aside).unwrap(), text);
        end_and_quit(&mut supple);
        check(&home, 1, Vec::new());
    }
}

#[test]
fn whoever_only_looks_leaves_what_a_newer_program_kept() {
    let home = long_home();
    fs::create_dir_all(&home.paths().state).unwrap();
    let text = r#"{"v": 7}"#;
    fs::write(home.paths().progress_file(), text).unwrap();
    let mut supple = opened(&home);
    supple.expect("an unfinished session of a newer supple is left as it is");
    supple.keys("q");
    supple.wait_exit();
    assert_eq!(fs::read_to_string(home.paths().progress_file()).unwrap(), text);
}

#[test]
fn what_cannot_be_looked_at_lets_no_session_begin_and_stays() {
    let home = long_home();
    // A folder in its place cannot be read as a file by anybody, whoever runs the test.
    let file = home.paths().progress_file();
    fs::create_dir_all(file.join("kept")).unwrap();
    let mut supple = Start::new(home.path(), &["start", "long", "--no-check-in"]).spawn();
    supple.expect("cannot read the session in progress");
    supple.expect("Routines");
    ask(&mut supple);
    supple.keys("2\r");
    supple.expect("cannot read the session in progress");
    supple.keys("q");
    supple.wait_exit();
    assert!(file.join("kept").exists());
    let scores: Vec<u64> = of_kind(&home, "rating").iter().filter_map(|rating| rating["score"].as_u64()).collect();
    assert_eq!(scores, [2], "what was answered holds");
}

#[test]
fn what_a_killed_program_left_half_written_is_gone_after_the_next_start() {
    let home = long_home();
    fs::create_dir_all(&home.paths().state).unwrap();
    for name in [".session.json.2147483000.tmp", ".device.2147483000.tmp"] {
        fs::write(home.paths().state.join(name), "half").unwrap();
    }
    let mut supple = holding(&home);
    end_and_quit(&mut supple);
    check(&home, 1, Vec::new());
    let hidden = fs::read_dir(&home.paths().state).unwrap().map(|found| found.unwrap().file_name());
    let hidden: Vec<_> = hidden.filter(|name| name.to_string_lossy().starts_with('.')).collect();
    assert!(hidden.is_empty(), "{hidden:?}");
}
