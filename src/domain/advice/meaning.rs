//! What two ratings say of each other: a change that is more than the error of the scale, or none. Never more than the
//! numbers, and nothing about what was not answered.

use super::median::Median;
use crate::domain::record::entry::{Score, Spread};

/// Where numbers in these sentences come from, for people.
pub const SOURCE: &str = "Childs et al., Spine 2005; Ostelo et al., Spine 2008; by start value: in-patient study, \
                          n = 1232, doi 10.1055/a-1304-3677";

/// Where the sentences on spread come from, for people.
pub const SPREAD_SOURCE: &str = "Aina, May and Clare, Man Ther 2004; May and Aina, Man Ther 2012";

/// A real change needs this many half points. **Source**: [`SOURCE`]; paragraph `real-change` of the rules. For 0 as the
/// start our choice: the same error of the scale.
const REAL: u8 = 4;

/// A fall from [`HIGH`] or more needs this many half points. **Source**: [`SOURCE`]; paragraph `real-change`.
const REAL_FALL_FROM_HIGH: u8 = 6;

/// Start in half points, 7.5 of 10, from which a fall has to be larger; of single scores 8 and more. **Source**: paragraph
/// `real-change`; the limit between the rows of the source is our choice.
const HIGH: u8 = 15;

/// One point is said only from a start below this many half points, 5 of 10. **Source**: paragraph `a-little`; our choice.
const A_POINT_BELOW: u8 = 10;

/// Each side needs this many ratings before one point is said. **Source**: paragraph `a-little`; our choice.
const RATINGS_FOR_A_POINT: usize = 4;

/// Each side needs this many days before one point is said. **Source**: paragraph `a-little`; our choice.
const DAYS_FOR_A_POINT: u64 = 7;

/// Points, up or down, from which one of the user's own activities has changed. **Source**: the patient-specific functional
/// scale (Stratford et al., Physiotherapy Canada 1995); paragraph `real-change`.
pub const ACTIVITY_POINTS: u8 = 3;

/// The rule on real changes in a sentence, for pages that show several starts at once.
pub const RULE: &str = "2 points are a real change; 3 for a fall from 7.5 or more.";

/// A change from an earlier score to a later one, or from a median to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Lower, by more than the error of the scale.
    Lower,
    /// Not told apart.
    Same,
    /// Higher, by more than the error of the scale.
    Higher,
}

/// The least differences that are a real change from one start.
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
    /// From `start`, a score or a median in half points.
    pub const fn from_halves(start: u8) -> Self {
        Self { fall: if start >= HIGH { REAL_FALL_FROM_HIGH } else { REAL }, rise: REAL }
    }

    /// From a median.
    pub const fn from_median(start: Median) -> Self {
        Self::from_halves(start.halves())
    }

    /// Classifies a difference of `halves` half points; above 0 is more pain.
    pub const fn judge(self, halves: i16) -> Change {
        if halves.unsigned_abs() < (if halves < 0 { self.fall } else { self.rise }) as u16 {
            Change::Same
        } else if halves < 0 {
            Change::Lower
        } else {
            Change::Higher
        }
    }

    /// `2 points`, or `3 points down, 2 up`.
    pub fn text(self) -> String {
        let (fall, rise) = (f32::from(self.fall) / 2.0, f32::from(self.rise) / 2.0);
        if self.fall == self.rise { format!("{rise} points") } else { format!("{fall} points down, {rise} up") }
    }
}

/// The change from the score `earlier` to the score `later`.
///
/// ```
/// use supple::domain::advice::meaning::{Change, change};
/// use supple::domain::record::entry::Score;
///
/// let score = |value| Score::new(value).unwrap();
/// assert_eq!(change(score(5), score(3)), Change::Lower);
/// assert_eq!(change(score(8), score(6)), Change::Same);
/// assert_eq!(change(score(8), score(10)), Change::Higher);
/// ```
pub fn change(earlier: Score, later: Score) -> Change {
    let rise = i16::from(later.value()) - i16::from(earlier.value());
    RealChange::from_halves(2 * earlier.value()).judge(2 * rise)
}

