//! `supple list`: all routines or exercises, a line each.

use std::io::{self, Write};

use serde::Serialize;

use super::page::{Page, whole_secs};
use super::{Outcome, counted, write_json};
use crate::cli::{List, Listed};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::link::Need;
use crate::domain::content::routine::Routine;
use crate::domain::content::words::{Kind, Position, Sides, When};
use crate::domain::play::compile::{self, Options};
use crate::domain::play::timeline::Length;
use crate::domain::text::Text;

/// Writes the list that is asked for, in order of the ids.
///
/// # Errors
/// Where `out` cannot be written.
pub fn run(catalog: &Catalog, args: &List, out: &mut dyn Write) -> io::Result<Outcome> {
    match args.what {
        Listed::Routines => routines(catalog, args.json.json, out)?,
        Listed::Exercises => exercises(catalog, args.json.json, out)?,
    }
    Ok(Outcome { messages: broken_files(catalog), ..Outcome::done() })
}

/// A hint where files of the user's are left out or changed.
pub(super) fn broken_files(catalog: &Catalog) -> Vec<String> {
    let found = catalog.problems().len();
    let hint = || format!("supple: {} in your own files; `supple check` shows them", counted(found, "problem"));
    (found > 0).then(hint).into_iter().collect()
}

#[derive(Serialize)]
struct RoutineRow<'a> {
    id: &'a Id,
    title: &'a Text,
    summary: &'a Text,
    when: &'a [When],
    equipment: &'a [Need],
    rounds: u32,
    steps: usize,
    length_s: Option<u64>,
    estimate: Option<bool>,
    own: bool,
    replaces_built_in: bool,
}

fn routines(catalog: &Catalog, json: bool, out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<_> = catalog.routine_ids().filter_map(|id| catalog.routine(id)).collect();
    // None where it cannot be played.
    let length = |routine| compile::length(routine, &|id| catalog.timing(id), Options::default()).ok();
    let with_length: Vec<_> = all.iter().map(|routine| (&**routine, length(routine))).collect();
    if json {
        let rows: Vec<_> = with_length.iter().map(|(routine, length)| routine_row(catalog, routine, *length)).collect();
        return write_json(out, &rows);
    }
    let row = |(routine, length): &(&Routine, Option<Length>)| {
        let own = catalog.own_routine(routine.id.as_str()).is_some();
        let length = length.map_or_else(|| "not playable".to_owned(), |length| length.to_string());
        [routine.id.to_string(), named(&routine.title, own), length]
    };
    let rows: Vec<_> = with_length.iter().map(row).collect();
    Page::new(out).table(&rows, [24, 40, 12])
}

fn routine_row<'a>(catalog: &Catalog, routine: &'a Routine, length: Option<Length>) -> RoutineRow<'a> {
    let own = catalog.own_routine(routine.id.as_str());
    RoutineRow {
        id: &routine.id,
        title: &routine.title,
        summary: &routine.summary,
        when: &routine.when,
        equipment: &routine.equipment,
        rounds: length.map_or(1, |_| Options::default().rounds_of(routine)),
        steps: routine.steps.len(),
        length_s: length.map(|length| whole_secs(length.span)),
        estimate: length.map(|length| length.is_estimate),
        own: own.is_some(),
        replaces_built_in: own == Some(true),
    }
}

#[derive(Serialize)]
struct ExerciseRow<'a> {
    id: &'a Id,
    name: &'a Text,
    aliases: &'a [Text],
    kind: Kind,
    position: Position,
    equipment: &'a [Need],
    sides: Sides,
    summary: &'a Text,
    own: bool,
    replaces_built_in: bool,
}

fn exercises(catalog: &Catalog, json: bool, out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<_> = catalog.exercise_ids().filter_map(|id| catalog.exercise(id)).collect();
    if json {
        return write_json(out, &all.iter().map(|exercise| exercise_row(catalog, exercise)).collect::<Vec<_>>());
    }
    let row = |exercise: &std::sync::Arc<Exercise>| {
        let own = catalog.own_exercise(exercise.id.as_str()).is_some();
        let (kind, position) = (exercise.kind.to_string(), exercise.position.to_string());
        [exercise.id.to_string(), named(&exercise.name, own), kind, position]
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    Page::new(out).table(&rows, [29, 25, 10, 10])
}

fn exercise_row<'a>(catalog: &Catalog, exercise: &'a Exercise) -> ExerciseRow<'a> {
    let own = catalog.own_exercise(exercise.id.as_str());
    ExerciseRow {
        id: &exercise.id,
        name: &exercise.name,
        aliases: &exercise.aliases,
        kind: exercise.kind,
        position: exercise.position,
        equipment: &exercise.equipment,
        sides: exercise.sides,
        summary: &exercise.summary,
        own: own.is_some(),
        replaces_built_in: own == Some(true),
    }
}

/// A name, marked where the thing is the user's own; the mark is never cut off.
fn named(name: &Text, own: bool) -> String {
    const MARK: &str = " (yours)";
    let room = 24 - MARK.len();
    if own { format!("{}{MARK}", crate::domain::text::lines::fit(name.as_str(), room)) } else { name.to_string() }
}
