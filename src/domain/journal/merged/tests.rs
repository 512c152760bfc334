//! The journal as lines: what is read back, what is reported, what is kept.

use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;

use super::super::entry::{Moment, Rating};
use super::super::line::{JournalLine, parse_line};
use super::super::merge::Fold;
use super::super::self_report::{RedFlagSeen, Safety};
use super::*;
use crate::domain::advice::clearance::clearance;
use crate::domain::advice::safety::Question;

/// Ids and times of the tests are small numbers.
fn id(n: u32) -> String {
    format!("019ab0c0-0000-7000-8000-{n:012}")
}

fn head(n: u32, kind: &str, minute: u32) -> String {
    format!(
        r#"{{"v":1,"id":"{}","kind":"{kind}","at":"2026-11-20T{:02}:{:02}:00+01:00""#,
        id(n),
        minute / 60,
        minute % 60
    )
}

fn rating(n: u32, minute: u32, score: u32) -> String {
    format!(r#"{},"score":{score},"moment":"other"}}"#, head(n, "rating", minute))
}

fn session(n: u32, minute: u32) -> String {
    let rest = r#""ended":"2026-11-20T23:00:00+01:00","routine":"r","title":"R","outcome":"completed","active_s":9,"note":"","steps":[]"#;
    format!("{},{rest}}}", head(n, "session", minute))
}

fn amend(n: u32, minute: u32, target: u32, set: &str) -> String {
    format!(r#"{},"target":"{}","set":{{{set}}}}}"#, head(n, "amend", minute), id(target))
}

fn delete(n: u32, minute: u32, target: u32) -> String {
    format!(r#"{},"target":"{}"}}"#, head(n, "delete", minute), id(target))
}

fn step(n: u32, minute: u32, item: u32) -> String {
    format!(r#"{},"plan":"p","did":"done","round":1,"part":1,"item":{item}}}"#, head(n, "plan", minute))
}

fn items(journal: &Journal) -> Vec<u32> {
    journal.plan_marks().iter().map(|mark| mark.item.unwrap()).collect()
}

fn fold(files: &[(&str, &[String])]) -> Journal {
    let mut fold = Fold::default();
    for (name, lines) in files {
        fold.begin_file(name);
        lines.iter().for_each(|line| fold.line(line.as_bytes()));
    }
    fold.finish()
}

fn scores(journal: &Journal) -> Vec<u8> {
    journal.ratings().iter().map(|rating| rating.score.unwrap().value()).collect()
}

fn said(journal: &Journal) -> Vec<String> {
    journal.problems().map(ToString::to_string).collect()
}

#[test]
fn entries_of_several_devices_come_in_order_of_time_then_id() {
    let journal = fold(&[
        ("b", &[rating(4, 30, 4), rating(2, 20, 2)]),
        ("a", &[rating(3, 20, 3), session(9, 5), rating(1, 10, 1)]),
    ]);
    assert_eq!(scores(&journal), [1, 2, 3, 4]);
    assert_eq!(journal.sessions().len(), 1);
    assert_eq!(said(&journal), [""; 0]);
}

#[test]
fn bad_lines_are_reported_with_file_and_line_and_foreign_ones_counted() {
    let journal = fold(&[
        ("a", &[String::new(), rating(1, 10, 1), "{\"v\":1".into(), head(5, "mood", 1) + "}", "  ".into(), "x".into()]),
        ("b", &[rating(2, 11, 11)]),
    ]);
    assert_eq!((scores(&journal), journal.foreign()), (vec![1], 1));
    let said = said(&journal);
    assert_eq!(said.len(), 3);
    assert_eq!(said[0], "a:3: the line is torn: it ends in the middle of an entry");
    assert!(said[1].starts_with("a:6: the line is not a JSON object"));
    assert!(said[2].starts_with("b:1: field `score`"));
}

#[test]
fn one_id_is_one_entry_and_a_difference_is_reported() {
    let journal = fold(&[
        ("a", &[rating(1, 10, 1)]),
        ("a.sync-conflict", &[rating(1, 10, 1), rating(2, 11, 2), rating(1, 10, 7)]),
    ]);
    assert_eq!(scores(&journal), [1, 2]);
    assert_eq!(
        said(&journal),
        ["a.sync-conflict:3: another entry with this id says something else, and that one counts: a:1"]
    );
}

#[test]
fn an_amend_sets_fields_and_the_last_one_wins() {
    let journal = fold(&[
        ("a", &[amend(11, 50, 1, r#""note":"later","score":null"#), session(2, 5)]),
        (
            "b",
            &[
                rating(1, 10, 1),
                amend(10, 40, 1, r#""note":"sooner","region":"hip""#),
                amend(12, 60, 2, r#""effort":0"#),
            ],
        ),
    ]);
    let rating = &journal.ratings()[0];
    assert_eq!((rating.score, rating.note.as_ref().unwrap().as_str()), (None, "later"));
    assert_eq!(rating.region.unwrap().as_str(), "hip");
    assert_eq!(journal.sessions()[0].effort.unwrap().value(), 0);
}

#[test]
fn an_amend_may_move_an_entry_in_time() {
    let moved = amend(10, 40, 1, r#""at":"2026-11-20T12:00:00+01:00""#);
    assert_eq!(scores(&fold(&[("a", &[rating(1, 10, 1), rating(2, 20, 2), moved])])), [2, 1]);
}

#[test]
fn an_amend_that_its_target_does_not_take_is_reported_and_left_out() {
    let journal = fold(&[(
        "a",
        &[
            rating(1, 10, 1),
            amend(10, 40, 1, r#""score":11"#),
            amend(11, 41, 1, r#""kind":"session""#),
            amend(12, 42, 10, r#""set":{}"#),
            amend(13, 43, 99, r#""note":"target on another device""#),
            amend(14, 44, 1, r#""note":"taken""#),
        ],
    )]);
    assert_eq!(scores(&journal), [1]);
    assert_eq!(journal.ratings()[0].note.as_ref().unwrap().as_str(), "taken");
    let said = said(&journal);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].starts_with("a:2: this change is not made: field `score`"), "{said:?}");
    assert_eq!(said[1], "a:3: this change is not made: field `kind` of an entry never changes");
    assert_eq!(said[2], "a:4: this change is not made: an amend or a delete cannot be amended, only deleted");
}

#[test]
fn steps_in_plans_are_ordered_amended_and_deleted_like_all_entries() {
    let journal = fold(&[
        ("b", &[step(2, 20, 2), step(1, 10, 1), amend(11, 30, 2, r#""item":7"#), delete(12, 31, 1)]),
        ("a", &[step(3, 15, 3), amend(13, 30, 3, r#""item":"x""#), amend(14, 30, 3, r#""plan":"P P""#)]),
    ]);
    assert_eq!(items(&journal), [3, 7]);
    assert!(journal.is_amended(journal.plan_marks()[1].id) && !journal.is_amended(journal.plan_marks()[0].id));
    let said = said(&journal);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("a:2: this change is not made: field `item`"), "{said:?}");
    assert!(said[1].starts_with("a:3: this change is not made: field `plan`"), "{said:?}");
}

#[test]
fn deleting_a_delete_or_an_amend_undoes_it() {
    let lines = [
        rating(1, 10, 1),
        amend(10, 20, 1, r#""score":5"#),
        delete(11, 21, 10),
        delete(12, 22, 1),
        delete(13, 23, 12),
        delete(14, 24, 13),
    ];
    let after = |n: usize| scores(&fold(&[("a", &lines[..n])]));
    assert_eq!(after(2), [5]);
    assert_eq!(after(3), [1]);
    assert_eq!(after(4), [0; 0]);
    assert_eq!(after(5), [1]);
    assert_eq!(after(6), [0; 0]);
}

#[test]
fn a_delete_works_before_its_target_and_against_the_clock() {
    // The undo (12) was written by a device whose clock is behind.
    assert_eq!(scores(&fold(&[("a", &[delete(11, 5, 1)]), ("b", &[rating(1, 10, 1)])])), [0; 0]);
    assert_eq!(scores(&fold(&[("a", &[delete(12, 1, 11), delete(11, 5, 1)]), ("b", &[rating(1, 10, 1)])])), [1]);
}

#[test]
fn deletes_in_a_circle_end_with_the_latest_one() {
    let journal = fold(&[("a", &[rating(1, 10, 1), delete(11, 20, 12), delete(12, 21, 11), delete(13, 22, 13)])]);
    assert_eq!(scores(&journal), [1]);
}

#[test]
fn inserting_one_by_one_gives_the_same_as_reading() {
    let lines = [
        delete(12, 25, 3),
        rating(1, 10, 1),
        session(2, 5),
        amend(10, 20, 1, r#""score":5"#),
        rating(3, 11, 3),
        step(4, 9, 1),
        delete(11, 21, 10),
        delete(13, 26, 12),
        amend(14, 27, 4, r#""item":2"#),
    ];
    let mut journal = Journal::default();
    for (n, line) in lines.iter().enumerate() {
        let Ok(super::super::line::JournalLine::Known(entry)) = super::super::line::parse_line(line.as_bytes()) else {
            panic!("{line}")
        };
        journal.insert(entry.clone());
        journal.insert(entry.clone());
        assert!(journal.contains(&entry), "{line}");
        let read = fold(&[("a", &lines[..=n])]);
        assert_eq!((journal.ratings(), journal.sessions()), (read.ratings(), read.sessions()), "{line}");
        assert_eq!(journal.plan_marks(), read.plan_marks(), "{line}");
    }
    assert_eq!(scores(&journal), [1, 3]);
}

fn any_line() -> impl Strategy<Value = String> {
    let (n, target, minute) = (0u32..12, 0u32..12, 0u32..30);
    (0..7, n, target, minute, 0u32..12).prop_map(|(kind, n, target, minute, score)| match kind {
        0 | 1 => rating(n, minute, score),
        2 => session(n, minute),
        3 => amend(n, minute, target, &format!(r#""note":"{score}""#)),
        4 => step(n, minute, score),
        _ => delete(n, minute, target),
    })
}

proptest! {
    #[test]
    fn bytes_that_are_damaged_cost_no_line_beyond_them(start in 0usize..1_000, damage in prop::collection::vec(any::<u8>(), 1..300)) {
        let mut bytes = Vec::new();
        let spans: Vec<_> = (1..=8).map(|n| {
            let from = bytes.len();
            bytes.extend((rating(n, n, n) + "\n").bytes());
            from..bytes.len()
        }).collect();
        let end = (start + damage.len()).min(bytes.len());
        bytes.splice(start.min(end)..end, damage);
        let mut fold = Fold::default();
        fold.begin_file("a");
        bytes.split_inclusive(|byte| *byte == b'\n').for_each(|line| fold.line(line));
        let journal = fold.finish();
        for (n, span) in (1..=8u8).zip(spans) {
            // The line's own bytes, and the end of the line before it.
            if span.end <= start || span.start > end {
                prop_assert!(scores(&journal).contains(&n), "line {} of {}", n, bytes.escape_ascii());
            }
        }
    }

    #[test]
    fn the_order_of_files_makes_no_difference(files in prop::collection::vec(prop::collection::vec(any_line(), 0..12), 1..4), turn in 0usize..4) {
        let names = ["a", "b", "c", "d"];
        let mut named: Vec<(&str, &[String])> = names.into_iter().zip(files.iter().map(Vec::as_slice)).collect();
        let journal = &fold(&named);
        let middle = turn % named.len();
        named.rotate_left(middle);
        prop_assert_eq!(&fold(&named), journal);
        named.reverse();
        prop_assert_eq!(&fold(&named), journal);
    }
}

#[test]
fn answers_are_amended_and_taken_back_like_everything_else() {
    let safety = format!(r#"{},"asked":["unwell"],"yes":["unwell"]}}"#, head(1, "safety", 1));
    let seen = format!(r#"{},"target":"{}"}}"#, head(2, "red_flag_seen", 2), id(1));
    let activity = format!(r#"{},"name":"run","score":3}}"#, head(3, "activity", 3));
    let test = format!(r#"{},"exercise":"e","value":8}}"#, head(4, "self_test", 4));
    let journal = fold(&[(
        "a",
        &[
            safety,
            seen,
            activity,
            test,
            amend(5, 5, 1, r#""yes":[]"#),
            delete(6, 6, 2),
            amend(7, 7, 3, r#""score":null"#),
        ],
    )]);
    assert!(journal.safety()[0].yes.is_empty() && journal.is_amended(journal.safety()[0].id));
    assert!(journal.red_flags_seen().is_empty());
    assert_eq!((journal.activities()[0].score, journal.self_tests()[0].value), (None, Some(8)));
    assert_eq!(said(&journal), [""; 0]);
}

proptest! {
    /// Taken in one after the other, in whatever order, entries come to what they come to when all are read at once.
    #[test]
    fn entries_taken_in_one_by_one_come_to_the_same(
        targets in prop::collection::vec((any::<bool>(), 0_usize..12, 1_u32..40), 0..14),
        order in any::<prop::sample::Index>(),
    ) {
        let mut lines = vec![rating(1, 10, 1), rating(2, 20, 2), session(3, 30), step(4, 40, 4), rating(5, 50, 5)];
        for (n, (is_amend, target, minute)) in (6..).zip(targets) {
            let target = u32::try_from(target % lines.len()).unwrap() + 1;
            let set = format!(r#""score":{},"at":"2026-11-20T0{}:00:00+01:00""#, minute % 11, minute % 9);
            lines.push(if is_amend { amend(n, minute, target, &set) } else { delete(n, minute, target) });
        }
        let all = fold(&[("this device", &lines)]);
        let at = order.index(lines.len());
        lines.rotate_left(at);
        let mut one_by_one = Journal::default();
        for line in &lines {
            let Ok(JournalLine::Known(entry)) = parse_line(line.as_bytes()) else { panic!("{line}") };
            one_by_one.insert(entry);
        }
        prop_assert_eq!(one_by_one.ratings(), all.ratings());
        prop_assert_eq!(one_by_one.sessions(), all.sessions());
        prop_assert_eq!(one_by_one.plan_marks(), all.plan_marks());
        prop_assert_eq!(one_by_one.problems().count(), all.problems().count());
        prop_assert_eq!(one_by_one.deleted().count(), all.deleted().count());
    }
}

#[test]
fn of_several_files_each_entry_knows_its_own() {
    let number = |n: u32| Uuid::parse_str(&id(n)).unwrap();
    let two = fold(&[("desk-1.jsonl", &[rating(1, 10, 1)]), ("lap-2.jsonl", &[rating(2, 20, 2), rating(3, 30, 3)])]);
    assert_eq!([1, 2, 3].map(|n| two.origin(number(n))), [Some("desk-1"), Some("lap-2"), Some("lap-2")]);
    let one = fold(&[("empty.jsonl", &[]), ("lap-2.jsonl", &[rating(2, 20, 2)])]);
    assert_eq!(one.origin(number(2)), None, "one device needs no name");
}

#[test]
fn what_was_deleted_can_still_be_seen() {
    let journal =
        fold(&[("a", &[rating(1, 10, 1), rating(2, 20, 2), delete(3, 30, 1), delete(4, 31, 2), delete(5, 32, 4)])]);
    let deleted: Vec<String> = journal.deleted().map(|entry| entry.id.to_string()).collect();
    assert_eq!((deleted, scores(&journal)), (vec![id(1)], vec![2]));
}

#[test]
fn the_part_alone_gives_the_same_clearance_as_the_whole() {
    let start = DateTime::parse_from_rfc3339("2026-03-02T08:00:00+01:00").unwrap();
    let id = Uuid::from_u128;
    let yes = |question| Body::Safety(Safety::new(vec![question], vec![question]));
    let note = serde_json::Map::from_iter([("words".to_owned(), Vec::<String>::new().into())]);
    let bodies = [
        Body::Rating(Rating::new(Moment::Other)),
        Body::Amend { target: id(1), set: note },
        yes(Question::LegsWeak),
        Body::RedFlagSeen(RedFlagSeen { target: id(3) }),
        Body::Delete { target: id(4) },
        Body::Delete { target: id(5) },
        yes(Question::Unwell),
        Body::Delete { target: id(7) },
        Body::Delete { target: id(1) },
    ];
    let mut whole = Journal::default();
    for (n, body) in (1..).zip(bodies) {
        whole.insert(Entry::new(id(n), start + TimeDelta::hours(n as i64), body));
        let mut part = Journal::default();
        whole.safety_part().into_iter().for_each(|entry| part.insert(entry));
        let now = start + TimeDelta::days(2);
        assert_eq!(clearance(&part, now), clearance(&whole, now), "after {n}");
        assert!(part.ratings().is_empty());
        assert_eq!(part.changes().count(), whole.changes().filter(|change| whole.concerns_safety(change)).count());
    }
    assert_eq!(whole.safety_part().len(), 6);
}
