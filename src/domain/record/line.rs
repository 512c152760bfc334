//! One entry as one line of JSON, and back.
//!
//! A line is read in one pass: the fields that every entry has are picked out as they come, the
//! others go straight to the type that `kind` names. (An enum tagged by serde would buffer every
//! line first.) A line with `kind` after its own fields is read in two passes.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::answer::{Activity, Note, RedFlagSeen, Safety, SelfTest};
use super::entry::{Body, Entry, Rating, Session, Stamp, VERSION};
use super::goal::Goal;
use super::plan_mark::PlanMark;
use super::stamp;

mod error;
mod reader;

pub use error::LineError;

/// The longest line that is read or written, in bytes, without its end. A session of a whole day
/// has some hundred thousand.
pub const MAX_LINE: usize = 1 << 20;

/// What a line holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// An entry of a kind known here.
    Known(Entry),
    /// A kind or a version that is not known here: kept in the file, and not looked at.
    Foreign,
}

/// What a line says about itself, without reading all of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glance<'a> {
    /// Its id as text.
    pub id: &'a [u8],
    /// Its kind.
    pub kind: &'a [u8],
    /// When it was written.
    pub at: Stamp,
    /// The line from the quote after that time on.
    rest: &'a [u8],
}

/// The fields of an amend.
#[derive(Serialize, Deserialize)]
struct Amend<S> {
    target: Uuid,
    set: S,
}

/// The fields of a delete.
#[derive(Serialize, Deserialize)]
struct Delete {
    target: Uuid,
}

/// The kinds known here.
#[derive(Clone, Copy)]
enum Kind {
    Rating,
    Session,
    Plan,
    Goal,
    Activity,
    SelfTest,
    Safety,
    RedFlagSeen,
    Note,
    Amend,
    Delete,
}

impl Kind {
    fn of(word: &str) -> Option<Self> {
        match word {
            "rating" => Some(Self::Rating),
            "session" => Some(Self::Session),
            "plan" => Some(Self::Plan),
            "goal" => Some(Self::Goal),
            "activity" => Some(Self::Activity),
            "self_test" => Some(Self::SelfTest),
            "safety" => Some(Self::Safety),
            "red_flag_seen" => Some(Self::RedFlagSeen),
            "note" => Some(Self::Note),
            "amend" => Some(Self::Amend),
            "delete" => Some(Self::Delete),
            _ => None,
        }
    }

    fn read_body<'de, D: serde::Deserializer<'de>>(self, from: D) -> Result<Body, D::Error> {
        Ok(match self {
            Self::Rating => Body::Rating(Rating::deserialize(from)?),
            Self::Session => Body::Session(Session::deserialize(from)?),
            Self::Plan => Body::Plan(PlanMark::deserialize(from)?),
            Self::Goal => Body::Goal(Goal::deserialize(from)?),
            Self::Activity => Body::Activity(Activity::deserialize(from)?),
            Self::SelfTest => Body::SelfTest(SelfTest::deserialize(from)?),
            Self::Safety => Body::Safety(Safety::deserialize(from)?),
            Self::RedFlagSeen => Body::RedFlagSeen(RedFlagSeen::deserialize(from)?),
            Self::Note => Body::Note(Note::deserialize(from)?),
            Self::Amend => {
                let Amend { target, set } = Amend::deserialize(from)?;
                Body::Amend { target, set }
            }
            Self::Delete => Body::Delete { target: Delete::deserialize(from)?.target },
        })
    }
}

impl Body {
    /// The kind as the journal names it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Rating(_) => "rating",
            Self::Session(_) => "session",
            Self::Plan(_) => "plan",
            Self::Goal(_) => "goal",
            Self::Activity(_) => "activity",
            Self::SelfTest(_) => "self_test",
            Self::Safety(_) => "safety",
            Self::RedFlagSeen(_) => "red_flag_seen",
            Self::Note(_) => "note",
            Self::Amend { .. } => "amend",
            Self::Delete { .. } => "delete",
        }
    }
}

