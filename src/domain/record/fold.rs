//! Collects the lines of several device files into one journal: counts them, keeps each entry
//! once, notes what cannot be read.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::fmt;
use std::sync::Arc;

use uuid::Uuid;

use super::entry::{Body, Entry};
use super::journal::Journal;
use super::line::{Line, LineError, parse_line};

/// A line of a file of the journal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as a person knows it.
    pub file: Arc<str>,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}:{line}", self.file),
        }
    }
}

/// Something in a file of the journal that was not used. It stays where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub reason: Reason,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

/// Why something was not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The line cannot be read.
    #[error(transparent)]
    Line(#[from] LineError),
    /// Another entry has the same id and says something else; that one counts.
    #[error("another entry with this id says something else, and that one counts: {0}")]
    SameId(Place),
    /// A change that its target does not take.
    #[error("this change is not made: {0}")]
    Change(String),
    /// The file, or the rest of it, cannot be read.
    #[error("{0}")]
    File(String),
}

/// A change (amend or delete) and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    pub(super) entry: Entry,
    pub(super) place: Place,
}

/// Takes the lines of all files, one after the other. The order of the files makes no difference to
/// what counts.
///
/// ```
/// use supple::domain::record::fold::Fold;
///
/// let mut fold = Fold::default();
/// fold.begin_file("laptop-1a2b3c.jsonl");
/// fold.line(br#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000001","kind":"rating","at":"2026-11-20T07:02:10+01:00","score":0,"moment":"other"}"#);
/// fold.line(b"{\"v\":1,\"id\":\"019a");
/// let journal = fold.finish();
/// assert_eq!(journal.ratings().len(), 1);
/// assert_eq!(
///     journal.problems().next().unwrap().to_string(),
///     "laptop-1a2b3c.jsonl:2: the line is torn: it ends in the middle of an entry"
/// );
/// ```
#[derive(Debug, Default)]
pub struct Fold {
    entries: Vec<Entry>,
    /// Where each id was seen first: file, line, index in `entries`.
    seen: HashMap<Uuid, Seen>,
    files: Vec<Arc<str>>,
    line: usize,
    problems: Vec<Problem>,
    foreign: usize,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    file: usize,
    line: usize,
    entry: usize,
}

impl Fold {
    /// The lines that follow are those of the file called `name`, from its first.
    pub fn begin_file(&mut self, name: &str) {
        self.files.push(name.into());
        self.line = 0;
    }

    /// The next line, with or without its end. An empty one is counted and nothing more.
    pub fn line(&mut self, raw: &[u8]) {
        if raw.trim_ascii().is_empty() {
            return self.skip();
        }
        match parse_line(raw) {
            Ok(Line::Known(entry)) => {
                self.skip();
                self.keep(entry);
            }
            Ok(Line::Foreign) => {
                self.skip();
                self.foreign += 1;
            }
            Err(error) => self.unreadable(error),
        }
    }

    /// The next line is counted and not looked at.
    pub fn skip(&mut self) {
        self.line += 1;
    }

    /// The next line could not even be taken in.
    pub fn unreadable(&mut self, error: LineError) {
        self.skip();
        self.report(self.line, error.into());
    }

    /// The file, or what is left of it, cannot be read: `reason` says why.
    pub fn broken_file(&mut self, reason: impl Into<String>) {
        self.report(0, Reason::File(reason.into()));
    }

    /// What all the lines add up to.
    pub fn finish(mut self) -> Journal {
        let places: HashMap<usize, Place> = self
            .seen
            .values()
            .filter(|seen| self.entries.get(seen.entry).is_some_and(is_change))
            .map(|seen| (seen.entry, self.place(seen.file, seen.line)))
            .collect();
        let (mut records, mut changes) = (Vec::with_capacity(self.entries.len()), Vec::new());
        for (index, entry) in self.entries.drain(..).enumerate() {
            match places.get(&index) {
                Some(place) => changes.push(Change { entry, place: place.clone() }),
                None => records.push(entry),
            }
        }
        self.problems.sort_by(|a, b| a.place.cmp(&b.place));
        Journal::new(records, changes, self.problems, self.foreign)
    }

    fn keep(&mut self, entry: Entry) {
        let here = Seen { file: self.files.len().saturating_sub(1), line: self.line, entry: self.entries.len() };
        match self.seen.entry(entry.id) {
            Slot::Vacant(slot) => {
                slot.insert(here);
                self.entries.push(entry);
            }
            Slot::Occupied(slot) => {
                let before = *slot.get();
                self.settle_same_id(before, here, entry);
            }
        }
    }

    /// The first of two entries with one id counts, "first" by file name and line, so that the
    /// order in which files are read makes no difference.
    fn settle_same_id(&mut self, before: Seen, here: Seen, entry: Entry) {
        let (before_place, here_place) = (self.place(before.file, before.line), self.place(here.file, here.line));
        let here_is_first = here_place < before_place;
        let Some(kept) = self.entries.get_mut(before.entry) else { return };
        let differ = *kept != entry;
        if here_is_first {
            self.seen.insert(entry.id, Seen { entry: before.entry, ..here });
            *kept = entry;
        }
        if differ {
            let (winner, loser) = if here_is_first { (here_place, before_place) } else { (before_place, here_place) };
            self.problems.push(Problem { place: loser, reason: Reason::SameId(winner) });
        }
    }

    fn report(&mut self, line: usize, reason: Reason) {
        let place = self.place(self.files.len().saturating_sub(1), line);
        self.problems.push(Problem { place, reason });
    }

    fn place(&self, file: usize, line: usize) -> Place {
        Place { file: self.files.get(file).cloned().unwrap_or_else(|| "".into()), line }
    }
}

fn is_change(entry: &Entry) -> bool {
    matches!(entry.body, Body::Amend { .. } | Body::Delete { .. })
}
