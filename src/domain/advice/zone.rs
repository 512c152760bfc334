//! The zone of a score given during or right after an exercise: go on, make it smaller, or leave it.

use std::fmt;

use super::limits::{Limit, Limits};
use crate::domain::journal::entry::Score;

/// The zone of a score.
///
/// **Source**: the pain-monitoring model (Silbernagel et al., Am J Sports Med 2007), with the cut of NHS community
/// services (AHP Suffolk; Provide Physiotherapy). They were made for tendons and knees; for backs they are a sensible
/// guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Go on.
    Green,
    /// Go on, smaller or slower.
    Amber,
    /// Leave this exercise out.
    Red,
}

impl Zone {
    /// The advice during a session.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Green => "Carry on as planned.",
            Self::Amber => "Go smaller or slower if you like.",
            Self::Red => "That is too much. Skip this one today.",
        }
    }

    /// The name, to show besides or in place of a colour.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Returns the zone of `score`: by the score itself, by its rise over `before`, the check-in of the same session, and
/// by the routine's own limit; the worst of the three. A missing check-in counts for nothing.
///
/// `routine_limit` is the highest score that the routine allows, 0 to 10 (see
/// [`Routine::pain_limit`](crate::domain::content::routine::Routine::pain_limit)): a score over it is red. If it is
/// looser than the limits in force, those apply.
///
/// ```
/// use supple::domain::advice::limits::Limits;
/// use supple::domain::advice::zone::{Zone, zone};
/// use supple::domain::journal::entry::Score;
///
/// let (limits, score) = (Limits::default(), |value| Score::new(value).unwrap());
/// assert_eq!(zone(score(3), None, &limits, None), Zone::Green);
/// assert_eq!(zone(score(3), Some(score(1)), &limits, None), Zone::Amber);
/// assert_eq!(zone(score(3), None, &limits, Some(2)), Zone::Red);
/// ```
pub fn zone(score: Score, before: Option<Score>, limits: &Limits, routine_limit: Option<u8>) -> Zone {
    ZoneReading::new(score, before, limits, routine_limit).zone
}

/// A score with its zone and the number that decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneReading {
    /// The zone.
    pub zone: Zone,
    score: Score,
    because: Because,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Because {
    Score,
    Rise(u8, Score),
    Routine(u8),
}

impl ZoneReading {
    /// Finds the zone as [`zone`] does, with the number that decided it.
    pub fn new(score: Score, before: Option<Score>, limits: &Limits, routine_limit: Option<u8>) -> Self {
        let by_score = graded(score.value(), limits.of(Limit::AmberFrom), limits.of(Limit::RedFrom));
        let by_rise = before.map(|before| {
            let rise = score.value().saturating_sub(before.value());
            let zone = graded(rise, limits.of(Limit::AmberRise), limits.of(Limit::RedRise));
            (zone, Because::Rise(rise, before))
        });
        let by_routine =
            routine_limit.filter(|limit| score.value() > *limit).map(|limit| (Zone::Red, Because::Routine(limit)));
        let mut worst = (by_score, Because::Score);
        for other in [by_rise, by_routine].into_iter().flatten() {
            if other.0 > worst.0 {
                worst = other;
            }
        }
        Self { zone: worst.0, score, because: worst.1 }
    }
}

impl fmt::Display for ZoneReading {
    /// Writes `5 is amber`, `4 is red: 3 over the 1 before`, `3 is red: this routine asks for 2 or less`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}", self.score, self.zone)?;
        match self.because {
            Because::Score => Ok(()),
            Because::Rise(rise, before) => write!(f, ": {rise} above the {before} before"),
            Because::Routine(limit) => write!(f, ": this routine asks for {limit} or less"),
        }
    }
}

const fn graded(value: u8, amber: u8, red: u8) -> Zone {
    if value >= red {
        Zone::Red
    } else if value >= amber {
        Zone::Amber
    } else {
        Zone::Green
    }
}
