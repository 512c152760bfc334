//! The subject of a wish: the problems and muscles that its words name.

use std::collections::BTreeSet;

use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::filter::problems;
use crate::domain::content::search::{meant, named_by};
use crate::domain::content::words::spoken;
use crate::domain::text::{Text, dashed};

/// The number of exercises from which a muscle is offered. Our choice: enough for a session.
const USUAL_MUSCLE: usize = 3;

/// The letters of a muscle that is offered, at most. Our choice: a longer name is about one exercise alone.
const LONGEST_MUSCLE: usize = 20;

/// The subject of a session: the problems and muscles that were named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    said: String,
    problems: Vec<Id>,
    muscles: Vec<Text>,
}

impl Target {
    /// Finds what `asked` names, by the words that the search knows: a problem, else a muscle or a region. Words that
    /// name nothing are passed over if most of the others do: `lower back pain`.
    ///
    /// # Errors
    /// Nothing is named: the words that may have been meant, the nearest first.
    pub fn find(asked: &str, catalog: &Catalog) -> Result<Self, Vec<String>> {
        let known = known_targets(catalog);
        let whole = Self::named(asked, &known);
        if let Some(target) = whole {
            return Ok(target);
        }
        let words: Vec<&str> = asked.split([' ', '-', '_']).filter(|word| !word.is_empty()).collect();
        let telling: Vec<&str> = words.iter().copied().filter(|word| Self::named(word, &known).is_some()).collect();
        let most = Some(telling.join(" ")).filter(|_| 2 * telling.len() > words.len());
        let target = most.and_then(|most| Self::named(&most, &known));
        target.ok_or_else(|| {
            let all = known.problems.iter().map(ToString::to_string).chain(known.muscles.iter().map(kebab));
            let all: BTreeSet<String> = all.collect();
            meant(asked, all.iter().map(String::as_str)).into_iter().map(spoken).collect()
        })
    }

    /// Returns the target that is this problem.
    pub fn of_problem(problem: Id) -> Self {
        Self { said: spoken(problem.as_str()), problems: vec![problem], muscles: Vec::new() }
    }

    /// Returns the problems that can be wished, by name.
    pub fn problems(catalog: &Catalog) -> Vec<Self> {
        problems(catalog).into_iter().map(Self::of_problem).collect()
    }

    /// Returns the muscles and regions that several exercises are for, by name.
    pub fn muscles(catalog: &Catalog) -> Vec<Self> {
        let known = known_targets(catalog);
        let all: Vec<Text> =
            catalog.exercises().flat_map(|exercise| muscles_of(&exercise).cloned().collect::<Vec<_>>()).collect();
        let plain = known.muscles.iter().filter(|muscle| {
            muscle.as_str().chars().count() <= LONGEST_MUSCLE && !muscle.as_str().contains(['(', ',', ':'])
        });
        let usual = plain.filter(|muscle| all.iter().filter(|other| other == muscle).count() >= USUAL_MUSCLE);
        usual.filter_map(|muscle| Self::named(muscle.as_str(), &known)).collect()
    }

    fn named(asked: &str, known: &KnownTargets) -> Option<Self> {
        let exact = known.problems.iter().find(|id| id.as_str() == dashed(asked));
        if let Some(problem) = exact {
            return Some(Self::of_problem(problem.clone()));
        }
        let problems = named_by(asked, known.problems.iter().map(Id::as_str));
        let problems: Vec<Id> = problems.into_iter().filter_map(|id| Id::new(id).ok()).collect();
        let muscles = named_by(asked, known.muscles.iter().map(Text::as_str));
        let muscles: Vec<Text> = muscles.into_iter().map(Text::from).collect();
        let is_named = !problems.is_empty() || !muscles.is_empty();
        is_named.then(|| Self { said: spoken(&dashed(asked)), problems, muscles })
    }

    /// Returns it in words, as they were asked: `tight hips`.
    pub fn said(&self) -> &str {
        &self.said
    }

    /// Returns the problem, of those that are named, that `exercise` helps with.
    pub(super) fn problem_of<'e>(&self, exercise: &'e Exercise) -> Option<&'e Id> {
        exercise.helps_with.iter().find(|problem| self.problems.contains(problem))
    }

    /// Returns true if `exercise` is for it.
    pub fn is_met(&self, exercise: &Exercise) -> bool {
        self.problem_of(exercise).is_some() || muscles_of(exercise).any(|muscle| self.muscles.contains(muscle))
    }
}

/// The problems and muscles of a catalog.
struct KnownTargets {
    problems: Vec<Id>,
    muscles: Vec<Text>,
}

/// Returns all that can be asked for.
fn known_targets(catalog: &Catalog) -> KnownTargets {
    let muscles: BTreeSet<Text> =
        catalog.exercises().flat_map(|exercise| muscles_of(&exercise).cloned().collect::<Vec<_>>()).collect();
    KnownTargets { problems: problems(catalog), muscles: muscles.into_iter().collect() }
}

/// Returns the muscles that `exercise` stretches or works.
fn muscles_of(exercise: &Exercise) -> impl Iterator<Item = &Text> {
    exercise.stretches.iter().chain(&exercise.works)
}

fn kebab(muscle: &Text) -> String {
    dashed(muscle.as_str())
}
