//! Routines: ordered lists of steps, each an exercise with a dose; and their outlines, for lists of routines.

use std::ops::Deref;

use serde::Serialize;

use super::dose::{Amount, AmountRange, Dose, DoseSpec};
use super::exercise::{Exercise, Id, Source, required_text};
use super::link::{ItemKind, KnownIds, Need, check_id, needs_text};
use super::object_reader::{Fields, read};
use super::problem::Problem;
use super::words::{Kind, Sides, Value, When};
use crate::domain::text::Text;

/// A dose for one occasion, with the reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Occasion {
    /// The fields that differ.
    #[serde(flatten)]
    pub dose: DoseSpec,
    /// The reason.
    pub why: Text,
}

/// An exercise with a dose.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Step {
    /// The id of the exercise.
    pub exercise: Id,
    /// The dose; absent fields come from the exercise.
    #[serde(flatten)]
    pub dose: DoseSpec,
    /// The dose before a run, where that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_run: Option<Occasion>,
    /// The loss to the routine without it.
    #[cfg_attr(test, schemars(default = "main_value"))]
    pub value: Value,
    /// A remark shown beside the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

#[cfg(test)]
fn main_value() -> Value {
    Value::Main
}

impl Step {
    /// Returns the dose of this step for `exercise`, on the occasion `when`.
    pub fn dose_for(&self, exercise: &Exercise, when: Option<When>) -> Option<Dose> {
        self.dose_over(&exercise.dose, exercise.sides, when)
    }

    /// Returns the dose of this step, on the occasion `when`, for an exercise with this dose and these sides.
    pub fn dose_over(&self, dose: &DoseSpec, sides: Sides, when: Option<When>) -> Option<Dose> {
        let base = self.dose.over(dose);
        let spec = match &self.before_run {
            Some(occasion) if when == Some(When::BeforeRun) => occasion.dose.over(&base),
            _ => base,
        };
        spec.resolve(sides)
    }
}

/// An ordered list of steps.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Routine {
    /// Unique among routines; the file's stem.
    pub id: Id,
    /// The title, in title case.
    pub title: Text,
    /// The purpose, in one line.
    pub summary: Text,
    /// The occasions for it, the most usual first.
    pub when: Vec<When>,
    /// The equipment needed, kebab-case; a list stands for any one of several things; empty for none.
    #[cfg_attr(test, schemars(default))]
    pub equipment: Vec<Need>,
    /// True if the file does not give `equipment`, so that it is derived from the exercises.
    #[serde(skip)]
    #[cfg_attr(test, schemars(skip))]
    pub takes_needs_of_steps: bool,
    /// The levels by which it is easier than usual already, if it was put together for today; 0 for that of a file.
    #[serde(skip)]
    #[cfg_attr(test, schemars(skip))]
    pub eased: u8,
    /// The equipment used only by steps that say how to do without it.
    #[cfg_attr(test, schemars(default))]
    pub optional_equipment: Vec<Need>,
    /// The frequency per week or day, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Text>,
    /// The number of times that all steps are done. 1 to 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Amount>,
    /// The number of rounds to begin with, where that is fewer than `rounds`; a number of ours. 1 to 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begin_rounds: Option<u32>,
    /// Seconds between two exercises, for setting up the next; ten where absent. 3 to 600.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest_between_s: Option<Amount>,
    /// Seconds between two rounds; as between exercises where absent. 3 to 600.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest_between_rounds_s: Option<Amount>,
    /// The steps, in order; at least one.
    pub steps: Vec<Step>,
    /// Its own pain limit, 0 to 10, where the usual one does not fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pain_limit: Option<u8>,
    /// Remarks shown with it.
    #[cfg_attr(test, schemars(default))]
    pub notes: Vec<Text>,
    /// The sources of its facts.
    #[cfg_attr(test, schemars(default))]
    pub sources: Vec<Source>,
}

impl Routine {
    /// Reads a routine from the text of `file` and returns it with the problems found; `None` if one of them is an
    /// error. `known` tells which exercises exist.
    pub fn read(file: &str, text: &str, known: &dyn KnownIds) -> (Option<Self>, Vec<Problem>) {
        read(file, text, |fields| Self::from_fields(fields, known, 1))
    }

