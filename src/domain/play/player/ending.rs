//! The end of a session, and taking a stop back: one by accident costs nothing.

use std::time::Duration;

use super::{Log, Player, State};
use crate::domain::play::cue::{CueKind, Ending, PauseReason};
use crate::domain::text::Text;
use crate::domain::time::Instant;

/// The state that a stop changes, as it was before.
#[derive(Debug, Clone)]
pub(super) struct BeforeStop {
    elapsed: Duration,
    log: Log,
}

impl Player {
    pub(super) fn stop(&mut self, reason: Text, now: Instant) {
        let before = BeforeStop { elapsed: self.elapsed(now), log: self.log.clone() };
        self.finish(Ending::Stopped(reason), now);
        self.before_stop = Some(before);
    }

    pub(super) fn take_back_stop(&mut self, now: Instant) {
        let Some(BeforeStop { elapsed, log }) = self.before_stop.take() else { return };
        self.log = log;
        self.state = State::Paused { elapsed, why: PauseReason::Asked };
        self.plan_beats(elapsed);
        self.say(now, CueKind::Paused(PauseReason::Asked));
    }

    /// Ends it by command, in the middle.
    pub(super) fn finish(&mut self, ending: Ending, now: Instant) {
        if self.segment.is_work() {
            match &ending {
                Ending::Stopped(reason) => self.log.stopped(self.at, &self.planned(), self.elapsed(now), reason),
                _ => self.record_left(now, None),
            }
        }
        self.end(ending, now);
    }

    /// Ends it where it is; what is under way is in the log already.
    pub(super) fn end(&mut self, ending: Ending, now: Instant) {
        // What passed after the end, until we were told of it, was not spent on it.
        self.active = self.active.saturating_sub(self.seen - now);
        self.state = State::Done(ending.clone());
        self.beats.clear();
        self.say(now, CueKind::Done(ending));
    }
}
