//! What is kept while a session runs, what is called saved and when, and a session that another program left.

use std::time::Duration;

use proptest::prelude::*;
use supple::domain::journal::entry::{Moment, Outcome};
use supple::domain::session::compile::Options;
use supple::domain::session::player::{Phase, Player};
use supple::domain::session::run::{Saved, Session};
use supple::state::event::Effect;
use supple::state::event::Event;

use super::common::stage::{Opens, Setup, Stage};
use super::week::WEEK;
use super::{in_hold, scores};

// ---- what is called saved -----------------------------------------------------------------------

/// Where something is given, by which keys, what shows at once, and what only when it is on disk.
struct Claim {
    stage: fn() -> Stage,
    keys: &'static str,
    number: &'static str,
    word: &'static str,
}

/// What the user is told above the screen.
fn head(stage: &Stage) -> String {
    stage.screen(100, 30).lines().next().unwrap_or_default().trim().to_owned()
}

fn at_the_end() -> Stage {
    let mut stage = in_hold();
    stage.keys("q e");
    stage
}

fn journal() -> Stage {
    let mut stage = Stage::with_journal(WEEK);
    stage.keys("j");
    stage
}

fn self_test() -> Stage {
    let mut stage = Stage::default();
    stage.keys("l /").types("edge of bed test").keys("enter s");
    stage
}

fn halted() -> Stage {
    let mut stage = Stage::default();
    stage.keys("! n 1 enter");
    stage
}

fn plan() -> Stage {
    let mut stage = Stage::default();
    stage.keys("p");
    stage
}

const CLAIMS: [Claim; 13] = [
    Claim { stage: Stage::default, keys: "r 4 enter", number: "pain 4", word: "pain 4 saved" },
    Claim { stage: Stage::default, keys: "r 0 enter", number: "pain 0", word: "pain 0 saved" },
    Claim { stage: in_hold, keys: "3", number: "pain 3", word: "pain 3 saved" },
    Claim { stage: in_hold, keys: "3 u", number: "", word: "the last rating is undone" },
    Claim { stage: in_hold, keys: "q e", number: "sets", word: "· saved" },
    Claim { stage: at_the_end, keys: "2", number: "2", word: "· saved" },
    Claim { stage: at_the_end, keys: "2 tab 6 enter", number: "", word: "saved" },
    Claim { stage: journal, keys: "x", number: "", word: "deleted" },
    Claim { stage: journal, keys: "x u", number: "", word: "restored" },
    Claim { stage: journal, keys: "x u ctrl-r", number: "", word: "redone: deleted" },
    Claim { stage: self_test, keys: "enter p", number: "passed", word: "saved; u undo" },
    Claim { stage: halted, keys: "S", number: "", word: "saved: you have been seen" },
    Claim { stage: plan, keys: "enter enter enter", number: "", word: "following" },
];

#[test]
fn nothing_is_called_saved_before_it_is_on_disk() {
    for Claim { stage, keys, number, word } in CLAIMS {
        let mut stage = stage();
        stage.outside.writes_slowly = true;
        stage.keys(keys);
        let screen = stage.screen(100, 30);
        assert!(screen.contains(number), "`{keys}` shows {number:?} at once:\n{screen}");
        assert!(!screen.contains(word), "`{keys}` says {word:?} too early:\n{screen}");
        stage.advance(1.0).writes_arrive();
        assert!(stage.shows(word), "`{keys}` never says {word:?}:\n{}", stage.screen(100, 30));
    }
}

#[test]
fn what_cannot_be_written_is_never_called_saved() {
    for Claim { stage, keys, word, .. } in CLAIMS {
        let mut stage = stage();
        stage.disk_full(true).keys(keys);
        for _ in 0..8 {
            let screen = stage.screen(100, 30).replace("not saved", "");
            assert!(!screen.contains(word), "`{keys}` says {word:?}:\n{screen}");
            stage.advance(1.0);
        }
    }
}

#[test]
fn saved_is_said_when_all_of_it_is_and_not_for_a_part() {
    let mut stage = in_hold();
    stage.disk_full(true).keys("3").disk_full(false);
    stage.outside.writes_slowly = true;
    stage.keys("q e 2 enter");
    assert!(stage.shows("Routines") && !head(&stage).ends_with("saved"));
    stage.writes_arrive();
    assert!(!head(&stage).ends_with("saved"), "one rating is still on its way");
    stage.writes_arrive().writes_arrive();
    assert_eq!(stage.kinds().len(), 3);
    assert!(head(&stage).ends_with(" saved"), "{}", head(&stage));
}

#[test]
fn where_there_is_nothing_to_write_it_is_saved_at_once() {
    let settings = supple::state::settings::Settings { quiet_journal: true, ..Default::default() };
    let opens = Opens::Session("split-hip-stop", Options::default());
    let mut stage = Stage::new(Setup { settings, opens, ..Setup::default() });
    stage.until(Phase::Work).advance(3.0).keys("q e enter");
    assert!(head(&stage).ends_with(" saved"), "{}", head(&stage));
}

