//! Routines that are being written: new ones, own ones that are changed, and copies of built-in ones; with the own
//! exercises made for them.
//!
//! A [`RoutineDraft`] is the text of a file and what it means. Every change is a [`DraftEdit`], and leaves a draft whose
//! file can be used, but that it may have no steps yet. `apply` carries changes out, `history` undoes and redoes; `json` keeps what is not changed as it
//! was written. `plan` is the same for plans.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dose::Dose;
use super::exercise::{Exercise, Id};
use super::link::Anything;
use super::routine::{Routine, Step};
use super::words::When;
use crate::domain::text::Text;
use fields::{DraftField, Turn};
use json::JsonNode;
use sketch::OwnExercise;

mod apply;
pub mod fields;
pub mod history;
mod json;
pub mod plan;
pub mod sketch;

/// The most steps of a draft: more is no routine, and a mistake. Our choice.
pub const MOST_STEPS: usize = 100;

/// The longest title, in characters. Our choice: it fits a list.
pub const LONGEST_TITLE: usize = 60;

/// The longest note, in characters. Our choice: it fits beside a figure.
pub const LONGEST_NOTE: usize = 280;

/// The title of a routine without one.
const UNTITLED: &str = "My Routine";

/// The summary of a new routine.
const SUMMARY: &str = "A routine of your own.";

/// The id in the text of a draft that is not in a file yet.
const NO_ID: &str = "draft";

/// The fields of a routine, in the order of the built-in files.
const ROUTINE_ORDER: [&str; 15] = [
    "$schema",
    "id",
    "title",
    "summary",
    "when",
    "equipment",
    "optional_equipment",
    "frequency",
    "rounds",
    "begin_rounds",
    "rest_between_s",
    "rest_between_rounds_s",
    "steps",
    "pain_limit",
    "notes",
];

/// Finds an exercise of the catalog.
pub type FindExercise<'a> = &'a dyn Fn(&str) -> Option<Arc<Exercise>>;

/// A line of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftRow {
    /// The routine as a whole.
    Whole,
    /// A step, from 0.
    Step(usize),
}

/// A change of a draft. What does not fit the draft changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum DraftEdit {
    /// The title.
    Title(Text),
    /// The note of a step, or the purpose of the whole.
    Note(DraftRow, Text),
    /// A new step with this exercise, before the step of this index.
    Insert(usize, Id),
    /// A new step with an exercise that is made for it.
    InsertOwn(usize, Box<OwnExercise>),
    /// Removes a step.
    Remove(usize),
    /// Moves a step to another index.
    Move {
        /// Its index.
        from: usize,
        /// Its index afterwards.
        to: usize,
    },
    /// Turns a field.
    Turn(DraftRow, DraftField, Turn),
}

/// A draft as it is kept on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// The version of this form.
    pub v: u32,
    /// The routine in a file that it began with.
    pub of: Option<DraftSource>,
    /// The text of the routine.
    pub routine: String,
    /// The texts of the exercises made for it.
    pub exercises: Vec<String>,
}

/// A draft of either kind.
#[derive(Debug, Clone, PartialEq)]
pub enum OwnDraft {
    /// Of a routine.
    Routine(RoutineDraft),
    /// Of a plan.
    Plan(plan::PlanDraft),
}

/// A file that a draft changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftSource {
    /// Its id.
    pub id: Id,
    /// Its text when the draft began.
    pub text: String,
}

impl KeptDraft {
    /// The version of the form that is read and written.
    pub const VERSION: u32 = 1;
}

/// A routine that is being written.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutineDraft {
    of: Option<DraftSource>,
    /// The text to begin with: nothing is changed while it is the same.
    begun: Arc<str>,
    file: JsonNode,
    routine: Arc<Routine>,
    own: Vec<OwnExercise>,
}

impl RoutineDraft {
    /// Returns a new routine without steps; never `None`, which a test holds.
    pub fn new() -> Option<Self> {
        let fields = [
            ("id", JsonNode::text(NO_ID)),
            ("title", JsonNode::text(UNTITLED)),
            ("summary", JsonNode::text(SUMMARY)),
            ("when", JsonNode::texts([When::AnyDay.as_str()])),
            ("steps", JsonNode::List(Vec::new())),
        ];
        let file = JsonNode::Object(fields.into_iter().map(|(name, node)| (name.to_owned(), node)).collect());
        Self::read(None, &file.file_text())
    }

    /// Returns the draft of a change to an own routine from the text of its file; `None` if that cannot be used.
    pub fn of_own(id: &Id, text: &str) -> Option<Self> {
        Self::read(Some(DraftSource { id: id.clone(), text: text.to_owned() }), text)
    }

    /// Returns the draft of a change that is in no file: for one session; `None` if the text cannot be used.
    pub fn of_text(text: &str) -> Option<Self> {
        Self::read(None, text)
    }

    /// Returns a copy of a routine from the text of its file, with a title and an id of its own; sources stay.
    pub fn copy_of(text: &str) -> Option<Self> {
        let mut draft = Self::read(None, text)?;
        let title = draft.routine.title.clone();
        draft.file.remove("$schema");
        // From now on it needs what its steps need.
        draft.file.remove("equipment");
        draft.file.set("id", JsonNode::text(NO_ID), &ROUTINE_ORDER);
        draft.file.set("title", JsonNode::text(&format!("{} (mine)", shortened(title.as_str(), 53))), &ROUTINE_ORDER);
        let mut notes: Vec<&str> = draft.routine.notes.iter().map(Text::as_str).collect();
        let origin = format!("Began as a copy of {title}.");
        notes.push(&origin);
        draft.file.set("notes", JsonNode::texts(notes), &ROUTINE_ORDER);
        Self::read(None, &draft.file.file_text())
    }

