//! Steps through a plan as journal entries, the plan that is followed, and the place reached in it.

use std::collections::HashSet;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::browse::search_term::Sought;
use super::done::outcome;
use super::entry::{Outcome, Stamp};
use super::kinds::Recorded;
use super::merged::{Journal, Logged, until};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::draft::plan::titles::{PartHead, PartTitle};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::{Plan, PlanItem, PlanPart, Work};
use crate::domain::content::words::spoken;
use crate::domain::content::words::words;
use crate::domain::text::Text;
use crate::domain::time::calendar::moved;

words! {
    /// Kinds of step of a plan.
    Did, "step of a plan":
    /// It was begun, from its first part.
    Began = "began",
    /// An item was done.
    Done = "done",
    /// It was moved to another part.
    Moved = "moved",
    /// It was left, and is no longer followed.
    Left = "left",
}

/// A step of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanMark {
    /// The id of the plan.
    pub plan: Id,
    /// The kind of step.
    pub did: Did,
    /// For `began`: the version chosen, if the plan has versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Id>,
    /// For `done` and `moved`: the number of the round through the plan, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// For `done` and `moved`: the number of the part, from 1, in the order of the plan's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// For `done`: the number of the item in the part, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// For `done`: the routine that the item asked for. If the item in the file has another one by now, the mark does
    /// not count for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routine: Option<Id>,
    /// For `done`: the task that the item asked for; as `routine`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Text>,
    /// For `done`: the session in which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Uuid>,
}

/// A part of a plan in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanSpot {
    /// The number of the round through the plan, from 1.
    pub round: u32,
    /// The number of the part, from 1, in the order of the plan's file.
    pub part: u32,
}

impl PlanMark {
    /// Returns a mark with nothing but its kind.
    pub const fn new(plan: Id, did: Did) -> Self {
        Self { plan, did, version: None, round: None, part: None, item: None, routine: None, task: None, session: None }
    }

    /// Returns a mark that `item`, at `index` of the part at `spot`, was done, without a session.
    pub fn done(plan: Id, spot: PlanSpot, index: usize, item: &PlanItem) -> Self {
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        let (routine, task) = match &item.work {
            Work::Routine(id) => (Some(id.clone()), None),
            Work::Task(task) => (None, Some(task.clone())),
        };
        Self { item: Some(number), routine, task, ..Self::at(plan, Did::Done, spot) }
    }

    /// Returns a mark that the plan was moved to `spot`.
    pub fn moved(plan: Id, spot: PlanSpot) -> Self {
        Self::at(plan, Did::Moved, spot)
    }

    fn at(plan: Id, did: Did, spot: PlanSpot) -> Self {
        Self { round: Some(spot.round), part: Some(spot.part), ..Self::new(plan, did) }
    }

    /// Returns the step in words, without its plan: `✓ Easy walk (day 7)`, `on to part 3`.
    pub fn text(&self, catalog: &Catalog) -> String {
        match self.item_text(catalog) {
            None => self.summary(),
            Some(item) => {
                let place = self.place_text(catalog).map(|place| format!(" ({place})"));
                format!("{TICK} {item}{}", place.unwrap_or_default())
            }
        }
    }

    /// Returns the work that was done, a task up to its first comma or full stop; `None` if nothing was done, or if the
    /// work is no longer known.
    pub fn item_text(&self, catalog: &Catalog) -> Option<String> {
        if self.did != Did::Done {
            return None;
        }
        let work = match (&self.routine, &self.task) {
            (Some(id), _) => Work::Routine(id.clone()),
            (None, Some(task)) => Work::Task(task.clone()),
            (None, None) => self.item_of(&*catalog.plan(self.plan.as_str())?)?.work.clone(),
        };
        Some(match work {
            Work::Routine(id) => catalog.title(ItemKind::Routine, id.as_str()).unwrap_or_else(|| spoken(id.as_str())),
            Work::Task(task) => {
                task.as_str().split([',', '.', ';', ':', '(']).next().unwrap_or_default().trim().to_owned()
            }
        })
    }

