//! `supple show`: all of one routine, exercise, guide or plan.

use std::io;
use std::time::Duration;

use serde::Serialize;

use super::page::{PageWriter, whole_secs};
use super::search::{self, FoundItem};
use super::{Origin, Outcome, Sheet, broken_files, length_of, write_json};
use crate::cli::{FigurePose, Show};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::Plan;
use crate::domain::content::routine::Routine;
use crate::domain::content::words::a;
use crate::domain::document::{
    Document, DocumentChoice, ExerciseUses, LineKind, RoutineView, dotted, of_exercise, of_guide, of_plan, of_routine,
};
use crate::domain::journal::entry::Side;
use crate::domain::session::compile::{Options, compile};
use crate::domain::session::timeline::{SegmentKind, Timeline};

/// Writes the item that `args` names. The message for an unknown name suggests the nearest.
///
/// # Errors
/// Returns an error if the sheet cannot be written.
pub fn run(catalog: &Catalog, args: &Show, sheet: Sheet<'_>) -> io::Result<Outcome> {
    let found = match search::find(catalog, &args.id, args.kind) {
        Ok(found) => found,
        Err(why) => {
            let mut outcome = Outcome::failed(why);
            outcome.messages.extend(broken_files(catalog));
            return Ok(outcome);
        }
    };
    if args.svg {
        return drawing(catalog, &found, args.phase, sheet.out);
    }
    if let Some(first) = found.first() {
        write(catalog, first, args.json.json, sheet)?;
    }
    let mut messages: Vec<String> = found.iter().skip(1).map(|other| also(catalog, other)).collect();
    messages.extend(broken_files(catalog));
    Ok(Outcome { messages, ..Outcome::done() })
}

/// Writes the figure of the exercise among `found`, all its phases side by side or one of them.
fn drawing(
    catalog: &Catalog,
    found: &[FoundItem],
    phase: Option<FigurePose>,
    out: &mut dyn io::Write,
) -> io::Result<Outcome> {
    let exercise = found.iter().find(|found| found.kind == ItemKind::Exercise);
    let Some(exercise) = exercise.and_then(|found| catalog.exercise(&found.id)) else {
        return Ok(Outcome::misused("--svg draws an exercise; `supple list exercises` has them all"));
    };
    let Some(figure) = catalog.figure_of(exercise.id.as_str()) else {
        return Ok(Outcome::failed(format!("`{}` has no figure", exercise.id)));
    };
    let phases = figure.phases();
    let one = match phase {
        None => None,
        Some(FigurePose::Start) => phases.first(),
        Some(FigurePose::Middle) => phases.get(phases.len() / 2),
        Some(FigurePose::End) => phases.last(),
    };
    let poses = one.map_or(phases.as_slice(), std::slice::from_ref);
    let described = figure.caption.as_ref().unwrap_or(&exercise.summary);
    let mirrored = figure.is_mirrored_beside_setup(exercise.sides);
    write!(out, "{}", figure.svg(poses, mirrored, exercise.name.as_str(), described.as_str()))?;
    Ok(Outcome::done())
}

