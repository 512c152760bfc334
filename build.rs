//! Lists the files of `content/` for the program to embed: one table a kind, sorted by id.
//! Embedding crates rebuild when a file changes but not when one is added; cargo watches folders.
//!
//! Of each exercise the few fields that its length depends on are written out as Rust values, and so is
//! of each routine what a list of routines needs: the home screen shows all routines and their lengths,
//! and reading JSON for that would take as long as half the rest of opening the program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::{Map, Value};

fn main() -> io::Result<()> {
    // Another folder of content: how the start-up benchmark builds a program with less of it.
    println!("cargo::rerun-if-env-changed=SUPPLE_CONTENT");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let content = env::var_os("SUPPLE_CONTENT").map_or_else(|| root.join("content"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", content.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let (mut code, mut arms) = (String::new(), String::new());
    for folder in folders(&content)? {
        let table = folder.to_uppercase();
        let _ = writeln!(arms, "        {folder:?} => {table},");
        let files = files(&content.join(folder))?;
        code.push_str(&table_of(&format!("{table}: &[(&str, &str)]"), &files, |path| {
            // Relative to the package: the list stays true when the checkout is moved or copied.
            Ok(match path.strip_prefix(&root) {
                Ok(inside) => format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))", slashed(inside)),
                Err(_) => format!("include_str!({path:?})"),
            })
        })?);
    }
    let _ =
        writeln!(code, "fn texts(folder: &str) -> Texts {{\n    match folder {{\n{arms}        _ => &[],\n    }}\n}}");
    let read = |path: &Path| fs::read_to_string(path).map(|text| fields(&text));
    let exercises = files(&content.join("exercises"))?;
    code.push_str(&table_of("TIMINGS: &[(&str, WrittenTiming)]", &exercises, |path| Ok(timing(&read(path)?)))?);
    let routines = files(&content.join("routines"))?;
    code.push_str(&table_of("OUTLINES: &[(&str, WrittenOutline)]", &routines, |path| Ok(outline(&read(path)?)))?);
    fs::write(out.join("content.rs"), code)
}

