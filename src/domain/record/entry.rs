//! Journal entries: their kinds and fields.
//!
//! The format is an interface (version 1). Fields and kinds that are not known here are ignored
//! when read; lines are never rewritten, so they stay in the file.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Deserializer, Serialize, de};
use uuid::Uuid;

pub use super::kinds::Body;
use super::stamp;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::{Sides, words};
use crate::domain::text::Text;

/// The version of the entry format written by this program.
pub const VERSION: u32 = 1;

/// A time in the journal: local, with its offset.
pub type Stamp = DateTime<FixedOffset>;

words! {
    /// Moments of a rating.
    Moment, "moment":
    /// Before a session.
    Before = "before",
    /// During one.
    During = "during",
    /// After one.
    After = "after",
    /// The morning after one.
    NextMorning = "next_morning",
    /// At any other time.
    Other = "other",
}

words! {
    /// Places that hurt. The low back is below the lowest rib and above the crease under the buttocks. **Source**: the
    /// definition used in Cochrane reviews; the other places are our choice.
    Region, "region":
    /// Between the shoulder blades and the lowest ribs.
    MidBack = "mid_back",
    /// Below the lowest rib, above the crease under the buttocks.
    LowBack = "low_back",
    /// Buttock.
    Buttock = "buttock",
    /// Hip.
    Hip = "hip",
    /// Groin.
    Groin = "groin",
    /// Front of the thigh.
    ThighFront = "thigh_front",
    /// Back of the thigh.
    ThighBack = "thigh_back",
    /// Knee.
    Knee = "knee",
    /// Below the knee.
    LowerLeg = "lower_leg",
    /// Foot.
    Foot = "foot",
    /// Anywhere else.
    Other = "other",
}

words! {
    /// Sides that hurt, as seen by the user.
    PainSide, "side":
    /// Their left.
    Left = "left",
    /// Their right.
    Right = "right",
    /// Both.
    Both = "both",
    /// The middle.
    Middle = "middle",
}

words! {
    /// Places that pain spreads to, down the leg, the nearest first.
    Spread, "spread":
    /// Nowhere.
    None = "none",
    /// To the buttock.
    Buttock = "buttock",
    /// To the thigh.
    Thigh = "thigh",
    /// Below the knee.
    BelowKnee = "below_knee",
    /// To the foot.
    Foot = "foot",
}

words! {
    /// Words for pain; the last three are nerve-like.
    PainWord, "word for pain":
    /// Aching.
    Aching = "aching",
    /// Dull.
    Dull = "dull",
    /// Stiff.
    Stiff = "stiff",
    /// Tight.
    Tight = "tight",
    /// Sharp.
    Sharp = "sharp",
    /// Stabbing.
    Stabbing = "stabbing",
    /// Shooting.
    Shooting = "shooting",
    /// Burning.
    Burning = "burning",
    /// Throbbing.
    Throbbing = "throbbing",
    /// Cramping.
    Cramping = "cramping",
    /// Tingling.
    Tingling = "tingling",
    /// Numb.
    Numb = "numb",
    /// Weak.
    Weak = "weak",
}

words! {
    /// Sides of the body that an exercise is done on.
    Side, "side":
    /// Left.
    Left = "left",
    /// Right.
    Right = "right",
}

impl Side {
    /// The other side.
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

words! {
    /// Outcomes of a session.
    Outcome, "outcome":
    /// It was done to the end.
    Completed = "completed",
    /// The user ended it early.
    Ended = "ended",
    /// It was stopped at once, for a reason.
    Stopped = "stopped",
    /// The program or the machine went down.
    Interrupted = "interrupted",
}

words! {
    /// Outcomes of one set of a step.
    StepOutcome, "outcome of a step":
    /// As planned, or more.
    Done = "done",
    /// Less than planned.
    Partial = "partial",
    /// Not done, by choice.
    Skipped = "skipped",
    /// Broken off by `!`.
    Stopped = "stopped",
    /// Another exercise was done instead.
    Swapped = "swapped",
}

/// A score of pain, 0 (none) to 10 (worst imaginable): the numeric rating scale in eleven steps. **Source**: Canadian
/// Physiotherapy Association, page on the NRS-11.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Score(u8);

impl Score {
    /// Returns the score of this value; `None` above 10.
    pub const fn new(value: u8) -> Option<Self> {
        if value <= 10 { Some(Self(value)) } else { None }
    }

