//! What the user must notice at an instant, as data: sinks decide how it looks or sounds.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::text::Text;
use crate::domain::time::Instant;

/// Something to notice, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The instant it belongs to, which may lie a little before it is polled.
    pub at: Instant,
    /// Index of the segment it belongs to in the timeline.
    pub segment: usize,
    /// What.
    pub kind: CueKind,
}

/// What there is to notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CueKind {
    /// Time to get into position for the segment's exercise: say its setup.
    Prepare,
    /// So many whole seconds until work begins: 3, 2, 1.
    Ready(u32),
    /// Work begins.
    Start,
    /// Half of the hold or activity is over.
    Half,
    /// Something to remember while moving.
    Form(Text),
    /// This rep begins, counted from 1.
    Rep(u32),
    /// The position of a held rep is reached: hold it.
    RepHold,
    /// The hold of a rep is over: come back.
    RepBack,
    /// Breathe in; this breath, counted from 1.
    BreatheIn(u32),
    /// Breathe out.
    BreatheOut,
    /// So many whole seconds until work ends: 3, 2, 1.
    Ending(u32),
    /// Work is over.
    End,
    /// Change to the segment's side.
    Switch,
    /// Rest; the next work is named by the segments that follow.
    Rest,
    /// The time is over, and the segment waits for a key.
    Waiting,
    /// Nothing runs any more.
    Paused(PauseReason),
    /// It runs again.
    Resumed,
    /// Another exercise is done from here.
    Swapped,
    /// The session is over.
    Done(Ending),
}

impl CueKind {
    /// Whether a late one would say something that is no longer true.
    pub(super) fn goes_stale(&self) -> bool {
        matches!(self, Self::Ready(_) | Self::Ending(_) | Self::Form(_) | Self::Half | Self::Rep(_))
            || matches!(self, Self::RepHold | Self::RepBack | Self::BreatheIn(_) | Self::BreatheOut)
    }
}

/// Why the session stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// The user asked.
    Asked,
    /// Nothing was heard of the program for so long (the machine slept, or it was stopped).
    Gap(Duration),
    /// It was taken up again from the record of an earlier run.
    Restored,
}

/// How a session came to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// All segments are over.
    Completed,
    /// The user ended it.
    Ended,
    /// The user stopped it at once, for this reason.
    Stopped(Text),
}
