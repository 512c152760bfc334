//! Plans that are being written: opens their editor, and forgets their draft.

use super::App;
use super::editing::NO_FILE;
use crate::domain::content::draft::DraftSource;
use crate::domain::content::draft::plan::PlanDraft;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::time::Now;
use crate::screens::Screen;
use crate::screens::plan_editor::PlanEditor;
use crate::state::cx::Cx;
use crate::state::event::Effect;

impl App {
    /// Opens the draft of a plan that waits, or else a new plan.
    pub(super) fn open_new_plan(&mut self) {
        let waiting = self.model.plan_draft.as_deref().cloned();
        if let Some(draft) = waiting.or_else(PlanDraft::new) {
            self.open_plan_editor(draft);
        }
    }

    /// Opens a plan to be changed: an own one itself, a built-in one as a copy. A draft that waits comes first: there is
    /// one at a time.
    pub(super) fn open_plan_to_change(&mut self, id: &Id, now: &Now) {
        let is_own = self.model.catalog.own(ItemKind::Plan, id.as_str()).is_some();
        if let Some(waiting) = self.model.plan_draft.as_deref().cloned() {
            if waiting.source().is_none_or(|source| source.id != *id) {
                self.notify(format!("save or discard this draft first: {}", waiting.plan().title), now);
            }
            return self.open_plan_editor(waiting);
        }
        let text = self.model.catalog.plan_text(id.as_str());
        let draft = text.and_then(|text| if is_own { PlanDraft::of_own(id, text) } else { PlanDraft::copy_of(text) });
        match draft {
            Some(draft) => self.open_plan_editor(draft),
            None => self.notify(NO_FILE, now),
        }
    }

    fn open_plan_editor(&mut self, draft: PlanDraft) {
        let editor = PlanEditor::new(draft, &self.model);
        self.screens.push(Screen::PlanEditor(editor));
    }

    /// Returns true if a plan is written on the screen on top.
    pub(super) fn is_in_plan_editor(&self) -> bool {
        matches!(self.screens.last(), Some(Screen::PlanEditor(_)))
    }

    pub(super) fn forget_plan_draft(&mut self, effects: &mut Vec<Effect>) {
        if self.model.plan_draft.take().is_some() {
            effects.push(Effect::RemovePlanDraft);
        }
    }

    /// Takes over that the draft of a plan is in this file now, and opens the page of the plan in place of its editor.
    /// Changes typed since it was sent to the disk stay a draft, and its editor open.
    pub(super) fn take_saved_plan(
        &mut self,
        draft: &PlanDraft,
        file: &DraftSource,
        now: &Now,
        effects: &mut Vec<Effect>,
    ) {
        match self.model.plan_draft.as_deref().filter(|waiting| waiting.is_state_of(draft)).cloned() {
            Some(waiting) if waiting.text() == draft.text() => self.forget_plan_draft(effects),
            Some(mut waiting) => {
                waiting.continue_from(file, &file.text.as_str().into());
                self.cx(now, effects).keep_plan_draft(&waiting);
            }
            None => {}
        }
        let cx = &mut Cx { model: &mut self.model, now, effects, go: None, notice: None };
        let is_left = match self.screens.last_mut() {
            Some(Screen::PlanEditor(editor)) if editor.is_of(draft) => editor.take_saved(draft, file, cx),
            _ => false,
        };
        if is_left {
            self.overlay = None;
            self.screens.truncate(1);
            self.screens.extend(Screen::of_item(ItemKind::Plan, &file.id, &self.model));
        }
    }
}
