//! What is checked: who may import whom, calls that have no place somewhere, and how a file looks.

use std::collections::BTreeSet;

use crate::source::Source;

/// A layer, and what it may import besides itself.
const LAYERS: &[(&str, &str)] = &[
    ("main", "runtime view plain commands cli app screens state widgets theme domain"),
    ("runtime", "view plain commands cli app screens state widgets theme domain"),
    ("view", "app screens state widgets theme domain"),
    ("plain", "app screens state domain"),
    ("commands", "cli app state domain"),
    ("cli", "state domain"),
    ("app", "screens state widgets theme domain"),
    ("screens", "state widgets theme domain"),
    ("state", "widgets theme domain"),
    ("widgets", "theme domain"),
    ("theme", "domain"),
    ("domain", ""),
];

/// Paths from outside that have no place in some layers, and why.
const BANNED_PATHS: &[(&str, &str, &str)] = &[
    ("std::net", "", "the program opens no network socket"),
    ("std::fs", "domain", "files are read and written in runtime"),
    ("std::env", "domain", "the environment is read in runtime"),
    ("std::process", "domain", "other programs are run in runtime"),
    ("std::thread", "domain", "threads live in runtime"),
];

/// Words that have no place in some layers, wherever they stand in the code, and why.
const BANNED_WORDS: &[(&str, &str, &str)] = &[
    ("ratatui", "domain cli commands", "drawing begins with the theme"),
    ("ratatui_textarea", "domain cli commands", "drawing begins with the theme"),
    ("crossterm", "main view plain commands cli app screens state widgets theme domain", "the terminal is runtime's"),
    ("clap", "domain", "the command line is cli's"),
];

/// Files excused from [`BANNED_WORDS`]: keys are made from the terminal's there.
const TERMINAL_KEYS: &[&str] = &["src/state/event.rs", "src/state/keymap.rs"];

/// Calls that have no place in the domain, and why.
const BANNED_CALLS: &[(&[&str], &str)] = &[
    (&["::", "now", "("], "`now` is an argument"),
    (&["print", "!"], "printing is for the rim"),
    (&["println", "!"], "printing is for the rim"),
    (&["eprint", "!"], "printing is for the rim"),
    (&["eprintln", "!"], "printing is for the rim"),
];

/// Ways to make an entry past its constructor, which leaves out parts of a second. Reading takes times as they are.
const ENTRIES_BY_HAND: &[&[&str]] = &[&["Entry", "{", "id", ":"], &["Entry", "{", "id", ",", "at"]];

/// Calls that end the program in the middle of a session, and the lint that an `#[expect]` names.
const PANICS: &[(&[&str], &str)] = &[
    (&[".", "unwrap", "(", ")"], "unwrap_used"),
    (&[".", "expect", "("], "expect_used"),
    (&["panic", "!"], "panic"),
    (&["todo", "!"], "todo"),
    (&["unimplemented", "!"], "unimplemented"),
    (&["dbg", "!"], "dbg_macro"),
];

/// Words that say that something is not finished.
const UNFINISHED: &[&str] = &["TODO", "FIXME", "XXX", "HACK"];

/// A file longer than this has taken on a second thing.
const MOST_LINES: usize = 450;

/// Files with a lower limit, and why. None has a higher one.
const OTHER_LIMITS: &[(&str, usize, &str)] = &[("src/main.rs", 40, "arguments in, exit code out")];

/// Everything that is wrong with `files`, as `file:line: message`.
pub(crate) fn offenders(files: &[Source]) -> Vec<String> {
    let tests = test_files(files);
    let mut offenders = Vec::new();
    for file in files {
        let mut report = |line: usize, message: &str| offenders.push(format!("{}:{line}: {message}", file.path));
        check_looks(file, &mut report);
        if tests.iter().any(|test| file.path == format!("{test}.rs") || file.path.starts_with(&format!("{test}/"))) {
            continue;
        }
        let Some(layer) = layer_of(&file.path, &file.module()) else {
            report(1, "belongs to no layer: give it one in tests/tidy/rules.rs");
            continue;
        };
        check_imports(file, layer, &mut report);
        check_banned(file, layer, &mut report);
        check_entries(file, &mut report);
        check_panics(file, &mut report);
    }
    offenders
}

/// Files that hold tests alone, without the ending: `#[cfg(test)] mod tests;` in their parent.
fn test_files(files: &[Source]) -> BTreeSet<String> {
    let folder = |file: &Source| match file.module().is_empty() {
        true => "src".to_owned(),
        false => file.path.trim_end_matches(".rs").to_owned(),
    };
    let of_file =
        |file: &Source| file.test_modules.iter().map(|name| format!("{}/{name}", folder(file))).collect::<Vec<_>>();
    files.iter().flat_map(of_file).collect()
}

