//! A plan as text or JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::{JsonItem, named, write_head, write_links, write_sources};
use crate::commands::page::{PageWriter, whole_secs};
use crate::commands::{Sheet, length_of, write_json};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::Marks;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::{Plan, PlanItem, PlanPart, Work};
use crate::domain::session::timeline::Length;
use crate::domain::text::lines::columns;

/// Writes the plan for people.
pub(super) fn text(catalog: &Catalog, plan: &Plan, sheet: Sheet<'_>) -> io::Result<()> {
    let mut page = PageWriter::new(sheet);
    write_head(&mut page, catalog, ItemKind::Plan, &plan.id, [plan.title.as_str(), &plan.span()])?;
    page.text(plan.summary.as_str())?;
    versions(&mut page, plan)?;
    for (at, part) in plan.parts.iter().enumerate() {
        let same = plan.parts.iter().take(at).find(|earlier| earlier.items == part.items);
        write_part(&mut page, catalog, part, same)?;
    }
    if plan.parts.iter().flat_map(|part| &part.items).any(PlanItem::is_counted_by_us) {
        page.line("")?;
        page.text(Marks { ours: true, picked: false }.meaning().unwrap_or_default())?;
    }
    if !plan.notes.is_empty() {
        page.heading("Notes")?;
    }
    plan.notes.iter().try_for_each(|note| page.item("  - ", note.as_str()))?;
    write_sources(&mut page, &plan.sources)
}

fn versions(page: &mut PageWriter<'_>, plan: &Plan) -> io::Result<()> {
    if !plan.versions.is_empty() {
        page.heading("Versions, of which you follow one")?;
    }
    let widest = plan.versions.iter().map(|version| columns(version.id.as_str())).max().unwrap_or(0);
    plan.versions.iter().try_for_each(|version| {
        page.item(&format!("  {:widest$}  ", version.id), &format!("{}. {}", version.title, version.summary))
    })
}

/// Writes a part. Instead of the items it names `same`, an earlier part with the same items.
fn write_part(
    page: &mut PageWriter<'_>,
    catalog: &Catalog,
    part: &PlanPart,
    same: Option<&PlanPart>,
) -> io::Result<()> {
    let only = if part.only.is_empty() { String::new() } else { format!(" ({})", for_versions(&part.only)) };
    page.heading(&format!("{}{only}", part.title))?;
    if let Some(same) = same {
        return page.item("  - ", &format!("the same as in {}", same.title));
    }
    part.items.iter().try_for_each(|item| write_item(page, catalog, item))
}

fn write_item(page: &mut PageWriter<'_>, catalog: &Catalog, item: &PlanItem) -> io::Result<()> {
    let times = match times(item).as_str() {
        "" => String::new(),
        times => format!("{times} × "),
    };
    match &item.work {
        Work::Routine(id) => {
            let length = routine_length(catalog, id).map(|length| length.to_string());
            let length = length.unwrap_or_else(|| "not playable".to_owned());
            page.ends(&format!("  - {times}{}", named(catalog, ItemKind::Routine, id)), &length, 4)?;
        }
        Work::Task(task) => page.item("  - ", &format!("{times}{task}"))?,
    }
    let optional = item.optional.then(|| "optional".to_owned());
    let versions = (!item.only.is_empty()).then(|| for_versions(&item.only));
    let note = item.note.as_ref().map(ToString::to_string);
    let details: Vec<String> = optional.into_iter().chain(versions).chain(note).collect();
    page.item("    ", &details.join(" · "))?;
    write_links(page, catalog, item.see.as_slice(), 2)
}

fn for_versions(only: &[Id]) -> String {
    format!("for {}", only.iter().map(Id::as_str).collect::<Vec<_>>().join(" or "))
}

/// Returns the number of times an item is done, marked if the number is ours; empty for once.
fn times(item: &PlanItem) -> String {
    match item.times.filter(|times| times.to > 1.0) {
        Some(times) => times.marked(),
        None => String::new(),
    }
}

fn routine_length(catalog: &Catalog, id: &Id) -> Option<Length> {
    length_of(catalog, &*catalog.routine(id.as_str())?)
}

#[derive(Serialize)]
struct WithRoutines<'a> {
    #[serde(flatten)]
    plan: &'a Plan,
    routines: Vec<NamedRoutine<'a>>,
}

/// A routine of a plan; without a title if it cannot be used.
#[derive(Serialize)]
struct NamedRoutine<'a> {
    id: &'a Id,
    title: Option<String>,
    length_s: Option<u64>,
    estimate: Option<bool>,
}

impl<'a> NamedRoutine<'a> {
    fn new(catalog: &Catalog, id: &'a Id) -> Self {
        let length = routine_length(catalog, id);
        Self {
            id,
            title: catalog.title(ItemKind::Routine, id.as_str()),
            length_s: length.map(|length| whole_secs(length.span)),
            estimate: length.map(|length| length.is_estimate),
        }
    }
}

/// Writes the plan for programs.
pub(super) fn json(catalog: &Catalog, plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let routines = plan.routines().into_iter().map(|id| NamedRoutine::new(catalog, id)).collect();
    write_json(out, &JsonItem::of(catalog, ItemKind::Plan, &plan.id, WithRoutines { plan, routines }))
}
