//! Routines that are being written: opens their editor, and takes over what was saved, plans included.

use super::{App, Overlay};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::draft::{DraftSource, OwnDraft, RoutineDraft};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::session::compile::Options;
use crate::domain::time::Now;
use crate::screens::editor::RoutineEditor;
use crate::screens::editor::saving::SaveWay;
use crate::screens::{Screen, ScreenView as _};
use crate::state::cx::Cx;
use crate::state::event::{Effect, OwnFiles, OwnName};
use crate::state::route::DialogKind;

/// The message about a routine or plan that cannot be changed.
pub(super) const NO_FILE: &str = "its file can't be read any more; supple check says why";

impl App {
    /// Opens the draft that waits, or else a new routine.
    pub(super) fn open_new_routine(&mut self, now: &Now) {
        let waiting = self.model.draft.as_deref().cloned();
        if let Some(draft) = waiting.or_else(RoutineDraft::new) {
            self.open_editor(draft, now);
        }
    }

    /// Opens a routine to be changed: an own one itself, a built-in one as a copy. A draft that waits comes first: there
    /// is one at a time.
    pub(super) fn open_routine_to_change(&mut self, id: &Id, now: &Now) {
        let is_own = self.model.catalog.own(ItemKind::Routine, id.as_str()).is_some();
        if let Some(waiting) = self.model.draft.as_deref().cloned() {
            if waiting.source().is_none_or(|source| source.id != *id) {
                self.notify(format!("save or discard this draft first: {}", waiting.routine().title), now);
            }
            return self.open_editor(waiting, now);
        }
        let text = self.model.catalog.routine_text(id.as_str());
        let draft =
            text.and_then(|text| if is_own { RoutineDraft::of_own(id, text) } else { RoutineDraft::copy_of(text) });
        match draft {
            Some(draft) => self.open_editor(draft, now),
            None => self.notify(NO_FILE, now),
        }
    }

    /// Opens a routine to be changed for one session.
    pub(super) fn open_routine_for_today(&mut self, id: &Id, options: Options, now: &Now) {
        let draft = self.model.catalog.routine_text(id.as_str()).and_then(RoutineDraft::of_text);
        match draft {
            Some(draft) => {
                let editor = RoutineEditor::for_today(draft, options, &self.model, now);
                self.screens.push(Screen::Editor(editor));
            }
            None => self.notify(NO_FILE, now),
        }
    }

    fn open_editor(&mut self, draft: RoutineDraft, now: &Now) {
        let editor = RoutineEditor::new(draft, &self.model, now);
        self.screens.push(Screen::Editor(editor));
    }

    /// Throws the draft away, and leaves its editor.
    pub(super) fn discard_draft(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        if matches!(self.screens.last(), Some(Screen::Editor(editor)) if !editor.is_for_today()) {
            if self.model.draft.take().is_some() {
                effects.push(Effect::RemoveDraft);
            }
            self.notify("the draft is discarded", now);
        }
        if self.is_in_plan_editor() {
            self.forget_plan_draft(effects);
            self.notify("the draft is discarded", now);
        }
        if self.screens.pop_if(|screen| matches!(screen, Screen::Editor(_) | Screen::PlanEditor(_))).is_some() {
            self.come_back(now, effects);
        }
    }

    /// Asks whether to replace the file that is in the way of one to be saved; outside the editor it stays, and a
    /// notice says so.
    pub(super) fn ask_to_replace(&mut self, name: OwnName, now: &Now) {
        if self.overlay.is_some() {
            return;
        }
        if matches!(self.screens.last(), Some(Screen::Editor(_) | Screen::PlanEditor(_))) {
            self.notice = None;
            self.model.in_the_way = Some(name);
            self.overlay = Some(Overlay::Dialog { dialog: DialogKind::ReplaceOwn, held: false });
        } else {
            self.notify(format!("not saved: your file {name} is there already, and stays as it is"), now);
        }
    }

    /// Saves the draft in the editor on top after the question about a file in the way.
    pub(super) fn save_draft(&mut self, way: SaveWay, now: &Now, effects: &mut Vec<Effect>) {
        let cx = &mut Cx { model: &mut self.model, now, effects, go: None, notice: None };
        match self.screens.last_mut() {
            Some(Screen::Editor(editor)) => editor.save(way, cx),
            Some(Screen::PlanEditor(editor)) => editor.save(way, cx),
            _ => return,
        }
        self.notice = cx.notice.take();
    }

    /// Takes over content that was read anew.
    pub(super) fn on_content(
        &mut self,
        catalog: Catalog,
        saved: Option<&OwnFiles>,
        now: &Now,
        effects: &mut Vec<Effect>,
    ) {
        self.model.take_content(catalog);
        if let Some(saved) = saved {
            self.notify(format!("saved as {}", saved.item.id), now);
            match (&saved.draft, saved.item_file()) {
                (Some(OwnDraft::Routine(draft)), Some(file)) => self.take_saved_draft(draft, &file, now, effects),
                (Some(OwnDraft::Plan(draft)), Some(file)) => self.take_saved_plan(draft, &file, now, effects),
                _ => {}
            }
        }
        if let Some(Screen::Home(home)) = self.screens.first_mut() {
            home.come_back(&self.model, now);
        }
    }

    /// Takes over that a draft is in this file now, and opens the page of the routine in place of its editor. What was
    /// typed since it was sent to the disk stays a draft, and its editor open.
    fn take_saved_draft(&mut self, draft: &RoutineDraft, file: &DraftSource, now: &Now, effects: &mut Vec<Effect>) {
        let cx = &mut Cx { model: &mut self.model, now, effects, go: None, notice: None };
        if let Some(mut waiting) = cx.model.draft.as_deref().filter(|waiting| waiting.is_state_of(draft)).cloned() {
            waiting.continue_from(file, &file.text.as_str().into());
            cx.keep_draft(&waiting);
        }
        let mut is_left = false;
        for screen in &mut self.screens {
            is_left = if let Screen::Editor(editor) = screen
                && editor.is_of(draft)
            {
                editor.take_saved(draft, file, cx)
            } else {
                false
            };
        }
        if is_left {
            self.overlay = None;
            self.screens.truncate(1);
            self.screens.extend(Screen::of_item(ItemKind::Routine, &file.id, &self.model));
        }
    }
}
