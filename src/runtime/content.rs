//! Reading of the user's own exercises, routines and plans, and of files to be checked.
//!
//! Nothing here blocks or fills the memory, whatever those folders hold: only regular files of a moderate size are
//! read.

use std::env;
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

pub use super::disk::shown;
use super::disk::{in_words, open_regular};
use super::paths::Paths;
use crate::commands::check::TextFile;
use crate::domain::content::catalog::{Catalog, FileKind, UserFile};
use crate::domain::content::import;
use crate::domain::content::problem::position;
use crate::domain::content::units::Units;
use crate::domain::text::without_controls;

/// The largest file that is read, in bytes. Our choice: a hundred times the longest built-in one.
pub const MOST_BYTES: u64 = 1 << 20;

/// The beginning of a ZIP archive.
const ZIP: &[u8] = b"PK\x03\x04";

/// The environment variables that name the locale of measurements, the first one set deciding.
/// **Source**: POSIX.1-2017, 8.2; `LC_MEASUREMENT` is of GNU.
const LOCALE_VARIABLES: [&str; 3] = ["LC_ALL", "LC_MEASUREMENT", "LANG"];

/// The largest file to import, in bytes. Our choice: a backup with years of sessions is smaller.
const MOST_IMPORTED_BYTES: u64 = 1 << 24;

/// Returns the built-in content with the user's own, with lengths in the units of the locale.
pub fn catalog(paths: &Paths) -> Catalog {
    let locale = LOCALE_VARIABLES.iter().filter_map(|name| env::var(name).ok()).find(|value| !value.is_empty());
    Catalog::with_user_files(&user_files(paths)).with_local_units(Units::of_locale(&locale.unwrap_or_default()))
}

/// Returns the `*.json` files in the user's folders for exercises, routines, plans and figures, each sorted by name. A
/// missing folder has none; one that cannot be read is a file with the reason. Folders in them and hidden files are
/// skipped.
pub fn user_files(paths: &Paths) -> Vec<UserFile> {
    FileKind::of_users().flat_map(|kind| folder_of(&paths.own(kind), kind)).collect()
}

/// Reads the text of a file to import, also of one that another program wrote in an encoding of its own.
///
/// # Errors
/// The reason, for people.
pub fn text_to_import(path: &Path) -> Result<String, String> {
    let bytes = bytes_of(path, MOST_IMPORTED_BYTES)?;
    match import::repaired(&bytes) {
        Some(text) => Ok(text),
        None if bytes.starts_with(ZIP) => Err("it is a ZIP archive; unzip it first".to_owned()),
        None => text_of(bytes),
    }
}

/// Reads any file, for checking it.
pub fn text_file(path: &Path) -> TextFile {
    // A name with control characters is no id, so that nothing is lost by cleaning it.
    let stem = without_controls(&path.file_stem().unwrap_or_default().to_string_lossy());
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = whole.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    TextFile { path: shown(path), folder, stem, text: read(path) }
}

fn folder_of(folder: &Path, kind: FileKind) -> Vec<UserFile> {
    match json_files(folder) {
        Ok(files) => files.iter().map(|path| user_file(path, kind)).collect(),
        Err(error) => vec![UserFile {
            kind,
            path: shown(folder),
            stem: String::new(),
            text: Err(format!("the folder cannot be read: {}", in_words(&error))),
        }],
    }
}

fn user_file(path: &Path, kind: FileKind) -> UserFile {
    let TextFile { path, stem, text, .. } = text_file(path);
    UserFile { kind, path, stem, text }
}

fn json_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let listed = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(folder).is_err() => {
            return Ok(Vec::new());
        }
        listed => listed?,
    };
    let mut files = Vec::new();
    for found in listed {
        let path = found?.path();
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if !hidden && path.extension().is_some_and(|end| end == "json") && !path.is_dir() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads the text of a regular file that is not too large, without a byte order mark.
fn read(path: &Path) -> Result<String, String> {
    bytes_of(path, MOST_BYTES).and_then(text_of)
}

/// Reads a regular file of at most `most` bytes.
fn bytes_of(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let found = fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound if fs::symlink_metadata(path).is_ok() => {
            "cannot be read: it is a link to something that is not there".to_owned()
        }
        _ => cannot(&error),
    })?;
    if found.is_dir() {
        return Err("this is a folder; name the files in it".to_owned());
    }
    // A pipe or a device could block for ever.
    if !found.is_file() {
        return Err("it is not a regular file; move it away".to_owned());
    }
    if found.len() > most {
        return Err(too_large(found.len(), most));
    }
    let mut bytes = Vec::new();
    let read = open_regular(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    let length = read.map_err(|error| cannot(&error))? as u64;
    if length > most {
        return Err(too_large(length, most));
    }
    Ok(bytes)
}

fn text_of(bytes: Vec<u8>) -> Result<String, String> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default());
            let (line, column) = position(&before, valid);
            Err(format!("the text is not UTF-8 at line {line}, column {column}; save the file as UTF-8"))
        }
    }
}

fn cannot(error: &io::Error) -> String {
    format!("cannot be read: {}", in_words(error))
}

fn too_large(bytes: u64, most: u64) -> String {
    format!("the file has {bytes} bytes; at most {most} are read")
}
