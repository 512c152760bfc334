//! Saving of a draft: which files it becomes, and under which names.

use super::{EditorMode, RoutineEditor};
use crate::domain::content::catalog::FileKind;
use crate::domain::content::draft::{DraftSource, RoutineDraft};
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
        let draft = Some(self.draft().clone());
        let own = OwnFiles { files, routine: id, draft, may_replace: way == SaveWay::Replace };
        cx.effect(Effect::SaveOwn(Box::new(own)));
    }

    /// Returns true if it changes this draft, or a later state of it.
    pub fn is_of(&self, draft: &RoutineDraft) -> bool {
        self.draft().is_state_of(draft)
    }

    /// Takes over that `saved` is in this file now. Returns true if nothing was typed since; what was typed is a change to
    /// that file.
    pub fn take_saved(&mut self, saved: &RoutineDraft, file: &DraftSource, cx: &mut Cx<'_>) -> bool {
        let is_same = self.draft().text() == saved.text() && matches!(self.mode, EditorMode::Steps);
        if !self.is_for_today() {
            self.history.continue_from(file);
            self.keep(cx);
        }
        is_same
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
