//! A user's ways through the program, by keys and in virtual time: what is written, what is asked,
//! and that nothing is lost.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;

use common::stage::{Opens, Setup, Stage};
use proptest::prelude::*;
use supple::app::effect::Effect;
use supple::app::event::{Event, Key};
use supple::app::keymap::{Context, own_rows};
use supple::app::settings::Settings;
use supple::domain::content::exercise::Id;
use supple::domain::play::compile::Options;
use supple::domain::play::cue::{CueKind, PauseReason};
use supple::domain::play::player::Phase;
use supple::domain::record::entry::{Body, Entry, Moment, Outcome, Rating, Score, Side, StepOutcome};
use supple::domain::record::line::{Line, parse_line};
use supple::domain::text::Text;
use uuid::Uuid;

fn scores(ratings: &[Rating], moment: Moment) -> Vec<Option<u8>> {
    ratings.iter().filter(|rating| rating.moment == moment).map(|rating| rating.score.map(Score::value)).collect()
}

/// In a session that was opened without the check-in, seven seconds into the first hold.
fn in_hold() -> Stage {
    let mut stage = Stage::session("split-hip-stop");
    stage.until(Phase::Work).advance(7.0);
    stage
}

// ---- to a session -----------------------------------------------------------------------------

#[test]
fn two_keys_lead_from_the_start_into_a_session() {
    let mut stage = Stage::default();
    stage.keys("enter enter");
    assert_eq!(stage.player().timeline().routine.as_str(), "split-hip-stop");
    assert!(stage.shows("GET READY"));
    assert_eq!(scores(&stage.ratings(), Moment::Before), [None], "asked and not answered");
    assert!(stage.outside.progress.is_some() && stage.outside.has_lock);
}

#[test]
fn the_score_of_the_check_in_is_written_before_the_session() {
    let mut stage = Stage::default();
    stage.keys("enter 3 enter");
    assert_eq!(scores(&stage.ratings(), Moment::Before), [Some(3)]);
    assert_eq!(stage.ratings()[0].session, stage.app.model().session.as_ref().map(|session| session.id));
    stage.keys("q e enter");
    assert_eq!(stage.sessions().len(), 1);
}

#[test]
fn a_score_of_the_check_in_can_be_changed_and_taken_back() {
    for (keys, expected) in
        [("1 0", Some(10)), ("1 0 0", Some(0)), ("7 h h", Some(5)), ("l l", Some(1)), ("4 u", None), ("0", Some(0))]
    {
        let mut stage = Stage::default();
        stage.keys("enter").keys(keys).keys("enter");
        assert_eq!(scores(&stage.ratings(), Moment::Before), [expected], "{keys}");
    }
}

#[test]
fn without_the_check_in_nothing_is_asked_and_nothing_written() {
    let settings = Settings { check_in: false, ..Settings::default() };
    let mut stage = Stage::new(Setup { settings, ..Setup::default() });
    stage.keys("enter");
    assert!(stage.shows("GET READY"));
    assert_eq!(stage.outside.lines, "");
    let stage = Stage::session("millar-runner-support");
    assert_eq!(stage.outside.lines, "");
}

#[test]
fn back_from_the_check_in_writes_nothing() {
    let mut stage = Stage::default();
    stage.keys("enter 5 esc");
    assert!(stage.shows("Routines"));
    assert_eq!(stage.outside.lines, "");
}

#[test]
fn a_routine_is_found_by_its_exercises_and_started_from_the_search() {
    let mut stage = Stage::default();
    stage.keys("/").types("plank millar").keys("enter enter");
    assert_eq!(stage.player().timeline().routine.as_str(), "millar-runner-support");
}

#[test]
fn a_search_that_finds_nothing_starts_nothing() {
    let mut stage = Stage::default();
    stage.keys("/").types("handstand").keys("enter tab down up");
    assert!(stage.shows("nothing found"));
    stage.keys("esc");
    assert!(stage.shows("▸ Split Hip Stop"));
}

