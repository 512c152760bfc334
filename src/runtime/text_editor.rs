//! The user's own editor, from `$VISUAL` or `$EDITOR`: its words, without a shell, and the argument for a line.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::Command;

use super::Program;
use super::own_files;
use crate::state::event::Event;

/// Editors that take `FILE:LINE` behind `-g`.
const GOTO: [&str; 5] = ["code", "code-insiders", "codium", "vscodium", "cursor"];

/// Editors with a window of their own that return at once unless they are asked to wait: the option for that, and
/// another name of it.
const WAITING: [(&str, [&str; 2]); 8] = [
    ("code", ["--wait", "-w"]),
    ("code-insiders", ["--wait", "-w"]),
    ("codium", ["--wait", "-w"]),
    ("vscodium", ["--wait", "-w"]),
    ("cursor", ["--wait", "-w"]),
    ("gedit", ["--wait", "-w"]),
    ("gvim", ["-f", "--nofork"]),
    ("mvim", ["-f", "--nofork"]),
];

/// Editors that take `+LINE` before the file.
const PLUS: [&str; 21] = [
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
    "mvim",
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
        match ran {
            Ok(true) => Event::Tick,
            Ok(false) => Event::Told(format!("{program} ended with an error; the file may not be saved")),
            Err(error) => Event::Told(format!("cannot run {program}: {error}")),
        }
    }
}

/// Runs an editor to its end, and returns false if it reports a failure. If it is stopped (Ctrl-Z) this program stops with it, so that the shell is there.
///
/// # Errors
/// It cannot be started or waited for.
#[cfg(unix)]
pub(super) fn run(command: &mut Command) -> io::Result<bool> {
    use rustix::io::Errno;
    use rustix::process::{Pid, WaitOptions, waitpid};
    let child = command.spawn()?;
    let id = Pid::from_child(&child);
    loop {
        match waitpid(Some(id), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) if status.stopped() => {
                signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
            }
            Ok(Some((_, status))) => return Ok(status.exit_status() == Some(0)),
            Ok(None) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(not(unix))]
pub(super) fn run(command: &mut Command) -> io::Result<bool> {
    command.status().map(|status| status.success())
}

/// Returns the command that opens `file` at `line`; `None` if no editor is named.
pub(super) fn command(file: &Path, line: usize) -> Option<Command> {
    let named =
        ["VISUAL", "EDITOR"].iter().filter_map(|name| env::var(name).ok()).find(|text| !text.trim().is_empty())?;
    let words = split(&named);
    let (program, options) = words.split_first()?;
    let mut command = Command::new(program);
    command.args(options).args(wait_option(program, options)).args(arguments(program, file, line));
    Some(command)
}

/// Returns the name by which an editor is known: without its folder and ending.
fn name_of(program: &str) -> String {
    Path::new(program).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Returns the option with which `program` waits until the file is closed; `None` if it does anyway, or is asked to
/// already.
fn wait_option(program: &str, options: &[String]) -> Option<&'static str> {
    let name = name_of(program);
    let (_, names) = WAITING.iter().find(|(known, _)| *known == name)?;
    let is_asked = options.iter().any(|option| names.contains(&option.as_str()));
    names.first().copied().filter(|_| !is_asked)
}

/// Returns the last arguments of `program`: the file, and the line where it is known how to say that.
fn arguments(program: &str, file: &Path, line: usize) -> Vec<OsString> {
    let name = name_of(program);
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

    #[test]
    fn an_editor_with_a_window_is_asked_to_wait() {
        let asked = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            wait_option(&words[0], &words[1..])
        };
        assert_eq!(asked(&["/usr/bin/code", "-n"]), Some("--wait"));
        assert_eq!(asked(&["code", "-w"]), None);
        assert_eq!(asked(&["gvim"]), Some("-f"));
        assert_eq!(asked(&["gvim", "--nofork"]), None);
        assert_eq!(asked(&["vim"]), None, "it is in this terminal");
    }
}
