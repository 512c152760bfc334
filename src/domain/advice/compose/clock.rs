//! The time of a session: the order of its steps, and amounts between the least and the most that make sense, so that
//! it lasts as long as was wished.

use super::pool::{PoolExercise, PoolPart};
use crate::domain::content::dose::{Amount, Dose, DoseSpec, Measure};
use crate::domain::content::routine::{Routine, Step};
use crate::domain::content::timing::{Least, LeastAmount, Timing};
use crate::domain::content::words::{Kind, Value, Whose};
use crate::domain::session::compile::{Options, length};

/// The milliseconds by which a session may stay below the time wished. Our choice.
pub(super) const SLACK_MS: u64 = 20_000;

/// The longest hold, in seconds, with no movement before it. Our choice: well under the minute from which a held stretch
/// is no warm-up.
const COLD_HOLD_S: f64 = 30.0;

/// The share of a number of ours that it grows to at most. Our choice.
const MOST_SHARE: f64 = 1.5;

/// The longest hold that a number of ours grows to, in seconds. Our choice.
const MOST_HOLD_S: f64 = 60.0;

/// The most sets where no source gives a number. Our choice: more add little.
const MOST_SETS: u32 = 3;

/// The rests between two exercises that are tried last, in seconds. Our choice: more is standing about.
const RESTS_S: std::ops::RangeInclusive<u32> = 11..=20;

/// The number of steps from the usual amounts down to the least. Our choice.
const SHARES: u32 = 20;

/// The amounts of an exercise that make sense.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct StepRange {
    least: f64,
    usual: f64,
    most: f64,
    /// The amount by which it is changed.
    unit: f64,
    least_sets: u32,
    usual_sets: u32,
    most_sets: u32,
}

impl StepRange {
    /// Returns the range of a dose; nothing over the usual one `is_easy` allows.
    pub(super) fn of(dose: &Dose, least: &Least, is_easy: bool) -> Self {
        let LeastAmount { least, unit } = least.of_dose(&dose.measure);
        let amount = dose.measure.amount();
        let usual = amount.start;
        let (least, most) = match amount.whose {
            // A source's number stays within its range.
            Whose::Source => (amount.from, amount.to),
            Whose::Ours | Whose::Yours => {
                let grown = (MOST_SHARE * usual).max(amount.to);
                let longest = if matches!(dose.measure, Measure::Hold { .. }) { MOST_HOLD_S.max(usual) } else { grown };
                (least, grown.min(longest))
            }
        };
        let (usual_sets, sets) = (dose.sets.count().max(1), dose.sets);
        let (least_sets, most_sets) = match (&dose.measure, sets.whose) {
            (Measure::Activity { .. }, _) => (1, usual_sets),
            (_, Whose::Source) => (whole(sets.from).max(1), whole(sets.to)),
            (_, Whose::Ours | Whose::Yours) => (1, usual_sets.max(MOST_SETS)),
        };
        Self {
            least: ((least / unit).ceil() * unit).min(usual),
            usual,
            most: if is_easy { usual } else { ((most / unit).floor() * unit).max(usual) },
            unit,
            least_sets: least_sets.min(usual_sets),
            usual_sets,
            most_sets: if is_easy { usual_sets } else { most_sets.max(usual_sets) },
        }
    }

    /// Returns the range without what is over `cap`; `None` if nothing is left.
    fn capped(self, cap: f64) -> Option<Self> {
        let cap = (cap / self.unit).floor() * self.unit;
        (self.least <= cap).then(|| Self { usual: self.usual.min(cap), most: self.most.min(cap), ..self })
    }
}

/// A step with the amount that it has so far.
#[derive(Debug, Clone)]
pub(super) struct TimedStep<'p> {
    pub(super) of: &'p PoolExercise,
    range: StepRange,
    amount: f64,
    sets: u32,
    millis: u64,
}

/// Ways to make a step longer, in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Growth {
    /// Up to the usual amount.
    ToUsual,
    /// Up to the usual number of sets.
    ToUsualSets,
    /// One more set.
    Set,
    /// More than the usual amount.
    Amount,
}

impl<'p> TimedStep<'p> {
    fn new(of: &'p PoolExercise, range: StepRange, amount: f64, sets: u32) -> Self {
        let mut step = Self { of, range, amount, sets, millis: 0 };
        step.millis = millis(&routine_of(&[&step], None), of.options, &[of]);
        step
    }

    /// Returns the step in its usual dose, or as near to it as a cold start allows.
    fn usual(of: &'p PoolExercise, is_cold: bool) -> Option<Self> {
        let range = if is_cold { of.range.capped(cold_cap(of))? } else { of.range };
        Some(Self::new(of, range, range.usual, range.usual_sets))
    }

    /// Returns the milliseconds of the exercise in its usual dose.
    pub(super) fn usual_millis(of: &'p PoolExercise) -> u64 {
        Self::new(of, of.range, of.range.usual, of.range.usual_sets).millis
    }

