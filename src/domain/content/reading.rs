//! Something to read as lines of a given width: what screens style and commands print.
//!
//! Knows no styles: a line says what it is, its parts say how loud they are. `table` lays out rows
//! of cells.

use std::fmt;

use super::catalog::Catalog;
use super::exercise::Source;
use super::guide::{Block, Cause, Guide, citations, is_mark};
use super::link::{ItemKind, Link};
use super::wording::joined;
use crate::domain::text::Text;
use crate::domain::text::lines::{columns, wrap, wrap_words};

mod table;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// The title of what follows.
    Heading,
    /// Plain text; without parts an empty line.
    Text,
    /// What matters less: sources, heads of columns.
    Quiet,
    /// What must not be missed.
    Warning,
    /// Somewhere to go.
    Link,
}

/// How loud a part of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As loud as its line.
    Body,
    /// What may be overlooked: marks of sources, labels.
    Quiet,
    /// The sign of a warning.
    Sign,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it says.
    pub text: String,
    /// How loud.
    pub tone: Tone,
}

impl Part {
    fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

/// A line of something to read. [`Display`](fmt::Display) gives its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// What it says, from left to right; none in an empty line.
    pub parts: Vec<Part>,
    /// Which of the links begins here.
    pub link: Option<usize>,
}

impl Line {
    fn new(kind: LineKind, parts: Vec<Part>) -> Self {
        Self { kind, parts: parts.into_iter().filter(|part| !part.text.is_empty()).collect(), link: None }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| f.write_str(&part.text))
    }
}

/// What `[ours]` stands for.
const OURS: &str = "our own words or general knowledge, in none of the sources";

/// Before each line of a warning, and the sign before its first.
const BAR: &str = "┃";
const SIGN: &str = "!";

/// Lines that are written one below the other, and where their links lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    width: usize,
    /// None wider than asked for.
    pub lines: Vec<Line>,
    /// In the order of their lines.
    pub links: Vec<Link>,
}

/// All of `guide` but its title, in lines of at most `width` columns: what must not be missed first,
/// then its causes, then the rest, then its sources. `said` is what is said of a link; links to what
/// `catalog` does not have are left out.
pub fn of_guide(guide: &Guide, catalog: &Catalog, width: usize, said: impl Fn(&Link) -> String) -> Reading {
    let mut page = Reading::new(width);
    page.text(guide.summary.as_str());
    let rest = guide.blocks.iter().skip_while(|block| matches!(block, Block::Warning(_)));
    let first = guide.blocks.iter().take_while(|block| matches!(block, Block::Warning(_)));
    let put_link = |page: &mut Reading, link: &Link| page.link_with(link, &said(link), catalog);
    first.for_each(|block| page.block(block, &put_link));
    guide.causes.iter().for_each(|cause| page.cause(cause, &put_link));
    rest.for_each(|block| page.block(block, &put_link));
    let some_ours = guide.texts().any(|text| text.as_str().contains("[ours]"));
    page.sources((1..).zip(&guide.sources).collect(), some_ours);
    page
}

impl Reading {
    /// Nothing yet, for lines of at most `width` columns.
    pub fn new(width: usize) -> Self {
        Self { width, lines: Vec::new(), links: Vec::new() }
    }

