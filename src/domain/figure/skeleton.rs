//! The skeleton: lengths of the body's parts, and the positions of the joints in a pose.

use super::Point;
use super::pose::{AnchorPart, Bend, Limb, Pose};
use super::scene::radius;

/// Lengths in body units. **Source**: our own figure, by the usual proportions of a grown person.
pub mod length {
    /// Pelvis to the lowest ribs.
    pub const LUMBAR: f64 = 0.27;
    /// Lowest ribs to the shoulders.
    pub const THORAX: f64 = 0.27;
    /// Shoulders to the middle of the head.
    pub const NECK: f64 = 0.17;
    /// Radius of the head.
    pub const HEAD: f64 = 0.10;
    /// Shoulder to elbow.
    pub const UPPER_ARM: f64 = 0.28;
    /// Elbow to wrist.
    pub const FOREARM: f64 = 0.26;
    /// Wrist to fingertips.
    pub const HAND: f64 = 0.10;
    /// Hip to knee.
    pub const THIGH: f64 = 0.43;
    /// Knee to ankle.
    pub const SHIN: f64 = 0.42;
    /// Ankle to toes.
    pub const FOOT: f64 = 0.18;
    /// Middle of the pelvis to a hip, seen from the front or from above.
    pub const HALF_HIPS: f64 = 0.10;
    /// Middle of the chest to a shoulder, seen from the front or from above.
    pub const HALF_SHOULDERS: f64 = 0.18;
}

/// The breadth at which the person is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// From the side: both hips at one point.
    Side,
    /// From the front or from above: hips and shoulders apart.
    Broad,
}

/// A leg or an arm, from the trunk outwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chain {
    /// Hip or shoulder.
    pub root: Point,
    /// Knee or elbow.
    pub middle: Point,
    /// Ankle or wrist.
    pub end: Point,
    /// Toes or fingertips.
    pub tip: Point,
}

/// The positions of all joints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joints {
    /// Middle of the pelvis.
    pub pelvis: Point,
    /// Lowest ribs.
    pub waist: Point,
    /// Top of the thorax, between the shoulders.
    pub chest: Point,
    /// Middle of the head.
    pub head: Point,
    /// Legs: near, far.
    pub legs: [Chain; 2],
    /// Arms: near, far.
    pub arms: [Chain; 2],
}

impl Joints {
    /// Returns the joints of a person in `pose`.
    pub fn of(pose: &Pose, width: Width) -> Self {
        let free = Self::from(pose, pose.pelvis, width);
        let Some(anchor) = pose.anchor else { return free };
        let held = free.part(anchor.part);
        let by = Point::new(anchor.at.x - held.x, anchor.at.y - held.y);
        // Not moved as a whole: what reaches for a place stays there.
        Self::from(pose, pose.pelvis.moved(by), width)
    }

    /// Returns the position of a part that can be held in place.
    pub fn part(&self, part: AnchorPart) -> Point {
        let ([near_leg, far_leg], [near_arm, far_arm]) = (&self.legs, &self.arms);
        let leg = |side| if side == 0 { near_leg } else { far_leg };
        let arm = |side| if side == 0 { near_arm } else { far_arm };
        match part {
            AnchorPart::Ankle(side) => leg(side).end,
            AnchorPart::Toes(side) => leg(side).tip,
            AnchorPart::Knee(side) => leg(side).middle,
            AnchorPart::Wrist(side) => arm(side).end,
            AnchorPart::Elbow(side) => arm(side).middle,
        }
    }

    /// Returns the height of the lowest joint, with the flesh below it.
    pub fn lowest(&self) -> f64 {
        let legs = self.legs.iter().map(|leg| lowest_of_limb(leg, radius::THIGH, radius::FOOT));
        let arms = self.arms.iter().map(|arm| lowest_of_limb(arm, radius::UPPER_ARM, radius::HAND));
        let trunk = [self.pelvis.y - radius::LUMBAR[0], self.head.y - length::HEAD];
        legs.chain(arms).chain(trunk).fold(f64::INFINITY, f64::min)
    }

