//! Keeps the place in the running session on disk: at every change of phase, and every few seconds of work.
//!
//! A program that is killed loses at most [`LONGEST`] of work.

use std::time::Duration;

use super::effect::Effect;
use super::{App, Life};
use crate::domain::play::player::{Phase, Player};
use crate::domain::time::{Instant, Now};

/// The most work that is not kept yet. Our choice: less than anybody would do again.
const LONGEST: Duration = Duration::from_secs(5);

/// From this age of what is kept on, a quiet moment is used.
const EARLIEST: Duration = Duration::from_secs(3);

/// From this age on, any moment is: the next one may be a second later.
const LATEST: Duration = Duration::from_secs(LONGEST.as_secs() - 1);

/// A moment is quiet where nothing is due so soon after it: writing must not stand between a deadline and its cue.
const QUIET: Duration = Duration::from_millis(250);

/// Notes on what was kept of the running session, and on why that failed.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    last: Option<Kept>,
    /// Why it could not be kept the last time that was tried, for people.
    trouble: Option<String>,
    /// True once that was said: once in a session is enough.
    is_trouble_told: bool,
}

/// The place that is kept: the segment, the phase, and when.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Kept {
    segment: usize,
    phase: Phase,
    at: Instant,
}

impl Keeping {
    /// Notes that the place could not be kept. Returns true if that was said in this session already.
    pub(super) fn fails(&mut self, why: &str) -> bool {
        self.trouble = Some(why.to_owned());
        std::mem::replace(&mut self.is_trouble_told, true)
    }

    /// Why the place could not be kept the last time that was tried, for people.
    pub(super) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Returns true if the place of `player` is to be kept now.
    fn is_due(&self, player: &Player, now: Instant) -> bool {
        let Some(last) = self.last.filter(|last| (last.segment, last.phase) == (player.at(), player.phase())) else {
            return true;
        };
        let age = now - last.at;
        let is_quiet = || player.next_wakeup(now).is_none_or(|next| next - now >= QUIET);
        last.phase == Phase::Work && (age >= LATEST || (age >= EARLIEST && is_quiet()))
    }
}

impl App {
    /// Has the place in the running session kept where that is due, unless it is being kept anyway.
    pub(super) fn keep_place(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        if self.life == Life::Over {
            return;
        }
        let Some(session) = self.model.session.as_ref().filter(|session| !session.is_over()) else {
            self.keeping = Keeping::default();
            return;
        };
        let player = &session.player;
        let is_kept = effects.iter().any(|effect| matches!(effect, Effect::SaveProgress(_)));
        if is_kept || self.keeping.is_due(player, now.mono) {
            self.keeping.trouble = None;
            self.keeping.last = Some(Kept { segment: player.at(), phase: player.phase(), at: now.mono });
            if !is_kept {
                self.cx(now, effects).save_progress();
            }
        }
    }
}
