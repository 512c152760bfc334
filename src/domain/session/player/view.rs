//! Read-only queries on the player, for drawing and speech.

use std::time::Duration;

use super::super::cue::{Ending, PauseReason};
use super::super::timeline::{ExerciseSlot, Reps, Segment, SegmentKind};
use super::{Player, PlayerState, SegmentResult, SessionLog};
use crate::domain::content::words::Counting;
use crate::domain::journal::entry::{Side, StepOutcome};
use crate::domain::time::Instant;

/// Phases of a session, as the screen names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Getting into position.
    Prepare,
    /// Doing it.
    Work,
    /// Changing sides.
    Switch,
    /// Resting.
    Rest,
    /// Getting back into position after a pause.
    Resuming,
    /// Waiting for a key.
    Waiting,
    /// Paused.
    Paused(PauseReason),
    /// Over.
    Done,
}

/// Parts of a rep or breath.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepPart {
    /// Moving out, or breathing in.
    Out,
    /// Holding.
    Hold,
    /// Moving back, or breathing out.
    Back,
}

/// The progress of a count of reps or breaths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepStatus {
    /// The current rep or breath, from 1. If sides take turns and the count is per side, the count of this side.
    pub number: u32,
    /// The total, counted the same way.
    pub of: u32,
    /// The side whose turn it is, if sides take turns.
    pub side: Option<Side>,
    /// The part under way.
    pub part: RepPart,
    /// The share of the part that is over, 0 to 1.
    pub fraction: f64,
    /// The length of the part.
    pub part_length: Duration,
}

impl Player {
    /// Returns the next instant at which something changes, including the countdown on the screen; `None` while only a
    /// key can change anything.
    pub fn next_wakeup(&self, now: Instant) -> Option<Instant> {
        match &self.state {
            PlayerState::Running { origin } => {
                let elapsed = now - *origin;
                let beat = self.beats.front().map(|beat| *origin + beat.at);
                let end = self.segment.length().map(|length| *origin + length);
                let second = now + until_next_second(elapsed, self.segment.length());
                [beat, end, Some(second)].into_iter().flatten().min()
            }
            PlayerState::Resuming { until, .. } => Some(now + until_next_second(Duration::ZERO, Some(*until - now))),
            PlayerState::Waiting | PlayerState::Paused { .. } | PlayerState::Done(_) => None,
        }
    }

    /// Returns the log at `now`; work under way counts as if it were left now.
    pub fn log_so_far(&self, now: Instant) -> SessionLog {
        let mut log = self.log.clone();
        if self.ending().is_none() && self.segment.is_work() {
            let result = SegmentResult::left(&self.segment, self.elapsed(now), None);
            if !result.is_skipped() {
                log.put(self.at, &self.planned(), result);
            }
        }
        log
    }

    /// Returns the current phase.
    pub fn phase(&self) -> Phase {
        match (&self.state, &self.segment.kind) {
            (PlayerState::Done(_), _) => Phase::Done,
            (PlayerState::Paused { why, .. }, _) => Phase::Paused(*why),
            (PlayerState::Waiting, _) => Phase::Waiting,
            (PlayerState::Resuming { .. }, _) => Phase::Resuming,
            (PlayerState::Running { .. }, SegmentKind::Prepare(_)) => Phase::Prepare,
            (PlayerState::Running { .. }, SegmentKind::Switch(_)) => Phase::Switch,
            (PlayerState::Running { .. }, SegmentKind::Rest(_)) => Phase::Rest,
            (PlayerState::Running { .. }, _) => Phase::Work,
        }
    }

    /// Returns the ending, once the session is over.
    pub fn ending(&self) -> Option<&Ending> {
        if let PlayerState::Done(ending) = &self.state { Some(ending) } else { None }
    }

    /// Returns the index of the segment under way, or after the end of the last one.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Returns the segment under way, with the user's changes.
    pub fn segment(&self) -> &Segment {
        &self.segment
    }

    /// Returns the index of the work under way, or in a gap of the work left last: the subject of a rating given now.
    /// `None` before the first.
    pub fn last_work(&self) -> Option<usize> {
        if self.segment.is_work() {
            return Some(self.at);
        }
        let begun = (0..self.at).rev().find(|at| self.log.get(*at).is_some_and(|result| result.secs.is_some()));
        begun.or_else(|| (0..self.at).rev().find(|at| self.log.get(*at).is_some()))
    }

    /// Returns the whole seconds into the work at `at`, or its length if it is over.
    pub fn secs_into(&self, at: usize, now: Instant) -> Option<u32> {
        if at == self.at && self.ending().is_none() {
            return u32::try_from(self.elapsed(now).as_secs()).ok();
        }
        self.log.get(at)?.secs
    }

    /// Returns the time spent on the work itself, without getting ready, changing sides and rests. Of two attempts at
    /// the same work the last counts.
    pub fn worked(&self, now: Instant) -> Duration {
        let under_way = self.segment.is_work() && self.ending().is_none();
        self.log.worked(under_way.then(|| (self.at, self.elapsed(now))))
    }

    /// Returns the number of work segments, except those given up for another exercise.
    pub fn parts(&self) -> usize {
        let work = self.timeline.segments.iter().enumerate().filter(|(_, segment)| segment.is_work());
        work.filter(|(at, _)| self.log.get(*at).is_none_or(|result| result.outcome != StepOutcome::Swapped)).count()
    }

