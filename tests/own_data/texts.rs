//! The same journal in each format, word for word; and text of the user that a format must not take for its own.

use insta::assert_snapshot;
use proptest::prelude::*;
use serde_json::json;

use super::{Home, cell, hard_home, read, rows};

#[test]
fn each_format_of_a_hard_journal_is_as_kept() {
    let home = hard_home();
    for format in ["json", "jrnl", "markdown", "csv --kind session", "csv --kind rating", "csv --kind activity"] {
        let name = format.replace("--kind ", "").replace(' ', "_");
        let ran = home.run(&["export", "--format"].into_iter().chain(format.split(' ')).collect::<Vec<_>>());
        let left_out = "2 lines of the journal from another version or program, kept but not exported\n";
        assert_eq!(ran.err, if format == "json" { "" } else { left_out }, "only the document has them");
        assert_snapshot!(format!("hard_{name}"), ran.out);
        assert_eq!(home.export(format), home.export(format), "a second export is the same, byte for byte");
    }
    home.export("csv -o tables");
    assert_snapshot!("hard_csv_steps", read(&home.path("tables/steps.csv")));
}

#[test]
fn an_empty_journal_has_its_frame_and_its_headers() {
    let home = Home::new(&[]);
    for format in ["json", "jrnl", "markdown", "csv --kind session", "csv --kind rating", "csv --kind activity"] {
        assert_snapshot!(format!("empty_{}", format.replace("--kind ", "").replace(' ', "_")), home.export(format));
    }
}

#[test]
fn tables_follow_the_book_and_tell_0_from_no_answer() {
    let home = hard_home();
    home.export("csv -o tables");
    for name in ["sessions", "ratings", "activities", "steps"] {
        let text = read(&home.path(&format!("tables/{name}.csv")));
        assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{name}");
        assert_eq!(text.matches("\r\n").count(), rows(&text).len() + 1, "{name}: a line is a row");
    }
    let ratings = home.table("rating");
    let scores: Vec<&str> = ratings.iter().map(|row| cell(row, "score")).collect();
    assert_eq!(scores, ["3", "", "0", "2", "10"]);
    assert_eq!(cell(&ratings[0], "also"), "buttock both");
    let sessions = home.table("session");
    let pain = ["pain_before", "pain_during", "pain_after", "pain_next_morning"];
    assert_eq!(pain.map(|name| cell(&sessions[0], name)), ["3", "", "0", "2"]);
    assert_eq!(pain.map(|name| cell(&sessions[1], name)), [""; 4], "never asked");
    assert_eq!(cell(&sessions[0], "date"), "2026-10-24", "that of its start, where it was written");
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_text() {
    let home = hard_home();
    home.export("csv -o tables");
    let sessions = home.table("session");
    assert!(cell(&sessions[0], "note").starts_with("'=HYPERLINK(\"http://x\")"));
    assert_eq!(cell(&sessions[1], "title"), "'+1 Hips [a](b)");
    assert_eq!(cell(&home.table("activity")[0], "name"), "'@run 5 km");
    assert_eq!(cell(&rows(&read(&home.path("tables/steps.csv")))[2], "reason"), "'-it hurts");
}

/// Text as nobody writes it, and as somebody does who means harm.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[=+@\\-\t\r＝][A-Z]{1,3}\\(\"?.{0,5}\"?,?\n?\\)",
        "\n\\[2020-01-01 00:00\\] .{0,9}",
        "(#|>|-|1\\.|```|---|\\* ) ?[a-z*_<>|&]{1,9}",
        "[a-z ,;\"'\r\n]{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_leaves_its_place(texts in prop::collection::vec(text(), 1..6)) {
        let lines: String = texts
            .iter()
            .enumerate()
            .flat_map(|(n, text)| {
                let id = |kind: usize| format!("01890a5d-ac96-774b-bcce-{kind:06}{n:06}");
                let at = format!("2026-10-2{}T07:00:00+01:00", n % 9);
                [
                    json!({"v": 1, "id": id(1), "kind": "rating", "at": at, "score": 3, "moment": "other", "note": text}),
                    json!({"v": 1, "id": id(2), "kind": "note", "at": at, "text": text}),
                    json!({"v": 1, "id": id(3), "kind": "activity", "at": at, "name": text, "score": 1, "more": text}),
                    json!({"v": 1, "id": id(4), "kind": "session", "at": at, "ended": at, "routine": "core-basics",
                        "title": text, "outcome": "stopped", "reason": text, "active_s": 9, "note": text, "steps": []}),
                ]
            })
            .map(|line| format!("{line}\n"))
            .collect();
        let home = Home::new(&[("=laptop", &lines)]);
        for kind in ["rating", "activity", "session"] {
            let table = home.table(kind);
            prop_assert_eq!(table.len(), texts.len());
            for (name, cell) in table.iter().flatten() {
                let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
                prop_assert!(!runs && !cell.chars().any(char::is_control), "{}: {:?}", name, cell);
            }
        }
        let jrnl = home.export("jrnl");
        prop_assert_eq!(jrnl.lines().count(), 4 * texts.len());
        prop_assert!(jrnl.lines().all(|line| line.starts_with("[2026-10-2") && line.contains(" @supple")));
        let markdown = home.export("markdown");
        let headings = markdown.lines().filter(|line| line.starts_with("### ")).count();
        prop_assert_eq!(headings, 4 * texts.len());
        let unescaped = markdown.lines().skip(8).filter(|line| line.contains('<')).all(|line| line.contains("\\<"));
        prop_assert!(unescaped, "{}", markdown);
        let document = home.document("");
        prop_assert_eq!(document["entries"].as_array().unwrap().len(), 4 * texts.len());
        for out in [jrnl, markdown, document.to_string()] {
            prop_assert!(!out.chars().any(|c| c.is_control() && c != '\n'), "{:?}", out);
        }
    }
}
