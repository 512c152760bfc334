//! Changes of a plan, carried out on the text of its file.

use std::sync::Arc;

use super::fields::PlanField;
use super::titles::{PartHead, PartOrder, PartTitle, WEEKDAYS, first_titles};
use super::{
    LONGEST_TASK, MOST_ITEMS, MOST_PARTS, PART_ORDER, PLAN_ORDER, PlanDraft, PlanEdit, PlanRow, SUMMARY, UNTITLED,
    empty_part, empty_parts, read_begun,
};
use crate::domain::content::draft::fields::{Scale, Turn, turned_choice, turned_number};
use crate::domain::content::draft::json::JsonNode;
use crate::domain::content::draft::{LONGEST_NOTE, LONGEST_TITLE, shortened};
use crate::domain::content::plan::{By, Work};
use crate::domain::text::Text;

/// The fields of an item, in the order of the built-in files.
const ITEM_ORDER: [&str; 7] = ["routine", "task", "times", "optional", "note", "see", "only"];

/// The most weeks of named days.
const MOST_WEEKS: usize = MOST_PARTS / WEEKDAYS.len();

impl PlanDraft {
    /// Applies a change; returns false if it changes nothing.
    pub fn apply(&mut self, edit: &PlanEdit) -> bool {
        let mut next = self.clone();
        if next.edit(edit).is_none() {
            return false;
        }
        let text = next.file.file_text();
        if text == self.text() {
            return false;
        }
        let Some(plan) = read_begun(&text) else { return false };
        next.plan = Arc::new(plan);
        *self = next;
        true
    }

    /// Changes the file; `None` if the change does not fit, or changes nothing.
    fn edit(&mut self, edit: &PlanEdit) -> Option<()> {
        match edit {
            PlanEdit::Name(row, text) => self.set_name(*row, text),
            PlanEdit::Note(row, text) => self.set_note(*row, &shortened(text.as_str(), LONGEST_NOTE)),
            PlanEdit::Add(row, work) => self.add(*row, work),
            PlanEdit::AddPart(at) => self.add_part(*at),
            PlanEdit::Remove(row) => self.remove(*row),
            PlanEdit::Move(row, is_down) => self.move_row(*row, *is_down),
            PlanEdit::Copy(row, targets) => self.copy(*row, targets),
            PlanEdit::Turn(row, field, turn) => self.turn(*row, *field, *turn),
        }
    }

    fn parts(&mut self) -> Option<&mut Vec<JsonNode>> {
        self.file.field("parts")?.items()
    }

    fn part_node(&mut self, part: usize) -> Option<&mut JsonNode> {
        self.parts()?.get_mut(part)
    }

    fn items(&mut self, part: usize) -> Option<&mut Vec<JsonNode>> {
        self.part_node(part)?.field("items")?.items()
    }

    fn item_node(&mut self, part: usize, item: usize) -> Option<&mut JsonNode> {
        self.items(part)?.get_mut(item)
    }

    fn item_count(&self, part: usize) -> Option<usize> {
        self.plan.parts.get(part).map(|part| part.items.len())
    }

    // ---- texts ----------------------------------------------------------------------------

    fn set_name(&mut self, row: PlanRow, text: &Text) -> Option<()> {
        let longest = if matches!(row, PlanRow::Item(..)) { LONGEST_TASK } else { LONGEST_TITLE };
        let text = shortened(text.as_str(), longest);
        match row {
            PlanRow::Whole => {
                let title = if text.is_empty() { UNTITLED } else { text.as_str() };
                if title == self.plan.title.as_str() {
                    return None;
                }
                self.file.set("title", JsonNode::text(title), &PLAN_ORDER);
            }
            PlanRow::Part(at) => {
                if text.is_empty() || self.plan.parts.get(at)?.title.as_str() == text {
                    return None;
                }
                self.part_node(at)?.set("title", JsonNode::text(&text), &PART_ORDER);
            }
            PlanRow::Item(part, at) => {
                let Work::Task(task) = &self.item(row)?.work else { return None };
                if text.is_empty() || task.as_str() == text {
                    return None;
                }
                self.item_node(part, at)?.set("task", JsonNode::text(&text), &ITEM_ORDER);
            }
        }
        Some(())
    }

