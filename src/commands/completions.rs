//! `supple completions`: what a shell needs to complete commands and options.

use std::io::{self, Write};

use clap_complete::env::Shells;

use super::Outcome;
use crate::cli::Completions;

/// The variable of the environment by which a shell asks the program what can stand on a command line.
pub const VARIABLE: &str = "SUPPLE_COMPLETE";

/// Writes the lines that make a shell ask the program itself, so that it knows every value and the user's own items.
///
/// # Errors
/// Where `out` cannot be written.
pub fn run(args: &Completions, out: &mut dyn Write) -> io::Result<Outcome> {
    let name = args.shell.to_string();
    match Shells::builtins().completer(&name) {
        Some(shell) => shell.write_registration(VARIABLE, "supple", "supple", "supple", out)?,
        None => return Ok(Outcome::misused(format_args!("there are no completions for {name}"))),
    }
    Ok(Outcome::done())
}
