//! Reads one JSON object field by field and keeps going: every problem of a file is collected,
//! each with its line and column, instead of stopping at the first.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::problem::{Problem, Severity, nearest, position};
use crate::domain::text::{has_controls, without_controls};

/// The most problems reported of one file; of the others only their number. Finding a line and a
/// nearest word takes time, and nobody reads more.
const MOST_PROBLEMS: usize = 100;

/// The text of a file, its name for messages, and what was found wrong with it so far.
pub struct Document<'t> {
    file: &'t str,
    text: &'t str,
    problems: Vec<Problem>,
    /// How many more there are than are reported.
    more: usize,
    has_errors: bool,
}

impl<'t> Document<'t> {
    /// A document called `file` in messages.
    pub fn new(file: &'t str, text: &'t str) -> Self {
        Self { file, text, problems: Vec::new(), more: 0, has_errors: false }
    }

    /// Opens the object that the whole text is; `None` where it is not one (a problem says why).
    pub fn root(&mut self) -> Option<Fields<'_, 't>> {
        if self.text.trim().is_empty() {
            self.add(0, "", "the file is empty; expected a JSON object", Severity::Error);
            return None;
        }
        self.warn_of_controls();
        let text = self.text;
        Fields::open(self, text, String::new())
    }

    /// Everything found wrong, in the order of the file.
    pub fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        if self.more > 0 {
            let severity = if self.has_errors { Severity::Error } else { Severity::Warning };
            let more = format!("there are {} more problems in this file", self.more);
            self.problems.push(Problem { severity, ..Problem::whole_file(self.file, more) });
        }
        self.problems
    }

    /// Whether something makes the file unusable.
    pub fn has_errors(&self) -> bool {
        self.has_errors
    }

    fn add(&mut self, offset: usize, field: &str, message: impl Into<String>, severity: Severity) {
        self.has_errors |= severity == Severity::Error;
        if self.problems.len() >= MOST_PROBLEMS {
            self.more += 1;
            return;
        }
        let (line, column) = position(self.text, offset);
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line,
            column,
            // Both may quote the file.
            field: without_controls(field),
            message: without_controls(&message.into()),
            severity,
        });
    }

    /// Where `part`, a slice of this text, begins.
    fn offset_of(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    fn add_json_error(&mut self, part: &str, field: &str, error: &serde_json::Error) {
        let inside = offset_at(part, error.line(), error.column());
        let offset = self.offset_of(part) + inside;
        self.add(offset, field, in_words(error), Severity::Error);
    }

    /// Cleaning happens in [`crate::domain::text::Text`]; here its author is told.
    fn warn_of_controls(&mut self) {
        // Almost no file has any: one look at the whole is enough for those.
        if !self.text.contains("\\u") && !has_controls(self.text) {
            return;
        }
        let escaped = ["\\u00", "\\u20", "\\u06", "\\ufe", "\\udb"];
        let suspect = |line: &&str| {
            has_controls(line)
                || (escaped.iter().any(|start| line.to_lowercase().contains(start))
                    && serde_json::from_str::<serde_json::Value>(&format!("[{}]", line.trim().trim_end_matches(',')))
                        .or_else(|_| serde_json::from_str(&format!("{{{}}}", line.trim().trim_end_matches(','))))
                        .is_ok_and(|value| any_string(&value, &has_controls)))
        };
        let found: Vec<usize> = self.text.lines().filter(suspect).map(|line| self.offset_of(line)).collect();
        for offset in found {
            let message = "control or invisible characters are taken out of this text";
            self.add(offset, "", message, Severity::Warning);
        }
    }
}

/// One JSON object of a document, read field by field.
///
/// Call [`Fields::finish`] at the end: it reports fields that nobody asked for.
pub struct Fields<'d, 't> {
    document: &'d mut Document<'t>,
    path: String,
    start: usize,
    entries: Vec<(Cow<'t, str>, &'t RawValue)>,
    known: Vec<&'static str>,
}

