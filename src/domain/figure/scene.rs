//! The shapes of one instant: bars with round ends, discs and lines, from back to front.

use super::pose::Pose;
use super::prop::{HeldKind, Prop, PropKind};
use super::skeleton::{Chain, Joints, Width, length};
use super::{BodyPart, Figure, Point, View};

/// How a part is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Not at all.
    None,
    /// It works.
    Works,
    /// It is lengthened.
    Stretches,
}

/// What a shape belongs to, from back to front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The floor.
    Floor,
    /// What stands around.
    Prop,
    /// The limbs farther away.
    Far,
    /// Trunk and head.
    Trunk,
    /// The limbs nearer.
    Near,
    /// What is held.
    Held,
}

/// A shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    /// From one point to another, with round ends of these radii.
    Bar {
        /// Where it begins.
        from: Point,
        /// Where it ends.
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
        /// Where it begins.
        from: Point,
        /// Where it ends.
        to: Point,
    },
}

/// A shape with what it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// Its form.
    pub form: Form,
    /// What it belongs to.
    pub layer: Layer,
    /// How it is marked.
    pub mark: Mark,
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
    /// How wide and how high.
    pub fn size(&self) -> (f64, f64) {
        (self.to.x - self.from.x, self.to.y - self.from.y)
    }

    /// The smallest that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            from: Point::new(self.from.x.min(other.from.x), self.from.y.min(other.from.y)),
            to: Point::new(self.to.x.max(other.to.x), self.to.y.max(other.to.y)),
        }
    }

    /// What nothing is in yet.
    pub const NONE: Self = Self { from: Point::new(0.0, 0.0), to: Point::new(0.0, 0.0) };

    /// The rectangle as a mirror shows it.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self { from: Point::new(-self.to.x, self.from.y), to: Point::new(-self.from.x, self.to.y) }
    }

    /// The smallest rectangle around `form`.
    pub fn of(form: &Form) -> Self {
        let around = |point: Point, radius: f64| Self {
            from: Point::new(point.x - radius, point.y - radius),
            to: Point::new(point.x + radius, point.y + radius),
        };
        match form {
            Form::Bar { from, to, radii: [first, last] } => around(*from, *first).with(around(*to, *last)),
            Form::Disc { middle, radius } | Form::Ring { middle, radius } => around(*middle, *radius),
            Form::Line { from, to } => around(*from, 0.0).with(around(*to, 0.0)),
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

/// How far a belly full of breath comes out. Our choice: more than it does, so that it is seen.
const BELLY: f64 = 0.075;

/// How far the floor reaches beyond the figure.
const FLOOR_MARGIN: f64 = 0.12;

impl Figure {
    /// The shapes of `pose`, from back to front; `mirrored` from left to right.
    pub fn scene(&self, pose: &Pose, mirrored: bool) -> Vec<Shape> {
        self.scene_on(pose, mirrored, &self.bounds)
    }

    /// As [`Figure::scene`], on a floor as wide as `bounds`.
    pub fn scene_on(&self, pose: &Pose, mirrored: bool, bounds: &Bounds) -> Vec<Shape> {
        let joints = Joints::of(pose, self.width());
        let mut shapes = Vec::with_capacity(40);
        shapes.extend(self.floor(bounds));
        self.props_in(pose).for_each(|prop| push_prop(&prop, &mut shapes));
        self.push_body(&joints, &mut shapes);
        self.push_belly(pose, &joints, &mut shapes);
        self.push_held(&joints, &mut shapes);
        shapes.sort_by_key(|shape| shape.layer);
        if mirrored {
            shapes.iter_mut().for_each(|shape| shape.form = mirror(shape.form));
        }
        shapes
    }

    /// What stands around, where `pose` has it.
    pub fn props_in<'a>(&'a self, pose: &'a Pose) -> impl Iterator<Item = Prop> + 'a {
        self.props.iter().enumerate().map(|(at, prop)| prop.moved(pose.moved_by(at)))
    }

    /// The floor under what `bounds` holds; none from above.
    fn floor(&self, bounds: &Bounds) -> Option<Shape> {
        let line = Form::Line { from: Point::new(bounds.from.x, 0.0), to: Point::new(bounds.to.x, 0.0) };
        (self.view != View::Top).then_some(Shape { form: line, layer: Layer::Floor, mark: Mark::None })
    }

    /// What holds the figure in every pose of its path, on either side, and its props. Standing is not
    /// counted, so that a figure that lies is drawn large: see [`Figure::approach_bounds`].
    pub fn measured(&self) -> Bounds {
        const SAMPLES: u32 = 24;
        let mut all: Option<Bounds> = None;
        let mut take = |pose: &Pose| {
            for shape in self.scene(pose, false).iter().filter(|shape| shape.layer != Layer::Floor) {
                let one = Bounds::of(&shape.form);
                all = Some(all.map_or(one, |all| all.with(one)));
            }
        };
        for sample in 0..=SAMPLES {
            let share = f64::from(sample) / f64::from(SAMPLES);
            take(&self.pose(super::motion::Moment::Along(share)));
            if let Some(round) = self.cycle_s {
                take(&self.pose(super::motion::Moment::Cycling(share * round)));
            }
        }
        self.poses.iter().for_each(|(_, pose)| take(pose));
        let all = all.unwrap_or(Bounds { from: Point::new(-1.0, 0.0), to: Point::new(1.0, 1.0) });
        let floor = if self.view == View::Top { all.from.y } else { all.from.y.min(0.0) };
        Bounds { from: Point::new(all.from.x - FLOOR_MARGIN, floor), to: Point::new(all.to.x + FLOOR_MARGIN, all.to.y) }
    }

    /// Returns bounds that hold the figure on the rest of its way from standing into its position, from `share` on, 0
    /// to 1. They narrow with the way and end as the bounds of its path, so that nothing jumps and nothing is cut off.
    pub fn approach_bounds(&self, share: f64) -> Bounds {
        const SAMPLES: u32 = 16;
        if self.standing.is_none() {
            return self.bounds;
        }
        let from = share.clamp(0.0, 1.0);
        let along = |at: u32| from + (1.0 - from) * f64::from(at) / f64::from(SAMPLES);
        let poses = (0..=SAMPLES).map(|at| self.pose(super::motion::Moment::Approach(along(at))));
        poses.fold(self.bounds, |all, pose| self.with_body(all, &pose))
    }

    /// `all`, and what `pose` takes beyond it.
    fn with_body(&self, all: Bounds, pose: &Pose) -> Bounds {
        let shapes = self.scene(pose, false);
        let body = shapes.iter().filter(|shape| shape.layer != Layer::Floor);
        body.fold(all, |all, shape| all.with(Bounds::of(&shape.form)))
    }

    fn mark(&self, part: BodyPart) -> Mark {
        if self.works.contains(&part) {
            Mark::Works
        } else if self.stretches.contains(&part) {
            Mark::Stretches
        } else {
            Mark::None
        }
    }

    fn push_body(&self, joints: &Joints, shapes: &mut Vec<Shape>) {
        use BodyPart as P;
        let ([near_leg, far_leg], [near_arm, far_arm]) = (&joints.legs, &joints.arms);
        let mut bar = |from, to, radii, layer, part: BodyPart| {
            shapes.push(Shape { form: Form::Bar { from, to, radii }, layer, mark: self.mark(part) });
        };
        let broad = self.width() == Width::Broad;
        let limbs = if broad { Layer::Near } else { Layer::Far };
        let mut leg = |leg: &Chain, layer, [thigh, shin, foot]: [P; 3]| {
            bar(leg.root, leg.middle, radius::THIGH, layer, thigh);
            bar(leg.middle, leg.end, radius::SHIN, layer, shin);
            bar(leg.end, leg.tip, radius::FOOT, layer, foot);
        };
        leg(far_leg, limbs, [P::FarThigh, P::FarShin, P::FarFoot]);
        leg(near_leg, Layer::Near, [P::NearThigh, P::NearShin, P::NearFoot]);
        let mut arm = |arm: &Chain, layer, [upper, fore, hand]: [P; 3]| {
            bar(arm.root, arm.middle, radius::UPPER_ARM, layer, upper);
            bar(arm.middle, arm.end, radius::FOREARM, layer, fore);
            bar(arm.end, arm.tip, radius::HAND, layer, hand);
        };
        arm(far_arm, limbs, [P::FarUpperArm, P::FarForearm, P::FarHand]);
        arm(near_arm, Layer::Near, [P::NearUpperArm, P::NearForearm, P::NearHand]);
        bar(joints.pelvis, joints.waist, radius::LUMBAR, Layer::Trunk, P::Lumbar);
        bar(joints.waist, joints.chest, radius::THORAX, Layer::Trunk, P::Thorax);
        bar(joints.chest, joints.head, radius::NECK, Layer::Trunk, P::Neck);
        if broad {
            bar(near_leg.root, far_leg.root, [0.075; 2], Layer::Trunk, P::Pelvis);
            bar(near_arm.root, far_arm.root, [0.05; 2], Layer::Trunk, P::Thorax);
            bar(near_arm.root, joints.waist, [0.045, 0.07], Layer::Trunk, P::Thorax);
            bar(far_arm.root, joints.waist, [0.045, 0.07], Layer::Trunk, P::Thorax);
        }
        let head = Form::Disc { middle: joints.head, radius: length::HEAD };
        shapes.push(Shape { form: head, layer: Layer::Trunk, mark: self.mark(P::Head) });
    }

    /// A belly full of breath: ahead of the low back from the side, wider on both sides from the front.
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
            let form = Form::Bar { from: low, to: high, radii: [0.078; 2] };
            Shape { form, layer: Layer::Trunk, mark: self.mark(BodyPart::Lumbar) }
        }));
    }

    fn push_held(&self, joints: &Joints, shapes: &mut Vec<Shape>) {
        for held in &self.held {
            let places: Vec<Point> = held.by.iter().map(|part| place_of(joints, *part)).collect();
            let mut push = |form| shapes.push(Shape { form, layer: Layer::Held, mark: Mark::None });
            match (held.kind, places.as_slice()) {
                (HeldKind::Band, [from, to]) => push(Form::Line { from: *from, to: *to }),
                (HeldKind::Barbell, [from, to]) => {
                    let middle = from.between(*to, 0.5);
                    if self.width() == Width::Side {
                        push(Form::Ring { middle, radius: 0.16 });
                        push(Form::Disc { middle, radius: 0.03 });
                    } else {
                        let (left, right) = (middle.towards(180.0, 0.55), middle.towards(0.0, 0.55));
                        push(Form::Line { from: left, to: right });
                        let plate = |x: Point| Form::Bar {
                            from: x.towards(90.0, 0.12),
                            to: x.towards(-90.0, 0.12),
                            radii: [0.03; 2],
                        };
                        push(plate(left));
                        push(plate(right));
                    }
                }
                (HeldKind::IcePack, at) => {
                    let along = joints.pelvis.angle_to(joints.chest);
                    // From the side it lies on the back, not in it.
                    let off = if self.width() == Width::Side { 0.135 } else { 0.0 };
                    at.iter().for_each(|at| push_cubes(at.towards(along + 90.0, off), along, &mut push));
                }
                (_, at) => at.iter().for_each(|at| push(Form::Disc { middle: *at, radius: 0.055 })),
            }
        }
    }
}

