//! `supple report`: the record of the last weeks, on one page to take to a professional.
//!
//! `sections` makes the page as plain values; here it is written as text, in `html` as HTML, and `chart` draws. The
//! page gives no advice, and all its numbers come from `domain::stats`.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::page::PageWriter;
use super::{Inputs, Outcome, read_from};
use crate::cli;
use crate::cli::report::{Format, ReportPart};
use crate::domain::journal::entry::Moment;
use crate::domain::stats::pain::Range;
use crate::domain::text::lines::{columns, wrap};
use crate::domain::time::Now;

mod chart;
mod html;
mod sections;

/// Writes the page of the weeks up to `now`. Lines of the journal that cannot be read become messages; a file that
/// cannot be read is a failure, and is mentioned on the page. A name or a question that is too long for its room is
/// cut, with a message.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn run(inputs: Inputs<'_>, args: &cli::report::ReportArgs, now: &Now, out: &mut dyn Write) -> io::Result<Outcome> {
    let report = sections::report(inputs, args, now.wall);
    match args.format {
        Format::Html => writeln!(out, "{}", html::page(&report).into_string())?,
        Format::Text => write_text(&mut PageWriter::new(out), &report)?,
    }
    let mut outcome = read_from(inputs.journal);
    outcome.messages.extend(sections::cut_short(args));
    Ok(outcome)
}

/// The page as plain values, the same for HTML and text.
struct Report {
    title: &'static str,
    /// The person's name, if it was given.
    name: Option<String>,
    /// The days covered.
    days: String,
    /// The meaning of the numbers, a line each.
    legend: Vec<String>,
    sections: Vec<Section>,
}

/// A section, with at least one block.
struct Section {
    part: ReportPart,
    title: String,
    blocks: Vec<ReportBlock>,
}

/// A piece of a section.
enum ReportBlock {
    /// The main result, in large print.
    Large(String),
    Text(String),
    /// A note on how the numbers were made.
    Quiet(String),
    List(Vec<String>),
    /// Short answers with their names.
    Facts(Vec<Fact>),
    Table(ReportTable),
    Chart(Chart),
    /// Empty lines to write on.
    Lines(usize),
}

/// A short answer with its name.
struct Fact {
    name: &'static str,
    text: String,
}

/// A table; every row has a cell for each head, and the first one names the row.
struct ReportTable {
    caption: String,
    heads: Vec<String>,
    rows: Vec<Vec<TableCell>>,
}

/// A cell; blank if nothing was recorded.
#[derive(Default)]
struct TableCell {
    main: String,
    /// The text after it, in small print.
    quiet: String,
}

impl TableCell {
    fn new(main: impl Into<String>) -> Self {
        Self { main: main.into(), quiet: String::new() }
    }

    fn with(main: impl Into<String>, quiet: impl Into<String>) -> Self {
        Self { main: main.into(), quiet: quiet.into() }
    }

    /// Returns the cell as one text.
    fn plain(&self) -> String {
        match (self.main.as_str(), self.quiet.as_str()) {
            (main, "") => main.to_owned(),
            (main, quiet) => format!("{main} ({quiet})"),
        }
    }
}

/// Pain over days.
struct Chart {
    /// The first day.
    from: NaiveDate,
    /// The number of days drawn: whole weeks, at least 7.
    days: u16,
    /// The number of those days up to today.
    past: u16,
    /// Ratings: days after the first, with fractions; the score; the moment.
    dots: Vec<(f64, u8, Moment)>,
    /// Weeks with ratings: days after the first; the scores.
    weeks: Vec<(f64, Range)>,
    /// Sessions: days after the first, with fractions.
    sessions: Vec<f64>,
    /// Flare-ups: the day on which one begins and the day after its last, as days after the first.
    flare_ups: Vec<[f64; 2]>,
    /// The chart in words.
    words: String,
}

fn heads(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

/// The columns between two cells.
const GAP: usize = 2;

/// The least width of the last cell of a row, which is broken into lines if it is wider.
const LEAST: usize = 12;

/// Writes the page as 80 columns of plain text.
fn write_text(page: &mut PageWriter<'_>, report: &Report) -> io::Result<()> {
    page.text(report.title)?;
    let name = report.name.iter().map(|name| format!("{name} · "));
    page.text(&format!("{}{}", name.collect::<String>(), report.days))?;
    for line in &report.legend {
        page.text(line)?;
    }
    for section in &report.sections {
        page.heading(&section.title.to_uppercase())?;
        for block in &section.blocks {
            write_block(page, block)?;
        }
    }
    page.heading("Recorded with supple, a workout companion. It does not examine, diagnose or treat.")
}

fn write_block(page: &mut PageWriter<'_>, block: &ReportBlock) -> io::Result<()> {
    match block {
        ReportBlock::Large(text) | ReportBlock::Text(text) | ReportBlock::Quiet(text) => page.text(text),
        ReportBlock::List(lines) => lines.iter().try_for_each(|line| page.item("- ", line)),
        ReportBlock::Facts(facts) => {
            facts.iter().try_for_each(|fact| page.item(&format!("{}: ", fact.name), &fact.text))
        }
        ReportBlock::Table(table) => write_table(page, table),
        // The table of the weeks has the same numbers.
        ReportBlock::Chart(_) => Ok(()),
        ReportBlock::Lines(count) => {
            (0..*count).try_for_each(|_| page.line(&format!("\n{}", "_".repeat(page.width()))))
        }
    }
}

fn write_table(page: &mut PageWriter<'_>, table: &ReportTable) -> io::Result<()> {
    page.text(&format!("{}:", table.caption))?;
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(TableCell::plain).collect()).collect();
    let mut widths = Vec::new();
    for (at, head) in table.heads.iter().enumerate() {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| columns(cell));
        widths.push(cells.chain(head.split_whitespace().map(columns)).max().unwrap_or(0));
    }
    head_rows(table, &widths).iter().chain(&rows).try_for_each(|row| write_row(page, row, &widths))
}

/// Returns the heads over as many lines as they need to fit their columns, aligned to the bottom.
fn head_rows(table: &ReportTable, widths: &[usize]) -> Vec<Vec<String>> {
    let parts: Vec<Vec<String>> = table.heads.iter().zip(widths).map(|(head, width)| wrap(head, *width)).collect();
    let high = parts.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = vec![Vec::new(); high];
    for parts in &parts {
        let above = vec![String::new(); high - parts.len()];
        for (row, part) in rows.iter_mut().zip(above.iter().chain(parts)) {
            row.push(part.clone());
        }
    }
    rows
}

/// Writes cells in columns, the last one over several lines if it is too wide.
fn write_row(page: &mut PageWriter<'_>, row: &[String], widths: &[usize]) -> io::Result<()> {
    let Some((last, before)) = row.split_last() else { return Ok(()) };
    let mut line = "  ".to_owned();
    for (cell, width) in before.iter().zip(widths) {
        line.push_str(cell);
        line.push_str(&" ".repeat(width + GAP - columns(cell)));
    }
    let indent = columns(&line);
    let room = page.width().saturating_sub(indent).max(LEAST);
    let parts = wrap(last, room);
    page.line(&format!("{line}{}", parts.first().map(String::as_str).unwrap_or_default()))?;
    parts.iter().skip(1).try_for_each(|part| page.line(&format!("{}{part}", " ".repeat(indent))))
}
