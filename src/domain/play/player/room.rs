//! Time made for what is to be said.

use std::time::Duration;

use super::{Player, State};
use crate::domain::play::cue::CueKind;
use crate::domain::play::timeline::{SegmentKind, Timeline};
use crate::domain::time::Instant;

impl Player {
    /// Makes getting into position as long as `wanted` says, by the segment's place in the timeline, from here on; nothing
    /// gets shorter. Where that lengthens what has begun, it is told again. A timeline fitted to a time stays as it is.
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
            *length = wanted;
            let is_running = at == self.at && matches!(self.state, State::Running { .. });
            if is_running && self.segment.length() < Some(wanted) {
                self.segment = segment.clone();
                self.cues.retain(|cue| cue.kind != CueKind::Prepare);
                self.plan_beats(self.elapsed(now).max(Duration::from_nanos(1)));
                self.say(now, CueKind::Prepare);
            }
        }
    }
}
