//! The user's own activities and self-tests over time.

use std::collections::HashMap;

use serde::Serialize;

use super::Scope;
use crate::domain::advice::clinical_change::{ClinicalChange, activity_change};
use crate::domain::content::exercise::Id;
use crate::domain::journal::entry::{Score, Side, Stamp};
use crate::domain::journal::merged::Journal;
use crate::domain::journal::self_report::Verdict;
use crate::domain::journal::timestamp;
use crate::domain::text::Text;

/// One of the user's own activities. Higher is better, unlike pain: draw it so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivitySeries {
    /// The activity in the user's words.
    pub name: Text,
    /// The answers with a score, in order of time.
    pub answers: Vec<Answered>,
    /// True if the program still asks about it.
    pub is_current: bool,
}

/// An answer about an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// The time of the answer.
    #[serde(serialize_with = "timestamp::write")]
    pub at: Stamp,
    /// The score: 0 cannot do it, 10 as before.
    pub score: Score,
}

impl ActivitySeries {
    /// The change from the first answer to the last, in points; above 0 is better. `None` below two answers.
    pub fn change(&self) -> Option<i16> {
        let (first, last) = (self.answers.first()?, self.answers.get(1..)?.last()?);
        Some(i16::from(last.score.value()) - i16::from(first.score.value()))
    }
}

/// Names a change of an activity by this many points: `better`, `worse`, or `about the same`.
pub const fn change_text(points: i16) -> &'static str {
    match activity_change(points) {
        ClinicalChange::Same => "about the same",
        ClinicalChange::Higher => "better",
        ClinicalChange::Lower => "worse",
    }
}

/// One self-test on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestSeries {
    /// The exercise of the self-test.
    pub exercise: Id,
    /// The side, if the test has sides.
    pub side: Option<Side>,
    /// All tries, in order of time.
    pub tries: Vec<Try>,
}

/// One try at a self-test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Try {
    /// The time of the try.
    #[serde(serialize_with = "timestamp::write")]
    pub at: Stamp,
    /// The verdict, if there was one.
    pub verdict: Option<Verdict>,
    /// The number, in the unit of the test, if it has one.
    pub value: Option<u32>,
    /// The finding, if the test distinguishes kinds.
    pub finding: Option<Text>,
}

/// Returns the activities with an answer in the scope, in the order in which they were named.
pub fn activities(journal: &Journal, scope: &Scope<'_>) -> Vec<ActivitySeries> {
    let (mut all, mut places) = (Vec::<ActivitySeries>::new(), HashMap::<&str, usize>::new());
    let bounds = scope.bounds();
    for answer in journal.activities().iter().filter(|answer| bounds.has(answer.at)) {
        let at = *places.entry(answer.name.as_str()).or_insert_with(|| {
            all.push(ActivitySeries { name: answer.name.clone(), answers: Vec::new(), is_current: true });
            all.len() - 1
        });
        let Some(series) = all.get_mut(at) else { continue };
        series.is_current = !answer.removed;
        if scope.has_at(answer.at) {
            series.answers.extend(answer.score.map(|score| Answered { at: bounds.localized(answer.at), score }));
        }
    }
    all.retain(|series| !series.answers.is_empty());
    all
}

/// Returns the self-tests in the scope, in the order in which they were first tried, each side on its own.
pub fn self_tests(journal: &Journal, scope: &Scope<'_>) -> Vec<TestSeries> {
    let (mut all, mut places) = (Vec::<TestSeries>::new(), HashMap::<(&str, Option<Side>), usize>::new());
    for tried in journal.self_tests().iter().filter(|tried| scope.has_at(tried.at)) {
        let at = *places.entry((tried.exercise.as_str(), tried.side)).or_insert_with(|| {
            all.push(TestSeries { exercise: tried.exercise.clone(), side: tried.side, tries: Vec::new() });
            all.len() - 1
        });
        let one = Try {
            at: scope.bounds().localized(tried.at),
            verdict: tried.verdict,
            value: tried.value,
            finding: tried.finding.clone(),
        };
        if let Some(series) = all.get_mut(at) {
            series.tries.push(one);
        }
    }
    all
}
