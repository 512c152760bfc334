//! Reads a JSON object field by field. All problems of a file are collected, each with its line and column; reading
//! does not stop at the first.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::problem::{Problem, Severity, nearest, position};
use crate::domain::text::{has_controls, without_controls};

/// The limit of problems reported for one file; of the rest only the number is given. Finding a line and a nearest word
/// takes time, and nobody reads more.
const MOST_PROBLEMS: usize = 100;

/// The field that is not read.
pub(super) const REMARKS: &str = "//";

/// The text of a file, its name for messages, and the problems found so far.
struct JsonDocument<'t> {
    file: &'t str,
    text: &'t str,
    problems: Vec<Problem>,
    /// The number of problems beyond [`MOST_PROBLEMS`].
    more: usize,
    has_errors: bool,
    /// True for a file of another program, which may have fields that are not asked for.
    is_foreign: bool,
}

/// Reads an item from the text of `file` with `from_fields`, and returns it with the problems found; `None` if one of
/// them is an error.
pub fn read<T>(
    file: &str,
    text: &str,
    from_fields: impl FnOnce(&mut Fields<'_, '_>) -> Option<T>,
) -> (Option<T>, Vec<Problem>) {
    let mut document = JsonDocument::new(file, text);
    let read = document.root().and_then(|mut fields| {
        let item = from_fields(&mut fields);
        fields.finish();
        item
    });
    let usable = read.filter(|_| !document.has_errors());
    (usable, document.into_problems())
}

/// Reads each object in the text of `file`, one alone or a list of them, with `from_fields`, and returns what it makes of
/// them, with the problems found. The file is of another program: fields that are not asked for are no problem.
pub fn read_foreign<T>(
    file: &str,
    text: &str,
    mut from_fields: impl FnMut(&mut Fields<'_, '_>) -> Option<T>,
) -> (Vec<T>, Vec<Problem>) {
    let mut document = JsonDocument { is_foreign: true, ..JsonDocument::new(file, text) };
    let parts: Vec<(String, &str)> = if text.trim_start().starts_with('[') {
        match serde_json::from_str::<Vec<&RawValue>>(text) {
            Ok(list) => list.iter().enumerate().map(|(at, raw)| (format!("[{at}]"), raw.get())).collect(),
            Err(error) => {
                document.add_json_error(text, "", &error);
                Vec::new()
            }
        }
    } else {
        vec![(String::new(), text)]
    };
    let mut all = Vec::new();
    for (path, part) in parts {
        if let Some(mut fields) = Fields::open(&mut document, part, path) {
            all.extend(from_fields(&mut fields));
        }
    }
    (all, document.into_problems())
}

impl<'t> JsonDocument<'t> {
    /// Returns a document that messages call `file`.
    fn new(file: &'t str, text: &'t str) -> Self {
        Self { file, text, problems: Vec::new(), more: 0, has_errors: false, is_foreign: false }
    }

    /// Opens the top-level object; reports a problem and returns `None` if the text is not an object.
    fn root(&mut self) -> Option<Fields<'_, 't>> {
        if self.text.trim().is_empty() {
            self.add(0, "", "the file is empty; expected a JSON object", Severity::Error);
            return None;
        }
        self.warn_of_controls();
        let text = self.text;
        Fields::open(self, text, String::new())
    }

