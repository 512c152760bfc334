//! The merged journal of all devices, with amendments applied.
//!
//! # Guide
//!
//! A journal is built once and then read:
//!
//! 1. [`Fold`](super::merge::Fold) takes the files of all devices, line by line, in any order, and `finish` returns the
//!    [`Journal`].
//! 2. [`Journal::sessions`], [`Journal::ratings`] and the other lists have the entries that hold, in order of time, with
//!    amendments applied and deleted ones left out; [`until`] leaves out what lies after a given time.
//! 3. [`Journal::insert`] adds an entry that was written meanwhile: a later change of an entry counts at once.
//! 4. [`Journal::problems`], [`Journal::changes`], [`Journal::deleted`] and [`Journal::origin`] say where an entry comes
//!    from, and what could not be used.
//!
//! ```
//! use supple::domain::journal::merge::Fold;
//!
//! let mut fold = Fold::default();
//! fold.begin_file("laptop.jsonl");
//! let id = "01890a5d-ac96-774b-bcce-b302099a8057";
//! let rating = format!(
//!     r#"{{"v":1,"id":"{id}","kind":"rating","at":"2026-11-20T07:00:00+01:00","score":3,"moment":"other"}}"#
//! );
//! fold.line(rating.as_bytes());
//! fold.line(rating.as_bytes());
//! fold.line(b"no entry");
//!
//! let journal = fold.finish();
//! assert_eq!(journal.ratings().len(), 1, "an entry that came twice counts once");
//! assert_eq!(journal.ratings()[0].score.unwrap().value(), 3);
//! assert_eq!(journal.problems().count(), 1);
//! ```

use std::collections::{HashMap, HashSet};
use std::ops::Deref;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::amendments::{MergedChanges, amended, decide};
use super::entry::{Body, Entry, Stamp};
use super::kinds::{EntryKind, Lists};
use super::merge::{Amendment, JournalProblem, Origins, UnusedReason};

mod insert;

/// The number of entries that are moved at once.
const BLOCK: usize = 4096;

/// An entry of the journal, with amendments applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Logged<T> {
    /// The id: the target for an amend or a delete.
    pub id: Uuid,
    /// The time of writing; for a session, that of its start.
    pub at: Stamp,
    /// The fields of its kind.
    pub body: T,
}

impl<T> Deref for Logged<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

impl<T> Logged<T> {
    pub(super) fn order(&self) -> (Stamp, Uuid) {
        (self.at, self.id)
    }
}

impl<T: Into<Body>> Logged<T> {
    /// Converts it to an entry, to be written.
    pub(super) fn into_entry(self) -> Entry {
        Entry { id: self.id, at: self.at, body: self.body.into() }
    }
}

impl<T: Clone + Into<Body>> Logged<T> {
    /// Returns a copy, to be written.
    pub fn entry(&self) -> Entry {
        self.clone().into_entry()
    }
}

/// Returns those of `entries`, which are ordered by time, that are not later than `now`. A clock that was wrong for a
/// while, here or on another device, may have dated some ahead: "the last" and "today" refer to these only.
pub fn until<T>(entries: &[Logged<T>], now: Stamp) -> &[Logged<T>] {
    entries.get(..entries.partition_point(|entry| entry.at <= now)).unwrap_or_default()
}

/// All entries, with amendments and deletions applied. Built by [`Fold`](super::merge::Fold).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    pub(super) lists: Lists,
    /// All amends and deletes, including those taken back, in order.
    changes: Vec<Amendment>,
    /// Every entry that is the target of a change, as first written.
    originals: HashMap<Uuid, Entry>,
    problems: Vec<JournalProblem>,
    /// Problems of changes that their targets do not accept, each with the entry that it is about in the end.
    refused: Vec<(Uuid, JournalProblem)>,
    foreign: usize,
    origins: Origins,
}

/// The changes of a journal that are in effect.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChangesInEffect<'a> {
    /// The ids of everything that is deleted, also of what is in no file.
    pub deleted: HashSet<Uuid>,
    /// The fields that amends set, by the entry that they change, in order.
    pub amends: HashMap<Uuid, Vec<&'a Map<String, Value>>>,
}

impl Journal {
    /// Builds a journal from records and changes, each in any order.
    pub(super) fn new(
        mut records: Vec<Entry>,
        mut changes: Vec<Amendment>,
        problems: Vec<JournalProblem>,
        foreign: usize,
    ) -> Self {
        // The keys are few bytes, the entries many: sort those, and only where it is needed.
        if !records.is_sorted_by_key(|entry| (entry.at, entry.id)) {
            records.sort_by_cached_key(|entry| (entry.at, entry.id));
        }
        changes.sort_by_key(|change| (change.entry.at, change.entry.id));
        let mut journal = Self { changes, problems, foreign, ..Self::default() };
        let bodies = records.iter().map(|entry| &entry.body);
        journal.lists.sessions.reserve_exact(bodies.clone().filter(|body| matches!(body, Body::Session(_))).count());
        journal.lists.ratings.reserve_exact(bodies.filter(|body| matches!(body, Body::Rating(_))).count());
        journal.take_all(records);
        journal.make_changes();
        journal
    }

