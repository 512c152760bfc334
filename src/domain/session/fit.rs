//! Fits a routine to a time limit: shortens all of it before it drops any, keeps the order and both sides, and records
//! what it did.

use std::time::Duration;

use super::compile::{Draft, StepPart};
use crate::domain::content::dose::{Amount, Dose};
use crate::domain::text::Text;

/// The number of steps from the planned doses down to the least that make sense. Our choice.
const STEPS: u32 = 20;

/// Shortens `draft` until it lasts at most `limit`, or nothing more can be given up.
///
/// In this order: less of every dose, all by the same share of the way down to the least that makes sense for it; further
/// rounds; further sets, those of the least valuable step first; and only then steps. Of these as many stay as there is
/// time for, the most valuable first, of equals the shortest. What stays is done in as much of its dose as there is time
/// for. One set of one step always stays, however long. More time never gives less to do.
pub(super) fn fit<'a>(draft: &Draft<'a>, limit: Duration) -> Draft<'a> {
    let mut fitted = shortened(&kept(draft, limit), limit);
    if fitted.rounds < draft.rounds {
        let rounds = format!("{} of {} rounds", draft.rounds - fitted.rounds, draft.rounds);
        fitted.dropped.push(Text::clean(&rounds));
    }
    for asked in &draft.parts {
        let Some(part) = fitted.parts.iter().find(|part| part.step == asked.step) else {
            fitted.dropped.push(asked.name.clone());
            continue;
        };
        let (sets, asked_sets) = (part.dose.sets.count(), asked.dose.sets.count());
        if sets < asked_sets {
            let line = format!("{} of {asked_sets} sets of {}", asked_sets - sets, part.name);
            fitted.dropped.push(Text::clean(&line));
        }
        let (is, was) = (one_set(&part.dose), one_set(&asked.dose));
        if is != was {
            fitted.shortened.push(Text::clean(&format!("{} {is} (planned {was})", part.name)));
        }
    }
    fitted
}

/// Returns `draft` with the steps that there is time for if each is done as little as makes sense.
fn kept<'a>(draft: &Draft<'a>, limit: Duration) -> Draft<'a> {
    let least = least_of(draft);
    if least.length().span <= limit {
        return draft.clone();
    }
    let mut order: Vec<usize> = (0..draft.parts.len()).collect();
    order.sort_by_cached_key(|at| {
        (draft.parts.get(*at).map(|part| part.value), with_parts(&least, &[*at]).length().span)
    });
    let (mut chosen, mut is_full_of) = (Vec::new(), None);
    for at in &order {
        let value = draft.parts.get(*at).map(|part| part.value);
        if is_full_of.is_some() && is_full_of == value {
            continue;
        }
        chosen.push(*at);
        if with_parts(&least, &chosen).length().span > limit {
            chosen.pop();
            is_full_of = value;
        }
    }
    if chosen.is_empty() {
        chosen.extend(order.iter().min_by_key(|at| with_parts(&least, &[**at]).length().span));
    }
    with_parts(draft, &chosen)
}

/// Returns `draft` with the parts of these indexes alone.
fn with_parts<'a>(draft: &Draft<'a>, indexes: &[usize]) -> Draft<'a> {
    let parts = draft.parts.iter().enumerate().filter(|(at, _)| indexes.contains(at));
    let parts = parts.map(|(_, part)| part.clone()).collect();
    Draft { parts, dropped: Vec::new(), shortened: Vec::new(), ..*draft }
}

/// Returns `draft` with the least of each dose, in one set and one round.
fn least_of<'a>(draft: &Draft<'a>) -> Draft<'a> {
    let mut least = reduced(draft, 1.0);
    while one_less(&mut least) {}
    least
}

/// Returns `draft` in fewer rounds, sets, and less of each dose, as far as it takes to last at most `limit`.
fn shortened<'a>(draft: &Draft<'a>, limit: Duration) -> Draft<'a> {
    let mut draft = draft.clone();
    let mut fitted = with_less(&draft, limit);
    while fitted.length().span > limit && one_less(&mut draft) {
        fitted = with_less(&draft, limit);
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

/// Reduces the dose by a share, 0 to 1, of the way down to the least.
fn take_less(part: &mut StepPart<'_>, share: f64) {
    let least = part.least.of_dose(&part.dose.measure);
    let amount = part.dose.measure.amount_mut();
    let value = least.lowered(amount.start, share);
    *amount = Amount { from: amount.from.min(value), start: value, ..*amount };
}

/// Gives up a round; if there is only one, a set of the least valuable step that has several, of equals the last.
/// Returns false if nothing of that kind is left.
fn one_less(draft: &mut Draft<'_>) -> bool {
    if draft.rounds > 1 {
        draft.rounds -= 1;
        return true;
    }
    let several = draft.parts.iter_mut().filter(|part| part.dose.sets.count() > 1);
    let Some(part) = several.max_by_key(|part| (part.value, part.dose.sets.count(), part.step)) else { return false };
    part.dose.sets = Amount::ours(f64::from(part.dose.sets.count() - 1));
    true
}
