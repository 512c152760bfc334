//! The journal as one JSON document; its schema is `assets/schema/journal.json`.
//!
//! It holds everything that is needed to make the same document again from the entries in it, and no time of its own:
//! the same journal gives the same bytes.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{Export, ExportedFile};
use crate::domain::journal::browse::{EntryKind, Item};
use crate::domain::journal::merged::ChangesInEffect;
use crate::domain::journal::remainder::{ForeignLine, JsonFields};
use crate::domain::journal::timestamp;

/// The name of the format, by which an import recognises it.
const FORMAT: &str = "supple-journal";

/// The version of the document that is written here.
const VERSION: u32 = 1;

/// The fields of every entry, which come first, in this order.
const FIRST: [&str; 4] = ["v", "id", "kind", "at"];

/// The field for the device that an entry was written on.
const DEVICE: &str = "device";

/// The beginning of the document.
#[derive(Serialize)]
struct DocumentHead {
    format: &'static str,
    version: u32,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
    kind: Option<EntryKind>,
}

/// Returns the document: an entry a line, so that two exports can be compared line by line.
pub(super) fn file(export: &Export<'_>) -> ExportedFile {
    let head = DocumentHead {
        format: FORMAT,
        version: VERSION,
        since: export.span.from,
        until: export.span.to,
        kind: export.kind,
    };
    let changes = export.journal.changes_in_effect();
    let mut text = json_of(&head);
    text.truncate(text.len().saturating_sub(1));
    text.push_str(",\"entries\":[");
    for (at, item) in export.items.iter().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        push_entry(&mut text, export, item, &changes);
    }
    text.push_str("\n],\"foreign\":[");
    let foreign = export.remainder.foreign().iter().filter(|line| is_wanted(line, export, &changes));
    for (at, ForeignLine { fields, device }) in foreign.enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        push_fields(&mut text, fields, device);
    }
    text.push_str("\n]}\n");
    ExportedFile { name: "journal.json".to_owned(), bytes: text.into_bytes() }
}

fn push_entry(text: &mut String, export: &Export<'_>, item: &Item<'_>, changes: &ChangesInEffect<'_>) {
    let entry = item.entry();
    let device = export.device(entry.id);
    if let Some(fields) = export.remainder.all_fields(&entry, export.journal, changes) {
        return push_fields(text, &fields, device);
    }
    let line = entry.to_line();
    text.push_str(line.trim_end().strip_suffix('}').unwrap_or_default());
    push_device(text, device);
}

/// Adds the fields of an entry: those of every entry, then the others by name.
fn push_fields(text: &mut String, fields: &JsonFields, device: &str) {
    let mut others: Vec<&String> = fields.keys().filter(|name| !FIRST.contains(&name.as_str())).collect();
    others.sort();
    let names = FIRST.into_iter().chain(others.into_iter().map(String::as_str)).filter(|name| *name != DEVICE);
    let mut before = '{';
    for (name, value) in names.filter_map(|name| Some((name, fields.get(name)?))) {
        text.push(before);
        text.push_str(&json_of(name));
        text.push(':');
        text.push_str(&json_of(value));
        before = ',';
    }
    push_device(text, device);
}

/// Ends an entry with its device.
fn push_device(text: &mut String, device: &str) {
    text.push_str(",\"device\":");
    text.push_str(&json_of(device));
    text.push('}');
}

/// Returns true if a line of another version belongs to the time asked for, and is not deleted. Its kind is none of
/// those that can be asked for.
fn is_wanted(line: &ForeignLine, export: &Export<'_>, changes: &ChangesInEffect<'_>) -> bool {
    let [id, at] = ["id", "at"].map(|name| line.fields.get(name).and_then(Value::as_str));
    let id = id.and_then(|id| Uuid::parse_str(id).ok());
    let day = at.and_then(|at| timestamp::parse(at).ok()).map(|at| at.date_naive());
    let is_in_time = match day {
        Some(day) => export.span.from.is_none_or(|from| day >= from) && export.span.to.is_none_or(|to| day <= to),
        None => export.span.from.is_none() && export.span.to.is_none(),
    };
    export.kind.is_none() && is_in_time && id.is_none_or(|id| !changes.deleted.contains(&id))
}

#[expect(clippy::expect_used, reason = "every key is a string and every value a plain one: nothing can fail")]
fn json_of(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).expect("plain JSON")
}