impl Entry {
    /// The entry as one line of JSON, its end (`\n`) included.
    ///
    /// **Shape**: keys in the order `v`, `id`, `kind`, `at`, then those of the kind; no line break
    /// inside.
    pub fn to_line(&self) -> String {
        match &self.body {
            Body::Rating(rating) => self.write(rating),
            Body::Session(session) => self.write(session),
            Body::Plan(mark) => self.write(mark),
            Body::Goal(goal) => self.write(goal),
            Body::Activity(activity) => self.write(activity),
            Body::SelfTest(test) => self.write(test),
            Body::Safety(answers) => self.write(answers),
            Body::RedFlagSeen(seen) => self.write(seen),
            Body::Note(note) => self.write(note),
            Body::Amend { target, set } => self.write(&Amend { target: *target, set }),
            Body::Delete { target } => self.write(&Delete { target: *target }),
        }
    }

    #[expect(clippy::expect_used, reason = "every key is a string and every value a plain one: nothing can fail")]
    fn write<B: Serialize>(&self, body: &B) -> String {
        #[derive(Serialize)]
        struct Written<'a, B> {
            v: u32,
            id: Uuid,
            kind: &'static str,
            #[serde(serialize_with = "stamp::write")]
            at: &'a Stamp,
            #[serde(flatten)]
            body: &'a B,
        }
        let written = Written { v: VERSION, id: self.id, kind: self.body.kind(), at: &self.at, body };
        let mut line = serde_json::to_string(&written).expect("an entry is plain JSON");
        line.push('\n');
        line
    }
}

/// Reads one line, with or without its end.
///
/// ```
/// use supple::domain::record::line::{Line, parse_line};
///
/// let newer = br#"{"v":2,"id":"from a later version"}"#;
/// assert_eq!(parse_line(newer), Ok(Line::Foreign));
/// assert!(parse_line(br#"{"v":1,"id":"0197"#).is_err());
/// ```
///
/// # Errors
/// What is wrong with the line, for a person: see [`LineError`].
pub fn parse_line(raw: &[u8]) -> Result<Line, LineError> {
    if raw.len() > MAX_LINE + 1 {
        return Err(LineError::TooLong);
    }
    reader::read(error::text_of(raw)?)
}

/// Returns `entry` as a line of JSON that [`parse_line`] has been seen to read as an entry with this id.
///
/// # Errors
/// The error of the reader. A change is read as one of an entry that is not known here: of its fields only times are
/// looked at.
pub fn readable_line(entry: &Entry) -> Result<String, LineError> {
    let line = entry.to_line();
    match parse_line(line.as_bytes())? {
        Line::Known(read) if read.id == entry.id && read.body.kind() == entry.body.kind() => {}
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
            stamp::parse(time).map_err(|reason| LineError::Field { field: field.into(), column: 1, reason })?;
        }
    }
    Ok(line)
}

/// A light look at a line in the form this program writes; `None` for any other form, which may
/// still be a good line.
pub fn glance(raw: &[u8]) -> Option<Glance<'_>> {
    let rest = raw.strip_prefix(br#"{"v":1,"id":""#)?;
    let (id, rest) = rest.split_at_checked(36)?;
    let (kind, rest) = until_quote(rest.strip_prefix(br#"","kind":""#)?)?;
    let (at, rest) = until_quote(rest.strip_prefix(br#"","at":""#)?)?;
    let at = stamp::parse(std::str::from_utf8(at).ok()?).ok()?;
    Some(Glance { id, kind, at, rest })
}

impl<'a> Glance<'a> {
    /// The routine of a session in the form this program writes; `None` for any other form or kind.
    pub fn routine(&self) -> Option<&'a [u8]> {
        let (_, rest) = until_quote(self.rest.strip_prefix(br#"","ended":""#)?)?;
        until_quote(rest.strip_prefix(br#"","routine":""#)?).map(|(routine, _)| routine)
    }
}

/// The bytes before the first quote within the length of a kind or a time, and the rest from it on.
fn until_quote(raw: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = raw.iter().take(64).position(|byte| *byte == b'"')?;
    raw.split_at_checked(end)
}

#[cfg(test)]
mod tests;
