//! What a list holds for programs.

use serde::Serialize;

use super::super::items::Origin;
use super::super::page::whole_secs;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::guide::{Guide, Shelf};
use crate::domain::content::link::{ItemKind, Need};
use crate::domain::content::plan::{By, Plan};
use crate::domain::content::routine::Routine;
use crate::domain::content::words::{Kind, Position, Sides, When};
use crate::domain::play::compile::Options;
use crate::domain::play::timeline::Length;
use crate::domain::text::Text;

#[derive(Serialize)]
pub(super) struct RoutineRow<'a> {
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

pub(super) fn routine<'a>(catalog: &Catalog, routine: &'a Routine, length: Option<Length>) -> RoutineRow<'a> {
    RoutineRow {
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

#[derive(Serialize)]
pub(super) struct ExerciseRow<'a> {
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

pub(super) fn exercise<'a>(catalog: &Catalog, exercise: &'a Exercise) -> ExerciseRow<'a> {
    ExerciseRow {
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

#[derive(Serialize)]
pub(super) struct GuideRow<'a> {
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

pub(super) fn guide<'a>(catalog: &Catalog, guide: &'a Guide) -> GuideRow<'a> {
    GuideRow {
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

#[derive(Serialize)]
pub(super) struct PlanRow<'a> {
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

pub(super) fn plan<'a>(catalog: &Catalog, plan: &'a Plan) -> PlanRow<'a> {
    PlanRow {
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
