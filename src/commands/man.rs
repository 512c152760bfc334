//! `supple man`: the manual page, all commands on one page.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_mangen::Man;

use super::Outcome;
use crate::cli::Cli;

/// Writes the manual page, as roff.
///
/// # Errors
/// Where `out` cannot be written.
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

/// A command as a part of the page: its sections become paragraphs.
fn write_command(command: &clap::Command, out: &mut dyn Write) -> io::Result<()> {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name()).to_owned();
    // What holds for every command is said once, at the top.
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

/// What stands under `--help`, line by line as it is.
fn write_examples(page: &Man, out: &mut dyn Write) -> io::Result<()> {
    let mut part = Vec::new();
    page.render_extra_section(&mut part)?;
    writeln!(out, ".nf")?;
    for line in String::from_utf8_lossy(&part).lines().filter(|line| !line.starts_with(".SH ")) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, ".fi")
}
