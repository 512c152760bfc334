//! The dots of a figure before they become characters: one ink a dot.

use super::characters::Characters;
use crate::domain::figure::Point;
use crate::domain::figure::scene::{Bounds, Layer, PartMark, Shape, ShapeKind};

/// Kinds of dot; where a cell has one colour, the higher wins it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ink {
    None,
    Floor,
    Prop,
    Far,
    Trunk,
    Body,
    Held,
    Stretches,
    Works,
}

impl Ink {
    /// Returns true for the person.
    pub(super) fn is_body(self) -> bool {
        matches!(self, Self::Far | Self::Trunk | Self::Body | Self::Stretches | Self::Works)
    }

    /// Returns true for the trunk, neck included, as far as it has no mark.
    fn is_trunk(self) -> bool {
        self == Self::Trunk
    }

    pub(super) fn of(shape: &Shape) -> Self {
        match (shape.layer, shape.mark) {
            (_, PartMark::Works) => Self::Works,
            (_, PartMark::Stretches) => Self::Stretches,
            (Layer::Floor, _) => Self::Floor,
            (Layer::Prop, _) => Self::Prop,
            (Layer::Far, _) => Self::Far,
            (Layer::Held, _) => Self::Held,
            // The head is as bright as what is near.
            (Layer::Trunk, _) if matches!(shape.form, ShapeKind::Disc { .. }) => Self::Body,
            (Layer::Trunk, _) => Self::Trunk,
            (Layer::Near, _) => Self::Body,
        }
    }

    /// Returns true if the dot at this place is left out where a pattern sets marks apart: every other one in a
    /// stretched part, every third in a working one.
    fn leaves_out(self, x: usize, y: usize) -> bool {
        match self {
            Self::Stretches => !(x + y).is_multiple_of(2),
            Self::Works => (x + y).is_multiple_of(3),
            _ => false,
        }
    }
}

/// The dots of a box.
pub(super) struct Dots {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) inks: Vec<Ink>,
    /// The ratio of a dot's height to its width.
    squat: f64,
    /// True if parts are marked by a pattern, for want of colours.
    has_pattern: bool,
    /// True if the head is kept apart from the trunk by a gap, for which plain characters are too coarse.
    has_neck_gap: bool,
}

/// The mapping from the plane of the figure to dots.
#[derive(Clone, Copy)]
pub(super) struct FigureScale {
    bounds: Bounds,
    /// The dots for a body unit, across and down.
    pub(super) x: f64,
    pub(super) y: f64,
    left: f64,
    bottom: f64,
}

/// A line between two dots with its radius at both ends, in dots across.
#[derive(Clone, Copy)]
struct Stroke {
    from: Point,
    to: Point,
    radii: [f64; 2],
}

impl FigureScale {
    /// Returns the largest scale that fits, centred and on the last row.
    pub(super) fn fitting(bounds: Bounds, width: usize, height: usize, squat: f64) -> Self {
        let (wide, high) = bounds.size();
        // The floor is the middle of the last row of dots: what is above has that much less, and no head is cut.
        let bottom = height as f64 - 0.5;
        let x = (width as f64 / wide.max(0.01)).min(bottom * squat / high.max(0.01));
        Self { bounds, x, y: x / squat, left: (width as f64 - wide * x) / 2.0, bottom }
    }

    pub(super) fn place(&self, point: Point) -> Point {
        Point::new(
            self.left + (point.x - self.bounds.from.x) * self.x,
            self.bottom - (point.y - self.bounds.from.y) * self.y,
        )
    }
}

