//! The exercises that were done in a session, and their ratings: for the advice, the numbers and the report alike.

use super::history::Run;
use crate::domain::content::exercise::Id;
use crate::domain::record::done::exercises;
use crate::domain::record::entry::{Rating, Score};
use crate::domain::record::journal::Logged;

/// An exercise of which something was done in a session.
#[derive(Debug, Clone)]
pub struct RatedExercise<'a> {
    /// The exercise.
    pub exercise: &'a Id,
    /// The ratings given while it was done, in order; those without a score too.
    pub ratings: Vec<&'a Logged<Rating>>,
}

impl RatedExercise<'_> {
    /// The highest score given while it was done; `None` where none was.
    pub fn highest(&self) -> Option<Score> {
        self.ratings.iter().filter_map(|rating| rating.score).max()
    }
}

/// The exercises that were done in `run`, each by its own lines and its own ratings, in the order in which they began.
pub fn rated_exercises<'a>(run: &Run<'a>) -> Vec<RatedExercise<'a>> {
    let session: &'a Logged<_> = run.session;
    let of = |exercise: &'a Id| {
        let is_of_it = |rating: &&&'a Logged<Rating>| rating.exercise.as_ref() == Some(exercise);
        RatedExercise { exercise, ratings: run.during.iter().filter(is_of_it).copied().collect() }
    };
    exercises(&session.body).into_iter().map(of).collect()
}
