//! Self-tests: each kind of result, side by side, taken back, left out, and where they lead.

use serde_json::json;
use supple::domain::journal::entry::Side;
use supple::domain::journal::self_report::{SelfTestTry, Verdict};
use supple::domain::session::cue::CueKind;
use supple::state::event::Effect;
use supple::state::keymap::Context;

use super::claims::{claimed, plain};
use super::common::stage::{Setup, Stage, chair_stands};

const EDGE: &str = "edge of bed test";
const STAND: &str = "one leg stand";
const MIRROR: &str = "mirror posture";

/// The page of the exercise that a search finds first.
fn page(mut stage: Stage, search: &str) -> Stage {
    stage.keys("l /").types(search).keys("enter");
    stage
}

/// Its self-test.
fn test(search: &str) -> Stage {
    let mut stage = page(Stage::default(), search);
    stage.keys("s");
    assert_eq!(stage.app.context(), Context::SelfTest);
    stage
}

/// Side, verdict, number, finding.
type Result = (Option<Side>, Option<Verdict>, Option<u32>, Option<String>);

/// The results that hold.
fn results(stage: &Stage) -> Vec<Result> {
    let result = |tried: &SelfTestTry| {
        (tried.side, tried.verdict, tried.value, tried.finding.as_ref().map(|found| found.as_str().to_owned()))
    };
    let mut tries: Vec<_> = stage.journal().self_tests().iter().map(|tried| result(&tried.body)).collect();
    // Within one second of the test's time their order is not kept.
    tries.sort_by_key(|tried| tried.0);
    tries
}

fn verdict(side: Side, verdict: Verdict) -> Result {
    (Some(side), Some(verdict), None, None)
}

/// Whether `text` can be read in a line where there is room for long ones.
fn says(stage: &Stage, text: &str) -> bool {
    stage.screen(140, 30).contains(text)
}

fn rings(stage: &Stage) -> Vec<CueKind> {
    let cue = |effect: &Effect| if let Effect::Present(signal) = effect { Some(signal.cue.clone()) } else { None };
    stage.outside.effects.iter().filter_map(cue).filter(|cue| !matches!(cue, CueKind::Ready(_))).collect()
}

// ---- by what is seen ----------------------------------------------------------------------------

#[test]
fn both_sides_of_a_test_are_written_as_they_are_given() {
    let mut stage = test(EDGE);
    assert!(stage.shows("First: left leg hanging") && stage.shows("1. Sit right on the edge"));
    stage.keys("enter");
    assert!(stage.shows("What do you see?") && stage.shows("The thigh floats above the bed"));
    stage.keys("p");
    assert_eq!(results(&stage), [verdict(Side::Left, Verdict::Pass)], "at once");
    assert!(stage.shows("Now: right leg hanging") && stage.shows("left: passed · saved"));
    stage.keys("enter f");
    assert_eq!(results(&stage), [verdict(Side::Left, Verdict::Pass), verdict(Side::Right, Verdict::Fail)]);
    assert!(stage.shows("left leg hanging: passed") && stage.shows("right leg hanging: not passed"));
    assert!(stage.shows("▸ Edge-of-Bed Hip Flexor Stretch"), "{}", stage.screen(100, 30));
    stage.keys("j j j enter");
    assert_eq!(stage.app.context(), Context::Routine, "{}", stage.screen(100, 30));
    stage.keys("esc");
    assert_eq!(stage.app.context(), Context::SelfTestResult);
}

#[test]
fn who_passes_is_sent_nowhere() {
    let mut stage = test(EDGE);
    stage.keys("enter p enter p");
    assert!(!stage.shows("Where to go from here") && stage.shows("rests level"));
    stage.keys("enter j esc");
    assert_eq!(stage.app.context(), Context::Exercise);
}

#[test]
fn a_result_is_taken_back_and_given_again() {
    let mut stage = test(EDGE);
    stage.keys("u");
    assert!(stage.shows("nothing to undo"));
    stage.keys("enter f u");
    assert_eq!(results(&stage), []);
    assert!(stage.shows("undone") && stage.shows("First: left leg hanging"));
    stage.keys("enter p enter f u enter p");
    assert_eq!(results(&stage), [verdict(Side::Left, Verdict::Pass), verdict(Side::Right, Verdict::Pass)]);
    stage.keys("u u");
    assert_eq!(results(&stage), []);
    let kinds = ["self_test", "delete", "self_test", "self_test", "delete", "self_test", "delete", "delete"];
    assert_eq!(stage.kinds(), kinds, "what was written stays in the file");
}

#[test]
fn a_side_that_is_left_out_is_not_written() {
    let mut stage = test(EDGE);
    stage.keys("x enter p");
    assert_eq!(results(&stage), [verdict(Side::Right, Verdict::Pass)]);
    assert!(stage.shows("left leg hanging: not recorded"));
    stage.keys("s x enter x");
    assert!(stage.shows("right leg hanging: not recorded"));
    assert_eq!(results(&stage).len(), 1, "again from the beginning, and nothing of it");
}

