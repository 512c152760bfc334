//! Problems of content files, with place, message and severity.

use std::fmt;

use crate::domain::text::folded;
use crate::domain::text::lines::columns;
use serde::Serialize;

/// The severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file is used, but part of it was changed or left out.
    Warning,
}

/// An error or a warning about a content file.
///
/// Shows as `file:line:column: field: message`, the form editors jump to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file as people know it: a path, or `built-in routines/x.json`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The path of the field: `steps[2].hold_s`; empty for the file as a whole.
    pub field: String,
    /// A description of the error and of what is expected.
    pub message: String,
    /// The severity: an error makes the file unusable.
    pub severity: Severity,
}

impl Problem {
    /// Returns an error about a file as a whole, placed at its first line.
    pub fn whole_file(file: &str, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: 1,
            column: 1,
            field: String::new(),
            message: message.into(),
            severity: Severity::Error,
        }
    }

    /// Returns true if the file can be used all the same.
    pub fn is_warning(&self) -> bool {
        self.severity == Severity::Warning
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        if self.severity == Severity::Warning {
            f.write_str("warning: ")?;
        }
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(&self.message)
    }
}

/// Returns the first of the problems of the user's files in one line of at most `room` columns where that is possible,
/// with its file, and the number of further ones; `None` if there are none.
///
/// The path is shortened to the folder and the file if the line would be longer.
pub fn headline(problems: &[Problem], room: usize) -> Option<String> {
    let (first, others) = problems.split_first()?;
    let more = if others.is_empty() { String::new() } else { format!(" (and {} more)", others.len()) };
    let rest = format!("{more}: line {}: {}", first.line, first.message);
    if columns(&first.file) + columns(&rest) <= room {
        return Some(format!("{}{rest}", first.file));
    }
    let parts: Vec<&str> = first.file.rsplit(['/', '\\']).take(2).collect();
    Some(format!("{}{rest}", parts.into_iter().rev().collect::<Vec<_>>().join("/")))
}

/// Returns the line and the column, both from 1, of the byte at `offset` in `text`.
pub fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset.min(text.len())).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(line_start..).map_or(0, |line| line.chars().count()) + 1;
    (before.matches('\n').count() + 1, column)
}

/// Returns the allowed word most similar to `given`, if one is similar enough to be meant.
///
/// ```
/// use supple::domain::content::problem::nearest;
///
/// assert_eq!(nearest("brid-dog", ["bird-dog", "dead-bug"]), Some("bird-dog"));
/// assert_eq!(nearest("zebra", ["bird-dog", "dead-bug"]), None);
/// ```
pub fn nearest<'a>(given: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = folded(given);
    let limit = (given.chars().count() / 3).max(1) + 1;
    allowed
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&given, &folded(word)), word))
        .filter(|(far, _)| *far <= limit)
        .min_by_key(|(far, _)| *far)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        assert_eq!(position("ab\ncü}", 0), (1, 1));
        assert_eq!(position("ab\ncü}", "ab\ncü".len()), (2, 3));
        assert_eq!(position("", 9), (1, 1));
    }
}
