//! What is on disk, against what was confirmed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::home::Home;
use super::round::Done;

const STEPS: u64 = 12;
const SETS: u64 = 5;

/// Something that adds a line to the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// A rating in the session.
    During(u64),
    /// The one before it, taken back.
    TakenBack,
    /// The rating after the session, if it was answered.
    After(Option<u64>),
}

/// A set of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) exercise: String,
    pub(crate) set: u64,
}

/// What must come up at the next start.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Opens {
    /// A new session.
    New,
    /// The question about the unfinished session, so many of whose parts are done.
    Recover { passed: usize },
    /// The home screen, while the line of a session that had ended is written.
    Home,
}

/// What is known for sure of a session.
#[derive(Debug, Default)]
struct Known {
    passed: usize,
    by_time: BTreeSet<usize>,
}

/// A home folder, and what must be in it.
pub(crate) struct Checked {
    home: Home,
    /// The journal as it was found last.
    text: String,
    /// Lines that were cut off by a kill; each is reported, and damages no other.
    torn: usize,
    /// The session that is not in the journal yet.
    open: Option<String>,
    /// Every session that was ever on disk.
    sessions: BTreeMap<String, Known>,
    /// Ratings in the sessions that were not taken back.
    standing: usize,
}

impl Default for Checked {
    /// Holds that end within a second, and reps that end by key.
    fn default() -> Self {
        let kind = |n: u64| match n % 2 {
            0 => ("hold", "Hold", json!({"hold_s": 1})),
            _ => ("reps", "Reps", json!({"reps": 5, "paced": false})),
        };
        let mut home = Home::default();
        let mut steps = Vec::new();
        for n in 0..STEPS {
            let (word, name, dose) = kind(n);
            home = home.exercise(&format!("{word}-{n}"), &format!("{name} {n}"), &dose);
            steps.push(json!({"exercise": format!("{word}-{n}"), "sets": SETS, "rest_s": 0}));
        }
        let home = home.routine("crash", "Crash", &Value::Array(steps));
        Self { home, text: String::new(), torn: 0, open: None, sessions: BTreeMap::new(), standing: 0 }
    }
}

impl Checked {
    pub(crate) fn home(&self) -> &Home {
        &self.home
    }

    /// How many segments come before this one.
    pub(crate) fn index(&self, segment: &Segment) -> usize {
        let step: usize = segment.exercise.split('-').next_back().unwrap().parse().unwrap();
        step * SETS as usize + segment.set as usize - 1
    }

    /// What must come up at the next start, by what is on disk.
    pub(crate) fn opens(&self) -> Opens {
        let Some(progress) = self.home.progress() else { return Opens::New };
        let written = self.entries().iter().any(|line| line["kind"] == "session" && line["id"] == progress["id"]);
        match &progress["place"]["ending"] {
            _ if written => Opens::New,
            Value::Null => Opens::Recover { passed: progress["place"]["log"].as_object().unwrap().len() },
            _ => Opens::Home,
        }
    }

    /// All lines that can be read; the others are those that were cut off.
    fn entries(&self) -> Vec<Value> {
        let text = self.home.journal_text();
        let entries = entries_in(&text);
        assert_eq!(entries.len() + self.torn, text.lines().count(), "lines are damaged:\n{text}");
        entries
    }

    /// Checks what a run that was killed left behind.
    pub(crate) fn after_a_kill(&mut self, done: &Done) {
        let before = entries_in(&self.text).len();
        let torn = self.torn;
        let text = self.home.journal_text();
        assert!(text.starts_with(&self.text), "the journal was changed, not added to:\n{}\nnow\n{text}", self.text);
        // A write can be cut in two where it crosses a page. The next one ends the line first.
        self.torn = text.lines().count() - entries_in(&text).len();
        assert!(self.torn <= torn + usize::from(!text.ends_with('\n')), "a whole line is damaged:\n{text}");
        self.text = text;
        let added = self.entries().split_off(before);
        self.check_given(&added, done);
        self.check_sessions(&added, done);
    }

