//! What is asked besides a session's own questions, and what the answers stand in the way of: safety, the morning after,
//! the user's own activities.

use super::effect::Effect;
use super::route::{Before, Begin};
use super::{App, sessions};
use crate::app::keymap::Context;
use crate::domain::advice::morning::{due, next_due};
use crate::domain::advice::standing::Standing;
use crate::domain::advice::trigger::{Trigger, trigger};
use crate::domain::record::activities::{current, is_due};
use crate::domain::record::entry::{Body, Entry};
use crate::domain::time::{Instant, Now};
use crate::screens::Screen;
use crate::screens::activities::Activities;
use crate::screens::fitted::Fitted;
use crate::screens::halt::Halt;
use crate::screens::morning::Morning;
use crate::screens::safety::SafetyScreen;
use uuid::Uuid;

/// What was asked and what is still to be asked in this run of the program.
#[derive(Debug, Default)]
pub(super) struct Asks {
    /// Ratings that were written and not looked at yet.
    fresh: Vec<Uuid>,
    /// Ratings that were looked at: one that is written again opens nothing again.
    known: Vec<Uuid>,
    /// The session whose morning after was asked about.
    morning: Option<Uuid>,
    /// What began before the journal was read, with nothing asked before it.
    begun_unread: Option<Begin>,
}

impl Asks {
    /// Takes note of ratings that are being written.
    pub(super) fn note_ratings(&mut self, effects: &[Effect]) {
        for effect in effects {
            let Effect::Append(entries) = effect else { continue };
            let ratings = entries.iter().filter(|entry| matches!(entry.body, Body::Rating(_)));
            for Entry { id, .. } in ratings {
                if !self.known.contains(id) && !self.fresh.contains(id) {
                    self.fresh.push(*id);
                }
            }
        }
    }
}

impl App {
    // ---- safety ---------------------------------------------------------------------------

    /// Begins a session, unless something has to be asked or to be looked at first.
    pub(super) fn begin(&mut self, mut begin: Begin, now: &Now, effects: &mut Vec<Effect>) {
        let why = begin.before.as_ref().and_then(|before| {
            let ratings = self.model.recent.as_ref().map_or(&[][..], |recent| recent.journal.ratings());
            trigger(ratings, &before.rating, now.wall)
        });
        self.asks.begun_unread = (self.model.recent.is_none() && begin.before.is_none()).then(|| begin.clone());
        match (self.model.standing(), why) {
            (Standing::Clear, None) => self.fit(begin, now, effects),
            (locked @ Standing::Locked(_), _) => {
                self.write_before(&mut begin, now, effects);
                self.halt(locked, None);
            }
            (_, Some(why)) => {
                self.write_before(&mut begin, now, effects);
                self.ask_about_safety(why, Some(Box::new(begin)));
            }
            (urgent, None) => {
                self.write_before(&mut begin, now, effects);
                self.halt(urgent, Some(Box::new(begin)));
            }
        }
    }

    /// Begins a session that was asked about, or that the user wants all the same. Locked is locked.
    pub(super) fn begin_anyway(&mut self, begin: Begin, now: &Now, effects: &mut Vec<Effect>) {
        match self.model.standing() {
            locked @ Standing::Locked(_) => self.halt(locked, None),
            _ => self.fit(begin, now, effects),
        }
    }

    /// Shows how the session is fitted to today, where it is; else it begins at once.
    fn fit(&mut self, mut begin: Begin, now: &Now, effects: &mut Vec<Effect>) {
        let fit = self.model.fitted_to(&begin, now).filter(|fit| !fit.changes.is_empty() || fit.instead.is_some());
        let Some(fit) = fit else { return self.ask_for_lock(sessions::Start::New(begin), now, effects) };
        self.write_before(&mut begin, now, effects);
        let asked = |screen: &mut Screen| matches!(screen, Screen::Safety(_) | Screen::CheckIn(_) | Screen::Halt(_));
        self.screens.pop_if(asked);
        self.screens.push(Screen::Fitted(Fitted::new(begin, fit, &self.model)));
    }

