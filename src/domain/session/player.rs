//! The player: a state machine over a timeline. Commands and the current instant go in, cues and
//! a new state come out; it reads no clock, draws nothing, writes nothing.
//!
//! Deadlines are the instant a segment began plus its length, and the next segment begins at the
//! old deadline, so late calls never add up.

mod commands;
mod log;
mod substitute;
mod view;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use log::{SegmentResult, SessionLog};
pub use view::{Phase, RepPart, RepStatus, shown_count};

use super::cue::{Cue, CueKind, Ending, PauseReason};
use super::cue_schedule::{Beat, beats};
use super::timeline::{Segment, Timeline};
use crate::domain::content::exercise::Exercise;
use crate::domain::journal::done::is_half_done;
use crate::domain::text::Text;
use crate::domain::time::{Instant, whole_secs_up};

/// The longest silence beyond what was due; after a longer one the machine slept, or the program was stopped.
pub const GAP: Duration = Duration::from_secs(5);
/// The time to get back into position after a pause in the middle of work.
pub const RESUME: Duration = Duration::from_secs(3);
/// The delay after which a cue may no longer be true.
const STALE: Duration = Duration::from_secs(1);

/// Requests of the user to a session.
#[derive(Debug, Clone, PartialEq)]
pub enum PlayerCommand {
    /// Pause, or go on after a pause.
    TogglePause,
    /// Pause; no effect if paused already.
    Pause,
    /// Go on to the next segment. Reps at the user's own pace count as done.
    Next,
    /// Return to the start of the segment; at its start, to the one before.
    Back,
    /// Add ten seconds, one rep or one breath to this segment.
    More,
    /// Take ten seconds, one rep or one breath off this segment.
    Less,
    /// Skip the rest of this step, for a reason.
    Skip(Text),
    /// Do this exercise instead in what is ahead of this step; what is under way is done first, unless it is the last.
    Swap(Arc<Exercise>),
    /// End here, by choice.
    End,
    /// Stop at once, for a reason.
    Stop(Text),
    /// Undo a stop and pause there; no effect after any other end, or in another run of the program.
    TakeBackStop,
}

/// The state machine of a session; commands and time move it on.
///
/// Its methods fall into four groups, called in this order:
///
/// * [`start`](Self::start) or [`restore`](Self::restore) makes a player.
/// * [`handle_timeout`](Self::handle_timeout) and [`command`](Self::command) move it to an instant, which must not be
///   earlier than the last. [`make_time`](Self::make_time) lengthens preparations for speech, at any time.
/// * [`poll_cue`](Self::poll_cue) returns the cues that these calls produced, until there are none.
/// * [`next_wakeup`](Self::next_wakeup) returns the instant of the next `handle_timeout`; ask again after each call.
///
/// The others ([`phase`](Self::phase), [`remaining`](Self::remaining), [`rep`](Self::rep), …) are queries for drawing and
/// speech; [`place`](Self::place) is what `restore` takes.
///
/// ```
/// use std::time::Duration;
/// use supple::domain::content::catalog::Catalog;
/// use supple::domain::session::compile::{Options, compile};
/// use supple::domain::session::cue::CueKind;
/// use supple::domain::session::player::{Phase, Player, PlayerCommand};
/// use supple::domain::time::Instant;
///
/// let catalog = Catalog::built_in();
/// let routine = catalog.routine("split-hip-stop").unwrap();
/// let timeline = compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap();
///
/// let mut now = Instant::default();
/// let mut player = Player::start(timeline, now).unwrap();
/// let mut heard = Vec::new();
/// while player.phase() != Phase::Work {
///     while let Some(cue) = player.poll_cue() {
///         heard.push(cue.kind);
///     }
///     now = player.next_wakeup(now).unwrap();
///     player.handle_timeout(now);
/// }
/// assert_eq!(heard.first(), Some(&CueKind::Prepare));
///
/// now = now + Duration::from_secs(2);
/// player.command(PlayerCommand::Pause, now);
/// assert_eq!(player.next_wakeup(now), None, "a pause has no deadline");
/// ```
#[derive(Debug, Clone)]
pub struct Player {
    timeline: Timeline,
    at: usize,
    /// The segment at `at`, with the user's changes.
    segment: Segment,
    state: PlayerState,
    beats: VecDeque<Beat>,
    log: SessionLog,
    active: Duration,
    /// The last instant passed in.
    seen: Instant,
    /// The instant of the last call, if that call noticed a gap.
    woke: Option<Instant>,
    cues: VecDeque<Cue>,
    before_stop: Option<commands::BeforeStop>,
}

