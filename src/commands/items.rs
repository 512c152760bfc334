//! What several commands say of an item of the content.

use serde::Serialize;

use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::Routine;
use crate::domain::play::compile::{self, Options};
use crate::domain::play::timeline::Length;

/// All kinds, in the order in which one of them is meant by an id that several have.
pub(super) const KINDS: [ItemKind; 4] = [ItemKind::Routine, ItemKind::Exercise, ItemKind::Guide, ItemKind::Plan];

/// Whether an item is the user's own.
#[derive(Serialize)]
pub(super) struct Origin {
    own: bool,
    replaces_built_in: bool,
}

impl Origin {
    pub(super) fn of(catalog: &Catalog, kind: ItemKind, id: &Id) -> Self {
        let own = catalog.own(kind, id.as_str());
        Self { own: own.is_some(), replaces_built_in: own == Some(true) }
    }
}

/// How long a routine takes as it is; `None` where it cannot be played.
pub(super) fn length_of(catalog: &Catalog, routine: &Routine) -> Option<Length> {
    compile::length(routine, &|id| catalog.timing(id), Options::default()).ok()
}