#[test]
fn options_of_the_routines_page_hold_in_the_session() {
    let mut stage = Stage::default();
    stage.keys("right + + a enter 2 enter");
    assert_eq!(stage.player().timeline().rounds, 3);
    stage.until(Phase::Waiting);
    stage.advance(600.0);
    assert_eq!(stage.player().phase(), Phase::Waiting, "work waits for a key");
    stage.keys("n");
    assert_eq!(stage.player().phase(), Phase::Work);
}

#[test]
fn what_minutes_leave_out_is_said() {
    let options = Options { minutes: Some(3), ..Options::default() };
    let mut stage = Stage::new(Setup { opens: Opens::CheckIn("millar-runner-support", options), ..Setup::default() });
    stage.keys("enter");
    assert!(stage.shows("left out to fit the time: Cat-Cow"));
    stage.advance(10.0);
    assert!(!stage.shows("left out"), "a notice goes by itself");
}

#[test]
fn pain_can_be_rated_without_a_session() {
    let mut stage = Stage::default();
    stage.keys("r 6 enter");
    assert!(stage.shows("pain 6 noted"));
    assert_eq!(scores(&stage.ratings(), Moment::Other), [Some(6)]);
    assert_eq!(stage.ratings()[0].session, None);
    stage.keys("r enter r esc");
    assert_eq!(stage.entries().len(), 1, "no answer is no rating here");
}

// ---- to something to read -----------------------------------------------------------------------

#[test]
fn a_guide_is_found_its_links_followed_and_its_place_kept() {
    let mut stage = Stage::default();
    stage.keys("g /").types("pain feels").keys("enter");
    assert!(stage.shows("Kinds of pain") && stage.shows("What it may be"));
    stage.keys("tab tab");
    assert!(stage.shows("▸ Crossed-Arm Upper Back Stretch"));
    let left_at = stage.screen(80, 24);
    stage.keys("back-tab enter");
    assert!(stage.shows("Emergency: call now"), "the other guide is open");
    stage.keys("esc tab");
    assert_eq!(stage.screen(80, 24), left_at, "back where it was left");
    stage.keys("left");
    assert!(stage.shows("/ pain feels"), "the search is as it was");
    stage.keys("esc");
    assert!(stage.shows("▸ Kinds of pain") && stage.shows("Before you start"));
    stage.keys("q");
    assert!(stage.shows("Routines"));
}

#[test]
fn a_troubleshooter_guide_is_found_by_another_word_for_it() {
    let mut stage = Stage::default();
    stage.keys("g /").types("barbell squat").keys("enter");
    assert!(stage.shows("When squats hurt your back") && stage.shows("Your back rounds"));
    stage.keys("q esc");
    assert!(stage.shows("▸ What hurts, doing what?"), "the list leads to it by its first entry");
    stage.keys("enter");
    assert!(stage.shows("What were you doing?"));
}

#[test]
fn from_what_hurts_to_a_session() {
    let mut stage = Stage::default();
    stage.keys("w G k enter j j j j");
    assert!(stage.shows("Squats: what fits?") && stage.shows("The last bit of depth"));
    stage.keys("enter");
    assert!(stage.shows("Tight hips") && stage.shows("Stretch your hips and keep them moving."));
    assert!(stage.shows("Sharp pain ends the exercise."), "when to stop is said before anything is started");
    stage.keys("s 3 enter");
    assert_eq!(stage.player().timeline().routine.as_str(), "split-hip-stop");
    assert_eq!(scores(&stage.ratings(), Moment::Before), [Some(3)]);
    let settings = Settings { check_in: false, ..Settings::default() };
    let mut stage = Stage::new(Setup { settings, ..Setup::default() });
    stage.keys("w G k enter j j j j enter s");
    assert_eq!(stage.player().timeline().routine.as_str(), "split-hip-stop");
}