    /// The new lines are what was given, in order, at least up to what was confirmed.
    fn check_given(&mut self, added: &[Value], done: &Done) {
        let mut found = Vec::new();
        for line in added {
            let score = line["score"].as_u64();
            match (line["kind"].as_str().unwrap(), line["moment"].as_str()) {
                ("rating", Some("during")) => found.push(Given::During(score.unwrap())),
                ("rating", Some("after")) => found.push(Given::After(score)),
                ("delete", _) => found.push(Given::TakenBack),
                ("session", _) => {}
                _ => panic!("who asked for {line}?"),
            }
        }
        assert!(done.given.starts_with(&found), "{found:?} in the journal\nof {done:?}");
        assert!(found.len() >= done.confirmed, "lost: {found:?} in the journal\nof {done:?}");
        let count = |kind: fn(&Given) -> bool| found.iter().filter(|given| kind(given)).count();
        self.standing += count(|given| matches!(given, Given::During(_)));
        self.standing -= count(|given| *given == Given::TakenBack);
    }

    fn check_sessions(&mut self, added: &[Value], done: &Done) {
        let lines: Vec<&Value> = added.iter().filter(|line| line["kind"] == "session").collect();
        assert!(lines.len() <= 1, "{lines:?}");
        let written = lines.first().map(|line| line["id"].as_str().unwrap().to_owned());
        let progress = self.home.progress();
        let kept = progress.as_ref().map(|progress| progress["id"].as_str().unwrap().to_owned());
        if let Some(open) = &self.open {
            let gone = written.as_ref() != Some(open) && kept.as_ref() != Some(open);
            assert!(!gone, "session {open} is neither in the journal nor in progress; {done:?}");
        }
        assert!(!done.end_confirmed || written.is_some(), "a confirmed end is lost; {done:?}");
        assert!(done.ended || written.is_none() || written == self.open, "ended by itself? {done:?}");
        if let Some(id) = kept.clone().or(written.clone()) {
            let known = self.sessions.entry(id).or_default();
            known.passed = known.passed.max(done.passed);
            known.by_time.extend(&done.by_time);
            if let Some(progress) = &progress {
                let log = progress["place"]["log"].as_object().unwrap().len();
                assert!(log >= known.passed, "{log} parts kept of {known:?}; {done:?}");
            }
        } else {
            assert_eq!(done.passed, 0, "a confirmed session is lost; {done:?}");
        }
        // With its line in the journal what is kept of it is of no interest, as long as it stays.
        let has_line = |id: &String| self.entries().iter().any(|line| line["kind"] == "session" && line["id"] == **id);
        self.open = kept.filter(|id| !has_line(id));
    }

    /// Checks what the last run left behind, which was not killed.
    pub(crate) fn after_the_last(&mut self, done: &Done) {
        self.after_a_kill(done);
        assert_eq!(self.home.progress(), None);
        assert!(self.home.stashed().is_empty());
    }

    /// Checks all there is.
    pub(crate) fn at_the_end(&self) {
        let entries = self.entries();
        let ids: BTreeSet<&str> = entries.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), entries.len(), "an entry is there twice");
        let lines: Vec<&Value> = entries.iter().filter(|entry| entry["kind"] == "session").collect();
        assert_eq!(lines.len(), self.sessions.len(), "each session has one line");
        for line in lines {
            let known = &self.sessions[line["id"].as_str().unwrap()];
            let steps = line["steps"].as_array().unwrap();
            assert!(steps.len() >= known.passed, "parts are lost: {known:?} of {line}");
            for (at, step) in steps.iter().enumerate() {
                let exercise = step["exercise"].as_str().unwrap().to_owned();
                let segment = Segment { exercise, set: step["set"].as_u64().unwrap() };
                assert_eq!(self.index(&segment), at, "each part once, in order: {line}");
                assert!(!known.by_time.contains(&at) || step["outcome"] == "done", "{at} was done: {line}");
            }
        }
        let journal = self.home.journal_as_it_is();
        assert_eq!(journal.problems().count(), self.torn);
        assert_eq!(journal.sessions().len(), self.sessions.len());
        let during = journal.ratings().iter().filter(|rating| rating.session.is_some()).count();
        let after = entries.iter().filter(|entry| entry["moment"] == "after").count();
        assert_eq!(during, self.standing + after);
    }
}

/// The lines that can be read.
fn entries_in(text: &str) -> Vec<Value> {
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}
