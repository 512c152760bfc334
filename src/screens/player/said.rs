//! Numbers, sides and pauses, in the words of the running session.

use std::time::Duration;

use crate::domain::play::cue::PauseReason;
use crate::domain::play::player::shown_count;
use crate::domain::play::timeline::{Move, Segment, SegmentKind};
use crate::domain::record::entry::Side;
use crate::domain::time::{about_text, clock_text, whole_secs_up};

/// Seconds below a minute, else minutes and seconds.
pub(super) fn seconds(span: Duration) -> String {
    if whole_secs_up(span) >= 60 { clock_text(span) } else { whole_secs_up(span).to_string() }
}

/// The number that a part begins with: its reps or breaths, else its seconds.
pub(super) fn work_number(segment: &Segment) -> String {
    match &segment.kind {
        SegmentKind::Reps(reps) => shown_count(reps, 0).1.to_string(),
        SegmentKind::Breaths { count, .. } => count.to_string(),
        _ => seconds(segment.planned()),
    }
}

/// The name of a side for this exercise: `left side`, or its own name for it.
pub(super) fn side_text(about: &Move, side: Side) -> String {
    match &about.side_names {
        Some(_) => about.side_name(side).to_owned(),
        None => format!("{side} side"),
    }
}

/// The reason for the pause, and the key that ends it.
pub(super) fn pause_text(reason: PauseReason) -> String {
    match reason {
        PauseReason::Asked => "space goes on".to_owned(),
        PauseReason::Restored => "resumed; space goes on".to_owned(),
        PauseReason::Gap(gap) => {
            format!("nothing ran for {}; space goes on", about_text(gap))
        }
    }
}
