//! The journal taken out, to read and to compute with: one JSON document, tables, and a diary.
#![cfg(test)] // So that clippy takes its helpers for tests, too.
#![cfg(unix)]

#[path = "common/made_journal.rs"]
mod made_journal;
#[path = "own_data/places.rs"]
mod places;
#[path = "common/ran.rs"]
mod ran;
#[path = "own_data/texts.rs"]
mod texts;
#[path = "own_data/whole.rs"]
mod whole;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ran::Ran;
use serde_json::Value;
use tempfile::TempDir;

/// A home with a journal of lines, by device.
struct Home(TempDir);

impl Home {
    fn new(devices: &[(&str, &str)]) -> Self {
        let home = Self(TempDir::new().unwrap());
        fs::create_dir_all(home.path("data/journal")).unwrap();
        for (device, lines) in devices {
            fs::write(home.path(&format!("data/journal/{device}.jsonl")), lines).unwrap();
        }
        home
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
        command.arg("--home").arg(self.0.path()).args(arguments).current_dir(self.0.path()).env_clear();
        command.output().unwrap().into()
    }

    /// Returns what `export` writes to standard output.
    fn export(&self, arguments: &str) -> String {
        let arguments: Vec<&str> = ["export", "--format"].into_iter().chain(arguments.split(' ')).collect();
        let ran = self.run(&arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        ran.out
    }

    fn document(&self, more: &str) -> Value {
        serde_json::from_str(&self.export(format!("json {more}").trim())).unwrap()
    }

    /// Returns the rows of a table by the names of its columns.
    fn table(&self, kind: &str) -> Vec<Vec<(String, String)>> {
        rows(&self.export(&format!("csv --kind {kind}")))
    }
}

/// Reads a table by the book.
fn rows(text: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let named = |row: csv::StringRecord| names.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|row| named(row.unwrap())).collect()
}

fn cell<'a>(row: &'a [(String, String)], name: &str) -> &'a str {
    row.iter().find(|(known, _)| known == name).map(|(_, cell)| cell.as_str()).unwrap()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Two devices: a session over midnight and one on the day of a clock change, scores of 0, none and unanswered, a
/// stopped session, changes and deletes and one taken back, fields and kinds of another version, and texts that mean
/// something to a spreadsheet, to Markdown, to jrnl or to a terminal.
fn hard_home() -> Home {
    let laptop = include_str!("own_data/laptop.jsonl");
    let phone = include_str!("own_data/phone.jsonl");
    Home::new(&[("laptop-1a2b3c", laptop), ("phone=9", phone)])
}
