//! `supple list`: routines, exercises, guides or plans, all or filtered, a line for each.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::page::{PageWriter, whole_secs};
use super::{Origin, Outcome, Sheet, broken_files, length_of, write_json};
use crate::cli::ListArgs;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::filter::{self, ExerciseFilter, RoutineFilter};
use crate::domain::content::guide::{Guide, Shelf};
use crate::domain::content::link::{ItemKind, Need};
use crate::domain::content::plan::{By, Plan};
use crate::domain::content::routine::Routine;
use crate::domain::content::search::named_by;
use crate::domain::content::search::{did_you_mean, meant};
use crate::domain::content::words::{Kind, Position, Sides, When};
use crate::domain::session::compile::Options;
use crate::domain::session::timeline::Length;
use crate::domain::text::Text;
use crate::domain::text::dashed;

/// The word for no equipment but the floor.
const NOTHING: &str = "none";

/// Synonyms of [`NOTHING`].
const ALSO_NOTHING: &[&str] = &["nothing", "no", "no-equipment", "floor", "bodyweight", "body-weight"];

/// Writes the list asked for: routines, exercises and plans by their ids, guides by their shelves.
///
/// # Errors
/// Returns an error if the sheet cannot be written.
pub fn run(catalog: &Catalog, args: &ListArgs, sheet: Sheet<'_>) -> io::Result<Outcome> {
    let at_hand = match misfit(args).map_or_else(|| at_hand(catalog, args.equipment.as_deref()), Err) {
        Ok(at_hand) => at_hand,
        Err(why) => return Ok(Outcome::misused(why)),
    };
    let json = args.json.json;
    let found = match args.what {
        ItemKind::Routine => {
            let at_most = args.minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
            routines(catalog, &RoutineFilter { at_most, when: args.when, at_hand }, args, sheet)?
        }
        ItemKind::Exercise => {
            let helps_with = match problem(catalog, args) {
                Ok(problem) => problem,
                Err(why) => return Ok(Outcome::misused(why)),
            };
            let filter = ExerciseFilter { kind: args.kind, position: args.position, helps_with, at_hand };
            exercises(catalog, &filter, json, sheet)?
        }
        ItemKind::Guide => guides(catalog, json, sheet)?,
        ItemKind::Plan => plans(catalog, json, sheet)?,
    };
    let mut messages = Vec::new();
    if found == 0 && !json {
        messages.push(format!("supple: no {} matches all of that; leave out a filter to see more", args.what));
    }
    messages.extend(broken_files(catalog));
    Ok(Outcome { messages, ..Outcome::done() })
}

/// Writes the routines that `filter` admits and that are done in the position asked for. Returns their number.
fn routines(catalog: &Catalog, filter: &RoutineFilter, args: &ListArgs, sheet: Sheet<'_>) -> io::Result<usize> {
    let all = catalog.routines().map(|routine| (length_of(catalog, &routine), routine));
    let all = all
        .filter(|(_, routine)| args.position.is_none_or(|position| filter::is_in_position(catalog, routine, position)));
    // A routine that cannot be played has no length: it takes too long for any time.
    let all =
        all.filter(|(length, routine)| filter.admits(routine, length.map_or(Duration::MAX, |length| length.span)));
    let all: Vec<_> = all.collect();
    if args.json.json {
        let rows = all.iter().map(|(length, routine)| RoutineRow::new(catalog, routine, *length));
        write_json(sheet.out, &rows.collect::<Vec<_>>())?;
        return Ok(all.len());
    }
    let rows = all.iter().map(|(length, routine)| {
        let length = length.map_or_else(|| "not playable".to_owned(), |length| length.to_string());
        let title = named(catalog, ItemKind::Routine, routine.id.as_str(), &routine.title);
        [routine.id.to_string(), title, length]
    });
    PageWriter::new(sheet).table(&rows.collect::<Vec<_>>())?;
    Ok(all.len())
}

fn exercises(catalog: &Catalog, filter: &ExerciseFilter, json: bool, sheet: Sheet<'_>) -> io::Result<usize> {
    let all: Vec<_> = catalog.exercises().filter(|exercise| filter.admits(exercise)).collect();
    if json {
        let rows = all.iter().map(|exercise| ExerciseRow::new(catalog, exercise));
        write_json(sheet.out, &rows.collect::<Vec<_>>())?;
        return Ok(all.len());
    }
    let rows = all.iter().map(|exercise| {
        let name = named(catalog, ItemKind::Exercise, exercise.id.as_str(), &exercise.name);
        [exercise.id.to_string(), name, exercise.kind.to_string(), exercise.position.to_string()]
    });
    PageWriter::new(sheet).table(&rows.collect::<Vec<_>>())?;
    Ok(all.len())
}

