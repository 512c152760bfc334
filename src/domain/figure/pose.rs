//! Poses: the position of the pelvis and the angle of each part of the body; and blending two poses.

use super::Point;
use super::skeleton::{Chain, Joints, Width};

/// One position of the person.
#[derive(Debug, Clone, PartialEq)]
pub struct Pose {
    /// Middle of the pelvis.
    pub pelvis: Point,
    /// Angles of lumbar, thorax, neck.
    pub spine: [f64; 3],
    /// The share of their length that is seen: less than 1 if they point towards the viewer.
    pub spine_shares: [f64; 3],
    /// The share of the breadth of hips and shoulders that is seen, from the front or from above.
    pub breadth: f64,
    /// The share of the breadth of the hips that is seen, if the trunk is twisted; otherwise as that of the shoulders.
    pub hips: Option<f64>,
    /// The distances by which the shoulders are rolled forward and drawn up from where they hang.
    pub shoulders: [f64; 2],
    /// The filling of the belly with breath, 0 to 1.
    pub belly: f64,
    /// Near and far leg.
    pub legs: [Limb; 2],
    /// Near and far arm.
    pub arms: [Limb; 2],
    /// The part that stays in place: the whole figure is moved so that this part is there.
    pub anchor: Option<Anchor>,
    /// The displacement of each prop of the figure, in order; props beyond the list have not moved.
    pub moved: Vec<Point>,
}

/// A leg or an arm.
#[derive(Debug, Clone, PartialEq)]
pub enum Limb {
    /// By angles: thigh, shin, foot; or upper arm, forearm, hand.
    Angles {
        /// The angles, in degrees.
        angles: [f64; 3],
        /// The share of each length that is seen.
        shares: [f64; 3],
    },
    /// By the position of its end (ankle or wrist).
    Reach {
        /// The position.
        to: Point,
        /// The side to which knee or elbow points, looking from the trunk to the end.
        bend: Bend,
        /// Angle of foot or hand.
        tip: f64,
    },
}

/// The side to which a joint bends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bend {
    /// To the left of the line from trunk to end.
    Left,
    /// To its right.
    Right,
}

/// A part that stays put.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchor {
    /// The part.
    pub part: AnchorPart,
    /// The position.
    pub at: Point,
}

/// Parts that can be held in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchorPart {
    /// The ankle of the near (0) or far (1) leg.
    Ankle(usize),
    /// The toes.
    Toes(usize),
    /// The knee.
    Knee(usize),
    /// The wrist.
    Wrist(usize),
    /// The elbow.
    Elbow(usize),
}

impl AnchorPart {
    fn on_other_side(self) -> Self {
        match self {
            Self::Ankle(side) => Self::Ankle(1 - side),
            Self::Toes(side) => Self::Toes(1 - side),
            Self::Knee(side) => Self::Knee(1 - side),
            Self::Wrist(side) => Self::Wrist(1 - side),
            Self::Elbow(side) => Self::Elbow(1 - side),
        }
    }
}

impl Pose {
    /// Returns the pose of standing at ease at `x`, seen from the side.
    pub fn standing(x: f64) -> Self {
        Self {
            pelvis: Point::new(x, 0.90),
            spine: [91.0, 88.0, 84.0],
            spine_shares: [1.0; 3],
            breadth: 1.0,
            hips: None,
            shoulders: [0.0; 2],
            belly: 0.0,
            legs: [limb([-88.0, -92.0, 0.0], 1.0), limb([-90.0, -94.0, 0.0], 1.0)],
            arms: [limb([-92.0, -84.0, -84.0], 1.0), limb([-90.0, -80.0, -80.0], 1.0)],
            anchor: None,
            moved: Vec::new(),
        }
    }

    /// Returns the pose of standing at ease at `x`, seen from the front.
    pub fn standing_in_front(x: f64) -> Self {
        Self {
            spine: [90.0; 3],
            legs: [limb([-92.0, -90.0, -145.0], 0.35), limb([-88.0, -90.0, -35.0], 0.35)],
            arms: [limb([-98.0, -92.0, -90.0], 0.5), limb([-82.0, -88.0, -90.0], 0.5)],
            ..Self::standing(x)
        }
    }

    /// Returns the pose a share of the way to `other`, 0 to 1: angles go the short way round, and hands and feet given
    /// by their position move in a straight line.
    #[must_use]
    pub fn between(&self, other: &Self, share: f64, width: Width) -> Self {
        let (from, to) = (self.beside(other, width), other.beside(self, width));
        from.blended(&to, share)
    }

    /// Returns the same pose, with each limb by angles that `other` has by angles.
    fn beside(&self, other: &Self, width: Width) -> Self {
        let joints = Joints::of(self, width);
        Self {
            legs: pair_beside(&self.legs, &other.legs, &joints.legs),
            arms: pair_beside(&self.arms, &other.arms, &joints.arms),
            pelvis: joints.pelvis,
            ..self.clone()
        }
    }

