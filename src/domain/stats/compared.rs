//! One time against the time before it, by the medians of their ratings.

use super::pain::{Point, Range, pain};
use super::selection::Selection;
use super::tally::LEAST;
use crate::domain::advice::meaning::{Change, median_change};
use crate::domain::record::entry::Score;

/// Two times, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// The later one; `None` where nothing was rated in it.
    pub later: Option<Range>,
    /// The earlier one.
    pub earlier: Option<Range>,
    /// Whether the later median differs by more than the error of the scale; `None` below three ratings on either side.
    pub change: Option<Change>,
}

/// How the ratings of `later` stand to those of `earlier`, those during sessions left out.
///
/// See [`meaning`](crate::domain::advice::meaning) for what a real change is.
pub fn compared(later: &Selection<'_>, earlier: &Selection<'_>) -> Compared {
    let (later, earlier) = (range(later), range(earlier));
    Compared { later, earlier, change: later.zip(earlier).and_then(|(later, earlier)| change(earlier, later)) }
}

fn range(selection: &Selection<'_>) -> Option<Range> {
    let counted = pain(selection).points.into_iter().filter(Point::counts);
    Range::of(&counted.map(|point| point.score).collect::<Vec<Score>>())
}

fn change(earlier: Range, later: Range) -> Option<Change> {
    if earlier.median.count.min(later.median.count) < LEAST {
        return None;
    }
    Some(median_change(earlier.median, later.median))
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
        assert_eq!(change(&[4, 4, 4], &[2, 2, 2]), Some(Change::Lower));
        assert_eq!(change(&[4, 4, 4], &[2, 2, 3, 3]), Some(Change::Same), "1.5 points");
        assert_eq!(change(&[8, 8, 8], &[6, 6, 6]), Some(Change::Same));
        assert_eq!(change(&[8, 8, 8], &[5, 5, 5]), Some(Change::Lower));
        assert_eq!(change(&[8, 8, 8], &[10, 10, 10]), Some(Change::Higher));
        assert_eq!(change(&[7, 7, 8, 8], &[5, 5, 5]), Some(Change::Same), "2.5 points down from 7.5");
        assert_eq!(change(&[0, 0, 0], &[2, 2, 2]), Some(Change::Higher));
        assert_eq!(change(&[0, 0], &[9, 9, 9]), None, "too few");
    }
}
