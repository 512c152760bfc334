//! The timeline: a routine and its options as a flat list of segments.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::content::exercise::{FormCue, Id, Mistake, SideNames};
use crate::domain::content::words::{Counting, Sides};
use crate::domain::play::cue::Cues;
use crate::domain::record::entry::{Quantity, Side};
use crate::domain::text::Text;
use crate::domain::time::about_text;

/// A routine ready to be played.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// Which routine.
    pub routine: Id,
    /// What it is called.
    pub title: Text,
    /// How often all steps are done.
    pub rounds: u32,
    /// The exercises, one for each step; a step that is swapped adds another at the end.
    pub moves: Vec<Move>,
    /// What happens, in order; never empty, and at least one is work.
    pub segments: Vec<Segment>,
    /// Whether work begins by itself when rest is over.
    pub auto_advance: bool,
    /// Which form cues are told; what was kept by an earlier version tells all.
    #[serde(default)]
    pub cues: Cues,
    /// How fast it counts, breathes and speaks; what was kept by an earlier version does as usual.
    #[serde(default)]
    pub pacing: Pacing,
    /// What was left out to fit a time, one line each.
    pub dropped: Vec<Text>,
    /// Steps that are less than planned to fit a time, one line each; what was kept by an earlier version has none.
    #[serde(default)]
    pub shortened: Vec<Text>,
    /// The highest score that the routine allows, 0 to 10, where it has a limit of its own; what was kept by an earlier
    /// version has none.
    #[serde(default)]
    pub pain_limit: Option<u8>,
    /// The steps for which another exercise was chosen, as they were planned; what was kept by an earlier version has
    /// none.
    #[serde(default)]
    pub planned_steps: Vec<PlannedStep>,
}

/// How fast a session counts, breathes and speaks, where no exercise says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pacing {
    /// The last so many seconds before and of work are counted. 0 to 5; 0 counts none.
    pub count_from: u8,
    /// How long a deep breath takes, in and out, in seconds. 3 to 20.
    pub breath_s: u8,
    /// How fast what is said is spoken, in words a minute. 80 to 250.
    #[serde(default = "usual_rate")]
    pub voice_rate: u8,
}

const fn usual_rate() -> u8 {
    170
}

impl Pacing {
    /// A deep breath, in and out.
    pub fn breath(self) -> Duration {
        Duration::from_secs(self.breath_s.into())
    }
}

impl Default for Pacing {
    /// All are our choice: most timers count three seconds, ten breaths a minute are slow and easy to follow, and so is a
    /// voice at this rate.
    fn default() -> Self {
        Self { count_from: 3, breath_s: 6, voice_rate: usual_rate() }
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

/// A step of the routine with all that the player says about it. A copy, so that a session can be
/// taken up again even if the exercise was changed meanwhile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// Which exercise.
    pub exercise: Id,
    /// What it is called.
    pub name: Text,
    /// Which step of the routine, from 0.
    pub step: usize,
    /// How much, in words.
    pub dose: Text,
    /// Which sides.
    pub sides: Sides,
    /// What the sides are called.
    pub side_names: Option<SideNames>,
    /// How to get into position.
    pub setup: Vec<Text>,
    /// What to remember.
    pub cues: Vec<FormCue>,
    /// How to breathe.
    pub breathing: Text,
    /// What goes wrong, and the fix.
    pub mistakes: Vec<Mistake>,
    /// Who should take care, and how, the most important first; what was kept by an earlier version has none.
    #[serde(default)]
    pub careful: Vec<Text>,
    /// Easier variants, the nearest first.
    pub easier: Vec<Id>,
    /// Harder variants, the nearest first.
    pub harder: Vec<Id>,
    /// For what was chosen in a session: from where; what was kept by an earlier version does not know.
    #[serde(default)]
    pub chosen: Option<Chosen>,
}

/// From where in the list of exercises a variant was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// Index into [`Timeline::moves`]: the exercise before it, earlier in the list.
    pub from: usize,
    /// Which way it was.
    pub way: Option<Way>,
}

/// A way along the ladder of variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// To what is easier.
    Easier,
    /// To what is harder.
    Harder,
}

impl Move {
    /// What the side is called for this exercise: `left`, or its own name for it.
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
    /// Index into [`Timeline::moves`]: what is done, or for a gap what comes next.
    pub index: usize,
    /// Which round, from 1.
    pub round: u32,
    /// Which set, from 1.
    pub set: u32,
    /// How many sets there are on this side.
    pub sets: u32,
    /// The side; `None` where both work, or take turns.
    pub side: Option<Side>,
    /// What happens.
    pub kind: SegmentKind,
    /// Stays after its time until told to go on.
    pub waits: bool,
}

