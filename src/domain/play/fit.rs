//! Fits a routine to a time: keeps the order and both sides, gives up the least valuable first,
//! and says what it gave up.

use std::time::Duration;

use super::compile::{Draft, Part};
use crate::domain::content::dose::Amount;
use crate::domain::content::words::Value;
use crate::domain::text::Text;

/// Shortens `draft` until it lasts at most `limit`, or nothing more can be given up.
///
/// In this order: further rounds; of the least valuable step (of equals the last) first its further
/// sets, then itself, but never of a `main` one; further sets of the step with most of them; then
/// the last step. One set of one step always stays, however long.
pub(super) fn fit(mut draft: Draft<'_>, limit: Duration) -> Draft<'_> {
    let asked_rounds = draft.rounds;
    let asked_sets: Vec<(usize, u32)> = draft.parts.iter().map(|part| (part.step, part.dose.sets.count())).collect();
    while draft.length().span > limit && give_up_one(&mut draft) {}
    if draft.rounds < asked_rounds {
        draft.dropped.insert(0, Text::clean(&format!("{} of {asked_rounds} rounds", asked_rounds - draft.rounds)));
    }
    for part in &draft.parts {
        let asked = asked_sets.iter().find(|(step, _)| *step == part.step).map_or(1, |(_, sets)| *sets);
        let less = asked.saturating_sub(part.dose.sets.count());
        if less > 0 {
            let line = format!("{less} of {asked} sets of {}", part.name);
            draft.dropped.push(Text::clean(&line));
        }
    }
    draft
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

fn one_set_less(part: &mut Part<'_>) -> bool {
    let sets = part.dose.sets.count();
    if sets > 1 {
        part.dose.sets = Amount::ours(f64::from(sets - 1));
    }
    sets > 1
}
