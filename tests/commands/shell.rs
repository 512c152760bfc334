//! Paths, completions, the manual page, help, and wrong use.

use clap::Parser;
use serde_json::{Value, json};
use supple::cli::Cli;
use supple::commands::Exit;
use supple::commands::doctor::{NamedPath, paths};
use supple::domain::content::catalog::Catalog;
use supple::domain::content::link::ItemKind;
use supple::domain::text::lines::columns;

use super::{content, words};

/// Every command of the shell.
const COMMANDS: [&str; 22] = [
    "start",
    "timer",
    "list",
    "show",
    "search",
    "rate",
    "log",
    "stats",
    "status",
    "check",
    "paths",
    "doctor",
    "completions",
    "handout",
    "report",
    "demo",
    "man",
    "new",
    "pack",
    "import",
    "export",
    "remind",
];

#[test]
fn wrong_use_says_what_is_right() {
    for (line, right) in [
        ("rate 11", "0 (no pain) to 10"),
        ("rate -1", "0 (no pain) to 10"),
        ("rate x", "0 (no pain) to 10"),
        ("rate 3.5", "0 (no pain) to 10"),
        ("rate 3 --region bakc", "allowed: mid_back, low_back"),
        ("rate 3 --moment during", "allowed: other, before, after, next_morning"),
        ("log --since lastweek", "a date like 2026-11-20, or 7d"),
        ("log --since 2026-02-30", "a date like 2026-11-20, or 7d"),
        ("rate 3 --word sharpp", "did you mean `sharp`?"),
        ("list poses", "routines, exercises, guides, plans"),
        ("list exercises --kind strech", "`strech` is not a kind; did you mean `stretch`? allowed: stretch, strength"),
        ("list exercises --position standin", "did you mean `standing`? allowed: standing, lunge"),
        ("list --when befor-run", "did you mean `before-run`? allowed: before-run"),
        ("list --minutes 0", "'--minutes <N>': expected minutes, 1 to 600"),
        ("list --minutes soon", "'--minutes <N>': expected minutes, 1 to 600"),
        ("list --minutes -3", "'--minutes <N>': expected minutes, 1 to 600"),
        ("start core --minutes 601", "'--minutes <N>': expected minutes, 1 to 600"),
        ("start core --rounds -1", "'--rounds <N>': expected rounds, 1 to 20"),
        ("list --when", "a value is required for '--when <OCCASION>'"),
        ("list --when run", "`run` is not an occasion; did you mean `before-run` or `after-run` or `during-run`?"),
        ("list --when breakfast", "`breakfast` is not an occasion; allowed: before-run, after-run"),
        ("list exercises --position lying", "did you mean `supine` or `prone` or `side-lying`?"),
        ("list exercises --position siting", "did you mean `seated`?"),
        ("report --weeks 3", "expected weeks: 2, 4, 6 or 12"),
        ("report --without pain", "possible values: summary, course"),
        ("demo --weeks 0", "expected weeks, 1 to 520"),
        ("demo --weeks 521", "expected weeks, 1 to 520"),
        ("demo --seed -1", "expected a whole number, 0 or more"),
        ("show plank --type pose", "allowed: routine, exercise, guide, plan"),
    ] {
        let error = Cli::try_parse_from(["supple"].into_iter().chain(line.split(' '))).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{line}");
        assert!(error.to_string().contains(right), "{line}: {error}");
    }
}

#[test]
fn places_are_lines_or_an_object() {
    let places = [
        NamedPath { name: "config", what: "config".to_owned(), path: Some("/c".to_owned()), exists: false },
        NamedPath { name: "journal_file", what: "this device".to_owned(), path: None, exists: true },
    ];
    let mut out = Vec::new();
    paths(&places, false, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text, "config          /c  (not created yet)\nthis device     created with the first entry\n");
    let mut out = Vec::new();
    paths(&places, true, &mut out).unwrap();
    let value: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value, json!({"config": "/c", "journal_file": null}));
}

#[test]
fn shells_and_man_get_every_command() {
    let names = COMMANDS;
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        // What each offers is tested in the shells themselves.
        let made = content(&format!("completions {shell}")).out;
        assert!(made.contains("SUPPLE_COMPLETE") && made.contains("supple"), "{shell}: {made}");
    }
    let page = content("man").out;
    assert!(names.iter().all(|name| page.contains(&format!(".SS \"supple {name}\""))), "{page}");
    assert!(
        page.contains("supple list exercises")
            && page.contains("supple search hip flexor")
            && page.contains("Not a medical device"),
        "{page}"
    );
    // The examples of each, and those of all.
    let blocks = names.len() + 1;
    assert_eq!((page.matches("\n.nf\n").count(), page.matches("\n.fi\n").count()), (blocks, blocks));
}

#[test]
fn the_help_tells_the_exit_codes() {
    let help = Cli::try_parse_from(["supple", "--help"]).unwrap_err().to_string();
    let exits = help.split("Exit codes:\n").nth(1).unwrap();
    for (exit, what) in [(Exit::Done, "success"), (Exit::Failed, "failure"), (Exit::Misused, "usage error")] {
        assert!(exits.contains(&format!("  {}  {what}", exit.code())), "{help}");
    }
    assert!(content("man").out.contains("usage error"));
}

#[test]
fn every_help_has_examples() {
    for name in COMMANDS {
        let help = Cli::try_parse_from(["supple", name, "--help"]).unwrap_err().to_string();
        assert!(help.contains("Examples:\n  "), "{help}");
        assert!(help.lines().all(|line| columns(line) <= 100), "{help}");
    }
}

#[test]
fn the_readme_counts_what_is_built_in() {
    let catalog = Catalog::built_in();
    let count = |kind| catalog.ids(kind).count();
    let counted = format!(
        "{} routines, {} exercises, {} guides to read and {} plans are built in",
        count(ItemKind::Routine),
        count(ItemKind::Exercise),
        count(ItemKind::Guide),
        count(ItemKind::Plan),
    );
    assert!(include_str!("../../README.md").contains(&counted), "{counted}");
}

#[test]
fn every_documented_command_is_one() {
    let page = include_str!("../../docs/commands.md");
    let block = page.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let commands: Vec<&str> = block.lines().filter_map(|line| line.split("  ").next()).collect();
    assert!(commands.len() > 10, "{block}");
    for line in commands.iter().flat_map(|line| line.split(", ")) {
        let line = line.replace(" [FILE…]", "");
        let parsed = Cli::try_parse_from(words(line.strip_prefix("supple").unwrap()));
        assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
    }
}
