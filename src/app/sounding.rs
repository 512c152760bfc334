//! How the program takes in what becomes of its sinks, and when its frame flashes.

use super::App;
use super::effect::Effect;
use super::sinks::{Found, Lost};
use crate::domain::time::Now;

impl App {
    pub(super) fn on_sinks_found(&mut self, found: Found, now: &Now) {
        self.model.sinks.found = Some(found);
        self.model.make_time_to_speak(now);
    }

    /// A rung failed for good: the next one is used from now on, and that is told.
    pub(super) fn on_sink_lost(&mut self, lost: Lost, now: &Now) {
        if !self.model.sinks.lost.contains(&lost) {
            self.model.sinks.lost.push(lost);
            let text = self.model.sinks.lost_text(lost, &self.model.settings);
            self.notify(text, now);
        }
    }

    /// A rung that was tried works, whatever was before.
    pub(super) fn on_sink_works(&mut self, works: Lost) {
        self.model.sinks.lost.retain(|lost| *lost != works);
    }

    /// Lets the frame flash where one of `effects` asks for it.
    pub(super) fn note_flashes(&mut self, effects: &[Effect], now: &Now) {
        let asks = |effect: &Effect| match effect {
            Effect::Present(signal) => self.model.sinks.plan(signal, &self.model.settings).flashes,
            _ => false,
        };
        if effects.iter().any(asks) {
            self.model.sinks.flash(now.mono);
        }
    }
}
