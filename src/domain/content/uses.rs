//! What else of the content speaks of an item.

use std::sync::Arc;

use super::catalog::Catalog;
use super::exercise::Id;
use super::guide::Guide;
use super::link::ItemKind;
use super::routine::Routine;

/// The routines with a step of this exercise, by id.
pub fn routines_with(catalog: &Catalog, exercise: &Id) -> Vec<Arc<Routine>> {
    let has = |routine: &Arc<Routine>| routine.steps.iter().any(|step| step.exercise == *exercise);
    catalog.routines().filter(has).collect()
}

/// The guides with a link to this item, by id.
pub fn guides_about(catalog: &Catalog, kind: ItemKind, id: &Id) -> Vec<Arc<Guide>> {
    let names = |guide: &Arc<Guide>| guide.links().any(|link| link.kind == kind && link.id == *id);
    catalog.guides().filter(names).collect()
}