/// The names of the folders in `content/`, one a kind of file.
fn folders(content: &Path) -> io::Result<Vec<String>> {
    let all: Vec<_> = fs::read_dir(content)?.collect::<Result<_, _>>()?;
    let mut names: Vec<String> = all
        .iter()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
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
    let mut code = format!("static {table} = &[\n");
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

type Fields = Map<String, Value>;

/// Nothing of a file that cannot be read: the tests report it.
fn fields(text: &str) -> Fields {
    serde_json::from_str(text).unwrap_or_default()
}

/// What the length of an exercise depends on, as a Rust value.
fn timing(of: &Fields) -> String {
    let dose = of.get("dose").and_then(Value::as_object).map_or_else(|| dose(&Fields::new()), dose);
    let (prepare, switch) = (whole(of.get("prepare_s")), whole(of.get("switch_s")));
    format!(
        "WrittenTiming {{ name: {:?}, sides: words::Sides::{}, dose: &{dose}, prepare_s: {prepare}, switch_s: {switch}, \
         least: {} }}",
        text(of.get("name")),
        variant(of.get("sides")),
        least(of)
    )
}

/// The least of each measure that the doses of an exercise have, as a Rust value.
fn least(of: &Fields) -> String {
    let doses = of.get("doses").and_then(Value::as_array).into_iter().flatten().chain(of.get("dose"));
    let doses: Vec<&Fields> = doses.filter_map(Value::as_object).collect();
    let from = |amount: &Value| amount.get("from").unwrap_or(amount).as_f64();
    // Beside reps a hold is the hold in each of them.
    let is_measure = |dose: &Fields, name: &str| name != "hold_s" || !dose.contains_key("reps");
    let fields = ["hold_s", "reps", "breaths", "minutes"].map(|name| {
        let all = doses.iter().filter(|dose| is_measure(dose, name)).filter_map(|dose| dose.get(name).and_then(from));
        format!("{name}: {:?}", all.min_by(f64::total_cmp))
    });
    format!("Least {{ {} }}", fields.join(", "))
}

/// What a list of routines needs of one, as a Rust value.
fn outline(of: &Fields) -> String {
    let items = |name: &str| of.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let when = joined(items("when").iter().map(|word| format!("words::When::{}", variant(Some(word)))));
    let need = |need: &Value| match need {
        Value::Array(any_of) => joined(any_of.iter().map(|id| format!("{:?}", text(Some(id))))),
        one => format!("{:?}", text(Some(one))),
    };
    let equipment = joined(items("equipment").iter().map(|item| format!("&[{}]", need(item))));
    let steps = joined(items("steps").iter().filter_map(Value::as_object).map(step));
    let begin_rounds = whole(of.get("begin_rounds"));
    let amounts = ["rounds", "rest_between_s", "rest_between_rounds_s"]
        .map(|name| format!("{name}: {}", amount(of.get(name))))
        .join(", ");
    format!(
        "WrittenOutline {{ title: {:?}, when: &[{when}], equipment: &[{equipment}], begin_rounds: {begin_rounds}, \
         {amounts}, steps: &[{steps}] }}",
        text(of.get("title"))
    )
}

fn step(of: &Fields) -> String {
    let value = of.get("value").map_or_else(|| "Main".to_owned(), |value| variant(Some(value)));
    let before_run = of.get("before_run").and_then(Value::as_object);
    let before_run = before_run.map_or_else(|| "None".to_owned(), |occasion| format!("Some(&{})", dose(occasion)));
    format!(
        "WrittenStep {{ exercise: {:?}, dose: &{}, before_run: {before_run}, value: words::Value::{value} }}",
        text(of.get("exercise")),
        dose(of)
    )
}

/// The dose among the fields of a step or an exercise.
fn dose(of: &Fields) -> String {
    let given = |name: &&str| of.get(*name).is_some_and(|value| !value.is_null());
    let amounts = ["hold_s", "reps", "tempo_s", "breaths", "minutes", "sets", "rest_s"].into_iter().filter(given);
    let flags = ["paced", "or_exhale", "on_breath"].into_iter().filter(given);
    let words = [("sides", "Sides"), ("count", "Counting"), ("side_order", "SideOrder")].into_iter();
    let amounts = amounts.map(|name| format!("{name}: {}, ", amount(of.get(name))));
    let flags = flags.map(|name| format!("{name}: Some({}), ", of.get(name) == Some(&Value::Bool(true))));
    let words = words
        .filter(|(name, _)| given(name))
        .map(|(name, word)| format!("{name}: Some(words::{word}::{}), ", variant(of.get(name))));
    format!("DoseSpec {{ {}..DoseSpec::EMPTY }}", amounts.chain(flags).chain(words).collect::<String>())
}

/// An optional number, or a range and whose it is.
fn amount(given: Option<&Value>) -> String {
    let number = |value: Option<&Value>| value.and_then(Value::as_f64);
    let written = |from: f64, to: f64, start: f64, whose: &str| {
        format!("Some(Amount {{ from: {from:?}, to: {to:?}, start: {start:?}, whose: words::Whose::{whose} }})")
    };
    match given {
        Some(Value::Object(range)) => {
            let from = number(range.get("from")).unwrap_or_default();
            let (to, start) = (number(range.get("to")).unwrap_or(from), number(range.get("use")).unwrap_or(from));
            written(from, to, start, &variant(range.get("whose")))
        }
        given => number(given).map_or_else(|| "None".to_owned(), |value| written(value, value, value, "Ours")),
    }
}

fn whole(given: Option<&Value>) -> String {
    format!("{:?}", given.and_then(Value::as_u64))
}

fn text(given: Option<&Value>) -> &str {
    given.and_then(Value::as_str).unwrap_or_default()
}

/// A word of a file as the enum has it: `before-run` is `BeforeRun`.
fn variant(given: Option<&Value>) -> String {
    let capitalised =
        |part: &str| part.get(..1).map(str::to_uppercase).unwrap_or_default() + part.get(1..).unwrap_or("");
    text(given).split('-').map(capitalised).collect()
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}
