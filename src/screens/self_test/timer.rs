//! The timer of a self-test: time to get into position, then the time that is measured. It keeps deadlines and counts
//! nothing.

use std::time::Duration;

use crate::domain::session::player::GAP;
use crate::domain::time::{Instant, whole_secs_up};

/// A running timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Timer {
    phase: TimerPhase,
    /// The start of the phase.
    from: Instant,
    /// The end of the last second that was reported.
    seen: Instant,
    limit: Duration,
}

/// A phase of the timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimerPhase {
    /// Getting into position, for this long.
    Ready(Duration),
    /// The test itself.
    Run,
}

/// An event at the end of a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ticked {
    /// The seconds left to get ready, three at most.
    Ready(u32),
    /// The test began.
    Started,
    /// Half of its time is over.
    Half,
    /// Its time is over.
    Over,
    /// The clock stood still, so that the time is unknown.
    Gap,
}

const SECOND: Duration = Duration::from_secs(1);

impl Timer {
    /// A timer that gives `ready` to get into position, and measures up to `limit`.
    pub(super) fn new(ready: Duration, limit: Duration, now: Instant) -> Self {
        Self { phase: TimerPhase::Ready(ready), from: now, seen: now, limit }
    }

    pub(super) fn phase(&self) -> TimerPhase {
        self.phase
    }

    /// The time since the start of the phase.
    pub(super) fn elapsed(&self, now: Instant) -> Duration {
        now - self.from
    }

    /// The whole seconds of the test that are over.
    pub(super) fn seconds(&self, now: Instant) -> u32 {
        u32::try_from(self.elapsed(now).min(self.limit).as_secs()).unwrap_or(u32::MAX)
    }

    /// The seconds left of the phase, a begun one counted as whole.
    pub(super) fn left(&self, now: Instant) -> u64 {
        whole_secs_up(self.length().saturating_sub(self.elapsed(now)))
    }

    /// The share of the phase that is over, 0 to 1.
    pub(super) fn share(&self, now: Instant) -> f64 {
        (self.elapsed(now).as_secs_f64() / self.length().as_secs_f64().max(1.0)).min(1.0)
    }

    /// The greatest length of the test.
    pub(super) fn limit(&self) -> Duration {
        self.limit
    }

    /// Begins the test now, before the time to get ready is over.
    pub(super) fn start(&mut self, now: Instant) {
        *self = Self { phase: TimerPhase::Run, from: now, seen: now, limit: self.limit };
    }

    /// Returns the next moment at which the number changes, or a phase ends.
    pub(super) fn next_change(&self) -> Instant {
        self.from + SECOND * u32::try_from(self.elapsed(self.seen).as_secs()).unwrap_or(u32::MAX) + SECOND
    }

    /// Returns the next second that is over by `now`, with its event, if any; `None` if no second is over.
    pub(super) fn poll(&mut self, now: Instant) -> Option<Option<Ticked>> {
        let due = self.next_change();
        if now < due {
            return None;
        }
        if now > due + GAP {
            return Some(Some(Ticked::Gap));
        }
        self.seen = due;
        let left = self.left(due);
        Some(match self.phase {
            TimerPhase::Ready(_) if left == 0 => {
                self.start(due);
                Some(Ticked::Started)
            }
            TimerPhase::Ready(_) => (left <= 3).then(|| Ticked::Ready(u32::try_from(left).unwrap_or(3))),
            TimerPhase::Run if left == 0 => Some(Ticked::Over),
            TimerPhase::Run => (self.elapsed(due) == half(self.limit)).then_some(Ticked::Half),
        })
    }

    fn length(&self) -> Duration {
        match self.phase {
            TimerPhase::Ready(length) => length,
            TimerPhase::Run => self.limit,
        }
    }
}

/// Half of `span`, in whole seconds.
fn half(span: Duration) -> Duration {
    Duration::from_secs(span.as_secs() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timer() -> Timer {
        Timer::new(Duration::from_secs(5), Duration::from_secs(10), at(0))
    }

    fn at(ms: u64) -> Instant {
        Instant::from_millis(ms)
    }

    fn all(timer: &mut Timer, now: Instant) -> Vec<Ticked> {
        std::iter::from_fn(|| timer.poll(now)).take(50).flatten().collect()
    }

    #[test]
    fn late_looks_do_not_drift() {
        let mut timer = timer();
        assert_eq!(all(&mut timer, at(1_900)), []);
        assert_eq!(timer.next_change(), at(2_000));
        assert_eq!(all(&mut timer, at(4_700)), [Ticked::Ready(3), Ticked::Ready(2), Ticked::Ready(1)]);
        assert_eq!(all(&mut timer, at(6_400)), [Ticked::Started]);
        assert_eq!((timer.seconds(at(6_400)), timer.left(at(6_400))), (1, 9));
        assert_eq!(all(&mut timer, at(10_100)), [Ticked::Half]);
        assert_eq!(all(&mut timer, at(14_999)), []);
        let last = timer.poll(at(15_050));
        assert_eq!((last, timer.seconds(at(15_050))), (Some(Some(Ticked::Over)), 10));
    }

    #[test]
    fn a_test_that_begins_early_has_its_whole_time() {
        let mut timer = timer();
        timer.start(at(2_300));
        assert_eq!(timer.next_change(), at(3_300));
        assert_eq!((timer.seconds(at(5_200)), timer.phase()), (2, TimerPhase::Run));
    }

    #[test]
    fn a_gap_is_no_time_of_the_test() {
        let mut timer = timer();
        timer.start(at(0));
        assert_eq!(timer.poll(at(6_001)), Some(Some(Ticked::Gap)));
    }
}
