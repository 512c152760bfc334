//! The search indexes: each is made when it is first needed, and kept.

use std::sync::OnceLock;

use crate::domain::content::catalog::Catalog;
use crate::domain::content::link::ItemKind;
use crate::domain::content::search::Index;

/// The indexes of the lists that can be searched.
#[derive(Default)]
pub struct Searches {
    exercises: OnceLock<Index>,
    /// Together, because somebody who looks for something to do may want a plan as well.
    routines_and_plans: OnceLock<Index>,
    guides: OnceLock<Index>,
}

impl Searches {
    /// Returns the index for this kind, and for the kinds that are searched together with it.
    pub fn of(&self, kind: ItemKind, catalog: &Catalog) -> &Index {
        let (index, kinds): (_, &[ItemKind]) = match kind {
            ItemKind::Exercise => (&self.exercises, &[ItemKind::Exercise]),
            ItemKind::Routine | ItemKind::Plan => (&self.routines_and_plans, &[ItemKind::Routine, ItemKind::Plan]),
            ItemKind::Guide => (&self.guides, &[ItemKind::Guide]),
        };
        index.get_or_init(|| Index::new(catalog, kinds))
    }
}
