//! Nothing of the journal is lost on the way out, and nothing is there twice.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::made_journal::made_journal;
use super::{Home, cell, hard_home, read, rows};

fn entries(document: &Value) -> &[Value] {
    document["entries"].as_array().unwrap()
}

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(include_str!("../../assets/schema/journal.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn assert_valid(document: &Value) {
    let errors: Vec<String> =
        validator().iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// Returns a home with the lines of a document, each at its device.
fn home_of(document: &Value) -> Home {
    let mut lines: BTreeMap<String, String> = BTreeMap::new();
    for entry in entries(document).iter().chain(document["foreign"].as_array().unwrap()) {
        let mut entry = entry.clone();
        let device = entry.as_object_mut().unwrap().remove("device").unwrap();
        *lines.entry(device.as_str().unwrap().to_owned()).or_default() += &format!("{entry}\n");
    }
    let devices: Vec<(&str, &str)> = lines.iter().map(|(device, lines)| (device.as_str(), lines.as_str())).collect();
    Home::new(&devices)
}

#[test]
fn the_entries_of_a_document_make_the_same_document_again() {
    let made = made_journal(7, 600).map(|device| (device.file.trim_end_matches(".jsonl"), device.text));
    let made = Home::new(&made.each_ref().map(|(device, text)| (*device, text.as_str())));
    for home in [hard_home(), made] {
        let first = home.document("");
        assert_valid(&first);
        let again = home_of(&first);
        assert_eq!(again.export("json"), home.export("json"), "byte for byte");
        for kind in ["session", "rating", "activity"] {
            let format = format!("csv --kind {kind}");
            assert_eq!(again.export(&format), home.export(&format));
        }
    }
}

#[test]
fn unknown_fields_and_kinds_are_kept_and_changed_and_deleted_like_others() {
    let document = hard_home().document("");
    let with_id = |n: &str| {
        let is_it = |entry: &&Value| entry["id"].as_str().unwrap().ends_with(n);
        entries(&document).iter().find(is_it).unwrap_or_else(|| panic!("{n}: {document}"))
    };
    let session = with_id("006");
    assert_eq!((&session["note"], &session["weather"]), (&json!("done too soon"), &json!("sun")));
    assert_eq!((&session["mood"], &session["steps"][0]["tempo"]), (&json!("low"), &json!({"up_s": 3})));
    let rating = with_id("024");
    assert_eq!((&rating["at_rest"], &rating["device"]), (&json!(true), &json!("phone=9")));
    assert_eq!(with_id("026")["asked"], json!(["saddle_numb", "of_a_later_version"]));
    assert_eq!(with_id("025")["sessions"], 4, "its delete was deleted");
    assert_eq!(document["foreign"].as_array().unwrap().len(), 1, "of two one was deleted");
    assert_eq!(document["foreign"][0]["level"], 3);
    assert!(!document.to_string().contains("a slip"));
}

#[test]
fn days_and_kinds_leave_out_what_is_not_asked_for() {
    let home = hard_home();
    let count = |more: &str| entries(&home.document(more)).len();
    let all = count("");
    assert_eq!(count("--until 2026-10-24"), 2, "by the clock of the place");
    assert_eq!(count("--since 2026-10-25") + 2, all);
    assert_eq!(count("--since 2026-10-26 --until 2026-10-26"), 4);
    assert_eq!(count("--kind note"), 1);
    assert_eq!(count("--kind plan"), 0);
    let part = home.document("--since 2026-10-26 --kind goal");
    assert_eq!((&part["since"], &part["until"], &part["kind"]), (&json!("2026-10-26"), &Value::Null, &json!("goal")));
    assert_eq!(part["foreign"], json!([]));
    assert_eq!(home.document("--until 2026-10-25")["foreign"], json!([]));
    assert_valid(&part);
}

#[test]
fn tables_and_document_and_log_have_the_same_entries() {
    for seed in [1, 2] {
        let made = made_journal(seed, 700);
        let home = Home::new(&made.each_ref().map(|one| (one.file.trim_end_matches(".jsonl"), one.text.as_str())));
        let logged = home.run(&["log", "--json"]).out;
        let logged: Vec<Value> = serde_json::from_str(&logged).unwrap();
        let document = home.document("");
        let ids = |of: &[Value]| of.iter().map(|entry| entry["id"].clone()).collect::<Vec<_>>();
        assert_eq!(ids(&logged), ids(entries(&document)));
        home.export("csv -o tables");
        for (kind, table) in [("session", "sessions"), ("rating", "ratings"), ("activity", "activities")] {
            let text = read(&home.path(&format!("tables/{table}.csv")));
            assert_eq!(text, home.export(&format!("csv --kind {kind}")));
            let of_kind: Vec<&Value> = logged.iter().filter(|entry| entry["kind"] == kind).collect();
            let rows = rows(&text);
            assert!(rows.len() == of_kind.len() && (kind == "activity" || rows.len() > 50), "{table}: {}", rows.len());
            for (row, entry) in rows.iter().zip(of_kind) {
                assert_eq!(
                    (cell(row, "id"), cell(row, "at")),
                    (entry["id"].as_str().unwrap(), entry["at"].as_str().unwrap())
                );
            }
        }
        let steps = logged.iter().filter_map(|entry| Some(entry["steps"].as_array()?.len())).sum::<usize>();
        assert_eq!(rows(&read(&home.path("tables/steps.csv"))).len(), steps);
    }
}
