//! Times at which the program is to be woken: for changes by themselves, and for animation.

use super::App;
use crate::domain::time::{Instant, Now};
use crate::screens::Screen;

impl App {
    /// Returns the next time at which something changes or moves by itself; `None` while only an event can change anything.
    pub fn next_wakeup(&self, now: &Now) -> Option<Instant> {
        [self.next_change(now), self.next_frame(now)].into_iter().flatten().min()
    }

    /// Returns the next time at which something changes by itself, animation apart.
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

    /// Returns the time of the next frame of an animation. Under an overlay nothing moves.
    pub fn next_frame(&self, now: &Now) -> Option<Instant> {
        let screen = self.screen().filter(|_| self.overlay.is_none())?;
        screen.next_wakeup(&self.model, now)
    }
}
