//! The same on other days: what is on the chosen row is copied to the days that are picked.

use std::collections::BTreeSet;

use super::{PlanEditor, PlanMode};
use crate::domain::content::draft::plan::titles::PartHead;
use crate::domain::content::draft::plan::{PlanEdit, PlanRow};
use crate::domain::text::counted;
use crate::screens::moved;
use crate::state::action::Action;
use crate::state::cx::Cx;

/// The days that are picked.
pub(super) struct CopyTargets {
    /// The part that is copied, or whose item is.
    pub(super) from: usize,
    /// The chosen part.
    pub(super) at: usize,
    picked: BTreeSet<usize>,
}

impl CopyTargets {
    /// Returns true if the part of this index is picked.
    pub(super) fn has(&self, part: usize) -> bool {
        self.picked.contains(&part)
    }

    /// Returns true if any is picked.
    pub(super) fn has_any(&self) -> bool {
        !self.picked.is_empty()
    }

    fn toggle(&mut self, part: usize) {
        if part != self.from && !self.picked.remove(&part) {
            self.picked.insert(part);
        }
    }
}

impl PlanEditor {
    /// Returns true if there is something to copy, and another day for it.
    pub(super) fn can_copy(&self) -> bool {
        self.row.part().is_some() && self.items_in(self.row) > 0 && self.draft().plan().parts.len() > 1
    }

    pub(super) fn begin_copy(&mut self, cx: &mut Cx<'_>) {
        match self.row.part().filter(|_| self.can_copy()) {
            Some(from) => self.mode = PlanMode::Copy(CopyTargets { from, at: from, picked: BTreeSet::new() }),
            None => cx.notify("go to a day that has something on it"),
        }
    }

    pub(super) fn update_copy(&mut self, action: Action, cx: &mut Cx<'_>) {
        let PlanMode::Copy(mut copy) = std::mem::replace(&mut self.mode, PlanMode::Rows) else { return };
        let count = self.draft().plan().parts.len();
        match action {
            Action::Back => return,
            Action::Confirm if copy.has_any() => return self.finish_copy(&copy, cx),
            Action::Confirm => cx.notify("pick a day first: space, or its number"),
            Action::Toggle => copy.toggle(copy.at),
            Action::ToggleAll => {
                let all: BTreeSet<usize> = (0..count).filter(|part| *part != copy.from).collect();
                copy.picked = if copy.picked == all { BTreeSet::new() } else { all };
            }
            Action::Digit(digit) => {
                if let Some(part) = self.numbered(digit.into(), copy.from) {
                    copy.at = part;
                    copy.toggle(part);
                }
            }
            action => copy.at = moved(copy.at, count, action).unwrap_or(copy.at),
        }
        self.mode = PlanMode::Copy(copy);
    }

    fn finish_copy(&mut self, copy: &CopyTargets, cx: &mut Cx<'_>) {
        let targets: Vec<usize> = copy.picked.iter().copied().collect();
        let days = counted(targets.len(), self.draft().plan().by.as_str());
        if self.change(PlanEdit::Copy(self.row, targets), cx) {
            cx.notify(format!("copied to {days}"));
        } else {
            cx.notify("it was the same there already");
        }
    }

    /// Returns the part that a number means: of named days that of the same week, 1 being Monday; else by its place.
    fn numbered(&self, number: usize, from: usize) -> Option<usize> {
        let place = number.checked_sub(1)?;
        let titles = self.draft().titles();
        let heads = titles.iter().map(|title| title.head);
        let mut week = heads.enumerate().filter(|(at, _)| self.draft().week_of(from).contains(at)).peekable();
        if matches!(week.peek(), Some((_, Some(PartHead::Weekday { .. })))) {
            return week
                .find(|(_, head)| matches!(head, Some(PartHead::Weekday { day, .. }) if *day == place))
                .map(|(at, _)| at);
        }
        Some(place).filter(|place| *place < titles.len())
    }

    /// Returns true if a whole day is copied, and no item of one.
    pub(super) fn copied_whole(&self) -> bool {
        matches!(self.row, PlanRow::Part(_))
    }
}
