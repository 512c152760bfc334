//! An exercise as text or JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::{JsonItem, dose_text, named, write_head, write_links, write_sources};
use crate::commands::page::PageWriter;
use crate::commands::{Sheet, write_json};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::Marks;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::filter::{guides_about, routines_with};
use crate::domain::content::link::ItemKind;
use crate::domain::content::wording::{cue_time, facts, joined, side_names, spoken_all, whose};
use crate::domain::content::words::Role;

/// Writes the exercise for people.
pub(super) fn text(catalog: &Catalog, exercise: &Exercise, sheet: Sheet<'_>) -> io::Result<()> {
    let mut page = PageWriter::new(sheet);
    head(&mut page, catalog, exercise)?;
    page.heading(if exercise.steps_are_ours { "Setup (these steps are ours)" } else { "Setup" })?;
    for (at, step) in exercise.setup.iter().enumerate() {
        page.item(&format!("{:>3}. ", at + 1), step.as_str())?;
    }
    if !exercise.cues.is_empty() {
        page.heading("Cues")?;
    }
    exercise.cues.iter().try_for_each(|cue| page.item("  - ", &format!("{}: {}", cue_time(cue), cue.say)))?;
    page.heading("Breathing")?;
    page.item("  ", exercise.breathing.as_str())?;
    if !exercise.mistakes.is_empty() {
        page.heading("Mistakes")?;
    }
    exercise
        .mistakes
        .iter()
        .try_for_each(|mistake| page.item("  - ", &format!("{} → {}", mistake.seen, mistake.fix)))?;
    effects(&mut page, catalog, exercise)?;
    doses(&mut page, exercise)?;
    ladder(&mut page, catalog, exercise)?;
    if !exercise.careful.is_empty() || exercise.role == Role::AvoidWhileSore {
        page.heading("Take care")?;
    }
    if exercise.role == Role::AvoidWhileSore {
        page.item("  - ", "Not while your low back is sore.")?;
    }
    exercise.careful.iter().try_for_each(|careful| page.item("  - ", careful.as_str()))?;
    used_in(&mut page, catalog, exercise)?;
    write_sources(&mut page, &exercise.sources)
}

fn head(page: &mut PageWriter<'_>, catalog: &Catalog, exercise: &Exercise) -> io::Result<()> {
    let kinds: Vec<&str> = [exercise.kind].iter().chain(&exercise.also).map(|kind| kind.said()).collect();
    let ends = [exercise.name.as_str(), &kinds.join(", ")];
    write_head(page, catalog, ItemKind::Exercise, &exercise.id, ends)?;
    page.text(exercise.summary.as_str())?;
    page.text(&format!("{}{}", facts(exercise), side_names(exercise)))?;
    match joined(&exercise.aliases).as_str() {
        "" => Ok(()),
        aliases => page.text(&format!("also called {aliases}")),
    }
}

fn effects(page: &mut PageWriter<'_>, catalog: &Catalog, exercise: &Exercise) -> io::Result<()> {
    write_rows(
        page,
        "What it does",
        &[
            ("  stretches    ", joined(&exercise.stretches)),
            ("  works        ", joined(&exercise.works)),
            ("  helps with   ", spoken_all(exercise.helps_with.iter().map(Id::as_str))),
            ("  passes when  ", exercise.pass.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("  fails when   ", exercise.fail.as_ref().map(ToString::to_string).unwrap_or_default()),
        ],
    )?;
    if !exercise.leads_to.is_empty() {
        page.heading("When it fails")?;
    }
    write_links(page, catalog, &exercise.leads_to, 0)
}

fn doses(page: &mut PageWriter<'_>, exercise: &Exercise) -> io::Result<()> {
    let mut marks = Marks::default();
    page.heading("Dose")?;
    let text = exercise.default_dose().map(|dose| dose_text(&dose)).unwrap_or_default();
    marks.take_in(&text);
    page.item("  - ", &format!("{text}{}", whose(exercise, exercise.dose.by)))?;
    for named in &exercise.doses {
        let dose = named.dose.over(&exercise.dose).resolve(exercise.sides);
        let text = dose.map(|dose| dose_text(&dose)).unwrap_or_default();
        marks.take_in(&text);
        page.item("  - ", &format!("{}: {text}{}", named.name, whose(exercise, named.by)))?;
    }
    if let Some(legend) = marks.meaning() {
        page.item("    ", legend)?;
    }
    Ok(())
}

fn ladder(page: &mut PageWriter<'_>, catalog: &Catalog, exercise: &Exercise) -> io::Result<()> {
    let [easier, harder, instead] = [&exercise.easier, &exercise.harder, exercise.instead.as_slice()]
        .map(|ids| names(catalog, ItemKind::Exercise, ids));
    write_rows(page, "Variants", &[("  easier   ", easier), ("  harder   ", harder), ("  instead  ", instead)])
}

fn used_in(page: &mut PageWriter<'_>, catalog: &Catalog, exercise: &Exercise) -> io::Result<()> {
    let (routines, guides) = uses(catalog, exercise);
    write_rows(
        page,
        "Used in",
        &[
            ("  routines  ", names(catalog, ItemKind::Routine, &routines)),
            ("  guides    ", names(catalog, ItemKind::Guide, &guides)),
        ],
    )
}

/// Writes a heading and the rows with a text, if there are any.
fn write_rows(page: &mut PageWriter<'_>, heading: &str, rows: &[(&str, String)]) -> io::Result<()> {
    let mut rows = rows.iter().filter(|(_, text)| !text.is_empty()).peekable();
    if rows.peek().is_some() {
        page.heading(heading)?;
    }
    rows.try_for_each(|(label, text)| page.item(label, text))
}

fn names(catalog: &Catalog, kind: ItemKind, ids: &[Id]) -> String {
    ids.iter().map(|id| named(catalog, kind, id)).collect::<Vec<_>>().join(", ")
}

#[derive(Serialize)]
struct WithUses<'a> {
    #[serde(flatten)]
    exercise: &'a Exercise,
    routines: Vec<Id>,
    guides: Vec<Id>,
}

/// Writes the exercise for programs.
pub(super) fn json(catalog: &Catalog, exercise: &Exercise, out: &mut dyn Write) -> io::Result<()> {
    let (routines, guides) = uses(catalog, exercise);
    write_json(out, &JsonItem::of(catalog, ItemKind::Exercise, &exercise.id, WithUses { exercise, routines, guides }))
}

/// Returns the routines with the exercise, and the guides that lead to it.
fn uses(catalog: &Catalog, exercise: &Exercise) -> (Vec<Id>, Vec<Id>) {
    let routines = routines_with(catalog, &exercise.id);
    let guides = guides_about(catalog, ItemKind::Exercise, &exercise.id);
    (routines.iter().map(|r| r.id.clone()).collect(), guides.iter().map(|g| g.id.clone()).collect())
}