#[test]
fn the_settings_name_what_is_not_in_their_file() {
    let mut stage = Stage::default();
    stage.disk_full(true).keys(", l enter");
    assert!(stage.shows("not saved") && stage.outside.config.is_none());
}

// ---- the place in the session ---------------------------------------------------------------------

fn kept(stage: &Stage) -> Saved {
    serde_json::from_slice(stage.outside.progress.as_ref().expect("nothing is kept")).unwrap()
}

/// How much of the segment under way would be lost now.
fn at_risk(stage: &Stage) -> Duration {
    let (saved, player) = (kept(stage), stage.player());
    assert_eq!(saved.place.at, player.at(), "another part is kept");
    assert_eq!(&saved.place.log, player.log(), "what is done is kept");
    player.elapsed(stage.now().mono).saturating_sub(saved.place.elapsed)
}

const ROUTINES: [&str; 3] = [
    r#"[{"exercise": "split-hip-stretch", "hold_s": 60}, {"exercise": "plank", "hold_s": 45}]"#,
    r#"[{"exercise": "bird-dog", "reps": 12}, {"exercise": "cat-cow", "reps": 15}]"#,
    r#"[{"exercise": "walking", "minutes": 10}]"#,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn at_no_time_are_more_than_five_seconds_of_work_at_risk(
        routine in 0..ROUTINES.len(),
        steps in prop::collection::vec((0.05..9.0_f64, prop::sample::select(vec!["", "", "", "space", "+", "3", "n", "b"])), 1..40),
    ) {
        let mut stage = Stage::session_of(ROUTINES[routine]);
        for (secs, keys) in steps {
            stage.advance(secs).keys(keys);
            if stage.app.model().session.as_ref().is_none_or(Session::is_over) {
                break;
            }
            if stage.player().phase() == Phase::Work {
                prop_assert!(at_risk(&stage) <= Duration::from_secs(5), "{:?}", at_risk(&stage));
            }
        }
    }
}

#[test]
fn the_place_is_kept_at_every_change_of_phase_and_not_all_the_time() {
    let mut stage = Stage::session("split-hip-stop");
    let phase = |player: &Player| (player.at(), player.phase());
    let mut writes = 0;
    let mut before = None;
    let begin = stage.now().mono;
    while !stage.app.model().session.as_ref().unwrap().is_over() {
        let now = Some(phase(stage.player()));
        if now != before {
            assert!(at_risk(&stage) < Duration::from_millis(100), "{now:?}");
            before = now;
        }
        stage.advance(0.1);
        writes = stage.outside.effects.iter().filter(|effect| matches!(effect, Effect::SaveProgress(_))).count();
    }
    let passed = (stage.now().mono - begin).as_secs() as usize;
    assert!(writes <= passed / 2, "{writes} writes in {passed} s");
}

#[test]
fn what_was_done_of_a_hold_is_resumed_and_logged_with_its_seconds() {
    for (secs, steps) in [(31.0, ROUTINES[0]), (400.0, ROUTINES[2])] {
        let run = || {
            let mut stage = Stage::session_of(steps);
            stage.until(Phase::Work).advance(secs);
            stage.restart()
        };
        let mut resumed = run();
        resumed.keys("enter");
        let elapsed = resumed.player().elapsed(resumed.now().mono).as_secs_f64();
        assert!((secs - 5.0..=secs).contains(&elapsed), "{elapsed} of {secs}");
        let mut logged = run();
        logged.keys("l");
        let [session] = &logged.sessions()[..] else { panic!("one session") };
        let [step] = &session.steps[..] else { panic!("one step: {:?}", session.steps) };
        let done = f64::from(step.done.hold_s.or(step.done.activity_s).unwrap());
        assert_eq!(session.outcome, Outcome::Interrupted);
        assert!((secs - 6.0..=secs).contains(&done), "{done} of {secs}");
    }
}

#[test]
fn that_the_place_cannot_be_kept_is_told_once_and_what_was_done_is_put_aside() {
    let mut stage = in_hold();
    let fail = |stage: &mut Stage| {
        let saved = Box::new(kept(stage));
        let effect = Box::new(Effect::SaveProgress(saved));
        stage.happens(Event::Failed { effect, why: "cannot write session.json: the disk is full".to_owned() });
    };
    fail(&mut stage);
    assert!(stage.shows("the disk is full"));
    stage.advance(20.0);
    fail(&mut stage);
    assert!(!stage.shows("the disk is full"), "it would hide everything else for the rest of the session");
    stage.keys("q l");
    assert!(stage.app.is_over());
    fail(&mut stage);
    let unsaved = &stage.app.model().unsaved.entries;
    assert_eq!(unsaved.iter().map(|entry| entry.body.kind()).collect::<Vec<_>>(), ["session"]);
}

// ---- a session that another program left ------------------------------------------------------------

/// At home, with ids of its own.
fn second_program() -> Stage {
    Stage::default().restart()
}

