//! How each character is put together from strokes, at any size.

use super::bitmap::{Area, Bitmap};
use super::pen::Pen;

/// Whether there is a glyph for the character.
pub(super) fn is_known(c: char) -> bool {
    matches!(c.to_ascii_uppercase(), '0'..='9' | ':' | '.' | '-' | '/' | ' ' | 'A' | 'C'..='I' | 'L' | 'N'..='P' | 'R'..='U')
}

impl Pen {
    /// Columns a text takes.
    pub(super) fn text_width(self, text: &str) -> usize {
        let glyphs: usize = text.chars().map(|c| self.advance(c)).sum();
        glyphs + self.stroke * text.chars().count().saturating_sub(1)
    }

    /// The text as a picture; unknown characters are left empty.
    pub(super) fn write(self, text: &str) -> Bitmap {
        let mut x = 0;
        let mut picture = Bitmap::new(self.text_width(text), self.height);
        for c in text.chars() {
            picture = picture.with_all(&self.glyph(c.to_ascii_uppercase()), x);
            x += self.advance(c) + self.stroke;
        }
        picture
    }

    /// Digits are all of one width, so that a countdown stands still.
    fn advance(self, c: char) -> usize {
        match c {
            ':' | '.' => self.stroke,
            ' ' => self.width / 2,
            '-' | '/' => (self.width * 3 / 4).max(2),
            'I' | 'i' => (self.stroke * 3).min(self.width),
            _ => self.width,
        }
    }

    fn glyph(self, c: char) -> Bitmap {
        let sheet = Bitmap::new(self.advance(c), self.height);
        match c {
            '0' | 'O' => sheet.with_frame(&self.whole(), self.round(), self.stroke),
            '1' => self.one(sheet),
            '2' => self.two(sheet),
            '3' => self.three(sheet),
            '4' => self.four(sheet),
            '5' | 'S' => self.five(sheet, c),
            '6' => self.six(sheet),
            '7' => self.seven(sheet),
            '8' => sheet.with_all(&self.upper(self.round()), 0).with_all(&self.lower(self.round()), 0),
            '9' => self.nine(sheet),
            ':' => self.colon(sheet),
            '.' => sheet.with(Area(0..self.stroke, self.height - self.stroke..self.height)),
            '-' => sheet.with(Area(0..self.advance('-'), self.bar_top()..self.bar_end())),
            '/' => sheet.with_slant(0..self.height, self.advance('/') - self.stroke, 0, self.stroke),
            _ => self.letter(sheet, c),
        }
    }

    fn letter(self, sheet: Bitmap, c: char) -> Bitmap {
        let Self { height, width, stroke } = self;
        let r = self.radius();
        match c {
            'A' => sheet.with_all(&self.arch(), 0).with(self.bar()),
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
            'L' => sheet.with(self.left(0..height)).with(self.bottom()),
            'N' => sheet.with(self.left(0..height)).with(self.right(0..height)).with_slant(
                0..height,
                0,
                width - stroke,
                stroke,
            ),
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
            _ => sheet,
        }
    }

    fn one(self, sheet: Bitmap) -> Bitmap {
        let Self { height, width, stroke } = self;
        let start = (width - stroke) / 2;
        let flag = (stroke + 1).min(start);
        let inset = (start - flag) / 2;
        (1..=flag)
            .fold(sheet, |sheet, x| sheet.with(Area(start - x..start, x..x + stroke)))
            .with(self.stem(0..height))
            .with(Area(inset..width - inset, height - stroke..height))
    }

    fn two(self, sheet: Bitmap) -> Bitmap {
        let (half, r) = (self.width / 2, self.radius());
        let upper = self.upper([r, r, r, 0.0]);
        let upper = upper
            .without(self.left(self.hook_end()..self.bar_top()))
            .without(Area(0..half, self.bar_top()..self.bar_end()));
        let lower = self.lower([r, 0.0, 0.0, 0.0]);
        let lower = lower
            .without(self.right(self.bar_end()..self.height - self.stroke))
            .without(Area(half..self.width, self.bar_top()..self.bar_end()));
        sheet.with_all(&upper, 0).with_all(&lower, 0)
    }

    fn three(self, sheet: Bitmap) -> Bitmap {
        let r = self.radius();
        let both = sheet.with_all(&self.upper([r, r, r, 0.0]), 0).with_all(&self.lower([0.0, r, r, r]), 0);
        both.without(self.left(self.hook_end()..self.hook_start()))
            .without(Area(0..self.width / 3, self.bar_top()..self.bar_end()))
    }

    fn four(self, sheet: Bitmap) -> Bitmap {
        let Self { height, width, stroke } = self;
        let bar = self.bar_top() + stroke.div_ceil(2).max(1);
        sheet.with(self.left(0..bar)).with(Area(0..width, bar..bar + stroke)).with(self.right(0..height))
    }

    fn five(self, sheet: Bitmap, c: char) -> Bitmap {
        let (half, r) = (self.width / 2, self.radius());
        let upper = self.upper(if c == 'S' { [r, r, 0.0, r] } else { [0.0; 4] });
        let hook = if c == 'S' { self.hook_end() } else { self.stroke };
        let upper = upper
            .without(self.right(hook..self.bar_top()))
            .without(Area(half..self.width, self.bar_top()..self.bar_end()));
        let lower = self.lower([0.0, r, r, r]);
        let lower = lower
            .without(self.left(self.bar_end()..self.hook_start()))
            .without(Area(0..half, self.bar_top()..self.bar_end()));
        sheet.with_all(&upper, 0).with_all(&lower, 0)
    }

    fn six(self, sheet: Bitmap) -> Bitmap {
        let r = self.radius();
        let upper = self.upper([r, r, 0.0, 0.0]).without(self.right(self.hook_end()..self.bar_end()));
        let upper = upper.without(Area(self.stroke..self.width, self.bar_top()..self.bar_end()));
        sheet.with_all(&upper, 0).with_all(&self.lower(self.round()), 0)
    }

    fn seven(self, sheet: Bitmap) -> Bitmap {
        let Self { height, width, stroke } = self;
        sheet.with(self.top()).with_slant(stroke..height, width - stroke, width / 4, stroke)
    }

    fn nine(self, sheet: Bitmap) -> Bitmap {
        let r = self.radius();
        let lower = self.lower([0.0, 0.0, r, r]).without(self.left(self.bar_top()..self.hook_start()));
        let lower = lower.without(Area(0..self.width - self.stroke, self.bar_top()..self.bar_end()));
        sheet.with_all(&lower, 0).with_all(&self.upper(self.round()), 0)
    }

    fn colon(self, sheet: Bitmap) -> Bitmap {
        let Self { height, stroke, .. } = self;
        let above = (height / 3).saturating_sub(stroke / 2);
        let below = height - above - stroke;
        sheet.with(Area(0..stroke, above..above + stroke)).with(Area(0..stroke, below..below + stroke))
    }
}