    /// Returns all problems, in the order of the file.
    fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        if self.more > 0 {
            let severity = if self.has_errors { Severity::Error } else { Severity::Warning };
            let more = format!("there are {} more problems in this file", self.more);
            self.problems.push(Problem { severity, ..Problem::whole_file(self.file, more) });
        }
        self.problems
    }

    /// Returns true if a problem makes the file unusable.
    fn has_errors(&self) -> bool {
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

    /// Returns the byte offset of `part`, a slice of this text.
    fn offset_of(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    fn add_json_error(&mut self, part: &str, field: &str, error: &serde_json::Error) {
        let inside = offset_at(part, error.line(), error.column());
        let offset = self.offset_of(part) + inside;
        self.add(offset, field, in_words(error), Severity::Error);
    }

    /// Warns of control characters, which [`crate::domain::text::Text`] removes.
    fn warn_of_controls(&mut self) {
        // Almost no file has any: one look at the whole is enough for those.
        if !self.text.contains("\\u") && !has_controls(self.text) {
            return;
        }
        let text = self.text;
        for line in text.lines().filter(|line| has_plain_or_escaped_controls(line)) {
            let message = "control or invisible characters are taken out of this text";
            self.add(self.offset_of(line), "", message, Severity::Warning);
        }
    }
}

/// One JSON object of a document, read field by field.
///
/// Call [`Fields::finish`] at the end: it reports fields that were not asked for.
pub struct Fields<'d, 't> {
    document: &'d mut JsonDocument<'t>,
    path: String,
    start: usize,
    entries: Vec<(Cow<'t, str>, &'t RawValue)>,
    known: Vec<&'static str>,
}

impl<'d, 't> Fields<'d, 't> {
    fn open(document: &'d mut JsonDocument<'t>, part: &'t str, path: String) -> Option<Self> {
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

    /// Reads an optional field; reports a value of the wrong type. `null` counts as absent.
    pub fn optional<T: Deserialize<'t>>(&mut self, name: &'static str) -> Option<T> {
        let raw = self.take(name)?;
        self.parse(raw, |fields| fields.path_to(name))
    }

    /// Reads a required field; reports one that is absent or of the wrong type.
    pub fn required<T: Deserialize<'t>>(&mut self, name: &'static str) -> Option<T> {
        if self.raw(name).is_none() {
            self.known.push(name);
            self.problem(name, format!("`{name}` is missing"));
            return None;
        }
        self.optional(name)
    }

    /// Reads the items of a list; wrong ones are reported and left out. An absent list is empty.
    pub fn list<T: Deserialize<'t>>(&mut self, name: &'static str) -> Vec<T> {
        let items = self.raw_list(name).into_iter().enumerate();
        items.filter_map(|(i, raw)| self.parse(raw, |fields| format!("{}[{i}]", fields.path_to(name)))).collect()
    }

    /// Reads the object in field `name` with `read`; `None` if it is absent or not an object.
    pub fn object<T>(&mut self, name: &'static str, read: impl FnOnce(&mut Fields<'_, 't>) -> T) -> Option<T> {
        let raw = self.take(name)?;
        let path = self.path_to(name);
        self.nested(raw, path, read)
    }

    /// Reads each object of the list in field `name` with `read`.
    pub fn objects<T>(&mut self, name: &'static str, mut read: impl FnMut(&mut Fields<'_, 't>) -> Option<T>) -> Vec<T> {
        let items = self.raw_list(name).into_iter().enumerate();
        let path = self.path_to(name);
        items.filter_map(|(i, raw)| self.nested(raw, format!("{path}[{i}]"), &mut read).flatten()).collect()
    }

    /// Returns true if the field is present and not `null`.
    pub fn has(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    /// Returns the line of the file that the object begins on, from 1.
    pub fn line(&self) -> usize {
        position(self.document.text, self.start).0
    }

    /// Adds a problem at field `name`, or at the object if the field is absent.
    pub fn problem(&mut self, name: &str, message: impl Into<String>) {
        let offset = self.raw(name).map_or(self.start, |raw| self.document.offset_of(raw.get()));
        let path = self.path_to(name);
        self.document.add(offset, &path, message, Severity::Error);
    }

    /// Reports fields that were not asked for, each with the nearest known name.
    pub fn finish(&mut self) {
        if self.document.is_foreign {
            return;
        }
        let unknown: Vec<(String, usize)> = self
            .entries
            .iter()
            .filter(|(name, _)| name != "$schema" && !self.is_remark(name) && !self.known.contains(&name.as_ref()))
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

    /// Returns true for the remarks of an author, which are at the top of a file: JSON has no other place for them.
    fn is_remark(&self, name: &str) -> bool {
        name == REMARKS && self.path.is_empty()
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

    /// Parses a value, or reports a problem. `path` is only called for a problem, since files are read at every start.
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
        for (i, (name, raw)) in self.entries.iter().enumerate() {
            // Looking back is quickest for the usual few; for very many it would take for ever.
            let is_second = match few {
                true => self.entries.iter().take(i).any(|(earlier, _)| earlier == name),
                false => !seen.insert(name.as_ref()),
            };
            if is_second {
                let (offset, path) = (self.document.offset_of(raw.get()), self.path_to(name));
                self.document.add(offset, &path, "this field is here twice", Severity::Error);
            }
        }
    }
}

/// The entries of an object in the order of the file, values unread.
pub(super) struct Entries<'t>(pub(super) Vec<(Cow<'t, str>, &'t RawValue)>);

/// A field's name, borrowed from the file unless it is written with escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct FieldName<'t>(#[serde(borrow)] Cow<'t, str>);

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
                while let Some((FieldName(name), raw)) = map.next_entry()? {
                    entries.push((name, raw));
                }
                Ok(entries)
            }
        }
        from.deserialize_map(EntriesVisitor).map(Self)
    }
}

/// Rewords a parser's message for people: no type names, no position (it is shown in front).
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

/// Returns the byte offset in `part` of a parser's line and column (both from 1, the column in bytes).
fn offset_at(part: &str, line: usize, column: usize) -> usize {
    let line_start: usize = part.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut offset = (line_start + column.saturating_sub(1)).min(part.len());
    while !part.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Returns true if a line of JSON has control or invisible characters, as they are or as escapes in its strings.
fn has_plain_or_escaped_controls(line: &str) -> bool {
    if has_controls(line) {
        return true;
    }
    let lower = line.to_lowercase();
    if !["\\u00", "\\u20", "\\u06", "\\ufe", "\\udb"].iter().any(|start| lower.contains(start)) {
        return false;
    }
    let line = line.trim().trim_end_matches(',');
    let value = serde_json::from_str(&format!("[{line}]")).or_else(|_| serde_json::from_str(&format!("{{{line}}}")));
    value.is_ok_and(|value| has_string_with_controls(&value))
}

fn has_string_with_controls(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(text) => has_controls(text),
        serde_json::Value::Array(items) => items.iter().any(has_string_with_controls),
        serde_json::Value::Object(entries) => entries.values().any(has_string_with_controls),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
