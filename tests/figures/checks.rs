//! What numbers can tell of a figure.

use std::fmt::Display;
use std::sync::Arc;

use supple::domain::content::catalog::Catalog;
use supple::domain::figure::follow::Moment;
use supple::domain::figure::pose::{Limb, Pose};
use supple::domain::figure::scene::{Layer, ShapeKind, place_of};
use supple::domain::figure::skeleton::{Chain, Joints};
use supple::domain::figure::{Figure, View};

/// Exercises that are shown by the figure of another: the same picture.
const SHARED: &[(&str, &str)] =
    &[("straight-leg-extension-opposite-elbow", "bird-dog"), ("table-stretch", "edge-of-bed-hip-flexor-stretch")];

fn figures() -> Vec<Arc<Figure>> {
    let catalog = Catalog::built_in();
    catalog.figure_ids().filter_map(|id| catalog.figure(id)).collect()
}

fn assert_none<T: Display>(rule: &str, offenders: impl IntoIterator<Item = T>) {
    let offenders: Vec<String> = offenders.into_iter().map(|offender| offender.to_string()).collect();
    assert!(offenders.is_empty(), "{rule}:\n  {}", offenders.join("\n  "));
}

/// Poses along the path, close together, with what part of the way they are: a long round has many moves in it.
fn along(figure: &Figure) -> Vec<(f64, Pose)> {
    let steps = figure.cycle_s.map_or(40, |round| (round * 15.0).max(40.0) as u32);
    let share = |step: u32| f64::from(step) / f64::from(steps);
    let moment = |share: f64| match figure.cycle_s {
        Some(round) => Moment::Cycling(share * round),
        None => Moment::Along(share),
    };
    (0..=steps).map(|step| (share(step), figure.pose(moment(share(step))))).collect()
}

/// Poses on the way from standing to the first, as shares below 0.
fn from_standing(figure: &Figure) -> Vec<(f64, Pose)> {
    let share = |step: u32| f64::from(step) / 40.0;
    (0..=40).map(|step| (share(step) - 1.0, figure.pose(Moment::Approach(share(step))))).collect()
}

#[test]
fn every_exercise_has_a_figure_of_its_own_or_shares_a_listed_one() {
    let catalog = Catalog::built_in();
    let shared: Vec<(String, String)> = (catalog.exercises())
        .filter_map(|exercise| Some((exercise.id.to_string(), exercise.figure.as_ref()?.to_string())))
        .collect();
    let listed: Vec<(String, String)> = SHARED.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(shared, listed, "exercises that share a figure");
    assert_none("exercises without a figure", catalog.exercise_ids().filter(|id| catalog.figure_of(id).is_none()));
    let used =
        |id: &&str| catalog.exercise_ids().any(|exercise| catalog.figure_of(exercise).unwrap().id.as_str() == *id);
    assert_none("figures of nothing", catalog.figure_ids().filter(|id| !used(id)));
}

#[test]
fn a_self_test_shows_pass_and_fail() {
    let catalog = Catalog::built_in();
    let without = catalog.exercises().filter(|exercise| {
        exercise.pass.is_some()
            && catalog.figure_of(exercise.id.as_str()).is_none_or(|figure| figure.verdicts.is_none())
    });
    assert_none("self-tests without two poses", without.map(|exercise| exercise.id.clone()));
}

#[test]
fn what_carries_weight_stands_on_something() {
    let mut hanging = Vec::new();
    for figure in figures().iter().filter(|figure| figure.view != View::Top) {
        for (share, pose) in along(figure) {
            let joints = Joints::of(&pose, figure.width());
            for part in &figure.supports {
                let at = place_of(&joints, *part);
                let stands =
                    (-0.01..=0.09).contains(&at.y) || figure.props_in(&pose).any(|prop| prop.carries(at, 0.09));
                hanging
                    .extend((!stands).then(|| format!("{} at {share}: {part} at {:.2}, {:.2}", figure.id, at.x, at.y)));
            }
        }
    }
    assert_none("supports in the air", hanging);
}

#[test]
fn nothing_goes_through_the_floor() {
    let mut below = Vec::new();
    for figure in figures().iter().filter(|figure| figure.view != View::Top) {
        for (share, pose) in along(figure).into_iter().chain(from_standing(figure)) {
            for shape in figure.scene(&pose, false).iter().filter(|shape| shape.layer >= Layer::Far) {
                let lowest = match shape.form {
                    ShapeKind::Bar { from, to, radii } => (from.y - radii[0]).min(to.y - radii[1]),
                    ShapeKind::Disc { middle, radius } => middle.y - radius,
                    ShapeKind::Ring { .. } | ShapeKind::Line { .. } => continue,
                };
                below.extend((lowest < -0.04).then(|| format!("{} at {share}: {lowest:.3}", figure.id)));
            }
        }
    }
    assert_none("below the floor", below);
}

/// How far joints go, in degrees from standing straight: back, forward. **Source**: American Academy of
/// Orthopaedic Surgeons, Joint Motion (1965): hip -30 to 120, knee 0 to 135, ankle -50 to 20, shoulder
/// -60 to 180, elbow 0 to 150. What is allowed beyond is ours: a drawn limb has no flesh that stops it, a
/// back moves with the hip and the shoulder blade with the arm, and a foot flat on the floor behind a
/// kneeling shin is drawn without an instep.
const RANGES: [(&str, f64, f64); 5] = [
    ("hip", -45.0, 156.0),
    ("knee", -12.0, 164.0),
    ("ankle", -95.0, 70.0),
    ("shoulder", -95.0, 195.0),
    ("elbow", -14.0, 160.0),
];

