//! The search for what is to be added: exercises to a routine, routines to a plan. It stays open until it is left.

use std::collections::BTreeSet;

use crate::domain::content::draft::RoutineDraft;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::words::Kind;
use crate::domain::text::{Text, folded};
use crate::screens::{edit, moved};
use crate::state::action::Action;
use crate::state::model::Model;
use crate::widgets::text_input::TextInput;

/// The longest search, and name of an exercise that is made from it.
const LONGEST: usize = 60;

/// A draft with exercises of its own, which are found first.
type OfDraft<'a> = Option<&'a RoutineDraft>;

/// A row of the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::screens) enum StepChoice {
    /// An exercise or a routine of the library, or an exercise made for this draft.
    Known(Id),
    /// An exercise, or a task, that is to be made of what is typed.
    Make,
}

/// A search, and what it has found.
pub(in crate::screens) struct StepSearch {
    pub(in crate::screens) text: TextInput,
    kind: ItemKind,
    /// The items that can be added, by name.
    all: Vec<Id>,
    can_be_added: BTreeSet<Id>,
    pub(in crate::screens) found: Vec<StepChoice>,
    pub(in crate::screens) selected: usize,
    /// True if something may be made.
    makes: bool,
    /// The name of what was added last.
    pub(in crate::screens) added: Option<String>,
}

impl StepSearch {
    /// A search for nothing yet, which lists everything.
    pub(in crate::screens) fn new(model: &Model, draft: &RoutineDraft, makes: bool) -> Self {
        let mut named = Vec::new();
        for exercise in model.catalog.exercises() {
            // A self-test is answered and not played.
            if exercise.kind != Kind::SelfTest {
                named.push((exercise.name.clone(), exercise.id.clone()));
            }
        }
        let mut search = Self::of(ItemKind::Exercise, named, TextInput::with_limit(LONGEST), makes);
        search.refresh(model, Some(draft));
        search
    }

    /// A search among routines, in which tasks of up to `longest` characters are made.
    pub(in crate::screens) fn of_routines(model: &Model, longest: usize) -> Self {
        let outlines = model.catalog.routine_ids().filter_map(|id| model.catalog.outline(id));
        let named = outlines.map(|outline| (outline.title.clone(), outline.id.clone())).collect();
        let mut search = Self::of(ItemKind::Routine, named, TextInput::with_limit(longest), true);
        search.refresh(model, None);
        search
    }

    fn of(kind: ItemKind, mut named: Vec<(Text, Id)>, text: TextInput, makes: bool) -> Self {
        named.sort();
        let all: Vec<Id> = named.into_iter().map(|(_, id)| id).collect();
        let can_be_added = all.iter().cloned().collect();
        Self { text, kind, all, can_be_added, found: Vec::new(), selected: 0, makes, added: None }
    }

    /// Handles an action; returns false if it is neither an edit nor a move.
    pub(in crate::screens) fn update<'d>(
        &mut self,
        action: Action,
        model: &Model,
        draft: impl Into<OfDraft<'d>>,
    ) -> bool {
        if let Some(selected) = moved(self.selected, self.found.len(), action) {
            self.selected = selected;
            return true;
        }
        let is_edit = edit(&mut self.text, action);
        if is_edit {
            self.refresh(model, draft.into());
        }
        is_edit
    }

    /// Puts pasted text into it.
    pub(in crate::screens) fn paste<'d>(&mut self, text: &str, model: &Model, draft: impl Into<OfDraft<'d>>) {
        self.text.insert_str(text);
        self.refresh(model, draft.into());
    }

    /// Notes that something was added, and begins anew.
    pub(in crate::screens) fn begin_anew<'d>(&mut self, added: String, model: &Model, draft: impl Into<OfDraft<'d>>) {
        self.added = Some(added);
        self.text.clear();
        self.refresh(model, draft.into());
    }

    /// Returns the chosen row.
    pub(in crate::screens) fn chosen(&self) -> Option<&StepChoice> {
        self.found.get(self.selected)
    }

    /// Returns the searched words.
    pub(in crate::screens) fn asked(&self) -> &str {
        self.text.value().trim()
    }

    /// Returns true if something with the searched name can be made.
    pub(in crate::screens) fn may_make(&self) -> bool {
        self.makes && !self.asked().is_empty()
    }

    fn refresh(&mut self, model: &Model, draft: OfDraft<'_>) {
        self.selected = 0;
        let asked = self.asked().to_owned();
        if asked.is_empty() {
            let own = draft.into_iter().flat_map(RoutineDraft::own_exercises).map(|own| own.exercise.id.clone());
            self.found = own.chain(self.all.iter().cloned()).map(StepChoice::Known).collect();
            return;
        }
        let wanted = folded(&asked).into_owned();
        let own = draft.into_iter().flat_map(RoutineDraft::own_exercises).map(|own| &own.exercise);
        let own = own.filter(|exercise| folded(exercise.name.as_str()).contains(&wanted));
        let mut found: Vec<StepChoice> = own.map(|exercise| StepChoice::Known(exercise.id.clone())).collect();
        let hits = model.search(self.kind, &asked);
        let mut hits = hits.into_iter().filter(|hit| self.can_be_added.contains(&hit.id)).peekable();
        let has_all_words = !found.is_empty() || hits.peek().is_some_and(|hit| hit.lacking == 0);
        found.extend(hits.map(|hit| StepChoice::Known(hit.id)));
        // An exercise with all the words is likely meant; without one, a new exercise.
        if self.makes {
            found.insert(if has_all_words { found.len() } else { 0 }, StepChoice::Make);
        }
        self.found = found;
    }
}
