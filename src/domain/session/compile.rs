//! Compiles a routine and its options to a timeline.

use std::sync::Arc;
use std::time::Duration;

use super::cue::Cues;
use super::fit;
use super::timeline::{Breath, ExerciseSlot, Length, Pacing, Rep, Reps, Segment, SegmentKind, Timeline};
use crate::domain::content::dose::{Amount, Dose, Measure, Pace};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::routine::Routine;
use crate::domain::content::timing::{Least, Timing};
use crate::domain::content::words::{Counting, SideOrder, Sides, Value, When};
use crate::domain::journal::entry::Side;
use crate::domain::text::Text;

/// Default speeds and gaps where neither routine nor exercise gives one. Planning assumptions of ours, from general
/// knowledge; no source gives them.
pub mod defaults {
    use std::time::Duration;

    /// The length of a plain rep.
    pub const REP: Duration = Duration::from_secs(4);
    /// Getting into and out of the position of a held rep, together.
    pub const REP_TRAVEL: Duration = Duration::from_secs(3);
    /// Rest between two holds of one exercise.
    pub const REST_BETWEEN_HOLDS: Duration = Duration::from_secs(5);
    /// Rest between two sets of reps.
    pub const REST_BETWEEN_SETS: Duration = Duration::from_secs(20);
    /// Getting into position for a new exercise.
    pub const PREPARE: Duration = Duration::from_secs(10);
    /// Changing sides.
    pub const SWITCH: Duration = Duration::from_secs(5);
}

/// The most segments of a timeline; more is a mistake in a file.
pub(super) const MOST_SEGMENTS: usize = 10_000;

/// Options for playing a routine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The number of rounds, if not the routine's own. 1 to 20.
    pub rounds: Option<u32>,
    /// The time limit, in minutes.
    pub minutes: Option<u32>,
    /// The occasion, if the routine has several.
    pub when: Option<When>,
    /// True if work begins by itself when rest is over.
    pub auto_advance: bool,
    /// The choice of form cues.
    pub cues: Cues,
    /// The pace of counting, breathing and speech.
    pub pacing: Pacing,
}

impl Options {
    /// Returns the number of rounds of `routine`.
    pub fn rounds_of(&self, routine: &Routine) -> u32 {
        let usual = routine.begin_rounds.or_else(|| routine.rounds.map(Amount::count));
        self.rounds.or(usual).unwrap_or(1).clamp(1, 20)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { rounds: None, minutes: None, when: None, auto_advance: true, cues: Cues::All, pacing: Pacing::default() }
    }
}

/// Reasons why a routine cannot be played.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// A step names an exercise that does not exist.
    #[error("routine `{routine}`: there is no exercise `{exercise}`")]
    UnknownExercise {
        /// The routine.
        routine: Id,
        /// The missing exercise.
        exercise: Id,
    },
    /// Neither step nor exercise gives a dose.
    #[error("routine `{routine}`: step {step} (`{exercise}`) does not say how much")]
    NoDose {
        /// The routine.
        routine: Id,
        /// The step, from 1.
        step: usize,
        /// Its exercise.
        exercise: Id,
    },
    /// The timeline would exceed `MOST_SEGMENTS`.
    #[error("routine `{routine}` would have over {MOST_SEGMENTS} parts; use fewer rounds, sets or steps")]
    TooLong {
        /// The routine.
        routine: Id,
    },
}

/// Finds an exercise by id.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Option<Arc<Exercise>>;

/// Compiles `routine` to a timeline.
///
/// The occasion is `options.when`, else the first the routine names.
///
/// # Errors
/// Returns a [`CompileError`]; content that loaded without a problem fails only if its numbers are absurd.
pub fn compile(routine: &Routine, lookup: Lookup<'_>, options: Options) -> Result<Timeline, CompileError> {
    let draft = draft_of(routine, &|id| Some(lookup(id)?.timing()), options)?;
    let mut moves = Vec::new();
    for part in &draft.parts {
        let exercise = lookup(part.exercise.as_str()).ok_or_else(|| unknown(routine, part.exercise))?;
        moves.push(part.to_move(&exercise));
    }
    Ok(Timeline {
        routine: routine.id.clone(),
        title: routine.title.clone(),
        rounds: draft.rounds,
        auto_advance: options.auto_advance,
        cues: options.cues,
        pacing: options.pacing,
        moves,
        segments: draft.segments(),
        dropped: draft.dropped,
        shortened: draft.shortened,
        pain_limit: routine.pain_limit,
        planned_steps: Vec::new(),
        for_speech: Duration::ZERO,
        timer: None,
    })
}

