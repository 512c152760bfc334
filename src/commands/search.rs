//! `supple search`: the items with all of some words, the best first, else those with most of them; and the item that a
//! name refers to.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use serde::Serialize;

use super::page::PageWriter;
use super::{Origin, Outcome, Sheet, broken_files, write_json};
use crate::cli::Search;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::Routine;
use crate::domain::content::search::{Hit, Index};
use crate::domain::content::search::{did_you_mean, meant};
use crate::domain::text::Text;
use crate::domain::text::folded;

/// The most hits shown; those after them fit too badly to be of use.
const MOST: usize = 20;

/// Writes the items that have all the words, or those that come closest.
///
/// # Errors
/// Returns an error if the sheet cannot be written.
pub fn run(catalog: &Catalog, args: &Search, sheet: Sheet<'_>) -> io::Result<Outcome> {
    let asked = args.words.join(" ");
    if asked.trim().is_empty() {
        return Ok(Outcome::misused("no words to search for; try `supple search hip flexor`"));
    }
    let hits = Index::new(catalog, ItemKind::VALUES).search(&asked);
    let rows: Vec<FoundRow<'_>> = hits.iter().take(MOST).filter_map(|hit| FoundRow::of(catalog, hit)).collect();
    let mut messages = Vec::new();
    if args.json.json {
        write_json(sheet.out, &rows)?;
    } else {
        let cells = rows.iter().map(|row| [row.id.to_string(), row.title.clone(), row.kind.to_string()]);
        PageWriter::new(sheet).table(&cells.collect::<Vec<_>>())?;
        messages.extend(remark(&Text::clean(&asked), &hits));
    }
    messages.extend(broken_files(catalog));
    Ok(Outcome { messages, ..Outcome::done() })
}

/// Returns a message about hits that do not speak for themselves: none, inexact ones, or too many.
fn remark(asked: &Text, hits: &[Hit]) -> Option<String> {
    let shown = hits.len().min(MOST);
    Some(match hits.first() {
        None => format!("supple: no match for `{asked}`; try other words"),
        Some(best) if best.lacking > 0 => {
            format!("supple: no exact match for `{asked}`; showing the closest {shown}")
        }
        Some(_) if hits.len() > MOST => {
            format!("supple: the best {MOST} of {}; add a word to narrow it down", hits.len())
        }
        Some(_) => return None,
    })
}

#[derive(Serialize)]
struct FoundRow<'a> {
    #[serde(rename = "type")]
    kind: ItemKind,
    id: &'a Id,
    title: String,
    /// True if it lacks some of the words.
    closest: bool,
    #[serde(flatten)]
    origin: Origin,
}

impl<'a> FoundRow<'a> {
    fn of(catalog: &Catalog, hit: &'a Hit) -> Option<Self> {
        let title = catalog.title(hit.kind, hit.id.as_str())?;
        let origin = Origin::of(catalog, hit.kind, &hit.id);
        Some(Self { kind: hit.kind, id: &hit.id, title, closest: hit.lacking > 0, origin })
    }
}

/// An item that a name refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundItem {
    pub(super) kind: ItemKind,
    pub(super) id: String,
}

/// The most ids listed in a message; of more, only the number is given.
const MOST_TOLD: usize = 8;

/// Finds the item that `asked` names: by id, then by whole title, then by another name, then by a beginning that only
/// one id has. The first one is meant; the others have the same name. `only` excludes all other kinds.
///
/// # Errors
/// Returns a message if nothing or several fit.
pub(super) fn find(catalog: &Catalog, asked: &str, only: Option<ItemKind>) -> Result<Vec<FoundItem>, String> {
    let wanted = folded(asked.trim());
    let wanted = wanted.as_ref();
    let names = names(catalog, only);
    let exact = [matching(&names, |name| name.found.id == wanted), matching(&names, |name| name.title == wanted)];
    if let Some(found) = exact.into_iter().find(|found| !found.is_empty()) {
        return Ok(found);
    }
    if wanted.is_empty() {
        return Err(unknown(catalog, asked, only));
    }
    let called = matching(&names, |name| name.aliases.iter().any(|alias| alias == wanted));
    if called.len() == 1 {
        return Ok(called);
    }
    let found = matching(&names, |name| {
        name.found.id.starts_with(wanted) || name.title.starts_with(wanted) || called.contains(&name.found)
    });
    match found.as_slice() {
        [] => Err(unknown(catalog, asked, only)),
        [first, others @ ..] if others.iter().all(|other| other.id == first.id) => Ok(found),
        several => Err(several_fit(asked, several)),
    }
}

