//! The search for exercises to add, which stays open until it is left.

use std::collections::BTreeSet;

use crate::domain::content::draft::RoutineDraft;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::words::Kind;
use crate::domain::text::folded;
use crate::screens::{edit, moved};
use crate::state::action::Action;
use crate::state::model::Model;
use crate::widgets::text_input::TextInput;

/// The longest search, and name of an exercise that is made from it.
const LONGEST: usize = 60;

/// A row of the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StepChoice {
    /// An exercise of the library, or one made for this draft.
    Known(Id),
    /// An exercise that is to be made.
    Make,
}

/// A search, and what it has found.
pub(super) struct StepSearch {
    pub(super) text: TextInput,
    /// The exercises that can be steps, by name.
    all: Vec<Id>,
    can_be_steps: BTreeSet<Id>,
    pub(super) found: Vec<StepChoice>,
    pub(super) selected: usize,
    /// True if an exercise may be made.
    makes: bool,
    /// The name of the exercise that was added last.
    pub(super) added: Option<String>,
}

impl StepSearch {
    /// A search for nothing yet, which lists everything.
    pub(super) fn new(model: &Model, draft: &RoutineDraft, makes: bool) -> Self {
        let mut named = Vec::new();
        for exercise in model.catalog.exercises() {
            // A self-test is answered and not played.
            if exercise.kind != Kind::SelfTest {
                named.push((exercise.name.clone(), exercise.id.clone()));
            }
        }
        named.sort();
        let all: Vec<Id> = named.into_iter().map(|(_, id)| id).collect();
        let can_be_steps = all.iter().cloned().collect();
        let text = TextInput::with_limit(LONGEST);
        let mut search = Self { text, all, can_be_steps, found: Vec::new(), selected: 0, makes, added: None };
        search.refresh(model, draft);
        search
    }

    /// Handles an action; returns false if it is neither an edit nor a move.
    pub(super) fn update(&mut self, action: Action, model: &Model, draft: &RoutineDraft) -> bool {
        if let Some(selected) = moved(self.selected, self.found.len(), action) {
            self.selected = selected;
            return true;
        }
        let is_edit = edit(&mut self.text, action);
        if is_edit {
            self.refresh(model, draft);
        }
        is_edit
    }

    /// Puts pasted text into it.
    pub(super) fn paste(&mut self, text: &str, model: &Model, draft: &RoutineDraft) {
        self.text.insert_str(text);
        self.refresh(model, draft);
    }

    /// Notes that an exercise was added, and begins anew.
    pub(super) fn begin_anew(&mut self, added: String, model: &Model, draft: &RoutineDraft) {
        self.added = Some(added);
        self.text.clear();
        self.refresh(model, draft);
    }

    /// Returns the chosen row.
    pub(super) fn chosen(&self) -> Option<&StepChoice> {
        self.found.get(self.selected)
    }

    /// Returns the searched words.
    pub(super) fn asked(&self) -> &str {
        self.text.value().trim()
    }

    /// Returns true if an exercise with the searched name can be made.
    pub(super) fn may_make(&self) -> bool {
        self.makes && !self.asked().is_empty()
    }

    fn refresh(&mut self, model: &Model, draft: &RoutineDraft) {
        self.selected = 0;
        let asked = self.asked().to_owned();
        if asked.is_empty() {
            let own = draft.own_exercises().map(|own| own.exercise.id.clone());
            self.found = own.chain(self.all.iter().cloned()).map(StepChoice::Known).collect();
            return;
        }
        let wanted = folded(&asked).into_owned();
        let own = draft.own_exercises().map(|own| &own.exercise);
        let own = own.filter(|exercise| folded(exercise.name.as_str()).contains(&wanted));
        let mut found: Vec<StepChoice> = own.map(|exercise| StepChoice::Known(exercise.id.clone())).collect();
        let hits = model.search(ItemKind::Exercise, &asked);
        let has_all_words = !found.is_empty() || hits.first().is_some_and(|hit| hit.lacking == 0);
        let hits = hits.into_iter().filter(|hit| self.can_be_steps.contains(&hit.id));
        found.extend(hits.map(|hit| StepChoice::Known(hit.id)));
        // An exercise that has all the words is meant; without one a new exercise is.
        if self.makes {
            found.insert(if has_all_words { found.len() } else { 0 }, StepChoice::Make);
        }
        self.found = found;
    }
}
