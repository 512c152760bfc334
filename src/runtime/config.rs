//! The settings file: reads it, and writes a change into it.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::content::text_file;
use super::disk::{At as _, DiskError, replace};
use super::paths::Paths;
use crate::app::settings::Settings;
use crate::app::settings::read::Reading;
use crate::app::settings::setting::Setting;
use crate::app::settings::write::{changed, completed, new_file};
use crate::commands::check::TextFile;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::filter::equipment;
use crate::widgets::Blocks;

/// The file as it is now: where it is, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its path, safe to show.
    pub file: String,
    /// What it holds.
    pub text: String,
}

/// The path of the file that holds: `config.toml`, but where there is only the `settings.toml` of earlier
/// versions, that.
pub fn path(paths: &Paths) -> PathBuf {
    let (now, earlier) = (paths.settings_file(), paths.earlier_settings_file());
    if is_missing(&now) && !is_missing(&earlier) { earlier } else { now }
}

/// That file; `None` where there is none.
pub fn file(paths: &Paths) -> Option<TextFile> {
    let path = path(paths);
    (!is_missing(&path)).then(|| text_file(&path))
}

/// Only what is surely not there is missing: about anything else the user is told.
fn is_missing(path: &Path) -> bool {
    matches!(fs::symlink_metadata(path), Err(error) if error.kind() == ErrorKind::NotFound)
}

/// The settings, and what is wrong with the file; the defaults where there is none.
pub fn read(paths: &Paths, catalog: &Catalog) -> Reading {
    let Some(TextFile { path, text, .. }) = file(paths) else {
        return Reading { settings: Settings::default(), problems: Vec::new() };
    };
    match text {
        Ok(text) => Reading::of(&path, &text, &|| equipment(catalog)),
        Err(why) => Reading::of_unreadable(&path, &why),
    }
}

/// Makes sure that the file may be written. Whoever made it read-only does not want it changed, though the folder would
/// let us put another in its place.
///
/// # Errors
/// The file is there and not to be written, by its mode or by whom it belongs to.
fn may_be_written(file: &Path) -> Result<(), DiskError> {
    let refused = match fs::metadata(file) {
        Ok(found) if found.permissions().readonly() => {
            Err(io::Error::other("it is read-only; make it writable to keep a change"))
        }
        Ok(found) if found.is_file() => OpenOptions::new().write(true).open(file).map(|_| ()),
        _ => Ok(()),
    };
    refused.at("write", file)
}

/// Returns true if the settings ask for plain ASCII; whatever is wrong with them is said where they are used.
pub fn is_ascii(home: Option<&Path>) -> bool {
    let found = Paths::find(home).ok().and_then(|paths| file(&paths));
    let Some(TextFile { path, text: Ok(text), .. }) = found else { return false };
    Reading::of(&path, &text, &Vec::new).settings.characters == Some(Blocks::Ascii)
}

/// Writes those in `changed` as they are in `settings`; all else in the file stays as it is now. What `settings.toml`
/// held goes into `config.toml` with them.
///
/// # Errors
/// Where the file cannot be read, changed or written, for people; it is then as it was.
pub fn save(paths: &Paths, settings: &Settings, these: &[Setting]) -> Result<Written, String> {
    let target = paths.settings_file();
    let text = match file(paths) {
        None => new_file(settings, these),
        Some(TextFile { text: Ok(text), .. }) if text.trim().is_empty() => new_file(settings, these),
        Some(TextFile { path, text, .. }) => {
            let is_earlier = is_missing(&target);
            let with = if is_earlier { completed } else { changed };
            let text = text.and_then(|before| with(&before, settings, these));
            text.map_err(|why| format!("{path} is left as it is: {why}"))?
        }
    };
    paths.make_config().and_then(|()| may_be_written(&target)).map_err(|error| error.to_string())?;
    replace(&target, text.as_bytes()).map_err(|error| error.to_string())?;
    Ok(Written { file: super::content::shown(&target), text })
}
