//! Puts together what another program can only say step by step: rests, two sides of one exercise, and sets of it.

use super::{ForeignRoutine, ForeignStep, ForeignWork, LONGEST_REST, MOST_SETS, is_same_name};
use crate::domain::content::words::Sides;
use crate::domain::journal::entry::Side;
use crate::domain::text::Text;

/// The names of a rest in the languages of these programs, and two of them as an export of Just Another Workout Timer cuts
/// their letters off.
const RESTS: [&str; 14] = [
    "Rest",
    "Pause",
    "Repos",
    "Riposo",
    "Отдых",
    "Dinlenme",
    "Odpoczynek",
    "休息",
    "Break",
    "Pausa",
    "Przerwa",
    "Descanso",
    "\u{fffd}B4KE",
    "\u{fffd}o",
];

/// Returns true if `name` is that of a rest.
pub(super) fn is_rest(name: &str) -> bool {
    RESTS.iter().any(|rest| is_same_name(rest, name))
}

/// Returns the routine with each step that is a rest as the rest before the next step; between two rounds, as the rest
/// between these.
pub(super) fn without_rests(mut routine: ForeignRoutine) -> ForeignRoutine {
    let mut steps: Vec<ForeignStep> = Vec::new();
    let mut rest: Option<f64> = None;
    for mut step in std::mem::take(&mut routine.steps) {
        step.rest_before_s = sum(rest.take(), step.rest_before_s);
        match step.work {
            ForeignWork::Seconds(seconds) if is_rest(step.name.as_str()) => {
                rest = sum(step.rest_before_s, Some(seconds * f64::from(step.sets)));
            }
            _ => steps.push(step),
        }
    }
    if routine.rounds > 1 && rest.is_some() {
        routine.rest_between_rounds_s = sum(routine.rest_between_rounds_s, rest);
    }
    routine.steps = steps;
    routine
}

/// Returns two rests one after the other.
fn sum(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    let both = one.into_iter().chain(other).reduce(|one, other| one + other);
    both.map(|rest| rest.min(LONGEST_REST))
}

/// Returns the routine with a left and a right step put together, and equal neighbours as sets.
pub(super) fn tidied(mut routine: ForeignRoutine) -> ForeignRoutine {
    let mut steps: Vec<ForeignStep> = Vec::new();
    let mut rest = routine.steps.into_iter().peekable();
    while let Some(step) = rest.next() {
        let sided = SidedName::of(step.name.as_str());
        let pair = rest.next_if(|next| sided.as_ref().is_some_and(|sided| sided.is_pair(&step, next)));
        let step = match sided {
            Some(sided) if pair.is_some() || sided.side.is_none() => {
                let note = pair.map_or_else(|| step.note.clone(), |other| note_of_both(&step, &other));
                ForeignStep { name: sided.base, sides: Some(Sides::Each), note, ..step }
            }
            Some(sided) if step.sides.is_none() => sided.alone(step),
            _ => step,
        };
        match steps.last_mut() {
            Some(last) if is_another_set(last, &step) => {
                last.sets += 1;
                last.rest_s = step.rest_before_s;
            }
            _ => steps.push(step),
        }
    }
    routine.steps = steps;
    routine
}

/// Returns the note of a step that is put together of `one` and, after its rest, the `other` side.
fn note_of_both(one: &ForeignStep, other: &ForeignStep) -> Option<Text> {
    let rest = other.rest_before_s.filter(|rest| *rest > 0.0);
    let rest = rest.map(|rest| Text::clean(&format!("Rest {rest} s between the sides.")));
    let second = other.note.iter().filter(|note| one.note.as_ref() != Some(*note));
    let notes = one.note.iter().chain(second).chain(&rest).cloned();
    notes.reduce(|one, more| Text::clean(&format!("{}. {more}", one.as_str().trim_end_matches('.'))))
}

/// A name that says a side: `Side plank left`, or both: `Clams L/R`.
struct SidedName {
    base: Text,
    /// `None` for both.
    side: Option<Side>,
}

impl SidedName {
    fn of(name: &str) -> Option<Self> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let last = words.len().checked_sub(1)?;
        let found = words.iter().enumerate().find_map(|(at, word)| Some((at, side_in(word, at == last)?)));
        let (at, side) = found?;
        // "Plank, left side" is a plank; "left side plank" is a side plank.
        let is_said_twice = at + 2 == words.len() && words.last().is_some_and(|word| is_same_name(word, "side"));
        let kept = words.iter().enumerate().filter(|(other, _)| *other != at && !(is_said_twice && *other == last));
        let kept = kept.map(|(_, word)| word.trim_end_matches([':', ',', '('])).filter(|word| !word.is_empty());
        let base = kept.collect::<Vec<_>>().join(" ");
        let base = Text::clean(base.trim_end_matches(['-', '–', ' ']));
        (!base.is_empty()).then_some(Self { base, side })
    }

    /// Returns true if `next` is the step `one`, which has this name, on the other side.
    fn is_pair(&self, one: &ForeignStep, next: &ForeignStep) -> bool {
        let Some(other) = Self::of(next.name.as_str()) else { return false };
        let is_other_side = self.side.is_some() && other.side.is_some() && self.side != other.side;
        is_other_side
            && is_same_name(self.base.as_str(), other.base.as_str())
            && (one.work, one.sets, one.sides) == (next.work, next.sets, next.sides)
    }

    /// Returns a step for this side only, which its note says.
    fn alone(self, step: ForeignStep) -> ForeignStep {
        let side = if self.side == Some(Side::Left) { "Left side only." } else { "Right side only." };
        let note = match &step.note {
            Some(note) => Text::clean(&format!("{side} {note}")),
            None => Text::clean(side),
        };
        ForeignStep { name: self.base, sides: Some(Sides::None), note: Some(note), ..step }
    }
}

/// Returns the side that a word says: `Some(None)` for both. A single letter counts only at the end.
fn side_in(word: &str, is_last: bool) -> Option<Option<Side>> {
    let plain = word.trim_matches(['(', ')', '[', ']', '-', ',', ':', '.', '–']).to_lowercase();
    match plain.as_str() {
        "left" => Some(Some(Side::Left)),
        "right" => Some(Some(Side::Right)),
        "l" if is_last => Some(Some(Side::Left)),
        "r" if is_last => Some(Some(Side::Right)),
        "l/r" | "r/l" | "left/right" if is_last => Some(None),
        _ => None,
    }
}

fn is_another_set(last: &ForeignStep, step: &ForeignStep) -> bool {
    let is_first_rest = last.sets == 1 && last.rest_s.is_none();
    step.rest_before_s.is_some()
        && (is_first_rest || last.rest_s == step.rest_before_s)
        && step.rest_s.is_none()
        && step.sets == 1
        && last.sets < MOST_SETS
        && matches!(step.work, ForeignWork::Seconds(_))
        && (&last.name, last.work, last.sides, &last.note) == (&step.name, step.work, step.sides, &step.note)
}
