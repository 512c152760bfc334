//! Changes of a draft, carried out on the text of its file.

use std::sync::Arc;

use super::fields::{DraftField, Scale, Turn, ours, turned, turned_choice, turned_number, turned_rest};
use super::json::JsonNode;
use super::sketch::OwnExercise;
use super::{
    DraftEdit, DraftRow, FindExercise, MOST_STEPS, NO_ID, ROUTINE_ORDER, RoutineDraft, SUMMARY, UNTITLED, shortened,
};
use crate::domain::content::dose::{Amount, Dose, DoseSpec, Measure, Pace};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::Anything;
use crate::domain::content::routine::Routine;
use crate::domain::content::words::{Sides, When, WordList as _};

/// The fields of a step, in the order of the built-in files.
const STEP_ORDER: [&str; 17] = [
    "exercise",
    "hold_s",
    "reps",
    "breaths",
    "minutes",
    "tempo_s",
    "paced",
    "or_exhale",
    "on_breath",
    "sets",
    "rest_s",
    "sides",
    "count",
    "side_order",
    "before_run",
    "note",
    "value",
];

impl RoutineDraft {
    /// Applies a change; returns false if it changes nothing: the file keeps its text then, however it is laid out.
    pub fn apply(&mut self, edit: &DraftEdit, find: FindExercise<'_>) -> bool {
        let mut next = self.clone();
        let is_done = next.edit(edit, find).is_some() && next.read_again().is_some();
        let is_changed = is_done && next.routine != self.routine;
        if is_changed {
            *self = next;
        }
        is_changed
    }

    /// Gives an exercise that was made for the draft another id; without such an exercise nothing changes.
    pub(super) fn rename_own(&mut self, from: &Id, to: &Id) {
        let mut next = self.clone();
        if next.try_to_rename(from, to).is_some() {
            *self = next;
        }
    }

    fn try_to_rename(&mut self, from: &Id, to: &Id) -> Option<()> {
        let own = self.own.iter_mut().find(|own| own.exercise.id == *from)?;
        let mut file = JsonNode::Kept(own.text.as_str().into());
        file.set("id", JsonNode::text(to.as_str()), &[]);
        *own = OwnExercise::read(&file.file_text())?;
        let routine = Arc::clone(&self.routine);
        for (step, node) in routine.steps.iter().zip(self.steps()?) {
            if step.exercise == *from {
                node.set("exercise", JsonNode::text(to.as_str()), &STEP_ORDER);
            }
        }
        self.read_again()
    }

    /// Reads the routine from the changed file.
    fn read_again(&mut self) -> Option<()> {
        let mut routine = Routine::read_begun(NO_ID, &self.file.file_text(), &Anything).0?;
        routine.make_yours();
        self.routine = Arc::new(routine);
        Some(())
    }

    /// Changes the file; `None` if the change does not fit.
    fn edit(&mut self, edit: &DraftEdit, find: FindExercise<'_>) -> Option<()> {
        match edit {
            DraftEdit::Title(title) => {
                let title = shortened(title.as_str(), self.longest_title());
                let title = if title.is_empty() { UNTITLED } else { title.as_str() };
                self.file.set("title", JsonNode::text(title), &ROUTINE_ORDER);
            }
            DraftEdit::Note(row, text) => {
                let text = shortened(text.as_str(), self.longest_note(*row));
                self.set_note(*row, &text)?;
            }
            DraftEdit::Insert(at, id) => {
                find(id.as_str()).or_else(|| self.own_exercise(id.as_str()).cloned())?;
                self.insert(*at, id)?;
            }
            DraftEdit::InsertOwn(at, own) => {
                if self.own_exercise(own.exercise.id.as_str()).is_some() {
                    return None;
                }
                self.own.push((**own).clone());
                self.insert(*at, &own.exercise.id)?;
            }
            DraftEdit::Remove(at) => {
                self.routine.steps.get(*at)?;
                self.steps()?.remove(*at);
            }
            DraftEdit::Move { from, to } => {
                let len = self.routine.steps.len();
                if *from >= len || *to >= len {
                    return None;
                }
                let steps = self.steps()?;
                let step = steps.remove(*from);
                steps.insert(*to, step);
            }
            DraftEdit::Turn(DraftRow::Whole, field, turn) => self.turn_whole(*field, *turn),
            DraftEdit::Turn(DraftRow::Step(at), field, turn) => self.turn_step(*at, *field, *turn, find)?,
        }
        Some(())
    }

