//! Filters of exercises and routines, by kind, position, problem, length, occasion and equipment; and look-ups of what
//! uses an item, and of what may be behind a pain.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use super::catalog::Catalog;
use super::exercise::{Exercise, Id};
use super::guide::{Cause, Guide};
use super::link::{ItemKind, Need};
use super::routine::Routine;
use super::words::{Kind, Position, When};
use crate::domain::text::Text;

/// Conditions on an exercise; `None` admits everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExerciseFilter {
    /// The main kind, or a further one.
    pub kind: Option<Kind>,
    /// The position of the body.
    pub position: Option<Position>,
    /// The id of a problem it helps with: `tight-hip-flexors`.
    pub helps_with: Option<Id>,
    /// The available equipment, so that nothing else may be needed; empty for none.
    pub at_hand: Option<Vec<Id>>,
}

impl ExerciseFilter {
    /// Returns true if `exercise` meets the conditions.
    pub fn admits(&self, exercise: &Exercise) -> bool {
        self.kind.is_none_or(|kind| exercise.kind == kind || exercise.also.contains(&kind))
            && self.position.is_none_or(|position| exercise.position == position)
            && self.helps_with.as_ref().is_none_or(|problem| exercise.helps_with.contains(problem))
            && is_at_hand(&exercise.equipment, self.at_hand.as_deref())
    }

    /// Returns true if there are no conditions.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

/// Conditions on a routine; `None` admits everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoutineFilter {
    /// The longest duration.
    pub at_most: Option<Duration>,
    /// One of its occasions.
    pub when: Option<When>,
    /// The available equipment, so that nothing else may be needed; empty for none.
    pub at_hand: Option<Vec<Id>>,
}

impl RoutineFilter {
    /// Returns true if `routine`, which lasts `length`, meets the conditions.
    pub fn admits(&self, routine: &Routine, length: Duration) -> bool {
        // What the list shows as five minutes is five minutes: lengths are rounded to minutes there.
        self.at_most.is_none_or(|most| length < most + Duration::from_secs(30))
            && self.when.is_none_or(|when| routine.when.contains(&when))
            && is_at_hand(&routine.equipment, self.at_hand.as_deref())
    }

    /// Returns true if there are no conditions.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

fn is_at_hand(needs: &[Need], at_hand: Option<&[Id]>) -> bool {
    at_hand.is_none_or(|at_hand| needs.iter().all(|need| need.is_met(at_hand)))
}

/// Returns true if all exercises of `routine` are done in `position`, so that nobody has to get up or down: in standing,
/// all that is done on the feet.
pub fn is_in_position(catalog: &Catalog, routine: &Routine, position: Position) -> bool {
    let mut exercises = routine.steps.iter().map(|step| catalog.exercise(step.exercise.as_str()));
    exercises.all(|exercise| exercise.is_some_and(|exercise| position.includes(exercise.position)))
}

/// Returns the problems that exercises help with, ascending.
pub fn problems(catalog: &Catalog) -> Vec<Id> {
    let all: BTreeSet<Id> = catalog.exercises().flat_map(|exercise| exercise.helps_with.clone()).collect();
    all.into_iter().collect()
}

/// Returns the things that `needs` ask for, ascending; without needs that are met everywhere.
pub fn things<'a>(needs: impl IntoIterator<Item = &'a Need>) -> Vec<Id> {
    let of_need = needs.into_iter().filter(|need| !need.is_met_everywhere()).flat_map(Need::any_of);
    of_need.collect::<BTreeSet<_>>().into_iter().cloned().collect()
}

/// Returns the equipment that exercises and routines need, ascending.
pub fn equipment(catalog: &Catalog) -> Vec<Id> {
    let of_exercises = catalog.exercises().flat_map(|exercise| exercise.equipment.clone());
    let of_routines = catalog.routines().flat_map(|routine| routine.equipment.clone());
    let all: BTreeSet<Id> = of_exercises.chain(of_routines).flat_map(|need| need.any_of().to_vec()).collect();
    all.into_iter().collect()
}

/// Returns the routines with a step of this exercise, by id.
pub fn routines_with(catalog: &Catalog, exercise: &Id) -> Vec<Arc<Routine>> {
    catalog.routines().filter(|routine| routine.steps.iter().any(|step| step.exercise == *exercise)).collect()
}

/// Returns the guides with a link to this item, by id.
pub fn guides_about(catalog: &Catalog, kind: ItemKind, id: &Id) -> Vec<Arc<Guide>> {
    catalog.guides().filter(|guide| guide.links().any(|link| link.kind == kind && link.id == *id)).collect()
}

/// An activity during which it may hurt, and the guides that explain why.
#[derive(Debug, Clone)]
pub struct Activity {
    /// The name.
    pub name: Text,
    guides: Vec<Arc<Guide>>,
}

impl Activity {
    /// Returns the guides that explain why it may hurt; at least one.
    pub fn guides(&self) -> impl Iterator<Item = &Guide> {
        self.guides.iter().map(AsRef::as_ref)
    }

    /// Returns the possible causes of pain during it, each with its guide, in the order of the guides.
    pub fn causes(&self) -> impl Iterator<Item = (&Guide, &Cause)> {
        self.guides.iter().flat_map(|guide| guide.causes_of(&self.name).map(|cause| (guide.as_ref(), cause)))
    }
}

/// Returns every activity that a guide lists, each once, by name.
pub fn activities(catalog: &Catalog) -> Vec<Activity> {
    let mut guides: BTreeMap<Text, Vec<Arc<Guide>>> = BTreeMap::new();
    for guide in catalog.guides() {
        for name in &guide.activities {
            guides.entry(name.clone()).or_default().push(Arc::clone(&guide));
        }
    }
    guides.into_iter().map(|(name, guides)| Activity { name, guides }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activities_come_once_each_with_the_causes_of_their_own() {
        let all = activities(&Catalog::built_in());
        assert!(all.windows(2).all(|pair| pair[0].name < pair[1].name), "each once, by name");
        let counts: Vec<usize> = all.iter().map(|activity| activity.causes().count()).collect();
        assert_eq!(counts, [3, 2, 7, 2, 5, 2, 13, 13, 4, 11, 10], "one cause is for roads alone, one for trails");
    }
}
