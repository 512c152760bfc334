//! The questions about pain: how much, where, what like; in any order, as last time, or skipped.

use supple::domain::journal::entry::{Moment, PainSide, PainWord, Rating, Region, Score, Spot, Spread};
use supple::state::keymap::Context;

use super::common::stage::{Setup, Stage};

fn only(stage: &Stage) -> Rating {
    let [rating] = &stage.ratings()[..] else { panic!("{:?}", stage.ratings()) };
    rating.clone()
}

#[test]
fn a_digit_and_enter_are_enough() {
    let mut stage = Stage::default();
    stage.keys("enter 0 enter");
    let session = stage.app.model().session.as_ref().map(|session| session.id);
    assert_eq!(only(&stage), Rating { score: Score::new(0), session, ..Rating::new(Moment::Before) });
}

#[test]
fn where_and_what_like_are_written_with_the_score_in_whatever_order_they_are_said() {
    for keys in [
        "4 p 2 2 3 3 tab a n",
        "p 2 2 3 3 tab a n tab 4",
        "tab 2 2 3 3 tab n n a n back-tab esc 4",
        "4 tab 2 2 3 3 tab a n",
    ] {
        let mut stage = Stage::default();
        stage.keys("r").keys(keys).keys("enter");
        let expected = Rating {
            score: Score::new(4),
            region: Some(Region::LowBack),
            side: Some(PainSide::Left),
            also: vec![Spot { region: Region::Buttock, side: Some(PainSide::Left) }],
            spread: Some(Spread::Buttock),
            words: vec![PainWord::Aching, PainWord::Numb],
            ..Rating::new(Moment::Other)
        };
        let said = only(&stage);
        assert_eq!(Rating { words: expected.words.clone(), ..said.clone() }, expected, "{keys}");
        assert!(expected.words.iter().all(|word| said.words.contains(word)), "{keys}");
        assert_eq!(stage.entries().len(), 1, "{keys}");
    }
}

#[test]
fn the_grid_can_be_walked_and_enter_starts_from_it() {
    let mut stage = Stage::default();
    stage.keys("enter 3 tab");
    assert_eq!(stage.app.context(), Context::Places);
    stage.keys("down space l l space down down down down down space enter");
    assert!(stage.shows("GET READY"));
    let rating = only(&stage);
    assert_eq!((rating.region, rating.side), (Some(Region::LowBack), Some(PainSide::Both)));
    assert_eq!(rating.also, [Spot { region: Region::ThighBack, side: Some(PainSide::Right) }]);
    assert_eq!(rating.spread, Some(Spread::Thigh));
}

#[test]
fn in_a_small_terminal_the_questions_come_one_after_the_other() {
    let mut stage = Stage::default();
    stage.keys("enter 3");
    let small = |stage: &Stage| stage.screen(40, 12);
    assert!(small(&stage).contains("How is your back right now?") && !small(&stage).contains("mid back"));
    stage.keys("tab 2");
    assert!(small(&stage).contains("▸ no spread") && small(&stage).contains("[x]"));
    stage.keys("tab");
    assert!(small(&stage).contains("What does it feel like?") && !small(&stage).contains("mid back"));
    stage.keys("t tab");
    assert!(small(&stage).contains("low back middle, tight"));
}

#[test]
fn as_last_time_is_one_key_and_only_taken_when_asked_for() {
    let mut stage = Stage::default();
    stage.keys("r 3 p 2 2 tab a enter").advance(1.0).keys("enter");
    assert!(stage.shows("space: the same as last time, today: 3, low back left, aching"));
    stage.keys("space enter");
    let ratings = stage.ratings();
    let [other, before] = &ratings[..] else { panic!("{ratings:?}") };
    assert_eq!(Rating { moment: Moment::Other, session: None, ..before.clone() }, *other);
    let mut stage = Stage::default();
    stage.keys("r 3 p 2 2 tab a enter").advance(1.0).keys("enter 5");
    assert!(stage.shows("space: the same as last time, today: low back left, aching"));
    stage.keys("enter");
    assert_eq!(stage.ratings()[1].region, None, "offered and not taken");
}

