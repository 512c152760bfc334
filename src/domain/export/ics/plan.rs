//! Work that is still to do as events: the parts of the plan that is followed, or a reminder of a routine or of the
//! weekly goal.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, Weekday};
use uuid::Uuid;

use super::days::{WEEK, later, next_day, rule, spread, usual_time, week_start};
use super::{CalendarChoices, CalendarEvent, CalendarSource, EventStart, sequence, stable_id};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::{By, Plan, PlanItem, PlanPart, Work};
use crate::domain::document::title_of;
use crate::domain::journal::plan_mark::{Did, Followed, PlanMarks, PlanPlace, PlanSpot};
use crate::domain::session::compile::{self, Options};
use crate::domain::session::timeline::Length;
use crate::domain::time::whole_secs_up;

/// The days of each seven for a plan whose sessions may be at any time: a day off between them. Our choice.
const ANY_TIME: [usize; 3] = [0, 2, 4];

/// Returns what is still to do from `source.now` on.
pub(super) fn events(source: CalendarSource<'_>, choices: &CalendarChoices) -> Vec<CalendarEvent> {
    let time = choices.time.unwrap_or_else(|| usual_time(source.journal, source.now));
    let maker = EventMaker { source, time, first: next_day(source.now, time), free: &choices.days };
    match &choices.routine {
        Some(routine) => vec![maker.reminder(Some(routine))],
        None => PlanCourse::of(source).map_or_else(|| vec![maker.reminder(None)], |course| maker.parts(&course)),
    }
}

/// The plan that is followed, and the place reached in it.
struct PlanCourse {
    plan: std::sync::Arc<Plan>,
    followed: Followed,
    place: PlanPlace,
    /// The part that is on.
    spot: PlanSpot,
    /// The entry by which the plan was begun.
    begun: Uuid,
    /// The day of the last item that was done in an earlier part.
    last_done: Option<NaiveDate>,
    /// The day of the first item that was done in the part that is on.
    part_begun: Option<NaiveDate>,
}

impl PlanCourse {
    /// Returns the course of the plan that is followed; `None` if none is, or nothing of it is left.
    fn of(source: CalendarSource<'_>) -> Option<Self> {
        let followed = PlanMarks::of(source.journal, source.now).followed()?;
        let plan = source.catalog.plan(followed.plan.as_str())?;
        let place = followed.place(&plan);
        let spot = place.spot?;
        let marks = source.journal.plan_marks();
        let at = marks.iter().rposition(|mark| mark.plan == followed.plan && mark.did == Did::Began)?;
        let begun = marks.get(at)?.id;
        let done = marks.iter().skip(at).filter(|mark| mark.plan == followed.plan && mark.did == Did::Done);
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            done.partition(|mark| (mark.round, mark.part) == (Some(spot.round), Some(spot.part)));
        let part_begun = here.first().filter(|_| place.done.iter().any(|times| *times > 0));
        let part_begun = part_begun.map(|mark| mark.at.date_naive());
        let last_done = elsewhere.last().map(|mark| mark.at.date_naive());
        Some(Self { plan, followed, place, spot, begun, last_done, part_begun })
    }

    /// Returns the number of parts of the version that was chosen.
    fn count(&self) -> usize {
        self.plan.parts.iter().filter(|part| self.followed.has_part(part)).count()
    }

    /// Returns the parts from the one that is on, each with its number, up to the end; all, if the plan repeats.
    fn left(&self) -> Vec<(u32, &PlanPart)> {
        let mut left = Vec::new();
        let mut spot = Some(self.spot);
        while let Some((at, part)) = spot.and_then(|at| Some((at, self.followed.part(&self.plan, at)?))) {
            if left.len() == self.count() {
                break;
            }
            left.push((at.part, part));
            spot = self.followed.next(&self.plan, at);
        }
        left
    }

    /// Returns how many days the part that is on still needs: the number of times left of the item that has the most.
    fn most_left(&self) -> usize {
        let items = self.followed.part(&self.plan, self.spot).into_iter().flat_map(|part| &part.items);
        let items = items.zip(&self.place.done).filter(|(item, _)| self.followed.has(item) && !item.optional);
        let left = items.map(|(item, done)| item.times().saturating_sub(*done)).max().unwrap_or_default();
        usize::try_from(left).unwrap_or(WEEK).min(WEEK)
    }

    fn uid(&self, part: u32, which: &str) -> String {
        format!("{}-part-{part}{which}", self.begun)
    }
}

