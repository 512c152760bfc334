//! A home folder for a test: the user's own content, and what the program leaves on disk.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use supple::domain::content::link::ItemKind;

use serde_json::{Value, json};
use supple::domain::journal::merged::Journal;
use supple::runtime::paths::Paths;
use supple::runtime::store::Store;
use tempfile::TempDir;

/// A folder that goes when the test is over.
pub struct Home {
    dir: TempDir,
    paths: Paths,
}

impl Default for Home {
    fn default() -> Self {
        let dir = TempDir::new().unwrap();
        let paths = Paths::under(dir.path()).unwrap();
        Self { dir, paths }
    }
}

impl Home {
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// Of somebody who has seen what is said at the first start.
    pub fn seen(self) -> Self {
        supple::runtime::marks::mark_welcomed(&self.paths).unwrap();
        self
    }

    /// An exercise of the user's: a name, a dose, the least time to get ready.
    pub fn exercise(self, id: &str, name: &str, dose: &Value) -> Self {
        let exercise = json!({
            "id": id, "name": name, "kind": "stretch", "position": "standing", "sides": "none",
            "summary": "Made up.", "setup": ["Stand."], "breathing": "Breathe.", "prepare_s": 3, "dose": dose,
        });
        self.put(&self.paths.own(ItemKind::Exercise), id, &exercise);
        self
    }

    /// A routine of the user's.
    pub fn routine(self, id: &str, title: &str, steps: &Value) -> Self {
        let routine = json!({"id": id, "title": title, "summary": "For tests.", "when": ["any-day"], "steps": steps});
        self.put(&self.paths.own(ItemKind::Routine), id, &routine);
        self
    }

    fn put(&self, folder: &Path, id: &str, json: &Value) {
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join(format!("{id}.json")), json.to_string()).unwrap();
    }

    /// The journal's files; there is but one device.
    pub fn journal_files(&self) -> Vec<PathBuf> {
        let Ok(found) = fs::read_dir(self.paths.journal_dir()) else { return Vec::new() };
        found.map(|found| found.unwrap().path()).collect()
    }

    /// The journal as it stands on disk, byte by byte.
    pub fn journal_text(&self) -> String {
        self.journal_files().iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    }

    /// The entries as they stand in the file, in its order; each line is one.
    pub fn lines(&self) -> Vec<Value> {
        self.journal_text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The journal as the program reads it.
    pub fn journal_as_it_is(&self) -> Journal {
        Store::open(&self.paths, 0).read(None)
    }

    /// The journal as the program reads it, which must find nothing wrong with it.
    #[track_caller]
    pub fn journal(&self) -> Journal {
        let journal = self.journal_as_it_is();
        let problems: Vec<String> = journal.problems().map(ToString::to_string).collect();
        assert_eq!(problems, [""; 0], "{}", self.journal_text());
        journal
    }

    /// The session in progress.
    pub fn progress(&self) -> Option<Value> {
        let text = fs::read_to_string(self.paths.progress_file()).ok()?;
        Some(serde_json::from_str(&text).unwrap())
    }

    /// How many bytes the journal has.
    pub fn journal_length(&self) -> u64 {
        self.journal_files().iter().map(|file| fs::metadata(file).map_or(0, |found| found.len())).sum()
    }

    /// Which file is the session in progress; another each time that it is written.
    pub fn progress_inode(&self) -> Option<u64> {
        fs::metadata(self.paths.progress_file()).ok().map(|found| found.ino())
    }

    /// What waits for the next start.
    pub fn stashed(&self) -> Vec<PathBuf> {
        let Ok(found) = fs::read_dir(&self.paths.state) else { return Vec::new() };
        let is_stash = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("unsaved-");
        found.map(|found| found.unwrap().path()).filter(is_stash).collect()
    }
}
