//! Packs: own routines, plans, exercises and figures in one file, to be passed on.
//!
//! **Shape**: `{"supple_pack": 1, "routines": […], "plans": […], "exercises": […], "figures": […]}`; each item is as in a
//! file of its own, byte by byte.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;

use super::catalog::{FileKind, UserFile};
use super::exercise::Id;
use super::link::ItemKind;
use super::problem::{Problem, Severity, position};

/// The version of the form that is read and written.
const VERSION: u32 = 1;

/// The most items in a pack: more is no programme, and a mistake. Our choice.
const MOST_ITEMS: usize = 500;

/// The end of the message about a file that is no pack.
const EXPECTED: &str = "expected a pack made by supple pack, or a file of a program that `supple import --help` lists";

/// An item of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedItem {
    /// The kind, known by the list it is in.
    pub kind: FileKind,
    /// Its id.
    pub id: Id,
    /// Its text, as in a file of its own, with a line break at the end.
    pub text: String,
    /// The line of the pack that it begins on, from 1.
    pub line: usize,
}

/// The kinds in a pack, in their order: first what people start, then what it is made of.
fn kinds() -> impl Iterator<Item = FileKind> {
    let items = [ItemKind::Routine, ItemKind::Plan, ItemKind::Exercise].map(FileKind::Item);
    items.into_iter().chain([FileKind::Figure])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPack<'t> {
    supple_pack: u32,
    #[serde(borrow, default)]
    routines: Vec<&'t RawValue>,
    #[serde(borrow, default)]
    plans: Vec<&'t RawValue>,
    #[serde(borrow, default)]
    exercises: Vec<&'t RawValue>,
    #[serde(borrow, default)]
    figures: Vec<&'t RawValue>,
}

/// The one field that an item needs to be filed.
#[derive(Deserialize)]
struct WithId {
    id: Id,
}

/// Reads a pack from the text of `file`.
///
/// # Errors
/// A problem with its place: the text is no pack, of another version, too large, or an item has no id.
pub fn read(file: &str, text: &str) -> Result<Vec<PackedItem>, Problem> {
    if text.starts_with("PK\u{3}\u{4}") {
        return Err(Problem::whole_file(file, "it is a ZIP archive; unzip it first"));
    }
    if text.trim().is_empty() {
        return Err(Problem::whole_file(file, format!("the file is empty; {EXPECTED}")));
    }
    if !text.trim_start().starts_with('{') {
        return Err(Problem::whole_file(file, format!("it is not a JSON object; {EXPECTED}")));
    }
    let fields: Result<BTreeMap<String, IgnoredAny>, _> = serde_json::from_str(text);
    if fields.is_ok_and(|fields| !fields.contains_key("supple_pack")) {
        return Err(Problem::whole_file(file, format!("supple does not know the program it comes from; {EXPECTED}")));
    }
    let pack: WrittenPack<'_> = serde_json::from_str(text).map_err(|error| {
        let problem = Problem::whole_file(file, format!("{}; {EXPECTED}", words_of(&error)));
        Problem { line: error.line().max(1), column: error.column().max(1), ..problem }
    })?;
    if pack.supple_pack != VERSION {
        let message = format!("this pack is of version {}; this supple reads {VERSION}", pack.supple_pack);
        return Err(Problem::whole_file(file, message));
    }
    let lists = [pack.routines, pack.plans, pack.exercises, pack.figures];
    let items: Vec<(FileKind, &RawValue)> =
        kinds().zip(lists).flat_map(|(kind, list)| list.into_iter().map(move |raw| (kind, raw))).collect();
    if items.len() > MOST_ITEMS {
        let message = format!("there are {} items; at most {MOST_ITEMS} are read", items.len());
        return Err(Problem::whole_file(file, message));
    }
    let mut packed: Vec<PackedItem> = Vec::new();
    for (kind, raw) in items {
        let (line, column) = position(text, (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize));
        let place = Problem { line, column, ..Problem::whole_file(file, "") };
        if !raw.get().starts_with('{') {
            let message = "expected a JSON object, as in a file of its own".to_owned();
            return Err(Problem { message, ..place });
        }
        let with_id: Result<WithId, _> = serde_json::from_str(raw.get());
        let id = match with_id {
            Ok(WithId { id }) => id,
            Err(error) => return Err(Problem { message: words_of(&error), ..place }),
        };
        if packed.iter().any(|other| other.kind == kind && other.id == id) {
            return Err(Problem { message: format!("`{id}` is in it twice; keep one"), ..place });
        }
        packed.push(PackedItem { kind, id, text: format!("{}\n", raw.get()), line });
    }
    Ok(packed)
}

/// Returns the message of `error` without its place, which the problem has.
fn words_of(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}

/// Returns those of `own` that the item of this kind and id is made of, itself first: what it names, and what that
/// names. Empty if it is not among them.
pub fn parts_of<'a>(kind: ItemKind, id: &str, own: &'a [UserFile]) -> Vec<&'a UserFile> {
    let mut parts: Vec<&UserFile> = own.iter().filter(|file| file.kind == kind && file.stem == id).collect();
    let mut read = 0;
    while let Some(part) = parts.get(read) {
        let mut named = BTreeSet::from([part.stem.clone()]);
        if let Some(value) = part.text.as_deref().ok().and_then(|text| serde_json::from_str(text).ok()) {
            collect_strings(&value, &mut named);
        }
        let more: Vec<&UserFile> = own
            .iter()
            .filter(|file| named.contains(&file.stem))
            .filter(|file| !parts.iter().any(|part| std::ptr::eq(*part, *file)))
            .collect();
        parts.extend(more);
        read += 1;
    }
    parts
}

