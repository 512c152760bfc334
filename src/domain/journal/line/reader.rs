//! Reads a line in one pass: a filter over its fields takes out those that every entry has, and passes the others on to
//! the type of the kind.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::value::{CowStrDeserializer, MapAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use uuid::Uuid;

use super::timestamp::{self, Borrowed};
use super::{Entry, JournalLine, LineError, LineKind, Stamp, VERSION, explain};

/// Reads the entry in `text`.
pub(super) fn read(text: &str) -> Result<JournalLine, LineError> {
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
