//! Failed and successful writes, saving of the place in the running session, and the end of the program.
//!
//! The place is saved at every change of phase, and every few seconds of work: a program that is killed loses at most
//! [`LONGEST`] of work.

use std::time::Duration;

use uuid::Uuid;

use super::{App, Life, Overlay};
use crate::domain::content::filter::equipment;
use crate::domain::content::routine::Routine;
use crate::domain::session::player::{Phase, Player};
use crate::domain::time::{Instant, Now};
use crate::screens::Screen;
use crate::state::event::Effect;
use crate::state::model::{RETRY, Searches, SettingsFile};
use crate::state::route::{DialogKind, Notice};
use crate::state::settings::read::SettingsReading;

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
    pub(super) fn on_failed(&mut self, effect: Effect, why: String, now: &Now, effects: &mut Vec<Effect>) {
        let entries = match effect {
            Effect::Append(entries) => entries,
            other => {
                if other == Effect::TakeSessionLock {
                    // If no lock can be taken nobody else can take it either: better a session than none.
                    self.on_session_lock(true, now, effects);
                }
                if matches!(other, Effect::SaveProgress(_)) && self.is_not_kept(&why, now) {
                    return;
                }
                let text = if matches!(other, Effect::SaveSettings { .. }) {
                    self.model.settings_file.why = Some(why.clone());
                    format!("not saved, lasts until you quit: {why}")
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
            self.overlay = Some(Overlay::Dialog { dialog: DialogKind::Unsaved, held: false });
        }
    }

    /// Notes that the place in the session could not be saved. Returns true if no notice is to be shown: there was one
    /// already, or the program ends, and the session is put aside as an unwritten entry.
    fn is_not_kept(&mut self, why: &str, now: &Now) -> bool {
        let is_known = self.keeping.fails(why);
        if self.life == Life::Over {
            self.put_session_aside(now);
        }
        is_known || self.life == Life::Over
    }

    /// Adds the running session to the unwritten entries, if its place could not be saved to be resumed.
    fn put_session_aside(&mut self, now: &Now) {
        let session = self.model.session.as_ref().filter(|session| !session.is_over());
        let Some((session, why)) = session.zip(self.keeping.trouble()) else { return };
        let unsaved = &mut self.model.unsaved;
        if !unsaved.entries.iter().any(|entry| entry.id == session.id) {
            unsaved.entries.push(session.entry(now));
            why.clone_into(&mut unsaved.why);
        }
    }

    /// Notes that the settings are in their file, and reads it again, because its problems may be in other lines now.
    pub(super) fn on_settings_saved(&mut self, file: &str, text: &str) {
        let problems = SettingsReading::of(file, text, &|| equipment(&self.model.catalog)).problems;
        self.model.settings_file = SettingsFile { problems, ..SettingsFile::default() };
    }

    /// Adds a routine that is among the user's own now to the lists.
    pub(super) fn on_routine_kept(&mut self, routine: &Routine, now: &Now) {
        self.model.catalog.keep_routine(routine);
        self.model.searches = Searches::default();
        self.notify(format!("kept: {} is one of your routines now", routine.title), now);
    }

    /// Notes that entries are on disk. Removes the kept session if its line is among them, tries again what could not
    /// be written, and leaves if that was waited for.
    pub(super) fn on_written(&mut self, ids: &[Uuid], now: &Now, effects: &mut Vec<Effect>) {
        for unread in &mut self.model.unsaved.unread {
            unread.is_written |= ids.contains(&unread.entry.id);
        }
        let last = self.model.unsaved.last_line.take_if(|id| ids.contains(id));
        // If the next session runs already, the saved place and the lock are its own.
        if last.is_some_and(|id| self.model.session.as_ref().is_none_or(|session| session.id == id)) {
            self.forget_progress(effects);
        }
        if !self.model.unsaved.entries.is_empty() {
            // Writing works again, so there is no need to wait.
            return self.retry(effects);
        }
        if self.life == Life::Leaving && self.model.unsaved.is_all_written() {
            self.quit(now, effects);
        }
    }

    /// Shows and presents the confirmation that waits, once every entry is on disk.
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

    /// Leaves once everything is written; a failed write opens a question instead.
    pub(super) fn leave(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        self.give_up_waiting(now, effects);
        self.close_screens(now, effects);
        if self.screens.iter().any(|screen| matches!(screen, Screen::Finish(_))) {
            // Its answers are handed over; if they cannot be written and the user stays, the home screen follows.
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

    /// Lets all screens write the text that was typed and is not written yet.
    pub(super) fn close_screens(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        self.seal_stop(effects);
        let mut screens = std::mem::take(&mut self.screens);
        for screen in &mut screens {
            let mut cx = self.cx(now, effects);
            screen.as_view_mut().close(&mut cx);
            let notice = cx.notice.take();
            self.notice = notice.or(self.notice.take());
        }
        self.screens = screens;
    }

    /// Leaves at once. `runtime` puts unwritten entries aside for the next start.
    pub(super) fn quit(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        if !effects.iter().any(|effect| matches!(effect, Effect::SaveProgress(_))) {
            self.put_session_aside(now);
        }
        self.life = Life::Over;
        effects.push(Effect::Quit);
    }

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
