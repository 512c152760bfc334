//! The work done in a session: decides which sessions count, and which exercises were done in them.
//!
//! Paragraph `done` of the rules.

use super::entry::{Outcome, Quantity, SessionEntry, Stamp, StepOutcome, StepRecord};
use super::merged::{Journal, until};
use crate::domain::content::exercise::Id;
use crate::domain::time::calendar::monday;
use crate::domain::time::day_as_of;

/// A session is completed from this share of its work on. **Source**: our choice; paragraph `done`.
const COMPLETED_FROM: f64 = 0.5;

/// The share of a part that was left before its end, where nobody counted. Our choice.
const UNCOUNTED: f64 = 0.5;

/// Seconds from which a session without a line for any part counts: such a line was left out when it was noted by hand,
/// or the machine went away in the first part. Our choice.
const WITHOUT_LINES_S: u32 = 60;

/// The tolerance for the rounding errors of halves and thirds that are added.
const ROUNDING: f64 = 1e-6;

/// Returns true if something was done in `session`. One in which nothing was done counts nowhere: not for the week, not
/// for the next morning, not in a plan, and not as the last session.
pub fn counts(session: &SessionEntry) -> bool {
    let SessionEntry { active_s, outcome, steps, .. } = session;
    if steps.is_empty() {
        return *active_s > 0 && (*outcome == Outcome::Completed || *active_s >= WITHOUT_LINES_S);
    }
    *active_s > 0 && steps.iter().any(was_done)
}

/// Counts the sessions in which something was done that began in the week of `now`, from Monday on and not later than
/// `now`.
pub fn sessions_this_week(journal: &Journal, now: Stamp) -> usize {
    let this_week = monday(now.date_naive());
    until(journal.sessions(), now)
        .iter()
        .filter(|session| monday(day_as_of(session.at, now)) == this_week && counts(session))
        .count()
}

/// Returns the outcome of `session`; one recorded as completed counts as ended if less than half of its work was done.
pub fn outcome(session: &SessionEntry) -> Outcome {
    let is_whole = session.steps.is_empty() || is_half_done(&session.steps);
    if session.outcome == Outcome::Completed && !(is_whole && counts(session)) {
        return Outcome::Ended;
    }
    session.outcome
}

/// Returns true if at least half of the work of `steps` was done. Each set on each side has the same weight, and counts
/// by the share of it that was done; sets swapped for another exercise do not count.
pub fn is_half_done(steps: &[StepRecord]) -> bool {
    let asked = steps.iter().filter(|step| step.outcome != StepOutcome::Swapped);
    let count = asked.clone().count();
    let done: f64 = asked.map(share).sum();
    done > 0.0 && done + ROUNDING >= COMPLETED_FROM * count as f64
}

/// Returns true if some of this set was done. The number decides if one was counted; a swapped set was done only if it
/// was counted before.
pub fn was_done(step: &StepRecord) -> bool {
    match (step.outcome, counted(step)) {
        (StepOutcome::Skipped, _) | (StepOutcome::Swapped, None) => false,
        (_, Some((done, _))) => done > 0,
        (StepOutcome::Done | StepOutcome::Partial | StepOutcome::Stopped, None) => true,
    }
}

/// Returns the exercises of `session` that were at least partly done, each once, in the order they were begun.
pub fn exercises(session: &SessionEntry) -> Vec<&Id> {
    let mut done: Vec<&Id> = Vec::new();
    for step in session.steps.iter().filter(|step| was_done(step)) {
        if !done.contains(&&step.exercise) {
            done.push(&step.exercise);
        }
    }
    done
}

/// Returns the share of this set that was done, 0 to 1.
fn share(step: &StepRecord) -> f64 {
    match (step.outcome, counted(step)) {
        _ if !was_done(step) => 0.0,
        (StepOutcome::Done, _) => 1.0,
        (_, Some((done, planned))) => (f64::from(done) / f64::from(planned.max(1))).min(1.0),
        (_, None) => UNCOUNTED,
    }
}

