//! This week's mornings against those of the week before, and pauses.

use chrono::Days;
use uuid::Uuid;

use super::history::History;
use super::level::days_between;
use super::limits::{Limit, Limits};
use super::median::Median;
use crate::domain::record::entry::Stamp;

/// What the mornings of the last seven days say against the seven before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Week {
    /// Too few mornings to compare.
    Unknown,
    /// Not higher.
    NotHigher(Compared),
    /// Higher: no step up.
    Hold(Compared),
    /// Clearly higher: one level down.
    Back(Compared),
}

/// The two weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The median of the week before.
    pub earlier: Median,
    /// The median of the last seven days.
    pub later: Median,
    /// The ratings behind both.
    pub entries: Vec<Uuid>,
}

impl Week {
    /// On the day of `now`, which is the last of the seven.
    ///
    /// **Source**: pain must not climb from week to week (pain-monitoring model, Silbernagel et al., Am J Sports Med
    /// 2007); the numbers are our choice.
    pub fn of(history: &History<'_>, limits: &Limits, now: Stamp) -> Self {
        let today = now.date_naive();
        let Some(week_ago) = today.checked_sub_days(Days::new(7)) else { return Self::Unknown };
        let least = usize::from(limits.of(Limit::WeekRatings));
        let known = |day| history.median_to(day).filter(|median| median.count >= least);
        let (Some(earlier), Some(later)) = (known(week_ago), known(today)) else { return Self::Unknown };
        let given = history.week_to(week_ago).iter().chain(history.week_to(today));
        let compared = Compared { earlier, later, entries: given.map(|given| given.id).collect() };
        let points = |limit| 2 * i16::from(limits.of(limit));
        match later.rise_over(earlier) {
            rise if rise >= points(Limit::WeekBackRise) => Self::Back(compared),
            rise if rise >= points(Limit::WeekHoldRise) => Self::Hold(compared),
            _ => Self::NotHigher(compared),
        }
    }

    /// The two medians, in a sentence; `None` where there are too few mornings.
    pub fn text(&self) -> Option<String> {
        let (compared, how) = match self {
            Self::Unknown => return None,
            Self::NotHigher(compared) => (compared, "not higher."),
            Self::Hold(compared) => (compared, "higher, so nothing goes up."),
            Self::Back(compared) => (compared, "clearly higher, so one level down."),
        };
        let Compared { earlier, later, .. } = compared;
        Some(format!("Mornings: median {later} in the last 7 days, {earlier} in the 7 before; {how}"))
    }
}

/// Days since the last session, where they are more than the pause that asks for a level down.
pub(super) fn pause(history: &History<'_>, limits: &Limits, now: Stamp) -> Option<i64> {
    let days = days_between(history.last()?.session.ended, now);
    (days > i64::from(limits.of(Limit::PauseDays))).then_some(days)
}