/// Limbs that are drawn otherwise than they bend, with why.
const OTHERWISE: [(&str, &str); 3] = [
    // The back leg lies along the floor, the trunk upright over it.
    ("pigeon-pose", "hip"),
    ("pigeon-pose", "knee"),
    // The shins follow the ball.
    ("stability-ball-back-extension", "knee"),
];

#[test]
fn no_joint_bends_farther_than_a_joint_can() {
    let mut bent = Vec::new();
    for figure in figures().iter().filter(|figure| figure.view == View::SideOn) {
        for (share, pose) in along(figure) {
            // A limb that points towards the viewer bends in a plane that is not seen.
            let whole =
                |limb: &Limb| !matches!(limb, Limb::Angles { shares, .. } if shares.iter().any(|share| *share < 0.99));
            let joints = Joints::of(&pose, figure.width());
            for side in 0..2 {
                let mut angles = Vec::new();
                if whole(&pose.legs[side]) {
                    angles.extend(leg_angles(&joints.legs[side], pose.spine[0]));
                }
                if whole(&pose.arms[side]) {
                    angles.extend(arm_angles(&joints.arms[side], pose.spine[1]));
                }
                for (name, angle) in angles {
                    let (_, least, most) = RANGES.into_iter().find(|(joint, ..)| *joint == name).unwrap();
                    let depth = ["near", "far"][side];
                    let fits = (least..=most).contains(&angle);
                    let known = OTHERWISE.contains(&(figure.id.as_str(), name));
                    bent.extend(
                        (!fits && !known).then(|| format!("{} at {share}: {depth} {name} {angle:.0}", figure.id)),
                    );
                }
            }
        }
    }
    assert_none("bent too far", bent);
}

/// From -180 to 180.
fn turned(angle: f64) -> f64 {
    (angle + 180.0).rem_euclid(360.0) - 180.0
}

fn leg_angles(leg: &Chain, lumbar: f64) -> [(&'static str, f64); 3] {
    let (thigh, shin, foot) = (leg.root.angle_to(leg.middle), leg.middle.angle_to(leg.end), leg.end.angle_to(leg.tip));
    [("hip", turned(thigh - lumbar - 180.0)), ("knee", turned(thigh - shin)), ("ankle", turned(foot - shin - 90.0))]
}

fn arm_angles(arm: &Chain, thorax: f64) -> [(&'static str, f64); 2] {
    let (upper, fore) = (arm.root.angle_to(arm.middle), arm.middle.angle_to(arm.end));
    let shoulder = turned(upper - thorax - 180.0);
    // Overhead is forward and up, not backwards.
    let shoulder = if shoulder < -120.0 { shoulder + 360.0 } else { shoulder };
    [("shoulder", shoulder), ("elbow", turned(fore - upper))]
}

#[test]
fn nothing_jumps() {
    let mut jumps = Vec::new();
    for figure in figures() {
        let poses = along(&figure);
        for pair in poses.windows(2) {
            let [a, b] = [&pair[0].1, &pair[1].1].map(|pose| Joints::of(pose, figure.width()));
            let points = |j: &Joints| {
                let limbs = j.legs.iter().chain(&j.arms).flat_map(|limb| [limb.middle, limb.end]);
                limbs.chain([j.pelvis, j.chest, j.head]).collect::<Vec<_>>()
            };
            let far = points(&a).iter().zip(points(&b)).map(|(a, b)| a.distance(b)).fold(0.0, f64::max);
            jumps.extend((far > 0.22).then(|| format!("{} at {}: {far:.2}", figure.id, pair[0].0)));
        }
    }
    assert_none("jumps", jumps);
}

#[test]
fn a_figure_fills_its_box_and_never_leaves_it() {
    let mut wrong = Vec::new();
    for figure in figures() {
        let (wide, high) = figure.bounds.size();
        wrong.extend((wide > 3.6 || high > 2.4 || wide < 0.6).then(|| format!("{}: {wide:.1} x {high:.1}", figure.id)));
        for (share, pose) in along(&figure) {
            let joints = Joints::of(&pose, figure.width());
            let inside = |at: supple::domain::figure::Point| {
                (figure.bounds.from.x..=figure.bounds.to.x).contains(&at.x)
                    && (figure.bounds.from.y - 0.05..=figure.bounds.to.y + 0.01).contains(&at.y)
            };
            let ends = joints.legs.iter().chain(&joints.arms).flat_map(|limb| [limb.middle, limb.end, limb.tip]);
            let out = ends.chain([joints.head, joints.pelvis]).any(|at| !inside(at));
            wrong.extend(out.then(|| format!("{} at {share} leaves its box", figure.id)));
        }
    }
    assert_none("boxes", wrong);
}

#[test]
fn the_figures_stay_small() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/figures");
    let bytes: u64 = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum();
    assert!(bytes < 400_000, "{bytes} bytes");
}
