//! Announcements of a running session: its cues, and its position where no cue gives it.

use std::time::Duration;

use super::legible;
use crate::domain::content::words::Counting;
use crate::domain::session::cue::{Cue, CueKind};
use crate::domain::session::player::{Phase, Player, shown_count};
use crate::domain::session::speech::{said, span_text};
use crate::domain::session::timeline::SegmentKind;
use crate::domain::text::counted;
use crate::domain::time::Instant;
use crate::state::sinks::Signal;

/// The cues held back because the next one may make them superfluous.
#[derive(Debug, Default)]
pub(super) struct Cues {
    /// True after the end of a set, until the next cue.
    has_ended: bool,
    /// The cue that a session goes on: said unless something begins at the same instant.
    resumed: Option<Signal>,
    /// The cue of a substituted exercise: said unless a cue that names it follows.
    swapped: Option<Signal>,
    /// The news that cues gave since the last call of `settle`.
    news: News,
}

/// News that cues have given, so that nothing else repeats them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct News {
    /// True after a rating or a chosen exercise: the notice says nothing new.
    pub(super) is_noticed: bool,
    /// True after an exercise was substituted.
    pub(super) is_swapped: bool,
}

impl Cues {
    /// Returns the lines for `signal`: none if it has no words, or is held back.
    pub(super) fn take(&mut self, signal: &Signal) -> Vec<String> {
        match signal.cue {
            CueKind::Resumed => {
                let before = self.resumed.replace(signal.clone());
                return before.and_then(|before| self.line(&before)).into_iter().collect();
            }
            CueKind::Swapped => {
                self.news.is_swapped = true;
                self.swapped = Some(signal.clone());
                return Vec::new();
            }
            CueKind::Rated(_) => self.news.is_noticed = true,
            _ => {}
        }
        let names = matches!(signal.cue, CueKind::Prepare | CueKind::Rest);
        let resumed = self.resumed.take().filter(|_| !names && signal.cue != CueKind::Switch);
        self.news.is_noticed |= names && self.swapped.take().is_some();
        [resumed.and_then(|resumed| self.line(&resumed)), self.line(signal)].into_iter().flatten().collect()
    }

    /// Ends the cues of this instant: returns their news, and the lines of those held back. A notice that follows names
    /// the substituted exercise itself.
    pub(super) fn settle(&mut self, has_notice: bool) -> (News, Vec<String>) {
        let swapped = self.swapped.take().filter(|_| !has_notice);
        let waited = [self.resumed.take(), swapped];
        let lines = waited.into_iter().flatten().filter_map(|signal| self.line(&signal)).collect();
        (std::mem::take(&mut self.news), lines)
    }

    fn line(&mut self, signal: &Signal) -> Option<String> {
        let said = signal.says.as_str();
        let has_ended = std::mem::replace(&mut self.has_ended, signal.cue == CueKind::End);
        if said.is_empty() {
            return None;
        }
        let said = match signal.cue {
            CueKind::Ready(_) => format!("Starts in {said}"),
            CueKind::Ending(_) => format!("{said} left"),
            CueKind::Rep(_) => format!("Rep {said}"),
            // No tone marks the end of the set before.
            CueKind::Prepare if has_ended => format!("Done. Next: {said}"),
            _ => said.to_owned(),
        };
        Some(stopped(&legible(&said)))
    }
}

/// Ends a line of several sentences with a full stop; a call such as `Rep 3` has none.
fn stopped(line: &str) -> String {
    if line.contains(". ") && !line.ends_with(['.', '!', '?']) { format!("{line}.") } else { line.to_owned() }
}

/// The position of a session at one time. It is announced where no cue does: after more and less, and after a step
/// forward or back in a pause.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LastSeen {
    at: usize,
    kind: SegmentKind,
    elapsed: Duration,
    is_paused: bool,
}

impl LastSeen {
    /// Returns the position `now`.
    pub(super) fn of(player: &Player, now: Instant) -> Self {
        let is_paused = matches!(player.phase(), Phase::Paused(_));
        Self { at: player.at(), kind: player.segment().kind.clone(), elapsed: player.elapsed(now), is_paused }
    }

    /// Returns the words for the change from this position to that of `player`; `None` if time only went on.
    pub(super) fn news(&self, player: &Player, now: Instant) -> Option<String> {
        let here = Self::of(player, now);
        let has_moved = (self.at, self.elapsed) != (here.at, here.elapsed);
        if self.is_paused && here.is_paused && has_moved {
            return Some(where_it_stands(player, now));
        }
        // A step back to the start restores the plan: that is neither more nor less.
        let is_same = self.at == here.at && here.elapsed >= self.elapsed;
        (is_same && self.kind != here.kind).then(|| left(player, now))
    }
}

/// Returns the reply to a request for less if nothing can be taken off: `3 reps, the minimum`.
pub(super) fn no_less(player: &Player, now: Instant) -> Option<String> {
    let begun = player.rep(now).map_or(1, |rep| rep.number.max(1));
    let is_least = match &player.segment().kind {
        SegmentKind::Reps(reps) => shown_count(reps, 0).1 <= begun,
        SegmentKind::Breaths { count, .. } => *count <= begun,
        // Only in a pause: otherwise the segment would be over.
        _ => player.segment().length().is_some_and(|length| length <= player.elapsed(now)),
    };
    is_least.then(|| format!("{}, the minimum", left(player, now)))
}

/// Returns the amount left: `40 seconds left`, `4 reps`, `5 breaths`.
fn left(player: &Player, now: Instant) -> String {
    let segment = player.segment();
    match &segment.kind {
        SegmentKind::Reps(reps) => {
            let (_, count, side) = shown_count(reps, 0);
            let each = if side.is_some() && reps.counting == Counting::PerSide { " each side" } else { "" };
            format!("{}{each}", counted(count as usize, "rep"))
        }
        SegmentKind::Breaths { count, .. } => counted(*count as usize, "breath"),
        _ => {
            // While resuming, the player's own remaining time is that of getting back into position.
            let length = segment.length().unwrap_or_default();
            format!("{} left", span_text(length.saturating_sub(player.elapsed(now))))
        }
    }
}

/// Returns the current exercise, and what is left of it: `Bird Dog, left leg. 12 seconds left`.
pub(super) fn where_it_stands(player: &Player, now: Instant) -> String {
    let (before, kind) = match player.segment().kind {
        SegmentKind::Rest(_) => ("", CueKind::Rest),
        SegmentKind::Switch(_) => ("", CueKind::Switch),
        SegmentKind::Prepare(_) => ("Getting ready for ", CueKind::Resumed),
        _ => ("", CueKind::Resumed),
    };
    format!("{before}{}", said(&Cue { at: now, segment: player.at(), kind }, player, now, false))
}