#[test]
fn the_troubleshooter_goes_back_step_by_step() {
    let mut stage = Stage::default();
    stage.keys("w j j enter j enter tab enter");
    assert_eq!(stage.app.context(), Context::Exercise, "a link of the last step");
    stage.keys("esc");
    assert!(stage.shows("Exercises that help"));
    stage.keys("esc");
    assert!(stage.shows("Hip thrusts: what fits?") && stage.shows("▸ Weak glutes"));
    stage.keys("left");
    assert!(stage.shows("What were you doing?") && stage.shows("▸ Hip thrusts"));
    stage.keys("q");
    assert!(stage.shows("Routines"));
}

#[test]
fn where_nothing_fits_it_says_when_to_stop() {
    let mut stage = Stage::default();
    stage.keys("w enter G");
    assert!(stage.shows("▸ Nothing fits"));
    stage.keys("enter");
    assert!(stage.shows("When to stop") && stage.shows("Emergency: call now"));
    stage.keys("esc");
    assert!(stage.shows("▸ Nothing fits"));
}

#[test]
fn a_cause_that_no_routine_helps_leads_to_a_guide_and_starts_nothing() {
    let mut stage = Stage::default();
    stage.keys("w G enter j j j j enter");
    assert!(stage.shows("Let go of the bar.") && !stage.shows("s start"));
    stage.keys("s");
    assert_eq!(stage.app.context(), Context::Guide);
    stage.keys("tab enter");
    assert!(stage.shows("Treadmill running") && !stage.shows("3 do"));
}

// ---- in a session -----------------------------------------------------------------------------

#[test]
fn a_whole_session_by_itself() {
    let mut stage = Stage::default();
    stage.keys("enter 3 enter").until(Phase::Done);
    assert!(stage.shows("4 of 4 parts") && stage.shows("; saved"));
    stage.keys("2 enter");
    let [session] = &stage.sessions()[..] else { panic!("one session") };
    assert_eq!(session.outcome, Outcome::Completed);
    assert!(session.steps.iter().all(|step| step.outcome == StepOutcome::Done));
    assert_eq!(session.steps.len(), 4);
    assert_eq!(stage.kinds(), ["rating", "session", "rating"]);
    assert!(stage.outside.progress.is_none() && !stage.outside.has_lock);
    assert_eq!(stage.app.next_wakeup(&stage.now()), Some(stage.now().mono + std::time::Duration::from_secs(6)));
    stage.advance(7.0);
    assert_eq!(stage.app.next_wakeup(&stage.now()), None, "at rest nothing wakes up");
    assert!(stage.screen(120, 40).contains("1 session this week · Split Hip Stop today, pain 3 → 2"));
}

#[test]
fn times_are_written_in_whole_seconds() {
    let mut stage = Stage::default();
    stage.keys("r 6 enter enter 3 enter 4 u 5 q e 2 3 tab 6 enter");
    for line in stage.outside.lines.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        for time in [&entry["at"], &entry["ended"]].into_iter().filter_map(|time| time.as_str()) {
            assert_eq!(time.len(), "2026-11-20T07:02:10+01:00".len(), "{line}");
        }
    }
}

#[test]
fn digits_rate_the_pain_and_the_session_runs_on() {
    let mut stage = in_hold();
    stage.keys("4");
    assert_eq!(stage.player().phase(), Phase::Work);
    let [rating] = &stage.ratings()[..] else { panic!("one rating") };
    assert_eq!((rating.score.map(Score::value), rating.moment), (Some(4), Moment::During));
    assert_eq!(rating.exercise.as_ref().map(Id::as_str), Some("split-hip-stretch"));
    assert_eq!((rating.step, rating.working_side.map(Side::as_str)), (Some(0), Some("left")));
    assert!(stage.shows("pain 4 noted; u takes it back"));
}

