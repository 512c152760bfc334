//! The merged journal of all devices, with amendments applied.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;

use uuid::Uuid;

use super::answer::{Activity, Note, RedFlagSeen, Safety, SelfTest};
use super::changes::{amended, decide};
use super::entry::{Body, Entry, Rating, Session, Stamp};
use super::fold::{Change, Origins, Problem, Reason};
use super::goal::Goal;
use super::plan_mark::PlanMark;

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

/// Returns those of `entries`, which are ordered by time, that are not later than `now`. A clock that was wrong for a
/// while, here or on another device, may have dated some ahead: "the last" and "today" refer to these only.
pub fn until<T>(entries: &[Logged<T>], now: Stamp) -> &[Logged<T>] {
    entries.get(..entries.partition_point(|entry| entry.at <= now)).unwrap_or_default()
}

/// All entries, with amendments and deletions applied. Built by [`Fold`](super::fold::Fold).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    sessions: Vec<Logged<Session>>,
    ratings: Vec<Logged<Rating>>,
    plan_marks: Vec<Logged<PlanMark>>,
    goals: Vec<Logged<Goal>>,
    activities: Vec<Logged<Activity>>,
    self_tests: Vec<Logged<SelfTest>>,
    safety: Vec<Logged<Safety>>,
    red_flags_seen: Vec<Logged<RedFlagSeen>>,
    notes: Vec<Logged<Note>>,
    /// All amends and deletes, including those taken back, in order.
    changes: Vec<Change>,
    /// Every entry that is the target of a change, as first written.
    originals: HashMap<Uuid, Entry>,
    problems: Vec<Problem>,
    /// Problems of changes that their targets do not accept, each with the entry that it is about in the end.
    refused: Vec<(Uuid, Problem)>,
    foreign: usize,
    origins: Origins,
}

impl Journal {
    /// Builds a journal from records and changes, each in any order.
    pub(super) fn new(
        mut records: Vec<Entry>,
        mut changes: Vec<Change>,
        problems: Vec<Problem>,
        foreign: usize,
    ) -> Self {
        // The keys are few bytes, the entries many: sort those, and only where it is needed.
        if !records.is_sorted_by_key(|entry| (entry.at, entry.id)) {
            records.sort_by_cached_key(|entry| (entry.at, entry.id));
        }
        changes.sort_by_key(|change| (change.entry.at, change.entry.id));
        let mut journal = Self { changes, problems, foreign, ..Self::default() };
        let bodies = records.iter().map(|entry| &entry.body);
        journal.sessions.reserve_exact(bodies.clone().filter(|body| matches!(body, Body::Session(_))).count());
        journal.ratings.reserve_exact(bodies.filter(|body| matches!(body, Body::Rating(_))).count());
        journal.take_all(records);
        journal.make_changes();
        journal
    }

    /// Returns the sessions, in order of their start, then id.
    pub fn sessions(&self) -> &[Logged<Session>] {
        &self.sessions
    }

    /// Returns the ratings, in order of time, then id.
    pub fn ratings(&self) -> &[Logged<Rating>] {
        &self.ratings
    }

    /// Returns the steps of plans, in order of time, then id.
    pub fn plan_marks(&self) -> &[Logged<PlanMark>] {
        &self.plan_marks
    }

    /// Returns the changes of the weekly goal, in order of time, then id.
    pub fn goals(&self) -> &[Logged<Goal>] {
        &self.goals
    }

    /// Returns the scores for the user's own activities, in order of time, then id.
    pub fn activities(&self) -> &[Logged<Activity>] {
        &self.activities
    }

    /// Returns the tries at self-tests, in order of time, then id.
    pub fn self_tests(&self) -> &[Logged<SelfTest>] {
        &self.self_tests
    }

    /// Returns the answers to the questions about safety, in order of time, then id.
    pub fn safety(&self) -> &[Logged<Safety>] {
        &self.safety
    }

    /// Returns the entries that say that a professional has looked at such answers, in order of time, then id.
    pub fn red_flags_seen(&self) -> &[Logged<RedFlagSeen>] {
        &self.red_flags_seen
    }

    /// Returns the notes, in order of time, then id.
    pub fn notes(&self) -> &[Logged<Note>] {
        &self.notes
    }

