//! Plans that are being written: new ones, own ones that are changed, and copies of built-in ones.
//!
//! A [`PlanDraft`] is, as a [`RoutineDraft`](super::RoutineDraft), the text of a file and what it means. Every change is a
//! [`PlanEdit`], which `apply` carries out. A draft may have parts without work; its file may not: days without work are
//! left out of it, as days of rest. `titles` names the parts by their places, `load` sums up the work.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::fields::Turn;
use super::json::JsonNode;
use super::{DraftSource, LONGEST_TITLE, NO_ID, shortened};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::Anything;
use crate::domain::content::plan::{By, Plan, PlanItem, PlanPart, Work};
use crate::domain::text::Text;
use fields::PlanField;
use titles::{PartOrder, PartTitle, first_titles};

mod apply;
pub mod fields;
pub mod load;
pub mod titles;

/// The most parts of a plan that is written here. Our choice: more than half a year of days.
pub const MOST_PARTS: usize = 200;

/// The most items of a part. Our choice.
pub const MOST_ITEMS: usize = 30;

/// The longest task, in characters.
pub const LONGEST_TASK: usize = 120;

/// The title of a plan without one.
const UNTITLED: &str = "My Plan";

/// The summary of a new plan.
const SUMMARY: &str = "A plan of your own.";

/// The addition to the title of a copy.
const COPY: &str = " (mine)";

/// The fields of a plan, in the order of the built-in files.
const PLAN_ORDER: [&str; 10] =
    ["$schema", "id", "title", "summary", "by", "repeats", "versions", "parts", "notes", "sources"];

/// The fields of a part.
const PART_ORDER: [&str; 3] = ["title", "only", "items"];

/// A line of the draft of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanRow {
    /// The plan as a whole.
    Whole,
    /// A part, from 0.
    Part(usize),
    /// An item: the index of its part, and its index there.
    Item(usize, usize),
}

impl PlanRow {
    /// Returns the index of the part that it belongs to.
    pub const fn part(self) -> Option<usize> {
        match self {
            Self::Whole => None,
            Self::Part(part) | Self::Item(part, _) => Some(part),
        }
    }
}

/// A change of a plan. What does not fit the draft changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum PlanEdit {
    /// The title of the plan or of a part, or the text of a task.
    Name(PlanRow, Text),
    /// The purpose of the plan, or the note of an item.
    Note(PlanRow, Text),
    /// Adds work below a row.
    Add(PlanRow, Work),
    /// Adds a part behind the part of this index.
    AddPart(usize),
    /// Removes a part or an item.
    Remove(PlanRow),
    /// Moves a part or an item up (false) or down (true) by one place.
    Move(PlanRow, bool),
    /// The same in these parts: an item is added to each, a whole part takes the place of each.
    Copy(PlanRow, Vec<usize>),
    /// Turns a field.
    Turn(PlanRow, PlanField, Turn),
}

/// The draft of a plan as it is kept on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPlanDraft {
    /// The version of this form.
    pub v: u32,
    /// The plan in a file that it began with.
    pub of: Option<DraftSource>,
    /// The text of the plan.
    pub plan: String,
}

impl KeptPlanDraft {
    /// The version of the form that is read and written.
    pub const VERSION: u32 = 1;
}

/// A plan that is being written.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanDraft {
    of: Option<DraftSource>,
    /// The text to begin with: nothing is changed while it is the same.
    begun: Arc<str>,
    file: JsonNode,
    plan: Arc<Plan>,
}

impl PlanDraft {
    /// Returns a new plan, a week without work; never `None`, which a test holds.
    pub fn new() -> Option<Self> {
        let fields = [
            ("id", JsonNode::text(NO_ID)),
            ("title", JsonNode::text(UNTITLED)),
            ("summary", JsonNode::text(SUMMARY)),
            ("by", JsonNode::text(By::Day.as_str())),
            ("repeats", JsonNode::truth(false)),
            ("parts", empty_parts(By::Day)),
        ];
        let file = JsonNode::Object(fields.into_iter().map(|(name, node)| (name.to_owned(), node)).collect());
        Self::read(None, &file.file_text())
    }

    /// Returns the draft of a change to an own plan from the text of its file; `None` if that cannot be used.
    pub fn of_own(id: &Id, text: &str) -> Option<Self> {
        Self::read(Some(DraftSource { id: id.clone(), text: text.to_owned() }), text)
    }

    /// Returns a copy of a plan from the text of its file, with a title and an id of its own; sources stay.
    pub fn copy_of(text: &str) -> Option<Self> {
        let mut draft = Self::read(None, text)?;
        let title = draft.plan.title.clone();
        draft.file.remove("$schema");
        draft.file.set("id", JsonNode::text(NO_ID), &PLAN_ORDER);
        let room = LONGEST_TITLE.saturating_sub(COPY.len());
        draft.file.set("title", JsonNode::text(&format!("{}{COPY}", shortened(title.as_str(), room))), &PLAN_ORDER);
        let mut notes: Vec<&str> = draft.plan.notes.iter().map(Text::as_str).collect();
        let origin = format!("Began as a copy of {title}.");
        notes.push(&origin);
        draft.file.set("notes", JsonNode::texts(notes), &PLAN_ORDER);
        Self::read(None, &draft.file.file_text())
    }

    /// Returns the draft that was kept; `None` if it cannot be used.
    pub fn restore(kept: &KeptPlanDraft) -> Option<Self> {
        let begun = kept.of.as_ref().map(|of| of.text.clone()).or_else(|| Some(Self::new()?.text()))?;
        Some(Self { begun: begun.into(), ..Self::read(kept.of.clone(), &kept.plan)? })
    }

