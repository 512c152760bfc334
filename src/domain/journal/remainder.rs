//! The parts of the journal's lines that entries do not hold: fields and kinds of other versions, and the device.
//!
//! Only an export asks for them; for everything else they would be memory without use.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::browse::Item;
use super::entry::{Body, Entry};
use super::line::{JournalLine, parse_line};
use super::merged::{ChangesInEffect, Journal};
use crate::domain::text::Text;

/// A line of JSON, field by field.
pub type JsonFields = Map<String, Value>;

/// A line of a kind or a version that is not known here.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignLine {
    /// Its fields; their text is clean.
    pub fields: JsonFields,
    /// The name of the device that wrote it.
    pub device: Arc<str>,
}

/// The parts of the lines of a journal that its entries do not hold. Collected by
/// [`Fold::keeping_all`](super::merge::Fold::keeping_all).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Remainder {
    /// The fields of lines that have more of them than their entries; text in them is clean.
    fields: HashMap<Uuid, JsonFields>,
    foreign: Vec<ForeignLine>,
    /// The device, if one wrote all entries.
    only_device: Option<Arc<str>>,
}

impl Remainder {
    /// Returns the lines of kinds or versions that are not known here, by file and line.
    pub fn foreign(&self) -> &[ForeignLine] {
        &self.foreign
    }

    /// Returns the name of the device that wrote entry `id` of `journal`.
    pub fn device<'a>(&'a self, journal: &'a Journal, id: Uuid) -> &'a str {
        journal.origin(id).or(self.only_device.as_deref()).unwrap_or_default()
    }

    /// Returns all fields of an entry of the journal, also those that are not known here; `None` if it has no others.
    /// `changes` are those of the journal.
    pub fn all_fields(&self, item: &Item<'_>, journal: &Journal, changes: &ChangesInEffect<'_>) -> Option<JsonFields> {
        let first = self.fields.get(&item.id()).cloned();
        let sets = changes.amends.get(&item.id()).map(Vec::as_slice).unwrap_or_default();
        if first.is_none() && sets.is_empty() {
            return None;
        }
        // An entry with amends is among the originals.
        let written = first.or_else(|| fields_of(&journal.original(item.id())?.to_line()))?;
        let all = sets.iter().fold(written, |fields, set| with_set(fields, set));
        let mut known = fields_of(&item.entry().to_line())?;
        add(&mut known, all).then_some(known)
    }
}

/// A collector of the remainder, line by line.
#[derive(Debug, Default)]
pub(super) struct RemainderCollector {
    /// With the index of its entry: of two lines with the same id only one counts.
    fields: Vec<(usize, JsonFields)>,
    foreign: Vec<(usize, JsonFields)>,
}

impl RemainderCollector {
    /// Notes the line `raw`, which was read as `entry`, the one with this index.
    pub(super) fn note(&mut self, raw: &[u8], entry: &Entry, index: usize) {
        // A change keeps all that it sets. A line that is written as this program writes it has nothing else.
        if matches!(entry.body, Body::Amend { .. } | Body::Delete { .. }) || entry.is_written_as(raw) {
            return;
        }
        let found = std::str::from_utf8(raw).ok().and_then(fields_of).map(clean_fields);
        if let (Some(found), Some(mut known)) = (found, fields_of(&entry.to_line()))
            && add(&mut known, found.clone())
        {
            self.fields.push((index, found));
        }
    }

    /// Notes the line `raw` of the file with this index, which is of another version.
    pub(super) fn note_foreign(&mut self, raw: &[u8], file: usize) {
        let found = std::str::from_utf8(raw).ok().and_then(fields_of);
        self.foreign.extend(found.map(|found| (file, clean_fields(found))));
    }

    /// Returns what was collected. `files` are the names of the files; `entries` those read, some of which, at the
    /// indices `repeated`, do not count; `only_file` is the file that has them all.
    pub(super) fn finish(
        self,
        files: &[Arc<str>],
        entries: &[Entry],
        repeated: &HashSet<usize>,
        only_file: Option<usize>,
    ) -> Remainder {
        let kept = self.fields.into_iter().filter(|(index, _)| !repeated.contains(index));
        let fields = kept.filter_map(|(index, fields)| Some((entries.get(index)?.id, fields))).collect();
        let foreign =
            self.foreign.into_iter().map(|(file, fields)| ForeignLine { fields, device: device(files, file) });
        Remainder { fields, foreign: foreign.collect(), only_device: only_file.map(|file| device(files, file)) }
    }
}

fn device(files: &[Arc<str>], file: usize) -> Arc<str> {
    let name = files.get(file).map(|name| &**name).unwrap_or_default();
    name.strip_suffix(".jsonl").unwrap_or(name).into()
}

fn fields_of(line: &str) -> Option<JsonFields> {
    serde_json::from_str(line.trim_start_matches('\u{feff}')).ok()
}

/// Returns `fields` with those in `set` replaced, unless the entry does not accept them.
fn with_set(fields: JsonFields, set: &JsonFields) -> JsonFields {
    let mut changed = fields.clone();
    changed.extend(clean_fields(set.clone()));
    let is_read =
        matches!(parse_line(Value::Object(changed.clone()).to_string().as_bytes()), Ok(JournalLine::Known(_)));
    if is_read { changed } else { fields }
}

/// Adds the fields of `more` that `known` lacks, also inside of its objects; returns true if there were any.
fn add(known: &mut JsonFields, more: JsonFields) -> bool {
    let mut is_added = false;
    for (name, value) in more {
        if let Some(own) = known.get_mut(&name) {
            is_added |= add_inside(own, value);
        } else {
            known.insert(name, value);
            is_added = true;
        }
    }
    is_added
}

fn add_inside(known: &mut Value, more: Value) -> bool {
    match (known, more) {
        (Value::Object(known), Value::Object(more)) => add(known, more),
        (Value::Array(known), Value::Array(more)) if known.len() == more.len() => {
            known.iter_mut().zip(more).fold(false, |is_added, (known, more)| add_inside(known, more) | is_added)
        }
        _ => false,
    }
}

/// Returns fields of a file without control characters in names and texts.
fn clean_fields(fields: JsonFields) -> JsonFields {
    fields.into_iter().map(|(name, value)| (Text::clean(&name).as_str().to_owned(), clean(value))).collect()
}

fn clean(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(Text::clean(&text).as_str().to_owned()),
        Value::Array(items) => Value::Array(items.into_iter().map(clean).collect()),
        Value::Object(fields) => Value::Object(clean_fields(fields)),
        other => other,
    }
}
