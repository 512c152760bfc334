//! The effects of commands on a player: pausing, moving between segments, more and less, and the end.

use std::time::Duration;

use super::log::{JUST_BEGUN, SessionLog};
use super::{Player, PlayerState, RESUME};
use crate::domain::content::words::Counting;
use crate::domain::session::cue::{CueKind, Ending, PauseReason};
use crate::domain::session::timeline::SegmentKind;
use crate::domain::text::Text;
use crate::domain::time::Instant;

/// The time since a segment's start within which going back means the segment before.
const BACK_AGAIN: Duration = Duration::from_secs(2);
/// The time added by "a little more" and removed by "a little less".
const STEP: Duration = Duration::from_secs(10);

/// The state that a stop changes, as it was before.
#[derive(Debug, Clone)]
pub(super) struct BeforeStop {
    elapsed: Duration,
    log: SessionLog,
}

impl Player {
    pub(super) fn pause(&mut self, now: Instant, why: PauseReason) {
        let elapsed = match &self.state {
            PlayerState::Running { origin } => now - *origin,
            PlayerState::Resuming { elapsed, .. } => *elapsed,
            PlayerState::Waiting | PlayerState::Paused { .. } | PlayerState::Done(_) => return,
        };
        self.state = PlayerState::Paused { elapsed, why };
        self.say(now, CueKind::Paused(why));
    }

    pub(super) fn resume(&mut self, now: Instant) {
        let PlayerState::Paused { elapsed, .. } = self.state else { return };
        if self.segment.is_work() {
            self.state = PlayerState::Resuming { elapsed, until: now + RESUME, counted: u32::MAX };
        } else {
            self.state = PlayerState::Running { origin: now.saturating_back(elapsed) };
            self.plan_beats(elapsed);
            self.say(now, CueKind::Resumed);
        }
    }

    pub(super) fn go_on(&mut self, now: Instant) {
        if self.segment.is_work() {
            if self.segment.length().is_none() && self.elapsed(now) >= JUST_BEGUN {
                self.record_done(self.elapsed(now));
            } else {
                self.record_left(now, None);
            }
            self.say(now, CueKind::End);
        }
        self.jump(self.at + 1, now);
    }

    pub(super) fn back(&mut self, now: Instant) {
        let at_start = self.elapsed(now) < BACK_AGAIN;
        if self.segment.is_work() {
            self.record_left(now, None);
        }
        self.jump(if at_start { self.at.saturating_sub(1) } else { self.at }, now);
    }

    /// Enters a segment by command, and stays paused if it was paused.
    pub(super) fn jump(&mut self, at: usize, now: Instant) {
        let paused = self.is_paused();
        self.enter(at, now);
        if paused && self.ending().is_none() {
            self.state = PlayerState::Paused { elapsed: Duration::ZERO, why: PauseReason::Asked };
        }
    }

    pub(super) fn adjust(&mut self, more: bool, now: Instant) {
        let elapsed = self.elapsed(now);
        let begun = self.rep(now).map_or(1, |rep| rep.number.max(1));
        let change = |span: Duration| if more { span + STEP } else { span.saturating_sub(STEP).max(elapsed) };
        let count = |count: u32| if more { count.saturating_add(1) } else { count.saturating_sub(1).max(begun) };
        match &mut self.segment.kind {
            // Where sides take turns and each has its count, both get one more or less.
            SegmentKind::Reps(reps) if reps.alternating && reps.counting == Counting::PerSide => {
                reps.count = 2 * count(reps.count / 2);
            }
            SegmentKind::Reps(reps) => reps.count = count(reps.count),
            SegmentKind::Breaths { count: breaths, .. } => *breaths = count(*breaths),
            SegmentKind::Prepare(span)
            | SegmentKind::Hold(span)
            | SegmentKind::Activity(span)
            | SegmentKind::Switch(span)
            | SegmentKind::Rest(span) => *span = change(*span),
        }
        if self.state == PlayerState::Waiting && self.segment.length().is_some_and(|length| length > elapsed) {
            self.state = PlayerState::Running { origin: now.saturating_back(elapsed) };
        }
        self.plan_beats(elapsed);
        if elapsed.is_zero() && !self.is_paused() {
            // The first beats were said when the segment began.
            self.beats.retain(|beat| !beat.at.is_zero());
        }
    }

    pub(super) fn skip(&mut self, reason: &Text, now: Instant) {
        let (index, round) = (self.segment.index, self.segment.round);
        let mut next = self.at;
        if self.segment.is_work() {
            self.record_left(now, Some(reason));
            next += 1;
        }
        while let Some(segment) = self.timeline.segment(next).filter(|s| (s.index, s.round) == (index, round)) {
            if segment.is_work() {
                self.log.skipped(next, segment, reason);
            }
            next += 1;
        }
        self.jump(next, now);
    }

    pub(super) fn stop(&mut self, reason: Text, now: Instant) {
        let before = BeforeStop { elapsed: self.elapsed(now), log: self.log.clone() };
        self.finish(Ending::Stopped(reason), now);
        self.before_stop = Some(before);
    }

    pub(super) fn take_back_stop(&mut self, now: Instant) {
        let Some(BeforeStop { elapsed, log }) = self.before_stop.take() else { return };
        self.log = log;
        self.state = PlayerState::Paused { elapsed, why: PauseReason::Asked };
        self.plan_beats(elapsed);
        self.say(now, CueKind::Paused(PauseReason::Asked));
    }

    /// Ends the session by command, in the middle.
    pub(super) fn finish(&mut self, ending: Ending, now: Instant) {
        if self.segment.is_work() {
            match &ending {
                Ending::Stopped(reason) => self.log.stopped(self.at, &self.planned(), self.elapsed(now), reason),
                _ => self.record_left(now, None),
            }
        }
        self.end(ending, now);
    }

    /// Ends the session; the log already holds what was under way.
    pub(super) fn end(&mut self, ending: Ending, now: Instant) {
        // What passed after the end, until we were told of it, was not spent on it.
        self.active = self.active.saturating_sub(self.seen - now);
        self.state = PlayerState::Done(ending.clone());
        self.beats.clear();
        self.say(now, CueKind::Done(ending));
    }
}
