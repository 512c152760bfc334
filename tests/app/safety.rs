//! The questions about safety: when they are asked, what a yes does, and what undoes it.

use supple::domain::advice::safety::{Question, Urgency};
use supple::domain::journal::entry::{Moment, Score};
use supple::domain::journal::self_report::Safety;
use supple::domain::session::compile::Options;
use supple::state::keymap::Context;

use super::common::stage::{Opens, Stage};
use super::in_hold;

const EMERGENCY: &str = "Do not exercise.";
const URGENT: &str = "before you train again.";

fn answers(stage: &Stage) -> Vec<Safety> {
    stage.journal().safety().iter().map(|safety| safety.body.clone()).collect()
}

/// What is on the screen without its line breaks and frames.
fn words(screen: &str) -> String {
    screen.split_whitespace().filter(|word| *word != "║").collect::<Vec<_>>().join(" ")
}

fn runs(stage: &Stage) -> bool {
    stage.app.model().session.as_ref().is_some_and(|session| !session.is_over())
}

/// Somebody who answered the third question about emergencies with yes.
fn locked() -> Stage {
    let mut stage = Stage::default();
    stage.keys("! 3 enter");
    assert_eq!(stage.app.context(), Context::Halt);
    stage
}

#[test]
fn no_to_all_is_one_key_a_page_and_no_all_clear() {
    let mut stage = Stage::default();
    stage.keys("!");
    assert!(stage.shows("1 of 2") && stage.shows("genitals") && !stage.shows("Fever"));
    stage.keys("n");
    assert!(stage.shows("2 of 2") && stage.shows("Fever"));
    stage.keys("n");
    assert!(stage.shows("None of your answers suggests an emergency. This is not a medical check."));
    let [safety] = &answers(&stage)[..] else { panic!("one set of answers") };
    assert_eq!((safety.asked.len(), safety.yes.len()), (13, 0));
    stage.keys("enter");
    assert!(stage.shows("Routines"));
}

#[test]
fn enter_alone_answers_nothing() {
    let mut stage = Stage::default();
    stage.keys("! enter enter enter");
    assert!(stage.shows("1 of 2") && stage.shows("press n if none of them applies"));
    stage.keys("2 n");
    assert!(stage.shows("1 of 2") && stage.shows("enter continues"), "a yes is not wiped by one key");
    stage.keys("2 n esc");
    assert!(stage.outside.lines.is_empty() && stage.shows("Routines"), "left, and nothing written");
}

#[test]
fn one_yes_to_an_emergency_asks_no_further_and_locks() {
    let mut stage = Stage::default();
    stage.keys("! 1 5 1 enter");
    let [safety] = &answers(&stage)[..] else { panic!("one set of answers") };
    assert_eq!(safety.asked, Question::of(Urgency::Emergency).collect::<Vec<_>>());
    assert_eq!(safety.yes, [Question::ChestPain]);
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let screen = words(&stage.screen(width, height));
        let is_whole =
            screen.contains("Get help now") && screen.contains(EMERGENCY) && screen.contains("drive yourself.");
        assert!(is_whole, "{screen}");
    }
    stage.keys("T");
    assert!(!runs(&stage) && stage.shows(EMERGENCY), "there is no way to train all the same");
}

#[test]
fn locked_is_every_way_into_a_session_and_nothing_else() {
    for keys in ["esc enter", "esc / s p l i t enter", "esc right enter", "esc w G k enter j j j j enter s"] {
        let mut stage = locked();
        stage.keys(keys);
        assert!(stage.shows(EMERGENCY) && !runs(&stage), "{keys}");
    }
    let mut stage = locked();
    stage.keys("esc");
    for (width, height) in [(80, 24), (40, 12)] {
        let screen = words(&stage.screen(width, height));
        assert!(screen.contains("Sessions are on hold until you've seen a professional. enter: why"), "{screen}");
    }
    assert!(stage.keys("l").shows("Library") || stage.shows("exercise"), "reading stays open");
    stage.keys("esc r 2 enter");
    assert_eq!(stage.ratings().len(), 1, "and so does the journal");
}

#[test]
fn locked_holds_from_start_to_start_and_supple_start_says_so() {
    for opens in [Opens::Session("desk-break", Options::default()), Opens::CheckIn("desk-break", Options::default())] {
        let stage = locked().restart_at(opens);
        assert!(stage.shows(EMERGENCY) && !runs(&stage));
        assert!(stage.outside.progress.is_none() && !stage.outside.has_lock && stage.sessions().is_empty());
    }
    let mut stage = locked().restart();
    assert!(stage.shows("Routines"));
    stage.keys("! n n enter enter");
    assert!(stage.shows(EMERGENCY), "answering no later unlocks nothing");
}

#[test]
fn an_unfinished_session_is_not_taken_up_while_locked() {
    let mut stage = in_hold();
    stage.outside.lines.push_str(concat!(
        r#"{"v":1,"id":"019ab0c0-0000-7000-8000-0000000000ff","kind":"safety","at":"2026-11-20T06:00:00+01:00","#,
        r#""asked":["sexual_change"],"yes":["sexual_change"]}"#,
        "\n"
    ));
    let mut stage = stage.restart();
    assert!(stage.shows("You have an unfinished session"));
    stage.keys("enter");
    assert!(stage.shows(EMERGENCY) && !runs(&stage));
    stage.keys("esc l");
    assert_eq!(stage.sessions().len(), 1, "it can be written down");
}

