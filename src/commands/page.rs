//! Text output in 80 columns: paragraphs, numbered items, columns.

use std::io::{self, Write};
use std::time::Duration;

use crate::domain::text::lines::{columns, fit, wrap};

/// How wide text is written, whatever the terminal: a pipe has no width.
pub(super) const WIDTH: usize = 80;

/// A cell narrower than this says nothing.
const LEAST_CELL: usize = 12;

/// Writes lines of at most [`WIDTH`] columns.
pub(super) struct Page<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Page<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out }
    }

    /// A line as it is.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", text.trim_end())
    }

    /// An empty line, then a heading.
    pub(super) fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{text}")
    }

    /// A paragraph.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.item("", text)
    }

    /// A paragraph behind `marker`; its further lines begin where its first one does.
    pub(super) fn item(&mut self, marker: &str, text: &str) -> io::Result<()> {
        let indent = columns(marker).min(WIDTH / 2);
        let apart = columns(marker) > indent;
        if apart {
            self.line(marker)?;
        }
        for (at, line) in wrap(text, WIDTH - indent).iter().enumerate() {
            let before = if at == 0 && !apart { marker } else { &" ".repeat(indent) };
            self.line(&format!("{before}{line}"))?;
        }
        Ok(())
    }

    /// `left` and `right` at both ends of one line, or each on its own.
    pub(super) fn ends(&mut self, left: &str, right: &str, indent: usize) -> io::Result<()> {
        let gap = WIDTH.saturating_sub(columns(left) + columns(right));
        if gap >= 2 {
            return self.line(&format!("{left}{}{right}", " ".repeat(gap)));
        }
        self.text(left)?;
        self.item(&" ".repeat(indent), right)
    }

    /// Rows in columns, the first of them `id`s, which are never shortened: what a long one takes, the
    /// second column gives, and where that is too much, it has a line of its own. A column is as wide
    /// as its widest cell, up to its limit; the last one gets what is left.
    pub(super) fn table<const N: usize>(&mut self, rows: &[[String; N]], limits: [usize; N]) -> io::Result<()> {
        let mut widths = limits;
        for (at, width) in widths.iter_mut().enumerate() {
            let widest = rows.iter().filter_map(|row| row.get(at)).map(|cell| columns(cell));
            *width = widest.filter(|cell| cell <= width || at > 0).max().unwrap_or(0).min(*width);
        }
        rows.iter().try_for_each(|row| self.row(row, widths))
    }

    fn row<const N: usize>(&mut self, row: &[String; N], mut widths: [usize; N]) -> io::Result<()> {
        let over = row.first().map_or(0, |id| columns(id)).saturating_sub(widths.first().copied().unwrap_or(0));
        let lent = widths.get(1).is_some_and(|second| *second >= over + LEAST_CELL);
        if let ([first, second, ..], true) = (widths.as_mut_slice(), lent) {
            *first += over;
            *second -= over;
        }
        let apart = over > 0 && !lent;
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(widths).enumerate() {
            let cell = if at == 0 && apart {
                self.line(cell)?;
                String::new()
            } else {
                fit(cell, width.min(WIDTH.saturating_sub(columns(&line))))
            };
            let gap = (width + 2).saturating_sub(columns(&cell));
            line.push_str(&cell);
            line.push_str(&" ".repeat(gap));
        }
        self.line(&line)
    }
}

/// Whole seconds, rounded.
pub(super) fn whole_secs(span: Duration) -> u64 {
    (span + Duration::from_millis(500)).as_secs()
}
