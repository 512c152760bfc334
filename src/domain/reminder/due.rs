//! The decision whether a reminder is due, and the routine that it names.

use std::time::Duration;

use chrono::NaiveDate;

use crate::domain::advice::clearance::clearance;
use crate::domain::advice::history::Run;
use crate::domain::advice::readiness::Readiness;
use crate::domain::advice::suggest::{Pick, Wishes, suggest};
use crate::domain::advice::zone::Zone;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::{By, Work};
use crate::domain::content::routine::Outline;
use crate::domain::content::words::When;
use crate::domain::journal::done::sessions_this_week;
use crate::domain::journal::plan_mark::PlanMarks;
use crate::domain::session::compile::{Options, length};
use crate::domain::session::timeline::Length;
use crate::domain::text::Text;
use crate::domain::time::calendar::days_between;

/// The days for which a plan's day of rest counts, from the one on which the plan came to it: work ticked off in the
/// evening makes the next day one of rest. Our choice. After that the plan waits for a tick, and so would reminders.
const REST_DAYS: i64 = 2;

/// The equipment that is assumed for a break of somebody who names none. Our choice.
const AT_A_DESK: [&str; 2] = ["chair", "table"];

/// A wish for a reminder.
#[derive(Debug, Clone, Copy)]
pub struct ReminderWish<'a> {
    /// The routine; if `None`, the one that suits.
    pub routine: Option<&'a Id>,
    /// True for a short break, which is no session of the day: neither goal nor plan matter to it.
    pub is_break: bool,
    /// The sessions a week that are aimed for.
    pub goal: u8,
    /// The options by which a routine's length is counted.
    pub options: Options,
}

/// A reminder that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueReminder {
    /// The routine.
    pub routine: Id,
    /// Its title.
    pub title: Text,
    /// Its length; `None` if it cannot be played.
    pub length: Option<Length>,
}

impl DueReminder {
    fn new(outline: &Outline, catalog: &Catalog, options: Options) -> Self {
        let length = length(outline, &|id| catalog.timing(id), options).ok();
        Self { routine: outline.id.clone(), title: outline.title.clone(), length }
    }

    /// Returns the routine with its length: `Split Hip Stop, 3 min`.
    pub fn text(&self) -> String {
        self.length.map_or_else(|| self.title.to_string(), |length| format!("{}, {length}", self.title))
    }
}

/// Reasons for which no reminder is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silence {
    /// A session runs.
    Running,
    /// A safety answer comes first.
    Safety,
    /// A flare-up is going on.
    FlareUp,
    /// Rest, or something gentle, is better today.
    Rest,
    /// The routine was done today.
    Done,
    /// No routine is suggested; the reason in a sentence.
    Suggested(String),
    /// The goal of the week is met.
    GoalMet(u8),
    /// The followed plan has a day of rest; its title.
    PlanRest(Text),
    /// The routine is no longer there.
    Gone(Id),
}

impl Silence {
    /// Returns the reason, for people.
    pub fn text(&self) -> String {
        match self {
            Self::Running => "a session is running".to_owned(),
            Self::Safety => "your safety answers come first".to_owned(),
            Self::FlareUp => "your back is flared up: take it gently".to_owned(),
            Self::Rest => "today is better for rest".to_owned(),
            Self::Done => "it is done for today".to_owned(),
            Self::Suggested(reason) => reason.trim_end_matches('.').to_owned(),
            Self::GoalMet(goal) => format!("your goal of {goal} for this week is met"),
            Self::PlanRest(plan) => format!("{plan} has no routine for today"),
            Self::Gone(routine) => format!("there is no routine `{routine}` any more"),
        }
    }
}