    /// As [`Routine::read`], for a routine that is being made: it may have no steps yet.
    pub fn read_begun(file: &str, text: &str, known: &dyn KnownIds) -> (Option<Self>, Vec<Problem>) {
        read(file, text, |fields| Self::from_fields(fields, known, 0))
    }

    /// Returns a routine of `exercise` alone, under the exercise's id and name, with `dose` over its usual one. A
    /// self-test is answered and not played: it has none.
    pub fn of_one(exercise: &Exercise, dose: DoseSpec) -> Option<Self> {
        if exercise.kind == Kind::SelfTest {
            return None;
        }
        let step = Step { exercise: exercise.id.clone(), dose, before_run: None, value: Value::Main, note: None };
        Some(Self {
            id: exercise.id.clone(),
            title: exercise.name.clone(),
            summary: exercise.summary.clone(),
            when: vec![When::AnyDay],
            equipment: exercise.equipment.clone(),
            takes_needs_of_steps: true,
            eased: 0,
            optional_equipment: Vec::new(),
            frequency: None,
            rounds: None,
            begin_rounds: None,
            rest_between_s: None,
            rest_between_rounds_s: None,
            steps: vec![step],
            pain_limit: None,
            notes: Vec::new(),
            sources: exercise.sources.clone(),
        })
    }

    /// Returns the text of a file that holds it.
    ///
    /// # Errors
    /// None in practice: all of it can be written.
    pub fn file_text(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| format!("{text}\n"))
    }

    /// Returns true if `other` has the same steps, rounds and rests, under whichever title.
    pub fn asks_for_the_same(&self, other: &Self) -> bool {
        let (mut one, mut other) = (self.clone(), other.clone());
        // A number of ours is the user's once it is in a file of theirs.
        one.make_yours();
        other.make_yours();
        (one.steps, one.rounds, one.rest_between_s, one.rest_between_rounds_s)
            == (other.steps, other.rounds, other.rest_between_s, other.rest_between_rounds_s)
    }

    /// Returns needed and optional equipment as text: `needs mat · optional: stability ball`.
    pub fn needs_text(&self) -> String {
        match self.optional_equipment.as_slice() {
            [] => needs_text(&self.equipment),
            optional => {
                let optional: Vec<String> = optional.iter().map(Need::to_string).collect();
                format!("{} · optional: {}", needs_text(&self.equipment), optional.join(", "))
            }
        }
    }

    /// Adds the equipment that `exercises`, those of the steps, need; except for what the file lists as optional.
    pub fn take_needs_of<'a>(&mut self, exercises: impl Iterator<Item = &'a Exercise>) {
        for need in exercises.flat_map(|exercise| &exercise.equipment) {
            if !self.equipment.contains(need) && !self.optional_equipment.contains(need) {
                self.equipment.push(need.clone());
            }
        }
    }

    fn from_fields(f: &mut Fields<'_, '_>, known: &dyn KnownIds, least_steps: usize) -> Option<Self> {
        // All fields are asked for before the first `?`: each may have something to report.
        let id = f.required("id");
        let title = required_text(f, "title");
        let summary = required_text(f, "summary");
        let when = f.list("when");
        if when.is_empty() {
            f.problem("when", "it does not say when to do it; expected for instance [\"any-day\"]");
        }
        let steps = f.objects("steps", |f| read_step(f, known));
        if steps.len() < least_steps {
            f.problem("steps", "there is nothing to do; expected at least one step");
        }
        let pain_limit: Option<u8> = f.optional("pain_limit");
        if pain_limit.is_some_and(|limit| limit > 10) {
            f.problem("pain_limit", "out of range; allowed: 0 to 10");
        }
        let rounds = AmountRange::SETS.read(f, "rounds");
        let begin_rounds = AmountRange::SETS.read(f, "begin_rounds").map(Amount::count);
        let rest_between_s = AmountRange::REST_BETWEEN_S.read(f, "rest_between_s");
        let rest_between_rounds_s = AmountRange::REST_BETWEEN_S.read(f, "rest_between_rounds_s");
        let takes_needs_of_steps = !f.has("equipment");
        let (equipment, optional_equipment) = (f.list("equipment"), f.list("optional_equipment"));
        let frequency = f.optional("frequency");
        let (notes, sources) = (f.list("notes"), f.list("sources"));
        Some(Self {
            id: id?,
            title: title?,
            summary: summary?,
            when,
            equipment,
            takes_needs_of_steps,
            eased: 0,
            optional_equipment,
            frequency,
            rounds,
            begin_rounds,
            rest_between_s,
            rest_between_rounds_s,
            steps,
            pain_limit,
            notes,
            sources,
        })
    }
}

