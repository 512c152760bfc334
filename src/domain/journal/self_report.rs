//! Entries about an activity of the user's own, a self-test, a note, and the questions about safety.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::browse::EntryKind;
use super::browse::search_term::Sought;
use super::entry::{Score, Side};
use super::kinds::Recorded;
use super::self_test_history::said_whole;
use super::summary::{NO_ANSWER, exercise_name};
use crate::domain::advice::clearance::unknown_text;
use crate::domain::advice::safety::Question;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::{WordList as _, words};
use crate::domain::text::Text;

/// A score for an activity of the user's own, from 0, unable to do it, to 10, as well as before. Unlike pain, higher is
/// better.
/// **Source**: the patient-specific functional scale (Stratford et al., Physiotherapy Canada 1995).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ActivityScore {
    /// The name, in the user's words: "run 5 km".
    pub name: Text,
    /// The score; `None` if it was asked for and not given.
    #[serde(deserialize_with = "super::entry::asked")]
    pub score: Option<Score>,
    /// True if it is no longer asked about. Earlier answers are kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

impl ActivityScore {
    /// Returns the text for an activity that was removed; `None` if it was not.
    fn no_longer_asked(&self) -> Option<&'static str> {
        self.removed.then_some("no longer asked about")
    }
}

impl Recorded for ActivityScore {
    /// Returns `run 5 km · 6/10 able`.
    fn headline(&self, _: &Catalog) -> String {
        match (self.no_longer_asked(), self.score) {
            (Some(said), _) => format!("{} · {said}", self.name),
            (None, Some(score)) => format!("{} · {score}/10 able", self.name),
            (None, None) => format!("{} · {NO_ANSWER}", self.name),
        }
    }

    fn has_word(&self, word: &Sought) -> bool {
        word.is_in(self.name.as_str()) || self.no_longer_asked().is_some_and(|said| word.is_in(said))
    }
}

words! {
    /// Verdicts of a self-test.
    Verdict, "verdict":
    /// Passed.
    Pass = "pass",
    /// Failed.
    Fail = "fail",
}

/// One try at a self-test, on one side where it has sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SelfTestTry {
    /// The id of its exercise.
    pub exercise: Id,
    /// The side it was done on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The verdict; `None` where the test gives only a number or a finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The number counted or measured, in whole units of the test: seconds, centimetres, times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u32>,
    /// The finding, as the id of one of the test's pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Text>,
}

impl Recorded for SelfTestTry {
    /// Returns `Eyes-Closed One-Leg Stand · left · 12 s, not passed`.
    fn headline(&self, catalog: &Catalog) -> String {
        let exercise = catalog.exercise(self.exercise.as_str());
        let name = exercise_name(catalog, self.exercise.as_str());
        let side = self.side.map(|side| side.to_string());
        let parts = [Some(name), side, Some(said_whole(self, exercise.as_deref()))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn has_word(&self, word: &Sought) -> bool {
        word.is_in_test(self)
    }

    fn has_exercise(&self, exercise: &Id) -> bool {
        self.exercise == *exercise
    }
}

/// A note of the user's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Note {
    /// The text, in the user's words.
    pub text: Text,
}

impl Recorded for Note {
    fn headline(&self, _: &Catalog) -> String {
        self.text.to_string()
    }

    fn has_word(&self, word: &Sought) -> bool {
        word.is_in(self.text.as_str())
    }
}

/// Answers to questions about safety that were asked together. Those not in `yes` were answered with no.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(from = "SafetyCodes", into = "SafetyCodes")]
pub struct Safety {
    /// The questions asked, in order.
    pub asked: Vec<Question>,
    /// The questions answered with yes.
    pub yes: Vec<Question>,
    /// The codes of questions asked that this version does not know.
    pub unknown_asked: Vec<Text>,
    /// The codes of questions answered with yes that this version does not know. Each counts as urgent.
    pub unknown_yes: Vec<Text>,
    /// The earlier entries whose questions are answered anew; `None` if written by a version that did not record them.
    pub covers: Option<Vec<Uuid>>,
}

impl Safety {
    /// Returns the answers to the questions `asked`, with no earlier entries.
    pub fn new(asked: Vec<Question>, yes: Vec<Question>) -> Self {
        Self { asked, yes, ..Self::default() }
    }

    /// Returns the number of questions that were answered with yes.
    pub fn count_yes(&self) -> usize {
        self.yes.len() + self.unknown_yes.len()
    }

    /// Returns the number of questions that were asked.
    pub fn count_asked(&self) -> usize {
        self.asked.len() + self.unknown_asked.len()
    }

    /// Returns `safety questions · yes to 2 of 13`.
    fn summary(&self) -> String {
        match (self.count_yes(), self.count_asked()) {
            (0, asked) => format!("safety questions · no to all {asked}"),
            (yes, asked) => format!("safety questions · yes to {yes} of {asked}"),
        }
    }
}

impl Recorded for Safety {
    fn headline(&self, _: &Catalog) -> String {
        self.summary()
    }

    fn has_word(&self, word: &Sought) -> bool {
        word.is_in(&self.summary())
            || self.yes.iter().any(|yes| word.is_in(yes.text()))
            || self.unknown_yes.iter().any(|code| word.is_in(&unknown_text(code)))
    }
}

/// [`Safety`] as written in the journal. Codes of a newer version that this one does not know are kept.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SafetyCodes {
    asked: Vec<Text>,
    #[serde(default)]
    yes: Vec<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    covers: Option<Vec<Uuid>>,
}

impl From<SafetyCodes> for Safety {
    fn from(codes: SafetyCodes) -> Self {
        let (asked, unknown_asked) = known(codes.asked);
        let (yes, unknown_yes) = known(codes.yes);
        Self { asked, yes, unknown_asked, unknown_yes, covers: codes.covers }
    }
}

impl From<Safety> for SafetyCodes {
    fn from(safety: Safety) -> Self {
        Self {
            asked: codes(safety.asked, safety.unknown_asked),
            yes: codes(safety.yes, safety.unknown_yes),
            covers: safety.covers,
        }
    }
}

fn codes(known: Vec<Question>, unknown: Vec<Text>) -> Vec<Text> {
    known.into_iter().map(|question| Text::from(question.as_str())).chain(unknown).collect()
}

/// Splits `codes` into known questions and unknown codes.
fn known(codes: Vec<Text>) -> (Vec<Question>, Vec<Text>) {
    let mut questions = Vec::new();
    let mut unknown = Vec::new();
    for code in codes {
        match Question::ALL.iter().find(|(word, _)| *word == code.as_str()) {
            Some((_, question)) => questions.push(*question),
            None => unknown.push(code),
        }
    }
    (questions, unknown)
}

/// "I have been seen": a professional has looked at the signs in the answers of `target`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RedFlagSeen {
    /// The [`Safety`] entry.
    pub target: Uuid,
}

impl Recorded for RedFlagSeen {
    fn headline(&self, _: &Catalog) -> String {
        EntryKind::RedFlagSeen.said().to_owned()
    }

    fn has_word(&self, word: &Sought) -> bool {
        word.is_in(EntryKind::RedFlagSeen.said())
    }
}