    fn set_note(&mut self, row: PlanRow, text: &str) -> Option<()> {
        match row {
            PlanRow::Whole => {
                let summary = if text.is_empty() { SUMMARY } else { text };
                if summary == self.plan.summary.as_str() {
                    return None;
                }
                self.file.set("summary", JsonNode::text(summary), &PLAN_ORDER);
            }
            PlanRow::Part(_) => return None,
            PlanRow::Item(part, at) => {
                if self.item(row)?.note.as_ref().map_or("", Text::as_str) == text {
                    return None;
                }
                let item = self.item_node(part, at)?;
                match text {
                    "" => item.remove("note"),
                    text => item.set("note", JsonNode::text(text), &ITEM_ORDER),
                }
            }
        }
        Some(())
    }

    // ---- parts and items ------------------------------------------------------------------

    fn add(&mut self, row: PlanRow, work: &Work) -> Option<()> {
        let part = row.part().unwrap_or(0);
        let count = self.item_count(part).filter(|count| *count < MOST_ITEMS)?;
        let at = if let PlanRow::Item(_, at) = row { at + 1 } else { count };
        let field = match work {
            Work::Routine(id) => ("routine".to_owned(), JsonNode::text(id.as_str())),
            Work::Task(task) => {
                let task = shortened(task.as_str(), LONGEST_TASK);
                if task.is_empty() {
                    return None;
                }
                ("task".to_owned(), JsonNode::text(&task))
            }
        };
        self.items(part)?.insert(at.min(count), JsonNode::Object(vec![field]));
        Some(())
    }

    fn add_part(&mut self, at: usize) -> Option<()> {
        let count = self.plan.parts.len();
        if count >= MOST_PARTS || at >= count {
            return None;
        }
        let (place, title) = match self.order() {
            PartOrder::Weekdays(_) => self.missing_day(at)?,
            PartOrder::Numbers | PartOrder::Own => {
                (at + 1, PartTitle::new(PartHead::Number { by: self.plan.by, number: count + 1 }))
            }
        };
        let order = self.order();
        let mut titles = self.titles();
        titles.insert(place, title.clone());
        self.parts()?.insert(place, empty_part(&title));
        self.set_titles(&order, titles)
    }

    /// Returns the first day after that of `part` that its week lacks, or else the first of all, with its place.
    fn missing_day(&self, part: usize) -> Option<(usize, PartTitle)> {
        let titles = self.titles();
        let week = self.week_of(part);
        let heads: Vec<(usize, Option<usize>, usize)> = week
            .clone()
            .filter_map(|at| match titles.get(at)?.head? {
                PartHead::Weekday { week, day } => Some((at, week, day)),
                PartHead::Number { .. } => None,
            })
            .collect();
        let (_, number, here) = *heads.iter().find(|(at, ..)| *at == part)?;
        let mut days = (here..WEEKDAYS.len()).chain(0..here);
        let missing = days.find(|day| !heads.iter().any(|(_, _, known)| known == day))?;
        let place = heads.iter().find(|(_, _, day)| *day > missing).map_or(week.end, |(at, ..)| *at);
        Some((place, PartTitle::new(PartHead::Weekday { week: number, day: missing })))
    }

    fn remove(&mut self, row: PlanRow) -> Option<()> {
        match row {
            PlanRow::Whole => None,
            PlanRow::Part(at) => {
                let count = self.plan.parts.len();
                if count < 2 || at >= count {
                    return None;
                }
                let order = self.order();
                let mut titles = self.titles();
                titles.remove(at);
                self.parts()?.remove(at);
                self.set_titles(&order, titles)
            }
            PlanRow::Item(part, at) => {
                self.item(row)?;
                self.items(part)?.remove(at);
                Some(())
            }
        }
    }