#[derive(Debug, Clone, PartialEq)]
enum PlayerState {
    /// `origin` is when the segment began, or would have begun without pauses.
    Running {
        origin: Instant,
    },
    /// Getting back into position.
    Resuming {
        elapsed: Duration,
        until: Instant,
        counted: u32,
    },
    /// The time is over; a key ends the wait.
    Waiting,
    Paused {
        elapsed: Duration,
        why: PauseReason,
    },
    Done(Ending),
}

/// The saved position of a player, to be restored in another run of the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResumePoint {
    /// The index of the segment.
    pub at: usize,
    /// The time since the segment's start.
    pub elapsed: Duration,
    /// The total time not paused.
    pub active: Duration,
    /// The segment as the user changed it.
    pub segment: Segment,
    /// The results so far.
    pub log: SessionLog,
    /// The ending, if the session is over.
    pub ending: Option<Ending>,
}

impl Player {
    /// Begins `timeline` at `now`. Returns `None` if the timeline is empty.
    pub fn start(timeline: Timeline, now: Instant) -> Option<Self> {
        let segment = timeline.segment(0)?.clone();
        let mut player = Self::new(timeline, 0, segment, PlayerState::Running { origin: now }, now);
        player.enter(0, now);
        player.advance_to(now);
        Some(player)
    }

    /// Restores the player at `place` on `timeline`, paused. Returns `None` if the two do not fit.
    pub fn restore(timeline: Timeline, place: ResumePoint, now: Instant) -> Option<Self> {
        timeline.segment(place.at)?;
        let state = match place.ending {
            Some(ending) => PlayerState::Done(ending),
            None => PlayerState::Paused { elapsed: place.elapsed, why: PauseReason::Restored },
        };
        let player = Self::new(timeline, place.at, place.segment, state, now);
        let mut player = Self { log: place.log, active: place.active, ..player };
        player.plan_beats(place.elapsed);
        Some(player)
    }

    fn new(timeline: Timeline, at: usize, segment: Segment, state: PlayerState, now: Instant) -> Self {
        Self {
            timeline,
            at,
            segment,
            state,
            beats: VecDeque::new(),
            log: SessionLog::default(),
            active: Duration::ZERO,
            seen: now,
            woke: None,
            cues: VecDeque::new(),
            before_stop: None,
        }
    }

