//! Text to read, laid out in lines of a given width, for screens to style and commands to print.
//!
//! There are no styles here: a line has a kind, its parts have a tone. `table` lays out tables.
//!
//! # Guide
//!
//! [`Document::new`] begins an empty one for a width. [`Document::heading`], [`Document::text`], [`Document::item`],
//! [`Document::warning`] and [`Document::link`] add to its end, each wrapped at that width; [`Document::gap`] adds an
//! empty line. Then its `lines` are drawn or written one below the other, and `links` says where they lead.
//!
//! ```
//! use supple::domain::content::document::Document;
//!
//! let mut page = Document::new(24);
//! page.heading("Dead Bug");
//! page.item("- ", "Low back heavy on the floor");
//! let lines: Vec<String> = page.lines.iter().map(ToString::to_string).collect();
//! assert_eq!(lines, ["Dead Bug", "- Low back heavy on the", "  floor"]);
//! ```

use std::fmt;

use super::catalog::Catalog;
use super::exercise::Source;
use super::guide::{Block, Cause, Guide, citations, is_mark};
use super::link::{ItemKind, Link};
use super::wording::joined;
use crate::domain::text::Text;
use crate::domain::text::lines::{columns, wrap, wrap_words};

mod table;

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

/// A line of a [`Document`]. [`Display`](fmt::Display) gives its text.
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
    fn new(kind: LineKind, parts: Vec<LinePart>) -> Self {
        Self { kind, parts: parts.into_iter().filter(|part| !part.text.is_empty()).collect(), link: None }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| f.write_str(&part.text))
    }
}

/// The explanation of `[ours]`.
const OURS: &str = "our own words or general knowledge, in none of the sources";

/// The bar before each line of a warning.
const BAR: &str = "┃";
/// The sign before the first line of a warning.
const SIGN: &str = "!";

/// Lines, added one below the other, and their links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    width: usize,
    /// The lines, none wider than `width`.
    pub lines: Vec<Line>,
    /// The links, in the order of their lines.
    pub links: Vec<Link>,
}

/// Lays out all of `guide` but its title in lines of at most `width` columns: warnings at its beginning, causes, the
/// rest, sources. `said` gives the detail beside a link; links to items that `catalog` lacks are left out.
pub fn of_guide(guide: &Guide, catalog: &Catalog, width: usize, said: impl Fn(&Link) -> String) -> Document {
    let mut page = Document::new(width);
    page.text(guide.summary.as_str());
    let rest = guide.blocks.iter().skip_while(|block| matches!(block, Block::Warning(_)));
    let first = guide.blocks.iter().take_while(|block| matches!(block, Block::Warning(_)));
    let put_link = |page: &mut Document, link: &Link| page.link_with(link, &said(link), catalog);
    for block in first {
        page.block(block, &put_link);
    }
    for cause in &guide.causes {
        page.cause(cause, &put_link);
    }
    for block in rest {
        page.block(block, &put_link);
    }
    let some_ours = guide.texts().any(|text| text.as_str().contains("[ours]"));
    page.sources((1..).zip(&guide.sources).collect(), some_ours);
    page
}

impl Document {
    /// Returns an empty reading for lines of at most `width` columns.
    pub fn new(width: usize) -> Self {
        Self { width, lines: Vec::new(), links: Vec::new() }
    }

