//! How pain stood while an exercise was done against how it stood before the session.

use std::collections::HashMap;

use super::selection::{Scores, Selection};
use super::tally::{Difference, Tally};
use crate::domain::advice::history::rated_exercises;
use crate::domain::content::exercise::Id;

/// The change of one exercise, by the ratings given while it was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// Which exercise.
    pub exercise: Id,
    /// From before the session to the highest rating while the exercise was done.
    pub during: Difference,
}

/// The exercises rated in three sessions or more with a score before: those with the highest rise first, of equals
/// those with more ratings.
pub fn reactions(selection: &Selection<'_>) -> Vec<Reaction> {
    let mut tallies: HashMap<&Id, Tally> = HashMap::new();
    for run in selection.runs() {
        let Some(before) = Scores::of(run).before else { continue };
        for rated in rated_exercises(run) {
            if let Some(highest) = rated.highest() {
                tallies.entry(rated.exercise).or_default().add(before, highest);
            }
        }
    }
    let reaction =
        |(exercise, tally): (&Id, Tally)| Reaction { exercise: exercise.clone(), during: tally.difference() };
    let mut all: Vec<Reaction> = tallies.into_iter().map(reaction).collect();
    all.retain(|reaction| reaction.during.median.is_some());
    all.sort_by(|a, b| {
        let by_rise = b.during.median.cmp(&a.during.median);
        by_rise.then(b.during.n.cmp(&a.during.n)).then_with(|| a.exercise.cmp(&b.exercise))
    });
    all
}
