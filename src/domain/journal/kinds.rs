//! The kinds of entry: one table, with a row for each, and everything that is generated from it.
//!
//! To add a kind, write a file with its fields and their [`Recorded`], and add a row; the compiler asks for the rest.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::browse::search_term::Sought;
use super::entry::{Entry, Rating, SessionEntry, Stamp};
use super::goal::Goal;
use super::line::EntryLine;
use super::merged::{Journal, Logged};
use super::plan_mark::{Did, PlanMark};
use super::self_report::{ActivityScore, Note, RedFlagSeen, Safety, SelfTestTry};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::{WordList, words};

/// The fields of a kind of entry, in words and in searches.
pub(super) trait Recorded {
    /// Returns the entry in a line, without its time and without its pain score.
    fn headline(&self, catalog: &Catalog) -> String;

    /// Returns true if `word` is in the fields.
    fn has_word(&self, word: &Sought) -> bool;

    /// Returns true if the fields name the routine; by default none does.
    fn has_routine(&self, _: &Id) -> bool {
        false
    }

    /// Returns true if the fields name the exercise; by default none does.
    fn has_exercise(&self, _: &Id) -> bool {
        false
    }
}

/// Declares the kinds of entry: `Kind(Fields) in list = "word in files", "name for people"`.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($fields:ty) in $list:ident = $word:literal, $name:literal;)+) => {
        words! {
            /// Kinds of entry, except for those that change other entries.
            EntryKind, "kind of entry":
            $($(#[$doc])* $kind = $word,)+
        }

        impl EntryKind {
            /// The number of kinds.
            pub const COUNT: usize = Self::ALL.len();

            /// Returns the name for people.
            pub const fn said(self) -> &'static str {
                match self { $(Self::$kind => $name,)+ }
            }

            /// Reads the fields of an entry of this kind.
            pub(super) fn read<'de, D: Deserializer<'de>>(self, from: D) -> Result<Body, D::Error> {
                match self { $(Self::$kind => <$fields>::deserialize(from).map(Body::$kind),)+ }
            }
        }

        /// Kinds of entry, with their fields.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum Body {
            $($(#[$doc])* $kind($fields),)+
            /// A change to an earlier entry.
            Amend {
                /// The entry that is changed.
                target: Uuid,
                /// Its new fields.
                set: Map<String, Value>,
            },
            /// A deletion of an earlier entry.
            Delete {
                /// The entry that is deleted. Deleting a `delete` or an `amend` undoes it.
                target: Uuid,
            },
        }

        impl Body {
            /// Returns the kind as the journal names it.
            pub const fn kind(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => $word,)+
                    Self::Amend { .. } => "amend",
                    Self::Delete { .. } => "delete",
                }
            }
        }

        $(impl From<$fields> for Body {
            fn from(fields: $fields) -> Self {
                Self::$kind(fields)
            }
        })+

        /// An entry of the journal, with its amends applied.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub enum Item<'a> {
            $($(#[$doc])* $kind(&'a Logged<$fields>),)+
        }

        impl<'a> Item<'a> {
            /// Returns the entry of this kind at index `at` of its list.
            pub fn of(journal: &'a Journal, kind: EntryKind, at: usize) -> Option<Self> {
                match kind { $(EntryKind::$kind => journal.$list().get(at).map(Self::$kind),)+ }
            }

            /// Returns the number of entries of this kind.
            pub fn count(journal: &Journal, kind: EntryKind) -> usize {
                match kind { $(EntryKind::$kind => journal.$list().len(),)+ }
            }

            /// Returns the kind of the entry.
            pub const fn kind(&self) -> EntryKind {
                match self { $(Self::$kind(_) => EntryKind::$kind,)+ }
            }

            /// Returns time and id, by which entries are ordered.
            pub const fn order(&self) -> (Stamp, Uuid) {
                match self { $(Self::$kind(entry) => (entry.at, entry.id),)+ }
            }

            /// Returns the fields.
            pub(super) const fn fields(&self) -> &'a dyn Recorded {
                match self { $(Self::$kind(entry) => &entry.body,)+ }
            }

            /// Returns a copy, to be written.
            pub fn entry(&self) -> Entry {
                match self { $(Self::$kind(entry) => entry.entry(),)+ }
            }

            /// Adds the entry to `text` as a line of JSON, without its end.
            ///
            /// # Errors
            /// Those of the serializer; there are none.
            pub fn write_json(&self, text: &mut Vec<u8>) -> serde_json::Result<()> {
                match self {
                    $(Self::$kind(entry) => {
                        serde_json::to_writer(text, &EntryLine::new(entry.id, $word, &entry.at, &entry.body))
                    })+
                }
            }
        }

        impl Journal {
            $(
                #[doc = concat!("Returns the entries of the kind `", $word, "`, in order of time, then id.")]
                pub fn $list(&self) -> &[Logged<$fields>] {
                    &self.lists.$list
                }
            )+
        }

        /// The entries of each kind, in order of time, then id.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub(super) struct Lists {
            $(pub(super) $list: Vec<Logged<$fields>>,)+
        }

        impl Lists {
            /// Adds an entry at the end of its list, whatever its time; does nothing with a change.
            pub(super) fn push(&mut self, Entry { id, at, body }: Entry) {
                match body {
                    $(Body::$kind(body) => self.$list.push(Logged { id, at, body }),)+
                    Body::Amend { .. } | Body::Delete { .. } => {}
                }
            }

            /// Adds an entry at its place; does nothing with a change.
            pub(super) fn insert(&mut self, Entry { id, at, body }: Entry) {
                match body {
                    $(Body::$kind(body) => insert(&mut self.$list, Logged { id, at, body }),)+
                    Body::Amend { .. } | Body::Delete { .. } => {}
                }
            }

            /// Reverses each list.
            pub(super) fn reverse(&mut self) {
                $(self.$list.reverse();)+
            }

            /// Sorts each list.
            pub(super) fn sort(&mut self) {
                $(self.$list.sort_by_key(Logged::order);)+
            }

            /// Returns true if an entry with this time and id is in a list.
            pub(super) fn has(&self, order: (Stamp, Uuid)) -> bool {
                $(self.$list.binary_search_by_key(&order, Logged::order).is_ok())||+
            }

            /// Returns true if the entry with the id of `original` is in a list and differs from it.
            pub(super) fn has_amended(&self, original: &Entry) -> bool {
                match &original.body {
                    $(Body::$kind(first) => self.$list.iter().any(|now| {
                        now.id == original.id && (now.at != original.at || now.body != *first)
                    }),)+
                    Body::Amend { .. } | Body::Delete { .. } => false,
                }
            }

            /// Moves the entries with these ids into `originals`, except for those that are there already.
            pub(super) fn set_aside(&mut self, ids: &HashSet<Uuid>, originals: &mut HashMap<Uuid, Entry>) {
                $(for logged in self.$list.extract_if(.., |logged| ids.contains(&logged.id)) {
                    originals.entry(logged.id).or_insert_with(|| logged.into_entry());
                })+
            }

            /// Removes the entry with this id, if its time is within these milliseconds; `None` searches all lists.
            pub(super) fn remove(&mut self, id: Uuid, millis: Option<&Range<i64>>) -> Option<Entry> {
                $(if let Some(entry) = remove(&mut self.$list, id, millis) {
                    return Some(entry);
                })+
                None
            }
        }
    };
}

