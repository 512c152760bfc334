//! `supple show` of a guide and of a plan.

use serde_json::{Value, json};
use supple::commands::Exit;
use supple::domain::content::catalog::Catalog;
use supple::domain::content::link::ItemKind;
use supple::domain::text::lines::columns;

use super::{PLANK, content, item_file, routine_file, run, with_files};

/// A guide with one of each block.
fn guide() -> Value {
    json!({
        "id": "shelves", "title": "All about shelves", "summary": "What stands where.", "shelf": "background",
        "blocks": [
            {"warning": "Mind your head."},
            {"text": "A shelf is a board on a wall. [1]"},
            {"heading": "Boards"},
            {"text": "Long boards bend where nobody holds them, and short ones do not, which is why there are \
                      so many short ones. [ours]"},
            {"list": ["Oak", "Beech, which is lighter than oak and takes paint well, and which many people like \
                      better"]},
            {"steps": ["Measure.", "Saw."]},
            {"heading": "Sizes"},
            {"table": {"columns": ["Board", "Holds"], "rows": [["short", "much"], ["long", "little"]]}},
            {"links": [
                {"exercise": "plank", "why": "a board, too"},
                {"routine": "core-basics"},
                {"exercise": "straight-leg-extension-opposite-elbow", "why": "long"}
            ]}
        ],
        "sources": [{"title": "Boards"}]
    })
}

fn with_guide(guide: &Value) -> Catalog {
    let id = guide["id"].as_str().unwrap();
    let catalog = with_files(&[item_file(ItemKind::Guide, id, &guide.to_string())]);
    assert_eq!(catalog.problems(), []);
    catalog
}

#[test]
fn a_guide_is_shown_whole() {
    let expected = "\
All about shelves                                                     background
shelves

What stands where.
yours

┃ ! Mind your head.

  A shelf is a board on a wall. [1]

Boards
  Long boards bend where nobody holds them, and short ones do not, which is why
  there are so many short ones. [ours]

  • Oak
  • Beech, which is lighter than oak and takes paint well, and which many people
    like better

  1. Measure.
  2. Saw.

Sizes
  Board  Holds
  ─────  ──────
  short  much
  long   little

Where to go from here
    Forearm Plank                               supple show plank · a board, too
    Core Basics                                          supple show core-basics
    Straight Leg Extension plus Opposite Elbow
      supple show straight-leg-extension-opposite-elbow · long

Sources
  [1] Boards
  [ours] our own words or general knowledge, not from a source
";
    let ran = run("show shelves", &with_guide(&guide()));
    assert_eq!(ran.out, expected);
}

#[test]
fn causes_say_how_to_notice_them_what_to_change_and_what_helps() {
    let mut guide = guide();
    guide["activities"] = json!(["Sawing", "Painting"]);
    guide["causes"] = json!([
        {"cause": "A blunt saw", "notice": "It squeaks. [1]", "fix": "Sharpen it.", "only": ["Sawing"],
         "helps": [{"exercise": "plank"}, {"guide": "self-tests"}]},
        {"cause": "Haste", "notice": "You sweat.", "fix": "Rest.", "helps": [{"routine": "core-basics"}]}
    ]);
    let shown = run("show shelves", &with_guide(&guide)).out;
    let causes = "
┃ ! Mind your head.

A blunt saw
  When    Sawing
  Notice  It squeaks. [1]
  Fix     Sharpen it.
    Forearm Plank                                              supple show plank
    Self-tests                                            supple show self-tests

Haste
  Notice  You sweat.
  Fix     Rest.
    Core Basics                                          supple show core-basics

  A shelf is a board on a wall. [1]
";
    assert!(shown.contains(causes), "{shown}");
    let built_in = content("show squat-pain --json").json();
    let cause = &built_in["causes"][0];
    assert!(["cause", "notice", "fix"].iter().all(|field| cause[*field].is_string()), "{cause}");
    assert_eq!(cause["helps"][0], json!({"exercise": "core-brace"}));
}

#[test]
fn a_table_is_in_columns_or_where_it_is_too_wide_row_by_row() {
    let with_table = |columns: &[&str], rows: Value| {
        let mut guide = guide();
        guide["blocks"] = json!([{"table": {"columns": columns, "rows": rows}}]);
        guide["sources"] = json!([]);
        run("show shelves", &with_guide(&guide)).out
    };
    let wrapped = with_table(&["One", "Two"], json!([["a", "word ".repeat(30)], ["b", "c"]]));
    let lines: Vec<&str> = wrapped.lines().skip(6).collect();
    assert!(lines[0].starts_with("  One  Two") && lines[2].starts_with("  a    word word"), "{wrapped}");
    assert!(lines[3].starts_with("       word"), "{wrapped}");
    assert!(lines[4..].contains(&"") && lines.contains(&"  b    c"), "rows apart: {wrapped}");

    let long = "x".repeat(40);
    let heads = ["One", "Two", "Three", "Four", "Five"];
    let stacked = with_table(&heads, json!([["a", long, long, long, long], ["b", "c", "d", "e", "f"]]));
    let expected = format!(
        "  One: a\n  Two: {long}\n  Three: {long}\n  Four: {long}\n  Five: {long}\n\n  One: b\n  Two: c\n  Three: d\n  \
         Four: e\n  Five: f\n"
    );
    assert!(stacked.ends_with(&expected), "{stacked}");
    let endless = with_table(&["One"], json!([["x".repeat(300)]]));
    assert!(endless.lines().all(|line| columns(line) <= 80), "{endless}");
    let wide = with_table(&["動作", "目的"], json!([["伸展", "伸".repeat(60)], ["a", "b"]]));
    assert!(wide.lines().all(|line| columns(line) <= 80), "{wide}");
}