fn read_step(f: &mut Fields<'_, '_>, known: &dyn KnownIds) -> Option<Step> {
    let exercise: Option<Id> = f.required("exercise");
    if let Some(id) = &exercise {
        check_id(f, "exercise", ItemKind::Exercise, id, known);
    }
    let dose = DoseSpec::read(f);
    let before_run = f.object("before_run", |f| {
        let dose = DoseSpec::read(f);
        Some(Occasion { dose, why: required_text(f, "why")? })
    });
    let value = f.optional("value").unwrap_or(Value::Main);
    let note = f.optional("note");
    Some(Step { exercise: exercise?, dose, before_run: before_run.flatten(), value, note })
}

/// The part of a routine that a list of routines shows, for built-in routines prepared by `build.rs`: the home screen
/// lists every routine before its first frame.
///
/// **Shape**: a routine with title, occasions, needs, and all that its length depends on; summary, optional equipment,
/// frequency, remarks, pain limit, notes and sources are empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline(Routine);

/// An [`Outline`] in the form that `build.rs` writes.
pub(super) struct WrittenOutline {
    pub(super) title: &'static str,
    pub(super) when: &'static [When],
    pub(super) equipment: &'static [&'static [&'static str]],
    pub(super) rounds: Option<Amount>,
    pub(super) begin_rounds: Option<u32>,
    pub(super) rest_between_s: Option<Amount>,
    pub(super) rest_between_rounds_s: Option<Amount>,
    pub(super) steps: &'static [WrittenStep],
}

/// A step of a [`WrittenOutline`].
pub(super) struct WrittenStep {
    pub(super) exercise: &'static str,
    // Behind references: pages without addresses in them need no work when the program is loaded.
    pub(super) dose: &'static DoseSpec,
    pub(super) before_run: Option<&'static DoseSpec>,
    pub(super) value: Value,
}

impl Outline {
    /// Converts the written form of the routine `id`; `None` if it contains an invalid id.
    pub(super) fn from_written(id: &str, written: &WrittenOutline) -> Option<Self> {
        Some(Self(Routine {
            id: Id::new(id).ok()?,
            title: Text::clean(written.title),
            when: written.when.to_vec(),
            equipment: written.equipment.iter().filter_map(|any_of| need_of(any_of)).collect(),
            rounds: written.rounds,
            begin_rounds: written.begin_rounds,
            rest_between_s: written.rest_between_s,
            rest_between_rounds_s: written.rest_between_rounds_s,
            steps: written.steps.iter().map(WrittenStep::read).collect::<Option<_>>()?,
            summary: Text::default(),
            takes_needs_of_steps: false,
            eased: 0,
            optional_equipment: Vec::new(),
            frequency: None,
            pain_limit: None,
            notes: Vec::new(),
            sources: Vec::new(),
        }))
    }

    /// Returns the outline of a routine that has been read already.
    pub fn of(routine: &Routine) -> Self {
        Self(Routine {
            summary: Text::default(),
            takes_needs_of_steps: false,
            optional_equipment: Vec::new(),
            frequency: None,
            steps: routine.steps.iter().map(without_texts).collect(),
            pain_limit: None,
            notes: Vec::new(),
            sources: Vec::new(),
            ..routine.clone()
        })
    }
}

impl WrittenStep {
    fn read(&self) -> Option<Step> {
        let before_run = self.before_run.map(|dose| Occasion { dose: dose.clone(), why: Text::default() });
        let exercise = Id::new(self.exercise).ok()?;
        Some(Step { exercise, dose: self.dose.clone(), before_run, value: self.value, note: None })
    }
}

impl Deref for Outline {
    type Target = Routine;

    fn deref(&self) -> &Routine {
        &self.0
    }
}

fn need_of(any_of: &[&str]) -> Option<Need> {
    Need::new(any_of.iter().filter_map(|id| Id::new(id).ok()).collect())
}

fn without_texts(step: &Step) -> Step {
    let before_run = step.before_run.as_ref().map(|o| Occasion { dose: o.dose.clone(), why: Text::default() });
    Step { before_run, note: None, ..step.clone() }
}