    fn steps(&mut self) -> Option<&mut Vec<JsonNode>> {
        self.file.field("steps")?.items()
    }

    fn insert(&mut self, at: usize, id: &Id) -> Option<()> {
        let len = self.routine.steps.len();
        if len >= MOST_STEPS {
            return None;
        }
        let step = JsonNode::Object(vec![("exercise".to_owned(), JsonNode::text(id.as_str()))]);
        self.steps()?.insert(at.min(len), step);
        Some(())
    }

    fn set_note(&mut self, row: DraftRow, text: &str) -> Option<()> {
        match row {
            DraftRow::Whole => {
                let summary = if text.is_empty() { SUMMARY } else { text };
                self.file.set("summary", JsonNode::text(summary), &ROUTINE_ORDER);
            }
            DraftRow::Step(at) => {
                let step = self.steps()?.get_mut(at)?;
                match text {
                    "" => step.remove("note"),
                    text => step.set("note", JsonNode::text(text), &STEP_ORDER),
                }
            }
        }
        Some(())
    }

    fn turn_whole(&mut self, field: DraftField, turn: Turn) {
        let routine = Arc::clone(&self.routine);
        match field {
            DraftField::Rounds => {
                let now = routine.rounds.map_or(1.0, |rounds| rounds.start);
                let turn = if turn == Turn::Unset { Turn::To(1.0) } else { turn };
                let rounds = turned_number(now, turn, Scale::SETS);
                if rounds.to_bits() != now.to_bits() {
                    // A number to begin with below the new one is of no use any more.
                    self.file.remove("begin_rounds");
                    self.set_number("rounds", (rounds > 1.0).then(|| ours(rounds)));
                }
            }
            DraftField::RestBetween => {
                self.turn_rest("rest_between_s", routine.rest_between_s, turn);
            }
            DraftField::RestBetweenRounds => {
                self.turn_rest("rest_between_rounds_s", routine.rest_between_rounds_s, turn);
            }
            DraftField::PainLimit => {
                let now = routine.pain_limit.map(|limit| ours(limit.into()));
                self.set_number("pain_limit", turned_rest(now, turn, Scale::PAIN));
            }
            DraftField::When => {
                let all: Vec<When> = When::ALL.iter().map(|(_, when)| *when).collect();
                let now = routine.when.first().copied().unwrap_or(When::AnyDay);
                let first = turned_choice(&all, now, turn);
                let others = routine.when.iter().skip(1).filter(|when| **when != first);
                let words = [first].into_iter().chain(others.copied()).map(When::as_str);
                self.file.set("when", JsonNode::texts(words), &ROUTINE_ORDER);
            }
            DraftField::Amount
            | DraftField::Sets
            | DraftField::Rest
            | DraftField::Sides
            | DraftField::Pace
            | DraftField::Held
            | DraftField::Tempo
            | DraftField::Count
            | DraftField::Order
            | DraftField::Measure => {}
        }
    }

    fn turn_rest(&mut self, name: &str, now: Option<Amount>, turn: Turn) {
        let rest = turned_rest(now, turn, Scale::REST_BETWEEN);
        // One that stays keeps its range and its origin.
        if rest != now {
            self.set_number(name, rest);
        }
    }

    fn set_number(&mut self, name: &str, number: Option<Amount>) {
        match number {
            Some(number) => self.file.set(name, JsonNode::number(number.start), &ROUTINE_ORDER),
            None => self.file.remove(name),
        }
    }

