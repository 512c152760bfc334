//! Layout of a table in lines: in columns if each is wide enough to be read, else row by row.

use super::{Emphasis, Line, LineKind, LinePart, marked, wrapped};
use crate::domain::content::guide::Table;
use crate::domain::text::Text;
use crate::domain::text::lines::columns;

/// The number of blanks between two columns.
const GAP: usize = 2;

/// The least width of a column that wraps: a narrower one breaks a sentence into too many lines.
const LEAST: usize = 20;

/// Returns the lines of `table`, none wider than `width`; nothing is left out.
pub(super) fn lay_out(table: &Table, width: usize) -> Vec<Line> {
    match widths(table, width) {
        Some(widths) => in_columns(table, &widths),
        None => row_by_row(table, width),
    }
}

/// Returns the widths of the columns: that of the widest cell if there is room for it, for the others an equal share of
/// the room that remains; `None` if that share is below [`LEAST`].
fn widths(table: &Table, width: usize) -> Option<Vec<usize>> {
    let natural: Vec<usize> = (0..table.columns.len()).map(|at| widest(table, at)).collect();
    let mut room = width.checked_sub(GAP * natural.len().saturating_sub(1))?;
    let mut sorted = natural.clone();
    sorted.sort_unstable();
    let mut share = room;
    for (at, wide) in sorted.iter().enumerate() {
        share = room / (sorted.len() - at);
        if *wide > share {
            break;
        }
        room -= wide;
    }
    let widths: Vec<usize> = natural.iter().map(|wide| (*wide).min(share)).collect();
    let is_readable = widths.iter().zip(&natural).all(|(wide, natural)| wide == natural || *wide >= LEAST);
    is_readable.then_some(widths)
}

fn widest(table: &Table, at: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.get(at));
    cells.chain(table.columns.get(at)).map(|cell| columns(cell.as_str())).max().unwrap_or(0)
}

/// Lays out heads, a rule and rows, with a gap between rows if some take several lines.
fn in_columns(table: &Table, widths: &[usize]) -> Vec<Line> {
    let rules: Vec<Text> = widths.iter().map(|width| Text::clean(&"─".repeat(*width))).collect();
    let mut lines = row(LineKind::Quiet, &table.columns, widths);
    lines.extend(row(LineKind::Quiet, &rules, widths));
    let rows: Vec<Vec<Line>> = table.rows.iter().map(|cells| row(LineKind::Text, cells, widths)).collect();
    let with_gaps = rows.iter().any(|row| row.len() > 1);
    for (at, row) in rows.into_iter().enumerate() {
        if at > 0 && with_gaps {
            lines.push(Line::new(LineKind::Text, Vec::new()));
        }
        lines.extend(row);
    }
    lines
}

fn row(kind: LineKind, cells: &[Text], widths: &[usize]) -> Vec<Line> {
    let cells: Vec<Vec<String>> =
        cells.iter().zip(widths).map(|(cell, width)| wrapped(cell.as_str(), *width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    (0..height).map(|y| Line::new(kind, row_parts(&cells, widths, y))).collect()
}

/// Returns the parts of the `y`th line of a row, without trailing blanks.
fn row_parts(cells: &[Vec<String>], widths: &[usize], y: usize) -> Vec<LinePart> {
    let (mut parts, mut blank) = (Vec::new(), 0);
    for (cell, width) in cells.iter().zip(widths) {
        let text = cell.get(y).map_or("", String::as_str);
        if !text.is_empty() {
            parts.push(LinePart::new(" ".repeat(blank), Emphasis::Body));
            parts.extend(marked(text));
            blank = 0;
        }
        blank += width + GAP - columns(text).min(*width);
    }
    parts
}

/// Lays out each cell after the head of its column.
fn row_by_row(table: &Table, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, cells) in table.rows.iter().enumerate() {
        if at > 0 {
            lines.push(Line::new(LineKind::Text, Vec::new()));
        }
        for (head, cell) in table.columns.iter().zip(cells) {
            lines.extend(labelled(head.as_str(), cell.as_str(), width));
        }
    }
    lines
}

/// Returns the lines of `head: cell`, the head quiet, further lines indented by two columns.
fn labelled(head: &str, cell: &str, width: usize) -> Vec<Line> {
    const INDENT: &str = "  ";
    let (label, room) = (format!("{head}:"), width.saturating_sub(columns(INDENT)));
    let mut lines = Vec::new();
    for (at, text) in wrapped(&format!("{label} {cell}"), room).into_iter().enumerate() {
        let (before, rest) = match text.strip_prefix(&label) {
            Some(rest) if at == 0 => (label.as_str(), rest),
            _ if at == 0 => ("", text.as_str()),
            _ => (INDENT, text.as_str()),
        };
        let parts = std::iter::once(LinePart::new(before, Emphasis::Quiet)).chain(marked(rest));
        lines.push(Line::new(LineKind::Text, parts.collect()));
    }
    lines
}
