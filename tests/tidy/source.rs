//! Rust source as a row of tokens: enough of the language to find paths and calls, with comments,
//! strings and test code left out.

/// A file, its tokens without those of tests, and the test modules it declares.
pub(crate) struct Source {
    /// Below the project's folder, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) tokens: Vec<Token>,
    /// Names of the modules declared `#[cfg(test)] mod name;`.
    pub(crate) test_modules: Vec<String>,
}

/// A word, `::`, or a single sign, and the line it stands in, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// A path with its segments, such as `crate`, `domain`, `time`.
pub(crate) struct CodePath<'a> {
    pub(crate) line: usize,
    pub(crate) segments: Vec<&'a str>,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let all = tokens(text);
        let items = items_with_attribute(&all, |words| words.contains(&"test") && words.starts_with(&["cfg"]));
        let test_modules = items.iter().filter_map(|item| declared_module(&all[item.clone()])).collect();
        let in_tests = |at: &usize| items.iter().any(|item| item.contains(at));
        let tokens = all.iter().enumerate().filter(|(at, _)| !in_tests(at)).map(|(_, token)| token.clone()).collect();
        Self { path: path.to_owned(), text: text.to_owned(), tokens, test_modules }
    }

    /// Modules from the crate's root: `src/app/event.rs` is `app`, `event`; empty for the root itself.
    pub(crate) fn module(&self) -> Vec<&str> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        if matches!(inner, "main" | "lib") { Vec::new() } else { inner.split('/').collect() }
    }

    /// The paths that begin with `root`, groups in braces taken apart.
    pub(crate) fn paths(&self, root: &str) -> Vec<CodePath<'_>> {
        let mut found = Vec::new();
        for (at, token) in self.tokens.iter().enumerate().filter(|(_, token)| token.text == root) {
            let before = at.checked_sub(1).map_or("", |at| text(&self.tokens, at));
            // `super` may follow `super`, and `pub(in crate::app)` imports nothing.
            if !matches!(before, "::" | "in") {
                read_path(&self.tokens, at, &[], token.line, &mut found);
            }
        }
        found
    }

    /// Lines in which `signs` stand one after the other.
    pub(crate) fn lines_with(&self, signs: &[&str]) -> Vec<usize> {
        self.places_of(signs).map(|at| self.tokens[at].line).collect()
    }

    /// As [`Source::lines_with`], without the items that say `#[expect(clippy::<lint>, …)]`.
    pub(crate) fn lines_with_but(&self, signs: &[&str], lint: &str) -> Vec<usize> {
        let excused =
            items_with_attribute(&self.tokens, |words| words.starts_with(&["expect"]) && words.contains(&lint));
        let places = self.places_of(signs).filter(|at| !excused.iter().any(|item| item.contains(at)));
        places.map(|at| self.tokens[at].line).collect()
    }

    fn places_of<'a>(&'a self, signs: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        let windows = self.tokens.windows(signs.len()).enumerate();
        let same = |window: &[Token]| window.iter().map(|token| token.text.as_str()).eq(signs.iter().copied());
        windows.filter(move |(_, window)| same(window)).map(|(at, _)| at)
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let (mut at, mut line, mut tokens) = (0, 1, Vec::new());
    while at < chars.len() {
        let rest = &chars[at..];
        let (length, is_token) = match skipped(rest) {
            Some(length) => (length, false),
            None if rest.starts_with(&[':', ':']) => (2, true),
            None => (rest.iter().take_while(|c| is_word(**c)).count().max(1), true),
        };
        let piece = &rest[..length];
        if is_token {
            tokens.push(Token { line, text: piece.iter().collect() });
        }
        line += piece.iter().filter(|c| **c == '\n').count();
        at += length;
    }
    tokens
}

