//! The journal in formats of other programs: entries go in, files come out, as bytes with a name. Nothing is written here.
//!
//! Each format has a file of its own. The entries are those that hold: later changes are applied, deleted ones are left
//! out.

use std::collections::HashMap;

use uuid::Uuid;

use super::content::catalog::Catalog;
use super::content::words::words;
use super::journal::browse::filter::Wanted;
use super::journal::browse::{EntryKind, Item};
use super::journal::entry::SessionEntry;
use super::journal::merged::{Journal, Logged};
use super::journal::remainder::Remainder;
use super::since::DateSpan;

mod json;

words! {
    /// Formats of an export.
    ExportFormat, "format":
    /// One document of everything that entries hold; see `assets/schema/journal.json`.
    Json = "json",
}

impl ExportFormat {
    /// Returns true if an export of `kind`, or of all kinds, consists of several files, which need a folder.
    pub const fn is_several_files(self, _kind: Option<EntryKind>) -> bool {
        match self {
            Self::Json => false,
        }
    }

    /// Checks that the format can hold `kind`; `None` stands for all kinds.
    ///
    /// # Errors
    /// Returns a message for people with the kinds that it can hold.
    pub const fn check(self, _kind: Option<EntryKind>) -> Result<(), String> {
        match self {
            Self::Json => Ok(()),
        }
    }
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedFile {
    /// Its name, if it is one of several.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The entries to export, and what is needed to put them in words.
#[derive(Debug)]
pub struct Export<'a> {
    /// The whole journal.
    pub journal: &'a Journal,
    /// The parts of its lines that entries do not hold.
    pub remainder: &'a Remainder,
    /// All content, for names.
    pub catalog: &'a Catalog,
    /// The days asked for.
    pub span: DateSpan,
    /// The kind asked for; `None` for all.
    pub kind: Option<EntryKind>,
    /// The entries of that time and kind.
    ///
    /// **Shape**: in order of time, then id.
    pub items: Vec<Item<'a>>,
}

impl<'a> Export<'a> {
    /// Selects the entries of `journal` that are of `span` and `kind`.
    pub fn new(
        journal: &'a Journal,
        remainder: &'a Remainder,
        catalog: &'a Catalog,
        span: DateSpan,
        kind: Option<EntryKind>,
    ) -> Self {
        let wanted = Wanted { kind, from: span.from, to: span.to, ..Wanted::default() };
        let items = wanted.items(journal);
        Self { journal, remainder, catalog, span, kind, items }
    }

    /// Returns the files of this export in `format`.
    ///
    /// **Shape**: one file, unless [`ExportFormat::is_several_files`].
    pub fn files(&self, format: ExportFormat) -> Vec<ExportedFile> {
        match format {
            ExportFormat::Json => vec![json::file(self)],
        }
    }

    /// Returns the sessions of the whole journal by id, so that a rating finds its own.
    pub fn sessions_by_id(&self) -> HashMap<Uuid, &'a Logged<SessionEntry>> {
        self.journal.sessions().iter().map(|session| (session.id, session)).collect()
    }
}
