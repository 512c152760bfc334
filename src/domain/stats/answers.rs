//! The user's own activities and self-tests over time.

use std::collections::HashMap;

use serde::Serialize;

use super::Scope;
use crate::domain::advice::meaning::{Change, activity_change};
use crate::domain::content::exercise::Id;
use crate::domain::record::answer::Verdict;
use crate::domain::record::entry::{Score, Side, Stamp};
use crate::domain::record::journal::Journal;
use crate::domain::record::stamp;
use crate::domain::text::Text;

/// One of the user's own activities. Higher is better, unlike pain: draw it so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivitySeries {
    /// What, in the user's words.
    pub name: Text,
    /// What was answered, in order of time; what was not is left out.
    pub answers: Vec<Answered>,
    /// Whether it is still asked about.
    pub is_current: bool,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// When.
    #[serde(serialize_with = "stamp::write")]
    pub at: Stamp,
    /// How well it goes: 0 cannot do it, 10 as before.
    pub score: Score,
}

impl ActivitySeries {
    /// From the first answer to the last, in points; above 0 is better. `None` below two answers.
    pub fn change(&self) -> Option<i16> {
        let (first, last) = (self.answers.first()?, self.answers.get(1..)?.last()?);
        Some(i16::from(last.score.value()) - i16::from(first.score.value()))
    }
}

/// Names a change of an activity by this many points: `better`, `worse`, or `about the same`.
pub const fn change_text(points: i16) -> &'static str {
    match activity_change(points) {
        Change::Same => "about the same",
        Change::Higher => "better",
        Change::Lower => "worse",
    }
}

/// One self-test on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestSeries {
    /// Which.
    pub exercise: Id,
    /// On which side, where it has sides.
    pub side: Option<Side>,
    /// Each try, in order of time.
    pub tries: Vec<Try>,
}

/// One try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Try {
    /// When.
    #[serde(serialize_with = "stamp::write")]
    pub at: Stamp,
    /// Whether it passed, where that was told.
    pub verdict: Option<Verdict>,
    /// Its number, in the unit of the test, where it has one.
    pub value: Option<u32>,
    /// What was found, where the test tells kinds apart.
    pub finding: Option<Text>,
}

/// The activities of which something was answered in these days, in the order they were named.
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

/// The self-tests of these days: in the order they were first tried, sides apart.
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
        all.get_mut(at).into_iter().for_each(|series| series.tries.push(one.clone()));
    }
    all
}