/// Returns the length of the timeline that [`compile`] would make, without making it or reading the exercises in full.
///
/// # Errors
/// As [`compile`].
pub fn length(
    routine: &Routine,
    timing: &dyn Fn(&str) -> Option<Timing>,
    options: Options,
) -> Result<Length, CompileError> {
    draft_of(routine, timing, options).map(|draft| draft.length())
}

fn draft_of<'a>(
    routine: &'a Routine,
    timing: &dyn Fn(&str) -> Option<Timing>,
    options: Options,
) -> Result<Draft<'a>, CompileError> {
    let when = options.when.or_else(|| routine.when.first().copied());
    let mut parts = Vec::with_capacity(routine.steps.len());
    for (at, step) in routine.steps.iter().enumerate() {
        let timing = timing(step.exercise.as_str()).ok_or_else(|| unknown(routine, &step.exercise))?;
        let dose = step.dose_over(&timing.dose, timing.sides, when).ok_or_else(|| CompileError::NoDose {
            routine: routine.id.clone(),
            step: at + 1,
            exercise: step.exercise.clone(),
        })?;
        let part = StepPart::new(&step.exercise, at, dose, timing, options.pacing);
        parts.push(StepPart { value: step.value, ..part });
    }
    let rounds = options.rounds_of(routine);
    let draft = Draft {
        routine,
        rounds,
        auto_advance: options.auto_advance,
        dropped: Vec::new(),
        shortened: Vec::new(),
        parts,
    };
    if draft.segment_count() > MOST_SEGMENTS {
        return Err(CompileError::TooLong { routine: routine.id.clone() });
    }
    Ok(match options.minutes {
        Some(minutes) => fit::fit(&draft, Duration::from_secs(u64::from(minutes) * 60)),
        None => draft,
    })
}

fn unknown(routine: &Routine, exercise: &Id) -> CompileError {
    CompileError::UnknownExercise { routine: routine.id.clone(), exercise: exercise.clone() }
}

/// A step with its exercise and dose, not yet spread over time.
#[derive(Debug, Clone)]
pub(super) struct StepPart<'a> {
    exercise: &'a Id,
    pub(super) name: Text,
    pub(super) step: usize,
    pub(super) value: Value,
    pub(super) dose: Dose,
    pub(super) prepare: Duration,
    switch: Duration,
    /// The least amounts that make sense.
    pub(super) least: Least,
    pacing: Pacing,
}

/// The parts of a timeline before they become segments; `fit` works on it.
#[derive(Debug, Clone)]
pub(super) struct Draft<'a> {
    pub(super) routine: &'a Routine,
    pub(super) rounds: u32,
    pub(super) auto_advance: bool,
    pub(super) parts: Vec<StepPart<'a>>,
    pub(super) dropped: Vec<Text>,
    pub(super) shortened: Vec<Text>,
}