    /// Returns the part in a few words: `day 7`, `Week 2, Monday`, or `part 7` if its title does not begin with its day or
    /// week.
    pub fn place_text(&self, catalog: &Catalog) -> Option<String> {
        let number = self.part?;
        let plan = catalog.plan(self.plan.as_str());
        let title = plan.as_ref().and_then(|plan| plan.parts.get(index(number)?)).map(|part| part.title.as_str());
        if let Some(head @ PartHead::Weekday { .. }) = title.and_then(|title| PartTitle::read(title).head) {
            return Some(head.to_string());
        }
        let named = title.and_then(|title| title.split(':').next()).map(str::to_lowercase);
        let by = plan.as_ref().map_or("", |plan| plan.by.as_str());
        Some(named.filter(|name| name.starts_with(by) && !by.is_empty()).unwrap_or_else(|| format!("part {number}")))
    }

    fn item_of<'p>(&self, plan: &'p Plan) -> Option<&'p PlanItem> {
        plan.parts.get(index(self.part?)?)?.items.get(index(self.item?)?)
    }

    /// Returns the step without its plan and by numbers: `item 1 of part 2 done`.
    fn summary(&self) -> String {
        let part = self.part.map(|part| format!("part {part}"));
        match self.did {
            Did::Began => "begun".to_owned(),
            Did::Left => "no longer followed".to_owned(),
            Did::Moved => format!("on to {}", part.unwrap_or_else(|| "another part".to_owned())),
            Did::Done => {
                let item = self.item.map(|item| format!("item {item}"));
                let place: Vec<String> = item.into_iter().chain(part).collect();
                format!("{} done", place.join(" of "))
            }
        }
    }

    fn spot(&self) -> Option<PlanSpot> {
        Some(PlanSpot { round: self.round?, part: self.part? })
    }

    /// Returns the index in `part` of the item that was done: the one of its number if that still asks for the same
    /// work, else another that does.
    fn item_in(&self, part: &PlanPart) -> Option<usize> {
        let index = usize::try_from(self.item?).ok()?.checked_sub(1)?;
        let asked = match (&self.routine, &self.task) {
            (Some(id), _) => Some(Work::Routine(id.clone())),
            (None, Some(task)) => Some(Work::Task(task.clone())),
            (None, None) => None,
        };
        match part.items.get(index) {
            Some(item) if asked.as_ref().is_none_or(|asked| item.work == *asked) => Some(index),
            _ => asked.and_then(|asked| part.items.iter().position(|item| item.work == asked)),
        }
    }
}

/// The sign before work that was done.
const TICK: &str = "✓";

/// Returns the index of a number that counts from 1.
fn index(number: u32) -> Option<usize> {
    usize::try_from(number).ok()?.checked_sub(1)
}

impl Recorded for PlanMark {
    /// Returns `✓ Easy walk (day 7) · Runner's Week`: several marks of a day differ at their beginning.
    fn headline(&self, catalog: &Catalog) -> String {
        let plan = catalog.title(ItemKind::Plan, self.plan.as_str()).unwrap_or_else(|| spoken(self.plan.as_str()));
        format!("{} · {plan}", self.text(catalog))
    }

    fn has_word(&self, word: &Sought) -> bool {
        word.is_in_plan(&self.plan)
            || self.task.as_ref().is_some_and(|task| word.is_in(task.as_str()))
            || self.routine.as_ref().is_some_and(|routine| word.is_in_routine(routine))
            || word.is_in(&self.summary())
    }

    fn has_routine(&self, routine: &Id) -> bool {
        self.routine.as_ref() == Some(routine)
    }
}

/// The limit of a mark's time ahead of now: beyond it, marks come from a wrong clock and do not count before their
/// time. If a clock was put back by less, marks keep their order: an item ticked a minute ago stays ticked. Our choice.
const AHEAD: TimeDelta = TimeDelta::days(1);

/// The steps of plans that count, in order of time, then id.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanMarks(Vec<Logged<PlanMark>>);

impl PlanMarks {
    /// Collects those of `journal` that are at most a day later than `now`. A step done by a session counts only if
    /// that session was completed, or is not in `journal`.
    pub fn of(journal: &Journal, now: Stamp) -> Self {
        let left = journal.sessions().iter().filter(|session| outcome(session) != Outcome::Completed);
        let left: HashSet<Uuid> = left.map(|session| session.id).collect();
        let marks = until(journal.plan_marks(), moved(now, AHEAD)).iter();
        Self(marks.filter(|mark| mark.session.is_none_or(|session| !left.contains(&session))).cloned().collect())
    }

    /// Returns the last one, which is the first to be undone.
    pub fn last(&self) -> Option<&Logged<PlanMark>> {
        self.0.last()
    }

