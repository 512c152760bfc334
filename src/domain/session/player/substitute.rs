//! Changes to the timeline during a session: another exercise for the rest of a step, and more time to get into position.

use std::sync::Arc;
use std::time::Duration;

use super::super::compile::{StepPart, lead, mark_waits, work_of};
use super::super::cue::CueKind;
use super::super::timeline::{Chosen, Direction, ExerciseSlot, Pacing, PlannedStep, Segment, SegmentKind, Timeline};
use super::{Player, PlayerState, RESUME};
use crate::domain::content::dose::{Amount, Dose, Measure};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::words::{Counting, SideOrder, Sides};
use crate::domain::journal::entry::{Side, StepOutcome};
use crate::domain::time::Instant;

/// One piece of work of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    round: u32,
    set: u32,
    side: Option<Side>,
}

impl Piece {
    pub(super) fn of(segment: &Segment) -> Self {
        Self { round: segment.round, set: segment.set, side: segment.side }
    }

    /// Returns true if one does the work of the other; work on both sides at once covers each side.
    pub(super) fn covers(self, other: Self) -> bool {
        (self.round, self.set) == (other.round, other.set)
            && (self.side == other.side || self.side.is_none() || other.side.is_none())
    }
}

/// A segment of the new timeline, with its index in the old one.
#[derive(Debug, Clone)]
struct SwappedSegment {
    segment: Segment,
    was: Option<usize>,
}

impl SwappedSegment {
    fn new(segment: Segment) -> Self {
        Self { segment, was: None }
    }
}

impl Player {
    /// Lengthens each preparation from here on to the time that `wanted` returns for its index; none gets shorter. If
    /// that lengthens the one under way, its cue is repeated. A timeline fitted to a time limit stays as it is.
    pub fn make_time(&mut self, wanted: impl Fn(&Timeline, usize) -> Option<Duration>, now: Instant) {
        if !self.timeline.dropped.is_empty() || !self.timeline.shortened.is_empty() {
            return;
        }
        for at in self.at..self.timeline.segments.len() {
            let Some(wanted) = wanted(&self.timeline, at) else { continue };
            let Some(segment) = self.timeline.segments.get_mut(at) else { continue };
            let SegmentKind::Prepare(length) = &mut segment.kind else { continue };
            if *length >= wanted {
                continue;
            }
            self.timeline.for_speech = self.timeline.for_speech.saturating_add(wanted.saturating_sub(*length));
            *length = wanted;
            let is_running = at == self.at && matches!(self.state, PlayerState::Running { .. });
            if is_running && self.segment.length() < Some(wanted) {
                self.segment = segment.clone();
                self.cues.retain(|cue| cue.kind != CueKind::Prepare);
                self.plan_beats(self.elapsed(now).max(Duration::from_nanos(1)));
                self.say(now, CueKind::Prepare);
            }
        }
    }

    /// Returns the exercises one rung further along from the step's current one, the nearest first. In the direction
    /// opposite to the one it was chosen in, that is the exercise it replaced.
    pub fn rungs(&self, way: Direction) -> Vec<Id> {
        let Some(about) = self.goes_on() else { return Vec::new() };
        if let Some(Chosen { from, way: Some(came) }) = about.chosen
            && came != way
        {
            return self.timeline.moves.get(from).map(|before| before.exercise.clone()).into_iter().collect();
        }
        let mut ids = about.variants(way).to_vec();
        // Further along in the list of the exercise it was chosen from.
        let mut chosen = about.chosen;
        while let Some(before) = chosen.and_then(|chosen| self.timeline.moves.get(chosen.from)) {
            let list = before.variants(way);
            if let Some(at) = list.iter().position(|id| *id == about.exercise) {
                ids.extend(list.iter().skip(at + 1).cloned());
                break;
            }
            chosen = before.chosen;
        }
        ids
    }

    /// Returns the exercise of the step's next work, or of the work under way if none is left.
    pub fn goes_on(&self) -> Option<&ExerciseSlot> {
        self.timeline.moves.get(self.goes_on_with()?)
    }

