//! The glyph of each character, put together from strokes at any size.

mod letters;

use std::ops::Range;

/// Returns true if there is a glyph for the character.
pub(super) fn is_known(c: char) -> bool {
    matches!(c.to_ascii_uppercase(), '0'..='9' | ':' | '.' | '-' | '/' | ' ' | '!' | 'A'..='Z')
}

/// The measures glyphs are drawn with, in pixels.
///
/// Most glyphs are made of two boxes, one above the other, that share the bar in the middle:
///
/// ```text
///      0   upper box   ╭────╮
///  bar_top             ├────┤
///  bar_end   lower box ╰────╯ height
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct GlyphPen {
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) stroke: usize,
}

impl GlyphPen {
    /// Returns a pen for glyphs of that height in good proportions.
    pub(super) fn new(height: usize) -> Self {
        let stroke = ((height + 2) / 6).max(1);
        Self { height, width: (height * 3 / 5).max(3 * stroke + 1), stroke }
    }

    /// Returns a pen for the narrowest legible glyphs.
    pub(super) fn condensed(height: usize) -> Self {
        let normal = Self::new(height);
        Self { width: (height / 2).max(3 * normal.stroke).min(normal.width), ..normal }
    }

    /// Returns the width of a text.
    pub(super) fn text_width(self, text: &str) -> usize {
        let glyphs: usize = text.chars().map(|c| self.advance(c)).sum();
        glyphs + self.stroke * text.chars().count().saturating_sub(1)
    }

    /// Draws the text; unknown characters are left empty.
    pub(super) fn write(self, text: &str) -> Bitmap {
        let mut x = 0;
        let mut picture = Bitmap::new(self.text_width(text), self.height);
        for c in text.chars() {
            picture = picture.with_all(&self.glyph(c.to_ascii_uppercase()), x);
            x += self.advance(c) + self.stroke;
        }
        picture
    }

    /// Returns the width of a character. All digits have the same, so that a countdown does not jump.
    fn advance(self, c: char) -> usize {
        match c {
            ':' | '.' | '!' => self.stroke,
            ' ' => self.width / 2,
            '-' | '/' => (self.width * 3 / 4).max(2),
            'I' | 'i' => (self.stroke * 3).min(self.width),
            'M' | 'm' | 'W' | 'w' => self.centred((self.width + self.stroke).max(5 * self.stroke)),
            'T' | 't' | 'V' | 'v' | 'X' | 'x' | 'Y' | 'y' => self.centred(self.width),
            _ => self.width,
        }
    }

    /// Returns the least width from `width` on that has a middle for a stroke.
    fn centred(self, width: usize) -> usize {
        width + (width - self.stroke) % 2
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
            '!' => {
                let gap = self.height - 2 * self.stroke;
                sheet.with(self.left(0..gap)).with(self.left(self.height - self.stroke..self.height))
            }
            _ => Self { width: self.advance(c), ..self }.letter(sheet, c),
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

    /// Returns a frame without its lower side.
    fn arch(self) -> Bitmap {
        let r = self.radius();
        let area = Area(0..self.width, 0..self.height + self.stroke);
        Bitmap::new(self.width, self.height).with_frame(&area, [r, r, 0.0, 0.0], self.stroke)
    }

    fn upper(self, radii: Radii) -> Bitmap {
        Bitmap::new(self.width, self.height).with_frame(&Area(0..self.width, 0..self.bar_end()), radii, self.stroke)
    }

    fn lower(self, radii: Radii) -> Bitmap {
        let area = Area(0..self.width, self.bar_top()..self.height);
        Bitmap::new(self.width, self.height).with_frame(&area, radii, self.stroke)
    }

    /// Returns the first row of the bar in the middle; if the boxes differ, the lower one is larger.
    fn bar_top(self) -> usize {
        (self.height - self.stroke) / 2
    }

    fn bar_end(self) -> usize {
        self.bar_top() + self.stroke
    }

    /// Returns the end of the short hook at an open end of an upper box.
    fn hook_end(self) -> usize {
        self.stroke + (self.bar_top() - self.stroke) / 3
    }

    /// Returns the first row of the hook at an open end of a lower box.
    fn hook_start(self) -> usize {
        self.height - self.hook_end()
    }

    /// Returns the outer radius of corners; a stroke around a corner stays as thick as elsewhere.
    fn radius(self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a few pixels")]
        let (stroke, half) = (self.stroke as f32, self.width as f32 / 2.0);
        (stroke * 1.5 + 0.5).min(half)
    }

    fn round(self) -> Radii {
        [self.radius(); 4]
    }

    fn whole(self) -> Area {
        Area(0..self.width, 0..self.height)
    }

    fn left(self, rows: Range<usize>) -> Area {
        Area(0..self.stroke, rows)
    }

    fn right(self, rows: Range<usize>) -> Area {
        Area(self.width - self.stroke..self.width, rows)
    }

    fn stem(self, rows: Range<usize>) -> Area {
        let start = (self.width - self.stroke) / 2;
        Area(start..start + self.stroke, rows)
    }

    fn top(self) -> Area {
        Area(0..self.width, 0..self.stroke)
    }

    fn bar(self) -> Area {
        Area(0..self.width, self.bar_top()..self.bar_end())
    }

    fn bottom(self) -> Area {
        Area(0..self.width, self.height - self.stroke..self.height)
    }
}

/// A rectangle of pixels: columns and rows.
#[derive(Debug, Clone)]
struct Area(Range<usize>, Range<usize>);

/// Radii of the corners: top left, top right, bottom right, bottom left.
type Radii = [f32; 4];

/// A grid of pixels, on or off. Pixels outside of it read as empty and are not drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bitmap {
    width: usize,
    height: usize,
    pixels: Vec<bool>,
}

