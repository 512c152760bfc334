//! The drawn person: a skeleton of fixed lengths, poses as joint angles, motion between them, and the shapes to draw.
//! Numbers in, numbers out; drawing happens elsewhere.
//!
//! `skeleton` turns a pose into points, `pose` holds the angles and blends two poses, `follow` picks the pose of a
//! moment, `scene` returns the shapes of one instant, `svg` writes them as a picture, `file` reads a figure from its
//! content file.
//!
//! Units: the standing person is about 1.75 high; x points forward (right), y up, the floor is y = 0.
//! Angles are absolute, in degrees: 0 forward, 90 up, 180 back, -90 down.

pub mod file;
pub mod follow;
pub mod pose;
pub mod scene;
pub mod skeleton;
pub mod svg;

#[cfg(test)]
mod tests;

use pose::Pose;
use scene::Bounds;
use skeleton::Width;

use crate::domain::content::exercise::Id;
use crate::domain::content::words::{Sides, words};
use crate::domain::journal::entry::Side;
use crate::domain::journal::self_report::Verdict;
use crate::domain::text::Text;

words! {
    /// The direction from which the person is seen.
    View, "view":
    /// From the side, facing right.
    SideOn = "side",
    /// From the front, or from behind.
    Front = "front",
    /// From above, or at a slant from above: there is no line of the floor.
    Top = "top",
}

words! {
    /// One of the two limbs of a pair, as drawn.
    Depth, "side of the drawing":
    /// Nearer to the viewer; from the front, at the left.
    Near = "near",
    /// Farther away; from the front, at the right.
    Far = "far",
}

words! {
    /// A part of the body that can be marked, or carry weight.
    BodyPart, "part of the body":
    /// Head.
    Head = "head",
    /// Neck.
    Neck = "neck",
    /// Chest and upper back.
    Thorax = "thorax",
    /// Belly and low back.
    Lumbar = "lumbar",
    /// Pelvis.
    Pelvis = "pelvis",
    /// Near upper arm.
    NearUpperArm = "near-upper-arm",
    /// Near forearm.
    NearForearm = "near-forearm",
    /// Near elbow.
    NearElbow = "near-elbow",
    /// Near hand.
    NearHand = "near-hand",
    /// Far upper arm.
    FarUpperArm = "far-upper-arm",
    /// Far forearm.
    FarForearm = "far-forearm",
    /// Far elbow.
    FarElbow = "far-elbow",
    /// Far hand.
    FarHand = "far-hand",
    /// Near thigh.
    NearThigh = "near-thigh",
    /// Near knee.
    NearKnee = "near-knee",
    /// Near shin.
    NearShin = "near-shin",
    /// Near foot.
    NearFoot = "near-foot",
    /// Far thigh.
    FarThigh = "far-thigh",
    /// Far knee.
    FarKnee = "far-knee",
    /// Far shin.
    FarShin = "far-shin",
    /// Far foot.
    FarFoot = "far-foot",
}

/// A drawn exercise.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Unique among figures; the file's stem.
    pub id: Id,
    /// The direction from which it is seen.
    pub view: View,
    /// The side of the person that is near.
    pub near: Side,
    /// The limbs of the side that an exercise names: the left, while it is done on the left.
    pub working: Depth,
    /// The props around the person, in body units.
    pub props: Vec<Prop>,
    /// The things held, and the parts that hold them.
    pub held: Vec<Held>,
    /// The parts that carry weight on the floor or on a prop, in every pose of the path.
    pub supports: Vec<BodyPart>,
    /// The parts that work.
    pub works: Vec<BodyPart>,
    /// The parts that are stretched.
    pub stretches: Vec<BodyPart>,
    /// Poses by name; at least one.
    pub poses: Vec<(Text, Pose)>,
    /// The path from rest to the far end of the movement.
    pub path: Vec<PathStep>,
    /// The seconds for one round of the path, if the movement is cyclic.
    pub cycle_s: Option<f64>,
    /// The poses of passing and failing, for a self-test.
    pub verdicts: Option<VerdictPoses>,
    /// The standing pose in this view; `None` if the figure is not approached from standing.
    pub standing: Option<Pose>,
    /// A caption for readers that says what moves.
    pub caption: Option<Text>,
    /// The rectangle that holds it in every pose: see [`Figure::measured`].
    pub bounds: Bounds,
}

/// The poses that show how a self-test can end, as indices. Their names are the words on the pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictPoses {
    /// The pose of passing.
    pub pass: usize,
    /// The poses of failing; at least one.
    pub fails: Vec<usize>,
}

