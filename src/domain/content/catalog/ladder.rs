//! Circles in the easier/harder links: a ladder that comes back to where it began has no top.

use std::collections::BTreeSet;

use super::Catalog;

/// The way from `id` up the ladder back to itself, if there is one: harder links forward, easier
/// links of others backward.
pub(super) fn cycle_from(catalog: &Catalog, id: &str) -> Option<Vec<String>> {
    let mut trail = vec![id.to_owned()];
    let mut seen = BTreeSet::new();
    climb(catalog, id, id, &mut trail, &mut seen).then_some(trail)
}

fn climb(catalog: &Catalog, at: &str, goal: &str, trail: &mut Vec<String>, seen: &mut BTreeSet<String>) -> bool {
    for next in harder_than(catalog, at) {
        trail.push(next.clone());
        if next == goal || (seen.insert(next.clone()) && climb(catalog, &next, goal, trail, seen)) {
            return true;
        }
        trail.pop();
    }
    false
}

fn harder_than(catalog: &Catalog, id: &str) -> Vec<String> {
    let stated = catalog.exercise(id).map(|exercise| exercise.harder.clone()).unwrap_or_default();
    let mut up: Vec<String> = stated.iter().map(ToString::to_string).collect();
    let names_it_easier = |other: &&str| {
        catalog.exercise(other).is_some_and(|other| other.easier.iter().any(|easier| easier.as_str() == id))
    };
    up.extend(catalog.exercise_ids().filter(names_it_easier).map(str::to_owned));
    up
}
