//! After `kill -9`: taken up again, written down as it is, or thrown away.

use super::home::Home;
use super::pty::{Start, Supple};
use super::{end_and_quit, holding, long_home, of_kind, seconds_left};

/// A session of `long` that was killed in its second hold, with the pain rated once.
fn killed() -> Home {
    let home = long_home();
    let mut supple = holding(&home);
    supple.keys("3");
    supple.expect("pain 3 saved");
    supple.keys("n");
    supple.expect("GET READY  Second Hold");
    supple.keys("n");
    supple.expect("HOLD  Second Hold");
    supple.poll("the rating and the place on disk", |_| {
        let is_there = |progress: &serde_json::Value| progress["place"]["at"].as_u64().is_some_and(|at| at >= 3);
        home.progress().is_some_and(|progress| is_there(&progress)) && of_kind(&home, "rating").len() == 1
    });
    supple.kill9();
    home
}

fn found(home: &Home, arguments: &[&str]) -> Supple {
    let mut supple = Start::new(home.path(), arguments).spawn();
    supple.expect("You have an unfinished session");
    supple.expect("stopped at: Second Hold");
    supple
}

#[test]
fn a_killed_session_is_taken_up_where_it_was() {
    let home = killed();
    let mut supple = found(&home, &[]);
    supple.keys("\r");
    supple.expect("PAUSED  Second Hold");
    supple.poll("what is left", |supple| seconds_left(supple).is_some_and(|left| (28..=30).contains(&left)));
    end_and_quit(&mut supple);
    let sessions = of_kind(&home, "session");
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0]["outcome"], "ended");
    assert_eq!(sessions[0]["steps"].as_array().unwrap().len(), 2);
    let during = of_kind(&home, "rating").iter().filter(|rating| rating["moment"] == "during").count();
    assert_eq!(during, 1);
    assert_eq!(home.progress(), None);
}

#[test]
fn a_killed_session_is_written_down_as_it_is_exactly_once() {
    let home = killed();
    let mut supple = found(&home, &[]);
    supple.keys("l");
    supple.expect("saved as it is");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    let mut supple = super::opened(&home);
    assert!(!supple.contents().contains("not finished"));
    supple.keys("q");
    supple.wait_exit();
    let sessions = of_kind(&home, "session");
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0]["outcome"], "interrupted");
    assert_eq!(home.journal().sessions().len(), 1);
    assert_eq!(home.progress(), None);
}

#[test]
fn a_killed_session_is_thrown_away_once_that_is_confirmed() {
    let home = killed();
    let mut supple = found(&home, &[]);
    supple.keys("d");
    supple.expect("Discard this session?");
    supple.keys("\x1b");
    supple.expect_gone("Discard this session?");
    supple.expect("You have an unfinished session");
    supple.keys("d");
    supple.expect("Discard this session?");
    supple.keys("d");
    supple.expect_gone("You have an unfinished session");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    assert!(of_kind(&home, "session").is_empty());
    assert_eq!(of_kind(&home, "rating").len(), 1, "a rating stays");
    assert_eq!(home.progress(), None);
}

#[test]
fn a_killed_session_can_wait() {
    let home = killed();
    let before = home.progress();
    let mut supple = found(&home, &[]);
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    assert_eq!(home.progress(), before);
    found(&home, &[]).kill9();
    assert_eq!(home.progress(), before);
}

#[test]
fn starting_another_session_does_not_overwrite_the_killed_one() {
    for arguments in [&["start", "long", "--no-check-in"][..], &["start", "long"]] {
        let home = killed();
        let before = home.progress().unwrap();
        let mut supple = found(&home, arguments);
        supple.keys("?");
        supple.expect("Keys");
        assert_eq!(home.progress().unwrap()["id"], before["id"]);
        supple.keys("q");
        supple.expect("You have an unfinished session");
        supple.keys("\r");
        supple.expect("PAUSED  Second Hold");
        end_and_quit(&mut supple);
        assert_eq!(of_kind(&home, "session").len(), 1);
    }
}
