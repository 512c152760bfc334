//! The texts of an item that are searched, with their weights.

use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::guide::{Block, Guide};
use crate::domain::content::link::{ItemKind, Need};
use crate::domain::content::plan::Plan;
use crate::domain::content::routine::Routine;
use crate::domain::text::Text;

/// The weight of a text in the score.
pub(super) type Weight = u32;

pub(super) const NAME: Weight = 24;
pub(super) const ALIAS: Weight = 16;
/// Its purpose: muscles, problems.
const PURPOSE: Weight = 10;
/// The way it is done: kind, position, equipment, occasion.
pub(super) const MANNER: Weight = 8;
/// Its parts: exercises of a routine, headings and causes of a guide.
const PARTS: Weight = 6;
const SUMMARY: Weight = 4;
/// The text of a guide: found only by exact words, since it is long.
pub(super) const BODY: Weight = 1;

/// An item with the texts that are searched.
pub(super) struct Searched {
    pub(super) kind: ItemKind,
    pub(super) id: Id,
    pub(super) title: String,
    pub(super) aliases: Vec<String>,
    pub(super) texts: Vec<(Weight, String)>,
}

impl Searched {
    fn new(kind: ItemKind, id: &Id, title: &Text, aliases: &[Text]) -> Self {
        let aliases = aliases.iter().map(ToString::to_string).collect();
        Self { kind, id: id.clone(), title: title.to_string(), aliases, texts: Vec::new() }
    }

    fn add<T: ToString>(&mut self, weight: Weight, texts: impl IntoIterator<Item = T>) {
        self.texts.extend(texts.into_iter().map(|text| (weight, text.to_string())));
    }

    fn needs(&mut self, needs: &[Need]) {
        self.add(MANNER, needs.iter().flat_map(Need::any_of));
    }
}

/// Collects the texts of the item of this kind and id.
pub(super) fn searched(catalog: &Catalog, kind: ItemKind, id: &str) -> Option<Searched> {
    Some(match kind {
        ItemKind::Exercise => of_exercise(&*catalog.exercise(id)?),
        ItemKind::Routine => of_routine(catalog, &*catalog.routine(id)?),
        ItemKind::Plan => of_plan(catalog, &*catalog.plan(id)?),
        ItemKind::Guide => of_guide(&*catalog.guide(id)?),
    })
}

fn of_exercise(exercise: &Exercise) -> Searched {
    let mut item = Searched::new(ItemKind::Exercise, &exercise.id, &exercise.name, &exercise.aliases);
    item.add(PURPOSE, exercise.stretches.iter().chain(&exercise.works));
    item.add(PURPOSE, &exercise.helps_with);
    item.add(MANNER, [exercise.kind].iter().chain(&exercise.also));
    item.add(MANNER, [exercise.position]);
    item.needs(&exercise.equipment);
    item.add(SUMMARY, [&exercise.summary]);
    item
}

fn of_routine(catalog: &Catalog, routine: &Routine) -> Searched {
    let mut item = Searched::new(ItemKind::Routine, &routine.id, &routine.title, &[]);
    item.add(MANNER, &routine.when);
    item.needs(&routine.equipment);
    item.needs(&routine.optional_equipment);
    let exercises = routine.steps.iter().filter_map(|step| catalog.exercise(step.exercise.as_str()));
    for exercise in exercises {
        item.add(PARTS, [&exercise.name].into_iter().chain(&exercise.aliases));
        item.add(SUMMARY, &exercise.helps_with);
    }
    item.add(SUMMARY, [&routine.summary]);
    let plans = catalog.plans().filter(|plan| plan.routines().contains(&&routine.id));
    item.add(SUMMARY, plans.map(|plan| plan.title.clone()));
    item
}

fn of_plan(catalog: &Catalog, plan: &Plan) -> Searched {
    let mut item = Searched::new(ItemKind::Plan, &plan.id, &plan.title, &[]);
    item.add(PARTS, plan.versions.iter().map(|version| &version.title));
    item.add(PARTS, plan.parts.iter().map(|part| &part.title));
    item.add(PARTS, plan.routines().into_iter().filter_map(|id| catalog.title(ItemKind::Routine, id.as_str())));
    item.add(SUMMARY, [&plan.summary]);
    item
}

fn of_guide(guide: &Guide) -> Searched {
    let mut item = Searched::new(ItemKind::Guide, &guide.id, &guide.title, &guide.aliases);
    item.add(MANNER, [guide.shelf]);
    item.add(MANNER, &guide.activities);
    item.add(PARTS, guide.causes.iter().map(|cause| &cause.cause));
    let headings = guide.blocks.iter().filter_map(|block| match block {
        Block::Heading(text) => Some(text),
        _ => None,
    });
    item.add(PARTS, headings);
    item.add(SUMMARY, [&guide.summary]);
    item.add(BODY, guide.texts());
    item
}
