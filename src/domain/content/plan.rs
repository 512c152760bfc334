//! Plans: routines and tasks spread over days, weeks or sessions.

use serde::Serialize;

use super::dose::{Amount, amount};
use super::exercise::{Id, Source, required_text};
use super::link::{ItemKind, KnownIds, Link, check_id};
use super::object_reader::{Fields, read};
use super::problem::Problem;
use super::words::{Whose, words};
use crate::domain::text::Text;

words! {
    /// Lengths of a part of a plan.
    By, "length of a part":
    /// A day.
    Day = "day",
    /// A week.
    Week = "week",
    /// A training session, at any time.
    Session = "session",
}

impl By {
    /// Returns the word for several parts.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Day => "days",
            Self::Week => "weeks",
            Self::Session => "sessions",
        }
    }
}

/// An ordered set of routines and tasks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Plan {
    /// Unique among plans; the file's stem.
    pub id: Id,
    /// The title, in title case.
    pub title: Text,
    /// The purpose, in one line.
    pub summary: Text,
    /// The length of each part.
    pub by: By,
    /// True if it begins again after the last part.
    #[cfg_attr(test, schemars(default))]
    pub repeats: bool,
    /// The versions to choose from at the beginning; empty if there is only one way.
    #[cfg_attr(test, schemars(default))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<PlanVersion>,
    /// The parts, in order; at least one.
    pub parts: Vec<PlanPart>,
    /// Remarks shown with it.
    #[cfg_attr(test, schemars(default))]
    pub notes: Vec<Text>,
    /// The sources of its facts.
    #[cfg_attr(test, schemars(default))]
    pub sources: Vec<Source>,
}

/// One of several ways to follow a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct PlanVersion {
    /// Unique in the plan.
    pub id: Id,
    /// The title.
    pub title: Text,
    /// The people it is for.
    pub summary: Text,
}

/// A day, a week or a session of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct PlanPart {
    /// The title.
    pub title: Text,
    /// The work of the part; at least one item.
    pub items: Vec<PlanItem>,
    /// The versions it belongs to; empty for all.
    #[cfg_attr(test, schemars(default))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<Id>,
}

/// A routine or a task of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct PlanItem {
    /// The routine or task.
    #[serde(flatten)]
    pub work: Work,
    /// The number of times within the part. 1 to 30, whole; once where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Amount>,
    /// True if the plan goes on without it.
    #[cfg_attr(test, schemars(default))]
    pub optional: bool,
    /// A link to more about a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub see: Option<Link>,
    /// A remark shown beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// The versions it belongs to; empty for all.
    #[cfg_attr(test, schemars(default))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<Id>,
}

/// The work that an item of a plan asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Work {
    /// A routine of the program.
    Routine(Id),
    /// Any other work, ticked off by hand.
    Task(Text),
}

impl PlanItem {
    /// Returns the number of times it is done within its part.
    pub fn times(&self) -> u32 {
        self.times.map_or(1, Amount::count)
    }

    /// Returns true if it is done several times, by a number of ours.
    pub fn is_counted_by_us(&self) -> bool {
        self.times() > 1 && self.times.is_some_and(|times| times.whose == Whose::Ours)
    }

    /// Returns true if it belongs to `version`.
    pub fn is_in(&self, version: Option<&Id>) -> bool {
        belongs(&self.only, version)
    }

    /// Returns the link to its routine, or to the page about its task.
    pub fn target(&self) -> Option<Link> {
        match &self.work {
            Work::Routine(id) => Some(Link::new(ItemKind::Routine, id.clone())),
            Work::Task(_) => self.see.clone(),
        }
    }
}

/// Demands on a plan that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Completeness {
    /// Each part has something to do.
    Asked,
    /// It is being made.
    NotYet,
}

/// Returns true if `only`, the versions of a part or an item, includes `version`; an empty list includes all.
fn belongs(only: &[Id], version: Option<&Id>) -> bool {
    only.is_empty() || version.is_some_and(|version| only.contains(version))
}

impl PlanPart {
    /// Returns true if it belongs to `version`.
    pub fn is_in(&self, version: Option<&Id>) -> bool {
        belongs(&self.only, version)
    }

    /// Returns the items that belong to `version`.
    pub fn items_of<'a>(&'a self, version: Option<&'a Id>) -> impl Iterator<Item = &'a PlanItem> {
        self.items.iter().filter(move |item| item.is_in(version))
    }

    fn has_work(&self, version: Option<&Id>) -> bool {
        self.items_of(version).any(|item| !item.optional)
    }

    /// Returns true if it has something to do in each of the `versions` that it belongs to.
    pub fn is_complete(&self, versions: &[PlanVersion]) -> bool {
        let mut ids = versions.iter().map(|version| &version.id).filter(|id| self.is_in(Some(id)));
        if versions.is_empty() { self.has_work(None) } else { ids.all(|id| self.has_work(Some(id))) }
    }
}

impl Plan {
    /// Reads a plan from the text of `file` and returns it with the problems found; `None` if one of them is an error.
    /// `known` tells which linked ids exist.
    pub fn read(file: &str, text: &str, known: &dyn KnownIds) -> (Option<Self>, Vec<Problem>) {
        read(file, text, |fields| Self::from_fields(fields, known, Completeness::Asked))
    }

