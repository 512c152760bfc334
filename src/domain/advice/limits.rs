//! The numbers of the rules on pain that the user can move, each with its range, its source and its paragraph: one table,
//! which the settings show and change.

use super::paragraph::Paragraph;
use crate::domain::content::words::{Word, words};

words! {
    /// A number that a rule turns on.
    Limit, "limit":
    /// From this score on a zone is amber.
    AmberFrom = "amber_from",
    /// From this score on a zone is red.
    RedFrom = "red_from",
    /// So far over the check-in is amber, whatever the score.
    AmberRise = "amber_rise",
    /// So far over the check-in is red, whatever the score.
    RedRise = "red_rise",
    /// So far over the score before, the next morning has not settled.
    UnsettledRise = "unsettled_rise",
    /// From this score on the next morning has not settled, whatever was before.
    UnsettledFrom = "unsettled_from",
    /// A week's morning median so far over that of the week before makes no progress.
    WeekHoldRise = "week_hold_rise",
    /// A week's morning median so far over that of the week before is one level down.
    WeekBackRise = "week_back_rise",
    /// A week's median needs so many mornings.
    WeekRatings = "week_ratings",
    /// Days on a level before the next.
    LevelDays = "level_days",
    /// The largest step up, in percent of the dose.
    StepPercent = "step_percent",
    /// A pause longer than so many days begins again one level down.
    PauseDays = "pause_days",
    /// An exercise costs where pain rises so much during it or by the next morning.
    CostRise = "cost_rise",
    /// An exercise is said to cost after so many sessions in which it did.
    CostSessions = "cost_sessions",
}

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// Its value unless the user chooses another.
    pub default: u8,
    /// The least that may be chosen.
    pub least: u8,
    /// The most that may be chosen.
    pub most: u8,
    /// In what it counts: `points`, `score`, `days`, `%`, `mornings`, `sessions`.
    pub unit: &'static str,
    /// For people: what it does, in a few words.
    pub about: &'static str,
    /// Where it comes from; a number of ours says so.
    pub source: &'static str,
}

const ZONES: &str = "zones 0-3, 4-5 and 6-10 of NHS community services (AHP Suffolk; Provide Physiotherapy)";
const ERROR_OF_MEASURE: &str = "our choice, after the error of the scale (Childs et al., Spine 2005)";
const WEEK: &str = "after Silbernagel et al., Am J Sports Med 2007; the number is our choice";
const LEVEL: &str = "Sherwood Forest Hospitals NHS, Back Pain Unit";
const OURS: &str = "our choice";

impl Limit {
    /// The one with which it has to be in order, if any.
    pub fn partner(self) -> Option<Self> {
        ORDERED.into_iter().find_map(|(low, high)| match self {
            limit if limit == low => Some(high),
            limit if limit == high => Some(low),
            _ => None,
        })
    }

    /// The paragraph of the rules that it is a number of.
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

    /// Its default, its range and its source.
    pub const fn spec(self) -> Spec {
        match self {
            Self::AmberFrom => spec((4, 1, 9), "score", "amber from this score", ZONES),
            Self::RedFrom => spec((6, 2, 10), "score", "red from this score", ZONES),
            Self::AmberRise => spec((2, 1, 9), "points", "amber when so far over the check-in", OURS),
            Self::RedRise => spec((3, 2, 10), "points", "red when so far over the check-in", OURS),
            Self::UnsettledRise => {
                spec((2, 1, 5), "points", "not settled when so far up next morning", ERROR_OF_MEASURE)
            }
            Self::UnsettledFrom => spec((6, 2, 10), "score", "not settled from this score next morning", ZONES),
            Self::WeekHoldRise => spec((1, 1, 5), "points", "no step up when a week's median rose so much", WEEK),
            Self::WeekBackRise => spec((2, 2, 6), "points", "a level down when a week's median rose so much", WEEK),
            Self::WeekRatings => spec((3, 2, 7), "mornings", "mornings needed to compare a week", OURS),
            Self::LevelDays => spec((7, 3, 28), "days", "days on a level before the next", LEVEL),
            Self::StepPercent => spec((15, 5, 15), "%", "the largest step up", "convention; the number is our choice"),
            Self::PauseDays => spec((14, 7, 60), "days", "a level down after a longer pause", OURS),
            Self::CostRise => spec((2, 1, 5), "points", "an exercise costs when pain rises so much", ERROR_OF_MEASURE),
            Self::CostSessions => spec((3, 3, 10), "sessions", "sessions before an exercise is said to cost", OURS),
        }
    }
}

const fn spec(
    (default, least, most): (u8, u8, u8),
    unit: &'static str,
    about: &'static str,
    source: &'static str,
) -> Spec {
    Spec { default, least, most, unit, about, source }
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

/// Two limits of which the first has to be below the second.
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

    /// Changes one; its order with the others is for [`Limits::check`], when all are set.
    ///
    /// # Errors
    /// Outside its range; for people, with what is allowed. Nothing is changed then.
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

    /// The first two that belong together and are not in order.
    pub fn out_of_order(&self) -> Option<(Limit, Limit)> {
        ORDERED.into_iter().find(|(low, high)| self.of(*low) >= self.of(*high))
    }

    /// That those which belong together are in order.
    ///
    /// # Errors
    /// Which are not, for people.
    pub fn check(&self) -> Result<(), String> {
        match self.out_of_order() {
            None => Ok(()),
            Some((low, high)) => Err(format!(
                "`{}` is {} and `{}` is {}; the first has to be the lower",
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
        assert_eq!(limits.check().unwrap_err(), "`amber_from` is 6 and `red_from` is 6; the first has to be the lower");
    }
}
