//! All built-in content, the words in it, and how the tests report what is wrong with it.

use std::fmt::Display;
use std::sync::{Arc, LazyLock};

use serde_json::Value;
use supple::domain::content::catalog::Catalog;
use supple::domain::content::exercise::{Exercise, Source};
use supple::domain::content::guide::Guide;
use supple::domain::content::plan::Plan;
use supple::domain::content::routine::Routine;

/// Read once for all tests.
static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::built_in);

/// Fields that hold ids and words of the file format rather than words for people.
const NO_PROSE: &str = "
    id exercise routine plan guide kind also position equipment optional_equipment sides helps_with easier harder role instead
    figure at whose count side_order when value shelf by only";

pub(crate) fn catalog() -> &'static Catalog {
    &CATALOG
}

pub(crate) fn exercises() -> Vec<Arc<Exercise>> {
    CATALOG.exercises().collect()
}

pub(crate) fn exercise(id: &str) -> Arc<Exercise> {
    CATALOG.exercise(id).unwrap_or_else(|| panic!("no exercise {id}"))
}

pub(crate) fn routines() -> Vec<Arc<Routine>> {
    CATALOG.routines().collect()
}

pub(crate) fn routine(id: &str) -> Arc<Routine> {
    CATALOG.routine(id).unwrap_or_else(|| panic!("no routine {id}"))
}

pub(crate) fn plans() -> Vec<Arc<Plan>> {
    CATALOG.plans().collect()
}

pub(crate) fn guides() -> Vec<Arc<Guide>> {
    CATALOG.guides().collect()
}

/// Fails with every offender, not only the first.
pub(crate) fn assert_none<T: Display>(rule: &str, offenders: impl IntoIterator<Item = T>) {
    let offenders: Vec<String> = offenders.into_iter().map(|offender| offender.to_string()).collect();
    assert!(offenders.is_empty(), "{rule}:\n  {}", offenders.join("\n  "));
}

/// Fails where something breaks `rule` that is not listed as an exception, and where an exception
/// is listed that is none any more.
pub(crate) fn assert_only<T: Display + PartialEq<String>>(rule: &str, listed: &[T], mut found: Vec<String>) {
    found.dedup();
    let new = found.iter().filter(|found| !listed.iter().any(|l| l == *found)).map(ToString::to_string);
    let gone = listed.iter().filter(|l| !found.iter().any(|f| *l == f)).map(|l| format!("{l}: listed, but no more so"));
    assert_none(rule, new.chain(gone));
}

/// A file, its sources, and each text for people in it with the place where it stands.
pub(crate) struct Words {
    /// `exercise bird-dog`.
    pub(crate) file: String,
    /// The place in the file, like `cues.2.say`, and the text.
    pub(crate) texts: Vec<(String, String)>,
    pub(crate) sources: Vec<Source>,
}

/// All files, with the words that are ours: titles of sources are other people's.
pub(crate) fn words() -> Vec<Words> {
    let exercises =
        exercises().into_iter().map(|e| words_of("exercise", e.id.as_str(), &e.sources, serde_json::to_value(&*e)));
    let routines =
        routines().into_iter().map(|r| words_of("routine", r.id.as_str(), &r.sources, serde_json::to_value(&*r)));
    let plans = plans().into_iter().map(|p| words_of("plan", p.id.as_str(), &p.sources, serde_json::to_value(&*p)));
    let guides = guides().into_iter().map(|g| words_of("guide", g.id.as_str(), &g.sources, serde_json::to_value(&*g)));
    exercises.chain(routines).chain(plans).chain(guides).collect()
}

fn words_of(kind: &str, id: &str, sources: &[Source], file: serde_json::Result<Value>) -> Words {
    let mut texts = Vec::new();
    collect("", &file.unwrap(), &mut texts);
    Words { file: format!("{kind} {id}"), texts, sources: sources.to_vec() }
}

fn collect(path: &str, value: &Value, texts: &mut Vec<(String, String)>) {
    let under = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::String(text) => texts.push((path.to_owned(), text.clone())),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                collect(&under(&at.to_string()), item, texts);
            }
        }
        Value::Object(fields) => {
            let prose = |name: &str| name != "sources" && !NO_PROSE.split_whitespace().any(|word| word == name);
            for (name, item) in fields.iter().filter(|(name, _)| prose(name)) {
                collect(&under(name), item, texts);
            }
        }
        _ => {}
    }
}
