//! New files of the user's own: made where nothing is yet, and opened in their editor, without a shell.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use super::disk::{DiskError, create, in_words, make_folder, shown};
use crate::commands::Outcome;

/// The environment variables that name the editor, the first one set deciding.
/// **Source**: POSIX.1-2017, `more` and `crontab`: `VISUAL` for a full-screen editor, before `EDITOR`.
const EDITORS: [&str; 2] = ["VISUAL", "EDITOR"];

/// Makes the file at `path` with `text`, unless something is there already.
///
/// # Errors
/// The file or its folder cannot be made, or something is there.
pub(super) fn make(path: &Path, text: &str) -> Result<(), DiskError> {
    if let Some(folder) = path.parent() {
        make_folder(folder, "make the folder for your own files,")?;
    }
    create(path, text.as_bytes())
}

/// Writes the path to `out`, and opens the file in the user's editor if they have named one. Waits until it ends.
///
/// # Errors
/// `out` cannot be written.
pub(super) fn open(path: &Path, out: &mut dyn Write) -> io::Result<Outcome> {
    writeln!(out, "{}", shown(path))?;
    out.flush()?;
    let named = EDITORS.iter().filter_map(|name| env::var(name).ok()).find(|command| !command.trim().is_empty());
    let words = named.map(|command| words_of(&command)).unwrap_or_default();
    let Some((program, arguments)) = words.split_first() else { return Ok(Outcome::done()) };
    match Command::new(program).args(arguments).arg(path).status() {
        Ok(_) => Ok(Outcome::done()),
        Err(error) => Ok(Outcome::failed(format!(
            "the file is made, but the editor `{}` cannot be run: {}",
            shown(Path::new(program)),
            in_words(&error)
        ))),
    }
}

/// Splits a command at blanks; those between quotes are kept.
fn words_of(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in command.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_into_words_and_no_shell_sees_it() {
        assert_eq!(words_of("  code  --wait "), ["code", "--wait"]);
        assert_eq!(words_of("'/opt/my editor/ed' \"\" a'b c'd"), ["/opt/my editor/ed", "", "ab cd"]);
        assert_eq!(words_of("vim; rm -rf $HOME"), ["vim;", "rm", "-rf", "$HOME"]);
        assert_eq!(words_of(" "), [""; 0]);
    }
}
