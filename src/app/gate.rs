//! The gate: the one way into everything that instructs an exercise. It checks the clearance, asks the questions that
//! are still open, and gives out permits.

use super::App;
use super::sessions::PendingStart;
use crate::domain::advice::clearance::{Clearance, Permit};
use crate::domain::advice::screening_trigger::{Trigger, open_trigger, trigger};
use crate::domain::session::run::Session;
use crate::domain::time::Now;
use crate::screens::Screen;
use crate::screens::adapted_routine::Fitted;
use crate::state::event::Effect;
use crate::state::route::{Guided, Notice, SessionStart};
use std::time::Duration;

/// The notice while the safety answers are not known yet.
const READING: &str = "reading your journal; the session starts once your safety answers are known";

/// The notice if a session with a screened exercise would override a safety answer.
const SCREENED: &str = "leave this one out until that answer has been looked at; ! asks again";

/// The longest time for which that notice is shown.
const READING_STAYS: Duration = Duration::from_secs(3_600);

impl App {
    /// Begins `guided`, or opens the question or warning that comes first.
    pub(super) fn guide(&mut self, mut guided: Guided, now: &Now, effects: &mut Vec<Effect>) {
        let Some(clearance) = self.model.clearance(now) else { return self.wait_for_journal(guided, now, effects) };
        let why = self.open_questions(&guided, now);
        let permit = self.permit_of(&clearance, &guided);
        match (permit, why) {
            (None, _) if clearance.is_locked() => {
                self.write_before(&mut guided, now, effects);
                self.halt(clearance, None);
            }
            (_, Some(why)) => {
                self.write_before(&mut guided, now, effects);
                self.ask_about_safety(why, Some(guided));
            }
            (None, None) => {
                self.write_before(&mut guided, now, effects);
                // A screened exercise needs clear answers: it is not begun in spite of a yes.
                let then = (!self.model.is_screened(&guided)).then_some(guided);
                if then.is_none() {
                    self.notify(SCREENED, now);
                }
                self.halt(clearance, then);
            }
            (Some(permit), None) => self.let_in(guided, permit, now, effects),
        }
    }

    /// Begins a self-test, or adapts a session to today and asks for its lock. Once it has the lock, the session needs
    /// another permit, because something may have been answered meanwhile.
    fn let_in(&mut self, guided: Guided, permit: Permit, now: &Now, effects: &mut Vec<Effect>) {
        if self.model.recent.is_none() {
            self.asks.begun_unread = Some(guided.clone());
        }
        match guided {
            Guided::Session(begin) => self.fit(begin, now, effects),
            Guided::Resume { saved, in_spite_of } => {
                // The one that was to begin does not: this one goes on in its place.
                self.give_up_waiting(now, effects);
                self.ask_for_lock(PendingStart::Again { saved, in_spite_of }, now, effects);
            }
            Guided::SelfTest { id, .. } => {
                self.screens.pop_if(|screen| matches!(screen, Screen::Halt(_) | Screen::Safety(_)));
                self.screens.extend(Screen::self_test(permit, &id, &self.model));
            }
        }
    }

    /// Returns the permit for a session that is about to run, or opens the question or warning that comes first.
    pub(super) fn permit(
        &mut self,
        start: PendingStart,
        now: &Now,
        effects: &mut Vec<Effect>,
    ) -> Option<(PendingStart, Permit)> {
        let guided = start.guided();
        let permit = self.model.clearance(now).and_then(|clearance| self.permit_of(&clearance, &guided));
        if let Some(permit) = permit {
            return Some((start, permit));
        }
        self.release_lock(effects);
        self.guide(guided, now, effects);
        None
    }

    /// Returns the permit that `clearance` gives for `guided`; a screened one overrides no answer.
    fn permit_of(&self, clearance: &Clearance, guided: &Guided) -> Option<Permit> {
        clearance.permit(if self.model.is_screened(guided) { &[] } else { guided.in_spite_of() })
    }

    /// Keeps `guided` until the journal is read. Going elsewhere meanwhile cancels it.
    fn wait_for_journal(&mut self, mut guided: Guided, now: &Now, effects: &mut Vec<Effect>) {
        self.write_before(&mut guided, now, effects);
        self.asks.parked = Some(guided);
        self.notice = Some(Notice { until: now.mono + READING_STAYS, ..Notice::new(READING, now.mono) });
    }