fn write(catalog: &Catalog, FoundItem { kind, id }: &FoundItem, json: bool, sheet: Sheet<'_>) -> io::Result<()> {
    match kind {
        ItemKind::Routine => catalog.routine(id).map(|routine| {
            let timeline = compile(&routine, &|id| catalog.exercise(id), Options::default()).ok();
            if json {
                let item = WithTimeline::new(&routine, timeline.as_ref());
                return write_json(sheet.out, &JsonItem::of(catalog, *kind, &routine.id, item));
            }
            let length = timeline.as_ref().map(Timeline::length);
            let length = length.map_or_else(|| "cannot be played: too long".to_owned(), |length| length.to_string());
            let head = Head { title: routine.title.as_str(), aside: &length, id: &routine.id };
            let (options, timeline) = (Options::default(), timeline.as_ref());
            let view = RoutineView { options, timeline, fit: None, declined: &[], past: "", says_whose: true };
            write_document(catalog, head, &of_routine(&routine, catalog, view), sheet)
        }),
        ItemKind::Exercise => catalog.exercise(id).map(|exercise| {
            let uses = ExerciseUses::new(&exercise, catalog, |routine| span_of(catalog, routine));
            if json {
                return write_json(
                    sheet.out,
                    &JsonItem::of(catalog, *kind, &exercise.id, WithUses::new(&exercise, &uses)),
                );
            }
            let kinds: Vec<&str> = [exercise.kind].iter().chain(&exercise.also).map(|kind| kind.said()).collect();
            let head = Head { title: exercise.name.as_str(), aside: &kinds.join(", "), id: &exercise.id };
            write_document(catalog, head, &of_exercise(&exercise, &uses, catalog, None), sheet)
        }),
        ItemKind::Guide => catalog.guide(id).map(|guide| {
            if json {
                return write_json(sheet.out, &JsonItem::of(catalog, *kind, &guide.id, &*guide));
            }
            let head = Head { title: guide.title.as_str(), aside: guide.shelf.as_str(), id: &guide.id };
            write_document(catalog, head, &of_guide(&guide, catalog), sheet)
        }),
        ItemKind::Plan => catalog.plan(id).map(|plan| {
            if json {
                let routines = plan.routines().into_iter().map(|id| NamedRoutine::new(catalog, id)).collect();
                let item = WithRoutines { plan: &plan, routines };
                return write_json(sheet.out, &JsonItem::of(catalog, *kind, &plan.id, item));
            }
            let mut versions = Document::default();
            if !plan.versions.is_empty() {
                versions.quiet("Versions (you follow one of them):");
            }
            for version in &plan.versions {
                versions.version(version);
            }
            let document = of_plan(&plan, catalog, None, versions, &|routine| span_of(catalog, routine));
            let head = Head { title: plan.title.as_str(), aside: &plan.span(), id: &plan.id };
            write_document(catalog, head, &document, sheet)
        }),
    }
    // `search::find` returns only items that exist.
    .unwrap_or(Ok(()))
}

/// Returns a message about another item with the name asked for.
fn also(catalog: &Catalog, FoundItem { kind, id }: &FoundItem) -> String {
    format!("supple: there is also {} with this name: `{}`", a(kind.as_str()), command(catalog, *kind, id))
}

/// Returns the command that shows an item, with its type if the id alone means another one.
fn command(catalog: &Catalog, kind: ItemKind, id: &str) -> String {
    let first = ItemKind::VALUES.iter().copied().find(|kind| catalog.ids(*kind).any(|other| other == id));
    match first {
        Some(first) if first != kind => format!("supple show {id} --type {kind}"),
        _ => format!("supple show {id}"),
    }
}

/// The fields that `--json` prints for every item, around its own.
#[derive(Serialize)]
struct JsonItem<T> {
    #[serde(rename = "type")]
    kind: ItemKind,
    #[serde(flatten)]
    origin: Origin,
    #[serde(flatten)]
    item: T,
}

impl<T> JsonItem<T> {
    fn of(catalog: &Catalog, kind: ItemKind, id: &Id, item: T) -> Self {
        Self { kind, origin: Origin::of(catalog, kind, id), item }
    }
}

/// The first lines of an item: its title with a text to the right of it, and its id.
#[derive(Clone, Copy)]
struct Head<'a> {
    title: &'a str,
    aside: &'a str,
    id: &'a Id,
}

/// Writes an item for people, in the lines of its screen, each link with the command that shows it.
fn write_document(catalog: &Catalog, head: Head<'_>, document: &Document, sheet: Sheet<'_>) -> io::Result<()> {
    /// The indent below a heading: nothing else tells headings from text here.
    const INDENT: &str = "  ";
    let mut page = PageWriter::new(sheet);
    page.ends(head.title, head.aside, 0)?;
    page.line(head.id.as_str())?;
    page.line("")?;
    let width = page.width().saturating_sub(INDENT.len());
    let mut is_summary = true;
    for line in document.lines(width, |choice| choice_text(catalog, choice)) {
        is_summary &= !line.parts.is_empty();
        let is_outdented = is_summary || matches!(line.kind, LineKind::Heading | LineKind::Warning);
        page.line(&format!("{}{line}", if is_outdented { "" } else { INDENT }))?;
    }
    Ok(())
}

