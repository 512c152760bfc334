//! The ways out of a session, to its end, and what is left whatever is pressed.

use proptest::prelude::*;
use supple::domain::journal::entry::{Body, Entry, Moment, Outcome, Score};
use supple::domain::journal::line::{JournalLine, parse_line};
use supple::domain::session::compile::Options;
use supple::domain::session::cue::PauseReason;
use supple::domain::session::player::Phase;
use supple::state::event::{Event, Key};
use supple::state::keymap::{Context, own_rows};
use uuid::Uuid;

use super::common::stage::{Opens, Stage};
use super::{in_hold, scores};

// ---- the ways out -----------------------------------------------------------------------------

#[test]
fn ending_asks_and_then_records_what_was_done() {
    let mut stage = in_hold();
    stage.until(Phase::Switch).advance(1.0).keys("esc");
    assert!(stage.shows("Leave the session?") && stage.outside.lines.is_empty());
    stage.keys("e");
    let [session] = &stage.sessions()[..] else { panic!("one session") };
    assert_eq!(session.outcome, Outcome::Ended);
    assert_eq!(session.steps.len(), 2);
    assert!(stage.outside.progress.is_none());
}

#[test]
fn ctrl_c_asks_and_a_second_one_saves_and_leaves() {
    let mut stage = in_hold();
    stage.keys("ctrl-c");
    assert!(stage.shows("Leave the session?") && !stage.app.is_over());
    stage.keys("ctrl-c");
    assert!(stage.app.is_over());
    assert_eq!(stage.sessions().len(), 1);
    assert_eq!(stage.sessions()[0].outcome, Outcome::Ended);
    assert!(stage.ratings().is_empty(), "never asked is no entry");
    assert!(stage.outside.progress.is_none());
    let again = stage.restart();
    assert!(again.shows("Routines"));
    assert_eq!(again.sessions().len(), 1);
}

#[test]
fn left_for_later_is_kept_and_not_recorded() {
    let mut stage = in_hold();
    stage.keys("3 q l");
    assert!(stage.app.is_over());
    assert_eq!(stage.kinds(), ["rating"]);
    let mut stage = stage.restart();
    assert!(stage.shows("You have an unfinished session"));
    stage.keys("enter");
    assert!(matches!(stage.player().phase(), Phase::Paused(PauseReason::Restored)));
    assert_eq!(stage.player().elapsed(stage.now().mono).as_secs(), 7);
    assert!(stage.shows("pain 3"), "ratings are taken up, too");
    stage.keys("space").until(Phase::Done).keys("enter");
    let [session] = &stage.sessions()[..] else { panic!("one session") };
    assert_eq!(session.outcome, Outcome::Completed);
    assert_eq!(session.steps[0].done.hold_s, Some(25));
}

#[test]
fn told_to_go_it_keeps_the_session_at_that_second() {
    let mut stage = in_hold();
    stage.happens(Event::Terminate);
    assert!(stage.app.is_over() && stage.outside.lines.is_empty());
    let mut stage = stage.restart();
    stage.keys("r");
    assert_eq!(stage.player().elapsed(stage.now().mono).as_secs(), 7);
}

#[test]
fn a_crash_loses_at_most_the_segment_that_ran() {
    let mut stage = in_hold();
    stage.until(Phase::Switch).until(Phase::Work).advance(9.0);
    let mut stage = stage.restart();
    stage.keys("enter");
    assert_eq!(stage.player().log().len(), 2);
}

#[test]
fn logged_as_it_is_it_is_interrupted_once() {
    let mut stage = in_hold();
    stage.keys("5");
    let mut stage = stage.restart();
    stage.keys("l");
    assert!(stage.shows("saved as it is"));
    let [session] = &stage.sessions()[..] else { panic!("one session") };
    assert_eq!(session.outcome, Outcome::Interrupted);
    assert!(stage.outside.progress.is_none() && !stage.outside.has_lock);
    let again = stage.restart();
    assert!(again.shows("Routines") && again.sessions().len() == 1);
}

