//! Reads a figure from its content file.

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use super::pose::{Anchor, AnchorPart, Bend, Limb, Pose};
use super::scene::Bounds;
use super::{BodyPart, Depth, Figure, Held, HeldKind, PathStep, Point, Prop, PropKind, VerdictPoses, View};
use crate::domain::content::object_reader::{Fields, read};
use crate::domain::content::problem::{Problem, nearest};
use crate::domain::content::words::words;
use crate::domain::journal::entry::Side;
use crate::domain::text::Text;

words! {
    /// The beginning of a figure's movement to its first pose.
    From, "beginning":
    /// From standing.
    Standing = "standing",
    /// No approach: from above there is no standing.
    Nothing = "nothing",
}

/// The largest absolute coordinate, in body units.
const FARTHEST: f64 = 4.0;

/// The largest absolute angle, in degrees: a full turn.
const TURN: f64 = 360.0;

/// The farthest that shoulders may be drawn up or rolled forward, in body units.
const FARTHEST_SHOULDERS: f64 = 0.15;

/// The largest share of the time for the movement to a pose, where the others take 1.
const MOST_SHARE: f64 = 100.0;

/// A limb as a file has it: `[thigh, shin, foot]`, or by where its end is.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(untagged, deny_unknown_fields))]
pub enum LimbFile {
    /// Two or three angles; the third is that of the second where it is absent.
    Angles(#[cfg_attr(test, schemars(length(min = 2, max = 3), inner(range(min = -360, max = 360))))] Vec<f64>),
    /// Angles of parts seen shortened.
    Seen {
        /// Two or three angles.
        #[cfg_attr(test, schemars(length(min = 2, max = 3), inner(range(min = -360, max = 360))))]
        angles: Vec<f64>,
        /// The share of each length that is seen: 1 all of it, 0 nothing, below 0 the other way round.
        #[cfg_attr(test, schemars(length(min = 2, max = 3), inner(range(min = -1, max = 1))))]
        seen: Vec<f64>,
    },
    /// The position of ankle or wrist.
    Reach {
        /// The position.
        #[cfg_attr(test, schemars(inner(range(min = -4, max = 4))))]
        to: [f64; 2],
        /// The side to which knee or elbow points, looking from the trunk to the end: `left` or `right`.
        bend: Side,
        /// Angle of foot or hand.
        #[cfg_attr(test, schemars(default, range(min = -360, max = 360)))]
        tip: f64,
    },
}

impl<'de> Deserialize<'de> for LimbFile {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct LimbVisitor;

        impl<'de> Visitor<'de> for LimbVisitor {
            type Value = LimbFile;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("angles like [-88, 180, 180], or {\"to\": [0.3, 0.05], \"bend\": \"left\", \"tip\": 0}")
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<LimbFile, A::Error> {
                let mut angles = Vec::new();
                while let Some(angle) = list.next_element()? {
                    angles.push(angle);
                }
                checked("an angle", &angles, TURN)?;
                Ok(LimbFile::Angles(angles))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<LimbFile, A::Error> {
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Given {
                    to: Option<[f64; 2]>,
                    bend: Option<Side>,
                    tip: Option<f64>,
                    angles: Option<Vec<f64>>,
                    seen: Option<Vec<f64>>,
                }
                let given = Given::deserialize(de::value::MapAccessDeserializer::new(map))?;
                match given {
                    Given { to: Some(to), bend: Some(bend), tip, angles: None, seen: None } => {
                        let tip = tip.unwrap_or(0.0);
                        within("a coordinate", &to, FARTHEST)?;
                        within("an angle", &[tip], TURN)?;
                        Ok(LimbFile::Reach { to, bend, tip })
                    }
                    Given { to: None, bend: None, tip: None, angles: Some(angles), seen: Some(seen) } => {
                        checked("an angle", &angles, TURN)?;
                        checked("a share", &seen, 1.0)?;
                        Ok(LimbFile::Seen { angles, seen })
                    }
                    _ => Err(de::Error::custom("expected `to` and `bend`, or `angles` and `seen`")),
                }
            }
        }
        from.deserialize_any(LimbVisitor)
    }
}

/// Checks two or three numbers for the parts of a limb.
fn checked<E: de::Error>(what: &str, numbers: &[f64], most: f64) -> Result<(), E> {
    match numbers.len() {
        2 | 3 => within(what, numbers, most),
        n => Err(E::custom(format_args!("a limb takes two or three numbers; given: {n}"))),
    }
}

fn within<E: de::Error>(what: &str, numbers: &[f64], most: f64) -> Result<(), E> {
    match numbers.iter().find(|number| number.abs() > most) {
        Some(number) => Err(E::custom(format_args!("{number} is out of range for {what}; allowed: -{most} to {most}"))),
        None => Ok(()),
    }
}

/// Returns the numbers for the three parts of a limb; the last repeats the second if it is not given.
fn three(numbers: &[f64], usual: f64) -> [f64; 3] {
    match *numbers {
        [a, b, c, ..] => [a, b, c],
        [a, b] => [a, b, b],
        [a] => [a, usual, usual],
        [] => [usual; 3],
    }
}

impl LimbFile {
    fn limb(&self) -> Limb {
        match self {
            Self::Angles(angles) => Limb::Angles { angles: three(angles, 0.0), shares: [1.0; 3] },
            Self::Seen { angles, seen } => Limb::Angles { angles: three(angles, 0.0), shares: three(seen, 1.0) },
            Self::Reach { to: [x, y], bend, tip } => {
                let bend = if *bend == Side::Left { Bend::Left } else { Bend::Right };
                Limb::Reach { to: Point::new(*x, *y), bend, tip: *tip }
            }
        }
    }
}

impl Figure {
    /// Reads a figure from the text of `file`, and returns it with the problems found; with an error among them there
    /// is no figure.
    pub fn read(file: &str, text: &str) -> (Option<Self>, Vec<Problem>) {
        read(file, text, Self::from_fields)
    }

