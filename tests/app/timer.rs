//! Timers: the form, the session without an exercise, and what of it is saved.

use supple::domain::content::exercise::Id;
use supple::domain::journal::entry::{Moment, Outcome, Score, StepOutcome};
use supple::domain::session::player::Phase;
use supple::domain::session::timer::{IntervalTimer, TimerLog, TimerNumber};
use supple::state::event::Event;
use supple::state::keymap::Context;

use super::common::stage::{Opens, Setup, Stage};
use super::scores;

/// A timer of three rounds, ten seconds each, with five of rest.
fn short() -> IntervalTimer {
    IntervalTimer::from_line("10 5 3").unwrap()
}

fn timer(timer: IntervalTimer) -> Stage {
    Stage::new(Setup { opens: Opens::Timer(timer), ..Setup::default() })
}

fn at_work() -> Stage {
    let mut stage = timer(short());
    stage.until(Phase::Work).advance(2.0);
    stage
}

/// The numbers that the form has, as it would start with them.
fn set(keys: &str) -> String {
    let mut stage = Stage::default();
    stage.keys("T").keys(keys).keys("enter");
    stage.app.model().timer.to_line()
}

// ---- the form ---------------------------------------------------------------------------------

#[test]
fn the_form_is_set_by_digits_and_by_steps() {
    assert_eq!(set(""), "40 20 8");
    assert_eq!(set("1 2 0 tab 0 tab 1 2"), "120 0 12");
    assert_eq!(set("3 0 backspace backspace 7 right right -"), "7 20 7");
    assert_eq!(set("+ + - tab - - tab +"), "45 10 9");
    assert_eq!(set("4 2 +"), "45 20 8", "to whole steps");
    assert_eq!(set("4 2 -"), "40 20 8");
    assert_eq!(set("tab 3 h h l l l 5"), "40 3 5", "the ends hold");
    assert_eq!(set("1 -"), "1 20 8", "no round is without work");
}

#[test]
fn a_number_that_cannot_be_is_refused_with_what_can() {
    let mut stage = Stage::default();
    stage.keys("T 9 9 9 9");
    assert!(stage.shows("from 1 s to 99:59") && stage.shows("16:39"), "{}", stage.screen(100, 30));
    stage.keys("backspace backspace backspace").keys("enter");
    assert!(stage.shows("from 1 s to 99:59"), "nothing is typed: {}", stage.screen(100, 30));
    assert_eq!(stage.app.context(), Context::Timer);
    stage.keys("4 0 tab tab 0 enter");
    assert!(stage.shows("expected rounds, 1 to 99"));
    stage.keys("3 enter");
    assert_eq!(stage.app.context(), Context::Player);
}

#[test]
fn a_number_that_cannot_be_is_neither_left_nor_counted() {
    let mut stage = Stage::default();
    stage.keys("T 0");
    assert!(!stage.shows("8 × 1 s") && stage.shows("expected seconds"), "{}", stage.screen(100, 30));
    stage.keys("tab 5");
    assert!(stage.shows("8 × 5 s"), "the work is typed on: {}", stage.screen(100, 30));
    stage.keys("tab 7 enter");
    assert_eq!(stage.app.model().timer.to_line(), "5 7 8");
}

#[test]
fn a_timer_is_pasted_as_a_line() {
    let mut stage = Stage::default();
    stage.keys("T").happens(Event::Paste("2:00".to_owned()));
    stage.keys("enter");
    assert_eq!(stage.app.model().timer.to_line(), "120 20 1");
}

#[test]
fn an_unfinished_timer_has_rounds() {
    let mut stage = at_work();
    stage.advance(30.0);
    let stage = stage.restart();
    assert!(stage.shows("of 3 rounds done") && !stage.shows("sets"), "{}", stage.screen(100, 30));
}

#[test]
fn the_last_numbers_are_there_again() {
    let mut stage = Stage::default();
    stage.keys("T tab 5 tab 2 enter");
    assert_eq!(stage.outside.timer.map(IntervalTimer::to_line).as_deref(), Some("40 5 2"));
    stage.keys("q e enter T");
    assert!(stage.shows("2 × 40 s, rest 5 s · 1:25 in all"), "{}", stage.screen(100, 30));
    let mut stage = stage.restart();
    stage.keys("T esc");
    assert_eq!(stage.app.context(), Context::Home);
    stage.keys("T enter");
    assert!(stage.shows("Timer 2 × 40 s"));
}