    /// Returns all amends and deletes, including those taken back, in order of time, then id. To undo one, write a
    /// delete of it.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.changes.iter().map(|change| &change.entry)
    }

    /// Returns the problems: first lines that cannot be read, by file and line, then changes that their targets do not
    /// accept. A change whose target is in no file is not a problem: the target may be of a kind not known here, or not
    /// yet have arrived from another device.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
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
        let (files, others): (Vec<&Problem>, Vec<&Problem>) =
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

    /// Returns true if the entry `id` differs from the form in which it was first written.
    pub fn is_amended(&self, id: Uuid) -> bool {
        let Some(original) = self.originals.get(&id) else { return false };
        match &original.body {
            Body::Session(first) => is_other(&self.sessions, original, first),
            Body::Rating(first) => is_other(&self.ratings, original, first),
            Body::Plan(first) => is_other(&self.plan_marks, original, first),
            Body::Goal(first) => is_other(&self.goals, original, first),
            Body::Activity(first) => is_other(&self.activities, original, first),
            Body::SelfTest(first) => is_other(&self.self_tests, original, first),
            Body::Safety(first) => is_other(&self.safety, original, first),
            Body::RedFlagSeen(first) => is_other(&self.red_flags_seen, original, first),
            Body::Note(first) => is_other(&self.notes, original, first),
            Body::Amend { .. } | Body::Delete { .. } => false,
        }
    }

    /// Returns true if an entry with the id and time of `entry` is in the journal, even if deleted.
    pub fn contains(&self, entry: &Entry) -> bool {
        let order = (entry.at, entry.id);
        self.originals.contains_key(&entry.id)
            || has(&self.sessions, order)
            || has(&self.ratings, order)
            || has(&self.plan_marks, order)
            || has(&self.goals, order)
            || has(&self.activities, order)
            || has(&self.self_tests, order)
            || has(&self.safety, order)
            || has(&self.red_flags_seen, order)
            || has(&self.notes, order)
            || self.changes.iter().any(|change| change.entry.id == entry.id)
    }

    /// Returns the answers to safety questions, the "seen" entries about them, and all changes of either, unamended.
    ///
    /// **Shape**: answers and "seen" entries in order of time, each kind by itself; then the changes, in order of time.
    /// A journal of these entries alone gives the same clearance.
    pub fn safety_part(&self) -> Vec<Entry> {
        let changed = self.originals.values().filter(|entry| is_about_safety(&entry.body)).cloned();
        let answers = self.safety.iter().filter(|answers| !self.originals.contains_key(&answers.id));
        let answers = answers.map(|Logged { id, at, body }| Entry::new(*id, *at, Body::Safety(body.clone())));
        let seen = self.red_flags_seen.iter().filter(|seen| !self.originals.contains_key(&seen.id));
        let seen = seen.map(|Logged { id, at, body }| Entry::new(*id, *at, Body::RedFlagSeen(*body)));
        let mut part: Vec<Entry> = changed.chain(answers).chain(seen).collect();
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
        self.problems.iter().any(|problem| matches!(problem.reason, Reason::File(_)))
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
                self.push(entry);
            }
        }
        self.sessions.reverse();
        self.ratings.reverse();
        self.plan_marks.reverse();
        self.goals.reverse();
        self.activities.reverse();
        self.self_tests.reverse();
        self.safety.reverse();
        self.red_flags_seen.reverse();
        self.notes.reverse();
    }

    fn push(&mut self, entry: Entry) {
        let Entry { id, at, body } = entry;
        match body {
            Body::Session(body) => self.sessions.push(Logged { id, at, body }),
            Body::Rating(body) => self.ratings.push(Logged { id, at, body }),
            Body::Plan(body) => self.plan_marks.push(Logged { id, at, body }),
            Body::Goal(body) => self.goals.push(Logged { id, at, body }),
            Body::Activity(body) => self.activities.push(Logged { id, at, body }),
            Body::SelfTest(body) => self.self_tests.push(Logged { id, at, body }),
            Body::Safety(body) => self.safety.push(Logged { id, at, body }),
            Body::RedFlagSeen(body) => self.red_flags_seen.push(Logged { id, at, body }),
            Body::Note(body) => self.notes.push(Logged { id, at, body }),
            Body::Amend { .. } | Body::Delete { .. } => {}
        }
    }

    fn sort(&mut self) {
        self.sessions.sort_by_key(Logged::order);
        self.ratings.sort_by_key(Logged::order);
        self.plan_marks.sort_by_key(Logged::order);
        self.goals.sort_by_key(Logged::order);
        self.activities.sort_by_key(Logged::order);
        self.self_tests.sort_by_key(Logged::order);
        self.safety.sort_by_key(Logged::order);
        self.red_flags_seen.sort_by_key(Logged::order);
        self.notes.sort_by_key(Logged::order);
    }

    /// Starts again from the originals and applies every change in effect.
    fn make_changes(&mut self) {
        self.refused.clear();
        if self.changes.is_empty() {
            return;
        }
        self.set_originals_aside();
        let verdict = decide(&self.changes);
        let originals = self.originals.values().filter(|entry| !verdict.deleted.contains(&entry.id));
        let standing: Vec<_> =
            originals.map(|entry| amend(entry, verdict.amends.get(&entry.id), &self.changes)).collect();
        for (entry, refused) in standing {
            let about = entry.id;
            self.push(entry);
            self.refused.extend(refused.into_iter().map(|problem| (about, problem)));
        }
        self.refuse_changes_of_changes();
        self.refused.sort_by(|(_, a), (_, b)| a.place.cmp(&b.place));
        self.sort();
    }

    /// Removes every target of a change from the lists, and keeps the form first written of each in `originals`.
    fn set_originals_aside(&mut self) {
        let targets: HashSet<Uuid> = self.changes.iter().filter_map(|change| target(&change.entry)).collect();
        let originals = &mut self.originals;
        set_aside(&mut self.sessions, &targets, originals, Body::Session);
        set_aside(&mut self.ratings, &targets, originals, Body::Rating);
        set_aside(&mut self.plan_marks, &targets, originals, Body::Plan);
        set_aside(&mut self.goals, &targets, originals, Body::Goal);
        set_aside(&mut self.activities, &targets, originals, Body::Activity);
        set_aside(&mut self.self_tests, &targets, originals, Body::SelfTest);
        set_aside(&mut self.safety, &targets, originals, Body::Safety);
        set_aside(&mut self.red_flags_seen, &targets, originals, Body::RedFlagSeen);
        set_aside(&mut self.notes, &targets, originals, Body::Note);
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
fn amend(original: &Entry, indices: Option<&Vec<usize>>, changes: &[Change]) -> (Entry, Vec<Problem>) {
    let (mut entry, mut refused) = (original.clone(), Vec::new());
    for change in indices.into_iter().flatten().filter_map(|index| changes.get(*index)) {
        let Body::Amend { set, .. } = &change.entry.body else { continue };
        match amended(&entry, set) {
            Ok(changed) => entry = changed,
            Err(why) => refused.push(Problem { place: change.place.clone(), reason: Reason::Change(why) }),
        }
    }
    (entry, refused)
}

/// Returns the problems of those `changes` that would amend another change.
fn of_a_change(changes: &[Change]) -> impl Iterator<Item = Problem> {
    let ids: HashSet<Uuid> = changes.iter().map(|change| change.entry.id).collect();
    let refused = changes
        .iter()
        .filter(move |change| matches!(change.entry.body, Body::Amend { target, .. } if ids.contains(&target)));
    refused.map(|change| {
        let why = "an amend or a delete cannot be amended, only deleted".to_owned();
        Problem { place: change.place.clone(), reason: Reason::Change(why) }
    })
}

/// Returns true if the entry in `list` differs from `original`, whose fields are `first`.
fn is_other<T: PartialEq>(list: &[Logged<T>], original: &Entry, first: &T) -> bool {
    list.iter().any(|now| now.id == original.id && (now.at != original.at || now.body != *first))
}

fn has<T>(list: &[Logged<T>], order: (Stamp, Uuid)) -> bool {
    list.binary_search_by_key(&order, Logged::order).is_ok()
}

fn set_aside<T>(
    list: &mut Vec<Logged<T>>,
    targets: &HashSet<Uuid>,
    originals: &mut HashMap<Uuid, Entry>,
    body_of: fn(T) -> Body,
) {
    for Logged { id, at, body } in list.extract_if(.., |logged| targets.contains(&logged.id)) {
        originals.entry(id).or_insert(Entry { id, at, body: body_of(body) });
    }
}

fn target(entry: &Entry) -> Option<Uuid> {
    match entry.body {
        Body::Amend { target, .. } | Body::Delete { target } => Some(target),
        _ => None,
    }
}

fn is_about_safety(body: &Body) -> bool {
    matches!(body, Body::Safety(_) | Body::RedFlagSeen(_))
}

#[cfg(test)]
mod tests;
