//! Layout of a document in lines of a width: paragraphs, warnings, links, and tables, which are in columns if each is wide
//! enough to be read, else row by row.

use std::fmt;

use crate::domain::content::guide::{Table, is_mark};
use crate::domain::text::Text;
use crate::domain::text::lines::{columns, wrap, wrap_words};

/// Kinds of line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// The title of what follows.
    Heading,
    /// Plain text; without parts an empty line.
    Text,
    /// Less important text: sources, heads of columns.
    Quiet,
    /// A warning.
    Warning,
    /// A link to another item.
    Link,
    /// A remark on the person's own content or choices.
    Own,
    /// A caution in a line, without the bar of a warning.
    Caution,
    /// Something left out, with the reason as its detail.
    Struck,
}

/// The emphasis of a part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// The same as that of its line.
    Body,
    /// Less: citations, labels.
    Quiet,
    /// The sign of a warning.
    Sign,
    /// No longer so; the text says so, too.
    Struck,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePart {
    /// The text.
    pub text: String,
    /// The emphasis.
    pub tone: Emphasis,
}

impl LinePart {
    fn new(text: impl Into<String>, tone: Emphasis) -> Self {
        Self { text: text.into(), tone }
    }
}

/// A line of a [`Document`](super::Document). [`Display`](fmt::Display) gives its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The kind.
    pub kind: LineKind,
    /// The parts, from left to right; none in an empty line.
    pub parts: Vec<LinePart>,
    /// The index of the link that begins here.
    pub link: Option<usize>,
}

impl Line {
    pub(super) fn new(kind: LineKind, parts: Vec<LinePart>) -> Self {
        Self { kind, parts: parts.into_iter().filter(|part| !part.text.is_empty()).collect(), link: None }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| f.write_str(&part.text))
    }
}

/// The bar before each line of a warning.
const BAR: &str = "┃";
/// The sign before the first line of a warning.
const SIGN: &str = "!";

/// The number of blanks between two columns.
const GAP: usize = 2;

/// The least width of a column that wraps: a narrower one breaks a sentence into too many lines.
const LEAST: usize = 20;

/// Returns the lines of a warning.
pub(super) fn warning(text: &str, width: usize) -> impl Iterator<Item = Line> {
    let indent = columns(BAR) + columns(SIGN) + 2;
    let lines = paragraph(LineKind::Warning, "", text, width.saturating_sub(indent));
    lines.into_iter().enumerate().map(|(at, line)| {
        let sign = if at == 0 { LinePart::new(SIGN, Emphasis::Sign) } else { LinePart::new(" ", Emphasis::Quiet) };
        let blank = LinePart::new(" ", Emphasis::Quiet);
        let before = [LinePart::new(BAR, Emphasis::Sign), blank.clone(), sign, blank];
        Line { parts: before.into_iter().chain(line.parts).collect(), ..line }
    })
}

/// Returns `text` in lines of at most `width` columns after a quiet `mark`, by whose width further lines are indented;
/// no lines if there is no text. A citation stays on the line of the word before it, and is quiet.
pub fn paragraph(kind: LineKind, mark: &str, text: &str, width: usize) -> Vec<Line> {
    let indent = columns(mark).min(width / 2);
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for (at, line) in wrapped(text, width - indent).iter().enumerate() {
        let before = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
        let parts = std::iter::once(LinePart::new(before, Emphasis::Quiet)).chain(marked(line));
        lines.push(Line::new(kind, parts.collect()));
    }
    lines
}

/// The texts of a choice.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceText<'a> {
    /// The kind of its first line.
    pub kind: LineKind,
    /// The title.
    pub title: &'a str,
    /// The text that the detail replaces; empty if it replaces none.
    pub was: &'a str,
    /// The detail.
    pub detail: &'a str,
}

/// The sign between a text and the one that replaces it.
const BECOMES: &str = " → ";

