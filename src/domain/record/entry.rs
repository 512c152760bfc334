//! One line of the journal: its kinds and their fields.
//!
//! The format is an interface (version 1). Fields and kinds that are not known here are ignored
//! when read; lines are never rewritten, so they stay in the file.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Deserializer, Serialize, de};
use uuid::Uuid;

use super::answer::{Activity, Note, RedFlagSeen, Safety, SelfTest};
use super::goal::Goal;
use super::plan_mark::PlanMark;
use super::stamp;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::{Sides, words};
use crate::domain::text::Text;

/// The version of the entry format written by this program.
pub const VERSION: u32 = 1;

/// A time as the journal keeps it: local, with its offset.
pub type Stamp = DateTime<FixedOffset>;

words! {
    /// When a rating was given.
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
    /// Where it hurts. The low back is below the lowest rib and above the crease under the buttocks. **Source**: the
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
    /// On which of the user's own sides it hurts.
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
    /// How far down the leg pain spreads, the nearest first.
    Spread, "spread":
    /// It does not.
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
    /// What pain feels like; the last three are nerve-like.
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
    /// One of the two sides of the body, as an exercise is done on it.
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
    /// How a session went.
    Outcome, "outcome":
    /// To the end.
    Completed = "completed",
    /// The user ended it before.
    Ended = "ended",
    /// Stopped at once, for a reason.
    Stopped = "stopped",
    /// The program or the machine went away.
    Interrupted = "interrupted",
}

words! {
    /// How one set of a step went.
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
    /// The score of this value; `None` above 10.
    pub const fn new(value: u8) -> Option<Self> {
        if value <= 10 { Some(Self(value)) } else { None }
    }

    /// 0 to 10.
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

/// A score, or `null`. A field that is not there is an error: never asked is no entry.
pub(super) fn asked<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Score>, D::Error> {
    Option::deserialize(from)
}

/// What every entry has.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Unique for ever (UUID v7).
    pub id: Uuid,
    /// When it was written; for a session, when it began.
    pub at: Stamp,
    /// What it says.
    pub body: Body,
}

impl Entry {
    /// An entry written at `at`, of which parts of a second are left out.
    pub fn new(id: Uuid, at: Stamp, body: Body) -> Self {
        Self { id, at: stamp::whole_secs(at), body }
    }
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// A pain score.
    Rating(Rating),
    /// One run of a routine.
    Session(Session),
    /// A step on the way through a plan.
    Plan(PlanMark),
    /// A change of the goal for a week.
    Goal(Goal),
    /// How something of the user's own goes.
    Activity(Activity),
    /// A try at a self-test.
    SelfTest(SelfTest),
    /// Answers to the questions about safety.
    Safety(Safety),
    /// A professional has looked at such an answer.
    RedFlagSeen(RedFlagSeen),
    /// Something the user wants to remember.
    Note(Note),
    /// A change to an earlier entry.
    Amend {
        /// The entry that is changed.
        target: Uuid,
        /// Its new fields.
        set: serde_json::Map<String, serde_json::Value>,
    },
    /// An earlier entry is taken back.
    Delete {
        /// The entry that is taken back. Deleting a `delete` or an `amend` undoes it.
        target: Uuid,
    },
}

/// A pain score with where, what kind and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// `None` means asked and not answered. Never asked is no entry.
    #[serde(deserialize_with = "asked")]
    pub score: Option<Score>,
    /// When.
    pub moment: Moment,
    /// Where, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// On which side, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<PainSide>,
    /// Where else it hurts, in the order said; `region` and `side` are the first place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Spot>,
    /// How far down the leg, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
    /// What it feels like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<PainWord>,
    /// The next morning: minutes of stiffness, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stiff_min: Option<u16>,
    /// That muscles are sore from training, which is no pain and is not in the score.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub training_sore: bool,
    /// The session it belongs to.
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
    /// During a session: how many seconds into the hold, the reps or the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<u32>,
    /// In the user's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A place that hurts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Where.
    pub region: Region,
    /// On which side, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<PainSide>,
}

impl Rating {
    /// A rating of which nothing is said but the moment.
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
    /// When it ended, in whole seconds (see [`stamp::whole_secs`]).
    #[serde(serialize_with = "stamp::write", deserialize_with = "stamp::read")]
    pub ended: Stamp,
    /// Which routine.
    pub routine: Id,
    /// What the routine was called then.
    pub title: Text,
    /// How it went.
    pub outcome: Outcome,
    /// For `stopped`: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// Seconds of work: getting ready, changing sides, rests and pauses are not in it. Sessions of earlier versions have all
    /// seconds that were not paused.
    pub active_s: u32,
    /// How hard it felt, 0 to 10; absent where not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Score>,
    /// In the user's words.
    #[serde(default)]
    pub note: Text,
    /// What was done, in order: a line for each set on each side.
    pub steps: Vec<StepRecord>,
}

/// One set of a step on one side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepRecord {
    /// Which exercise was planned.
    pub exercise: Id,
    /// Which round, from 1.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub round: u32,
    /// Which set, from 1.
    pub set: u32,
    /// Which side; `None` where both work at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// How the sides were done, where they alternated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sides: Option<Sides>,
    /// How it went.
    pub outcome: StepOutcome,
    /// For `skipped` and `stopped`: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// For `swapped`: what was done instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id>,
    /// What was planned.
    pub planned: Quantity,
    /// What was done.
    pub done: Quantity,
}

fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_first(round: &u32) -> bool {
    *round == 1
}

/// How much of something: the fields that the measure has, the others absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Quantity {
    /// Seconds held; with `reps`, in each rep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_s: Option<u32>,
    /// Reps, all sides together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reps: Option<u32>,
    /// Breaths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaths: Option<u32>,
    /// Seconds of an activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_s: Option<u32>,
}
