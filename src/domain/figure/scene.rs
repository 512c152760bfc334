//! The shapes of one instant: bars with round ends, discs and lines, from back to front.

use super::follow::Moment;
use super::pose::Pose;
use super::skeleton::{Joints, Width, length};
use super::{BodyPart, Figure, Held, HeldKind, Point, Prop, PropKind, View};

/// Marks of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartMark {
    /// No mark.
    None,
    /// The part works.
    Works,
    /// The part is stretched.
    Stretches,
}

/// Layers of a picture, from back to front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The floor.
    Floor,
    /// The props.
    Prop,
    /// The limbs farther away.
    Far,
    /// Trunk and head.
    Trunk,
    /// The limbs nearer.
    Near,
    /// Things held.
    Held,
}

/// A shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ShapeKind {
    /// From one point to another, with round ends of these radii.
    Bar {
        /// The start.
        from: Point,
        /// The end.
        to: Point,
        /// Radius at the beginning, and at the end.
        radii: [f64; 2],
    },
    /// A filled disc.
    Disc {
        /// Its middle.
        middle: Point,
        /// Its radius.
        radius: f64,
    },
    /// The edge of a disc.
    Ring {
        /// Its middle.
        middle: Point,
        /// Its radius.
        radius: f64,
    },
    /// A thin line.
    Line {
        /// The start.
        from: Point,
        /// The end.
        to: Point,
    },
}

/// A form with its layer and mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// The form.
    pub form: ShapeKind,
    /// The layer.
    pub layer: Layer,
    /// The mark.
    pub mark: PartMark,
}

/// A rectangle, in body units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Lower left corner.
    pub from: Point,
    /// Upper right corner.
    pub to: Point,
}

impl Bounds {
    /// Returns width and height.
    pub fn size(&self) -> (f64, f64) {
        (self.to.x - self.from.x, self.to.y - self.from.y)
    }

    /// Returns the smallest rectangle that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            from: Point::new(self.from.x.min(other.from.x), self.from.y.min(other.from.y)),
            to: Point::new(self.to.x.max(other.to.x), self.to.y.max(other.to.y)),
        }
    }

    /// The bounds of nothing.
    pub const NONE: Self = Self { from: Point::new(0.0, 0.0), to: Point::new(0.0, 0.0) };

    /// Returns the rectangle as a mirror shows it.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self { from: Point::new(-self.to.x, self.from.y), to: Point::new(-self.from.x, self.to.y) }
    }

    fn around(point: Point, radius: f64) -> Self {
        Self { from: point.moved(Point::new(-radius, -radius)), to: point.moved(Point::new(radius, radius)) }
    }

    /// Returns the smallest rectangle around `form`.
    pub fn of(form: &ShapeKind) -> Self {
        match form {
            ShapeKind::Bar { from, to, radii: [first, last] } => {
                Self::around(*from, *first).with(Self::around(*to, *last))
            }
            ShapeKind::Disc { middle, radius } | ShapeKind::Ring { middle, radius } => Self::around(*middle, *radius),
            ShapeKind::Line { from, to } => Self::around(*from, 0.0).with(Self::around(*to, 0.0)),
        }
    }
}

/// Radii of the body's parts at both ends, in body units. Our choice, by eye.
pub mod radius {
    /// Thigh, at hip and knee.
    pub const THIGH: [f64; 2] = [0.075, 0.052];
    /// Shin, at knee and ankle.
    pub const SHIN: [f64; 2] = [0.052, 0.034];
    /// Foot, at ankle and toes.
    pub const FOOT: [f64; 2] = [0.034, 0.024];
    /// Upper arm, at shoulder and elbow.
    pub const UPPER_ARM: [f64; 2] = [0.045, 0.036];
    /// Forearm, at elbow and wrist.
    pub const FOREARM: [f64; 2] = [0.036, 0.026];
    /// Hand.
    pub const HAND: [f64; 2] = [0.026, 0.020];
    /// From the pelvis to the lowest ribs.
    pub const LUMBAR: [f64; 2] = [0.085, 0.075];
    /// From the lowest ribs to the shoulders.
    pub const THORAX: [f64; 2] = [0.078, 0.070];
    /// Neck.
    pub const NECK: [f64; 2] = [0.042, 0.040];
}

