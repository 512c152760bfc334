//! The gate: the one way into anything that instructs an exercise. It asks for the clearance, and for the questions that
//! are still open; what it lets through carries a permit.

use super::App;
use super::effect::Effect;
use super::route::{Begin, Guided, Notice};
use super::sessions::Start;
use crate::domain::advice::clearance::{Clearance, Permit};
use crate::domain::advice::trigger::{Trigger, open_trigger, trigger};
use crate::domain::play::session::Session;
use crate::domain::time::Now;
use crate::screens::Screen;
use crate::screens::fitted::Fitted;
use std::time::Duration;

/// The words while nothing is known yet.
const READING: &str = "reading your journal; it begins as soon as your safety answers are known";

/// The longest time that they stay.
const READING_STAYS: Duration = Duration::from_secs(3_600);

impl App {
    /// Begins `guided`, or shows what has to be known, asked or looked at first.
    pub(super) fn guide(&mut self, mut guided: Guided, now: &Now, effects: &mut Vec<Effect>) {
        let Some(clearance) = self.model.clearance(now) else { return self.wait_for_journal(guided, now, effects) };
        let why = self.open_questions(&guided, now);
        let permit = clearance.permit(guided.in_spite_of());
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
                self.halt(clearance, Some(guided));
            }
            (Some(permit), None) => self.let_in(guided, permit, now, effects),
        }
    }

    /// Past the gate: a self-test begins, a session is fitted to today and asks for its lock. It asks for a permit of its
    /// own when it has that, for what was answered meanwhile.
    fn let_in(&mut self, guided: Guided, permit: Permit, now: &Now, effects: &mut Vec<Effect>) {
        if self.model.recent.is_none() {
            self.asks.begun_unread = Some(guided.clone());
        }
        match guided {
            Guided::Session(begin) => self.fit(begin, now, effects),
            Guided::Resume { saved, in_spite_of } => {
                // The one that was to begin does not: this one goes on in its place.
                self.give_up_waiting(now, effects);
                self.ask_for_lock(Start::Again { saved, in_spite_of }, now, effects);
            }
            Guided::SelfTest { id, .. } => {
                self.screens.pop_if(|screen| matches!(screen, Screen::Halt(_) | Screen::Safety(_)));
                self.screens.extend(Screen::self_test(permit, &id, &self.model));
            }
        }
    }

    /// The permit for a session that is about to run. Without one, what stands in its way is shown.
    pub(super) fn permit(&mut self, start: Start, now: &Now, effects: &mut Vec<Effect>) -> Option<(Start, Permit)> {
        let guided = start.guided();
        let permit = self.model.clearance(now).and_then(|clearance| clearance.permit(guided.in_spite_of()));
        if let Some(permit) = permit {
            return Some((start, permit));
        }
        self.release_lock(effects);
        self.guide(guided, now, effects);
        None
    }

    /// Keeps `guided` until the journal is read; whoever goes elsewhere meanwhile does not want it any more.
    fn wait_for_journal(&mut self, mut guided: Guided, now: &Now, effects: &mut Vec<Effect>) {
        self.write_before(&mut guided, now, effects);
        self.asks.parked = Some(guided);
        self.notice = Some(Notice { until: now.mono + READING_STAYS, ..Notice::new(READING, now.mono) });
    }

    /// The reason to ask the questions before `guided`; `None` where nothing is open.
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
        by_rating.or_else(|| open_trigger(journal?, now.wall))
    }

    /// Shows how the session is fitted to today, where it is; else it begins at once.
    fn fit(&mut self, mut begin: Begin, now: &Now, effects: &mut Vec<Effect>) {
        let fit = self.model.fitted_to(&begin, now).filter(|fit| !fit.changes.is_empty() || fit.instead.is_some());
        let Some(fit) = fit else { return self.ask_for_lock(Start::New(begin), now, effects) };
        self.write_rating(&mut begin, now, effects);
        let asked = |screen: &mut Screen| matches!(screen, Screen::Safety(_) | Screen::CheckIn(_) | Screen::Halt(_));
        self.screens.pop_if(asked);
        self.screens.push(Screen::Fitted(Fitted::new(begin, fit, &self.model)));
    }

    /// The journal is read: what waited for it goes on, and what began before it does not where answers in it stand in
    /// the way.
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
            let is_open =
                clearance.permit(guided.in_spite_of()).is_none() || self.open_questions(&guided, now).is_some();
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

    /// Nothing that instructs goes on: neither what runs, nor what is about to, nor what is shown for it.
    fn refuse(&mut self, locked: Clearance, now: &Now, effects: &mut Vec<Effect>) {
        let is_guiding = self.screens.iter().any(Screen::guides);
        if self.hold_back(now, effects) || is_guiding {
            self.overlay = None;
            self.halt(locked, None);
        }
    }

    /// Neither the session that runs nor the one that is about to goes on; returns true if there was one.
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
        self.release_lock(effects);
        true
    }

    /// Lets another program run a session; not while it is asked about one that was found, which stays ours.
    fn release_lock(&self, effects: &mut Vec<Effect>) {
        if !self.is_asked_to_recover() {
            effects.push(Effect::ReleaseSessionLock);
        }
    }

    /// Takes back what has just begun, as long as nothing of it is done; returns true if it could be.
    fn hold_back_untouched(&mut self, guided: &mut Guided, now: &Now, effects: &mut Vec<Effect>) -> bool {
        if matches!(guided, Guided::SelfTest { .. }) {
            return self.screens.pop_if(|screen| matches!(screen, Screen::SelfTest(_))).is_some();
        }
        let written = self.model.session.as_ref().and_then(Session::check_in);
        if let (Guided::Session(Begin { before: Some(before), .. }), Some(written)) = (&mut *guided, written) {
            // It is in the journal, and belongs to the session that begins in the end.
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
