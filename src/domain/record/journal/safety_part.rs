//! The part of a journal that the clearance to exercise rests on: small, whatever the length of the rest.

use std::collections::HashSet;

use uuid::Uuid;

use super::super::entry::{Body, Entry};
use super::super::fold::Reason;
use super::{Journal, Logged, target};

impl Journal {
    /// The safety answers, what was seen of them, and every change of either, as first written.
    ///
    /// **Shape**: answers and seen ones in order of time, each kind by itself; then the changes, in order of time. A
    /// journal that has these entries alone gives the same clearance.
    pub fn safety_part(&self) -> Vec<Entry> {
        let changed = self.originals.values().filter(|entry| is_about_safety(&entry.body)).cloned();
        let is_unchanged = |id: &Uuid| !self.originals.contains_key(id);
        let answers = self.safety.iter().filter(|answers| is_unchanged(&answers.id));
        let answers = answers.map(|Logged { id, at, body }| Entry::new(*id, *at, Body::Safety(body.clone())));
        let seen = self.red_flags_seen.iter().filter(|seen| is_unchanged(&seen.id));
        let seen = seen.map(|Logged { id, at, body }| Entry::new(*id, *at, Body::RedFlagSeen(*body)));
        let mut part: Vec<Entry> = changed.chain(answers).chain(seen).collect();
        part.sort_by_key(|entry| (entry.body.kind(), entry.at, entry.id));
        let changes = self.changes_of(part.iter().map(|entry| entry.id).collect());
        part.extend(changes);
        part
    }

    /// Returns true if `entry` is a part of [`Journal::safety_part`], or would be if it was in this journal.
    pub fn concerns_safety(&self, entry: &Entry) -> bool {
        let knows = |id: Uuid| self.safety_part().iter().any(|known| known.id == id);
        is_about_safety(&entry.body) || target(entry).is_some_and(knows)
    }

    /// Returns true if a file, or the end of one, could not be read: answers may be missing. What keeps no lines hides none.
    pub fn is_partly_unread(&self) -> bool {
        self.problems.iter().any(|problem| matches!(problem.reason, Reason::File(_)))
    }

    /// The changes of the entries `about`, and the changes of those.
    fn changes_of(&self, mut about: HashSet<Uuid>) -> Vec<Entry> {
        loop {
            let before = about.len();
            let entries = self.changes.iter().map(|change| &change.entry);
            let of_it = entries.filter(|entry| target(entry).is_some_and(|target| about.contains(&target)));
            let found: Vec<Uuid> = of_it.map(|entry| entry.id).collect();
            about.extend(found);
            if about.len() == before {
                break;
            }
        }
        let of_it = |entry: &&Entry| target(entry).is_some_and(|target| about.contains(&target));
        self.changes.iter().map(|change| &change.entry).filter(of_it).cloned().collect()
    }
}

fn is_about_safety(body: &Body) -> bool {
    matches!(body, Body::Safety(_) | Body::RedFlagSeen(_))
}

#[cfg(test)]
mod tests {
    use super::super::super::answer::{RedFlagSeen, Safety};
    use super::super::super::entry::{Moment, Rating};
    use super::*;
    use crate::domain::advice::clearance::clearance;
    use crate::domain::advice::safety::Question;
    use chrono::{DateTime, TimeDelta};

    #[test]
    fn the_part_alone_gives_the_same_clearance_as_the_whole() {
        let start = DateTime::parse_from_rfc3339("2026-03-02T08:00:00+01:00").unwrap();
        let id = Uuid::from_u128;
        let yes = |question| Body::Safety(Safety::new(vec![question], vec![question]));
        let note = serde_json::Map::from_iter([("words".to_owned(), Vec::<String>::new().into())]);
        let bodies = [
            Body::Rating(Rating::new(Moment::Other)),
            Body::Amend { target: id(1), set: note },
            yes(Question::LegsWeak),
            Body::RedFlagSeen(RedFlagSeen { target: id(3) }),
            Body::Delete { target: id(4) },
            Body::Delete { target: id(5) },
            yes(Question::Unwell),
            Body::Delete { target: id(7) },
            Body::Delete { target: id(1) },
        ];
        let mut whole = Journal::default();
        for (n, body) in (1..).zip(bodies) {
            whole.insert(Entry::new(id(n), start + TimeDelta::hours(n as i64), body));
            let mut part = Journal::default();
            whole.safety_part().into_iter().for_each(|entry| part.insert(entry));
            let now = start + TimeDelta::days(2);
            assert_eq!(clearance(&part, now), clearance(&whole, now), "after {n}");
            assert!(part.ratings().is_empty());
            assert_eq!(part.changes().count(), whole.changes().filter(|change| whole.concerns_safety(change)).count());
        }
        assert_eq!(whole.safety_part().len(), 6);
    }
}