    fn read(of: Option<DraftSource>, text: &str) -> Option<Self> {
        let plan = Arc::new(read_begun(text)?);
        Some(Self { of, begun: text.into(), file: JsonNode::Kept(text.into()), plan })
    }

    /// Returns the form to keep on disk.
    pub fn keep(&self) -> KeptPlanDraft {
        KeptPlanDraft { v: KeptPlanDraft::VERSION, of: self.of.clone(), plan: self.text() }
    }

    /// Returns the plan as it is now; its parts may have no work.
    pub const fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Returns the file that is changed; `None` for a plan that is in no file yet.
    pub const fn source(&self) -> Option<&DraftSource> {
        self.of.as_ref()
    }

    /// Returns true if something differs from the beginning.
    pub fn is_changed(&self) -> bool {
        *self.text() != *self.begun
    }

    /// Returns true if both go back to one beginning: they are earlier and later states of the same work.
    pub fn is_state_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.begun, &other.begun)
    }

    /// Goes on as a change to this file, into which a state of the draft was saved.
    pub fn continue_from(&mut self, source: &DraftSource, begun: &Arc<str>) {
        if self.plan.id != source.id {
            self.file.set("id", JsonNode::text(source.id.as_str()), &PLAN_ORDER);
            Arc::make_mut(&mut self.plan).id = source.id.clone();
        }
        self.begun = Arc::clone(begun);
        self.of = Some(source.clone());
    }

    /// Returns the text of the plan with all its parts.
    pub fn text(&self) -> String {
        self.file.file_text()
    }

    /// Returns the text of its file under this id: days without work are days of rest, and left out.
    pub fn text_under(&self, id: &Id) -> String {
        let mut file = self.file.clone();
        if self.plan.id != *id {
            file.set("id", JsonNode::text(id.as_str()), &PLAN_ORDER);
        }
        if self.has_rest()
            && let Some(parts) = file.field("parts").and_then(JsonNode::items)
        {
            let mut has_work = self.plan.parts.iter().map(|part| !part.items.is_empty());
            parts.retain(|_| has_work.next().unwrap_or(true));
        }
        file.file_text()
    }

    /// Returns true if it has days without work.
    fn has_rest(&self) -> bool {
        self.plan.by == By::Day && self.plan.parts.iter().any(|part| part.items.is_empty())
    }

    /// Returns true if none of its parts has work.
    pub fn is_empty(&self) -> bool {
        self.plan.parts.iter().all(|part| part.items.is_empty())
    }

    /// Returns the reason why its file could not be used, for people; `None` if it can. `is_known` tells which routines
    /// there are.
    pub fn trouble(&self, is_known: &dyn Fn(&Id) -> bool) -> Option<String> {
        let mut parts = self.plan.parts.iter();
        if self.is_empty() {
            return Some("nothing to do yet: enter finds routines".to_owned());
        }
        if let Some(id) = self.plan.routines().into_iter().find(|id| !is_known(id)) {
            return Some(format!("there is no routine {id} any more"));
        }
        let may_rest = self.plan.by == By::Day;
        if let Some(part) = parts.find(|part| !(may_rest && part.items.is_empty() || self.is_complete(part))) {
            return Some(match part.items.is_empty() {
                true => format!("{} is empty: add something, or x deletes it", part.title),
                false => format!("{}: not all of it can be optional", part.title),
            });
        }
        let (_, problems) = Plan::read(NO_ID, &self.text_under(&self.plan.id), &Anything);
        problems.into_iter().find(|problem| !problem.is_warning()).map(|problem| problem.message)
    }

    fn is_complete(&self, part: &PlanPart) -> bool {
        part.is_complete(&self.plan.versions)
    }

    /// Returns the item of a row.
    pub fn item(&self, row: PlanRow) -> Option<&PlanItem> {
        let PlanRow::Item(part, item) = row else { return None };
        self.plan.parts.get(part)?.items.get(item)
    }

    /// Returns all rows, from top to bottom.
    pub fn rows(&self) -> Vec<PlanRow> {
        let mut rows = vec![PlanRow::Whole];
        for (at, part) in self.plan.parts.iter().enumerate() {
            rows.push(PlanRow::Part(at));
            rows.extend((0..part.items.len()).map(|item| PlanRow::Item(at, item)));
        }
        rows
    }

    /// Returns the titles of the parts.
    pub fn titles(&self) -> Vec<PartTitle> {
        self.plan.parts.iter().map(|part| PartTitle::read(part.title.as_str())).collect()
    }

    /// Returns the order that the titles of its parts follow.
    pub fn order(&self) -> PartOrder {
        PartOrder::of(&self.titles(), self.plan.by)
    }

    /// Returns the indexes of the parts of the week of `part`, which may be a session or a week itself: all parts.
    pub fn week_of(&self, part: usize) -> std::ops::Range<usize> {
        let mut first = 0;
        if let PartOrder::Weekdays(weeks) = self.order() {
            for len in weeks {
                if part < first + len {
                    return first..first + len;
                }
                first += len;
            }
        }
        0..self.plan.parts.len()
    }
}

/// Returns the plan in the text of a draft; `None` if it cannot be used.
fn read_begun(text: &str) -> Option<Plan> {
    let mut plan = Plan::read_begun(NO_ID, text, &Anything).0?;
    plan.make_yours();
    Some(plan)
}

/// Returns the parts of a new plan.
fn empty_parts(by: By) -> JsonNode {
    JsonNode::List(first_titles(by).iter().map(empty_part).collect())
}

/// Returns a part without work.
fn empty_part(title: &PartTitle) -> JsonNode {
    JsonNode::Object(vec![
        ("title".to_owned(), JsonNode::text(&title.to_string())),
        ("items".to_owned(), JsonNode::List(Vec::new())),
    ])
}

#[cfg(test)]
mod tests;