impl Bitmap {
    /// Returns a grid of that size, all off.
    fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![false; width * height] }
    }

    /// Returns true if the pixel is on.
    pub(super) fn get(&self, x: usize, y: usize) -> bool {
        x < self.width && self.pixels.get(y * self.width + x).is_some_and(|on| *on)
    }

    fn set(&mut self, x: usize, y: usize, on: bool) {
        if x < self.width
            && let Some(pixel) = self.pixels.get_mut(y * self.width + x)
        {
            *pixel = on;
        }
    }

    /// Fills `area`.
    fn with(self, area: Area) -> Self {
        self.painted(area, true)
    }

    /// Empties `area`.
    fn without(self, area: Area) -> Self {
        self.painted(area, false)
    }

    fn painted(mut self, Area(columns, rows): Area, on: bool) -> Self {
        for y in rows {
            for x in columns.clone() {
                self.set(x, y, on);
            }
        }
        self
    }

    /// Draws an outline of that thickness along the inside of `area`'s edge.
    fn with_frame(mut self, area: &Area, radii: Radii, stroke: usize) -> Self {
        let Area(columns, rows) = area.clone();
        let hole = Area(columns.start + stroke..columns.end - stroke, rows.start + stroke..rows.end - stroke);
        #[expect(clippy::cast_precision_loss, reason = "a few pixels")]
        let inner = radii.map(|radius| (radius - stroke as f32).max(0.0));
        for y in rows {
            for x in columns.clone() {
                if covers(area, radii, x, y) && !covers(&hole, inner, x, y) {
                    self.set(x, y, true);
                }
            }
        }
        self
    }

    /// Draws a straight stroke from row to row: at the first of `rows` it begins at column `from`, at the last at
    /// column `to`, and is `thickness` columns wide everywhere.
    fn with_slant(mut self, rows: Range<usize>, from: usize, to: usize, thickness: usize) -> Self {
        let steps = rows.len().saturating_sub(1).max(1);
        for (step, y) in rows.enumerate() {
            let start = (from * (steps - step) + to * step + steps / 2) / steps;
            for x in start..start + thickness {
                self.set(x, y, true);
            }
        }
        self
    }

    /// Turns on the pixels of `other`, moved to the right.
    fn with_all(mut self, other: &Self, right: usize) -> Self {
        for y in 0..other.height {
            for x in (0..other.width).filter(|x| other.get(*x, y)) {
                self.set(x + right, y, true);
            }
        }
        self
    }
}

/// Returns true if the middle of a pixel lies in a rectangle with rounded corners.
#[expect(clippy::cast_precision_loss, reason = "a few pixels")]
fn covers(
    Area(columns, rows): &Area,
    [top_left, top_right, bottom_right, bottom_left]: Radii,
    x: usize,
    y: usize,
) -> bool {
    if !columns.contains(&x) || !rows.contains(&y) {
        return false;
    }
    let [left, right] = [x - columns.start, columns.end - 1 - x].map(|gap| gap as f32 + 0.5);
    let [above, below] = [y - rows.start, rows.end - 1 - y].map(|gap| gap as f32 + 0.5);
    inside_corner(top_left, left, above)
        && inside_corner(top_right, right, above)
        && inside_corner(bottom_right, right, below)
        && inside_corner(bottom_left, left, below)
}

/// Returns true if a point this far from both edges of a corner lies inside its curve.
fn inside_corner(radius: f32, dx: f32, dy: f32) -> bool {
    let (dx, dy) = (radius - dx, radius - dy);
    dx <= 0.0 || dy <= 0.0 || dx * dx + dy * dy <= radius * radius
}
