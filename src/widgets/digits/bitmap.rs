//! A grid of pixels to draw glyphs on. Pixels outside of it read as empty and are not drawn.

use std::ops::Range;

/// A rectangle of pixels: columns and rows.
#[derive(Debug, Clone)]
pub(super) struct Area(pub(super) Range<usize>, pub(super) Range<usize>);

/// Radii of the corners: top left, top right, bottom right, bottom left.
pub(super) type Radii = [f32; 4];

/// Pixels, on or off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bitmap {
    width: usize,
    height: usize,
    pixels: Vec<bool>,
}

impl Bitmap {
    /// A grid of that size, all off.
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![false; width * height] }
    }

    /// Whether the pixel is on.
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

    /// With `area` filled.
    pub(super) fn with(self, area: Area) -> Self {
        self.painted(area, true)
    }

    /// With `area` emptied.
    pub(super) fn without(self, area: Area) -> Self {
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

    /// With an outline of that thickness along the inside of `area`'s edge.
    pub(super) fn with_frame(mut self, area: &Area, radii: Radii, stroke: usize) -> Self {
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

    /// With a straight stroke from row to row: at the first of `rows` it begins at column `from`,
    /// at the last at column `to`, and is `thickness` columns wide everywhere.
    pub(super) fn with_slant(mut self, rows: Range<usize>, from: usize, to: usize, thickness: usize) -> Self {
        let steps = rows.len().saturating_sub(1).max(1);
        for (step, y) in rows.enumerate() {
            let start = (from * (steps - step) + to * step + steps / 2) / steps;
            for x in start..start + thickness {
                self.set(x, y, true);
            }
        }
        self
    }

    /// With what is on in `other`, moved to the right.
    pub(super) fn with_all(mut self, other: &Self, right: usize) -> Self {
        for y in 0..other.height {
            for x in (0..other.width).filter(|x| other.get(*x, y)) {
                self.set(x + right, y, true);
            }
        }
        self
    }
}

/// Whether the middle of a pixel lies in a rectangle with rounded corners.
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
    let inside = |radius: f32, dx: f32, dy: f32| {
        let (dx, dy) = (radius - dx, radius - dy);
        dx <= 0.0 || dy <= 0.0 || dx * dx + dy * dy <= radius * radius
    };
    inside(top_left, left, above)
        && inside(top_right, right, above)
        && inside(bottom_right, right, below)
        && inside(bottom_left, left, below)
}
