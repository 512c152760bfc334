//! Takes one more entry into a journal without looking at all the others again: what a change is about stands anew,
//! the rest stays as it is.

use std::collections::HashSet;

use uuid::Uuid;

use super::super::answer::{Activity, Note, RedFlagSeen, Safety, SelfTest};
use super::super::changes::decide;
use super::super::entry::{Body, Entry, Rating, Session, Stamp};
use super::super::fold::{Change, Place, Problem};
use super::super::goal::Goal;
use super::super::plan_mark::PlanMark;
use super::{Journal, Logged, amend, of_a_change, target};

/// An entry's id holds when it was made, its time when it was: for most entries no further apart than this.
const NEAR_MILLIS: i64 = 3_000;

impl Journal {
    /// Takes in an entry that was just written. One that is in here already changes nothing. The cost grows with the
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
                let place = Place { file: "this device".into(), line: 0 };
                self.changes.insert(index, Change { entry, place });
                (root, stood)
            }
            _ => {
                let (id, at) = (entry.id, entry.at);
                self.origins.add_own(id);
                self.put(entry);
                (id, Stood::At(at))
            }
        };
        self.stand_anew(root, stood);
    }

    /// The entry that a change is about in the end, where `target` may be a change itself.
    pub(super) fn root_of(&self, target: Uuid) -> Uuid {
        let mut root = target;
        // Changes that take each other back in a circle are about nothing else.
        for _ in 0..self.changes.len() {
            let Some(change) = self.changes.iter().find(|change| change.entry.id == root) else { break };
            root = super::target(&change.entry).unwrap_or(root);
        }
        root
    }

    /// The changes about `root`, those about changes of it included, in order.
    fn changes_about(&self, root: Uuid) -> Vec<Change> {
        let mut about = HashSet::from([root]);
        loop {
            let before = about.len();
            let of_it = self.changes.iter().map(|change| &change.entry);
            let of_it = of_it.filter(|entry| target(entry).is_some_and(|target| about.contains(&target)));
            let found: Vec<Uuid> = of_it.map(|entry| entry.id).collect();
            about.extend(found);
            if about.len() == before {
                break;
            }
        }
        let of_it = |change: &&Change| target(&change.entry).is_some_and(|target| about.contains(&target));
        self.changes.iter().filter(of_it).cloned().collect()
    }

    /// Makes the changes about one entry again, from what was first written.
    fn stand_anew(&mut self, root: Uuid, stood: Stood) {
        let changes = self.changes_about(root);
        if changes.is_empty() {
            return;
        }
        let mut refused: Vec<Problem> = of_a_change(&changes).collect();
        if let Some(standing) = self.take_out(root, stood) {
            self.originals.entry(root).or_insert(standing);
        }
        let verdict = decide(&changes);
        let original = self.originals.get(&root).filter(|_| !verdict.deleted.contains(&root));
        if let Some((entry, others)) = original.map(|original| amend(original, verdict.amends.get(&root), &changes)) {
            refused.extend(others);
            self.put(entry);
        }
        // What was known to be about a change may have come before that change.
        let is_of_it = |about: &Uuid| *about == root || changes.iter().any(|change| change.entry.id == *about);
        self.refused.retain(|(about, _)| !is_of_it(about));
        self.refused.extend(refused.into_iter().map(|problem| (root, problem)));
        self.refused.sort_by(|(_, a), (_, b)| a.place.cmp(&b.place));
    }

    fn put(&mut self, entry: Entry) {
        let Entry { id, at, body } = entry;
        match body {
            Body::Session(body) => put(&mut self.sessions, Logged { id, at, body }),
            Body::Rating(body) => put(&mut self.ratings, Logged { id, at, body }),
            Body::Plan(body) => put(&mut self.plan_marks, Logged { id, at, body }),
            Body::Goal(body) => put(&mut self.goals, Logged { id, at, body }),
            Body::Activity(body) => put(&mut self.activities, Logged { id, at, body }),
            Body::SelfTest(body) => put(&mut self.self_tests, Logged { id, at, body }),
            Body::Safety(body) => put(&mut self.safety, Logged { id, at, body }),
            Body::RedFlagSeen(body) => put(&mut self.red_flags_seen, Logged { id, at, body }),
            Body::Note(body) => put(&mut self.notes, Logged { id, at, body }),
            Body::Amend { .. } | Body::Delete { .. } => {}
        }
    }

    /// Where the entry `root` stands, as far as that is known without looking for it.
    fn stood(&self, root: Uuid) -> Stood {
        let Some(original) = self.originals.get(&root) else { return Stood::Unknown };
        let changes = self.changes_about(root);
        let verdict = decide(&changes);
        match verdict.deleted.contains(&root) {
            true => Stood::Nowhere,
            false => Stood::At(amend(original, verdict.amends.get(&root), &changes).0.at),
        }
    }

    /// Takes the entry `id` out of its list, if it stands in one.
    fn take_out(&mut self, id: Uuid, stood: Stood) -> Option<Entry> {
        match stood {
            Stood::Nowhere => None,
            Stood::At(at) => self.take_out_by(id, Way::Between(at.timestamp_millis(), at.timestamp_millis() + 1)),
            Stood::Unknown => {
                let near = made(id).map(|made| Way::Between(made - NEAR_MILLIS, made + NEAR_MILLIS));
                near.and_then(|near| self.take_out_by(id, near)).or_else(|| self.take_out_by(id, Way::Anywhere))
            }
        }
    }

    fn take_out_by(&mut self, id: Uuid, way: Way) -> Option<Entry> {
        take::<Session>(&mut self.sessions, id, way, Body::Session)
            .or_else(|| take::<Rating>(&mut self.ratings, id, way, Body::Rating))
            .or_else(|| take::<PlanMark>(&mut self.plan_marks, id, way, Body::Plan))
            .or_else(|| take::<Goal>(&mut self.goals, id, way, Body::Goal))
            .or_else(|| take::<Activity>(&mut self.activities, id, way, Body::Activity))
            .or_else(|| take::<SelfTest>(&mut self.self_tests, id, way, Body::SelfTest))
            .or_else(|| take::<Safety>(&mut self.safety, id, way, Body::Safety))
            .or_else(|| take::<RedFlagSeen>(&mut self.red_flags_seen, id, way, Body::RedFlagSeen))
            .or_else(|| take::<Note>(&mut self.notes, id, way, Body::Note))
    }
}

