//! Guides: texts to read, in blocks; a troubleshooter guide also has causes of pain to choose from.
//!
//! `[2]` in a text names the second of the guide's sources; `[ours]` marks what is in none.

use serde::Serialize;

use super::exercise::{Id, Source, required_text};
use super::link::{KnownIds, Link};
use super::object_reader::{Fields, read};
use super::problem::Problem;
use super::words::words;
use crate::domain::text::Text;

words! {
    /// Sections that guides are listed under, in this order.
    Shelf, "shelf":
    /// Before starting, and when to stop.
    Safety = "safety",
    /// The meanings of pain.
    Pain = "pain",
    /// Posture and self-tests.
    Posture = "posture",
    /// Running.
    Running = "running",
    /// Lifting.
    Lifting = "lifting",
    /// Reasons, and the strength of the evidence.
    Background = "background",
    /// Causes of pain, by activity.
    Troubleshooter = "troubleshooter",
}

/// A text to read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Guide {
    /// Unique among guides; the file's stem.
    pub id: Id,
    /// The title, in sentence case.
    pub title: Text,
    /// The benefit to the reader, in one line.
    pub summary: Text,
    /// The section it is listed under.
    pub shelf: Shelf,
    /// Other words people search for.
    #[cfg_attr(test, schemars(default))]
    pub aliases: Vec<Text>,
    /// For the troubleshooter: activities during which it may hurt.
    #[cfg_attr(test, schemars(default))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Text>,
    /// For the troubleshooter: possible causes.
    #[cfg_attr(test, schemars(default))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Cause>,
    /// The text, in order.
    #[cfg_attr(test, schemars(default))]
    pub blocks: Vec<Block>,
    /// The sources of its facts; texts refer to them by number, from 1.
    #[cfg_attr(test, schemars(default))]
    pub sources: Vec<Source>,
}

/// A piece of a guide.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// The title of what follows.
    Heading(Text),
    /// A paragraph.
    Text(Text),
    /// Points in no order.
    List(Vec<Text>),
    /// Points in order.
    Steps(Vec<Text>),
    /// Rows of cells.
    Table(Table),
    /// A warning.
    Warning(Text),
    /// Links to other items.
    Links(Vec<Link>),
}

/// Rows of cells, as many in each as there are columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Table {
    /// The heads of the columns.
    pub columns: Vec<Text>,
    /// The rows.
    pub rows: Vec<Vec<Text>>,
}

/// A possible cause of pain, and its remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Cause {
    /// The cause, in a few words.
    pub cause: Text,
    /// Signs by which to recognise it.
    pub notice: Text,
    /// The change to make.
    pub fix: Text,
    /// Exercises that help, then a routine or guide.
    pub helps: Vec<Link>,
    /// The activities it belongs to; empty for all of the guide's.
    #[cfg_attr(test, schemars(default))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<Text>,
}

impl Guide {
    /// Reads a guide from the text of `file` and returns it with the problems found; `None` if one of them is an error.
    /// `known` tells which linked ids exist.
    pub fn read(file: &str, text: &str, known: &dyn KnownIds) -> (Option<Self>, Vec<Problem>) {
        read(file, text, |fields| Self::from_fields(fields, known))
    }

    /// Returns the causes that belong to `activity`.
    pub fn causes_of<'a>(&'a self, activity: &'a Text) -> impl Iterator<Item = &'a Cause> {
        self.causes.iter().filter(move |cause| cause.only.is_empty() || cause.only.contains(activity))
    }

    /// Returns every link, in order, those of the causes first.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        let in_blocks = self.blocks.iter().filter_map(|block| match block {
            Block::Links(links) => Some(links),
            _ => None,
        });
        self.causes.iter().map(|cause| &cause.helps).chain(in_blocks).flatten()
    }

    /// Returns every text in which a source may be cited.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let in_causes = self.causes.iter().flat_map(|cause| [&cause.cause, &cause.notice, &cause.fix]);
        in_causes.chain(self.blocks.iter().flat_map(Block::texts))
    }

    fn from_fields(f: &mut Fields<'_, '_>, known: &dyn KnownIds) -> Option<Self> {
        // All fields are asked for before the first `?`: each may have something to report.
        let (id, title, summary) = (f.required("id"), required_text(f, "title"), required_text(f, "summary"));
        let shelf = f.required("shelf");
        let activities: Vec<Text> = f.list("activities");
        let causes = f.objects("causes", |f| read_cause(f, &activities, known));
        let blocks = f.objects("blocks", |f| Block::read(f, known));
        if blocks.is_empty() && causes.is_empty() {
            f.problem("blocks", "there is nothing to read; expected at least one block");
        }
        if activities.is_empty() != causes.is_empty() {
            f.problem("activities", "`activities` and `causes` go together");
        }
        let (aliases, sources) = (f.list("aliases"), f.list("sources"));
        let guide = Self {
            id: id?,
            title: title?,
            summary: summary?,
            shelf: shelf?,
            aliases,
            activities,
            causes,
            blocks,
            sources,
        };
        guide.report_citations(f);
        Some(guide)
    }

    fn report_citations(&self, f: &mut Fields<'_, '_>) {
        let last = self.sources.len();
        let wrong: Vec<usize> = self.texts().flat_map(citations).filter(|n| !(1..=last).contains(n)).collect();
        for n in wrong {
            f.problem("sources", format!("a text names source [{n}]; there are {last}"));
        }
    }
}

