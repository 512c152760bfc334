//! Times at which the program is to be woken: for what changes by itself, and for what moves.

use super::App;
use crate::domain::time::{Instant, Now};
use crate::screens::Screen;

impl App {
    /// Returns the time at which something changes by itself; `None` while only an event can change anything.
    pub fn next_wakeup(&self, now: &Now) -> Option<Instant> {
        [self.next_change(now), self.next_frame(now)].into_iter().flatten().min()
    }

    /// Returns the time at which something changes by itself that is more than the motion of a figure or a breath.
    pub fn next_change(&self, now: &Now) -> Option<Instant> {
        let session = self.model.session.as_ref().and_then(|session| session.player.next_wakeup(now.mono));
        let notice = self.notice.as_ref().map(|notice| notice.until);
        let expiry = self.screen().and_then(Screen::expires);
        let flash = self.model.sinks.flash_ends().filter(|end| *end > now.mono);
        let screen = self.screen().and_then(Screen::next_change);
        [session, notice, expiry, flash, screen, self.model.unsaved.retry_at, self.next_day(now)]
            .into_iter()
            .flatten()
            .min()
    }

    /// Returns the time at which what moves by itself is to be drawn again. What is covered need not move.
    pub fn next_frame(&self, now: &Now) -> Option<Instant> {
        let screen = self.screen().filter(|_| self.overlay.is_none())?;
        screen.next_wakeup(&self.model, now)
    }
}