    /// Returns all amends and deletes, including those taken back, in order of time, then id. To undo one, write a
    /// delete of it.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.changes.iter().map(|change| &change.entry)
    }

    /// Returns the problems: first lines that cannot be read, by file and line, then changes that their targets do not
    /// accept. A change whose target is in no file is not a problem: the target may be of a kind not known here, or not
    /// yet have arrived from another device.
    pub fn problems(&self) -> impl Iterator<Item = &JournalProblem> {
        self.problems.iter().chain(self.refused.iter().map(|(_, problem)| problem))
    }

    /// Returns the problems as text: at most 20 lines, then the number of further ones. If not all are listed, those of
    /// whole files come first, since one of them may hide more entries than all the others.
    ///
    /// **Source**: our choice; 20 lines fit on a screen.
    pub fn problem_lines(&self) -> Vec<String> {
        const MOST: usize = 20;
        let count = self.problems().count();
        if count <= MOST {
            return self.problems().map(ToString::to_string).collect();
        }
        let (files, others): (Vec<&JournalProblem>, Vec<&JournalProblem>) =
            self.problems().partition(|problem| problem.reason.is_of_a_file());
        let mut lines: Vec<String> = files.into_iter().chain(others).take(MOST).map(ToString::to_string).collect();
        lines.push(format!("and {} more", count - MOST));
        lines
    }

    /// Returns the number of lines of kinds or versions not known here.
    pub fn foreign(&self) -> usize {
        self.foreign
    }

    /// Returns the name, without extension, of the file that entry `id` is from; `None` if all are from one file.
    pub fn origin(&self, id: Uuid) -> Option<&str> {
        self.origins.of(id)
    }

    /// Replaces the origins.
    pub(super) fn with_origins(self, origins: Origins) -> Self {
        Self { origins, ..self }
    }

    /// Returns the deleted entries, as first written, in no particular order.
    pub fn deleted(&self) -> impl Iterator<Item = &Entry> {
        let changes = &self.changes;
        let verdict = decide(changes);
        self.originals.values().filter(move |entry| verdict.deleted.contains(&entry.id))
    }

    /// Returns the changes in effect. The target of an amend may not accept all that it sets.
    pub fn changes_in_effect(&self) -> ChangesInEffect<'_> {
        let MergedChanges { deleted, amends } = decide(&self.changes);
        let amends = amends.into_iter().map(|(target, indices)| (target, self.sets_at(&indices))).collect();
        ChangesInEffect { deleted, amends }
    }

    /// Returns the fields that the amends at `indices` set.
    fn sets_at(&self, indices: &[usize]) -> Vec<&Map<String, Value>> {
        let changes = indices.iter().filter_map(|index| self.changes.get(*index));
        let sets =
            changes.map(|change| if let Body::Amend { set, .. } = &change.entry.body { Some(set) } else { None });
        sets.flatten().collect()
    }

    /// Returns the entry `id` as first written, if a change was ever made to it.
    pub fn original(&self, id: Uuid) -> Option<&Entry> {
        self.originals.get(&id)
    }

    /// Returns true if the entry `id` differs from the form in which it was first written.
    pub fn is_amended(&self, id: Uuid) -> bool {
        let Some(original) = self.originals.get(&id) else { return false };
        self.lists.has_amended(original)
    }

    /// Returns true if an entry with the id and time of `entry` is in the journal, even if deleted.
    pub fn contains(&self, entry: &Entry) -> bool {
        let order = (entry.at, entry.id);
        self.originals.contains_key(&entry.id)
            || self.lists.has(order)
            || self.changes.iter().any(|change| change.entry.id == entry.id)
    }

    /// Returns the answers to safety questions, the "seen" entries about them, and all changes of either, unamended.
    ///
    /// **Shape**: answers and "seen" entries in order of time, each kind by itself; then the changes, in order of time.
    /// A journal of these entries alone gives the same clearance.
    pub fn safety_part(&self) -> Vec<Entry> {
        let changed = self.originals.values().filter(|entry| is_about_safety(&entry.body)).cloned();
        let answers = self.safety().iter().filter(|answers| !self.originals.contains_key(&answers.id));
        let seen = self.red_flags_seen().iter().filter(|seen| !self.originals.contains_key(&seen.id));
        let unchanged = answers.map(Logged::entry).chain(seen.map(Logged::entry));
        let unchanged = unchanged.map(|Entry { id, at, body }| Entry::new(id, at, body));
        let mut part: Vec<Entry> = changed.chain(unchanged).collect();
        part.sort_by_key(|entry| (entry.body.kind(), entry.at, entry.id));
        let changes = self.changes_about(part.iter().map(|entry| entry.id).collect());
        part.extend(changes.into_iter().map(|change| change.entry));
        part
    }

    /// Returns true if `entry` is a part of [`Journal::safety_part`], or would be if it were in this journal.
    pub fn concerns_safety(&self, entry: &Entry) -> bool {
        is_about_safety(&entry.body)
            || target(entry).is_some_and(|id| self.safety_part().iter().any(|known| known.id == id))
    }

    /// Returns true if a file, or the end of one, could not be read, so that answers may be missing. Something in place
    /// of a file that cannot hold lines hides none.
    pub fn is_partly_unread(&self) -> bool {
        self.problems.iter().any(|problem| matches!(problem.reason, UnusedReason::File(_)))
    }

    /// Moves `records` into the lists, which are empty, in their order.
    ///
    /// This is done from the end and block by block, so that memory is given back as entries move: a long journal is
    /// never in memory twice.
    fn take_all(&mut self, mut records: Vec<Entry>) {
        while !records.is_empty() {
            let block = records.split_off(records.len().saturating_sub(BLOCK));
            records.shrink_to_fit();
            for entry in block.into_iter().rev() {
                self.lists.push(entry);
            }
        }
        self.lists.reverse();
    }

    /// Starts again from the originals and applies every change in effect.
    fn make_changes(&mut self) {
        self.refused.clear();
        if self.changes.is_empty() {
            return;
        }
        let targets: HashSet<Uuid> = self.changes.iter().filter_map(|change| target(&change.entry)).collect();
        self.lists.set_aside(&targets, &mut self.originals);
        let verdict = decide(&self.changes);
        let originals = self.originals.values().filter(|entry| !verdict.deleted.contains(&entry.id));
        let standing: Vec<_> =
            originals.map(|entry| amend(entry, verdict.amends.get(&entry.id), &self.changes)).collect();
        for (entry, refused) in standing {
            let about = entry.id;
            self.lists.push(entry);
            self.refused.extend(refused.into_iter().map(|problem| (about, problem)));
        }
        self.refuse_changes_of_changes();
        self.refused.sort_by(|(_, a), (_, b)| a.place.cmp(&b.place));
        self.lists.sort();
    }

    fn refuse_changes_of_changes(&mut self) {
        let of_changes: Vec<_> = of_a_change(&self.changes).collect();
        for problem in of_changes {
            let change = self.changes.iter().find(|change| change.place == problem.place);
            let about = change.and_then(|change| target(&change.entry)).map(|target| self.root_of(target));
            self.refused.push((about.unwrap_or_default(), problem));
        }
    }
}