#[test]
fn throwing_away_asks_and_leaves_no_line() {
    let mut stage = in_hold().restart();
    stage.keys("d esc");
    assert!(stage.outside.progress.is_some() && stage.shows("You have an unfinished session"));
    stage.keys("d d");
    assert!(stage.outside.progress.is_none() && stage.outside.lines.is_empty());
    assert!(stage.shows("Routines"));
    assert!(!stage.outside.has_lock, "another program may run a session now");
}

#[test]
fn deciding_later_keeps_the_session() {
    let mut stage = in_hold().restart();
    stage.keys("esc q");
    assert!(stage.app.is_over() && stage.outside.progress.is_some() && stage.outside.lines.is_empty());
    assert!(stage.restart().shows("You have an unfinished session"));
}

#[test]
fn a_new_session_from_the_shell_does_not_wipe_the_one_that_was_found() {
    for opens in [Opens::Session("desk-break", Options::default()), Opens::CheckIn("desk-break", Options::default())] {
        let stage = in_hold();
        let id = stage.app.model().session.as_ref().unwrap().id;
        let mut stage = stage.restart_at(opens);
        assert!(stage.shows("You have an unfinished session"));
        stage.keys("l");
        assert_eq!(stage.lines_of_session(id), 1);
    }
}

#[test]
fn a_session_whose_line_was_all_that_was_missing_is_finished_without_asking() {
    let mut stage = in_hold();
    stage.disk_full(true).keys("q e");
    assert!(stage.sessions().is_empty());
    stage.disk_full(false);
    let stage = stage.restart();
    assert_eq!(stage.sessions().len(), 1);
    assert!(stage.shows("Routines") && stage.outside.progress.is_none());
}

#[test]
fn a_crash_between_the_line_and_its_clean_up_gives_one_session() {
    let mut stage = in_hold();
    let kept = stage.outside.progress.clone();
    stage.keys("q e");
    stage.outside.progress = kept;
    let stage = stage.restart();
    assert!(stage.shows("Routines"));
    assert_eq!(stage.sessions().len(), 1);
    assert!(stage.outside.progress.is_none());
}

// ---- the end of a session ---------------------------------------------------------------------

#[test]
fn effort_and_note_amend_the_session() {
    let mut stage = in_hold();
    stage.keys("q e 2 tab 6 tab").types("left side tighter 0 q ?").keys("enter");
    assert_eq!(stage.kinds(), ["session", "rating", "amend"]);
    let [session] = &stage.sessions()[..] else { panic!("one session") };
    assert_eq!(session.effort.map(Score::value), Some(6));
    assert_eq!(session.note.as_str(), "left side tighter 0 q ?");
    assert_eq!(scores(&stage.ratings(), Moment::After), [Some(2)]);
    assert!(stage.shows("saved"));
}

#[test]
fn pain_after_is_written_as_it_is_given() {
    for (keys, kinds, score) in [
        ("", &["session", "rating"][..], None),
        ("0", &["session", "rating"], Some(0)),
        ("1 0", &["session", "rating", "amend"], Some(10)),
        ("4 5", &["session", "rating", "amend"], Some(5)),
        ("4 u", &["session", "rating", "amend"], None),
        ("4 l h h", &["session", "rating", "amend", "amend", "amend"], Some(3)),
    ] {
        let mut stage = in_hold();
        stage.keys("q e").keys(keys).keys("enter");
        assert_eq!(stage.kinds(), kinds, "`{keys}`");
        assert_eq!(scores(&stage.ratings(), Moment::After), [score], "`{keys}`");
    }
}

