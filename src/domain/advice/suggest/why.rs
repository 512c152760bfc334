//! The sentences behind a suggestion: each with its numbers and its source.

use super::Wishes;
use super::rank::{HABIT_DAYS, STRENGTH_HOURS, habit, is_evening, rested_since_strength};
use crate::domain::advice::history::Given;
use crate::domain::advice::meaning::Shift;
use crate::domain::advice::morning::sentence;
use crate::domain::advice::paragraph::Paragraph;
use crate::domain::advice::rule::{Rule, Sentence};
use crate::domain::advice::today::Today;
use crate::domain::advice::zone::Reading;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::stats::monday;

/// What was looked at today, whatever is suggested.
pub(super) fn why(today: &Today<'_>, wishes: Wishes) -> Vec<Sentence> {
    let limits = today.situation.limits;
    let of = |rule: Rule, text: Option<String>| text.map(|text| Sentence::by_rule(text, rule.paragraph()));
    let score = today.score.map(|score| format!("Today {}.", Reading::new(score, None, limits, None)));
    let night = today.history.last().and_then(|run| {
        let score = |given: Option<Given>| given.map(|given| given.score);
        let said = sentence(score(run.before), score(run.next_morning), limits)?;
        Some(format!("Last session, {}: {said}", run.session.title))
    });
    let flare = today.flare.as_ref().map(|flare| flare.why.clone());
    let pause = today.pause.map(|days| format!("{days} days since the last session: one level down to begin with."));
    let shift = today.shift.map(|shift| Shift::text(shift).to_owned());
    let goal = wishes
        .goal
        .map(|goal| format!("{} of {goal} sessions this week. Rest and sore days are part of it.", this_week(today)));
    [
        of(Rule::CheckIn, score),
        of(Rule::Flare, flare),
        of(Rule::NextMorning, night),
        of(Rule::Spread, shift),
        of(Rule::Week, today.week.text()),
        of(Rule::Pause, pause),
        goal.map(|goal| Sentence::by_rule(goal, Paragraph::Weeks)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What speaks for the routine that was picked.
pub(super) fn of_routine(today: &Today<'_>, catalog: &Catalog, routine: &Id) -> Vec<Sentence> {
    let mut why = Vec::new();
    let (times, same_hours) = habit(today, routine);
    if times > 0 {
        let when = if is_evening(today.situation.now) { "in the evening" } else { "by day" };
        let times_said = if times == 1 { "once".to_owned() } else { format!("{times} times") };
        let text = format!("You did this {times_said} in the last {HABIT_DAYS} days, {same_hours} of them {when}.");
        why.push(Sentence::new(text, "your journal"));
    } else if today.history.runs.is_empty() {
        why.push(Sentence::new("No sessions yet: this one needs nothing special and is for any day.", "our choice"));
    }
    if rested_since_strength(today, catalog) == Some(false) {
        let text =
            format!("Your last strength session is less than {STRENGTH_HOURS} hours ago; that much rest is usual.");
        why.push(Sentence::new(text, "Can a Treadmill Cause Back Pain? (article)"));
    }
    why
}

/// Sessions that began this week, from Monday.
pub(super) fn this_week(today: &Today<'_>) -> usize {
    let monday = monday(today.situation.now.date_naive());
    today.history.runs.iter().rev().take_while(|run| run.day() >= monday).count()
}
