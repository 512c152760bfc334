//! Entries as lines of JSON, written (in `written`) and read.
//!
//! A line is read in one pass: the fields that every entry has are picked out as they come, the others go straight to
//! the type that `kind` names. (An enum tagged by serde would buffer every line first.) A line with `kind` after its
//! own fields is read in two passes. `reader` does this.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::value::{CowStrDeserializer, MapAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::error::Category;
use timestamp::Borrowed;
use uuid::Uuid;

use crate::domain::content::words::WordList;
use crate::domain::journal::browse::EntryKind;
use crate::domain::journal::entry::{Body, Entry, Stamp, VERSION};
use crate::domain::journal::timestamp;
use crate::domain::text::Text;

mod written;

pub(super) use written::EntryLine;

/// The length limit of a line that is read or written, in bytes, without its end. A session of a whole day has some
/// hundred thousand.
pub const MAX_LINE: usize = 1 << 20;

/// The content of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum JournalLine {
    /// An entry of a kind known here.
    Known(Entry),
    /// A kind or a version that is not known here: kept in the file and otherwise ignored.
    Foreign,
}

/// Reasons why a line cannot be read. The line stays in its file.
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
        /// The column of the error, in bytes from 1.
        column: usize,
        /// The message of the parser.
        reason: String,
    },
    /// A field that the kind needs is absent.
    #[error("field `{field}` is missing")]
    Missing {
        /// Its name.
        field: String,
    },
    /// A field has a value that is not allowed.
    #[error("field `{field}` (column {column}): {reason}")]
    Field {
        /// Its name; `steps` for anything inside that.
        field: String,
        /// The column of the error, in bytes from 1.
        column: usize,
        /// The problem, and the allowed values.
        reason: String,
    },
    /// More than [`MAX_LINE`] bytes.
    #[error("the line is longer than {MAX_LINE} bytes")]
    TooLong,
}

/// The head of a line, read without the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glance<'a> {
    /// The id as text.
    pub id: &'a [u8],
    /// The kind.
    pub kind: &'a [u8],
    /// The time of writing.
    pub at: Stamp,
    /// The line from the quote after the time on.
    rest: &'a [u8],
}

/// The fields of an amend.
#[derive(Deserialize)]
struct Amend {
    target: Uuid,
    set: serde_json::Map<String, serde_json::Value>,
}

/// The fields of a delete.
#[derive(Deserialize)]
struct Delete {
    target: Uuid,
}

/// The kinds known here.
#[derive(Clone, Copy)]
enum LineKind {
    Recorded(EntryKind),
    Amend,
    Delete,
}

impl LineKind {
    fn of(word: &str) -> Option<Self> {
        match word {
            "amend" => Some(Self::Amend),
            "delete" => Some(Self::Delete),
            _ => EntryKind::ALL.iter().find(|(known, _)| *known == word).map(|(_, kind)| Self::Recorded(*kind)),
        }
    }

    fn read_body<'de, D: serde::Deserializer<'de>>(self, from: D) -> Result<Body, D::Error> {
        match self {
            Self::Recorded(kind) => kind.read(from),
            Self::Amend => Amend::deserialize(from).map(|Amend { target, set }| Body::Amend { target, set }),
            Self::Delete => Delete::deserialize(from).map(|Delete { target }| Body::Delete { target }),
        }
    }
}

/// Reads one line, with or without its end.
///
/// ```
/// use supple::domain::journal::line::{JournalLine, parse_line};
///
/// let newer = br#"{"v":2,"id":"from a later version"}"#;
/// assert_eq!(parse_line(newer), Ok(JournalLine::Foreign));
/// assert!(parse_line(br#"{"v":1,"id":"0197"#).is_err());
/// ```
///
/// # Errors
/// A [`LineError`] that explains the problem to people.
pub fn parse_line(raw: &[u8]) -> Result<JournalLine, LineError> {
    if raw.len() > MAX_LINE + 1 {
        return Err(LineError::TooLong);
    }
    read(text_of(raw)?)
}