#[test]
fn who_leaves_half_way_keeps_what_was_given() {
    let mut stage = test(EDGE);
    stage.keys("enter f enter esc esc esc");
    assert_eq!(stage.app.context(), Context::LibrarySearch);
    assert_eq!(results(&stage), [verdict(Side::Left, Verdict::Fail)]);
    let mut stage = test(EDGE);
    stage.keys("enter f ctrl-c");
    assert!(stage.app.is_over());
    assert_eq!(results(&stage).len(), 1);
}

// ---- with a timer -------------------------------------------------------------------------------

#[test]
fn the_seconds_on_each_foot_are_measured() {
    let mut stage = test(STAND);
    stage.keys("enter");
    assert!(stage.shows("GET READY"));
    stage.advance(15.0);
    assert!(stage.shows("GO") && stage.shows("when you wobble or touch down"));
    stage.advance(12.6).keys("space");
    assert_eq!(results(&stage), [(Some(Side::Left), Some(Verdict::Fail), Some(12), None)]);
    assert!(stage.shows("left: 12 s, not passed · saved"));
    // In position before the time, and to the end of it.
    stage.keys("enter").advance(3.0).keys("space").advance(30.0);
    assert_eq!(results(&stage)[1], (Some(Side::Right), Some(Verdict::Pass), Some(30), None));
    assert!(stage.shows("standing on the left leg: 12 s, not passed"), "{}", stage.screen(100, 30));
    use CueKind::{Done, Half, Prepare, Start};
    let ended = Done(supple::domain::session::cue::Ending::Completed);
    assert_eq!(rings(&stage), [Prepare, Start, Prepare, Start, Half, ended]);
    stage.keys("j j enter");
    assert!(stage.shows("Foot Strength Check and Drill"), "{}", stage.screen(100, 30));
}

#[test]
fn the_number_is_drawn_anew_each_second_and_the_figure_between() {
    let mut stage = test(STAND);
    stage.happens(supple::state::event::Event::Resized(100, 30));
    stage.keys("enter").advance(20.5);
    let now = stage.now();
    assert_eq!(stage.app.next_change(&now).map(|at| (at - now.mono).as_millis()), Some(500));
    assert!(stage.app.next_frame(&now).is_some());
    let before = stage.screen(100, 30);
    stage.advance(1.0);
    assert_ne!(before, stage.screen(100, 30));
    stage.keys("esc");
    assert!(stage.shows("stopped, nothing recorded"));
    stage.advance(10.0);
    let next = stage.app.next_change(&stage.now()).map(|at| at - stage.now().mono);
    assert!(next > Some(std::time::Duration::from_secs(3_600)), "nothing runs any more");
    assert_eq!(results(&stage), []);
}

#[test]
fn a_machine_that_slept_measures_nothing() {
    let mut stage = test(STAND);
    stage.keys("enter").advance(20.0).sleep(600);
    assert!(stage.shows("there was a gap in the timing"));
    assert_eq!(results(&stage), []);
    assert_eq!(stage.app.context(), Context::SelfTest);
}

#[test]
fn a_key_after_the_time_counts_for_nothing_more() {
    let mut stage = test(STAND);
    stage.keys("enter space").lose(4).keys("space").lose(1);
    assert_eq!(results(&stage), [(Some(Side::Left), Some(Verdict::Fail), Some(4), None)]);
    stage.keys("u enter space").advance(29.8).lose(1).keys("space");
    assert_eq!(results(&stage), [(Some(Side::Left), Some(Verdict::Pass), Some(30), None)]);
}

#[test]
fn seconds_can_be_typed_instead() {
    let mut stage = test(STAND);
    stage.keys("1 2");
    assert_eq!(stage.app.context(), Context::SelfTestAnswer);
    stage.keys("backspace enter");
    assert!(stage.shows("type the number first"));
    stage.keys("4 5 6 7 p f enter");
    assert_eq!(results(&stage), [(Some(Side::Left), Some(Verdict::Pass), Some(456), None)], "three digits, no more");
}

#[test]
fn a_count_has_its_time_and_is_then_asked_for() {
    let setup = Setup { exercises: vec![("chair-stands", chair_stands())], ..Setup::default() };
    let mut stage = page(Stage::new(setup), "chair stands");
    stage.keys("enter enter").advance(10.0 + 30.0);
    assert_eq!(rings(&stage), [CueKind::Prepare, CueKind::Start, CueKind::Half, CueKind::Waiting]);
    assert!(stage.shows("How many (times up)?"));
    stage.keys("9 enter");
    assert_eq!(results(&stage), [(None, Some(Verdict::Fail), Some(9), None)]);
    assert!(stage.shows("9 times up, not passed") && stage.shows("▸ Air Squat"), "{}", stage.screen(100, 30));
    stage.keys("esc");
    assert!(stage.shows("last results: today 9 times up"), "{}", stage.screen(100, 30));
}

// ---- with kinds, and opposites ------------------------------------------------------------------

