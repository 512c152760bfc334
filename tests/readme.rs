//! The read-me runs: every command in its blocks of code, word for word, in an empty folder with a home of its own,
//! twice; and what it shows of files is right.
#![cfg(test)] // So that clippy takes its helpers for tests, too.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

#[path = "common/pty.rs"]
mod pty;

use pty::{Start, Supple};

const README: &str = include_str!("../README.md");

/// Commands that no test can run, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("cargo run --release", "builds supple again, in the folder that it comes in"),
    ("cargo test --locked", "would run this test in itself; `.ci/run` takes it from the read-me"),
];

/// Blocks of text that are no commands, by a word in them.
const NO_COMMANDS: &[(&str, &str)] = &[("main → runtime", "the layers of the source")];

/// Keys for a command that opens the screen, until it ends.
type Keys = fn(&mut Supple);

/// Commands that open the screen, or ask in lines, and what is done there.
const IN_A_TERMINAL: &[(&str, Keys)] = &[
    ("supple", leave_home),
    ("supple start split-hip-stop", leave_at_once),
    ("supple start core --minutes 3 --rounds 1 --no-check-in", end_session),
    ("supple start core --plain", end_in_lines),
];

fn leave_home(supple: &mut Supple) {
    supple.expect_that("a screen", |shown| shown.contains("session") || shown.contains("start"));
    supple.keys("\u{3}");
}

fn leave_at_once(supple: &mut Supple) {
    supple.expect("0");
    supple.keys("\u{3}");
}

fn end_session(supple: &mut Supple) {
    supple.expect("GET READY");
    answer(supple, "q", "Leave the session?");
    answer(supple, "e", "ended");
    supple.keys("\u{3}");
}

fn end_in_lines(supple: &mut Supple) {
    supple.expect("question mark: more.");
    answer(supple, "\r", "1. ");
    answer(supple, "q", "resume later");
    answer(supple, "e", "the next question");
    answer(supple, "\r", "How hard was it?");
    answer(supple, "\r", "A note");
    supple.keys("\r");
}

/// Presses a key and waits for what follows; not at once, for what comes at once is taken for what was shown before.
fn answer(supple: &mut Supple, key: &str, follows: &str) {
    supple.pump_for(Duration::from_millis(700));
    supple.keys(key);
    supple.expect(follows);
}

/// A block of code: its language, and its lines.
struct Block {
    language: &'static str,
    text: &'static str,
}

fn blocks() -> Vec<Block> {
    let fenced = README.split("\n```").skip(1).step_by(2);
    let blocks: Vec<Block> =
        fenced.filter_map(|block| block.split_once('\n')).map(|(language, text)| Block { language, text }).collect();
    assert!(blocks.len() > 5, "the blocks are gone");
    blocks
}

/// All commands, as they are typed. In a block of text each line is one, with its explanation after two blanks.
fn commands() -> Vec<&'static str> {
    let of_block = |block: &Block| -> Vec<&'static str> {
        match block.language {
            "sh" => block.text.lines().collect(),
            "text" if NO_COMMANDS.iter().any(|(word, _)| block.text.contains(word)) => Vec::new(),
            "text" => block.text.lines().map(|line| line.split("  ").next().unwrap().trim_end()).collect(),
            "json" | "toml" => Vec::new(),
            other => panic!("a block in `{other}`: say in this test how it is run"),
        }
    };
    blocks().iter().flat_map(of_block).filter(|command| !command.is_empty()).collect()
}

