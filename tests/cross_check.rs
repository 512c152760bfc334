//! Another engine, told in SQL what the journal's format promises, gets the same numbers as `supple stats`.
//!
//! The queries in `tests/queries` read the lines themselves and apply changes and deletes by themselves; DuckDB runs
//! them. So do the tables of an export. Where `python3` has no package `duckdb` this says so and passes, except in continuous integration (`CI`).
#![cfg(test)] // So that clippy takes its helpers for tests, too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::{Value, json};
use tempfile::TempDir;

#[path = "common/made_journal.rs"]
mod made_journal;

use made_journal::{LAST_DAY, made_journal};

/// Lines of the journal.
const LINES: usize = 20_000;

/// Pairs of ratings, as the queries call them and as `--json` does.
const PAIRS: [&str; 3] = ["after", "next_morning", "overnight"];
const CONTRASTS: [&str; 3] = ["during", "after", "next_morning"];
const SPANS: [&str; 2] = ["later", "earlier"];

fn has_duckdb() -> bool {
    let asked = Command::new("python3").args(["-c", "import duckdb"]).output();
    let found = asked.is_ok_and(|output| output.status.success());
    let in_ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
    assert!(found || !in_ci, "continuous integration needs python3 with the package duckdb");
    found
}

fn queries() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries")
}

struct Made {
    home: TempDir,
    folder: PathBuf,
}

fn made(seed: u64) -> Made {
    let home = TempDir::new().unwrap();
    let paths = cargo_bin_cmd!("supple").arg("--home").arg(home.path()).args(["paths", "--json"]).output().unwrap();
    let paths: Value = serde_json::from_slice(&paths.stdout).unwrap();
    let folder = PathBuf::from(paths["journal"].as_str().unwrap());
    fs::create_dir_all(&folder).unwrap();
    for device in made_journal(seed, LINES) {
        fs::write(folder.join(device.file), device.text).unwrap();
    }
    Made { home, folder }
}

impl Made {
    fn stats(&self, since: &str, until: &str) -> Value {
        let mut command = cargo_bin_cmd!("supple");
        command.arg("--home").arg(self.home.path());
        let ran = command.args(["stats", "--json", "--since", since, "--until", until]).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        assert!(String::from_utf8_lossy(&ran.stderr).contains("the line is torn"), "unreadable lines are told");
        serde_json::from_slice(&ran.stdout).unwrap()
    }

    #[expect(clippy::disallowed_methods, reason = "the program that is held against it goes by the clock, too")]
    fn asked(&self, since: &str, until: &str) -> Value {
        let mut ran = Command::new("python3");
        ran.arg(queries().join("run.py")).arg(&self.folder).args([since, until]);
        let ran = ran.arg(chrono::Local::now().to_rfc3339()).output();
        let ran = ran.unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        serde_json::from_slice(&ran.stdout).unwrap()
    }
}

/// Numbers by name, so that what differs is told apart; `null` is one too.
type Numbers = BTreeMap<String, Value>;

/// A number as both sides write it.
fn number(value: &Value) -> Value {
    value.as_f64().map_or(Value::Null, |number| json!(number))
}

