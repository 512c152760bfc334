//! Parts of sessions and ratings in a few words, shared by screens and commands.

use std::time::Duration;

use chrono::NaiveDate;

use super::body_location::Spots;
use super::done::outcome;
use super::entry::{Moment, Outcome, Quantity, Rating, Score, SessionEntry, StepOutcome, StepRecord};
use super::session_ratings::SessionRatings;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::link::ItemKind;
use crate::domain::content::words::spoken;
use crate::domain::text::{Text, counted};
use crate::domain::time::about_text;

/// The sign for a question that was asked and not answered.
pub const NO_ANSWER: &str = "—";

/// Returns a score as text, [`NO_ANSWER`] for `None`.
pub fn score_text(score: Option<Score>) -> String {
    score.map_or_else(|| NO_ANSWER.to_owned(), |score| score.to_string())
}

/// Returns a day with its weekday: `Thursday 19 Nov 2026`.
pub fn day_text(day: NaiveDate) -> String {
    day.format("%A %-d %b %Y").to_string()
}

/// Returns the name of an exercise; its id in words if it no longer exists.
pub fn exercise_name(catalog: &Catalog, id: &str) -> String {
    catalog.title(ItemKind::Exercise, id).unwrap_or_else(|| spoken(id))
}

/// Returns the answers besides the score: `low back left`, `aching`, `stiff for 20 min`.
pub fn answers(rating: &Rating) -> Vec<String> {
    let places = Some(Spots::of(rating).text()).filter(|text| !text.is_empty());
    let words = rating.words.iter().map(ToString::to_string);
    let stiff = rating.stiff_min.map(|minutes| format!("stiff for {minutes} min"));
    let sore = rating.training_sore.then(|| "sore from training".to_owned());
    places.into_iter().chain(words).chain(stiff).chain(sore).collect()
}

/// Returns the outcome of a session by the work done: `completed`, `stopped (sharp pain)`.
pub fn outcome_text(session: &SessionEntry) -> String {
    match (&session.reason, outcome(session)) {
        (Some(reason), Outcome::Stopped) => format!("stopped ({reason})"),
        (_, outcome) => outcome.to_string(),
    }
}

/// Returns the number of sets of `session` that were done as planned.
pub fn whole_parts(session: &SessionEntry) -> usize {
    session.steps.iter().filter(|step| step.outcome == StepOutcome::Done).count()
}

/// Returns a session in three parts: its outcome, its time, and the sets done of those planned.
pub fn session_parts(session: &SessionEntry) -> [String; 3] {
    let time = about_text(Duration::from_secs(session.active_s.into()));
    let parts = format!("{} of {}", whole_parts(session), counted(session.steps.len(), "part"));
    [outcome_text(session), time, parts]
}

/// Returns the scores of a session: `pain 3 → 2, peak 4 during`; `None` without ratings.
pub fn pain_text(ratings: &SessionRatings<'_>) -> Option<String> {
    let (asked, during) = ([ratings.before, ratings.after], ratings.highest());
    if asked == [None, None] && during.is_none() {
        return None;
    }
    let [before, after] = asked.map(|rating| score_text(rating.and_then(|rating| rating.score)));
    let peak = during.map(|during| format!(", peak {during} during")).unwrap_or_default();
    Some(format!("pain {before} → {after}{peak}"))
}

/// Returns the user's notes on a session: first those of its ratings, in order of time, without that of the next
/// morning, which is an entry of its own.
pub fn session_notes<'a>(session: &'a SessionEntry, ratings: &SessionRatings<'a>) -> Vec<&'a Text> {
    let mut with_it: Vec<_> = ratings.all().filter(|rating| rating.is_with_its_session()).collect();
    with_it.sort_by_key(|rating| (rating.at, rating.id));
    let own = Some(&session.note).filter(|note| !note.is_empty());
    with_it.into_iter().filter_map(|rating| rating.body.note.as_ref()).chain(own).collect()
}

/// Returns the moment of a rating, with the `title` of its session if that is known: `next morning, after Core Basics`;
/// `None` if there is nothing to say.
pub fn occasion(rating: &Rating, title: Option<&str>) -> Option<String> {
    let moment = spoken(rating.moment.as_str());
    match (rating.moment, title) {
        (Moment::Other, None) => None,
        (Moment::NextMorning, Some(title)) => Some(format!("next morning, after {title}")),
        (_, Some(title)) => Some(format!("{moment} {title}")),
        (_, None) => Some(moment),
    }
}