/// A folder to be in and a home, both empty.
struct Place {
    home: TempDir,
    here: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { home: TempDir::new().unwrap(), here: TempDir::new().unwrap() }
    }

    /// The path with the program first in it.
    fn path() -> String {
        let folder = Path::new(env!("CARGO_BIN_EXE_supple")).parent().unwrap();
        format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display())
    }

    /// Runs a command in a shell; its output. On standard error nothing but that there is more: what finds nothing
    /// says so there.
    #[track_caller]
    fn run(&self, command: &str) -> String {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).env_clear().env("PATH", Self::path()).env("HOME", self.home.path());
        let output = shell.current_dir(self.here.path()).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "`{command}` fails: {}{}", text(&output.stdout), text(&output.stderr));
        let said = text(&output.stderr);
        assert!(said.is_empty() || said.starts_with("supple: the best "), "`{command}`: {said}");
        text(&output.stdout)
    }

    /// Runs a command in a terminal, and does there what ends it.
    #[track_caller]
    fn run_in_terminal(&self, command: &str, ending: fn(&mut Supple)) {
        let script = format!("cd \"$1\" && PATH='{}' && export PATH && exec sh -c '{command}'", Self::path());
        let mut supple =
            Start::script(self.here.path(), &script).env("HOME", self.home.path().to_str().unwrap()).spawn();
        ending(&mut supple);
        assert_eq!(supple.wait_exit().exit_code(), 0, "`{command}`: {}", supple.contents());
    }
}

/// The file that a command writes.
fn made_by(command: &str) -> Option<&str> {
    let words: Vec<&str> = command.split_whitespace().collect();
    words.windows(2).find(|pair| matches!(pair[0], "-o" | "--output" | ">")).map(|pair| pair[1])
}

#[test]
fn every_command_of_the_read_me_runs_word_for_word_and_again() {
    let commands = commands();
    assert!(commands.len() > 20, "{commands:?}");
    for command in &commands {
        if NOT_RUN.iter().any(|(known, _)| known == command) {
            continue;
        }
        assert!(command.split(' ').next() == Some("supple"), "`{command}`: say in this test how it is run");
        let place = Place::new();
        for _ in 0..2 {
            if let Some((_, ending)) = IN_A_TERMINAL.iter().find(|(known, _)| known == command) {
                place.run_in_terminal(command, *ending);
                continue;
            }
            let said = place.run(command);
            match made_by(command) {
                Some(file) => assert!(fs::metadata(place.here.path().join(file)).unwrap().len() > 1000, "`{command}`"),
                None => assert_ne!(said, "", "`{command}` says nothing"),
            }
        }
    }
    let is_there = |known: &str| commands.contains(&known);
    let named = NOT_RUN.iter().map(|(known, _)| *known).chain(IN_A_TERMINAL.iter().map(|(known, _)| *known));
    assert_eq!(named.filter(|known| !is_there(known)).collect::<Vec<_>>(), [""; 0], "named in this test alone");
}

#[test]
fn all_commands_one_after_the_other_in_one_place() {
    let place = Place::new();
    for command in commands() {
        if command.starts_with("supple ") && !IN_A_TERMINAL.iter().any(|(known, _)| *known == command) {
            place.run(command);
        }
    }
    assert_eq!(place.run("supple log --json").matches("\"score\":").count(), 2, "both ratings are in the journal");
}

#[test]
fn a_list_that_is_shown_finds_something() {
    let place = Place::new();
    let lists: Vec<&str> =
        commands().into_iter().filter(|it| it.starts_with("supple list") || it.contains(" search ")).collect();
    assert!(lists.len() > 3, "{lists:?}");
    for command in lists {
        assert!(place.run(command).lines().count() > 1, "`{command}` finds next to nothing");
    }
}

#[test]
fn the_routine_and_the_settings_that_are_shown_can_be_used_as_they_are() {
    let place = Place::new();
    let config = place.run("supple paths --json");
    let paths: Value = serde_json::from_str(&config).unwrap();
    let routine =
        blocks().into_iter().find(|block| block.language == "json" && block.text.contains("\"steps\"")).unwrap().text;
    let id = serde_json::from_str::<Value>(routine).unwrap()["id"].as_str().unwrap().to_owned();
    let folder = Path::new(paths["routines"].as_str().unwrap());
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(format!("{id}.json")), routine).unwrap();
    let settings: Vec<&str> =
        blocks().iter().filter(|block| block.language == "toml").map(|block| block.text).collect();
    assert_eq!(settings.len(), 1);
    fs::write(paths["settings"].as_str().unwrap(), settings[0]).unwrap();
    assert_eq!(place.run("supple check"), "2 files, no problems\n");
    assert!(place.run(&format!("supple show {id}")).contains("Bird Dog"));
}