#[test]
fn one_and_zero_make_ten_within_a_moment() {
    let mut stage = in_hold();
    stage.keys("1 0");
    assert_eq!(stage.kinds(), ["rating", "amend"]);
    assert_eq!(scores(&stage.ratings(), Moment::During), [Some(10)]);
    stage.advance(5.0).keys("1").advance(5.0).keys("0");
    assert_eq!(scores(&stage.ratings(), Moment::During), [Some(10), Some(1), Some(0)]);
}

#[test]
fn a_rating_is_taken_back_by_a_line_of_its_own() {
    let mut stage = in_hold();
    stage.keys("4").advance(3.0).keys("7 u");
    assert_eq!(stage.kinds(), ["rating", "rating", "delete"]);
    assert_eq!(scores(&stage.ratings(), Moment::During), [Some(4)]);
    assert!(stage.shows("pain 4"), "the mark shows the one that holds");
    stage.keys("u u");
    assert!(stage.ratings().is_empty() && stage.shows("no rating to take back"));
    assert_eq!(stage.entries().len(), 4);
}

#[test]
fn easier_and_harder_swap_what_is_left_and_record_it() {
    let mut stage = in_hold();
    stage.keys("e");
    assert!(stage.shows("easier: Edge-of-Bed Hip Flexor Stretch"));
    stage.until(Phase::Work).advance(5.0).keys("h");
    assert!(stage.shows("harder: Split Hip Stretch"));
    stage.until(Phase::Done).keys("enter");
    let steps = &stage.sessions()[0].steps;
    let swapped: Vec<_> = steps.iter().filter(|step| step.outcome == StepOutcome::Swapped).collect();
    assert_eq!(swapped.len(), 2);
    assert_eq!(swapped[0].by.as_ref().map(Id::as_str), Some("edge-of-bed-hip-flexor-stretch"));
    assert_eq!(swapped[0].done.hold_s, Some(7));
    assert_eq!(swapped[1].by.as_ref().map(Id::as_str), Some("split-hip-stretch"));
}

#[test]
fn an_exercise_is_left_out_with_its_reason() {
    let mut stage = Stage::session("millar-runner-support");
    stage.until(Phase::Work).advance(5.0).keys("x");
    assert!(matches!(stage.player().phase(), Phase::Paused(_)), "it stands still while it asks");
    stage.advance(60.0).keys("1");
    assert_eq!(stage.player().about().unwrap().exercise.as_str(), "bird-dog");
    assert_eq!(stage.player().phase(), Phase::Prepare, "and goes on by itself");
    stage.keys("q e enter");
    let steps = &stage.sessions()[0].steps;
    let of_it: Vec<_> = steps.iter().filter(|step| step.exercise.as_str() == "side-plank").collect();
    assert_eq!(of_it.len(), 2);
    assert!(of_it.iter().all(|step| step.reason.as_ref().is_some_and(|reason| reason.as_str() == "it hurts")));
    assert_eq!(of_it[1].outcome, StepOutcome::Skipped);
}

#[test]
fn stopped_is_stopped_before_anything_is_asked() {
    for after in ["", "?", "esc", "space", "ctrl-c ctrl-c"] {
        let mut stage = in_hold();
        stage.keys("!").keys(after);
        let running = stage.app.model().session.as_ref().is_some_and(|session| !session.is_over());
        assert!(!running, "{after}");
        assert_eq!(stage.sessions()[0].outcome, Outcome::Stopped, "{after}");
    }
    let mut stage = in_hold();
    stage.keys("! 2");
    assert_eq!(stage.sessions()[0].reason.as_ref().unwrap().as_str(), "unwell");
}

#[test]
fn what_was_done_once_stays_done() {
    let mut stage = in_hold();
    let held = stage.player().elapsed(stage.now().mono).as_secs() as u32;
    stage.keys("b q e enter");
    assert_eq!(stage.sessions()[0].steps[0].done.hold_s, Some(held), "the second go was shorter");
}

