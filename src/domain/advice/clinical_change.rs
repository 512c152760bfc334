//! Comparison of two ratings or medians: a change that is more than the error of the scale, or none. It says no more
//! than the numbers do, and nothing about questions that were not answered.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::domain::journal::entry::{Score, Spread};

/// The source of the numbers in these sentences, for people.
pub const SOURCE: &str = "Childs et al., Spine 2005; Ostelo et al., Spine 2008; by start value: in-patient study, \
                          n = 1232, doi 10.1055/a-1304-3677";

/// The source of the sentences on spread, for people.
pub const SPREAD_SOURCE: &str = "Aina, May and Clare, Man Ther 2004; May and Aina, Man Ther 2012";

/// The half points that a real change needs. **Source**: [`SOURCE`]; paragraph `real-change` of the rules. For 0 as the
/// start our choice: the same error of the scale.
const REAL: u8 = 4;

/// The half points that a real fall from [`HIGH_START`] or more needs. **Source**: [`SOURCE`]; paragraph `real-change`.
const REAL_FALL_FROM_HIGH: u8 = 6;

/// The start in half points, 7.5 of 10, from which a fall has to be larger; for single scores that is 8 and more.
/// **Source**: paragraph `real-change`; the limit between the rows of the source is our choice.
const HIGH_START: u8 = 15;

/// The start in half points, 5 of 10, below which a change of one point is reported. **Source**: paragraph `a-little`;
/// our choice.
const A_POINT_BELOW: u8 = 10;

/// The number of ratings on each side that a report of one point needs. **Source**: paragraph `a-little`; our choice.
const RATINGS_FOR_A_POINT: usize = 4;

/// The number of days on each side that a report of one point needs. **Source**: paragraph `a-little`; our choice.
const DAYS_FOR_A_POINT: u64 = 7;

/// The number of ratings, or of pairs of them, that a median needs to be compared. Our choice; also the default of
/// [`Limit::WeekRatings`](super::limits::Limit::WeekRatings), which the user can move for the rule of the week alone.
pub const MEDIAN_NEEDS: usize = 3;

/// The points, up or down, from which one of the user's own activities has changed. **Source**: the patient-specific
/// functional scale (Stratford et al., Physiotherapy Canada 1995); paragraph `real-change`.
pub const ACTIVITY_POINTS: u8 = 3;

/// The rule on real changes in a sentence, for pages that show changes from several starts at once.
pub const RULE: &str = "A real change is 2 points or more; for a drop from 7.5 or higher, 3.";

/// A change from an earlier score or median to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClinicalChange {
    /// Lower, by more than the error of the scale.
    Lower,
    /// Within the error of the scale.
    Same,
    /// Higher, by more than the error of the scale.
    Higher,
}

/// The least differences that are a real change from a given start.
///
/// **Units**: half points, as [`Median::halves`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RealChange {
    /// The least fall.
    pub fall: u8,
    /// The least rise.
    pub rise: u8,
}

impl RealChange {
    /// The least differences from `start`, a score or a median in half points.
    pub const fn from_halves(start: u8) -> Self {
        Self { fall: if start >= HIGH_START { REAL_FALL_FROM_HIGH } else { REAL }, rise: REAL }
    }

    /// The least differences from a median.
    pub const fn from_median(start: Median) -> Self {
        Self::from_halves(start.halves())
    }

    /// Classifies a difference of `halves` half points; above 0 is more pain.
    pub const fn judge(self, halves: i16) -> ClinicalChange {
        if halves.unsigned_abs() < (if halves < 0 { self.fall } else { self.rise }) as u16 {
            ClinicalChange::Same
        } else if halves < 0 {
            ClinicalChange::Lower
        } else {
            ClinicalChange::Higher
        }
    }

    /// The differences as text: `2 points`, or `3 points down or 2 up`.
    pub fn text(self) -> String {
        let (fall, rise) = (f32::from(self.fall) / 2.0, f32::from(self.rise) / 2.0);
        if self.fall == self.rise { format!("{rise} points") } else { format!("{fall} points down or {rise} up") }
    }
}

