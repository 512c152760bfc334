//! Reading of the journal's files line by line, never more than one line in memory.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::{fs, io};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::journal::entry::{Body, Stamp};
use crate::domain::journal::line::{Glance, JournalLine, LineError, MAX_LINE, glance, parse_line};
use crate::domain::journal::merge::Fold;
use crate::domain::journal::merged::{Journal, may_concern_safety};
use crate::domain::journal::remainder::Remainder;
use crate::domain::text::Text;
use crate::runtime::disk::{in_words, open_regular};

/// A line of a file.
enum Raw<'a> {
    /// Its bytes, with its end if it has one.
    Line(&'a [u8]),
    /// More than [`MAX_LINE`] bytes, which were skipped.
    TooLong,
}

/// The part of a file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadMark {
    /// The name of the file in the journal's folder.
    pub file: String,
    /// The number of bytes up to the end of its last whole line.
    pub read: u64,
}

/// Reads everything in `folder`. Each file that was read to its end has a mark.
pub(super) fn folder(folder: &Path, since: Option<Stamp>) -> (Journal, Vec<ReadMark>) {
    let (mut fold, mut earlier) = (Fold::default(), Earlier::default());
    let marks = lines(&mut fold, folder, since, &mut earlier);
    if let Some(since) = since
        && let Err(error) = earlier.read(&mut fold, since)
    {
        fold.broken_file(format!("cannot be read again: {}", in_words(&error)));
    }
    (fold.finish(), marks)
}

/// Reads everything in `folder` into `fold`.
pub(super) fn whole_folder(folder: &Path, mut fold: Fold) -> (Journal, Remainder) {
    lines(&mut fold, folder, None, &mut Earlier::default());
    fold.finish_with_remainder()
}

/// Reads the files in `folder` into `fold`, except for the lines that `earlier` notes. Each file that was read to its
/// end has a mark.
fn lines(fold: &mut Fold, folder: &Path, since: Option<Stamp>, earlier: &mut Earlier) -> Vec<ReadMark> {
    match files(folder) {
        Ok(files) => files.iter().filter_map(|path| file(fold, path, since, earlier)).collect(),
        Err(error) => {
            fold.begin_file(Text::clean(&folder.to_string_lossy()).as_str());
            fold.broken_file(format!("cannot be read: {}", in_words(&error)));
            Vec::new()
        }
    }
}

