//! Texts to read as blocks: what a guide, an exercise, a routine or a plan says, worded once for the screen, `supple show`
//! and paper.
//!
//! There are no styles here: a line has a kind, its parts have a tone. `layout` wraps them.
//!
//! # Guide
//!
//! [`of_guide`], [`of_exercise`], [`of_routine`] and [`of_plan`] make the document of an item. Others begin with an empty
//! one, [`Document::default`]: [`Document::heading`], [`Document::text`], [`Document::item`], [`Document::warning`] and
//! [`Document::link`] add to its end, [`Document::gap`] adds an empty line. [`Document::lines`] wraps it at a width, to be
//! drawn or written line by line; a line with a link has its index in [`Document::choices`].
//!
//! ```
//! use supple::domain::document::{Document, DocumentChoice};
//!
//! let mut page = Document::default();
//! page.heading("Dead Bug");
//! page.item("- ", "Low back heavy on the floor");
//! let lines = page.lines(24, DocumentChoice::on_screen);
//! let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
//! assert_eq!(lines, ["Dead Bug", "- Low back heavy on the", "  floor"]);
//! ```

use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::{Id, Source};
use crate::domain::content::guide::{Block, Cause, Guide, Table, citations};
use crate::domain::content::link::{ItemKind, Link};
use crate::domain::content::words::joined;
use crate::domain::text::Text;

mod exercise;
mod layout;
mod plan;
mod routine;

pub use exercise::{ExerciseUses, of_exercise};
pub use layout::{ChoiceText, Emphasis, Line, LineKind, LinePart, choice_lines, paragraph};
pub use plan::{of_plan, plan_rows, title_of};
pub use routine::{RoutineView, known_steps, of_routine, steps_of};

/// The explanation of `[ours]`.
const OURS: &str = "our own words or general knowledge, not from a source";

/// A part of a [`Document`].
#[derive(Debug, Clone, PartialEq)]
enum Passage {
    Gap,
    Paragraph { kind: LineKind, mark: String, text: String },
    Warning(String),
    Table(Table),
    Choice(DocumentChoice),
}

/// A line to choose from: a link to an item, or a step of a routine or plan, which may lead nowhere.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentChoice {
    /// The target.
    pub to: Option<Link>,
    /// The kind of its first line: [`LineKind::Link`], or [`LineKind::Text`] for what is read first and followed second.
    pub kind: LineKind,
    /// The title.
    pub title: String,
    /// The text that the detail replaces, struck out before it; empty if it replaces none.
    pub was: String,
    /// The detail, shown at the right of the title where there is room.
    pub detail: String,
    /// True if the kind of the target follows the detail where nothing else tells it.
    pub says_kind: bool,
}

impl DocumentChoice {
    /// Returns a choice that leads nowhere by itself.
    pub fn new(kind: LineKind, title: &str, detail: &str) -> Self {
        Self {
            to: None,
            kind,
            title: title.to_owned(),
            was: String::new(),
            detail: detail.to_owned(),
            says_kind: false,
        }
    }

    /// Returns title and detail as the screen shows them: with the kind of the target, unless the heading tells it.
    pub fn on_screen(&self) -> [String; 2] {
        let kind = self.to.as_ref().filter(|_| self.says_kind).map_or("", |link| kind_text(link.kind));
        [self.title.clone(), dotted([&self.detail, kind])]
    }
}

/// Joins the texts that are not empty: `gently · exercise`.
pub fn dotted<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A text in blocks, one below the other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    passages: Vec<Passage>,
}

/// Returns the document of `guide` without its title: warnings at its beginning, causes, the rest, sources. Links to
/// items that `catalog` lacks are left out.
pub fn of_guide(guide: &Guide, catalog: &Catalog) -> Document {
    let mut page = Document::default();
    page.text(guide.summary.as_str());
    page.own(catalog, ItemKind::Guide, &guide.id);
    let first = guide.blocks.iter().take_while(|block| matches!(block, Block::Warning(_))).count();
    for block in guide.blocks.iter().take(first) {
        page.block(block, catalog);
    }
    for cause in &guide.causes {
        page.cause(cause, catalog);
    }
    for block in guide.blocks.iter().skip(first) {
        page.block(block, catalog);
    }
    let some_ours = guide.texts().any(|text| text.as_str().contains("[ours]"));
    page.cited((1..).zip(&guide.sources).collect(), some_ours);
    page
}

