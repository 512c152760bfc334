//! Pain while a session runs: where a rating lands, what its zone says, what can be done about it.

use supple::domain::advice::limits::Limit;
use supple::domain::advice::safety::StopReason;
use supple::domain::content::exercise::Id;
use supple::domain::journal::entry::{Moment, Outcome, Rating, Score, Side, StepOutcome};
use supple::domain::session::compile::Options;
use supple::domain::session::cue::PauseReason;
use supple::domain::session::player::Phase;
use supple::domain::session::run::Session;
use supple::domain::text::Text;
use supple::state::event::Event;
use supple::state::keymap::Context;
use supple::state::settings::Settings;

use super::common::stage::{Opens, Setup, Stage, made_up};
use super::in_hold;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 12)];
const RED: &str = "Skip this one today";

fn last(stage: &Stage) -> Rating {
    stage.ratings().pop().expect("no rating")
}

/// Exercise, set, side and second of the last rating.
fn place(stage: &Stage) -> (String, Option<u32>, Option<&'static str>, Option<u32>) {
    let rating = last(stage);
    let exercise = rating.exercise.map(|id| id.to_string()).unwrap_or_default();
    (exercise, rating.set, rating.working_side.map(Side::as_str), rating.second)
}

/// In the first hold, after a check-in with this score.
fn after_check_in(score: &str) -> Stage {
    let mut stage =
        Stage::new(Setup { opens: Opens::CheckIn("split-hip-stop", Options::default()), ..Setup::default() });
    stage.keys(score).keys("enter").until(Phase::Work).advance(7.0);
    stage
}

/// Whether the question about red is what is seen, at every size; where it is, the session is paused.
fn shows_red(stage: &Stage) -> bool {
    let is_asked = stage.app.context() == Context::Alarm;
    for (width, height) in SIZES {
        let screen = stage.screen(width, height);
        // In a narrow terminal it breaks anywhere.
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        let says = ["x skip this exercise", "q end the session", "g keep going anyway", "! stop at once"];
        assert_eq!(words.contains(RED), is_asked, "{screen}");
        assert!(!is_asked || says.iter().all(|says| words.contains(says)), "{screen}");
    }
    assert!(!is_asked || matches!(stage.player().phase(), Phase::Paused(_)));
    is_asked
}

// ---- where it lands ---------------------------------------------------------------------------

#[test]
fn a_digit_lands_on_exercise_set_side_and_second() {
    let stretch = |set, side, second| ("split-hip-stretch".to_owned(), Some(set), Some(side), Some(second));
    let mut stage = in_hold();
    stage.keys("4");
    assert_eq!(place(&stage), stretch(1, "left", 7));
    stage.keys("space").advance(90.0).keys("2");
    assert_eq!(place(&stage), stretch(1, "left", 7), "paused, it stands where it stood");
    stage.keys("space").until(Phase::Work).until(Phase::Rest).advance(2.0).keys("0");
    assert_eq!(place(&stage), stretch(1, "left", 25), "at rest it is about the hold before");
    stage.until(Phase::Work).advance(3.0).keys("1 0");
    assert_eq!(place(&stage), stretch(2, "left", 3));
    assert_eq!(last(&stage).score.map(Score::value), Some(10));
    assert_eq!(stage.ratings().len(), 4, "ten is one rating");
}

#[test]
fn before_the_first_exercise_a_digit_is_about_none() {
    let mut stage = Stage::session("split-hip-stop");
    stage.advance(2.0).keys("3");
    assert_eq!(place(&stage), (String::new(), None, None, None));
    assert_eq!(last(&stage).moment, Moment::During);
}

#[test]
fn while_getting_ready_for_the_next_it_is_about_the_one_before() {
    let mut stage = Stage::session("millar-runner-support");
    stage.until(Phase::Work).advance(4.0).keys("x 1").advance(2.0);
    assert_eq!(stage.player().phase(), Phase::Prepare);
    let done = stage.player().timeline().moves[0].exercise.to_string();
    stage.keys("6");
    let (exercise, set, side, second) = place(&stage);
    assert_eq!((exercise, set, second), (done, Some(1), Some(4)));
    assert_eq!(side, stage.player().timeline().segments[1].side.map(Side::as_str), "not one never begun");
}

