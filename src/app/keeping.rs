//! Saving of the place in the running session: at every change of phase, and every few seconds of work.
//!
//! A program that is killed loses at most [`LONGEST`] of work.

use std::time::Duration;

use super::effect::Effect;
use super::{App, Life};
use crate::domain::play::player::{Phase, Player};
use crate::domain::time::{Instant, Now};

/// The longest work that is not saved yet. Our choice: less than anybody would mind to do again.
const LONGEST: Duration = Duration::from_secs(5);

/// The age of the saved place from which a quiet moment is used to save it again.
const EARLIEST: Duration = Duration::from_secs(3);

/// The age from which any moment is used: the next one may be a second later.
const LATEST: Duration = Duration::from_secs(LONGEST.as_secs() - 1);

/// The time without a deadline that makes a moment quiet: writing must not delay a cue.
const QUIET: Duration = Duration::from_millis(250);

/// Notes on the saved place of the running session, and on failures to save it.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    last: Option<Kept>,
    /// The reason why the last attempt failed, for people.
    trouble: Option<String>,
    /// True once a failure was shown: once in a session is enough.
    is_trouble_told: bool,
}

/// The saved place, and the time at which it was saved.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Kept {
    segment: usize,
    phase: Phase,
    at: Instant,
}

impl Keeping {
    /// Notes that the place could not be saved. Returns true if a failure was shown in this session already.
    pub(super) fn fails(&mut self, why: &str) -> bool {
        self.trouble = Some(why.to_owned());
        std::mem::replace(&mut self.is_trouble_told, true)
    }

    /// Returns the reason why the last attempt failed, for people.
    pub(super) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Returns true if the place of `player` is to be saved now.
    fn is_due(&self, player: &Player, now: Instant) -> bool {
        let Some(last) = self.last.filter(|last| (last.segment, last.phase) == (player.at(), player.phase())) else {
            return true;
        };
        let age = now - last.at;
        if last.phase != Phase::Work || age < EARLIEST {
            return false;
        }
        age >= LATEST || player.next_wakeup(now).is_none_or(|next| next - now >= QUIET)
    }
}

impl App {
    /// Saves the place in the running session if that is due and not among `effects` already.
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
