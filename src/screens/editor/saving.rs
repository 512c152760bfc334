//! Saving of a draft: which files it becomes, and under which names.

use super::{EditorMode, RoutineEditor};
use crate::domain::content::draft::{DraftSource, OwnDraft, RoutineDraft};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::{ItemKind, ids_of};
use crate::state::cx::Cx;
use crate::state::event::{Effect, OwnFile, OwnFiles, OwnName};
use crate::state::model::Model;

/// Answers about files that are in the way, until all are written.
#[derive(Default)]
pub(in crate::screens) struct SaveAnswers {
    /// Those that may be replaced.
    pub(in crate::screens) replaced: Vec<OwnName>,
    /// Those that stay.
    pub(in crate::screens) avoided: Vec<OwnName>,
}

impl SaveAnswers {
    pub(in crate::screens) fn avoids(&self, id: &Id) -> bool {
        self.avoided.iter().any(|name| name.id == *id)
    }
}

/// Ways to write the files of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveWay {
    /// Replaces nothing but the file that was read.
    Careful,
    /// Replaces the file in the way.
    Replace,
    /// Writes under a name that is free, and leaves the file in the way.
    KeepBoth,
}

impl RoutineEditor {
    /// Has the files written, if they can be used. A way other than the careful one answers the question about the file
    /// that was in the way.
    pub fn save(&mut self, way: SaveWay, cx: &mut Cx<'_>) {
        match (way, cx.model.in_the_way.take()) {
            (SaveWay::Replace, Some(name)) => self.answers.replaced.push(name),
            (SaveWay::KeepBoth, Some(name)) => self.go_around(name, cx),
            (SaveWay::Careful | SaveWay::Replace | SaveWay::KeepBoth, _) => self.answers = SaveAnswers::default(),
        }
        let Some(draft) = self.draft_to_save(cx.model) else {
            return cx.notify("its own file can't be read any more; supple check says why");
        };
        if draft.routine().steps.is_empty() {
            return cx.notify(self.no_steps_text());
        }
        if let Some(why) = &self.facts.trouble {
            return cx.notify(why.clone());
        }
        let is_new = draft.source().is_none() && !self.is_for_today();
        if !is_new && !self.draft().is_changed() && way == SaveWay::Careful {
            return cx.notify("nothing has changed");
        }
        let source = draft.source().filter(|source| !self.answers.avoids(&source.id));
        let id = match source {
            Some(source) => Some(source.id.clone()),
            None => self.free_id(draft.routine().title.as_str(), "routine", cx.model),
        };
        let Some(id) = id else { return cx.notify("give it another name first") };
        let own = draft.used_own_exercises().map(|own| OwnFile {
            name: OwnName { kind: ItemKind::Exercise.into(), id: own.exercise.id.clone() },
            text: own.text.clone(),
            before: None,
        });
        let routine = OwnFile {
            name: OwnName { kind: ItemKind::Routine.into(), id: id.clone() },
            text: draft.text_under(&id),
            before: source.map(|source| source.text.clone()),
        };
        let files = own.chain([routine]).collect();
        cx.notify("saving …");
        let draft = Some(OwnDraft::Routine(self.draft().clone()));
        let own = OwnFiles {
            files,
            item: OwnName { kind: ItemKind::Routine.into(), id },
            draft,
            may_replace: self.answers.replaced.clone(),
        };
        cx.effect(Effect::SaveOwn(Box::new(own)));
    }

    /// Goes around a file that is in the way: an exercise that was made for the draft has another id from now on.
    fn go_around(&mut self, name: OwnName, cx: &mut Cx<'_>) {
        let from = name.id.clone();
        let exercise = self.draft().own_exercise(from.as_str()).filter(|_| name.kind == ItemKind::Exercise).cloned();
        self.answers.avoided.push(name);
        let to = exercise.and_then(|exercise| self.free_id(exercise.name.as_str(), "exercise", cx.model));
        if let Some(to) = to {
            self.history.rename_own(&from, &to);
            self.keep(cx);
        }
    }

    /// Returns a free id for what has this name; `otherwise` if nothing of the name can be used.
    pub(super) fn free_id(&self, name: &str, otherwise: &str, model: &Model) -> Option<Id> {
        ids_of(name, otherwise).find(|id| {
            let is_known = model.catalog.is_taken(id.as_str()) || self.draft().own_exercise(id.as_str()).is_some();
            !is_known && !self.answers.avoids(id)
        })
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
