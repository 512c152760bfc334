//! `supple show`: one routine, exercise, guide or plan, whole.

use std::io;

use serde::Serialize;

use super::find::{self, Found};
use super::items::{KINDS, Origin};
use super::page::Page;
use super::{Outcome, Sheet, broken_files, write_json};
use crate::cli::{Phase, Show};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::{Dose, Measure, Pace};
use crate::domain::content::exercise::{Id, Source};
use crate::domain::content::link::{ItemKind, Link};
use crate::domain::content::reading::Reading;

mod exercise;
mod guide;
mod plan;
mod routine;

/// Writes the item that `args` names; a miss says what comes nearest.
///
/// # Errors
/// Where the sheet cannot be written.
pub fn run(catalog: &Catalog, args: &Show, sheet: Sheet<'_>) -> io::Result<Outcome> {
    let found = match find::find(catalog, &args.id, args.kind) {
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

/// The figure of the exercise among what was found, all its phases side by side or one of them.
fn drawing(catalog: &Catalog, found: &[Found], phase: Option<Phase>, out: &mut dyn io::Write) -> io::Result<Outcome> {
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
        Some(Phase::Start) => phases.first(),
        Some(Phase::Middle) => phases.get(phases.len() / 2),
        Some(Phase::End) => phases.last(),
    };
    let poses = one.map_or(phases.as_slice(), std::slice::from_ref);
    let described = figure.caption.as_ref().unwrap_or(&exercise.summary);
    write!(out, "{}", figure.svg(poses, false, exercise.name.as_str(), described.as_str()))?;
    Ok(Outcome::done())
}

fn write(catalog: &Catalog, Found { kind, id }: &Found, json: bool, sheet: Sheet<'_>) -> io::Result<()> {
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
            false => guide::text(catalog, &guide, sheet),
            true => write_json(sheet.out, &Json::of(catalog, ItemKind::Guide, &guide.id, &*guide)),
        }),
        ItemKind::Plan => catalog.plan(id).map(|plan| match json {
            false => plan::text(catalog, &plan, sheet),
            true => plan::json(catalog, &plan, sheet.out),
        }),
    }
    // `find` gave it from what is there.
    .unwrap_or(Ok(()))
}

/// Another item by the name that was asked for.
fn also(catalog: &Catalog, Found { kind, id }: &Found) -> String {
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

/// The command that shows an item: with its type where another comes first by its id.
fn command(catalog: &Catalog, kind: ItemKind, id: &str) -> String {
    let first = KINDS.into_iter().find(|kind| catalog.ids(*kind).any(|other| other == id));
    match first {
        Some(first) if first != kind => format!("supple show {id} --type {kind}"),
        _ => format!("supple show {id}"),
    }
}

/// What every item has for programs, around its own fields.
#[derive(Serialize)]
struct Json<T> {
    #[serde(rename = "type")]
    kind: ItemKind,
    #[serde(flatten)]
    origin: Origin,
    #[serde(flatten)]
    item: T,
}

impl<T> Json<T> {
    fn of(catalog: &Catalog, kind: ItemKind, id: &Id, item: T) -> Self {
        Self { kind, origin: Origin::of(catalog, kind, id), item }
    }
}

/// A dose in words with its marks, and what [`Dose`] leaves to the timeline: tempo and rest.
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

/// The title with what stands at the right of it, the id, and whether it is the user's own.
fn write_head(
    page: &mut Page<'_>,
    catalog: &Catalog,
    kind: ItemKind,
    id: &Id,
    [title, right]: [&str; 2],
) -> io::Result<()> {
    page.ends(title, right, 0)?;
    page.line(&match catalog.own(kind, id.as_str()) {
        Some(true) => format!("{id} · yours, in place of the built-in one"),
        Some(false) => format!("{id} · yours"),
        None => id.to_string(),
    })?;
    page.line("")
}

/// An item by its title, with the id to ask for: `Forearm Plank (plank)`.
fn named(catalog: &Catalog, kind: ItemKind, id: &Id) -> String {
    catalog.title(kind, id.as_str()).map_or_else(|| id.to_string(), |title| format!("{title} ({id})"))
}

/// What is said of a link: the command that shows what is there, and why to go there.
fn link_text(catalog: &Catalog, link: &Link) -> String {
    let command = command(catalog, link.kind, link.id.as_str());
    link.why.as_ref().map_or(command.clone(), |why| format!("{command} · {why}"))
}

/// Where to go from here, `indent` columns in.
fn write_links(page: &mut Page<'_>, catalog: &Catalog, links: &[Link], indent: usize) -> io::Result<()> {
    let mut lines = Reading::new(page.width() - indent);
    links.iter().for_each(|link| lines.link_with(link, &link_text(catalog, link), catalog));
    lines.lines.iter().try_for_each(|line| page.line(&format!("{:indent$}{line}", "")))
}

fn write_sources(page: &mut Page<'_>, sources: &[Source]) -> io::Result<()> {
    if !sources.is_empty() {
        page.heading("Sources")?;
    }
    sources.iter().try_for_each(|source| page.item("  - ", &source.to_string()))
}
