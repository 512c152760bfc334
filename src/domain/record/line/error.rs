//! What can be wrong with a line, in words for people: which field, what is allowed there.

use serde_json::error::Category;

use super::MAX_LINE;
use crate::domain::text::Text;

/// Why a line cannot be read. The line stays in its file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// It ends in the middle: a write was cut off.
    #[error("the line is torn: it ends in the middle of an entry")]
    Torn,
    /// Not UTF-8, or zero bytes.
    #[error("the line holds binary data, not text")]
    Binary,
    /// No JSON object.
    #[error("the line is not a JSON object (column {column}: {reason})")]
    NotJson {
        /// Where it went wrong, in bytes from 1.
        column: usize,
        /// What the parser says.
        reason: String,
    },
    /// A field that the kind needs is not there.
    #[error("field `{field}` is missing")]
    Missing {
        /// Its name.
        field: String,
    },
    /// A field holds what it must not.
    #[error("field `{field}` (column {column}): {reason}")]
    Field {
        /// Its name; for something inside `steps`, that.
        field: String,
        /// Where it went wrong, in bytes from 1.
        column: usize,
        /// What is wrong, and what is allowed.
        reason: String,
    },
    /// More than [`MAX_LINE`] bytes.
    #[error("the line is longer than {MAX_LINE} bytes")]
    TooLong,
}

/// The line as text, without a byte order mark and without its end, so that a string that was cut
/// off does not seem to hold a line break.
pub(super) fn text_of(raw: &[u8]) -> Result<&str, LineError> {
    let raw = raw.strip_suffix(b"\n").unwrap_or(raw);
    let raw = raw.strip_suffix(b"\r").unwrap_or(raw);
    match std::str::from_utf8(raw) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        // Cut off inside a character, as opposed to bytes that are none.
        Err(error) if error.error_len().is_none() && raw.first() == Some(&b'{') => Err(LineError::Torn),
        Err(_) => Err(LineError::Binary),
    }
}

/// What the parser's `error` in `line` means; `field` is the last field it began.
pub(super) fn explain(error: &serde_json::Error, line: &str, field: &str) -> LineError {
    let column = error.column();
    let text = error.to_string();
    let reason = text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
    match error.classify() {
        Category::Syntax if line.contains('\0') => LineError::Binary,
        Category::Eof => LineError::Torn,
        Category::Syntax | Category::Io => LineError::NotJson { column, reason: shown(reason) },
        Category::Data => match reason.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
            Some(missing) => LineError::Missing { field: shown(missing) },
            None if field.is_empty() => LineError::NotJson { column, reason: shown(reason) },
            None => LineError::Field { field: shown(field), column, reason: shown(&in_plain_words(reason)) },
        },
    }
}

/// The parser's names for types, as people say them.
fn in_plain_words(reason: &str) -> String {
    let plain = [
        ("expected u32", "expected a whole number from 0 to 4294967295"),
        ("expected struct Quantity", "expected an object like {\"hold_s\":25}"),
        ("expected struct StepRecord", "expected an object"),
        ("expected a sequence", "expected a list"),
        ("expected a map", "expected an object"),
    ];
    plain.iter().fold(reason.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Text of a file as part of a message: nothing a terminal acts on, and not without end.
fn shown(raw: &str) -> String {
    const LONGEST: usize = 300;
    let text = Text::clean(&raw.chars().take(LONGEST + 1).collect::<String>());
    match text.as_str().char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.as_str().get(..end).unwrap_or_default()),
        None => text.as_str().to_owned(),
    }
}