/// The distance by which a belly full of breath comes out. Our choice: more than in life, so that it is seen.
const BELLY: f64 = 0.075;

/// The distance by which the floor reaches beyond the figure.
const FLOOR_MARGIN: f64 = 0.12;

impl Figure {
    /// Returns the shapes of `pose`, from back to front; if `mirrored`, with left and right exchanged.
    pub fn scene(&self, pose: &Pose, mirrored: bool) -> Vec<Shape> {
        self.scene_on(pose, mirrored, &self.bounds)
    }

    /// Returns the shapes as [`Figure::scene`] does, on a floor as wide as `bounds`.
    pub fn scene_on(&self, pose: &Pose, mirrored: bool, bounds: &Bounds) -> Vec<Shape> {
        let joints = Joints::of(pose, self.width());
        let mut shapes = Vec::with_capacity(40);
        shapes.extend(self.floor(bounds));
        for form in self.props_in(pose).flat_map(|prop| prop_forms(&prop)) {
            shapes.push(Shape { form, layer: Layer::Prop, mark: PartMark::None });
        }
        self.push_body(&joints, &mut shapes);
        self.push_belly(pose, &joints, &mut shapes);
        self.push_held(&joints, &mut shapes);
        shapes.sort_by_key(|shape| shape.layer);
        if mirrored {
            for shape in &mut shapes {
                shape.form = mirror(shape.form);
            }
        }
        shapes
    }

    /// Returns the props where `pose` has them.
    pub fn props_in<'a>(&'a self, pose: &'a Pose) -> impl Iterator<Item = Prop> + 'a {
        self.props.iter().enumerate().map(|(at, prop)| prop.moved(pose.moved_by(at)))
    }

    /// Returns the floor under `bounds`, or none if seen from above.
    fn floor(&self, bounds: &Bounds) -> Option<Shape> {
        let line = ShapeKind::Line { from: Point::new(bounds.from.x, 0.0), to: Point::new(bounds.to.x, 0.0) };
        (self.view != View::Top).then_some(Shape { form: line, layer: Layer::Floor, mark: PartMark::None })
    }

    /// Returns the rectangle that holds the figure in every pose of its path, on either side, and its props. Standing
    /// is left out, so that a lying figure is drawn large: see [`Figure::approach_bounds`].
    pub fn measured(&self) -> Bounds {
        const SAMPLES: u32 = 24;
        let shares = (0..=SAMPLES).map(|sample| f64::from(sample) / f64::from(SAMPLES));
        let mut poses: Vec<Pose> = self.poses.iter().map(|(_, pose)| pose.clone()).collect();
        poses.extend([-1.0, 1.0].map(|breath| self.pose(Moment::Held(breath))));
        for share in shares {
            poses.push(self.pose(Moment::Along(share)));
            poses.extend(self.cycle_s.map(|round| self.pose(Moment::Cycling(share * round))));
        }
        let all = poses.iter().flat_map(|pose| self.bounds_of(pose)).reduce(Bounds::with);
        let all = all.unwrap_or(Bounds { from: Point::new(-1.0, 0.0), to: Point::new(1.0, 1.0) });
        let floor = if self.view == View::Top { all.from.y } else { all.from.y.min(0.0) };
        Bounds { from: Point::new(all.from.x - FLOOR_MARGIN, floor), to: Point::new(all.to.x + FLOOR_MARGIN, all.to.y) }
    }

