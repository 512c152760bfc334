//! The filter of the journal: a form with a line for each property of an entry.

use chrono::NaiveDate;

use super::change::or_empty;
use super::editor::{Editor, Entered, Sort};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::words::WordList;
use crate::domain::content::words::spoken;
use crate::domain::journal::body_location::region_text;
use crate::domain::journal::browse::EntryKind;
use crate::domain::journal::browse::filter::{KnownNames, Wanted};
use crate::domain::journal::entry::Region;
use crate::domain::journal::summary::exercise_name;
use crate::state::model::Model;

/// The number of lines.
pub(super) const LINES: usize = 6;

const NAMES: [&str; LINES] = ["kind", "routine", "exercise", "place", "from", "to"];

/// The value of a line that is not set.
const ANY: &str = "any";

/// The labels and values of the lines.
pub(super) fn rows(wanted: &Wanted, model: &Model) -> Vec<(&'static str, String)> {
    NAMES
        .into_iter()
        .enumerate()
        .map(|(at, name)| (name, shown(at, wanted, model).unwrap_or_else(|| ANY.to_owned())))
        .collect()
}

/// The whole filter in one line; empty if nothing is set.
pub(super) fn said(wanted: &Wanted, model: &Model) -> String {
    let mut parts: Vec<String> = Vec::new();
    for at in 0..LINES {
        let Some(shown) = shown(at, wanted, model) else { continue };
        parts.push(match at {
            4 => format!("from {shown}"),
            5 => format!("to {shown}"),
            _ => shown,
        });
    }
    parts.join(" · ")
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

/// An editor for the line `at`.
pub(super) fn editor(at: usize, wanted: &Wanted, model: &Model, today: NaiveDate) -> Editor {
    let (sort, value) = match at {
        0 => (
            choices(EntryKind::ALL.iter().map(|(word, kind)| (kind.said().to_owned(), (*word).to_owned()))),
            or_empty(wanted.kind),
        ),
        1 => {
            let routines = known(model).routines;
            let all = routines.iter().map(|id| (routine_name(model, id), id.to_string()));
            (choices(all), or_empty(wanted.routine.as_ref()))
        }
        2 => {
            let exercises = known(model).exercises;
            let all = exercises.iter().map(|id| (exercise_name(&model.catalog, id.as_str()), id.to_string()));
            (choices(all), or_empty(wanted.exercise.as_ref()))
        }
        3 => (
            choices(Region::ALL.iter().map(|(word, region)| (region_text(*region), (*word).to_owned()))),
            or_empty(wanted.region),
        ),
        4 => (Sort::Day(true), or_empty(wanted.from)),
        _ => (Sort::Day(true), or_empty(wanted.to)),
    };
    Editor::new(NAMES.get(at).copied().unwrap_or_default(), sort, &value, today)
}

fn known(model: &Model) -> KnownNames {
    model.journal().map(KnownNames::of).unwrap_or_default()
}

/// A choice of `any` or one of these.
fn choices(all: impl Iterator<Item = (String, String)>) -> Sort {
    Sort::Choice([(ANY.to_owned(), String::new())].into_iter().chain(all).collect())
}

/// Sets the line `at` to the entered value.
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

/// Clears the line `at`.
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
