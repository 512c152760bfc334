//! Another exercise in place of what is left of a step.

use std::sync::Arc;
use std::time::Duration;

use super::super::compile::mark_waits;
use super::super::cue::CueKind;
use super::super::timeline::{Chosen, Move, PlannedStep, Segment, Way};
use super::super::variant::Variant;
use super::{Player, RESUME, State};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::record::entry::{Side, StepOutcome};
use crate::domain::time::Instant;

/// One piece of work of a step: round, set, side.
pub(super) type Spot = (u32, u32, Option<Side>);

pub(super) fn spot(segment: &Segment) -> Spot {
    (segment.round, segment.set, segment.side)
}

/// Whether one does the work of the other; what is done on both sides at once does that of each.
pub(super) fn covers(one: Spot, other: Spot) -> bool {
    (one.0, one.1) == (other.0, other.1) && (one.2 == other.2 || one.2.is_none() || other.2.is_none())
}

/// A segment of the new list, and where it was in the old one.
type Line = (Segment, Option<usize>);

impl Player {
    /// The exercises one rung on from what this step goes on with, the nearest first. The other way from where it was
    /// chosen lies the one before it.
    pub fn rungs(&self, way: Way) -> Vec<Id> {
        let of = |index: usize| {
            let about = self.timeline.moves.get(index);
            about.map(|about| if way == Way::Easier { about.easier.clone() } else { about.harder.clone() })
        };
        let Some((here, about)) = self.goes_on_with().and_then(|here| Some((here, self.timeline.moves.get(here)?)))
        else {
            return Vec::new();
        };
        if let Some(Chosen { from, way: Some(came) }) = about.chosen
            && came != way
        {
            return self.timeline.moves.get(from).map(|before| before.exercise.clone()).into_iter().collect();
        }
        let mut ids = of(here).unwrap_or_default();
        // Further along in the list in which it stood.
        let mut chosen = about.chosen;
        while let Some(Chosen { from, .. }) = chosen {
            let list = of(from).unwrap_or_default();
            if let Some(at) = list.iter().position(|id| *id == about.exercise) {
                ids.extend(list.into_iter().skip(at + 1));
                break;
            }
            chosen = self.timeline.moves.get(from).and_then(|before| before.chosen);
        }
        ids
    }

    /// What this step goes on with: its next work, else what is under way.
    pub fn goes_on(&self) -> Option<&Move> {
        self.timeline.moves.get(self.goes_on_with()?)
    }

    /// Index of the move that this step goes on with: of its next work, else of what is under way.
    fn goes_on_with(&self) -> Option<usize> {
        let origin = self.timeline.origin(self.segment.index);
        let later = self.timeline.segments.iter().skip(self.first_ahead());
        let mut own = later.filter(|segment| segment.is_work() && self.timeline.origin(segment.index) == origin);
        Some(own.next().map_or(self.segment.index, |segment| segment.index))
    }

    /// The first segment that has not begun; a gap can still become another one.
    fn first_ahead(&self) -> usize {
        if self.segment.is_work() { self.at + 1 } else { self.at }
    }

