//! A table of a guide: aligned columns, or where they would be too narrow, row by row.

use std::io;

use super::super::page::{Page, WIDTH};
use crate::domain::content::guide::Table;
use crate::domain::text::Text;
use crate::domain::text::lines::{columns, wrap};

/// Columns between two cells.
const GAP: usize = 2;
/// A column narrower than this is hard to read, whatever is in it.
const NARROWEST: usize = 10;

/// Writes the table behind `indent`.
pub(super) fn write(page: &mut Page<'_>, table: &Table, indent: &str) -> io::Result<()> {
    match widths(table, WIDTH - columns(indent)) {
        Some(widths) => beside(page, table, &widths, indent),
        None => stacked(page, table, indent),
    }
}

/// How wide each column is, together at most `room`; `None` where words would have to be broken.
fn widths(table: &Table, room: usize) -> Option<Vec<usize>> {
    let cells = |at: usize| table.rows.iter().filter_map(move |row| row.get(at)).chain(table.columns.get(at));
    let words = |at: usize| cells(at).flat_map(|cell| cell.as_str().split_whitespace().map(columns)).max().unwrap_or(0);
    let natural = |at: usize| cells(at).map(|cell| columns(cell.as_str())).max().unwrap_or(0);
    let count = table.columns.len();
    let mut widths: Vec<usize> = (0..count).map(natural).collect();
    let least: Vec<usize> = (0..count).map(|at| words(at).max(NARROWEST.min(natural(at)))).collect();
    let room = room.checked_sub(GAP * count.saturating_sub(1)).filter(|room| *room >= least.iter().sum())?;
    while widths.iter().sum::<usize>() > room {
        // The widest gives way first, as long as its words stay whole.
        let spare = widths.iter_mut().zip(&least).filter(|(width, least)| **width > **least);
        *spare.max_by_key(|(width, _)| **width)?.0 -= 1;
    }
    Some(widths)
}

fn beside(page: &mut Page<'_>, table: &Table, widths: &[usize], indent: &str) -> io::Result<()> {
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| lines(row, widths, indent)).collect();
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    lines(&table.columns, widths, indent).iter().try_for_each(|line| page.line(line))?;
    page.line(&format!("{indent}{}", rule.join(&" ".repeat(GAP))))?;
    let apart = rows.iter().any(|lines| lines.len() > 1);
    for (at, row) in rows.iter().enumerate() {
        if at > 0 && apart {
            page.line("")?;
        }
        row.iter().try_for_each(|line| page.line(line))?;
    }
    Ok(())
}

/// The lines of one row.
fn lines(row: &[Text], widths: &[usize], indent: &str) -> Vec<String> {
    let cells: Vec<Vec<String>> = row.iter().zip(widths).map(|(cell, width)| wrap(cell.as_str(), *width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let mut line = indent.to_owned();
        for (cell, width) in cells.iter().zip(widths) {
            let text = cell.get(at).map_or("", String::as_str);
            line.push_str(text);
            line.push_str(&" ".repeat((width + GAP).saturating_sub(columns(text))));
        }
        line
    };
    (0..height).map(line).collect()
}

/// Each row by itself, its first cell as its title.
fn stacked(page: &mut Page<'_>, table: &Table, indent: &str) -> io::Result<()> {
    for (at, row) in table.rows.iter().enumerate() {
        if at > 0 {
            page.line("")?;
        }
        for (at, (cell, head)) in row.iter().zip(&table.columns).enumerate() {
            match at {
                0 => page.item(indent, cell.as_str())?,
                _ => page.item(&format!("{indent}{indent}{head}: "), cell.as_str())?,
            }
        }
    }
    Ok(())
}
