//! Reports of the sinks, and flashes of the frame.

use super::App;
use super::effect::Effect;
use super::sinks::{Found, Lost};
use crate::domain::time::Now;

impl App {
    pub(super) fn on_sinks_found(&mut self, found: Found, now: &Now) {
        self.model.sinks.found = Some(found);
        self.model.make_time_to_speak(now);
    }

    /// Notes that a rung failed for good, and shows which one takes over.
    pub(super) fn on_sink_lost(&mut self, lost: Lost, now: &Now) {
        if !self.model.sinks.lost.contains(&lost) {
            self.model.sinks.lost.push(lost);
            let text = self.model.sinks.lost_text(lost, &self.model.settings);
            self.notify(text, now);
        }
    }

    /// Notes that a rung that was tried works again.
    pub(super) fn on_sink_works(&mut self, works: Lost) {
        self.model.sinks.lost.retain(|lost| *lost != works);
    }

    /// Lets the frame flash where one of `effects` asks for it.
    pub(super) fn note_flashes(&mut self, effects: &[Effect], now: &Now) {
        for effect in effects {
            if let Effect::Present(signal) = effect
                && self.model.sinks.plan(signal, &self.model.settings).flashes
            {
                self.model.sinks.flash(now.mono);
            }
        }
    }
}
