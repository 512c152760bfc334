//! Collects the lines of several device files into one journal: counts them, keeps each entry once, and reports lines
//! that cannot be read.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use uuid::Uuid;

use super::entry::{Body, Entry};
use super::line::{JournalLine, LineError, parse_line};
use super::merged::Journal;
use super::remainder::{Remainder, RemainderCollector};

/// A place in a file of the journal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilePosition {
    /// The file as people know it.
    pub file: Arc<str>,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
}

impl fmt::Display for FilePosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}:{line}", self.file),
        }
    }
}

/// A part of a file of the journal that was not used. It is kept in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalProblem {
    /// The place.
    pub place: FilePosition,
    /// The reason.
    pub reason: UnusedReason,
}

impl fmt::Display for JournalProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

/// Reasons why something was not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnusedReason {
    /// The line cannot be read.
    #[error(transparent)]
    Line(#[from] LineError),
    /// Another entry has the same id and says something else; that one counts.
    #[error("another entry with this id says something else, and that one counts: {0}")]
    SameId(FilePosition),
    /// A change that its target does not accept.
    #[error("this change is not made: {0}")]
    Change(String),
    /// The file, or the rest of it, cannot be read.
    #[error("{0}")]
    File(String),
    /// There is something in place of the file that cannot hold lines, such as a folder or a pipe.
    #[error("{0}")]
    NoFile(String),
}

impl UnusedReason {
    /// Returns true if it concerns a whole file, or the rest of one, not a single line.
    pub const fn is_of_a_file(&self) -> bool {
        matches!(self, Self::File(_) | Self::NoFile(_))
    }
}

/// A change (amend or delete) with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amendment {
    pub(super) entry: Entry,
    pub(super) place: FilePosition,
}

/// The file that each entry is from, if there are several files.
///
/// **Shape**: `others` has only entries that are not from the file with the most (`main`), ascending by id; all is
/// empty if one file has all entries, so that a single device costs nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Origins {
    names: Vec<Arc<str>>,
    main: usize,
    others: Vec<(Uuid, u16)>,
    /// Entries of this device that were added after the files were read.
    own: Vec<Uuid>,
}

impl Origins {
    /// Builds the table; the result does not depend on the order of the files.
    fn new(files: &[Arc<str>], mut entries: Vec<(Uuid, usize)>) -> Self {
        let mut names: Vec<&Arc<str>> = files.iter().collect();
        names.sort();
        let places: Vec<usize> = files.iter().map(|file| names.binary_search(&file).unwrap_or(0)).collect();
        let mut counts = vec![0_usize; files.len()];
        for (_, file) in &mut entries {
            *file = places.get(*file).copied().unwrap_or(0);
            if let Some(count) = counts.get_mut(*file) {
                *count += 1;
            }
        }
        if counts.iter().filter(|count| **count > 0).count() < 2 {
            return Self::default();
        }
        let main = counts.iter().enumerate().max_by_key(|(_, count)| **count).map_or(0, |(file, _)| file);
        let others = entries.into_iter().filter(|(_, file)| *file != main);
        let mut others: Vec<_> = others.map(|(id, file)| (id, u16::try_from(file).unwrap_or(u16::MAX))).collect();
        others.sort_unstable();
        let names =
            names.into_iter().map(|file| file.strip_suffix(".jsonl").map_or_else(|| Arc::clone(file), Arc::from));
        Self { names: names.collect(), main, others, own: Vec::new() }
    }

    /// Adds an entry of this device that was written after the files were read.
    pub(super) fn add_own(&mut self, id: Uuid) {
        if !self.names.is_empty() {
            self.own.push(id);
        }
    }

    /// Returns the name of the file that entry `id` is from; `None` if there is only one file.
    pub(super) fn of(&self, id: Uuid) -> Option<&str> {
        if self.own.contains(&id) {
            return Some("this device");
        }
        let other = self.others.binary_search_by_key(&id, |(other, _)| *other).ok();
        let other = other.and_then(|at| self.others.get(at)).map(|(_, file)| usize::from(*file));
        self.names.get(other.unwrap_or(self.main)).map(|name| &**name)
    }
}

/// A reader of the lines of all files, one after the other. The order of the files makes no difference.
///
/// ```
/// use supple::domain::journal::merge::Fold;
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
    /// The place of each entry: index of its file, line.
    places: Vec<(usize, usize)>,
    files: Vec<Arc<str>>,
    /// The index of the current file.
    file: usize,
    line: usize,
    problems: Vec<JournalProblem>,
    foreign: usize,
    remainder: Option<RemainderCollector>,
}

impl Fold {
    /// Returns a reader that also keeps what entries do not hold, for [`Fold::finish_with_remainder`].
    pub fn keeping_all() -> Self {
        Self { remainder: Some(RemainderCollector::default()), ..Self::default() }
    }

    /// Begins the file called `name`: the lines that follow are its lines from the first on.
    pub fn begin_file(&mut self, name: &str) {
        self.file = self.files.len();
        self.files.push(name.into());
        self.line = 0;
    }

    /// Resumes an earlier file, by its index among those begun, after `lines_before` of its lines. Lines that were
    /// skipped there may be given now.
    pub fn resume(&mut self, file: usize, lines_before: usize) {
        (self.file, self.line) = (file, lines_before);
    }

