//! What two ratings say of each other: a change that is more than the error of the scale, or none. Never more than the
//! numbers, and nothing about what was not answered.

use super::median::Median;
use crate::domain::record::entry::{Score, Spread};

/// Where numbers in these sentences come from, for people.
pub const SOURCE: &str = "Childs et al., Spine 2005; Ostelo et al., Spine 2008; by start value: in-patient study, \
                          n = 1232, doi 10.1055/a-1304-3677";

/// Where the sentences on spread come from, for people.
pub const SPREAD_SOURCE: &str = "Aina, May and Clare, Man Ther 2004; May and Aina, Man Ther 2012";

/// How a later score stands to an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Lower, by more than the error of the scale.
    Lower,
    /// Not told apart.
    Same,
    /// Higher, by more than the error of the scale.
    Higher,
}

/// The least difference that is a real change, in points, from this score: 2 up to 7, 3 from 8 on. **Source**: Childs
/// et al., Spine 2005 and Ostelo et al., Spine 2008 (2 points, or 30 %); in-patient study, n = 1232 (by start value). For
/// 0 as the start our choice: the same error of the scale.
pub const fn real_from(start: Score) -> u8 {
    if start.value() >= 8 { 3 } else { 2 }
}

/// Whether `later` differs from `earlier` by more than the error of the scale.
///
/// ```
/// use supple::domain::advice::meaning::{Change, change};
/// use supple::domain::record::entry::Score;
///
/// let score = |value| Score::new(value).unwrap();
/// assert_eq!(change(score(5), score(3)), Change::Lower);
/// assert_eq!(change(score(8), score(6)), Change::Same);
/// ```
pub const fn change(earlier: Score, later: Score) -> Change {
    let (from, to) = (earlier.value(), later.value());
    if from.abs_diff(to) < real_from(earlier) {
        Change::Same
    } else if to < from {
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

/// A week needs so many ratings before one point between two weeks is said at all. Our choice.
pub const ENOUGH_FOR_A_POINT: usize = 4;

/// What the medians of two weeks say of each other; `None` where one of them has fewer than `least` ratings.
///
/// One point is `a little lower` or `a little higher` only from a start below 5 and between medians of
/// [`ENOUGH_FOR_A_POINT`] or more ratings.
pub fn between_weeks(earlier: Median, later: Median, least: usize) -> Option<String> {
    if earlier.count.min(later.count) < least.max(1) {
        return None;
    }
    let how = trend(earlier, later).text();
    Some(format!(
        "Median {later} from {} ratings, {earlier} from {} in the week before: {how}.",
        later.count, earlier.count
    ))
}

/// How a later median stands to an earlier one.
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

/// The least difference of medians that is a real change, in half points: as [`real_from`] has it for the median that the
/// change starts from.
pub const fn real_halves_from(start: Median) -> u8 {
    if start.halves() >= 16 { 6 } else { 4 }
}

/// How `later` stands to `earlier`: one point is said only from a start below 5, between medians of
/// [`ENOUGH_FOR_A_POINT`] or more ratings.
pub fn trend(earlier: Median, later: Median) -> Trend {
    let (rise, real) = (later.rise_over(earlier), i16::from(real_halves_from(earlier)));
    let a_point = earlier.halves() < 10 && earlier.count.min(later.count) >= ENOUGH_FOR_A_POINT;
    match rise {
        rise if rise <= -real => Trend::Lower,
        rise if rise >= real => Trend::Higher,
        rise if rise <= -2 && a_point => Trend::ALittleLower,
        rise if rise >= 2 && a_point => Trend::ALittleHigher,
        _ => Trend::Same,
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
