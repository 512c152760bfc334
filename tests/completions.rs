//! Completions as a user has them: in each shell, in a terminal, by the tab key.
#![cfg(test)] // So that clippy takes its helpers for tests, too.
#![cfg(unix)]

#[path = "common/home.rs"]
mod home;
#[path = "common/pty.rs"]
mod pty;

use home::Home;
use pty::{Start, Supple};
use serde_json::json;

/// A shell: its name, how it is begun without anybody's settings, and what makes it complete supple.
struct Shell {
    name: &'static str,
    begin: &'static str,
    setup: &'static str,
}

const BASH: Shell =
    Shell { name: "bash", begin: "bash --norc --noprofile -i", setup: "source <(supple completions bash)" };
const ZSH: Shell = Shell {
    name: "zsh",
    begin: "zsh -f -i",
    setup: "autoload -U compinit; compinit -u -D; source <(supple completions zsh)",
};
const FISH: Shell = Shell { name: "fish", begin: "fish --no-config -i", setup: "supple completions fish | source" };

/// What is typed, and some of what can stand there.
const CASES: [(&str, &[&str]); 9] = [
    ("supple --color ", &["auto", "always", "never"]),
    ("supple list ", &["routines", "exercises", "guides", "plans"]),
    ("supple list exercises --position s", &["standing", "seated", "supine"]),
    ("supple list exercises --for tight-", &["tight-glutes", "tight-hip-flexors"]),
    ("supple start mine-", &["mine-one", "mine-two"]),
    ("supple handout mine-", &["mine-one", "mine-two"]),
    ("supple log --routine mine-", &["mine-one", "mine-two"]),
    ("supple rate 3 --region ", &["low_back", "lower_leg"]),
    ("supple report --weeks ", &["12", "4", "6"]),
];

/// The shell with completions and a file that is none of them; `None` where it is not installed: said, and a failure
/// where all checks must be made (`CI=true`).
fn begin(shell: &Shell, home: &Home) -> Option<Supple> {
    let Shell { name, begin, setup } = shell;
    let found = std::process::Command::new(name).args(["-c", "true"]).status();
    if found.is_err() {
        assert!(std::env::var("CI").is_err(), "{name} is missing");
        eprintln!("skipped: {name} is not installed; `.ci/run` installs it");
        return None;
    }
    std::fs::write(home.path().join("a-file-of-mine"), "").unwrap();
    let script = format!(
        "PATH=\"$(/usr/bin/dirname \"$0\"):/usr/local/bin:/usr/bin:/bin\"; SUPPLE_HOME=$1; PS1='> '; \
         export PATH SUPPLE_HOME PS1; exec {begin}"
    );
    let mut started = Start::script(home.path(), &script).size(100, 40).spawn();
    // Each shell has a prompt of its own, and another one for root.
    started.expect_that("a prompt", |shown| shown.trim_end().ends_with(['>', '#', '$', '%']));
    started.keys(&format!("{setup}; echo re''ady\r"));
    started.expect("\nready");
    Some(started)
}

/// Each shell offers the values of options and the ids of one's own.
fn check(shell: &Shell) {
    let steps = json!([{"exercise": "bird-dog"}]);
    let home = Home::default().routine("mine-one", "One", &steps).routine("mine-two", "Two", &steps);
    let Some(mut terminal) = begin(shell, &home) else { return };
    for (typed, expected) in CASES {
        terminal.keys("clear\r");
        terminal.expect_that("an empty screen", |shown| shown.trim().lines().count() <= 1);
        // Twice: bash lists on the second.
        terminal.keys(&format!("{typed}\t\t"));
        terminal.expect_that(&format!("{}: {typed:?} completed by {expected:?}", shell.name), |shown| {
            let words: Vec<&str> = shown.split_whitespace().collect();
            expected.iter().all(|value| words.contains(value))
        });
        assert!(!terminal.contents().contains("a-file-of-mine"), "{}: {typed}", shell.name);
        // The line is left, and a list with it.
        terminal.keys("\u{3}\u{3}");
    }
    terminal.kill9();
}

#[test]
fn bash_offers_the_values_of_options_and_the_ids_of_ones_own() {
    check(&BASH);
}

#[test]
fn zsh_offers_the_values_of_options_and_the_ids_of_ones_own() {
    check(&ZSH);
}

#[test]
fn fish_offers_the_values_of_options_and_the_ids_of_ones_own() {
    check(&FISH);
}