    fn from(pose: &Pose, pelvis: Point, width: Width) -> Self {
        let [lumbar, thorax, neck] = pose.spine;
        let [lumbar_share, thorax_share, neck_share] = pose.spine_shares;
        let waist = pelvis.towards(lumbar, length::LUMBAR * lumbar_share);
        let chest = waist.towards(thorax, length::THORAX * thorax_share);
        let head = chest.towards(neck, length::NECK * neck_share);
        let [forward, up] = pose.shoulders;
        // From the front it is not seen that they are rolled forward.
        let forward = if width == Width::Side { forward } else { 0.0 };
        let shoulders = chest.towards(thorax - 90.0, forward).towards(thorax, up);
        let (half_hips, half_shoulders) = match width {
            Width::Side => (0.0, 0.0),
            Width::Broad => (length::HALF_HIPS * pose.hip_breadth(), length::HALF_SHOULDERS * pose.breadth),
        };
        let leg = |turn: f64, limb: &Limb| {
            let hip = pelvis.towards(lumbar + turn, half_hips);
            limb_chain(hip, limb, [length::THIGH, length::SHIN, length::FOOT])
        };
        let arm = |turn: f64, limb: &Limb| {
            let shoulder = shoulders.towards(thorax + turn, half_shoulders);
            limb_chain(shoulder, limb, [length::UPPER_ARM, length::FOREARM, length::HAND])
        };
        // The near side is the figure's own right where it is seen from the front: at the left.
        let (near, far) = (90.0, -90.0);
        let [near_leg, far_leg] = &pose.legs;
        let [near_arm, far_arm] = &pose.arms;
        Self {
            pelvis,
            waist,
            chest,
            head,
            legs: [leg(near, near_leg), leg(far, far_leg)],
            arms: [arm(near, near_arm), arm(far, far_arm)],
        }
    }
}

fn lowest_of_limb(limb: &Chain, [_, middle]: [f64; 2], [end, tip]: [f64; 2]) -> f64 {
    (limb.middle.y - middle).min(limb.end.y - end).min(limb.tip.y - tip)
}

fn limb_chain(root: Point, limb: &Limb, lengths: [f64; 3]) -> Chain {
    let [upper, lower, last] = lengths;
    match limb {
        Limb::Angles { angles: [first, second, third], shares: [a, b, c] } => {
            let middle = root.towards(*first, upper * a);
            let end = middle.towards(*second, lower * b);
            Chain { root, middle, end, tip: end.towards(*third, last * c) }
        }
        Limb::Reach { to, bend, tip } => {
            let (middle, end) = reach(root, *to, upper, lower, *bend);
            Chain { root, middle, end, tip: end.towards(*tip, last) }
        }
    }
}

/// Returns the positions of knee and ankle (or elbow and wrist) if the end is to be at `to`, or as near as the length
/// allows.
fn reach(root: Point, to: Point, upper: f64, lower: f64, bend: Bend) -> (Point, Point) {
    let angle = root.angle_to(to);
    let far = root.distance(to).clamp((upper - lower).abs() + 1e-6, upper + lower - 1e-6);
    let end = root.towards(angle, far);
    // The law of cosines: the angle at the root between the straight way and the upper part.
    let cosine = (upper * upper + far * far - lower * lower) / (2.0 * upper * far);
    let off = cosine.clamp(-1.0, 1.0).acos().to_degrees();
    let middle = root.towards(angle + if bend == Bend::Left { off } else { -off }, upper);
    (middle, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limb_reaches_what_is_in_reach_and_points_at_what_is_not() {
        let root = Point::new(0.0, 1.0);
        for (x, y) in [(0.3, 0.4), (-0.5, 0.9), (0.1, 1.6)] {
            for bend in [Bend::Left, Bend::Right] {
                let (middle, end) = reach(root, Point::new(x, y), 0.43, 0.42, bend);
                assert!(end.distance(Point::new(x, y)) < 1e-9);
                assert!((root.distance(middle) - 0.43).abs() < 1e-9 && (middle.distance(end) - 0.42).abs() < 1e-6);
            }
        }
        let (middle, end) = reach(root, Point::new(5.0, 1.0), 0.43, 0.42, Bend::Left);
        assert!((end.x - 0.85).abs() < 1e-3 && middle.distance(Point::new(0.43, 1.0)) < 1e-2);
    }
}
