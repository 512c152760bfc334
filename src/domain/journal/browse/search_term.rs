//! Words to search entries for: they match the text that screens show. The names of content and answers are looked up
//! once for a word, so that only ids and answers of an entry are compared.

use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::words::WordList;
use crate::domain::journal::body_location::{region_text, spread_text};
use crate::domain::journal::done::outcome;
use crate::domain::journal::entry::{
    Moment, Outcome, PainSide, PainWord, Rating, Region, SessionEntry, Spread, StepOutcome, StepRecord,
};
use crate::domain::journal::self_report::{SelfTestTry, Verdict};
use crate::domain::journal::self_test_history::passed;
use crate::domain::text::folded;

/// The names of content in lower case, prepared once for any number of words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// Names of exercises, by id, ascending.
    exercises: Vec<(Id, String)>,
    /// Titles of plans, by id, ascending.
    plans: Vec<(Id, String)>,
    /// Titles of routines, by id, ascending.
    routines: Vec<(Id, String)>,
    /// Units of self-tests, by id, ascending; tests without a unit left out.
    units: Vec<(Id, String)>,
    /// Findings of self-tests, with the test and the word in the journal.
    findings: Vec<(Id, Id, String)>,
}

/// A word, and everything whose name contains it.
///
/// It does not match the numbers of scores, minutes and seconds, days and times of day, nor the sides of a session's
/// sets, which nearly every session has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The word in lower case, without white space.
    word: String,
    /// The word as a number.
    number: Option<u32>,
    named: NamedMatches,
    answers: MatchedAnswers,
}

/// Content items whose names contain the word.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NamedMatches {
    /// Ascending.
    exercises: Vec<Id>,
    /// Ascending.
    plans: Vec<Id>,
    /// Ascending.
    routines: Vec<Id>,
    /// Self-tests whose unit contains the word; ascending.
    counted: Vec<Id>,
    /// Self-tests, each with a finding whose name contains the word.
    findings: Vec<(Id, Id)>,
}

/// Answers whose text contains the word; mostly none.
#[derive(Debug, Clone, PartialEq, Eq)]
struct MatchedAnswers {
    outcomes: Vec<Outcome>,
    steps: Vec<StepOutcome>,
    regions: Vec<Region>,
    sides: Vec<PainSide>,
    spreads: Vec<Spread>,
    words: Vec<PainWord>,
    moments: Vec<Moment>,
    verdicts: Vec<Verdict>,
    /// True for the text of stiffness; true for that of soreness from training.
    stiff_sore: (bool, bool),
}

impl Sought {
    /// Looks up a word, in any case and without white space, in `names`.
    pub fn new(word: &str, names: &Names) -> Self {
        let word = folded(word).into_owned();
        let (number, named, answers) = (word.parse().ok(), NamedMatches::of(&word, names), MatchedAnswers::of(&word));
        Self { word, number, named, answers }
    }

    /// Returns true if `text` contains it.
    pub(in crate::domain::journal) fn is_in(&self, text: &str) -> bool {
        says(text, &self.word)
    }

    /// Returns true if it is in a session: in its title, note, outcome or reasons, or in a name or id of its exercises.
    pub(in crate::domain::journal) fn is_in_session(&self, session: &SessionEntry) -> bool {
        self.is_in(session.title.as_str())
            || self.is_in(session.note.as_str())
            || session.reason.as_ref().is_some_and(|reason| self.is_in(reason.as_str()))
            || self.answers.outcomes.contains(&outcome(session))
            || self.is_in_steps(&session.steps)
    }

    fn is_in_steps(&self, steps: &[StepRecord]) -> bool {
        let mut last = None;
        steps.iter().any(|step| {
            // The sets of an exercise follow each other.
            let is_new = last.replace(&step.exercise) != Some(&step.exercise);
            is_new && self.is_in_exercise(&step.exercise)
                || step.by.as_ref().is_some_and(|by| self.is_in_exercise(by))
                || step.reason.as_ref().is_some_and(|reason| self.is_in(reason.as_str()))
                || self.answers.steps.contains(&step.outcome)
        })
    }

    /// Returns true if it is in a rating: in its places and their sides, spread, words or note, or in the moment of a
    /// rating without a session.
    pub(in crate::domain::journal) fn is_in_rating(&self, rating: &Rating) -> bool {
        let answers = &self.answers;
        let (stiff, sore) = answers.stiff_sore;
        rating.region.is_some_and(|region| answers.has_place(region, rating.side))
            || rating.also.iter().any(|spot| answers.has_place(spot.region, spot.side))
            || rating.spread.is_some_and(|spread| answers.spreads.contains(&spread))
            || rating.words.iter().any(|word| answers.words.contains(word))
            || rating.stiff_min.is_some_and(|_| stiff)
            || (sore && rating.training_sore)
            || rating.note.as_ref().is_some_and(|note| self.is_in(note.as_str()))
            || (rating.session.is_none() && answers.moments.contains(&rating.moment))
    }