    /// An empty line; none at the top, and never two.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.parts.is_empty()) {
            self.lines.push(Line::new(LineKind::Text, Vec::new()));
        }
    }

    /// The title of what follows, after a gap.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.lines.extend(paragraph(LineKind::Heading, "", text, self.width));
    }

    /// A paragraph.
    pub fn text(&mut self, text: &str) {
        self.item("", text);
    }

    /// A paragraph that matters less.
    pub fn quiet(&mut self, text: &str) {
        self.lines.extend(paragraph(LineKind::Quiet, "", text, self.width));
    }

    /// A paragraph behind a quiet `mark`, which its further lines are indented by.
    pub fn item(&mut self, mark: &str, text: &str) {
        self.lines.extend(paragraph(LineKind::Text, mark, text, self.width));
    }

    /// What must not be missed: a bar and a sign before it.
    pub fn warning(&mut self, text: &str) {
        let indent = columns(BAR) + columns(SIGN) + 2;
        let lines = paragraph(LineKind::Warning, "", text, self.width.saturating_sub(indent));
        for (at, line) in lines.into_iter().enumerate() {
            let sign = if at == 0 { Part::new(SIGN, Tone::Sign) } else { Part::new(" ", Tone::Quiet) };
            let blank = || Part::new(" ", Tone::Quiet);
            let before = [Part::new(BAR, Tone::Sign), blank(), sign, blank()];
            self.lines.push(Line { parts: before.into_iter().chain(line.parts).collect(), ..line });
        }
    }

    /// A link with its title and what is said of it; nothing where `catalog` has no such item.
    pub fn link(&mut self, link: &Link, catalog: &Catalog) {
        self.link_with(link, &link_detail(link), catalog);
    }

    /// As [`Reading::link`], with something else said of it.
    pub fn link_with(&mut self, link: &Link, detail: &str, catalog: &Catalog) {
        let Some(title) = catalog.title(link.kind, link.id.as_str()) else { return };
        let mut lines = link_lines(&title, detail, self.width).into_iter();
        self.lines.extend(lines.next().map(|line| Line { link: Some(self.links.len()), ..line }));
        self.lines.extend(lines);
        self.links.push(link.clone());
    }

    /// The sources of `guide` that `texts` name, by number; and what `[ours]` means, where it occurs.
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
            Block::List(items) => items.iter().for_each(|item| self.item("• ", item.as_str())),
            Block::Steps(steps) => self.steps(steps),
            Block::Table(table) => self.lines.extend(table::lay_out(table, self.width)),
            Block::Warning(text) => self.warning(text.as_str()),
            Block::Links(links) => links.iter().for_each(|link| put_link(self, link)),
        }
    }

    fn steps(&mut self, steps: &[Text]) {
        let widest = steps.len().to_string().len();
        (1..).zip(steps).for_each(|(at, step)| self.item(&format!("{at:>widest$}. "), step.as_str()));
    }

    fn cause(&mut self, cause: &Cause, put_link: &impl Fn(&mut Self, &Link)) {
        self.heading(cause.cause.as_str());
        self.item("When    ", &joined(&cause.only));
        self.item("Notice  ", cause.notice.as_str());
        self.item("Fix     ", cause.fix.as_str());
        cause.helps.iter().for_each(|link| put_link(self, link));
    }
}

/// `text` in lines of at most `width` columns behind a quiet `mark`, which the further lines are
/// indented by; none where there is no text. A source's mark stays with the word before it, and is quiet.
pub fn paragraph(kind: LineKind, mark: &str, text: &str, width: usize) -> Vec<Line> {
    let indent = columns(mark).min(width / 2);
    let units = units(text, width - indent);
    if units.is_empty() {
        return Vec::new();
    }
    let lines = wrap_words(units.iter().map(String::as_str), width - indent);
    let line = |(at, line): (usize, String)| {
        let before = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
        let parts = std::iter::once(Part::new(before, Tone::Quiet)).chain(marked(&line));
        Line::new(kind, parts.collect())
    };
    lines.into_iter().enumerate().map(line).collect()
}

/// `title`, two columns in so that it can be marked as chosen; `detail` at the right where there is
/// room, else below.
pub fn link_lines(title: &str, detail: &str, width: usize) -> Vec<Line> {
    let room = width.saturating_sub(2);
    // The indent is a part of its own, so that it is not underlined where links are.
    let indented = |text: String| vec![Part::new("  ", Tone::Quiet), Part::new(text, Tone::Body)];
    if columns(title) + columns(detail) + 2 <= room {
        let blank = if detail.is_empty() { 0 } else { room - columns(title) - columns(detail) };
        let mut parts = indented(title.to_owned());
        parts.push(Part::new(format!("{}{detail}", " ".repeat(blank)), Tone::Quiet));
        return vec![Line::new(LineKind::Link, parts)];
    }
    // Blanks that align a number are no blanks between words.
    let titles = if columns(title) <= room { vec![title.to_owned()] } else { wrap(title, room) };
    let titles = titles.into_iter().map(|line| Line::new(LineKind::Link, indented(line)));
    titles.chain(paragraph(LineKind::Quiet, "    ", detail, width)).collect()
}

/// What is said of a link: why to go there, and what is there.
pub fn link_detail(link: &Link) -> String {
    let kind = kind_text(link.kind);
    link.why.as_ref().map_or(kind.to_owned(), |why| format!("{why} · {kind}"))
}

/// What is at the other end of a link, in a word.
pub const fn kind_text(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Exercise => "exercise",
        ItemKind::Routine => "routine",
        ItemKind::Plan => "plan",
        ItemKind::Guide => "read",
    }
}

/// The words of `text`, each with the marks behind it where both fit into a line.
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

/// `text` with the marks of its sources as quiet parts of their own.
fn marked(text: &str) -> Vec<Part> {
    let (mut parts, mut body, mut rest) = (Vec::new(), String::new(), text);
    while let Some((before, after)) = rest.split_once('[') {
        body.push_str(before);
        rest = match after.split_once(']').filter(|(inside, _)| is_mark(inside)) {
            Some((inside, rest)) => {
                parts.push(Part::new(std::mem::take(&mut body), Tone::Body));
                parts.push(Part::new(format!("[{inside}]"), Tone::Quiet));
                rest
            }
            None => {
                body.push('[');
                after
            }
        };
    }
    body.push_str(rest);
    parts.push(Part::new(body, Tone::Body));
    parts
}

#[cfg(test)]
mod tests;
