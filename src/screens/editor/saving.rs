//! Saving of a draft: which files it becomes, and under which names.

use super::RoutineEditor;
use crate::domain::content::catalog::FileKind;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::{ItemKind, ids_of};
use crate::state::cx::Cx;
use crate::state::event::{Effect, OwnFile, OwnFiles};
use crate::state::model::Model;

/// Ways to write the files of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveWay {
    /// Replaces nothing but the file that was read.
    Careful,
    /// Replaces whatever has the name.
    Replace,
    /// Writes under a name that is free.
    KeepBoth,
}

impl RoutineEditor {
    /// Has the files written, if they can be used.
    pub fn save(&self, way: SaveWay, cx: &mut Cx<'_>) {
        let Some(draft) = self.draft_to_save(cx.model) else { return cx.notify("this one cannot be saved") };
        if draft.routine().steps.is_empty() {
            return cx.notify("add a step first: enter finds exercises");
        }
        if let Some(why) = &self.facts.trouble {
            return cx.notify(why.clone());
        }
        let is_new = draft.source().is_none() && !self.is_for_today();
        if !is_new && !self.draft().is_changed() && way == SaveWay::Careful {
            return cx.notify("nothing has changed");
        }
        let source = draft.source().filter(|_| way != SaveWay::KeepBoth);
        let id = match source {
            Some(source) => Some(source.id.clone()),
            None => free_routine_id(draft.routine().title.as_str(), way, cx.model),
        };
        let Some(id) = id else { return cx.notify("give it another name first") };
        let own = draft.own_exercises().map(|own| OwnFile {
            kind: FileKind::Item(ItemKind::Exercise),
            id: own.exercise.id.clone(),
            text: own.text.clone(),
            before: None,
        });
        let routine = OwnFile {
            kind: FileKind::Item(ItemKind::Routine),
            id: id.clone(),
            text: draft.text_under(&id),
            before: source.map(|source| source.text.clone()),
        };
        let files = own.chain([routine]).collect();
        cx.notify("saving …");
        cx.effect(Effect::SaveOwn(Box::new(OwnFiles { files, routine: id, may_replace: way == SaveWay::Replace })));
    }

    /// Returns the id of the file that the draft changes.
    pub fn source_id(&self) -> Option<&Id> {
        self.draft().source().map(|source| &source.id)
    }
}

/// Returns an id for a new file, made of the title. What was in the way of the first one is not in the catalog.
fn free_routine_id(title: &str, way: SaveWay, model: &Model) -> Option<Id> {
    let mut free = ids_of(title, "routine").filter(|id| !model.catalog.is_taken(id.as_str()));
    match way {
        SaveWay::Careful | SaveWay::Replace => free.next(),
        SaveWay::KeepBoth => free.nth(1),
    }
}