    /// Returns the exercise of the segment.
    pub fn about(&self) -> Option<&ExerciseSlot> {
        self.timeline.moves.get(self.segment.index)
    }

    /// Returns the time since the segment's start.
    pub fn elapsed(&self, now: Instant) -> Duration {
        match &self.state {
            PlayerState::Running { origin } => now - *origin,
            PlayerState::Resuming { elapsed, .. } | PlayerState::Paused { elapsed, .. } => *elapsed,
            PlayerState::Waiting => self.segment.length().unwrap_or_default(),
            PlayerState::Done(_) => Duration::ZERO,
        }
    }

    /// Returns the time left in the segment, or while resuming, to get back into position; `None` if only a key ends
    /// it.
    pub fn remaining(&self, now: Instant) -> Option<Duration> {
        match &self.state {
            PlayerState::Resuming { until, .. } => Some(*until - now),
            _ => self.segment.length().map(|length| length.saturating_sub(self.elapsed(now))),
        }
    }

    /// Returns the time left in the session, with open segments at their estimates.
    pub fn time_left(&self, now: Instant) -> Duration {
        if self.ending().is_some() {
            return Duration::ZERO;
        }
        let length = self.segment.length().unwrap_or_else(|| self.segment.planned());
        let later: Duration = self.timeline.segments.iter().skip(self.at + 1).map(Segment::planned).sum();
        length.saturating_sub(self.elapsed(now)) + later
    }

    /// Returns the share of the session that is over, 0 to 1.
    pub fn progress(&self, now: Instant) -> f64 {
        if self.ending().is_some() {
            return 1.0;
        }
        let before: Duration = self.timeline.segments.iter().take(self.at).map(Segment::planned).sum();
        let here = self.timeline.segment(self.at).map_or(Duration::ZERO, Segment::planned);
        let actual = self.segment.length().unwrap_or(here).max(Duration::from_millis(1));
        let inside = here.mul_f64((self.elapsed(now).as_secs_f64() / actual.as_secs_f64()).clamp(0.0, 1.0));
        let whole = self.timeline.planned().max(Duration::from_millis(1));
        ((before + inside).as_secs_f64() / whole.as_secs_f64()).clamp(0.0, 1.0)
    }

    /// Returns the total time not paused.
    pub fn active(&self, now: Instant) -> Duration {
        match &self.state {
            PlayerState::Running { .. } => self.active + (now - self.seen),
            _ => self.active,
        }
    }

    /// Returns the count of reps or breaths; `None` if nothing is counted.
    pub fn rep(&self, now: Instant) -> Option<RepStatus> {
        let elapsed = self.elapsed(now);
        match &self.segment.kind {
            SegmentKind::Breaths { count, breath } => {
                let parts =
                    [(RepPart::Out, breath.inhale), (RepPart::Hold, Duration::ZERO), (RepPart::Back, breath.exhale)];
                let (index, part, fraction, part_length) = locate(elapsed, parts, *count);
                Some(RepStatus { number: index + 1, of: *count, side: None, part, fraction, part_length })
            }
            SegmentKind::Reps(reps) => {
                let rep = reps.rep?;
                let parts = [(RepPart::Out, rep.out), (RepPart::Hold, rep.hold), (RepPart::Back, rep.back)];
                let (index, part, fraction, part_length) = locate(elapsed, parts, reps.count);
                let (number, of, side) = shown_count(reps, index);
                Some(RepStatus { number, of, side, part, fraction, part_length })
            }
            _ => None,
        }
    }
}

/// Returns the index of the rep at `elapsed`, its part, the share of the part that is over, and the part's length.
fn locate(elapsed: Duration, parts: [(RepPart, Duration); 3], count: u32) -> (u32, RepPart, f64, Duration) {
    let length: Duration = parts.iter().map(|(_, span)| *span).sum();
    let whole = u32::try_from(elapsed.as_nanos() / length.as_nanos().max(1)).unwrap_or(u32::MAX);
    let index = whole.min(count.saturating_sub(1));
    let mut inside = elapsed.saturating_sub(length * index);
    let mut last = (index, RepPart::Back, 1.0, Duration::ZERO);
    for (part, span) in parts {
        if inside < span {
            return (index, part, inside.as_secs_f64() / span.as_secs_f64(), span);
        }
        inside = inside.saturating_sub(span);
        last = (index, part, 1.0, span);
    }
    last
}

/// Returns the number to show for the rep at `index`, the total, and the side whose turn it is.
pub fn shown_count(reps: &Reps, index: u32) -> (u32, u32, Option<Side>) {
    if !reps.alternating {
        return (index + 1, reps.count, None);
    }
    let side = if index.is_multiple_of(2) { Side::Left } else { Side::Right };
    match reps.counting {
        Counting::Total => (index + 1, reps.count, Some(side)),
        Counting::PerSide => (index / 2 + 1, reps.count.div_ceil(2), Some(side)),
    }
}

/// Returns the time until the displayed seconds change: the time left if there is an end, otherwise the time gone.
fn until_next_second(elapsed: Duration, length: Option<Duration>) -> Duration {
    const SECOND: Duration = Duration::from_secs(1);
    let part = match length {
        Some(length) => Duration::from_nanos(u64::from(length.saturating_sub(elapsed).subsec_nanos())),
        None => SECOND - Duration::from_nanos(u64::from(elapsed.subsec_nanos())),
    };
    if part.is_zero() { SECOND } else { part }
}
