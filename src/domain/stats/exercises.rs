//! What helps and what costs: pain in sessions with an exercise against sessions without it.
//!
//! It proves little: sessions with an exercise differ from those without it in more than that. Whoever shows these
//! numbers says so with [`HOW_LITTLE_IT_PROVES`].

use std::collections::HashMap;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::selection::{Scores, Selection};
use super::tally::{Difference, Points, Tally};
use crate::domain::advice::history::rated_exercises;
use crate::domain::advice::meaning::Change;
use crate::domain::content::exercise::Id;
use crate::domain::record::entry::{Moment, Score};

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
    /// From before to the highest while the exercise was done; without it, to the highest during the session.
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
    fn of(with: &Tally, without: &Tally) -> Self {
        let (with, without) = (with.difference(), without.difference());
        if with.median.is_none() || without.median.is_none() {
            return Self { with: with.silent(), without: without.silent() };
        }
        Self { with, without }
    }

    /// How much higher (above 0) or lower the change is in sessions with it; `None` where nothing is said.
    pub fn gap(self) -> Option<Points> {
        Some(self.with.median?.over(self.without.median?))
    }

    /// Classifies that gap as a change from where the sessions with it start; `None` where nothing is said.
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

/// Changes from before in several sessions.
#[derive(Default)]
struct Counted {
    sessions: usize,
    /// To the highest while one exercise was done.
    own: Tally,
    /// To the highest during the session.
    during: Tally,
    after: Tally,
    next_morning: Tally,
}

impl Counted {
    /// One session more; `own`: the highest score while the exercise was done.
    fn take_in(&mut self, scores: Scores, own: Option<Score>) {
        self.sessions += 1;
        let Some(before) = scores.before else { return };
        let changes = [
            (&mut self.own, own),
            (&mut self.during, scores.during),
            (&mut self.after, scores.after),
            (&mut self.next_morning, scores.next_morning),
        ];
        for (tally, later) in changes {
            if let Some(later) = later {
                tally.add(before, later);
            }
        }
    }
}

/// The exercises of the sessions that are selected: the costliest first, the most helpful last; behind them those of which
/// nothing can be said yet, by the number of sessions.
pub fn exercises(selection: &Selection<'_>) -> Vec<ExerciseEffect> {
    let (mut all, mut each) = (Counted::default(), HashMap::<&str, (&Id, Counted)>::new());
    for run in selection.runs() {
        let scores = Scores::of(run);
        all.take_in(scores, None);
        for rated in rated_exercises(run) {
            let (_, counted) = each.entry(rated.exercise.as_str()).or_insert((rated.exercise, Counted::default()));
            counted.take_in(scores, rated.highest());
        }
    }
    let effect = |(exercise, counted): (&Id, Counted)| ExerciseEffect {
        exercise: exercise.clone(),
        sessions: counted.sessions,
        during: Contrast::of(&counted.own, &all.during.without(&counted.during)),
        after: Contrast::of(&counted.after, &all.after.without(&counted.after)),
        next_morning: Contrast::of(&counted.next_morning, &all.next_morning.without(&counted.next_morning)),
    };
    let mut effects: Vec<_> = each.into_values().map(effect).collect();
    effects.sort_by(|a, b| {
        let by_effect = b.most().cmp(&a.most());
        by_effect.then_with(|| b.sessions.cmp(&a.sessions)).then_with(|| a.exercise.cmp(&b.exercise))
    });
    effects
}
