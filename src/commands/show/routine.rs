//! A routine as text or JSON.

use std::io::{self, Write};
use std::time::Duration;

use serde::Serialize;

use super::{JsonItem, dose_text, write_head, write_sources};
use crate::commands::page::{PageWriter, whole_secs};
use crate::commands::{Sheet, counted, write_json};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::{Amount, Marks};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::{Routine, Step};
use crate::domain::content::wording::occasions;
use crate::domain::content::words::{When, Whose};
use crate::domain::journal::entry::Side;
use crate::domain::session::compile::{Options, compile};
use crate::domain::session::timeline::{SegmentKind, Timeline};

/// Writes the routine for people.
pub(super) fn text(catalog: &Catalog, routine: &Routine, sheet: Sheet<'_>) -> io::Result<()> {
    let timeline = timeline(catalog, routine);
    let mut page = PageWriter::new(sheet);
    let length = timeline.as_ref().map(Timeline::length);
    let length = length.map_or_else(|| "cannot be played: too long".to_owned(), |length| length.to_string());
    write_head(&mut page, catalog, ItemKind::Routine, &routine.id, [routine.title.as_str(), &length])?;
    page.text(routine.summary.as_str())?;
    page.text(&occasions(routine, None))?;
    if let Some(frequency) = &routine.frequency {
        page.text(&format!("do it {frequency}"))?;
    }
    if let Some(limit) = routine.pain_limit {
        page.text(&format!("pain limit {limit} of 10"))?;
    }
    if let Some(rest) = rests_text(routine) {
        page.text(&rest)?;
    }
    page.heading(&steps_heading(routine))?;
    let mut marks = write_steps(&mut page, catalog, routine)?;
    let of_routine = [routine.rounds, routine.rest_between_s, routine.rest_between_rounds_s];
    marks.ours |= of_routine.into_iter().flatten().any(is_ours);
    if let Some(legend) = marks.meaning() {
        page.line("")?;
        page.text(legend)?;
    }
    if !routine.notes.is_empty() {
        page.heading("Notes")?;
    }
    routine.notes.iter().try_for_each(|note| page.item("  - ", note.as_str()))?;
    write_sources(&mut page, &routine.sources)
}

/// Returns the timeline with the default options; `None` if the routine cannot be played.
fn timeline(catalog: &Catalog, routine: &Routine) -> Option<Timeline> {
    compile(routine, &|id| catalog.exercise(id), Options::default()).ok()
}

fn is_ours(amount: Amount) -> bool {
    amount.whose == Whose::Ours
}

/// Returns the rests that the routine itself gives: `rest: 30 s between exercises, 20* s between rounds`.
fn rests_text(routine: &Routine) -> Option<String> {
    let has_rounds = rounds_of(routine) > 1 || routine.rounds.is_some_and(|rounds| rounds.to > 1.0);
    let texts = match (routine.rest_between_s, routine.rest_between_rounds_s.filter(|_| has_rounds)) {
        (Some(each), None) if has_rounds => vec![rest_text(each, "exercises and between rounds")],
        (each, rounds) => {
            let each = each.map(|each| rest_text(each, "exercises"));
            each.into_iter().chain(rounds.map(|rounds| rest_text(rounds, "rounds"))).collect()
        }
    };
    (!texts.is_empty()).then(|| format!("rest: {}", texts.join(", ")))
}

fn rest_text(amount: Amount, between: &str) -> String {
    format!("{} s between {between}", amount.as_used().marked())
}

/// Returns the number of rounds of a session with the default options.
fn rounds_of(routine: &Routine) -> u32 {
    Options::default().rounds_of(routine)
}

/// Returns the heading of the steps, with the rounds: `Steps (1 round to begin with; the source says 3-5)`.
fn steps_heading(routine: &Routine) -> String {
    let begin = rounds_of(routine);
    match routine.rounds {
        Some(given) if given.to > given.from || given.count() != begin => {
            let says = if given.whose == Whose::Source { "the source says" } else { "then" };
            format!("Steps ({} to begin with; {says} {})", counted(begin as usize, "round"), given.marked())
        }
        Some(given) if begin > 1 => format!("Steps ({} rounds)", given.marked()),
        _ if begin > 1 => format!("Steps ({begin} rounds)"),
        _ => "Steps".to_owned(),
    }
}

/// Writes the steps. Returns the marks used.
fn write_steps(page: &mut PageWriter<'_>, catalog: &Catalog, routine: &Routine) -> io::Result<Marks> {
    let when = routine.when.first().copied();
    let mut marks = Marks::default();
    for (at, step) in routine.steps.iter().enumerate() {
        let Some(exercise) = catalog.exercise(step.exercise.as_str()) else { continue };
        let dose = step.dose_for(&exercise, when).map(|dose| dose_text(&dose)).unwrap_or_default();
        marks.take_in(&dose);
        page.ends(&format!("{:>3}. {}", at + 1, exercise.name), &dose, 5)?;
        if let Some(other) = other_occasion(step, &exercise, when, &mut marks) {
            page.item("     ", &other)?;
        }
        if let Some(note) = &step.note {
            page.item("     ", note.as_str())?;
        }
    }
    Ok(marks)
}

/// Returns the text about the dose of a step before a run, or about the usual dose if `when` is before a run.
fn other_occasion(step: &Step, exercise: &Exercise, when: Option<When>, marks: &mut Marks) -> Option<String> {
    let why = &step.before_run.as_ref()?.why;
    let is_before_run = when == Some(When::BeforeRun);
    let other = if is_before_run { None } else { Some(When::BeforeRun) };
    let dose = dose_text(&step.dose_for(exercise, other)?);
    marks.take_in(&dose);
    Some(match is_before_run {
        true => format!("before a run: {why}; else {dose}"),
        false => format!("before a run {dose} ({why})"),
    })
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

/// Writes the routine for programs.
pub(super) fn json(catalog: &Catalog, routine: &Routine, out: &mut dyn Write) -> io::Result<()> {
    let timeline = timeline(catalog, routine);
    let length = timeline.as_ref().map(Timeline::length);
    let value = WithTimeline {
        routine,
        length_s: length.map(|length| whole_secs(length.span)),
        estimate: length.map(|length| length.is_estimate),
        timeline: timeline.as_ref().map(parts).unwrap_or_default(),
    };
    write_json(out, &JsonItem::of(catalog, ItemKind::Routine, &routine.id, value))
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
