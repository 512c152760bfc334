//! The document of a plan.

use std::time::Duration;

use super::{Document, DocumentChoice, LineKind, dotted};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::Marks;
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::{Plan, PlanItem, PlanPart, PlanVersion, Work};
use crate::domain::content::routine::Routine;
use crate::domain::journal::plan_mark::{Followed, PlanPlace, PlanSpot};
use crate::domain::text::Text;
use crate::domain::time::about_text;

/// The sign behind the title of the part that is on.
const NOW: &str = " ◂ now";

/// Returns the document of `plan` without its title. `following`: the record and the place of a person who follows it;
/// `begin`: the ways to begin, between its summary and its parts. [`plan_rows`] gives the items behind its choices after
/// those of `begin`.
pub fn of_plan(
    plan: &Plan,
    catalog: &Catalog,
    following: Option<&(Followed, PlanPlace)>,
    begin: Document,
    length: &dyn Fn(&Routine) -> Option<Duration>,
) -> Document {
    let mut page = Document::default();
    page.text(plan.summary.as_str());
    page.own(catalog, ItemKind::Plan, &plan.id);
    page.gap();
    page.append(begin);
    for (number, part) in (1..).zip(&plan.parts).filter(|(_, part)| is_shown(part, following)) {
        heading(plan, number, part, following, &mut page);
        if let Some(same) = same_as(plan, number, following) {
            page.quiet(&format!("the same as in {}", same.title));
            continue;
        }
        // A later part has no tick yet, and a plan that is not followed has none at all.
        let reached = following.filter(|(_, place)| place.is_reached(number));
        let done = reached.map(|(followed, place)| followed.done(part, PlanSpot { round: place.round, part: number }));
        for (index, item) in items(part, following) {
            let times = done.as_ref().and_then(|done| done.get(index)).copied();
            let to = item.target().filter(|link| catalog.title(link.kind, link.id.as_str()).is_some());
            page.choice(DocumentChoice {
                kind: LineKind::Text,
                title: format!("{}{}", tick_text(item, times), title_of(item, catalog)),
                was: String::new(),
                detail: detail(plan, item, catalog, following.is_some(), length),
                says_kind: matches!(item.work, Work::Task(_)),
                to,
            });
            page.paragraph(LineKind::Quiet, "    ", item.note.as_ref().map_or("", Text::as_str));
        }
    }
    page.gap();
    for note in &plan.notes {
        page.quiet(note.as_str());
    }
    let ours = plan.parts.iter().flat_map(|part| &part.items).any(PlanItem::is_counted_by_us);
    page.quiet(Marks { ours, picked: false }.meaning().unwrap_or_default());
    for source in &plan.sources {
        page.quiet(&format!("Source: {source}"));
    }
    page.gap();
    page
}

impl Document {
    /// Adds a version of a plan to choose.
    pub fn version(&mut self, version: &PlanVersion) {
        self.choice(DocumentChoice::new(LineKind::Link, version.title.as_str(), version.summary.as_str()));
    }
}

/// Returns the items that the document of `plan` lists, each with the number of its part, from 1, and its index.
pub fn plan_rows<'a>(
    plan: &'a Plan,
    following: Option<&'a (Followed, PlanPlace)>,
) -> impl Iterator<Item = (u32, usize, &'a PlanItem)> {
    let parts = (1..)
        .zip(&plan.parts)
        .filter(move |(number, part)| is_shown(part, following) && same_as(plan, *number, following).is_none());
    parts.flat_map(move |(number, part)| items(part, following).map(move |(index, item)| (number, index, item)))
}

fn is_shown(part: &PlanPart, following: Option<&(Followed, PlanPlace)>) -> bool {
    following.is_none_or(|(followed, _)| followed.has_part(part))
}

fn items<'a>(
    part: &'a PlanPart,
    following: Option<&'a (Followed, PlanPlace)>,
) -> impl Iterator<Item = (usize, &'a PlanItem)> {
    let items = part.items.iter().enumerate();
    items.filter(move |(_, item)| following.is_none_or(|(followed, _)| followed.has(item)))
}

/// Returns the earlier part with the items of the one of this number. Who follows the plan ticks each part on its own.
fn same_as<'a>(plan: &'a Plan, number: u32, following: Option<&(Followed, PlanPlace)>) -> Option<&'a PlanPart> {
    let at = usize::try_from(number).ok()?.checked_sub(1)?;
    let part = plan.parts.get(at).filter(|_| following.is_none())?;
    plan.parts.iter().take(at).find(|earlier| earlier.items == part.items)
}

fn heading(plan: &Plan, number: u32, part: &PlanPart, following: Option<&(Followed, PlanPlace)>, page: &mut Document) {
    let is_on = following.is_some_and(|(_, place)| place.spot.is_some_and(|spot| spot.part == number));
    let only = plan.version_titles(&part.only).filter(|_| following.is_none());
    let only = only.map(|titles| format!(" ({titles})")).unwrap_or_default();
    page.heading(&format!("{}{only}{}", part.title, if is_on { NOW } else { "" }));
}

/// Returns the title of an item: its routine's title, or its task.
pub fn title_of(item: &PlanItem, catalog: &Catalog) -> String {
    match &item.work {
        Work::Routine(id) => catalog.title(ItemKind::Routine, id.as_str()).unwrap_or_else(|| id.to_string()),
        Work::Task(task) => task.to_string(),
    }
}

/// Returns `✓ `, `○ `, or the number of times done, `1/3 `; empty if there is nothing to tick.
fn tick_text(item: &PlanItem, times: Option<u32>) -> String {
    match (times, item.times()) {
        (None, _) => String::new(),
        (Some(done), wanted) if done >= wanted => "✓ ".to_owned(),
        (Some(_), 1) => "○ ".to_owned(),
        (Some(done), wanted) => format!("{done}/{wanted} "),
    }
}

/// Returns the details of an item: repetitions, if it is optional, its versions, and the length of its routine or the
/// reason to read about its task.
fn detail(
    plan: &Plan,
    item: &PlanItem,
    catalog: &Catalog,
    is_followed: bool,
    length: &dyn Fn(&Routine) -> Option<Duration>,
) -> String {
    let times = item.times.filter(|times| times.to > 1.0).map(|times| format!("{} times", times.marked()));
    let versions = plan.version_titles(&item.only).filter(|_| !is_followed);
    let last = match &item.work {
        Work::Routine(id) => match catalog.routine(id.as_str()) {
            Some(routine) => length(&routine).map(about_text),
            None => Some("cannot be used; see supple check".to_owned()),
        },
        Work::Task(_) => item.see.as_ref().and_then(|link| link.why.as_ref()).map(ToString::to_string),
    };
    let optional = if item.optional { "optional" } else { "" };
    let [times, versions, last] = [times, versions, last].map(Option::unwrap_or_default);
    dotted([times.as_str(), optional, &versions, &last])
}