    /// Returns the step with less: by a `share` of the way down to the least, and in the least sets if `is_in_few_sets`.
    fn lowered(&self, share: f64, is_in_few_sets: bool) -> Self {
        let StepRange { least, usual, unit, least_sets, usual_sets, .. } = self.range;
        let amount = LeastAmount { least, unit }.lowered(usual, share);
        Self::new(self.of, self.range, amount, if is_in_few_sets { least_sets } else { usual_sets })
    }

    /// Returns the step a little longer; `None` if it may not be.
    fn grown(&self, growth: Growth) -> Option<Self> {
        let StepRange { usual, most, unit, usual_sets, most_sets, .. } = self.range;
        let (amount, sets) = match growth {
            Growth::ToUsual if self.amount < usual => ((self.amount + unit).min(usual), self.sets),
            Growth::Amount if self.amount + unit <= most => (self.amount + unit, self.sets),
            Growth::ToUsualSets if self.sets < usual_sets => (self.amount, self.sets + 1),
            Growth::Set if self.sets < most_sets => (self.amount, self.sets + 1),
            _ => return None,
        };
        Some(Self::new(self.of, self.range, amount, sets))
    }

    /// Returns the dose in the form of a step: only what differs from the usual one.
    pub(super) fn spec(&self) -> DoseSpec {
        let (base, dose) = (&self.of.exercise.dose.dose, &self.of.dose);
        let mut spec = DoseSpec::EMPTY;
        if self.sets != dose.sets.count().max(1) {
            spec.sets = Some(changed(dose.sets, f64::from(self.sets)));
        }
        if self.amount == self.of.range.usual {
            return spec;
        }
        // A measure is replaced as a whole, with all that says how it is counted.
        spec = DoseSpec { sets: spec.sets, rest_s: None, sides: None, count: None, side_order: None, ..base.clone() };
        let amount = match dose.measure {
            Measure::Hold { .. } => &mut spec.hold_s,
            Measure::Reps { .. } => &mut spec.reps,
            Measure::Breaths { .. } => &mut spec.breaths,
            Measure::Activity { .. } => &mut spec.minutes,
        };
        *amount = amount.map(|given| changed(given, self.amount));
        spec
    }

    /// Returns the dose.
    pub(super) fn dose(&self) -> Dose {
        let exercise = &self.of.exercise;
        self.spec().over(&exercise.dose.dose).resolve(exercise.sides).unwrap_or_else(|| self.of.dose.clone())
    }

    /// Returns true if it is held shorter than usual for want of a movement before it.
    pub(super) fn is_capped(&self) -> bool {
        self.range.usual < self.of.range.usual
    }

    fn hold_s(&self) -> f64 {
        match self.of.dose.measure {
            Measure::Hold { .. } => self.amount,
            Measure::Breaths { .. } => self.amount * self.of.options.pacing.breath().as_secs_f64(),
            Measure::Reps { .. } | Measure::Activity { .. } => 0.0,
        }
    }

    /// Returns the phase of a session: movement, then strength, then what is held to stretch.
    fn phase(&self) -> u8 {
        match self.of.exercise.kind {
            _ if self.of.part == PoolPart::WarmUp => 0,
            Kind::Mobility | Kind::Cardio | Kind::FormDrill => 1,
            Kind::Stretch if !self.of.moves() => 3,
            _ => 2,
        }
    }
}

/// Returns the longest amount of a hold with no movement before it; without limit for what moves.
fn cold_cap(of: &PoolExercise) -> f64 {
    match of.dose.measure {
        Measure::Hold { .. } => COLD_HOLD_S,
        Measure::Breaths { .. } => COLD_HOLD_S / of.options.pacing.breath().as_secs_f64().max(1.0),
        Measure::Reps { .. } | Measure::Activity { .. } => f64::INFINITY,
    }
}

/// A session: its steps in order, and its length.
#[derive(Debug, Clone)]
pub(super) struct TimedSession<'p> {
    pub(super) steps: Vec<TimedStep<'p>>,
    pub(super) millis: u64,
    /// Seconds of rest between exercises, where getting ready is not enough.
    pub(super) rest_s: Option<u32>,
}

