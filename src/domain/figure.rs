//! The drawn person: a skeleton of fixed lengths, poses as joint angles, motion between them, and the
//! shapes that all this comes to. Numbers in, numbers out; how they are drawn is somebody else's.
//!
//! `skeleton` turns a pose into points, `pose` holds the angles and how one turns into another,
//! `motion` says which pose at which time, `prop` holds what stands around, `scene` gives the shapes of
//! one instant, `file` reads a figure from its content file.
//!
//! Units: the standing person is about 1.75 high; x points forward (right), y up, the floor is y = 0.
//! Angles are absolute, in degrees: 0 forward, 90 up, 180 back, -90 down.

pub mod file;
pub mod follow;
pub mod motion;
pub mod pose;
pub mod prop;
pub mod scene;
pub mod skeleton;
pub mod svg;

#[cfg(test)]
mod tests;

use pose::Pose;
use prop::{HeldKind, Prop};
use scene::Bounds;
use skeleton::Width;

use crate::domain::content::exercise::Id;
use crate::domain::content::words::words;
use crate::domain::record::entry::Side;
use crate::domain::text::Text;

words! {
    /// From where the person is seen.
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
    /// From where it is seen.
    pub view: View,
    /// Which of the person's sides is near.
    pub near: Side,
    /// The limbs of the side that an exercise names: the left, while it is done on the left.
    pub working: Depth,
    /// What stands around, in body units.
    pub props: Vec<Prop>,
    /// What is held, and by which parts.
    pub held: Vec<Held>,
    /// What carries weight on the floor or on a prop, in every pose of the path.
    pub supports: Vec<BodyPart>,
    /// What works.
    pub works: Vec<BodyPart>,
    /// What is lengthened.
    pub stretches: Vec<BodyPart>,
    /// Poses by name; at least one.
    pub poses: Vec<(Text, Pose)>,
    /// From rest to the far end of the movement.
    pub path: Vec<PathStep>,
    /// Seconds for once round the path, where the movement goes round and round.
    pub cycle_s: Option<f64>,
    /// For a self-test: the poses of passing and failing.
    pub verdicts: Option<[usize; 2]>,
    /// Standing, as this figure is seen; `None` where it is not approached from standing.
    pub standing: Option<Pose>,
    /// For readers: what moves.
    pub caption: Option<Text>,
    /// What holds it in every pose: see [`Figure::measured`].
    pub bounds: Bounds,
}

/// A pose on the way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathStep {
    /// Which, by its place among the poses.
    pub pose: usize,
    /// How much of the time the way to it takes, compared with the others.
    pub share: f64,
    /// Whether it is gone through without a stop.
    pub through: bool,
}

/// Something held or worn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What.
    pub kind: HeldKind,
    /// By which parts, one or two.
    pub by: Vec<BodyPart>,
}

impl Figure {
    /// How broad the person is seen.
    pub fn width(&self) -> Width {
        if self.view == View::SideOn { Width::Side } else { Width::Broad }
    }

    /// Whether the picture is mirrored, so that the working limbs are those of `side`.
    pub fn is_mirrored(&self, side: Side) -> bool {
        let drawn = if self.working == Depth::Near { self.near } else { self.near.other() };
        drawn != side
    }

    /// The pose at `index`; standing where there is none, which reading a file rules out.
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
    /// The point at these coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The point `length` away at `angle` degrees.
    #[must_use]
    pub fn towards(self, angle: f64, length: f64) -> Self {
        let radians = angle.to_radians();
        Self::new(self.x + length * radians.cos(), self.y + length * radians.sin())
    }

    /// How far away `other` is.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The angle at which `other` is seen, in degrees.
    pub fn angle_to(self, other: Self) -> f64 {
        (other.y - self.y).atan2(other.x - self.x).to_degrees()
    }

    /// The point a share of the way to `other`.
    #[must_use]
    pub fn between(self, other: Self, share: f64) -> Self {
        Self::new(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)
    }
}
