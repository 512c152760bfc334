//! Reads the files of the journal line by line, never more than one line in memory.

use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::domain::record::entry::{Body, Stamp};
use crate::domain::record::fold::Fold;
use crate::domain::record::journal::Journal;
use crate::domain::record::line::{Line, LineError, MAX_LINE, glance, parse_line};
use crate::domain::text::Text;
use crate::runtime::disk::in_words;
use crate::runtime::regular;

/// A line as it comes from a file.
enum Raw<'a> {
    /// Its bytes, with its end where it has one.
    Line(&'a [u8]),
    /// More than [`MAX_LINE`] bytes, which were passed over.
    TooLong,
}

/// Everything in `folder`.
pub(super) fn folder(folder: &Path, since: Option<Stamp>) -> Journal {
    let mut fold = Fold::default();
    match files(folder) {
        Ok(files) => files.iter().for_each(|path| file(&mut fold, path, since)),
        Err(error) => {
            fold.begin_file(Text::clean(&folder.to_string_lossy()).as_str());
            fold.broken_file(format!("cannot be read: {}", in_words(&error)));
        }
    }
    fold.finish()
}

/// The `*.jsonl` in `folder`, in order of their names; none where there is no such folder. Hidden
/// files are the half-made ones of tools that synchronise.
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

/// The last part of a path.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn file(fold: &mut Fold, path: &Path, since: Option<Stamp>) {
    fold.begin_file(Text::clean(&name(path)).as_str());
    let read = regular::open(path).and_then(|file| {
        each_line(BufReader::with_capacity(1 << 17, file), |raw| {
            match raw {
                Raw::TooLong => fold.unreadable(LineError::TooLong),
                Raw::Line(line) if since.is_some_and(|since| is_older(line, since)) => fold.skip(),
                Raw::Line(line) => fold.line(line),
            }
            true
        })
    });
    if let Err(error) = read {
        fold.broken_file(format!("cannot be read: {}", in_words(&error)));
    }
}

/// Whether `reader` holds the session `id`.
pub(super) fn has_session(reader: impl BufRead, id: Uuid) -> io::Result<bool> {
    let text = id.to_string();
    let mut found = false;
    each_line(reader, |raw| {
        let Raw::Line(line) = raw else { return true };
        // Reading whole lines is for those that look right, or like nothing this program writes.
        if glance(line).is_none_or(|seen| seen.id == text.as_bytes() && seen.kind == b"session") {
            let is_it =
                |line| matches!(line, Line::Known(entry) if entry.id == id && matches!(entry.body, Body::Session(_)));
            found = parse_line(line).is_ok_and(is_it);
        }
        !found
    })?;
    Ok(found)
}

/// Gives each line to `take`, until that returns false.
fn each_line(mut reader: impl BufRead, mut take: impl FnMut(Raw<'_>) -> bool) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        reader.by_ref().take(MAX_LINE as u64 + 1).read_until(b'\n', &mut line)?;
        let raw = match line.last() {
            None => return Ok(()),
            Some(b'\n') => Raw::Line(&line),
            Some(_) if line.len() > MAX_LINE => {
                reader.skip_until(b'\n')?;
                Raw::TooLong
            }
            Some(_) => Raw::Line(&line),
        };
        if !take(raw) {
            return Ok(());
        }
    }
}

/// Whether a line is a session or a rating from before `since`, as far as a light look tells.
fn is_older(line: &[u8], since: Stamp) -> bool {
    // A line without its end may be torn, and is to be reported.
    line.ends_with(b"\n")
        && glance(line).is_some_and(|seen| seen.at < since && matches!(seen.kind, b"session" | b"rating"))
}
