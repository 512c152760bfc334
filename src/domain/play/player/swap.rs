//! Another exercise in place of what is left of a step.

use std::sync::Arc;
use std::time::Duration;

use super::super::compile::{mark_waits, variant};
use super::super::cue::CueKind;
use super::super::timeline::Segment;
use super::Player;
use crate::domain::content::exercise::Exercise;
use crate::domain::time::Instant;

impl Player {
    /// Puts `exercise` in place of what is left of this step, also in later rounds. The work that
    /// is given up stays in the timeline and the record, as swapped.
    pub(super) fn swap(&mut self, exercise: &Arc<Exercise>, now: Instant) {
        let index = self.timeline.moves.len();
        let Some((given_up, old)) = self.timeline.next_work(self.at).map(|(at, old)| (at, old.clone())) else { return };
        let step = self.timeline.moves.get(old.index).map_or(0, |about| about.step);
        let Some((about, here)) = variant(exercise, index, step, &old) else { return };
        let elapsed = if given_up == self.at { self.elapsed(now) } else { Duration::ZERO };
        self.log.swapped(given_up, &old, elapsed, &exercise.id);
        self.timeline.moves.push(about);
        let rest = self.timeline.segments.split_off(given_up + 1);
        let still_to_do = not_yet_done(here, &self.timeline.segments, &old);
        self.timeline.segments.extend(still_to_do);
        let mut replaced = old.round;
        for mut segment in rest {
            if segment.index != old.index {
                self.timeline.segments.push(segment);
            } else if segment.round != old.round && !segment.is_work() && segment.round != replaced {
                // The gap that leads to the step in a later round stays.
                segment.index = index;
                self.timeline.segments.push(segment);
            } else if segment.round != replaced {
                replaced = segment.round;
                let first = Segment { set: 1, side: None, ..segment };
                let again = variant(exercise, index, step, &first).map(|(_, segments)| segments).unwrap_or_default();
                self.timeline.segments.extend(again.into_iter().skip_while(|segment| !segment.is_work()));
            }
        }
        mark_waits(&mut self.timeline.segments, self.timeline.auto_advance);
        self.say(now, CueKind::Swapped);
        self.jump(given_up + 1, now);
    }
}

/// Of a variant's segments those that are still to be done: sets and sides of the step that came
/// before `old` are done, and count for the variant too. One set is always left.
fn not_yet_done(segments: Vec<Segment>, before: &[Segment], old: &Segment) -> Vec<Segment> {
    let same_step = |s: &&Segment| s.is_work() && (s.index, s.round) == (old.index, old.round);
    let given_up = (old.set, old.side);
    let done: Vec<_> = before.iter().filter(same_step).map(|s| (s.set, s.side)).filter(|at| *at != given_up).collect();
    let to_do = |s: &Segment| s.is_work() && !done.contains(&(s.set, s.side));
    let last = segments.iter().rposition(Segment::is_work).unwrap_or_default();
    let first = segments.iter().position(to_do).unwrap_or(last);
    let lead = segments.first().filter(|segment| !segment.is_work()).cloned();
    lead.into_iter().chain(segments.into_iter().skip(first)).collect()
}