#[test]
fn as_last_time_keeps_what_is_said_and_takes_the_rest() {
    let mut stage = Stage::default();
    stage.keys("r 3 p 2 2 tab a enter").advance(1.0).keys("r 6 p 1 = enter");
    let rating = &stage.ratings()[1];
    assert_eq!(
        (rating.score, rating.region, rating.words.as_slice()),
        (Score::new(6), Some(Region::MidBack), &[PainWord::Aching][..])
    );
}

#[test]
fn without_a_last_time_the_key_does_nothing() {
    let mut stage = Stage::default();
    stage.keys("enter space enter");
    assert_eq!(stage.outside.lines, "");
    assert!(stage.shows("GET READY"));
}

#[test]
fn soreness_from_training_and_a_score_take_each_others_place() {
    let noted = |keys: &str| {
        let mut stage = Stage::default();
        stage.keys(keys);
        let rating = only(&stage);
        (rating.score, rating.training_sore)
    };
    assert_eq!(noted("r 0 m enter"), (None, true));
    assert_eq!(noted("r 5 p m enter"), (None, true));
    assert_eq!(noted("r m 0 enter"), (Score::new(0), false));
    assert_eq!(noted("r 4 m m 6 enter"), (Score::new(6), false));
}

#[test]
fn a_place_without_a_score_is_asked_and_not_answered() {
    let mut stage = Stage::default();
    stage.keys("enter p 2 enter");
    assert_eq!((only(&stage).score, only(&stage).region), (None, Some(Region::LowBack)));
    assert!(stage.outside.lines.contains("\"score\":null"));
}

#[test]
fn answers_are_taken_back_one_after_the_other() {
    let mut stage = Stage::default();
    stage.keys("r 4 p 2 tab a backspace esc backspace esc u enter");
    assert_eq!(stage.outside.lines, "");
    let mut stage = Stage::default();
    stage.keys("r 4 p 2 tab a tab u u enter");
    assert_eq!(stage.outside.lines, "", "once for the score, once for all else");
}

#[test]
fn answers_to_a_session_that_cannot_begin_are_kept() {
    let mut stage = Stage::new(Setup { session_elsewhere: true, ..Setup::default() });
    stage.keys("enter 4 p 2 tab d enter enter");
    let journal = stage.journal();
    let [rating] = journal.ratings() else { panic!("one rating") };
    assert_eq!(
        (rating.moment, rating.region, rating.words.as_slice()),
        (Moment::Other, Some(Region::LowBack), &[PainWord::Dull][..])
    );
}

#[test]
fn after_a_session_the_same_questions_change_the_same_rating() {
    let mut stage = super::in_hold();
    stage.keys("q e 2 p 2 2 tab a enter");
    assert!(stage.shows("low back left, aching"));
    assert_eq!(stage.kinds(), ["session", "rating", "amend"]);
    stage.keys("3 p = esc enter");
    assert_eq!(stage.kinds(), ["session", "rating", "amend", "amend"]);
    let rating = only(&stage);
    assert_eq!((rating.moment, rating.score), (Moment::After, Score::new(3)));
    assert_eq!((rating.region, rating.words.as_slice()), (Some(Region::LowBack), &[PainWord::Aching][..]));
    assert!(rating.session.is_some());
}

#[test]
fn after_a_session_opening_the_places_and_closing_them_writes_nothing() {
    let mut stage = super::in_hold();
    stage.keys("q e p tab esc esc");
    assert_eq!(stage.kinds(), ["session"]);
    stage.keys("p 3").happens(supple::state::event::Event::Terminate);
    assert_eq!(stage.kinds(), ["session", "rating"], "given, if not finished");
}