impl<'d, 't> Fields<'d, 't> {
    fn open(document: &'d mut Document<'t>, part: &'t str, path: String) -> Option<Self> {
        let start = document.offset_of(part);
        match serde_json::from_str::<Entries<'t>>(part) {
            Ok(Entries(entries)) => {
                let mut fields = Self { document, path, start, entries, known: Vec::new() };
                fields.report_twice();
                Some(fields)
            }
            Err(error) => {
                document.add_json_error(part, &path, &error);
                None
            }
        }
    }

    /// The field's value; absent is no problem, wrong is one. `null` counts as absent.
    pub fn optional<T: Deserialize<'t>>(&mut self, name: &'static str) -> Option<T> {
        let raw = self.take(name)?;
        self.parse(raw, |fields| fields.path_to(name))
    }

    /// The field's value; absent is a problem.
    pub fn required<T: Deserialize<'t>>(&mut self, name: &'static str) -> Option<T> {
        if self.raw(name).is_none() {
            self.known.push(name);
            self.problem(name, format!("`{name}` is missing"));
            return None;
        }
        self.optional(name)
    }

    /// The items of a list, wrong ones reported and left out; absent is the empty list.
    pub fn list<T: Deserialize<'t>>(&mut self, name: &'static str) -> Vec<T> {
        let items = self.raw_list(name);
        let path_to_item = |fields: &Self, i: usize| format!("{}[{i}]", fields.path_to(name));
        let parse_one = |(i, raw)| self.parse(raw, |fields| path_to_item(fields, i));
        items.into_iter().enumerate().filter_map(parse_one).collect()
    }

    /// Reads the object in field `name` with `read`; `None` where it is absent or no object.
    pub fn object<T>(&mut self, name: &'static str, read: impl FnOnce(&mut Fields<'_, 't>) -> T) -> Option<T> {
        let raw = self.take(name)?;
        let path = self.path_to(name);
        self.nested(raw, path, read)
    }

    /// Reads each object of the list in field `name` with `read`.
    pub fn objects<T>(&mut self, name: &'static str, mut read: impl FnMut(&mut Fields<'_, 't>) -> Option<T>) -> Vec<T> {
        let items = self.raw_list(name);
        let path = self.path_to(name);
        let read_one = |(i, raw): (usize, &'t RawValue)| self.nested(raw, format!("{path}[{i}]"), &mut read).flatten();
        items.into_iter().enumerate().filter_map(read_one).collect()
    }

    /// Whether the field is there.
    pub fn has(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    /// Adds a problem at field `name` (at the object where the field is absent).
    pub fn problem(&mut self, name: &str, message: impl Into<String>) {
        let offset = self.raw(name).map_or(self.start, |raw| self.document.offset_of(raw.get()));
        let path = self.path_to(name);
        self.document.add(offset, &path, message, Severity::Error);
    }

    /// Reports fields that were not asked for, with the nearest known name.
    pub fn finish(&mut self) {
        let unknown: Vec<(String, usize)> = self
            .entries
            .iter()
            .filter(|(name, _)| name != "$schema" && !self.known.contains(&name.as_ref()))
            .map(|(name, raw)| (name.to_string(), self.document.offset_of(raw.get())))
            .collect();
        self.document.more += unknown.len().saturating_sub(MOST_PROBLEMS);
        for (name, offset) in unknown.into_iter().take(MOST_PROBLEMS) {
            let hint = nearest(&name, self.known.iter().copied());
            let hint = hint.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            let mut known = self.known.clone();
            known.sort_unstable();
            known.dedup();
            let path = self.path_to(&name);
            let message = format!("unknown field; {hint}known here: {}", known.join(", "));
            self.document.add(offset, &path, message, Severity::Error);
        }
    }

    fn nested<T>(&mut self, raw: &'t RawValue, path: String, read: impl FnOnce(&mut Fields<'_, 't>) -> T) -> Option<T> {
        let mut fields = Fields::open(self.document, raw.get(), path)?;
        let value = read(&mut fields);
        fields.finish();
        Some(value)
    }

    fn raw_list(&mut self, name: &'static str) -> Vec<&'t RawValue> {
        let Some(raw) = self.take(name) else { return Vec::new() };
        self.parse(raw, |fields| fields.path_to(name)).unwrap_or_default()
    }

    /// The path is asked for only where there is a problem: built-in files are read at every start.
    fn parse<T: Deserialize<'t>>(&mut self, raw: &'t RawValue, path: impl FnOnce(&Self) -> String) -> Option<T> {
        match serde_json::from_str(raw.get()) {
            Ok(value) => Some(value),
            Err(error) => {
                let path = path(self);
                self.document.add_json_error(raw.get(), &path, &error);
                None
            }
        }
    }

    fn take(&mut self, name: &'static str) -> Option<&'t RawValue> {
        self.known.push(name);
        self.raw(name)
    }

    fn raw(&self, name: &str) -> Option<&'t RawValue> {
        self.entries.iter().find(|(key, _)| key == name).map(|(_, raw)| *raw).filter(|raw| raw.get() != "null")
    }

    fn path_to(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn report_twice(&mut self) {
        let (few, mut seen) = (self.entries.len() <= 64, HashSet::new());
        // Looking back is quickest for the usual few; for very many it would take for ever.
        let mut is_second = |i: usize, name: &'_ str| match few {
            true => self.entries.iter().take(i).any(|(earlier, _)| earlier == name),
            false => !seen.insert(name.to_owned()),
        };
        let twice: Vec<(String, usize)> = (self.entries.iter().enumerate())
            .filter(|(i, (name, _))| is_second(*i, name))
            .map(|(_, (name, raw))| (name.to_string(), self.document.offset_of(raw.get())))
            .collect();
        for (name, offset) in twice {
            let path = self.path_to(&name);
            self.document.add(offset, &path, "this field stands here twice", Severity::Error);
        }
    }
}

/// The entries of an object in the order of the file, values unread.
struct Entries<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

/// A field's name, borrowed from the file unless it is written with escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Name<'t>(#[serde(borrow)] Cow<'t, str>);

impl<'de: 't, 't> Deserialize<'de> for Entries<'t> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;

        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::with_capacity(32);
                while let Some((Name(name), raw)) = map.next_entry()? {
                    entries.push((name, raw));
                }
                Ok(entries)
            }
        }
        from.deserialize_map(EntriesVisitor).map(Self)
    }
}

