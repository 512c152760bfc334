//! In a session, also where time goes wrong.

use supple::domain::advice::morning::due;
use supple::domain::content::exercise::Id;
use supple::domain::journal::entry::{Moment, Outcome, Score, Side, StepOutcome};
use supple::domain::session::cue::{CueKind, PauseReason};
use supple::domain::session::player::Phase;
use supple::domain::text::Text;
use supple::state::event::Effect;
use supple::state::event::Event;

use super::common::stage::Stage;
use super::{in_hold, scores};

// ---- in a session -----------------------------------------------------------------------------

#[test]
fn a_whole_session_by_itself() {
    let mut stage = Stage::default();
    stage.keys("enter 3 enter").until(Phase::Done);
    assert!(stage.shows("4 of 4 sets") && stage.shows("· saved"));
    stage.keys("2 enter");
    let [session] = &stage.sessions()[..] else { panic!("one session") };
    assert_eq!(session.outcome, Outcome::Completed);
    assert!(session.steps.iter().all(|step| step.outcome == StepOutcome::Done));
    assert_eq!(session.steps.len(), 4);
    assert_eq!(stage.kinds(), ["rating", "session", "rating"]);
    assert!(stage.outside.progress.is_none() && !stage.outside.has_lock);
    assert_eq!(stage.app.next_change(&stage.now()), Some(stage.now().mono + std::time::Duration::from_secs(6)));
    stage.advance(61.0);
    assert!(stage.is_at_rest(), "at rest nothing wakes up");
    assert!(stage.screen(120, 40).contains("1 of 3 this week · Split Hip Stop today, pain 3 → 2"));
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
}

#[test]
fn one_and_zero_make_ten_within_a_moment() {
    let mut stage = in_hold();
    stage.keys("1 0");
    assert_eq!(stage.kinds(), ["rating", "amend"]);
    assert_eq!(scores(&stage.ratings(), Moment::During), [Some(10)]);
    stage.keys("g").advance(5.0).keys("1").advance(5.0).keys("0");
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
    assert!(stage.ratings().is_empty() && stage.shows("no rating to undo"));
    assert_eq!(stage.entries().len(), 4);
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
fn with_nothing_done_a_session_counts_nowhere() {
    let mut stage = Stage::session("split-hip-stop");
    for _ in 0..100 {
        if stage.app.model().session.as_ref().is_some_and(|session| !session.is_over()) {
            stage.keys("right");
        }
    }
    let [session] = &stage.sessions()[..] else { panic!("one session") };
    assert_eq!((session.outcome, session.active_s), (Outcome::Ended, 0));
    assert!(session.steps.iter().all(|step| step.outcome == StepOutcome::Skipped), "{session:?}");
    assert!(stage.shows("No set was done, so it does not count"), "{}", stage.screen(100, 30));
    stage.keys("enter").advance(10.0);
    let home = stage.screen(120, 40);
    assert!(home.contains("0 of 3 this week") && !home.contains("Split Hip Stop today"), "{home}");
    assert_eq!(due(&stage.journal(), stage.now().wall + chrono::TimeDelta::hours(24)), None);
}

#[test]
fn half_of_the_work_completes_a_session_and_its_time_is_that_of_the_work() {
    let outcome = |skipped: usize| {
        let mut stage = Stage::session("split-hip-stop");
        for _ in 0..skipped {
            stage.until(Phase::Work).keys("right");
        }
        stage.until(Phase::Done);
        let session = stage.sessions().remove(0);
        let held: u32 = session.steps.iter().filter_map(|step| step.done.hold_s).sum();
        assert_eq!(session.active_s, held, "{skipped} of 4 parts skipped");
        session.outcome
    };
    assert_eq!([0, 2, 3].map(outcome), [Outcome::Completed, Outcome::Completed, Outcome::Ended]);
}

#[test]
fn stopped_is_stopped_before_anything_is_asked() {
    for after in ["", "?", "space", "ctrl-c ctrl-c"] {
        let mut stage = in_hold();
        stage.keys("!").keys(after);
        let running = stage.app.model().session.as_ref().is_some_and(|session| !session.is_over());
        assert!(!running, "{after}");
        let stage = stage.restart();
        assert_eq!(stage.sessions()[0].outcome, Outcome::Stopped, "{after}: also where the reason was never given");
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
            assert!(screen.contains("Stopped."), "{screen}");
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
    assert!(stage.app.model().settings.muted && stage.shows("muted"));
    let ends = |stage: &Stage| stage.outside.signals().filter(|signal| signal.cue == CueKind::End).count();
    let before = ends(&stage);
    stage.until(Phase::Rest);
    assert_eq!(ends(&stage), before + 1);
}

#[test]
fn cues_come_once_each_and_in_order() {
    let mut stage = Stage::session("split-hip-stop");
    stage.until(Phase::Done);
    let is_cue = |cue: &CueKind| matches!(cue, CueKind::Start | CueKind::End | CueKind::Done(_));
    assert_eq!(stage.outside.signals().filter(|signal| is_cue(&signal.cue)).count(), 4 + 4 + 1);
}

// ---- time that goes wrong ---------------------------------------------------------------------

#[test]
fn a_gap_pauses_and_eats_nothing() {
    let mut stage = in_hold();
    stage.sleep(3_600);
    assert!(matches!(stage.player().phase(), Phase::Paused(PauseReason::Gap(_))));
    assert!(stage.shows("Paused after a gap of 60 min"));
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
    assert!((98..=100).contains(&session.active_s), "four times 25 s of work, not {} s", session.active_s);
}