    /// Returns the rectangle that holds the figure on the rest of its way from standing into position, from `share` on,
    /// 0 to 1. It narrows on the way and ends as that of the path, so that nothing jumps and nothing is cut off.
    pub fn approach_bounds(&self, share: f64) -> Bounds {
        const SAMPLES: u32 = 16;
        if self.standing.is_none() {
            return self.bounds;
        }
        let from = share.clamp(0.0, 1.0);
        let shares = (0..=SAMPLES).map(|at| from + (1.0 - from) * f64::from(at) / f64::from(SAMPLES));
        let poses = shares.map(|share| self.pose(Moment::Approach(share)));
        poses.flat_map(|pose| self.bounds_of(&pose)).fold(self.bounds, Bounds::with)
    }

    /// Returns the bounds of each shape of `pose` but the floor.
    fn bounds_of(&self, pose: &Pose) -> Vec<Bounds> {
        let shapes = self.scene(pose, false).into_iter().filter(|shape| shape.layer != Layer::Floor);
        shapes.map(|shape| Bounds::of(&shape.form)).collect()
    }

    fn mark(&self, part: BodyPart) -> PartMark {
        if self.works.contains(&part) {
            PartMark::Works
        } else if self.stretches.contains(&part) {
            PartMark::Stretches
        } else {
            PartMark::None
        }
    }

    fn push_body(&self, joints: &Joints, shapes: &mut Vec<Shape>) {
        use BodyPart as P;
        let ([near_leg, far_leg], [near_arm, far_arm]) = (&joints.legs, &joints.arms);
        let mut bar = |from, to, radii, layer, part: BodyPart| {
            shapes.push(Shape { form: ShapeKind::Bar { from, to, radii }, layer, mark: self.mark(part) });
        };
        let broad = self.width() == Width::Broad;
        let limbs = if broad { Layer::Near } else { Layer::Far };
        for (leg, layer, [thigh, shin, foot]) in [
            (far_leg, limbs, [P::FarThigh, P::FarShin, P::FarFoot]),
            (near_leg, Layer::Near, [P::NearThigh, P::NearShin, P::NearFoot]),
        ] {
            bar(leg.root, leg.middle, radius::THIGH, layer, thigh);
            bar(leg.middle, leg.end, radius::SHIN, layer, shin);
            bar(leg.end, leg.tip, radius::FOOT, layer, foot);
        }
        for (arm, layer, [upper, fore, hand]) in [
            (far_arm, limbs, [P::FarUpperArm, P::FarForearm, P::FarHand]),
            (near_arm, Layer::Near, [P::NearUpperArm, P::NearForearm, P::NearHand]),
        ] {
            bar(arm.root, arm.middle, radius::UPPER_ARM, layer, upper);
            bar(arm.middle, arm.end, radius::FOREARM, layer, fore);
            bar(arm.end, arm.tip, radius::HAND, layer, hand);
        }
        bar(joints.pelvis, joints.waist, radius::LUMBAR, Layer::Trunk, P::Lumbar);
        bar(joints.waist, joints.chest, radius::THORAX, Layer::Trunk, P::Thorax);
        bar(joints.chest, joints.head, radius::NECK, Layer::Trunk, P::Neck);
        if broad {
            bar(near_leg.root, far_leg.root, [0.075; 2], Layer::Trunk, P::Pelvis);
            bar(near_arm.root, far_arm.root, [0.05; 2], Layer::Trunk, P::Thorax);
            bar(near_arm.root, joints.waist, [0.045, 0.07], Layer::Trunk, P::Thorax);
            bar(far_arm.root, joints.waist, [0.045, 0.07], Layer::Trunk, P::Thorax);
        }
        let head = ShapeKind::Disc { middle: joints.head, radius: length::HEAD };
        shapes.push(Shape { form: head, layer: Layer::Trunk, mark: self.mark(P::Head) });
    }

