//! Fits a routine to today's back: at most one change for each step, of one dial, with its reason; and nothing up but
//! after sessions that settled.
//!
//! `rules` says what holds for the whole routine today, `step` what becomes of one step.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::change::{Adapted, Change, Instead, What};
use super::dial::Dial;
use super::flare_up;
use super::history::{Run, UNSETTLED_FOR_REST};
use super::level::Planned;
use super::rule::{Rule, Sentence};
use super::today::Today;
use super::zone::{Zone, zone};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::routine::Routine;
use crate::domain::content::words::When;
use crate::domain::record::entry::Stamp;

mod rules;
mod step;

use rules::Rules;
use step::{Case, Verdict};

/// `routine` as it fits today, on the occasion `when` (the first that it names where that is `None`).
///
/// With an empty journal and no check-in, or a green one, it is as it is written. A step goes down by the strictest rule
/// alone; it goes up by one step of one dial, and of one dial for the whole routine at a time. Steps whose exercise is not
/// there are left as they are.
pub fn adapt(routine: &Arc<Routine>, when: Option<When>, today: &Today<'_>) -> Adapted {
    let when = when.or_else(|| routine.when.first().copied());
    let check_in = |run: &Run<'_>| {
        let zone_of = |score| zone(score, None, today.situation.limits, routine.pain_limit);
        run.before.map_or(Zone::Green, |given| zone_of(given.score))
    };
    let planned = Planned::of(&today.history, &routine.id, check_in);
    let rules = Rules::of(routine, planned.last(), today);
    let cases = cases(routine, when, today, &planned);
    let verdicts = rules.verdicts(&cases);
    let mut swapped_in: BTreeSet<Id> = routine.steps.iter().map(|step| step.exercise.clone()).collect();
    let mut changes: Vec<Change> =
        cases.iter().zip(verdicts).filter_map(|(case, verdict)| change(case, verdict, &mut swapped_in)).collect();
    if let Some(case) = all_left_out(routine, &cases, &changes) {
        changes.retain(|change| change.step != case.at);
        changes.extend(change(case, rules.kept(case), &mut swapped_in));
        changes.sort_by_key(|change| change.step);
    }
    let notes = rules.notes(&changes);
    Adapted::new(routine, changes, notes, instead(routine, today))
}

/// What is needed to decide on each step whose exercise is there.
fn cases<'a>(routine: &'a Routine, when: Option<When>, today: &Today<'a>, planned: &Planned<'_>) -> Vec<Case<'a>> {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for step in &routine.steps {
        *found.entry(step.exercise.as_str()).or_default() += 1;
    }
    let is_usable = |exercise: &Exercise| {
        let at_hand: Vec<Id> = match today.situation.at_hand {
            Some(at_hand) => at_hand.to_vec(),
            None => routine.equipment.iter().flat_map(|need| need.any_of().to_vec()).collect(),
        };
        exercise.equipment.iter().all(|need| need.is_met(&at_hand))
    };
    let usable = |id: &Id| (today.situation.exercise)(id.as_str()).filter(|exercise| is_usable(exercise));
    let case = |(at, step): (usize, &'a _)| {
        let mut case = Case::new(at, step, when, today.situation.exercise, &usable)?;
        case.ladder.easier.iter_mut().for_each(|variant| {
            variant.take_if(|variant| found.contains_key(variant.id.as_str()));
        });
        // Of two steps of one exercise the journal does not say which is which.
        if found.get(case.exercise.id.as_str()) == Some(&1) {
            let of = (&*case.exercise, &case.dose, &case.ladder);
            case.track = planned.track(of, case.other_amount(), today.situation.limits);
        }
        Some(case)
    };
    routine.steps.iter().enumerate().filter_map(case).collect()
}

/// The change that a verdict makes; `None` where the step stays as it is.
fn change(case: &Case<'_>, verdict: Verdict, swapped_in: &mut BTreeSet<Id>) -> Option<Change> {
    let (rule, text, entries) = (verdict.rule, verdict.text, verdict.entries);
    let is = match verdict.to {
        step::To::Place(place) => Some(case.step_at(place)),
        step::To::Exercise(exercise) => swapped_in.insert(exercise.id.clone()).then(|| case.step_of(&exercise)),
        step::To::Out => None,
    };
    let otherwise = case.step_at(verdict.from);
    if is.as_ref() == Some(&otherwise) {
        return None;
    }
    let what = match &is {
        None => What::LeftOut,
        Some(step) if step.exercise == otherwise.exercise => {
            What::Dose { dial: case.ladder.dial, was: case.dose_of(&otherwise), is: case.dose_of(step) }
        }
        Some(step) => {
            What::Exercise { was: case.name_of(&otherwise), is: case.name_of(step), id: step.exercise.clone() }
        }
    };
    Some(Change {
        key: super::change::ChangeKey::new(rule, &case.exercise.id, case.at),
        step: case.at,
        exercise: case.exercise.id.clone(),
        name: case.exercise.name.clone(),
        what,
        rule,
        reason: Sentence::by_rule(text, rule.paragraph()),
        entries,
        is,
        otherwise,
    })
}

/// The step that is kept where otherwise nothing would be left to do: the most valuable, of equals the first.
fn all_left_out<'c, 'a>(routine: &Routine, cases: &'c [Case<'a>], changes: &[Change]) -> Option<&'c Case<'a>> {
    let left_out = changes.iter().filter(|change| change.is.is_none()).count();
    let value = |case: &&Case<'_>| routine.steps.get(case.at).map(|step| step.value);
    cases.iter().min_by_key(|case| (value(case), case.at)).filter(|_| left_out == routine.steps.len())
}

/// Whether another day than planned fits better.
fn instead(routine: &Routine, today: &Today<'_>) -> Option<Instead> {
    if let Some(flare) = &today.flare {
        let gentle = Id::new(flare_up::ROUTINE).ok().filter(|id| *id != routine.id);
        let reason = format!("{} Gentle care or rest fits better today.", flare.why);
        let reason = Sentence::by_rule(reason, Rule::Flare.paragraph());
        return gentle.map(|id| Instead { routine: Some(id), reason, entries: flare.entries.clone() });
    }
    let score = today.score.filter(|_| today.zone(routine.pain_limit) == Some(Zone::Red));
    if let Some(score) = score {
        let reason = format!("{score} today is more than we want. Rest, or something gentle, fits better.");
        let reason = Sentence::by_rule(reason, Rule::CheckIn.paragraph());
        return Some(Instead { routine: None, reason, entries: today.score_entry.into_iter().collect() });
    }
    today.is_rest_day.then(|| {
        let text = "Two sessions in a row had not settled overnight. A rest day fits as well as an easier session.";
        let entries = today.history.unsettled_in_a_row(today.situation.now.date_naive());
        let entries = entries.iter().take(UNSETTLED_FOR_REST).flat_map(|run| run.evidence()).collect();
        let reason = Sentence::by_rule(text, Rule::UnsettledTwice.paragraph());
        Instead { routine: None, reason, entries }
    })
}

/// Which dial goes up: the one that most is owed to, then the one that went up the longest ago.
fn next_dial(candidates: &[(Dial, bool, Option<Stamp>)]) -> Option<Dial> {
    let mut dials: BTreeMap<Dial, (bool, Option<Stamp>)> = BTreeMap::new();
    for (dial, is_below, raised) in candidates {
        let entry = dials.entry(*dial).or_default();
        entry.0 |= *is_below;
        entry.1 = entry.1.max(*raised);
    }
    dials.into_iter().min_by_key(|(dial, (is_below, raised))| (!is_below, *raised, *dial)).map(|(dial, _)| dial)
}