    /// Returns the draft that was kept; `None` if it cannot be used.
    pub fn restore(kept: &KeptDraft) -> Option<Self> {
        let own = kept.exercises.iter().map(|text| OwnExercise::read(text)).collect::<Option<Vec<_>>>()?;
        let begun = kept.of.as_ref().map(|of| of.text.clone()).or_else(|| Some(Self::new()?.text()))?;
        let draft = Self::read(kept.of.clone(), &kept.routine)?;
        Some(Self { own, begun: begun.into(), ..draft })
    }

    fn read(of: Option<DraftSource>, text: &str) -> Option<Self> {
        let mut routine = Routine::read_begun(NO_ID, text, &Anything).0?;
        routine.make_yours();
        let file = JsonNode::Kept(text.into());
        Some(Self { of, begun: text.into(), file, routine: Arc::new(routine), own: Vec::new() })
    }

    /// Returns the form to keep on disk.
    pub fn keep(&self) -> KeptDraft {
        KeptDraft {
            v: KeptDraft::VERSION,
            of: self.of.clone(),
            routine: self.text(),
            exercises: self.own.iter().map(|own| own.text.clone()).collect(),
        }
    }

    /// Returns the routine as it is now; it may have no steps.
    pub fn routine(&self) -> &Arc<Routine> {
        &self.routine
    }

    /// Returns the file that is changed; `None` for a routine that is in no file yet.
    pub fn source(&self) -> Option<&DraftSource> {
        self.of.as_ref()
    }

    /// Returns true if both go back to one beginning: they are earlier and later states of the same work.
    pub fn is_state_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.begun, &other.begun)
    }

    /// Goes on as a change to this file, into which a state of the draft was saved.
    pub fn continue_from(&mut self, source: &DraftSource, begun: &Arc<str>) {
        if self.routine.id != source.id {
            self.file.set("id", JsonNode::text(source.id.as_str()), &ROUTINE_ORDER);
            Arc::make_mut(&mut self.routine).id = source.id.clone();
        }
        self.begun = Arc::clone(begun);
        self.of = Some(source.clone());
    }

    /// Returns true if something differs from the beginning.
    pub fn is_changed(&self) -> bool {
        *self.text() != *self.begun
    }

    /// Returns the text of the routine, as in a file.
    pub fn text(&self) -> String {
        self.file.file_text()
    }

    /// Returns the text of the routine under the id of its file.
    pub fn text_under(&self, id: &Id) -> String {
        if self.routine.id == *id {
            return self.text();
        }
        let mut file = self.file.clone();
        file.set("id", JsonNode::text(id.as_str()), &ROUTINE_ORDER);
        file.file_text()
    }

    /// Returns the exercises that were made for it.
    pub fn own_exercises(&self) -> impl Iterator<Item = &OwnExercise> {
        self.own.iter()
    }

    /// Returns those of them that its steps use, and that are saved with it.
    pub fn used_own_exercises(&self) -> impl Iterator<Item = &OwnExercise> {
        self.own.iter().filter(|own| self.routine.steps.iter().any(|step| step.exercise == own.exercise.id))
    }

    /// Returns the most characters of its title; one that is longer already may stay as it is.
    pub fn longest_title(&self) -> usize {
        LONGEST_TITLE.max(self.routine.title.as_str().chars().count())
    }

    /// Returns the most characters of a note; one that is longer already may stay as it is.
    pub fn longest_note(&self, row: DraftRow) -> usize {
        LONGEST_NOTE.max(self.note(row).as_str().chars().count())
    }

    /// Returns the note of a step, or the purpose of the whole; empty if there is none.
    pub fn note(&self, row: DraftRow) -> Text {
        match row {
            DraftRow::Whole => self.routine.summary.clone(),
            DraftRow::Step(at) => self.routine.steps.get(at).and_then(|step| step.note.clone()).unwrap_or_default(),
        }
    }

    /// Returns false for the purpose that every new routine begins with: nobody wrote it.
    pub fn has_own_note(&self, row: DraftRow) -> bool {
        row != DraftRow::Whole || self.routine.summary.as_str() != SUMMARY
    }

    /// Returns an exercise that was made for this draft.
    pub fn own_exercise(&self, id: &str) -> Option<&Arc<Exercise>> {
        self.own.iter().map(|own| &own.exercise).find(|exercise| exercise.id.as_str() == id)
    }

    /// Returns an exercise that was made for this draft, or else one of the catalog.
    pub fn exercise(&self, id: &str, find: FindExercise<'_>) -> Option<Arc<Exercise>> {
        self.own_exercise(id).cloned().or_else(|| find(id))
    }

    /// Returns a step with its exercise.
    pub fn step(&self, at: usize, find: FindExercise<'_>) -> Option<(&Step, Arc<Exercise>)> {
        let step = self.routine.steps.get(at)?;
        Some((step, self.exercise(step.exercise.as_str(), find)?))
    }

    /// Returns the dose of a step.
    pub fn dose(&self, at: usize, find: FindExercise<'_>) -> Option<Dose> {
        let (step, exercise) = self.step(at, find)?;
        step.dose_for(&exercise, None)
    }
}

/// Returns `text` cut to `most` characters.
fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests;
