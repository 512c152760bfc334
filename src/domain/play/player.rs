//! The player: a state machine over a timeline. Commands and the current instant go in, cues and
//! a new state come out; it reads no clock, draws nothing, writes nothing.
//!
//! Deadlines are the instant a segment began plus its length, and the next segment begins at the
//! old deadline, so late calls never add up.

mod ending;
mod log;
mod room;
mod swap;
mod view;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use log::{Log, SegmentResult};
pub use view::{Part, Phase, RepStatus, shown_count};

use super::beats::{Beat, beats};
use super::cue::{Cue, CueKind, Ending, PauseReason};
use super::timeline::{Segment, SegmentKind, Timeline};
use crate::domain::content::exercise::Exercise;
use crate::domain::content::words::Counting;
use crate::domain::record::done::is_half_done;
use crate::domain::text::Text;
use crate::domain::time::Instant;

/// Nothing heard for longer than this beyond what was due: the machine slept, or we were stopped.
pub const GAP: Duration = Duration::from_secs(5);
/// Time to get back into position after a pause in the middle of work.
pub const RESUME: Duration = Duration::from_secs(3);
/// A cue this late would say what is no longer true.
const STALE: Duration = Duration::from_secs(1);
/// Going back within this time of a segment's start means the one before.
const BACK_AGAIN: Duration = Duration::from_secs(2);
/// What "a little more" and "a little less" mean.
const STEP: Duration = Duration::from_secs(10);

/// What the user can ask of a session.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Pause, or go on after a pause.
    TogglePause,
    /// Pause; nothing where it is paused already.
    Pause,
    /// On to the next segment. Reps at the user's own pace count as done.
    Next,
    /// To the start of the segment; at its start, to the one before.
    Back,
    /// Ten seconds, one rep or one breath more in this segment.
    More,
    /// Ten seconds, one rep or one breath less.
    Less,
    /// Leave out the rest of this step, for a reason.
    Skip(Text),
    /// Do this exercise instead in what is ahead of this step; what is under way is done first, unless it is the last.
    Swap(Arc<Exercise>),
    /// End here, by choice.
    End,
    /// Stop at once, for a reason.
    Stop(Text),
    /// Back to where it was stopped, paused; nothing after any other end, or after the program has ended.
    TakeBackStop,
}

/// Where a session stands; moved on by commands and time.
#[derive(Debug, Clone)]
pub struct Player {
    timeline: Timeline,
    at: usize,
    /// The segment at `at`, with what the user added or took off.
    segment: Segment,
    state: State,
    beats: VecDeque<Beat>,
    log: Log,
    active: Duration,
    /// The last instant we were told.
    seen: Instant,
    /// Set while it was at the last call that a gap was noticed.
    woke: Option<Instant>,
    cues: VecDeque<Cue>,
    before_stop: Option<ending::BeforeStop>,
}

#[derive(Debug, Clone, PartialEq)]
enum State {
    /// The segment began at `origin`, or would have without pauses.
    Running {
        origin: Instant,
    },
    /// Getting back into position.
    Resuming {
        elapsed: Duration,
        until: Instant,
        counted: u32,
    },
    /// The time is over, and a key is waited for.
    Waiting,
    Paused {
        elapsed: Duration,
        why: PauseReason,
    },
    Done(Ending),
}

/// Where a player stood, to be taken up again in another run of the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Which segment.
    pub at: usize,
    /// How far into it.
    pub elapsed: Duration,
    /// Time that was not paused, in all.
    pub active: Duration,
    /// The segment as the user changed it.
    pub segment: Segment,
    /// What is done.
    pub log: Log,
    /// How it ended, if it did.
    pub ending: Option<Ending>,
}

impl Player {
    /// Begins `timeline` at `now`. `None` where the timeline is empty.
    pub fn start(timeline: Timeline, now: Instant) -> Option<Self> {
        let segment = timeline.segment(0)?.clone();
        let mut player = Self {
            timeline,
            at: 0,
            segment,
            state: State::Running { origin: now },
            beats: VecDeque::new(),
            log: Log::default(),
            active: Duration::ZERO,
            seen: now,
            woke: None,
            cues: VecDeque::new(),
            before_stop: None,
        };
        player.enter(0, now);
        player.advance_to(now);
        Some(player)
    }

