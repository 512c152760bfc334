//! Entries as lines of JSON, written.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::journal::entry::{Body, Entry, Stamp, VERSION};
use crate::domain::journal::timestamp;

/// An entry as it is written: keys in the order `v`, `id`, `kind`, `at`, then those of the kind.
#[derive(Serialize)]
pub(in crate::domain::journal) struct EntryLine<'a, B> {
    v: u32,
    id: Uuid,
    kind: &'static str,
    #[serde(serialize_with = "timestamp::write")]
    at: &'a Stamp,
    #[serde(flatten)]
    body: &'a B,
}

impl<'a, B: Serialize> EntryLine<'a, B> {
    pub(in crate::domain::journal) const fn new(id: Uuid, kind: &'static str, at: &'a Stamp, body: &'a B) -> Self {
        Self { v: VERSION, id, kind, at, body }
    }
}

impl Entry {
    /// Returns the entry as one line of JSON, including its end (`\n`).
    ///
    /// **Shape**: keys in the order `v`, `id`, `kind`, `at`, then those of the kind; no line break inside.
    #[expect(clippy::expect_used, reason = "every key is a string and every value a plain one: nothing can fail")]
    pub fn to_line(&self) -> String {
        let mut line = serde_json::to_string(&self.written()).expect("an entry is plain JSON");
        line.push('\n');
        line
    }

    /// Returns true if [`Entry::to_line`] gives `line`, with or without its end.
    pub(in crate::domain::journal) fn is_written_as(&self, line: &[u8]) -> bool {
        let mut rest = LineRest(line);
        serde_json::to_writer(&mut rest, &self.written()).is_ok() && matches!(rest.0, b"" | b"\n")
    }

    const fn written(&self) -> EntryLine<'_, Body> {
        EntryLine::new(self.id, self.body.kind(), &self.at, &self.body)
    }
}

/// The rest of a line that is compared with what is written: no second line is made for that.
struct LineRest<'a>(&'a [u8]);

impl std::io::Write for LineRest<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.strip_prefix(bytes).ok_or(std::io::ErrorKind::InvalidData)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
