//! Journal entries, and the words and scores in them.
//!
//! The format is an interface (version 1). Fields and kinds that are not known here are ignored
//! when read; lines are never rewritten, so they stay in the file.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Deserializer, Serialize, de};
use uuid::Uuid;

pub use super::kinds::Body;
pub use super::rating::{Rating, Spot};
pub use super::session::{Quantity, SessionEntry, StepRecord};
use super::timestamp;
use crate::domain::content::words::words;

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
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transparent))]
#[serde(transparent)]
pub struct Score(#[cfg_attr(test, schemars(range(max = 10)))] u8);

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
        Self { id, at: timestamp::whole_secs(at), body }
    }
}