    /// Returns the time for a new mark with this id, so that it comes after all others, whatever the clock of this
    /// device or of another one says.
    pub fn time_after(&self, id: Uuid, at: Stamp) -> Stamp {
        self.last().filter(|last| last.order() >= (at, id)).map_or(at, |last| moved(last.at, TimeDelta::seconds(1)))
    }

    /// Returns the plan that is followed: the one begun last, unless it was left.
    pub fn followed(&self) -> Option<Followed> {
        self.0.iter().fold(None, Followed::after)
    }
}

/// The plan that is followed, with the marks since it was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The id of the plan.
    pub plan: Id,
    /// The version chosen.
    pub version: Option<Id>,
    /// The marks after `began`, in order.
    marks: Vec<(Uuid, PlanMark)>,
}

/// The place reached in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPlace {
    /// The current part; `None` once the plan is done.
    pub spot: Option<PlanSpot>,
    /// The number of the round through the plan, from 1.
    pub round: u32,
    /// The number of times each item of that part was done, in the order of the file.
    pub done: Vec<u32>,
}

impl PlanPlace {
    /// Returns true if the part of this number is on, or was before.
    pub fn is_reached(&self, number: u32) -> bool {
        self.spot.is_none_or(|spot| number <= spot.part)
    }
}

impl Followed {
    /// Returns the plan that is followed after one more mark.
    fn after(followed: Option<Self>, mark: &Logged<PlanMark>) -> Option<Self> {
        if mark.did == Did::Began {
            return Some(Self { plan: mark.plan.clone(), version: mark.version.clone(), marks: Vec::new() });
        }
        let mut followed = followed?;
        if mark.plan != followed.plan {
            return Some(followed);
        }
        if mark.did == Did::Left {
            return None;
        }
        // A session that was recorded twice, after a crash, was done once.
        let is_known = mark.session.is_some() && followed.marks.iter().any(|(_, other)| other.session == mark.session);
        if !is_known {
            followed.marks.push((mark.id, mark.body.clone()));
        }
        Some(followed)
    }

    /// Returns true if `plan` has versions, but no longer the one that was chosen.
    pub fn is_outdated(&self, plan: &Plan) -> bool {
        !plan.versions.is_empty() && !plan.versions.iter().any(|version| self.version.as_ref() == Some(&version.id))
    }

    /// Returns the place reached in `plan`: the first part that is not done, from the furthest part on that was marked
    /// since the last move.
    pub fn place(&self, plan: &Plan) -> PlanPlace {
        let mut spot = self.furthest(plan);
        let round = spot.map_or(1, |at| at.round);
        // Each part that is done has a mark of its own, so that this is enough steps.
        for _ in 0..=self.marks.len() {
            let Some((at, part)) = spot.and_then(|at| Some((at, self.part(plan, at)?))) else { break };
            let done = self.done(part, at);
            if !self.is_done(part, &done) {
                return PlanPlace { spot, round: at.round, done };
            }
            spot = self.next(plan, at);
        }
        PlanPlace { spot: None, round, done: Vec::new() }
    }

    /// Returns the number of times each item of `part`, at the spot `at`, was done.
    pub fn done(&self, part: &PlanPart, at: PlanSpot) -> Vec<u32> {
        let mut done = vec![0_u32; part.items.len()];
        for (_, mark) in self.marks.iter().filter(|(_, mark)| mark.spot() == Some(at)) {
            match mark.did {
                // Going back to a part that is done means doing it again.
                Did::Moved if self.is_done(part, &done) => done.fill(0),
                Did::Done => {
                    if let Some(times) = mark.item_in(part).and_then(|item| done.get_mut(item)) {
                        *times = times.saturating_add(1);
                    }
                }
                _ => {}
            }
        }
        done
    }

    /// Returns the marks to delete so that an item that was done often enough no longer is.
    pub fn surplus(&self, part: &PlanPart, at: PlanSpot, item: usize) -> Vec<Uuid> {
        let Some(wanted) = part.items.get(item).map(PlanItem::times) else { return Vec::new() };
        let done = self.done(part, at).get(item).copied().unwrap_or(0);
        let too_many = usize::try_from(done.saturating_add(1).saturating_sub(wanted)).unwrap_or(usize::MAX);
        let of_it =
            self.marks.iter().rev().filter(|(_, mark)| {
                mark.did == Did::Done && mark.spot() == Some(at) && mark.item_in(part) == Some(item)
            });
        of_it.map(|(id, _)| *id).take(too_many).collect()
    }

