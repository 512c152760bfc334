//! Fits a routine to a time limit: keeps the order and both sides, reduces each dose first, then gives up the least
//! valuable steps, and records what it did.

use std::time::Duration;

use super::compile::{Draft, StepPart};
use crate::domain::content::dose::{Amount, Dose, Measure};
use crate::domain::content::words::Value;
use crate::domain::text::Text;

/// The number of steps from the planned doses down to the least that make sense. Our choice.
const STEPS: u32 = 20;

/// Shortens `draft` until it lasts at most `limit`, or nothing more can be given up.
///
/// In this order: less of every dose, all by the same share of the way down to the least that makes sense for it; further
/// rounds; of the least valuable step (of equals the last) first its further sets, then itself, but never of a `main` one;
/// further sets of the step with most of them; then the last step. What stays is done in as much of its dose as there is
/// time for. One set of one step always stays, however long.
pub(super) fn fit(mut draft: Draft<'_>, limit: Duration) -> Draft<'_> {
    let asked_rounds = draft.rounds;
    let asked: Vec<(usize, Dose)> = draft.parts.iter().map(|part| (part.step, part.dose.clone())).collect();
    let mut fitted = with_less(&draft, limit);
    while fitted.length().span > limit && give_up_one(&mut draft) {
        fitted = with_less(&draft, limit);
    }
    if fitted.rounds < asked_rounds {
        fitted.dropped.insert(0, Text::clean(&format!("{} of {asked_rounds} rounds", asked_rounds - fitted.rounds)));
    }
    for part in &fitted.parts {
        let Some((_, asked)) = asked.iter().find(|(step, _)| *step == part.step) else { continue };
        let (sets, asked_sets) = (part.dose.sets.count(), asked.sets.count());
        if sets < asked_sets {
            let line = format!("{} of {asked_sets} sets of {}", asked_sets - sets, part.name);
            fitted.dropped.push(Text::clean(&line));
        }
        let (is, was) = (one_set(&part.dose), one_set(asked));
        if is != was {
            fitted.shortened.push(Text::clean(&format!("{} {is} (planned {was})", part.name)));
        }
    }
    fitted
}

/// Formats a dose without its sets.
fn one_set(dose: &Dose) -> String {
    Dose { sets: Amount::ours(1.0), ..dose.as_used() }.to_string()
}

/// Returns `draft` with every dose reduced just enough to last at most `limit`, or with the least of each if that is
/// not enough.
fn with_less<'a>(draft: &Draft<'a>, limit: Duration) -> Draft<'a> {
    for step in 0..STEPS {
        let less = reduced(draft, f64::from(step) / f64::from(STEPS));
        if less.length().span <= limit {
            return less;
        }
    }
    reduced(draft, 1.0)
}

fn reduced<'a>(draft: &Draft<'a>, share: f64) -> Draft<'a> {
    let mut draft = draft.clone();
    for part in &mut draft.parts {
        take_less(part, share);
    }
    draft
}

/// Reduces the dose by a share, 0 to 1, of the way down to the least: counts and seconds in whole ones, minutes in
/// quarters.
fn take_less(part: &mut StepPart<'_>, share: f64) {
    let least = part.least;
    let (amount, least, unit) = match &mut part.dose.measure {
        Measure::Hold { hold } => (hold, least.hold_s, 1.0),
        Measure::Reps { count, .. } => (count, least.reps, 1.0),
        Measure::Breaths { count } => (count, least.breaths, 1.0),
        Measure::Activity { minutes } => (minutes, least.minutes, 0.25),
    };
    let least = least.map_or(amount.from, |least| least.min(amount.from)).min(amount.start);
    let wanted = amount.start - share * (amount.start - least);
    let value = ((wanted / unit).floor() * unit).clamp(least, amount.start);
    *amount = Amount { from: amount.from.min(value), start: value, ..*amount };
}

fn give_up_one(draft: &mut Draft<'_>) -> bool {
    if draft.rounds > 1 {
        draft.rounds -= 1;
        return true;
    }
    let least = draft.parts.iter().enumerate().max_by_key(|(at, part)| (part.value, *at)).map(|(at, _)| at);
    if let Some(at) = least.filter(|_| draft.parts.len() > 1)
        && let Some(part) = draft.parts.get_mut(at).filter(|part| part.value > Value::Main)
    {
        if !one_set_less(part) {
            draft.dropped.push(part.name.clone());
            draft.parts.remove(at);
        }
        return true;
    }
    let most = draft.parts.iter_mut().max_by_key(|part| part.dose.sets.count());
    if most.is_some_and(one_set_less) {
        return true;
    }
    if draft.parts.len() > 1 {
        draft.dropped.extend(draft.parts.pop().map(|part| part.name));
        return true;
    }
    false
}

fn one_set_less(part: &mut StepPart<'_>) -> bool {
    let sets = part.dose.sets.count();
    if sets > 1 {
        part.dose.sets = Amount::ours(f64::from(sets - 1));
    }
    sets > 1
}