impl Dots {
    /// Returns the dots of `shapes` in a box of this many cells. `has_colours` is false where marks need a pattern.
    pub(super) fn draw(
        shapes: &[Shape],
        bounds: Bounds,
        cells: (u16, u16),
        set: Characters,
        has_colours: bool,
    ) -> Self {
        let (columns, rows) = set.dots_in_a_cell();
        let (width, height) = (usize::from(cells.0) * columns, usize::from(cells.1) * rows);
        let mut dots = Self {
            width,
            height,
            inks: vec![Ink::None; width * height],
            // A cell is twice as high as wide.
            squat: 2.0 * columns as f64 / rows as f64,
            has_pattern: !has_colours && set != Characters::Ascii,
            has_neck_gap: set != Characters::Ascii,
        };
        let scale = FigureScale::fitting(bounds, width, height, dots.squat);
        let is_filled = set.is_filled();
        let mut rest = shapes;
        while let Some((limb, after)) = rest.split_at_checked(limb_of(rest)).filter(|(limb, _)| !limb.is_empty()) {
            dots.draw_limb(limb, &scale, is_filled);
            rest = after;
        }
        dots
    }

    /// Draws shapes that hang together, after the gap around all of them.
    fn draw_limb(&mut self, limb: &[Shape], scale: &FigureScale, is_filled: bool) {
        for (at, shape) in limb.iter().enumerate() {
            self.draw_gap(shape, at == 0, scale);
        }
        for shape in limb {
            self.draw_shape(shape, scale, is_filled);
        }
    }

    /// Draws a little air around head and near limbs, so that they stand out from the body behind them. A limb grows
    /// out of the trunk: where it begins there is none.
    fn draw_gap(&mut self, shape: &Shape, is_root: bool, scale: &FigureScale) {
        const GAP: f64 = 0.9;
        match shape.form {
            ShapeKind::Bar { from, to, radii } if shape.layer == Layer::Near => {
                let from = if is_root { from.between(to, 0.5) } else { from };
                let stroke = stroke(from, to, radii.map(|radius| radius * scale.x + GAP), scale);
                if radii[0] * scale.x >= 1.8 {
                    self.bar(stroke, Ink::None, Ink::is_body);
                }
            }
            ShapeKind::Disc { middle, radius } if shape.layer == Layer::Trunk && self.has_neck_gap => {
                let air = GAP * self.squat.max(1.0);
                let reach = (radius * scale.x).max(0.85) + air;
                self.bar(stroke(middle, middle, [reach; 2], scale), Ink::None, Ink::is_trunk);
            }
            _ => {}
        }
    }

    fn draw_shape(&mut self, shape: &Shape, scale: &FigureScale, is_filled: bool) {
        let ink = Ink::of(shape);
        // The far side is thinner, and nothing is thinner than a dot.
        let (share, least) = match shape.layer {
            Layer::Far if is_filled => (0.9, 0.85),
            Layer::Far => (0.6, 0.5),
            _ => (1.0, 0.85),
        };
        let radius = |radius: f64| (radius * scale.x * share).max(least);
        match shape.form {
            ShapeKind::Bar { from, to, radii } => {
                let stroke = stroke(from, to, radii.map(radius), scale);
                if self.has_pattern && ink >= Ink::Stretches {
                    self.bar(stroke, Ink::None, anywhere);
                }
                self.bar(stroke, ink, anywhere);
                if is_filled {
                    // Dots may be higher than a thin limb is thick: it must not fall between two rows.
                    self.line(stroke, ink);
                }
            }
            ShapeKind::Disc { middle, radius: r } => {
                self.bar(stroke(middle, middle, [radius(r); 2], scale), ink, anywhere);
            }
            ShapeKind::Ring { middle, radius: r } => self.ring(scale.place(middle), r * scale.x, ink),
            ShapeKind::Line { from, to } => self.line(stroke(from, to, [0.0; 2], scale), ink),
        }
    }