    /// Returns the position to save.
    pub fn place(&self, now: Instant) -> ResumePoint {
        ResumePoint {
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

    /// Returns the results so far.
    pub fn log(&self) -> &SessionLog {
        &self.log
    }

    /// Moves on to `now`. After a gap of more than [`GAP`] beyond what was due, pauses instead, at the last instant
    /// known to have been lived through.
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

    /// Takes the oldest cue from the queue.
    pub fn poll_cue(&mut self) -> Option<Cue> {
        self.cues.pop_front()
    }

    /// Carries out `command` at `now`. After the end, only [`PlayerCommand::TakeBackStop`] has an effect.
    pub fn command(&mut self, command: PlayerCommand, now: Instant) {
        let woke = self.woke;
        self.handle_timeout(now);
        // Whoever presses space on waking wants the pause that the gap just brought.
        let just_woke = [woke, self.woke].contains(&Some(now)) && command == PlayerCommand::TogglePause;
        let is_over = self.ending().is_some() && command != PlayerCommand::TakeBackStop;
        if is_over || just_woke {
            return;
        }
        match command {
            PlayerCommand::TogglePause if self.is_paused() => self.resume(now),
            PlayerCommand::TogglePause if self.state == PlayerState::Waiting => self.go_on(now),
            PlayerCommand::TogglePause | PlayerCommand::Pause => self.pause(now, PauseReason::Asked),
            PlayerCommand::Next => self.go_on(now),
            PlayerCommand::Back => self.back(now),
            PlayerCommand::More => self.adjust(true, now),
            PlayerCommand::Less => self.adjust(false, now),
            PlayerCommand::Skip(reason) => self.skip(&reason, now),
            PlayerCommand::Swap(exercise) => self.swap(&exercise, now),
            PlayerCommand::End => self.finish(Ending::Ended, now),
            PlayerCommand::Stop(reason) => self.stop(reason, now),
            PlayerCommand::TakeBackStop => self.take_back_stop(now),
        }
        self.advance_to(now);
    }

    fn is_paused(&self) -> bool {
        matches!(self.state, PlayerState::Paused { .. })
    }

    fn advance_to(&mut self, now: Instant) {
        if matches!(self.state, PlayerState::Running { .. }) {
            self.active += now - self.seen;
        }
        self.seen = now;
        loop {
            match self.state.clone() {
                PlayerState::Resuming { elapsed, until, counted } => {
                    self.count_in(until, counted, now);
                    if now < until {
                        return;
                    }
                    self.active += now - until;
                    self.state = PlayerState::Running { origin: until.saturating_back(elapsed) };
                    self.plan_beats(elapsed);
                    self.say(until, CueKind::Resumed);
                }
                PlayerState::Running { origin } => {
                    self.say_beats(origin, now);
                    let Some(length) = self.segment.length().filter(|length| now - origin >= *length) else { return };
                    self.complete_segment(origin + length);
                }
                PlayerState::Waiting | PlayerState::Paused { .. } | PlayerState::Done(_) => return,
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
        let left = whole_secs_up(until - now) as u32;
        if left > 0 && left < counted {
            self.say(now, CueKind::Ready(left));
            if let PlayerState::Resuming { counted, .. } = &mut self.state {
                *counted = left;
            }
        }
    }

    fn say(&mut self, at: Instant, kind: CueKind) {
        self.cues.push_back(Cue { at, segment: self.at, kind });
    }

    /// Ends the segment that ran to its end at `end`.
    fn complete_segment(&mut self, end: Instant) {
        if self.segment.is_work() {
            self.record_done(self.segment.length().unwrap_or_default());
            self.say(end, CueKind::End);
        } else if self.segment.waits {
            self.active = self.active.saturating_sub(self.seen - end);
            self.state = PlayerState::Waiting;
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
        self.state = PlayerState::Running { origin };
        self.plan_beats(Duration::ZERO);
    }

    /// Schedules the beats of the segment that come after `elapsed`.
    fn plan_beats(&mut self, elapsed: Duration) {
        let leads_to_work = self.timeline.segment(self.at + 1).is_some_and(Segment::is_work);
        let Some(about) = self.timeline.moves.get(self.segment.index) else { return };
        let from_start = elapsed.is_zero();
        let cues = self.timeline.cues_at(self.at, about);
        let mut beats = beats(&self.segment, &cues, leads_to_work, self.timeline.pacing);
        beats.retain(|beat| from_start || beat.at > elapsed);
        self.beats = beats.into();
    }

    fn record_done(&mut self, elapsed: Duration) {
        self.log.done(self.at, &self.planned(), &self.segment, elapsed);
    }

    fn record_left(&mut self, now: Instant, reason: Option<&Text>) {
        let elapsed = self.elapsed(now);
        self.log.put(self.at, &self.planned(), SegmentResult::left(&self.segment, elapsed, reason));
    }

    /// Returns the segment as the timeline has it, without the user's changes.
    fn planned(&self) -> Segment {
        self.timeline.segment(self.at).unwrap_or(&self.segment).clone()
    }
}