/// What stands at `at`; nothing behind the end.
pub(crate) fn text(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.text.as_str())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Length of the space, comment, string, character or lifetime that `rest` begins with, if it does.
fn skipped(rest: &[char]) -> Option<usize> {
    match rest {
        [c, ..] if c.is_whitespace() => Some(1),
        ['/', '/', ..] => Some(rest.iter().take_while(|c| **c != '\n').count()),
        ['/', '*', ..] => Some(block_comment(rest)),
        ['\'', '\\', _, after @ ..] => Some(3 + until(after, &['\''])),
        ['\'', _, '\'', ..] => Some(3),
        ['\'', ..] => Some(1 + rest[1..].iter().take_while(|c| is_word(**c)).count()),
        _ => string(rest),
    }
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while at < rest.len() {
        match &rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string(rest: &[char]) -> Option<usize> {
    let prefix = rest.iter().take_while(|c| matches!(c, 'b' | 'c' | 'r')).count();
    let raw = rest[..prefix].ends_with(&['r']);
    let hashes = if raw { rest[prefix..].iter().take_while(|c| **c == '#').count() } else { 0 };
    let open = prefix + hashes;
    if rest.get(open) != Some(&'"') {
        return None;
    }
    let body = &rest[open + 1..];
    if raw {
        let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
        return Some(open + 1 + until(body, &close));
    }
    let mut at = 0;
    while at < body.len() && body[at] != '"' {
        at += if body[at] == '\\' { 2 } else { 1 };
    }
    Some((open + 2 + at).min(rest.len()))
}

/// Length up to and with `close`.
fn until(text: &[char], close: &[char]) -> usize {
    text.windows(close.len()).position(|window| window == close).map_or(text.len(), |at| at + close.len())
}

/// The items below an attribute whose words fulfil `wanted`, from the attribute to their end.
fn items_with_attribute(tokens: &[Token], wanted: impl Fn(&[&str]) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut items = Vec::new();
    for at in 0..tokens.len() {
        let (open, whole_file) = match (text(tokens, at), text(tokens, at + 1), text(tokens, at + 2)) {
            ("#", "[", _) => (at + 1, false),
            ("#", "!", "[") => (at + 2, true),
            _ => continue,
        };
        let close = group_end(tokens, open);
        let words: Vec<&str> = tokens[open + 1..close].iter().map(|token| token.text.as_str()).collect();
        if wanted(&words) && !words.contains(&"not") {
            items.push(at..if whole_file { tokens.len() } else { item_end(tokens, close) });
        }
    }
    items
}

/// After the bracket that closes the one at `open`.
fn group_end(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

/// After the item that begins at `at`: its semicolon, or its last brace.
fn item_end(tokens: &[Token], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            ";" => return at + 1,
            "{" => return group_end(tokens, at),
            "(" | "[" => at = group_end(tokens, at),
            _ => at += 1,
        }
    }
    tokens.len()
}

/// The name in `… mod name;`.
fn declared_module(item: &[Token]) -> Option<String> {
    match item {
        [.., keyword, name, end] if keyword.text == "mod" && end.text == ";" => Some(name.text.clone()),
        _ => None,
    }
}

/// Reads the path at `at`, and those in its braces; gives the place after it.
fn read_path<'a>(
    tokens: &'a [Token],
    mut at: usize,
    prefix: &[&'a str],
    line: usize,
    found: &mut Vec<CodePath<'a>>,
) -> usize {
    let text = |at: usize| text(tokens, at);
    let mut segments = prefix.to_vec();
    loop {
        segments.push(text(at));
        at += 1;
        if text(at) != "::" || !(text(at + 1) == "{" || text(at + 1) == "*" || text(at + 1).starts_with(is_word)) {
            break;
        }
        at += 1;
        if text(at) == "{" {
            let end = group_end(tokens, at);
            at += 1;
            while at + 1 < end {
                at = read_path(tokens, at, &segments, tokens[at].line, found);
                while at + 1 < end && text(at) != "," {
                    at += 1;
                }
                at += 1;
            }
            return end;
        }
    }
    segments.retain(|segment| *segment != "self");
    found.push(CodePath { line, segments });
    at
}