    /// Asks the questions about safety, in the place of the check-in that waits for them.
    pub(super) fn ask_about_safety(&mut self, why: Trigger, then: Option<Box<Begin>>) {
        if then.is_some() {
            self.screens.pop_if(|screen| matches!(screen, Screen::CheckIn(_)));
        }
        self.screens.push(Screen::Safety(SafetyScreen::new(why, then)));
    }

    /// Says what a yes means, in the place of what asked.
    pub(super) fn halt(&mut self, standing: Standing, then: Option<Box<Begin>>) {
        let asked = |screen: &mut Screen| matches!(screen, Screen::Safety(_) | Screen::CheckIn(_));
        self.screens.pop_if(asked);
        self.screens.push(Screen::Halt(Halt::new(standing, then)));
    }

    /// What was answered is on disk before anything else is asked.
    fn write_before(&mut self, begin: &mut Begin, now: &Now, effects: &mut Vec<Effect>) {
        if let Some(Before { rating, written: written @ None }) = &mut begin.before {
            let id = self.model.ids.next(now);
            *written = Some(id);
            self.asks.known.push(id);
            let entry = Entry::new(id, now.wall, Body::Rating(rating.clone()));
            self.cx(now, effects).write(entry);
        }
    }

    /// Asks about safety where a rating that was just given says so.
    pub(super) fn ask_after_rating(&mut self) {
        let is_asked = matches!(self.screen(), Some(Screen::Finish(_) | Screen::Safety(_) | Screen::Halt(_)));
        let Some(recent) = self.model.recent.as_ref().filter(|_| !is_asked && !self.is_session_running()) else {
            return;
        };
        let ratings = recent.journal.ratings();
        let why = self.asks.fresh.iter().find_map(|id| {
            let at = ratings.iter().position(|rating| rating.id == *id)?;
            let rating = ratings.get(at)?;
            trigger(ratings.get(..at)?, rating, rating.at)
        });
        self.asks.known.append(&mut self.asks.fresh);
        if let Some(why) = why {
            self.ask_about_safety(why, None);
        }
    }

    /// The journal is read: a session that began before that does not go on where answers in it stand in the way.
    pub(super) fn mind_answers(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let begun = self.asks.begun_unread.take();
        match (self.model.standing(), begun) {
            (locked @ Standing::Locked(_), _) => self.refuse_session(locked, now, effects),
            (urgent @ Standing::Urgent(_), Some(begin)) if self.waiting.is_some() || self.is_session_untouched() => {
                self.hold_back(now, effects);
                self.halt(urgent, Some(Box::new(begin)));
            }
            _ => {}
        }
    }

    fn refuse_session(&mut self, locked: Standing, now: &Now, effects: &mut Vec<Effect>) {
        let waits = matches!(self.screen(), Some(Screen::CheckIn(check_in)) if check_in.is_before_a_session());
        if self.hold_back(now, effects) || waits {
            self.overlay = None;
            self.halt(locked, None);
        }
    }

    /// Neither the session that runs nor the one that is about to goes on; whether there was one.
    fn hold_back(&mut self, now: &Now, effects: &mut Vec<Effect>) -> bool {
        if self.is_session_running() {
            self.withdraw_session(now, effects);
            return true;
        }
        self.hold_back_waiting(now, effects)
    }

    /// The session that waits for its lock does not begin; returns true if there was one. Its answers are kept.
    pub(super) fn hold_back_waiting(&mut self, now: &Now, effects: &mut Vec<Effect>) -> bool {
        let Some(start) = self.waiting.take() else { return false };
        self.keep_answers(start, now, effects);
        if !self.is_asked_to_recover() {
            // While it is asked about another session, that one stays ours.
            effects.push(Effect::ReleaseSessionLock);
        }
        true
    }

