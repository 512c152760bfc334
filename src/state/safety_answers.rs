//! The safety answers from three sources: kept by this device beside the journal, written in this run, and read from
//! the journal. If they differ, every answer counts that none of them takes back.

use crate::domain::advice::clearance::{Clearance, clearance, open_entries};
use crate::domain::advice::screening_trigger::{Trigger, screened_trigger};
use crate::domain::journal::entry::{Body, Entry, Stamp};
use crate::domain::journal::merged::Journal;
use uuid::Uuid;

/// The answers on which the clearance is based.
#[derive(Debug, Default)]
pub struct SafetyAnswers {
    /// The answers; before `is_known`, only those written in this run.
    journal: Journal,
    /// True once answers of earlier runs and other devices are included.
    is_known: bool,
    /// True if they were included before the journal was read: then no unreadable part of the journal hides one.
    is_kept: bool,
    /// True while a part of the journal cannot be read.
    is_partial: bool,
    is_answered: bool,
}

impl SafetyAnswers {
    /// Begins with the entries that this device keeps beside the journal; `None` if they are out of date or cannot be
    /// read: then nothing is known before the journal is read.
    pub fn kept(entries: Option<Vec<Entry>>) -> Self {
        let is_kept = entries.is_some();
        let mut this = Self { is_known: is_kept, is_kept, ..Self::default() };
        for entry in entries.into_iter().flatten() {
            this.journal.insert(entry);
        }
        this
    }

    /// Adds an entry that is being written, if it concerns safety.
    pub fn take_in(&mut self, entry: &Entry) {
        if self.journal.concerns_safety(entry) {
            self.is_answered |= matches!(entry.body, Body::Safety(_));
            self.journal.insert(entry.clone());
        }
    }

    /// Adds the answers of the journal that was read.
    pub fn read(&mut self, journal: &Journal) {
        for entry in journal.safety_part() {
            self.journal.insert(entry);
        }
        self.is_known = true;
        self.is_partial = journal.is_partly_unread() && !self.is_kept;
    }

    /// Returns the clearance at `now`; `None` until it is known. An answer of this run that locks does so at once.
    pub fn clearance(&self, now: Stamp) -> Option<Clearance> {
        Some(self.so_far(now)).filter(|clearance| self.is_known || clearance.is_locked())
    }

    /// Returns the clearance at `now` from the answers known so far, to comment on an answer just given.
    pub fn so_far(&self, now: Stamp) -> Clearance {
        clearance(&self.journal, now)
    }

    /// Returns the reason to ask before a screened exercise; `None` if the questions were answered lately.
    pub fn screened_trigger(&self, now: Stamp) -> Option<Trigger> {
        screened_trigger(&self.journal, now)
    }

    /// Returns the earlier answers that new ones, given at `now`, replace.
    pub fn open_entries(&self, now: Stamp) -> Vec<Uuid> {
        open_entries(&self.journal, now)
    }

    /// Returns true if earlier answers may be in an unreadable part of the journal, and none was given in this run.
    pub fn may_be_missing(&self) -> bool {
        self.is_partial && !self.is_answered
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::advice::safety::Question;
    use crate::domain::journal::merge::Fold;
    use crate::domain::journal::self_report::{RedFlagSeen, Safety};
    use chrono::DateTime;

    fn at(time: &str) -> Stamp {
        DateTime::parse_from_rfc3339(&format!("2026-11-20T{time}:00+01:00")).unwrap()
    }

    fn yes(n: u128, question: Question) -> Entry {
        Entry::new(Uuid::from_u128(n), at("07:00"), Body::Safety(Safety::new(vec![question], vec![question])))
    }

    fn seen(n: u128, target: u128) -> Entry {
        let target = Uuid::from_u128(target);
        Entry::new(Uuid::from_u128(n), at("08:00"), Body::RedFlagSeen(RedFlagSeen { target }))
    }

    fn journal(entries: impl IntoIterator<Item = Entry>) -> Journal {
        let mut fold = Fold::default();
        fold.begin_file("other.jsonl");
        entries.into_iter().for_each(|entry| fold.line(entry.to_line().as_bytes()));
        fold.finish()
    }

    #[test]
    fn the_graver_of_what_is_kept_and_what_is_read_holds() {
        for (kept, read, is_locked) in [
            (vec![yes(1, Question::LegsWeak)], vec![], true),
            (vec![], vec![yes(1, Question::ChestPain)], true),
            (vec![yes(1, Question::LegsWeak)], vec![yes(1, Question::LegsWeak), seen(2, 1)], false),
            (vec![yes(1, Question::LegsWeak)], vec![yes(3, Question::Unwell), seen(2, 3)], true),
            (vec![yes(1, Question::Unwell)], vec![], false),
        ] {
            let mut answers = SafetyAnswers::kept(Some(kept.clone()));
            answers.read(&journal(read.clone()));
            let clearance = answers.clearance(at("09:00")).unwrap();
            assert_eq!(clearance.is_locked(), is_locked, "{kept:?} {read:?}");
        }
    }

    #[test]
    fn before_anything_is_known_only_a_new_emergency_is() {
        let mut answers = SafetyAnswers::kept(None);
        assert_eq!(answers.clearance(at("09:00")), None);
        answers.take_in(&yes(1, Question::Unwell));
        assert_eq!(answers.clearance(at("09:00")), None, "an earlier one may be graver");
        answers.take_in(&yes(2, Question::Accident));
        assert!(answers.clearance(at("09:00")).unwrap().is_locked());
        answers.take_in(&seen(3, 2));
        assert_eq!(answers.clearance(at("09:00")), None);
        answers.read(&journal([]));
        assert_eq!(answers.clearance(at("09:00")).unwrap().answers().len(), 1);
    }

    #[test]
    fn what_could_not_be_read_is_missing_until_somebody_answers() {
        let mut fold = Fold::default();
        fold.begin_file("laptop.jsonl");
        fold.broken_file("cannot be read: permission is missing");
        let mut answers = SafetyAnswers::default();
        answers.read(&fold.finish());
        assert!(answers.may_be_missing() && answers.clearance(at("09:00")).is_some());
        answers.take_in(&Entry::new(Uuid::from_u128(1), at("08:00"), Body::Safety(Safety::default())));
        assert!(!answers.may_be_missing());
    }
}
