//! What the lines of all devices add up to: sessions and ratings as they stand now.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;

use uuid::Uuid;

use super::answer::{Activity, Note, RedFlagSeen, Safety, SelfTest};
use super::changes::{amended, decide};
use super::entry::{Body, Entry, Rating, Session, Stamp};
use super::fold::{Change, Origins, Problem, Reason};
use super::goal::Goal;
use super::plan_mark::PlanMark;

/// So many entries are moved at once.
const BLOCK: usize = 4096;

/// A session or a rating that holds, with its amends made.
#[derive(Debug, Clone, PartialEq)]
pub struct Logged<T> {
    /// Its id: the target for an amend or a delete.
    pub id: Uuid,
    /// When it was written; for a session, when it began.
    pub at: Stamp,
    /// What it says.
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

/// Those of `entries`, which are in order of time, that are not later than `now`. A clock that was wrong for a while, here
/// or on another device, may have dated some ahead: what is "the last" or "today" is looked for among these.
pub fn until<T>(entries: &[Logged<T>], now: Stamp) -> &[Logged<T>] {
    entries.get(..entries.partition_point(|entry| entry.at <= now)).unwrap_or_default()
}

/// Everything recorded, as it stands. Built by [`Fold`](super::fold::Fold).
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
    /// All amends and deletes, also those taken back, in order.
    changes: Vec<Change>,
    /// As first written: every entry that some change is about.
    originals: HashMap<Uuid, Entry>,
    problems: Vec<Problem>,
    /// Changes that their targets do not take, each with the entry that it is about in the end.
    refused: Vec<(Uuid, Problem)>,
    foreign: usize,
    /// Where there are several files: which entry is from which.
    origins: Origins,
}

impl Journal {
    /// From sessions and ratings (`records`), and changes, each in any order.
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
        let count = |is_it: fn(&Body) -> bool| records.iter().filter(|entry| is_it(&entry.body)).count();
        journal.sessions.reserve_exact(count(|body| matches!(body, Body::Session(_))));
        journal.ratings.reserve_exact(count(|body| matches!(body, Body::Rating(_))));
        journal.take_all(records);
        journal.make_changes();
        journal
    }

    /// The sessions that hold, in order of their start, then id.
    pub fn sessions(&self) -> &[Logged<Session>] {
        &self.sessions
    }

    /// The ratings that hold, in order of time, then id.
    pub fn ratings(&self) -> &[Logged<Rating>] {
        &self.ratings
    }

    /// The steps on the way through plans that hold, in order of time, then id.
    pub fn plan_marks(&self) -> &[Logged<PlanMark>] {
        &self.plan_marks
    }

    /// The changes of the goal for a week that hold, in order of time, then id.
    pub fn goals(&self) -> &[Logged<Goal>] {
        &self.goals
    }

    /// How the user's own activities go, in order of time, then id.
    pub fn activities(&self) -> &[Logged<Activity>] {
        &self.activities
    }

    /// The tries at self-tests that hold, in order of time, then id.
    pub fn self_tests(&self) -> &[Logged<SelfTest>] {
        &self.self_tests
    }

    /// The answers to the questions about safety that hold, in order of time, then id.
    pub fn safety(&self) -> &[Logged<Safety>] {
        &self.safety
    }

    /// Which of those a professional has looked at, in order of time, then id.
    pub fn red_flags_seen(&self) -> &[Logged<RedFlagSeen>] {
        &self.red_flags_seen
    }

    /// The notes that hold, in order of time, then id.
    pub fn notes(&self) -> &[Logged<Note>] {
        &self.notes
    }

    /// All amends and deletes, also those taken back, in order of time, then id. To undo one,
    /// write a delete of it.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.changes.iter().map(|change| &change.entry)
    }

    /// What was not used and why: first what cannot be read, by file and line, then changes that
    /// their targets do not take. A change whose target is in no file is no problem: it may be
    /// about a kind not known here, or come before its target on another device.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().chain(self.refused.iter().map(|(_, problem)| problem))
    }

    /// Says in words what was not used: at most 20 lines, and then how many more there are. Whole files come first
    /// where not all are listed, for one of them may hold more than all lines that are.
    ///
    /// **Source**: our choice; 20 lines fit on a screen.
    pub fn problem_lines(&self) -> Vec<String> {
        const MOST: usize = 20;
        let is_file = |problem: &&Problem| problem.reason.is_of_a_file();
        let count = self.problems().count();
        if count <= MOST {
            return self.problems().map(ToString::to_string).collect();
        }
        let files = self.problems().filter(is_file);
        let others = self.problems().filter(|problem| !is_file(problem));
        let mut lines: Vec<String> = files.chain(others).take(MOST).map(ToString::to_string).collect();
        lines.push(format!("and {} more", count - MOST));
        lines
    }

    /// How many lines are of kinds or versions not known here.
    pub fn foreign(&self) -> usize {
        self.foreign
    }

    /// The file that entry `id` is from, by its name without the ending; `None` where all are from one.
    pub fn origin(&self, id: Uuid) -> Option<&str> {
        self.origins.of(id)
    }

    /// The same with those origins.
    pub(super) fn with_origins(self, origins: Origins) -> Self {
        Self { origins, ..self }
    }

    /// The entries that were taken back, as first written, in no order.
    pub fn deleted(&self) -> impl Iterator<Item = &Entry> {
        let changes = &self.changes;
        let verdict = decide(changes);
        self.originals.values().filter(move |entry| verdict.deleted.contains(&entry.id))
    }

    /// Whether the session or rating `id` holds in other words than it was first written in.
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

    /// Whether `entry`, going by id and time, is in here, be it deleted.
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

    /// Moves `records` into the lists, which are empty, in their order.
    ///
    /// From the end and block by block, so that what is moved gives back its memory: a long journal is never there
    /// twice.
    fn take_all(&mut self, mut records: Vec<Entry>) {
        while !records.is_empty() {
            let block = records.split_off(records.len().saturating_sub(BLOCK));
            records.shrink_to_fit();
            block.into_iter().rev().for_each(|entry| self.push(entry));
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

    /// Starts again from the originals and makes every change that holds.
    fn make_changes(&mut self) {
        self.refused.clear();
        if self.changes.is_empty() {
            return;
        }
        self.set_originals_aside();
        let verdict = decide(&self.changes);
        let originals = self.originals.values().filter(|entry| !verdict.deleted.contains(&entry.id));
        let amends = |entry: &Entry| amend(entry, verdict.amends.get(&entry.id), &self.changes);
        let standing: Vec<_> = originals.map(amends).collect();
        for (entry, refused) in standing {
            let about = entry.id;
            self.push(entry);
            self.refused.extend(refused.into_iter().map(|problem| (about, problem)));
        }
        self.refuse_changes_of_changes();
        self.refused.sort_by(|(_, a), (_, b)| a.place.cmp(&b.place));
        self.sort();
    }

    /// Everything that a change is about leaves the lists; what was amended before is let go.
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

/// `original` with the amends at `indices` of `changes` made, and those that it does not take.
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

/// Those of `changes` that would amend one of them.
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

/// Whether the entry that `original` was first says something else than `first` now.
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

mod insert;
mod safety_part;
#[cfg(test)]
mod tests;