    /// Returns the reason to ask the safety questions before `guided`; `None` if none is open.
    fn open_questions(&self, guided: &Guided, now: &Now) -> Option<Trigger> {
        if self.model.answers.may_be_missing() {
            return Some(Trigger::Unread);
        }
        let recent = self.model.recent.as_ref();
        let journal = recent.map(|recent| &recent.journal);
        let before = guided.before().filter(|before| before.written.is_none());
        let by_rating = before.and_then(|before| match journal {
            Some(journal) => trigger(journal, &before.rating, now.wall),
            None => trigger(&Default::default(), &before.rating, now.wall),
        });
        let open = by_rating.or_else(|| open_trigger(journal?, now.wall));
        open.or_else(|| self.model.is_screened(guided).then(|| self.model.answers.screened_trigger(now.wall)).flatten())
    }

    /// Shows the session adapted to today if something changes, or begins it at once.
    fn fit(&mut self, mut begin: SessionStart, now: &Now, effects: &mut Vec<Effect>) {
        let fit = self.model.fitted_to(&begin, now).filter(|fit| !fit.changes.is_empty() || fit.instead.is_some());
        let Some(fit) = fit else { return self.ask_for_lock(PendingStart::New(begin), now, effects) };
        self.write_rating(&mut begin, now, effects);
        self.close_question_before_session();
        self.screens.push(Screen::Fitted(Fitted::new(begin, fit, &self.model)));
    }

    /// Applies the safety answers of the journal that was read: begins the session or self-test that waited for it, and
    /// stops one that began before and is not permitted.
    pub(super) fn mind_answers(&mut self, is_first: bool, now: &Now, effects: &mut Vec<Effect>) {
        let begun = self.asks.begun_unread.take();
        let Some(clearance) = self.model.clearance(now) else { return };
        if let Some(guided) = self.asks.parked.take() {
            self.notice = None;
            return self.guide(guided, now, effects);
        }
        if clearance.is_locked() {
            return self.refuse(clearance, now, effects);
        }
        if let Some(mut guided) = begun {
            let is_open = self.permit_of(&clearance, &guided).is_none() || self.open_questions(&guided, now).is_some();
            if is_open && self.hold_back_untouched(&mut guided, now, effects) {
                self.guide(guided, now, effects);
            }
        } else if is_first && self.screens.len() == 1 && self.overlay.is_none() {
            let journal = self.model.recent.as_ref().map(|recent| &recent.journal);
            if let Some(why @ Trigger::Stopped(_)) = journal.and_then(|journal| open_trigger(journal, now.wall)) {
                self.ask_about_safety(why, None);
            }
        }
    }

    /// Ends whatever instructs: a session that runs or is about to, and screens that guide.
    fn refuse(&mut self, locked: Clearance, now: &Now, effects: &mut Vec<Effect>) {
        let is_guiding = self.screens.iter().any(Screen::guides);
        if self.hold_back(now, effects) || is_guiding {
            self.overlay = None;
            self.halt(locked, None);
        }
    }

    /// Ends the session that runs or is about to; returns true if there was one.
    fn hold_back(&mut self, now: &Now, effects: &mut Vec<Effect>) -> bool {
        if self.is_session_running() {
            self.withdraw_session(now, effects);
            return true;
        }
        self.hold_back_waiting(now, effects)
    }

    /// Drops the session that waits for its lock, and keeps its answers; returns true if there was one.
    pub(super) fn hold_back_waiting(&mut self, now: &Now, effects: &mut Vec<Effect>) -> bool {
        let Some(start) = self.waiting.take() else { return false };
        self.keep_answers(start, now, effects);
        self.release_lock(effects);
        true
    }

    /// Releases the session lock, unless the user is asked about an unfinished session: the lock is still needed then.
    fn release_lock(&self, effects: &mut Vec<Effect>) {
        if !self.is_asked_to_recover() {
            effects.push(Effect::ReleaseSessionLock);
        }
    }

    /// Takes back a session or self-test that has just begun, if nothing of it is done; returns true if it did.
    fn hold_back_untouched(&mut self, guided: &mut Guided, now: &Now, effects: &mut Vec<Effect>) -> bool {
        if matches!(guided, Guided::SelfTest { .. }) {
            return self.screens.pop_if(|screen| matches!(screen, Screen::SelfTest(_))).is_some();
        }
        let written = self.model.session.as_ref().and_then(Session::check_in);
        if let (Guided::Session(SessionStart { before: Some(before), .. }), Some(written)) = (&mut *guided, written) {
            // It is in the journal, and belongs to the session that begins after all.
            before.written = Some(written);
        }
        let is_untouched = matches!(guided, Guided::Session(_)) && self.is_session_untouched();
        if self.waiting.is_none() && !is_untouched {
            return false;
        }
        if self.waiting.take().is_some() {
            self.release_lock(effects);
        } else {
            self.withdraw_session(now, effects);
        }
        true
    }

    fn write_before(&mut self, guided: &mut Guided, now: &Now, effects: &mut Vec<Effect>) {
        if let Guided::Session(begin) = guided {
            self.write_rating(begin, now, effects);
        }
    }
}
