//! Which exercises and routines suit: by kind, position, problem, time, occasion, and what is at hand.

use std::collections::BTreeSet;
use std::time::Duration;

use super::catalog::Catalog;
use super::exercise::{Exercise, Id};
use super::link::Need;
use super::routine::Routine;
use super::words::{Kind, Position, When};

/// What an exercise has to be. What is `None` does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExerciseFilter {
    /// One of its kinds.
    pub kind: Option<Kind>,
    /// How the body is placed.
    pub position: Option<Position>,
    /// A problem that it helps with: `tight-hip-flexors`.
    pub helps_with: Option<Id>,
    /// What there is, so that nothing else may be needed; empty for nothing but the floor.
    pub at_hand: Option<Vec<Id>>,
}

impl ExerciseFilter {
    /// Whether `exercise` suits.
    pub fn admits(&self, exercise: &Exercise) -> bool {
        self.kind.is_none_or(|kind| exercise.kind == kind || exercise.also.contains(&kind))
            && self.position.is_none_or(|position| exercise.position == position)
            && self.helps_with.as_ref().is_none_or(|problem| exercise.helps_with.contains(problem))
            && is_at_hand(&exercise.equipment, self.at_hand.as_deref())
    }

    /// Whether everything suits.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

/// What a routine has to be. What is `None` does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoutineFilter {
    /// How long it may last.
    pub at_most: Option<Duration>,
    /// An occasion that it is for.
    pub when: Option<When>,
    /// What there is, so that nothing else may be needed; empty for nothing but the floor.
    pub at_hand: Option<Vec<Id>>,
}

impl RoutineFilter {
    /// Whether `routine`, which lasts `length`, suits.
    pub fn admits(&self, routine: &Routine, length: Duration) -> bool {
        // What the list shows as five minutes is five minutes: lengths are rounded to minutes there.
        let fits = |most: Duration| length < most + Duration::from_secs(30);
        self.at_most.is_none_or(fits)
            && self.when.is_none_or(|when| routine.when.contains(&when))
            && is_at_hand(&routine.equipment, self.at_hand.as_deref())
    }

    /// Whether everything suits.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

fn is_at_hand(needs: &[Need], at_hand: Option<&[Id]>) -> bool {
    at_hand.is_none_or(|at_hand| needs.iter().all(|need| need.is_met(at_hand)))
}

/// Every problem that some exercise helps with, ascending.
pub fn problems(catalog: &Catalog) -> Vec<Id> {
    let all: BTreeSet<Id> = catalog.exercises().flat_map(|exercise| exercise.helps_with.clone()).collect();
    all.into_iter().collect()
}

/// What some of `needs` ask for, so that having it or not makes a difference, ascending.
pub fn things<'a>(needs: impl IntoIterator<Item = &'a Need>) -> Vec<Id> {
    let of_need = needs.into_iter().filter(|need| !need.is_met_everywhere()).flat_map(Need::any_of);
    of_need.collect::<BTreeSet<_>>().into_iter().cloned().collect()
}

/// Everything that some exercise or routine needs, ascending.
pub fn equipment(catalog: &Catalog) -> Vec<Id> {
    let of_exercises = catalog.exercises().flat_map(|exercise| exercise.equipment.clone());
    let of_routines = catalog.routines().flat_map(|routine| routine.equipment.clone());
    let all: BTreeSet<Id> = of_exercises.chain(of_routines).flat_map(|need| need.any_of().to_vec()).collect();
    all.into_iter().collect()
}
