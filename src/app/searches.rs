//! The indexes that searches read: each made when it is first needed, and kept.

use std::sync::OnceLock;

use crate::domain::content::catalog::Catalog;
use crate::domain::content::link::ItemKind;
use crate::domain::content::search::Index;

/// An index a kind, for a search on one screen is for one kind.
#[derive(Default)]
pub struct Searches {
    exercises: OnceLock<Index>,
    routines: OnceLock<Index>,
    plans: OnceLock<Index>,
    guides: OnceLock<Index>,
}

impl Searches {
    /// The index of everything of this kind in `catalog`.
    pub fn of(&self, kind: ItemKind, catalog: &Catalog) -> &Index {
        let index = match kind {
            ItemKind::Exercise => &self.exercises,
            ItemKind::Routine => &self.routines,
            ItemKind::Plan => &self.plans,
            ItemKind::Guide => &self.guides,
        };
        index.get_or_init(|| Index::new(catalog, &[kind]))
    }
}
