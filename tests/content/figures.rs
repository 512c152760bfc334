//! Figures of the user's that are wrong in one way each: the message, word for word; and one that is
//! right, in place of the built-in one.

use supple::domain::content::catalog::{Catalog, FileKind, UserFile};

/// A figure with nothing wrong in it; `more` stands on its third line, from column 2.
fn figure(id: &str, limb: &str, more: &str) -> UserFile {
    let text = format!(
        r#"{{"id": "{id}", "view": "side", "poses": [{{"name": "low", "spine": [90, 90, 90], "near_leg": [-90, -90, 0],
 "far_leg": [-90, -90, 0], "far_arm": [-90, -90], "near_arm": {limb}}}, {{"name": "high", "like": "low", "spine": [80, 80, 80]}}],
 {more}}}"#
    );
    UserFile { kind: FileKind::Figure, path: format!("figures/{id}.json"), stem: id.to_owned(), text: Ok(text) }
}

/// The problems of a figure that must not be usable.
fn refused(file: UserFile) -> Vec<String> {
    let catalog = Catalog::with_user_files(&[file]);
    assert!(catalog.figure("mine").is_none(), "it was taken");
    catalog.problems().iter().map(ToString::to_string).collect()
}

const ARM: &str = "[-90, -90]";
const PATH: &str = r#""path": ["low", "high"]"#;

fn refused_limb(limb: &str) -> Vec<String> {
    refused(figure("mine", limb, PATH))
}

fn refused_more(more: &str) -> Vec<String> {
    refused(figure("mine", ARM, &format!("{PATH}, {more}")))
}