/// Returns title and detail of a choice: a link with the command that shows its target, a step with the id of its
/// exercise or routine.
fn choice_text(catalog: &Catalog, choice: &DocumentChoice) -> [String; 2] {
    let (title, detail) = (choice.title.clone(), choice.detail.as_str());
    match &choice.to {
        None => [title, detail.to_owned()],
        Some(link) if choice.kind == LineKind::Link || choice.says_kind => {
            [title, dotted([&command(catalog, link.kind, link.id.as_str()), detail])]
        }
        Some(link) => [format!("{title} ({})", link.id), detail.to_owned()],
    }
}

#[derive(Serialize)]
struct WithUses<'a> {
    #[serde(flatten)]
    exercise: &'a Exercise,
    routines: Vec<&'a Id>,
    guides: Vec<&'a Id>,
}

impl<'a> WithUses<'a> {
    fn new(exercise: &'a Exercise, uses: &'a ExerciseUses) -> Self {
        let routines = uses.routines.iter().map(|(routine, _)| &routine.id).collect();
        Self { exercise, routines, guides: uses.guides.iter().map(|guide| &guide.id).collect() }
    }
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
        let length = catalog.routine(id.as_str()).and_then(|routine| length_of(catalog, &routine));
        Self {
            id,
            title: catalog.title(ItemKind::Routine, id.as_str()),
            length_s: length.map(|length| whole_secs(length.span)),
            estimate: length.map(|length| length.is_estimate),
        }
    }
}

fn span_of(catalog: &Catalog, routine: &Routine) -> Option<Duration> {
    length_of(catalog, routine).map(|length| length.span)
}

#[derive(Serialize)]
struct WithTimeline<'a> {
    #[serde(flatten)]
    routine: &'a Routine,
    length_s: Option<u64>,
    estimate: Option<bool>,
    timeline: Vec<ShownSegment<'a>>,
}

/// A segment of the timeline. `length_s` is an estimate if it is `open_ended`.
#[derive(Serialize)]
struct ShownSegment<'a> {
    at_s: f64,
    length_s: f64,
    open_ended: bool,
    kind: &'static str,
    exercise: &'a Id,
    round: u32,
    set: u32,
    sets: u32,
    side: Option<Side>,
}

impl<'a> WithTimeline<'a> {
    fn new(routine: &'a Routine, timeline: Option<&'a Timeline>) -> Self {
        let length = timeline.map(Timeline::length);
        Self {
            routine,
            length_s: length.map(|length| whole_secs(length.span)),
            estimate: length.map(|length| length.is_estimate),
            timeline: timeline.map(parts).unwrap_or_default(),
        }
    }
}

fn parts(timeline: &Timeline) -> Vec<ShownSegment<'_>> {
    let mut at = Duration::ZERO;
    let mut parts = Vec::new();
    for segment in &timeline.segments {
        let Some(exercise) = timeline.moves.get(segment.index).map(|step| &step.exercise) else { continue };
        parts.push(ShownSegment {
            at_s: at.as_secs_f64(),
            length_s: segment.planned().as_secs_f64(),
            open_ended: segment.length().is_none(),
            kind: kind_word(&segment.kind),
            exercise,
            round: segment.round,
            set: segment.set,
            sets: segment.sets,
            side: segment.side,
        });
        at += segment.planned();
    }
    parts
}

fn kind_word(kind: &SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Prepare(_) => "prepare",
        SegmentKind::Hold(_) => "hold",
        SegmentKind::Reps(_) => "reps",
        SegmentKind::Breaths { .. } => "breaths",
        SegmentKind::Activity(_) => "activity",
        SegmentKind::Switch(_) => "switch",
        SegmentKind::Rest(_) => "rest",
    }
}
