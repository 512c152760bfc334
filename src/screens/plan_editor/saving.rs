//! Saving of a plan: its file, and the name of it.

use super::{PlanEditor, PlanMode};
use crate::domain::content::draft::plan::PlanDraft;
use crate::domain::content::draft::{DraftSource, OwnDraft};
use crate::domain::content::link::{ItemKind, ids_of};
use crate::screens::editor::saving::{SaveAnswers, SaveWay};
use crate::state::cx::Cx;
use crate::state::event::{Effect, OwnFile, OwnFiles, OwnName};

impl PlanEditor {
    /// Has the file written, if it can be used. A way other than the careful one answers the question about the file
    /// that was in the way.
    pub fn save(&mut self, way: SaveWay, cx: &mut Cx<'_>) {
        match (way, cx.model.in_the_way.take()) {
            (SaveWay::Replace, Some(name)) => self.answers.replaced.push(name),
            (SaveWay::KeepBoth, Some(name)) => self.answers.avoided.push(name),
            (SaveWay::Careful | SaveWay::Replace | SaveWay::KeepBoth, _) => self.answers = SaveAnswers::default(),
        }
        let draft = self.draft();
        if let Some(why) = &self.facts.trouble {
            return cx.notify(why.clone());
        }
        if draft.source().is_some() && !draft.is_changed() && way == SaveWay::Careful {
            return cx.notify("nothing has changed");
        }
        let source = draft.source().filter(|source| !self.answers.avoids(&source.id));
        let mut free = ids_of(draft.plan().title.as_str(), ItemKind::Plan.as_str());
        let id = match source {
            Some(source) => Some(source.id.clone()),
            None => free.find(|id| !cx.model.catalog.is_taken(id.as_str()) && !self.answers.avoids(id)),
        };
        let Some(id) = id else { return cx.notify("give it another name first") };
        let text = draft.text_under(&id);
        let name = OwnName { kind: ItemKind::Plan.into(), id };
        let file = OwnFile { name: name.clone(), text, before: source.map(|source| source.text.clone()) };
        cx.notify("saving …");
        cx.effect(Effect::SaveOwn(Box::new(OwnFiles {
            files: vec![file],
            item: name,
            draft: Some(OwnDraft::Plan(draft.clone())),
            may_replace: self.answers.replaced.clone(),
        })));
    }

    /// Returns true if it changes this draft, or a later state of it.
    pub fn is_of(&self, draft: &PlanDraft) -> bool {
        self.draft().is_state_of(draft)
    }

    /// Takes over that `saved` is in this file now. Returns true if nothing was typed since; what was typed is a change to
    /// that file.
    pub fn take_saved(&mut self, saved: &PlanDraft, file: &DraftSource, cx: &mut Cx<'_>) -> bool {
        let is_same = self.draft().text() == saved.text() && matches!(self.mode, PlanMode::Rows);
        if is_same {
            // Days of rest are in the draft and not in its file: there is nothing to keep.
            if cx.model.plan_draft.take().is_some() {
                cx.effect(Effect::RemovePlanDraft);
            }
        } else {
            self.history.continue_plan_from(file);
            self.keep(cx);
        }
        is_same
    }
}
