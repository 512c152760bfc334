//! A routine as text or JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::super::page::{Page, whole_secs};
use super::super::write_json;
use super::{Json, dose_text, legend, write_head, write_sources};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::{Amount, Marks};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::{Routine, Step};
use crate::domain::content::wording::occasions;
use crate::domain::content::words::{When, Whose};
use crate::domain::play::compile::{Options, compile};
use crate::domain::play::timeline::{SegmentKind, Timeline};
use crate::domain::record::entry::Side;

/// Writes the routine for people.
pub(super) fn text(catalog: &Catalog, routine: &Routine, out: &mut dyn Write) -> io::Result<()> {
    let own = catalog.own_routine(routine.id.as_str());
    let timeline = timeline(catalog, routine);
    let mut page = Page::new(out);
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
    page.heading(&steps_heading(routine, timeline.as_ref()))?;
    let mut marks = page_of_steps(&mut page, catalog, routine)?;
    marks.ours |= routine.rounds.is_some_and(is_ours);
    if let Some(legend) = legend(own.is_some(), marks) {
        page.line("")?;
        page.text(legend)?;
    }
    if !routine.notes.is_empty() {
        page.heading("Notes")?;
    }
    routine.notes.iter().try_for_each(|note| page.item("  - ", note.as_str()))?;
    write_sources(&mut page, &routine.sources)
}

/// The timeline with the options that hold by default; `None` where it cannot be played.
fn timeline(catalog: &Catalog, routine: &Routine) -> Option<Timeline> {
    compile(routine, &|id| catalog.exercise(id), Options::default()).ok()
}

fn is_ours(amount: Amount) -> bool {
    amount.whose == Whose::Ours
}

fn steps_heading(routine: &Routine, timeline: Option<&Timeline>) -> String {
    let rounds = timeline.map_or(1, |timeline| timeline.rounds);
    match routine.rounds {
        Some(given) if given.to > 1.0 => format!("Steps ({} rounds)", given.marked()),
        _ if rounds > 1 => format!("Steps ({rounds} rounds)"),
        _ => "Steps".to_owned(),
    }
}

/// Writes the steps; says which marks are among them.
fn page_of_steps(page: &mut Page<'_>, catalog: &Catalog, routine: &Routine) -> io::Result<Marks> {
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

/// For a step with another dose before a run: why, and how much it is else.
fn other_occasion(
    step: &Step,
    exercise: &crate::domain::content::exercise::Exercise,
    when: Option<When>,
    marks: &mut Marks,
) -> Option<String> {
    let occasion = step.before_run.as_ref()?;
    let mut dose = |when: Option<When>| {
        let text = dose_text(&step.dose_for(exercise, when)?);
        marks.take_in(&text);
        Some(text)
    };
    Some(match when {
        Some(When::BeforeRun) => format!("before a run: {}; else {}", occasion.why, dose(None)?),
        _ => format!("before a run {} ({})", dose(Some(When::BeforeRun))?, occasion.why),
    })
}

#[derive(Serialize)]
struct WithTimeline<'a> {
    #[serde(flatten)]
    routine: &'a Routine,
    length_s: Option<u64>,
    estimate: Option<bool>,
    timeline: Vec<Part<'a>>,
}

/// A segment of the timeline. `length_s` is an estimate where it is `open_ended`.
#[derive(Serialize)]
struct Part<'a> {
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
    write_json(out, &Json::of(catalog, ItemKind::Routine, &routine.id, value))
}

fn parts(timeline: &Timeline) -> Vec<Part<'_>> {
    let mut at = std::time::Duration::ZERO;
    let mut parts = Vec::new();
    for segment in &timeline.segments {
        let Some(exercise) = timeline.moves.get(segment.index).map(|step| &step.exercise) else { continue };
        parts.push(Part {
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