#[test]
fn having_been_seen_unlocks() {
    let mut stage = locked();
    stage.keys("s");
    assert!(stage.shows(EMERGENCY), "it takes the capital letter");
    stage.keys("S");
    assert_eq!(stage.kinds(), ["safety", "red_flag_seen"]);
    assert_eq!(stage.journal().red_flags_seen()[0].target, stage.journal().safety()[0].id);
    stage.keys("enter 2 enter");
    assert!(runs(&stage));
    assert!(runs(&locked_and_seen().restart_at(Opens::Session("desk-break", Options::default()))));
}

fn locked_and_seen() -> Stage {
    let mut stage = locked();
    stage.keys("S");
    stage
}

#[test]
fn an_urgent_yes_wants_a_second_key() {
    let mut stage = Stage::default();
    stage.keys("! n 1 enter");
    assert!(stage.shows(URGENT) && stage.shows("Have this checked"));
    assert_eq!(answers(&stage)[0].yes, [Question::Unwell]);
    stage.keys("enter enter 2 enter");
    assert!(stage.shows(URGENT) && !runs(&stage));
    assert_eq!(stage.ratings()[0].session, None, "what was said is on disk already");
    stage.keys("T");
    assert!(runs(&stage));
    let session = stage.app.model().session.as_ref().map(|session| session.id);
    assert_eq!((stage.ratings().len(), stage.ratings()[0].session), (1, session), "and belongs to the session now");
    let mut stage = stage.restart();
    let at_once = Opens::Session("desk-break", Options::default());
    stage.keys("d d");
    let mut stage = stage.restart_at(at_once);
    assert!(stage.shows(URGENT) && !runs(&stage), "nor does it begin from the shell");
    assert!(stage.outside.progress.is_none());
    stage.keys("T");
    assert!(runs(&stage));
    stage.keys("q e enter").advance(10.0);
    let mut stage = stage.restart();
    stage.keys("enter enter esc");
    assert!(stage.shows("Routines") && !runs(&stage));
    stage.keys("enter enter S enter enter");
    assert!(runs(&stage), "seen, it stands in no way any more");
}

#[test]
fn a_check_in_that_says_so_asks_before_the_session() {
    for (keys, why) in [
        ("8", "You rated 8 out of 10."),
        ("3 p tab n", "`numb` is new for you."),
        ("3 p 9", "Pain below the knee is new for you."),
    ] {
        let mut stage = Stage::default();
        stage.keys("enter").keys(keys).keys("enter");
        assert!(stage.shows(why) && !runs(&stage), "{keys}");
        assert_eq!(stage.kinds(), ["rating"], "{keys}");
        stage.keys("n n enter");
        if stage.shows("fitted to today") {
            stage.keys("enter");
        }
        assert!(runs(&stage), "{keys}");
        assert_eq!(stage.kinds(), ["rating", "safety", "amend"], "{keys}");
        stage.keys("q e 2 enter").advance(10.0).keys("enter").keys(keys).keys("enter");
        if stage.shows("fitted to today") {
            stage.keys("enter");
        }
        assert!(runs(&stage), "{keys}: what is known by now is not asked about again");
    }
}

#[test]
fn an_emergency_after_the_check_in_keeps_the_rating_and_starts_nothing() {
    let mut stage = Stage::default();
    stage.keys("enter 9 enter 2 enter");
    assert!(stage.shows(EMERGENCY) && !runs(&stage));
    assert_eq!(stage.ratings()[0].score, Score::new(9));
    stage.keys("esc");
    assert!(stage.shows("Routines"));
}

#[test]
fn any_rating_can_open_the_questions() {
    let mut stage = Stage::default();
    stage.keys("r 9 enter");
    assert!(stage.shows("You rated 9 out of 10."));
    let mut stage = in_hold();
    stage.keys("q e 2 p tab w enter");
    assert!(!stage.shows("You noted"), "not before the session is left");
    stage.keys("enter");
    assert!(stage.shows("`weak` is new for you."));
    stage.keys("esc");
    assert!(stage.shows("Routines"), "they can be refused");
}

#[test]
fn a_fall_is_noted_by_its_key() {
    let mut stage = Stage::default();
    stage.keys("enter 2 f");
    assert!(stage.shows("You had a fall or a crash."));
    stage.keys("n n enter enter");
    assert!(runs(&stage), "back at the check-in, with its score");
    assert_eq!(super::scores(&stage.ratings(), Moment::Before), [Some(2)]);
}

#[test]
fn an_answer_that_cannot_be_written_locks_all_the_same() {
    let mut stage = Stage::default();
    stage.disk_full(true).keys("! 1 enter esc enter");
    assert!(stage.shows(EMERGENCY) && stage.outside.lines.is_empty());
    stage.disk_full(false).advance(6.0);
    assert_eq!(stage.kinds(), ["safety"]);
}

#[test]
fn in_a_small_terminal_every_question_can_be_read() {
    let mut stage = Stage::default();
    stage.keys("!");
    for question in Question::of(Urgency::Emergency) {
        let screen = words(&stage.screen(40, 12));
        let text = question.text().get(question.text().len() - 12..).unwrap();
        assert!(screen.contains(text), "{question}: {screen}");
        stage.keys("down");
    }
}
