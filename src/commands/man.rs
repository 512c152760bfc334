//! `supple man` and `supple completions`: the manual page and the lines for a shell, from the command line types.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::env::Shells;
use clap_mangen::Man;

use super::Outcome;
use crate::cli::{Cli, Completions};

/// The environment variable by which a shell asks the program for completions.
pub const VARIABLE: &str = "SUPPLE_COMPLETE";

/// Writes the lines that make a shell ask the program itself for completions, so that it knows every value and the
/// user's own items.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn completions(args: &Completions, out: &mut dyn Write) -> io::Result<Outcome> {
    let name = args.shell.to_string();
    match Shells::builtins().completer(&name) {
        Some(shell) => shell.write_registration(VARIABLE, "supple", "supple", "supple", out)?,
        None => return Ok(Outcome::misused(format_args!("there are no completions for {name}"))),
    }
    Ok(Outcome::done())
}

/// Writes the manual page with all commands, as roff.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn run(out: &mut dyn Write) -> io::Result<Outcome> {
    let mut command = Cli::command();
    command.build();
    let page = Man::new(command.clone());
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    writeln!(out, ".SH COMMANDS")?;
    for sub in command.get_subcommands() {
        write_command(sub, out)?;
    }
    writeln!(out, ".SH EXAMPLES")?;
    write_examples(&page, out)?;
    page.render_version_section(out)?;
    Ok(Outcome::done())
}

/// Writes a command as a part of the page: its sections become paragraphs.
fn write_command(command: &clap::Command, out: &mut dyn Write) -> io::Result<()> {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name()).to_owned();
    // The global options are described once, at the top.
    let command = command.clone().mut_args(|arg| match arg.is_global_set() || arg.get_id() == "help" {
        true => arg.hide(true),
        false => arg,
    });
    let page = Man::new(command);
    let mut part = Vec::new();
    page.render_description_section(&mut part)?;
    page.render_synopsis_section(&mut part)?;
    page.render_options_section(&mut part)?;
    writeln!(out, ".SS \"{name}\"")?;
    for line in String::from_utf8_lossy(&part).lines() {
        match line.strip_prefix(".SH ") {
            Some("DESCRIPTION" | "SYNOPSIS" | "OPTIONS") => writeln!(out, ".PP")?,
            _ => writeln!(out, "{line}")?,
        }
    }
    writeln!(out, ".PP")?;
    write_examples(&page, out)
}

/// Writes the end of `--help` line by line as it is.
fn write_examples(page: &Man, out: &mut dyn Write) -> io::Result<()> {
    let mut part = Vec::new();
    page.render_extra_section(&mut part)?;
    writeln!(out, ".nf")?;
    for line in String::from_utf8_lossy(&part).lines().filter(|line| !line.starts_with(".SH ")) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, ".fi")
}
