//! Programs of the system that are run to their end, without a shell.

use std::env;
use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::domain::text::without_controls;
use crate::runtime::sinks::find::on_path;

/// A program of the system with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SystemTool {
    name: &'static str,
    arguments: Vec<String>,
}

impl SystemTool {
    pub(super) fn new(name: &'static str, arguments: &[&str]) -> Self {
        Self { name, arguments: arguments.iter().map(ToString::to_string).collect() }
    }

    /// Returns it as it would be typed; an argument with a blank is quoted.
    pub(super) fn text(&self) -> String {
        let words = self
            .arguments
            .iter()
            .map(|word| if word.contains(char::is_whitespace) { format!("\"{word}\"") } else { word.clone() });
        std::iter::once(self.name.to_owned()).chain(words).collect::<Vec<_>>().join(" ")
    }

    /// Returns true if this machine has it.
    pub(super) fn is_there(name: &str) -> bool {
        on_path(name, &env::var("PATH").unwrap_or_default()).is_some()
    }

    /// Runs it with `input`, and returns its output.
    ///
    /// # Errors
    /// It cannot be run, or fails; the message has its own words.
    pub(super) fn run(&self, input: &str) -> Result<String> {
        let program = on_path(self.name, &env::var("PATH").unwrap_or_default());
        let Some(program) = program else { bail!("there is no {} on this machine", self.name) };
        let mut command = Command::new(program);
        // Its messages are looked at, which is why they have to be in one language.
        command.args(&self.arguments).env("LC_ALL", "C");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("{} cannot be run", self.name))?;
        if let Some(mut pipe) = child.stdin.take() {
            // A program that does not read its input has ended; its exit code tells more.
            let _ = pipe.write_all(input.as_bytes());
        }
        let output = child.wait_with_output().with_context(|| format!("{} is gone", self.name))?;
        if !output.status.success() {
            let said = without_controls(String::from_utf8_lossy(&output.stderr).trim());
            bail!("`{}` failed: {said}", self.text());
        }
        // A table in another encoding could not be written back as it was.
        String::from_utf8(output.stdout).with_context(|| format!("the output of {} is not UTF-8", self.name))
    }
}
