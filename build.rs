//! Lists the files of `content/` for the program to embed: one table a kind, sorted by id.
//! Embedding crates rebuild when a file changes but not when one is added; cargo watches folders.
//!
//! Of each exercise the few fields that its length depends on stand in a table of their own, and so
//! does of each routine what a list of routines needs: the home screen shows all routines and their
//! lengths, and reading everything for that would take longer than all the rest of opening the
//! program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::{Map, Value};

const TABLES: [(&str, &str); 4] =
    [("EXERCISES", "exercises"), ("ROUTINES", "routines"), ("PLANS", "plans"), ("GUIDES", "guides")];

/// The fields that `domain/content/timing.rs` reads.
const TIMING: [&str; 5] = ["name", "sides", "dose", "prepare_s", "switch_s"];

/// The fields that `domain/content/outline.rs` reads, and those of a step beside its dose.
const OUTLINE: [&str; 9] =
    ["id", "title", "when", "equipment", "rounds", "begin_rounds", "rest_between_s", "rest_between_rounds_s", "steps"];
const STEP: [&str; 3] = ["exercise", "before_run", "value"];

fn main() -> io::Result<()> {
    // Another folder of content: how the start-up benchmark builds a program with less of it.
    println!("cargo::rerun-if-env-changed=SUPPLE_CONTENT");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let content = env::var_os("SUPPLE_CONTENT").map_or_else(|| root.join("content"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", content.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut code = String::new();
    for (table, folder) in TABLES {
        let files = files(&content.join(folder))?;
        code.push_str(&table_of(table, &files, |path| {
            // Relative to the package: the list stays true when the checkout is moved or copied.
            Ok(match path.strip_prefix(&root) {
                Ok(inside) => format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))", slashed(inside)),
                Err(_) => format!("include_str!({path:?})"),
            })
        })?);
    }
    let exercises = files(&content.join("exercises"))?;
    code.push_str(&table_of("TIMINGS", &exercises, |path| Ok(format!("{:?}", timing(&fs::read_to_string(path)?))))?);
    let routines = files(&content.join("routines"))?;
    code.push_str(&table_of("OUTLINES", &routines, |path| Ok(format!("{:?}", outline(&fs::read_to_string(path)?))))?);
    fs::write(out.join("content.rs"), code)
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|ext| ext == "json"));
    // By id, not by path: `-` sorts before the dot of `.json`, so `plank.json` would follow `plank-x.json`.
    files.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    Ok(files)
}

fn table_of(table: &str, files: &[PathBuf], value: impl Fn(&Path) -> io::Result<String>) -> io::Result<String> {
    let mut code = format!("static {table}: &[(&str, &str)] = &[\n");
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let _ = writeln!(code, "    ({stem:?}, {}),", value(file)?);
    }
    code.push_str("];\n");
    Ok(code)
}

/// A path below the package, as it follows the package's own.
fn slashed(inside: &Path) -> String {
    inside.iter().map(|part| format!("/{}", part.to_string_lossy())).collect()
}

/// What a length depends on; nothing of a file that cannot be read, which the tests report.
fn timing(text: &str) -> String {
    Value::Object(only(&TIMING, fields(text))).to_string()
}

/// What a list of routines needs of one, its doses apart from what else its steps say.
fn outline(text: &str) -> String {
    let mut kept = only(&OUTLINE, fields(text));
    let apart = |step: &mut Value| {
        let Some(step) = step.as_object_mut() else { return };
        let own = only(&STEP, step.clone());
        step.retain(|name, _| !STEP.contains(&name.as_str()) && !["note", "why"].contains(&name.as_str()));
        let dose = std::mem::replace(step, own);
        if let Some(occasion) = step.get_mut("before_run").and_then(Value::as_object_mut) {
            occasion.remove("why");
        }
        step.insert("dose".to_owned(), Value::Object(dose));
    };
    kept.get_mut("steps").and_then(Value::as_array_mut).into_iter().flatten().for_each(apart);
    Value::Object(kept).to_string()
}

fn fields(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

fn only(names: &[&str], fields: Map<String, Value>) -> Map<String, Value> {
    fields.into_iter().filter(|(name, _)| names.contains(&name.as_str())).collect()
}
