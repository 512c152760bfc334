//! `supple rate`: pain noted without a screen.

use supple::cli::{Command, Rate};
use supple::commands::rate::RatingOutcome;
use supple::commands::{Exit, rate};
use supple::domain::journal::entry::{Body, Entry};
use supple::domain::journal::merge::Fold;
use supple::domain::journal::merged::Journal;
use supple::state::model::Ids;

use super::{Ran, now, parse};

fn rated(line: &str, fate: &RatingOutcome) -> (Entry, Ran) {
    let Command::Rate(args) = parse(line) else { panic!("{line}") };
    rated_after(&args, &Journal::default(), fate)
}

fn rated_after(args: &Rate, journal: &Journal, fate: &RatingOutcome) -> (Entry, Ran) {
    let entry = rate::entry(args, journal, &mut Ids::new(1), &now());
    let asks = rate::opens_questions(&entry, journal);
    let mut out = Vec::new();
    let outcome = rate::tell(&entry, fate, asks, &mut out).unwrap();
    (entry, Ran { out: String::from_utf8(out).unwrap(), outcome })
}

#[test]
fn a_rating_is_noted_in_one_line() {
    let written = RatingOutcome::Written { earlier: 0 };
    let said = |line: &str| rated(line, &written).1.out;
    assert_eq!(said("rate 0"), "saved: pain 0\n");
    assert_eq!(
        said("rate 3 --region low_back --side left --moment before"),
        "saved: pain 3, low back, left (before)\n"
    );
    assert_eq!(
        said("rate 10 --spread below_knee --word sharp --word numb --word sharp --moment next_morning"),
        "saved: pain 10, spreads below the knee, sharp, numb (next morning)\n\
         some symptoms with this need a professional: open supple and press ! to check\n"
    );
    let (entry, _) = rated("rate 3 --word sharp --word sharp", &written);
    assert_eq!(entry.at, now().wall);
    assert!(entry.to_line().contains(r#""score":3,"moment":"other","words":["sharp"]}"#), "{}", entry.to_line());
}

#[test]
fn a_note_is_cleaned_and_cut_between_graphemes() {
    let note = format!("\u{1b}[2J{}", "👨‍👩‍👧".repeat(300));
    let (entry, _) = rated(&format!("rate 3 --note {note}"), &RatingOutcome::Written { earlier: 0 });
    let Body::Rating(rating) = entry.body else { panic!() };
    assert_eq!(rating.note.unwrap().as_str(), "👨‍👩‍👧".repeat(280));
    let (entry, _) = rated("rate 3 --note \u{200b}", &RatingOutcome::Written { earlier: 0 });
    assert!(matches!(entry.body, Body::Rating(rating) if rating.note.is_none()));
}

#[test]
fn a_rating_that_cannot_be_written_says_why_and_where_it_is() {
    let why = "cannot write to the journal, /j: the disk is full; make room".to_owned();
    let (_, ran) = rated("rate 3", &RatingOutcome::Kept { why: why.clone(), folder: "/state".to_owned() });
    assert_eq!((ran.outcome.exit, ran.out.as_str()), (Exit::Failed, ""));
    let kept = "supple: your rating (pain 3) is kept in /state and goes into the journal next time";
    assert_eq!(ran.outcome.messages, [format!("supple: {why}"), kept.to_owned()]);
    let (_, ran) = rated("rate 3", &RatingOutcome::Lost { why, also: "no room".to_owned() });
    assert_eq!(ran.outcome.messages[1], "supple: your rating (pain 3) is not saved: no room");
}

/// A journal with a session of `hour` o'clock yesterday, and a rating of three before it.
fn trained_yesterday(hour: u8) -> Journal {
    let mut fold = Fold::default();
    fold.begin_file("test.jsonl");
    let id = "019ab0c0-0000-7000-8000-00000000000a";
    fold.line(
        format!(
            r#"{{"v":1,"id":"{id}","kind":"session","at":"2026-11-19T{hour:02}:00:00+01:00","ended":"2026-11-19T{hour:02}:10:00+01:00","routine":"desk-break","title":"Desk Break","outcome":"completed","active_s":600,"steps":[]}}"#
        )
        .as_bytes(),
    );
    fold.finish()
}

#[test]
fn a_rating_of_the_next_morning_belongs_to_the_session_before_the_night() {
    let of = |journal: &Journal, line: &str| {
        let Command::Rate(args) = parse(line) else { panic!("{line}") };
        let (entry, ran) = rated_after(&args, journal, &RatingOutcome::Written { earlier: 0 });
        let Body::Rating(rating) = entry.body else { panic!() };
        (rating.session.is_some(), rating.stiff_min, ran.out)
    };
    let said = "saved: pain 2, stiff for 20 min (next morning)\n".to_owned();
    let line = "rate 2 --moment next_morning --stiff 20";
    assert_eq!(of(&trained_yesterday(18), line), (true, Some(20), said.clone()));
    assert_eq!(of(&trained_yesterday(7), line), (false, Some(20), said), "that is too long ago");
    assert!(!of(&trained_yesterday(18), "rate 2").0);
}

#[test]
fn minutes_of_stiffness_are_of_the_next_morning() {
    let Command::Rate(args) = parse("rate 2 --stiff 20") else { panic!() };
    assert_eq!(rate::refusal(&args).unwrap().exit, Exit::Misused);
    let Command::Rate(args) = parse("rate 2 --stiff 0 --moment next_morning") else { panic!() };
    assert_eq!(rate::refusal(&args), None);
}

#[test]
fn a_high_score_leads_to_the_questions_about_safety() {
    let written = RatingOutcome::Written { earlier: 0 };
    assert!(rated("rate 8", &written).1.out.ends_with("open supple and press ! to check\n"));
    assert_eq!(rated("rate 7", &written).1.out, "saved: pain 7\n");
}
