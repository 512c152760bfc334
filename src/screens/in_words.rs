//! A screen in words, for whoever does not see it: what it says, what it asks, and what can be answered. Nothing here is
//! drawn, and no key is named: which keys or words there are for an answer is the matter of the plain lines.

use crate::app::action::Action;

/// What a screen says, each text a line of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InWords {
    /// Where one is, or what has to be known first: told once, as long as it stays the same.
    pub head: Vec<String>,
    /// What is asked, or told, now.
    pub asks: Vec<String>,
    /// What was answered so far; empty where nothing was.
    pub answer: String,
    /// What can be answered; told with what is asked.
    pub choices: Vec<Choice>,
    /// What else can be said; told when it is asked for, and the most of it at the start of a session.
    pub always: Vec<Choice>,
    /// Words that would change nothing, or not what they say, as it stands now.
    pub already: Vec<Already>,
    /// What is asked is only told, and goes back by itself.
    pub is_passing: bool,
}

/// What is said to words that are so already, in place of doing something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Already {
    /// The words.
    pub words: &'static [&'static str],
    /// How it stands, in a sentence.
    pub says: &'static str,
}

/// An answer, or another thing that can be wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is meant.
    pub action: Action,
    /// The words that mean it, the one to be told first; never empty.
    pub words: &'static [&'static str],
    /// What it does, in a few words; empty where the word says it.
    pub does: String,
    /// The key, where it is another than the one the key table has for it.
    pub key: Option<&'static str>,
}

impl Choice {
    /// What any of `words` means, and `does`.
    pub fn new(action: Action, words: &'static [&'static str], does: impl Into<String>) -> Self {
        Self { action, words, does: does.into(), key: None }
    }

    /// By this key.
    #[must_use]
    pub fn by(self, key: &'static str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// A score from 0 to 10.
    pub fn score(does: impl Into<String>) -> Self {
        Self::new(Action::Digit(0), &["0 to 10"], does)
    }
}

/// What is answered: `Pain 3.`; empty where nothing is.
pub(super) fn sentence(parts: impl IntoIterator<Item = String>) -> String {
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if said.is_empty() { String::new() } else { format!("{}.", capital(said.join(", ").trim_end_matches('.'))) }
}

/// `text` with a capital to begin with.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
