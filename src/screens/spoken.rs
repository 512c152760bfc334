//! A screen in words, for the line-by-line front end: texts, questions and possible answers. Nothing here is drawn, and
//! no key is named: the front end chooses keys or words for an answer.

pub(super) use crate::domain::text::capital;
use crate::state::action::Action;

/// A screen in words; each text is a line of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InWords {
    /// The title and what to know first; told again only after a change.
    pub head: Vec<String>,
    /// The current question or message.
    pub asks: Vec<String>,
    /// The answer so far; empty if there is none.
    pub answer: String,
    /// The possible answers, told with the question.
    pub choices: Vec<SpokenChoice>,
    /// Further words; told on request, and most of them at the start of a session.
    pub always: Vec<SpokenChoice>,
    /// Words that would now change nothing, or something else than they say.
    pub already: Vec<Already>,
    /// True for a message that needs no answer, after which the screen closes by itself.
    pub is_passing: bool,
}

/// The reply to words for a state that holds already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Already {
    /// The words.
    pub words: &'static [&'static str],
    /// The reply, a sentence.
    pub says: &'static str,
}

/// An answer, or another thing that the user can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenChoice {
    /// The action that the words stand for.
    pub action: Action,
    /// The words for it, never empty; the first one is offered.
    pub words: &'static [&'static str],
    /// The effect in a few words; empty if the word says it.
    pub does: String,
    /// The key, if it differs from that of the key table.
    pub key: Option<&'static str>,
}

impl SpokenChoice {
    /// A choice by any of `words`; `does` tells its effect.
    pub fn new(action: Action, words: &'static [&'static str], does: impl Into<String>) -> Self {
        Self { action, words, does: does.into(), key: None }
    }

    /// The same choice by another key than that of the key table.
    #[must_use]
    pub fn by(self, key: &'static str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// A score from 0 to 10.
    pub fn score(does: impl Into<String>) -> Self {
        Self::new(Action::Digit(0), &["0 to 10"], does)
    }
}

/// Joins the parts to a sentence, `Pain 3, aching.`; empty if all of them are.
pub(super) fn sentence(parts: impl IntoIterator<Item = String>) -> String {
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if said.is_empty() { String::new() } else { format!("{}.", capital(said.join(", ").trim_end_matches('.'))) }
}