fn collect_strings(value: &Value, strings: &mut BTreeSet<String>) {
    match value {
        Value::String(string) => {
            strings.insert(string.clone());
        }
        Value::Array(values) => {
            for value in values {
                collect_strings(value, strings);
            }
        }
        Value::Object(fields) => {
            for value in fields.values() {
                collect_strings(value, strings);
            }
        }
        _ => {}
    }
}

/// Returns the text of a pack of `files`, each as it is.
///
/// # Errors
/// The problem of a file that could not be read, or is no JSON.
pub fn write(files: &[&UserFile]) -> Result<String, Problem> {
    let mut lists = Vec::new();
    for kind in kinds() {
        let mut texts = Vec::new();
        for file in files.iter().filter(|file| file.kind == kind) {
            let text = file.text.as_deref().map_err(|why| Problem::whole_file(&file.path, why.as_str()))?;
            let raw: &RawValue = serde_json::from_str(text).map_err(|error| Problem {
                line: error.line().max(1),
                column: error.column().max(1),
                severity: Severity::Error,
                ..Problem::whole_file(&file.path, words_of(&error))
            })?;
            texts.push(raw.get());
        }
        if !texts.is_empty() {
            lists.push(format!(",\n\"{}\": [\n{}\n]", kind.folder(), texts.join(",\n")));
        }
    }
    Ok(format!("{{\n\"supple_pack\": {VERSION}{}\n}}\n", lists.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(kind: FileKind, stem: &str, text: &str) -> UserFile {
        let path = format!("{}/{stem}.json", kind.folder());
        UserFile { kind, path, stem: stem.to_owned(), text: Ok(text.to_owned()) }
    }

    fn files() -> Vec<UserFile> {
        vec![
            own(ItemKind::Exercise.into(), "slide", "{\"id\": \"slide\", \"easier\": [\"lean\"]}\n"),
            own(ItemKind::Exercise.into(), "lean", "{\"id\": \"lean\", \"harder\": [\"slide\"]}"),
            own(ItemKind::Exercise.into(), "other", "{\"id\": \"other\"}"),
            own(
                ItemKind::Routine.into(),
                "mine",
                "{\n  \"id\": \"mine\",\n  \"steps\": [{\"exercise\": \"slide\"}]\n}\n",
            ),
            own(FileKind::Figure, "slide", "{\"id\": \"slide\", \"poses\": []}"),
        ]
    }

    #[test]
    fn a_pack_holds_what_a_routine_is_made_of_byte_by_byte() {
        let files = files();
        let parts = parts_of(ItemKind::Routine, "mine", &files);
        let names: Vec<String> = parts.iter().map(|part| part.path.clone()).collect();
        assert_eq!(names, ["routines/mine.json", "exercises/slide.json", "figures/slide.json", "exercises/lean.json"]);
        let text = write(&parts).unwrap();
        let read = read("pack.json", &text).unwrap();
        let ids: Vec<_> = read.iter().map(|item| (item.kind.folder(), item.id.as_str(), item.line)).collect();
        assert_eq!(
            ids,
            [("routines", "mine", 4), ("exercises", "slide", 10), ("exercises", "lean", 11), ("figures", "slide", 14)]
        );
        assert_eq!(read[0].text, "{\n  \"id\": \"mine\",\n  \"steps\": [{\"exercise\": \"slide\"}]\n}\n");
        assert!(parts_of(ItemKind::Routine, "core-basics", &files).is_empty());
    }

    #[test]
    fn what_is_no_pack_is_one_problem_with_its_place() {
        for (text, said) in [
            ("", "1:1: the file is empty; expected a pack"),
            ("[]", "1:1: it is not a JSON object; expected a pack"),
            ("PK\u{3}\u{4}", "1:1: it is a ZIP archive; unzip it first"),
            ("{\"steps\": []}", "1:1: supple does not know the program it comes from; expected a pack"),
            (
                "{\"supple_pack\": 1, \"steps\": []}",
                "1:26: unknown field `steps`, expected one of `supple_pack`, `routines`, `plans`, `exercises`, `figures`; expected",
            ),
            ("{\"supple_pack\": 2}", "1:1: this pack is of version 2; this supple reads 1"),
            (
                "{\"supple_pack\": 1, \"routines\": [\n{\"id\": \"A b\"}]}",
                "2:1: `A b` is not an id; expected at most 60 of a-z, 0-9 and single dashes, like `bird-dog`",
            ),
            (
                "{\"supple_pack\": 1, \"routines\": [{\"id\": \"a\"}, {\"id\": \"a\"}]}",
                "1:46: `a` is in it twice; keep one",
            ),
        ] {
            let problem = read("pack.json", text).unwrap_err().to_string();
            assert!(problem.starts_with(&format!("pack.json:{said}")), "{problem}");
        }
        let many = format!("{{\"supple_pack\": 1, \"routines\": [{}{{}}]}}", "{},".repeat(600));
        assert_eq!(read("p", &many).unwrap_err().message, "there are 601 items; at most 500 are read");
    }
}
