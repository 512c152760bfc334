//! What people answer besides a pain score: how they get on with something of their own, how a self-test went, and the
//! questions about safety.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entry::{Score, Side};
use crate::domain::advice::safety::Question;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::words;
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safety {
    /// What was asked, in order.
    pub asked: Vec<Question>,
    /// Each yes.
    #[serde(default)]
    pub yes: Vec<Question>,
}

/// "I have been seen": a professional has looked at what the answers of `target` said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedFlagSeen {
    /// The [`Safety`] entry.
    pub target: Uuid,
}
