//! Generates the JSON Schemas in `assets/schema/` from the types, and tests that they are up to date.
//! `UPDATE_SCHEMA=1 cargo test schema` writes them.
#![expect(dead_code, reason = "of `FigureFile` only the schema is used")]

use std::path::Path;

use super::exercise::{Exercise, Id};
use super::guide::Guide;
use super::object_reader::REMARKS;
use super::plan::Plan;
use super::routine::Routine;
use crate::domain::figure::file::{From, LimbFile};
use crate::domain::figure::{BodyPart, Depth, View};
use crate::domain::figure::{HeldKind, PropKind};
use crate::domain::journal::entry::Side;
use crate::domain::text::Text;

/// Asserts that the schema of a kind of content file is up to date, and agrees with the loader.
fn assert_up_to_date(name: &str, schema: &schemars::Schema) {
    let mut schema = schema.clone();
    // An editor adds the line itself, so it has to be allowed.
    if let Some(properties) = schema.get_mut("properties").and_then(serde_json::Value::as_object_mut) {
        properties.insert("$schema".to_owned(), serde_json::json!({"type": "string"}));
        let remarks = serde_json::json!({
            "description": "Remarks of the author, which are not read.",
            "type": ["string", "array"],
            "items": {"type": "string"},
        });
        properties.insert(REMARKS.to_owned(), remarks);
    }
    assert_content_fits(name.trim_end_matches(".json"), &kept(name, &schema));
}

/// Returns the validator of the schema that is kept under `name`, after asserting that it is up to date.
pub(in crate::domain) fn kept(name: &str, schema: &schemars::Schema) -> jsonschema::Validator {
    let generated = serde_json::to_string_pretty(schema).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schema").join(name);
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == generated, "assets/schema/{name} is not up to date: run UPDATE_SCHEMA=1 cargo test schema");
    jsonschema::validator_for(&serde_json::from_str(&kept).unwrap()).unwrap()
}

/// Asserts that schema and loader agree on all built-in content.
fn assert_content_fits(kind: &str, validator: &jsonschema::Validator) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content").join(format!("{kind}s"));
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let value: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    }
}

#[test]
fn exercise_schema_is_up_to_date_and_fits_the_content() {
    assert_up_to_date("exercise.json", &schemars::schema_for!(Exercise));
}

#[test]
fn routine_schema_is_up_to_date_and_fits_the_content() {
    assert_up_to_date("routine.json", &schemars::schema_for!(Routine));
}

#[test]
fn plan_schema_is_up_to_date_and_fits_the_content() {
    assert_up_to_date("plan.json", &schemars::schema_for!(Plan));
}

#[test]
fn guide_schema_is_up_to_date_and_fits_the_content() {
    assert_up_to_date("guide.json", &schemars::schema_for!(Guide));
}

#[test]
fn figure_schema_is_up_to_date_and_fits_the_content() {
    assert_up_to_date("figure.json", &schemars::schema_for!(FigureFile));
}

// The form of a figure's file. It is read field by field into another form, with places resolved and poses filled up,
// so that the schema needs types of its own.

/// A drawn exercise: a person of fixed lengths, moved from pose to pose. Lengths are in body units (a standing person
/// is about 1.75 high), x forward, y up, the floor at 0; angles in degrees: 0 forward, 90 up.
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields)]
struct FigureFile {
    /// Unique among figures; the file's stem.
    id: Id,
    /// The direction it is seen from.
    view: View,
    /// The near side of the person; `right` where absent.
    near: Option<Side>,
    /// The limbs of the side that an exercise names; `near` where absent.
    working: Option<Depth>,
    /// The way to its first pose; from standing where absent.
    from: Option<From>,
    /// Things around the person.
    #[schemars(default)]
    props: Vec<PropFile>,
    /// Things held or worn.
    #[schemars(default)]
    held: Vec<HeldFile>,
    /// Body parts that carry weight on the floor or on a prop, in every pose of the path.
    #[schemars(default)]
    supports: Vec<BodyPart>,
    /// Body parts that work.
    #[schemars(default)]
    works: Vec<BodyPart>,
    /// Body parts that are lengthened.
    #[schemars(default)]
    stretches: Vec<BodyPart>,
    /// The positions, each under its name.
    #[schemars(length(min = 1))]
    poses: Vec<PoseFile>,
    /// Names of poses, from rest to the far end of the movement.
    #[schemars(length(min = 1))]
    path: Vec<Text>,
    /// The time that the way to each pose of the path takes, relative to the others.
    #[schemars(default, inner(range(min = 0, max = 100)))]
    shares: Vec<f64>,
    /// Poses of the path that are passed through without a stop.
    #[schemars(default)]
    through: Vec<Text>,
    /// Seconds for one round of the path, where the movement is circular.
    #[schemars(range(min = 0.2, max = 30))]
    cycle_s: Option<f64>,
    /// For a self-test: the pose of passing; with `fail`. Its name is printed below its picture.
    pass: Option<Text>,
    /// For a self-test: the pose of failing; with `pass`. Its name is printed below its picture.
    fail: Option<Text>,
    /// For a self-test that can fail in several ways: the other poses of failing.
    #[schemars(default)]
    also_fail: Vec<Text>,
    /// The movement, in a few words.
    caption: Option<Text>,
}

/// A thing around the person.
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PropFile {
    /// The kind of thing.
    kind: PropKind,
    /// Left and right end.
    #[schemars(inner(range(min = -4, max = 4)))]
    x: [f64; 2],
    /// Lower and upper end; only a mat needs none.
    #[schemars(inner(range(min = -4, max = 4)))]
    y: Option<[f64; 2]>,
}

/// A thing held or worn.
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields)]
struct HeldFile {
    /// The kind of thing.
    kind: HeldKind,
    /// The body parts that hold it, one or two.
    #[schemars(length(min = 1, max = 2))]
    by: Vec<BodyPart>,
}

/// One position; only one that is `like` another may omit spine and limbs.
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PoseFile {
    /// The name that the path uses.
    name: Text,
    /// An earlier pose that it equals, except for the fields given here.
    like: Option<Text>,
    /// Middle of the pelvis.
    #[schemars(inner(range(min = -4, max = 4)))]
    pelvis: Option<[f64; 2]>,
    /// Angles of lumbar, thorax, neck.
    #[schemars(inner(range(min = -360, max = 360)))]
    spine: Option<[f64; 3]>,
    /// The visible share of their length.
    #[schemars(inner(range(min = -1, max = 1)))]
    spine_seen: Option<[f64; 3]>,
    /// The visible share of the breadth of hips and shoulders, from the front or from above; below 0 from behind.
    #[schemars(range(min = -1, max = 1))]
    breadth: Option<f64>,
    /// The visible share of the breadth of the hips, where the trunk is twisted so that it differs from the shoulders.
    #[schemars(range(min = -1, max = 1))]
    hips: Option<f64>,
    /// The distance of the shoulders forward and up from where they hang.
    #[schemars(inner(range(min = -0.15, max = 0.15)))]
    shoulders: Option<[f64; 2]>,
    /// The degree to which the belly is filled with breath.
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
    /// One part and its place: the whole figure is moved so that the part is there.
    anchor: Option<AnchorFile>,
    /// The distance of each prop forward and up from its place, in order; those left out at the end have not moved.
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
