//! The table of `docs/terms.md` is kept: no word of its last column is in a text of the program, its help and its docs.
//!
//! The files of `content/` are not read here, as they report what their sources say in the sources' words, nor are texts
//! of a single word, as the labels of keys.
#![cfg(test)] // So that clippy takes its helpers for tests, too.
#![expect(clippy::string_slice, reason = "cut where something was found")]

use std::fs;
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use supple::cli::Cli;

/// Phrases in which a rejected word is fine: names that are not ours, and other meanings.
const FINE: [&str; 33] = [
    // Training besides supple, and the name supple gives itself.
    "workout companion",
    "before a workout",
    "after a workout",
    "before workout",
    "after workout",
    "main workout",
    "workout for the way",
    // A kind of file for a watch.
    "as a workout",
    "makes a workout",
    // A program that routines are imported from.
    "just another workout timer",
    // Kinds and titles of exercises and routines.
    "form drill",
    "form drills",
    "core brace drill",
    "strength check and drill",
    "tuttle circuit",
    "metzl circuit",
    "stability ball circuit",
    "ball circuit",
    // The name of a kind of entry.
    "red flag seen",
    // Words of the command line, the table of options and a file's fields.
    "leave out a section",
    "leaves out a section",
    "leave out a filter",
    "leave out the other things",
    "left out of all medians",
    "are left out",
    "lists leave out",
    // Names of fields: of a task of Windows, and of what doctor answers in JSON.
    "repetition interval",
    "duration repetition",
    "reminder clock schedule next",
    // Of a disk, and of a style.
    "disk quota",
    "font variant",
    // Part of the title of a source.
    "told to nicole",
    // Accepted in an answer, never offered.
    "throw away",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![root().join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().is_some_and(|name| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// `text` in small letters, one blank between two words, nothing else: `" the hips "`.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}

/// The rejected words, and the riddles below the table.
fn rejected(page: &str) -> Vec<String> {
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| use |"));
    let of_rows = rows.filter_map(|row| row.trim_end_matches(" |").rsplit(" | ").next());
    let riddles = page.lines().filter_map(|line| line.strip_prefix("Riddles to avoid: ")?.strip_suffix('.'));
    of_rows.chain(riddles).flat_map(|words| words.split(", ")).map(plain).collect()
}

/// The texts in the code that are sentences or phrases, without those of tests.
fn literals(code: &str) -> Vec<String> {
    let code = code.split_once("#[cfg(test)]\nmod tests").map_or(code, |(code, _)| code);
    let (mut found, mut rest) = (Vec::new(), code);
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (before, here) = rest.split_at(at);
        if here.starts_with("//") {
            rest = here.split_once('\n').map_or("", |(_, rest)| rest);
        } else if let Some(raw) = here.strip_prefix('"').filter(|_| before.ends_with("r#")) {
            let (text, after) = raw.split_once("\"#").unwrap_or((raw, ""));
            found.push(text.to_owned());
            rest = after;
        } else if let Some(text) = here.strip_prefix('"') {
            let end = end_of(text);
            // A reason for a lint is read by nobody but the compiler.
            if !before.ends_with("reason = ") {
                found.push(without_names(&text[..end].replace("\\n", " ")));
            }
            rest = text.get(end + 1..).unwrap_or_default();
        } else if here.starts_with("'\"'") || here.starts_with("'/'") {
            rest = &here[3..];
        } else if here.starts_with("'\\") {
            rest = &here[4..];
        } else {
            rest = &here[1..];
        }
    }
    found.retain(|text| text.trim().contains(' '));
    found
}

/// `text` without the names in braces, which a user never sees.
fn without_names(text: &str) -> String {
    let parts = text.split('{').enumerate().map(|(at, part)| match part.split_once('}') {
        Some((_, after)) if at > 0 => after,
        _ => part,
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// The length of a text up to its closing quote.
fn end_of(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    text.len()
}

/// All texts, each with the file from which it is.
fn texts() -> Vec<(String, String)> {
    let name = |path: &PathBuf| path.strip_prefix(root()).unwrap().display().to_string();
    let mut texts = Vec::new();
    for path in files("src", ".rs").iter().filter(|path| !name(path).contains("tests")) {
        let code = fs::read_to_string(path).unwrap();
        texts.extend(literals(&code).into_iter().map(|text| (name(path), text)));
    }
    for path in files("tests/snapshots/screens/80x24", ".snap").iter().chain(&files("tests/plain/snapshots", ".snap")) {
        let text = fs::read_to_string(path).unwrap();
        texts.push((name(path), text.splitn(3, "---\n").last().unwrap_or_default().to_owned()));
    }
    let pages = files("docs", ".md").into_iter().filter(|path| !path.ends_with("terms.md"));
    for path in pages.chain(["README.md", "CHANGELOG.md"].map(|page| root().join(page))) {
        texts.push((name(&path), fs::read_to_string(&path).unwrap()));
    }
    for mut command in std::iter::once(Cli::command()).chain(Cli::command().get_subcommands().cloned()) {
        texts.push((format!("the help of {}", command.get_name()), command.render_long_help().to_string()));
    }
    texts
}

#[test]
fn no_rejected_word_is_in_a_text_that_a_user_sees() {
    let rejected = rejected(&fs::read_to_string(root().join("docs/terms.md")).unwrap());
    assert!(rejected.len() > 60, "the table is gone: {rejected:?}");
    let mut found = Vec::new();
    for (file, text) in texts() {
        let text = FINE.iter().fold(plain(&text), |text, fine| text.replace(&plain(fine), " "));
        for word in rejected.iter().filter(|word| text.contains(word.as_str())) {
            let at = text.find(word.as_str()).unwrap_or_default();
            let near: String = text.chars().skip(text[..at].chars().count().saturating_sub(30)).take(80).collect();
            found.push(format!("{file}:{word}in ...{near}..."));
        }
    }
    assert!(found.is_empty(), "{} to reword:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_scanner_finds_the_texts_of_code() {
    let code = r##"
        // "not in a comment"
        let one = "a text"; let quote = '"'; let short = "word"; let escaped = "said \"so\" twice";
        let raw = r#"a "raw" text"#; #[expect(lint, reason = "read by nobody")]
        fn with<'a>(one: &'a str) { "one \
            line" }
        #[cfg(test)]
mod tests { "in a test" }"##;
    let found = literals(code);
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(found[..3], ["a text", "said \\\"so\\\" twice", "a \"raw\" text"]);
}
