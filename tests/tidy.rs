//! The layers and the looks of the source, read as text.
//!
//! What clippy can see stands in `Cargo.toml` and `.clippy.toml`; here is what it cannot: which
//! module may import which. The rules are tables in `tidy/rules.rs`.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

#[path = "tidy/rules.rs"]
mod rules;
#[path = "tidy/source.rs"]
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use source::Source;

#[test]
fn the_source_keeps_its_layers_and_looks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        Source::new(&name, &fs::read_to_string(path).unwrap())
    };
    let files: Vec<Source> = rust_files(&root.join("src")).iter().map(read).collect();
    assert!(files.len() > 20, "the source is gone");
    let offenders = rules::offenders(&files);
    assert!(offenders.is_empty(), "{} to mend:\n{}", offenders.len(), offenders.join("\n"));
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// What is wrong with a made-up file of the domain, or of another path, after its first line.
fn wrong(path: &str, code: &str) -> Vec<String> {
    wrong_in(&[(path, code)])
}

fn wrong_in(files: &[(&str, &str)]) -> Vec<String> {
    let made_up = |(path, code): &(&str, &str)| Source::new(path, &format!("//! Made up.\n{code}\n"));
    rules::offenders(&files.iter().map(made_up).collect::<Vec<_>>())
}

const ANY: &str = "src/domain/made_up.rs";

#[test]
fn a_layer_imports_only_from_the_right() {
    let cases = [
        (ANY, "use crate::theme::Theme;", "domain may not import theme (`crate::theme::Theme`)"),
        (
            "src/widgets/list.rs",
            "use crate::state::event::Key;",
            "widgets may not import state (`crate::state::event::Key`)",
        ),
        ("src/screens/home.rs", "use crate::app::App;", "screens may not import app (`crate::app::App`)"),
        ("src/screens/home.rs", "use crate::app::*;", "screens may not import app (`crate::app::*`)"),
        ("src/state/event.rs", "use crate::app::App;", "state may not import app (`crate::app::App`)"),
        (
            "src/state/event.rs",
            "use crate::screens::Screen;",
            "state may not import screens (`crate::screens::Screen`)",
        ),
        ("src/app.rs", "fn f() { crate::view::draw() }", "app may not import view (`crate::view::draw`)"),
        ("src/view.rs", "use super::runtime;", "view may not import runtime (`crate::runtime`)"),
        (
            "src/commands/list.rs",
            "use super::super::screens as s;",
            "commands may not import screens (`crate::screens`)",
        ),
        ("src/view.rs", "use crate::other::Thing;", "view may not import what is in no layer (`crate::other::Thing`)"),
    ];
    for (path, code, message) in cases {
        assert_eq!(wrong(path, code), [format!("{path}:2: {message}")]);
    }
}

#[test]
fn groups_are_taken_apart_and_lines_are_right() {
    let code = "use crate::{\n    domain::{time::Now, text::{self, Text}},\n    state::{\n        event::Key,\n        cx::Cx,\n    },\n    app::App,\n};";
    assert_eq!(
        wrong("src/screens/home.rs", code),
        ["src/screens/home.rs:8: screens may not import app (`crate::app::App`)"]
    );
}

#[test]
fn what_lies_to_the_right_may_be_imported() {
    let fine = [
        ("src/main.rs", "fn main() { supple::run() }"),
        ("src/lib.rs", "pub mod domain;\npub use crate::runtime::run;"),
        ("src/runtime/port.rs", "use crate::{view, app::App, commands::list, domain::time::Now};"),
        ("src/commands/list.rs", "use crate::cli::ListArgs;\nuse crate::state::model::Model;"),
        ("src/screens/home.rs", "use super::Screen;\nuse crate::widgets::list;\npub(crate) fn f() {}"),
        ("src/widgets/digits/pen.rs", "use super::super::wrap;\npub(in crate::widgets) fn f() {}"),
        ("src/state/event.rs", "use super::model::Model;\nuse crossterm::event::KeyCode;"),
    ];
    for (path, code) in fine {
        assert_eq!(wrong(path, code), [""; 0], "{path}");
    }
}

#[test]
fn every_file_has_a_layer() {
    let path = "src/helpers.rs";
    assert_eq!(wrong(path, ""), [format!("{path}:1: belongs to no layer: give it one in tests/tidy/rules.rs")]);
}

#[test]
fn the_domain_is_pure() {
    let cases = [
        ("use std::fs::File;", "no `std::fs` in domain: files are read and written in runtime"),
        ("use std::{fmt, env};", "no `std::env` in domain: the environment is read in runtime"),
        ("fn f() { std::process::exit(1) }", "no `std::process` in domain: other programs are run in runtime"),
        ("use std::{thread::sleep, time};", "no `std::thread` in domain: threads live in runtime"),
        ("use std::net::TcpStream;", "no `std::net` in domain: the program opens no network socket"),
        ("use ratatui::text::Line;", "no `ratatui` in domain: drawing begins with the theme"),
        ("fn f(k: crossterm::event::KeyCode) {}", "no `crossterm` in domain: the terminal is runtime's"),
        ("#[derive(clap::Args)]\nstruct A;", "no `clap` in domain: the command line is cli's"),
        ("fn f() -> I { I::now() }", "no `::now(` in domain: `now` is an argument"),
        ("fn f() { println!(\"a\") }", "no `println!` in domain: printing is for the rim"),
        ("fn f() { eprintln!(\"a\") }", "no `eprintln!` in domain: printing is for the rim"),
    ];
    for (code, message) in cases {
        assert_eq!(wrong(ANY, code), [format!("{ANY}:2: {message}")]);
    }
}