    /// Returns the value, 0 to 10.
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_u8(ScoreVisitor)
    }
}

struct ScoreVisitor;

impl de::Visitor<'_> for ScoreVisitor {
    type Value = Score;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a whole number from 0 to 10")
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Score, E> {
        let score = u8::try_from(value).ok().and_then(Score::new);
        score.ok_or_else(|| E::invalid_value(de::Unexpected::Unsigned(value), &self))
    }
}

/// Reads a score or `null`. An absent field is an error: if a score was never asked for, there is no entry.
pub(super) fn asked<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Score>, D::Error> {
    Option::deserialize(from)
}

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// A unique id (UUID v7).
    pub id: Uuid,
    /// The time of writing; for a session, that of its start.
    pub at: Stamp,
    /// The kind, with its fields.
    pub body: Body,
}

impl Entry {
    /// Returns an entry written at `at`, without fractions of a second.
    pub fn new(id: Uuid, at: Stamp, body: Body) -> Self {
        Self { id, at: stamp::whole_secs(at), body }
    }
}

/// A pain score with moment, places and kind of pain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// The score; `None` if it was asked for and not given. If it was never asked for, there is no entry.
    #[serde(deserialize_with = "asked")]
    pub score: Option<Score>,
    /// The moment.
    pub moment: Moment,
    /// The place, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// The side, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<PainSide>,
    /// Further places, in the order given; `region` and `side` are the first one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Spot>,
    /// The spread down the leg, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
    /// Words for the pain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<PainWord>,
    /// On the next morning: minutes of stiffness, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stiff_min: Option<u16>,
    /// True if muscles are sore from training, which is not pain and not in the score.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub training_sore: bool,
    /// The id of its session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Uuid>,
    /// During a session: the exercise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<Id>,
    /// During a session: the step, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u32>,
    /// During a session: the side the exercise was being done on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_side: Option<Side>,
    /// During a session: the set, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<u32>,
    /// During a session: seconds since the start of the hold, the reps or the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<u32>,
    /// A note, in the user's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A place that hurts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The region.
    pub region: Region,
    /// The side, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<PainSide>,
}

impl Rating {
    /// Returns a rating with nothing but its moment.
    pub const fn new(moment: Moment) -> Self {
        Self {
            score: None,
            moment,
            region: None,
            side: None,
            also: Vec::new(),
            spread: None,
            words: Vec::new(),
            stiff_min: None,
            training_sore: false,
            session: None,
            exercise: None,
            step: None,
            working_side: None,
            set: None,
            second: None,
            note: None,
        }
    }
}

/// One run of a routine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The time of its end, in whole seconds (see [`stamp::whole_secs`]).
    #[serde(serialize_with = "stamp::write", deserialize_with = "stamp::read")]
    pub ended: Stamp,
    /// The id of the routine.
    pub routine: Id,
    /// The title of the routine at that time.
    pub title: Text,
    /// The outcome.
    pub outcome: Outcome,
    /// For `stopped`: the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// Seconds of work, without getting ready, changing sides, rests and pauses. In sessions of earlier versions all
    /// seconds that were not paused.
    pub active_s: u32,
    /// The perceived effort, 0 to 10; absent if not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Score>,
    /// A note, in the user's words.
    #[serde(default)]
    pub note: Text,
    /// The sets, in order: one item for each set on each side.
    pub steps: Vec<StepRecord>,
}

/// One set of a step on one side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepRecord {
    /// The exercise that was planned.
    pub exercise: Id,
    /// The number of the round, from 1.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub round: u32,
    /// The number of the set, from 1.
    pub set: u32,
    /// The side; `None` where both work at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The way the sides were done, where they alternated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sides: Option<Sides>,
    /// The outcome.
    pub outcome: StepOutcome,
    /// For `skipped` and `stopped`: the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// For `swapped`: the exercise done instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id>,
    /// The amount planned.
    pub planned: Quantity,
    /// The amount done.
    pub done: Quantity,
}

fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_first(round: &u32) -> bool {
    *round == 1
}

/// An amount of work: has the fields of its measure, the others are absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Quantity {
    /// Seconds held; with `reps`, in each rep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_s: Option<u32>,
    /// Reps, all sides together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reps: Option<u32>,
    /// Number of breaths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaths: Option<u32>,
    /// Seconds of an activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_s: Option<u32>,
}
