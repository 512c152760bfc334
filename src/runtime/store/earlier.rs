//! The part that a light reading leaves out and that is needed all the same: the last sessions of each routine, however
//! long ago, with the ratings around them. A pause is one after years, too, and a level lasts.
//!
//! While the files are read, the older lines are looked at no closer than before; noted is which routine a session was of,
//! and in which blocks of a file which time is. Afterwards the few blocks that hold what is needed are read again.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::PathBuf;

use chrono::TimeDelta;

use super::read::is_of_the_rules;
use crate::domain::record::entry::{Body, Stamp};
use crate::domain::record::fold::Fold;
use crate::domain::record::line::{Glance, Line, MAX_LINE, glance, parse_line};

/// Sessions that are kept of each routine: those of a day on which something was taken back say nothing of the level.
const SESSIONS: usize = 8;

/// Ratings from so long before the start of a session belong to it.
const BEFORE: TimeDelta = TimeDelta::days(1);

/// Ratings until so long after the start of a session belong to it, the next morning included.
const AFTER: TimeDelta = TimeDelta::days(3);

/// Bytes that are read again together, at most.
const BLOCK: u64 = 1 << 16;

/// Some lines of a file, one after the other.
struct Block {
    /// Which file, in the order in which they were read.
    file: usize,
    /// The bytes of its lines.
    bytes: std::ops::Range<u64>,
    /// The lines of the file before it.
    lines_before: usize,
    /// The earliest and the latest time of the older lines in it.
    times: (Stamp, Stamp),
}

/// Notes on older lines.
#[derive(Default)]
pub(super) struct Earlier {
    files: Vec<PathBuf>,
    blocks: Vec<Block>,
    /// By routine: when the last sessions began, in order.
    sessions: HashMap<Vec<u8>, Vec<Stamp>>,
}

impl Earlier {
    /// The lines that follow are those of this file.
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
            self.blocks.push(Block { file, bytes: start..end, lines_before, times: (seen.at, seen.at) });
        }
        if seen.kind != b"session" {
            return;
        }
        if let Some(routine) = seen.routine() {
            self.note_session(routine, seen.at);
        } else if let Ok(Line::Known(entry)) = parse_line(line)
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

    /// Reads what is needed of it into `fold`, which has read all files.
    ///
    /// # Errors
    /// A file that could be read a moment ago no longer can.
    pub(super) fn read(self, fold: &mut Fold, since: Stamp) -> io::Result<()> {
        let mut times: Vec<Stamp> = self.sessions.values().flatten().copied().collect();
        times.sort_unstable();
        let is_needed = |from: Stamp, to: Stamp| {
            let first = times.partition_point(|at| *at + AFTER < from);
            times.get(first).is_some_and(|at| *at - BEFORE <= to)
        };
        for block in self.blocks.iter().filter(|block| is_needed(block.times.0, block.times.1)) {
            let Some(path) = self.files.get(block.file) else { continue };
            fold.resume(block.file, block.lines_before);
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(block.bytes.start))?;
            let mut reader = BufReader::new(file.take(block.bytes.end - block.bytes.start));
            let mut line = Vec::new();
            while reader.read_until(b'\n', &mut line)? > 0 {
                let seen = glance(&line).filter(|seen| seen.at < since && is_of_the_rules(seen));
                if line.len() <= MAX_LINE && seen.is_some_and(|seen| is_needed(seen.at, seen.at)) {
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
