//! Decides which amends and deletes are in effect, and applies amends to an entry.
//!
//! A delete is in effect unless a delete in effect takes it back, however late either arrives and whatever the clocks
//! of two devices say. Only deletes that take each other back in a cycle, which no program writes, need a rule: the
//! latest of them is in effect.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use uuid::Uuid;

use super::entry::{Body, Entry};
use super::line::{JournalLine, parse_line};
use super::merge::Amendment;

/// The result of a list of changes.
#[derive(Debug, Default)]
pub(super) struct MergedChanges {
    /// The ids of everything that is deleted.
    pub(super) deleted: HashSet<Uuid>,
    /// The indices of the amends in effect, by target, in order.
    pub(super) amends: HashMap<Uuid, Vec<usize>>,
}

/// Decides which of `changes`, ordered by time, then id, are in effect.
pub(super) fn decide(changes: &[Amendment]) -> MergedChanges {
    let holds = Decision::of(changes);
    let mut verdict = MergedChanges::default();
    for (index, change) in changes.iter().enumerate() {
        match &change.entry.body {
            Body::Delete { target } if holds.at(index) => {
                verdict.deleted.insert(*target);
            }
            Body::Amend { target, .. } if holds.at(index) => {
                verdict.amends.entry(*target).or_default().push(index);
            }
            _ => {}
        }
    }
    verdict
}

/// The decision in progress, with one item for each change.
struct Decision {
    /// True if it is in effect; `None` while undecided.
    holds: Vec<Option<bool>>,
    /// The change it takes back, if it is a delete of one.
    takes_back: Vec<Option<usize>>,
    /// The number of deletes of it that are undecided.
    open: Vec<usize>,
}

impl Decision {
    fn of(changes: &[Amendment]) -> Self {
        let index: HashMap<Uuid, usize> = changes.iter().enumerate().map(|(i, change)| (change.entry.id, i)).collect();
        let takes_back: Vec<_> = changes
            .iter()
            .map(|change| match change.entry.body {
                Body::Delete { target } => index.get(&target).copied(),
                _ => None,
            })
            .collect();
        let mut open = vec![0; changes.len()];
        for target in takes_back.iter().flatten() {
            if let Some(count) = open.get_mut(*target) {
                *count += 1;
            }
        }
        let mut this = Self { holds: vec![None; changes.len()], takes_back, open };
        for start in 0..changes.len() {
            if this.open.get(start) == Some(&0) {
                this.follow(start, true);
            }
        }
        for circle in (0..changes.len()).rev() {
            this.follow(circle, true);
        }
        this
    }

    fn at(&self, index: usize) -> bool {
        self.holds.get(index).copied().flatten().unwrap_or(true)
    }

    /// Decides one change, and along the chain of deletes those that follow from it.
    fn follow(&mut self, start: usize, verdict: bool) {
        let (mut at, mut verdict) = (start, verdict);
        while let Some(slot @ None) = self.holds.get_mut(at) {
            *slot = Some(verdict);
            let Some(target) = self.takes_back.get(at).copied().flatten() else { return };
            let Some(open) = self.open.get_mut(target) else { return };
            *open = open.saturating_sub(1);
            if !verdict && *open > 0 {
                return;
            }
            (at, verdict) = (target, !verdict);
        }
    }
}

/// Returns `entry` with its fields replaced by those in `set`.
///
/// # Errors
/// The message to show if the entry does not accept them.
pub(super) fn amended(entry: &Entry, set: &Map<String, Value>) -> Result<Entry, String> {
    if let Some(fixed) = ["v", "id", "kind"].iter().find(|name| set.contains_key(**name)) {
        return Err(format!("field `{fixed}` of an entry never changes"));
    }
    let mut fields: Map<String, Value> = serde_json::from_str(&entry.to_line()).map_err(|error| error.to_string())?;
    fields.extend(set.clone());
    match parse_line(Value::Object(fields).to_string().as_bytes()) {
        Ok(JournalLine::Known(entry)) => Ok(entry),
        Ok(JournalLine::Foreign) => Err("it would make an entry of another version".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
