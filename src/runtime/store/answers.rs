//! The safety answers in a small file of their own in the state folder, so that the clearance to exercise is known before
//! anything is shown, however long the journal is.
//!
//! It says how much of each journal file it knows; at a start only what came after is looked at. An answer is in it
//! before it is in the journal, and stays as long as the journal does not take it back: where the two differ, the more
//! careful reading holds.
//!
//! **Shape**: a first line with version, number of lines and marks; then lines as the journal has them.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::read::{self, Mark};
use super::{Store, StoreError};
use crate::domain::record::entry::{Body, Entry};
use crate::domain::record::fold::Fold;
use crate::domain::record::journal::Journal;
use crate::runtime::disk::replace;

/// The most bytes of the journal that are looked at before the first frame; more are read beside it. Our choice.
const MOST_UNREAD: u64 = 512 * 1024;

/// The number of new bytes in the journal from which on the file is written again. Our choice.
const RENEWED_FROM: u64 = 64 * 1024;

/// The version written and read.
const VERSION: u32 = 1;

/// The contents of the file.
#[derive(Default)]
struct Kept {
    marks: Vec<Mark>,
    journal: Journal,
}

#[derive(Serialize, Deserialize)]
struct Head {
    v: u32,
    lines: usize,
    marks: Vec<Mark>,
}

impl Kept {
    /// The number of bytes of the journal file called `name` that are known.
    fn known(&self, name: &str) -> u64 {
        self.marks.iter().find(|mark| mark.file == name).map_or(0, |mark| mark.read)
    }

    /// `None` where it makes no sense: then nothing of it counts.
    fn parse(text: &str) -> Option<Self> {
        let (head, lines) = text.split_once('\n')?;
        let head: Head = serde_json::from_str(head).ok().filter(|head: &Head| head.v == VERSION)?;
        let mut fold = Fold::default();
        fold.begin_file("safety answers");
        lines.lines().for_each(|line| fold.line(line.as_bytes()));
        let journal = fold.finish();
        let is_whole = lines.lines().count() == head.lines && journal.problems().next().is_none();
        is_whole.then_some(Self { marks: head.marks, journal })
    }

    fn to_text(&self) -> Result<String, serde_json::Error> {
        let part = self.journal.safety_part();
        let head = Head { v: VERSION, lines: part.len(), marks: self.marks.clone() };
        let lines: String = part.iter().map(Entry::to_line).collect();
        Ok(format!("{}\n{lines}", serde_json::to_string(&head)?))
    }
}

impl Store {
    /// The safety answers of all devices, as this device kept them and with what is new in the journal; `None` where too
    /// much is new to be looked at now, or something cannot be read: then only reading the journal says.
    pub fn kept_answers(&self) -> Option<Vec<Entry>> {
        let kept = self.read_kept().ok()?.unwrap_or_default();
        let unread = self.unread(&kept).ok()?;
        if unread.iter().map(|(_, from, length)| length - from).sum::<u64>() > MOST_UNREAD {
            return None;
        }
        let mut fold = Fold::default();
        fold.begin_file("safety answers");
        for entry in kept.journal.safety_part() {
            fold.line(entry.to_line().as_bytes());
        }
        for (path, from, _) in unread.iter().filter(|(_, from, length)| from < length) {
            read::safety_lines(&mut fold, path, *from).ok()?;
        }
        Some(fold.finish().safety_part())
    }

    /// Keeps what of `entries` concerns the clearance, before they are appended to the journal.
    pub(super) fn keep_answers(&self, entries: &[Entry]) -> Result<(), StoreError> {
        let may_concern = |entry: &Entry| {
            matches!(entry.body, Body::Safety(_) | Body::RedFlagSeen(_) | Body::Amend { .. } | Body::Delete { .. })
        };
        if !entries.iter().any(may_concern) {
            return Ok(());
        }
        // Better an answer that is kept while another program writes than one that is not kept.
        let _lock = self.lock();
        let mut kept = self.read_kept().ok().flatten().unwrap_or_default();
        let mut is_new = false;
        for entry in entries.iter().filter(|entry| may_concern(entry)) {
            if kept.journal.concerns_safety(entry) {
                kept.journal.insert(entry.clone());
                is_new = true;
            }
        }
        if is_new { self.write_kept(&kept) } else { Ok(()) }
    }

    /// Brings the file up to `journal`, which was read as far as `marks` say, where it is far behind.
    ///
    /// # Errors
    /// The file cannot be written: at the next start more of the journal is looked at.
    pub fn renew_answers(&self, journal: &Journal, marks: Vec<Mark>) -> Result<(), StoreError> {
        let _lock = self.lock()?;
        let found = self.read_kept().ok().flatten();
        let is_there = found.is_some();
        let mut kept = found.unwrap_or_default();
        let before = kept.journal.safety_part();
        for entry in journal.safety_part() {
            kept.journal.insert(entry);
        }
        let is_behind = |mark: &Mark| mark.read.abs_diff(kept.known(&mark.file)) >= RENEWED_FROM;
        if is_there && before == kept.journal.safety_part() && !marks.iter().any(is_behind) {
            return Ok(());
        }
        kept.marks = marks;
        self.write_kept(&kept)
    }

    /// The files of the journal, and those that wait to be written to it: each with its known bytes and its length.
    fn unread(&self, kept: &Kept) -> io::Result<Vec<(PathBuf, u64, u64)>> {
        let mut unread = Vec::new();
        for path in read::files(&self.paths.journal_dir())?.into_iter().filter(|path| read::keeps_lines(path)) {
            let length = regular_length(&path)?;
            // A file that is shorter than it was is another one.
            let known = Some(kept.known(&read::name(&path))).filter(|known| *known <= length).unwrap_or(0);
            unread.push((path, known, length));
        }
        for path in self.stashed()? {
            let length = regular_length(&path)?;
            unread.push((path, 0, length));
        }
        Ok(unread)
    }

    /// `None` where there is none, or where it makes no sense.
    fn read_kept(&self) -> io::Result<Option<Kept>> {
        let path = self.paths.safety_file();
        match fs::metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
            // A pipe could make us wait for ever.
            Ok(found) if !found.is_file() => Ok(None),
            Ok(_) => Ok(Kept::parse(&String::from_utf8_lossy(&fs::read(&path)?))),
        }
    }

    fn write_kept(&self, kept: &Kept) -> Result<(), StoreError> {
        self.paths.make_state()?;
        let Ok(text) = kept.to_text() else { return Ok(()) };
        Ok(replace(&self.paths.safety_file(), text.as_bytes())?)
    }
}

fn regular_length(path: &std::path::Path) -> io::Result<u64> {
    let found = fs::metadata(path)?;
    if found.is_file() { Ok(found.len()) } else { Err(io::Error::other("it is no regular file")) }
}

#[cfg(test)]
mod tests;
