//! Old entries that are needed even if only the last months are read: the last sessions of each routine, however long
//! ago, with the ratings around them. A pause may last for years, and a level is kept.
//!
//! While the files are read, older lines are only skimmed: noted are the routine of each session, and the range of
//! times in each block of a file. Afterwards the few blocks with needed entries are read again.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::PathBuf;

use chrono::TimeDelta;

use super::read::is_of_the_rules;
use crate::domain::journal::entry::{Body, Stamp};
use crate::domain::journal::line::{Glance, JournalLine, MAX_LINE, glance, parse_line};
use crate::domain::journal::merge::Fold;

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