impl Document {
    /// Adds an empty line, unless it would be at the top or follow another.
    pub fn gap(&mut self) {
        if self.passages.last().is_some_and(|last| *last != Passage::Gap) {
            self.passages.push(Passage::Gap);
        }
    }

    /// Adds a gap and a heading.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.paragraph(LineKind::Heading, "", text);
    }

    /// Adds a paragraph.
    pub fn text(&mut self, text: &str) {
        self.paragraph(LineKind::Text, "", text);
    }

    /// Adds a less important paragraph.
    pub fn quiet(&mut self, text: &str) {
        self.paragraph(LineKind::Quiet, "", text);
    }

    /// Adds a paragraph after a quiet `mark`, by whose width its further lines are indented.
    pub fn item(&mut self, mark: &str, text: &str) {
        self.paragraph(LineKind::Text, mark, text);
    }

    /// Adds a paragraph of this kind after a quiet `mark`; nothing if there is no text.
    pub fn paragraph(&mut self, kind: LineKind, mark: &str, text: &str) {
        if !text.trim().is_empty() {
            self.passages.push(Passage::Paragraph { kind, mark: mark.to_owned(), text: text.to_owned() });
        }
    }

    /// Adds a heading with `items` below it, each after `mark`; nothing if there are none.
    pub fn list(&mut self, heading: &str, mark: &str, items: impl IntoIterator<Item = String>) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.heading(heading);
        }
        for item in items {
            self.item(mark, &item);
        }
    }

    /// Adds numbered steps.
    pub fn steps(&mut self, steps: &[Text]) {
        let widest = steps.len().to_string().len();
        for (at, step) in (1..).zip(steps) {
            self.item(&format!("{at:>widest$}. "), step.as_str());
        }
    }

    /// Adds a warning, marked with a bar and a sign.
    pub fn warning(&mut self, text: &str) {
        self.passages.push(Passage::Warning(text.to_owned()));
    }

    /// Adds a link with its title, its reason and the kind of its target; nothing if `catalog` has no such item.
    pub fn link(&mut self, link: &Link, catalog: &Catalog) {
        self.add_link(link, link.why.as_ref().map_or("", Text::as_str), true, catalog);
    }

    /// As [`Document::link`], with another detail than its reason, under a heading that says the kind of its target.
    pub fn link_with(&mut self, link: &Link, detail: &str, catalog: &Catalog) {
        self.add_link(link, detail, false, catalog);
    }

    fn add_link(&mut self, link: &Link, detail: &str, says_kind: bool, catalog: &Catalog) {
        if let Some(title) = catalog.title(link.kind, link.id.as_str()) {
            let (to, detail) = (Some(link.clone()), detail.to_owned());
            self.choice(DocumentChoice { to, says_kind, ..DocumentChoice::new(LineKind::Link, &title, &detail) });
        }
    }

    /// Adds a heading with links below it; nothing if there are none.
    pub fn links<'a>(&mut self, heading: &str, links: impl IntoIterator<Item = &'a Link>, catalog: &Catalog) {
        let mut links = links.into_iter().peekable();
        if links.peek().is_some() {
            self.heading(heading);
        }
        for link in links {
            self.link(link, catalog);
        }
    }

    /// Adds a line to choose.
    pub fn choice(&mut self, choice: DocumentChoice) {
        self.passages.push(Passage::Choice(choice));
    }

    /// Adds a remark if the item is the person's own.
    pub fn own(&mut self, catalog: &Catalog, kind: ItemKind, id: &Id) {
        if let Some(replaces) = catalog.own(kind, id.as_str()) {
            self.paragraph(LineKind::Own, "", if replaces { "yours; replaces the built-in one" } else { "yours" });
        }
    }

    /// Adds the blocks of another document.
    pub fn append(&mut self, other: Self) {
        self.passages.extend(other.passages);
    }

    /// Adds sources as a list.
    fn sources(&mut self, sources: &[Source]) {
        if !sources.is_empty() {
            self.heading("Sources");
        }
        for source in sources {
            self.paragraph(LineKind::Quiet, "- ", &source.to_string());
        }
    }

    /// Adds the sources of `guide` that `texts` cite, by number, and the explanation of `[ours]` if it occurs.
    pub fn sources_of<'a>(&mut self, guide: &Guide, texts: impl IntoIterator<Item = &'a Text>) {
        let texts: Vec<&Text> = texts.into_iter().collect();
        let named: Vec<usize> = texts.iter().flat_map(|text| citations(text)).collect();
        let shown = (1..).zip(&guide.sources).filter(|(number, _)| named.contains(number)).collect();
        self.cited(shown, texts.iter().any(|text| text.as_str().contains("[ours]")));
    }

    fn cited(&mut self, shown: Vec<(usize, &Source)>, some_ours: bool) {
        if shown.is_empty() && !some_ours {
            return;
        }
        let widest = shown.last().map_or(0, |(number, _)| number.to_string().len()) + 2;
        self.heading("Sources");
        for (number, source) in shown {
            let mark = format!("[{number}]");
            self.paragraph(LineKind::Quiet, &format!("{mark:>widest$} "), &source.to_string());
        }
        if some_ours {
            self.paragraph(LineKind::Quiet, "[ours] ", OURS);
        }
    }

    fn block(&mut self, block: &Block, catalog: &Catalog) {
        let follows_heading = matches!(self.passages.last(), Some(Passage::Paragraph { kind: LineKind::Heading, .. }));
        match block {
            Block::Heading(_) => {}
            Block::Links(_) if !follows_heading => self.heading("Where to go from here"),
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
            Block::Table(table) => self.passages.push(Passage::Table(table.clone())),
            Block::Warning(text) => self.warning(text.as_str()),
            Block::Links(links) => {
                for link in links {
                    self.link(link, catalog);
                }
            }
        }
    }

    fn cause(&mut self, cause: &Cause, catalog: &Catalog) {
        self.heading(cause.cause.as_str());
        self.item("When    ", &joined(&cause.only));
        self.item("Notice  ", cause.notice.as_str());
        self.item("Fix     ", cause.fix.as_str());
        for link in &cause.helps {
            self.link(link, catalog);
        }
    }

    /// Returns what can be chosen, in the order of its lines.
    pub fn choices(&self) -> impl Iterator<Item = &DocumentChoice> {
        self.passages.iter().filter_map(|passage| match passage {
            Passage::Choice(choice) => Some(choice),
            _ => None,
        })
    }

    /// Returns the document in lines of at most `width` columns. `said` gives title and detail of what can be chosen.
    pub fn lines(&self, width: usize, said: impl Fn(&DocumentChoice) -> [String; 2]) -> Vec<Line> {
        let (mut lines, mut choices) = (Vec::new(), 0);
        for passage in &self.passages {
            match passage {
                Passage::Gap => lines.push(Line::new(LineKind::Text, Vec::new())),
                Passage::Paragraph { kind, mark, text } => lines.extend(paragraph(*kind, mark, text, width)),
                Passage::Warning(text) => lines.extend(layout::warning(text, width)),
                Passage::Table(table) => lines.extend(layout::table(table, width)),
                Passage::Choice(choice) => {
                    let [title, detail] = said(choice);
                    let text = ChoiceText { kind: choice.kind, title: &title, was: &choice.was, detail: &detail };
                    lines.extend(choice_lines(text, choices, width));
                    choices += 1;
                }
            }
        }
        while lines.last().is_some_and(|line| line.parts.is_empty()) {
            lines.pop();
        }
        lines
    }
}

/// Returns the kind of a link's target as a word.
pub const fn kind_text(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Exercise => "exercise",
        ItemKind::Routine => "routine",
        ItemKind::Plan => "plan",
        ItemKind::Guide => "guide",
    }
}

#[cfg(test)]
mod tests;