    /// Returns the index of that exercise; see [`Player::goes_on`].
    fn goes_on_with(&self) -> Option<usize> {
        let origin = self.timeline.origin(self.segment.index);
        let later = self.timeline.segments.iter().skip(self.first_ahead());
        let mut own = later.filter(|segment| segment.is_work() && self.timeline.origin(segment.index) == origin);
        Some(own.next().map_or(self.segment.index, |segment| segment.index))
    }

    /// Returns the index of the first segment that has not begun; a gap can still change.
    fn first_ahead(&self) -> usize {
        if self.segment.is_work() { self.at + 1 } else { self.at }
    }

    /// Replaces the rest of this step by `exercise`, in later rounds too. Work under way is finished first, unless it
    /// is the last of the step: then it is given up. Swapping back restores the original plan.
    pub(super) fn swap(&mut self, exercise: &Arc<Exercise>, now: Instant) {
        let Some(here) = self.goes_on_with() else { return };
        let way =
            [Direction::Easier, Direction::Harder].into_iter().find(|way| self.rungs(*way).contains(&exercise.id));
        let origin = self.timeline.origin(here);
        let Some(step) = self.timeline.moves.get(origin).map(|about| about.step) else { return };
        let is_it = |index: &usize| self.timeline.moves.get(*index).is_some_and(|about| about.exercise == exercise.id);
        if is_it(&here) {
            return;
        }
        let planned = self.timeline.planned_step(origin);
        let first_round = planned.first().map_or(1, |segment| segment.round);
        let one_round: Vec<Segment> = planned.iter().filter(|segment| segment.round == first_round).cloned().collect();
        let Some(variant) = Variant::new(exercise, step, &one_round, self.timeline.pacing) else { return };
        let known = (0..self.timeline.moves.len()).filter(|index| self.timeline.origin(*index) == origin).find(is_it);
        let target = known.unwrap_or(self.timeline.moves.len());
        if known.is_none() {
            let chosen = Some(Chosen { from: here, way });
            self.timeline.moves.push(ExerciseSlot { chosen, ..variant.to_move() });
        }
        if !self.timeline.planned_steps.iter().any(|step| step.index == origin) {
            self.timeline.planned_steps.push(PlannedStep { index: origin, segments: planned.clone() });
        }
        self.put_in_place(&Swap { origin, target, variant, planned }, now);
    }

    fn put_in_place(&mut self, swap: &Swap<'_>, now: Instant) {
        let start = self.first_ahead();
        let old = self.timeline.segments.iter().cloned().enumerate();
        let old: Vec<SwappedSegment> = old.map(|(at, segment)| SwappedSegment { segment, was: Some(at) }).collect();
        let (head, tail) = old.split_at(start.min(old.len()));
        let mut wanted = swap.wanted(&swap.own_work(&self.timeline, head), &swap.own_work(&self.timeline, tail));
        let gives_up = wanted.is_empty();
        if let Some(about) = self.timeline.moves.get(swap.target).filter(|_| gives_up) {
            let planned = self.planned();
            self.log.swapped(self.at, &planned, self.elapsed(now), &about.exercise);
            wanted.push(Piece::of(&planned));
        }
        let given_up = self.given_up_before(start, swap, &wanted).filter(|_| !gives_up);
        // What was done ahead, by who went back, is behind now: nothing of it is lost.
        let mut lines = head.to_vec();
        let current = lines.split_off(self.at.min(lines.len()));
        for line in tail.iter().filter(|line| line.segment.is_work() && swap.is_own(&self.timeline, &line.segment)) {
            if line.was.is_some_and(|at| self.log.get(at).is_some()) {
                lines.push(line.clone());
            }
        }
        let at = lines.len();
        lines.extend(current);
        let resumes = given_up.is_some_and(|(_, resumes)| resumes);
        let mut rounds: Vec<u32> = Vec::new();
        if gives_up {
            lines.extend(swap.run(self.segment.round, &wanted, None).into_iter().map(SwappedSegment::new));
        }
        for line in tail {
            let round = line.segment.round;
            if !swap.is_own(&self.timeline, &line.segment) {
                lines.push(line.clone());
            } else if !rounds.contains(&round) {
                rounds.push(round);
                if resumes && rounds.len() == 1 {
                    continue;
                }
                let before = lines.iter().rev().map(|line| &line.segment).find(|segment| segment.is_work());
                lines.extend(swap.run(round, &wanted, before).into_iter().map(SwappedSegment::new));
            }
        }
        self.log.moved(&lines.iter().map(|line| line.was).collect::<Vec<_>>());
        self.timeline.segments = lines.into_iter().map(|line| line.segment).collect();
        mark_waits(&mut self.timeline.segments, self.timeline.auto_advance);
        self.at = at;
        self.say(now, CueKind::Swapped);
        match given_up {
            Some((before, true)) => self.take_up(before, now),
            Some((before, false)) => {
                if let Some(about) = self.timeline.moves.get(swap.target) {
                    self.log.swapped_by(before, &about.exercise);
                }
                self.jump(self.at, now);
            }
            None if gives_up => self.jump(self.at + 1, now),
            None if !self.segment.is_work() => self.jump(self.at, now),
            None => {}
        }
    }