#[test]
fn a_countdown_leaves_the_rest_of_before() {
    let mut stage = timer(IntervalTimer::countdown(60));
    stage.keys("q e enter T");
    assert_eq!(stage.app.model().timer.to_line(), "60 20 1");
    assert!(stage.shows("60 s · 1:00 in all"), "{}", stage.screen(100, 30));
}

// ---- the session ------------------------------------------------------------------------------

#[test]
fn it_runs_to_its_end_and_nothing_is_written() {
    let mut stage = timer(short());
    assert_eq!(stage.app.context(), Context::Player, "nothing is asked before");
    assert!(stage.shows("GET READY") && stage.shows("round 1 of 3"));
    stage.until(Phase::Rest);
    assert!(stage.shows("next  round 2 of 3"), "{}", stage.screen(100, 30));
    stage.until(Phase::Done);
    assert!(stage.shows("3 of 3 rounds · 0:30 of work") && stage.shows("Not in your journal."));
    assert!(stage.outside.lines.is_empty() && stage.outside.progress.is_none() && !stage.outside.has_lock);
    stage.keys("enter").advance(70.0);
    assert_eq!(stage.app.context(), Context::Home, "and nothing is asked after");
    assert!(stage.outside.lines.is_empty() && stage.app.model().session.is_none());
    assert!(stage.screen(120, 40).contains("0 of 3 this week"));
    assert!(stage.restart().outside.lines.is_empty());
}

#[test]
fn it_has_no_exercise_to_explain_or_to_change() {
    let mut stage = at_work();
    let before = stage.screen(100, 30);
    for key in ["easier", "how to", "steps"] {
        assert!(!before.contains(key), "{before}");
    }
    stage.keys("i l");
    assert_eq!(stage.screen(100, 30), before);
    stage.keys("space");
    assert!(matches!(stage.player().phase(), Phase::Paused(_)));
    stage.keys("space n");
    assert_eq!(stage.player().phase(), Phase::Rest);
}

#[test]
fn it_goes_on_by_itself_whatever_the_settings_say() {
    let settings = supple::state::settings::Settings { auto_advance: false, ..Default::default() };
    let mut stage = Stage::new(Setup { settings, opens: Opens::Timer(short()), ..Setup::default() });
    stage.until(Phase::Done);
    assert!(stage.shows("3 of 3 rounds"));
}

#[test]
fn leaving_it_says_that_it_is_not_saved_unless_it_is() {
    let mut stage = at_work();
    stage.keys("q");
    assert!(stage.shows("end; saved only if you ask") && !stage.shows("end and save"), "{}", stage.screen(100, 30));
    stage.keys("g 3 q");
    assert!(stage.shows("end and save"), "a rating makes it a session as any: {}", stage.screen(100, 30));
    let mut stage = timer(short().with_log(TimerLog::Always));
    stage.until(Phase::Work).keys("q");
    assert!(stage.shows("end and save"));
}

// ---- the journal ------------------------------------------------------------------------------

#[test]
fn it_is_saved_when_asked_for_with_effort_and_note() {
    let mut stage = timer(short());
    stage.until(Phase::Done).advance(30.0).keys("l");
    assert!(stage.shows("3 of 3 rounds in 0:30 · saved") && stage.shows("1 of 3 sessions this week"));
    assert!(!stage.shows("pain"), "nothing hurt: {}", stage.screen(100, 30));
    stage.keys("6 tab").types("intervals").keys("enter");
    let [session] = &stage.sessions()[..] else { panic!("one session") };
    assert_eq!((session.routine.as_str(), session.title.as_str()), ("timer", "Timer 3 × 10 s"));
    assert_eq!((session.outcome, session.active_s), (Outcome::Completed, 30));
    assert_eq!((session.effort.map(Score::value), session.note.as_str()), (Some(6), "intervals"));
    assert!(session.steps.iter().all(|step| step.outcome == StepOutcome::Done && step.done.activity_s == Some(10)));
    let started = stage.journal().sessions()[0].at;
    assert_eq!((session.ended - started).num_seconds(), 50, "it ended with the last round");
    assert_eq!(stage.kinds(), ["session", "amend"]);
    assert!(stage.screen(120, 40).contains("1 of 3 this week"));
}

#[test]
fn asked_for_at_the_start_it_is_saved_by_itself() {
    let mut stage = timer(short().with_log(TimerLog::Always));
    stage.until(Phase::Done);
    assert!(stage.shows("3 of 3 rounds in 0:30 · saved") && stage.kinds() == ["session"]);
    stage.keys("enter T enter").until(Phase::Done);
    assert!(stage.shows("Not in your journal."), "each one is asked for anew");
}

