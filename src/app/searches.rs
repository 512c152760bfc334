//! The indexes that searches read: each made when it is first needed, and kept.

use std::sync::OnceLock;

use crate::domain::content::catalog::Catalog;
use crate::domain::content::link::ItemKind;
use crate::domain::content::search::Index;

/// An index for each of the lists that are searched.
#[derive(Default)]
pub struct Searches {
    exercises: OnceLock<Index>,
    /// Who looks for something to do may mean a plan as well.
    routines_and_plans: OnceLock<Index>,
    guides: OnceLock<Index>,
}

impl Searches {
    /// The index of everything in `catalog` that is searched together with this kind.
    pub fn of(&self, kind: ItemKind, catalog: &Catalog) -> &Index {
        let (index, kinds): (_, &[ItemKind]) = match kind {
            ItemKind::Exercise => (&self.exercises, &[ItemKind::Exercise]),
            ItemKind::Routine | ItemKind::Plan => (&self.routines_and_plans, &[ItemKind::Routine, ItemKind::Plan]),
            ItemKind::Guide => (&self.guides, &[ItemKind::Guide]),
        };
        index.get_or_init(|| Index::new(catalog, kinds))
    }
}
