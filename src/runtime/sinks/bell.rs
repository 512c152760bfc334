//! The terminal's bell: rings when the phase changes.

use crate::domain::play::cue::{CueKind, PauseReason};

/// How often the bell rings for a cue.
///
/// Once when work begins or ends, twice when sides change, three times at the end of the session,
/// once when a key is waited for or the session paused by itself.
pub fn rings(cue: &CueKind) -> usize {
    match cue {
        CueKind::Start | CueKind::Resumed | CueKind::Prepare | CueKind::Rest => 1,
        CueKind::Waiting | CueKind::Paused(PauseReason::Gap(_)) => 1,
        CueKind::Switch => 2,
        CueKind::Done(_) => 3,
        _ => 0,
    }
}