impl Draft<'_> {
    /// Returns an upper bound on the number of segments, cheaply, before any is made.
    fn segment_count(&self) -> usize {
        let one_round: usize = self.parts.iter().map(|part| 2 + 4 * part.dose.sets.count() as usize).sum();
        one_round.saturating_mul(self.rounds as usize)
    }

    pub(super) fn length(&self) -> Length {
        Length::of(&self.segments())
    }

    fn segments(&self) -> Vec<Segment> {
        let mut segments: Vec<Segment> = Vec::new();
        for round in 1..=self.rounds {
            for (index, part) in self.parts.iter().enumerate() {
                segments.extend(self.lead_in(index, part, round));
                segments.extend(work_of(index, part, round));
            }
        }
        mark_waits(&mut segments, self.auto_advance);
        segments
    }

    /// Returns the gap before a step: getting into position, after rest if the gap is longer than that takes.
    fn lead_in(&self, index: usize, part: &StepPart<'_>, round: u32) -> Vec<Segment> {
        let prepare = part.prepare;
        let gap = match (index, round) {
            (0, 1) => prepare,
            (0, _) => self.routine.rest_between_rounds_s.or(self.routine.rest_between_s).map_or(prepare, Amount::span),
            _ => self.routine.rest_between_s.map_or(prepare, Amount::span),
        };
        let first = gap_segment(index, round, part.sets(), part.first_side());
        lead(gap, prepare, &first)
    }
}

/// Returns a gap of length `gap` that ends with getting into position, after rest if the gap is longer than `prepare`.
/// `base` is the segment it leads to.
pub(super) fn lead(gap: Duration, prepare: Duration, base: &Segment) -> Vec<Segment> {
    let rest = gap.saturating_sub(prepare);
    if rest >= defaults::REST_BETWEEN_HOLDS {
        vec![base.with_kind(SegmentKind::Rest(rest)), base.with_kind(SegmentKind::Prepare(prepare))]
    } else {
        vec![base.with_kind(SegmentKind::Prepare(gap.max(prepare)))]
    }
}

/// Makes the last rest before work wait for a key, unless `auto_advance` is set. A change of sides never waits: whoever
/// lies on the floor goes on by turning over.
pub(super) fn mark_waits(segments: &mut [Segment], auto_advance: bool) {
    let leads: Vec<bool> = segments.iter().skip(1).map(Segment::is_work).chain([false]).collect();
    for (segment, leads_to_work) in segments.iter_mut().zip(leads) {
        let rests = matches!(segment.kind, SegmentKind::Prepare(_) | SegmentKind::Rest(_));
        segment.waits = !auto_advance && rests && leads_to_work;
    }
}

/// Returns a gap that leads to the first set; the caller fills in its kind.
fn gap_segment(index: usize, round: u32, sets: u32, side: Option<Side>) -> Segment {
    Segment { index, round, set: 1, sets, side, kind: SegmentKind::Rest(Duration::ZERO), waits: false }
}

impl<'a> StepPart<'a> {
    /// A part for step `step` of the routine, of the value `Main`.
    pub(super) fn new(exercise: &'a Id, step: usize, dose: Dose, timing: Timing, pacing: Pacing) -> Self {
        Self {
            exercise,
            name: timing.name,
            step,
            value: Value::Main,
            dose,
            prepare: timing.prepare_s.map_or(defaults::PREPARE, whole_secs),
            switch: timing.switch_s.map_or(defaults::SWITCH, whole_secs),
            least: timing.least,
            pacing,
        }
    }

    fn sets(&self) -> u32 {
        self.dose.sets.count().max(1)
    }

    fn first_side(&self) -> Option<Side> {
        (self.dose.sides == Sides::Each).then_some(Side::Left)
    }

    fn rest(&self) -> Duration {
        match (self.dose.rest_s, &self.dose.measure) {
            (Some(rest), _) => rest.span(),
            (None, Measure::Reps { .. }) => defaults::REST_BETWEEN_SETS,
            (None, _) => defaults::REST_BETWEEN_HOLDS,
        }
    }

    /// Copies `exercise`, the exercise of this part, into a move of the timeline.
    pub(super) fn to_move(&self, exercise: &Exercise) -> ExerciseSlot {
        ExerciseSlot {
            exercise: exercise.id.clone(),
            name: exercise.name.clone(),
            step: self.step,
            dose: Text::clean(&self.dose.as_used().to_string()),
            sides: self.dose.sides,
            side_names: exercise.side_names.clone(),
            setup: exercise.setup.clone(),
            cues: exercise.cues.clone(),
            feel: exercise.feel.clone(),
            breathing: exercise.breathing.clone(),
            mistakes: exercise.mistakes.clone(),
            careful: exercise.careful.clone(),
            easier: exercise.easier.clone(),
            harder: exercise.harder.clone(),
            chosen: None,
        }
    }
}

