//! The exercises that the names of another program mean.

use std::cmp::Reverse;
use std::str::FromStr;
use std::sync::Arc;

use super::is_same_name;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Exercise;
use crate::domain::content::link::ItemKind;
use crate::domain::content::search::{Index, likeness};
use crate::domain::content::words::Kind;
use crate::domain::text::Text;

/// The likeness from which a name is the same, and from which it is likely to be meant, in percent. Our choice: three of
/// the five words of a name, and no other word.
const SAME: u32 = 95;
const LIKELY: u32 = 60;

/// The number of hits of the search that are compared, and of others that are named.
const MOST_COMPARED: usize = 12;
const MOST_OTHERS: usize = 2;

/// A choice of the user's: the exercise that a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameChoice {
    /// The name, as the other program has it.
    pub name: String,
    /// The exercise, as people name it; `None` for one of the user's own.
    pub exercise: Option<String>,
}

impl FromStr for NameChoice {
    type Err = String;

    /// Reads `Plank=side-plank`, or `Plank=` for an exercise of the user's own. A name may contain `=`, an exercise does not.
    fn from_str(raw: &str) -> Result<Self, String> {
        let (name, exercise) = raw.rsplit_once('=').unwrap_or((raw, ""));
        if name.trim().is_empty() || !raw.contains('=') {
            return Err("expected NAME=EXERCISE, or NAME= for an exercise of your own".to_owned());
        }
        let exercise = Some(exercise.trim().to_owned()).filter(|exercise| !exercise.is_empty());
        Ok(Self { name: name.trim().to_owned(), exercise })
    }
}

/// Certainties that an exercise is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchCertainty {
    /// The names are the same.
    Same,
    /// The names are alike; these titles are, too.
    Likely(Vec<Text>),
    /// The user chose it.
    Chosen,
}

/// The exercise that a name means.
#[derive(Debug, Clone)]
pub struct NameMatch {
    /// The exercise.
    pub exercise: Arc<Exercise>,
    /// The certainty of that.
    pub certainty: MatchCertainty,
}

/// Finds exercises by the names of another program.
pub struct NameMatcher<'a> {
    catalog: &'a Catalog,
    index: Index,
    choices: Vec<ExerciseChoice>,
}

/// A choice of the user's with the exercise it names.
pub struct ExerciseChoice {
    /// The name, as the other program has it.
    pub name: String,
    /// The exercise; `None` for one of the user's own.
    pub exercise: Option<Arc<Exercise>>,
}

impl<'a> NameMatcher<'a> {
    /// Returns a matcher among the exercises of `catalog`.
    pub fn new(catalog: &'a Catalog, choices: Vec<ExerciseChoice>) -> Self {
        Self { catalog, index: Index::new(catalog, &[ItemKind::Exercise]), choices }
    }

    /// Returns the exercise that `name` means, if there is one. A self-test is never meant: it is answered, not played.
    pub fn find(&self, name: &Text) -> Option<NameMatch> {
        if let Some(choice) = self.choice(name) {
            let exercise = choice.exercise.clone()?;
            return Some(NameMatch { exercise, certainty: MatchCertainty::Chosen });
        }
        let mut alike: Vec<(u32, Arc<Exercise>)> = self
            .index
            .search(name.as_str())
            .iter()
            .take(MOST_COMPARED)
            .filter_map(|hit| self.catalog.exercise(hit.id.as_str()))
            .filter(|exercise| exercise.kind != Kind::SelfTest)
            .map(|exercise| (best_likeness(name, &exercise), exercise))
            // One of the user's own is meant by its name alone: what was imported once is found again, and nothing else.
            .filter(|(likeness, exercise)| *likeness >= if self.is_own(exercise) { SAME } else { LIKELY })
            .collect();
        alike.sort_by_key(|(likeness, exercise)| Reverse((*likeness, self.is_own(exercise))));
        let (best, exercise) = alike.first().cloned()?;
        let others: Vec<Text> = alike
            .iter()
            .skip(1)
            .filter(|(likeness, _)| *likeness == best)
            .map(|(_, exercise)| exercise.name.clone())
            .take(MOST_OTHERS)
            .collect();
        let is_sure = best >= SAME && (others.is_empty() || self.is_own(&exercise) || is_named(name, &exercise));
        let certainty = if is_sure { MatchCertainty::Same } else { MatchCertainty::Likely(others) };
        Some(NameMatch { exercise, certainty })
    }

    /// Returns true if the user chose for `name`.
    pub(super) fn is_chosen(&self, name: &Text) -> bool {
        self.choice(name).is_some()
    }

    fn choice(&self, name: &Text) -> Option<&ExerciseChoice> {
        self.choices.iter().find(|choice| is_same_name(&choice.name, name.as_str()))
    }

    fn is_own(&self, exercise: &Exercise) -> bool {
        self.catalog.own(ItemKind::Exercise, exercise.id.as_str()).is_some()
    }
}

/// Returns the likeness to the title, or to another name that is the same: a part of another name means little.
fn best_likeness(name: &Text, exercise: &Exercise) -> u32 {
    let others = exercise.aliases.iter().map(|other| likeness(name.as_str(), other.as_str()));
    let same = others.filter(|likeness| *likeness >= SAME).max();
    likeness(name.as_str(), exercise.name.as_str()).max(same.unwrap_or_default())
}

/// Returns true if `name` is the very title of the exercise.
fn is_named(name: &Text, exercise: &Exercise) -> bool {
    likeness(name.as_str(), exercise.name.as_str()) >= SAME
}