/// Returns the amounts done and planned, in the measure of this set; `None` if nothing was planned or counted in it.
fn counted(step: &StepRecord) -> Option<(u32, u32)> {
    let Quantity { reps, hold_s, breaths, activity_s } = step.planned;
    let done = step.done;
    // A hold beside repetitions is one of each repetition.
    if let Some(planned) = reps {
        return Some((done.reps?, planned));
    }
    if let Some(planned) = hold_s {
        return Some((done.hold_s?, planned));
    }
    if let Some(planned) = breaths {
        return Some((done.breaths?, planned));
    }
    Some((done.activity_s?, activity_s?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::timestamp::whole_secs;
    use crate::domain::text::Text;

    fn step(outcome: StepOutcome, done: Option<u32>) -> StepRecord {
        let held = |hold_s| Quantity { hold_s, ..Quantity::default() };
        StepRecord {
            exercise: Id::new("plank").unwrap(),
            round: 1,
            set: 1,
            side: None,
            sides: None,
            outcome,
            reason: None,
            by: None,
            planned: held(Some(20)),
            done: held(done),
        }
    }

    fn session(outcome: Outcome, active_s: u32, steps: Vec<StepRecord>) -> SessionEntry {
        SessionEntry {
            ended: whole_secs("2026-11-20T07:00:00+01:00".parse().unwrap()),
            routine: Id::new("core-basics").unwrap(),
            title: Text::from("Core Basics"),
            outcome,
            reason: None,
            active_s,
            effort: None,
            note: Text::default(),
            steps,
        }
    }

    fn steps(all: &[(StepOutcome, u32)]) -> Vec<StepRecord> {
        all.iter().map(|(outcome, done)| step(*outcome, Some(*done))).collect()
    }

    use StepOutcome::{Done, Partial, Skipped, Stopped, Swapped};

    #[test]
    fn a_session_of_which_nothing_was_done_counts_nowhere() {
        let counted = |outcome, active_s, all: &[(StepOutcome, u32)]| counts(&session(outcome, active_s, steps(all)));
        assert!(!counted(Outcome::Completed, 95, &[(Skipped, 0), (Skipped, 0)]), "all skipped, ready for a long time");
        assert!(!counted(Outcome::Ended, 95, &[(Partial, 0)]), "0 of 20 s");
        assert!(!counted(Outcome::Completed, 0, &[(Done, 20)]), "no second of work");
        assert!(!counted(Outcome::Completed, 40, &[(Swapped, 0), (Skipped, 0)]), "swapped, and the other one skipped");
        assert!(counted(Outcome::Ended, 5, &[(Partial, 5), (Skipped, 0)]));
        assert!(counted(Outcome::Stopped, 3, &[(Stopped, 3)]));
        assert!(counted(Outcome::Completed, 40, &[(Swapped, 4), (Skipped, 0)]), "some of it before it was swapped");
    }

    #[test]
    fn a_session_without_lines_goes_by_its_time() {
        let counted = |outcome, active_s| counts(&session(outcome, active_s, Vec::new()));
        assert!(counted(Outcome::Completed, 1) && !counted(Outcome::Completed, 0));
        assert!(counted(Outcome::Interrupted, 60) && !counted(Outcome::Interrupted, 59));
    }

    #[test]
    fn half_of_the_work_completes_a_session() {
        let judged = |all: &[(StepOutcome, u32)]| outcome(&session(Outcome::Completed, 100, steps(all)));
        assert_eq!(judged(&[(Done, 20), (Skipped, 0)]), Outcome::Completed);
        assert_eq!(judged(&[(Done, 20), (Skipped, 0), (Skipped, 0)]), Outcome::Ended);
        assert_eq!(judged(&[(Done, 30), (Skipped, 0), (Skipped, 0)]), Outcome::Ended, "more than planned is once");
        assert_eq!(judged(&[(Partial, 10), (Partial, 10)]), Outcome::Completed);
        assert_eq!(judged(&[(Partial, 10), (Partial, 9)]), Outcome::Ended);
        assert_eq!(
            judged(&[(Swapped, 0), (Done, 20), (Skipped, 0)]),
            Outcome::Completed,
            "what was given up is not asked"
        );
        assert_eq!(judged(&[(Skipped, 0)]), Outcome::Ended);
        assert_eq!(judged(&[(Swapped, 0)]), Outcome::Ended);
        assert_eq!(judged(&[]), Outcome::Completed);
        let none = session(Outcome::Completed, 0, Vec::new());
        assert_eq!(outcome(&none), Outcome::Ended);
        for other in [Outcome::Ended, Outcome::Stopped, Outcome::Interrupted] {
            assert_eq!(outcome(&session(other, 100, steps(&[(Done, 20)]))), other);
        }
    }

    #[test]
    fn what_nobody_counted_is_done_unless_it_was_left_out() {
        let done = |outcome| was_done(&step(outcome, None));
        assert_eq!([Done, Partial, Stopped, Skipped, Swapped].map(done), [true, true, true, false, false]);
        let own_pace = session(Outcome::Completed, 100, vec![step(Partial, None), step(Partial, None)]);
        assert_eq!(outcome(&own_pace), Outcome::Completed);
    }

    #[test]
    fn each_exercise_is_done_by_its_own_lines() {
        let by = |exercise: &str, line: StepRecord| StepRecord { exercise: Id::new(exercise).unwrap(), ..line };
        let swapped = |done| StepRecord { by: Id::new("dead-bug").ok(), ..step(Swapped, Some(done)) };
        let done_in = |lines: Vec<StepRecord>| {
            let session = session(Outcome::Ended, 100, lines);
            exercises(&session).into_iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(done_in(vec![swapped(0), by("dead-bug", step(Skipped, Some(0)))]), [] as [&str; 0]);
        assert_eq!(done_in(vec![swapped(0), by("dead-bug", step(Done, Some(20)))]), ["dead-bug"]);
        assert_eq!(done_in(vec![swapped(8), by("dead-bug", step(Partial, Some(4)))]), ["plank", "dead-bug"]);
        assert_eq!(done_in(vec![step(Done, Some(20)), step(Stopped, Some(3))]), ["plank"]);
    }
}
