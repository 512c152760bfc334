//! The page as 80 columns of plain text.

use std::io;

use super::model::{Block, Cell, Report, Table};
use crate::commands::page::Page;
use crate::domain::text::lines::{columns, wrap};

/// Columns between two cells.
const GAP: usize = 2;

/// The least room of the last cell of a row, which is broken over lines where it is wider.
const LEAST: usize = 12;

/// Writes all of it.
pub(super) fn write(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    page.text(report.title)?;
    let name = report.name.iter().map(|name| format!("{name} · "));
    page.text(&format!("{}{}", name.collect::<String>(), report.days))?;
    report.legend.iter().try_for_each(|line| page.text(line))?;
    for section in &report.sections {
        page.heading(&section.title.to_uppercase())?;
        section.blocks.iter().try_for_each(|block| write_block(page, block))?;
    }
    page.heading("Written down with supple, a workout companion. It does not examine, diagnose or treat.")
}

fn write_block(page: &mut Page<'_>, block: &Block) -> io::Result<()> {
    match block {
        Block::Large(text) | Block::Text(text) | Block::Quiet(text) => page.text(text),
        Block::List(lines) => lines.iter().try_for_each(|line| page.item("- ", line)),
        Block::Table(table) => write_table(page, table),
        // What it shows is in the table of the weeks.
        Block::Chart(_) => Ok(()),
        Block::Lines(count) => (0..*count).try_for_each(|_| page.line(&format!("\n{}", "_".repeat(page.width())))),
    }
}

fn write_table(page: &mut Page<'_>, table: &Table) -> io::Result<()> {
    page.text(&format!("{}:", table.caption))?;
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(Cell::plain).collect()).collect();
    let cell = |row: &Vec<String>, at: usize| row.get(at).map_or(0, |cell| columns(cell));
    let word = |head: &String| head.split_whitespace().map(columns).max().unwrap_or(0);
    let width = |(at, head)| rows.iter().map(|row| cell(row, at)).max().unwrap_or(0).max(word(head));
    let widths: Vec<usize> = table.heads.iter().enumerate().map(width).collect();
    heads(table, &widths).iter().chain(&rows).try_for_each(|row| write_row(page, row, &widths))
}

/// The heads over as many lines as they need to be no wider than their columns, standing on the first row.
fn heads(table: &Table, widths: &[usize]) -> Vec<Vec<String>> {
    let parts: Vec<Vec<String>> = table.heads.iter().zip(widths).map(|(head, width)| wrap(head, *width)).collect();
    let high = parts.iter().map(Vec::len).max().unwrap_or(0);
    let part = |parts: &Vec<String>, line: usize| {
        line.checked_sub(high - parts.len()).and_then(|line| parts.get(line)).cloned().unwrap_or_default()
    };
    (0..high).map(|line| parts.iter().map(|parts| part(parts, line)).collect()).collect()
}

/// Cells in columns; the last one over several lines where it is too wide.
fn write_row(page: &mut Page<'_>, row: &[String], widths: &[usize]) -> io::Result<()> {
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