// ---- zones ------------------------------------------------------------------------------------

#[test]
fn each_zone_says_what_can_be_done() {
    let mut stage = in_hold();
    stage.keys("3");
    assert!(stage.shows("pain 3 saved; u undo") && !stage.shows("amber") && !shows_red(&stage));
    stage.advance(2.0).keys("4");
    assert!(stage.shows("pain 4: go smaller or slower, or press e for an easier one; u undo"));
    assert!(stage.shows("pain 4 amber") && !shows_red(&stage));
    stage.advance(2.0).keys("5");
    assert!(stage.shows("pain 5 amber") && !shows_red(&stage));
    stage.advance(2.0).keys("6");
    assert!(stage.shows("! Pain 6 is red") && shows_red(&stage));
    let stood = stage.player().elapsed(stage.now().mono);
    stage.advance(60.0);
    assert!(stage.shows("! Pain 6 is red") && shows_red(&stage), "it stays when the notice is gone");
    assert_eq!(stage.player().elapsed(stage.now().mono), stood, "and the clock waits");
}

#[test]
fn the_check_in_counts_and_is_shown() {
    let mut stage = after_check_in("1");
    assert!(stage.shows("before 1"));
    stage.keys("2");
    assert!(stage.shows("before 1 · pain 2") && !stage.shows("amber"));
    stage.advance(2.0).keys("3");
    assert!(stage.shows("before 1 · pain 3 amber"));
    stage.advance(2.0).keys("4");
    assert!(shows_red(&stage) && stage.shows("! Pain 4 is red: 3 above the 1 before"));
}

#[test]
fn a_check_in_of_none_is_a_zero_to_start_from() {
    let mut stage = after_check_in("0");
    stage.keys("1");
    assert!(stage.shows("before 0 · pain 1") && !stage.shows("amber"));
    stage.advance(2.0).keys("2");
    assert!(stage.shows("pain 2 amber"));
}

#[test]
fn the_users_own_limits_hold() {
    let mut settings = Settings::default();
    settings.limits.set(Limit::AmberFrom, 2).unwrap();
    settings.limits.set(Limit::RedFrom, 3).unwrap();
    let opens = Opens::Session("split-hip-stop", Options::default());
    let mut stage = Stage::new(Setup { settings, opens, ..Setup::default() });
    stage.until(Phase::Work).advance(7.0).keys("2");
    assert!(stage.shows("pain 2 amber") && !shows_red(&stage));
    stage.advance(2.0).keys("3");
    assert!(shows_red(&stage));
}