    /// Returns the work before this gap if it was given up for the exercise being replaced, and true if it is to be
    /// resumed.
    fn given_up_before(&self, start: usize, swap: &Swap<'_>, wanted: &[Piece]) -> Option<(usize, bool)> {
        let at = (0..start).rev().find(|at| self.timeline.segment(*at).is_some_and(Segment::is_work))?;
        let before = self.timeline.segment(at).filter(|_| !self.segment.is_work())?;
        let swapped = self.log.get(at).is_some_and(|result| result.outcome == StepOutcome::Swapped);
        let is_all = wanted.iter().all(|wanted| wanted.covers(Piece::of(before)));
        let own = self.timeline.origin(before.index) == swap.origin;
        (swapped && own && is_all).then_some((at, before.index == swap.target))
    }

    /// Resumes work that was given up.
    fn take_up(&mut self, at: usize, now: Instant) {
        if let Some(planned) = self.timeline.segment(at).cloned() {
            self.log.not_swapped(at, &planned);
        }
        self.jump(at, now);
        if !self.is_paused() && self.ending().is_none() {
            self.state = PlayerState::Resuming { elapsed: Duration::ZERO, until: now + RESUME, counted: u32::MAX };
        }
    }
}

/// A replacement of one exercise by another.
struct Swap<'a> {
    origin: usize,
    target: usize,
    variant: Variant<'a>,
    planned: Vec<Segment>,
}

impl Swap<'_> {
    fn is_own(&self, timeline: &Timeline, segment: &Segment) -> bool {
        timeline.origin(segment.index) == self.origin
    }

    fn own_work(&self, timeline: &Timeline, lines: &[SwappedSegment]) -> Vec<Piece> {
        let own = lines.iter().map(|line| &line.segment).filter(|s| s.is_work() && self.is_own(timeline, s));
        own.map(Piece::of).collect()
    }

    /// Returns the planned work that is ahead and not behind; if a variant has other sides than the plan, at least what
    /// is ahead.
    fn wanted(&self, behind: &[Piece], ahead: &[Piece]) -> Vec<Piece> {
        let planned = self.planned.iter().filter(|segment| segment.is_work()).map(Piece::of);
        let is_left =
            |piece: &Piece| ahead.iter().any(|a| a.covers(*piece)) && !behind.iter().any(|b| b.covers(*piece));
        let wanted: Vec<Piece> = planned.filter(is_left).collect();
        // In each round something must do the work that lies ahead.
        let unmet = ahead.iter().filter(|ahead| wanted.iter().all(|wanted| wanted.round != ahead.round));
        wanted.iter().chain(unmet).copied().collect()
    }

    /// Returns the wanted work of a round, each with the gaps before it; `before` is the work done last.
    fn run(&self, round: u32, wanted: &[Piece], before: Option<&Segment>) -> Vec<Segment> {
        let planned: Vec<Segment> = self.planned.iter().filter(|segment| segment.round == round).cloned().collect();
        let is_planned = self.target == self.origin;
        let all = if is_planned { planned.clone() } else { self.variant.work(self.target, round) };
        let goes_on = before.is_some_and(|before| (before.index, before.round) == (self.target, round));
        let first = all.iter().find(|segment| segment.is_work());
        let mut segments = Vec::new();
        let mut gap: Vec<Segment> = Vec::new();
        for segment in &all {
            if !segment.is_work() {
                gap.push(segment.clone());
                continue;
            }
            let own_gap = std::mem::take(&mut gap);
            if !wanted.iter().any(|wanted| wanted.covers(Piece::of(segment))) {
                continue;
            }
            let keeps = !own_gap.is_empty() && (goes_on || (is_planned && first == Some(segment)));
            if segments.is_empty() && !keeps {
                segments.extend(self.variant.lead(gap_before(&planned, segment), segment));
            } else {
                segments.extend(own_gap);
            }
            segments.push(segment.clone());
        }
        segments
    }
}