#[test]
fn a_pose_that_is_not_there_comes_with_the_nearest_one() {
    assert_eq!(
        refused(figure("mine", ARM, r#""path": ["low", "hihg"]"#)),
        ["figures/mine.json:3:10: path: there is no pose `hihg`; did you mean `high`? known: low, high"]
    );
    assert_eq!(
        refused(figure("mine", ARM, r#""path": []"#)),
        ["figures/mine.json:3:10: path: expected the names of one or more poses, in order"]
    );
}

#[test]
fn a_limb_is_angles_or_a_place_and_a_bend() {
    assert_eq!(
        refused_limb("[10]"),
        ["figures/mine.json:2:66: poses[0].near_arm: a limb takes two or three numbers; given: 1"]
    );
    assert_eq!(
        refused_limb("7"),
        [
            r#"figures/mine.json:2:63: poses[0].near_arm: this is integer `7`; expected angles like [-88, 180, 180], or {"to": [0.3, 0.05], "bend": "left", "tip": 0}"#
        ]
    );
    assert_eq!(
        refused_limb(r#"{"to": [0.3, 0.5], "tip": 0}"#),
        ["figures/mine.json:2:90: poses[0].near_arm: expected `to` and `bend`, or `angles` and `seen`"]
    );
    assert_eq!(
        refused_limb(r#"{"to": [0.3, 0.5], "bend": "up"}"#),
        ["figures/mine.json:2:93: poses[0].near_arm: `up` is not a side; allowed: left, right"]
    );
    assert_eq!(
        refused_limb(r#"{"to": [0.3, 0.5], "bent": "left"}"#),
        [
            "figures/mine.json:2:87: poses[0].near_arm: unknown field `bent`, expected one of `to`, `bend`, `tip`, `angles`, `seen`"
        ]
    );
    assert_eq!(
        refused_limb(r#"{"angles": [10, 20], "seen": [1]}"#),
        ["figures/mine.json:2:95: poses[0].near_arm: a limb takes two or three numbers; given: 1"]
    );
}

#[test]
fn numbers_have_a_range() {
    assert_eq!(
        refused_limb("[10, 1e9]"),
        ["figures/mine.json:2:71: poses[0].near_arm: 1000000000 is out of range for an angle; allowed: -360 to 360"]
    );
    assert_eq!(
        refused_limb(r#"{"to": [0.3, 50], "bend": "left"}"#),
        ["figures/mine.json:2:95: poses[0].near_arm: 50 is out of range for a coordinate; allowed: -4 to 4"]
    );
    assert_eq!(
        refused_limb(r#"{"angles": [10, 20], "seen": [1, 2]}"#),
        ["figures/mine.json:2:98: poses[0].near_arm: 2 is out of range for a share; allowed: -1 to 1"]
    );
    assert_eq!(refused_more(r#""cycle_s": 0"#), ["figures/mine.json:3:38: cycle_s: out of range; allowed: 0.2 to 30"]);
    assert_eq!(
        refused_more(r#""shares": [1, -1]"#),
        ["figures/mine.json:3:37: shares: out of range; allowed: 0 to 100"]
    );
    assert_eq!(
        refused_more(r#""shares": [1]"#),
        ["figures/mine.json:3:37: shares: expected as many as there are poses in `path`: 2"]
    );
    assert_eq!(
        refused_more(r#""props": [{"kind": "mat", "x": [-1, 9]}]"#),
        ["figures/mine.json:3:58: props[0].x: out of range; allowed: -4 to 4"]
    );
}

#[test]
fn a_prop_says_where_it_stands() {
    assert_eq!(refused_more(r#""props": [{"kind": "mat"}]"#), ["figures/mine.json:3:37: props[0].x: `x` is missing"]);
    assert_eq!(
        refused_more(r#""props": [{"kind": "box", "x": [0, 1]}]"#),
        ["figures/mine.json:3:37: props[0].y: `y` is missing; only a mat does without"]
    );
    assert_eq!(
        refused_more(r#""held": [{"kind": "band", "by": []}]"#),
        ["figures/mine.json:3:59: held[0].by: expected one or two parts of the body"]
    );
}

/// A figure with a ball, in which the second pose says `more`.
fn refused_pose(more: &str) -> Vec<String> {
    let text = format!(
        r#"{{"id": "mine", "view": "side", "props": [{{"kind": "ball", "x": [0, 1], "y": [0, 1]}}], "path": ["low", "high"], "poses": [
 {{"name": "low", "spine": [90, 90, 90], "near_leg": [-90, -90], "far_leg": [-90, -90], "near_arm": [0, 0], "far_arm": [0, 0]}},
 {{"name": "high", "like": "low", {more}}}]}}"#
    );
    refused(UserFile { text: Ok(text), ..figure("mine", ARM, PATH) })
}

#[test]
fn a_pose_moves_props_that_are_there() {
    assert_eq!(
        refused_pose(r#""moved": [[0, 0], [1, 0]]"#),
        ["figures/mine.json:3:43: poses[1].moved: there are more places than props; places: 2, props: 1"]
    );
    assert_eq!(
        refused_pose(r#""moved": [[0, 5]]"#),
        ["figures/mine.json:3:43: poses[1].moved: out of range; allowed: -4 to 4"]
    );
}

#[test]
fn a_body_gives_way_only_so_far() {
    for (given, column, least, most) in [
        ("hips", 42, "-1", "1"),
        ("belly", 43, "0", "1"),
        ("shoulders", 47, "-0.15", "0.15"),
        ("breadth", 45, "-1", "1"),
    ] {
        let value = if given == "shoulders" { "[0, 2]" } else { "-2" };
        assert_eq!(
            refused_pose(&format!(r#""{given}": {value}"#)),
            [format!("figures/mine.json:3:{column}: poses[1].{given}: out of range; allowed: {least} to {most}")]
        );
    }
}

#[test]
fn what_is_gone_through_lies_on_the_path() {
    assert_eq!(
        refused_more(r#""through": ["hihg"]"#),
        ["figures/mine.json:3:38: through: there is no pose `hihg` in `path`; did you mean `high`? known: low, high"]
    );
}

#[test]
fn pass_and_fail_go_together() {
    assert_eq!(refused_more(r#""pass": "high""#), ["figures/mine.json:3:35: pass: `pass` and `fail` go together"]);
    assert_eq!(refused_more(r#""fail": "high""#), ["figures/mine.json:3:35: fail: `pass` and `fail` go together"]);
}

#[test]
fn another_way_to_fail_needs_a_first_one() {
    assert_eq!(refused_more(r#""also_fail": ["low"]"#), ["figures/mine.json:3:40: also_fail: this goes with `fail`"]);
    assert_eq!(
        refused_more(r#""pass": "high", "fail": "low", "also_fail": ["hihg"]"#),
        ["figures/mine.json:3:71: also_fail: there is no pose `hihg`; did you mean `high`? known: low, high"]
    );
}

#[test]
fn a_verdict_names_a_pose() {
    assert_eq!(
        refused_more(r#""pass": "high", "fail": "lo""#),
        ["figures/mine.json:3:51: fail: there is no pose `lo`; did you mean `low`? known: low, high"]
    );
}

#[test]
fn an_unknown_field_or_word_comes_with_the_nearest_one() {
    assert_eq!(
        refused_more(r#""captoin": "Up""#),
        [
            "figures/mine.json:3:38: captoin: unknown field; did you mean `caption`? known here: also_fail, caption, cycle_s, fail, from, held, id, near, pass, path, poses, props, shares, stretches, supports, through, view, working, works"
        ]
    );
    assert_eq!(
        refused_more(r#""works": ["near-thihg"]"#),
        [
            "figures/mine.json:3:48: works[0]: `near-thihg` is not a part of the body; did you mean `near-thigh`? allowed: head, neck, thorax, lumbar, pelvis, near-upper-arm, near-forearm, near-elbow, near-hand, far-upper-arm, far-forearm, far-elbow, far-hand, near-thigh, near-knee, near-shin, near-foot, far-thigh, far-knee, far-shin, far-foot"
        ]
    );
}

#[test]
fn only_a_pose_like_another_leaves_limbs_out() {
    let text = r#"{"id": "mine", "view": "top", "path": ["a"],
 "poses": [{"name": "a", "spine": [90, 90, 90], "near_leg": [0, 0], "far_leg": [0, 0], "near_arm": [0, 0]}]}"#;
    let file = UserFile { text: Ok(text.to_owned()), ..figure("mine", ARM, PATH) };
    assert_eq!(
        refused(file),
        [
            "figures/mine.json:2:12: poses[0].far_arm: `far_arm` is missing; only a pose that is `like` another may leave it out"
        ]
    );
}

#[test]
fn a_user_s_figure_replaces_the_built_in_one() {
    let catalog = Catalog::with_user_files(&[figure("bird-dog", ARM, &format!("{PATH}, \"caption\": \"Mine\""))]);
    assert!(catalog.problems().is_empty(), "{:?}", catalog.problems());
    let own = catalog.figure_of("bird-dog").unwrap();
    assert_eq!(own.caption.as_ref().map(ToString::to_string).as_deref(), Some("Mine"));
    assert_eq!(catalog.figure_ids().filter(|id| *id == "bird-dog").count(), 1);
    let built_in = Catalog::built_in().figure("bird-dog").unwrap();
    assert!(built_in.caption != own.caption && built_in.path.len() == own.path.len());
}

#[test]
fn a_broken_figure_leaves_the_built_in_one() {
    let catalog = Catalog::with_user_files(&[figure("bird-dog", "[1]", PATH)]);
    assert_eq!(catalog.problems().len(), 1);
    assert_eq!(catalog.figure("bird-dog"), Catalog::built_in().figure("bird-dog"));
}