/// Returns `entry` as a line of JSON, after checking that [`parse_line`] reads it as an entry with this id.
///
/// # Errors
/// The error of the reader. The target of a change is not known here, so that of its new fields only times are checked.
pub fn readable_line(entry: &Entry) -> Result<String, LineError> {
    let line = entry.to_line();
    match parse_line(line.as_bytes())? {
        JournalLine::Known(read) if read.id == entry.id && read.body.kind() == entry.body.kind() => {}
        _ => {
            return Err(LineError::Field {
                field: "kind".into(),
                column: 1,
                reason: "it reads as another entry".into(),
            });
        }
    }
    if let Body::Amend { set, .. } = &entry.body {
        for field in ["at", "ended"] {
            let Some(serde_json::Value::String(time)) = set.get(field) else { continue };
            timestamp::parse(time).map_err(|reason| LineError::Field { field: field.into(), column: 1, reason })?;
        }
    }
    Ok(line)
}

/// Reads the head of a line in the form this program writes; `None` for any other form, even a valid one.
pub fn glance(raw: &[u8]) -> Option<Glance<'_>> {
    let rest = raw.strip_prefix(br#"{"v":1,"id":""#)?;
    let (id, rest) = rest.split_at_checked(36)?;
    let (kind, rest) = until_quote(rest.strip_prefix(br#"","kind":""#)?)?;
    let (at, rest) = until_quote(rest.strip_prefix(br#"","at":""#)?)?;
    let at = timestamp::parse(std::str::from_utf8(at).ok()?).ok()?;
    Some(Glance { id, kind, at, rest })
}

impl<'a> Glance<'a> {
    /// Returns the routine of a session in the form this program writes; `None` for any other form or kind.
    pub fn routine(&self) -> Option<&'a [u8]> {
        let (_, rest) = until_quote(self.rest.strip_prefix(br#"","ended":""#)?)?;
        until_quote(rest.strip_prefix(br#"","routine":""#)?).map(|(routine, _)| routine)
    }
}

/// Splits before the first quote; `None` if it is not within the length of a kind or a time.
fn until_quote(raw: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = raw.iter().take(64).position(|byte| *byte == b'"')?;
    raw.split_at_checked(end)
}

/// Returns the line as text, without a byte order mark and without its end, so that a string that was cut off does not
/// seem to contain a line break.
fn text_of(raw: &[u8]) -> Result<&str, LineError> {
    let raw = raw.strip_suffix(b"\n").unwrap_or(raw);
    let raw = raw.strip_suffix(b"\r").unwrap_or(raw);
    match std::str::from_utf8(raw) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        // Cut off inside a character, as opposed to bytes that are none.
        Err(error) if error.error_len().is_none() && raw.first() == Some(&b'{') => Err(LineError::Torn),
        Err(_) => Err(LineError::Binary),
    }
}

/// Converts the parser's `error` in `line`; `field` is the last field it began.
fn explain(error: &serde_json::Error, line: &str, field: &str) -> LineError {
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

/// Replaces the parser's names of types by words for people.
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

/// Returns text of a file for use in a message: without control characters, and of limited length.
fn shown(raw: &str) -> String {
    const LONGEST: usize = 300;
    let text = Text::clean(&raw.chars().take(LONGEST + 1).collect::<String>());
    match text.as_str().char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.as_str().get(..end).unwrap_or_default()),
        None => text.as_str().to_owned(),
    }
}

/// Reads the entry in `text`.
fn read(text: &str) -> Result<JournalLine, LineError> {
    let mut field = Cow::Borrowed("");
    let mut json = serde_json::Deserializer::from_str(text);
    let parsed =
        LineVisitor { field: &mut field }.deserialize(&mut json).and_then(|parsed| json.end().map(|()| parsed));
    match parsed {
        Ok(Parsed::Whole(line)) => Ok(line),
        Ok(Parsed::KindComesLate) => in_two_passes(text),
        // A field of a kind of its own may be anything, whatever it is called.
        Err(error) if error.is_data() && is_foreign(text) => Ok(JournalLine::Foreign),
        Err(error) => Err(explain(&error, text, &field)),
    }
}

enum Parsed {
    Whole(JournalLine),
    KindComesLate,
}

/// Reads a line whose fields are in another order than this program writes: puts `kind` first and reads again.
fn in_two_passes(text: &str) -> Result<JournalLine, LineError> {
    read(&with_kind_first(text).map_err(|error| explain(&error, text, "kind"))?)
}

fn with_kind_first(text: &str) -> Result<String, serde_json::Error> {
    let mut fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text)?;
    let kind = fields.remove("kind").ok_or_else(|| serde_json::Error::missing_field("kind"))?;
    let rest = serde_json::to_string(&fields)?;
    Ok(format!("{{\"kind\":{kind},{}", rest.strip_prefix('{').unwrap_or_default()))
}

/// Returns true if a JSON object has a version or a kind that is not known here.
fn is_foreign(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Sniffed {
        v: Option<serde_json::Value>,
        kind: Option<serde_json::Value>,
    }
    let Ok(Sniffed { v, kind }) = serde_json::from_str(text) else { return false };
    let newer = v.and_then(|v| v.as_u64()).is_some_and(is_newer);
    newer || kind.is_some_and(|kind| kind.as_str().is_some_and(|word| LineKind::of(word).is_none()))
}

fn is_newer(v: u64) -> bool {
    v > u64::from(VERSION)
}

struct LineVisitor<'f, 'de> {
    field: &'f mut Cow<'de, str>,
}

impl<'de> DeserializeSeed<'de> for LineVisitor<'_, 'de> {
    type Value = Parsed;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Parsed, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for LineVisitor<'_, 'de> {
    type Value = Parsed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Parsed, A::Error> {
        let mut fields =
            OwnFields { map, field: self.field, next: None, v: None, id: None, kind: None, kind_seen: false, at: None };
        fields.next = fields.next_own()?;
        if fields.is_foreign() {
            fields.skip_rest()?;
            return Ok(Parsed::Whole(JournalLine::Foreign));
        }
        let Some(kind) = fields.kind else {
            let late = fields.next.is_some();
            fields.skip_rest()?;
            return if late { Ok(Parsed::KindComesLate) } else { Err(A::Error::missing_field("kind")) };
        };
        let body = kind.read_body(MapAccessDeserializer::new(&mut fields))?;
        fields.v.ok_or_else(|| A::Error::missing_field("v"))?;
        let id = fields.id.ok_or_else(|| A::Error::missing_field("id"))?;
        let at = fields.at.ok_or_else(|| A::Error::missing_field("at"))?;
        Ok(Parsed::Whole(JournalLine::Known(Entry { id, at, body })))
    }
}

/// A filter of the fields of a line, which keeps those that every entry has.
struct OwnFields<'f, 'de, A> {
    map: A,
    /// The last field begun, for messages.
    field: &'f mut Cow<'de, str>,
    /// A field whose name has been read, but not its value.
    next: Option<Cow<'de, str>>,
    v: Option<u64>,
    id: Option<Uuid>,
    kind: Option<LineKind>,
    kind_seen: bool,
    at: Option<Stamp>,
}

impl<'de, A: MapAccess<'de>> OwnFields<'_, 'de, A> {
    /// Returns the name of the next field of the kind itself; its value is next to be read.
    fn next_own(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        while let Some(Borrowed(name)) = self.map.next_key()? {
            *self.field = name.clone();
            match name.as_ref() {
                "v" => self.v = Some(version(self.map.next_value()?)?),
                "id" => self.id = Some(self.map.next_value()?),
                "kind" => {
                    let Borrowed(word) = self.map.next_value()?;
                    self.kind = LineKind::of(&word);
                    self.kind_seen = true;
                }
                "at" => {
                    let Borrowed(raw) = self.map.next_value()?;
                    self.at = Some(timestamp::parse(&raw).map_err(A::Error::custom)?);
                }
                _ => return Ok(Some(name)),
            }
        }
        Ok(None)
    }

    fn is_foreign(&self) -> bool {
        self.v.is_some_and(is_newer) || (self.kind_seen && self.kind.is_none())
    }

    /// Reads to the end, to distinguish a torn line from a foreign one.
    fn skip_rest(&mut self) -> Result<(), A::Error> {
        if self.next.take().is_some() {
            self.map.next_value::<IgnoredAny>()?;
        }
        while self.map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for OwnFields<'_, 'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let next = match self.next.take() {
            Some(name) => Some(name),
            None => self.next_own()?,
        };
        next.map(|name| seed.deserialize(CowStrDeserializer::new(name))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

fn version<E: Error>(v: u64) -> Result<u64, E> {
    if v == 0 { Err(E::custom(format_args!("`0` is no version; allowed: {VERSION}"))) } else { Ok(v) }
}

#[cfg(test)]
mod tests;