    /// Takes `place` on `timeline` up again, paused. `None` where the two do not fit.
    pub fn restore(timeline: Timeline, place: Place, now: Instant) -> Option<Self> {
        timeline.segment(place.at)?;
        let state = match place.ending {
            Some(ending) => State::Done(ending),
            None => State::Paused { elapsed: place.elapsed, why: PauseReason::Restored },
        };
        let mut player = Self {
            timeline,
            at: place.at,
            segment: place.segment,
            state,
            beats: VecDeque::new(),
            log: place.log,
            active: place.active,
            seen: now,
            woke: None,
            cues: VecDeque::new(),
            before_stop: None,
        };
        player.plan_beats(place.elapsed);
        Some(player)
    }

    /// Where it stands, to be kept.
    pub fn place(&self, now: Instant) -> Place {
        Place {
            at: self.at,
            elapsed: self.elapsed(now),
            active: self.active(now),
            segment: self.segment.clone(),
            log: self.log.clone(),
            ending: self.ending().cloned(),
        }
    }

    /// The timeline it runs over.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// What is done so far.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Moves on to `now`. A gap of more than [`GAP`] beyond what was due pauses instead, at the
    /// last instant that is known to have been lived through.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.woke = None;
        let due = self.next_wakeup(self.seen);
        match due.filter(|due| now > *due + GAP) {
            Some(due) => {
                self.advance_to(due);
                self.seen = now;
                self.woke = Some(now);
                self.pause(due, PauseReason::Gap(now - due));
            }
            None => self.advance_to(now),
        }
    }

    /// The oldest cue not yet taken.
    pub fn poll_cue(&mut self) -> Option<Cue> {
        self.cues.pop_front()
    }

    /// Carries out `command` at `now`. After the end, nothing has an effect.
    pub fn command(&mut self, command: Command, now: Instant) {
        let woke = self.woke;
        self.handle_timeout(now);
        // Whoever presses space on waking wants the pause that the gap just brought.
        let just_woke = [woke, self.woke].contains(&Some(now)) && command == Command::TogglePause;
        let is_over = self.ending().is_some() && command != Command::TakeBackStop;
        if is_over || just_woke {
            return;
        }
        match command {
            Command::TogglePause if self.is_paused() => self.resume(now),
            Command::TogglePause if self.state == State::Waiting => self.go_on(now),
            Command::TogglePause | Command::Pause => self.pause(now, PauseReason::Asked),
            Command::Next => self.go_on(now),
            Command::Back => self.back(now),
            Command::More => self.adjust(true, now),
            Command::Less => self.adjust(false, now),
            Command::Skip(reason) => self.skip(&reason, now),
            Command::Swap(exercise) => self.swap(&exercise, now),
            Command::End => self.finish(Ending::Ended, now),
            Command::Stop(reason) => self.stop(reason, now),
            Command::TakeBackStop => self.take_back_stop(now),
        }
        self.advance_to(now);
    }

    fn is_paused(&self) -> bool {
        matches!(self.state, State::Paused { .. })
    }

    fn advance_to(&mut self, now: Instant) {
        if matches!(self.state, State::Running { .. }) {
            self.active += now - self.seen;
        }
        self.seen = now;
        loop {
            match self.state.clone() {
                State::Resuming { elapsed, until, counted } => {
                    self.count_in(until, counted, now);
                    if now < until {
                        return;
                    }
                    self.active += now - until;
                    self.state = State::Running { origin: until.saturating_back(elapsed) };
                    self.plan_beats(elapsed);
                    self.say(until, CueKind::Resumed);
                }
                State::Running { origin } => {
                    self.say_beats(origin, now);
                    let Some(length) = self.segment.length().filter(|length| now - origin >= *length) else { return };
                    self.complete_segment(origin + length);
                }
                State::Waiting | State::Paused { .. } | State::Done(_) => return,
            }
        }
    }

    fn say_beats(&mut self, origin: Instant, now: Instant) {
        while self.beats.front().is_some_and(|beat| origin + beat.at <= now) {
            let Some(beat) = self.beats.pop_front() else { return };
            let at = origin + beat.at;
            if !(beat.kind.goes_stale() && now - at > STALE) {
                self.say(at, beat.kind);
            }
        }
    }

    fn count_in(&mut self, until: Instant, counted: u32, now: Instant) {
        let left = super::super::time::whole_secs_up(until - now) as u32;
        if left > 0 && left < counted {
            self.say(now, CueKind::Ready(left));
            if let State::Resuming { counted, .. } = &mut self.state {
                *counted = left;
            }
        }
    }

    fn say(&mut self, at: Instant, kind: CueKind) {
        self.cues.push_back(Cue { at, segment: self.at, kind });
    }

    /// The segment ran to its end at `end`.
    fn complete_segment(&mut self, end: Instant) {
        if self.segment.is_work() {
            self.record_done(self.segment.length().unwrap_or_default());
            self.say(end, CueKind::End);
        } else if self.segment.waits {
            self.active = self.active.saturating_sub(self.seen - end);
            self.state = State::Waiting;
            return self.say(end, CueKind::Waiting);
        }
        self.enter(self.at + 1, end);
    }

    fn enter(&mut self, at: usize, origin: Instant) {
        let Some(segment) = self.timeline.segment(at) else {
            // Whoever left out most of it went through it, and did not do it.
            let is_done = is_half_done(&self.log.records(&self.timeline));
            return self.end(if is_done { Ending::Completed } else { Ending::Ended }, origin);
        };
        self.segment = segment.clone();
        self.at = at;
        self.state = State::Running { origin };
        self.plan_beats(Duration::ZERO);
    }

    /// Lays out the beats of the segment that are still to come after `elapsed`.
    fn plan_beats(&mut self, elapsed: Duration) {
        let leads_to_work = self.timeline.segment(self.at + 1).is_some_and(Segment::is_work);
        let Some(about) = self.timeline.moves.get(self.segment.index) else { return };
        let from_start = elapsed.is_zero();
        let mut beats = beats(&self.segment, &self.timeline.cues_of(about), leads_to_work, self.timeline.pacing);
        beats.retain(|beat| from_start || beat.at > elapsed);
        self.beats = beats.into();
    }

    fn pause(&mut self, now: Instant, why: PauseReason) {
        let elapsed = match &self.state {
            State::Running { origin } => now - *origin,
            State::Resuming { elapsed, .. } => *elapsed,
            State::Waiting | State::Paused { .. } | State::Done(_) => return,
        };
        self.state = State::Paused { elapsed, why };
        self.say(now, CueKind::Paused(why));
    }

    fn resume(&mut self, now: Instant) {
        let State::Paused { elapsed, .. } = self.state else { return };
        if self.segment.is_work() {
            self.state = State::Resuming { elapsed, until: now + RESUME, counted: u32::MAX };
        } else {
            self.state = State::Running { origin: now.saturating_back(elapsed) };
            self.plan_beats(elapsed);
            self.say(now, CueKind::Resumed);
        }
    }

    fn go_on(&mut self, now: Instant) {
        if self.segment.is_work() {
            if self.segment.length().is_none() && self.elapsed(now) >= log::JUST_BEGUN {
                self.record_done(self.elapsed(now));
            } else {
                self.record_left(now, None);
            }
            self.say(now, CueKind::End);
        }
        self.jump(self.at + 1, now);
    }

    fn back(&mut self, now: Instant) {
        let at_start = self.elapsed(now) < BACK_AGAIN;
        if self.segment.is_work() {
            self.record_left(now, None);
        }
        self.jump(if at_start { self.at.saturating_sub(1) } else { self.at }, now);
    }

    /// Enters a segment by command: who was paused stays so.
    fn jump(&mut self, at: usize, now: Instant) {
        let paused = self.is_paused();
        self.enter(at, now);
        if paused && self.ending().is_none() {
            self.state = State::Paused { elapsed: Duration::ZERO, why: PauseReason::Asked };
        }
    }

    fn adjust(&mut self, more: bool, now: Instant) {
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
        if self.state == State::Waiting && self.segment.length().is_some_and(|length| length > elapsed) {
            self.state = State::Running { origin: now.saturating_back(elapsed) };
        }
        self.plan_beats(elapsed);
        if elapsed.is_zero() && !self.is_paused() {
            // The first beats were said when the segment began.
            self.beats.retain(|beat| !beat.at.is_zero());
        }
    }

    fn skip(&mut self, reason: &Text, now: Instant) {
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

    fn record_done(&mut self, elapsed: Duration) {
        self.log.done(self.at, &self.planned(), (&self.segment, elapsed));
    }

    fn record_left(&mut self, now: Instant, reason: Option<&Text>) {
        let elapsed = self.elapsed(now);
        self.log.put(self.at, &self.planned(), SegmentResult::left(&self.segment, elapsed, reason));
    }

    /// The segment as the timeline has it, without the user's changes.
    fn planned(&self) -> Segment {
        self.timeline.segment(self.at).unwrap_or(&self.segment).clone()
    }
}