kinds! {
    /// One run of a routine.
    Session(SessionEntry) in sessions = "session", "session";
    /// A pain score.
    Rating(Rating) in ratings = "rating", "rating";
    /// A note of the user's.
    Note(Note) in notes = "note", "note";
    /// A score for an activity of the user's own.
    Activity(ActivityScore) in activities = "activity", "goal score";
    /// A try at a self-test.
    SelfTest(SelfTestTry) in self_tests = "self_test", "self-test";
    /// Answers to the questions about safety.
    Safety(Safety) in safety = "safety", "safety questions";
    /// A professional has looked at such an answer.
    RedFlagSeen(RedFlagSeen) in red_flags_seen = "red_flag_seen", "seen by a professional";
    /// A step on the way through a plan.
    Plan(PlanMark) in plan_marks = "plan", "plan entry";
    /// A change of the weekly goal.
    Goal(Goal) in goals = "goal", "weekly goal";
}

impl Item<'_> {
    /// Returns the id.
    pub const fn id(&self) -> Uuid {
        self.order().1
    }

    /// Returns the time; for a session, that of its start.
    pub const fn at(&self) -> Stamp {
        self.order().0
    }

    /// Returns true for work that was ticked off in a plan.
    pub fn is_tick(&self) -> bool {
        matches!(self, Item::Plan(mark) if mark.did == Did::Done)
    }

    /// Returns the entry in a line, without its time and without its pain score.
    pub fn headline(&self, catalog: &Catalog) -> String {
        self.fields().headline(catalog)
    }
}

fn insert<T>(list: &mut Vec<Logged<T>>, logged: Logged<T>) {
    let index = list.partition_point(|other| other.order() < logged.order());
    list.insert(index, logged);
}

fn remove<T: Into<Body>>(list: &mut Vec<Logged<T>>, id: Uuid, millis: Option<&Range<i64>>) -> Option<Entry> {
    let from = millis.map_or(0, |span| list.partition_point(|logged| logged.at.timestamp_millis() < span.start));
    let to = millis.map_or(list.len(), |span| list.partition_point(|logged| logged.at.timestamp_millis() < span.end));
    // Most changes are of the entry written last.
    let at = list.get(from..to)?.iter().rposition(|logged| logged.id == id)?;
    Some(list.remove(from + at).into_entry())
}