/// Classifies the change from the score `earlier` to the score `later`.
///
/// ```
/// use supple::domain::advice::clinical_change::{ClinicalChange, change};
/// use supple::domain::journal::entry::Score;
///
/// let score = |value| Score::new(value).unwrap();
/// assert_eq!(change(score(5), score(3)), ClinicalChange::Lower);
/// assert_eq!(change(score(8), score(6)), ClinicalChange::Same);
/// assert_eq!(change(score(8), score(10)), ClinicalChange::Higher);
/// ```
pub fn change(earlier: Score, later: Score) -> ClinicalChange {
    let rise = i16::from(later.value()) - i16::from(earlier.value());
    RealChange::from_halves(2 * earlier.value()).judge(2 * rise)
}

/// Classifies the change from the median `earlier` to the median `later`.
pub fn median_change(earlier: Median, later: Median) -> ClinicalChange {
    RealChange::from_median(earlier).judge(later.rise_over(earlier))
}

/// Classifies a change of one of the user's own activities by `points`, where more is better.
pub const fn activity_change(points: i16) -> ClinicalChange {
    if points.unsigned_abs() < ACTIVITY_POINTS as u16 {
        ClinicalChange::Same
    } else if points < 0 {
        ClinicalChange::Lower
    } else {
        ClinicalChange::Higher
    }
}

/// Compares the ratings of a session, before it, the highest during it, and after it, in one or two sentences. `None`
/// if too few were answered.
pub fn of_session(before: Option<Score>, highest: Option<Score>, after: Option<Score>) -> Option<String> {
    let parts: Vec<String> =
        [before_and_after(before, after), peak(before, highest, after)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn before_and_after(before: Option<Score>, after: Option<Score>) -> Option<String> {
    let after = after?;
    let none_now = after.value() == 0;
    Some(match before {
        None if none_now => "0 after: no pain right now.".to_owned(),
        None => return None,
        Some(before) if none_now && before.value() == 0 => "0 before and 0 after: no pain.".to_owned(),
        Some(before) if none_now => format!("{before} before, 0 after: no pain right now."),
        Some(before) => match change(before, after) {
            ClinicalChange::Lower => format!("{before} before, {after} after: lower."),
            ClinicalChange::Same => format!("{before} before, {after} after: about the same."),
            ClinicalChange::Higher => {
                format!("{before} before, {after} after: higher. Tomorrow morning shows whether it settles.")
            }
        },
    })
}

/// Describes a peak during the session, if it is higher than both sides by more than the error.
fn peak(before: Option<Score>, highest: Option<Score>, after: Option<Score>) -> Option<String> {
    let (before, highest) = (before?, highest?);
    if change(before, highest) != ClinicalChange::Higher {
        return None;
    }
    match after {
        None => Some(format!("Pain went up to {highest} during the session, from {before} before.")),
        Some(after) if change(highest, after) == ClinicalChange::Lower => {
            Some(format!("Pain went up to {highest} during the session and came down again."))
        }
        Some(_) => None,
    }
}

/// A change from an earlier median to a later one, with the smaller changes that are reported between weeks alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// Lower, by more than the error of the scale.
    Lower,
    /// One point lower, which can matter and is within the error of the scale.
    ALittleLower,
    /// About the same, within the error of the scale.
    Same,
    /// One point higher, which can matter and is within the error of the scale.
    ALittleHigher,
    /// Higher, by more than the error of the scale.
    Higher,
}

impl Trend {
    /// The words for it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::ALittleLower => "a little lower",
            Self::Same => "about the same",
            Self::ALittleHigher => "a little higher",
            Self::Higher => "higher",
        }
    }
}

/// The median of a period of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodMedian {
    /// The median of the ratings.
    pub median: Median,
    /// The number of days that the ratings are from; at least 1.
    pub days: u64,
}

