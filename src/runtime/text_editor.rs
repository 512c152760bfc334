//! The user's own editor, from `$VISUAL` or `$EDITOR`: its words, without a shell, and the argument for a line.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Program;
use super::own_files;
use crate::state::event::Event;

/// Editors that take `FILE:LINE` behind `-g`.
const GOTO: [&str; 5] = ["code", "code-insiders", "codium", "vscodium", "cursor"];

/// Editors that take `+LINE` before the file.
const PLUS: [&str; 20] = [
    "vi",
    "vim",
    "nvim",
    "view",
    "vis",
    "nano",
    "pico",
    "emacs",
    "emacsclient",
    "hx",
    "helix",
    "kak",
    "micro",
    "joe",
    "jed",
    "mg",
    "ne",
    "gedit",
    "gvim",
    "zile",
];

impl Program {
    /// Gives the terminal to the user's editor with the file that messages call `file`, and takes it back when the
    /// editor ends. Returns the event that follows.
    pub(super) fn edit_file(&mut self, file: &str, line: usize) -> Event {
        let Some(path) = own_files::find(&self.paths, file) else {
            return Event::Told(format!("{file} is not there any more"));
        };
        let Some(mut command) = command(&path, line) else {
            return Event::Told("name your editor first: export EDITOR=nano".to_owned());
        };
        self.screen.leave();
        let ran = run(&mut command);
        self.enter_again();
        let program = command.get_program().to_string_lossy().into_owned();
        ran.map_or_else(|error| Event::Told(format!("cannot run {program}: {error}")), |()| Event::Tick)
    }
}

/// Runs an editor to its end. If it is stopped (Ctrl-Z) this program stops with it, so that the shell is there.
///
/// # Errors
/// It cannot be started or waited for.
#[cfg(unix)]
pub(super) fn run(command: &mut Command) -> io::Result<()> {
    use rustix::io::Errno;
    use rustix::process::{Pid, WaitOptions, waitpid};
    let child = command.spawn()?;
    let id = Pid::from_child(&child);
    loop {
        match waitpid(Some(id), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) if status.stopped() => {
                signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
            }
            Ok(Some(_)) => return Ok(()),
            Ok(None) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(not(unix))]
pub(super) fn run(command: &mut Command) -> io::Result<()> {
    command.status().map(drop)
}

/// Returns the command that opens `file` at `line`; `None` if no editor is named.
pub(super) fn command(file: &Path, line: usize) -> Option<Command> {
    let named =
        ["VISUAL", "EDITOR"].iter().filter_map(|name| env::var(name).ok()).find(|text| !text.trim().is_empty())?;
    let mut words = split(&named).into_iter();
    let program = words.next()?;
    let mut command = Command::new(&program);
    command.args(words).args(arguments(&program, file, line));
    Some(command)
}

/// Returns the last arguments of `program`: the file, and the line where it is known how to say that.
fn arguments(program: &str, file: &Path, line: usize) -> Vec<OsString> {
    let path = PathBuf::from(program);
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    if PLUS.contains(&name.as_str()) {
        return vec![format!("+{line}").into(), file.into()];
    }
    if GOTO.contains(&name.as_str()) {
        let mut place: OsString = file.into();
        place.push(format!(":{line}"));
        return vec!["-g".into(), place];
    }
    vec![file.into()]
}

/// Splits a command at its blanks; those between quotes are kept.
fn split(command: &str) -> Vec<String> {
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
    fn a_command_is_split_as_people_write_it() {
        assert_eq!(split("  code  --wait "), ["code", "--wait"]);
        assert_eq!(split("'/opt/my editor/bin/ed' -n \"\" a'b c'd"), ["/opt/my editor/bin/ed", "-n", "", "ab cd"]);
        assert_eq!(split("vim; rm -rf $HOME"), ["vim;", "rm", "-rf", "$HOME"], "no shell looks at it");
        assert_eq!(split(" "), [""; 0]);
    }

    #[test]
    fn each_editor_is_given_the_line_in_its_way() {
        let given = |program: &str| {
            let words = arguments(program, Path::new("/c/a b.json"), 7);
            words.into_iter().map(|word| word.into_string().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(given("/usr/bin/nvim"), ["+7", "/c/a b.json"]);
        assert_eq!(given("nano"), ["+7", "/c/a b.json"]);
        assert_eq!(given("code"), ["-g", "/c/a b.json:7"]);
        assert_eq!(given("my-editor"), ["/c/a b.json"]);
    }
}
