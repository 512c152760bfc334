//! The letters of the words that are read from afar.

use super::{Area, Bitmap, GlyphPen};

impl GlyphPen {
    /// Draws a letter of the pen's width.
    pub(super) fn letter(self, sheet: Bitmap, c: char) -> Bitmap {
        let Self { height, width, stroke } = self;
        let r = self.radius();
        match c {
            'A' => sheet.with_all(&self.arch(), 0).with(self.bar()),
            'B' => sheet.with_all(&self.upper([0.0, r, r, 0.0]), 0).with_all(&self.lower([0.0, r, r, 0.0]), 0),
            'C' => sheet
                .with_frame(&self.whole(), self.round(), stroke)
                .without(self.right(self.hook_end()..self.hook_start())),
            'D' => sheet.with_frame(&self.whole(), [0.0, r, r, 0.0], stroke),
            'E' => sheet.with(self.left(0..height)).with(self.top()).with(self.bar()).with(self.bottom()),
            'F' => sheet.with(self.left(0..height)).with(self.top()).with(self.bar()),
            'G' => self
                .letter(sheet, 'C')
                .with(self.right(self.bar_top()..height - stroke))
                .with(Area(width / 2..width, self.bar_top()..self.bar_end())),
            'H' => sheet.with(self.left(0..height)).with(self.right(0..height)).with(self.bar()),
            'I' => sheet.with(Area(stroke..2 * stroke, 0..height)).with(self.top()).with(self.bottom()),
            'J' => self.letter(sheet, 'U').without(Area(0..stroke, 0..self.hook_start())),
            'L' => sheet.with(self.left(0..height)).with(self.bottom()),
            'P' => sheet.with_all(&self.upper([0.0, r, r, 0.0]), 0).with(self.left(0..height)),
            'R' => self.letter(sheet, 'P').with_slant(
                self.bar_end()..height,
                width / 2 - stroke / 2,
                width - stroke,
                stroke,
            ),
            'T' => sheet.with(self.top()).with(self.stem(0..height)),
            'U' => sheet
                .with_frame(&Area(0..width, 0..height), [0.0, 0.0, r, r], stroke)
                .without(Area(stroke..width - stroke, 0..stroke)),
            _ => self.slanted_letter(sheet, c),
        }
    }

    fn slanted_letter(self, sheet: Bitmap, c: char) -> Bitmap {
        let Self { height, width, stroke } = self;
        let (middle, end) = ((width - stroke) / 2, width - stroke);
        match c {
            'K' => sheet.with(self.left(0..height)).with_slant(0..self.bar_end(), end, stroke, stroke).with_slant(
                self.bar_top()..height,
                stroke,
                end,
                stroke,
            ),
            'M' => sheet
                .with(self.left(0..height))
                .with(self.right(0..height))
                .with_slant(0..self.bar_end(), 0, middle, stroke)
                .with_slant(0..self.bar_end(), end, middle, stroke),
            'N' => sheet.with(self.left(0..height)).with(self.right(0..height)).with_slant(
                0..height,
                0,
                width - stroke,
                stroke,
            ),
            'Q' => sheet.with_frame(&self.whole(), self.round(), stroke).with_slant(
                self.bar_end()..height,
                middle,
                end,
                stroke,
            ),
            'V' => sheet.with_slant(0..height, 0, middle, stroke).with_slant(0..height, end, middle, stroke),
            'W' => sheet
                .with(self.left(0..height))
                .with(self.right(0..height))
                .with_slant(self.bar_top()..height, middle, 0, stroke)
                .with_slant(self.bar_top()..height, middle, end, stroke),
            'X' => sheet.with_slant(0..height, 0, end, stroke).with_slant(0..height, end, 0, stroke),
            'Y' => sheet
                .with_slant(0..self.bar_end(), 0, middle, stroke)
                .with_slant(0..self.bar_end(), end, middle, stroke)
                .with(self.stem(self.bar_top()..height)),
            'Z' => sheet.with(self.top()).with(self.bottom()).with_slant(0..height, end, 0, stroke),
            _ => sheet,
        }
    }
}
