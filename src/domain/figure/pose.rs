//! A pose: where the pelvis is and at which angle each part of the body runs; and what lies between
//! two poses.

use super::Point;
use super::skeleton::{Chain, Joints, Width};

/// One position of the person.
#[derive(Debug, Clone, PartialEq)]
pub struct Pose {
    /// Middle of the pelvis.
    pub pelvis: Point,
    /// Angles of lumbar, thorax, neck.
    pub spine: [f64; 3],
    /// How much of their length is seen: less than 1 where they run towards the viewer.
    pub spine_shares: [f64; 3],
    /// How much of the breadth of hips and shoulders is seen, from the front or from above.
    pub breadth: f64,
    /// How much of the breadth of the hips is seen, where the trunk is twisted; as that of the shoulders
    /// where it is not.
    pub hips: Option<f64>,
    /// How far the shoulders are rolled forward and drawn up, from where they hang.
    pub shoulders: [f64; 2],
    /// How far the belly is filled with breath, 0 to 1.
    pub belly: f64,
    /// Near and far leg.
    pub legs: [Limb; 2],
    /// Near and far arm.
    pub arms: [Limb; 2],
    /// What stays where it is: the whole figure is moved so that this part is there.
    pub anchor: Option<Anchor>,
    /// How far each prop of the figure has moved, in their order; those beyond stand where they stand.
    pub moved: Vec<Point>,
}

/// A leg or an arm.
#[derive(Debug, Clone, PartialEq)]
pub enum Limb {
    /// By angles: thigh, shin, foot; or upper arm, forearm, hand.
    Angles {
        /// In degrees.
        angles: [f64; 3],
        /// How much of each length is seen.
        shares: [f64; 3],
    },
    /// By where its end (ankle or wrist) is.
    Reach {
        /// Where.
        to: Point,
        /// To which side knee or elbow go, looking from the trunk to the end.
        bend: Bend,
        /// Angle of foot or hand.
        tip: f64,
    },
}

/// To which side a joint bends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bend {
    /// To the left of the way from trunk to end.
    Left,
    /// To its right.
    Right,
}

/// A part that stays put.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchor {
    /// Which.
    pub part: AnchorPart,
    /// Where.
    pub at: Point,
}

/// What can be held in place.
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

impl Pose {
    /// Standing at ease at `x`, seen from the side.
    pub fn standing(x: f64) -> Self {
        let limb = |angles| Limb::Angles { angles, shares: [1.0; 3] };
        Self {
            pelvis: Point::new(x, 0.90),
            spine: [91.0, 88.0, 84.0],
            spine_shares: [1.0; 3],
            breadth: 1.0,
            hips: None,
            shoulders: [0.0; 2],
            belly: 0.0,
            legs: [limb([-88.0, -92.0, 0.0]), limb([-90.0, -94.0, 0.0])],
            arms: [limb([-92.0, -84.0, -84.0]), limb([-90.0, -80.0, -80.0])],
            anchor: None,
            moved: Vec::new(),
        }
    }

    /// Standing at ease at `x`, seen from the front.
    pub fn standing_in_front(x: f64) -> Self {
        let limb = |angles| Limb::Angles { angles, shares: [1.0, 1.0, 0.35] };
        let hanging = |angles| Limb::Angles { angles, shares: [1.0, 1.0, 0.5] };
        Self {
            spine: [90.0; 3],
            legs: [limb([-92.0, -90.0, -145.0]), limb([-88.0, -90.0, -35.0])],
            arms: [hanging([-98.0, -92.0, -90.0]), hanging([-82.0, -88.0, -90.0])],
            ..Self::standing(x)
        }
    }

    /// The pose a share of the way to `other`, 0 to 1: angles go the short way round, and hands and feet
    /// that are given by their place go straight from place to place.
    #[must_use]
    pub fn between(&self, other: &Self, share: f64, width: Width) -> Self {
        let (from, to) = (self.beside(other, width), other.beside(self, width));
        from.blended(&to, share)
    }

    /// The same pose, with each limb by angles that `other` has by angles.
    fn beside(&self, other: &Self, width: Width) -> Self {
        let joints = Joints::of(self, width);
        let limb = |limb: &Limb, beside: &Limb, chain: &Chain| match (limb, beside) {
            (Limb::Reach { tip, .. }, Limb::Angles { .. }) => Limb::Angles {
                angles: [chain.root.angle_to(chain.middle), chain.middle.angle_to(chain.end), *tip],
                shares: [1.0; 3],
            },
            _ => limb.clone(),
        };
        let pair = |[a, b]: &[Limb; 2], [c, d]: &[Limb; 2], [e, f]: &[Chain; 2]| [limb(a, c, e), limb(b, d, f)];
        Self {
            legs: pair(&self.legs, &other.legs, &joints.legs),
            arms: pair(&self.arms, &other.arms, &joints.arms),
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

    /// How much of the breadth of the hips is seen.
    pub fn hip_breadth(&self) -> f64 {
        self.hips.unwrap_or(self.breadth)
    }

    /// How far the prop at that place has moved.
    pub fn moved_by(&self, prop: usize) -> Point {
        self.moved.get(prop).copied().unwrap_or_default()
    }

    /// The same with near and far side exchanged.
    #[must_use]
    pub fn swapped(&self) -> Self {
        let [near_leg, far_leg] = self.legs.clone();
        let [near_arm, far_arm] = self.arms.clone();
        let other = |part| match part {
            AnchorPart::Ankle(side) => AnchorPart::Ankle(1 - side),
            AnchorPart::Toes(side) => AnchorPart::Toes(1 - side),
            AnchorPart::Knee(side) => AnchorPart::Knee(1 - side),
            AnchorPart::Wrist(side) => AnchorPart::Wrist(1 - side),
            AnchorPart::Elbow(side) => AnchorPart::Elbow(1 - side),
        };
        Self {
            legs: [far_leg, near_leg],
            arms: [far_arm, near_arm],
            anchor: self.anchor.map(|anchor| Anchor { part: other(anchor.part), ..anchor }),
            ..self.clone()
        }
    }
}

fn pair_between([a, b]: &[Limb; 2], [c, d]: &[Limb; 2], share: f64) -> [Limb; 2] {
    [a.between(c, share), b.between(d, share)]
}

impl Limb {
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

/// The angle a share of the short way from `a` to `b`, in degrees.
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
