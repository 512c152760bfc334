//! The kinds of entries that stand in a journal by themselves: all but those that change others.

use super::entry::Body;
use crate::domain::content::words::words;

words! {
    /// What sort of entry it is.
    EntryKind, "kind of entry":
    /// One run of a routine.
    Session = "session",
    /// A pain score.
    Rating = "rating",
    /// Something to remember.
    Note = "note",
    /// How something of the user's own goes.
    Activity = "activity",
    /// A try at a self-test.
    SelfTest = "self_test",
    /// Answers to the questions about safety.
    Safety = "safety",
    /// A professional has looked at such an answer.
    RedFlagSeen = "red_flag_seen",
    /// A step on the way through a plan.
    Plan = "plan",
    /// A change of the goal for a week.
    Goal = "goal",
}

impl EntryKind {
    /// How many kinds there are.
    pub const COUNT: usize = 9;

    /// One of them, in words.
    pub const fn said(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Rating => "rating",
            Self::Note => "note",
            Self::Activity => "own activity",
            Self::SelfTest => "self-test",
            Self::Safety => "safety questions",
            Self::RedFlagSeen => "seen by a professional",
            Self::Plan => "step of a plan",
            Self::Goal => "weekly goal",
        }
    }

    /// The kind of this; `None` for what changes another entry.
    pub const fn of(body: &Body) -> Option<Self> {
        Some(match body {
            Body::Session(_) => Self::Session,
            Body::Rating(_) => Self::Rating,
            Body::Note(_) => Self::Note,
            Body::Activity(_) => Self::Activity,
            Body::SelfTest(_) => Self::SelfTest,
            Body::Safety(_) => Self::Safety,
            Body::RedFlagSeen(_) => Self::RedFlagSeen,
            Body::Plan(_) => Self::Plan,
            Body::Goal(_) => Self::Goal,
            Body::Amend { .. } | Body::Delete { .. } => return None,
        })
    }
}
