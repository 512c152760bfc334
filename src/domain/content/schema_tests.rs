//! The JSON Schemas in `assets/schema/` are generated from the types and held up to date here.
//! `UPDATE_SCHEMA=1 cargo test schema` writes them.

mod figure;

use std::path::Path;

use figure::FigureFile;

use super::exercise::Exercise;
use super::guide::Guide;
use super::plan::Plan;
use super::routine::Routine;

fn assert_up_to_date(name: &str, schema: &schemars::Schema) {
    let mut schema = schema.clone();
    // An editor adds the line itself, so it has to be allowed.
    if let Some(properties) = schema.get_mut("properties").and_then(serde_json::Value::as_object_mut) {
        properties.insert("$schema".to_owned(), serde_json::json!({"type": "string"}));
    }
    let generated = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schema").join(name);
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == generated, "assets/schema/{name} is not up to date: run UPDATE_SCHEMA=1 cargo test schema");
    let validator = jsonschema::validator_for(&serde_json::from_str(&kept).unwrap()).unwrap();
    assert_content_fits(name.trim_end_matches(".json"), &validator);
}

/// Schema and loader must agree at least on everything that ships.
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