/// A parser's message as a person would put it: no type names, no position (shown in front).
fn in_words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(text, _)| text);
    let (given, expected) = match message.strip_prefix("invalid type: ").or(message.strip_prefix("invalid value: ")) {
        Some(rest) => rest.split_once(", expected ").unwrap_or((rest, "")),
        None => return message.replace("EOF while parsing", "the file ends inside").to_owned(),
    };
    let given = given.replace("sequence", "a list").replace("map", "an object");
    let expected =
        expected.replace("a sequence", "a list").replace("a map", "an object").replace("a borrowed string", "a string");
    format!("this is {given}; expected {expected}")
}

/// The byte in `part` at a parser's line and column (both from 1, the column in bytes).
fn offset_at(part: &str, line: usize, column: usize) -> usize {
    let line_start: usize = part.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut offset = (line_start + column.saturating_sub(1)).min(part.len());
    while !part.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn any_string(value: &serde_json::Value, test: &dyn Fn(&str) -> bool) -> bool {
    match value {
        serde_json::Value::String(text) => test(text),
        serde_json::Value::Array(items) => items.iter().any(|item| any_string(item, test)),
        serde_json::Value::Object(entries) => entries.values().any(|item| any_string(item, test)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::Text;

    fn problems(text: &str, read: impl FnOnce(&mut Fields<'_, '_>)) -> Vec<String> {
        let mut document = Document::new("x.json", text);
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
        let mut document = Document::new("x.json", &text);
        assert!(document.root().is_some());
        assert!(document.has_errors());
    }

    #[test]
    fn escape_sequences_are_a_warning_also_when_written_as_json_escapes() {
        for text in ["{\"name\": \"a\\u001b[31mb\"}", "{\"name\": \"a\u{202e}b\"}"] {
            let mut document = Document::new("x.json", text);
            let name = document.root().and_then(|mut fields| fields.required::<Text>("name"));
            assert_eq!(name, Some(Text::from("ab")));
            assert!(!document.has_errors());
            assert_eq!(document.into_problems().len(), 1, "{text}");
        }
    }
}
