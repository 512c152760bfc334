//! The work that a plan asks for, a week or a session.

use std::time::Duration;

use super::titles::{PartOrder, PartTitle};
use crate::domain::content::exercise::Id;
use crate::domain::content::plan::{By, Plan, PlanPart, Work};
use crate::domain::text::counted;

/// The days of a week.
const WEEK: usize = 7;

/// The work of some parts of a plan, without what is optional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlanLoad {
    /// The number of routines to do.
    pub sessions: u32,
    /// Their time.
    pub time: Duration,
    /// The number of tasks.
    pub tasks: u32,
}

impl PlanLoad {
    /// Returns the work of `parts`, in the first version of a plan that has several.
    fn of<'p>(plan: &Plan, parts: impl IntoIterator<Item = &'p PlanPart>, length: FindLength<'_>) -> Self {
        let version = plan.versions.first().map(|version| &version.id);
        let mut load = Self::default();
        for part in parts.into_iter().filter(|part| part.is_in(version)) {
            for item in part.items.iter().filter(|item| item.is_in(version) && !item.optional) {
                match &item.work {
                    Work::Routine(id) => {
                        load.sessions = load.sessions.saturating_add(item.times());
                        load.time += length(id).unwrap_or_default() * item.times();
                    }
                    Work::Task(_) => load.tasks = load.tasks.saturating_add(item.times()),
                }
            }
        }
        load
    }

    fn minutes(self) -> u64 {
        (self.time.as_secs() + 30) / 60
    }
}

/// Finds the length of a routine.
pub type FindLength<'a> = &'a dyn Fn(&Id) -> Option<Duration>;

/// Returns the work of a part.
pub fn load_of(plan: &Plan, part: &PlanPart, length: FindLength<'_>) -> PlanLoad {
    PlanLoad::of(plan, [part], length)
}

/// Returns the work of a plan in a few words: `5 sessions, 58 min a week · 1 task`; empty if there is none yet.
pub fn load_text(plan: &Plan, length: FindLength<'_>) -> String {
    let loads: Vec<PlanLoad> = spans(plan).into_iter().map(|parts| PlanLoad::of(plan, parts, length)).collect();
    let loads: Vec<PlanLoad> = loads.into_iter().filter(|load| *load != PlanLoad::default()).collect();
    let per = if plan.by == By::Session { "a session" } else { "a week" };
    let sessions = range(loads.iter().map(|load| load.sessions.into()));
    let minutes = range(loads.iter().map(|load| load.minutes()));
    let tasks = range(loads.iter().map(|load| load.tasks.into()));
    let mut texts = Vec::new();
    if sessions != "0" && !loads.is_empty() {
        let noun = if sessions.ends_with(" 1") || sessions == "1" { "session" } else { "sessions" };
        texts.push(match plan.by {
            By::Session => format!("{}, {minutes} min each", counted(plan.parts.len(), "session")),
            By::Day | By::Week => format!("{sessions} {noun}, {minutes} min {per}"),
        });
    }
    if tasks != "0" && !loads.is_empty() {
        let noun = if tasks.ends_with(" 1") || tasks == "1" { "task" } else { "tasks" };
        texts.push(if texts.is_empty() { format!("{tasks} {noun} {per}") } else { format!("{tasks} {noun}") });
    }
    texts.join(" · ")
}

/// Returns the parts of each week, or of each session. Days without names are counted by sevens; what is left over is no
/// week, unless it is all there is.
fn spans(plan: &Plan) -> Vec<Vec<&PlanPart>> {
    let parts: Vec<&PlanPart> = plan.parts.iter().collect();
    if plan.by != By::Day {
        return parts.into_iter().map(|part| vec![part]).collect();
    }
    let titles: Vec<PartTitle> = plan.parts.iter().map(|part| PartTitle::read(part.title.as_str())).collect();
    if let PartOrder::Weekdays(weeks) = PartOrder::of(&titles, plan.by) {
        let mut left = parts.into_iter();
        return weeks.into_iter().map(|len| left.by_ref().take(len).collect()).collect();
    }
    let weeks: Vec<Vec<&PlanPart>> = parts.chunks_exact(WEEK).map(<[&PlanPart]>::to_vec).collect();
    if weeks.is_empty() { vec![parts] } else { weeks }
}

/// Returns the least and the greatest number: `3 to 5`, `up to 5`, or `3`.
fn range(numbers: impl Iterator<Item = u64> + Clone) -> String {
    let (least, most) = (numbers.clone().min().unwrap_or(0), numbers.max().unwrap_or(0));
    match least {
        _ if least == most => most.to_string(),
        0 => format!("up to {most}"),
        _ => format!("{least} to {most}"),
    }
}