impl Block {
    fn read(f: &mut Fields<'_, '_>, known: &dyn KnownIds) -> Option<Self> {
        const NAMES: [&str; 7] = ["heading", "text", "list", "steps", "table", "warning", "links"];
        let given: Vec<&str> = NAMES.into_iter().filter(|name| f.has(name)).collect();
        if given.len() != 1 {
            f.problem(given.get(1).copied().unwrap_or(""), format!("a block is one of: {}", NAMES.join(", ")));
        }
        let heading = f.optional("heading").map(Self::Heading);
        let text = f.optional("text").map(Self::Text);
        let list = Some(f.list("list")).filter(|items| !items.is_empty()).map(Self::List);
        let steps = Some(f.list("steps")).filter(|items| !items.is_empty()).map(Self::Steps);
        let table = f.object("table", Table::read).map(Self::Table);
        let warning = f.optional("warning").map(Self::Warning);
        let links = f.objects("links", |f| Link::read(f, known));
        let links = Some(links).filter(|links| !links.is_empty()).map(Self::Links);
        heading.or(text).or(list).or(steps).or(table).or(warning).or(links)
    }

    fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Heading(text) | Self::Text(text) | Self::Warning(text) => vec![text],
            Self::List(items) | Self::Steps(items) => items.iter().collect(),
            Self::Table(table) => table.columns.iter().chain(table.rows.iter().flatten()).collect(),
            Self::Links(links) => links.iter().filter_map(|link| link.why.as_ref()).collect(),
        }
    }
}

impl Table {
    fn read(f: &mut Fields<'_, '_>) -> Self {
        let (columns, rows): (Vec<Text>, Vec<Vec<Text>>) = (f.list("columns"), f.list("rows"));
        if columns.is_empty() {
            f.problem("columns", "a table has at least one column");
        }
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.len() != columns.len()) {
            let (has, heads) = (row.len(), columns.len());
            f.problem("rows", format!("row {} has {has} cells; there are {heads} columns", at + 1));
        }
        Self { columns, rows }
    }
}

fn read_cause(f: &mut Fields<'_, '_>, activities: &[Text], known: &dyn KnownIds) -> Option<Cause> {
    let (cause, notice, fix) = (required_text(f, "cause"), required_text(f, "notice"), required_text(f, "fix"));
    let helps = f.objects("helps", |f| Link::read(f, known));
    if helps.is_empty() {
        f.problem("helps", "it leads nowhere; expected at least one link");
    }
    let only: Vec<Text> = f.list("only");
    if let Some(other) = only.iter().find(|only| !activities.contains(only)) {
        let all: Vec<&str> = activities.iter().map(Text::as_str).collect();
        f.problem("only", format!("`{other}` is not one of the activities: {}", all.join(", ")));
    }
    Some(Cause { cause: cause?, notice: notice?, fix: fix?, helps, only })
}

/// Returns the numbers of the sources that `text` cites.
///
/// ```
/// use supple::domain::content::guide::citations;
///
/// assert_eq!(citations(&"Stop at sharp pain. [2] Rest. [1]".into()), [2, 1]);
/// ```
pub fn citations(text: &Text) -> Vec<usize> {
    let inside = text.as_str().split('[').skip(1).filter_map(|rest| rest.split_once(']'));
    inside.flat_map(|(mark, _)| mark.split(',')).filter_map(|number| number.trim().parse().ok()).collect()
}

/// Returns true if the text between two brackets is a citation: `2`, `1, 2` or `ours`.
pub fn is_mark(inside: &str) -> bool {
    inside == "ours" || inside.split(',').all(|number| number.trim().parse::<usize>().is_ok())
}