/// Returns `original` with the amends at `indices` of `changes` applied, and the problems of those that it does not
/// accept.
fn amend(original: &Entry, indices: Option<&Vec<usize>>, changes: &[Amendment]) -> (Entry, Vec<JournalProblem>) {
    let (mut entry, mut refused) = (original.clone(), Vec::new());
    for change in indices.into_iter().flatten().filter_map(|index| changes.get(*index)) {
        let Body::Amend { set, .. } = &change.entry.body else { continue };
        match amended(&entry, set) {
            Ok(changed) => entry = changed,
            Err(why) => refused.push(JournalProblem { place: change.place.clone(), reason: UnusedReason::Change(why) }),
        }
    }
    (entry, refused)
}

/// Returns the problems of those `changes` that would amend another change.
fn of_a_change(changes: &[Amendment]) -> impl Iterator<Item = JournalProblem> {
    let ids: HashSet<Uuid> = changes.iter().map(|change| change.entry.id).collect();
    let refused = changes
        .iter()
        .filter(move |change| matches!(change.entry.body, Body::Amend { target, .. } if ids.contains(&target)));
    refused.map(|change| {
        let why = "an amend or a delete cannot be amended, only deleted".to_owned();
        JournalProblem { place: change.place.clone(), reason: UnusedReason::Change(why) }
    })
}

fn target(entry: &Entry) -> Option<Uuid> {
    match entry.body {
        Body::Amend { target, .. } | Body::Delete { target } => Some(target),
        _ => None,
    }
}

/// The kinds of entry that the clearance to exercise follows from.
const SAFETY_KINDS: [EntryKind; 2] = [EntryKind::Safety, EntryKind::RedFlagSeen];

fn is_about_safety(body: &Body) -> bool {
    SAFETY_KINDS.iter().any(|kind| kind.as_str() == body.kind())
}

/// Returns true if an entry whose kind the journal calls `kind` may change the clearance to exercise: a safety answer, a
/// red flag that was looked at, or a change, which may be of one of those.
///
/// ```
/// use supple::domain::journal::merged::may_concern_safety;
///
/// assert!(["safety", "red_flag_seen", "amend", "delete"].into_iter().all(may_concern_safety));
/// assert!(!["session", "rating", "note", ""].into_iter().any(may_concern_safety));
/// ```
pub fn may_concern_safety(kind: &str) -> bool {
    SAFETY_KINDS.iter().any(|each| each.as_str() == kind) || matches!(kind, "amend" | "delete")
}

#[cfg(test)]
mod tests;
