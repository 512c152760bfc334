//! `supple show`: all of one routine, exercise, guide or plan.

use std::io;

use serde::Serialize;

use super::page::PageWriter;
use super::search::{self, FoundItem};
use super::{KINDS, Origin, Outcome, Sheet, broken_files, write_json};
use crate::cli::{FigurePose, Show};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::document::{self, Document, LineKind};
use crate::domain::content::dose::{Dose, Measure, Pace};
use crate::domain::content::exercise::{Id, Source};
use crate::domain::content::guide::Guide;
use crate::domain::content::link::{ItemKind, Link};

mod exercise;
mod plan;
mod routine;

/// Writes the item that `args` names. The message for an unknown name suggests the nearest.
///
/// # Errors
/// Returns an error if the sheet cannot be written.
pub fn run(catalog: &Catalog, args: &Show, sheet: Sheet<'_>) -> io::Result<Outcome> {
    let found = match search::find(catalog, &args.id, args.kind) {
        Ok(found) => found,
        Err(why) => {
            let mut outcome = Outcome::failed(why);
            outcome.messages.extend(broken_files(catalog));
            return Ok(outcome);
        }
    };
    if args.svg {
        return drawing(catalog, &found, args.phase, sheet.out);
    }
    if let Some(first) = found.first() {
        write(catalog, first, args.json.json, sheet)?;
    }
    let mut messages: Vec<String> = found.iter().skip(1).map(|other| also(catalog, other)).collect();
    messages.extend(broken_files(catalog));
    Ok(Outcome { messages, ..Outcome::done() })
}

/// Writes the figure of the exercise among `found`, all its phases side by side or one of them.
fn drawing(
    catalog: &Catalog,
    found: &[FoundItem],
    phase: Option<FigurePose>,
    out: &mut dyn io::Write,
) -> io::Result<Outcome> {
    let exercise = found.iter().find(|found| found.kind == ItemKind::Exercise);
    let Some(exercise) = exercise.and_then(|found| catalog.exercise(&found.id)) else {
        return Ok(Outcome::misused("--svg draws an exercise; `supple list exercises` has them all"));
    };
    let Some(figure) = catalog.figure_of(exercise.id.as_str()) else {
        return Ok(Outcome::failed(format!("`{}` has no figure", exercise.id)));
    };
    let phases = figure.phases();
    let one = match phase {
        None => None,
        Some(FigurePose::Start) => phases.first(),
        Some(FigurePose::Middle) => phases.get(phases.len() / 2),
        Some(FigurePose::End) => phases.last(),
    };
    let poses = one.map_or(phases.as_slice(), std::slice::from_ref);
    let described = figure.caption.as_ref().unwrap_or(&exercise.summary);
    write!(out, "{}", figure.svg(poses, false, exercise.name.as_str(), described.as_str()))?;
    Ok(Outcome::done())
}

fn write(catalog: &Catalog, FoundItem { kind, id }: &FoundItem, json: bool, sheet: Sheet<'_>) -> io::Result<()> {
    match kind {
        ItemKind::Routine => catalog.routine(id).map(|routine| match json {
            false => routine::text(catalog, &routine, sheet),
            true => routine::json(catalog, &routine, sheet.out),
        }),
        ItemKind::Exercise => catalog.exercise(id).map(|exercise| match json {
            false => exercise::text(catalog, &exercise, sheet),
            true => exercise::json(catalog, &exercise, sheet.out),
        }),
        ItemKind::Guide => catalog.guide(id).map(|guide| match json {
            false => write_guide(catalog, &guide, sheet),
            true => write_json(sheet.out, &JsonItem::of(catalog, ItemKind::Guide, &guide.id, &*guide)),
        }),
        ItemKind::Plan => catalog.plan(id).map(|plan| match json {
            false => plan::text(catalog, &plan, sheet),
            true => plan::json(catalog, &plan, sheet.out),
        }),
    }
    // `search::find` returns only items that exist.
    .unwrap_or(Ok(()))
}

/// Returns a message about another item with the name asked for.
fn also(catalog: &Catalog, FoundItem { kind, id }: &FoundItem) -> String {
    format!("supple: by this name there is {} too: `{}`", with_article(*kind), command(catalog, *kind, id))
}

fn with_article(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Exercise => "an exercise",
        ItemKind::Routine => "a routine",
        ItemKind::Plan => "a plan",
        ItemKind::Guide => "a guide",
    }
}

