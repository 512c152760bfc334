//! One script, played on the screen, in lines by keys, and in lines by words: the journal is the same to the byte.

use supple::domain::journal::entry::{Body, Entry, Score};
use supple::domain::session::compile::Options;
use supple::plain::AnswerMode;
use supple::state::settings::Settings;

use crate::common::stage::{Opens, Setup, Stage, made_up};
use crate::told::Told;

/// A part of a script, in the three ways to play it.
enum Part {
    /// Keys on the screen, keys among lines, lines of words.
    Say(&'static str, &'static str, &'static [&'static str]),
    /// A text on the screen and among lines, and the line that is it.
    Type(&'static str),
    /// Time passes, in seconds.
    Wait(f64),
}
use Part::{Say, Type, Wait};

const STEPS: &str = r#"[
    {"exercise": "split-hip-stretch", "hold_s": 20},
    {"exercise": "bird-dog", "reps": 3},
    {"exercise": "dead-bug", "reps": 2}
]"#;

fn setup() -> Setup {
    let opens = Opens::CheckIn("made-up", Options::default());
    Setup { routines: vec![("made-up", made_up(STEPS))], opens, ..Setup::default() }
}

fn on_screen(setup: Setup, script: &[Part]) -> Stage {
    let mut stage = Stage::new(setup);
    for part in script {
        match part {
            Say(keys, ..) => stage.keys(keys),
            Type(text) => stage.types(text).keys("enter"),
            Wait(secs) => stage.advance(*secs),
        };
    }
    stage
}

fn in_lines(setup: Setup, answers: AnswerMode, script: &[Part]) -> Told {
    let mut told = Told::new(setup, answers);
    for part in script {
        match (part, answers) {
            (Say(_, keys, _), AnswerMode::Keys) => told.keys(keys),
            (Say(.., words), _) => words.iter().fold(&mut told, |told, line| told.says(line)),
            (Type(text), AnswerMode::Keys) => told.types(text).keys("enter"),
            (Type(text), _) => told.says(text),
            (Wait(secs), _) => told.advance(*secs),
        };
    }
    told
}

#[track_caller]
fn assert_same(setup: &Setup, script: &[Part]) {
    let screen = on_screen(setup.clone(), script);
    let expected = &screen.outside.lines;
    assert!(!expected.is_empty());
    for answers in [AnswerMode::Keys, AnswerMode::Words] {
        let told = in_lines(setup.clone(), answers, script);
        assert_eq!(&told.stage.outside.lines, expected, "{answers:?}: {:#?}", told.lines);
        assert!(told.stage.app.is_over(), "{answers:?}: {:#?}", told.lines);
        assert_eq!(told.stage.outside.progress, None);
    }
}

#[test]
fn a_whole_session_with_all_its_questions() {
    let script = [
        Say("2 p 2 2 tab a enter", "2 p 2 2 tab a enter", &["2", "left low back, aching", "start"]),
        Wait(17.0),
        Say("3", "3", &["rate 3"]),
        Wait(20.0),
        Say("8", "8", &["8"]),
        Say("u", "u", &["undo"]),
        Wait(1_000.0),
        Say("1 tab 5 tab", "1 enter 5 enter", &["1", "5"]),
        Type("left side tighter"),
    ];
    assert_same(&setup(), &script);
}

#[test]
fn nothing_is_answered() {
    assert_same(&setup(), &[Say("enter", "enter", &["start"]), Wait(1_000.0), Say("enter", "esc", &["esc"])]);
    assert_same(
        &setup(),
        &[Say("enter", "enter", &["skip"]), Wait(1_000.0), Say("enter", "enter enter enter", &["skip", "skip", ""])],
    );
}

#[test]
fn moving_about_and_ending_early() {
    let script = [
        Say("enter", "enter", &["start"]),
        Say("n", "n", &["next"]),
        Wait(5.0),
        Say("space", "space", &["pause"]),
        Wait(9.0),
        Say("space", "space", &["go on"]),
        Wait(6.0),
        Say("+ + -", "+ + -", &["more", "more", "less"]),
        Say("n n n", "n n n", &["next", "next", "next"]),
        Say("b", "b", &["back"]),
        Say("e", "e", &["easier"]),
        Say("i i l l", "i l", &["how", "steps"]),
        Say("x 2", "x 2", &["skip", "too hard"]),
        Wait(4.0),
        Say("q g", "q g", &["quit", "no"]),
        Wait(7.0),
        Say("q e", "q e", &["quit", "yes"]),
        Say("0 tab 0 enter", "0 enter 0 enter enter", &["0", "0", ""]),
    ];
    assert_same(&setup(), &script);
}

#[test]
fn stopping_at_once() {
    let script = [
        Say("1 enter", "1 enter", &["1", "start"]),
        Wait(20.0),
        Say("9", "9", &["rate 9"]),
        Say("!", "!", &["stop"]),
        Say("1", "1", &["sharp pain"]),
        Say("7 enter", "7 enter enter enter", &["7", "next", ""]),
        // The nine calls for the questions about safety.
        Say("n n enter", "n n enter", &["no", "no", "go on"]),
    ];
    assert_same(&setup(), &script);
}

#[test]
fn a_sign_of_an_emergency_before_a_session() {
    let script = [
        Say("9 enter", "9 enter", &["9", "start"]),
        Say("1 3 3 enter", "1 3 3 enter", &["1", "yes 3", "3", "go on"]),
        Say("enter", "enter", &["back"]),
    ];
    assert_same(&setup(), &script);
    let told = in_lines(setup(), AnswerMode::Words, &script);
    told.assert_told("Get help now.");
    told.assert_told(
        "These signs can mean pressure on nerves or another emergency. Do not exercise. Call your emergency number \
         (999 UK, 112 EU, 911 US) or go to an emergency department now. Do not drive yourself.",
    );
    assert!(told.stage.sessions().is_empty());
}

#[test]
fn work_that_waits_for_a_key() {
    let steps = r#"[{"exercise": "bird-dog", "reps": 3, "paced": false}, {"exercise": "dead-bug", "reps": 2}]"#;
    let settings = Settings { auto_advance: false, ..Settings::default() };
    let setup = Setup { routines: vec![("made-up", made_up(steps))], settings, ..setup() };
    let go_on = || Say("n", "n", &["next"]);
    let mut script = vec![Say("enter", "enter", &["start"])];
    for _ in 0..5 {
        script.extend([Wait(20.0), go_on()]);
    }
    // The last two of them went on to the note already.
    script.extend([Wait(100.0), Say("enter", "enter enter enter", &[""])]);
    assert_same(&setup, &script);
}

#[test]
fn a_score_said_whole_is_not_made_of_digits() {
    let mut told = Told::new(setup(), AnswerMode::Words);
    told.says("start").advance(17.0).says("rate 10").says("go on").says("rate 1").says("rate 0").says("10");
    let scores = |told: &Told| {
        let score = |entry: &Entry| match &entry.body {
            Body::Rating(rating) => rating.score.map(Score::value),
            _ => None,
        };
        told.stage.entries().iter().filter_map(score).collect::<Vec<_>>()
    };
    assert_eq!(scores(&told), [10, 1, 0, 10]);
    told.says("go on").says("rate 11").says("rate -1").says("rate 3.5");
    assert_eq!(scores(&told).len(), 4);
}
