//! Output to a file that the user names (`-o`): nothing of supple's own is overwritten, and writing never blocks for
//! ever.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Duration;

use super::disk::{At as _, DiskError, replace};
use super::paths::Paths;
use crate::domain::content::catalog::FileKind;

/// The longest time for which a pipe or a device may take nothing. Our choice: enough to start its reader.
const PATIENCE: Duration = Duration::from_secs(10);

/// The number of bytes written to a pipe or a device at once.
const CHUNK: usize = 1 << 12;

/// A place for output that was checked and may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputTarget {
    /// Standard output: `-`, `/dev/stdout`, or the very file that standard output goes to.
    Standard,
    /// A regular file to replace, or a path where nothing exists yet.
    File(PathBuf),
    /// A pipe, a terminal or another device to write to.
    Stream(PathBuf),
}

impl OutputTarget {
    /// Checks the path `output`; `None` is standard output, too.
    ///
    /// # Errors
    /// The path is a folder, a link to nothing, or belongs to supple itself under any name.
    pub fn find(output: Option<&Path>, own: &Paths) -> Result<Self, DiskError> {
        let Some(path) = output.filter(|path| path.as_os_str() != "-") else { return Ok(Self::Standard) };
        let found = match fs::metadata(path) {
            Ok(found) if is_standard_output(&found) => return Ok(Self::Standard),
            Ok(found) if found.is_dir() => return refused("this is a folder; name a file in it", path),
            Err(_) if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) => {
                return refused("it is a link to something that is not there", path);
            }
            found => found.ok(),
        };
        if is_ours(path, found.as_ref(), own) {
            return refused("it is one of supple's own folders; choose another place", path);
        }
        let path = path.to_owned();
        Ok(if found.is_none_or(|found| found.is_file()) { Self::File(path) } else { Self::Stream(path) })
    }

    /// Writes `page` there; `out` is standard output, whose errors are in the inner result.
    ///
    /// # Errors
    /// A file or a device cannot be written. A closed pipe is not an error.
    pub fn write(&self, page: Vec<u8>, out: &mut dyn Write) -> Result<io::Result<()>, DiskError> {
        match self {
            Self::Standard => return Ok(out.write_all(&page)),
            Self::File(path) => replace(path, &page)?,
            Self::Stream(path) => write_stream(path, page, PATIENCE).at("write", path)?,
        }
        Ok(Ok(()))
    }
}

fn refused<T>(why: &str, path: &Path) -> Result<T, DiskError> {
    Err(io::Error::other(why)).at("write", path)
}

/// Returns true for a path in one of the folders of supple, or above one, and for another name of a file in them.
fn is_ours(path: &Path, found: Option<&Metadata>, own: &Paths) -> bool {
    let place = resolved(path);
    let folders = folders_of(own);
    let is_within = folders
        .iter()
        .map(|folder| resolved(folder))
        .any(|folder| place.starts_with(&folder) || folder.starts_with(&place));
    is_within || found.is_some_and(|found| is_known_in(&folders, found))
}

/// Returns the folders of supple, also those that may be links.
fn folders_of(own: &Paths) -> Vec<PathBuf> {
    let folders = [own.config.clone(), own.data.clone(), own.state.clone(), own.journal_dir()];
    folders.into_iter().chain(FileKind::of_users().map(|kind| own.own(kind))).collect()
}

/// Returns the path with all links followed, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let Ok(place) = fs::canonicalize(&path) {
        return place;
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => resolved(folder).join(name),
        _ => path,
    }
}

/// Returns true if a file in one of the folders, with its links followed, is the one in `found`.
#[cfg(unix)]
fn is_known_in(folders: &[PathBuf], found: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let ours = folders.iter().flat_map(fs::read_dir).flatten().flatten().map(|entry| entry.path());
    found.is_file() && ours.flat_map(fs::metadata).any(|other| (other.dev(), other.ino()) == (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn is_known_in(_: &[PathBuf], _: &Metadata) -> bool {
    false
}

#[cfg(unix)]
fn is_standard_output(found: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let Ok(output) = rustix::fs::fstat(io::stdout()) else { return false };
    // The numbers have other types on other systems.
    #[allow(clippy::unnecessary_cast, clippy::cast_sign_loss)]
    let output = (output.st_dev as u64, output.st_ino as u64);
    output == (found.dev(), found.ino())
}

#[cfg(not(unix))]
fn is_standard_output(_: &Metadata) -> bool {
    false
}

/// Writes to a pipe or a device in a thread, which is left behind if nothing is taken for `patience`.
fn write_stream(path: &Path, page: Vec<u8>, patience: Duration) -> io::Result<()> {
    let (tell, told) = mpsc::sync_channel(0);
    let owned = path.to_owned();
    thread::Builder::new().name("output".to_owned()).spawn(move || {
        let written = write_chunks(&owned, &page, &tell);
        let _ = tell.send(Some(written));
    })?;
    loop {
        match told.recv_timeout(patience) {
            Ok(None) => {}
            Ok(Some(Err(error))) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            Ok(Some(written)) => return written,
            Err(RecvTimeoutError::Timeout) => return Err(io::Error::other("nothing reads from it")),
            Err(RecvTimeoutError::Disconnected) => return Err(io::Error::other("it was not written")),
        }
    }
}

/// Writes `page`, with a message after each chunk.
fn write_chunks(path: &Path, page: &[u8], tell: &SyncSender<Option<io::Result<()>>>) -> io::Result<()> {
    let mut stream: File = OpenOptions::new().write(true).open(path)?;
    for chunk in page.chunks(CHUNK) {
        stream.write_all(chunk)?;
        let _ = tell.send(None);
    }
    stream.flush()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_takes_nothing_is_given_up() {
        let folder = tempfile::TempDir::new().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let unread =
            |page: usize| write_stream(&pipe, vec![b'x'; page], Duration::from_millis(50)).unwrap_err().to_string();
        assert_eq!(unread(1), "nothing reads from it");
        // Somebody opens it, and reads nothing.
        let _reader = OpenOptions::new().read(true).write(true).open(&pipe).unwrap();
        assert_eq!(unread(1 << 20), "nothing reads from it");
    }
}