/// Returns the work of a step with the gaps inside it.
pub(super) fn work_of(index: usize, part: &StepPart<'_>, round: u32) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for (set, side) in order_of(part) {
        let last = segments.last().map(|segment| (segment.set, segment.side));
        let base = Segment { set, ..gap_segment(index, round, part.sets(), side) };
        match last {
            // The rest between sets leaves time enough to change sides as well.
            Some((before, _)) if before != set && part.rest() > Duration::ZERO && !new_side_first(part, last, side) => {
                segments.push(base.with_kind(SegmentKind::Rest(part.rest())));
            }
            Some((_, before)) if before != side => {
                segments.push(base.with_kind(SegmentKind::Switch(part.switch)));
            }
            _ => {}
        }
        segments.push(Segment { kind: work_kind(&part.dose, part.pacing), ..base });
    }
    segments
}

/// Returns true if a new side begins with a change of sides instead of rest, as it does when all sets of a side come in
/// a row.
fn new_side_first(part: &StepPart<'_>, last: Option<(u32, Option<Side>)>, side: Option<Side>) -> bool {
    part.dose.side_order == SideOrder::BySide && last.is_some_and(|(_, before)| before != side)
}

/// Returns sets and sides in the order in which they are done.
fn order_of(part: &StepPart<'_>) -> Vec<(u32, Option<Side>)> {
    let sets = 1..=part.sets();
    if part.dose.sides != Sides::Each {
        return sets.map(|set| (set, None)).collect();
    }
    let sides = [Side::Left, Side::Right];
    match part.dose.side_order {
        SideOrder::BySide => sides.iter().flat_map(|side| sets.clone().map(|set| (set, Some(*side)))).collect(),
        SideOrder::BySet => sets.flat_map(|set| sides.iter().map(move |side| (set, Some(*side)))).collect(),
    }
}

fn work_kind(dose: &Dose, pacing: Pacing) -> SegmentKind {
    match &dose.measure {
        Measure::Hold { hold } => SegmentKind::Hold(hold.span()),
        Measure::Activity { minutes } => SegmentKind::Activity(minutes.span() * 60),
        Measure::Breaths { count } => SegmentKind::Breaths { count: count.count(), breath: breath_of(pacing.breath()) },
        Measure::Reps { count, pace } => {
            let alternating = dose.sides == Sides::Alternate;
            let both = alternating && dose.counting == Counting::PerSide;
            SegmentKind::Reps(Reps {
                count: count.count() * if both { 2 } else { 1 },
                rep: rep_of(pace, pacing),
                alternating,
                counting: dose.counting,
                or_exhale: matches!(pace, Pace::Held { or_exhale: true, .. }),
                on_breath: matches!(pace, Pace::OnBreath { .. }),
            })
        }
    }
}

fn rep_of(pace: &Pace, pacing: Pacing) -> Option<Rep> {
    match pace {
        Pace::Own => None,
        Pace::Steady { tempo } => Some(even_rep(tempo.map_or(defaults::REP, Amount::span))),
        Pace::OnBreath { tempo } => {
            // A third slower than a breath in a hold, for the body moves with it. Our choice.
            let breath = breath_of(tempo.map_or(pacing.breath() * 4 / 3, Amount::span));
            Some(Rep { out: breath.inhale, hold: Duration::ZERO, back: breath.exhale })
        }
        Pace::Held { hold, .. } => Some(Rep { hold: hold.span(), ..even_rep(defaults::REP_TRAVEL) }),
    }
}

fn even_rep(length: Duration) -> Rep {
    Rep { out: length / 2, hold: Duration::ZERO, back: length / 2 }
}

fn whole_secs(secs: u32) -> Duration {
    Duration::from_secs(secs.into())
}

/// Splits a breath: the breath out takes half as long again as the breath in. Our choice: slow breathing is mostly
/// taught so.
fn breath_of(length: Duration) -> Breath {
    let inhale = length * 2 / 5;
    Breath { inhale, exhale: length - inhale }
}
