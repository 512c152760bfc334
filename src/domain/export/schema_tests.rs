//! Generates `assets/schema/journal.json`, the schema of the JSON document, and tests that made-up journals fit it.
//! `UPDATE_SCHEMA=1 cargo test schema` writes it.
#![expect(dead_code, reason = "only the schema of these types is used")]

use chrono::NaiveDate;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Export, json};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::schema_tests::kept;
use crate::domain::content::words::WordList as _;
use crate::domain::demo::{DemoRequest, journal};
use crate::domain::journal::browse::EntryKind;
use crate::domain::journal::entry::{Rating, SessionEntry, Stamp};
use crate::domain::journal::goal::Goal;
use crate::domain::journal::merge::Fold;
use crate::domain::journal::plan_mark::PlanMark;
use crate::domain::journal::self_report::{ActivityScore, Note, RedFlagSeen, Safety, SelfTestTry};
use crate::domain::since::DateSpan;

/// A journal as one document: entries with later changes applied, deleted ones left out.
#[derive(Serialize, schemars::JsonSchema)]
#[schemars(title = "supple journal")]
struct ExportDocument {
    /// The name of the format: `supple-journal`.
    #[schemars(extend("const" = "supple-journal"))]
    format: String,
    /// The version of this format. A newer one may have other fields; those of this one keep their meaning.
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The first day asked for; `null` for all.
    since: Option<NaiveDate>,
    /// The last day asked for; `null` for all.
    until: Option<NaiveDate>,
    /// The kind asked for; `null` for all.
    kind: Option<EntryKind>,
    /// The entries, in order of time, then id. Fields that are not named here are kept from the journal.
    entries: Vec<ExportedEntry>,
    /// Lines of the journal from another version or program, as they are there.
    foreign: Vec<Map<String, Value>>,
}

/// An entry.
#[derive(Serialize, schemars::JsonSchema)]
struct ExportedEntry {
    /// The version of the entry's format.
    v: u32,
    /// Its id, the same in every export.
    id: Uuid,
    /// The time of writing, or of the start of a session, with the offset of the place.
    at: Stamp,
    /// The name of the device that wrote it.
    device: String,
    #[serde(flatten)]
    fields: EntryFields,
}

/// The fields of each kind.
#[derive(Serialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum EntryFields {
    Session(SessionEntry),
    Rating(Rating),
    Note(Note),
    Activity(ActivityScore),
    SelfTest(SelfTestTry),
    Safety(Safety),
    RedFlagSeen(RedFlagSeen),
    Plan(PlanMark),
    Goal(Goal),
}

fn validator() -> jsonschema::Validator {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    kept("journal.json", &generator.into_root_schema_for::<ExportDocument>())
}

fn document(lines: &str) -> Value {
    let mut fold = Fold::keeping_all();
    fold.begin_file("laptop.jsonl");
    lines.lines().for_each(|line| fold.line(line.as_bytes()));
    let ((journal, remainder), catalog) = (fold.finish_with_remainder(), Catalog::built_in());
    let export = Export::new(&journal, &remainder, &catalog, DateSpan::default(), None);
    serde_json::from_slice(&json::file(&export).bytes).unwrap()
}

#[test]
fn journal_schema_is_up_to_date_and_fits_journals() {
    let validator = validator();
    let now = "2026-11-20T07:00:00+01:00".parse().unwrap();
    for seed in 0..4 {
        let mut last = 0;
        let made = journal(DemoRequest { weeks: 26, seed }, &Catalog::built_in(), now, &mut |_| {
            last += 1;
            Uuid::from_u128(last)
        });
        let lines: String = made.iter().map(|written| written.entry.to_line()).collect();
        let document = document(&lines);
        let errors: Vec<String> =
            validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert!(document["entries"].as_array().unwrap().len() > 100);
    }
    assert!(validator.is_valid(&document("")));
}

#[test]
fn the_schema_knows_every_kind() {
    let schema: Value = serde_json::from_str(include_str!("../../../assets/schema/journal.json")).unwrap();
    let variants = schema["$defs"]["ExportedEntry"]["oneOf"].as_array().unwrap();
    let known: Vec<&str> =
        variants.iter().map(|variant| variant["properties"]["kind"]["const"].as_str().unwrap()).collect();
    assert_eq!(known, EntryKind::ALL.iter().map(|(word, _)| *word).collect::<Vec<_>>());
}

#[test]
fn the_schema_tells_0_from_no_answer_and_from_no_score() {
    let validator = validator();
    let mut document = document(
        r#"{"v":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","kind":"rating","at":"2026-11-20T07:00:00+01:00","score":0,"moment":"other","mood":"new"}"#,
    );
    for (score, is_valid) in
        [(Value::from(0), true), (Value::from(10), true), (Value::Null, true), (Value::from(11), false)]
    {
        document["entries"][0]["score"] = score.clone();
        assert_eq!(validator.is_valid(&document), is_valid, "{score}");
    }
    document["entries"][0].as_object_mut().unwrap().remove("score");
    assert!(!validator.is_valid(&document));
}