/// Finds the routine that `asked` names: its id, its title, or a beginning that only one has.
///
/// # Errors
/// Returns a message if nothing or several fit.
pub fn routine(catalog: &Catalog, asked: &str) -> Result<Arc<Routine>, String> {
    let found = find(catalog, asked, Some(ItemKind::Routine))?;
    let routine = found.first().and_then(|found| catalog.routine(&found.id));
    routine.ok_or_else(|| unknown(catalog, asked, Some(ItemKind::Routine)))
}

/// An item that a session can be made of.
pub enum Startable {
    /// A routine.
    Routine(Arc<Routine>),
    /// One exercise alone.
    Exercise(Arc<Exercise>),
}

/// Finds the routine that `asked` names or, if it names none, the exercise.
///
/// # Errors
/// Returns a message if nothing or several fit.
pub fn startable(catalog: &Catalog, asked: &str) -> Result<Startable, String> {
    let no_routine = match routine(catalog, asked) {
        Ok(routine) => return Ok(Startable::Routine(routine)),
        Err(why) => why,
    };
    match find(catalog, asked, Some(ItemKind::Exercise)) {
        Ok(found) => {
            let exercise = found.first().and_then(|found| catalog.exercise(&found.id));
            exercise.map(Startable::Exercise).ok_or(no_routine)
        }
        // The message that names something near.
        Err(no_exercise)
            if !meant(asked, catalog.exercise_ids()).is_empty() && meant(asked, catalog.routine_ids()).is_empty() =>
        {
            Err(no_exercise)
        }
        Err(_) => Err(no_routine),
    }
}

/// Finds the id that `asked` names: one of those `known` from the journal, or one of the content.
///
/// # Errors
/// Returns a message with suggestions if it is neither.
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
    // An id that is only in the journal may be misspelt, too.
    let gone = known.iter().map(Id::as_str).filter(|id| catalog.title(kind, id).is_none());
    match meant(asked, gone).as_slice() {
        [] => Err(why),
        near => Err(format!("there is no {kind} `{}`; {}", Text::clean(asked), did_you_mean(near))),
    }
}

/// The names of an item, folded.
struct ItemNames {
    found: FoundItem,
    title: String,
    aliases: Vec<String>,
}

fn names(catalog: &Catalog, only: Option<ItemKind>) -> Vec<ItemNames> {
    let kinds = ItemKind::VALUES.iter().copied().filter(|kind| only.is_none_or(|only| only == *kind));
    kinds.flat_map(|kind| catalog.ids(kind).filter_map(move |id| ItemNames::of(catalog, kind, id))).collect()
}

impl ItemNames {
    fn of(catalog: &Catalog, kind: ItemKind, id: &str) -> Option<Self> {
        let aliases = match kind {
            ItemKind::Exercise => catalog.exercise(id)?.aliases.clone(),
            ItemKind::Guide => catalog.guide(id)?.aliases.clone(),
            ItemKind::Routine | ItemKind::Plan => Vec::new(),
        };
        let aliases = aliases.iter().map(|alias| folded(alias.as_str()).into_owned()).collect();
        let title = folded(&catalog.title(kind, id)?).into_owned();
        Some(Self { found: FoundItem { kind, id: id.to_owned() }, title, aliases })
    }
}

fn matching(names: &[ItemNames], fits: impl Fn(&ItemNames) -> bool) -> Vec<FoundItem> {
    names.iter().filter(|name| fits(name)).map(|name| name.found.clone()).collect()
}

fn several_fit(asked: &str, found: &[FoundItem]) -> String {
    let mut ids: Vec<&str> = found.iter().map(|found| found.id.as_str()).collect();
    ids.dedup();
    let more = ids.len().saturating_sub(MOST_TOLD);
    ids.truncate(MOST_TOLD);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("`{}` matches several: {}{more}", Text::clean(asked.trim()), ids.join(", "))
}

fn with_article(kind: ItemKind) -> String {
    format!("{} {kind}", if kind == ItemKind::Exercise { "an" } else { "a" })
}

/// Returns the message for an unknown name: its kind if it is of another, else the nearest id or title.
fn unknown(catalog: &Catalog, asked: &str, only: Option<ItemKind>) -> String {
    let wanted = folded(asked.trim());
    let elsewhere = only.and_then(|only| {
        let names = self::names(catalog, None);
        let named = names.into_iter().find(|name| name.found.id == *wanted || name.title == *wanted)?;
        Some((only, named.found))
    });
    if let Some((only, FoundItem { kind, id })) = elsewhere {
        return format!("`{id}` is {}, not {}; `supple show {id}` shows it", with_article(kind), with_article(only));
    }
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
