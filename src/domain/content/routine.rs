//! A routine: an ordered list of steps, each an exercise with a dose.

use serde::Serialize;

use super::dose::{Amount, Dose, DoseSpec, amount};
use super::exercise::{Exercise, Id, Source, required_text};
use super::fields::{Document, Fields};
use super::link::{ItemKind, KnownIds, Need, check_id, needs_text};
use super::problem::Problem;
use super::words::{Sides, Value, When};
use crate::domain::text::Text;

/// A dose for one occasion, with the reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Occasion {
    /// What is different.
    #[serde(flatten)]
    pub dose: DoseSpec,
    /// Why.
    pub why: Text,
}

/// An exercise with a dose.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Step {
    /// Which exercise.
    pub exercise: Id,
    /// How much; what is absent comes from the exercise.
    #[serde(flatten)]
    pub dose: DoseSpec,
    /// How much before a run, where that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_run: Option<Occasion>,
    /// What the routine loses without it.
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
    /// The dose of this step for `exercise`, on the occasion `when`.
    pub fn dose_for(&self, exercise: &Exercise, when: Option<When>) -> Option<Dose> {
        self.dose_over(&exercise.dose, exercise.sides, when)
    }

    /// The dose of this step, on the occasion `when`, for an exercise of this dose and these sides.
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
    /// What it is called, in title case.
    pub title: Text,
    /// What it is for, in one line.
    pub summary: Text,
    /// When it is of use, the most usual first.
    pub when: Vec<When>,
    /// What is needed, kebab-case, a list where any one of several does; empty for nothing.
    #[cfg_attr(test, schemars(default))]
    pub equipment: Vec<Need>,
    /// The file does not say what is needed: it is what the exercises need.
    #[serde(skip)]
    #[cfg_attr(test, schemars(skip))]
    pub takes_needs_of_steps: bool,
    /// What only steps use that can do without it, and say how.
    #[cfg_attr(test, schemars(default))]
    pub optional_equipment: Vec<Need>,
    /// How often a week or day, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Text>,
    /// How often all steps are done, one after the other. 1 to 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Amount>,
    /// How many rounds a session begins with, where that is fewer than `rounds`: ours. 1 to 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begin_rounds: Option<u32>,
    /// Seconds between two exercises, in which the next is set up; ten where absent. 3 to 600.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest_between_s: Option<Amount>,
    /// Seconds between two rounds; as between exercises where absent. 3 to 600.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest_between_rounds_s: Option<Amount>,
    /// What is done, in order; at least one.
    pub steps: Vec<Step>,
    /// Its own pain limit, 0 to 10, where the usual one is not right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pain_limit: Option<u8>,
    /// Remarks shown with it.
    #[cfg_attr(test, schemars(default))]
    pub notes: Vec<Text>,
    /// Where it comes from.
    #[cfg_attr(test, schemars(default))]
    pub sources: Vec<Source>,
}

impl Routine {
    /// Reads a routine from the text of `file`. What is wrong comes back beside it; with an error
    /// among it there is no routine. `known` answers whether an exercise exists, and if not, the
    /// nearest id that does.
    pub fn read(file: &str, text: &str, known: &dyn KnownIds) -> (Option<Self>, Vec<Problem>) {
        let mut document = Document::new(file, text);
        let read = document.root().and_then(|mut fields| {
            let routine = Self::from_fields(&mut fields, known);
            fields.finish();
            routine
        });
        let usable = read.filter(|_| !document.has_errors());
        (usable, document.into_problems())
    }

    /// What it needs, in words, and what would be of use: `needs mat · optional: stability ball`.
    pub fn needs_text(&self) -> String {
        match self.optional_equipment.as_slice() {
            [] => needs_text(&self.equipment),
            optional => {
                let optional: Vec<String> = optional.iter().map(Need::to_string).collect();
                format!("{} · optional: {}", needs_text(&self.equipment), optional.join(", "))
            }
        }
    }

    /// Takes what is needed from the exercises of the steps, but for what the file calls optional.
    pub fn take_needs_of<'a>(&mut self, exercises: impl Iterator<Item = &'a Exercise>) {
        for need in exercises.flat_map(|exercise| &exercise.equipment) {
            if !self.equipment.contains(need) && !self.optional_equipment.contains(need) {
                self.equipment.push(need.clone());
            }
        }
    }

    fn from_fields(f: &mut Fields<'_, '_>, known: &dyn KnownIds) -> Option<Self> {
        // All fields are asked for before the first `?`: each may have something to report.
        let id = f.required("id");
        let title = required_text(f, "title");
        let summary = required_text(f, "summary");
        let when = f.list("when");
        if when.is_empty() {
            f.problem("when", "it does not say when it is of use; expected for instance [\"any-day\"]");
        }
        let steps = f.objects("steps", |f| read_step(f, known));
        if steps.is_empty() {
            f.problem("steps", "there is nothing to do; expected at least one step");
        }
        let pain_limit: Option<u8> = f.optional("pain_limit");
        if pain_limit.is_some_and(|limit| limit > 10) {
            f.problem("pain_limit", "out of range; allowed: 0 to 10");
        }
        let rounds = amount(f, "rounds", 1.0, 20.0, true);
        let begin_rounds = amount(f, "begin_rounds", 1.0, 20.0, true).map(Amount::count);
        let rest_between_s = amount(f, "rest_between_s", 3.0, 600.0, false);
        let rest_between_rounds_s = amount(f, "rest_between_rounds_s", 3.0, 600.0, false);
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
