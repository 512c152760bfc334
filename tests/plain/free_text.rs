//! Where a text is asked for a word of the program's is no text, and a line belongs to what it was typed for.

use supple::domain::journal::entry::Moment;
use supple::domain::session::compile::Options;
use supple::domain::session::player::Phase;
use supple::plain::AnswerMode;
use supple::state::keymap::Context;

use crate::common::stage::{Opens, Setup, Stage, made_up};
use crate::told::Told;

const HOLD: &str = r#"[{"exercise": "plank", "hold_s": 5}]"#;

fn setup() -> Setup {
    let opens = Opens::Session("made-up", Options::default());
    Setup { routines: vec![("made-up", made_up(HOLD))], opens, ..Setup::default() }
}

/// At the question for a note, with the answers before it left out.
fn at_note(answers: AnswerMode) -> Told {
    let mut told = Told::new(setup(), answers);
    told.advance(60.0);
    match answers {
        AnswerMode::Keys => told.keys("enter enter"),
        _ => told.says("next").says("next"),
    };
    assert_eq!(told.stage.app.context(), Context::Note);
    told
}

fn note(told: &Told) -> String {
    told.stage.sessions()[0].note.to_string()
}

#[test]
fn a_word_that_goes_on_is_no_note() {
    for answers in [AnswerMode::Words, AnswerMode::Keys] {
        for word in ["next", "NEXT ", "skip", "done", "none", "no", "quit", "end", ""] {
            let mut told = at_note(answers);
            told.says(word);
            assert!(told.stage.app.is_over(), "{word}");
            assert_eq!(note(&told), "", "{word}");
        }
    }
}

#[test]
fn a_word_of_the_session_is_no_note_and_the_question_stays() {
    let mut session = Told::new(setup(), AnswerMode::Words);
    session.advance(6.0);
    let screen = session.stage.app.screen().unwrap().in_words(session.stage.app.model(), &session.stage.now());
    let words: Vec<&str> = screen.always.iter().flat_map(|choice| choice.words.iter().copied()).collect();
    let ends = ["next", "quit", "end", "skip", "back", "rate 0 to 10"];
    let others = ["resume", "unmute", "rate 3", "effort 10", "pain 0", "start", "undo", "cancel"];
    for word in words.into_iter().filter(|word| !ends.contains(word)).chain(others) {
        let mut told = at_note(AnswerMode::Words);
        let lines = told.answer_to(word);
        assert_eq!(told.stage.app.context(), Context::Note, "{word}: {lines:#?}");
        assert_eq!(lines, [format!("{word} is a command that does nothing here. To write it as text: note {word}")]);
        told.says(&format!("note {word}"));
        assert_eq!(note(&told), word);
    }
}

#[test]
fn words_lead_from_the_note_elsewhere() {
    let mut told = at_note(AnswerMode::Words);
    told.says("back");
    told.assert_told("How hard was it? 0 is no effort, 10 is as hard as you can.");
    told.says("4");
    assert_eq!(told.stage.app.context(), Context::Note);
    let help = told.answer_to("help");
    assert!(help.iter().any(|line| line == "next: no note"), "{help:#?}");
    told.says("safety");
    assert_eq!(told.stage.app.context(), Context::Safety);
}

#[test]
fn a_sentence_is_a_note_whatever_it_begins_with() {
    for text in ["next week more", "Pain 3 in the left knee", "note to self: less", "stop earlier", "12", "no pain"] {
        let mut told = at_note(AnswerMode::Words);
        told.says(text);
        assert_eq!(note(&told), text);
    }
}

#[test]
fn a_word_of_the_program_is_no_name() {
    for word in ["back", "next", "skip", "cancel", "quit", "stop", "pause", "safety", "rate 3"] {
        let opens = Opens::CheckIn("made-up", Options::default());
        let mut told = Told::new(Setup { opens, ..setup() }, AnswerMode::Words);
        told.says("activities").says("add");
        assert_eq!(told.stage.app.context(), Context::ActivityName);
        told.says(word);
        assert!(told.stage.journal().activities().is_empty(), "{word}");
    }
}

#[test]
fn a_line_for_what_the_clock_has_ended_answers_nothing() {
    for line in ["next", "3", "rate 3", "where", "pause"] {
        let mut stage = Stage::new(setup());
        stage.until(Phase::Work);
        let mut told = Told::of_running(stage, AnswerMode::Words);
        told.advance(5.2);
        assert_eq!(told.stage.app.context(), Context::Finish);
        let lines = told.answer_to(line);
        assert_eq!(told.stage.app.context(), Context::Finish, "{line}");
        assert!(told.stage.ratings().iter().all(|rating| rating.moment != Moment::After), "{line}");
        assert_eq!(lines.len(), 1, "it is told: {lines:#?}");
        told.advance(0.3).says("2");
        assert_eq!(told.stage.ratings().len(), 1);
    }
}

#[test]
fn lines_in_one_write_act_on_what_is_asked_when_they_are_read() {
    let stage = Stage::new(setup());
    let mut told = Told::again(stage, setup().opens, AnswerMode::Words);
    told.says("go on");
    let lines = told.answer_to("log");
    assert!(lines[0].starts_with("'log' isn't available now."), "{lines:#?}");
    assert!(told.stage.sessions().is_empty());
}