/// The change from the median `earlier` to the median `later`.
pub fn median_change(earlier: Median, later: Median) -> Change {
    RealChange::from_median(earlier).judge(later.rise_over(earlier))
}

/// The change of one of the user's own activities by `points`, of which more is better.
pub const fn activity_change(points: i16) -> Change {
    if points.unsigned_abs() < ACTIVITY_POINTS as u16 {
        Change::Same
    } else if points < 0 {
        Change::Lower
    } else {
        Change::Higher
    }
}

/// What the ratings of a session say, in one or two sentences: before it, the highest during it, after it. `None`
/// where nothing can be said.
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
            Change::Lower => format!("{before} before, {after} after: lower."),
            Change::Same => format!("{before} before, {after} after: about the same."),
            Change::Higher => {
                format!("{before} before, {after} after: higher. Tomorrow morning shows whether it settles.")
            }
        },
    })
}

/// That it was higher in between than on both sides, where that is more than the error.
fn peak(before: Option<Score>, highest: Option<Score>, after: Option<Score>) -> Option<String> {
    let (before, highest) = (before?, highest?);
    if change(before, highest) != Change::Higher {
        return None;
    }
    match after {
        None => Some(format!("It went up to {highest} during the session, from {before} before.")),
        Some(after) if change(highest, after) == Change::Lower => {
            Some(format!("It went up to {highest} during the session and came down again."))
        }
        Some(_) => None,
    }
}

/// A change from an earlier median to a later one, with the changes that are said between weeks alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// Lower, by more than the error of the scale.
    Lower,
    /// One point lower, which can matter and is within the error of the scale.
    ALittleLower,
    /// Not told apart.
    Same,
    /// One point higher, which can matter and is within the error of the scale.
    ALittleHigher,
    /// Higher, by more than the error of the scale.
    Higher,
}

impl Trend {
    /// What is said then.
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

/// The median of some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The median, and of how many ratings it is.
    pub median: Median,
    /// Days that the ratings are from; at least 1.
    pub days: u64,
}

/// The trend from one time to a later one. One point is said only from a start below 5, between medians of a week or more
/// with four ratings each.
pub fn trend(earlier: Period, later: Period) -> Trend {
    let rise = later.median.rise_over(earlier.median);
    let is_long = |period: Period| period.days >= DAYS_FOR_A_POINT && period.median.count >= RATINGS_FOR_A_POINT;
    let says_a_point = earlier.median.halves() < A_POINT_BELOW && is_long(earlier) && is_long(later);
    match median_change(earlier.median, later.median) {
        Change::Lower => Trend::Lower,
        Change::Higher => Trend::Higher,
        Change::Same if rise <= -2 && says_a_point => Trend::ALittleLower,
        Change::Same if rise >= 2 && says_a_point => Trend::ALittleHigher,
        Change::Same => Trend::Same,
    }
}

/// Whether pain reaches further down than it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// It draws back up.
    Up,
    /// It reaches further down.
    Down,
}

/// How the spread of pain moved; `None` where it did not, or was not said.
pub fn shift(last: Option<Spread>, now: Option<Spread>) -> Option<Shift> {
    match last?.cmp(&now?) {
        std::cmp::Ordering::Less => Some(Shift::Down),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(Shift::Up),
    }
}

impl Shift {
    /// What is said then. **Source**: leg pain that draws back towards the spine goes with better outcomes (Aina, May and
    /// Clare, Man Ther 2004; May and Aina, Man Ther 2012); what to do is our choice.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Up => {
                "Your pain sits higher than last time. That is usually a good direction, even if the back feels busier."
            }
            Self::Down => {
                "Your pain went further down the leg. Leave out what you did just before, and keep the next session easier."
            }
        }
    }
}
