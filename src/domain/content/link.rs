//! Links from one content item to another, checks that their targets exist, and equipment needs.

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::exercise::Id;
use super::object_reader::Fields;
use super::words::words;
use crate::domain::text::{Text, folded};

words! {
    /// Kinds of content item; with an `s`, the name of a folder. An id that several of them have means the first.
    ItemKind, "kind of content":
    /// `routines/`
    Routine = "routine",
    /// `exercises/`
    Exercise = "exercise",
    /// `guides/`
    Guide = "guide",
    /// `plans/`
    Plan = "plan",
}

/// The characters of an id that is made of a name, at most: with room for a number behind it.
const LONGEST_STEM: usize = 50;

impl ItemKind {
    /// Returns true if no item of this kind may have `id`, because it means something else in the journal.
    pub fn is_reserved(self, id: &Id) -> bool {
        matches!(self, Self::Routine | Self::Exercise) && *id == Id::TIMER
    }
}

/// Returns the ids for a new item, without end and the best first: made of `name`, or of `otherwise` if nothing of it can
/// be used, then with the numbers from 2. None of them is reserved.
pub fn ids_of(name: &str, otherwise: &str) -> impl Iterator<Item = Id> {
    let folded = folded(name);
    let parts = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let stem: String = parts.collect::<Vec<_>>().join("-").chars().take(LONGEST_STEM).collect();
    let stem = Some(stem.trim_end_matches('-')).filter(|stem| !stem.is_empty()).unwrap_or(otherwise).to_owned();
    let all = (1..).map(move |n| if n == 1 { stem.clone() } else { format!("{stem}-{n}") });
    let all = all.filter_map(|id| Id::new(&id).ok());
    all.filter(|id| !ItemKind::VALUES.iter().any(|kind| kind.is_reserved(id)))
}

/// The ids that exist, for checking links while files are read.
pub trait KnownIds {
    /// Returns true if there is an item of this kind and id.
    fn is_known(&self, kind: ItemKind, id: &Id) -> bool;
    /// Returns the existing id of this kind that is most similar to `id`.
    fn nearest(&self, kind: ItemKind, id: &Id) -> Option<String>;
}

/// A [`KnownIds`] that accepts every id: built-in files are checked by tests, not at every start.
pub struct Anything;

impl KnownIds for Anything {
    fn is_known(&self, _: ItemKind, _: &Id) -> bool {
        true
    }

    fn nearest(&self, _: ItemKind, _: &Id) -> Option<String> {
        None
    }
}

/// Reports the `id` in field `name` if there is no such item.
pub(super) fn check_id(f: &mut Fields<'_, '_>, name: &str, kind: ItemKind, id: &Id, known: &dyn KnownIds) {
    if !known.is_known(kind, id) {
        let hint = known.nearest(kind, id).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        f.problem(name, format!("there is no {kind} `{id}`{hint}"));
    }
}

/// A link to another item: `{"exercise": "bird-dog", "why": "the same, held"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The kind of the target.
    pub kind: ItemKind,
    /// The id of the target.
    pub id: Id,
    /// The reason to follow it, in a few words.
    pub why: Option<Text>,
}

impl Link {
    /// Returns a link without a reason.
    pub const fn new(kind: ItemKind, id: Id) -> Self {
        Self { kind, id, why: None }
    }

    /// Reads a link from an object, and reports a target that does not exist.
    pub(super) fn read(f: &mut Fields<'_, '_>, known: &dyn KnownIds) -> Option<Self> {
        let found: Vec<_> = ItemKind::VALUES.iter().map(|kind| (*kind, f.optional::<Id>(kind.as_str()))).collect();
        let why = f.optional("why");
        let mut given = found.into_iter().filter_map(|(kind, id)| Some((kind, id?)));
        let first = given.next();
        if let Some((second, _)) = given.next() {
            f.problem(second.as_str(), "a link leads to one item; make it two links");
        }
        let Some((kind, id)) = first else {
            // One that is there and wrong was reported already.
            if !ItemKind::VALUES.iter().any(|kind| f.has(kind.as_str())) {
                f.problem("", "this link leads nowhere; expected for instance {\"exercise\": \"bird-dog\"}");
            }
            return None;
        };
        check_id(f, kind.as_str(), kind, &id, known);
        Some(Self { kind, id, why })
    }
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry(self.kind.as_str(), &self.id)?;
        if let Some(why) = &self.why {
            map.serialize_entry("why", why)?;
        }
        map.end()
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Link {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Link".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (id, why) = (generator.subschema_for::<Id>(), generator.subschema_for::<Text>());
        let one = |kind: &str| serde_json::json!({"properties": {kind: id, "why": why}, "required": [kind], "additionalProperties": false});
        let all = ["exercise", "routine", "plan", "guide"].map(one);
        schemars::json_schema!({
            "description": "Where to go from here, and why",
            "type": "object",
            "oneOf": all,
        })
    }
}

