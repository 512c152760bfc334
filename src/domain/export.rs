//! The journal in formats of other programs: entries go in, files come out, as bytes with a name. Nothing is written here.
//!
//! Each format has a file of its own. The entries are those that hold: later changes are applied, deleted ones are left
//! out.

use std::collections::HashMap;

use uuid::Uuid;

use super::content::catalog::Catalog;
use super::content::words::{spoken, words};
use super::journal::browse::filter::Wanted;
use super::journal::browse::{EntryKind, Item};
use super::journal::done::counts;
use super::journal::entry::{SessionEntry, Stamp};
use super::journal::merged::{Journal, Logged};
use super::journal::remainder::Remainder;
use super::since::DateSpan;
use fhir::FhirChoices;
use ics::{CalendarChoices, CalendarSource};

pub mod fhir;
pub mod fit;
pub mod ics;
mod json;
mod prose;
#[cfg(test)]
mod schema_tests;
mod stable_id;
mod tables;

words! {
    /// Formats of an export.
    ExportFormat, "format":
    /// One document of everything that entries hold; see `assets/schema/journal.json`.
    Json = "json",
    /// Tables of ratings, sessions, steps and activities.
    Csv = "csv",
    /// Entries as the text of jrnl.
    Jrnl = "jrnl",
    /// A page to read.
    Markdown = "markdown",
    /// A calendar of what is to do, and of past sessions.
    Ics = "ics",
    /// A bundle of answers and sessions for a clinic.
    Fhir = "fhir",
    /// An activity for each session.
    Fit = "fit",
}

impl ExportFormat {
    /// Returns true if an export of `kind`, or of all kinds, consists of several files, which need a folder.
    pub const fn is_several_files(self, kind: Option<EntryKind>) -> bool {
        match self {
            Self::Json | Self::Jrnl | Self::Markdown | Self::Ics | Self::Fhir => false,
            Self::Csv => kind.is_none(),
            Self::Fit => true,
        }
    }

    /// Checks that the format can hold `kind`; `None` stands for all kinds.
    ///
    /// # Errors
    /// Returns a message for people with the kinds that it can hold.
    pub fn check(self, kind: Option<EntryKind>) -> Result<(), String> {
        let kinds: &[EntryKind] = match self {
            Self::Json | Self::Jrnl | Self::Markdown => EntryKind::VALUES,
            Self::Csv => &tables::KINDS,
            Self::Ics | Self::Fit => &[EntryKind::Session],
            Self::Fhir => &[EntryKind::Session, EntryKind::Rating, EntryKind::Activity, EntryKind::SelfTest],
        };
        match kind.filter(|kind| !kinds.contains(kind)) {
            Some(kind) => {
                let all: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
                Err(format!("the format {self} has no place for the kind {kind}; it can hold: {}", all.join(", ")))
            }
            None => Ok(()),
        }
    }
}

/// The choices for an export that belong to its format, and the time at which it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportOrder {
    /// The format.
    pub format: ExportFormat,
    /// The present.
    pub now: Stamp,
    /// The weekly goal, in sessions.
    pub goal: u8,
    /// Choices for a calendar.
    pub calendar: CalendarChoices,
    /// Choices for a bundle.
    pub fhir: FhirChoices,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedFile {
    /// Its name, if it is one of several.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl ExportedFile {
    /// Returns a file with this name and content.
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), bytes }
    }
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

    /// Returns the files of this export as `order` wants them.
    ///
    /// **Shape**: one file, unless [`ExportFormat::is_several_files`].
    pub fn files(&self, order: &ExportOrder) -> Vec<ExportedFile> {
        let Self { journal, catalog, items, .. } = self;
        match order.format {
            ExportFormat::Json => vec![json::file(self)],
            ExportFormat::Csv => tables::files(self),
            ExportFormat::Jrnl => vec![prose::jrnl(self)],
            ExportFormat::Markdown => vec![prose::markdown(self)],
            ExportFormat::Ics => {
                let source = CalendarSource { journal, items, catalog, goal: order.goal, now: order.now };
                vec![ExportedFile::new("supple.ics", ics::calendar(source, &order.calendar))]
            }
            ExportFormat::Fhir => {
                let bytes = fhir::bundle(journal, items, catalog, order.fhir, order.now);
                vec![ExportedFile::new("bundle.json", bytes)]
            }
            ExportFormat::Fit => self.activities(),
        }
    }

    /// Returns the sessions asked for in which something was done.
    pub fn done_sessions(&self) -> impl Iterator<Item = &'a Logged<SessionEntry>> {
        self.items.iter().filter_map(|item| match item {
            Item::Session(session) if counts(session) => Some(*session),
            _ => None,
        })
    }

    /// Returns a file for each session, named by its time and its routine. Those outside of FIT's calendar are left out.
    fn activities(&self) -> Vec<ExportedFile> {
        let mut taken: HashMap<String, usize> = HashMap::new();
        let mut files = Vec::new();
        for session in self.done_sessions() {
            let Some(bytes) = fit::activity::activity(session, self.catalog) else { continue };
            let name = format!("{}-{}", session.at.format("%Y-%m-%d-%H%M%S"), session.routine);
            let nth = taken.entry(name.clone()).and_modify(|nth| *nth += 1).or_insert(1);
            let again = if *nth > 1 { format!("-{nth}") } else { String::new() };
            files.push(ExportedFile::new(&format!("{name}{again}.fit"), bytes));
        }
        files
    }

    /// Returns the name of the device that wrote entry `id`.
    pub fn device(&self, id: Uuid) -> &'a str {
        self.remainder.device(self.journal, id)
    }
}

/// Returns the title of a session; that of its routine in words if it has none.
fn title_of(session: &SessionEntry) -> String {
    if session.title.is_empty() { spoken(session.routine.as_str()) } else { session.title.to_string() }
}
