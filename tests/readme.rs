//! The read-me and the pages in `docs/` run: every command in their blocks of code, word for word, in an empty folder with
//! a home of its own, twice. What they show of files is right, and their links lead somewhere.
#![cfg(test)] // So that clippy takes its helpers for tests, too.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

#[path = "common/pty.rs"]
mod pty;
#[path = "common/written.rs"]
mod written;

use pty::{Start, Supple};
use supple::state::settings::{Settings, write};

/// The read-me is read in one go.
const MOST_LINES: usize = 150;

/// Commands that no test can run, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("cargo run --release", "builds supple again, in the folder that it comes in"),
    ("cargo test --locked", "would run this test in itself; `.ci/run` takes it from the read-me"),
    ("cargo install --path .", "builds supple again, into the user's own folder"),
];

/// Keys for a command that opens the screen, until it ends.
type Keys = fn(&mut Supple);

/// Commands that open the screen, or ask in lines, and what is done there.
const IN_A_TERMINAL: &[(&str, Keys)] = &[
    ("supple", leave_home),
    ("supple start split-hip-stop", leave_at_once),
    ("supple start core --minutes 3 --rounds 1 --no-check-in", end_session),
    ("supple start core --plain", end_in_lines),
    ("supple start --for tight-hips --minutes 6 --position standing --equipment nothing", leave_at_once),
    ("supple timer 40 20 8", end_session),
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
    answer(supple, "\r", "Forearm Plank. ");
    answer(supple, "q", "resume later");
    answer(supple, "e", "the next question");
    answer(supple, "\r", "How hard was it?");
    answer(supple, "\r", "Add a note");
    supple.keys("\r");
}

/// Presses a key and waits for what follows; not at once, for what comes at once is taken for what was shown before.
fn answer(supple: &mut Supple, key: &str, follows: &str) {
    supple.pump_for(Duration::from_millis(700));
    supple.keys(key);
    supple.expect(follows);
}

/// A page of the documentation.
struct Page {
    path: PathBuf,
    text: String,
}

impl Page {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).unwrap();
        Self { path, text }
    }
}

/// The read-me, the changelog and all of `docs/`.
fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = fs::read_dir(root.join("docs")).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.insert(0, root.join("README.md"));
    paths.push(root.join("CHANGELOG.md"));
    paths.into_iter().map(Page::read).collect()
}

/// A block of code: its language, and its lines.
struct Block {
    language: String,
    text: String,
}

fn blocks() -> Vec<Block> {
    let pages = pages();
    let fenced = pages.iter().flat_map(|page| page.text.split("\n```").skip(1).step_by(2));
    let blocks: Vec<Block> = fenced
        .filter_map(|block| block.split_once('\n'))
        .map(|(language, text)| Block { language: language.to_owned(), text: text.to_owned() })
        .collect();
    assert!(blocks.len() > 5, "the blocks are gone");
    blocks
}

