//! `supple completions`: what a shell needs to complete commands and options.

use std::io::{self, Write};

use clap::CommandFactory;

use super::Outcome;
use crate::cli::{Cli, Completions};

/// Writes the completions for a shell.
///
/// # Errors
/// Where `out` cannot be written.
pub fn run(args: &Completions, out: &mut dyn Write) -> io::Result<Outcome> {
    // Made in memory, because the generator gives up on a pipe that closes.
    let mut made = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "supple", &mut made);
    out.write_all(&made)?;
    Ok(Outcome::done())
}