    /// Returns true if all items that are not optional were done.
    pub fn is_done(&self, part: &PlanPart, done: &[u32]) -> bool {
        !part.items.iter().zip(done).any(|(item, done)| self.asks(item) && *done < item.times())
    }

    /// Returns the part after `at` in this version, in a new round if the plan repeats.
    pub fn next(&self, plan: &Plan, at: PlanSpot) -> Option<PlanSpot> {
        let later = self.parts(plan).find(|part| *part > at.part).map(|part| PlanSpot { part, ..at });
        if later.is_some() || !plan.repeats {
            return later;
        }
        Some(PlanSpot { round: at.round.checked_add(1)?, part: self.parts(plan).next()? })
    }

    /// Returns the part before `at`, or before the end if that is `None`; none before the first.
    pub fn previous(&self, plan: &Plan, at: Option<PlanSpot>) -> Option<PlanSpot> {
        let Some(at) = at else { return self.furthest(plan) };
        let earlier = self.parts(plan).take_while(|part| *part < at.part).last().map(|part| PlanSpot { part, ..at });
        if earlier.is_some() {
            return earlier;
        }
        let round = at.round.checked_sub(1).filter(|round| *round > 0)?;
        Some(PlanSpot { round, part: self.parts(plan).last()? })
    }

    /// Returns the index of the item at `at` that a session of `routine` counts for: the first not done often enough.
    pub fn item_of(&self, plan: &Plan, at: PlanSpot, routine: &Id) -> Option<usize> {
        let part = self.part(plan, at)?;
        let done = self.done(part, at);
        let work = Work::Routine(routine.clone());
        part.items.iter().zip(done).position(|(item, done)| self.has(item) && item.work == work && done < item.times())
    }

    /// Returns the current part of `plan`, and its routines that were not done often enough; not the optional ones.
    pub fn open_routines<'p>(&self, plan: &'p Plan) -> Option<(&'p PlanPart, Vec<&'p Id>)> {
        let place = self.place(plan);
        let part = self.part(plan, place.spot?)?;
        let open = part.items.iter().zip(place.done).filter(|(item, done)| self.asks(item) && *done < item.times());
        let routines = open.filter_map(|(item, _)| match &item.work {
            Work::Routine(id) => Some(id),
            Work::Task(_) => None,
        });
        Some((part, routines.collect()))
    }

    /// Returns the part of `plan` at a spot, if it is in this version.
    pub fn part<'p>(&self, plan: &'p Plan, at: PlanSpot) -> Option<&'p PlanPart> {
        let index = usize::try_from(at.part.checked_sub(1)?).ok()?;
        plan.parts.get(index).filter(|part| self.has_part(part))
    }

    /// Returns true if an item belongs to this version.
    pub fn has(&self, item: &PlanItem) -> bool {
        item.is_in(self.version.as_ref())
    }

    /// Returns true if a part belongs to this version and has an item that is not optional.
    pub fn has_part(&self, part: &PlanPart) -> bool {
        part.is_in(self.version.as_ref()) && part.items.iter().any(|item| self.asks(item))
    }

    fn asks(&self, item: &PlanItem) -> bool {
        self.has(item) && !item.optional
    }

    /// Returns the furthest part that was marked since the last move, or moved to; the first if there is none.
    fn furthest(&self, plan: &Plan) -> Option<PlanSpot> {
        let moved = self.marks.iter().rposition(|(_, mark)| mark.did == Did::Moved && mark.spot().is_some());
        let marked = self.marks.iter().skip(moved.unwrap_or(0)).filter_map(|(_, mark)| mark.spot()).max();
        let first = self.parts(plan).next()?;
        let Some(marked) = marked else { return Some(PlanSpot { round: 1, part: first }) };
        // If the file has fewer parts by now, the last one before.
        let part = self.parts(plan).take_while(|part| *part <= marked.part).last().unwrap_or(first);
        Some(PlanSpot { part, ..marked })
    }

    /// Returns the numbers, from 1, of the parts of this version.
    fn parts<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = u32> + 'a {
        (1..).zip(&plan.parts).filter(|(_, part)| self.has_part(part)).map(|(number, _)| number)
    }
}

#[cfg(test)]
mod tests;