/// What happens in a segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// Getting into position.
    Prepare(Duration),
    /// Holding a position.
    Hold(Duration),
    /// Reps.
    Reps(Reps),
    /// Holding for so many breaths.
    Breaths {
        /// How many.
        count: u32,
        /// How long each takes.
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
    /// How many, all sides together.
    pub count: u32,
    /// How long each takes; `None`: the user's own pace, until a key.
    pub rep: Option<Rep>,
    /// The sides take turns, left first.
    pub alternating: bool,
    /// Where they take turns: what the count that is shown counts.
    pub counting: Counting,
    /// A hold may as well be one long breath out.
    pub or_exhale: bool,
    /// Each rep is one breath: in on the way out, out on the way back.
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
    /// The whole rep.
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
    /// The whole breath.
    pub fn length(self) -> Duration {
        self.inhale.saturating_add(self.exhale)
    }
}

/// How long a rep at the user's own pace is taken to last, where lengths are shown. Our choice,
/// the same as for a paced one.
pub const OWN_REP: Duration = Duration::from_secs(4);

impl Segment {
    /// How long it lasts; `None` where only a key ends it.
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

    /// How long it is taken to last where lengths are shown or added up.
    pub fn planned(&self) -> Duration {
        match (&self.kind, self.length()) {
            (_, Some(length)) => length,
            (SegmentKind::Reps(reps), None) => OWN_REP.saturating_mul(reps.count),
            (_, None) => Duration::ZERO,
        }
    }

    /// Whether something is done in it, rather than got ready for.
    pub fn is_work(&self) -> bool {
        !matches!(self.kind, SegmentKind::Prepare(_) | SegmentKind::Switch(_) | SegmentKind::Rest(_))
    }

    /// How much is done in it, if it runs to its end; the part of it after `elapsed`, if not.
    pub fn quantity(&self, elapsed: Option<Duration>) -> Quantity {
        // Planned time is rounded, time done is not: a second counts when it is over.
        let seconds = |span: Duration| u32::try_from(span.as_millis().saturating_add(500) / 1000).unwrap_or(u32::MAX);
        let over = |elapsed: Duration| u32::try_from(elapsed.as_secs()).unwrap_or(u32::MAX);
        let part = |span: Duration| elapsed.map_or(seconds(span), |elapsed| over(elapsed).min(seconds(span)));
        match &self.kind {
            SegmentKind::Hold(span) => Quantity { hold_s: Some(part(*span)), ..Quantity::default() },
            SegmentKind::Activity(span) => Quantity { activity_s: Some(part(*span)), ..Quantity::default() },
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
                Quantity { reps: done, hold_s: hold.map(seconds), ..Quantity::default() }
            }
            SegmentKind::Prepare(_) | SegmentKind::Switch(_) | SegmentKind::Rest(_) => Quantity::default(),
        }
    }
}

/// How many whole times of `each` are over after `elapsed`, at most `count`.
fn times(elapsed: Option<Duration>, each: Duration, count: u32) -> u32 {
    let Some(elapsed) = elapsed else { return count };
    let over = elapsed.as_millis() / each.as_millis().max(1);
    u32::try_from(over).unwrap_or(u32::MAX).min(count)
}

/// How long a timeline is taken to last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// From beginning to end.
    pub span: Duration,
    /// Some of it is only an estimate (reps at the user's own pace).
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
    /// The length of `segments` one after the other.
    pub fn of(segments: &[Segment]) -> Self {
        Self {
            span: segments.iter().map(Segment::planned).fold(Duration::ZERO, Duration::saturating_add),
            is_estimate: segments.iter().any(|segment| segment.length().is_none()),
        }
    }
}

impl Timeline {
    /// The segment at `at`.
    pub fn segment(&self, at: usize) -> Option<&Segment> {
        self.segments.get(at)
    }

    /// What the segment at `at` is about.
    pub fn move_at(&self, at: usize) -> Option<&Move> {
        self.moves.get(self.segments.get(at)?.index)
    }

    /// Index of the move that was planned where the one at `index` is done.
    pub fn origin(&self, index: usize) -> usize {
        let mut origin = index;
        // Each was chosen from one before it in the list, so this ends.
        while let Some(chosen) = self.moves.get(origin).and_then(|about| about.chosen).filter(|c| c.from < origin) {
            origin = chosen.from;
        }
        origin
    }

    /// The segments of the step of move `index` as they were planned, whatever was chosen since.
    pub(super) fn planned_step(&self, index: usize) -> Vec<Segment> {
        let kept = self.planned_steps.iter().find(|step| step.index == index);
        let now = || self.segments.iter().filter(|segment| segment.index == index).cloned().collect();
        kept.map_or_else(now, |step| step.segments.clone())
    }

    /// The form cues that are told while `about` is done.
    pub fn cues_of<'a>(&self, about: &'a Move) -> Vec<&'a FormCue> {
        self.cues.of(&about.cues)
    }

    /// The first work segment at or after `at`.
    pub fn next_work(&self, at: usize) -> Option<(usize, &Segment)> {
        self.segments.iter().enumerate().skip(at).find(|(_, segment)| segment.is_work())
    }

    /// How long the whole is taken to last.
    pub fn planned(&self) -> Duration {
        self.length().span
    }

    /// Whether some of its length is only an estimate (reps at the user's own pace).
    pub fn is_estimate(&self) -> bool {
        self.length().is_estimate
    }

    /// How long the whole is taken to last, and how surely.
    pub fn length(&self) -> Length {
        Length::of(&self.segments)
    }
}
