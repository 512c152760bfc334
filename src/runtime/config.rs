//! Reading and writing of the settings file.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::content::text_file;
use super::disk::{At as _, DiskError, is_missing, replace};
use super::paths::Paths;
use crate::commands::check::TextFile;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::filter::equipment;
use crate::state::settings::Settings;
use crate::state::settings::read::SettingsReading;
use crate::state::settings::setting::Setting;
use crate::state::settings::write::{changed, completed, new_file};
use crate::widgets::figure::Characters;

/// The settings file after it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenSettings {
    /// Its path, without control characters.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// Returns the path of the file in force: `config.toml`, or the `settings.toml` of earlier versions if there is no
/// other.
pub fn path(paths: &Paths) -> PathBuf {
    let (now, earlier) = (paths.settings_file(), paths.earlier_settings_file());
    if is_missing(&now) && !is_missing(&earlier) { earlier } else { now }
}

/// Reads that file; `None` if there is none.
pub fn file(paths: &Paths) -> Option<TextFile> {
    let path = path(paths);
    (!is_missing(&path)).then(|| text_file(&path))
}

/// Reads the settings and the problems in their file; the defaults if there is none.
pub fn read(paths: &Paths, catalog: &Catalog) -> SettingsReading {
    let Some(TextFile { path, text, .. }) = file(paths) else {
        return SettingsReading { settings: Settings::default(), problems: Vec::new() };
    };
    match text {
        Ok(text) => SettingsReading::of(&path, &text, &|| equipment(catalog)),
        Err(why) => SettingsReading::of_unreadable(&path, &why),
    }
}

/// Checks that the file may be written. A read-only file is not to be changed, even if the folder would let us replace
/// it.
///
/// # Errors
/// The file exists, and its mode or owner does not allow writing.
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

/// Returns true if the settings ask for plain ASCII. Their problems are reported by those who use them.
pub fn is_ascii(home: Option<&Path>) -> bool {
    let found = Paths::find(home).ok().and_then(|paths| file(&paths));
    let Some(TextFile { path, text: Ok(text), .. }) = found else { return false };
    SettingsReading::of(&path, &text, &Vec::new).settings.characters == Some(Characters::Ascii)
}

/// Writes the settings `these` as they are in `settings`; all else in the file stays. The content of an earlier
/// `settings.toml` is moved to `config.toml`.
///
/// # Errors
/// A message for people if the file cannot be read, changed or written; it is then as it was.
pub fn save(paths: &Paths, settings: &Settings, these: &[Setting]) -> Result<WrittenSettings, String> {
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
    Ok(WrittenSettings { file: super::content::shown(&target), text })
}
