//! What stands around the person, or is held.

use super::Point;
use crate::domain::content::words::words;

words! {
    /// What a prop is.
    PropKind, "prop":
    /// A mat on the floor, from `x0` to `x1`.
    Mat = "mat",
    /// A solid box: a step, a block, a bed.
    Box = "box",
    /// A top on two legs: a table, a bench.
    Table = "table",
    /// A seat with a back at `x0`.
    Chair = "chair",
    /// A wall at `x0`.
    Wall = "wall",
    /// A mirror at `x0`.
    Mirror = "mirror",
    /// A ball or a roller: it fills the rectangle.
    Ball = "ball",
    /// A board that rocks on a half ball.
    Disc = "disc",
    /// A treadmill, its belt from `x0` to `x1` at `y1`, its post at `x1`.
    Treadmill = "treadmill",
    /// A line from corner to corner: a pencil, a rope, a handle.
    Line = "line",
}

/// Something that stands there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prop {
    /// What.
    pub kind: PropKind,
    /// Lower left corner.
    pub from: Point,
    /// Upper right corner.
    pub to: Point,
}

impl Prop {
    /// The same so far from its place.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        let moved = |at: Point| Point::new(at.x + by.x, at.y + by.y);
        Self { from: moved(self.from), to: moved(self.to), ..self }
    }

    /// Whether `at` lies on its top or its side, give or take `reach`: what can carry weight there.
    pub fn carries(&self, at: Point, reach: f64) -> bool {
        let within = |value: f64, from: f64, to: f64| (from - reach..=to + reach).contains(&value);
        match self.kind {
            PropKind::Ball => {
                let middle = self.from.between(self.to, 0.5);
                let radius = (self.to.x - self.from.x) / 2.0;
                middle.distance(at) <= radius + reach
            }
            PropKind::Wall | PropKind::Mirror => (at.x - self.from.x).abs() <= reach,
            _ => within(at.x, self.from.x, self.to.x) && within(at.y, self.from.y, self.to.y),
        }
    }
}

words! {
    /// What is held or worn.
    HeldKind, "thing held":
    /// A dumbbell in each hand that is named.
    Dumbbell = "dumbbell",
    /// A bar through the hands that are named.
    Barbell = "barbell",
    /// A band between two parts.
    Band = "band",
    /// A weight at an ankle.
    AnkleWeight = "ankle-weight",
    /// An ice pack.
    IcePack = "ice-pack",
}