fn guides(catalog: &Catalog, json: bool, sheet: Sheet<'_>) -> io::Result<usize> {
    let mut all: Vec<Arc<Guide>> = catalog.guides().collect();
    all.sort_by_key(|guide| guide.shelf);
    if json {
        write_json(sheet.out, &all.iter().map(|guide| GuideRow::new(catalog, guide)).collect::<Vec<_>>())?;
        return Ok(all.len());
    }
    let rows = all.iter().map(|guide| {
        let title = named(catalog, ItemKind::Guide, guide.id.as_str(), &guide.title);
        [guide.id.to_string(), title, guide.shelf.to_string()]
    });
    PageWriter::new(sheet).table(&rows.collect::<Vec<_>>())?;
    Ok(all.len())
}

fn plans(catalog: &Catalog, json: bool, sheet: Sheet<'_>) -> io::Result<usize> {
    let all: Vec<Arc<Plan>> = catalog.plans().collect();
    if json {
        write_json(sheet.out, &all.iter().map(|plan| PlanRow::new(catalog, plan)).collect::<Vec<_>>())?;
        return Ok(all.len());
    }
    let rows = all.iter().map(|plan| {
        let title = named(catalog, ItemKind::Plan, plan.id.as_str(), &plan.title);
        [plan.id.to_string(), title, plan.span()]
    });
    PageWriter::new(sheet).table(&rows.collect::<Vec<_>>())?;
    Ok(all.len())
}

/// Returns a title, marked if the item is the user's own.
fn named(catalog: &Catalog, kind: ItemKind, id: &str, title: &Text) -> String {
    let mark = catalog.own(kind, id).map_or("", |_| " (yours)");
    format!("{title}{mark}")
}

/// Returns a message if a filter does not apply to the listed kind, with the kinds to which it does.
fn misfit(args: &ListArgs) -> Option<String> {
    let (exercises, routines): (&[ItemKind], &[ItemKind]) = (&[ItemKind::Exercise], &[ItemKind::Routine]);
    let both: &[ItemKind] = &[ItemKind::Exercise, ItemKind::Routine];
    let given = [
        ("--for", args.problem.clone(), exercises),
        ("--kind", args.kind.map(|kind| kind.to_string()), exercises),
        ("--position", args.position.map(|position| position.to_string()), both),
        ("--minutes", args.minutes.map(|minutes| minutes.to_string()), routines),
        ("--when", args.when.map(|when| when.to_string()), routines),
        ("--equipment", args.equipment.as_ref().map(|things| things.join(",")), both),
    ];
    given.into_iter().find_map(|(flag, value, fits)| {
        let value = value.filter(|_| !fits.contains(&args.what))?;
        let names: Vec<String> = fits.iter().map(|listed| format!("{listed}s")).collect();
        let first = names.first()?;
        let value = Text::clean(&value);
        Some(format!("`{flag}` works with {}; try `supple list {first} {flag} {value}`", names.join(" and ")))
    })
}

/// Returns the problem that exercises have to help with.
///
/// # Errors
/// Returns a message with suggestions if there is no such problem.
fn problem(catalog: &Catalog, args: &ListArgs) -> Result<Option<Id>, String> {
    let Some(asked) = &args.problem else { return Ok(None) };
    let known = filter::problems(catalog);
    match pick(asked, &known) {
        Some(problem) => Ok(Some(problem)),
        None => Err(format!("no exercise helps with `{}`; {}", Text::clean(asked), hint(asked, &known))),
    }
}

/// Returns the things that are at hand; `None` if that does not matter.
///
/// # Errors
/// Returns a message if the list is empty or contradictory, or if no item needs one of the things.
pub(super) fn at_hand(catalog: &Catalog, given: Option<&[String]>) -> Result<Option<Vec<Id>>, String> {
    let Some(given) = given else { return Ok(None) };
    let given: Vec<&str> = given.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
    let given: Vec<&str> = given.into_iter().map(|word| if is_nothing(word) { NOTHING } else { word }).collect();
    match given.as_slice() {
        [] => return Err(format!("`--equipment` is empty; `{NOTHING}` is for the floor alone")),
        [NOTHING] => return Ok(Some(Vec::new())),
        several if several.contains(&NOTHING) => {
            return Err(format!("`{NOTHING}` means just the floor; leave out the other things"));
        }
        _ => {}
    }
    let known = filter::equipment(catalog);
    let mut things = Vec::new();
    for word in given {
        let Some(thing) = pick(word, &known) else {
            return Err(format!("nothing needs `{}`; {}", Text::clean(word), hint(word, &known)));
        };
        things.push(thing);
    }
    Ok(Some(things))
}

