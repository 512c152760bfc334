//! A change for one session: the same editor, with nothing saved; what differs is marked.

use std::sync::Arc;

use super::facts::{DraftFacts, needs_of};
use super::{EditorMode, RoutineEditor};
use crate::domain::content::draft::{DraftSource, KeptDraft, RoutineDraft};
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::{Routine, Step};
use crate::domain::session::compile::Options;
use crate::domain::time::Now;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::{Context, own_rows};
use crate::state::model::Model;

/// The routine that is changed for one session.
pub(super) struct TodayChange {
    original: Arc<Routine>,
    /// The options to start it with.
    pub(super) options: Options,
}

/// The difference of a step from the original routine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum StepChange<'a> {
    /// There is none.
    Same,
    /// It was this step.
    Was(&'a Step),
    /// It is new.
    New,
}

impl TodayChange {
    /// Returns the difference of a step: from the original step with its exercise that is as often up to there.
    pub(super) fn of_step(&self, routine: &Routine, at: usize) -> StepChange<'_> {
        let Some(step) = routine.steps.get(at) else { return StepChange::New };
        let before = routine.steps.iter().take(at).filter(|other| other.exercise == step.exercise).count();
        let mut originals = self.original.steps.iter().filter(|other| other.exercise == step.exercise);
        match originals.nth(before) {
            None => StepChange::New,
            Some(original) if original == step => StepChange::Same,
            Some(original) => StepChange::Was(original),
        }
    }

    /// Returns the number of steps of the original that are not in `routine`.
    pub(super) fn dropped(&self, routine: &Routine) -> usize {
        let mut left: Vec<&Step> = routine.steps.iter().collect();
        let mut dropped = 0;
        for step in &self.original.steps {
            match left.iter().position(|other| other.exercise == step.exercise) {
                Some(at) => drop(left.remove(at)),
                None => dropped += 1,
            }
        }
        dropped
    }
}

impl RoutineEditor {
    /// The editor of a routine for one session with these options.
    pub fn for_today(draft: RoutineDraft, options: Options, model: &Model, now: &Now) -> Self {
        let original = Arc::clone(draft.routine());
        let facts = DraftFacts::of(&draft, model, options);
        let editor = Self::new(draft, model, now);
        Self { facts, mode: EditorMode::Steps, today: Some(TodayChange { original, options }), ..editor }
    }

    /// Returns true if it changes a routine for one session.
    pub fn is_for_today(&self) -> bool {
        self.today.is_some()
    }

    /// Returns the message about a routine without steps: the key that finds some.
    pub(super) fn no_steps_text(&self) -> String {
        let context = if self.is_for_today() { Context::EditorToday } else { Context::Editor };
        let key = own_rows(context).find(|row| row.action == Action::Add).map_or("", |row| row.shown);
        format!("no steps yet: {key} finds exercises to add")
    }

    /// Starts the session as it is now.
    pub(super) fn start_today(&self, cx: &mut Cx<'_>) {
        let Some(today) = &self.today else { return };
        if self.steps() == 0 {
            return cx.notify(self.no_steps_text());
        }
        if let Some(why) = &self.facts.trouble {
            return cx.notify(why.clone());
        }
        let routine = Arc::new(needs_of(self.draft(), cx.model));
        cx.begin(&routine, today.options);
    }

    /// Returns the draft to save: of a change for one session that of an own routine as it is now, or of a copy of a
    /// built-in one; `None` if it cannot be used.
    pub(super) fn draft_to_save(&self, model: &Model) -> Option<RoutineDraft> {
        let draft = self.draft();
        if self.today.is_none() {
            return Some(draft.clone());
        }
        let id = draft.routine().id.clone();
        if model.catalog.own(ItemKind::Routine, id.as_str()).is_none() {
            return RoutineDraft::copy_of(&draft.text());
        }
        let text = model.catalog.routine_text(id.as_str())?.to_owned();
        RoutineDraft::restore(&KeptDraft { of: Some(DraftSource { id, text }), ..draft.keep() })
    }
}
