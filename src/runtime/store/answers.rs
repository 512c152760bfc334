//! The safety answers in a small file of their own in the state folder, so that the clearance to exercise is known
//! before anything is shown, however long the journal is.
//!
//! The file says how much of each journal file it covers; a start reads only the rest. An answer is in it before it is
//! in the journal, and stays until the journal takes it back: if the two differ, the more careful one holds.
//!
//! **Shape**: a first line with version, number of lines and marks; then lines as the journal has them.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::read::{self, ReadMark};
use super::{Store, StoreError};
use crate::domain::journal::entry::Entry;
use crate::domain::journal::merge::Fold;
use crate::domain::journal::merged::{Journal, may_concern_safety};
use crate::runtime::disk::replace;

/// The most bytes of the journal that are read before the first frame; more are read in the background. Our choice.
const MOST_UNREAD: u64 = 512 * 1024;

/// The number of new bytes in a journal file from which the file of answers is written again. Our choice.
const RENEWED_FROM: u64 = 64 * 1024;

/// The version written and read.
const VERSION: u32 = 1;

/// The contents of the file.
#[derive(Default)]
struct KeptAnswers {
    marks: Vec<ReadMark>,
    journal: Journal,
}

#[derive(Serialize, Deserialize)]
struct Head {
    v: u32,
    lines: usize,
    marks: Vec<ReadMark>,
}

impl KeptAnswers {
    /// Returns the number of bytes of the journal file `name` that are covered.
    fn known(&self, name: &str) -> u64 {
        self.marks.iter().find(|mark| mark.file == name).map_or(0, |mark| mark.read)
    }

    /// Parses the file; `None` if anything in it is wrong.
    fn parse(text: &str) -> Option<Self> {
        let (head, lines) = text.split_once('\n')?;
        let head: Head = serde_json::from_str(head).ok().filter(|head: &Head| head.v == VERSION)?;
        let mut fold = Fold::default();
        fold.begin_file("safety answers");
        for line in lines.lines() {
            fold.line(line.as_bytes());
        }
        let journal = fold.finish();
        let is_whole = lines.lines().count() == head.lines && journal.problems().next().is_none();
        is_whole.then_some(Self { marks: head.marks, journal })
    }

    fn to_text(&self) -> Result<String, serde_json::Error> {
        let part = self.journal.safety_part();
        let head = Head { v: VERSION, lines: part.len(), marks: self.marks.clone() };
        let lines: String = part.iter().map(Entry::to_line).collect();
        Ok(format!("{}\n{lines}", serde_json::to_string(&head)?))
    }
}

impl Store {
    /// Returns the safety answers of all devices, as this device kept them and with those that are new in the journal;
    /// `None` if too much is new to be read now, or something cannot be read: the journal has to be read first then.
    pub fn kept_answers(&self) -> Option<Vec<Entry>> {
        let kept = self.read_kept().ok()?.unwrap_or_default();
        let unread = self.unread(&kept).ok()?;
        if unread.iter().map(|(_, from, length)| length - from).sum::<u64>() > MOST_UNREAD {
            return None;
        }
        let mut fold = Fold::default();
        fold.begin_file("safety answers");
        for entry in kept.journal.safety_part() {
            fold.line(entry.to_line().as_bytes());
        }
        for (path, from, _) in unread.iter().filter(|(_, from, length)| from < length) {
            read::safety_lines(&mut fold, path, *from).ok()?;
        }
        Some(fold.finish().safety_part())
    }

    /// Keeps those of `entries` that concern the clearance, before they are appended to the journal.
    pub(super) fn keep_answers(&self, entries: &[Entry]) -> Result<(), StoreError> {
        if !entries.iter().any(|entry| may_concern_safety(entry.body.kind())) {
            return Ok(());
        }
        // Without the lock, too: a kept answer is worth the risk that another program writes at the same time.
        let _lock = self.lock();
        let mut kept = self.read_kept().ok().flatten().unwrap_or_default();
        let mut is_new = false;
        for entry in entries.iter().filter(|entry| may_concern_safety(entry.body.kind())) {
            if kept.journal.concerns_safety(entry) {
                kept.journal.insert(entry.clone());
                is_new = true;
            }
        }
        if is_new { self.write_kept(&kept) } else { Ok(()) }
    }

    /// Updates the file from `journal`, which was read up to `marks`, if it is far behind.
    ///
    /// # Errors
    /// The file cannot be written: the next start reads more of the journal.
    pub fn renew_answers(&self, journal: &Journal, marks: Vec<ReadMark>) -> Result<(), StoreError> {
        let _lock = self.lock()?;
        let found = self.read_kept().ok().flatten();
        let is_there = found.is_some();
        let mut kept = found.unwrap_or_default();
        let before = kept.journal.safety_part();
        for entry in journal.safety_part() {
            kept.journal.insert(entry);
        }
        let is_behind = marks.iter().any(|mark| mark.read.abs_diff(kept.known(&mark.file)) >= RENEWED_FROM);
        if is_there && before == kept.journal.safety_part() && !is_behind {
            return Ok(());
        }
        kept.marks = marks;
        self.write_kept(&kept)
    }