    fn from_fields(f: &mut Fields<'_, '_>) -> Option<Self> {
        // All fields are asked for before the first `?`: each may have something to report.
        let (id, view) = (f.required("id"), f.required("view"));
        let near = f.optional("near").unwrap_or(Side::Right);
        let working = f.optional("working").unwrap_or(Depth::Near);
        let props = f.objects("props", read_prop);
        let held = f.objects("held", read_held);
        let (supports, works) = (f.list("supports"), f.list::<BodyPart>("works"));
        let stretches = f.list("stretches");
        let mut poses: Vec<(Text, Pose)> = Vec::new();
        f.objects("poses", |f| {
            let pose = read_pose(f, &poses, props.len());
            poses.extend(pose);
            Some(())
        });
        if poses.is_empty() {
            f.problem("poses", "there is no pose; expected at least one");
        }
        let path = read_path(f, &poses);
        let cycle_s = f.optional::<f64>("cycle_s");
        if cycle_s.is_some_and(|seconds| !(0.2..=30.0).contains(&seconds)) {
            f.problem("cycle_s", "out of range; allowed: 0.2 to 30");
        }
        let verdicts = read_verdicts(f, &poses);
        let from = f.optional("from").unwrap_or(From::Standing);
        let caption = f.optional("caption");
        let view: View = view?;
        let standing = standing(from, view, &poses, &path);
        let figure = Self {
            id: id?,
            view,
            near,
            working,
            props,
            held,
            supports,
            works,
            stretches,
            poses,
            path,
            cycle_s,
            verdicts,
            standing,
            caption,
            bounds: Bounds::NONE,
        };
        Some(Self { bounds: figure.measured(), ..figure })
    }
}

/// Reads the poses of passing and failing.
fn read_verdicts(f: &mut Fields<'_, '_>, poses: &[(Text, Pose)]) -> Option<VerdictPoses> {
    let (pass, fail) = (pose_at(f, "pass", poses), pose_at(f, "fail", poses));
    let mut fails: Vec<usize> = fail.into_iter().collect();
    let more: Vec<Text> = f.list("also_fail");
    for name in &more {
        match place_of_pose(name, poses) {
            Some(at) => fails.push(at),
            None => f.problem("also_fail", unknown_pose(name, "", poses)),
        }
    }
    if f.has("pass") != f.has("fail") {
        let given = if f.has("pass") { "pass" } else { "fail" };
        f.problem(given, "`pass` and `fail` go together");
    }
    if f.has("also_fail") && !f.has("fail") {
        f.problem("also_fail", "this goes with `fail`");
    }
    Some(VerdictPoses { pass: pass?, fails }).filter(|verdicts| !verdicts.fails.is_empty())
}

/// Returns the standing pose beside the props, which nobody has touched yet: they wait where the path begins.
fn standing(from: From, view: View, poses: &[(Text, Pose)], path: &[PathStep]) -> Option<Pose> {
    let x = poses.first().map_or(0.0, |(_, pose)| pose.pelvis.x);
    let start = path.first().and_then(|step| poses.get(step.pose));
    let moved = start.map(|(_, pose)| pose.moved.clone()).unwrap_or_default();
    match (from, view) {
        (From::Nothing, _) | (_, View::Top) => None,
        (From::Standing, View::SideOn) => Some(Pose { moved, ..Pose::standing(x) }),
        (From::Standing, View::Front) => Some(Pose { moved, ..Pose::standing_in_front(x) }),
    }
}

fn read_prop(f: &mut Fields<'_, '_>) -> Option<Prop> {
    let kind: Option<PropKind> = f.required("kind");
    let (x, y) = (pair(f, "x"), pair(f, "y"));
    if !f.has("x") {
        f.problem("x", "`x` is missing");
    }
    if !f.has("y") && kind.is_some_and(|kind| kind != PropKind::Mat) {
        f.problem("y", "`y` is missing; only a mat does without");
    }
    let (kind, [x0, x1]) = (kind?, x?);
    let [y0, y1] = y.unwrap_or([0.0, 0.0]);
    Some(Prop { kind, from: Point::new(x0, y0), to: Point::new(x1, y1) })
}

fn read_held(f: &mut Fields<'_, '_>) -> Option<Held> {
    let kind: Option<HeldKind> = f.required("kind");
    let by: Vec<BodyPart> = f.list("by");
    if by.is_empty() || by.len() > 2 {
        f.problem("by", "expected one or two parts of the body");
    }
    Some(Held { kind: kind?, by })
}

fn read_pose(f: &mut Fields<'_, '_>, before: &[(Text, Pose)], props: usize) -> Option<(Text, Pose)> {
    let name: Option<Text> = f.required("name");
    let base = pose_at(f, "like", before).and_then(|at| before.get(at)).map(|(_, pose)| pose.clone());
    let has_base = base.is_some();
    let mut pose = base.unwrap_or_else(|| Pose::standing(0.0));
    for needed in ["spine", "near_leg", "far_leg", "near_arm", "far_arm"] {
        if !has_base && !f.has(needed) {
            f.problem(needed, format!("`{needed}` is missing; only a pose that is `like` another may leave it out"));
        }
    }
    if let Some([x, y]) = pair(f, "pelvis") {
        pose.pelvis = Point::new(x, y);
    }
    pose.spine = numbers(f, "spine", TURN).unwrap_or(pose.spine);
    pose.spine_shares = numbers(f, "spine_seen", 1.0).unwrap_or(pose.spine_shares);
    pose.breadth = within_one(f, "breadth", -1.0).unwrap_or(pose.breadth);
    pose.hips = within_one(f, "hips", -1.0).or(pose.hips);
    pose.belly = within_one(f, "belly", 0.0).unwrap_or(pose.belly);
    pose.shoulders = numbers(f, "shoulders", FARTHEST_SHOULDERS).unwrap_or(pose.shoulders);
    let [near_leg, far_leg] = &mut pose.legs;
    read_limb(f, "near_leg", near_leg);
    read_limb(f, "far_leg", far_leg);
    let [near_arm, far_arm] = &mut pose.arms;
    read_limb(f, "near_arm", near_arm);
    read_limb(f, "far_arm", far_arm);
    if f.has("pelvis") {
        pose.anchor = None;
    }
    if let Some(anchor) = f.object("anchor", read_anchor) {
        pose.anchor = anchor;
    }
    let moved = read_moved(f, props);
    if f.has("moved") {
        pose.moved = moved;
    }
    Some((name?, pose))
}

fn read_limb(f: &mut Fields<'_, '_>, name: &'static str, limb: &mut Limb) {
    if let Some(given) = f.optional::<LimbFile>(name) {
        *limb = given.limb();
    }
}

/// Reads the displacement of each prop, in the order of the props.
fn read_moved(f: &mut Fields<'_, '_>, props: usize) -> Vec<Point> {
    let given: Vec<[f64; 2]> = f.list("moved");
    if given.len() > props {
        f.problem("moved", format!("there are more places than props; places: {}, props: {props}", given.len()));
    }
    if given.iter().flatten().any(|value| value.abs() > FARTHEST) {
        f.problem("moved", format!("out of range; allowed: -{FARTHEST} to {FARTHEST}"));
    }
    given.into_iter().map(|[x, y]| Point::new(x, y)).collect()
}

fn read_anchor(f: &mut Fields<'_, '_>) -> Option<Anchor> {
    const PARTS: [(&str, AnchorPart); 10] = [
        ("near_ankle", AnchorPart::Ankle(0)),
        ("far_ankle", AnchorPart::Ankle(1)),
        ("near_toes", AnchorPart::Toes(0)),
        ("far_toes", AnchorPart::Toes(1)),
        ("near_knee", AnchorPart::Knee(0)),
        ("far_knee", AnchorPart::Knee(1)),
        ("near_wrist", AnchorPart::Wrist(0)),
        ("far_wrist", AnchorPart::Wrist(1)),
        ("near_elbow", AnchorPart::Elbow(0)),
        ("far_elbow", AnchorPart::Elbow(1)),
    ];
    let mut given = PARTS.into_iter().filter_map(|(name, part)| Some((part, pair(f, name)?))).collect::<Vec<_>>();
    if given.len() != 1 {
        f.problem("", "expected one part and its place, like {\"near_ankle\": [0, 0.05]}");
    }
    given.pop().map(|(part, [x, y])| Anchor { part, at: Point::new(x, y) })
}

/// Reads the poses of the path by name, each with its share of the time.
fn read_path(f: &mut Fields<'_, '_>, poses: &[(Text, Pose)]) -> Vec<PathStep> {
    let names: Vec<Text> = f.list("path");
    let shares: Vec<f64> = f.list("shares");
    if !shares.is_empty() && shares.len() != names.len() {
        f.problem("shares", format!("expected as many as there are poses in `path`: {}", names.len()));
    }
    if shares.iter().any(|share| !(0.0..=MOST_SHARE).contains(share)) {
        f.problem("shares", format!("out of range; allowed: 0 to {MOST_SHARE}"));
    }
    if names.is_empty() {
        f.problem("path", "expected the names of one or more poses, in order");
    }
    let through: Vec<Text> = f.list("through");
    if let Some(name) = through.iter().find(|name| !names.contains(name)) {
        f.problem("through", unknown_pose(name, " in `path`", poses));
    }
    let mut path = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let share = shares.get(at).copied().unwrap_or(1.0);
        match place_of_pose(name, poses) {
            Some(pose) => path.push(PathStep { pose, share, through: through.contains(name) }),
            None => f.problem("path", unknown_pose(name, "", poses)),
        }
    }
    path
}

