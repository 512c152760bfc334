//! The form of a figure's file. It is read field by field into another form, with places resolved and
//! poses filled up, so that the schema needs types of its own.
#![expect(dead_code, reason = "only their schema is of use")]

use crate::domain::content::exercise::Id;
use crate::domain::figure::file::{From, LimbFile};
use crate::domain::figure::{BodyPart, Depth, HeldKind, PropKind, View};
use crate::domain::record::entry::Side;
use crate::domain::text::Text;

/// A drawn exercise: a person of fixed lengths, moved from pose to pose. Lengths are in body units (who
/// stands is about 1.75 high), x forward, y up, the floor at 0; angles in degrees: 0 forward, 90 up.
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct FigureFile {
    /// Unique among figures; the file's stem.
    id: Id,
    /// From where it is seen.
    view: View,
    /// Which of the person's sides is near; `right` where it is absent.
    near: Option<Side>,
    /// The limbs of the side that an exercise names; `near` where it is absent.
    working: Option<Depth>,
    /// How it comes to its first pose; from standing where it is absent.
    from: Option<From>,
    /// What stands around.
    #[schemars(default)]
    props: Vec<PropFile>,
    /// What is held or worn.
    #[schemars(default)]
    held: Vec<HeldFile>,
    /// What carries weight on the floor or on a prop, in every pose of the path.
    #[schemars(default)]
    supports: Vec<BodyPart>,
    /// What works.
    #[schemars(default)]
    works: Vec<BodyPart>,
    /// What is lengthened.
    #[schemars(default)]
    stretches: Vec<BodyPart>,
    /// The positions, each under its name.
    #[schemars(length(min = 1))]
    poses: Vec<PoseFile>,
    /// Names of poses, from rest to the far end of the movement.
    #[schemars(length(min = 1))]
    path: Vec<Text>,
    /// How much of the time the way to each pose of the path takes, compared with the others.
    #[schemars(default, inner(range(min = 0, max = 100)))]
    shares: Vec<f64>,
    /// Poses of the path that are gone through on the way, without a stop.
    #[schemars(default)]
    through: Vec<Text>,
    /// Seconds for once round the path, where the movement goes round and round.
    #[schemars(range(min = 0.2, max = 30))]
    cycle_s: Option<f64>,
    /// For a self-test: the pose of passing; with `fail`.
    pass: Option<Text>,
    /// For a self-test: the pose of failing; with `pass`.
    fail: Option<Text>,
    /// What moves, in a few words.
    caption: Option<Text>,
}

/// Something that stands there.
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PropFile {
    /// What.
    kind: PropKind,
    /// From where to where.
    #[schemars(inner(range(min = -4, max = 4)))]
    x: [f64; 2],
    /// From which height to which; only a mat does without.
    #[schemars(inner(range(min = -4, max = 4)))]
    y: Option<[f64; 2]>,
}

/// Something held or worn.
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields)]
struct HeldFile {
    /// What.
    kind: HeldKind,
    /// By which parts, one or two.
    #[schemars(length(min = 1, max = 2))]
    by: Vec<BodyPart>,
}

/// One position; only one that is `like` another may leave out spine and limbs.
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PoseFile {
    /// What the path calls it.
    name: Text,
    /// The pose above this one that it is like, but for what it says itself.
    like: Option<Text>,
    /// Middle of the pelvis.
    #[schemars(inner(range(min = -4, max = 4)))]
    pelvis: Option<[f64; 2]>,
    /// Angles of lumbar, thorax, neck.
    #[schemars(inner(range(min = -360, max = 360)))]
    spine: Option<[f64; 3]>,
    /// How much of their length is seen.
    #[schemars(inner(range(min = -1, max = 1)))]
    spine_seen: Option<[f64; 3]>,
    /// How much of the breadth of hips and shoulders is seen, from the front or from above; below 0 from
    /// behind.
    #[schemars(range(min = -1, max = 1))]
    breadth: Option<f64>,
    /// How much of the breadth of the hips is seen, where the trunk is twisted and it is not that of the
    /// shoulders.
    #[schemars(range(min = -1, max = 1))]
    hips: Option<f64>,
    /// How far the shoulders are rolled forward and drawn up, from where they hang.
    #[schemars(inner(range(min = -0.15, max = 0.15)))]
    shoulders: Option<[f64; 2]>,
    /// How far the belly is filled with breath.
    #[schemars(range(min = 0, max = 1))]
    belly: Option<f64>,
    /// Thigh, shin, foot.
    near_leg: Option<LimbFile>,
    /// Thigh, shin, foot.
    far_leg: Option<LimbFile>,
    /// Upper arm, forearm, hand.
    near_arm: Option<LimbFile>,
    /// Upper arm, forearm, hand.
    far_arm: Option<LimbFile>,
    /// One part and its place: the whole figure is moved so that it is there.
    anchor: Option<AnchorFile>,
    /// How far each of the props has moved from its place, forward and up, in their order; those left out
    /// at the end stand where they stand.
    #[schemars(default, inner(inner(range(min = -4, max = 4))))]
    moved: Vec<[f64; 2]>,
}

/// One part and its place.
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields, extend("minProperties" = 1, "maxProperties" = 1))]
struct AnchorFile {
    near_ankle: Option<[f64; 2]>,
    far_ankle: Option<[f64; 2]>,
    near_toes: Option<[f64; 2]>,
    far_toes: Option<[f64; 2]>,
    near_knee: Option<[f64; 2]>,
    far_knee: Option<[f64; 2]>,
    near_wrist: Option<[f64; 2]>,
    far_wrist: Option<[f64; 2]>,
    near_elbow: Option<[f64; 2]>,
    far_elbow: Option<[f64; 2]>,
}
