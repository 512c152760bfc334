//! What was done: sessions and minutes by day, and weeks against the goal.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::{Scope, monday};
use crate::domain::advice::flare_up::exempt_days;
use crate::domain::advice::history::{History, Run, is_about_the_back};
use crate::domain::advice::morning::Settled;
use crate::domain::record::goal::Goals;
use crate::domain::record::journal::Journal;

/// One missed week in this many is free. **Source**: a lapse can discourage (general knowledge); the number is our choice;
/// paragraph `weeks`.
const FREE_ONE_IN: usize = 4;

/// What was done, pain set aside: the place and the spread of a scope change nothing here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Doing {
    /// Ascending, one for each day with a session.
    pub days: Vec<ActiveDay>,
    /// Ascending without holes, from the week of the first session of all, or of the scope's first day, to that of its
    /// last. Only days of the scope count, so that the weeks add up to the days. Empty before the first session.
    pub weeks: Vec<GoalWeek>,
}

/// A day with sessions in which something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ActiveDay {
    /// The day they began.
    pub day: NaiveDate,
    /// How many.
    pub sessions: usize,
    /// Seconds of work, all together.
    pub active_s: u64,
}

/// A week against the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GoalWeek {
    /// Its first day.
    pub monday: NaiveDate,
    /// Sessions in which something was done.
    pub sessions: usize,
    /// Of those, how many had not settled by the next morning.
    pub unsettled: usize,
    /// Of those, of how many it is known whether they had settled.
    pub settled_known: usize,
    /// Seconds of work, all together.
    pub active_s: u64,
    /// Sessions that were aimed for then.
    pub goal: u8,
    /// Rest and flare days.
    pub neutral_days: usize,
    /// How it went.
    pub state: WeekState,
}

/// How a week went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WeekState {
    /// The goal was reached.
    Kept,
    /// It was not, and rest and flare days fill what is missing: neither kept nor missed.
    Neutral,
    /// It was not, and none of the three weeks before was a free one: neither kept nor missed.
    Free,
    /// It was not, and days before the very first session fill what is missing: neither kept nor missed.
    Begun,
    /// It was not.
    Missed,
    /// Only a part of it is in the scope, and a goal is one of a whole week: neither kept nor missed.
    Part,
    /// It is not over.
    Running,
}

impl Doing {
    /// The goal that all these weeks had; `None` where it was changed between, or there is no week.
    pub fn common_goal(&self) -> Option<u8> {
        let first = self.weeks.first()?.goal;
        self.weeks.iter().all(|week| week.goal == first).then_some(first)
    }

    /// How many weeks were kept, and of how many: those that were kept or missed.
    pub fn kept(&self) -> (usize, usize) {
        let count = |state| self.weeks.iter().filter(|week| week.state == state).count();
        let kept = count(WeekState::Kept);
        (kept, kept + count(WeekState::Missed))
    }
}

/// By Monday: what counts of a week, and how many sessions it has in all.
type Weeks = BTreeMap<NaiveDate, (GoalWeek, usize)>;

/// What was done.
pub fn doing(journal: &Journal, scope: &Scope<'_>) -> Doing {
    let history = History::gather(journal, scope.limits, &scope.bounds(), |rating| is_about_the_back(rating));
    let mut days: BTreeMap<NaiveDate, ActiveDay> = BTreeMap::new();
    let goals = Goals::of(journal, scope.goal, scope.now);
    let mut weeks = Weeks::new();
    for run in &history.runs {
        let none = ActiveDay { day: run.day(), sessions: 0, active_s: 0 };
        let day = days.entry(run.day()).or_insert(none);
        day.sessions += 1;
        day.active_s += u64::from(run.session.active_s);
        let monday = monday(run.day());
        let (week, all) = weeks.entry(monday).or_insert_with(|| (GoalWeek::new(monday, &goals, scope), 0));
        *all += 1;
        if scope.has(run.day()) {
            week.take_in(run);
        }
    }
    let neutral = exempt_days(&history, scope.limits, &scope.bounds());
    let weeks = match days.keys().next() {
        Some(first) => judged(&Known { weeks, neutral, goals, first: *first }, scope),
        None => Vec::new(),
    };
    Doing { days: days.into_values().filter(|day| scope.has(day.day)).collect(), weeks }
}

impl GoalWeek {
    fn new(monday: NaiveDate, goals: &Goals, scope: &Scope<'_>) -> Self {
        let goal = goals.of_week(monday.checked_add_days(Days::new(6)).unwrap_or(monday), scope.today);
        Self {
            monday,
            sessions: 0,
            unsettled: 0,
            settled_known: 0,
            active_s: 0,
            goal,
            neutral_days: 0,
            state: WeekState::Missed,
        }
    }

    fn take_in(&mut self, run: &Run<'_>) {
        self.sessions += 1;
        self.unsettled += usize::from(run.settled == Settled::NotSettled);
        self.settled_known += usize::from(run.settled != Settled::Unknown);
        self.active_s += u64::from(run.session.active_s);
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.monday.iter_days().take(7)
    }
}

/// A whole week, as it is judged.
struct Judged {
    sessions: usize,
    goal: usize,
    /// Rest and flare days.
    neutral: usize,
    /// Days before the very first session.
    before: usize,
    is_running: bool,
    may_be_free: bool,
}

impl Judged {
    const fn state(&self) -> WeekState {
        let Self { sessions, goal, neutral, before, .. } = *self;
        match () {
            () if sessions >= goal => WeekState::Kept,
            () if self.is_running => WeekState::Running,
            () if sessions + neutral >= goal => WeekState::Neutral,
            () if sessions + neutral + before >= goal => WeekState::Begun,
            () if self.may_be_free => WeekState::Free,
            () => WeekState::Missed,
        }
    }
}

/// Facts by which weeks are judged.
struct Known {
    weeks: Weeks,
    neutral: BTreeSet<NaiveDate>,
    goals: Goals,
    /// The day of the very first session.
    first: NaiveDate,
}

/// The weeks of the scope, each with its state. All weeks from the `first` day on are judged, and whole, so that which of
/// them are free does not depend on where the scope begins.
fn judged(known: &Known, scope: &Scope<'_>) -> Vec<GoalWeek> {
    let Known { weeks, neutral, goals, first } = known;
    let (mut judged, mut since_free) = (Vec::new(), FREE_ONE_IN);
    let mut next = Some(monday(*first));
    while let Some(monday) = next.filter(|monday| *monday <= scope.to) {
        let none = (GoalWeek::new(monday, goals, scope), 0);
        let (mut week, sessions) = weeks.get(&monday).copied().unwrap_or(none);
        let count = |is: &dyn Fn(NaiveDate) -> bool| week.days().filter(|day| is(*day)).count();
        let whole = Judged {
            sessions,
            goal: week.goal.into(),
            neutral: count(&|day| neutral.contains(&day)),
            before: count(&|day| day < *first && !neutral.contains(&day)),
            is_running: count(&|day| day == scope.today) > 0,
            may_be_free: since_free >= FREE_ONE_IN,
        };
        let state = whole.state();
        since_free = if state == WeekState::Free { 1 } else { since_free.saturating_add(1) };
        if count(&|day| scope.has(day)) > 0 {
            week.neutral_days = count(&|day| neutral.contains(&day) && scope.has(day));
            week.state = if scope.part_of(monday).is_some() { WeekState::Part } else { state };
            judged.push(week);
        }
        next = monday.checked_add_days(Days::new(7));
    }
    judged
}
