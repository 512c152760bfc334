//! The numbers of the rules on pain that the user can change, each with its range, its source and its paragraph: one
//! table, which the settings show and change.

use std::ops::RangeInclusive;

use super::paragraph::Paragraph;
use crate::domain::content::words::{WordList, words};

words! {
    /// A number in a rule on pain.
    Limit, "limit":
    /// The score from which a zone is amber.
    AmberFrom = "amber_from",
    /// The score from which a zone is red.
    RedFrom = "red_from",
    /// The rise over the check-in from which a zone is amber, whatever the score.
    AmberRise = "amber_rise",
    /// The rise over the check-in from which a zone is red, whatever the score.
    RedRise = "red_rise",
    /// The rise over the score before from which a session had not settled by the next morning.
    UnsettledRise = "unsettled_rise",
    /// The score from which a session had not settled by the next morning, whatever the score before.
    UnsettledFrom = "unsettled_from",
    /// The rise of a week's morning median over the week before from which nothing goes up.
    WeekHoldRise = "week_hold_rise",
    /// The rise of a week's morning median over the week before from which steps go one level down.
    WeekBackRise = "week_back_rise",
    /// The number of mornings that a week's median needs.
    WeekRatings = "week_ratings",
    /// The number of days on a level before the next.
    LevelDays = "level_days",
    /// The largest step up, in percent of the dose.
    StepPercent = "step_percent",
    /// The number of days without a session after which steps begin again one level down.
    PauseDays = "pause_days",
    /// The rise of pain, during an exercise or by the next morning, from which the exercise costs.
    CostRise = "cost_rise",
    /// The number of sessions with such a rise from which an exercise counts as one that costs.
    CostSessions = "cost_sessions",
}

/// The description of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitSpec {
    /// Its name on screen.
    pub name: &'static str,
    /// The value unless the user chooses another.
    pub default: u8,
    /// The least value allowed.
    pub least: u8,
    /// The greatest value allowed.
    pub most: u8,
    /// The unit: `points`, `score`, `days`, `%`, `mornings`, `sessions`.
    pub unit: &'static str,
    /// The effect in a few words, for people.
    pub about: &'static str,
    /// The source of the number; `our choice` if there is none.
    pub source: &'static str,
}

const ZONES: &str = "zones 0-3, 4-5 and 6-10 of NHS community services (AHP Suffolk; Provide Physiotherapy)";
const ERROR: &str = "our choice, after the error of the scale (Childs et al., Spine 2005)";
const WEEK: &str = "after Silbernagel et al., Am J Sports Med 2007; the number is our choice";
const LEVEL: &str = "Sherwood Forest Hospitals NHS, Back Pain Unit";
const CONVENTION: &str = "convention; the number is our choice";
const OURS: &str = "our choice";

impl Limit {
    /// The limit with which this one has to be in order, if any.
    pub fn partner(self) -> Option<Self> {
        ORDERED.into_iter().find_map(|(low, high)| match self {
            limit if limit == low => Some(high),
            limit if limit == high => Some(low),
            _ => None,
        })
    }

    /// The paragraph of the rules in which the number occurs.
    pub const fn paragraph(self) -> Paragraph {
        match self {
            Self::AmberFrom | Self::RedFrom => Paragraph::Zones,
            Self::AmberRise | Self::RedRise => Paragraph::ZoneRise,
            Self::UnsettledRise | Self::UnsettledFrom => Paragraph::Settled,
            Self::WeekHoldRise | Self::WeekBackRise | Self::WeekRatings => Paragraph::Week,
            Self::LevelDays => Paragraph::StepUp,
            Self::StepPercent => Paragraph::StepSize,
            Self::PauseDays => Paragraph::Pause,
            Self::CostRise | Self::CostSessions => Paragraph::Provocation,
        }
    }

