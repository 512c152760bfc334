//! What helps and what costs: pain in sessions with an exercise against sessions without it.
//!
//! It proves little: sessions with an exercise differ from those without it in more than that. Whoever shows these
//! numbers says so with [`HOW_LITTLE_IT_PROVES`].

use std::collections::HashMap;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::selection::{Scores, Selection};
use super::tally::{Difference, Points, Tally};
use crate::domain::advice::meaning::Change;
use crate::domain::content::exercise::Id;
use crate::domain::record::entry::{Moment, Score, Session, StepOutcome};

/// To be said with every table of these.
pub const HOW_LITTLE_IT_PROVES: &str =
    "Sessions differ in more than one exercise: this shows what went together, not what caused it.";

/// Sessions with an exercise against those without it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExerciseEffect {
    /// Which exercise.
    pub exercise: Id,
    /// Sessions with it, rated or not.
    pub sessions: usize,
    /// From before to the highest during the session.
    pub during: Contrast,
    /// From before to after.
    pub after: Contrast,
    /// From before to the next morning.
    pub next_morning: Contrast,
}

impl ExerciseEffect {
    /// The gap that stands out most, up or down, of those that are said; of two that are as large, the one that is more
    /// pain. By it the exercises are sorted.
    pub fn most(&self) -> Option<Points> {
        self.most_at()?.1.gap()
    }

    /// The least fall and the least rise of that gap that are a real change, in half points.
    pub fn marks(&self) -> [u8; 2] {
        self.most_at().map_or(Difference::default(), |(_, contrast)| contrast.with).marks()
    }

    /// The contrast with that gap, and the moment it is of: `During`, `After` or `NextMorning`.
    pub fn most_at(&self) -> Option<(Moment, Contrast)> {
        let all =
            [(Moment::NextMorning, self.next_morning), (Moment::After, self.after), (Moment::During, self.during)];
        let said = all.into_iter().filter(|(_, contrast)| contrast.gap().is_some());
        said.max_by_key(|(_, contrast)| contrast.gap().map(|gap| (gap.halves().unsigned_abs(), gap.halves())))
    }
}

/// The same change in sessions with an exercise and in those without it.
///
/// **Shape**: both medians or none: below three sessions on either side nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Contrast {
    /// In sessions with it.
    pub with: Difference,
    /// In sessions without it.
    pub without: Difference,
}

impl Contrast {
    fn of(with: &Tally, all: &Tally) -> Self {
        let (with, without) = (with.difference(), all.without(with).difference());
        if with.median.is_none() || without.median.is_none() {
            return Self { with: with.silent(), without: without.silent() };
        }
        Self { with, without }
    }

    /// How much higher (above 0) or lower the change is in sessions with it; `None` where nothing is said.
    pub fn gap(self) -> Option<Points> {
        Some(self.with.median?.over(self.without.median?))
    }

    /// What that gap is as a change from where the sessions with it start; `None` where nothing is said.
    pub fn change(self) -> Option<Change> {
        self.with.judge(self.gap()?)
    }
}

/// For programs, with the gap: `null` where nothing is said.
impl Serialize for Contrast {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Contrast", 3)?;
        fields.serialize_field("with", &self.with)?;
        fields.serialize_field("without", &self.without)?;
        fields.serialize_field("gap", &self.gap())?;
        fields.end()
    }
}

#[derive(Default)]
struct Counted {
    sessions: usize,
    during: Tally,
    after: Tally,
    next_morning: Tally,
}

impl Counted {
    fn take_in(&mut self, scores: Scores) {
        self.sessions += 1;
        let Some(before) = scores.before else { return };
        let mut add = |tally: fn(&mut Self) -> &mut Tally, later: Option<Score>| {
            later.into_iter().for_each(|later| tally(self).add(before, later));
        };
        add(|this| &mut this.during, scores.during);
        add(|this| &mut this.after, scores.after);
        add(|this| &mut this.next_morning, scores.next_morning);
    }
}

/// The exercises of the sessions that are selected: the costliest first, the most helpful last; behind them those of which
/// nothing can be said yet, by the number of sessions.
pub fn exercises(selection: &Selection<'_>) -> Vec<ExerciseEffect> {
    let (mut all, mut each) = (Counted::default(), HashMap::<&str, (&Id, Counted)>::new());
    let mut done = Vec::new();
    for run in selection.runs() {
        let scores = Scores::of(run);
        all.take_in(scores);
        done.clear();
        done.extend(done_in(&run.session.body).map(Id::as_str));
        done.sort_unstable();
        done.dedup();
        for id in done_in(&run.session.body) {
            // Each once: it leaves the list with its first line.
            let Ok(at) = done.binary_search(&id.as_str()) else { continue };
            done.remove(at);
            each.entry(id.as_str()).or_insert_with(|| (id, Counted::default())).1.take_in(scores);
        }
    }
    let effect = |(exercise, counted): (&Id, Counted)| ExerciseEffect {
        exercise: exercise.clone(),
        sessions: counted.sessions,
        during: Contrast::of(&counted.during, &all.during),
        after: Contrast::of(&counted.after, &all.after),
        next_morning: Contrast::of(&counted.next_morning, &all.next_morning),
    };
    let mut effects: Vec<_> = each.into_values().map(effect).collect();
    effects.sort_by(|a, b| {
        let by_effect = b.most().cmp(&a.most());
        by_effect.then_with(|| b.sessions.cmp(&a.sessions)).then_with(|| a.exercise.cmp(&b.exercise))
    });
    effects
}

/// The exercises of which something was done, as often as they have a line: also one that was stopped, for pain stops
/// what costs. Of what was swapped, the exercise that was done instead.
pub(super) fn done_in(session: &Session) -> impl Iterator<Item = &Id> {
    session.steps.iter().filter_map(|step| match step.outcome {
        StepOutcome::Done | StepOutcome::Partial | StepOutcome::Stopped => Some(&step.exercise),
        StepOutcome::Swapped => step.by.as_ref(),
        StepOutcome::Skipped => None,
    })
}