#[test]
fn pain_rated_by_key_makes_it_a_session_as_any() {
    let mut stage = at_work();
    stage.keys("3").until(Phase::Done);
    assert_eq!(stage.kinds(), ["rating", "session"]);
    assert!(stage.shows("How is your back right now?"), "{}", stage.screen(100, 30));
    stage.keys("2 enter");
    assert_eq!(
        (scores(&stage.ratings(), Moment::During), scores(&stage.ratings(), Moment::After)),
        (vec![Some(3)], vec![Some(2)])
    );
    // Taken back, it is a timer again.
    let mut stage = at_work();
    stage.keys("3 u").until(Phase::Done);
    assert!(stage.sessions().is_empty() && stage.shows("Not in your journal."));
}

#[test]
fn red_pain_is_asked_about_and_a_stop_is_known_at_the_next_start() {
    let mut stage = at_work();
    stage.keys("8");
    assert_eq!(stage.app.context(), Context::Alarm);
    assert!(!stage.shows("easier"), "there is nothing easier: {}", stage.screen(100, 30));
    stage.keys("x").until(Phase::Done);
    assert_eq!(stage.sessions()[0].routine, Id::TIMER);

    let mut stage = at_work();
    stage.keys("! 3 enter");
    let [session] = &stage.sessions()[..] else { panic!("one session") };
    assert_eq!(session.outcome, Outcome::Stopped);
    let ordinary = {
        let mut stage = super::in_hold();
        stage.keys("! 3 enter");
        stage.restart().app.context()
    };
    assert_eq!(stage.restart().app.context(), ordinary);
}

#[test]
fn after_a_stop_without_a_reason_it_can_go_on() {
    let mut stage = at_work();
    stage.keys("! r");
    assert!(matches!(stage.player().phase(), Phase::Paused(_)) && stage.sessions().is_empty());
    stage.keys("space").until(Phase::Done);
    assert!(stage.sessions().is_empty() && stage.shows("Not in your journal."));
}

#[test]
fn left_unfinished_it_is_found_and_opens_before_another_one() {
    let mut stage = at_work();
    stage.advance(6.0);
    let mut stage = stage.restart_at(Opens::Timer(IntervalTimer::countdown(60)));
    assert_eq!(stage.app.context(), Context::Recover);
    assert!(stage.shows("Timer 3 × 10 s"));
    stage.keys("enter");
    assert!(matches!(stage.player().phase(), Phase::Paused(_)));
    stage.keys("space").until(Phase::Done);
    assert!(stage.shows("3 of 3 rounds") && stage.outside.lines.is_empty());

    let stage = at_work();
    let mut stage = stage.restart_at(Opens::Timer(IntervalTimer::countdown(60)));
    stage.keys("l");
    assert_eq!(stage.sessions().len(), 1, "saved as it is");
}

#[test]
fn no_timer_runs_while_sessions_are_on_hold() {
    let mut stage = Stage::default();
    stage.keys("! 1 enter");
    stage.keys("enter T enter");
    assert_ne!(stage.app.context(), Context::Player, "{}", stage.screen(100, 30));
}

#[test]
fn what_is_saved_of_it_can_be_looked_back_at() {
    let mut stage = timer(short().with_log(TimerLog::Always));
    stage.until(Phase::Work).keys("4").until(Phase::Done).keys("3 enter").advance(10.0);
    stage.keys("j");
    assert!(stage.shows("Timer 3 × 10 s"), "{}", stage.screen(120, 40));
    stage.keys("enter q q t");
    for _ in 0..6 {
        stage.keys("tab");
        stage.screen(120, 40);
    }
    stage.keys("esc esc").advance(10.0);
    assert_eq!(stage.app.context(), Context::Home);
    stage.keys("R");
    assert_eq!(stage.app.context(), Context::Player, "and done again: {}", stage.screen(120, 40));
    assert_eq!(stage.player().timeline().routine, Id::TIMER);
}

#[test]
fn every_number_of_the_form_is_shown_at_every_size() {
    for (width, height) in [(40, 12), (80, 24), (160, 50)] {
        let mut stage = Stage::default();
        stage.keys("T");
        let screen = stage.screen(width, height);
        for which in ["Work", "Rest", "Rounds", "8 × 40 s, rest 20 s · 7:40 in all"] {
            assert!(screen.contains(which), "{width}x{height}: {screen}");
        }
    }
    assert_eq!(TimerNumber::ALL.len(), 3);
}