#[test]
fn opposites_are_opened_only_when_it_is_known_what_they_are() {
    let mut stage = test(MIRROR);
    stage.keys("enter");
    assert!(stage.shows("2  Pelvis tips forward. Bottom pushed"), "{}", stage.screen(100, 30));
    stage.keys("9 0 p");
    assert_eq!(results(&stage), []);
    stage.keys("2");
    assert_eq!(results(&stage), [(None, None, None, Some("tips-forward".to_owned()))]);
    for keys in ["enter", "j enter", "j enter"] {
        stage.keys(keys);
        assert_eq!(stage.app.context(), Context::SelfTestConfirm, "{keys}");
        assert!(stage.shows("opposites") && stage.shows("You chose: Pelvis tips forward"));
        stage.keys("enter u x");
        assert_eq!(stage.app.context(), Context::SelfTestConfirm, "a second enter opens nothing");
        stage.keys("n");
        assert_eq!(stage.app.context(), Context::SelfTestResult);
    }
    stage.keys("j enter");
    assert_eq!(stage.app.context(), Context::Guide, "what is only read is open to all");
    stage.keys("esc k enter y");
    assert_eq!(stage.app.context(), Context::Plan);
    stage.keys("esc k k enter y");
    assert_eq!(stage.app.context(), Context::Routine);
}

#[test]
fn even_leads_to_neither_of_the_two() {
    let mut stage = test(MIRROR);
    stage.keys("enter 1 enter");
    assert_eq!(stage.app.context(), Context::Guide);
    let mut stage = test(MIRROR);
    stage.keys("enter x");
    assert!(stage.shows("not recorded") && !stage.shows("Where to go from here"));
    assert_eq!(stage.outside.lines, "");
}

// ---- before and after ---------------------------------------------------------------------------

#[test]
fn a_result_is_told_beside_the_last_one() {
    let mut stage = test(STAND);
    stage.keys("8 enter 1 0 enter esc");
    assert!(says(&stage, "last results: today left 8 s, right 10 s"));
    stage.put_wall_clock(22 * 24 * 3600);
    stage.keys("s 1 2 enter 3 1 enter");
    let now = "standing on the left leg: 12 s, not passed; last time, 3 weeks ago, 8 s";
    assert!(says(&stage, now), "{}", stage.screen(100, 30));
    assert!(says(&stage, "right leg: 31 s, passed; last time, 3 weeks ago, 10 s"));
    stage.advance(2.0).keys("s 1 4 enter x");
    assert!(says(&stage, "14 s, not passed; last time, earlier today, 12 s"), "{}", stage.screen(100, 30));
    stage.keys("esc");
    let history = "last results: today left 14 s, right 31 s; 3 weeks ago left 8 s, right";
    assert!(says(&stage, history), "{}", stage.screen(100, 30));
}

#[test]
fn a_guide_leads_to_the_test_and_the_test_to_its_page() {
    let mut stage = Stage::default();
    stage.keys("g /").types("self tests").keys("enter");
    let mut stage = std::iter::repeat_n("tab", 3).fold(stage, |mut stage, key| {
        stage.keys(key);
        stage
    });
    stage.keys("enter");
    assert_eq!(stage.app.context(), Context::SelfTest, "{}", stage.screen(100, 30));
    stage.keys("i");
    assert_eq!(stage.app.context(), Context::Exercise);
    stage.keys("esc esc");
    assert_eq!(stage.app.context(), Context::Guide);
}

#[test]
fn what_is_no_self_test_is_not_done_as_one() {
    let mut stage = page(Stage::default(), "split hip stretch");
    stage.keys("enter");
    assert_eq!(stage.app.context(), Context::Exercise);
    stage.keys("s");
    assert_eq!(stage.app.context(), Context::CheckIn, "a session of it alone");
}

#[test]
fn the_journal_has_one_line_for_each_side() {
    let mut stage = test(STAND);
    stage.keys("8 enter");
    let line: serde_json::Value = serde_json::from_str(&stage.outside.lines).unwrap();
    let expected = json!({"exercise": "single-leg-stand-eyes-closed", "side": "left", "verdict": "fail", "value": 8});
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&line[field], value, "{line}");
    }
}

#[test]
fn no_screen_of_a_self_test_claims_or_names_an_illness() {
    let ways =
        ["", "enter", "enter p enter p", "enter f enter f", "enter 1", "enter 2", "enter 3", "1 2 enter x", "x x"];
    for search in [EDGE, STAND, MIRROR, "heels down", "hand under back", "lifting form", "film your stride"] {
        for keys in ways {
            let mut stage = test(search);
            stage.keys(keys);
            let screen = stage.screen(140, 40);
            assert_eq!(claimed(&screen).collect::<Vec<_>>(), [""; 0], "{screen}");
            assert!(!plain(&screen).contains(" you have "), "{screen}");
        }
    }
}

#[test]
fn who_has_a_sign_of_an_emergency_does_no_self_test() {
    let mut stage = Stage::default();
    stage.keys("! 3 enter esc l /").types(EDGE).keys("enter");
    assert_eq!(stage.app.context(), Context::Exercise, "to read it is open to all");
    stage.keys("s");
    assert_eq!(stage.app.context(), Context::Halt);
}
