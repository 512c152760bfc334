//! Fits a routine to a time: keeps the order and both sides, gives up the least valuable first,
//! and says what it gave up.

use std::time::Duration;

use super::compile::{Part, Plan};
use crate::domain::content::dose::Amount;
use crate::domain::content::words::Value;
use crate::domain::text::Text;

/// Shortens `plan` until it lasts at most `limit`, or nothing more can be given up.
///
/// In this order: further rounds; of the least valuable step (of equals the last) first its further
/// sets, then itself, but never of a `main` one; further sets of the step with most of them; then
/// the last step. One set of one step always stays, however long.
pub(super) fn fit(mut plan: Plan<'_>, limit: Duration) -> Plan<'_> {
    let asked_rounds = plan.rounds;
    let asked_sets: Vec<(usize, u32)> = plan.parts.iter().map(|part| (part.step, part.dose.sets.count())).collect();
    while plan.length().span > limit && give_up_one(&mut plan) {}
    if plan.rounds < asked_rounds {
        plan.dropped.insert(0, Text::clean(&format!("{} of {asked_rounds} rounds", asked_rounds - plan.rounds)));
    }
    for part in &plan.parts {
        let asked = asked_sets.iter().find(|(step, _)| *step == part.step).map_or(1, |(_, sets)| *sets);
        let less = asked.saturating_sub(part.dose.sets.count());
        if less > 0 {
            let line = format!("{less} of {asked} sets of {}", part.name);
            plan.dropped.push(Text::clean(&line));
        }
    }
    plan
}

fn give_up_one(plan: &mut Plan<'_>) -> bool {
    if plan.rounds > 1 {
        plan.rounds -= 1;
        return true;
    }
    let least = plan.parts.iter().enumerate().max_by_key(|(at, part)| (part.value, *at)).map(|(at, _)| at);
    if let Some(at) = least.filter(|_| plan.parts.len() > 1)
        && let Some(part) = plan.parts.get_mut(at).filter(|part| part.value > Value::Main)
    {
        if !one_set_less(part) {
            plan.dropped.push(part.name.clone());
            plan.parts.remove(at);
        }
        return true;
    }
    let most = plan.parts.iter_mut().max_by_key(|part| part.dose.sets.count());
    if most.is_some_and(one_set_less) {
        return true;
    }
    if plan.parts.len() > 1 {
        plan.dropped.extend(plan.parts.pop().map(|part| part.name));
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
