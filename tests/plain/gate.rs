//! In lines: nothing tells an exercise before the safety answers are known, and none while one stands in the way.

use supple::domain::session::compile::Options;
use supple::plain::AnswerMode;

use crate::common::stage::{Kept, Opens, Setup, made_up};
use crate::told::Told;

const STEPS: &str = r#"[{"exercise": "split-hip-stretch", "hold_s": 8}]"#;

fn answer(yes: &str) -> String {
    format!(
        concat!(
            r#"{{"v":1,"id":"019ab0c0-0000-7000-8000-0000000000ff","kind":"safety","at":"2026-11-19T06:00:00+01:00","#,
            r#""asked":["legs_weak","lump"],"yes":[{}]}}"#,
            "\n"
        ),
        yes
    )
}

fn instructs(told: &Told) -> bool {
    told.stage.app.model().session.is_some() || told.lines.iter().any(|line| line.contains("Split Hip"))
}

#[test]
fn no_line_tells_an_exercise_before_the_answers_are_known() {
    let at_once = Opens::Session("made-up", Options::default());
    let asked = Opens::CheckIn("made-up", Options::default());
    for opens in [at_once, asked] {
        for (yes, title) in [(r#""legs_weak""#, "Get help now."), (r#""lump""#, "Have this checked."), ("", "")] {
            for (kept, is_being_read) in
                [(Kept::UpToDate, false), (Kept::UpToDate, true), (Kept::Missing, false), (Kept::Missing, true)]
            {
                for answers in [AnswerMode::Keys, AnswerMode::Words, AnswerMode::Nobody] {
                    let is_known = matches!(kept, Kept::UpToDate);
                    let setup = Setup {
                        lines: answer(yes),
                        routines: vec![("made-up", made_up(STEPS))],
                        opens: opens.clone(),
                        kept: kept.clone(),
                        is_being_read,
                        ..Setup::default()
                    };
                    let mut told = Told::new(setup, answers);
                    let about = format!("{yes} {is_known} {is_being_read} {answers:?}");
                    if is_being_read && (!is_known || !yes.is_empty()) {
                        assert!(!instructs(&told), "{about}: {:#?}", told.lines);
                    }
                    if is_being_read {
                        told.journal_is_read();
                    }
                    match answers {
                        AnswerMode::Keys => {
                            told.keys("enter").advance(2.0);
                        }
                        AnswerMode::Words => {
                            told.says("start").advance(2.0);
                        }
                        AnswerMode::Nobody => {
                            told.advance(2.0);
                        }
                    }
                    assert_eq!(instructs(&told), yes.is_empty(), "{about}: {:#?}", told.lines);
                    assert!(
                        title.is_empty() || told.lines.iter().any(|line| line == title),
                        "{about}: {:#?}",
                        told.lines
                    );
                }
            }
        }
    }
}

#[test]
fn that_the_journal_is_read_first_is_told() {
    let setup = Setup {
        routines: vec![("made-up", made_up(STEPS))],
        opens: Opens::Session("made-up", Options::default()),
        kept: Kept::Missing,
        is_being_read: true,
        ..Setup::default()
    };
    let mut told = Told::new(setup, AnswerMode::Words);
    assert_eq!(told.lines, ["Reading your journal; the session starts once your safety answers are known."]);
    told.journal_is_read().advance(2.0);
    assert!(instructs(&told), "{:#?}", told.lines);
}