impl<'p> TimedSession<'p> {
    /// Gives `picked` amounts with which they last `limit` milliseconds or just less; `None` if the least is longer.
    pub(super) fn new(picked: &[&'p PoolExercise], limit: u64) -> Option<Self> {
        let is_cold = !picked.iter().any(|one| one.moves());
        let usual: Vec<TimedStep<'p>> =
            picked.iter().map(|one| TimedStep::usual(one, is_cold)).collect::<Option<_>>()?;
        let mut steps = shortened(usual, limit)?;
        let mut total = sum(&steps);
        for growth in [Growth::ToUsual, Growth::ToUsualSets, Growth::Set, Growth::Amount] {
            total = grow(&mut steps, growth, total, limit);
        }
        in_order(&mut steps);
        let mut session = Self { steps, millis: total, rest_s: None };
        session.rest(limit);
        Some(session)
    }

    /// Adds rest between the exercises, as little as it takes.
    fn rest(&mut self, limit: u64) {
        let Some(first) = self.steps.first().filter(|_| self.steps.len() > 1) else { return };
        let options = first.of.options;
        for rest in RESTS_S {
            if self.millis + SLACK_MS >= limit {
                return;
            }
            let steps: Vec<&TimedStep<'_>> = self.steps.iter().collect();
            let of: Vec<&PoolExercise> = self.steps.iter().map(|step| step.of).collect();
            let millis = millis(&routine_of(&steps, Some(rest)), options, &of);
            if millis > limit {
                return;
            }
            (self.millis, self.rest_s) = (millis, Some(rest));
        }
    }
}

/// Returns the steps in the most of their usual doses that `limit` has room for; `None` if the least is longer.
fn shortened(usual: Vec<TimedStep<'_>>, limit: u64) -> Option<Vec<TimedStep<'_>>> {
    if sum(&usual) <= limit {
        return Some(usual);
    }
    for is_in_few_sets in [false, true] {
        for share in 0..=SHARES {
            let share = f64::from(share) / f64::from(SHARES);
            let less: Vec<TimedStep<'_>> = usual.iter().map(|step| step.lowered(share, is_in_few_sets)).collect();
            if sum(&less) <= limit {
                return Some(less);
            }
        }
    }
    None
}

/// Lets the steps grow in turn while there is time, and returns their length. Beyond what is usual only as far as it
/// takes.
fn grow(steps: &mut [TimedStep<'_>], growth: Growth, mut total: u64, limit: u64) -> u64 {
    let is_beyond = matches!(growth, Growth::Set | Growth::Amount);
    let mut has_grown = true;
    while std::mem::take(&mut has_grown) {
        for step in steps.iter_mut() {
            if is_beyond && total + SLACK_MS >= limit {
                return total;
            }
            let Some(longer) = step.grown(growth) else { continue };
            let with_it = total - step.millis + longer.millis;
            if with_it <= limit {
                *step = longer;
                total = with_it;
                has_grown = true;
            }
        }
    }
    total
}

/// Puts the steps in order: those that move and short holds first, in one place after the other, standing before the
/// floor; long holds last, beginning where the others end.
fn in_order(steps: &mut [TimedStep<'_>]) {
    steps.sort_by_key(|step| (is_long(step), step.of.area(), step.phase()));
    let last = steps.iter().rev().find(|step| !is_long(step)).map(|step| step.of.area());
    steps.sort_by_key(|step| (is_long(step), is_long(step) && last != Some(step.of.area())));
    // Warm-ups come before all others.
    steps.sort_by_key(|step| step.of.part != PoolPart::WarmUp);
}

fn is_long(step: &TimedStep<'_>) -> bool {
    step.hold_s() > COLD_HOLD_S
}

fn sum(steps: &[TimedStep<'_>]) -> u64 {
    steps.iter().map(|step| step.millis).sum()
}

fn whole(number: f64) -> u32 {
    Amount::ours(number).count()
}

/// Returns `given` with another number in use: of the same origin within its range, else ours.
fn changed(given: Amount, value: f64) -> Amount {
    let is_within = given.whose == Whose::Source && (given.from..=given.to).contains(&value);
    if is_within { Amount { start: value, ..given } } else { Amount::ours(value) }
}

/// Returns the length of a routine of these exercises, in milliseconds.
fn millis(routine: &Option<Routine>, options: Options, of: &[&PoolExercise]) -> u64 {
    let Some(routine) = routine else { return u64::MAX };
    let length = length(routine, &|id| timing_in(of, id), options).map(|length| length.span.as_millis());
    length.ok().and_then(|millis| u64::try_from(millis).ok()).unwrap_or(u64::MAX)
}

fn timing_in(of: &[&PoolExercise], id: &str) -> Option<Timing> {
    of.iter().find(|one| one.exercise.id.as_str() == id).map(|one| one.exercise.timing())
}

/// Returns a routine of these steps, to measure it; `None` without any.
fn routine_of(steps: &[&TimedStep<'_>], rest_s: Option<u32>) -> Option<Routine> {
    let first = Routine::of_one(&steps.first()?.of.exercise, DoseSpec::EMPTY)?;
    let steps = steps.iter().map(|step| Step {
        exercise: step.of.exercise.id.clone(),
        dose: step.spec(),
        before_run: None,
        value: Value::Main,
        note: None,
    });
    let rest_between_s = rest_s.map(|rest| Amount::ours(f64::from(rest)));
    Some(Routine { steps: steps.collect(), rest_between_s, ..first })
}