    /// Fills the dots nearer to the line than its radius, which changes evenly along it, over the inks that `over` says.
    fn bar(&mut self, Stroke { from, to, radii: [first, last] }: Stroke, ink: Ink, over: impl Fn(Ink) -> bool) {
        let (squat, has_pattern, width) = (self.squat, self.has_pattern, self.width);
        let reach = first.max(last);
        let down = reach / squat;
        let (y0, y1) = (first_dot(from.y.min(to.y) - down), first_dot(from.y.max(to.y) + down + 1.0));
        let (dx, dy) = (to.x - from.x, (to.y - from.y) * squat);
        let a_dot_along = 1.0 / (dx * dx + dy * dy).max(1e-9);
        let rows = self.inks.chunks_exact_mut(width.max(1)).enumerate();
        for (y, row) in rows.take(y1).skip(y0) {
            let py = (y as f64 + 0.5 - from.y) * squat;
            // The part of the line that is near enough to this row: only around it is there anything to fill.
            let near = |distance: f64| if dy.abs() < 1e-9 { f64::NAN } else { ((py + distance) / dy).clamp(0.0, 1.0) };
            let (one, other) = (near(-reach), near(reach));
            let (low, high) = if one.is_nan() { (0.0, 1.0) } else { (one.min(other), one.max(other)) };
            let (left, right) = ((dx * low).min(dx * high) + from.x, (dx * low).max(dx * high) + from.x);
            let (x0, x1) = (first_dot(left - reach), first_dot(right + reach + 1.0));
            for (x, dot) in row.iter_mut().enumerate().take(x1).skip(x0) {
                let px = x as f64 + 0.5 - from.x;
                let along = ((px * dx + py * dy) * a_dot_along).clamp(0.0, 1.0);
                let (ox, oy) = (px - along * dx, py - along * dy);
                let radius = first + (last - first) * along;
                let is_left_out = has_pattern && ink.leaves_out(x, y);
                if ox * ox + oy * oy <= radius * radius && !is_left_out && over(*dot) {
                    *dot = ink;
                }
            }
        }
    }

    /// Sets the dots along the line, whatever its radii.
    fn line(&mut self, Stroke { from, to, .. }: Stroke, ink: Ink) {
        let steps = ((to.x - from.x).abs().max((to.y - from.y).abs()) * 2.0).ceil().clamp(1.0, 4_000.0) as u32;
        for step in 0..=steps {
            self.point(from.between(to, f64::from(step) / f64::from(steps)), ink);
        }
    }

    fn ring(&mut self, middle: Point, radius: f64, ink: Ink) {
        let steps = (radius * 8.0).ceil().clamp(8.0, 400.0) as u32;
        for step in 0..steps {
            let angle = std::f64::consts::TAU * f64::from(step) / f64::from(steps);
            self.point(Point::new(middle.x + radius * angle.cos(), middle.y + radius * angle.sin() / self.squat), ink);
        }
    }

    fn point(&mut self, Point { x, y }: Point, ink: Ink) {
        // The very edge of the box is inside of it.
        let (x, y) = (x.min(self.width as f64 - 0.01), y.min(self.height as f64 - 0.01));
        if x < 0.0 || y < 0.0 || (self.has_pattern && ink.leaves_out(x as usize, y as usize)) {
            return;
        }
        if let Some(dot) = self.inks.get_mut(y as usize * self.width + x as usize) {
            *dot = ink;
        }
    }
}

/// Returns the number of shapes at the beginning that hang together as one limb: at least one, if there are any.
pub(super) fn limb_of(shapes: &[Shape]) -> usize {
    let joints = shapes.windows(2).take_while(|pair| hangs_together(pair)).count();
    (joints + 1).min(shapes.len())
}

fn hangs_together(pair: &[Shape]) -> bool {
    let [one, next] = pair else { return false };
    match (one.form, next.form) {
        (ShapeKind::Bar { to, .. }, ShapeKind::Bar { from, .. }) => {
            one.layer == Layer::Near && next.layer == Layer::Near && to.distance(from) < 1e-6
        }
        _ => false,
    }
}

fn stroke(from: Point, to: Point, radii: [f64; 2], scale: &FigureScale) -> Stroke {
    Stroke { from: scale.place(from), to: scale.place(to), radii }
}

const fn anywhere(_: Ink) -> bool {
    true
}

fn first_dot(place: f64) -> usize {
    place.floor().max(0.0) as usize
}
