//! What the journal is narrowed by: a form with a line for each thing that can be asked of an entry.

use chrono::NaiveDate;

use super::editor::{Editor, Entered, Sort};
use crate::app::model::Model;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::wording::spoken;
use crate::domain::content::words::Word;
use crate::domain::record::browse::EntryKind;
use crate::domain::record::browse::wanted::{Known, Wanted};
use crate::domain::record::entry::Region;
use crate::domain::record::spots::region_text;
use crate::domain::record::told::exercise_name;

/// How many lines it has.
pub(super) const LINES: usize = 6;

const NAMES: [&str; LINES] = ["kind", "routine", "exercise", "place", "from", "to"];

/// Shown where nothing is asked.
const ANY: &str = "any";

/// The lines: what they are about, and what is asked.
pub(super) fn rows(wanted: &Wanted, model: &Model) -> Vec<(&'static str, String)> {
    NAMES
        .into_iter()
        .enumerate()
        .map(|(at, name)| (name, shown(at, wanted, model).unwrap_or_else(|| ANY.to_owned())))
        .collect()
}

/// All that is asked, in a line; empty where nothing is.
pub(super) fn said(wanted: &Wanted, model: &Model) -> String {
    let part = |at: usize| {
        let shown = shown(at, wanted, model)?;
        Some(match at {
            4 => format!("from {shown}"),
            5 => format!("to {shown}"),
            _ => shown,
        })
    };
    (0..LINES).filter_map(part).collect::<Vec<_>>().join(" · ")
}

fn shown(at: usize, wanted: &Wanted, model: &Model) -> Option<String> {
    match at {
        0 => wanted.kind.map(|kind| kind.said().to_owned()),
        1 => wanted.routine.as_ref().map(|id| routine_name(model, id)),
        2 => wanted.exercise.as_ref().map(|id| exercise_name(&model.catalog, id.as_str())),
        3 => wanted.region.map(region_text),
        4 => wanted.from.map(day),
        _ => wanted.to.map(day),
    }
}

fn day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

pub(super) fn routine_name(model: &Model, id: &Id) -> String {
    model.catalog.title(ItemKind::Routine, id.as_str()).unwrap_or_else(|| spoken(id.as_str()))
}

/// Enters what is asked in the line `at`.
pub(super) fn editor(at: usize, wanted: &Wanted, model: &Model, today: NaiveDate) -> Editor {
    let known = || model.journal().map(Known::of).unwrap_or_default();
    let id = |id: &Option<Id>| id.as_ref().map(ToString::to_string).unwrap_or_default();
    let (sort, value) = match at {
        0 => (
            choices(EntryKind::ALL.iter().map(|(word, kind)| (kind.said().to_owned(), (*word).to_owned()))),
            wanted.kind.map(|kind| kind.to_string()).unwrap_or_default(),
        ),
        1 => {
            let routines = known().routines;
            (choices(routines.iter().map(|id| (routine_name(model, id), id.to_string()))), id(&wanted.routine))
        }
        2 => {
            let exercises = known().exercises;
            let named = |id: &Id| (exercise_name(&model.catalog, id.as_str()), id.to_string());
            (choices(exercises.iter().map(named)), id(&wanted.exercise))
        }
        3 => (
            choices(Region::ALL.iter().map(|(word, region)| (region_text(*region), (*word).to_owned()))),
            wanted.region.map(|region| region.to_string()).unwrap_or_default(),
        ),
        4 => (Sort::Day(true), wanted.from.map(|day| day.to_string()).unwrap_or_default()),
        _ => (Sort::Day(true), wanted.to.map(|day| day.to_string()).unwrap_or_default()),
    };
    Editor::new(NAMES.get(at).copied().unwrap_or_default(), sort, &value, today)
}

/// `any`, then all of these.
fn choices(all: impl Iterator<Item = (String, String)>) -> Sort {
    Sort::Choice([(ANY.to_owned(), String::new())].into_iter().chain(all).collect())
}

/// Asks what was entered in the line `at`.
pub(super) fn enter(at: usize, entered: &Entered, wanted: &mut Wanted) {
    match (at, entered) {
        (0, Entered::Choice(word)) => wanted.kind = word.parse().ok(),
        (1, Entered::Choice(id)) => wanted.routine = Id::new(id).ok(),
        (2, Entered::Choice(id)) => wanted.exercise = Id::new(id).ok(),
        (3, Entered::Choice(word)) => wanted.region = word.parse().ok(),
        (4, Entered::Day(day)) => wanted.from = *day,
        (5, Entered::Day(day)) => wanted.to = *day,
        _ => {}
    }
}

/// Asks nothing any more in the line `at`.
pub(super) fn clear(at: usize, wanted: &mut Wanted) {
    match at {
        0 => wanted.kind = None,
        1 => wanted.routine = None,
        2 => wanted.exercise = None,
        3 => wanted.region = None,
        4 => wanted.from = None,
        _ => wanted.to = None,
    }
}