    /// Adds an empty line, unless it would be at the top or follow another.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.parts.is_empty()) {
            self.lines.push(Line::new(LineKind::Text, Vec::new()));
        }
    }

    /// Adds a gap and a heading.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.lines.extend(paragraph(LineKind::Heading, "", text, self.width));
    }

    /// Adds a paragraph.
    pub fn text(&mut self, text: &str) {
        self.item("", text);
    }

    /// Adds a less important paragraph.
    pub fn quiet(&mut self, text: &str) {
        self.lines.extend(paragraph(LineKind::Quiet, "", text, self.width));
    }

    /// Adds a paragraph after a quiet `mark`, by whose width its further lines are indented.
    pub fn item(&mut self, mark: &str, text: &str) {
        self.lines.extend(paragraph(LineKind::Text, mark, text, self.width));
    }

    /// Adds a warning, marked with a bar and a sign.
    pub fn warning(&mut self, text: &str) {
        let indent = columns(BAR) + columns(SIGN) + 2;
        let lines = paragraph(LineKind::Warning, "", text, self.width.saturating_sub(indent));
        for (at, line) in lines.into_iter().enumerate() {
            let sign = if at == 0 { LinePart::new(SIGN, Emphasis::Sign) } else { LinePart::new(" ", Emphasis::Quiet) };
            let blank = LinePart::new(" ", Emphasis::Quiet);
            let before = [LinePart::new(BAR, Emphasis::Sign), blank.clone(), sign, blank];
            self.lines.push(Line { parts: before.into_iter().chain(line.parts).collect(), ..line });
        }
    }

    /// Adds a link with its title and its detail; nothing if `catalog` has no such item.
    pub fn link(&mut self, link: &Link, catalog: &Catalog) {
        self.link_with(link, &link_detail(link), catalog);
    }

    /// As [`Document::link`], with another detail.
    pub fn link_with(&mut self, link: &Link, detail: &str, catalog: &Catalog) {
        let Some(title) = catalog.title(link.kind, link.id.as_str()) else { return };
        let mut lines = link_lines(&title, detail, self.width).into_iter();
        self.lines.extend(lines.next().map(|line| Line { link: Some(self.links.len()), ..line }));
        self.lines.extend(lines);
        self.links.push(link.clone());
    }

    /// Adds the sources of `guide` that `texts` cite, by number, and the explanation of `[ours]` if it occurs.
    pub fn sources_of<'a>(&mut self, guide: &Guide, texts: impl IntoIterator<Item = &'a Text>) {
        let texts: Vec<&Text> = texts.into_iter().collect();
        let named: Vec<usize> = texts.iter().flat_map(|text| citations(text)).collect();
        let shown = (1..).zip(&guide.sources).filter(|(number, _)| named.contains(number)).collect();
        self.sources(shown, texts.iter().any(|text| text.as_str().contains("[ours]")));
    }

    fn sources(&mut self, shown: Vec<(usize, &Source)>, some_ours: bool) {
        if shown.is_empty() && !some_ours {
            return;
        }
        let widest = shown.last().map_or(0, |(number, _)| number.to_string().len()) + 2;
        self.heading("Sources");
        for (number, source) in shown {
            let mark = format!("[{number}]");
            let mark = format!("{mark:>widest$} ");
            self.lines.extend(paragraph(LineKind::Quiet, &mark, &source.to_string(), self.width));
        }
        if some_ours {
            self.lines.extend(paragraph(LineKind::Quiet, "[ours] ", OURS, self.width));
        }
    }

    fn block(&mut self, block: &Block, put_link: &impl Fn(&mut Self, &Link)) {
        let follows_heading = self.lines.last().is_some_and(|line| line.kind == LineKind::Heading);
        match block {
            Block::Heading(_) => {}
            Block::Links(_) if !follows_heading => self.heading("From here"),
            _ if follows_heading => {}
            _ => self.gap(),
        }
        match block {
            Block::Heading(text) => self.heading(text.as_str()),
            Block::Text(text) => self.text(text.as_str()),
            Block::List(items) => {
                for item in items {
                    self.item("• ", item.as_str());
                }
            }
            Block::Steps(steps) => self.steps(steps),
            Block::Table(table) => self.lines.extend(table::lay_out(table, self.width)),
            Block::Warning(text) => self.warning(text.as_str()),
            Block::Links(links) => {
                for link in links {
                    put_link(self, link);
                }
            }
        }
    }

    fn steps(&mut self, steps: &[Text]) {
        let widest = steps.len().to_string().len();
        for (at, step) in (1..).zip(steps) {
            self.item(&format!("{at:>widest$}. "), step.as_str());
        }
    }

    fn cause(&mut self, cause: &Cause, put_link: &impl Fn(&mut Self, &Link)) {
        self.heading(cause.cause.as_str());
        self.item("When    ", &joined(&cause.only));
        self.item("Notice  ", cause.notice.as_str());
        self.item("Fix     ", cause.fix.as_str());
        for link in &cause.helps {
            put_link(self, link);
        }
    }
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

/// Returns the lines of a link: `title`, indented by two columns so that it can be marked as chosen; `detail` at the
/// right if there is room, else below.
pub fn link_lines(title: &str, detail: &str, width: usize) -> Vec<Line> {
    let room = width.saturating_sub(2);
    if columns(title) + columns(detail) + 2 <= room {
        let blank = if detail.is_empty() { 0 } else { room - columns(title) - columns(detail) };
        let mut parts = indented(title.to_owned());
        parts.push(LinePart::new(format!("{}{detail}", " ".repeat(blank)), Emphasis::Quiet));
        return vec![Line::new(LineKind::Link, parts)];
    }
    // Blanks that align a number are no blanks between words.
    let titles = if columns(title) <= room { vec![title.to_owned()] } else { wrap(title, room) };
    let titles = titles.into_iter().map(|line| Line::new(LineKind::Link, indented(line)));
    titles.chain(paragraph(LineKind::Quiet, "    ", detail, width)).collect()
}

/// Returns the detail of a link: its reason, if it has one, and the kind of its target.
pub fn link_detail(link: &Link) -> String {
    let kind = kind_text(link.kind);
    link.why.as_ref().map_or(kind.to_owned(), |why| format!("{why} · {kind}"))
}

/// Returns the kind of a link's target as a word.
pub const fn kind_text(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Exercise => "exercise",
        ItemKind::Routine => "routine",
        ItemKind::Plan => "plan",
        ItemKind::Guide => "read",
    }
}

/// Returns `text` in lines of at most `width` columns, with citations on the line of the word before them.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    wrap_words(units(text, width).iter().map(String::as_str), width)
}

/// Returns the parts of a link's title. The indent is a part of its own, so that it is not underlined where links are.
fn indented(text: String) -> Vec<LinePart> {
    vec![LinePart::new("  ", Emphasis::Quiet), LinePart::new(text, Emphasis::Body)]
}

/// Splits `text` into words, each with the citations after it if they fit into a line together.
fn units(text: &str, width: usize) -> Vec<String> {
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
fn marked(text: &str) -> Vec<LinePart> {
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

#[cfg(test)]
mod tests;