impl PeriodMedian {
    /// Returns true if there is enough of it to report a change of one point.
    const fn is_long(self) -> bool {
        self.days >= DAYS_FOR_A_POINT && self.median.count >= RATINGS_FOR_A_POINT
    }
}

/// Returns the trend from one period to a later one. One point is reported only from a start below 5, between medians
/// of a week or more with four ratings each.
pub fn trend(earlier: PeriodMedian, later: PeriodMedian) -> Trend {
    let rise = later.median.rise_over(earlier.median);
    let says_a_point = earlier.median.halves() < A_POINT_BELOW && earlier.is_long() && later.is_long();
    match median_change(earlier.median, later.median) {
        ClinicalChange::Lower => Trend::Lower,
        ClinicalChange::Higher => Trend::Higher,
        ClinicalChange::Same if rise <= -2 && says_a_point => Trend::ALittleLower,
        ClinicalChange::Same if rise >= 2 && says_a_point => Trend::ALittleHigher,
        ClinicalChange::Same => Trend::Same,
    }
}

/// The direction in which the spread of pain moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// Pain draws back up.
    Up,
    /// Pain reaches further down.
    Down,
}

/// Compares two spreads of pain; `None` if they are the same or one is missing.
pub fn shift(last: Option<Spread>, now: Option<Spread>) -> Option<Shift> {
    match last?.cmp(&now?) {
        std::cmp::Ordering::Less => Some(Shift::Down),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(Shift::Up),
    }
}

impl Shift {
    /// The advice for it. **Source**: leg pain that draws back towards the spine goes with better outcomes (Aina, May
    /// and Clare, Man Ther 2004; May and Aina, Man Ther 2012); what to do is our choice.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Up => {
                "Your pain is higher up than last time. That is usually a good sign, even if your back itself feels busier."
            }
            Self::Down => {
                "Your pain went further down the leg. Skip what you did just before, and keep the next session easier."
            }
        }
    }
}

/// Sorts `values` and returns the two in the middle, twice the same one of an odd number; `None` if there are none.
pub fn middle<T: Ord + Copy>(values: &mut [T]) -> Option<[T; 2]> {
    values.sort_unstable();
    Some([*values.get(values.len().checked_sub(1)? / 2)?, *values.get(values.len() / 2)?])
}

/// The median of one or more scores.
///
/// **Units**: points of the scale, 0 to 10, in halves: of an even number of scores it lies between the two in the
/// middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Median {
    halves: u8,
    /// The number of scores; at least 1.
    pub count: usize,
}

impl Median {
    /// Returns the median of `scores`, in any order; `None` if there are none.
    ///
    /// ```
    /// use supple::domain::advice::clinical_change::Median;
    /// use supple::domain::journal::entry::Score;
    ///
    /// let median = Median::of([3, 0, 4, 2].into_iter().filter_map(Score::new)).unwrap();
    /// assert_eq!((median.to_string().as_str(), median.count), ("2.5", 4));
    /// ```
    pub fn of(scores: impl IntoIterator<Item = Score>) -> Option<Self> {
        let mut values: Vec<u8> = scores.into_iter().map(Score::value).collect();
        let [low, high] = middle(&mut values)?;
        Some(Self { halves: low + high, count: values.len() })
    }

    /// The value in half points, 0 to 20.
    pub const fn halves(self) -> u8 {
        self.halves
    }

    /// The value in points, 0 to 10.
    pub fn value(self) -> f32 {
        f32::from(self.halves) / 2.0
    }

    /// The difference to `earlier` in half points; negative if this is lower.
    pub fn rise_over(self, earlier: Self) -> i16 {
        i16::from(self.halves) - i16::from(earlier.halves)
    }
}

/// Serializes as `{"n":4,"median":2.5}`.
impl Serialize for Median {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Median", 2)?;
        fields.serialize_field("n", &self.count)?;
        fields.serialize_field("median", &self.value())?;
        fields.end()
    }
}

impl fmt::Display for Median {
    /// Writes `3` or `2.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value())
    }
}
