//! Stopping at once, and taking that back: a stop by accident costs nothing.

use std::time::Duration;

use super::{Log, Player, State};
use crate::domain::play::cue::{CueKind, Ending, PauseReason};
use crate::domain::text::Text;
use crate::domain::time::Instant;

/// What a stop changes, as it was before.
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
}
