//! Puts together what another program can only say step by step: two sides of one exercise, and sets of it.

use super::{ForeignRoutine, ForeignStep, ForeignWork, is_same_name};
use crate::domain::content::words::Sides;
use crate::domain::journal::entry::Side;
use crate::domain::text::Text;

/// The most sets of a step.
const MOST_SETS: u32 = 20;

/// Returns the routine with a left and a right step put together, and equal neighbours as sets.
pub(super) fn tidied(mut routine: ForeignRoutine) -> ForeignRoutine {
    let mut steps: Vec<ForeignStep> = Vec::new();
    let mut rest = routine.steps.into_iter().peekable();
    while let Some(step) = rest.next() {
        let sided = SidedName::of(step.name.as_str());
        let pair = rest.next_if(|next| sided.as_ref().is_some_and(|sided| sided.is_pair(&step, next)));
        let step = match sided {
            Some(sided) if pair.is_some() || sided.side.is_none() => {
                ForeignStep { name: sided.base, sides: Some(Sides::Each), ..step }
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
