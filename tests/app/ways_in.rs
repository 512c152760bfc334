//! The ways into a session and to something to read.

use supple::domain::journal::entry::Moment;
use supple::domain::session::compile::Options;
use supple::domain::session::player::Phase;
use supple::state::keymap::Context;
use supple::state::settings::Settings;

use super::common::stage::{Opens, Setup, Stage};
use super::scores;

// ---- to a session -----------------------------------------------------------------------------

#[test]
fn two_keys_lead_from_the_start_into_a_session() {
    let mut stage = Stage::default();
    stage.keys("enter enter");
    assert_eq!(stage.player().timeline().routine.as_str(), "split-hip-stop");
    assert!(stage.shows("GET READY"));
    assert_eq!(stage.outside.lines, "", "skipped is no rating");
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
        [("1 0", Some(10)), ("1 0 0", Some(0)), ("7 h h", Some(5)), ("0 l", Some(1)), ("4 u", None), ("0", Some(0))]
    {
        let expected: Vec<_> = expected.map(Some).into_iter().collect();
        let mut stage = Stage::default();
        stage.keys("enter").keys(keys).keys("enter");
        assert_eq!(scores(&stage.ratings(), Moment::Before), expected, "{keys}");
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
    assert!(stage.shows("no matches"));
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
    assert!(stage.shows("dropped to fit the time: Cat-Cow"));
    stage.advance(10.0);
    assert!(!stage.shows("left out"), "a notice goes by itself");
}

#[test]
fn pain_can_be_rated_without_a_session() {
    let mut stage = Stage::default();
    stage.keys("r 6 enter");
    assert!(stage.shows("pain 6 saved"));
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
    assert!(stage.shows("▸ What hurts, and when?"), "the list leads to it by its first entry");
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
fn an_exercise_is_done_alone_from_its_page() {
    let mut stage = Stage::default();
    stage.keys("l / b i r d enter s 3 enter");
    assert_eq!(stage.player().timeline().routine.as_str(), "bird-dog");
    assert_eq!(stage.player().timeline().moves.len(), 1);
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
    assert!(stage.shows("▸ None of these"));
    stage.keys("enter");
    assert!(stage.shows("3 fix") && stage.shows("┃ ! Sharp pain") && stage.shows("None of these?"));
    assert!(stage.keys("tab enter").shows("Emergency: call now"), "the first link");
    assert!(stage.keys("esc tab enter").shows("When deadlifts hurt your back"), "the whole guide");
    stage.keys("esc esc");
    assert!(stage.shows("▸ None of these"));
}

#[test]
fn a_cause_that_no_routine_helps_leads_to_a_guide_and_starts_nothing() {
    let mut stage = Stage::default();
    stage.keys("w G enter j j j j enter");
    assert!(stage.shows("Let go of the bar.") && !stage.shows("s start"));
    stage.keys("s");
    assert_eq!(stage.app.context(), Context::Guide);
    stage.keys("tab enter");
    assert!(stage.shows("Treadmill running") && !stage.shows("3 fix"));
}

#[test]
fn what_is_told_goes_with_the_screen_it_is_told_on() {
    let mut stage = Stage::default();
    assert!(stage.keys("r 3 enter").shows("pain 3 saved"));
    assert!(stage.keys("down").shows("pain 3 saved"), "the same screen");
    assert!(!stage.keys("l").shows("pain 3 saved"), "another one");
}

#[test]
fn before_it_starts_a_routine_is_fitted_to_a_sore_back() {
    let open = |keys: &str| {
        let mut stage = Stage::default();
        stage.keys("/").types("table and chair").keys("enter").keys(keys).keys("enter");
        stage
    };
    assert!(open("3").shows("GET READY"), "nothing to fit");
    let mut stage = open("4");
    assert!(stage.shows("✓ Seated Cat-Cow instead of Standing Roll-Down") && stage.shows("4 today"));
    assert_eq!(stage.kinds(), ["rating"], "what was answered is written before anything else is asked");
    assert!(
        stage.keys("y").shows("Why?") && stage.shows("The rule `sore-back`: While the back is sore"),
        "{}",
        stage.screen(80, 24)
    );
    stage.keys("esc enter");
    let has = |stage: &Stage, exercise: &str| {
        stage.player().timeline().moves.iter().any(|about| about.exercise.as_str() == exercise)
    };
    assert!(has(&stage, "seated-cat-cow") && !has(&stage, "roll-down"));
    let mut stage = open("4");
    assert!(stage.keys("space").shows("○ Seated Cat-Cow instead of Standing Roll-Down"), "refused");
    stage.keys("enter");
    assert!(has(&stage, "roll-down"));
    let mut stage = open("4");
    assert!(
        stage.keys("a").shows("○ Seated Cat-Cow") && stage.keys("a").shows("✓ Seated Cat-Cow"),
        "all refused, all taken"
    );
    stage.keys("esc");
    assert!(stage.shows("Routines"), "back, no session");
}

#[test]
fn on_a_red_day_something_gentle_or_rest_is_offered() {
    let mut stage = Stage::default();
    stage.keys("/").types("tabletop").keys("enter 6 enter");
    assert!(stage.shows("! 6 today is too much for this."), "{}", stage.screen(80, 24));
    stage.keys("enter");
    assert!(stage.shows("GET READY"), "advice can be refused");
}

#[test]
fn the_first_screen_says_what_fits_and_why() {
    let mut stage = Stage::default();
    assert!(!stage.shows("Today"), "there is nothing to go by yet");
    stage.keys("enter 2 enter").until(Phase::Done).keys("2 enter");
    let mut stage = stage.restart();
    assert!(stage.shows("Today") && stage.shows("A good fit for now"), "{}", stage.screen(80, 24));
    stage.lose(24 * 3_600);
    let mut stage = stage.restart();
    assert!(stage.shows("How was your back"), "{}", stage.screen(80, 24));
    stage.keys("1 enter enter");
    assert!(stage.shows("Settled overnight (2 before, 1 today)") && stage.shows("Today"), "{}", stage.screen(80, 24));
    assert!(stage.keys("y").shows("Why?"));
}
