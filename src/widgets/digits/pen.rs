//! The measures and the building blocks of glyphs.
//!
//! Most are made of two boxes, one above the other, that share the bar in the middle:
//!
//! ```text
//!      0   upper box   ╭────╮
//!  bar_top             ├────┤
//!  bar_end   lower box ╰────╯ height
//! ```

use std::ops::Range;

use super::bitmap::{Area, Bitmap, Radii};

/// The measures glyphs are drawn with, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) stroke: usize,
}

impl Pen {
    /// Glyphs of that height in good proportions.
    pub(super) fn new(height: usize) -> Self {
        let stroke = ((height + 2) / 6).max(1);
        Self { height, width: (height * 3 / 5).max(3 * stroke + 1), stroke }
    }

    /// As narrow as they can still be told apart.
    pub(super) fn condensed(height: usize) -> Self {
        let normal = Self::new(height);
        Self { width: (height / 2).max(3 * normal.stroke).min(normal.width), ..normal }
    }

    /// A frame without its lower side.
    pub(super) fn arch(self) -> Bitmap {
        let r = self.radius();
        let area = Area(0..self.width, 0..self.height + self.stroke);
        Bitmap::new(self.width, self.height).with_frame(&area, [r, r, 0.0, 0.0], self.stroke)
    }

    pub(super) fn upper(self, radii: Radii) -> Bitmap {
        Bitmap::new(self.width, self.height).with_frame(&Area(0..self.width, 0..self.bar_end()), radii, self.stroke)
    }

    pub(super) fn lower(self, radii: Radii) -> Bitmap {
        let area = Area(0..self.width, self.bar_top()..self.height);
        Bitmap::new(self.width, self.height).with_frame(&area, radii, self.stroke)
    }

    /// Where the bar in the middle begins; the lower box is the larger one where they differ.
    pub(super) fn bar_top(self) -> usize {
        (self.height - self.stroke) / 2
    }

    pub(super) fn bar_end(self) -> usize {
        self.bar_top() + self.stroke
    }

    /// Where the short hook at an open end of an upper box ends.
    pub(super) fn hook_end(self) -> usize {
        self.stroke + (self.bar_top() - self.stroke) / 3
    }

    /// Where the hook at an open end of a lower box begins.
    pub(super) fn hook_start(self) -> usize {
        self.height - self.hook_end()
    }

    /// The outer radius of corners; a stroke around a corner stays as thick as elsewhere.
    pub(super) fn radius(self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a few pixels")]
        let (stroke, half) = (self.stroke as f32, self.width as f32 / 2.0);
        (stroke * 1.5 + 0.5).min(half)
    }

    pub(super) fn round(self) -> Radii {
        [self.radius(); 4]
    }

    pub(super) fn whole(self) -> Area {
        Area(0..self.width, 0..self.height)
    }

    pub(super) fn left(self, rows: Range<usize>) -> Area {
        Area(0..self.stroke, rows)
    }

    pub(super) fn right(self, rows: Range<usize>) -> Area {
        Area(self.width - self.stroke..self.width, rows)
    }

    pub(super) fn stem(self, rows: Range<usize>) -> Area {
        let start = (self.width - self.stroke) / 2;
        Area(start..start + self.stroke, rows)
    }

    pub(super) fn top(self) -> Area {
        Area(0..self.width, 0..self.stroke)
    }

    pub(super) fn bar(self) -> Area {
        Area(0..self.width, self.bar_top()..self.bar_end())
    }

    pub(super) fn bottom(self) -> Area {
        Area(0..self.width, self.height - self.stroke..self.height)
    }
}