/// The layer of a file, or of what an import names.
fn layer_of(path: &str, module: &[&str]) -> Option<&'static str> {
    let name = match module {
        [] if path == "src/main.rs" || path == "src/lib.rs" => "main",
        [first, ..] => first,
        [] => return None,
    };
    LAYERS.iter().map(|(layer, _)| *layer).find(|layer| *layer == name)
}

fn check_imports(file: &Source, layer: &str, report: &mut impl FnMut(usize, &str)) {
    let allowed = LAYERS.iter().find(|(name, _)| *name == layer).map_or("", |(_, allowed)| *allowed);
    let paths = ["crate", "super"].into_iter().flat_map(|root| file.paths(root));
    for path in paths.filter(|path| path.segments.len() > 1) {
        let target = target_of(&file.module(), &path.segments);
        let shown = format!("crate::{}", target.join("::"));
        match layer_of("", &target) {
            Some(other) if other == layer || allowed.split(' ').any(|name| name == other) => {}
            Some(other) => report(path.line, &format!("{layer} may not import {other} (`{shown}`)")),
            None if layer == "main" => {}
            None => report(path.line, &format!("{layer} may not import what is in no layer (`{shown}`)")),
        }
    }
}

/// Where a path leads from `module`, from the crate's root on.
fn target_of<'a>(module: &[&'a str], segments: &[&'a str]) -> Vec<&'a str> {
    let ups = segments.iter().take_while(|segment| **segment == "super").count();
    let skip = if ups == 0 { 1 } else { ups };
    let base = if ups == 0 { &[][..] } else { &module[..module.len().saturating_sub(ups)] };
    base.iter().chain(&segments[skip..]).copied().collect()
}

fn check_banned(file: &Source, layer: &str, report: &mut impl FnMut(usize, &str)) {
    let among = |layers: &str| layers.is_empty() || layers.split(' ').any(|name| name == layer);
    for (banned, _, why) in BANNED_PATHS.iter().filter(|(_, layers, _)| among(layers)) {
        let begins = |segments: &[&str]| segments.join("::").starts_with(banned);
        for path in file.paths("std").iter().filter(|path| begins(&path.segments)) {
            report(path.line, &format!("no `{banned}` in {layer}: {why}"));
        }
    }
    for (banned, _, why) in BANNED_WORDS.iter().filter(|(_, layers, _)| among(layers)) {
        let excused = *banned == "crossterm" && TERMINAL_KEYS.contains(&file.path.as_str());
        for line in file.lines_with(&[banned]).into_iter().filter(|_| !excused) {
            report(line, &format!("no `{banned}` in {layer}: {why}"));
        }
    }
    for (call, why) in BANNED_CALLS.iter().filter(|_| among("domain")) {
        for line in file.lines_with(call) {
            report(line, &format!("no `{}` in {layer}: {why}", call.concat()));
        }
    }
}

fn check_entries(file: &Source, report: &mut impl FnMut(usize, &str)) {
    if file.path.starts_with("src/domain/journal/") {
        return;
    }
    for line in ENTRIES_BY_HAND.iter().flat_map(|signs| file.lines_with(signs)) {
        report(line, "an entry is made by `Entry::new`: its time is whole seconds");
    }
}

fn check_panics(file: &Source, report: &mut impl FnMut(usize, &str)) {
    for (call, lint) in PANICS {
        for line in file.lines_with_but(call, lint) {
            report(line, &format!("no `{}` outside tests", call.concat()));
        }
    }
}

fn check_looks(file: &Source, report: &mut impl FnMut(usize, &str)) {
    if !file.text.starts_with("//! ") {
        report(1, "does not begin with `//!`: what lives here, and what may not");
    }
    if file.path.ends_with("/mod.rs") {
        report(1, "a module file is `name.rs` beside `name/`");
    }
    for (at, line) in file.text.lines().enumerate() {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        if let Some(word) = words.find(|word| UNFINISHED.contains(word)) {
            report(at + 1, &format!("`{word}`: finish it, or open an issue"));
        }
    }
    let lines = file.text.lines().count();
    let other = OTHER_LIMITS.iter().find(|(path, _, _)| *path == file.path);
    let most = other.map_or(MOST_LINES, |(_, most, _)| *most);
    if lines > most {
        report(most + 1, &format!("{lines} lines, at most {most}: what second thing does it do?"));
    }
}