/// Returns the planned gap before the work that `work` covers.
fn gap_before(planned: &[Segment], work: &Segment) -> Duration {
    let mut gap = Duration::ZERO;
    for segment in planned {
        match segment.is_work() {
            false => gap += segment.length().unwrap_or_default(),
            true if Piece::of(segment).covers(Piece::of(work)) => return gap,
            true => gap = Duration::ZERO,
        }
    }
    Duration::ZERO
}

/// An exercise in place of another, in a comparable dose.
struct Variant<'a> {
    exercise: &'a Exercise,
    part: StepPart<'a>,
}

impl<'a> Variant<'a> {
    /// Prepares `exercise` for step `step`, whose segments in one round are `planned`. Returns `None` if the exercise
    /// has no dose, or no work was planned.
    fn new(exercise: &'a Exercise, step: usize, planned: &[Segment], pacing: Pacing) -> Option<Self> {
        let work: Vec<&Segment> = planned.iter().filter(|segment| segment.is_work()).collect();
        let mut dose = dose_like(&exercise.default_dose()?, work.first()?);
        let by_set = work.windows(2).any(|two| matches!(two, [a, b] if a.set == b.set && a.side != b.side));
        let by_side = work.windows(2).any(|two| matches!(two, [a, b] if a.set != b.set && a.side == b.side));
        if work.iter().any(|segment| segment.side.is_some()) && by_set != by_side {
            dose.side_order = if by_set { SideOrder::BySet } else { SideOrder::BySide };
        }
        let part = StepPart::new(&exercise.id, step, dose, exercise.timing(), pacing);
        Some(Self { exercise, part })
    }

    /// Returns the variant as a step of the timeline.
    fn to_move(&self) -> ExerciseSlot {
        self.part.to_move(self.exercise)
    }

    /// Returns its work in one round with the gaps inside it, as move `index`.
    fn work(&self, index: usize, round: u32) -> Vec<Segment> {
        work_of(index, &self.part, round)
    }

    /// Returns a gap before `first`, for getting into position.
    fn lead(&self, gap: Duration, first: &Segment) -> Vec<Segment> {
        lead(gap, self.part.prepare, first)
    }
}

/// Returns `own` with as many sets as `planned`, and an amount as near to it as the range of `own` allows; if the two
/// measure different things, its own usual amount.
fn dose_like(own: &Dose, planned: &Segment) -> Dose {
    let measure = match (&own.measure, &planned.kind) {
        (Measure::Hold { hold }, SegmentKind::Hold(span)) => Measure::Hold { hold: near(*hold, span.as_secs_f64()) },
        (Measure::Breaths { count }, SegmentKind::Breaths { count: planned, .. }) => {
            Measure::Breaths { count: near(*count, (*planned).into()) }
        }
        (Measure::Activity { minutes }, SegmentKind::Activity(span)) => {
            Measure::Activity { minutes: near(*minutes, span.as_secs_f64() / 60.0) }
        }
        (Measure::Reps { count, pace }, SegmentKind::Reps(reps)) => {
            let on_a_side = if reps.alternating { reps.count.div_ceil(2) } else { reps.count };
            let in_total = own.sides == Sides::Alternate && own.counting == Counting::Total;
            let wanted = on_a_side * if in_total { 2 } else { 1 };
            Measure::Reps { count: near(*count, wanted.into()), pace: pace.clone() }
        }
        (own, _) => own.clone(),
    };
    Dose { measure, sets: Amount::ours(planned.sets.into()), ..own.clone() }
}

fn near(amount: Amount, wanted: f64) -> Amount {
    Amount { start: wanted.clamp(amount.from, amount.to), ..amount }
}
