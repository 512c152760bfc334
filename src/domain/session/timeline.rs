//! The timeline: a routine and its options as a flat list of segments.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::content::exercise::{FormCue, Id, Mistake, SideNames};
use crate::domain::content::words::{Counting, CueTime, Sides};
use crate::domain::journal::entry::{Quantity, Side};
use crate::domain::session::cue::Cues;
use crate::domain::session::timer::TimerLog;
use crate::domain::text::Text;
use crate::domain::time::about_text;

/// A routine ready to be played.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// The id of the routine.
    pub routine: Id,
    /// The title shown to the user.
    pub title: Text,
    /// The number of rounds.
    pub rounds: u32,
    /// The exercises, one for each step; a step that is swapped adds another at the end.
    pub moves: Vec<ExerciseSlot>,
    /// The segments, in order; never empty, and at least one is work.
    pub segments: Vec<Segment>,
    /// True if work begins by itself when rest is over.
    pub auto_advance: bool,
    /// The choice of form cues; all in files of earlier versions.
    #[serde(default)]
    pub cues: Cues,
    /// The pace of counting, breathing and speech; the usual one in files of earlier versions.
    #[serde(default)]
    pub pacing: Pacing,
    /// The steps left out to fit a time limit, one line each.
    pub dropped: Vec<Text>,
    /// The steps reduced to fit a time limit, one line each; empty in files of earlier versions.
    #[serde(default)]
    pub shortened: Vec<Text>,
    /// The highest pain score that the routine allows, 0 to 10, if it has a limit of its own; `None` in files of
    /// earlier versions.
    #[serde(default)]
    pub pain_limit: Option<u8>,
    /// The steps for which another exercise was chosen, as they were planned; empty in files of earlier versions.
    #[serde(default)]
    pub planned_steps: Vec<PlannedStep>,
    /// The time by which preparations were lengthened so that everything can be said. The length that is named is the same
    /// with speech and without, so that it does not count.
    #[serde(default, skip_serializing_if = "Duration::is_zero")]
    pub for_speech: Duration,
    /// The choice of a timer when its session is saved; `None` for a routine.
    #[serde(default)]
    pub timer: Option<TimerLog>,
}

/// The pace of counting, breathing and speech, where no exercise sets its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pacing {
    /// The number of seconds counted before work begins and before it ends. 0 to 5; 0 counts none.
    pub count_from: u8,
    /// The length of a deep breath, in and out, in seconds. 3 to 20.
    pub breath_s: u8,
    /// The rate of speech, in words a minute. 80 to 250.
    #[serde(default = "usual_rate")]
    pub voice_rate: u8,
}

const fn usual_rate() -> u8 {
    Pacing::USUAL.voice_rate
}

impl Pacing {
    /// The default. All are our choice: most timers count three seconds, ten breaths a minute are slow and easy to follow,
    /// and so is a voice at this rate.
    pub const USUAL: Self = Self { count_from: 3, breath_s: 6, voice_rate: 170 };

    /// A deep breath, in and out.
    pub fn breath(self) -> Duration {
        Duration::from_secs(self.breath_s.into())
    }
}

impl Default for Pacing {
    fn default() -> Self {
        Self::USUAL
    }
}

/// A step as it was planned, before another exercise was chosen for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedStep {
    /// Index into [`Timeline::moves`]: the exercise that was planned.
    pub index: usize,
    /// Its segments in all rounds, in order, each with the gaps before it.
    pub segments: Vec<Segment>,
}

/// A step of the routine with all that the player says about it. A copy, so that a session can be resumed even if the
/// exercise was changed meanwhile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExerciseSlot {
    /// The id of the exercise.
    pub exercise: Id,
    /// The title shown to the user.
    pub name: Text,
    /// The index of the step in the routine, from 0.
    pub step: usize,
    /// The dose, in words.
    pub dose: Text,
    /// The sides that work.
    pub sides: Sides,
    /// The exercise's own names for the sides.
    pub side_names: Option<SideNames>,
    /// The steps of getting into position.
    pub setup: Vec<Text>,
    /// The form cues.
    pub cues: Vec<FormCue>,
    /// The sensation to expect, said at the start of the first work; `None` in files of earlier versions.
    #[serde(default)]
    pub feel: Option<Text>,
    /// The advice on breathing.
    pub breathing: Text,
    /// The usual mistakes, each with its fix.
    pub mistakes: Vec<Mistake>,
    /// The cautions, the most important first; empty in files of earlier versions.
    #[serde(default)]
    pub careful: Vec<Text>,
    /// Easier variants, the nearest first.
    pub easier: Vec<Id>,
    /// Harder variants, the nearest first.
    pub harder: Vec<Id>,
    /// The origin of an exercise chosen during a session; `None` in files of earlier versions.
    #[serde(default)]
    pub chosen: Option<Chosen>,
}

/// The origin of a variant chosen during a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The exercise it replaced, an earlier index into [`Timeline::moves`].
    pub from: usize,
    /// The direction of the choice.
    pub way: Option<Direction>,
}

