//! Inserts one more entry into a journal without visiting all the others: only the target of a change is built again.

use std::collections::HashSet;

use uuid::Uuid;

use super::super::amendments::decide;
use super::super::entry::{Body, Entry, Stamp};
use super::super::merge::{Amendment, FilePosition, JournalProblem};
use super::{Journal, amend, of_a_change, target};

/// The usual limit, in milliseconds, of the difference between an entry's own time and that in its id.
const NEAR_MILLIS: i64 = 3_000;

impl Journal {
    /// Inserts an entry that was just written; does nothing if it is in the journal already. The cost grows with the
    /// number of changes, hardly with that of other entries.
    pub fn insert(&mut self, entry: Entry) {
        if self.contains(&entry) {
            return;
        }
        let (root, stood) = match &entry.body {
            Body::Amend { target, .. } | Body::Delete { target } => {
                let root = self.root_of(*target);
                let stood = self.stood(root);
                let order = (entry.at, entry.id);
                let index = self.changes.partition_point(|change| (change.entry.at, change.entry.id) < order);
                let place = FilePosition { file: "this device".into(), line: 0 };
                self.changes.insert(index, Amendment { entry, place });
                (root, stood)
            }
            _ => {
                let (id, at) = (entry.id, entry.at);
                self.origins.add_own(id);
                self.lists.insert(entry);
                (id, Stood::At(at))
            }
        };
        self.stand_anew(root, stood);
    }

    /// Returns the entry that a change with this target is about in the end; `target` may be a change itself.
    pub(super) fn root_of(&self, target: Uuid) -> Uuid {
        let mut root = target;
        // Changes that take each other back in a cycle have no other target.
        for _ in 0..self.changes.len() {
            let Some(change) = self.changes.iter().find(|change| change.entry.id == root) else { break };
            root = super::target(&change.entry).unwrap_or(root);
        }
        root
    }

    /// Returns the changes of the entries `about`, and the changes of those changes, in order.
    pub(super) fn changes_about(&self, mut about: HashSet<Uuid>) -> Vec<Amendment> {
        loop {
            let targets = self.changes.iter().map(|change| (change, target(&change.entry)));
            let found = targets.filter(|(_, target)| target.is_some_and(|target| about.contains(&target)));
            let found: Vec<&Amendment> = found.map(|(change, _)| change).collect();
            let before = about.len();
            about.extend(found.iter().map(|change| change.entry.id));
            if about.len() == before {
                return found.into_iter().cloned().collect();
            }
        }
    }

    /// Applies the changes of one entry again, starting from the form first written.
    fn stand_anew(&mut self, root: Uuid, stood: Stood) {
        let changes = self.changes_about(HashSet::from([root]));
        if changes.is_empty() {
            return;
        }
        let mut refused: Vec<JournalProblem> = of_a_change(&changes).collect();
        if let Some(standing) = self.take_out(root, stood) {
            self.originals.entry(root).or_insert(standing);
        }
        let verdict = decide(&changes);
        let original = self.originals.get(&root).filter(|_| !verdict.deleted.contains(&root));
        if let Some((entry, others)) = original.map(|original| amend(original, verdict.amends.get(&root), &changes)) {
            refused.extend(others);
            self.lists.insert(entry);
        }
        // What was known to be about a change may have come before that change.
        self.refused.retain(|(about, _)| *about != root && changes.iter().all(|change| change.entry.id != *about));
        self.refused.extend(refused.into_iter().map(|problem| (root, problem)));
        self.refused.sort_by(|(_, a), (_, b)| a.place.cmp(&b.place));
    }

    /// Returns the place of the entry `root`, as far as it is known without a search.
    fn stood(&self, root: Uuid) -> Stood {
        let Some(original) = self.originals.get(&root) else { return Stood::Unknown };
        let changes = self.changes_about(HashSet::from([root]));
        let verdict = decide(&changes);
        match verdict.deleted.contains(&root) {
            true => Stood::Nowhere,
            false => Stood::At(amend(original, verdict.amends.get(&root), &changes).0.at),
        }
    }

    /// Removes the entry `id` from its list, if it is in one.
    fn take_out(&mut self, id: Uuid, stood: Stood) -> Option<Entry> {
        match stood {
            Stood::Nowhere => None,
            Stood::At(at) => self.lists.remove(id, Some(&(at.timestamp_millis()..at.timestamp_millis() + 1))),
            Stood::Unknown => {
                let near = made(id).map(|made| made - NEAR_MILLIS..made + NEAR_MILLIS);
                near.and_then(|near| self.lists.remove(id, Some(&near))).or_else(|| self.lists.remove(id, None))
            }
        }
    }
}

/// The known place of an entry.
#[derive(Clone, Copy)]
enum Stood {
    Unknown,
    Nowhere,
    At(Stamp),
}

/// Returns the time when an id was made, in milliseconds; `None` for an id without a time.
fn made(id: Uuid) -> Option<i64> {
    let (secs, nanos) = id.get_timestamp()?.to_unix();
    i64::try_from(secs).ok()?.checked_mul(1_000)?.checked_add(i64::from(nanos / 1_000_000))
}
