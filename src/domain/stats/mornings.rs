//! What mornings after sessions say besides the score: stiffness, and muscles sore from training.

use super::selection::Selection;
use crate::domain::record::entry::Moment;

/// Mornings after sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mornings {
    /// How many were rated, with a score or without.
    pub rated: usize,
    /// Minutes of stiffness; `None` where none were told. 0 is an answer.
    pub stiffness: Option<Minutes>,
    /// On how many of them muscles were sore from training.
    pub training_sore: usize,
}

/// Several numbers of minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minutes {
    /// Their median, in half minutes.
    halves: u32,
    /// The least.
    pub least: u16,
    /// The most.
    pub most: u16,
    /// How many there are; at least 1.
    pub n: usize,
}

impl Minutes {
    /// Of `all`, in any order; `None` of none.
    ///
    /// ```
    /// use supple::domain::stats::mornings::Minutes;
    ///
    /// let minutes = Minutes::of(vec![20, 0, 5, 10]).unwrap();
    /// assert_eq!((minutes.median(), minutes.least, minutes.most, minutes.n), (7.5, 0, 20, 4));
    /// ```
    pub fn of(mut all: Vec<u16>) -> Option<Self> {
        all.sort_unstable();
        let (low, high) = (*all.get(all.len().checked_sub(1)? / 2)?, *all.get(all.len() / 2)?);
        let halves = u32::from(low) + u32::from(high);
        Some(Self { halves, least: *all.first()?, most: *all.last()?, n: all.len() })
    }

    /// Their median, in minutes.
    pub fn median(self) -> f64 {
        f64::from(self.halves) / 2.0
    }
}

/// The mornings that are selected.
pub fn mornings(selection: &Selection<'_>) -> Mornings {
    let of_mornings = || selection.ratings().filter(|rating| rating.moment == Moment::NextMorning);
    Mornings {
        rated: of_mornings().count(),
        stiffness: Minutes::of(of_mornings().filter_map(|rating| rating.stiff_min).collect()),
        training_sore: of_mornings().filter(|rating| rating.training_sore).count(),
    }
}
