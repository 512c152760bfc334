//! The side of the text and the side of the picture beside it: a setup is worded for the left, and so is the picture.

use supple::commands::handout;
use supple::domain::content::catalog::Catalog;
use supple::domain::content::exercise::Exercise;
use supple::domain::content::words::Sides;
use supple::domain::figure::follow::Moment;
use supple::domain::figure::skeleton::{Chain, Joints};
use supple::domain::figure::{BodyPart, Figure, Point};
use supple::domain::journal::entry::Side;

/// Words for parts of a leg.
const LEG: [&str; 7] = ["leg", "knee", "foot", "thigh", "heel", "shin", "toes"];

/// Exercises whose setup names the leg that stays before the leg that moves.
const STAYS: [&str; 14] = [
    "active-straight-leg-hamstring-stretch",
    "banded-hip-abduction",
    "foam-roll-hamstrings",
    "front-leg-swings",
    "head-to-knee-stretch",
    "hip-rotator-stretch",
    "lying-hamstring-stretch",
    "one-legged-bridge",
    "side-leg-swings",
    "sided-wall-pelvis-push",
    "single-leg-balance",
    "single-leg-deadlift",
    "supine-figure-four",
    "table-hip-extension",
];

fn words(exercise: &Exercise) -> Vec<String> {
    let text = exercise.setup.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ").to_lowercase();
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn side(word: &str) -> Option<Side> {
    match word {
        "left" => Some(Side::Left),
        "right" => Some(Side::Right),
        _ => None,
    }
}

/// The side whose leg the setup moves: that which it names first, or the other.
fn moving_in_text(exercise: &Exercise) -> Option<Side> {
    let words = words(exercise);
    let first = words.windows(2).find_map(|pair| side(&pair[0]).filter(|_| LEG.contains(&pair[1].as_str())));
    if STAYS.contains(&exercise.id.as_str()) { first.map(Side::other) } else { first }
}

/// The side on which the setup has one stand or lie.
fn resting_in_text(exercise: &Exercise) -> Option<Side> {
    let words = words(exercise);
    words.windows(3).find_map(|three| side(&three[2]).filter(|_| three[0] == "on" && three[1] == "your"))
}

/// The sides of the picture: that of its near limbs, and that of its far ones.
fn sides(figure: &Figure, mirrored: bool) -> [Side; 2] {
    let near = if mirrored { figure.near.other() } else { figure.near };
    [near, near.other()]
}

/// The side whose leg moves in the picture, if one moves clearly more than the other.
fn moving_in_picture(figure: &Figure, mirrored: bool) -> Option<Side> {
    let ends = [0.0, 1.0].map(|share| Joints::of(&figure.pose(Moment::Along(share)), figure.width()));
    let [near, far] = [0, 1].map(|leg| {
        let [from, to] = [&ends[0], &ends[1]].map(|joints| from_pelvis(joints.pelvis, &joints.legs[leg]));
        from[0].distance(to[0]) + from[1].distance(to[1])
    });
    let [near_side, far_side] = sides(figure, mirrored);
    match near - far {
        more if more > 0.1 => Some(near_side),
        more if more < -0.1 => Some(far_side),
        _ => None,
    }
}

fn from_pelvis(pelvis: Point, leg: &Chain) -> [Point; 2] {
    [leg.middle, leg.end].map(|at| Point::new(at.x - pelvis.x, at.y - pelvis.y))
}

/// The side on which weight rests in the picture, if it rests on one.
fn resting_in_picture(figure: &Figure, mirrored: bool) -> Option<Side> {
    let rests = |parts: &[BodyPart]| figure.supports.iter().any(|part| parts.contains(part));
    let near = rests(&[BodyPart::NearFoot, BodyPart::NearKnee, BodyPart::NearForearm, BodyPart::NearElbow]);
    let far = rests(&[BodyPart::FarFoot, BodyPart::FarKnee, BodyPart::FarForearm, BodyPart::FarElbow]);
    let [near_side, far_side] = sides(figure, mirrored);
    match (near, far) {
        (true, false) => Some(near_side),
        (false, true) => Some(far_side),
        _ => None,
    }
}

#[test]
fn the_picture_beside_a_setup_shows_the_side_of_its_words() {
    let catalog = Catalog::built_in();
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for exercise in catalog.exercises().filter(|exercise| exercise.sides != Sides::None) {
        let figure = catalog.figure_of(exercise.id.as_str()).unwrap();
        let mirrored = figure.is_mirrored_beside_setup(exercise.sides);
        let pairs = [
            (moving_in_text(&exercise), moving_in_picture(&figure, mirrored)),
            (resting_in_text(&exercise), resting_in_picture(&figure, mirrored)),
        ];
        let seen: Vec<(Side, Side)> = pairs.into_iter().filter_map(|(text, picture)| Some((text?, picture?))).collect();
        compared += usize::from(!seen.is_empty());
        wrong.extend(
            seen.iter().filter(|(text, picture)| text != picture).map(|seen| format!("{}: {seen:?}", exercise.id)),
        );
    }
    assert!(wrong.is_empty(), "text and picture differ:\n  {}", wrong.join("\n  "));
    assert!(compared >= 38, "only {compared} have a side in their words and in their picture");
}

#[test]
fn paper_shows_that_side() {
    let catalog = Catalog::built_in();
    let mut compared = 0;
    for routine in catalog.routines() {
        let page = handout::page(&catalog, &routine).into_string();
        for exercise in routine.steps.iter().filter_map(|step| catalog.exercise(step.exercise.as_str())) {
            let figure = catalog.figure_of(exercise.id.as_str()).unwrap();
            let phases = figure.phases();
            // The picture of the first pose alone is how the whole drawing begins.
            let [left, right] = [Side::Left, Side::Right].map(|side| {
                let svg = figure.svg_in_page(&phases[..1], figure.is_mirrored(side), "", "");
                svg.split_once("</desc>").unwrap().1.replace("</svg>\n", "")
            });
            if exercise.sides != Sides::None && figure.verdicts.is_none() {
                assert!(page.contains(&left) && !page.contains(&right), "{} of {}", exercise.id, routine.id);
                compared += 1;
            }
        }
    }
    assert!(compared > 40, "{compared}");
}