/// A need for equipment: one thing, or any one of several.
///
/// **Shape**: in a file `"mat"`, or `["step", "bench"]` where either does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need(Vec<Id>);

/// The thing that is assumed to be at hand everywhere: a carpet or a towel can replace it.
const EVERYWHERE: &str = "mat";

impl Need {
    /// Returns a need that any of `any_of` meets; `None` if that is empty.
    pub fn new(any_of: Vec<Id>) -> Option<Self> {
        (!any_of.is_empty()).then_some(Self(any_of))
    }

    /// Returns the things of which one is needed; at least one.
    pub fn any_of(&self) -> &[Id] {
        &self.0
    }

    /// Returns true if one of `at_hand` meets the need. A mat is assumed to be at hand.
    pub fn is_met(&self, at_hand: &[Id]) -> bool {
        self.0.iter().any(|id| id.as_str() == EVERYWHERE || at_hand.contains(id))
    }

    /// Returns true if nothing has to be at hand.
    pub fn is_met_everywhere(&self) -> bool {
        self.is_met(&[])
    }
}

impl fmt::Display for Need {
    /// `mat`, `step or bench`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, id) in self.0.iter().enumerate() {
            let or = if at == 0 { "" } else { " or " };
            write!(f, "{or}{}", id.as_str().replace('-', " "))?;
        }
        Ok(())
    }
}

/// Returns the needs as text: `needs mat, step or bench`, or `nothing needed`.
pub fn needs_text(needs: &[Need]) -> String {
    match needs {
        [] => "nothing needed".to_owned(),
        needs => format!("needs {}", needs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    }
}

impl Serialize for Need {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => one.serialize(to),
            several => several.serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Need {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct NeedVisitor;

        impl<'de> serde::de::Visitor<'de> for NeedVisitor {
            type Value = Need;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a thing like \"mat\", or a list of which one does")
            }

            fn visit_str<E: serde::de::Error>(self, raw: &str) -> Result<Need, E> {
                Id::new(raw).map(|id| Need(vec![id])).map_err(E::custom)
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Need, A::Error> {
                let mut any_of = Vec::new();
                while let Some(id) = list.next_element()? {
                    any_of.push(id);
                }
                Need::new(any_of)
                    .ok_or_else(|| serde::de::Error::custom("this list is empty; expected at least one thing"))
            }
        }
        from.deserialize_any(NeedVisitor)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Need {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Need".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let id = generator.subschema_for::<Id>();
        schemars::json_schema!({
            "description": "Something that is needed: one thing, or a list of which any one does",
            "oneOf": [id, {"type": "array", "items": id, "minItems": 1}],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_any_name() {
        let first = |name: &str| ids_of(name, "exercise").next().unwrap().to_string();
        assert_eq!(first("Wall  Angel!"), "wall-angel");
        assert_eq!(ids_of("Wall Angel", "exercise").nth(1).unwrap().as_str(), "wall-angel-2");
        assert_eq!(first("Core Basics (mine)"), "core-basics-mine");
        assert_eq!(first("Übung für Müde"), "ubung-fur-mude");
        assert_eq!(first("ทำ"), "exercise");
        assert_eq!(first(&"a-".repeat(90)).len(), 49);
        assert_eq!(first("Timer"), "timer-2", "the first one is reserved");
    }

    #[test]
    fn either_of_several_does() {
        let needs: Vec<Need> = serde_json::from_str(r#"["mat", ["step", "bench"]]"#).unwrap();
        assert_eq!(needs_text(&needs), "needs mat, step or bench");
        assert_eq!(serde_json::to_string(&needs).unwrap(), r#"["mat",["step","bench"]]"#);
        let met = |at_hand: &[&str]| {
            let at_hand: Vec<Id> = at_hand.iter().map(|id| Id::new(id).unwrap()).collect();
            needs.iter().all(|need| need.is_met(&at_hand))
        };
        assert!(met(&["bench"]) && met(&["step", "ball"]));
        assert!(!met(&[]) && !met(&["ball"]));
        assert!(serde_json::from_str::<Need>("[]").is_err());
    }
}