#[test]
fn pain_rated_in_a_gap_belongs_to_the_work_before_it() {
    let mut stage = in_hold();
    let worked_on = stage.player().about().unwrap().exercise.clone();
    stage.keys("n 6");
    assert_eq!(stage.ratings().last().unwrap().exercise.as_ref(), Some(&worked_on));
    let mut stage = Stage::default();
    stage.keys("enter enter 5");
    assert_eq!(stage.ratings().last().unwrap().exercise, None, "nothing was done yet");
}

#[test]
fn a_zero_long_after_a_one_is_a_zero() {
    let mut stage = Stage::default();
    stage.keys("enter 1").advance(3.0).keys("0 enter");
    assert_eq!(stage.ratings()[0].score.unwrap().value(), 0);
}

#[test]
fn back_from_a_question_goes_on_where_it_was() {
    for question in ["x", "q"] {
        let mut stage = in_hold();
        stage.keys(question).advance(30.0).keys("esc");
        assert_eq!(stage.player().phase(), Phase::Resuming, "{question}");
        stage.until(Phase::Work);
        assert_eq!(stage.player().elapsed(stage.now().mono).as_secs(), 7, "{question}");
        let mut paused = in_hold();
        paused.keys("space").keys(question).keys("esc");
        assert_eq!(paused.player().phase(), Phase::Paused(PauseReason::Asked), "{question}: who paused stays so");
    }
}

#[test]
fn a_question_over_a_question_does_not_forget_that_it_held_the_session() {
    let mut stage = in_hold();
    stage.keys("x ctrl-c g");
    assert_eq!(stage.player().phase(), Phase::Resuming);
}

#[test]
fn stopping_at_once_says_what_to_do_and_records_why() {
    for (key, reason) in [("1", "sharp pain"), ("2", "unwell"), ("3", "chest pain"), ("4", "other")] {
        let mut stage = in_hold();
        stage.keys("!");
        assert!(stage.shows("call your emergency number"), "before anything is chosen");
        stage.keys(key);
        for (width, height) in [(80, 24), (40, 12)] {
            let screen = stage.screen(width, height);
            assert!(screen.contains("Stopped") && screen.contains("emergency number."), "{screen}");
        }
        let [session] = &stage.sessions()[..] else { panic!("one session") };
        assert_eq!(session.outcome, Outcome::Stopped);
        assert_eq!(session.reason.as_ref().map(Text::as_str), Some(reason));
        assert_eq!(session.steps[0].outcome, StepOutcome::Stopped);
        assert_eq!(session.steps[0].done.hold_s, Some(7));
    }
}

#[test]
fn the_list_of_keys_stops_nothing() {
    let mut stage = in_hold();
    stage.keys("?").advance(5.0);
    assert_eq!(stage.player().phase(), Phase::Work);
    stage.keys("j j k q");
    assert!(stage.app.overlay().is_none());
    stage.keys("?").until(Phase::Done);
    assert!(stage.shows("How is your back right now?"), "the end is not hidden under the keys");
}

#[test]
fn bells_are_for_the_outside_to_ring_and_mute_is_kept() {
    let mut stage = in_hold();
    stage.keys("m");
    assert!(!stage.app.model().settings.bell && stage.shows("muted"));
    let before = stage.outside.effects.len();
    stage.until(Phase::Rest);
    assert!(stage.outside.effects[before..].contains(&Effect::Present(CueKind::End)));
}

#[test]
fn cues_come_once_each_and_in_order() {
    let mut stage = Stage::session("split-hip-stop");
    stage.until(Phase::Done);
    let is_cue = |effect: &&Effect| matches!(effect, Effect::Present(CueKind::Start | CueKind::End | CueKind::Done(_)));
    assert_eq!(stage.outside.effects.iter().filter(is_cue).count(), 4 + 4 + 1);
}

// ---- time that goes wrong ---------------------------------------------------------------------

#[test]
fn a_gap_pauses_and_eats_nothing() {
    let mut stage = in_hold();
    stage.sleep(3_600);
    assert!(matches!(stage.player().phase(), Phase::Paused(PauseReason::Gap(_))));
    assert!(stage.shows("nothing ran for 60 min"));
    stage.keys("space").until(Phase::Done);
    let [session] = &stage.sessions()[..] else { panic!("one session") };
    assert_eq!(session.outcome, Outcome::Completed);
    assert!(session.active_s < 140, "{}", session.active_s);
}

