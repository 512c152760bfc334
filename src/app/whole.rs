//! The journal from its first line on, for the screens that look back.
//!
//! It is read beside the screen when one of them is opened; until it is there they show what is known of the last
//! months.

use crate::domain::record::entry::Entry;
use crate::domain::record::journal::Journal;

/// The whole journal, as far as anybody asked for it.
#[derive(Debug, Default)]
pub struct Whole {
    /// As it was read last, with what was written since.
    journal: Option<Journal>,
    /// While it is read: what that reading may not find.
    missed: Option<Vec<Entry>>,
    /// How often what is known of the journal has changed, for who keeps something made from it.
    revision: u64,
}

impl Whole {
    /// Everything recorded; `None` until it was read for the first time.
    pub fn journal(&self) -> Option<&Journal> {
        self.journal.as_ref()
    }

    /// Whether it is being read.
    pub fn is_being_read(&self) -> bool {
        self.missed.is_some()
    }

    /// Another number after each change of what is known of the journal.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What is known of the journal has changed.
    pub fn changed(&mut self) {
        self.revision += 1;
    }

    /// It is to be read, unless it is being read; `unwritten` are the entries that are not on disk. Gives whether
    /// reading has to begin.
    pub fn ask(&mut self, unwritten: Vec<Entry>) -> bool {
        let begins = self.missed.is_none();
        self.missed.get_or_insert(unwritten);
        begins
    }

    /// An entry is being written.
    pub fn take_in(&mut self, entry: &Entry) {
        self.changed();
        self.journal.iter_mut().for_each(|journal| journal.insert(entry.clone()));
        self.missed.iter_mut().for_each(|missed| missed.push(entry.clone()));
    }

    /// It was read.
    pub fn set(&mut self, mut journal: Journal) {
        self.changed();
        self.missed.take().into_iter().flatten().for_each(|entry| journal.insert(entry));
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
