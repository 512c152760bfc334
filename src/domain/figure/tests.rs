//! Poses, what lies between them, and the picture as SVG.

use super::file::LimbFile;
use super::follow::Moment;
use super::pose::{Anchor, AnchorPart, Bend, Limb, Pose, angle_between};
use super::skeleton::{Joints, Width};
use super::{Figure, Point};

fn angles(angles: [f64; 3]) -> Limb {
    Limb::Angles { angles, shares: [1.0; 3] }
}

fn reaching(x: f64, y: f64) -> Limb {
    Limb::Reach { to: Point::new(x, y), bend: Bend::Left, tip: 0.0 }
}

/// Upright, then bent forward and risen a little; `more` stands behind the path.
fn figure(more: &str) -> Figure {
    let text = format!(
        r#"{{"id": "mine", "view": "side", "works": ["lumbar"], "stretches": ["near-thigh"], "poses": [
        {{"name": "low", "spine": [90, 90, 90], "near_leg": [-90, -90, 0], "far_leg": [-90, -90, 0],
          "near_arm": [-90, -90], "far_arm": [-90, -90], "pelvis": [0, 0.9]}},
        {{"name": "bent", "like": "low", "spine": [60, 60, 60]}},
        {{"name": "high", "like": "low", "pelvis": [0, 1.0]}}], {more}}}"#
    );
    let (figure, problems) = Figure::read("mine.json", &text);
    figure.unwrap_or_else(|| panic!("{problems:?}"))
}

fn assert_near(pose: &Pose, other: &Pose, width: Width) {
    let points = |pose: &Pose| {
        let joints = Joints::of(pose, width);
        let limbs = joints.legs.into_iter().chain(joints.arms).flat_map(|limb| [limb.middle, limb.end, limb.tip]);
        limbs.chain([joints.pelvis, joints.waist, joints.chest, joints.head]).collect::<Vec<_>>()
    };
    let far = points(pose).into_iter().zip(points(other)).map(|(a, b)| a.distance(b)).fold(0.0, f64::max);
    assert!(far < 1e-6, "{far} apart: {pose:?} and {other:?}");
}

#[test]
fn angles_go_the_short_way_round() {
    for (from, to, half) in [(170.0, -170.0, 180.0), (-170.0, 170.0, -180.0), (10.0, 350.0, 0.0), (0.0, 90.0, 45.0)] {
        assert!((angle_between(from, to, 0.5) - half).abs() < 1e-9, "{from} to {to}");
    }
    assert!((angle_between(0.0, 720.0, 0.7)).abs() < 1e-9);
}

#[test]
fn between_begins_at_the_first_pose_and_ends_at_the_second() {
    let from = Pose { legs: [reaching(0.1, 0.05), angles([-80.0, -100.0, 0.0])], ..Pose::standing(0.0) };
    let to = Pose {
        pelvis: Point::new(0.1, 0.6),
        legs: [angles([-30.0, -120.0, 0.0]), reaching(0.3, 0.05)],
        arms: [reaching(0.4, 1.1), angles([170.0, 170.0, 170.0])],
        ..Pose::standing(0.0)
    };
    for width in [Width::Side, Width::Broad] {
        assert_near(&from.between(&to, 0.0, width), &from, width);
        assert_near(&from.between(&to, 1.0, width), &to, width);
        // Limbs by place and by angles meet without a jump.
        let points = (0..=100).map(|step| Joints::of(&from.between(&to, f64::from(step) / 100.0, width), width));
        let points: Vec<Joints> = points.collect();
        for pair in points.windows(2) {
            let moved = pair[0].legs[0].tip.distance(pair[1].legs[0].tip);
            assert!(moved < 0.05, "{moved}");
        }
    }
}

#[test]
fn planted_hands_and_feet_stay_planted() {
    let legs = [reaching(0.1, 0.05), reaching(-0.1, 0.05)];
    let from = Pose { pelvis: Point::new(0.0, 0.8), legs, ..Pose::standing(0.0) };
    let to = Pose { pelvis: Point::new(-0.1, 0.5), ..from.clone() };
    for step in 0..=10 {
        let joints = Joints::of(&from.between(&to, f64::from(step) / 10.0, Width::Side), Width::Side);
        assert!(joints.legs[0].end.distance(Point::new(0.1, 0.05)) < 1e-6, "{step}");
        assert!(joints.legs[1].end.distance(Point::new(-0.1, 0.05)) < 1e-6, "{step}");
    }
}