/// A plan of the user's with something in every field that is shown.
fn plan() -> Value {
    json!({
        "id": "shelf-week", "title": "Shelf Week", "summary": "Put up a shelf in days.", "by": "day", "repeats": true,
        "versions": [
            {"id": "wood", "title": "Of wood", "summary": "The usual."},
            {"id": "metal", "title": "Of metal", "summary": "For heavy things."}
        ],
        "parts": [
            {"title": "Monday", "items": [
                {"routine": "mine", "times": 3, "note": "Slowly."},
                {"routine": "core-basics", "times": {"from": 2, "to": 3, "whose": "source"}, "optional": true},
                {"task": "Saw the board.", "only": ["wood"], "see": {"guide": "when-to-stop", "why": "fingers"}},
                {"task": "Rest.", "only": ["metal", "wood"], "optional": true, "note": "Or not."}
            ]},
            {"title": "Tuesday", "only": ["metal"], "items": [{"task": "Drill."}]},
            {"title": "Wednesday", "only": ["metal"], "items": [{"task": "Drill."}]}
        ],
        "notes": ["Mind the wall."],
        "sources": [{"author": "A. Author", "title": "Shelves"}]
    })
}

fn plan_and_routine(routine: &str) -> Catalog {
    with_files(&[item_file(ItemKind::Plan, "shelf-week", &plan().to_string()), routine_file("mine", "Mine", routine)])
}

#[test]
fn a_plan_is_shown_whole() {
    let expected = "\
Shelf Week                                                      3 days, repeated
shelf-week

Put up a shelf in days.
yours

  Versions (you follow one of them):
    Of wood                                                           The usual.
    Of metal                                                   For heavy things.

Monday
    Mine (mine)                                                   3 times · 30 s
      Slowly.
    Core Basics (core-basics)                       2-3 times · optional · 4 min
    Saw the board.                  supple show when-to-stop · of wood · fingers
    Rest.                                           optional · of wood, of metal
      Or not.

Tuesday (of metal)
    Drill.

Wednesday (of metal)
  the same as in Tuesday

  Mind the wall.
  Source: A. Author, Shelves
";
    assert_eq!(run("show shelf-week", &plan_and_routine(PLANK)).out, expected);
}

#[test]
fn a_plan_for_programs_names_its_routines_with_their_lengths() {
    let shown = run("show shelf-week --json", &plan_and_routine(PLANK)).json();
    assert_eq!((&shown["type"], &shown["own"]), (&json!("plan"), &json!(true)));
    assert_eq!(shown["routines"][0], json!({"id": "mine", "title": "Mine", "length_s": 30, "estimate": false}));
    assert_eq!(shown["routines"][1]["id"], "core-basics");
    assert_eq!(shown["parts"][0]["items"][2]["see"], json!({"guide": "when-to-stop", "why": "fingers"}));
    assert_eq!(shown["versions"][1]["id"], "metal");
}

#[test]
fn a_plan_whose_routine_is_broken_is_shown_without_it_being_playable() {
    let catalog = plan_and_routine("");
    let ran = run("show shelf-week", &catalog);
    assert!(ran.out.contains("\n    mine  ") && ran.out.contains("cannot be used; see supple check\n"), "{}", ran.out);
    assert_eq!(ran.outcome.exit, Exit::Done);
    assert_eq!(ran.outcome.messages, ["supple: 2 problems in your own files; `supple check` shows them"]);
    let json = run("show shelf-week --json", &catalog).json();
    assert_eq!(json["routines"][0], json!({"id": "mine", "title": null, "length_s": null, "estimate": null}));
}

#[test]
fn nothing_of_a_users_plan_or_guide_reaches_the_terminal_raw() {
    let wild = "A\u{1b}[31mB\u{202e}C\u{7}\u{9b}2J";
    let plan = json!({
        "id": "wild", "title": wild, "summary": wild, "by": "day",
        "versions": [{"id": "v", "title": wild, "summary": wild}],
        "parts": [{"title": wild, "items": [{"task": wild, "note": wild, "see": {"guide": "self-tests", "why": wild}}]}],
        "notes": [wild], "sources": [{"title": wild}]
    });
    let mut guide = guide();
    guide["blocks"] = json!([
        {"warning": wild}, {"text": wild}, {"heading": wild}, {"list": [wild]}, {"steps": [wild]},
        {"table": {"columns": [wild], "rows": [[wild]]}}, {"links": [{"exercise": "plank", "why": wild}]}
    ]);
    let catalog = with_files(&[
        item_file(ItemKind::Plan, "wild", &plan.to_string()),
        item_file(ItemKind::Guide, "shelves", &guide.to_string()),
    ]);
    for line in ["show wild", "show shelves", "list plans", "list guides", "search abc"] {
        for line in [line.to_owned(), format!("{line} --json")] {
            let ran = run(&line, &catalog);
            let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!ran.out.contains(bad) && ran.outcome.exit == Exit::Done, "{line}: {:?}", ran.out);
        }
    }
    assert!(run("show wild", &catalog).out.starts_with("ABC"));
}
