//! Fits a routine to a time limit: shortens all of it before it drops any, keeps the order and both sides, and records
//! what it did.

use std::time::Duration;

use super::compile::{Draft, StepPart};
use crate::domain::content::dose::{Amount, Dose, Measure};
use crate::domain::content::words::Whose;
use crate::domain::text::Text;

/// The number of steps from the planned doses down to the least that make sense. Our choice.
const STEPS: u32 = 20;

/// The share that is left at least of a number that no source gives. Our choice.
const LEAST_SHARE: f64 = 0.5;
/// The seconds that are left at least of a longer hold. Our choice.
const LEAST_HOLD: f64 = 10.0;
/// The reps or breaths that are left at least of more. Our choice.
const LEAST_COUNT: f64 = 4.0;
/// The minutes that are left at least of a longer activity. Our choice.
const LEAST_MINUTES: f64 = 1.0;

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

/// Reduces the dose by a share, 0 to 1, of the way down to the least: counts and seconds in whole ones, minutes in
/// quarters.
fn take_less(part: &mut StepPart<'_>, share: f64) {
    let least = part.least;
    let (amount, least, floor, unit) = match &mut part.dose.measure {
        Measure::Hold { hold } => (hold, least.hold_s, LEAST_HOLD, 1.0),
        Measure::Reps { count, .. } => (count, least.reps, LEAST_COUNT, 1.0),
        Measure::Breaths { count } => (count, least.breaths, LEAST_COUNT, 1.0),
        Measure::Activity { minutes } => (minutes, least.minutes, LEAST_MINUTES, 0.25),
    };
    let least = least.map_or(amount.from, |least| least.min(amount.from));
    let least = if amount.whose == Whose::Source { least } else { least.min(floor.max(LEAST_SHARE * amount.start)) };
    let least = least.min(amount.start);
    let wanted = amount.start - share * (amount.start - least);
    let least = ((least / unit).ceil() * unit).min(amount.start);
    let value = ((wanted / unit).floor() * unit).clamp(least, amount.start);
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