    /// Returns the files of the journal and the stashed ones, each with its covered bytes and its length.
    fn unread(&self, kept: &KeptAnswers) -> io::Result<Vec<(PathBuf, u64, u64)>> {
        let mut unread = Vec::new();
        for path in read::files(&self.paths.journal_dir())?.into_iter().filter(|path| read::keeps_lines(path)) {
            let length = regular_length(&path)?;
            // A file that is shorter than before is another one.
            let known = Some(kept.known(&read::name(&path))).filter(|known| *known <= length).unwrap_or(0);
            unread.push((path, known, length));
        }
        for path in self.stashed()? {
            let length = regular_length(&path)?;
            unread.push((path, 0, length));
        }
        Ok(unread)
    }

    /// Reads the file; `None` if there is none, or it is wrong.
    fn read_kept(&self) -> io::Result<Option<KeptAnswers>> {
        let path = self.paths.safety_file();
        match fs::metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
            // A pipe could block for ever.
            Ok(found) if !found.is_file() => Ok(None),
            Ok(_) => Ok(KeptAnswers::parse(&String::from_utf8_lossy(&fs::read(&path)?))),
        }
    }

    fn write_kept(&self, kept: &KeptAnswers) -> Result<(), StoreError> {
        self.paths.make_state()?;
        let Ok(text) = kept.to_text() else { return Ok(()) };
        Ok(replace(&self.paths.safety_file(), text.as_bytes())?)
    }
}