    /// Adds a belly full of breath: in front of the low back from the side, wider on both sides from the front.
    fn push_belly(&self, pose: &Pose, joints: &Joints, shapes: &mut Vec<Shape>) {
        if pose.belly <= 0.0 {
            return;
        }
        let (pelvis, waist) = (joints.pelvis, joints.waist);
        let out = BELLY * pose.belly;
        let ahead = pelvis.angle_to(waist) - 90.0;
        let places: &[f64] = if self.width() == Width::Side { &[out] } else { &[out, -out] };
        shapes.extend(places.iter().map(|out| {
            let [low, high] = [0.25, 0.85].map(|share| pelvis.between(waist, share).towards(ahead, *out));
            let form = ShapeKind::Bar { from: low, to: high, radii: [0.078; 2] };
            Shape { form, layer: Layer::Trunk, mark: self.mark(BodyPart::Lumbar) }
        }));
    }

    fn push_held(&self, joints: &Joints, shapes: &mut Vec<Shape>) {
        for form in self.held.iter().flat_map(|held| held_forms(held, joints, self.width())) {
            shapes.push(Shape { form, layer: Layer::Held, mark: PartMark::None });
        }
    }
}

fn held_forms(held: &Held, joints: &Joints, width: Width) -> Vec<ShapeKind> {
    let places: Vec<Point> = held.by.iter().map(|part| place_of(joints, *part)).collect();
    match (held.kind, places.as_slice()) {
        (HeldKind::Band, [from, to]) => vec![ShapeKind::Line { from: *from, to: *to }],
        (HeldKind::Barbell, [from, to]) if width == Width::Side => {
            let middle = from.between(*to, 0.5);
            vec![ShapeKind::Ring { middle, radius: 0.16 }, ShapeKind::Disc { middle, radius: 0.03 }]
        }
        (HeldKind::Barbell, [from, to]) => {
            let middle = from.between(*to, 0.5);
            let (left, right) = (middle.towards(180.0, 0.55), middle.towards(0.0, 0.55));
            vec![ShapeKind::Line { from: left, to: right }, plate(left), plate(right)]
        }
        (HeldKind::IcePack, at) => {
            let along = joints.pelvis.angle_to(joints.chest);
            // From the side it lies on the back, not in it.
            let off = if width == Width::Side { 0.135 } else { 0.0 };
            at.iter().flat_map(|at| ice_cubes(at.towards(along + 90.0, off), along)).collect()
        }
        (_, at) => at.iter().map(|at| ShapeKind::Disc { middle: *at, radius: 0.055 }).collect(),
    }
}

fn plate(at: Point) -> ShapeKind {
    even_bar(at.towards(90.0, 0.12), at.towards(-90.0, 0.12), 0.03)
}

/// Returns three ice cubes in a row, `along` this angle.
fn ice_cubes(middle: Point, along: f64) -> Vec<ShapeKind> {
    let corner = |right: f64, up: f64| middle.towards(along, right).towards(along + 90.0, up);
    let mut forms = Vec::new();
    for up in [-0.05, 0.05] {
        forms.push(line(corner(-0.15, up), corner(0.15, up)));
    }
    for right in [-0.15, -0.05, 0.05, 0.15] {
        forms.push(line(corner(right, -0.05), corner(right, 0.05)));
    }
    forms
}

fn line(from: Point, to: Point) -> ShapeKind {
    ShapeKind::Line { from, to }
}

/// Returns a bar of one radius.
fn even_bar(from: Point, to: Point, radius: f64) -> ShapeKind {
    ShapeKind::Bar { from, to, radii: [radius; 2] }
}

