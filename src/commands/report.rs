//! `supple report`: what was written down in the last weeks, on one page to take to a professional.
//!
//! `sections` says what stands in it, `html` and `text` how it looks, `chart` draws. Nothing here advises, and no number is
//! made here: all come from `domain::stats`.

use std::io::{self, Write};

use super::page::Page;
use super::{Outcome, read_from};
use crate::app::settings::Settings;
use crate::cli::report::{Format, Report};
use crate::domain::content::catalog::Catalog;
use crate::domain::record::journal::Journal;
use crate::domain::time::Now;

mod chart;
mod html;
mod model;
mod sections;
mod text;

/// Writes the page of the weeks up to `now`, with names from `catalog`, against the goal and by the limits of `settings`.
/// Lines of the journal that cannot be read become messages; a file that cannot be read is a failure, and said on the
/// page. A name or a question that is longer than its room is cut, with a message.
///
/// # Errors
/// Where `out` cannot be written.
pub fn run(
    (journal, catalog, settings): (&Journal, &Catalog, &Settings),
    args: &Report,
    now: &Now,
    out: &mut dyn Write,
) -> io::Result<Outcome> {
    let report = sections::report((journal, catalog, settings), args, now.wall);
    match args.format {
        Format::Html => writeln!(out, "{}", html::page(&report).into_string())?,
        Format::Text => text::write(&mut Page::new(out), &report)?,
    }
    let mut outcome = read_from(journal);
    outcome.messages.extend(sections::cut_short(args));
    Ok(outcome)
}
