//! The entries of the list on the home screen.

use std::time::Duration;

use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::problem::Problem;
use crate::domain::content::routine::Outline;
use crate::domain::text::{counted, folded};
use crate::domain::time::about_text;
use crate::screens::broken::{broken_files, short_path};
use crate::screens::filters::Filters;
use crate::screens::finder::Listed;
use crate::state::model::Model;

/// An entry of the list.
pub(super) enum HomeEntry {
    /// A routine with its length.
    Routine(Box<Outline>, Duration),
    Plan(Id),
    /// The draft that waits: its title, and its number of steps in words.
    Draft(String, String),
    /// A file that cannot be used, with its problems.
    Broken(Vec<Problem>),
}

impl HomeEntry {
    pub(super) fn title(&self, model: &Model) -> String {
        match self {
            Self::Routine(routine, _) => routine.title.to_string(),
            Self::Plan(id) => model.catalog.title(ItemKind::Plan, id.as_str()).unwrap_or_else(|| id.to_string()),
            Self::Draft(title, _) => format!("Draft: {title}"),
            Self::Broken(problems) => problems.first().map(|problem| short_path(&problem.file)).unwrap_or_default(),
        }
    }

    /// The length of a routine; for a plan, the word "plan".
    pub(super) fn detail(&self, model: &Model) -> String {
        let (kind, id, text) = match self {
            Self::Routine(routine, length) => (ItemKind::Routine, &routine.id, about_text(*length)),
            Self::Plan(id) => (ItemKind::Plan, id, "plan".to_owned()),
            Self::Draft(_, steps) => return steps.clone(),
            Self::Broken(problems) => {
                return problems.first().map(|problem| format!("line {}", problem.line)).unwrap_or_default();
            }
        };
        let own = if model.catalog.own(kind, id.as_str()).is_some() { "yours  " } else { "" };
        format!("{own}{text}")
    }
}

impl Listed for HomeEntry {
    const KIND: ItemKind = ItemKind::Routine;

    fn kind(&self) -> ItemKind {
        match self {
            Self::Routine(..) | Self::Draft(..) | Self::Broken(_) => ItemKind::Routine,
            Self::Plan(_) => ItemKind::Plan,
        }
    }

    fn id(&self) -> Option<&Id> {
        match self {
            Self::Routine(routine, _) => Some(&routine.id),
            Self::Plan(id) => Some(id),
            Self::Draft(..) | Self::Broken(_) => None,
        }
    }

    /// Plans have none of the properties that are filtered by; the equipment is that of their routines.
    fn suits(&self, filters: &Filters) -> bool {
        match self {
            Self::Routine(routine, length) => filters.for_routines().admits(routine, *length),
            Self::Plan(_) | Self::Draft(..) | Self::Broken(_) => !filters.has_answer(),
        }
    }

    /// Plans have a list of their own.
    fn is_listed(&self) -> bool {
        !matches!(self, Self::Plan(_))
    }

    fn is_named(&self, asked: &str) -> bool {
        let name = match self {
            Self::Draft(title, _) => title.clone(),
            Self::Broken(problems) => problems.first().map(|problem| short_path(&problem.file)).unwrap_or_default(),
            Self::Routine(..) | Self::Plan(_) => return false,
        };
        folded(&name).contains(folded(asked.trim()).as_ref())
    }
}

/// Returns the entries that are no items yet: the draft that waits, and each file that cannot be used.
pub(super) fn unfinished(model: &Model) -> Vec<HomeEntry> {
    let draft = model.draft.iter().map(|draft| {
        let routine = draft.routine();
        HomeEntry::Draft(routine.title.to_string(), counted(routine.steps.len(), "step"))
    });
    let mut entries: Vec<HomeEntry> = draft.collect();
    entries.extend(broken_files(model).into_iter().map(HomeEntry::Broken));
    entries
}
