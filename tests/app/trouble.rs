//! A full disk, and other things that happen.

use supple::domain::journal::entry::Moment;
use supple::domain::session::player::Phase;
use supple::state::event::Effect;
use supple::state::event::Event;

use super::common::stage::{Setup, Stage};
use super::{in_hold, scores};

// ---- a disk that is full ------------------------------------------------------------------------

#[test]
fn a_session_goes_on_though_nothing_can_be_written() {
    let mut stage = in_hold();
    stage.disk_full(true).keys("4");
    assert!(stage.shows("1 not saved: no space left on device"));
    assert_eq!(stage.player().phase(), Phase::Work);
    stage.until(Phase::Done);
    assert!(stage.shows("not saved yet"));
    stage.keys("2 enter").advance(30.0);
    assert!(stage.shows("3 not saved") && stage.outside.lines.is_empty());
    assert!(stage.outside.progress.is_some(), "kept until its line is written");
    stage.disk_full(false).advance(6.0);
    assert!(!stage.shows("not saved"));
    assert_eq!(stage.kinds(), ["rating", "session", "rating"]);
    assert!(stage.outside.progress.is_none());
}

#[test]
fn a_failed_write_is_tried_again_after_five_seconds() {
    let mut stage = Stage::default();
    stage.disk_full(true).keys("r 4 enter");
    let tries = |stage: &Stage| stage.outside.effects.iter().filter(|e| matches!(e, Effect::Append(_))).count();
    assert_eq!(tries(&stage), 1);
    stage.advance(4.9);
    assert_eq!(tries(&stage), 1);
    stage.advance(0.2);
    assert_eq!(tries(&stage), 2);
    stage.advance(5.0);
    assert_eq!(tries(&stage), 3);
    stage.disk_full(false).advance(5.0);
    assert_eq!(stage.kinds(), ["rating"]);
    stage.advance(60.0);
    assert_eq!(tries(&stage), 4);
    assert!(stage.is_at_rest());
}

#[test]
fn what_failed_is_tried_again_as_soon_as_something_is_written() {
    let mut stage = in_hold();
    stage.disk_full(true).keys("4").disk_full(false).keys("u");
    assert_eq!(stage.kinds(), ["delete", "rating"]);
    assert!(stage.ratings().is_empty() && !stage.shows("not saved"));
}

#[test]
fn leaving_with_something_unsaved_asks() {
    let mut stage = Stage::default();
    stage.disk_full(true).keys("r 4 enter q");
    assert!(!stage.app.is_over() && stage.shows("One entry could not be written"));
    stage.keys("r");
    assert!(stage.shows("1 not saved") && stage.app.overlay().is_none());
    stage.keys("q q");
    assert!(stage.app.is_over());
    stage.disk_full(false);
    let stage = stage.restart();
    assert_eq!(scores(&stage.ratings(), Moment::Other), [Some(4)], "put aside, and written at the next start");
}

#[test]
fn leaving_with_something_unsaved_leaves_where_it_can_be_written_at_last() {
    let mut stage = Stage::default();
    stage.disk_full(true).keys("r 4 enter").disk_full(false).keys("q");
    assert!(stage.app.is_over());
    assert_eq!(stage.entries().len(), 1);
}

#[test]
fn whoever_stays_after_all_finds_a_screen() {
    for keys in ["3 q l", "3 q e ctrl-c", "3 ctrl-c ctrl-c"] {
        let mut stage = in_hold();
        stage.disk_full(true).keys(keys);
        assert!(stage.shows("could not be written"), "{keys}");
        stage.keys("esc");
        let screen = stage.screen(80, 24);
        assert!(screen.lines().filter(|line| !line.is_empty()).count() > 6, "{keys}:\n{screen}");
        if keys == "3 q l" {
            assert!(stage.shows("PAUSED"), "the session is still there");
        }
    }
}

#[test]
fn a_late_line_of_one_session_leaves_the_next_one_alone() {
    let mut stage = in_hold();
    stage.disk_full(true).keys("q e enter");
    stage.keys("enter 3 enter");
    assert!(stage.shows("How is your back"), "what is kept of the first is not overwritten by the second");
    stage.disk_full(false).advance(6.0);
    assert_eq!(stage.sessions().len(), 1);
    stage.keys("enter");
    assert!(stage.shows("GET READY") && stage.shows("before 3"));
    assert!(stage.outside.progress.is_some() && stage.outside.has_lock, "the second one runs");
}

// ---- other things that happen ---------------------------------------------------------------------

#[test]
fn pasted_text_is_text_or_nothing() {
    let paste = |stage: &mut Stage, text: &str| stage.happens(Event::Paste(text.to_owned()));
    let mut stage = Stage::default();
    paste(&mut stage, "q\n\rj");
    assert!(!stage.app.is_over() && stage.shows("▸ Split Hip Stop"));
    stage.keys("/");
    paste(&mut stage, "plank\n\u{1b}[31m");
    assert!(stage.shows("/ plank"));
    let mut stage = in_hold();
    paste(&mut stage, "q e ! 1 7");
    assert!(stage.app.overlay().is_none() && stage.outside.lines.is_empty());
    stage.keys("q e");
    paste(&mut stage, "9");
    stage.keys("tab tab");
    paste(&mut stage, "two\nlines\u{1b}[0m \u{202e}and a sign");
    stage.keys("enter");
    let note = stage.sessions()[0].note.to_string();
    assert!(note.starts_with("two lines") && !note.contains(['\n', '\u{1b}', '\u{202e}']), "{note:?}");
    assert_eq!(scores(&stage.ratings(), Moment::After), [None]);
}

#[test]
fn a_second_program_can_look_around_and_rate_but_not_start() {
    let mut stage = Stage::new(Setup { session_elsewhere: true, ..Setup::default() });
    stage.keys("enter enter");
    assert!(stage.app.model().session.is_none() && stage.shows("a session is running in another window; r rates here"));
    stage.keys("r 4 enter right");
    assert_eq!(scores(&stage.ratings(), Moment::Other), [Some(4)]);
    assert_eq!(stage.app.context(), supple::state::keymap::Context::Routine);
    assert!(stage.outside.progress.is_none());
}

#[test]
fn a_rating_given_before_a_session_that_cannot_begin_is_not_lost() {
    let mut stage = Stage::new(Setup { session_elsewhere: true, ..Setup::default() });
    stage.keys("enter 6 enter");
    let given: Vec<_> = stage.ratings().iter().filter_map(|rating| rating.score).collect();
    assert_eq!(given.len(), 1);
}
