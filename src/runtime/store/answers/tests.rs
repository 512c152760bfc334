//! The file against journals that grow, are replaced, and cannot be read.

use super::*;
use crate::app::safety_answers::SafetyAnswers;
use crate::domain::advice::safety::Question;
use crate::domain::record::answer::{RedFlagSeen, Safety};
use crate::domain::record::entry::{Moment, Rating, Stamp};
use crate::runtime::paths::Paths;
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
    for broken in ["", "{}", "\u{0}\u{0}", &torn, &shorter, &text.replace("\"v\":1,\"lines\"", "\"v\":2,\"lines\"")] {
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
