//! New files of the user's own: made where nothing is yet, and opened in their editor, without a shell.

use std::io::{self, Write};
use std::path::Path;

use super::disk::{DiskError, create, folder_of, in_words, make_folder, shown};
use super::paths::OWN_FOLDER;
use super::text_editor;
use crate::commands::Outcome;

/// Makes the file at `path` with `text`, unless something is there already.
///
/// # Errors
/// The file or its folder cannot be made, or something is there.
pub(super) fn make(path: &Path, text: &str) -> Result<(), DiskError> {
    make_folder(folder_of(path), OWN_FOLDER)?;
    create(path, text.as_bytes())
}

/// Writes the path to `out`, and opens the file in the user's editor if they have named one. Waits until it ends.
///
/// # Errors
/// `out` cannot be written.
pub(super) fn open(path: &Path, out: &mut dyn Write) -> io::Result<Outcome> {
    writeln!(out, "{}", shown(path))?;
    out.flush()?;
    let Some(mut editor) = text_editor::command(path, 1) else { return Ok(Outcome::done()) };
    let why = match text_editor::run(&mut editor) {
        Ok(true) => return Ok(Outcome::done()),
        Ok(false) => "ended with an error".to_owned(),
        Err(error) => format!("cannot be run: {}", in_words(&error)),
    };
    let program = shown(Path::new(editor.get_program()));
    Ok(Outcome::failed(format!("the file is made, but the editor `{program}` {why}")))
}
