//! `supple search`: what has the words.

use clap::Parser;
use serde_json::json;
use supple::cli::Cli;
use supple::commands::{Exit, Outcome};
use supple::domain::content::catalog::Catalog;
use supple::domain::content::link::ItemKind;
use supple::domain::text::lines::columns;

use super::{content, in_columns, item_file, routine_file, run, with_files};

#[test]
fn the_best_comes_first_with_its_id_title_and_kind_in_columns() {
    let ran = content("search side plank");
    let expected = ["side-plank              Side Plank  ", "side-plank-knee "];
    assert!(ran.lines().iter().zip(expected).all(|(line, expected)| line.starts_with(expected)), "{}", ran.out);
    let in_columns = |line: &&str| line.chars().nth(23) == Some(' ') && line.chars().nth(24) != Some(' ');
    assert!(ran.lines().len() > 1 && ran.lines().iter().all(in_columns), "{}", ran.out);
}

#[test]
fn all_kinds_are_found_also_misspelt_and_in_one_word() {
    let finds = |line: &str, id: &str, kind: &str| {
        let ran = content(&format!("search {line}"));
        let found = ran.lines().iter().any(|line| line.starts_with(&format!("{id} ")) && line.ends_with(kind));
        assert!(found, "{line}: {}", ran.out);
    };
    finds("plnak", "plank", "exercise");
    finds("\"split hip\"", "split-hip-stop", "routine");
    finds("butt wink", "squat-pain", "guide");
    finds("posture programme", "posture-programme", "plan");
}

#[test]
fn at_most_twenty_are_shown_and_the_others_are_counted() {
    let ran = content("search back");
    assert_eq!(ran.lines().len(), 20);
    assert!(ran.lines().iter().all(|line| !line.ends_with(' ') && !line.contains('…')), "{}", ran.out);
    let narrow = in_columns(40, "search back", &Catalog::built_in());
    assert!(narrow.lines().iter().all(|line| columns(line) <= 40 && !line.contains('…')), "{}", narrow.out);
    let [said] = ran.outcome.messages.as_slice() else { panic!("{:?}", ran.outcome) };
    assert!(said.starts_with("supple: the best 20 of ") && said.ends_with("; add a word to narrow it down"), "{said}");
    let json = content("search back --json");
    assert_eq!((json.json().as_array().unwrap().len(), json.outcome), (20, Outcome::done()));
}

#[test]
fn what_is_found_is_for_programs_what_it_is_for_people() {
    let found = content("search plank --json").json();
    let fields: Vec<&str> = found[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields, ["closest", "id", "own", "replaces_built_in", "title", "type"]);
    assert_eq!((&found[0]["type"], &found[0]["id"]), (&json!("exercise"), &json!("plank")));
    let ids: Vec<&str> = found.as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    let shown = content("search plank");
    let lines: Vec<&str> = shown.lines().iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(ids, lines);
}

#[test]
fn where_nothing_has_all_of_the_words_the_closest_are_shown_and_called_so() {
    let ran = content("search squat pain zebra");
    assert!(ran.out.starts_with("squat-pain-day "), "{}", ran.out);
    let shown = ran.lines().len();
    let said = format!("supple: no exact match for `squat pain zebra`; showing the closest {shown}");
    assert_eq!((ran.outcome.exit, ran.outcome.messages), (Exit::Done, vec![said]));
    let json = content("search squat pain zebra --json").json();
    assert!(json.as_array().unwrap().iter().all(|hit| hit["closest"] == true), "{json}");
    assert_eq!(content("search squat pain --json").json()[0]["closest"], false);
}

#[test]
fn where_nothing_is_found_it_is_said_kindly() {
    let ran = content("search \u{1b}[2Jqqqqqq plank");
    assert_eq!((ran.out.as_str(), ran.outcome.exit), ("", Exit::Done));
    assert_eq!(ran.outcome.messages, ["supple: no match for `qqqqqq plank`; try other words"]);
    let ran = content("search qqqqqq --json");
    assert_eq!((ran.out.as_str(), ran.outcome), ("[]\n", Outcome::done()));
}

#[test]
fn without_a_word_there_is_nothing_to_search() {
    for line in ["search \"\"", "search \" \" --json"] {
        let ran = content(line);
        assert_eq!((ran.out.as_str(), ran.outcome.exit), ("", Exit::Misused));
    }
    let error = Cli::try_parse_from(["supple", "search"]).unwrap_err();
    assert!(error.exit_code() == 2 && error.to_string().contains("<WORDS>..."), "{error}");
}

#[test]
fn the_users_own_are_found() {
    let plan = r#"{"id": "zebra", "title": "Zebra\u001b[31m Weeks", "summary": "X.", "by": "week",
        "parts": [{"title": "All", "items": [{"task": "Gallop."}]}]}"#;
    let catalog = with_files(&[item_file(ItemKind::Plan, "zebra", plan), routine_file("broken", "Zebra", "")]);
    let ran = run("search zebra", &catalog);
    assert_eq!(ran.out, "zebra  Zebra Weeks  plan\n");
    assert_eq!(ran.outcome.messages, ["supple: 1 problem in your own files; `supple check` shows them"]);
    assert_eq!(run("search zebra --json", &catalog).json()[0]["own"], true);
}
