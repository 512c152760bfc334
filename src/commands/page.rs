//! Text output for people: paragraphs, numbered items, columns.

use std::io::{self, Write};
use std::time::Duration;

use crate::domain::text::lines::{columns, wrap};

/// The width of text without a terminal.
const WIDTH: usize = 80;

/// The widths of text: narrower falls apart, and wider is hard to read.
const TEXT_WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// The columns between two cells.
const GAP: usize = 2;

/// The number of cells of a row that are never left out: the id and the name.
const KEPT: usize = 2;

/// A writer, and the width of the terminal behind it.
pub struct Sheet<'a> {
    pub(super) out: &'a mut dyn Write,
    columns: Option<usize>,
}

impl<'a> Sheet<'a> {
    /// Creates a sheet for `out`. `columns` is the width of the terminal; `None` if `out` is not one.
    pub fn new(out: &'a mut dyn Write, columns: Option<u16>) -> Self {
        Self { out, columns: columns.map(usize::from) }
    }
}

impl<'a> From<&'a mut dyn Write> for Sheet<'a> {
    /// Creates a sheet that is not a terminal.
    fn from(out: &'a mut dyn Write) -> Self {
        Self { out, columns: None }
    }
}

/// Writes lines that fit a [`Sheet`].
pub(super) struct PageWriter<'a> {
    sheet: Sheet<'a>,
}

impl<'a> PageWriter<'a> {
    pub(super) fn new(sheet: impl Into<Sheet<'a>>) -> Self {
        Self { sheet: sheet.into() }
    }

    /// Returns the width of text.
    pub(super) fn width(&self) -> usize {
        self.sheet.columns.map_or(WIDTH, |columns| columns.clamp(*TEXT_WIDTHS.start(), *TEXT_WIDTHS.end()))
    }

    /// Writes a line as it is.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.sheet.out, "{}", text.trim_end())
    }

    /// Writes an empty line, then a heading.
    pub(super) fn heading(&mut self, text: &str) -> io::Result<()> {
        self.line("")?;
        self.text(text)
    }

    /// Writes a paragraph.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.item("", text)
    }

    /// Writes a paragraph after `marker`; its further lines begin where its first one does.
    pub(super) fn item(&mut self, marker: &str, text: &str) -> io::Result<()> {
        let indent = columns(marker).min(self.width() / 2);
        let apart = columns(marker) > indent;
        if apart {
            self.line(marker)?;
        }
        for (at, line) in wrap(text, self.width() - indent).iter().enumerate() {
            let before = if at == 0 && !apart { marker } else { &" ".repeat(indent) };
            self.line(&format!("{before}{line}"))?;
        }
        Ok(())
    }

    /// Writes `left` and `right` at both ends of one line, or one below the other. The first `indent` columns of `left`
    /// are its marker; further lines are indented by them.
    pub(super) fn ends(&mut self, left: &str, right: &str, indent: usize) -> io::Result<()> {
        let gap = self.width().saturating_sub(columns(left) + columns(right));
        if gap >= GAP {
            return self.line(&format!("{left}{}{right}", " ".repeat(gap)));
        }
        let (marker, text) = left.split_at_checked(indent).unwrap_or(("", left));
        self.item(marker, text)?;
        self.item(&" ".repeat(indent), right)
    }

    /// Writes rows in columns as wide as their widest cell, cutting nothing. On a terminal that is narrower than a row,
    /// the last columns are left out, except for the id and the name; a name without room beside its id goes below it.
    pub(super) fn table<const N: usize>(&mut self, rows: &[[String; N]]) -> io::Result<()> {
        let widths = (0..N).filter_map(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| columns(cell)).max());
        let mut widths: Vec<usize> = widths.collect();
        let room = self.sheet.columns.unwrap_or(usize::MAX);
        while widths.len() > KEPT && widths.iter().sum::<usize>() + GAP * (widths.len() - 1) > room {
            widths.pop();
        }
        rows.iter().try_for_each(|row| self.row(row, &widths, room))
    }

    fn row(&mut self, row: &[String], widths: &[usize], room: usize) -> io::Result<()> {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width + GAP - columns(cell)));
        }
        match row {
            [id, name, ..] if columns(line.trim_end()) > room => {
                self.line(id)?;
                self.item("  ", name)
            }
            _ => self.line(&line),
        }
    }
}

/// Returns whole seconds, rounded.
pub(super) fn whole_secs(span: Duration) -> u64 {
    (span + Duration::from_millis(500)).as_secs()
}