/// What is known of where an entry stands.
#[derive(Clone, Copy)]
enum Stood {
    Unknown,
    Nowhere,
    At(Stamp),
}

/// Where to look for an entry.
#[derive(Clone, Copy)]
enum Way {
    /// Among those of this time, in milliseconds.
    Between(i64, i64),
    Anywhere,
}

/// When an id was made, in milliseconds; `None` for one that does not say.
fn made(id: Uuid) -> Option<i64> {
    let (secs, nanos) = id.get_timestamp()?.to_unix();
    i64::try_from(secs).ok()?.checked_mul(1_000)?.checked_add(i64::from(nanos / 1_000_000))
}

fn take<T>(list: &mut Vec<Logged<T>>, id: Uuid, way: Way, body_of: fn(T) -> Body) -> Option<Entry> {
    let before = |millis: i64| list.partition_point(|logged| logged.at.timestamp_millis() < millis);
    let (from, to) = match way {
        Way::Between(from, to) => (before(from), before(to)),
        Way::Anywhere => (0, list.len()),
    };
    // What is changed is mostly what was written last.
    let at = list.get(from..to)?.iter().rposition(|logged| logged.id == id)?;
    let Logged { id, at, body } = list.remove(from + at);
    Some(Entry { id, at, body: body_of(body) })
}

fn put<T>(list: &mut Vec<Logged<T>>, logged: Logged<T>) {
    let index = list.partition_point(|other| other.order() < logged.order());
    list.insert(index, logged);
}