    // ---- the way home ---------------------------------------------------------------------

    /// To the home screen, by way of what a rating or the week makes to be asked.
    pub(super) fn go_home(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let is_after_session = matches!(self.screen(), Some(Screen::Finish(finish)) if !finish.is_stopped());
        self.screens.truncate(1);
        self.read_journal(effects);
        self.come_back(now);
        self.ask_after_rating();
        let own = self.model.recent.as_ref().map(|recent| current(&recent.journal, now.wall)).unwrap_or_default();
        let is_time = is_after_session && self.model.settings.ask_activities && is_due(&own, now.wall);
        if is_time && self.screens.len() == 1 {
            self.screens.push(Screen::Activities(Activities::weekly()));
        }
    }

    /// The home screen says what fits now.
    pub(super) fn advise(&mut self, now: &Now) {
        if let Some(Screen::Home(home)) = self.screens.first_mut() {
            home.advise(&self.model, now);
        }
    }

    /// Remembers that the line about a clinic is on the screen, or is told in lines.
    pub(super) fn note_clinic_line(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let today = now.wall.date_naive();
        let is_said = match self.screens.last() {
            _ if self.overlay.is_some() || self.model.clinic_said == Some(today) => false,
            Some(Screen::Home(home)) => !self.model.sinks.in_lines && home.says_clinic_line(&self.model),
            Some(Screen::Finish(finish)) => finish.tells_clinic_line(&self.model, now),
            _ => false,
        };
        if is_said {
            self.model.clinic_said = Some(today);
            effects.push(Effect::MarkClinicSaid(today));
        }
    }

    pub(super) fn go_back(&mut self, now: &Now) {
        self.screens.pop();
        self.come_back(now);
        self.ask_next_morning(now);
    }

    /// The screen on top is shown again.
    pub(super) fn come_back(&mut self, now: &Now) {
        if let Some(screen) = self.screens.last_mut() {
            screen.come_back(&self.model, now);
        }
    }

    // ---- the morning after ----------------------------------------------------------------

    /// Where another day has begun since the screens were made, everything that shows a day is made anew.
    pub(super) fn notice_a_new_day(&mut self, now: &Now) {
        let today = now.wall.date_naive();
        if std::mem::replace(&mut self.day, today) == today {
            return;
        }
        if let Some(recent) = &mut self.model.recent {
            recent.refresh(now.wall);
        }
        for screen in &mut self.screens {
            screen.begin_day(&self.model, now);
        }
    }

    /// When another day begins, or another question about a morning is due.
    pub(super) fn next_day(&self, now: &Now) -> Option<Instant> {
        let midnight = self.model.zone_rules.next_day(now.wall);
        let asks = self.model.recent.as_ref().filter(|_| self.model.settings.asks_next_morning());
        let morning = asks.and_then(|recent| next_due(&recent.journal, now.wall));
        let next = [midnight, morning].into_iter().flatten().min()?;
        Some(now.mono + (next - now.wall).to_std().ok()?)
    }

    /// Asks about the morning after, at the home screen alone: it never stands before a session.
    pub(super) fn ask_next_morning(&mut self, now: &Now) {
        let is_home = self.overlay.is_none() && self.screens.len() == 1 && self.context() == Context::Home;
        if !is_home || !self.model.settings.asks_next_morning() {
            return;
        }
        let due = self.model.recent.as_ref().and_then(|recent| due(&recent.journal, now.wall));
        if let Some(due) = due.filter(|due| self.asks.morning != Some(due.session)) {
            self.asks.morning = Some(due.session);
            self.screens.push(Screen::Morning(Morning::new(due, now)));
        }
    }

    /// Too late to ask is no longer asked.
    pub(super) fn let_questions_expire(&mut self, now: &Now) {
        self.screens.pop_if(|screen| screen.expires().is_some_and(|at| at <= now.mono));
    }
}