    /// Reads the next line, with or without its end. An empty one is only counted.
    pub fn line(&mut self, raw: &[u8]) {
        if raw.trim_ascii().is_empty() {
            return self.skip();
        }
        match parse_line(raw) {
            Ok(JournalLine::Known(entry)) => {
                self.skip();
                if let Some(remainder) = &mut self.remainder {
                    remainder.note(raw, &entry, self.entries.len());
                }
                self.entries.push(entry);
                self.places.push((self.file, self.line));
            }
            Ok(JournalLine::Foreign) => {
                self.skip();
                if let Some(remainder) = &mut self.remainder {
                    remainder.note_foreign(raw, self.file);
                }
                self.foreign += 1;
            }
            Err(error) => self.unreadable(error),
        }
    }

    /// Counts the next line without reading it.
    pub fn skip(&mut self) {
        self.line += 1;
    }

    /// Counts the next line and reports that it could not be read.
    pub fn unreadable(&mut self, error: LineError) {
        self.skip();
        self.report(self.line, error.into());
    }

    /// Reports that the file, or the rest of it, cannot be read.
    pub fn broken_file(&mut self, reason: impl Into<String>) {
        self.report(0, UnusedReason::File(reason.into()));
    }

    /// Reports that something in place of the file cannot hold lines; `reason` names it.
    pub fn no_file(&mut self, reason: impl Into<String>) {
        self.report(0, UnusedReason::NoFile(reason.into()));
    }

    /// Returns the journal of all lines.
    pub fn finish(self) -> Journal {
        self.finish_with_remainder().0
    }

    /// Returns the journal of all lines, and what its entries do not hold; only the device, except after
    /// [`Fold::keeping_all`].
    pub fn finish_with_remainder(mut self) -> (Journal, Remainder) {
        let repeated = self.repeated();
        let file = self.places.first().map(|(file, _)| *file);
        let only_file = file.filter(|file| self.places.iter().all(|(other, _)| other == file));
        let remainder = self.remainder.take().unwrap_or_default();
        let remainder = remainder.finish(&self.files, &self.entries, &repeated, only_file);
        let kept = self.entries.iter().zip(&self.places).enumerate().filter(|(at, _)| !repeated.contains(at));
        let kept = kept.map(|(_, (entry, (file, _)))| (entry.id, *file));
        // With one device there is nothing to tell apart.
        let kept: Vec<_> = if self.files.len() > 1 { kept.collect() } else { Vec::new() };
        let origins = Origins::new(&self.files, kept);
        if !repeated.is_empty() {
            drop_at(&mut self.entries, &repeated);
            drop_at(&mut self.places, &repeated);
        }

        let changes = self.entries.iter().enumerate().filter(|(_, entry)| is_change(entry));
        let places: Vec<FilePosition> = changes.map(|(index, _)| self.place_of(index)).collect();
        self.places = Vec::new();
        // In place: a second list of all entries would make a long journal half as large again.
        let mut records = std::mem::take(&mut self.entries);
        let changes = records.extract_if(.., |entry| is_change(entry)).zip(places);
        let changes = changes.map(|(entry, place)| Amendment { entry, place }).collect();
        self.problems.sort_by(|a, b| a.place.cmp(&b.place));
        let journal = Journal::new(records, changes, self.problems, self.foreign).with_origins(origins);
        (journal, remainder)
    }

    /// Returns the indices of entries that repeat the id of an earlier one, by file name and line; reports those whose
    /// content differs.
    ///
    /// They are found by sorting: the ids of one device ascend, so that for one device a single pass is enough.
    fn repeated(&mut self) -> HashSet<usize> {
        if self.entries.is_sorted_by(|a, b| a.id < b.id) {
            return HashSet::new();
        }
        let mut ids: Vec<(Uuid, usize)> =
            self.entries.iter().enumerate().map(|(index, entry)| (entry.id, index)).collect();
        ids.sort();
        let mut repeated = HashSet::new();
        for same in ids.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            let mut placed: Vec<(FilePosition, usize)> =
                same.iter().map(|(_, index)| (self.place_of(*index), *index)).collect();
            placed.sort();
            let Some(((first_place, first), others)) = placed.split_first() else { continue };
            for (place, index) in others {
                repeated.insert(*index);
                if self.entries.get(*first) != self.entries.get(*index) {
                    self.problems.push(JournalProblem {
                        place: place.clone(),
                        reason: UnusedReason::SameId(first_place.clone()),
                    });
                }
            }
        }
        repeated
    }

    fn place_of(&self, index: usize) -> FilePosition {
        let (file, line) = self.places.get(index).copied().unwrap_or_default();
        self.place(file, line)
    }

    fn report(&mut self, line: usize, reason: UnusedReason) {
        let place = self.place(self.file, line);
        self.problems.push(JournalProblem { place, reason });
    }

    fn place(&self, file: usize, line: usize) -> FilePosition {
        FilePosition { file: self.files.get(file).cloned().unwrap_or_else(|| "".into()), line }
    }
}

fn is_change(entry: &Entry) -> bool {
    matches!(entry.body, Body::Amend { .. } | Body::Delete { .. })
}

/// Removes the items at `indices`.
fn drop_at<T>(list: &mut Vec<T>, indices: &HashSet<usize>) {
    let mut index = 0..;
    list.retain(|_| index.next().is_none_or(|index| !indices.contains(&index)));
}
