//! The median of scores, and how many there were.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::domain::record::entry::Score;

/// The median of one or more scores.
///
/// **Units**: points of the scale, 0 to 10, in halves: of an even number of scores it lies between the two in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Median {
    halves: u8,
    /// How many scores it is the median of; at least 1.
    pub count: usize,
}

impl Median {
    /// The median of `scores`, in any order; `None` of none.
    ///
    /// ```
    /// use supple::domain::advice::median::Median;
    /// use supple::domain::record::entry::Score;
    ///
    /// let median = Median::of([3, 0, 4, 2].into_iter().filter_map(Score::new)).unwrap();
    /// assert_eq!((median.to_string().as_str(), median.count), ("2.5", 4));
    /// ```
    pub fn of(scores: impl IntoIterator<Item = Score>) -> Option<Self> {
        let mut values: Vec<u8> = scores.into_iter().map(Score::value).collect();
        values.sort_unstable();
        let (low, high) = (values.get(values.len().checked_sub(1)? / 2)?, values.get(values.len() / 2)?);
        Some(Self { halves: low + high, count: values.len() })
    }

    /// In half points, 0 to 20.
    pub const fn halves(self) -> u8 {
        self.halves
    }

    /// In points, 0 to 10.
    pub fn value(self) -> f32 {
        f32::from(self.halves) / 2.0
    }

    /// How far this lies over `earlier`, in half points; negative where it lies below.
    pub fn rise_over(self, earlier: Self) -> i16 {
        i16::from(self.halves) - i16::from(earlier.halves)
    }
}

/// For programs: `{"n":4,"median":2.5}`.
impl Serialize for Median {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Median", 2)?;
        fields.serialize_field("n", &self.count)?;
        fields.serialize_field("median", &self.value())?;
        fields.end()
    }
}

impl fmt::Display for Median {
    /// `3`, `2.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value())
    }
}