#[test]
fn an_anchor_stays() {
    let at = Point::new(0.2, 0.05);
    let from = Pose { anchor: Some(Anchor { part: AnchorPart::Ankle(0), at }), ..Pose::standing(0.0) };
    let to = Pose { legs: [angles([-40.0, -130.0, 0.0]), angles([-10.0, -90.0, 0.0])], ..from.clone() };
    for step in 0..=10 {
        let pose = from.between(&to, f64::from(step) / 10.0, Width::Side);
        assert!(Joints::of(&pose, Width::Side).legs[0].end.distance(at) < 1e-9, "{step}");
    }
}

#[test]
fn swapped_twice_is_itself() {
    let pose = Pose {
        legs: [reaching(0.1, 0.05), angles([-80.0, -100.0, 0.0])],
        anchor: Some(Anchor { part: AnchorPart::Toes(1), at: Point::new(0.0, 0.0) }),
        ..Pose::standing(0.0)
    };
    assert_ne!(pose.swapped(), pose);
    assert_eq!(pose.swapped().anchor.unwrap().part, AnchorPart::Toes(0));
    assert_eq!(pose.swapped().swapped(), pose);
}

#[test]
fn the_path_begins_at_its_first_pose_and_ends_at_its_last() {
    let figure = figure(r#""path": ["high", "low", "bent"], "shares": [1, 3, 1]"#);
    let named = |at: usize| &figure.poses[at].1;
    assert_near(&figure.pose(Moment::Along(0.0)), named(2), Width::Side);
    assert_near(&figure.pose(Moment::Along(1.0)), named(1), Width::Side);
    // The first leg takes nothing: its share belongs to the way to the first pose, which a path has not.
    assert_near(&figure.pose(Moment::Along(0.75)), named(0), Width::Side);
    for beyond in [-1.0_f64, 2.0, 1e9] {
        let end = figure.pose(Moment::Along(beyond.clamp(0.0, 1.0)));
        assert_near(&figure.pose(Moment::Along(beyond)), &end, Width::Side);
    }
    assert_near(&figure.pose(Moment::Approach(0.0)), &Pose::standing(0.0), Width::Side);
    assert_near(&figure.pose(Moment::Approach(1.0)), named(2), Width::Side);
}

#[test]
fn what_is_gone_through_is_no_stop() {
    let height = |figure: &Figure, share: f64| figure.pose(Moment::Along(share)).pelvis.y;
    let way = r#""path": ["low", "high", "low"]"#;
    let (stopping, through) = (figure(way), figure(&format!(r#"{way}, "through": ["high"]"#)));
    for share in [0.0, 0.5, 1.0] {
        assert!((height(&stopping, share) - height(&through, share)).abs() < 1e-9, "{share}");
    }
    let speed = |figure: &Figure| (height(figure, 0.5) - height(figure, 0.49)) / 0.01;
    assert!(speed(&stopping) < 0.02 && speed(&through) > 0.2, "{} and {}", speed(&stopping), speed(&through));
    // At the end of the path it stops in any case.
    let ends = figure(r#""path": ["low", "high"], "through": ["low", "high"]"#);
    assert!((height(&ends, 1.0) - 1.0).abs() < 1e-9 && height(&ends, 0.99) > 0.9995);
}

#[test]
fn one_pose_is_a_path_too() {
    let figure = figure(r#""path": ["bent"]"#);
    for share in [0.0, 0.5, 1.0] {
        assert_eq!(figure.pose(Moment::Along(share)), figure.poses[1].1);
    }
    assert_eq!(figure.phases().len(), 1);
    assert!(!figure.moves());
}

#[test]
fn what_goes_round_comes_back() {
    let figure = figure(r#""path": ["low", "bent", "high"], "cycle_s": 1.5"#);
    let at = |seconds: f64| figure.pose(Moment::Cycling(seconds));
    for step in 0..30 {
        let seconds = f64::from(step) * 0.1;
        assert_near(&at(seconds), &at(seconds + 1.5), Width::Side);
        assert_near(&at(seconds), &at(seconds + 15.0), Width::Side);
    }
    for (seconds, pose) in [(0.0, 0), (0.5, 1), (1.0, 2), (1.5, 0)] {
        assert_near(&at(seconds), &figure.poses[pose].1, Width::Side);
    }
    assert_eq!(figure.phases().len(), 4);
}

#[test]
fn a_breath_widens_the_chest_alone() {
    let figure = figure(r#""path": ["low", "bent"]"#);
    let chest = |breath: f64| figure.pose(Moment::Held(breath)).spine_shares;
    assert_eq!(chest(0.0), [1.0; 3]);
    let ([_, out, _], [low, within, neck]) = (chest(-1.0), chest(1.0));
    assert!(out < 1.0 && within > 1.0 && (low, neck) == (1.0, 1.0));
    assert_eq!(chest(9.0), chest(1.0));
}

#[test]
fn the_svg_has_words_for_who_cannot_see_it() {
    let figure = figure(r#""path": ["low", "bent"]"#);
    let svg = figure.svg(&figure.phases(), false, "Up & <down>", "\"Bend\" </desc>");
    assert!(svg.contains("<title>Up &amp; &lt;down&gt;</title>"), "{svg}");
    assert!(svg.contains("<desc>&quot;Bend&quot; &lt;/desc&gt;</desc>"), "{svg}");
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && svg.contains("role=\"img\""));
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    // Three pictures: two arrows, and in each what works and what is lengthened.
    let count = |part: &str| svg.matches(part).count();
    assert_eq!((count("h16m-6 -5l6 5l-6 5"), count("class=\"w\""), count("class=\"s\"")), (2, 3, 3));
}

#[test]
fn the_outcomes_of_a_self_test_have_marks_and_words_and_no_arrow() {
    let figure = figure(r#""path": ["low", "bent"], "pass": "bent", "fail": "low", "also_fail": ["high"]"#);
    let phases = figure.phases();
    let svg = figure.svg(&phases, false, "", "");
    let count = |part: &str| svg.matches(part).count();
    assert_eq!((phases.len(), count("class=\"y\""), count("class=\"n\""), count("h16m-6 -5l6 5l-6 5")), (3, 1, 2, 0));
    let words = ["bent", "low", "high"].map(|name| svg.find(&format!(">{name}</text>")).unwrap());
    assert!(words.is_sorted(), "passing comes first: {svg}");
    // A pose on the way there is no outcome.
    assert_eq!(figure.verdict_of(&figure.pose(Moment::Along(0.3))), None);
}

#[test]
fn a_picture_in_a_page_leaves_the_style_to_the_page() {
    let figure = figure(r#""path": ["low", "bent"]"#);
    let svg = figure.svg_in_page(&figure.phases(), false, "Up", "");
    assert!(svg.contains("<title>Up</title>") && !svg.contains("<style>"), "{svg}");
}

#[test]
fn a_mirrored_picture_is_as_large_and_turned_round() {
    let figure = figure(r#""path": ["low", "bent"]"#);
    let poses = figure.phases();
    let (plain, mirrored) = (figure.svg(&poses, false, "", ""), figure.svg(&poses, true, "", ""));
    let box_of = |svg: &str| svg.split("viewBox=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    assert_eq!(box_of(&plain), box_of(&mirrored));
    assert_ne!(plain, mirrored);
    assert_eq!(figure.bounds.mirrored().mirrored(), figure.bounds);
    let head = |svg: &str| -> f64 {
        let last = svg.rsplit("<circle").next().and_then(|rest| rest.split("cx=\"").nth(1));
        last.and_then(|rest| rest.split('"').next()).unwrap().parse().unwrap()
    };
    // One picture: the head is as far from the left as it was from the right.
    let one = [figure.pose(Moment::Along(1.0))];
    let (wide, _) = figure.bounds.size();
    let sum = head(&figure.svg(&one, false, "", "")) + head(&figure.svg(&one, true, "", ""));
    assert!((sum - wide * 100.0).abs() < 0.11, "{sum} of {wide}");
}

#[test]
fn a_limb_of_two_angles_ends_straight() {
    let limb: LimbFile = serde_json::from_str("[10, 20]").unwrap();
    assert_eq!(limb, LimbFile::Angles(vec![10.0, 20.0]));
    let figure = figure(r#""path": ["low"]"#);
    assert_eq!(figure.poses[0].1.arms[0], angles([-90.0; 3]));
}

/// Standing beside a ball, which the second pose moves.
fn with_ball() -> Figure {
    let text = r#"{"id": "mine", "view": "side", "props": [{"kind": "mat", "x": [-1, 1]}, {"kind": "ball", "x": [0.2, 0.6], "y": [0, 0.4]}],
        "poses": [{"name": "far", "spine": [90, 90, 90], "near_leg": [-90, -90], "far_leg": [-90, -90], "near_arm": [-90, -90],
        "far_arm": [-90, -90], "pelvis": [0, 0.9], "moved": [[0, 0], [0.5, 0]]}, {"name": "near", "like": "far", "moved": []}],
        "path": ["far", "near"]}"#;
    let (figure, problems) = Figure::read("mine.json", text);
    figure.unwrap_or_else(|| panic!("{problems:?}"))
}

#[test]
fn a_prop_moves_from_pose_to_pose() {
    let figure = with_ball();
    let ball = |moment: Moment| {
        let pose = figure.pose(moment);
        let props: Vec<_> = figure.props_in(&pose).collect();
        assert_eq!(props[0], figure.props[0], "the mat stays");
        props[1].from.x
    };
    for (share, x) in [(0.0, 0.7), (0.5, 0.45), (1.0, 0.2)] {
        assert!((ball(Moment::Along(share)) - x).abs() < 1e-9, "{share}");
    }
    // It waits where the movement begins, and there is room for it everywhere.
    assert!((ball(Moment::Approach(0.0)) - 0.7).abs() < 1e-9);
    assert!(figure.bounds.to.x > 1.1);
    let first = figure.svg(&[figure.pose(Moment::Along(0.0))], false, "", "");
    let last = figure.svg(&[figure.pose(Moment::Along(1.0))], false, "", "");
    let ring =
        |svg: &str| svg.split("<circle class=\"p\" cx=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>();
    assert!((ring(&first).unwrap() - ring(&last).unwrap() - 50.0).abs() < 0.11);
}

#[test]
fn a_trunk_twists_between_hips_and_shoulders() {
    let (ahead, aside) = (Pose::standing(0.0), Pose { breadth: 0.2, ..Pose::standing(0.0) });
    let twisted = Pose { hips: Some(1.0), ..aside.clone() };
    let across = |[near, far]: [super::skeleton::Chain; 2]| near.root.distance(far.root);
    let [straight, turned, twisted_joints] = [&ahead, &aside, &twisted].map(|pose| Joints::of(pose, Width::Broad));
    assert!((across(twisted_joints.legs) - across(straight.legs)).abs() < 1e-9);
    assert!((across(twisted_joints.arms) - across(turned.arms)).abs() < 1e-9);
    // What does not say it has its hips where its shoulders are, on the way too.
    assert_eq!(ahead.between(&aside, 0.5, Width::Broad).hips, None);
    assert!((aside.between(&twisted, 0.5, Width::Broad).hip_breadth() - 0.6).abs() < 1e-9);
}

#[test]
fn shoulders_move_arms_alone_and_a_full_belly_comes_out() {
    let still = Pose::standing(0.0);
    let shrugged = Pose { shoulders: [0.05, 0.1], ..still.clone() };
    let [low, high] = [&still, &shrugged].map(|pose| Joints::of(pose, Width::Side));
    assert_eq!((low.head, low.legs), (high.head, high.legs));
    assert!(high.arms[0].root.y > low.arms[0].root.y + 0.09 && high.arms[0].root.x > low.arms[0].root.x + 0.04);
    let figure = figure(r#""path": ["low", "bent"]"#);
    let full = Pose { belly: 1.0, ..still.clone() };
    let foremost = |pose: &Pose| {
        let trunk = figure.scene(pose, false).into_iter().filter(|shape| shape.layer == super::scene::Layer::Trunk);
        let ends = trunk.filter_map(|shape| match shape.form {
            super::scene::ShapeKind::Bar { to, radii: [_, last], .. } => Some(to.x + last),
            _ => None,
        });
        ends.fold(f64::MIN, f64::max)
    };
    assert!(foremost(&full) > foremost(&still) + 0.04);
}