/// The outcome that a picture of a self-test shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoseVerdict<'a> {
    /// Passing or failing.
    pub verdict: Verdict,
    /// The name of the pose: `level`, `floats`.
    pub name: &'a str,
}

/// A pose on the path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathStep {
    /// The index of the pose.
    pub pose: usize,
    /// The share of the path's time spent moving to it, relative to the other steps.
    pub share: f64,
    /// True if the movement passes through without a stop.
    pub through: bool,
}

words! {
    /// Kinds of prop.
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

/// A thing around the person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prop {
    /// The kind of prop.
    pub kind: PropKind,
    /// Lower left corner.
    pub from: Point,
    /// Upper right corner.
    pub to: Point,
}

impl Prop {
    /// Returns the prop moved `by` from its place.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        Self { from: self.from.moved(by), to: self.to.moved(by), ..self }
    }

    /// Returns true if `at` lies on its top or its side, within `reach`: where it can carry weight.
    pub fn carries(&self, at: Point, reach: f64) -> bool {
        match self.kind {
            PropKind::Ball => {
                let middle = self.from.between(self.to, 0.5);
                let radius = (self.to.x - self.from.x) / 2.0;
                middle.distance(at) <= radius + reach
            }
            PropKind::Wall | PropKind::Mirror => (at.x - self.from.x).abs() <= reach,
            _ => {
                (self.from.x - reach..=self.to.x + reach).contains(&at.x)
                    && (self.from.y - reach..=self.to.y + reach).contains(&at.y)
            }
        }
    }
}

words! {
    /// Kinds of thing held or worn.
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

/// Something held or worn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The kind of thing.
    pub kind: HeldKind,
    /// The parts that hold it, one or two.
    pub by: Vec<BodyPart>,
}

impl Figure {
    /// Returns the breadth at which the person is seen.
    pub fn width(&self) -> Width {
        if self.view == View::SideOn { Width::Side } else { Width::Broad }
    }

    /// Returns true if the picture is mirrored so that the working limbs are those of `side`.
    pub fn is_mirrored(&self, side: Side) -> bool {
        let drawn = if self.working == Depth::Near { self.near } else { self.near.other() };
        drawn != side
    }

    /// Returns true if a picture beside the setup of an exercise with these sides is mirrored: a setup is worded for the
    /// left. The one rule for the side of a still picture.
    pub fn is_mirrored_beside_setup(&self, sides: Sides) -> bool {
        sides != Sides::None && self.is_mirrored(Side::Left)
    }

    /// Returns what `pose` means if it is one of the outcomes of a self-test.
    pub fn verdict_of(&self, pose: &Pose) -> Option<PoseVerdict<'_>> {
        let VerdictPoses { pass, fails } = self.verdicts.as_ref()?;
        let (at, (name, _)) = self.poses.iter().enumerate().find(|(_, (_, known))| known == pose)?;
        let verdict = match at {
            at if at == *pass => Verdict::Pass,
            at if fails.contains(&at) => Verdict::Fail,
            _ => return None,
        };
        Some(PoseVerdict { verdict, name: name.as_str() })
    }

    /// Returns the pose at `index`, or standing if there is none, which reading a file rules out.
    fn named(&self, index: usize) -> &Pose {
        static NONE: std::sync::OnceLock<Pose> = std::sync::OnceLock::new();
        self.poses.get(index).map_or_else(|| NONE.get_or_init(|| Pose::standing(0.0)), |(_, pose)| pose)
    }
}

/// A point, in body units.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Forward.
    pub x: f64,
    /// Up.
    pub y: f64,
}

impl Point {
    /// Returns the point at these coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Returns the point moved `by` this much.
    #[must_use]
    pub fn moved(self, by: Self) -> Self {
        Self::new(self.x + by.x, self.y + by.y)
    }

    /// Returns the point with left and right exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self::new(-self.x, self.y)
    }

    /// Returns the point `length` away at `angle` degrees.
    #[must_use]
    pub fn towards(self, angle: f64, length: f64) -> Self {
        let radians = angle.to_radians();
        Self::new(self.x + length * radians.cos(), self.y + length * radians.sin())
    }

    /// Returns the distance to `other`.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// Returns the angle at which `other` is seen, in degrees.
    pub fn angle_to(self, other: Self) -> f64 {
        (other.y - self.y).atan2(other.x - self.x).to_degrees()
    }

    /// Returns the point a share of the way to `other`.
    #[must_use]
    pub fn between(self, other: Self, share: f64) -> Self {
        Self::new(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)
    }
}
