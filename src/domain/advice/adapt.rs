//! Adapts a routine to today's back: at most one change for each step, of one dial, with its reason; and nothing goes
//! up except after sessions that settled.
//!
//! `rules` has the rules for the whole routine and decides each step; the steps themselves, with their possible
//! replacements, are here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::change::{Adapted, Instead, StepChange, What};
use uuid::Uuid;

use super::flare_up;
use super::history::UNSETTLED_FOR_REST;
use super::progression::Dial;
use super::progression::{Planned, Progression, Track, VariantPlace};
use super::readiness::Readiness;
use super::rule::{Rule, Sentence};
use super::zone::{Zone, zone};
use crate::domain::content::dose::{Dose, DoseSpec};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::routine::{Routine, Step};
use crate::domain::content::words::{Role, When};
use crate::domain::session::compile::Lookup;
use crate::domain::text::Text;

pub(super) mod rules;

use rules::AdaptRules;

/// Adapts `routine` to today, on the occasion `when` (by default the first that the routine names).
///
/// With an empty journal and no check-in, or a green one, the routine stays as it is written. A step goes down by the
/// strictest rule alone; it goes up by one step of one dial, and of one dial for the whole routine at a time. Steps
/// whose exercise does not exist are left as they are.
pub fn adapt(routine: &Arc<Routine>, when: Option<When>, today: &Readiness<'_>) -> Adapted {
    let when = when.or_else(|| routine.when.first().copied());
    let planned = Planned::of(&today.history, &routine.id, |run| {
        let before = run.before.map(|given| zone(given.score, None, today.situation.limits, routine.pain_limit));
        before.unwrap_or(Zone::Green)
    });
    let rules = AdaptRules::of(routine, planned.last(), today);
    let cases = cases(routine, when, today, &planned);
    let verdicts = rules.verdicts(&cases);
    let mut swapped_in: BTreeSet<Id> = routine.steps.iter().map(|step| step.exercise.clone()).collect();
    let mut changes: Vec<StepChange> =
        cases.iter().zip(verdicts).filter_map(|(case, verdict)| change(case, verdict, &mut swapped_in)).collect();
    if let Some(case) = all_left_out(routine, &cases, &changes) {
        changes.retain(|change| change.step != case.at);
        changes.extend(change(case, rules.kept(case), &mut swapped_in));
        changes.sort_by_key(|change| change.step);
    }
    let notes = rules.notes(&changes);
    Adapted::new(routine, changes, notes, instead(routine, today))
}

/// Collects what is needed to decide on each step whose exercise exists.
fn cases<'a>(routine: &'a Routine, when: Option<When>, today: &Readiness<'a>, planned: &Planned<'_>) -> Vec<Case<'a>> {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for step in &routine.steps {
        *found.entry(step.exercise.as_str()).or_default() += 1;
    }
    let at_hand: Vec<Id> = match today.situation.at_hand {
        Some(at_hand) => at_hand.to_vec(),
        None => routine.equipment.iter().flat_map(|need| need.any_of().to_vec()).collect(),
    };
    let usable = |id: &Id| {
        let exercise = (today.situation.exercise)(id.as_str());
        exercise.filter(|exercise| {
            exercise.role != Role::Screened && exercise.equipment.iter().all(|need| need.is_met(&at_hand))
        })
    };
    let mut cases = Vec::with_capacity(routine.steps.len());
    for (at, step) in routine.steps.iter().enumerate() {
        let Some(mut case) = Case::new(at, step, when, today.situation.exercise, &usable) else { continue };
        for variant in &mut case.ladder.easier {
            variant.take_if(|variant| found.contains_key(variant.id.as_str()));
        }
        // Of two steps of one exercise the journal does not say which is which.
        if found.get(case.exercise.id.as_str()) == Some(&1) {
            let (other, limits) = (case.other_amount(), today.situation.limits);
            case.track = planned.track(&case.exercise, &case.dose, &case.ladder, other, limits);
        }
        cases.push(case);
    }
    cases
}