    fn move_row(&mut self, row: PlanRow, is_down: bool) -> Option<()> {
        match row {
            PlanRow::Whole => None,
            PlanRow::Part(at) => {
                let to = beside(at, is_down).filter(|to| *to < self.plan.parts.len())?;
                let order = self.order();
                let mut titles = self.titles();
                let heads: Vec<Option<PartHead>> = titles.iter().map(|title| title.head).collect();
                titles.swap(at, to);
                if order != PartOrder::Own {
                    // Monday stays the first day, whatever is done on it.
                    for (title, head) in titles.iter_mut().zip(heads) {
                        title.head = head;
                    }
                }
                self.parts()?.swap(at, to);
                self.set_titles(&order, titles)
            }
            PlanRow::Item(part, at) => {
                let count = self.item_count(part).filter(|count| at < *count)?;
                if let Some(to) = beside(at, is_down).filter(|to| *to < count) {
                    self.items(part)?.swap(at, to);
                    return Some(());
                }
                let to = beside(part, is_down)?;
                let others = self.item_count(to).filter(|others| *others < MOST_ITEMS)?;
                let item = self.items(part)?.remove(at);
                self.items(to)?.insert(if is_down { 0 } else { others }, item);
                Some(())
            }
        }
    }

    fn copy(&mut self, row: PlanRow, targets: &[usize]) -> Option<()> {
        let from = row.part()?;
        let plan = Arc::clone(&self.plan);
        let source = plan.parts.get(from)?;
        // The source of the copy is not taken apart: it keeps its bytes.
        let mut node = self.parts()?.get(from)?.clone();
        let items = node.field("items")?;
        let mut is_changed = None;
        for to in targets.iter().copied().filter(|to| *to != from) {
            let Some(target) = plan.parts.get(to) else { continue };
            match row {
                PlanRow::Item(_, at) => {
                    let work = &source.items.get(at)?.work;
                    let has_it = target.items.iter().any(|item| item.work == *work);
                    if !has_it && target.items.len() < MOST_ITEMS {
                        let item = items.items()?.get(at)?.clone();
                        self.items(to)?.push(item);
                        is_changed = Some(());
                    }
                }
                PlanRow::Part(_) | PlanRow::Whole if target.items != source.items => {
                    self.part_node(to)?.set("items", items.clone(), &PART_ORDER);
                    is_changed = Some(());
                }
                PlanRow::Part(_) | PlanRow::Whole => {}
            }
        }
        is_changed
    }

    /// Writes those titles that differ, with the heads of their places.
    fn set_titles(&mut self, order: &PartOrder, mut titles: Vec<PartTitle>) -> Option<()> {
        order.renumber(&mut titles, self.plan.by);
        for (node, title) in self.parts()?.iter_mut().zip(&titles) {
            let mut title = JsonNode::text(&title.to_string());
            // A part that keeps its title is not taken apart: it keeps its bytes.
            if node.clone().field("title") != Some(&mut title) {
                node.set("title", title, &PART_ORDER);
            }
        }
        Some(())
    }

    // ---- fields ---------------------------------------------------------------------------

    fn turn(&mut self, row: PlanRow, field: PlanField, turn: Turn) -> Option<()> {
        match (field, row) {
            (PlanField::Length, PlanRow::Whole) => self.turn_length(turn),
            (PlanField::By, PlanRow::Whole) => self.turn_by(turn),
            (PlanField::AtEnd, PlanRow::Whole) => {
                let repeats = turned_choice(&[false, true], self.plan.repeats, turn);
                if repeats == self.plan.repeats {
                    return None;
                }
                self.file.set("repeats", JsonNode::truth(repeats), &PLAN_ORDER);
                Some(())
            }
            (PlanField::Times, PlanRow::Item(part, at)) => {
                let now = f64::from(self.item(row)?.times());
                let turn = if turn == Turn::Unset { Turn::To(1.0) } else { turn };
                let times = turned_number(now, turn, Scale::TIMES);
                if times.to_bits() == now.to_bits() {
                    return None;
                }
                let item = self.item_node(part, at)?;
                match times > 1.0 {
                    true => item.set("times", JsonNode::number(times), &ITEM_ORDER),
                    false => item.remove("times"),
                }
                Some(())
            }
            (PlanField::Optional, PlanRow::Item(part, at)) => {
                let before = self.item(row)?.optional;
                let is_optional = turn != Turn::Unset && turned_choice(&[false, true], before, turn);
                if is_optional == before {
                    return None;
                }
                let item = self.item_node(part, at)?;
                match is_optional {
                    true => item.set("optional", JsonNode::truth(true), &ITEM_ORDER),
                    false => item.remove("optional"),
                }
                Some(())
            }
            _ => None,
        }
    }