/// Returns the position of a part of the body: the middle of a bar, or the joint.
pub fn place_of(joints: &Joints, part: BodyPart) -> Point {
    let ([near_leg, far_leg], [near_arm, far_arm]) = (&joints.legs, &joints.arms);
    match part {
        BodyPart::Head => joints.head,
        BodyPart::Neck => joints.chest.between(joints.head, 0.5),
        BodyPart::Thorax => joints.waist.between(joints.chest, 0.5),
        BodyPart::Lumbar => joints.pelvis.between(joints.waist, 0.5),
        BodyPart::Pelvis => joints.pelvis,
        BodyPart::NearUpperArm => near_arm.root.between(near_arm.middle, 0.5),
        BodyPart::NearForearm => near_arm.middle.between(near_arm.end, 0.5),
        BodyPart::NearElbow => near_arm.middle,
        BodyPart::NearHand => near_arm.end.between(near_arm.tip, 0.5),
        BodyPart::FarUpperArm => far_arm.root.between(far_arm.middle, 0.5),
        BodyPart::FarForearm => far_arm.middle.between(far_arm.end, 0.5),
        BodyPart::FarElbow => far_arm.middle,
        BodyPart::FarHand => far_arm.end.between(far_arm.tip, 0.5),
        BodyPart::NearThigh => near_leg.root.between(near_leg.middle, 0.5),
        BodyPart::NearKnee => near_leg.middle,
        BodyPart::NearShin => near_leg.middle.between(near_leg.end, 0.5),
        BodyPart::NearFoot => near_leg.end.between(near_leg.tip, 0.5),
        BodyPart::FarThigh => far_leg.root.between(far_leg.middle, 0.5),
        BodyPart::FarKnee => far_leg.middle,
        BodyPart::FarShin => far_leg.middle.between(far_leg.end, 0.5),
        BodyPart::FarFoot => far_leg.end.between(far_leg.tip, 0.5),
    }
}

fn prop_forms(prop: &Prop) -> Vec<ShapeKind> {
    let (from, to) = (prop.from, prop.to);
    let (upper_left, lower_right) = (Point::new(from.x, to.y), Point::new(to.x, from.y));
    match prop.kind {
        PropKind::Mat => vec![even_bar(Point::new(from.x, 0.012), Point::new(to.x, 0.012), 0.012)],
        PropKind::Box => vec![line(from, upper_left), line(upper_left, to), line(to, lower_right)],
        PropKind::Table => {
            let top = 0.03;
            let inset = (to.x - from.x) * 0.08;
            vec![
                even_bar(Point::new(from.x, to.y - top), Point::new(to.x, to.y - top), top),
                line(Point::new(from.x + inset, from.y), Point::new(from.x + inset, to.y)),
                line(Point::new(to.x - inset, from.y), Point::new(to.x - inset, to.y)),
            ]
        }
        PropKind::Chair => {
            // The seat is at half its height, the back at the left.
            let seat = from.y + (to.y - from.y) * 0.5;
            vec![
                line(from, upper_left),
                even_bar(Point::new(from.x, seat - 0.02), Point::new(to.x, seat - 0.02), 0.02),
                line(lower_right, Point::new(to.x, seat)),
            ]
        }
        PropKind::Wall => vec![line(from, upper_left)],
        PropKind::Mirror => {
            vec![line(from, upper_left), line(Point::new(from.x + 0.05, from.y), Point::new(from.x + 0.05, to.y))]
        }
        PropKind::Ball => vec![ShapeKind::Ring { middle: from.between(to, 0.5), radius: (to.x - from.x) / 2.0 }],
        PropKind::Disc => {
            let inset = (to.x - from.x) * 0.3;
            let (left, right) = (from.moved(Point::new(inset, 0.04)), Point::new(to.x - inset, from.y + 0.04));
            vec![line(upper_left, to), even_bar(left, right, 0.04)]
        }
        PropKind::Treadmill => {
            let post = Point::new(to.x + 0.12, to.y + 1.05);
            vec![even_bar(from, to, 0.03), line(to, post), line(post, Point::new(to.x - 0.12, to.y + 1.0))]
        }
        PropKind::Line => vec![line(from, to)],
    }
}

fn mirror(form: ShapeKind) -> ShapeKind {
    match form {
        ShapeKind::Bar { from, to, radii } => ShapeKind::Bar { from: from.mirrored(), to: to.mirrored(), radii },
        ShapeKind::Disc { middle, radius } => ShapeKind::Disc { middle: middle.mirrored(), radius },
        ShapeKind::Ring { middle, radius } => ShapeKind::Ring { middle: middle.mirrored(), radius },
        ShapeKind::Line { from, to } => ShapeKind::Line { from: from.mirrored(), to: to.mirrored() },
    }
}