fn pose_at(f: &mut Fields<'_, '_>, field: &'static str, poses: &[(Text, Pose)]) -> Option<usize> {
    let name: Text = f.optional(field)?;
    let found = place_of_pose(&name, poses);
    if found.is_none() {
        let place = if field == "like" { " before this" } else { "" };
        f.problem(field, unknown_pose(&name, place, poses));
    }
    found
}

fn place_of_pose(name: &Text, poses: &[(Text, Pose)]) -> Option<usize> {
    poses.iter().position(|(other, _)| other == name)
}

fn unknown_pose(name: &Text, place: &str, poses: &[(Text, Pose)]) -> String {
    let all: Vec<&str> = poses.iter().map(|(name, _)| name.as_str()).collect();
    let hint =
        nearest(name.as_str(), all.iter().copied()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    format!("there is no pose `{name}`{place}; {hint}known: {}", all.join(", "))
}

fn pair(f: &mut Fields<'_, '_>, name: &'static str) -> Option<[f64; 2]> {
    numbers(f, name, FARTHEST)
}

/// Reads a number from `least` to 1, and reports one outside.
fn within_one(f: &mut Fields<'_, '_>, name: &'static str, least: f64) -> Option<f64> {
    let given: f64 = f.optional(name)?;
    if !(least..=1.0).contains(&given) {
        f.problem(name, format!("out of range; allowed: {least} to 1"));
        return None;
    }
    Some(given)
}

/// Reads `N` numbers from `-most` to `most`, and reports one outside.
fn numbers<'t, const N: usize>(f: &mut Fields<'_, 't>, name: &'static str, most: f64) -> Option<[f64; N]>
where
    [f64; N]: Deserialize<'t>,
{
    let given: [f64; N] = f.optional(name)?;
    if given.iter().any(|value| value.abs() > most) {
        f.problem(name, format!("out of range; allowed: -{most} to {most}"));
        return None;
    }
    Some(given)
}
