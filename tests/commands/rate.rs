//! `supple rate`: pain noted without a screen.

use supple::app::ids::Ids;
use supple::cli::Command;
use supple::commands::rate::Fate;
use supple::commands::{Exit, rate};
use supple::domain::record::entry::{Body, Entry};

use super::{Ran, now, parse};

fn rated(line: &str, fate: &Fate) -> (Entry, Ran) {
    let Command::Rate(args) = parse(line) else { panic!("{line}") };
    let entry = rate::entry(&args, &mut Ids::new(1), &now());
    let mut out = Vec::new();
    let outcome = rate::tell(&entry, fate, &mut out).unwrap();
    (entry, Ran { out: String::from_utf8(out).unwrap(), outcome })
}

#[test]
fn a_rating_is_noted_in_one_line() {
    let written = Fate::Written { earlier: 0 };
    let said = |line: &str| rated(line, &written).1.out;
    assert_eq!(said("rate 0"), "noted: pain 0\n");
    assert_eq!(
        said("rate 3 --region low_back --side left --moment before"),
        "noted: pain 3, low back, left (before)\n"
    );
    assert_eq!(
        said("rate 10 --spread below_knee --word sharp --word numb --word sharp --moment next_morning"),
        "noted: pain 10, spreads below the knee, sharp, numb (next morning)\n"
    );
    let (entry, _) = rated("rate 3 --word sharp --word sharp", &written);
    assert_eq!(entry.at, now().wall);
    assert!(entry.to_line().contains(r#""score":3,"moment":"other","words":["sharp"]}"#), "{}", entry.to_line());
}

#[test]
fn a_note_is_cleaned_and_cut_between_graphemes() {
    let note = format!("\u{1b}[2J{}", "👨‍👩‍👧".repeat(300));
    let (entry, _) = rated(&format!("rate 3 --note {note}"), &Fate::Written { earlier: 0 });
    let Body::Rating(rating) = entry.body else { panic!() };
    assert_eq!(rating.note.unwrap().as_str(), "👨‍👩‍👧".repeat(280));
    let (entry, _) = rated("rate 3 --note \u{200b}", &Fate::Written { earlier: 0 });
    assert!(matches!(entry.body, Body::Rating(rating) if rating.note.is_none()));
}

#[test]
fn a_rating_that_cannot_be_written_says_why_and_where_it_is() {
    let why = "cannot write to the journal, /j: the disk is full; make room".to_owned();
    let (_, ran) = rated("rate 3", &Fate::Kept { why: why.clone(), folder: "/state".to_owned() });
    assert_eq!((ran.outcome.exit, ran.out.as_str()), (Exit::Failed, ""));
    let kept = "supple: your rating (pain 3) is kept in /state and will be written next time";
    assert_eq!(ran.outcome.messages, [format!("supple: {why}"), kept.to_owned()]);
    let (_, ran) = rated("rate 3", &Fate::Lost { why, also: "no room".to_owned() });
    assert_eq!(ran.outcome.messages[1], "supple: your rating (pain 3) is not saved: no room");
}