/// Returns the work done in a set: `25 s`, `18 of 25 s`, `left out: it hurts`, `Dead Bug instead`.
pub fn done_text(step: &StepRecord, catalog: &Catalog) -> String {
    let reason = step.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    match (step.outcome, &step.by) {
        (StepOutcome::Skipped, _) => format!("skipped{reason}"),
        (StepOutcome::Swapped, Some(by)) => format!("{} instead", exercise_name(catalog, by.as_str())),
        (StepOutcome::Stopped, _) => format!("{}, stopped{reason}", done_of(step.done, step.planned)),
        _ => done_of(step.done, step.planned),
    }
}

/// Returns the position of a set in its step: `round 2, set 1, left`; empty if there is only one.
pub fn go_text(step: &StepRecord, has_sets: bool) -> String {
    let round = (step.round > 1).then(|| format!("round {}", step.round));
    let set = has_sets.then(|| format!("set {}", step.set));
    let side = step.side.map(|side| side.to_string());
    [round, set, side].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns `18 of 25 s`; only the amount done if it equals the amount planned.
fn done_of(done: Quantity, planned: Quantity) -> String {
    let (number, unit, each) = measure(planned);
    let (was, _, _) =
        measure(Quantity { hold_s: done.hold_s.or(planned.hold_s.filter(|_| done.reps.is_some())), ..done });
    let each = each.map(|secs| format!(" of {secs} s")).unwrap_or_default();
    match (was, number) {
        (Some(was), Some(number)) if was != number => format!("{was} of {number} {unit}{each}"),
        (Some(was), _) => format!("{was} {unit}{each}"),
        (None, Some(number)) => format!("{NO_ANSWER} of {number} {unit}{each}"),
        (None, None) => String::new(),
    }
}

/// Returns the number, its unit, and for reps that are held the seconds of each.
fn measure(quantity: Quantity) -> (Option<u32>, &'static str, Option<u32>) {
    match quantity {
        Quantity { reps: Some(reps), hold_s, .. } => (Some(reps), "reps", hold_s),
        Quantity { hold_s: Some(secs), .. } => (Some(secs), "s", None),
        Quantity { breaths: Some(breaths), .. } => (Some(breaths), "breaths", None),
        Quantity { activity_s: Some(secs), .. } => (Some(secs), "s", None),
        _ => (None, "", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::exercise::Id;
    use crate::domain::journal::entry::Side;

    fn step(outcome: StepOutcome, planned: Quantity, done: Quantity) -> StepRecord {
        let exercise = Id::new("plank").unwrap();
        let (reason, by) = (None, None);
        StepRecord {
            exercise,
            round: 1,
            set: 2,
            side: Some(Side::Left),
            sides: None,
            outcome,
            reason,
            by,
            planned,
            done,
        }
    }

    #[test]
    fn a_step_says_what_was_done_of_it() {
        let catalog = Catalog::built_in();
        let secs = |secs| Quantity { hold_s: Some(secs), ..Quantity::default() };
        let reps = |reps| Quantity { reps: Some(reps), ..Quantity::default() };
        let held = |reps| Quantity { reps: Some(reps), hold_s: Some(3), ..Quantity::default() };
        let said = |step: &StepRecord| done_text(step, &catalog);
        assert_eq!(said(&step(StepOutcome::Done, secs(25), secs(25))), "25 s");
        assert_eq!(said(&step(StepOutcome::Partial, secs(25), secs(0))), "0 of 25 s");
        assert_eq!(said(&step(StepOutcome::Done, reps(8), reps(10))), "10 of 8 reps");
        assert_eq!(said(&step(StepOutcome::Done, held(8), held(8))), "8 reps of 3 s");
        let skipped =
            StepRecord { reason: Some(Text::from("it hurts")), ..step(StepOutcome::Skipped, secs(9), secs(0)) };
        assert_eq!(said(&skipped), "skipped: it hurts");
        let swapped =
            StepRecord { by: Some(Id::new("dead-bug").unwrap()), ..step(StepOutcome::Swapped, secs(9), secs(0)) };
        assert_eq!(said(&swapped), "Dead Bug instead");
        assert_eq!(go_text(&skipped, true), "set 2, left");
    }
}