    /// The default, the range and the source.
    pub const fn spec(self) -> LimitSpec {
        match self {
            Self::AmberFrom => spec("Amber from", 4, 1..=9, "score", "a score from here on is amber", ZONES),
            Self::RedFrom => spec("Red from", 6, 2..=10, "score", "a score from here on is red", ZONES),
            Self::AmberRise => {
                spec("Amber when up by", 2, 1..=9, "points", "amber when this far above the check-in", OURS)
            }
            Self::RedRise => spec("Red when up by", 3, 2..=10, "points", "red when this far above the check-in", OURS),
            Self::UnsettledRise => {
                spec("Unsettled when up by", 2, 1..=5, "points", "not settled when up this much next morning", ERROR)
            }
            Self::UnsettledFrom => {
                spec("Unsettled from", 6, 2..=10, "score", "not settled from this score next morning", ZONES)
            }
            Self::WeekHoldRise => spec(
                "Stay level if week up",
                1,
                1..=5,
                "points",
                "nothing gets harder after a week this much higher",
                WEEK,
            ),
            Self::WeekBackRise => {
                spec("Step back if week up", 2, 2..=6, "points", "one level down after a week this much higher", WEEK)
            }
            Self::WeekRatings => {
                spec("Mornings to compare", 3, 2..=7, "mornings", "mornings needed to compare a week", OURS)
            }
            Self::LevelDays => {
                spec("Days before next level", 7, 3..=28, "days", "days on a level before the next one", LEVEL)
            }
            Self::StepPercent => {
                spec("Largest step up", 15, 5..=15, "%", "the most a dose may go up at once", CONVENTION)
            }
            Self::PauseDays => {
                spec("Step back after a gap", 14, 7..=60, "days", "one level down after a longer break", OURS)
            }
            Self::CostRise => spec(
                "Provokes when up by",
                2,
                1..=5,
                "points",
                "an exercise provokes pain if it rises this much",
                ERROR,
            ),
            Self::CostSessions => {
                spec("Provoking after", 3, 3..=10, "sessions", "sessions before an exercise counts as provoking", OURS)
            }
        }
    }
}

const fn spec(
    name: &'static str,
    default: u8,
    range: RangeInclusive<u8>,
    unit: &'static str,
    about: &'static str,
    source: &'static str,
) -> LimitSpec {
    LimitSpec { name, default, least: *range.start(), most: *range.end(), unit, about, source }
}

/// The limits in force.
///
/// **Shape**: one value for each [`Limit`], within its range; amber begins below red, and holding below going back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits([u8; Limit::ALL.len()]);

impl Default for Limits {
    fn default() -> Self {
        let mut values = [0; Limit::ALL.len()];
        for (value, (_, limit)) in values.iter_mut().zip(Limit::ALL) {
            *value = limit.spec().default;
        }
        Self(values)
    }
}

/// Pairs of limits: the first has to be below the second.
const ORDERED: [(Limit, Limit); 3] = [
    (Limit::AmberFrom, Limit::RedFrom),
    (Limit::AmberRise, Limit::RedRise),
    (Limit::WeekHoldRise, Limit::WeekBackRise),
];

impl Limits {
    /// The value of `limit`.
    pub fn of(&self, limit: Limit) -> u8 {
        self.0.get(limit as usize).copied().unwrap_or_default()
    }

    /// Changes one limit. [`Limits::check`] checks its order with the others, once all are set.
    ///
    /// # Errors
    /// A message for people, with the range, if `value` is outside it. Nothing is changed then.
    pub fn set(&mut self, limit: Limit, value: u8) -> Result<(), String> {
        let spec = limit.spec();
        if !(spec.least..=spec.most).contains(&value) {
            return Err(format!("`{}` is {value}; allowed: {} to {}", limit.as_str(), spec.least, spec.most));
        }
        if let Some(slot) = self.0.get_mut(limit as usize) {
            *slot = value;
        }
        Ok(())
    }

    /// The first pair that is not in order.
    pub fn out_of_order(&self) -> Option<(Limit, Limit)> {
        ORDERED.into_iter().find(|(low, high)| self.of(*low) >= self.of(*high))
    }

    /// Checks that all pairs are in order.
    ///
    /// # Errors
    /// A message for people that names the first pair that is not.
    pub fn check(&self) -> Result<(), String> {
        match self.out_of_order() {
            None => Ok(()),
            Some((low, high)) => Err(format!(
                "`{}` is {} and `{}` is {}; the first must be the lower one",
                low.as_str(),
                self.of(low),
                high.as_str(),
                self.of(high),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_allowed_and_in_the_order_of_the_list() {
        let limits = Limits::default();
        limits.check().unwrap();
        for (at, (_, limit)) in Limit::ALL.iter().enumerate() {
            let spec = limit.spec();
            assert_eq!((*limit as usize, limits.of(*limit)), (at, spec.default));
            assert!((spec.least..=spec.most).contains(&spec.default), "{limit:?}");
        }
    }

    #[test]
    fn a_limit_out_of_range_changes_nothing_and_one_out_of_order_is_told() {
        let mut limits = Limits::default();
        assert_eq!(limits.set(Limit::StepPercent, 16).unwrap_err(), "`step_percent` is 16; allowed: 5 to 15");
        assert_eq!(limits, Limits::default());
        limits.set(Limit::AmberFrom, 6).unwrap();
        assert_eq!(
            limits.check().unwrap_err(),
            "`amber_from` is 6 and `red_from` is 6; the first must be the lower one"
        );
    }
}