/// All commands, as they are typed, each once. In a block of text each line is one, with its explanation after two blanks;
/// a line that begins with blanks is a drawing.
fn commands() -> Vec<String> {
    let of_block = |block: &Block| -> Vec<String> {
        match block.language.as_str() {
            "sh" => block.text.lines().map(str::to_owned).collect(),
            "text" => block.text.lines().filter_map(|line| line.split("  ").next()).map(str::to_owned).collect(),
            "json" | "toml" => Vec::new(),
            other => panic!("a block in `{other}`: say in this test how it is run"),
        }
    };
    let mut commands: Vec<String> = Vec::new();
    for command in blocks().iter().flat_map(of_block).filter(|command| !command.is_empty()) {
        if !commands.contains(&command) {
            commands.push(command);
        }
    }
    commands
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
fn every_command_runs_word_for_word_and_again() {
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
    let is_there = |known: &str| commands.iter().any(|command| command == known);
    let named = NOT_RUN.iter().map(|(known, _)| *known).chain(IN_A_TERMINAL.iter().map(|(known, _)| *known));
    assert_eq!(named.filter(|known| !is_there(known)).collect::<Vec<_>>(), [""; 0], "named in this test alone");
}

#[test]
fn all_commands_one_after_the_other_in_one_place() {
    let place = Place::new();
    for command in commands() {
        if command.starts_with("supple ") && !IN_A_TERMINAL.iter().any(|(known, _)| *known == command) {
            place.run(&command);
        }
    }
    let rated = commands().iter().filter(|command| command.starts_with("supple rate ")).count();
    assert!(rated > 1);
    assert_eq!(place.run("supple log --json").matches("\"score\":").count(), rated, "all ratings are in the journal");
}

#[test]
fn a_list_that_is_shown_finds_something() {
    let place = Place::new();
    let lists: Vec<String> =
        commands().into_iter().filter(|it| it.starts_with("supple list") || it.contains(" search ")).collect();
    assert!(lists.len() > 3, "{lists:?}");
    for command in lists {
        assert!(!place.run(&command).trim().is_empty(), "`{command}` finds nothing");
    }
}

#[test]
fn the_routine_and_the_settings_that_are_shown_can_be_used_as_they_are() {
    let place = Place::new();
    let config = place.run("supple paths --json");
    let paths: Value = serde_json::from_str(&config).unwrap();
    let blocks = blocks();
    let routine =
        &blocks.iter().find(|block| block.language == "json" && block.text.contains("\"steps\"")).unwrap().text;
    let id = serde_json::from_str::<Value>(routine).unwrap()["id"].as_str().unwrap().to_owned();
    let folder = Path::new(paths["routines"].as_str().unwrap());
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(format!("{id}.json")), routine).unwrap();
    let settings: Vec<&str> =
        blocks.iter().filter(|block| block.language == "toml").map(|block| block.text.as_str()).collect();
    assert_eq!(settings.len(), 1);
    fs::write(paths["settings"].as_str().unwrap(), settings[0]).unwrap();
    assert_eq!(place.run("supple check"), "2 files, no problems\n");
    assert!(place.run(&format!("supple show {id}")).contains("Bird Dog"));
}

/// `UPDATE_README=1 cargo test --test readme` writes the page of the settings anew.
#[test]
fn the_page_of_the_settings_has_all_of_them() {
    let file = write::new_file(&Settings::default(), &[]);
    written::holds("settings.md", "settings", &format!("```toml\n{}\n```", file.trim()));
}

#[test]
fn the_read_me_is_short_and_begins_with_how_to_run_it() {
    let readme = &pages()[0].text;
    let lines: Vec<&str> = readme.lines().collect();
    assert!(lines.len() <= MOST_LINES, "{} lines: what is for some readers goes to docs/", lines.len());
    for command in ["cargo run --release", "cargo test --locked"] {
        assert!(lines.iter().take(20).any(|line| *line == command), "`{command}` is not in the first screen");
    }
}

/// Where a page points to, outside its blocks of code: links and pictures in Markdown and in HTML.
fn targets(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for part in text.split("\n```").step_by(2) {
        for (begin, end) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
            found.extend(part.split(begin).skip(1).filter_map(|rest| rest.split(end).next()));
        }
    }
    found
}

/// The name by which a heading is linked to.
fn anchor(heading: &str) -> String {
    let kept =
        heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')).collect::<String>();
    kept.trim().replace(' ', "-")
}

#[test]
fn every_link_between_the_pages_leads_somewhere() {
    let mut followed = 0;
    for Page { path, text } in pages() {
        for target in targets(&text).into_iter().filter(|target| !target.starts_with("http")) {
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            assert!(file.exists(), "{}: `{target}` is not there", path.display());
            if !heading.is_empty() {
                let there = fs::read_to_string(&file).unwrap();
                let mut headings = there.lines().filter(|line| line.starts_with('#'));
                let is_there = headings.any(|line| anchor(line.trim_start_matches('#')) == heading);
                assert!(is_there, "{}: no heading for `{target}`", path.display());
            }
            followed += 1;
        }
    }
    assert!(followed > 20, "{followed}");
}

#[test]
fn every_page_can_be_reached_from_the_read_me_and_every_picture_is_shown() {
    let pages = pages();
    let readme = targets(&pages[0].text);
    for page in &pages[1..] {
        let name = page.path.file_name().unwrap().to_str().unwrap();
        assert!(readme.iter().any(|target| target.ends_with(name)), "the read-me has no link to {name}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for picture in fs::read_dir(root.join("assets/pictures")).unwrap() {
        let name = picture.unwrap().file_name().into_string().unwrap();
        assert!(pages.iter().any(|page| page.text.contains(&name)), "no page shows {name}");
    }
}
