//! Appending of lines to a file so that each is there whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::runtime::disk::{At, DiskError, folder_of, open_or_make, sync_folder, unless_unknown};

/// Appends `lines` (each with its end) in one write, and returns when they are on disk. A torn last line is ended first,
/// so that it damages nothing. The caller holds the lock.
pub(super) fn whole(path: &Path, lines: &[u8]) -> Result<(), DiskError> {
    const INTENT: &str = "write to the journal,";
    let mut append = OpenOptions::new();
    append.read(true).append(true);
    refuse_pipe(path).at(INTENT, path)?;
    let (mut file, new) = open_or_make(path, append).at(INTENT, path)?;
    let length = file.seek(SeekFrom::End(0)).at(INTENT, path)?;
    let torn = ends_in_a_line(&mut file, length).at(INTENT, path)?;
    let written = write(&mut file, torn, lines);
    if written.is_err() {
        // Half a line must not stay. If this fails too, the next append ends the line.
        let _ = file.set_len(length).and_then(|()| file.sync_data());
    }
    written.at(INTENT, path)?;
    if new {
        sync_folder(folder_of(path)).at(INTENT, path)?;
    }
    Ok(())
}

/// Refuses a pipe, which keeps nothing and blocks until somebody reads it.
fn refuse_pipe(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if std::fs::metadata(path).is_ok_and(|found| std::os::unix::fs::FileTypeExt::is_fifo(&found.file_type())) {
        return Err(io::Error::other("it is no regular file; move it away"));
    }
    Ok(())
}

fn write(file: &mut File, torn: bool, lines: &[u8]) -> io::Result<()> {
    if torn {
        file.write_all(&[b"\n", lines].concat())?;
    } else {
        file.write_all(lines)?;
    }
    unless_unknown(file.sync_data())
}

/// Returns true if the last line has no end.
fn ends_in_a_line(file: &mut File, length: u64) -> io::Result<bool> {
    if length == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(length - 1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}