/// The makings of an event that is still to come.
struct EventMaker<'a> {
    source: CalendarSource<'a>,
    time: NaiveTime,
    /// The first day on which something can be.
    first: NaiveDate,
    free: &'a [Weekday],
}

/// An event without its place in the calendar.
struct EventText {
    uid: String,
    summary: String,
    lines: Vec<String>,
    length_s: Option<u32>,
}

impl EventMaker<'_> {
    fn event(&self, text: EventText, day: NaiveDate, rule: Option<String>) -> CalendarEvent {
        CalendarEvent {
            uid: text.uid,
            stamp: self.source.now,
            sequence: sequence(self.source.now),
            start: EventStart::Floating(day.and_time(self.time)),
            length_s: text.length_s,
            rule,
            summary: text.summary,
            description: text.lines,
            rings: true,
        }
    }

    /// Returns the reminder of `routine`, or of the weekly goal: on the free days if they were chosen, else as often as
    /// the goal says.
    fn reminder(&self, routine: Option<&Id>) -> CalendarEvent {
        let times = if self.free.is_empty() { usize::from(self.source.goal) } else { self.free.len() };
        let days = spread(self.first, self.first, times, self.free);
        let journal = stable_id::of_journal(self.source.journal);
        let text = match routine {
            Some(routine) => EventText {
                uid: format!("{journal}-routine-{routine}"),
                summary: self.routine_title(routine),
                lines: vec![self.routine_line(routine)],
                length_s: self.length(routine).map(minutes_up),
            },
            None => EventText {
                uid: format!("{journal}-goal"),
                summary: "Time for a session".to_owned(),
                lines: vec!["Run: supple".to_owned()],
                length_s: None,
            },
        };
        self.event(text, days.first().copied().unwrap_or(self.first), rule(self.first, &days, Some(1)))
    }

    fn parts(&self, course: &PlanCourse) -> Vec<CalendarEvent> {
        match course.plan.by {
            By::Week => self.weeks(course),
            By::Day => self.single_days(course, &[0, 1, 2, 3, 4, 5, 6]),
            By::Session => self.single_days(course, &ANY_TIME),
        }
    }

    /// Returns an event for each part that is one day, on the free days; without those on days at these places in each
    /// seven.
    fn single_days(&self, course: &PlanCourse, places: &[usize]) -> Vec<CalendarEvent> {
        let rests = course.part_begun.is_none() && course.last_done == Some(self.source.now.date_naive());
        let first = if rests { self.first.max(later(self.source.now.date_naive(), 1)) } else { self.first };
        let week = match self.free {
            [] => places.iter().map(|place| later(first, *place)).collect(),
            free => spread(first, first, free.len(), free),
        };
        let left = course.left();
        // A plan that repeats meets the same days again after this many events.
        let events = if course.plan.repeats { least_common_multiple(left.len(), week.len()) } else { left.len() };
        let mut made = Vec::new();
        for (nth, (number, part)) in left.iter().cycle().take(events).enumerate() {
            let Some(day) = week.get(nth % week.len()).map(|day| later(*day, nth / week.len() * 7)) else { break };
            let again = nth.checked_div(left.len()).filter(|again| *again > 0);
            let which = again.map(|again| format!("-{}", again + 1)).unwrap_or_default();
            let items: Vec<&PlanItem> = self.asked(course, part, false).collect();
            let text = self.text(course, part, &items, course.uid(*number, &which));
            let rule = course.plan.repeats.then(|| rule(first, &[day], Some(events / week.len()))).flatten();
            made.push(self.event(text, day, rule));
        }
        made
    }

    /// Returns the events for parts of a week: those items of a part that are done equally often are on the same days.
    fn weeks(&self, course: &PlanCourse) -> Vec<CalendarEvent> {
        let begun = course.part_begun.map_or(self.first, |begun| week_start(begun, self.first));
        // If too few days of the week are left for what is, it begins anew.
        let is_late = spread(begun, self.first, WEEK, self.free).len() < course.most_left();
        let begin = if is_late { self.first } else { begun };
        let mut made = Vec::new();
        for (nth, (number, part)) in course.left().into_iter().enumerate() {
            let week = later(begin, nth * 7);
            let repeats = course.plan.repeats.then(|| course.count());
            if nth == 0 && course.part_begun.is_some() {
                made.extend(self.week(course, number, part, week, Repetition::Rest));
                let next = repeats.map(|weeks| (later(week, weeks * 7), Repetition::Every(weeks)));
                made.extend(next.into_iter().flat_map(|(week, every)| self.week(course, number, part, week, every)));
            } else {
                let repetition = repeats.map_or(Repetition::Once, Repetition::Every);
                made.extend(self.week(course, number, part, week, repetition));
            }
        }
        made
    }

    fn week(
        &self,
        course: &PlanCourse,
        number: u32,
        part: &PlanPart,
        week: NaiveDate,
        repetition: Repetition,
    ) -> Vec<CalendarEvent> {
        let mut groups: BTreeMap<u32, Vec<&PlanItem>> = BTreeMap::new();
        let done = part.items.iter().zip(course.place.done.iter().copied().chain(std::iter::repeat(0)));
        for (item, done) in done.filter(|(item, _)| course.followed.has(item) && !item.optional) {
            let done = if repetition == Repetition::Rest { done } else { 0 };
            groups.entry(item.times().saturating_sub(done)).or_default().push(item);
        }
        groups.remove(&0);
        let mut made = Vec::new();
        for (group, (times, items)) in groups.into_iter().rev().enumerate() {
            let mut days = spread(week, self.first, times as usize, self.free);
            if days.is_empty() {
                days.push(week.max(self.first));
            }
            let (which, weeks) = match repetition {
                Repetition::Rest => (format!("-{}-rest", group + 1), None),
                Repetition::Once => (format!("-{}", group + 1), None),
                Repetition::Every(weeks) => (format!("-{}", group + 1), Some(weeks)),
            };
            let optional: Vec<&PlanItem> = self.asked(course, part, true).filter(|_| group == 0).collect();
            let items: Vec<&PlanItem> = items.into_iter().chain(optional).collect();
            let mut text = self.text(course, part, &items, course.uid(number, &which));
            if times as usize > days.len() {
                text.lines.insert(0, format!("{times} times this week"));
            }
            let start = days.first().copied().unwrap_or(week);
            made.push(self.event(text, start, rule(week, &days, weeks)));
        }
        made
    }

    /// Returns the items of a part in this version: those that may be left out last, or only those.
    fn asked<'p>(
        &self,
        course: &'p PlanCourse,
        part: &'p PlanPart,
        is_optional_only: bool,
    ) -> impl Iterator<Item = &'p PlanItem> {
        let items = part.items.iter().filter(|item| course.followed.has(item));
        let needed = items.clone().filter(move |item| !item.optional && !is_optional_only);
        needed.chain(items.filter(|item| item.optional))
    }

    fn text(&self, course: &PlanCourse, part: &PlanPart, items: &[&PlanItem], uid: String) -> EventText {
        let lengths = items.iter().filter(|item| !item.optional).filter_map(|item| match &item.work {
            Work::Routine(id) => self.length(id),
            Work::Task(_) => None,
        });
        let length_s = lengths.map(minutes_up).reduce(u32::saturating_add);
        let lines = items.iter().map(|item| self.line(item)).collect();
        EventText { uid, summary: format!("{} · {}", part.title, course.plan.title), lines, length_s }
    }

    fn line(&self, item: &PlanItem) -> String {
        let optional = if item.optional { "If you like: " } else { "" };
        match &item.work {
            Work::Routine(id) => format!("{optional}{}", self.routine_line(id)),
            Work::Task(_) => format!("{optional}{}", title_of(item, self.source.catalog)),
        }
    }

    fn routine_title(&self, routine: &Id) -> String {
        self.source.catalog.title(ItemKind::Routine, routine.as_str()).unwrap_or_else(|| routine.to_string())
    }

    /// Returns `Hip Opener (8 min): supple start hip-opener`.
    fn routine_line(&self, routine: &Id) -> String {
        let length = self.length(routine).map(|length| format!(" ({length})")).unwrap_or_default();
        format!("{}{length}: supple start {routine}", self.routine_title(routine))
    }

    fn length(&self, routine: &Id) -> Option<Length> {
        let catalog = self.source.catalog;
        let routine = catalog.routine(routine.as_str())?;
        compile::length(&routine, &|id| catalog.timing(id), Options::default()).ok()
    }
}

/// Ways in which the week of a part comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repetition {
    /// It is on, and only what is left of it counts.
    Rest,
    /// It comes once.
    Once,
    /// The event repeats after this number of weeks.
    Every(usize),
}

/// Returns a length in seconds, in full minutes: a calendar shows no others.
fn minutes_up(length: Length) -> u32 {
    u32::try_from(whole_secs_up(length.span).div_ceil(60) * 60).unwrap_or(u32::MAX)
}

/// Returns the smallest number that both divide; 0 if one of them is 0.
fn least_common_multiple(one: usize, other: usize) -> usize {
    let (mut a, mut b) = (one, other);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    (one * other).checked_div(a).unwrap_or_default()
}