    fn blended(&self, other: &Self, share: f64) -> Self {
        Self {
            pelvis: self.pelvis.between(other.pelvis, share),
            spine: angles_between(self.spine, other.spine, share),
            spine_shares: numbers_between(self.spine_shares, other.spine_shares, share),
            breadth: number_between(self.breadth, other.breadth, share),
            hips: (self.hips.is_some() || other.hips.is_some())
                .then(|| number_between(self.hip_breadth(), other.hip_breadth(), share)),
            shoulders: pair_of_numbers_between(self.shoulders, other.shoulders, share),
            belly: number_between(self.belly, other.belly, share),
            legs: pair_between(&self.legs, &other.legs, share),
            arms: pair_between(&self.arms, &other.arms, share),
            anchor: match (self.anchor, other.anchor) {
                (Some(from), Some(to)) if from.part == to.part => {
                    Some(Anchor { part: from.part, at: from.at.between(to.at, share) })
                }
                _ => None,
            },
            moved: (0..self.moved.len().max(other.moved.len()))
                .map(|prop| self.moved_by(prop).between(other.moved_by(prop), share))
                .collect(),
        }
    }

    /// Returns the share of the breadth of the hips that is seen.
    pub fn hip_breadth(&self) -> f64 {
        self.hips.unwrap_or(self.breadth)
    }

    /// Returns the displacement of the prop at that index.
    pub fn moved_by(&self, prop: usize) -> Point {
        self.moved.get(prop).copied().unwrap_or_default()
    }

    /// Returns the pose with near and far side exchanged.
    #[must_use]
    pub fn swapped(&self) -> Self {
        let [near_leg, far_leg] = self.legs.clone();
        let [near_arm, far_arm] = self.arms.clone();
        Self {
            legs: [far_leg, near_leg],
            arms: [far_arm, near_arm],
            anchor: self.anchor.map(|anchor| Anchor { part: anchor.part.on_other_side(), ..anchor }),
            ..self.clone()
        }
    }
}

fn limb(angles: [f64; 3], tip_share: f64) -> Limb {
    Limb::Angles { angles, shares: [1.0, 1.0, tip_share] }
}

fn pair_beside([a, b]: &[Limb; 2], [c, d]: &[Limb; 2], [near, far]: &[Chain; 2]) -> [Limb; 2] {
    [a.beside(c, near), b.beside(d, far)]
}

fn pair_between([a, b]: &[Limb; 2], [c, d]: &[Limb; 2], share: f64) -> [Limb; 2] {
    [a.between(c, share), b.between(d, share)]
}

impl Limb {
    /// Returns the limb, which lies at `chain`, by angles if `other` is.
    fn beside(&self, other: &Self, chain: &Chain) -> Self {
        match (self, other) {
            (Self::Reach { tip, .. }, Self::Angles { .. }) => Self::Angles {
                angles: [chain.root.angle_to(chain.middle), chain.middle.angle_to(chain.end), *tip],
                shares: [1.0; 3],
            },
            _ => self.clone(),
        }
    }

    fn between(&self, other: &Self, share: f64) -> Self {
        match (self, other) {
            (Self::Angles { angles: a, shares: x }, Self::Angles { angles: b, shares: y }) => {
                Self::Angles { angles: angles_between(*a, *b, share), shares: numbers_between(*x, *y, share) }
            }
            (Self::Reach { to: a, bend, tip: x }, Self::Reach { to: b, tip: y, .. }) => {
                Self::Reach { to: a.between(*b, share), bend: *bend, tip: angle_between(*x, *y, share) }
            }
            // Not met after `Pose::beside`.
            _ => {
                if share < 0.5 {
                    self.clone()
                } else {
                    other.clone()
                }
            }
        }
    }
}

/// Returns the angle a share of the short way from `a` to `b`, in degrees.
pub fn angle_between(a: f64, b: f64, share: f64) -> f64 {
    let turn = (b - a + 180.0).rem_euclid(360.0) - 180.0;
    a + turn * share
}

fn angles_between([a, b, c]: [f64; 3], [d, e, f]: [f64; 3], share: f64) -> [f64; 3] {
    [angle_between(a, d, share), angle_between(b, e, share), angle_between(c, f, share)]
}

fn pair_of_numbers_between([a, b]: [f64; 2], [c, d]: [f64; 2], share: f64) -> [f64; 2] {
    [number_between(a, c, share), number_between(b, d, share)]
}

fn number_between(a: f64, b: f64, share: f64) -> f64 {
    a + (b - a) * share
}

fn numbers_between([a, b, c]: [f64; 3], [d, e, f]: [f64; 3], share: f64) -> [f64; 3] {
    [number_between(a, d, share), number_between(b, e, share), number_between(c, f, share)]
}
