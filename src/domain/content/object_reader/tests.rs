//! Tests of reading objects field by field.

use super::*;
use crate::domain::text::Text;

fn problems(text: &str, read: impl FnOnce(&mut Fields<'_, '_>)) -> Vec<String> {
    let mut document = JsonDocument::new("x.json", text);
    if let Some(mut fields) = document.root() {
        read(&mut fields);
        fields.finish();
    }
    document.into_problems().iter().map(ToString::to_string).collect()
}

#[test]
fn every_problem_of_a_file_is_reported_at_its_place() {
    let text = "{\n  \"name\": 7,\n  \"setpu\": [],\n  \"cues\": [\"a\", 1, \"b\", {}]\n}";
    let found = problems(text, |fields| {
        fields.required::<Text>("name");
        fields.required::<Text>("id");
        fields.list::<Text>("setup");
        assert_eq!(fields.list::<Text>("cues").len(), 2);
    });
    assert_eq!(
        found,
        [
            "x.json:1:1: id: `id` is missing",
            "x.json:2:11: name: this is integer `7`; expected a string",
            "x.json:3:12: setpu: unknown field; did you mean `setup`? known here: cues, id, name, setup",
            "x.json:4:17: cues[1]: this is integer `1`; expected a string",
            "x.json:4:25: cues[3]: this is an object; expected a string",
        ]
    );
}

#[test]
fn broken_json_empty_files_and_deep_nesting_are_one_problem_each() {
    assert_eq!(problems("", |_| ()), ["x.json:1:1: the file is empty; expected a JSON object"]);
    assert_eq!(problems("[1]", |_| ()), ["x.json:1:1: this is a list; expected an object"]);
    assert_eq!(problems("{\"a\": ", |_| ()).len(), 1);
    let deep = format!("{{\"a\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let found = problems(&deep, |fields| drop(fields.optional::<serde_json::Value>("a")));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn a_file_full_of_mistakes_is_told_quickly_and_not_in_full() {
    let fields: Vec<String> = (0..50_000).map(|n| format!("\n\"a{n}\": 1")).collect();
    let found = problems(&format!("{{{}}}", fields.join(",")), |_| ());
    assert_eq!(found.len(), MOST_PROBLEMS + 1);
    assert_eq!(found.last().unwrap(), "x.json:1:1: there are 49900 more problems in this file");
    let items = vec!["1"; 50_000].join(",\n");
    let found = problems(&format!("{{\"cues\": [{items}]}}"), |fields| drop(fields.list::<Text>("cues")));
    assert_eq!(found.len(), MOST_PROBLEMS + 1);
}

#[test]
fn what_a_problem_quotes_from_the_file_is_safe_to_show() {
    let text = r#"{"na\u001b[2Jme": 1, "kind": "\u001b]0;x\u0007stretch\u202e"}"#;
    let found = problems(text, |fields| {
        fields.optional::<crate::domain::content::words::Position>("kind");
    });
    assert!(found.iter().all(|problem| !has_controls(problem)), "{found:?}");
}

#[test]
fn an_error_behind_a_hundred_warnings_still_counts() {
    let text = format!("{{{}\n\"name\": 7}}", "\n\"x\": \"\u{200b}\",".repeat(MOST_PROBLEMS));
    let mut document = JsonDocument::new("x.json", &text);
    assert!(document.root().is_some());
    assert!(document.has_errors());
}

#[test]
fn escape_sequences_are_a_warning_also_when_written_as_json_escapes() {
    for text in ["{\"name\": \"a\\u001b[31mb\"}", "{\"name\": \"a\u{202e}b\"}"] {
        let mut document = JsonDocument::new("x.json", text);
        let name = document.root().and_then(|mut fields| fields.required::<Text>("name"));
        assert_eq!(name, Some(Text::from("ab")));
        assert!(!document.has_errors());
        assert_eq!(document.into_problems().len(), 1, "{text}");
    }
}
