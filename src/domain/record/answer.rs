//! What people answer besides a pain score: how they get on with something of their own, how a self-test went, and the
//! questions about safety.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entry::{Score, Side};
use crate::domain::advice::safety::Question;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::{Word as _, words};
use crate::domain::text::Text;

/// How well something of the user's own goes: 0 cannot do it, 10 as before. Higher is better, unlike pain.
/// **Source**: the patient-specific functional scale (Stratford et al., Physiotherapy Canada 1995).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// What, in the user's words: "run 5 km".
    pub name: Text,
    /// How well. `None` means asked and not answered.
    #[serde(deserialize_with = "super::entry::asked")]
    pub score: Option<Score>,
    /// That it is no longer asked about. What was answered before stays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

words! {
    /// How a self-test went.
    Verdict, "verdict":
    /// As it should.
    Pass = "pass",
    /// Not as it should.
    Fail = "fail",
}

/// One try at a self-test, on one side where it has sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfTest {
    /// Which: the id of its exercise.
    pub exercise: Id,
    /// Which side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// How it went; `None` where the test gives a number or a kind and no verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// What was counted or measured, in whole units of the test: seconds, centimetres, times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u32>,
    /// What was found where the test tells kinds apart, by the word that the test has for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Text>,
}

/// Something the user wants to remember of a day, beside sessions and ratings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// In the user's words.
    pub text: Text,
}

/// The questions about safety, asked together. What is not among the `yes` was answered with no.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Codes", into = "Codes")]
pub struct Safety {
    /// Questions asked, in order.
    pub asked: Vec<Question>,
    /// Each yes.
    pub yes: Vec<Question>,
    /// Codes of the questions asked that this version does not know.
    pub unknown_asked: Vec<Text>,
    /// Codes of each yes that this version does not know. Each counts as urgent.
    pub unknown_yes: Vec<Text>,
    /// Entries of earlier answers that are answered anew; `None` where a version wrote it that did not name them.
    pub covers: Option<Vec<Uuid>>,
}

impl Safety {
    /// The answers `yes` to the questions `asked`; names no earlier answer.
    pub fn new(asked: Vec<Question>, yes: Vec<Question>) -> Self {
        Self { asked, yes, ..Self::default() }
    }

    /// The number of answers that were yes.
    pub fn count_yes(&self) -> usize {
        self.yes.len() + self.unknown_yes.len()
    }

    /// The number of questions that were asked.
    pub fn count_asked(&self) -> usize {
        self.asked.len() + self.unknown_asked.len()
    }
}

/// [`Safety`] as the journal has it. A newer version may ask what this one does not know: no answer is lost for that.
#[derive(Serialize, Deserialize)]
struct Codes {
    asked: Vec<Text>,
    #[serde(default)]
    yes: Vec<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    covers: Option<Vec<Uuid>>,
}

impl From<Codes> for Safety {
    fn from(codes: Codes) -> Self {
        let (asked, unknown_asked) = known(codes.asked);
        let (yes, unknown_yes) = known(codes.yes);
        Self { asked, yes, unknown_asked, unknown_yes, covers: codes.covers }
    }
}

impl From<Safety> for Codes {
    fn from(safety: Safety) -> Self {
        let all = |known: Vec<Question>, unknown: Vec<Text>| {
            known.into_iter().map(|question| Text::from(question.as_str())).chain(unknown).collect()
        };
        Self {
            asked: all(safety.asked, safety.unknown_asked),
            yes: all(safety.yes, safety.unknown_yes),
            covers: safety.covers,
        }
    }
}

/// The questions that `codes` name, and the codes that name none.
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

/// "I have been seen": a professional has looked at what the answers of `target` said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedFlagSeen {
    /// The [`Safety`] entry.
    pub target: Uuid,
}