/// Returns the command that shows an item, with its type if the id alone means another one.
fn command(catalog: &Catalog, kind: ItemKind, id: &str) -> String {
    let first = KINDS.into_iter().find(|kind| catalog.ids(*kind).any(|other| other == id));
    match first {
        Some(first) if first != kind => format!("supple show {id} --type {kind}"),
        _ => format!("supple show {id}"),
    }
}

/// The fields that `--json` prints for every item, around its own.
#[derive(Serialize)]
struct JsonItem<T> {
    #[serde(rename = "type")]
    kind: ItemKind,
    #[serde(flatten)]
    origin: Origin,
    #[serde(flatten)]
    item: T,
}

impl<T> JsonItem<T> {
    fn of(catalog: &Catalog, kind: ItemKind, id: &Id, item: T) -> Self {
        Self { kind, origin: Origin::of(catalog, kind, id), item }
    }
}

/// Returns a dose in words with its marks, and with the tempo and rest that [`Dose`] leaves to the timeline.
fn dose_text(dose: &Dose) -> String {
    let mut text = dose.marked().to_string();
    if let Measure::Reps { pace: Pace::Steady { tempo: Some(tempo) } | Pace::OnBreath { tempo: Some(tempo) }, .. } =
        &dose.measure
    {
        text.push_str(&format!(", {} a rep", tempo.shown("s", "*")));
    }
    if let Some(rest) = dose.rest_s.filter(|_| dose.sets.to > 1.0) {
        text.push_str(&format!(", {} rest", rest.shown("s", "*")));
    }
    text
}

/// Writes the guide for people, in the lines of its screen, each link with the command that shows it.
fn write_guide(catalog: &Catalog, guide: &Guide, sheet: Sheet<'_>) -> io::Result<()> {
    /// The indent below a heading: nothing else tells headings from text here.
    const INDENT: &str = "  ";
    let mut page = PageWriter::new(sheet);
    write_head(&mut page, catalog, ItemKind::Guide, &guide.id, [guide.title.as_str(), guide.shelf.as_str()])?;
    let width = page.width().saturating_sub(INDENT.len());
    let reading = document::of_guide(guide, catalog, width, |link| link_text(catalog, link));
    let mut is_summary = true;
    for line in &reading.lines {
        is_summary &= !line.parts.is_empty();
        let is_outdented = is_summary || matches!(line.kind, LineKind::Heading | LineKind::Warning);
        page.line(&format!("{}{line}", if is_outdented { "" } else { INDENT }))?;
    }
    Ok(())
}

/// Writes the title and the text to the right of it, the id, and a mark if the item is the user's own.
fn write_head(
    page: &mut PageWriter<'_>,
    catalog: &Catalog,
    kind: ItemKind,
    id: &Id,
    [title, right]: [&str; 2],
) -> io::Result<()> {
    page.ends(title, right, 0)?;
    page.line(&match catalog.own(kind, id.as_str()) {
        Some(true) => format!("{id} · yours; replaces the built-in one"),
        Some(false) => format!("{id} · yours"),
        None => id.to_string(),
    })?;
    page.line("")
}

/// Returns the title of an item with its id: `Forearm Plank (plank)`.
fn named(catalog: &Catalog, kind: ItemKind, id: &Id) -> String {
    catalog.title(kind, id.as_str()).map_or_else(|| id.to_string(), |title| format!("{title} ({id})"))
}

/// Returns the command that shows the target of a link, and the reason to go there.
fn link_text(catalog: &Catalog, link: &Link) -> String {
    let command = command(catalog, link.kind, link.id.as_str());
    link.why.as_ref().map_or(command.clone(), |why| format!("{command} · {why}"))
}

/// Writes links, indented by `indent` columns.
fn write_links(page: &mut PageWriter<'_>, catalog: &Catalog, links: &[Link], indent: usize) -> io::Result<()> {
    let mut lines = Document::new(page.width() - indent);
    for link in links {
        lines.link_with(link, &link_text(catalog, link), catalog);
    }
    lines.lines.iter().try_for_each(|line| page.line(&format!("{:indent$}{line}", "")))
}

fn write_sources(page: &mut PageWriter<'_>, sources: &[Source]) -> io::Result<()> {
    if !sources.is_empty() {
        page.heading("Sources")?;
    }
    sources.iter().try_for_each(|source| page.item("  - ", &source.to_string()))
}
