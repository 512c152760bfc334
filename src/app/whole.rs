//! The journal from its first line on, for the screens that look back.
//!
//! It is read in the background when one of them is opened; until then they show the last months.

use crate::domain::record::entry::Entry;
use crate::domain::record::journal::Journal;

/// The whole journal, once it was asked for.
#[derive(Debug, Default)]
pub struct Whole {
    /// The journal as read last, with the entries written since.
    journal: Option<Journal>,
    /// While it is being read: the entries that this reading may miss.
    missed: Option<Vec<Entry>>,
    /// The number of changes, so that callers can tell whether a value made from the journal is out of date.
    revision: u64,
}

impl Whole {
    /// Returns the whole journal; `None` until it was read for the first time.
    pub fn journal(&self) -> Option<&Journal> {
        self.journal.as_ref()
    }

    /// Returns true while it is being read.
    pub fn is_being_read(&self) -> bool {
        self.missed.is_some()
    }

    /// Returns a number that differs after each change of the journal, the whole or its last months.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Notes a change of the journal.
    pub fn changed(&mut self) {
        self.revision += 1;
    }

    /// Asks for a reading. `unwritten` are the entries that are not on disk. Returns true if the reading has to begin, and
    /// false if one is under way.
    pub fn ask(&mut self, unwritten: Vec<Entry>) -> bool {
        let begins = self.missed.is_none();
        self.missed.get_or_insert(unwritten);
        begins
    }

    /// Adds an entry that is being written.
    pub fn take_in(&mut self, entry: &Entry) {
        self.changed();
        if let Some(journal) = &mut self.journal {
            journal.insert(entry.clone());
        }
        if let Some(missed) = &mut self.missed {
            missed.push(entry.clone());
        }
    }

    /// Takes over the journal that was read.
    pub fn set(&mut self, mut journal: Journal) {
        self.changed();
        for entry in self.missed.take().into_iter().flatten() {
            journal.insert(entry);
        }
        self.journal = Some(journal);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::entry::{Body, Moment, Rating};
    use chrono::DateTime;
    use uuid::Uuid;

    fn rating(n: u128) -> Entry {
        let at = DateTime::parse_from_rfc3339("2026-11-20T07:02:10+01:00").unwrap();
        Entry::new(Uuid::from_u128(n), at, Body::Rating(Rating::new(Moment::Other)))
    }

    #[test]
    fn what_is_written_while_it_is_read_is_not_lost() {
        let mut whole = Whole::default();
        assert!(whole.journal().is_none());
        assert!(whole.ask(vec![rating(1)]), "reading begins");
        assert!(!whole.ask(Vec::new()), "once is enough");
        whole.take_in(&rating(2));
        whole.set(Journal::default());
        assert!(!whole.is_being_read());
        assert_eq!(whole.journal().unwrap().ratings().len(), 2);
        whole.take_in(&rating(3));
        assert_eq!(whole.journal().unwrap().ratings().len(), 3);
    }
}
