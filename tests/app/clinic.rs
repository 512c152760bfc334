//! The line about a clinic, from the screen to the mark that it was said; and what the check-in says of pain that moves.

use super::common::stage::{Opens, Setup, Stage};
use supple::domain::advice::clinic::{COMMAND, LINE};
use supple::domain::session::compile::Options;
use supple::domain::session::player::Phase;
use supple::state::event::{Effect, PrintedPage};

const DAY: u64 = 86_400;

/// Something that could not be done the day before.
const CANNOT: &str = r#"{"v":1,"id":"019a0000-0000-7000-8000-000000000001","kind":"activity","at":"2026-11-19T12:00:00+01:00","name":"put on socks","score":0}
{"v":1,"id":"019a0000-0000-7000-8000-000000000002","kind":"rating","at":"2026-11-19T12:01:00+01:00","score":2,"moment":"other"}
"#;

const START: &str = "This has gone on for a while.";

#[test]
fn it_is_on_the_home_screen_all_day_and_not_on_the_next() {
    let mut stage = Stage::with_journal(CANNOT);
    assert!(stage.shows(START) && stage.outside.clinic_said.is_some());
    let screen = stage.screen(80, 24);
    assert!(screen.contains("press t (trends), then e") && !screen.contains("supple report"), "{screen}");
    stage.keys("y");
    assert!(stage.shows("You rated `put on socks` 0") && stage.shows("The rule `clinic`"));
    let mut stage = stage.restart();
    assert!(stage.shows(START), "all of the day");
    stage.sleep(DAY);
    let mut stage = stage.restart();
    assert!(!stage.shows(START), "seen once");
    stage.sleep(DAY);
    assert!(!stage.restart().shows(START));
}

#[test]
fn its_keys_make_the_page_to_take_along() {
    let mut stage = Stage::with_journal(CANNOT);
    stage.keys("t e");
    let is_report = |effect: &Effect| matches!(effect, Effect::Print(PrintedPage::Report { .. }));
    assert!(stage.outside.effects.iter().any(is_report));
}

#[test]
fn it_waits_until_somebody_looks_at_the_home_screen() {
    let lines = CANNOT.to_owned();
    let opens = Opens::CheckIn("split-hip-stop", Options::default());
    let stage = Stage::new(Setup { lines, opens, ..Setup::default() });
    assert_eq!(stage.outside.clinic_said, None, "the check-in says nothing of it");
    let mut stage = stage;
    stage.sleep(3 * DAY);
    assert!(stage.restart().shows(START));
}

#[test]
fn without_a_screen_it_is_told_at_the_end_of_a_session() {
    let opens = Opens::Session("split-hip-stop", Options::default());
    let mut stage = Stage::new(Setup { lines: CANNOT.to_owned(), opens, in_lines: true, ..Setup::default() });
    assert_eq!(stage.outside.clinic_said, None);
    stage.until(Phase::Done);
    let told = stage.app.screen().unwrap().in_words(stage.app.model(), &stage.now()).head.join(" ");
    assert!(told.contains("You rated `put on socks` 0") && told.contains(LINE) && told.contains(COMMAND), "{told}");
    assert!(stage.outside.clinic_said.is_some());
}

/// Pain down to the thigh, the day before.
const THIGH: &str = r#"{"v":1,"id":"019a0000-0000-7000-8000-000000000001","kind":"rating","at":"2026-11-19T12:00:00+01:00","score":3,"moment":"other","region":"thigh_back","side":"left","spread":"thigh"}
"#;

const HIGHER: &str = "Your pain is higher up than last time.";

#[test]
fn pain_that_sits_higher_is_told_below_the_questions_with_any_score() {
    // Of the places in the grid 2 is the low back, 3 the buttock, 7 the back of the thigh, 9 below the knee.
    for score in ["0", "3", "7"] {
        for begin in ["enter", "r"] {
            let told = |place: &str| {
                let mut stage = Stage::with_journal(THIGH);
                stage.keys(begin).keys(score).keys("tab").keys(place);
                stage.shows(HIGHER)
            };
            assert_eq!(["2", "3", "7", "9"].map(told), [true, true, false, false], "{score}, {begin}");
        }
    }
    let mut stage = Stage::with_journal(THIGH);
    stage.keys("enter 3 tab 2");
    assert!(stage.screen(60, 16).contains(HIGHER), "in a small terminal");
    let words = stage.app.screen().unwrap().in_words(stage.app.model(), &stage.now());
    assert!(words.answer.contains(HIGHER), "in lines: {}", words.answer);
    let mut nothing = Stage::default();
    nothing.keys("enter 3 tab 2");
    assert!(!nothing.shows(HIGHER), "there was no last time");
}
