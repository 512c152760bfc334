//! Where the session stands, told where no cue tells it: after more and less, and after a step on or back while it is
//! paused.

use std::time::Duration;

use crate::domain::content::words::Counting;
use crate::domain::play::cue::{Cue, CueKind};
use crate::domain::play::player::{Phase, Player, shown_count};
use crate::domain::play::speech::{said, span_text};
use crate::domain::play::timeline::SegmentKind;
use crate::domain::time::Instant;

/// Where it stood when that was looked at last.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    at: usize,
    kind: SegmentKind,
    elapsed: Duration,
    is_paused: bool,
}

impl Place {
    /// Where it stands `now`.
    pub(super) fn of(player: &Player, now: Instant) -> Self {
        let is_paused = matches!(player.phase(), Phase::Paused(_));
        Self { at: player.at(), kind: player.segment().kind.clone(), elapsed: player.elapsed(now), is_paused }
    }

    /// What is to be told of `player`, which stood here before; `None` where it only went on.
    pub(super) fn news(&self, player: &Player, now: Instant) -> Option<String> {
        let here = Self::of(player, now);
        let has_moved = (self.at, self.elapsed) != (here.at, here.elapsed);
        if self.is_paused && here.is_paused && has_moved {
            return Some(where_it_stands(player, now));
        }
        // Who goes back to the start has it as it was planned: that is not more or less.
        let is_same = self.at == here.at && here.elapsed >= self.elapsed;
        (is_same && self.kind != here.kind).then(|| left(player, now))
    }
}

/// What to say where nothing can be taken off any more: `3 reps, no less`.
pub(super) fn no_less(player: &Player, now: Instant) -> Option<String> {
    let begun = player.rep(now).map_or(1, |rep| rep.number.max(1));
    let is_least = match &player.segment().kind {
        SegmentKind::Reps(reps) => shown_count(reps, 0).1 <= begun,
        SegmentKind::Breaths { count, .. } => *count <= begun,
        // Only while it stands still: else it is over then.
        _ => player.segment().length().is_some_and(|length| length <= player.elapsed(now)),
    };
    is_least.then(|| format!("{}, no less", left(player, now)))
}

/// `40 seconds left`, `4 reps`, `5 breaths`.
fn left(player: &Player, now: Instant) -> String {
    let segment = player.segment();
    match &segment.kind {
        SegmentKind::Reps(reps) => {
            let (_, count, side) = shown_count(reps, 0);
            let each = if side.is_some() && reps.counting == Counting::PerSide { " each side" } else { "" };
            format!("{}{each}", counted(count, "rep"))
        }
        SegmentKind::Breaths { count, .. } => counted(*count, "breath"),
        _ => {
            // While it is being resumed, what is left of the player's is the time to get back into position.
            let length = segment.length().unwrap_or_default();
            format!("{} left", span_text(length.saturating_sub(player.elapsed(now))))
        }
    }
}

fn counted(count: u32, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn where_it_stands(player: &Player, now: Instant) -> String {
    let as_at = |kind| said(&Cue { at: now, segment: player.at(), kind }, player, now, false);
    let text = match player.segment().kind {
        SegmentKind::Rest(_) => as_at(CueKind::Rest),
        SegmentKind::Switch(_) => as_at(CueKind::Switch),
        SegmentKind::Prepare(_) => return format!("Getting ready for {}", as_at(CueKind::Resumed)),
        _ => as_at(CueKind::Resumed),
    };
    text.to_string()
}