#[test]
fn the_terminal_stays_at_the_rim() {
    let cases = [
        ("src/screens/home.rs", "use crossterm::event::Event;", "no `crossterm` in screens: the terminal is runtime's"),
        ("src/view.rs", "use ratatui::crossterm::event;", "no `crossterm` in view: the terminal is runtime's"),
        ("src/state/model.rs", "use crossterm::event::Event;", "no `crossterm` in state: the terminal is runtime's"),
        ("src/commands/list.rs", "use ratatui::Frame;", "no `ratatui` in commands: drawing begins with the theme"),
        (
            "src/runtime/port.rs",
            "use std::net::TcpStream;",
            "no `std::net` in runtime: the program opens no network socket",
        ),
    ];
    for (path, code, message) in cases {
        assert_eq!(wrong(path, code), [format!("{path}:2: {message}")]);
    }
    assert_eq!(wrong("src/runtime.rs", "use crossterm::event::Event;\nuse std::fs;"), [""; 0]);
}

#[test]
fn nothing_panics_outside_tests() {
    for call in [".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!", "dbg!"] {
        let code = format!("fn f() {{\n    ;{call} \"\" )\n}}");
        assert_eq!(wrong("src/view.rs", &code), [format!("src/view.rs:3: no `{call}` outside tests")]);
    }
}

#[test]
fn an_entry_is_made_in_one_place() {
    let said = "an entry is made by `Entry::new`: its time is whole seconds";
    for code in ["fn f() { Entry { id: ids.next(now), at: now.wall, body } }", "fn f() { Entry { id, at, body } }"] {
        assert_eq!(wrong("src/commands/made_up.rs", code), [format!("src/commands/made_up.rs:2: {said}")]);
        assert_eq!(wrong("src/domain/journal/made_up.rs", code), [""; 0]);
    }
    assert_eq!(wrong(ANY, "fn f() { for Entry { id, .. } in all {} }"), [""; 0]);
}

#[test]
fn an_expect_with_its_reason_excuses_its_item_alone() {
    let code = "#[expect(clippy::expect_used, reason = \"it was just put there\")]\nfn f() { a.expect(\"\") }\nfn g() { b.expect(\"\") }";
    assert_eq!(wrong(ANY, code), [format!("{ANY}:4: no `.expect(` outside tests")]);
}

#[test]
fn comments_strings_and_tests_are_left_alone() {
    let fine = r####"
/// ```
/// use supple::app::App; a.unwrap();
/// ```
// crate::view::draw(); /* b.unwrap()
/* c.unwrap() /* nested */ d.unwrap() */
fn f<'a>(q: char) -> &'a str { if q == '"' || q == '\'' { "e.unwrap() \" std::fs" } else { r#"panic!("x")"# } }
#[cfg(test)]
use std::fs;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::draw;
    #[test]
    fn t() { g().unwrap(); println!("{:?}", std::env::args()); }
}
"####;
    assert_eq!(wrong(ANY, fine), [""; 0]);
    let after = format!("{fine}fn h() {{ i.unwrap() }}");
    assert_eq!(wrong(ANY, &after).len(), 1, "the scan stopped early");
}

#[test]
fn a_file_of_tests_is_known_by_its_declaration() {
    let parent = (ANY, "#[cfg(test)]\nmod tests;");
    let tests = ("src/domain/made_up/tests.rs", "use std::fs;\nfn f() { a.unwrap() }");
    assert_eq!(wrong_in(&[parent, tests]), [""; 0]);
    assert_eq!(wrong_in(&[tests]).len(), 2);
    let hidden = "#[cfg(not(test))]\nmod a { fn f() { b.unwrap() } }";
    assert_eq!(wrong(ANY, hidden).len(), 1);
}

#[test]
fn files_look_alike() {
    let looks = |path: &str, text: &str| rules::offenders(&[Source::new(path, text)]);
    assert_eq!(
        looks(ANY, "use std::fmt;"),
        [format!("{ANY}:1: does not begin with `//!`: what lives here, and what may not")]
    );
    let path = "src/domain/mod.rs";
    assert_eq!(wrong(path, ""), [format!("{path}:1: a module file is `name.rs` beside `name/`")]);
    assert_eq!(wrong(ANY, "// FIXME: later"), [format!("{ANY}:2: `FIXME`: finish it, or open an issue")]);
    assert_eq!(wrong(ANY, &"\n".repeat(448)), [""; 0]);
    assert_eq!(
        wrong(ANY, &"\n".repeat(449)),
        [format!("{ANY}:451: 451 lines, at most 450: what second thing does it do?")]
    );
    assert_eq!(wrong("src/main.rs", &"\n".repeat(40)).len(), 1);
}