/// Directions along the ladder of variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To an easier variant.
    Easier,
    /// To a harder variant.
    Harder,
}

impl ExerciseSlot {
    /// Returns the variants in this direction, the nearest first.
    pub(super) fn variants(&self, way: Direction) -> &[Id] {
        match way {
            Direction::Easier => &self.easier,
            Direction::Harder => &self.harder,
        }
    }

    /// Returns the name of the side for this exercise: `left`, or the exercise's own name.
    pub fn side_name(&self, side: Side) -> &str {
        match (&self.side_names, side) {
            (Some(names), Side::Left) => names.left.as_str(),
            (Some(names), Side::Right) => names.right.as_str(),
            (None, side) => side.as_str(),
        }
    }
}

/// One stretch of time in which one thing happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Index into [`Timeline::moves`]: the exercise, or for a gap the next one.
    pub index: usize,
    /// The round, from 1.
    pub round: u32,
    /// The set, from 1.
    pub set: u32,
    /// The number of sets on this side.
    pub sets: u32,
    /// The side; `None` if both work, or take turns.
    pub side: Option<Side>,
    /// The kind of segment.
    pub kind: SegmentKind,
    /// True if the segment waits for a key when its time is up.
    pub waits: bool,
}

/// Kinds of segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// Getting into position.
    Prepare(Duration),
    /// Holding a position.
    Hold(Duration),
    /// Reps.
    Reps(Reps),
    /// Holding for a number of breaths.
    Breaths {
        /// The number of breaths.
        count: u32,
        /// The length of each.
        breath: Breath,
    },
    /// Keeping something up.
    Activity(Duration),
    /// Changing sides.
    Switch(Duration),
    /// Rest between sets, or in excess of getting into position.
    Rest(Duration),
}

/// Reps in one go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reps {
    /// The number of reps, all sides together.
    pub count: u32,
    /// The parts of each rep; `None` for the user's own pace, until a key.
    pub rep: Option<Rep>,
    /// True if the sides take turns, left first.
    pub alternating: bool,
    /// The displayed count: of each side or of both, if the sides take turns.
    pub counting: Counting,
    /// True if a hold may as well be one long breath out.
    pub or_exhale: bool,
    /// True if each rep is one breath: in on the way out, out on the way back.
    pub on_breath: bool,
}

/// The three parts of a rep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rep {
    /// Moving out.
    pub out: Duration,
    /// Holding; zero for none.
    pub hold: Duration,
    /// Moving back.
    pub back: Duration,
}

impl Rep {
    /// Returns the length of the whole rep.
    pub fn length(self) -> Duration {
        self.out.saturating_add(self.hold).saturating_add(self.back)
    }
}

/// The two parts of a breath.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breath {
    /// In.
    pub inhale: Duration,
    /// Out.
    pub exhale: Duration,
}

impl Breath {
    /// Returns the length of the whole breath.
    pub fn length(self) -> Duration {
        self.inhale.saturating_add(self.exhale)
    }
}

/// The estimated length of a rep at the user's own pace. Our choice, the same as for a paced one.
pub const OWN_REP: Duration = Duration::from_secs(4);

impl Segment {
    pub(super) fn with_kind(&self, kind: SegmentKind) -> Self {
        Self { kind, ..self.clone() }
    }

    /// Returns the length of the segment; `None` if only a key ends it.
    pub fn length(&self) -> Option<Duration> {
        match &self.kind {
            SegmentKind::Reps(reps) => reps.rep.map(|rep| rep.length().saturating_mul(reps.count)),
            SegmentKind::Breaths { count, breath } => Some(breath.length().saturating_mul(*count)),
            SegmentKind::Prepare(span)
            | SegmentKind::Hold(span)
            | SegmentKind::Activity(span)
            | SegmentKind::Switch(span)
            | SegmentKind::Rest(span) => Some(*span),
        }
    }

    /// Returns the length of the segment, estimated if only a key ends it.
    pub fn planned(&self) -> Duration {
        match (&self.kind, self.length()) {
            (_, Some(length)) => length,
            (SegmentKind::Reps(reps), None) => OWN_REP.saturating_mul(reps.count),
            (_, None) => Duration::ZERO,
        }
    }

    /// Returns true if the segment is work, rather than preparation, a change of sides or rest.
    pub fn is_work(&self) -> bool {
        !matches!(self.kind, SegmentKind::Prepare(_) | SegmentKind::Switch(_) | SegmentKind::Rest(_))
    }