    fn turn_step(&mut self, at: usize, field: DraftField, turn: Turn, find: FindExercise<'_>) -> Option<()> {
        let before = self.dose(at, find)?;
        let step = self.steps()?.get_mut(at)?;
        if turn == Turn::Unset {
            for name in unset(field).iter().copied().flatten() {
                step.remove(name);
            }
            return Some(());
        }
        let after = turned(&before, field, turn);
        write_dose(step, &before, &after);
        Some(())
    }
}

/// Returns the fields of a step that are left to the exercise where `field` is.
fn unset(field: DraftField) -> [&'static [&'static str]; 2] {
    match field {
        DraftField::Amount | DraftField::Pace | DraftField::Held | DraftField::Tempo | DraftField::Measure => {
            [&DoseSpec::MEASURES, &DoseSpec::PACES]
        }
        DraftField::Sets => [&["sets"], &[]],
        DraftField::Rest => [&["rest_s"], &[]],
        DraftField::Sides => [&["sides", "count", "side_order"], &[]],
        DraftField::Count => [&["count"], &[]],
        DraftField::Order => [&["side_order"], &[]],
        DraftField::Rounds
        | DraftField::RestBetween
        | DraftField::RestBetweenRounds
        | DraftField::When
        | DraftField::PainLimit => [&[], &[]],
    }
}

/// Writes what differs between two doses into a step.
fn write_dose(step: &mut JsonNode, before: &Dose, after: &Dose) {
    if before.measure != after.measure {
        write_measure(step, &after.measure);
    }
    if before.sets != after.sets {
        step.set("sets", JsonNode::number(after.sets.start), &STEP_ORDER);
    }
    if before.rest_s != after.rest_s {
        match after.rest_s {
            Some(rest) => step.set("rest_s", JsonNode::number(rest.start), &STEP_ORDER),
            None => step.remove("rest_s"),
        }
    }
    if before.sides != after.sides {
        step.set("sides", JsonNode::text(after.sides.as_str()), &STEP_ORDER);
        if after.sides != Sides::Alternate {
            step.remove("count");
        }
    }
    if before.counting != after.counting {
        step.set("count", JsonNode::text(after.counting.as_str()), &STEP_ORDER);
    }
    if before.side_order != after.side_order {
        step.set("side_order", JsonNode::text(after.side_order.as_str()), &STEP_ORDER);
    }
}

/// Writes a measure as a whole: one in a step replaces that of the exercise as a whole.
fn write_measure(step: &mut JsonNode, measure: &Measure) {
    let mut written: Vec<(&str, JsonNode)> = Vec::new();
    match measure {
        Measure::Hold { hold } => written.push(("hold_s", JsonNode::number(hold.start))),
        Measure::Breaths { count } => written.push(("breaths", JsonNode::number(count.start))),
        Measure::Activity { minutes } => written.push(("minutes", JsonNode::number(minutes.start))),
        Measure::Reps { count, pace } => {
            written.push(("reps", JsonNode::number(count.start)));
            match pace {
                Pace::Own => written.push(("paced", JsonNode::truth(false))),
                Pace::Held { hold, or_exhale } => {
                    written.push(("hold_s", JsonNode::number(hold.start)));
                    if *or_exhale {
                        written.push(("or_exhale", JsonNode::truth(true)));
                    }
                }
                Pace::OnBreath { tempo } => {
                    written.push(("on_breath", JsonNode::truth(true)));
                    written.extend(tempo.as_ref().map(|tempo| ("tempo_s", JsonNode::number(tempo.start))));
                }
                Pace::Steady { tempo } => {
                    written.extend(tempo.as_ref().map(|tempo| ("tempo_s", JsonNode::number(tempo.start))));
                }
            }
        }
    }
    for name in DoseSpec::MEASURES.into_iter().chain(DoseSpec::PACES) {
        match written.iter().find(|(written, _)| *written == name) {
            Some((_, node)) => step.set(name, node.clone(), &STEP_ORDER),
            None => step.remove(name),
        }
    }
}
