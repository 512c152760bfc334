//! Which item a person means by what was typed, among all kinds.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::items::KINDS;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::Routine;
use crate::domain::content::search::{did_you_mean, meant};
use crate::domain::text::Text;
use crate::domain::text::folding::folded;

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// What it is.
    pub(super) kind: ItemKind,
    /// Which one.
    pub(super) id: String,
}

/// More ids than these are not told one by one.
const MOST_TOLD: usize = 8;

/// By id, then by whole title, then by another name, then by a beginning that only one id has. The
/// first is meant; the others go by the same name. `only`: no other kind is looked at.
pub(super) fn find(catalog: &Catalog, asked: &str, only: Option<ItemKind>) -> Result<Vec<Found>, String> {
    let wanted = folded(asked.trim());
    let wanted = wanted.as_ref();
    let names = names(catalog, only);
    let those = |fits: &dyn Fn(&Name) -> bool| -> Vec<Found> {
        names.iter().filter(|name| fits(name)).map(|name| name.found.clone()).collect()
    };
    let exact = [those(&|name| name.found.id == wanted), those(&|name| name.title == wanted)];
    if let Some(found) = exact.into_iter().find(|found| !found.is_empty()) {
        return Ok(found);
    }
    if wanted.is_empty() {
        return Err(unknown(catalog, asked, only));
    }
    let called = those(&|name| name.aliases.iter().any(|alias| alias == wanted));
    if called.len() == 1 {
        return Ok(called);
    }
    let begins = |name: &Name| name.found.id.starts_with(wanted) || name.title.starts_with(wanted);
    let found = those(&|name| begins(name) || called.contains(&name.found));
    match found.as_slice() {
        [] => Err(unknown(catalog, asked, only)),
        [first, others @ ..] if others.iter().all(|other| other.id == first.id) => Ok(found),
        several => Err(several_fit(asked, several)),
    }
}

/// The routine meant by an id, its title, or a beginning that only one has.
///
/// # Errors
/// Why none is meant, for people: nothing or several fit.
pub fn routine(catalog: &Catalog, asked: &str) -> Result<Arc<Routine>, String> {
    let found = find(catalog, asked, Some(ItemKind::Routine))?;
    let routine = found.first().and_then(|found| catalog.routine(&found.id));
    routine.ok_or_else(|| unknown(catalog, asked, Some(ItemKind::Routine)))
}

/// The id meant by `asked`: one of those `known` from the journal, or something of the content.
///
/// # Errors
/// For people, with what may be meant, where it is neither.
pub(super) fn known_id(asked: &str, kind: ItemKind, known: &BTreeSet<Id>, catalog: &Catalog) -> Result<Id, String> {
    if let Some(id) = known.iter().find(|id| id.as_str() == asked.trim()) {
        return Ok(id.clone());
    }
    let why = match find(catalog, asked, Some(kind)) {
        Ok(found) => match found.first().and_then(|found| Id::new(&found.id).ok()) {
            Some(id) => return Ok(id),
            None => String::new(),
        },
        Err(why) => why,
    };
    // What is only in the journal may be misspelt, too.
    let gone = known.iter().map(Id::as_str).filter(|id| catalog.title(kind, id).is_none());
    match meant(asked, gone).as_slice() {
        [] => Err(why),
        near => Err(format!("there is no {kind} `{}`; {}", Text::clean(asked), did_you_mean(near))),
    }
}

/// Names that an item goes by, folded.
struct Name {
    found: Found,
    title: String,
    aliases: Vec<String>,
}

fn names(catalog: &Catalog, only: Option<ItemKind>) -> Vec<Name> {
    let kinds = KINDS.into_iter().filter(|kind| only.is_none_or(|only| only == *kind));
    let lower = |aliases: &[Text]| aliases.iter().map(|alias| folded(alias.as_str()).into_owned()).collect();
    let name = |kind: ItemKind, id: &str| {
        let aliases = match kind {
            ItemKind::Exercise => lower(&catalog.exercise(id)?.aliases),
            ItemKind::Guide => lower(&catalog.guide(id)?.aliases),
            ItemKind::Routine | ItemKind::Plan => Vec::new(),
        };
        let title = folded(&catalog.title(kind, id)?).into_owned();
        Some(Name { found: Found { kind, id: id.to_owned() }, title, aliases })
    };
    kinds.flat_map(|kind| catalog.ids(kind).filter_map(move |id| name(kind, id)).collect::<Vec<_>>()).collect()
}

fn several_fit(asked: &str, found: &[Found]) -> String {
    let mut ids: Vec<&str> = found.iter().map(|found| found.id.as_str()).collect();
    ids.dedup();
    let more = ids.len().saturating_sub(MOST_TOLD);
    ids.truncate(MOST_TOLD);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("`{}` fits several: {}{more}", Text::clean(asked.trim()), ids.join(", "))
}

/// Suggests the nearest id or title of the kinds that were looked at.
fn unknown(catalog: &Catalog, asked: &str, only: Option<ItemKind>) -> String {
    let names = names(catalog, only);
    let mut near = meant(asked, names.iter().map(|name| name.found.id.as_str()));
    if near.is_empty() {
        let titles = meant(asked, names.iter().map(|name| name.title.as_str()));
        near = names.iter().filter(|name| titles.contains(&name.title.as_str())).map(|n| n.found.id.as_str()).collect();
    }
    let hint = match near.as_slice() {
        [] => "`supple search` finds words, `supple list` shows all".to_owned(),
        near => did_you_mean(near),
    };
    let what = only.map_or("nothing called", |kind| match kind {
        ItemKind::Exercise => "no exercise",
        ItemKind::Routine => "no routine",
        ItemKind::Plan => "no plan",
        ItemKind::Guide => "no guide",
    });
    format!("there is {what} `{}`; {hint}", Text::clean(asked))
}
