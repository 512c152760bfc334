//! The time that each side works in a timeline.

use std::time::Duration;

use super::timeline::{Segment, SegmentKind, Timeline};
use crate::domain::content::words::Counting;
use crate::domain::journal::entry::Side;
use crate::domain::time::clock_text;

/// The planned work of each side; work of both at once is in neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SideBalance {
    /// The left side.
    pub left: Duration,
    /// The right side.
    pub right: Duration,
}

impl SideBalance {
    /// Adds up the work of a timeline.
    pub fn of(timeline: &Timeline) -> Self {
        let mut balance = Self::default();
        for segment in timeline.segments.iter().filter(|segment| segment.is_work()) {
            balance.add(segment);
        }
        balance
    }

    fn add(&mut self, segment: &Segment) {
        let span = segment.planned();
        match (segment.side, &segment.kind) {
            (Some(Side::Left), _) => self.left += span,
            (Some(Side::Right), _) => self.right += span,
            (None, SegmentKind::Reps(reps)) if reps.alternating && reps.count > 0 => {
                // Left begins: of an odd number it has one more.
                let right = span / reps.count * (reps.count / 2);
                let is_even = reps.counting == Counting::PerSide || reps.count.is_multiple_of(2);
                self.right += if is_even { span / 2 } else { right };
                self.left += if is_even { span / 2 } else { span - right };
            }
            (None, _) => {}
        }
    }

    /// Returns true if both sides get the same, to the second.
    pub fn is_even(self) -> bool {
        self.left.abs_diff(self.right) < Duration::from_secs(1)
    }

    /// Returns the balance in words: `each side 4:10`, or `left 4:10, right 3:50`; `None` if no step has sides.
    pub fn text(self) -> Option<String> {
        if self.left.is_zero() && self.right.is_zero() {
            None
        } else if self.is_even() {
            Some(format!("each side {}", clock_text(self.left)))
        } else {
            Some(format!("left {}, right {}", clock_text(self.left), clock_text(self.right)))
        }
    }
}