    /// Makes it longer by what its last week, or last part, asks for, or shorter from its end.
    fn turn_length(&mut self, turn: Turn) -> Option<()> {
        let order = self.order();
        let lens = if let PartOrder::Weekdays(weeks) = &order { weeks.clone() } else { vec![1; self.plan.parts.len()] };
        let most = if matches!(order, PartOrder::Weekdays(_)) { MOST_WEEKS } else { MOST_PARTS };
        let now = lens.len();
        let wanted = match turn {
            Turn::Up => now + 1,
            Turn::Down => now - 1,
            Turn::To(number) => whole(number),
            Turn::Unset => return None,
        };
        if wanted == now || wanted < 1 || wanted > most {
            return None;
        }
        let mut titles = self.titles();
        let parts = self.parts()?;
        if wanted < now {
            let left = lens.iter().take(wanted).sum();
            parts.truncate(left);
            titles.truncate(left);
        } else {
            let last = parts.len().saturating_sub(*lens.last()?);
            let (nodes, names) = (parts.get(last..)?.to_vec(), titles.get(last..)?.to_vec());
            for number in now + 1..=wanted {
                parts.extend(nodes.iter().cloned());
                titles.extend(names.iter().map(|name| next_title(name, &order, number)));
            }
        }
        self.set_by_place(&order, titles)
    }

    /// As [`PlanDraft::set_titles`], for parts of which some are repeated: the weeks among them begin anew.
    fn set_by_place(&mut self, order: &PartOrder, titles: Vec<PartTitle>) -> Option<()> {
        let by = self.plan.by;
        let own = titles.into_iter().zip(1..).map(|(title, number)| match title.head {
            None if title.rest.is_empty() => PartTitle::new(PartHead::Number { by, number }),
            _ => title,
        });
        self.set_titles(order, own.collect())
    }

    fn turn_by(&mut self, turn: Turn) -> Option<()> {
        let by = turned_choice(By::VALUES, self.plan.by, turn);
        if by == self.plan.by {
            return None;
        }
        let order = self.order();
        self.file.set("by", JsonNode::text(by.as_str()), &PLAN_ORDER);
        if self.is_empty() && order != PartOrder::Own {
            self.file.set("parts", empty_parts(by), &PLAN_ORDER);
            return Some(());
        }
        if order == PartOrder::Own {
            return Some(());
        }
        let mut titles = self.titles();
        let week = first_titles(By::Day);
        for ((number, title), day) in (1..).zip(&mut titles).zip(week.iter().cycle()) {
            title.head = if by == By::Day { day.head } else { Some(PartHead::Number { by, number }) };
        }
        // They have their numbers already; only weeks are to be told apart yet.
        let order = if by == By::Day { PartOrder::of(&titles, by) } else { PartOrder::Own };
        self.set_titles(&order, titles)
    }
}

/// Returns the title of a part that repeats the one called `name`.
fn next_title(name: &PartTitle, order: &PartOrder, number: usize) -> PartTitle {
    match (order, name.head) {
        // The number of its week makes it another week than the one before.
        (PartOrder::Weekdays(_), Some(PartHead::Weekday { day, .. })) => {
            PartTitle { head: Some(PartHead::Weekday { week: Some(number), day }), rest: name.rest.clone() }
        }
        (PartOrder::Own, _) => PartTitle { head: None, rest: String::new() },
        _ => PartTitle { head: name.head, rest: String::new() },
    }
}

fn beside(at: usize, is_down: bool) -> Option<usize> {
    if is_down { Some(at + 1) } else { at.checked_sub(1) }
}

/// Returns a number that was typed as a whole one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within the bounds of a plan then")]
fn whole(number: f64) -> usize {
    number.round().clamp(0.0, 10_000.0) as usize
}