impl ChoiceText<'_> {
    /// Returns the detail after the text that it replaces, and the number of columns of both.
    fn details(self) -> (Vec<LinePart>, usize) {
        let becomes = if self.was.is_empty() || self.detail.is_empty() { "" } else { BECOMES };
        let parts = vec![
            LinePart::new(self.was, Emphasis::Struck),
            LinePart::new(format!("{becomes}{}", self.detail), Emphasis::Quiet),
        ];
        let width = parts.iter().map(|part| columns(&part.text)).sum();
        (parts, width)
    }
}

/// Returns the lines of the choice of this index: its title, indented by two columns so that it can be marked as chosen;
/// its detail at the right if there is room, else below.
pub fn choice_lines(choice: ChoiceText<'_>, index: usize, width: usize) -> Vec<Line> {
    let ChoiceText { kind, title, .. } = choice;
    let room = width.saturating_sub(2);
    let (details, wide) = choice.details();
    let mut lines = if columns(title) + wide + 2 <= room {
        let blank = if wide == 0 { 0 } else { room - columns(title) - wide };
        let mut parts = indented(title.to_owned());
        parts.push(LinePart::new(" ".repeat(blank), Emphasis::Quiet));
        parts.extend(details);
        vec![Line::new(kind, parts)]
    } else {
        // Blanks that align a number are no blanks between words.
        let titles = if columns(title) <= room { vec![title.to_owned()] } else { wrap(title, room.saturating_sub(2)) };
        let titles = titles
            .into_iter()
            .enumerate()
            .map(|(y, line)| Line::new(kind, indented(if y == 0 { line } else { format!("  {line}") })));
        titles.chain(details_below(choice, width)).collect()
    };
    if let Some(first) = lines.first_mut() {
        first.link = Some(index);
    }
    lines
}

/// Returns the detail below a title, after the text that it replaces if both have room in a line.
fn details_below(choice: ChoiceText<'_>, width: usize) -> Vec<Line> {
    let (details, wide) = choice.details();
    if !choice.was.is_empty() && wide + columns(BELOW) <= width {
        let parts = std::iter::once(LinePart::new(BELOW, Emphasis::Quiet)).chain(details);
        return vec![Line::new(LineKind::Quiet, parts.collect())];
    }
    paragraph(LineKind::Quiet, BELOW, choice.detail, width)
}

/// The indent of a detail below its title.
const BELOW: &str = "    ";

/// Returns `text` in lines of at most `width` columns, with citations on the line of the word before them.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    wrap_words(units(text, width).iter().map(String::as_str), width)
}

/// Returns the parts of a link's title. The indent is a part of its own, so that it is not underlined where links are.
fn indented(text: String) -> Vec<LinePart> {
    vec![LinePart::new("  ", Emphasis::Quiet), LinePart::new(text, Emphasis::Body)]
}

/// Splits `text` into words, each with the citations after it if they fit into a line together.
pub(super) fn units(text: &str, width: usize) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let inside = word.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let joins = inside.is_some_and(|(inside, _)| is_mark(inside));
        match units.last_mut() {
            Some(before) if joins && columns(before) + 1 + columns(word) <= width => {
                before.push(' ');
                before.push_str(word);
            }
            _ => units.push(word.to_owned()),
        }
    }
    units
}

/// Splits `text` into parts, with citations as quiet parts of their own.
pub(super) fn marked(text: &str) -> Vec<LinePart> {
    let (mut parts, mut body, mut rest) = (Vec::new(), String::new(), text);
    while let Some((before, after)) = rest.split_once('[') {
        body.push_str(before);
        rest = match after.split_once(']').filter(|(inside, _)| is_mark(inside)) {
            Some((inside, rest)) => {
                parts.push(LinePart::new(std::mem::take(&mut body), Emphasis::Body));
                parts.push(LinePart::new(format!("[{inside}]"), Emphasis::Quiet));
                rest
            }
            None => {
                body.push('[');
                after
            }
        };
    }
    body.push_str(rest);
    parts.push(LinePart::new(body, Emphasis::Body));
    parts
}

/// Returns the lines of `table`, none wider than `width`; nothing is left out.
pub(super) fn table(table: &Table, width: usize) -> Vec<Line> {
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
