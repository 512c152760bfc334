//! Entries that a clock dated ahead, by seconds or by years: they are kept, and are not yet.

use super::{activity, rating, session};
use crate::common::stage::{Setup, Stage};

/// After the beginning of a stage, Friday 20 November 2026, 07:00 in +01:00; the last by less than an hour, though its
/// date is the day before.
const AHEAD: [&str; 5] = [
    "2027-11-20T07:00:00+01:00",
    "2026-11-21T06:00:00+01:00",
    "2026-11-20T07:00:30+01:00",
    "2026-11-21T00:30:00+14:00",
    "2026-11-19T23:30:00-07:00",
];

fn opened(lines: &str) -> Stage {
    Stage::with_journal(lines)
}

#[test]
fn a_session_that_is_still_to_come_is_neither_the_last_nor_of_this_week() {
    for ahead in AHEAD {
        let stage = opened(&session(1, ahead));
        let home = stage.screen(120, 40);
        assert!(home.contains("0 of 3 this week") && !home.contains("Split Hip Stop today"), "{ahead}\n{home}");
        let stage = opened(&(session(1, ahead) + &session(2, "2026-11-17T18:00:00+01:00")));
        assert!(stage.screen(120, 40).contains("1 of 3 this week · Split Hip Stop 3 days ago"), "{ahead}");
    }
}

#[test]
fn it_counts_from_its_time_on() {
    let mut stage = opened(&session(1, "2026-11-21T06:00:00+01:00"));
    stage.advance(22.0 * 3600.0);
    assert!(stage.screen(120, 40).contains("0 of 3 this week"));
    stage.advance(1.1 * 3600.0);
    assert!(stage.screen(120, 40).contains("1 of 3 this week · Split Hip Stop today"));
}

#[test]
fn a_rating_that_is_still_to_come_is_not_the_same_as_last_time() {
    for ahead in AHEAD {
        let mut stage = opened(&rating(1, ahead, 7));
        stage.keys("r space");
        assert!(!stage.shows("the same as last time"), "{ahead}");
        stage.keys("enter");
        assert_eq!(stage.ratings().len(), 1, "nothing was answered: {ahead}");
        let mut stage = opened(&(rating(1, ahead, 7) + &rating(2, "2026-11-18T18:00:00+01:00", 2)));
        stage.keys("r");
        assert!(stage.shows("the same as last time, 2 days ago: 2, low back left"), "{}", stage.screen(100, 30));
        stage.keys("space enter");
        assert_eq!(stage.entries().last().map(|entry| entry.body.kind()), Some("rating"));
        assert!(stage.outside.lines.lines().last().unwrap().contains(r#""score":2"#), "{ahead}");
    }
}

#[test]
fn an_answer_that_is_still_to_come_does_not_put_the_weekly_question_off() {
    // The session takes three minutes.
    for ahead in AHEAD.into_iter().filter(|ahead| *ahead != AHEAD[2]) {
        let lines = activity(1, "2026-11-02T07:00:00+01:00", "socks", 4) + &activity(2, ahead, "socks", 9);
        let mut stage = Stage::new(Setup { lines, ..Setup::default() });
        stage.keys("enter").until_done();
        let screen = stage.screen(100, 30);
        assert!(
            screen.contains("Your goals, this week") && screen.contains("last 4, 18 days ago"),
            "{ahead}\n{screen}"
        );
    }
}

#[test]
fn a_plan_is_followed_though_a_clock_that_was_wrong_left_it() {
    let mark = |n: u8, at: &str, did: &str| {
        format!(
            r#"{{"v":1,"id":"019a0000-0000-7000-8000-00000000030{n}","kind":"plan","at":"{at}","plan":"runner-week","did":"{did}"}}"#
        ) + "\n"
    };
    let lines = mark(1, "2026-11-19T07:00:00+01:00", "began") + &mark(2, "2029-01-01T07:00:00+01:00", "left");
    let stage = opened(&lines);
    assert!(stage.app.model().recent.as_ref().unwrap().followed.is_some());
}

#[test]
fn what_is_ahead_is_kept_and_can_be_put_right() {
    let mut stage = opened(&session(1, "2027-11-20T07:00:00+01:00"));
    stage.happens(supple::state::event::Event::Resized(120, 40));
    stage.keys("j");
    assert!(stage.shows("November 2027"), "{}", stage.screen(100, 30));
    stage.keys("x");
    assert!(stage.sessions().is_empty());
    stage.keys("u");
    assert_eq!(stage.sessions().len(), 1);
}