/// Ice: three cubes in a row.
fn push_cubes(middle: Point, along: f64, push: &mut impl FnMut(Form)) {
    let corner = |right: f64, up: f64| middle.towards(along, right).towards(along + 90.0, up);
    for up in [-0.05, 0.05] {
        push(Form::Line { from: corner(-0.15, up), to: corner(0.15, up) });
    }
    for right in [-0.15, -0.05, 0.05, 0.15] {
        push(Form::Line { from: corner(right, -0.05), to: corner(right, 0.05) });
    }
}

/// Where a part of the body is: the middle of a bar, or the joint.
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

fn push_prop(prop: &Prop, shapes: &mut Vec<Shape>) {
    let (from, to) = (prop.from, prop.to);
    let corner = (Point::new(from.x, to.y), Point::new(to.x, from.y));
    let mut push = |form| shapes.push(Shape { form, layer: Layer::Prop, mark: Mark::None });
    let line = |from, to| Form::Line { from, to };
    match prop.kind {
        PropKind::Mat => {
            push(Form::Bar { from: Point::new(from.x, 0.012), to: Point::new(to.x, 0.012), radii: [0.012; 2] });
        }
        PropKind::Box => {
            push(line(from, corner.0));
            push(line(corner.0, to));
            push(line(to, corner.1));
        }
        PropKind::Table => {
            let top = 0.03;
            push(Form::Bar { from: Point::new(from.x, to.y - top), to: Point::new(to.x, to.y - top), radii: [top; 2] });
            let inset = (to.x - from.x) * 0.08;
            push(line(Point::new(from.x + inset, from.y), Point::new(from.x + inset, to.y)));
            push(line(Point::new(to.x - inset, from.y), Point::new(to.x - inset, to.y)));
        }
        PropKind::Chair => {
            // The seat is at half its height, the back at the left.
            let seat = from.y + (to.y - from.y) * 0.5;
            push(line(Point::new(from.x, from.y), corner.0));
            push(Form::Bar {
                from: Point::new(from.x, seat - 0.02),
                to: Point::new(to.x, seat - 0.02),
                radii: [0.02; 2],
            });
            push(line(Point::new(to.x, from.y), Point::new(to.x, seat)));
        }
        PropKind::Wall => push(line(from, Point::new(from.x, to.y))),
        PropKind::Mirror => {
            push(line(from, Point::new(from.x, to.y)));
            push(line(Point::new(from.x + 0.05, from.y), Point::new(from.x + 0.05, to.y)));
        }
        PropKind::Ball => push(Form::Ring { middle: from.between(to, 0.5), radius: (to.x - from.x) / 2.0 }),
        PropKind::Disc => {
            push(line(corner.0, to));
            push(Form::Bar {
                from: Point::new(from.x + (to.x - from.x) * 0.3, from.y + 0.04),
                to: Point::new(to.x - (to.x - from.x) * 0.3, from.y + 0.04),
                radii: [0.04; 2],
            });
        }
        PropKind::Treadmill => {
            push(Form::Bar { from: Point::new(from.x, from.y), to: Point::new(to.x, to.y), radii: [0.03; 2] });
            push(line(to, Point::new(to.x + 0.12, to.y + 1.05)));
            push(line(Point::new(to.x + 0.12, to.y + 1.05), Point::new(to.x - 0.12, to.y + 1.0)));
        }
        PropKind::Line => push(line(from, to)),
    }
}

fn mirror(form: Form) -> Form {
    let flip = |point: Point| Point::new(-point.x, point.y);
    match form {
        Form::Bar { from, to, radii } => Form::Bar { from: flip(from), to: flip(to), radii },
        Form::Disc { middle, radius } => Form::Disc { middle: flip(middle), radius },
        Form::Ring { middle, radius } => Form::Ring { middle: flip(middle), radius },
        Form::Line { from, to } => Form::Line { from: flip(from), to: flip(to) },
    }
}