#[test]
fn the_key_that_wakes_the_machine_does_not_run_past_the_pause() {
    let mut stage = in_hold();
    stage.lose(600).keys("space");
    assert!(matches!(stage.player().phase(), Phase::Paused(PauseReason::Gap(_))), "it asked for a pause");
    stage.keys("space");
    assert_eq!(stage.player().phase(), Phase::Resuming);
}

#[test]
fn stopped_by_the_shell_it_comes_back_paused() {
    let mut stage = in_hold();
    stage.keys("ctrl-z");
    assert!(stage.outside.effects.contains(&Effect::Suspend));
    stage.happens(Event::Continued);
    assert!(matches!(stage.player().phase(), Phase::Paused(_)));
}

#[test]
fn a_wall_clock_that_is_put_back_changes_no_countdown() {
    let mut stage = in_hold();
    let left = stage.player().remaining(stage.now().mono);
    stage.put_wall_clock(-3_600).happens(Event::Tick);
    assert_eq!(stage.player().remaining(stage.now().mono), left);
    stage.until(Phase::Done).keys("3 enter");
    let journal = stage.journal();
    let [session] = journal.sessions() else { panic!("one session") };
    assert!(session.ended >= session.at, "it does not end before it began");
    assert_eq!(session.outcome, Outcome::Completed);
    assert!((120..140).contains(&session.active_s));
}

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
    assert!(stage.shows("A session was not finished"));
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
    assert!(stage.shows("written down as it is"));
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
    assert!(stage.outside.progress.is_some() && stage.shows("A session was not finished"));
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
    assert!(stage.restart().shows("A session was not finished"));
}

#[test]
fn a_new_session_from_the_shell_does_not_wipe_the_one_that_was_found() {
    for opens in [Opens::Session("desk-break", Options::default()), Opens::CheckIn("desk-break", Options::default())] {
        let stage = in_hold();
        let id = stage.app.model().session.as_ref().unwrap().id;
        let mut stage = stage.restart_at(opens);
        assert!(stage.shows("A session was not finished"));
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
    assert_eq!(stage.app.next_wakeup(&stage.now()), None);
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
    stage.keys("enter 4 enter");
    assert!(stage.shows("How is your back"), "what is kept of the first is not overwritten by the second");
    stage.disk_full(false).advance(6.0);
    assert_eq!(stage.sessions().len(), 1);
    stage.keys("enter");
    assert!(stage.shows("GET READY") && stage.shows("pain 4"));
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
    assert!(stage.app.model().session.is_none() && stage.shows("a session runs elsewhere; r rates here"));
    stage.keys("r 4 enter right");
    assert_eq!(scores(&stage.ratings(), Moment::Other), [Some(4)]);
    assert!(stage.shows("Split Hip Stretch"));
    assert!(stage.outside.progress.is_none());
}

#[test]
fn a_rating_given_before_a_session_that_cannot_begin_is_not_lost() {
    let mut stage = Stage::new(Setup { session_elsewhere: true, ..Setup::default() });
    stage.keys("enter 6 enter");
    let given: Vec<_> = stage.ratings().iter().filter_map(|rating| rating.score).collect();
    assert_eq!(given.len(), 1);
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
            prop_assert_eq!(parse_line(line.as_bytes()), Ok(Line::Known(entry)));
        }
        let kept = stage.outside.progress.as_ref().map(|bytes| serde_json::from_slice::<serde_json::Value>(bytes).unwrap());
        let kept = kept.map(|saved| saved["id"].as_str().unwrap().to_owned());
        for id in seen {
            // A line that was put aside may stand twice, the same both times, and counts once.
            let counted = stage.journal().sessions().iter().filter(|session| session.id == id).count();
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