#[test]
fn a_routine_may_ask_for_less() {
    let limited = made_up(r#"[{"exercise": "plank"}, {"exercise": "cat-cow"}]"#)
        .replace(r#""when""#, r#""pain_limit": 2, "when""#);
    let opens = Opens::Session("made-up", Options::default());
    let mut stage = Stage::new(Setup { routines: vec![("made-up", limited)], opens, ..Setup::default() });
    stage.until(Phase::Work).advance(5.0).keys("2");
    assert!(!stage.shows("amber") && !shows_red(&stage));
    stage.advance(2.0).keys("3");
    assert!(shows_red(&stage) && stage.shows("! Pain 3 is red: this routine asks for 2 or less"));
    let mut stage = stage.restart();
    stage.keys("enter");
    assert!(shows_red(&stage), "the limit is kept with the session");
}

#[test]
fn a_session_kept_by_an_earlier_version_is_taken_up() {
    let mut stage = in_hold();
    stage.keys("3").until(Phase::Rest);
    let mut saved: serde_json::Value = serde_json::from_slice(stage.outside.progress.as_ref().unwrap()).unwrap();
    let strip = |value: &mut serde_json::Value, names: &[&str]| {
        names.iter().for_each(|name| drop(value.as_object_mut().unwrap().remove(*name).expect(name)));
    };
    strip(&mut saved["timeline"], &["pain_limit", "planned_steps"]);
    saved["timeline"]["moves"].as_array_mut().unwrap().iter_mut().for_each(|about| strip(about, &["chosen"]));
    saved["ratings"].as_array_mut().unwrap().iter_mut().for_each(|given| strip(given, &["at", "is_answered"]));
    saved["place"]["log"].as_object_mut().unwrap().values_mut().for_each(|result| strip(result, &["secs"]));
    stage.outside.progress = Some(serde_json::to_vec(&saved).unwrap());
    let mut stage = stage.restart();
    stage.keys("enter 4");
    assert!(stage.shows("pain 4 amber"));
    assert_eq!(place(&stage).0, "split-hip-stretch");
    assert_eq!(last(&stage).second, None, "nobody kept how long it took");
    stage.keys("e space").until(Phase::Done);
    assert!(stage.sessions()[0].steps.iter().any(|step| step.outcome == StepOutcome::Swapped));
}

/// In the first hold, after a seven.
fn in_red() -> Stage {
    let mut stage = in_hold();
    stage.keys("7");
    assert!(shows_red(&stage));
    stage
}

#[test]
fn red_is_asked_about_until_it_is_answered() {
    for keys in ["e", "x", "g", "u", "esc", "q", "!"] {
        let mut stage = in_red();
        stage.advance(2.0).keys(keys);
        assert!(!shows_red(&stage), "{keys}");
    }
    for keys in ["space", "enter", "right", "left", "n", "+", "h", "i", "l", "m", "0", "3", "?", "1 3"] {
        let mut stage = in_red();
        stage.advance(2.0).keys(keys);
        assert!(shows_red(&stage), "{keys} is no answer");
        assert_eq!(stage.ratings().len(), 1, "{keys} is no rating");
    }
    let mut stage = in_red();
    stage.keys("g").until(Phase::Work).keys("8 u");
    assert!(!shows_red(&stage), "the seven that holds again is answered");
}

#[test]
fn going_on_all_the_same_goes_on_where_it_was() {
    let mut stage = in_red();
    let stood = stage.player().elapsed(stage.now().mono);
    stage.advance(30.0).keys("g");
    assert_eq!(stage.player().phase(), Phase::Resuming);
    stage.until(Phase::Work);
    assert_eq!(stage.player().elapsed(stage.now().mono), stood);
    assert!(stage.shows("! pain 7 red"), "the mark stays");
    // Who had paused before has it paused after.
    let mut stage = in_hold();
    stage.keys("space 7 g");
    assert!(matches!(stage.player().phase(), Phase::Paused(_)));
    // Who leaves the question has time to think.
    let mut stage = in_red();
    stage.keys("esc").advance(60.0);
    assert!(matches!(stage.player().phase(), Phase::Paused(_)) && !shows_red(&stage));
    stage.keys("space");
    assert_eq!(stage.player().phase(), Phase::Resuming);
}

#[test]
fn easier_because_of_red_does_not_go_on_with_what_hurts() {
    let mut stage = in_red();
    assert!(stage.shows("e  easier: Edge-of-Bed Hip Flexor Stretch"));
    stage.keys("e");
    assert_ne!(stage.player().phase(), Phase::Work, "this hold is over");
    stage.until(Phase::Work);
    assert_eq!(stage.player().about().unwrap().exercise.as_str(), "edge-of-bed-hip-flexor-stretch");
    stage.until(Phase::Done).keys("enter");
    let first = &stage.sessions()[0].steps[0];
    assert_eq!((first.exercise.as_str(), first.done.hold_s), ("split-hip-stretch", Some(7)));
}

#[test]
fn skipping_because_of_red_needs_no_other_reason() {
    let mut stage = Stage::session("millar-runner-support");
    stage.until(Phase::Work).advance(4.0).keys("9 x");
    assert_eq!(stage.player().about().unwrap().exercise.as_str(), "bird-dog");
    assert_eq!(stage.player().phase(), Phase::Prepare, "and it goes on");
    stage.keys("q e enter");
    let left_out = stage.sessions()[0].steps.iter().filter_map(|step| step.reason.clone()).collect::<Vec<_>>();
    assert!(!left_out.is_empty() && left_out.iter().all(|reason| reason.as_str() == "it hurts"));
}

#[test]
fn red_ends_or_stops_the_session_by_one_key() {
    for (keys, outcome) in [("q", Outcome::Ended), ("! enter", Outcome::Stopped), ("! 1", Outcome::Stopped)] {
        let mut stage = in_red();
        stage.keys(keys);
        assert_eq!(stage.sessions()[0].outcome, outcome, "{keys}");
    }
}

#[test]
fn a_stop_out_of_red_is_taken_back_to_a_session_that_stays_paused() {
    let mut stage = in_red();
    let before = (stage.player().at(), stage.player().elapsed(stage.now().mono));
    stage.keys("! esc ! r");
    assert!(matches!(stage.player().phase(), Phase::Paused(_)));
    assert_eq!((stage.player().at(), stage.player().elapsed(stage.now().mono)), before);
    assert!(stage.sessions().is_empty());
}

#[test]
fn where_nothing_is_easier_it_is_not_offered() {
    let settings = Settings { equipment: Some(Vec::new()), ..Settings::default() };
    let opens = Opens::Session("split-hip-stop", Options::default());
    let mut stage = Stage::new(Setup { settings, opens, ..Setup::default() });
    stage.until(Phase::Work).keys("8");
    assert!(shows_red(&stage) && !stage.shows("easier"));
    stage.keys("e");
    assert!(shows_red(&stage));
}

#[test]
fn ten_is_ten_where_one_is_red_already() {
    let mut settings = Settings::default();
    settings.limits.set(Limit::AmberFrom, 1).unwrap();
    settings.limits.set(Limit::RedFrom, 2).unwrap();
    let limited = made_up(r#"[{"exercise": "plank"}]"#).replace(r#""when""#, r#""pain_limit": 0, "when""#);
    let opens = Opens::Session("made-up", Options::default());
    let mut stage = Stage::new(Setup { settings, routines: vec![("made-up", limited)], opens, ..Setup::default() });
    stage.until(Phase::Work).advance(3.0).at_once("1 0");
    assert_eq!(last(&stage).score, Score::new(10));
    assert!(shows_red(&stage));
    stage.advance(5.0).keys("0");
    assert_eq!(last(&stage).score, Score::new(10), "long after it is none");
}

#[test]
fn another_question_over_red_gives_it_back() {
    let mut stage = in_red();
    stage.keys("ctrl-c");
    assert_eq!(stage.app.context(), Context::Leave);
    stage.keys("g");
    assert!(shows_red(&stage));
    stage.keys("ctrl-c l");
    assert!(stage.app.is_over());
    let mut stage = stage.restart();
    stage.keys("enter");
    assert!(shows_red(&stage), "asked and not answered");
    stage.keys("g");
    assert!(matches!(stage.player().phase(), Phase::Paused(_)), "resumed, it waits");
}

#[test]
fn red_is_said_last_and_whole() {
    let stage = in_red();
    let said: Vec<&str> = stage.outside.signals().map(|signal| signal.says.as_str()).collect();
    assert_eq!(said.last(), Some(&"Pain 7. That is too much. Skip this one today."));
}

#[test]
fn red_at_rest_and_while_getting_ready_is_asked_about_too() {
    let mut stage = Stage::session("split-hip-stop");
    stage.advance(2.0).keys("9");
    assert!(shows_red(&stage), "before the first hold");
    let mut stage = Stage::session("split-hip-stop");
    stage.until(Phase::Work).until(Phase::Rest).keys("6");
    assert!(shows_red(&stage));
}

#[test]
fn amber_is_a_remark_and_the_session_runs_on() {
    let mut stage = in_hold();
    stage.keys("5");
    assert!(!shows_red(&stage) && stage.player().phase() == Phase::Work && stage.app.overlay().is_none());
}

#[test]
fn a_narrow_terminal_has_room_for_amber_and_its_key() {
    let mut stage = in_hold();
    stage.happens(Event::Resized(40, 12));
    stage.keys("5");
    let screen = stage.screen(40, 12);
    assert!(screen.contains("pain 5: e easier, u undo") && screen.contains("pain 5 amber\n"), "{screen}");
}

// ---- another exercise -------------------------------------------------------------------------

#[test]
fn easier_begins_with_the_next_part_and_is_recorded() {
    let mut stage = in_hold();
    stage.keys("e");
    assert!(stage.shows("easier after this: Edge-of-Bed Hip Flexor Stretch"));
    assert_eq!(stage.player().phase(), Phase::Work, "the hold is held to its end");
    assert_eq!(stage.player().about().unwrap().exercise.as_str(), "split-hip-stretch");
    stage.until(Phase::Done).keys("enter");
    let steps = &stage.sessions()[0].steps;
    let lines: Vec<_> = steps.iter().map(|step| (step.exercise.as_str(), step.set, step.side, step.outcome)).collect();
    assert_eq!((lines[0].0, lines[0].3), ("split-hip-stretch", StepOutcome::Done));
    for two in steps[1..].chunks(2) {
        assert_eq!((two[0].exercise.as_str(), two[0].outcome), ("split-hip-stretch", StepOutcome::Swapped));
        assert_eq!(two[0].by.as_ref().map(Id::as_str), Some("edge-of-bed-hip-flexor-stretch"));
        assert_eq!((two[1].exercise.as_str(), two[1].outcome), ("edge-of-bed-hip-flexor-stretch", StepOutcome::Done));
        assert_eq!((two[0].set, two[0].side), (two[1].set, two[1].side));
        assert_eq!((two[0].planned.hold_s, two[1].done.hold_s), (Some(25), Some(30)), "the nearest that it may be");
    }
    assert_eq!(steps.len(), 1 + 2 * 3, "two holds a side, as planned");
}

#[test]
fn easier_and_harder_again_is_as_if_nothing_was() {
    let mut stage = in_hold();
    let before = stage.player().timeline().segments.clone();
    stage.keys("e h");
    assert!(stage.shows("harder after this: Split Hip Stretch"));
    assert_eq!(stage.player().timeline().segments, before);
    stage.until(Phase::Done).keys("enter");
    let steps = &stage.sessions()[0].steps;
    assert_eq!(steps.len(), 4);
    assert!(steps.iter().all(|step| step.outcome == StepOutcome::Done && step.by.is_none()));
}

#[test]
fn on_a_sore_day_nothing_harder_folds_the_back() {
    let harder = |when: &str| {
        let routine = format!(
            r#"{{"id": "made-up", "title": "Made Up", "summary": "S.", "when": ["{when}"],
            "steps": [{{"exercise": "lying-hamstring-stretch", "sets": 2}}]}}"#
        );
        let opens = Opens::Session("made-up", Options::default());
        let mut stage = Stage::new(Setup { routines: vec![("made-up", routine)], opens, ..Setup::default() });
        stage.until(Phase::Work).advance(3.0).keys("h");
        stage
    };
    assert!(harder("any-day").shows("harder after this: Standing Hamstring Stretch"));
    assert!(harder("sore-day").shows("nothing harder than Lying Hamstring Stretch here"));
}

#[test]
fn a_second_press_goes_further_down_and_the_same_way_back() {
    let mut stage = Stage::session_of(r#"[{"exercise": "pigeon-pose", "sets": 2}]"#);
    stage.until(Phase::Work).advance(3.0);
    let next = |stage: &Stage| stage.player().goes_on().unwrap().exercise.to_string();
    let mut way = vec![next(&stage)];
    for _ in 0..3 {
        stage.keys("e");
        way.push(next(&stage));
    }
    assert_eq!(way, ["pigeon-pose", "hip-rotator-stretch", "pigeon-on-back", "supine-figure-four"]);
    stage.keys("e");
    assert!(stage.shows("nothing easier than"));
    for before in way.iter().rev().skip(1) {
        stage.keys("h");
        assert_eq!(&next(&stage), before);
    }
}

#[test]
fn the_last_part_of_a_step_is_given_up_at_once_and_can_be_taken_up_again() {
    let mut stage = Stage::session_of(r#"[{"exercise": "plank"}]"#);
    stage.until(Phase::Work).advance(8.0).keys("e");
    assert!(stage.shows("easier now: Plank from the Knees"));
    assert_eq!(stage.player().phase(), Phase::Prepare);
    let mut again = Stage::session_of(r#"[{"exercise": "plank"}]"#);
    again.until(Phase::Work).advance(8.0).keys("e").advance(2.0).keys("h");
    assert_eq!(again.player().about().unwrap().exercise.as_str(), "plank");
    assert_eq!(again.player().phase(), Phase::Resuming);
    for (mut stage, outcomes) in [
        (stage, vec![("plank", StepOutcome::Swapped), ("plank-knees", StepOutcome::Done)]),
        (again, vec![("plank", StepOutcome::Done)]),
    ] {
        stage.until(Phase::Done).keys("enter");
        let steps = &stage.sessions()[0].steps;
        let lines: Vec<_> = steps.iter().map(|step| (step.exercise.as_str(), step.outcome)).collect();
        assert_eq!(lines, outcomes);
    }
}

#[test]
fn after_easier_x_leaves_the_rest_of_this_part_out() {
    let mut stage = in_hold();
    stage.keys("5 e x 1");
    assert_eq!(stage.player().about().unwrap().exercise.as_str(), "edge-of-bed-hip-flexor-stretch");
    stage.until(Phase::Done).keys("enter");
    let first = &stage.sessions()[0].steps[0];
    assert_eq!((first.outcome, first.done.hold_s), (StepOutcome::Partial, Some(7)));
    assert_eq!(first.reason.as_ref().map(Text::as_str), Some("it hurts"));
}

#[test]
fn only_what_is_at_hand_is_offered() {
    let settings = Settings { equipment: Some(Vec::new()), ..Settings::default() };
    let opens = Opens::Session("split-hip-stop", Options::default());
    let mut stage = Stage::new(Setup { settings, opens, ..Setup::default() });
    stage.until(Phase::Work).keys("e");
    assert!(stage.shows("nothing easier than Split Hip Stretch here"));
}

// ---- stopped ----------------------------------------------------------------------------------

#[test]
fn after_a_stop_the_text_fits_the_reason() {
    let reasons = [StopReason::SharpPain, StopReason::Unwell, StopReason::ChestPain, StopReason::Other];
    for (key, reason) in ["1", "2", "3", "4"].into_iter().zip(reasons) {
        let mut stage = after_check_in("2");
        stage.keys("!");
        for (width, height) in SIZES {
            let screen = stage.screen(width, height);
            assert!(screen.contains("Chest pain: call your"), "before anything is chosen:\n{screen}");
        }
        stage.keys(key);
        let [session] = &stage.sessions()[..] else { panic!("one session") };
        assert_eq!(session.outcome, Outcome::Stopped);
        assert_eq!(session.reason.as_ref().map(Text::as_str), Some(reason.as_str()));
        for (width, height) in SIZES {
            let screen = stage.screen(width, height);
            let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains(&format!("Stopped. {}", reason.text())), "{screen}");
            for wrong in ["week", "well done", "parts", "resume", "go on"] {
                assert!(!words.contains(wrong), "{wrong}:\n{screen}");
            }
        }
        assert!(stage.outside.progress.is_none(), "nothing to take up again");
        assert!(!stage.restart().shows("You have an unfinished session"));
    }
}

#[test]
fn a_stop_by_accident_is_taken_back_and_the_session_is_paused_where_it_was() {
    for keys in ["! r", "! ! r", "space ! r", "3 ! r ! r"] {
        let mut stage = in_hold();
        let (elapsed, log) = (stage.player().elapsed(stage.now().mono), stage.player().log().clone());
        stage.keys(keys);
        let player = stage.player();
        assert_eq!(player.phase(), Phase::Paused(PauseReason::Asked), "{keys}");
        assert_eq!((player.elapsed(stage.now().mono), player.log()), (elapsed, &log), "{keys}");
        assert!(stage.sessions().is_empty() && stage.app.overlay().is_none(), "{keys}");
        stage.keys("space").until(Phase::Done).keys("enter");
        let [session] = &stage.sessions()[..] else { panic!("one session") };
        assert_eq!((session.outcome, session.reason.as_ref()), (Outcome::Completed, None), "{keys}");
        assert_eq!(session.steps[0].done.hold_s, Some(25), "{keys}");
        assert_eq!(stage.journal().problems().count(), 0);
    }
}

#[test]
fn a_stop_can_be_taken_back_in_every_phase_and_nothing_is_counted_for_it() {
    for phase in [Phase::Prepare, Phase::Work, Phase::Switch, Phase::Resuming] {
        let mut stage = Stage::session("split-hip-stop");
        match phase {
            Phase::Resuming => stage.until(Phase::Work).advance(3.0).keys("space space"),
            phase => stage.until(phase).advance(0.5),
        };
        assert_eq!(stage.player().phase(), phase);
        let before = (stage.player().at(), stage.player().elapsed(stage.now().mono), stage.player().log().clone());
        let active = stage.player().active(stage.now().mono);
        stage.keys("! esc !").advance(600.0).keys("r");
        let player = stage.player();
        assert_eq!((player.at(), player.elapsed(stage.now().mono), player.log().clone()), before, "{phase:?}");
        assert_eq!(player.active(stage.now().mono), active, "{phase:?}");
    }
}

#[test]
fn a_stop_whose_reason_is_given_stays() {
    for (keys, reason) in [("! 1", "sharp pain"), ("! 4", "other"), ("! enter", "other")] {
        let mut stage = in_hold();
        stage.keys(keys).keys("r");
        assert!(stage.app.model().session.as_ref().is_none_or(Session::is_over), "{keys}");
        let [session] = &stage.sessions()[..] else { panic!("one session") };
        assert_eq!(session.outcome, Outcome::Stopped, "{keys}");
        assert_eq!(session.reason.as_ref().map(Text::as_str), Some(reason), "{keys}");
    }
}

#[test]
fn a_stop_that_nobody_took_back_is_written_down_however_the_program_ends() {
    type Ends = fn(&mut Stage);
    let ends: [Ends; 4] = [
        |_| {},
        |stage| stage.happens(Event::Terminate),
        |stage| {
            stage.keys("ctrl-c");
        },
        |stage| {
            stage.disk_full(true).keys("ctrl-c q").disk_full(false);
        },
    ];
    for (at, end) in ends.into_iter().enumerate() {
        let mut stage = in_hold();
        stage.keys("!").advance(90.0);
        let stopped = stage.now().wall - chrono::TimeDelta::seconds(90);
        end(&mut stage);
        let stage = stage.restart();
        let [session] = &stage.sessions()[..] else { panic!("one session, {at}") };
        assert_eq!(session.outcome, Outcome::Stopped, "{at}");
        assert!((session.ended - stopped).num_seconds().abs() <= 1, "it ended when it was stopped, {at}");
        assert!(stage.outside.progress.is_none() && !stage.shows("not finished"), "{at}");
    }
}

#[test]
fn the_mark_of_one_exercise_is_not_that_of_the_easier_one() {
    let mut stage = in_hold();
    stage.keys("5 e").until(Phase::Prepare);
    assert!(!stage.shows("pain 5 amber") && stage.shows("pain 5"));
}