    /// Puts `exercise` in place of what is ahead of this step, in later rounds too; what is under way is done to its end,
    /// unless it is the last of the step: then it is given up. What was planned comes back as it was planned.
    pub(super) fn swap(&mut self, exercise: &Arc<Exercise>, now: Instant) {
        let Some(here) = self.goes_on_with() else { return };
        let way = [Way::Easier, Way::Harder].into_iter().find(|way| self.rungs(*way).contains(&exercise.id));
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
            self.timeline.moves.push(Move { chosen, ..variant.to_move() });
        }
        if !self.timeline.planned_steps.iter().any(|step| step.index == origin) {
            self.timeline.planned_steps.push(PlannedStep { index: origin, segments: planned.clone() });
        }
        self.put_in_place(&Swap { origin, target, variant, planned }, now);
    }

    fn put_in_place(&mut self, swap: &Swap<'_>, now: Instant) {
        let start = self.first_ahead();
        let own: Vec<bool> =
            self.timeline.segments.iter().map(|s| self.timeline.origin(s.index) == swap.origin).collect();
        let is_own = |at: usize| own.get(at).copied().unwrap_or_default();
        let old: Vec<(usize, Segment)> = self.timeline.segments.iter().cloned().enumerate().collect();
        let (head, tail) = old.split_at(start.min(old.len()));
        let work = |part: &[(usize, Segment)]| -> Vec<Spot> {
            part.iter().filter(|(at, s)| is_own(*at) && s.is_work()).map(|(_, s)| spot(s)).collect()
        };
        let mut wanted = swap.wanted(&work(head), &work(tail));
        let gives_up = wanted.is_empty();
        if let Some(about) = self.timeline.moves.get(swap.target).filter(|_| gives_up) {
            let planned = self.planned();
            self.log.swapped(self.at, &planned, self.elapsed(now), &about.exercise);
            wanted.push(spot(&planned));
        }
        let given_up = self.given_up_before(start, swap, &wanted).filter(|_| !gives_up);
        // What was done ahead, by who went back, is behind now: nothing of it is lost.
        let ghosts = tail.iter().filter(|(at, s)| is_own(*at) && s.is_work() && self.log.get(*at).is_some());
        let mut lines: Vec<Line> = head.iter().map(|(at, segment)| (segment.clone(), Some(*at))).collect();
        let current = lines.split_off(self.at.min(lines.len()));
        lines.extend(ghosts.map(|(at, segment)| (segment.clone(), Some(*at))));
        let at = lines.len();
        lines.extend(current);
        let resumes = given_up.is_some_and(|(_, resumes)| resumes);
        let mut rounds: Vec<u32> = Vec::new();
        if gives_up {
            let round = self.segment.round;
            lines.extend(swap.run(round, &wanted, None).into_iter().map(|segment| (segment, None)));
        }
        for (old_at, segment) in tail {
            if !is_own(*old_at) {
                lines.push((segment.clone(), Some(*old_at)));
            } else if !rounds.contains(&segment.round) {
                rounds.push(segment.round);
                if resumes && rounds.len() == 1 {
                    continue;
                }
                let before = lines.iter().rev().map(|(segment, _)| segment).find(|segment| segment.is_work());
                let run = swap.run(segment.round, &wanted, before);
                lines.extend(run.into_iter().map(|segment| (segment, None)));
            }
        }
        self.log.moved(&lines.iter().map(|(_, was)| *was).collect::<Vec<_>>());
        self.timeline.segments = lines.into_iter().map(|(segment, _)| segment).collect();
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

    /// The work before this gap, if it was given up for what is swapped now; and whether it is to be taken up again.
    fn given_up_before(&self, start: usize, swap: &Swap<'_>, wanted: &[Spot]) -> Option<(usize, bool)> {
        let at = (0..start).rev().find(|at| self.timeline.segment(*at).is_some_and(Segment::is_work))?;
        let before = self.timeline.segment(at).filter(|_| !self.segment.is_work())?;
        let swapped = self.log.get(at).is_some_and(|result| result.outcome == StepOutcome::Swapped);
        let is_all = wanted.iter().all(|wanted| covers(*wanted, spot(before)));
        let own = self.timeline.origin(before.index) == swap.origin;
        (swapped && own && is_all).then_some((at, before.index == swap.target))
    }

    /// Takes up work again that was given up.
    fn take_up(&mut self, at: usize, now: Instant) {
        if let Some(planned) = self.timeline.segment(at).cloned() {
            self.log.not_swapped(at, &planned);
        }
        self.jump(at, now);
        if !self.is_paused() && self.ending().is_none() {
            self.state = State::Resuming { elapsed: Duration::ZERO, until: now + RESUME, counted: u32::MAX };
        }
    }
}

/// What takes whose place.
struct Swap<'a> {
    origin: usize,
    target: usize,
    variant: Variant<'a>,
    planned: Vec<Segment>,
}

impl Swap<'_> {
    /// What was planned, is ahead and not behind; where a variant has other sides than was planned, at least what is ahead.
    fn wanted(&self, behind: &[Spot], ahead: &[Spot]) -> Vec<Spot> {
        let is_in = |list: &[Spot], planned: Spot| list.iter().any(|spot| covers(*spot, planned));
        let planned = self.planned.iter().filter(|segment| segment.is_work()).map(spot);
        let wanted: Vec<Spot> = planned.filter(|spot| is_in(ahead, *spot) && !is_in(behind, *spot)).collect();
        // What lies ahead in a round has to be met by something.
        let is_met = |spot: &&Spot| wanted.iter().any(|wanted| wanted.0 == spot.0);
        let unmet: Vec<Spot> = ahead.iter().filter(|spot| !is_met(spot)).copied().collect();
        wanted.into_iter().chain(unmet).collect()
    }

    /// What of a round is wanted, with the gaps before each; `before` is the work that was done last.
    fn run(&self, round: u32, wanted: &[Spot], before: Option<&Segment>) -> Vec<Segment> {
        let planned: Vec<Segment> = self.planned.iter().filter(|segment| segment.round == round).cloned().collect();
        let is_planned = self.target == self.origin;
        let all = if is_planned { planned.clone() } else { self.variant.work(self.target, round) };
        let goes_on = before.is_some_and(|before| (before.index, before.round) == (self.target, round));
        let is_first = |work: &Segment| all.iter().find(|segment| segment.is_work()) == Some(work);
        let mut segments = Vec::new();
        let mut gap: Vec<Segment> = Vec::new();
        for segment in &all {
            if !segment.is_work() {
                gap.push(segment.clone());
                continue;
            }
            let own_gap = std::mem::take(&mut gap);
            if !wanted.iter().any(|wanted| covers(*wanted, spot(segment))) {
                continue;
            }
            let keeps = !own_gap.is_empty() && (goes_on || (is_planned && is_first(segment)));
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

/// How long the gap was planned before the work that this does.
fn gap_before(planned: &[Segment], work: &Segment) -> Duration {
    let mut gap = Duration::ZERO;
    for segment in planned {
        match segment.is_work() {
            false => gap += segment.length().unwrap_or_default(),
            true if covers(spot(segment), spot(work)) => return gap,
            true => gap = Duration::ZERO,
        }
    }
    Duration::ZERO
}
