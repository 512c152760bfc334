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
    let (since, until) = (export.span.from, export.span.to);
    let head = DocumentHead { format: FORMAT, version: VERSION, since, until, kind: export.kind };
    let changes = export.journal.changes_in_effect();
    let mut text = DocumentText::default();
    text.push(&head);
    // The head goes on with the lists.
    text.0.pop();
    text.0.extend(b",\"entries\":[");
    for (at, item) in export.items.iter().enumerate() {
        text.separate(at);
        text.push_entry(export, item, &changes);
    }
    text.0.extend(b"\n],\"foreign\":[");
    let foreign = export.remainder.foreign().iter().filter(|line| is_wanted(line, export, &changes));
    for (at, ForeignLine { fields, device }) in foreign.enumerate() {
        text.separate(at);
        text.push_fields(fields, device);
    }
    text.0.extend(b"\n]}\n");
    ExportedFile::new("journal.json", text.0)
}

/// The text of a document.
#[derive(Default)]
struct DocumentText(Vec<u8>);

impl DocumentText {
    #[expect(clippy::expect_used, reason = "every key is a string and every value a plain one: nothing can fail")]
    fn push(&mut self, value: &(impl Serialize + ?Sized)) {
        serde_json::to_writer(&mut self.0, value).expect("plain JSON");
    }

    /// Begins the line of the item with this index.
    fn separate(&mut self, at: usize) {
        self.0.extend(if at == 0 { b"\n".as_slice() } else { b",\n" });
    }

    #[expect(clippy::expect_used, reason = "every key is a string and every value a plain one: nothing can fail")]
    fn push_entry(&mut self, export: &Export<'_>, item: &Item<'_>, changes: &ChangesInEffect<'_>) {
        let device = export.device(item.id());
        if let Some(fields) = export.remainder.all_fields(item, export.journal, changes) {
            return self.push_fields(&fields, device);
        }
        item.write_json(&mut self.0).expect("an entry is plain JSON");
        self.0.pop();
        self.push_device(device);
    }

    /// Adds the fields of an entry: those of every entry, then the others by name.
    fn push_fields(&mut self, fields: &JsonFields, device: &str) {
        let mut others: Vec<&str> = fields.keys().map(String::as_str).filter(|name| !FIRST.contains(name)).collect();
        others.sort_unstable();
        let names = FIRST.into_iter().chain(others).filter(|name| *name != DEVICE);
        for (at, (name, value)) in names.filter_map(|name| Some((name, fields.get(name)?))).enumerate() {
            self.0.push(if at == 0 { b'{' } else { b',' });
            self.push(name);
            self.0.push(b':');
            self.push(value);
        }
        self.push_device(device);
    }

    /// Ends an entry with its device.
    fn push_device(&mut self, device: &str) {
        self.0.extend(b",\"device\":");
        self.push(device);
        self.0.push(b'}');
    }
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