/// Decides whether a reminder is due.
///
/// # Errors
/// It is not; with the reason.
pub fn due(today: &Readiness<'_>, catalog: &Catalog, wish: ReminderWish<'_>) -> Result<DueReminder, Silence> {
    if clearance(today.situation.journal, today.situation.now).text().is_some() {
        return Err(Silence::Safety);
    }
    if today.flare.is_some() {
        return Err(Silence::FlareUp);
    }
    if today.zone(None) == Some(Zone::Red) || today.is_rest_day {
        return Err(Silence::Rest);
    }
    let routine = match wish.routine {
        Some(routine) if wish.is_break => routine.clone(),
        None if wish.is_break => short_break(today, catalog, wish.options)?,
        _ => of_the_day(today, catalog, wish)?,
    };
    let outline = catalog.outline(routine.as_str()).ok_or(Silence::Gone(routine))?;
    Ok(DueReminder::new(&outline, catalog, wish.options))
}

/// Returns the routine of the day, the one wished for or the one suggested, if goal and plan still ask for one.
fn of_the_day(today: &Readiness<'_>, catalog: &Catalog, wish: ReminderWish<'_>) -> Result<Id, Silence> {
    if sessions_this_week(today.situation.journal, today.situation.now) >= usize::from(wish.goal) {
        return Err(Silence::GoalMet(wish.goal));
    }
    if let Some(plan) = plan_with_rest(today, catalog) {
        return Err(Silence::PlanRest(plan));
    }
    if let Some(routine) = wish.routine {
        let is_done = last_day(today, routine) == Some(today.situation.now.date_naive());
        return if is_done { Err(Silence::Done) } else { Ok(routine.clone()) };
    }
    let suggestion = suggest(today, catalog, Wishes { goal: Some(wish.goal), minutes: None });
    match suggestion.pick {
        Pick::Routine(id) => Ok(id),
        Pick::Rest => Err(Silence::Suggested(suggestion.reason)),
    }
}

/// Returns the title of the plan that is followed, if it has come to a day without a routine.
fn plan_with_rest(today: &Readiness<'_>, catalog: &Catalog) -> Option<Text> {
    let now = today.situation.now;
    let marks = PlanMarks::of(today.situation.journal, now);
    let followed = marks.followed()?;
    let plan = catalog.plan(followed.plan.as_str()).filter(|plan| plan.by == By::Day)?;
    let (part, _) = followed.open_routines(&plan)?;
    let mut asked = part.items.iter().filter(|item| !item.optional && item.is_in(followed.version.as_ref()));
    let has_routine = asked.any(|item| matches!(item.work, Work::Routine(_)));
    let days = days_between(marks.last()?.at.date_naive(), now.date_naive());
    (!has_routine && days < REST_DAYS).then(|| plan.title.clone())
}

/// Returns the day on which a routine was done last.
fn last_day(today: &Readiness<'_>, routine: &Id) -> Option<NaiveDate> {
    let mut runs = today.history.runs.iter().rev();
    runs.find(|run| run.session.routine == *routine).map(Run::day)
}

/// A routine for a break, in the order in which they come: those done long ago or never first, then the shortest.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct BreakChoice {
    last: Option<NaiveDate>,
    length: Duration,
    id: Id,
}

/// Returns the routine for a break from the desk.
fn short_break(today: &Readiness<'_>, catalog: &Catalog, options: Options) -> Result<Id, Silence> {
    let outlines = catalog.ids(ItemKind::Routine).filter_map(|id| catalog.outline(id));
    let at_a_desk: Vec<Id> = AT_A_DESK.iter().filter_map(|id| Id::new(id).ok()).collect();
    let at_hand = today.situation.at_hand.unwrap_or(&at_a_desk);
    let suiting = outlines.filter(|outline| {
        outline.when.contains(&When::DeskBreak) && outline.equipment.iter().all(|need| need.is_met(at_hand))
    });
    let choices = suiting.filter_map(|outline| {
        let last = last_day(today, &outline.id);
        let length = length(&outline, &|id| catalog.timing(id), options).ok()?.span;
        Some(BreakChoice { last, length, id: outline.id.clone() })
    });
    let choice = choices.min().map(|choice| choice.id);
    choice.ok_or_else(|| Silence::Suggested("no routine for a break fits the equipment you have".to_owned()))
}
