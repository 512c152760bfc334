//! `supple list`: all routines, exercises, guides or plans, or those that suit, a line each.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::items::length_of;
use super::page::Page;
use super::{Outcome, Sheet, broken_files, write_json};
use crate::cli::{List, Listed};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Exercise;
use crate::domain::content::filter::{ExerciseFilter, RoutineFilter};
use crate::domain::content::guide::Guide;
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::Plan;
use crate::domain::content::routine::Routine;
use crate::domain::play::timeline::Length;
use crate::domain::text::Text;

mod asked;
mod rows;

/// Writes the list that is asked for: routines, exercises and plans by their ids, guides by their
/// shelves.
///
/// # Errors
/// Where the sheet cannot be written.
pub fn run(catalog: &Catalog, args: &List, sheet: Sheet<'_>) -> io::Result<Outcome> {
    let at_hand = match asked::misfit(args).map_or_else(|| asked::at_hand(catalog, args), Err) {
        Ok(at_hand) => at_hand,
        Err(why) => return Ok(Outcome::misused(why)),
    };
    let json = args.json.json;
    let found = match args.what {
        Listed::Routines => {
            let at_most = args.minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
            routines(catalog, &RoutineFilter { at_most, when: args.when, at_hand }, json, sheet)?
        }
        Listed::Exercises => {
            let helps_with = match asked::problem(catalog, args) {
                Ok(problem) => problem,
                Err(why) => return Ok(Outcome::misused(why)),
            };
            let filter = ExerciseFilter { kind: args.kind, position: args.position, helps_with, at_hand };
            exercises(catalog, &filter, json, sheet)?
        }
        Listed::Guides => guides(catalog, json, sheet)?,
        Listed::Plans => plans(catalog, json, sheet)?,
    };
    let mut messages = Vec::new();
    if found == 0 && !json {
        messages.push(format!("supple: no {} fits all of that; leave a filter out to see more", args.what.kind()));
    }
    messages.extend(broken_files(catalog));
    Ok(Outcome { messages, ..Outcome::done() })
}

/// Writes the routines that suit; says how many they are.
fn routines(catalog: &Catalog, filter: &RoutineFilter, json: bool, sheet: Sheet<'_>) -> io::Result<usize> {
    let all = catalog.routines().map(|routine| (length_of(catalog, &routine), routine));
    // One that cannot be played has no length: it takes too long for any time.
    let suits =
        |length: Option<Length>, routine: &Routine| filter.admits(routine, length.map_or(Duration::MAX, |l| l.span));
    let all: Vec<_> = all.filter(|(length, routine)| suits(*length, routine)).collect();
    if json {
        let rows = all.iter().map(|(length, routine)| rows::routine(catalog, routine, *length));
        write_json(sheet.out, &rows.collect::<Vec<_>>())?;
        return Ok(all.len());
    }
    let row = |(length, routine): &(Option<Length>, Arc<Routine>)| {
        let length = length.map_or_else(|| "not playable".to_owned(), |length| length.to_string());
        let title = named(catalog, ItemKind::Routine, routine.id.as_str(), &routine.title);
        [routine.id.to_string(), title, length]
    };
    Page::new(sheet).table(&all.iter().map(row).collect::<Vec<_>>())?;
    Ok(all.len())
}

fn exercises(catalog: &Catalog, filter: &ExerciseFilter, json: bool, sheet: Sheet<'_>) -> io::Result<usize> {
    let all: Vec<_> = catalog.exercises().filter(|exercise| filter.admits(exercise)).collect();
    if json {
        let rows = all.iter().map(|exercise| rows::exercise(catalog, exercise));
        write_json(sheet.out, &rows.collect::<Vec<_>>())?;
        return Ok(all.len());
    }
    let row = |exercise: &Arc<Exercise>| {
        let name = named(catalog, ItemKind::Exercise, exercise.id.as_str(), &exercise.name);
        [exercise.id.to_string(), name, exercise.kind.to_string(), exercise.position.to_string()]
    };
    Page::new(sheet).table(&all.iter().map(row).collect::<Vec<_>>())?;
    Ok(all.len())
}

fn guides(catalog: &Catalog, json: bool, sheet: Sheet<'_>) -> io::Result<usize> {
    let mut all: Vec<Arc<Guide>> = catalog.guides().collect();
    all.sort_by_key(|guide| guide.shelf);
    if json {
        write_json(sheet.out, &all.iter().map(|guide| rows::guide(catalog, guide)).collect::<Vec<_>>())?;
        return Ok(all.len());
    }
    let row = |guide: &Arc<Guide>| {
        let title = named(catalog, ItemKind::Guide, guide.id.as_str(), &guide.title);
        [guide.id.to_string(), title, guide.shelf.to_string()]
    };
    Page::new(sheet).table(&all.iter().map(row).collect::<Vec<_>>())?;
    Ok(all.len())
}

fn plans(catalog: &Catalog, json: bool, sheet: Sheet<'_>) -> io::Result<usize> {
    let all: Vec<Arc<Plan>> = catalog.plans().collect();
    if json {
        write_json(sheet.out, &all.iter().map(|plan| rows::plan(catalog, plan)).collect::<Vec<_>>())?;
        return Ok(all.len());
    }
    let row = |plan: &Arc<Plan>| {
        let title = named(catalog, ItemKind::Plan, plan.id.as_str(), &plan.title);
        [plan.id.to_string(), title, plan.span()]
    };
    Page::new(sheet).table(&all.iter().map(row).collect::<Vec<_>>())?;
    Ok(all.len())
}

/// A title, marked where the thing is the user's own.
fn named(catalog: &Catalog, kind: ItemKind, id: &str, title: &Text) -> String {
    let mark = catalog.own(kind, id).map_or("", |_| " (yours)");
    format!("{title}{mark}")
}