    /// Returns the amount of work in the segment: all of it, or the part done after `elapsed`.
    pub fn quantity(&self, elapsed: Option<Duration>) -> Quantity {
        match &self.kind {
            SegmentKind::Hold(span) => Quantity { hold_s: Some(secs_done(elapsed, *span)), ..Quantity::default() },
            SegmentKind::Activity(span) => {
                Quantity { activity_s: Some(secs_done(elapsed, *span)), ..Quantity::default() }
            }
            SegmentKind::Breaths { count, breath } => {
                Quantity { breaths: Some(times(elapsed, breath.length(), *count)), ..Quantity::default() }
            }
            SegmentKind::Reps(reps) => {
                let hold = reps.rep.map(|rep| rep.hold).filter(|hold| !hold.is_zero());
                let done = match reps.rep {
                    Some(rep) => Some(times(elapsed, rep.length(), reps.count)),
                    // At the user's own pace nobody counts: unknown, unless they were ended as done.
                    None => elapsed.is_none().then_some(reps.count),
                };
                Quantity { reps: done, hold_s: hold.map(|hold| secs_done(None, hold)), ..Quantity::default() }
            }
            SegmentKind::Prepare(_) | SegmentKind::Switch(_) | SegmentKind::Rest(_) => Quantity::default(),
        }
    }
}

/// Returns the whole seconds of `span` done after `elapsed`, or all of them. Planned time is rounded, time done is not: a
/// second counts when it is over.
fn secs_done(elapsed: Option<Duration>, span: Duration) -> u32 {
    let planned = u32::try_from(span.as_millis().saturating_add(500) / 1000).unwrap_or(u32::MAX);
    elapsed.map_or(planned, |elapsed| u32::try_from(elapsed.as_secs()).unwrap_or(u32::MAX).min(planned))
}

/// Returns the number of whole times of `each` in `elapsed`, at most `count`.
fn times(elapsed: Option<Duration>, each: Duration, count: u32) -> u32 {
    let Some(elapsed) = elapsed else { return count };
    let over = elapsed.as_millis() / each.as_millis().max(1);
    u32::try_from(over).unwrap_or(u32::MAX).min(count)
}

/// The length of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// The time from beginning to end.
    pub span: Duration,
    /// True if part of it is an estimate (reps at the user's own pace).
    pub is_estimate: bool,
}

impl fmt::Display for Length {
    /// `3 min`, or `about 8 min` for an estimate.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.is_estimate { "about " } else { "" };
        write!(f, "{about}{}", about_text(self.span))
    }
}

impl Length {
    /// Returns the length of `segments` one after the other.
    pub fn of(segments: &[Segment]) -> Self {
        Self {
            span: segments.iter().map(Segment::planned).fold(Duration::ZERO, Duration::saturating_add),
            is_estimate: segments.iter().any(|segment| segment.length().is_none()),
        }
    }
}

impl Timeline {
    /// Returns the segment at `at`.
    pub fn segment(&self, at: usize) -> Option<&Segment> {
        self.segments.get(at)
    }

    /// Returns the exercise of the segment at `at`.
    pub fn move_at(&self, at: usize) -> Option<&ExerciseSlot> {
        self.moves.get(self.segments.get(at)?.index)
    }

    /// Returns the index of the move originally planned in place of the one at `index`.
    pub fn origin(&self, index: usize) -> usize {
        let mut origin = index;
        // Each was chosen from one before it in the list, so this ends.
        while let Some(chosen) = self.moves.get(origin).and_then(|about| about.chosen).filter(|c| c.from < origin) {
            origin = chosen.from;
        }
        origin
    }

    /// Returns the segments of the step of move `index` as they were planned, whatever was chosen since.
    pub(super) fn planned_step(&self, index: usize) -> Vec<Segment> {
        match self.planned_steps.iter().find(|step| step.index == index) {
            Some(step) => step.segments.clone(),
            None => self.segments.iter().filter(|segment| segment.index == index).cloned().collect(),
        }
    }

    /// Returns the form cues to announce during the segment at `at`, which is of `about`. The first work of an exercise
    /// tells what it should feel like as well.
    pub fn cues_at(&self, at: usize, about: &ExerciseSlot) -> Vec<FormCue> {
        let feel = about.feel.clone().filter(|_| self.cues != Cues::None && self.is_first_of_its_exercise(at));
        let feel = feel.map(|say| FormCue { at: CueTime::Start, every_s: None, say });
        self.cues.of(&about.cues).into_iter().cloned().chain(feel).collect()
    }

    /// Returns true if no earlier work is of the same exercise as the segment at `at`.
    pub(super) fn is_first_of_its_exercise(&self, at: usize) -> bool {
        let Some(segment) = self.segment(at) else { return false };
        !self.segments.iter().take(at).any(|before| before.is_work() && before.index == segment.index)
    }

    /// Returns the first work segment at or after `at`, with its index.
    pub fn next_work(&self, at: usize) -> Option<(usize, &Segment)> {
        self.segments.iter().enumerate().skip(at).find(|(_, segment)| segment.is_work())
    }

    /// Returns the total length without the time for speech, with estimates for open segments.
    pub fn planned(&self) -> Duration {
        self.length().span
    }

    /// Returns true if part of the length is an estimate (reps at the user's own pace).
    pub fn is_estimate(&self) -> bool {
        self.length().is_estimate
    }

    /// Returns the total length without the time for speech, and whether it is an estimate.
    pub fn length(&self) -> Length {
        let length = Length::of(&self.segments);
        Length { span: length.span.saturating_sub(self.for_speech), ..length }
    }
}