fn put(numbers: &mut Numbers, name: &str, value: &Value) {
    assert!(numbers.insert(name.to_owned(), number(value)).is_none(), "{name} twice");
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn by_supple(stats: &Value) -> Numbers {
    let mut numbers = Numbers::new();
    for week in rows(&stats["pain"]["weeks"]) {
        let monday = week["monday"].as_str().unwrap();
        for name in ["n", "median", "lowest", "highest"] {
            put(&mut numbers, &format!("week {monday} {name}"), &week[name]);
            let mornings = &week["mornings"];
            let none = if name == "n" { json!(0) } else { Value::Null };
            put(&mut numbers, &format!("week {monday} mornings {name}"), mornings.get(name).unwrap_or(&none));
        }
    }
    for span in SPANS {
        let (name, of) = (format!("course {span}"), &stats["course"][span]);
        ["n", "median", "lowest", "highest"]
            .iter()
            .for_each(|key| put(&mut numbers, &format!("{name} {key}"), &of[key]));
        let said = [("first day", &of["from"]), ("last day", &of["to"]), ("trend", &stats["course"]["trend"])];
        numbers.extend(said.map(|(key, value)| (format!("{name} {key}"), value.clone())));
    }
    for week in rows(&stats["doing"]["weeks"]).iter().filter(|week| week["sessions"] != json!(0)) {
        let monday = week["monday"].as_str().unwrap();
        ["sessions", "active_s"].iter().for_each(|key| put(&mut numbers, &format!("done {monday} {key}"), &week[key]));
    }
    let overall = std::iter::once(("all", &stats["paired"]));
    let routines = rows(&stats["paired"]["routines"]).iter().map(|row| (row["routine"].as_str().unwrap(), row));
    for (routine, row) in overall.chain(routines) {
        for pair in PAIRS {
            put(&mut numbers, &format!("{routine} {pair} n"), &row[pair]["n"]);
            put(&mut numbers, &format!("{routine} {pair} median"), &row[pair]["median"]);
        }
    }
    for row in rows(&stats["exercises"]) {
        let exercise = row["exercise"].as_str().unwrap();
        put(&mut numbers, &format!("{exercise} sessions"), &row["sessions"]);
        for pair in CONTRASTS {
            for side in ["with", "without"] {
                put(&mut numbers, &format!("{exercise} {pair} {side} n"), &row[pair][side]["n"]);
                put(&mut numbers, &format!("{exercise} {pair} {side} median"), &row[pair][side]["median"]);
            }
        }
    }
    numbers
}

fn by_sql(asked: &Value) -> Numbers {
    let mut numbers = Numbers::new();
    for week in rows(&asked["pain_weeks"]) {
        let monday = week["monday"].as_str().unwrap();
        for name in ["n", "median", "lowest", "highest"] {
            put(&mut numbers, &format!("week {monday} {name}"), &week[name]);
            put(&mut numbers, &format!("week {monday} mornings {name}"), &week[format!("mornings_{name}")]);
        }
    }
    for row in rows(&asked["course"]) {
        let name = format!("course {}", row["span"].as_str().unwrap());
        ["n", "median", "lowest", "highest"]
            .iter()
            .for_each(|key| put(&mut numbers, &format!("{name} {key}"), &row[key]));
        let said = [("first day", &row["first_day"]), ("last day", &row["last_day"]), ("trend", &row["trend"])];
        numbers.extend(said.map(|(key, value)| (format!("{name} {key}"), value.clone())));
    }
    for week in rows(&asked["doing_weeks"]) {
        let monday = week["monday"].as_str().unwrap();
        ["sessions", "active_s"].iter().for_each(|key| put(&mut numbers, &format!("done {monday} {key}"), &week[key]));
    }
    for row in rows(&asked["paired"]) {
        let (routine, pair) = (row["routine"].as_str().unwrap_or("all"), row["pair"].as_str().unwrap());
        put(&mut numbers, &format!("{routine} {pair} n"), &row["n"]);
        put(&mut numbers, &format!("{routine} {pair} median"), &row["median"]);
    }
    for row in rows(&asked["exercises"]) {
        let (exercise, pair) = (row["exercise"].as_str().unwrap(), row["pair"].as_str().unwrap());
        numbers.insert(format!("{exercise} sessions"), number(&row["sessions"]));
        for side in ["with", "without"] {
            put(&mut numbers, &format!("{exercise} {pair} {side} n"), &row[format!("{side}_n")]);
            put(&mut numbers, &format!("{exercise} {pair} {side} median"), &row[format!("{side}_median")]);
        }
    }
    numbers
}

fn compare(made: &Made, since: &str, until: &str) -> usize {
    let stats = made.stats(since, until);
    // Before that day has come, both end today; a span that is all to come has nothing to compare.
    if since > stats["to"].as_str().unwrap() {
        return 0;
    }
    let (ours, theirs) = (by_supple(&stats), by_sql(&made.asked(since, stats["to"].as_str().unwrap())));
    let done = |part: &Value| rows(part).iter().filter_map(|row| row["sessions"].as_u64()).sum::<u64>();
    assert_eq!(done(&stats["doing"]["weeks"]), done(&stats["doing"]["days"]), "weeks add up to the days");
    let names: std::collections::BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let differing = names.iter().filter(|name| ours.get(**name) != theirs.get(**name));
    let told = differing.map(|name| format!("{name}: {:?}, by SQL {:?}", ours.get(*name), theirs.get(*name)));
    let told: Vec<String> = told.collect();
    assert!(told.is_empty(), "{} of {} differ:\n{}", told.len(), names.len(), told.join("\n"));
    names.len()
}

#[test]
fn another_engine_gets_the_same_numbers() {
    if !has_duckdb() {
        println!("skipped: python3 has no package duckdb (python3 -m pip install duckdb)");
        return;
    }
    let made = made(1);
    let whole = compare(&made, "2000-01-01", LAST_DAY);
    assert!(whole > 1000, "{whole} numbers are too few to say much");
    // A part that begins and ends in the middle of a week, and one so short that most is silent.
    compare(&made, "2025-01-15", "2026-03-10");
    compare(&made, "2026-11-18", LAST_DAY);
    // Four weeks: the course is held against those before.
    compare(&made, "2026-10-21", "2026-11-18");
}

#[test]
fn the_tables_of_an_export_give_the_same_numbers() {
    if !has_duckdb() {
        println!("skipped: python3 has no package duckdb (python3 -m pip install duckdb)");
        return;
    }
    let made = made(2);
    let (stats, tables) = (made.stats("2000-01-01", LAST_DAY), made.home.path().join("tables"));
    let mut command = cargo_bin_cmd!("supple");
    command.arg("--home").arg(made.home.path()).args(["export", "--format", "csv", "-o"]).arg(&tables);
    assert!(command.output().unwrap().status.success());
    let asked = Command::new("python3").arg(queries().join("run_tables.py")).arg(&tables).arg(LAST_DAY).output();
    let asked = asked.unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let mut theirs: Numbers = serde_json::from_slice(&asked.stdout).unwrap();
    assert!(theirs.remove("sets").and_then(|sets| sets.as_f64()).is_some_and(|sets| sets > 10_000.0));
    let mut ours = Numbers::new();
    for day in rows(&stats["doing"]["days"]).iter().filter(|day| day["sessions"] != json!(0)) {
        for name in ["sessions", "active_s"] {
            put(&mut ours, &format!("{name} {}", day["day"].as_str().unwrap()), &day[name]);
        }
    }
    for week in rows(&stats["pain"]["weeks"]).iter().filter(|week| week["n"] != json!(0)) {
        for name in ["n", "median", "lowest", "highest"] {
            put(&mut ours, &format!("{name} {}", week["monday"].as_str().unwrap()), &week[name]);
        }
    }
    let theirs: Numbers = theirs.iter().map(|(name, value)| (name.clone(), number(value))).collect();
    assert!(ours.len() > 1000, "{} numbers are too few to say much", ours.len());
    assert_eq!(ours, theirs);
}

#[test]
fn the_made_journal_has_every_sort_of_line() {
    let devices = made_journal(1, LINES);
    let lines: Vec<&str> = devices.iter().flat_map(|device| device.text.lines()).collect();
    assert!(lines.len() >= LINES);
    let has = |part: &str| lines.iter().filter(|line| line.contains(part)).count();
    let sorts = [
        r#""score":0"#,
        r#""score":null"#,
        r#""score":12"#,
        r#""score":11"#,
        r#""kind":"amend""#,
        r#""kind":"delete""#,
        r#""kind":"mood""#,
        r#""v":2"#,
        "<<<<<<<",
        "-08:00",
        "+02:00",
        r#""mood":"#,
        r#""outcome":"swapped""#,
        r#""training_sore":true"#,
        r#""steps":[]"#,
    ];
    for sort in sorts {
        assert!(has(sort) >= 3, "{sort}: {}", has(sort));
    }
}
