//! What happens when something could not be written, and how the program leaves.

use super::effect::Effect;
use super::model::{RETRY, SettingsFile};
use super::route::{Dialog, Notice};
use super::settings::read::Reading;
use super::{App, Life, Overlay};
use crate::domain::content::filter::equipment;
use crate::domain::time::Now;
use crate::screens::Screen;
use uuid::Uuid;

impl App {
    pub(super) fn on_failed(&mut self, effect: Effect, why: String, now: &Now, effects: &mut Vec<Effect>) {
        let entries = match effect {
            Effect::Append(entries) => entries,
            other => {
                if other == Effect::TakeSessionLock {
                    // Where no lock can be had nobody else can have it: better a session than none.
                    self.on_session_lock(true, now, effects);
                }
                if matches!(other, Effect::SaveProgress(_)) && self.is_not_kept(&why, now) {
                    return;
                }
                let text = if matches!(other, Effect::SaveSettings { .. }) {
                    self.model.settings_file.why = Some(why.clone());
                    format!("holds until you leave, not saved: {why}")
                } else {
                    why
                };
                self.notice = Some(Notice { until: now.mono + RETRY * 2, ..Notice::new(text, now.mono) });
                return;
            }
        };
        if self.model.unsaved.last_line.is_some()
            && let Some(start) = self.waiting.take()
        {
            // A new session would take the place on disk of the one whose line is not in the journal.
            self.keep_answers(start, now, effects);
        }
        let unsaved = &mut self.model.unsaved;
        unsaved.entries.extend(entries);
        unsaved.why = why;
        unsaved.retry_at = Some(now.mono + RETRY);
        self.notice = None;
        if self.life == Life::Leaving {
            self.life = Life::Running;
            self.overlay = Some(Overlay::Dialog { dialog: Dialog::Unsaved, held: false });
        }
    }

    /// Notes that the place in the session could not be kept. Returns true if nothing is to be said of that: it was
    /// said already, or the program ends, and what was done is put aside as a line of the journal.
    fn is_not_kept(&mut self, why: &str, now: &Now) -> bool {
        let is_known = self.keeping.fails(why);
        if self.life == Life::Over {
            self.put_session_aside(now);
        }
        is_known || self.life == Life::Over
    }

    /// The running session could not be kept to be resumed: what was done of it is an entry that could not be written.
    fn put_session_aside(&mut self, now: &Now) {
        let session = self.model.session.as_ref().filter(|session| !session.is_over());
        let Some((session, why)) = session.zip(self.keeping.trouble()) else { return };
        let unsaved = &mut self.model.unsaved;
        if !unsaved.entries.iter().any(|entry| entry.id == session.id) {
            unsaved.entries.push(session.entry(now));
            why.clone_into(&mut unsaved.why);
        }
    }

    /// The settings are in their file; what else is wrong in it may stand in other lines now.
    pub(super) fn on_settings_saved(&mut self, file: &str, text: &str) {
        let problems = Reading::of(file, text, &|| equipment(&self.model.catalog)).problems;
        self.model.settings_file = SettingsFile { problems, ..SettingsFile::default() };
    }

    /// Entries are on disk. What was kept of a session that has its line now goes; once nothing is
    /// left to write, who wanted to leave leaves.
    pub(super) fn on_written(&mut self, ids: &[Uuid], now: &Now, effects: &mut Vec<Effect>) {
        let unread = self.model.unsaved.unread.iter_mut();
        unread.filter(|unread| ids.contains(&unread.entry.id)).for_each(|unread| unread.is_written = true);
        let last = self.model.unsaved.last_line.take_if(|id| ids.contains(id));
        // Where the next session runs already, what is kept and locked is that one's.
        let is_another = |id| self.model.session.as_ref().is_some_and(|session| session.id != id);
        if last.is_some_and(|id| !is_another(id)) {
            self.forget_progress(effects);
        }
        if !self.model.unsaved.entries.is_empty() {
            // Writing works again: what failed before does not wait any longer.
            return self.retry(effects);
        }
        if self.life == Life::Leaving && self.model.unsaved.is_all_written() {
            self.quit(now, effects);
        }
    }

    /// Calls what was written saved, once all of it is on disk.
    pub(super) fn confirm_saved(&mut self, effects: &mut Vec<Effect>) {
        if let Some(notice) = self.notice.as_mut().filter(|_| self.model.unsaved.is_all_written()) {
            effects.extend(notice.confirm().map(|signal| Effect::Present(Box::new(signal))));
        }
    }

    pub(super) fn retry(&mut self, effects: &mut Vec<Effect>) {
        self.model.unsaved.retry_at = None;
        let entries = std::mem::take(&mut self.model.unsaved.entries);
        if !entries.is_empty() {
            effects.push(Effect::Append(entries));
        }
    }

    pub(super) fn retry_if_due(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        if self.model.unsaved.retry_at.is_some_and(|at| at <= now.mono) {
            self.retry(effects);
        }
    }

    /// Leaves once all is written, or asks where it cannot be.
    pub(super) fn leave(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        self.give_up_waiting(now, effects);
        self.close_screens(now, effects);
        if self.screens.iter().any(|screen| matches!(screen, Screen::Finish(_))) {
            // All it had is given; whoever stays after all, because that cannot be written, is at home.
            self.screens.truncate(1);
        }
        if self.life == Life::Leaving {
            // Asked once more, while a disk does not answer.
            return self.quit(now, effects);
        }
        if self.model.unsaved.is_writing() || !self.model.unsaved.entries.is_empty() {
            self.life = Life::Leaving;
            self.retry(effects);
        } else {
            self.quit(now, effects);
        }
    }

    /// Lets screens write what was typed but not yet written.
    pub(super) fn close_screens(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        self.seal_stop(effects);
        let mut screens = std::mem::take(&mut self.screens);
        for screen in &mut screens {
            let mut cx = self.cx(now, effects);
            screen.close(&mut cx);
            let notice = cx.notice.take();
            self.notice = notice.or(self.notice.take());
        }
        self.screens = screens;
    }

    /// Leaves at once. What could not be written is put aside for the next start by `runtime`.
    pub(super) fn quit(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        if !effects.iter().any(|effect| matches!(effect, Effect::SaveProgress(_))) {
            self.put_session_aside(now);
        }
        self.life = Life::Over;
        effects.push(Effect::Quit);
    }
}