fn regular_length(path: &std::path::Path) -> io::Result<u64> {
    let found = fs::metadata(path)?;
    if found.is_file() { Ok(found.len()) } else { Err(io::Error::other("it is not a regular file")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::advice::safety::Question;
    use crate::domain::journal::entry::{Body, Moment, Rating, Stamp};
    use crate::domain::journal::self_report::{RedFlagSeen, Safety};
    use crate::runtime::paths::Paths;
    use crate::state::safety_answers::SafetyAnswers;
    use chrono::DateTime;
    use std::io::Write as _;
    use uuid::Uuid;

    struct Home {
        _dir: tempfile::TempDir,
        paths: Paths,
        store: Store,
    }

    impl Home {
        fn new() -> Self {
            let dir = tempfile::TempDir::new().unwrap();
            let paths = Paths::under(dir.path()).unwrap();
            let store = Store::open(&paths, 7);
            Self { _dir: dir, paths, store }
        }

        /// Appends an entry of another device to its file.
        fn sync(&self, lines: &str) {
            self.paths.make_journal().unwrap();
            let file = self.paths.journal_dir().join("phone.jsonl");
            let mut file = fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
            file.write_all(lines.as_bytes()).unwrap();
        }

        /// Reads the journal, as it is done in the background after the first frame.
        fn reads(&self) {
            let (journal, marks) = self.store.read_marked(None);
            self.store.renew_answers(&journal, marks).unwrap();
        }

        fn locked(&self) -> Option<bool> {
            let kept = SafetyAnswers::kept(self.store.kept_answers());
            kept.clearance(at()).map(|clearance| clearance.is_locked())
        }
    }

    fn at() -> Stamp {
        DateTime::parse_from_rfc3339("2026-11-20T07:00:00+01:00").unwrap()
    }

    fn yes(n: u128) -> Entry {
        let asked = vec![Question::SaddleNumb];
        Entry::new(Uuid::from_u128(n), at(), Body::Safety(Safety::new(asked.clone(), asked)))
    }

    fn seen(n: u128, target: u128) -> Entry {
        Entry::new(Uuid::from_u128(n), at(), Body::RedFlagSeen(RedFlagSeen { target: Uuid::from_u128(target) }))
    }

    fn rating(n: u128) -> Entry {
        Entry::new(Uuid::from_u128(n), at(), Body::Rating(Rating::new(Moment::Other)))
    }

    /// More bytes than are read before the first frame.
    fn long() -> String {
        (1_000..).map(rating).map(|entry| entry.to_line()).take(6_000).collect()
    }

    #[test]
    fn a_new_home_and_a_short_journal_are_known_at_once() {
        let home = Home::new();
        assert_eq!(home.locked(), Some(false));
        home.sync(&yes(1).to_line());
        assert_eq!(home.locked(), Some(true));
        home.sync(&seen(2, 1).to_line());
        assert_eq!(home.locked(), Some(false));
    }

    #[test]
    fn a_long_journal_is_known_once_it_was_read_and_what_is_new_in_it_counts() {
        let home = Home::new();
        home.sync(&yes(1).to_line());
        home.sync(&long());
        assert_eq!(home.locked(), None, "only reading says");
        home.reads();
        assert_eq!(home.locked(), Some(true));
        home.sync(&seen(2, 1).to_line());
        assert_eq!(home.locked(), Some(false));
        home.sync(&Entry::new(Uuid::from_u128(3), at(), Body::Delete { target: Uuid::from_u128(2) }).to_line());
        assert_eq!(home.locked(), Some(true), "taken back");
        home.sync(&long());
        assert_eq!(home.locked(), None, "much came at once");
    }

    #[test]
    fn half_a_line_is_looked_at_again_when_it_is_whole() {
        let home = Home::new();
        let line = yes(1).to_line();
        let (first, second) = line.split_at(60);
        home.sync(&format!("{}{first}", long()));
        home.reads();
        assert_eq!(home.locked(), Some(false));
        home.sync(second);
        assert_eq!(home.locked(), Some(true));
    }

    #[test]
    fn an_answer_is_kept_with_its_entry_and_stays_when_the_journal_is_gone() {
        let home = Home::new();
        home.store.append(&[rating(1)]).unwrap();
        assert!(!home.paths.safety_file().exists(), "a rating is none of it");
        home.store.append(&[yes(2)]).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(home.paths.safety_file()).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::remove_dir_all(home.paths.journal_dir()).unwrap();
        assert_eq!(home.locked(), Some(true));
        home.reads();
        assert_eq!(home.locked(), Some(true), "reading nothing takes nothing back");
        home.store.append(&[seen(3, 2)]).unwrap();
        assert_eq!(home.locked(), Some(false));
    }

    #[test]
    fn an_answer_that_cannot_be_appended_is_kept_all_the_same() {
        let home = Home::new();
        fs::create_dir_all(&home.paths.data).unwrap();
        fs::write(home.paths.journal_dir(), "in the way").unwrap();
        assert!(home.store.append(&[yes(1)]).is_err());
        fs::remove_file(home.paths.journal_dir()).unwrap();
        assert_eq!(home.locked(), Some(true));
    }

    #[test]
    fn what_waits_to_be_written_counts() {
        let home = Home::new();
        home.store.stash(&[yes(1)]).unwrap();
        assert_eq!(home.locked(), Some(true));
    }

    #[test]
    fn a_file_that_makes_no_sense_says_nothing() {
        let home = Home::new();
        home.sync(&yes(1).to_line());
        home.sync(&long());
        home.reads();
        let text = fs::read_to_string(home.paths.safety_file()).unwrap();
        let torn: String = text.chars().take(text.chars().count() - 9).collect();
        let shorter = text.lines().next().unwrap().to_owned() + "\n";
        for broken in ["", "{}", "\u{0}\u{0}", &torn, &shorter, &text.replace("\"v\":1,\"lines\"", "\"v\":2,\"lines\"")]
        {
            fs::write(home.paths.safety_file(), broken).unwrap();
            assert_eq!(home.locked(), None, "{broken}");
            home.reads();
            assert_eq!(home.locked(), Some(true), "{broken}");
        }
        fs::remove_file(home.paths.safety_file()).unwrap();
        fs::create_dir(home.paths.safety_file()).unwrap();
        assert_eq!(home.locked(), None);
    }

    #[test]
    #[cfg(unix)]
    fn a_journal_file_that_cannot_be_looked_at_leaves_it_open() {
        let home = Home::new();
        home.sync(&yes(1).to_line());
        home.reads();
        std::os::unix::fs::symlink("tablet.jsonl", home.paths.journal_dir().join("tablet.jsonl")).unwrap();
        assert_eq!(home.locked(), None);
    }

    #[test]
    #[cfg(unix)]
    fn what_keeps_no_lines_hides_no_answer() {
        let home = Home::new();
        home.sync(&yes(1).to_line());
        home.reads();
        fs::create_dir(home.paths.journal_dir().join("tablet.jsonl")).unwrap();
        std::os::unix::fs::symlink("/dev/full", home.paths.journal_dir().join("watch.jsonl")).unwrap();
        assert_eq!(home.locked(), Some(true));
    }

    #[test]
    fn a_journal_that_hardly_grew_is_not_written_down_again() {
        let home = Home::new();
        home.sync(&yes(1).to_line());
        home.reads();
        let before = fs::read_to_string(home.paths.safety_file()).unwrap();
        home.sync(&rating(2).to_line());
        home.reads();
        assert_eq!(fs::read_to_string(home.paths.safety_file()).unwrap(), before);
        home.sync(&yes(3).to_line());
        home.reads();
        assert_ne!(fs::read_to_string(home.paths.safety_file()).unwrap(), before);
    }
}
