//! Counts of differences between ratings, for their median and their number, never their sum.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::domain::advice::clinical_change::{ClinicalChange, MEDIAN_NEEDS, Median, RealChange};
use crate::domain::journal::entry::Score;

/// The largest difference of two scores.
const MOST: i8 = 10;

/// The number of possible differences, from -10 to 10.
const PLACES: usize = 21;

/// The number of possible scores, from 0 to 10.
const SCORES: usize = 11;

/// A difference of scores, or of two medians of such differences.
///
/// **Units**: points of the scale, in halves; a median lies between -10 and 10, a difference of medians between -20 and
/// 20. Above 0 is more pain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points {
    halves: i8,
}

impl Points {
    /// Makes a difference from half points.
    pub const fn from_halves(halves: i8) -> Self {
        Self { halves }
    }

    /// The value in half points.
    pub const fn halves(self) -> i8 {
        self.halves
    }

    /// The value in points.
    pub fn value(self) -> f32 {
        f32::from(self.halves) / 2.0
    }

    /// Subtracts `other`.
    pub const fn over(self, other: Self) -> Self {
        Self { halves: self.halves.saturating_sub(other.halves) }
    }
}

/// Serializes as a number, `-1.5`.
impl Serialize for Points {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f32(self.value())
    }
}

impl fmt::Display for Points {
    /// Writes `+1.5`, `0` or `-2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.halves > 0 { "+" } else { "" };
        f.pad(&format!("{sign}{}", self.value()))
    }
}

/// The median difference between an earlier and a later rating, over several pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// The number of pairs.
    pub n: usize,
    /// The median of later less earlier; `None` below [`MEDIAN_NEEDS`] pairs.
    pub median: Option<Points>,
    /// The median of the earlier ratings; `None` without pairs. The size of a real change depends on it.
    #[serde(skip)]
    pub start: Option<Median>,
}

impl Difference {
    /// Returns the same without the median.
    pub(super) const fn silent(self) -> Self {
        Self { median: None, ..self }
    }

    /// Returns the median with its number of pairs, `-1 (median of 13)`; `None` if there are too few for a median.
    pub fn in_words(self) -> Option<String> {
        let median = self.median?;
        let change = if median.halves() == 0 { "unchanged".to_owned() } else { median.to_string() };
        Some(format!("{change} (median of {})", self.n))
    }

    /// Classifies the median as a change; `None` if there is none.
    pub fn change(self) -> Option<ClinicalChange> {
        self.judge(self.median?)
    }

    /// The least fall and the least rise that are a real change from the start of these pairs, in half points.
    pub fn marks(self) -> [u8; 2] {
        let real = self.start.map_or(RealChange::from_halves(0), RealChange::from_median);
        [real.fall, real.rise]
    }

    /// Classifies `points` as a change from the start of these pairs; `None` without pairs.
    pub fn judge(self, points: Points) -> Option<ClinicalChange> {
        Some(RealChange::from_median(self.start?).judge(points.halves().into()))
    }
}

/// The number of pairs by difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tally {
    counts: [u32; PLACES],
    /// The number of pairs by earlier score.
    starts: [u32; SCORES],
}

impl Default for Tally {
    fn default() -> Self {
        Self { counts: [0; PLACES], starts: [0; SCORES] }
    }
}

impl Tally {
    /// Adds a pair.
    pub(super) fn add(&mut self, earlier: Score, later: Score) {
        let place = usize::from(later.value() + MOST.unsigned_abs() - earlier.value());
        if let Some(count) = self.counts.get_mut(place) {
            *count += 1;
        }
        if let Some(count) = self.starts.get_mut(usize::from(earlier.value())) {
            *count += 1;
        }
    }

    /// Removes the pairs of `part`, which are among these.
    pub(super) fn without(&self, part: &Self) -> Self {
        let mut left = self.clone();
        let counts = left.counts.iter_mut().zip(part.counts);
        for (count, taken) in counts.chain(left.starts.iter_mut().zip(part.starts)) {
            *count = count.saturating_sub(taken);
        }
        left
    }

    /// The number of pairs and their median.
    pub(super) fn difference(&self) -> Difference {
        let n: usize = self.counts.iter().map(|count| *count as usize).sum();
        let median = (n >= MEDIAN_NEEDS).then(|| Points { halves: self.at((n - 1) / 2) + self.at(n / 2) });
        let starts = (0..).zip(self.starts).flat_map(|(score, count)| std::iter::repeat_n(score, count as usize));
        Difference { n, median, start: Median::of(starts.filter_map(Score::new)) }
    }

    /// The difference at `rank`, from 0, of all in ascending order.
    fn at(&self, rank: usize) -> i8 {
        let (mut seen, mut found) = (0, -MOST);
        for count in self.counts {
            seen += count as usize;
            if seen > rank {
                break;
            }
            found += 1;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(pairs: &[(u8, u8)]) -> Tally {
        let mut tally = Tally::default();
        for (earlier, later) in pairs {
            tally.add(Score::new(*earlier).unwrap(), Score::new(*later).unwrap());
        }
        tally
    }

    #[test]
    fn medians_are_silent_below_three_and_lie_between_two_of_an_even_number() {
        let said = |pairs: &[(u8, u8)]| {
            let difference = tally(pairs).difference();
            (difference.n, difference.median.map(|median| median.to_string()))
        };
        assert_eq!(said(&[]), (0, None));
        assert_eq!(said(&[(3, 1), (3, 1)]), (2, None));
        assert_eq!(said(&[(3, 1), (0, 0), (10, 0)]), (3, Some("-2".to_owned())));
        assert_eq!(said(&[(0, 10), (0, 0), (0, 1), (0, 2)]), (4, Some("+1.5".to_owned())));
        assert_eq!(said(&[(0, 10), (0, 10), (0, 10)]), (3, Some("+10".to_owned())));
        assert_eq!(said(&[(10, 0), (10, 0), (10, 0)]), (3, Some("-10".to_owned())));
        assert_eq!(said(&[(4, 4), (4, 4), (4, 5)]), (3, Some("0".to_owned())));
    }

    #[test]
    fn what_is_left_without_a_part_has_its_own_median() {
        let all = tally(&[(3, 1), (3, 1), (3, 1), (2, 5), (2, 5), (2, 5)]);
        let left = all.without(&tally(&[(3, 1), (3, 1), (3, 1)])).difference();
        assert_eq!((left.n, left.median.map(Points::halves)), (3, Some(6)));
    }

    #[test]
    fn how_much_is_a_real_change_hangs_on_where_the_pairs_start() {
        let changes = |pair: (u8, u8)| tally(&[pair; 3]).difference().change();
        assert_eq!(
            [(5, 3), (5, 4), (5, 7)].map(changes),
            [ClinicalChange::Lower, ClinicalChange::Same, ClinicalChange::Higher].map(Some)
        );
        assert_eq!(
            [(8, 6), (8, 5), (8, 10)].map(changes),
            [ClinicalChange::Same, ClinicalChange::Lower, ClinicalChange::Higher].map(Some)
        );
        let high = tally(&[(7, 5), (7, 5), (8, 6), (8, 6)]);
        assert_eq!(high.difference().change(), Some(ClinicalChange::Same), "from 7.5");
        assert_eq!(high.without(&tally(&[(8, 6)])).difference().change(), Some(ClinicalChange::Lower), "from 7");
        assert_eq!(tally(&[(5, 3); 2]).difference().change(), None, "two pairs say nothing");
    }
}