    /// Returns true if it is in a try at a self-test.
    pub(in crate::domain::journal) fn is_in_test(&self, tried: &SelfTestTry) -> bool {
        self.is_in_exercise(&tried.exercise)
            || tried.side.is_some_and(|side| self.is_in(&side.to_string()))
            || tried.verdict.is_some_and(|verdict| self.answers.verdicts.contains(&verdict))
            || tried.value.is_some_and(|value| {
                self.number == Some(value) || self.named.counted.binary_search(&tried.exercise).is_ok()
            })
            || tried.finding.as_ref().is_some_and(|word| self.is_in_finding(&tried.exercise, word.as_str()))
    }

    fn is_in_finding(&self, exercise: &Id, word: &str) -> bool {
        let findings = &self.named.findings;
        self.is_in(word) || findings.iter().any(|(test, kind)| test == exercise && kind.as_str() == word)
    }

    /// Returns true if it is in the id or the title of a plan.
    pub(in crate::domain::journal) fn is_in_plan(&self, plan: &Id) -> bool {
        self.is_in(plan.as_str()) || self.named.plans.binary_search(plan).is_ok()
    }

    /// Returns true if it is in the id or the title of a routine.
    pub(in crate::domain::journal) fn is_in_routine(&self, routine: &Id) -> bool {
        self.is_in(routine.as_str()) || self.named.routines.binary_search(routine).is_ok()
    }

    fn is_in_exercise(&self, id: &Id) -> bool {
        self.is_in(id.as_str()) || self.named.exercises.binary_search(id).is_ok()
    }
}

impl Names {
    /// Collects the names of `catalog`. Reads all of its exercises and plans.
    pub fn of(catalog: &Catalog) -> Self {
        let mut names = Self::default();
        for exercise in catalog.exercises() {
            names.exercises.push((exercise.id.clone(), folded(exercise.name.as_str()).into_owned()));
            names.add_test(&exercise);
        }
        names.plans = catalog.plans().map(|plan| (plan.id.clone(), folded(plan.title.as_str()).into_owned())).collect();
        let routines =
            catalog.routines().map(|routine| (routine.id.clone(), folded(routine.title.as_str()).into_owned()));
        names.routines = routines.collect();
        for all in [&mut names.exercises, &mut names.plans, &mut names.routines, &mut names.units] {
            all.sort_unstable();
        }
        names
    }

    fn add_test(&mut self, exercise: &Exercise) {
        let Some(test) = &exercise.test else { return };
        if let Some((_, unit)) = test.value_text(0).split_once(' ') {
            self.units.push((exercise.id.clone(), folded(unit).into_owned()));
        }
        let found = test.kinds.iter();
        self.findings
            .extend(found.map(|kind| (exercise.id.clone(), kind.id.clone(), folded(kind.label.as_str()).into_owned())));
    }
}

impl NamedMatches {
    fn of(word: &str, names: &Names) -> Self {
        let findings = names.findings.iter().filter(|(.., label)| label.contains(word));
        Self {
            exercises: ids_named(word, &names.exercises),
            plans: ids_named(word, &names.plans),
            routines: ids_named(word, &names.routines),
            counted: ids_named(word, &names.units),
            findings: findings.map(|(test, kind, _)| (test.clone(), kind.clone())).collect(),
        }
    }
}

fn ids_named(word: &str, all: &[(Id, String)]) -> Vec<Id> {
    all.iter().filter(|(_, name)| name.contains(word)).map(|(id, _)| id.clone()).collect()
}

impl MatchedAnswers {
    fn has_place(&self, region: Region, side: Option<PainSide>) -> bool {
        self.regions.contains(&region) || side.is_some_and(|side| self.sides.contains(&side))
    }

    fn of(word: &str) -> Self {
        Self {
            outcomes: having(word, |outcome: Outcome| outcome.to_string()),
            steps: having(word, |outcome| step_text(outcome).to_owned()),
            regions: having(word, |region: Region| format!("{} {}", region_text(region), region.as_str())),
            sides: having(word, |side: PainSide| side.to_string()),
            spreads: having(word, |it| if it == Spread::None { String::new() } else { spread_text(it).to_owned() }),
            words: having(word, |word: PainWord| word.to_string()),
            moments: having(word, |it: Moment| if it == Moment::Other { "pain".to_owned() } else { it.to_string() }),
            verdicts: having(word, |verdict| passed(verdict).to_owned()),
            stiff_sore: (says("stiff", word), says("sore from training", word)),
        }
    }
}

const fn step_text(outcome: StepOutcome) -> &'static str {
    match outcome {
        // Without the "left" of "left out", which is not a side.
        StepOutcome::Skipped => "out",
        StepOutcome::Stopped => "stopped",
        StepOutcome::Swapped => "instead",
        StepOutcome::Done | StepOutcome::Partial => "",
    }
}

/// Returns the values whose text contains `word`.
fn having<W: WordList>(word: &str, said: impl Fn(W) -> String) -> Vec<W> {
    W::ALL.iter().map(|(_, value)| *value).filter(|value| says(&said(*value), word)).collect()
}

/// Returns true if `word`, folded, is in `text`.
fn says(text: &str, word: &str) -> bool {
    if !text.is_ascii() {
        return folded(text).contains(word);
    }
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some(first) = word.first() else { return true };
    let others = [*first, first.to_ascii_uppercase()];
    text.windows(word.len())
        .any(|part| part.first().is_some_and(|c| others.contains(c)) && part.eq_ignore_ascii_case(word))
}