fn is_nothing(word: &str) -> bool {
    ALSO_NOTHING.contains(&dashed(word).as_str())
}

/// Suggests the words nearest to `asked`, or lists all.
fn hint(asked: &str, known: &[Id]) -> String {
    let known: Vec<&str> = known.iter().map(Id::as_str).collect();
    match meant(asked, known.iter().copied()).as_slice() {
        [] => format!("expected one of: {}", known.join(", ")),
        near => did_you_mean(near),
    }
}

/// Returns the id that `asked` is, also with blanks and capitals; else the only one that has all of its words.
fn pick(asked: &str, known: &[Id]) -> Option<Id> {
    let wanted = dashed(asked);
    if let Some(id) = known.iter().find(|id| id.as_str() == wanted) {
        return Some(id.clone());
    }
    match named_by(asked, known.iter().map(Id::as_str)).as_slice() {
        [only] => known.iter().find(|id| id.as_str() == *only).cloned(),
        _ => None,
    }
}

#[derive(Serialize)]
struct RoutineRow<'a> {
    id: &'a Id,
    title: &'a Text,
    summary: &'a Text,
    when: &'a [When],
    equipment: &'a [Need],
    optional_equipment: &'a [Need],
    rounds: u32,
    steps: usize,
    length_s: Option<u64>,
    estimate: Option<bool>,
    #[serde(flatten)]
    origin: Origin,
}

impl<'a> RoutineRow<'a> {
    fn new(catalog: &Catalog, routine: &'a Routine, length: Option<Length>) -> Self {
        Self {
            id: &routine.id,
            title: &routine.title,
            summary: &routine.summary,
            when: &routine.when,
            equipment: &routine.equipment,
            optional_equipment: &routine.optional_equipment,
            rounds: length.map_or(1, |_| Options::default().rounds_of(routine)),
            steps: routine.steps.len(),
            length_s: length.map(|length| whole_secs(length.span)),
            estimate: length.map(|length| length.is_estimate),
            origin: Origin::of(catalog, ItemKind::Routine, &routine.id),
        }
    }
}

#[derive(Serialize)]
struct ExerciseRow<'a> {
    id: &'a Id,
    name: &'a Text,
    aliases: &'a [Text],
    kind: Kind,
    also: &'a [Kind],
    position: Position,
    equipment: &'a [Need],
    sides: Sides,
    helps_with: &'a [Id],
    summary: &'a Text,
    #[serde(flatten)]
    origin: Origin,
}

impl<'a> ExerciseRow<'a> {
    fn new(catalog: &Catalog, exercise: &'a Exercise) -> Self {
        Self {
            id: &exercise.id,
            name: &exercise.name,
            aliases: &exercise.aliases,
            kind: exercise.kind,
            also: &exercise.also,
            position: exercise.position,
            equipment: &exercise.equipment,
            sides: exercise.sides,
            helps_with: &exercise.helps_with,
            summary: &exercise.summary,
            origin: Origin::of(catalog, ItemKind::Exercise, &exercise.id),
        }
    }
}

#[derive(Serialize)]
struct GuideRow<'a> {
    id: &'a Id,
    title: &'a Text,
    summary: &'a Text,
    shelf: Shelf,
    aliases: &'a [Text],
    activities: &'a [Text],
    causes: usize,
    #[serde(flatten)]
    origin: Origin,
}

impl<'a> GuideRow<'a> {
    fn new(catalog: &Catalog, guide: &'a Guide) -> Self {
        Self {
            id: &guide.id,
            title: &guide.title,
            summary: &guide.summary,
            shelf: guide.shelf,
            aliases: &guide.aliases,
            activities: &guide.activities,
            causes: guide.causes.len(),
            origin: Origin::of(catalog, ItemKind::Guide, &guide.id),
        }
    }
}

#[derive(Serialize)]
struct PlanRow<'a> {
    id: &'a Id,
    title: &'a Text,
    summary: &'a Text,
    by: By,
    parts: usize,
    repeats: bool,
    versions: Vec<&'a Id>,
    routines: Vec<&'a Id>,
    #[serde(flatten)]
    origin: Origin,
}

impl<'a> PlanRow<'a> {
    fn new(catalog: &Catalog, plan: &'a Plan) -> Self {
        Self {
            id: &plan.id,
            title: &plan.title,
            summary: &plan.summary,
            by: plan.by,
            parts: plan.parts.len(),
            repeats: plan.repeats,
            versions: plan.versions.iter().map(|version| &version.id).collect(),
            routines: plan.routines(),
            origin: Origin::of(catalog, ItemKind::Plan, &plan.id),
        }
    }
}