    /// As [`Plan::read`], for a plan that is being made: its parts may have no work yet.
    pub fn read_begun(file: &str, text: &str, known: &dyn KnownIds) -> (Option<Self>, Vec<Problem>) {
        read(file, text, |fields| Self::from_fields(fields, known, Completeness::NotYet))
    }

    /// Returns the parts that belong to `version`.
    pub fn parts_of<'a>(&'a self, version: Option<&'a Id>) -> impl Iterator<Item = &'a PlanPart> {
        self.parts.iter().filter(move |part| part.is_in(version))
    }

    /// Returns the length as text: `4 weeks`, or `7 days, repeated`.
    pub fn span(&self) -> String {
        let n = self.parts.len();
        let parts = format!("{n} {}", if n == 1 { self.by.as_str() } else { self.by.plural() });
        if self.repeats { format!("{parts}, repeated") } else { parts }
    }

    /// Returns the titles of the versions in `only` as text, `for beginners, for runners`; `None` if it names none.
    pub fn version_titles(&self, only: &[Id]) -> Option<String> {
        let versions = self.versions.iter().filter(|version| only.contains(&version.id));
        let titles: Vec<&str> = versions.map(|version| version.title.as_str()).collect();
        (!titles.is_empty()).then(|| titles.join(", ").to_lowercase())
    }

    /// Returns the routines it names, each once, in order.
    pub fn routines(&self) -> Vec<&Id> {
        let mut ids: Vec<&Id> = Vec::new();
        for item in self.parts.iter().flat_map(|part| &part.items) {
            if let Work::Routine(id) = &item.work
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
        ids
    }

    fn from_fields(f: &mut Fields<'_, '_>, known: &dyn KnownIds, completeness: Completeness) -> Option<Self> {
        // All fields are asked for before the first `?`: each may have something to report.
        let (id, title, summary) = (f.required("id"), required_text(f, "title"), required_text(f, "summary"));
        let by = f.required("by");
        let versions = f.objects("versions", |f| {
            let (id, title, summary) = (f.required("id"), required_text(f, "title"), required_text(f, "summary"));
            Some(PlanVersion { id: id?, title: title?, summary: summary? })
        });
        let is_asked = completeness == Completeness::Asked;
        let parts = f.objects("parts", |f| {
            let part = read_part(f, &versions, known)?;
            if is_asked && !part.is_complete(&versions) {
                f.problem("items", "there is nothing to do; expected at least one item that is not optional");
            }
            Some(part)
        });
        if parts.is_empty() {
            f.problem("parts", "there is nothing to do; expected at least one part");
        }
        for (at, version) in versions.iter().enumerate() {
            if versions.iter().take(at).any(|other| other.id == version.id) {
                f.problem("versions", format!("`{}` is there twice; each version needs an id of its own", version.id));
            }
            if is_asked && !parts.is_empty() && !parts.iter().any(|part| part.is_in(Some(&version.id))) {
                f.problem("parts", format!("the version `{}` has no part", version.id));
            }
        }
        let repeats = f.optional("repeats").unwrap_or(false);
        let (notes, sources) = (f.list("notes"), f.list("sources"));
        Some(Self { id: id?, title: title?, summary: summary?, by: by?, repeats, versions, parts, notes, sources })
    }
}

fn read_part(f: &mut Fields<'_, '_>, versions: &[PlanVersion], known: &dyn KnownIds) -> Option<PlanPart> {
    let title = required_text(f, "title");
    let only = read_only(f, versions);
    let items = f.objects("items", |f| read_item(f, versions, known));
    Some(PlanPart { title: title?, items, only })
}

fn read_only(f: &mut Fields<'_, '_>, versions: &[PlanVersion]) -> Vec<Id> {
    let only: Vec<Id> = f.list("only");
    if let Some(other) = only.iter().find(|id| !versions.iter().any(|version| version.id == **id)) {
        let all: Vec<&str> = versions.iter().map(|version| version.id.as_str()).collect();
        f.problem("only", format!("`{other}` is not one of the versions: {}", all.join(", ")));
    }
    only
}

fn read_item(f: &mut Fields<'_, '_>, versions: &[PlanVersion], known: &dyn KnownIds) -> Option<PlanItem> {
    let routine: Option<Id> = f.optional("routine");
    if let Some(id) = &routine {
        check_id(f, "routine", ItemKind::Routine, id, known);
    }
    let task = if f.has("task") { required_text(f, "task") } else { None };
    if f.has("routine") == f.has("task") {
        f.problem("task", "expected a `routine` or a `task`");
    }
    let only = read_only(f, versions);
    let times = amount(f, "times", 1.0, 30.0, true);
    let see = f.object("see", |f| Link::read(f, known)).flatten();
    let (optional, note) = (f.optional("optional").unwrap_or(false), f.optional("note"));
    let work = routine.map(Work::Routine).or(task.map(Work::Task))?;
    Some(PlanItem { work, times, optional, see, note, only })
}