#[test]
fn what_was_given_at_the_end_survives_every_way_out() {
    type Leave = fn(&mut Stage);
    let ways: [Leave; 4] = [
        |stage| {
            stage.keys("enter");
        },
        |stage| {
            stage.keys("esc");
        },
        |stage| {
            stage.keys("ctrl-c");
        },
        |stage| stage.happens(Event::Terminate),
    ];
    for leave in ways {
        let mut stage = in_hold();
        stage.keys("q e 2 tab 1 0 tab").types("tight");
        leave(&mut stage);
        let [session] = &stage.sessions()[..] else { panic!("one session") };
        assert_eq!((session.effort.map(Score::value), session.note.as_str()), (Some(10), "tight"));
        assert_eq!(scores(&stage.ratings(), Moment::After), [Some(2)]);
    }
}

// ---- whatever is pressed ----------------------------------------------------------------------------

/// A key of a session and what follows it, and how long it takes.
fn presses() -> impl Strategy<Value = Vec<(Key, f64)>> {
    let of = |context: Context| own_rows(context).flat_map(|row| row.keys);
    let mut keys: Vec<Key> = of(Context::Player).chain(of(Context::Player)).copied().collect();
    for context in [Context::Leave, Context::SkipReason, Context::StopReason, Context::Finish, Context::Note] {
        keys.extend(of(context));
    }
    keys.extend([Key::Esc, Key::Char('?')]);
    prop::collection::vec((prop::sample::select(keys), prop_oneof![Just(0.0), 0.1..2.0, 2.0..40.0]), 0..200)
}

/// The sessions that were seen to run.
fn note_session(stage: &Stage, seen: &mut Vec<Uuid>) {
    seen.extend(stage.app.model().session.as_ref().map(|session| session.id).filter(|id| !seen.contains(id)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_way_out_leaves_each_session_exactly_once(
        presses in presses(),
        full in any::<bool>(),
        way in 0..3,
    ) {
        let mut stage = Stage::session("split-hip-stop");
        let mut seen = Vec::new();
        note_session(&stage, &mut seen);
        for (at, (key, secs)) in presses.iter().enumerate() {
            stage.disk_full(full && at % 7 < 2);
            stage.press(*key);
            note_session(&stage, &mut seen);
            stage.advance(*secs);
            if stage.app.is_over() {
                break;
            }
        }
        stage.disk_full(false);
        match way {
            0 => {
                stage.keys("ctrl-c ctrl-c ctrl-c");
            }
            1 => stage.happens(Event::Terminate),
            _ => {}
        }
        prop_assert!(way == 2 || stage.app.is_over());
        let mut stage = stage.restart();
        if way == 2 {
            // After a crash what was kept is written down as it is.
            stage.keys("l");
        }
        for entry in stage.entries() {
            let line = entry.to_line();
            prop_assert_eq!(parse_line(line.as_bytes()), Ok(JournalLine::Known(entry)));
        }
        let kept = stage.outside.progress.as_ref().map(|bytes| serde_json::from_slice::<serde_json::Value>(bytes).unwrap());
        let kept = kept.map(|saved| saved["id"].as_str().unwrap().to_owned());
        for id in seen {
            // A line that was put aside may stand twice, the same both times, and counts once.
            // One that was deleted on the journal's screen is still in the file, once.
            let journal = stage.journal();
            let standing = journal.sessions().iter().map(|session| session.id);
            let counted = standing.chain(journal.deleted().map(|entry| entry.id)).filter(|other| *other == id).count();
            let is_kept = kept.as_ref() == Some(&id.to_string());
            prop_assert_eq!(counted + usize::from(is_kept), 1, "{} in the journal, kept: {}", counted, is_kept);
        }
        prop_assert_eq!(stage.journal().problems().count(), 0);
        let targets: Vec<Uuid> = stage.entries().iter().filter_map(target).collect();
        let ids: Vec<Uuid> = stage.entries().iter().map(|entry| entry.id).collect();
        // What could not be written is gone after a crash, all else is there.
        prop_assert!((full && way == 2) || targets.iter().all(|target| ids.contains(target)), "a change of nothing");
    }
}

fn target(entry: &Entry) -> Option<Uuid> {
    match entry.body {
        Body::Amend { target, .. } | Body::Delete { target } => Some(target),
        _ => None,
    }
}