/// Returns the change that a verdict makes; `None` if the step stays as it is.
fn change(case: &Case<'_>, verdict: StepVerdict, swapped_in: &mut BTreeSet<Id>) -> Option<StepChange> {
    let Reason { rule, text, entries } = verdict.reason;
    let is = match verdict.to {
        To::Place(place) => Some(case.step_at(place)),
        To::Exercise(exercise) => swapped_in.insert(exercise.id.clone()).then(|| case.step_of(&exercise)),
        To::Out => None,
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
    Some(StepChange {
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

/// Returns the step to keep if all steps would be left out: the most valuable, the first among equals.
fn all_left_out<'c, 'a>(routine: &Routine, cases: &'c [Case<'a>], changes: &[StepChange]) -> Option<&'c Case<'a>> {
    let left_out = changes.iter().filter(|change| change.is.is_none()).count();
    cases.iter().min_by_key(|case| (case.step.value, case.at)).filter(|_| left_out == routine.steps.len())
}

/// Suggests a gentle routine or rest where that fits today better than `routine`.
fn instead(routine: &Routine, today: &Readiness<'_>) -> Option<Instead> {
    if let Some(flare) = &today.flare {
        let gentle = Id::new(flare_up::ROUTINE).ok().filter(|id| *id != routine.id);
        let reason = format!("{} Gentle care or rest is better today.", flare.why);
        let reason = Sentence::by_rule(reason, Rule::Flare.paragraph());
        return gentle.map(|id| Instead { routine: Some(id), reason, entries: flare.entries.clone() });
    }
    let score = today.score.filter(|_| today.zone(routine.pain_limit) == Some(Zone::Red));
    if let Some(score) = score {
        let reason = format!("{score} today is too much for this. Rest, or something gentle, is better.");
        let reason = Sentence::by_rule(reason, Rule::CheckIn.paragraph());
        return Some(Instead { routine: None, reason, entries: today.score_entry.into_iter().collect() });
    }
    today.is_rest_day.then(|| {
        let text =
            "After two sessions in a row, pain had not settled overnight. A rest day is as good as an easier session.";
        let entries = today.history.unsettled_in_a_row(today.situation.now.date_naive());
        let entries = entries.iter().take(UNSETTLED_FOR_REST).flat_map(|run| run.evidence()).collect();
        let reason = Sentence::by_rule(text, Rule::UnsettledTwice.paragraph());
        Instead { routine: None, reason, entries }
    })
}

/// A step to decide on.
struct Case<'a> {
    /// The index of the step in the routine.
    at: usize,
    step: &'a Step,
    when: Option<When>,
    exercise: Arc<Exercise>,
    dose: Dose,
    ladder: Progression,
    track: Track,
    /// The exercise that replaces this one while the back is sore, if it can be used.
    instead: Option<Arc<Exercise>>,
    lookup: Lookup<'a>,
}

/// The new place of a step.
enum To {
    Place(VariantPlace),
    Exercise(Arc<Exercise>),
    Out,
}

/// A reason to change a step: the rule, its sentence with the numbers, and the journal entries behind it.
#[derive(Clone)]
pub(super) struct Reason {
    pub(super) rule: Rule,
    pub(super) text: String,
    entries: Vec<Uuid>,
}

/// The decision on a step, with its reason.
struct StepVerdict {
    to: To,
    /// The place that the step keeps if the change is refused.
    from: VariantPlace,
    reason: Reason,
}

impl<'a> Case<'a> {
    /// Returns `None` if the exercise does not exist or has no dose.
    fn new(
        at: usize,
        step: &'a Step,
        when: Option<When>,
        lookup: Lookup<'a>,
        usable: &dyn Fn(&Id) -> Option<Arc<Exercise>>,
    ) -> Option<Self> {
        let exercise = lookup(step.exercise.as_str())?;
        let dose = step.dose_for(&exercise, when)?;
        let ladder = Progression::new(&exercise, &dose, exercise.easier.iter().map(usable).collect());
        let instead = exercise.instead.as_ref().and_then(usable);
        Some(Self { at, step, when, exercise, dose, ladder, track: Track::default(), instead, lookup })
    }

    /// The amount on the other occasion, before a run or not, if it differs from this one.
    fn other_amount(&self) -> Option<u32> {
        let other = if self.when == Some(When::BeforeRun) { None } else { Some(When::BeforeRun) };
        let dose = self.step.dose_for(&self.exercise, other)?;
        let (dial, amount) = Dial::of(&dose.measure);
        let amount = amount.count();
        (dial == self.ladder.dial && amount != self.ladder.base.amount).then_some(amount)
    }

    /// The step at a place of its ladder.
    fn step_at(&self, place: VariantPlace) -> Step {
        match self.ladder.variant(place) {
            Some(variant) => self.step_of(variant),
            None if place == self.ladder.base => self.step.clone(),
            None => self.ladder.dial.set(self.step, &self.exercise, self.when, place.amount),
        }
    }

    /// The step with another exercise, in its usual dose and without the note, which was about the old one.
    fn step_of(&self, exercise: &Exercise) -> Step {
        Step {
            exercise: exercise.id.clone(),
            dose: DoseSpec::EMPTY,
            before_run: None,
            value: self.step.value,
            note: None,
        }
    }

    /// The dose of a step of this case, for people.
    fn dose_of(&self, step: &Step) -> Text {
        let exercise = self.exercise_of(step);
        let dose = exercise.and_then(|exercise| step.dose_for(&exercise, self.when));
        dose.map(|dose| Text::clean(&dose.as_used().to_string())).unwrap_or_default()
    }

    fn name_of(&self, step: &Step) -> Text {
        self.exercise_of(step).map(|exercise| exercise.name.clone()).unwrap_or_default()
    }

    fn exercise_of(&self, step: &Step) -> Option<Arc<Exercise>> {
        if step.exercise == self.exercise.id {
            return Some(Arc::clone(&self.exercise));
        }
        (self.lookup)(step.exercise.as_str())
    }
}