/// At home, while another program leaves a session in which one rating was given.
fn left_by_another() -> (Stage, uuid::Uuid) {
    let mut other = in_hold();
    other.keys("3").advance(6.0);
    let id = other.app.model().session.as_ref().unwrap().id;
    let mut stage = second_program();
    stage.outside.lines = other.outside.lines.clone();
    stage.outside.progress = other.outside.progress.clone();
    (stage, id)
}

/// Keys that begin a session from the home screen, with pain 2 before.
const WAYS_IN: [&str; 3] = ["enter 2 enter", "right enter 2 enter", "r 1 enter enter 2 enter"];

#[test]
fn every_way_to_begin_asks_about_the_session_that_another_program_left() {
    for keys in WAYS_IN {
        let (mut stage, id) = left_by_another();
        stage.keys(keys);
        assert!(stage.shows("You have an unfinished session"), "{keys}:\n{}", stage.screen(100, 30));
        assert_eq!(kept(&stage).id, id, "{keys}");
        assert!(stage.app.model().session.is_none());
    }
}

#[test]
fn once_that_is_written_down_or_discarded_the_new_one_begins() {
    for (keys, lines) in [("l", 1), ("d d", 0)] {
        let (mut stage, id) = left_by_another();
        stage.keys("enter 2 enter").keys(keys);
        let session = stage.app.model().session.as_ref().unwrap_or_else(|| panic!("{}", stage.screen(100, 30)));
        assert_ne!(session.id, id);
        assert!(stage.shows("before 2") && stage.outside.has_lock, "{keys}");
        assert_eq!(stage.lines_of_session(id), lines, "{keys}");
        assert_ne!(kept(&stage).id, id, "{keys}");
        stage.until(Phase::Done).keys("enter");
        assert_eq!(stage.sessions().len(), 1 + lines);
        assert_eq!(scores(&stage.ratings(), Moment::Before), [Some(2)]);
        assert!(!stage.outside.has_lock && stage.outside.progress.is_none());
    }
}

#[test]
fn resumed_in_its_place_or_left_alone_it_and_the_answers_are_kept() {
    for keys in ["enter", "q", "ctrl-c", "SIGTERM"] {
        let (mut stage, id) = left_by_another();
        stage.keys("enter 2 enter");
        match keys {
            "SIGTERM" => stage.happens(Event::Terminate),
            keys => {
                stage.keys(keys);
            }
        }
        assert_eq!(scores(&stage.ratings(), Moment::Other), [Some(2)], "{keys}");
        assert_eq!(scores(&stage.ratings(), Moment::Before), [] as [Option<u8>; 0], "{keys}");
        assert_eq!(kept(&stage).id, id, "{keys}");
        assert_eq!(stage.app.is_over(), keys != "enter", "{keys}");
        if keys == "enter" {
            assert!(stage.shows("PAUSED"));
            stage.keys("space").until(Phase::Done).keys("enter");
            assert_eq!((stage.sessions().len(), stage.lines_of_session(id)), (1, 1));
        }
    }
}

#[test]
fn one_that_had_ended_is_written_down_and_the_new_one_begins_without_a_question() {
    let mut other = in_hold();
    other.disk_full(true).keys("q e");
    let id = kept(&other).id;
    for slow in [false, true] {
        let mut stage = second_program();
        stage.outside.progress = other.outside.progress.clone();
        stage.outside.writes_slowly = slow;
        stage.keys("enter enter").writes_arrive();
        assert!(stage.shows("GET READY"), "{}", stage.screen(100, 30));
        assert_eq!(stage.lines_of_session(id), 1);
        assert_ne!(kept(&stage).id, id);
    }
}

#[test]
fn one_that_had_ended_and_cannot_be_written_is_not_replaced() {
    let mut other = in_hold();
    other.disk_full(true).keys("q e");
    let id = kept(&other).id;
    let mut stage = second_program();
    stage.outside.progress = other.outside.progress.clone();
    stage.disk_full(true).keys("enter 2 enter");
    assert!(stage.app.model().session.is_none());
    assert_eq!(kept(&stage).id, id);
    stage.disk_full(false).advance(6.0);
    assert_eq!(stage.lines_of_session(id), 1);
    let given: Vec<_> = stage.ratings().iter().filter_map(|rating| rating.score).collect();
    assert_eq!(given.len(), 1, "what was answered before the session that did not begin");
    assert!(stage.outside.progress.is_none() && !stage.outside.has_lock);
}

#[test]
fn a_session_that_may_not_begin_says_why_and_loses_no_answer() {
    let mut stage = Stage::default();
    stage.outside.session_elsewhere = true;
    stage.keys("enter");
    stage.keys("2 enter");
    assert_eq!(scores(&stage.ratings(), Moment::Other), [Some(2)]);
    let mut stage = Stage::new(Setup { opens: Opens::Home, ..Setup::default() });
    stage.happens(Event::NotBegun("cannot read session.json".to_owned()));
    assert!(stage.shows("cannot read session.json") && !stage.outside.has_lock);
}
