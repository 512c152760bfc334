//! Pain over time: every rating as a point, each week's median with its range, and one period against another.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::Selection;
use crate::domain::advice::clinical_change::{ClinicalChange, MEDIAN_NEEDS, Median, median_change};
use crate::domain::journal::entry::{Moment, PainSide, Rating, Region, Score, Spread, Stamp};
use crate::domain::journal::merged::Logged;
use crate::domain::time::calendar::monday;

/// Pain over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pain {
    /// Every rating with a score, in order of time. Programs read them from `supple log --json`.
    #[serde(skip)]
    pub points: Vec<RatedPoint>,
    /// The weeks. **Shape**: ascending; weeks without a rating that counts are left out, so that gaps stay gaps.
    pub weeks: Vec<PainWeek>,
    /// The number of ratings that were asked for and not answered. They are in no other number.
    pub unanswered: usize,
}

/// One rating.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatedPoint {
    /// The journal entry.
    pub id: Uuid,
    /// The time of the rating, localized (see
    /// [`Bounds::localized`](crate::domain::advice::history::EntryWindow::localized)).
    pub at: Stamp,
    /// True if muscles were sore from training, so that the score is in no median.
    pub training_sore: bool,
    /// The score.
    pub score: Score,
    /// The occasion of the rating.
    pub moment: Moment,
    /// The first place, if noted.
    pub region: Option<Region>,
    /// The side of that place, if noted.
    pub side: Option<PainSide>,
    /// The spread down the leg, if noted.
    pub spread: Option<Spread>,
    /// The session to which the rating belongs.
    pub session: Option<Uuid>,
}

/// The scores of one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PainWeek {
    /// The first day of the week.
    pub monday: NaiveDate,
    /// All scores that count.
    #[serde(flatten)]
    pub all: Range,
    /// The scores of next mornings alone; `None` if there are none.
    pub mornings: Option<Range>,
}

/// The median and the range of several scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Range {
    /// The median, with the number of scores.
    #[serde(flatten)]
    pub median: Median,
    /// The lowest score.
    pub lowest: Score,
    /// The highest score.
    pub highest: Score,
}

impl Range {
    /// Takes scores in any order; `None` if there are none.
    pub fn of(scores: &[Score]) -> Option<Self> {
        let median = Median::of(scores.iter().copied())?;
        Some(Self { median, lowest: *scores.iter().min()?, highest: *scores.iter().max()? })
    }
}

impl RatedPoint {
    /// Returns true if it counts for medians: all ratings do except those during a session, which are about an exercise
    /// and as many as the user likes, and those while muscles were sore from training. Our choice; paragraph
    /// `sore-from-training`.
    pub const fn counts(&self) -> bool {
        is_outside_sessions(self.moment) && !self.training_sore
    }
}

/// Returns true for every occasion but during a session.
pub const fn is_outside_sessions(moment: Moment) -> bool {
    !matches!(moment, Moment::During)
}

/// Computes pain over time from the selected ratings.
pub fn pain(selection: &Selection<'_>) -> Pain {
    let (mut points, mut unanswered) = (Vec::new(), 0);
    for rating in selection.ratings() {
        match rating.score {
            Some(score) => points.push(point(selection, rating, score)),
            None => unanswered += 1,
        }
    }
    let weeks = weeks(&points, selection);
    Pain { points, weeks, unanswered }
}

/// The ratings of two periods, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodComparison {
    /// The later period; `None` if it has no ratings.
    pub later: Option<Range>,
    /// The earlier period.
    pub earlier: Option<Range>,
    /// The change of the median; `None` below three ratings on either side.
    pub change: Option<ClinicalChange>,
}

/// Compares the ratings of `later` with those of `earlier`, without those during sessions.
///
/// See [`meaning`](crate::domain::advice::clinical_change) for what a real change is.
pub fn compared(later: &Selection<'_>, earlier: &Selection<'_>) -> PeriodComparison {
    let (later, earlier) = (range(later), range(earlier));
    PeriodComparison { later, earlier, change: later.zip(earlier).and_then(|(later, earlier)| change(earlier, later)) }
}

fn change(earlier: Range, later: Range) -> Option<ClinicalChange> {
    if earlier.median.count.min(later.median.count) < MEDIAN_NEEDS {
        return None;
    }
    Some(median_change(earlier.median, later.median))
}

fn point(selection: &Selection<'_>, rating: &Logged<Rating>, score: Score) -> RatedPoint {
    let Rating { moment, region, side, spread, session, training_sore, .. } = rating.body;
    let at = selection.scope.bounds().localized(rating.at);
    RatedPoint { id: rating.id, at, training_sore, score, moment, region, side, spread, session }
}

fn weeks(points: &[RatedPoint], selection: &Selection<'_>) -> Vec<PainWeek> {
    // Points are in order of time, but not always of local days: the user may have flown west.
    let mut scores: BTreeMap<NaiveDate, (Vec<Score>, Vec<Score>)> = BTreeMap::new();
    for point in points.iter().filter(|point| point.counts()) {
        scores.entry(monday(point.at.date_naive())).or_default().0.push(point.score);
    }
    let mornings = selection.history.mornings.iter().filter(|given| !given.training_sore);
    for given in mornings.filter(|given| selection.scope.has(given.at.date_naive())) {
        scores.entry(monday(given.at.date_naive())).or_default().1.push(given.score);
    }
    let weeks = scores.into_iter().filter_map(|(monday, (all, mornings))| {
        Some(PainWeek { monday, all: Range::of(&all)?, mornings: Range::of(&mornings) })
    });
    weeks.collect()
}

fn range(selection: &Selection<'_>) -> Option<Range> {
    let counted = pain(selection).points.into_iter().filter(RatedPoint::counts);
    Range::of(&counted.map(|point| point.score).collect::<Vec<Score>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(scores: &[u8]) -> Range {
        Range::of(&scores.iter().filter_map(|value| Score::new(*value)).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn two_points_are_real_and_three_down_from_seven_and_a_half_on() {
        let change = |earlier: &[u8], later: &[u8]| change(of(earlier), of(later));
        assert_eq!(change(&[4, 4, 4], &[2, 2, 2]), Some(ClinicalChange::Lower));
        assert_eq!(change(&[4, 4, 4], &[2, 2, 3, 3]), Some(ClinicalChange::Same), "1.5 points");
        assert_eq!(change(&[8, 8, 8], &[6, 6, 6]), Some(ClinicalChange::Same));
        assert_eq!(change(&[8, 8, 8], &[5, 5, 5]), Some(ClinicalChange::Lower));
        assert_eq!(change(&[8, 8, 8], &[10, 10, 10]), Some(ClinicalChange::Higher));
        assert_eq!(change(&[7, 7, 8, 8], &[5, 5, 5]), Some(ClinicalChange::Same), "2.5 points down from 7.5");
        assert_eq!(change(&[0, 0, 0], &[2, 2, 2]), Some(ClinicalChange::Higher));
        assert_eq!(change(&[0, 0], &[9, 9, 9]), None, "too few");
    }
}
