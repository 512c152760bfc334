//! Pain over time: every rating as a point, and each week's median with its range.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::monday;
use super::selection::Selection;
use crate::domain::advice::meaning::Median;
use crate::domain::record::entry::{Moment, PainSide, Rating, Region, Score, Spread, Stamp};
use crate::domain::record::journal::Logged;

/// Pain over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pain {
    /// Every rating with a score, in order of time. Programs read them from `supple log --json`.
    #[serde(skip)]
    pub points: Vec<Point>,
    /// Ascending; weeks without a rating that counts are left out, so that gaps stay gaps.
    pub weeks: Vec<PainWeek>,
    /// How many ratings were asked for and not answered. They are in no other number.
    pub unanswered: usize,
}

/// One rating.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Its entry.
    pub id: Uuid,
    /// Time of the rating; by the clock here where its own day has not come here yet.
    pub at: Stamp,
    /// Muscles were sore from training with it, so that it is in no median.
    pub training_sore: bool,
    /// How much.
    pub score: Score,
    /// On which occasion.
    pub moment: Moment,
    /// Where, if said: the first place.
    pub region: Option<Region>,
    /// On which side, if said.
    pub side: Option<PainSide>,
    /// How far down the leg, if said.
    pub spread: Option<Spread>,
    /// The session it belongs to.
    pub session: Option<Uuid>,
}

/// The scores of one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PainWeek {
    /// Its first day.
    pub monday: NaiveDate,
    /// All that count.
    #[serde(flatten)]
    pub all: Range,
    /// Those of next mornings alone; `None` where there is none.
    pub mornings: Option<Range>,
}

/// Several scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Range {
    /// Their median, and how many there are.
    #[serde(flatten)]
    pub median: Median,
    /// The least.
    pub lowest: Score,
    /// The most.
    pub highest: Score,
}

impl Range {
    /// Of `scores`, in any order; `None` of none.
    pub fn of(scores: &[Score]) -> Option<Self> {
        let median = Median::of(scores.iter().copied())?;
        Some(Self { median, lowest: *scores.iter().min()?, highest: *scores.iter().max()? })
    }
}

impl Point {
    /// Returns true where it counts for medians: on every occasion but during a session, where it says how an exercise
    /// feels, and is asked as often as somebody presses a digit; and not where muscles were sore from training. Our choice;
    /// paragraph `sore-from-training`.
    pub const fn counts(&self) -> bool {
        is_outside_sessions(self.moment) && !self.training_sore
    }
}

/// Returns true for every occasion but during a session.
pub const fn is_outside_sessions(moment: Moment) -> bool {
    !matches!(moment, Moment::During)
}

/// Pain over time, of the ratings that are selected.
pub fn pain(selection: &Selection<'_>) -> Pain {
    let (mut points, mut unanswered) = (Vec::new(), 0);
    for rating in selection.ratings() {
        match rating.score {
            Some(score) => points.push(point(selection, rating, score)),
            None => unanswered += 1,
        }
    }
    let weeks = weeks(&points);
    Pain { points, weeks, unanswered }
}

fn point(selection: &Selection<'_>, rating: &Logged<Rating>, score: Score) -> Point {
    let Rating { moment, region, side, spread, session, training_sore, .. } = rating.body;
    let at = selection.scope.bounds().localized(rating.at);
    Point { id: rating.id, at, training_sore, score, moment, region, side, spread, session }
}

/// The weeks of `points`.
fn weeks(points: &[Point]) -> Vec<PainWeek> {
    // Points are in order of time, but not always of local days: somebody flew west.
    let mut scores: BTreeMap<NaiveDate, (Vec<Score>, Vec<Score>)> = BTreeMap::new();
    for point in points.iter().filter(|point| point.counts()) {
        let (all, mornings) = scores.entry(monday(point.at.date_naive())).or_default();
        all.push(point.score);
        if point.moment == Moment::NextMorning {
            mornings.push(point.score);
        }
    }
    let week = |(monday, (all, mornings)): (NaiveDate, (Vec<Score>, Vec<Score>))| {
        Some(PainWeek { monday, all: Range::of(&all)?, mornings: Range::of(&mornings) })
    };
    scores.into_iter().filter_map(week).collect()
}
