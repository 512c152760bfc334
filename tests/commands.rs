//! Every command that needs no screen, against a writer in memory: what it says to people and to
//! programs.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

#[path = "commands/check.rs"]
mod check;
#[path = "commands/guides_and_plans.rs"]
mod guides_and_plans;
#[path = "commands/list.rs"]
mod list;
#[path = "commands/log.rs"]
mod log;
#[path = "commands/naming.rs"]
mod naming;
#[path = "commands/rate.rs"]
mod rate;
#[path = "commands/report.rs"]
mod report;
#[path = "commands/search.rs"]
mod search;
#[path = "commands/shell.rs"]
mod shell;
#[path = "commands/show.rs"]
mod show;
#[path = "commands/stats.rs"]
mod stats;

#[path = "common/crowded.rs"]
mod crowded;

use clap::Parser;
use serde_json::Value;
use supple::cli::{Cli, Command};
use supple::commands::{self, Inputs, Outcome, Sheet};
use supple::domain::content::catalog::{Catalog, UserFile};
use supple::domain::content::link::ItemKind;
use supple::domain::journal::merged::Journal;
use supple::domain::journal::timestamp;
use supple::domain::time::{Instant, Now};
use supple::state::settings::Settings;

/// The output of a command and what it comes to.
struct Ran {
    out: String,
    outcome: Outcome,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }

    fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }
}

fn now() -> Now {
    Now { mono: Instant::from_millis(0), wall: timestamp::parse("2026-11-20T18:00:00+01:00").unwrap() }
}

/// The words of a command line; what stands between `"` is one.
fn words(line: &str) -> impl Iterator<Item = String> {
    let mut words = vec!["supple".to_owned()];
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words.into_iter()
}

fn parse(line: &str) -> Command {
    Cli::try_parse_from(words(line)).unwrap_or_else(|error| panic!("{error}")).command.unwrap()
}

/// On a terminal of so many columns, or in a pipe.
fn run_on(columns: Option<u16>, line: &str, catalog: &Catalog, journal: &Journal) -> Ran {
    let mut out = Vec::new();
    let outcome = match parse(line) {
        Command::List(args) => commands::list::run(catalog, &args, Sheet::new(&mut out, columns)),
        Command::Show(args) => commands::show::run(catalog, &args, Sheet::new(&mut out, columns)),
        Command::Search(args) => commands::search::run(catalog, &args, Sheet::new(&mut out, columns)),
        Command::Log(args) => commands::log::run(journal, catalog, &args, &now(), &mut out),
        Command::Stats(args) => match commands::stats::refusal(&args, &now()) {
            Some(refused) => Ok(refused),
            None => {
                let inputs = Inputs { journal, catalog, settings: &Settings::default() };
                commands::stats::run(inputs, &args, &now(), Sheet::new(&mut out, columns))
            }
        },
        Command::Status(args) => {
            let inputs = Inputs { journal, catalog, settings: &Settings::default() };
            commands::status::run(inputs, None, args.json, &now(), &mut out)
        }
        Command::Completions(args) => commands::man::completions(&args, &mut out),
        Command::Man => commands::man::run(&mut out),
        other => panic!("not here: {other:?}"),
    };
    Ran { out: String::from_utf8(out).unwrap(), outcome: outcome.unwrap() }
}

fn run_with(line: &str, catalog: &Catalog, journal: &Journal) -> Ran {
    run_on(None, line, catalog, journal)
}

/// On a terminal of so many columns.
fn in_columns(columns: u16, line: &str, catalog: &Catalog) -> Ran {
    run_on(Some(columns), line, catalog, &Journal::default())
}

fn run(line: &str, catalog: &Catalog) -> Ran {
    run_with(line, catalog, &Journal::default())
}

fn content(line: &str) -> Ran {
    run(line, &Catalog::built_in())
}

/// The help of a command.
fn help(name: &str) -> String {
    Cli::try_parse_from(["supple", name, "--help"]).unwrap_err().to_string()
}

/// A file of the user's.
fn item_file(kind: ItemKind, stem: &str, text: &str) -> UserFile {
    UserFile {
        kind: kind.into(),
        path: format!("{kind}s/{stem}.json"),
        stem: stem.to_owned(),
        text: Ok(text.to_owned()),
    }
}

fn routine_file(stem: &str, title: &str, steps: &str) -> UserFile {
    let text = format!(
        r#"{{"id": "{stem}", "title": "{title}", "summary": "Short.", "when": ["any-day"], "steps": [{steps}]}}"#
    );
    item_file(ItemKind::Routine, stem, &text)
}

fn with_files(files: &[UserFile]) -> Catalog {
    Catalog::with_user_files(files)
}

const PLANK: &str = r#"{"exercise": "plank", "hold_s": 20}"#;