/// Returns the `*.jsonl` files in `folder`, sorted by name; none if there is no such folder. Hidden files are skipped:
/// they are the unfinished ones of tools that synchronise.
pub(super) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let listed = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed?,
    };
    let mut files = Vec::new();
    for found in listed {
        let path = found?.path();
        if path.extension().is_some_and(|end| end == "jsonl") && !name(&path).starts_with('.') {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Returns the last part of a path.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn file(fold: &mut Fold, path: &Path, since: Option<Stamp>, earlier: &mut Earlier) -> Option<ReadMark> {
    fold.begin_file(Text::clean(&name(path)).as_str());
    earlier.begin_file(path.to_owned());
    let (mut lines, mut whole) = (0, 0);
    let read = open_regular(path).and_then(|file| {
        each_line(BufReader::with_capacity(1 << 17, file), |raw, start| {
            match raw {
                Raw::Line(line) if line.ends_with(b"\n") => whole = start + line.len() as u64,
                _ => whole = start,
            }
            match raw {
                Raw::TooLong => fold.unreadable(LineError::TooLong),
                Raw::Line(line) => match since.and_then(|since| older(line, since)) {
                    Some(seen) => {
                        earlier.note(line, &seen, start, lines);
                        fold.skip();
                    }
                    None => fold.line(line),
                },
            }
            lines += 1;
            true
        })
    });
    if let Err(error) = read {
        let reason = format!("cannot be read: {}", in_words(&error));
        if keeps_lines(path) {
            fold.broken_file(reason);
        } else {
            fold.no_file(reason);
        }
        return None;
    }
    Some(ReadMark { file: name(path), read: whole })
}

/// Returns false for a folder, a pipe or a device, which keep no lines.
pub(super) fn keeps_lines(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |found| found.is_file())
}

/// Reads the lines after the first `from` bytes of the file at `path` that may concern the clearance to exercise:
/// safety answers, red flags that were looked at, and changes.
pub(super) fn safety_lines(fold: &mut Fold, path: &Path, from: u64) -> io::Result<()> {
    let mut file = open_regular(path)?;
    file.seek(SeekFrom::Start(from))?;
    each_line(BufReader::with_capacity(1 << 16, file), |raw, _| {
        if let Raw::Line(line) = raw
            && glance(line).is_none_or(|seen| std::str::from_utf8(seen.kind).is_ok_and(may_concern_safety))
        {
            fold.line(line);
        }
        true
    })
}

/// Returns true if `reader` has the session `id`.
pub(super) fn has_session(reader: impl BufRead, id: Uuid) -> io::Result<bool> {
    let text = id.to_string();
    let mut found = false;
    each_line(reader, |raw, _| {
        let Raw::Line(line) = raw else { return true };
        // Only lines that look right, or like none of this program's, are parsed.
        if glance(line).is_none_or(|seen| seen.id == text.as_bytes() && seen.kind == b"session") {
            found = match parse_line(line) {
                Ok(JournalLine::Known(entry)) => entry.id == id && matches!(entry.body, Body::Session(_)),
                _ => false,
            };
        }
        !found
    })?;
    Ok(found)
}

/// Passes each line to `take`, with the byte at which it begins, until that returns false.
fn each_line(mut reader: impl BufRead, mut take: impl FnMut(Raw<'_>, u64) -> bool) -> io::Result<()> {
    let (mut line, mut start) = (Vec::new(), 0);
    loop {
        line.clear();
        let mut length = reader.by_ref().take(MAX_LINE as u64 + 1).read_until(b'\n', &mut line)?;
        let raw = match line.last() {
            None => return Ok(()),
            Some(b'\n') => Raw::Line(&line),
            Some(_) if line.len() > MAX_LINE => {
                length += reader.skip_until(b'\n')?;
                Raw::TooLong
            }
            Some(_) => Raw::Line(&line),
        };
        if !take(raw, start) {
            return Ok(());
        }
        start += length as u64;
    }
}

/// Skims a session or a rating from before `since`; `None` for other lines.
fn older(line: &[u8], since: Stamp) -> Option<Glance<'_>> {
    // A line without its end may be torn, and has to be reported.
    glance(line).filter(|seen| line.ends_with(b"\n") && seen.at < since && is_of_the_rules(seen))
}

/// Returns true for a session or a rating, the most frequent entries.
pub(super) fn is_of_the_rules(seen: &Glance<'_>) -> bool {
    matches!(seen.kind, b"session" | b"rating")
}

/// The number of sessions that are kept of each routine: some of them may say nothing of the level, because something
/// was taken back on their day.
const SESSIONS: usize = 8;

/// The time before the start of a session whose ratings belong to it.
const BEFORE: TimeDelta = TimeDelta::days(1);

/// The time after the start of a session whose ratings belong to it, the next morning included.
const AFTER: TimeDelta = TimeDelta::days(3);

/// The most bytes in a block.
const BLOCK: u64 = 1 << 16;

/// Consecutive lines of a file.
struct LineBlock {
    /// The number of the file, in the order of reading.
    file: usize,
    /// The bytes of its lines.
    bytes: std::ops::Range<u64>,
    /// The number of lines of the file before it.
    lines_before: usize,
    /// The earliest and the latest time of the old lines in it.
    times: (Stamp, Stamp),
}

/// Notes on older lines.
#[derive(Default)]
pub(super) struct Earlier {
    files: Vec<PathBuf>,
    blocks: Vec<LineBlock>,
    /// By routine: the starts of the last sessions, ascending.
    sessions: HashMap<Vec<u8>, Vec<Stamp>>,
}

impl Earlier {
    /// Begins the lines of a file.
    pub(super) fn begin_file(&mut self, path: PathBuf) {
        self.files.push(path);
    }

    /// Notes an older line, which begins at byte `start` after `lines_before` lines.
    pub(super) fn note(&mut self, line: &[u8], seen: &Glance<'_>, start: u64, lines_before: usize) {
        let (file, end) = (self.files.len().saturating_sub(1), start + line.len() as u64);
        let open = self.blocks.last_mut().filter(|block| block.file == file && end - block.bytes.start <= BLOCK);
        if let Some(block) = open {
            block.bytes.end = end;
            block.times = (block.times.0.min(seen.at), block.times.1.max(seen.at));
        } else {
            self.blocks.push(LineBlock { file, bytes: start..end, lines_before, times: (seen.at, seen.at) });
        }
        if seen.kind != b"session" {
            return;
        }
        if let Some(routine) = seen.routine() {
            self.note_session(routine, seen.at);
        } else if let Ok(JournalLine::Known(entry)) = parse_line(line)
            && let Body::Session(session) = entry.body
        {
            self.note_session(session.routine.as_str().as_bytes(), seen.at);
        }
    }

    fn note_session(&mut self, routine: &[u8], at: Stamp) {
        let Some(last) = self.sessions.get_mut(routine) else {
            self.sessions.insert(routine.to_vec(), vec![at]);
            return;
        };
        last.insert(last.partition_point(|other| *other <= at), at);
        if last.len() > SESSIONS {
            last.remove(0);
        }
    }

    /// Reads the needed entries into `fold`, which has read all files.
    ///
    /// # Errors
    /// A file cannot be read any more.
    pub(super) fn read(self, fold: &mut Fold, since: Stamp) -> io::Result<()> {
        let mut times: Vec<Stamp> = self.sessions.values().flatten().copied().collect();
        times.sort_unstable();
        for block in self.blocks.iter().filter(|block| is_needed(&times, block.times.0, block.times.1)) {
            let Some(path) = self.files.get(block.file) else { continue };
            fold.resume(block.file, block.lines_before);
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(block.bytes.start))?;
            let mut reader = BufReader::new(file.take(block.bytes.end - block.bytes.start));
            let mut line = Vec::new();
            while reader.read_until(b'\n', &mut line)? > 0 {
                let seen = glance(&line).filter(|seen| seen.at < since && is_of_the_rules(seen));
                if line.len() <= MAX_LINE && seen.is_some_and(|seen| is_needed(&times, seen.at, seen.at)) {
                    fold.line(&line);
                } else {
                    fold.skip();
                }
                line.clear();
            }
        }
        Ok(())
    }
}

/// Returns true if a needed session is near a time between `from` and `to`. `sessions`: their starts, ascending.
fn is_needed(sessions: &[Stamp], from: Stamp, to: Stamp) -> bool {
    let first = sessions.partition_point(|at| *at + AFTER < from);
    sessions.get(first).is_some_and(|at| *at - BEFORE <= to)
}
