//! Sessions and minutes by day, and weeks against the goal.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::Scope;
use crate::domain::advice::flare_up::exempt_days;
use crate::domain::advice::history::{PainHistory, Run, is_about_the_back};
use crate::domain::advice::morning::Settled;
use crate::domain::journal::goal::Goals;
use crate::domain::journal::merged::Journal;
use crate::domain::time::calendar::monday;

/// The number of weeks among which one missed week is free. **Source**: a lapse can discourage (general knowledge); the
/// number is our choice; paragraph `weeks`.
const FREE_ONE_IN: usize = 4;

/// The days and weeks with sessions, whatever the pain: the place and the spread of a scope change nothing here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Doing {
    /// The days. **Shape**: ascending, one for each day with a session.
    pub days: Vec<ActiveDay>,
    /// The weeks. **Shape**: ascending without holes, from the week of the very first session, or of the scope's first
    /// day, to that of its last day. Only days of the scope count, so that the weeks add up to the days. Empty before
    /// the first session.
    pub weeks: Vec<GoalWeek>,
}

/// A day with sessions in which something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ActiveDay {
    /// The day on which the sessions began.
    pub day: NaiveDate,
    /// The number of sessions.
    pub sessions: usize,
    /// Seconds of work in all sessions.
    pub active_s: u64,
}

/// A week against the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GoalWeek {
    /// The first day of the week.
    pub monday: NaiveDate,
    /// The number of sessions in which something was done.
    pub sessions: usize,
    /// The number of these sessions that had not settled by the next morning.
    pub unsettled: usize,
    /// The number of these sessions of which it is known if they had settled.
    pub settled_known: usize,
    /// Seconds of work in all these sessions.
    pub active_s: u64,
    /// The goal in that week, in sessions.
    pub goal: u8,
    /// The number of [exempt days](exempt_days): rest, flare-ups and the like.
    pub neutral_days: usize,
    /// The result.
    pub state: WeekState,
}

/// The result of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WeekState {
    /// The goal was reached.
    Kept,
    /// The goal was not reached, but exempt days make up for it: neither kept nor missed.
    Neutral,
    /// The goal was not reached, but none of the three weeks before was a free one: neither kept nor missed.
    Free,
    /// The goal was not reached, but days before the very first session make up for it: neither kept nor missed.
    Begun,
    /// The goal was not reached.
    Missed,
    /// Only a part of the week is in the scope, and goals are for whole weeks: neither kept nor missed.
    Part,
    /// The week is not over.
    Running,
}

impl Doing {
    /// The goal that all these weeks had; `None` if it changed, or there are no weeks.
    pub fn common_goal(&self) -> Option<u8> {
        let first = self.weeks.first()?.goal;
        self.weeks.iter().all(|week| week.goal == first).then_some(first)
    }

    /// The number of weeks that were kept, and the number of those that were kept or missed.
    pub fn kept(&self) -> (usize, usize) {
        let kept = self.weeks.iter().filter(|week| week.state == WeekState::Kept).count();
        let missed = self.weeks.iter().filter(|week| week.state == WeekState::Missed).count();
        (kept, kept + missed)
    }
}

/// Weeks by Monday: the part in the scope, and the number of sessions in the whole week.
type Weeks = BTreeMap<NaiveDate, (GoalWeek, usize)>;

/// Computes the days and weeks of `scope`.
pub fn doing(journal: &Journal, scope: &Scope<'_>) -> Doing {
    let history = PainHistory::gather(journal, scope.limits, &scope.bounds(), |rating| is_about_the_back(rating));
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
            week.add(run);
        }
    }
    let neutral = exempt_days(&history, scope.limits, &scope.bounds());
    let weeks = match days.keys().next() {
        Some(first) => judged(&WeekFacts { weeks, neutral, goals, first: *first }, scope),
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

    fn add(&mut self, run: &Run<'_>) {
        self.sessions += 1;
        self.unsettled += usize::from(run.settled == Settled::NotSettled);
        self.settled_known += usize::from(run.settled != Settled::Unknown);
        self.active_s += u64::from(run.session.active_s);
    }

    /// Counts the days of the whole week for which `is_meant` returns true.
    fn count_days(&self, is_meant: impl Fn(&NaiveDate) -> bool) -> usize {
        self.monday.iter_days().take(7).filter(is_meant).count()
    }
}

/// The facts about a whole week, from which its state follows.
struct Judged {
    sessions: usize,
    goal: usize,
    /// The number of exempt days.
    neutral: usize,
    /// The number of other days before the very first session.
    before: usize,
    is_running: bool,
    may_be_free: bool,
}

impl Judged {
    const fn state(&self) -> WeekState {
        let Self { sessions, goal, neutral, before, .. } = *self;
        if sessions >= goal {
            WeekState::Kept
        } else if self.is_running {
            WeekState::Running
        } else if sessions + neutral >= goal {
            WeekState::Neutral
        } else if sessions + neutral + before >= goal {
            WeekState::Begun
        } else if self.may_be_free {
            WeekState::Free
        } else {
            WeekState::Missed
        }
    }
}

/// The facts from which the states of weeks follow.
struct WeekFacts {
    weeks: Weeks,
    neutral: BTreeSet<NaiveDate>,
    goals: Goals,
    /// The day of the very first session.
    first: NaiveDate,
}

/// Returns the weeks of the scope, each with its state. All weeks from the `first` day on are judged, and as whole
/// weeks, so that the free ones do not depend on the beginning of the scope.
fn judged(known: &WeekFacts, scope: &Scope<'_>) -> Vec<GoalWeek> {
    let WeekFacts { weeks, neutral, goals, first } = known;
    let (mut judged, mut since_free) = (Vec::new(), FREE_ONE_IN);
    let mut next = Some(monday(*first));
    while let Some(monday) = next.filter(|monday| *monday <= scope.to) {
        let none = (GoalWeek::new(monday, goals, scope), 0);
        let (mut week, sessions) = weeks.get(&monday).copied().unwrap_or(none);
        let whole = Judged {
            sessions,
            goal: week.goal.into(),
            neutral: week.count_days(|day| neutral.contains(day)),
            before: week.count_days(|day| day < first && !neutral.contains(day)),
            is_running: week.count_days(|day| *day == scope.today) > 0,
            may_be_free: since_free >= FREE_ONE_IN,
        };
        let state = whole.state();
        since_free = if state == WeekState::Free { 1 } else { since_free.saturating_add(1) };
        if week.count_days(|day| scope.has(*day)) > 0 {
            week.neutral_days = week.count_days(|day| neutral.contains(day) && scope.has(*day));
            week.state = if scope.part_of(monday).is_some() { WeekState::Part } else { state };
            judged.push(week);
        }
        next = monday.checked_add_days(Days::new(7));
    }
    judged
}
