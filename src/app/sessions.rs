//! Begin, course and end of sessions.

use super::{App, Overlay};
use crate::domain::advice::clearance::Permit;
use crate::domain::advice::safety::{SkipReason, StopReason};
use crate::domain::content::exercise::Id;
use crate::domain::journal::entry::{Body, Entry, Moment, Rating, Stamp};
use crate::domain::journal::plan_mark::PlanMark;
use crate::domain::session::cue::{Cue, CueKind, Ending};
use crate::domain::session::player::PlayerCommand;
use crate::domain::session::run::{LastLine, Saved, Session};
use crate::domain::session::speech;
use crate::domain::text::Text;
use crate::domain::time::Now;
use crate::screens::finish::Finish;
use crate::screens::player::PlayerScreen;
use crate::screens::player::pain::ease;
use crate::screens::recover::Recover;
use crate::screens::timer::TimerDone;
use crate::screens::{Screen, ScreenView};
use crate::state::action::Action;
use crate::state::event::Effect;
use crate::state::route::{Before, DialogKind, Guided, SessionSource, SessionStart};
use crate::state::sinks::Signal;
use uuid::Uuid;

/// A session to begin as soon as the session lock is taken.
#[expect(clippy::large_enum_variant, reason = "only one waits at a time")]
pub(super) enum PendingStart {
    New(SessionStart),
    Again { saved: Box<Saved>, in_spite_of: Vec<Uuid> },
}

impl PendingStart {
    /// Returns the session in the form that the gate checks.
    pub(super) fn guided(&self) -> Guided {
        match self {
            Self::New(begin) => Guided::Session(begin.clone()),
            Self::Again { saved, in_spite_of } => {
                Guided::Resume { saved: saved.clone(), in_spite_of: in_spite_of.clone() }
            }
        }
    }
}

/// A session that was completed.
pub(super) struct Completed {
    session: Uuid,
    routine: Id,
    at: Stamp,
}

impl App {
    pub(super) fn ask_for_lock(&mut self, start: PendingStart, now: &Now, effects: &mut Vec<Effect>) {
        if self.model.unsaved.last_line.is_some() {
            // A new session would take the place on disk of the one that is not in the journal yet.
            return self.notify("the last session isn't saved yet; trying again", now);
        }
        self.waiting = Some(start);
        effects.push(Effect::TakeSessionLock);
    }

    pub(super) fn on_session_lock(&mut self, ours: bool, now: &Now, effects: &mut Vec<Effect>) {
        let is_asked = self.is_asked_to_recover();
        let Some(start) = self.waiting.take_if(|start| !(ours && is_asked && matches!(start, PendingStart::New(_))))
        else {
            return;
        };
        if !ours {
            self.keep_answers(start, now, effects);
            self.screens.truncate(1);
            return self.notify("a session is running in another window; r rates here", now);
        }
        let Some((start, permit)) = self.permit(start, now, effects) else { return };
        let begun = match start {
            PendingStart::New(begin) => self.begin_session(begin, permit, now, effects),
            PendingStart::Again { saved, .. } => {
                Session::restore(permit, *saved, now).ok_or_else(|| "that session cannot be read".to_owned())
            }
        };
        match begun {
            Ok(session) => self.run(session, now, effects),
            Err(why) => {
                effects.push(Effect::ReleaseSessionLock);
                self.notify(why, now);
            }
        }
    }

    /// Returns true while the user is asked about an unfinished session: no other session begins meanwhile.
    pub(super) fn is_asked_to_recover(&self) -> bool {
        self.screens.iter().any(|screen| matches!(screen, Screen::Recover(_)))
    }

    /// Returns true if a session begins as soon as the lock is taken.
    pub(super) fn awaits_lock(&self) -> bool {
        match self.waiting {
            None => false,
            Some(PendingStart::Again { .. }) => true,
            Some(PendingStart::New(_)) => !self.is_asked_to_recover(),
        }
    }

    /// Cancels the session that waits for the lock and goes home with the reason; its answers are kept.
    pub(super) fn on_not_begun(&mut self, why: String, now: &Now, effects: &mut Vec<Effect>) {
        self.give_up_waiting(now, effects);
        effects.push(Effect::ReleaseSessionLock);
        self.screens.truncate(1);
        self.notify(why, now);
    }

    /// Cancels the session that waits for the lock, if any; its answers are kept.
    pub(super) fn give_up_waiting(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        if let Some(start) = self.waiting.take() {
            self.keep_answers(start, now, effects);
        }
    }

    /// Removes the kept session from disk. The session that waits takes the lock; if none waits, the lock is released.
    pub(super) fn forget_progress(&mut self, effects: &mut Vec<Effect>) {
        let next = if self.waiting.is_some() { Effect::TakeSessionLock } else { Effect::ReleaseSessionLock };
        effects.extend([Effect::RemoveProgress, next]);
    }

    /// Writes the answers that were given before a session that does not begin, as a rating of some other moment.
    pub(super) fn keep_answers(&mut self, start: PendingStart, now: &Now, effects: &mut Vec<Effect>) {
        let PendingStart::New(SessionStart { before: Some(Before { rating, written }), .. }) = start else { return };
        let body = match written {
            None => Body::Rating(Rating { moment: Moment::Other, ..rating }),
            // No session follows it any more.
            Some(target) => {
                let moment = ("moment".to_owned(), Moment::Other.as_str().into());
                Body::Amend { target, set: serde_json::Map::from_iter([moment]) }
            }
        };
        let id = self.model.ids.next(now);
        self.cx(now, effects).write(Entry::new(id, now.wall, body));
    }

    fn begin_session(
        &mut self,
        begin: SessionStart,
        permit: Permit,
        now: &Now,
        effects: &mut Vec<Effect>,
    ) -> Result<Session, String> {
        let timeline = match begin.played {
            SessionSource::Routine(routine) => {
                self.model.timeline(&routine, begin.options).map_err(|error| error.to_string())?
            }
            SessionSource::Timer(timer) => {
                self.model.timer = timer.remembered(self.model.timer);
                effects.push(Effect::RememberTimer(self.model.timer));
                timer.timeline(begin.options)
            }
        };
        let (id, rating) = (self.model.ids.next(now), self.model.ids.next(now));
        let mut session = Session::start(permit, id, timeline, now).ok_or("that routine has nothing to do")?;
        if let Some(before) = begin.before {
            let entry = match before.written {
                Some(written) => session.adopt(&before.rating, written, rating, now),
                None => session.take_in(before.rating, rating, now),
            };
            self.cx(now, effects).write(entry);
        }
        Ok(session)
    }

    fn run(&mut self, session: Session, now: &Now, effects: &mut Vec<Effect>) {
        let timeline = session.player.timeline();
        let left_out = left_out_text(&timeline.dropped).or_else(|| shorter_text(&timeline.shortened));
        self.model.session = Some(session);
        self.model.make_time_to_speak(now);
        self.screens.truncate(1);
        self.screens.push(Screen::Player(PlayerScreen::default()));
        self.cx(now, effects).save_progress();
        if let Some(text) = left_out {
            self.notify(text, now);
        }
        if self.is_alarm_open() {
            // It was asked before the session was interrupted, and not answered.
            self.ask(DialogKind::Alarm, now, effects);
        }
    }

    /// Returns true if pain was rated red in the running session, and the question about it is not answered.
    pub(super) fn is_alarm_open(&self) -> bool {
        let session = self.model.session.as_ref();
        session.is_some_and(|session| session.alarm(&self.model.settings.limits).is_some())
    }

    /// Handles an answer to the question about red pain. Returns true if a session held for it may go on.
    pub(super) fn answer_alarm(&mut self, held: bool, action: Action, now: &Now, effects: &mut Vec<Effect>) -> bool {
        match action {
            Action::Easier => {
                let mut cx = self.cx(now, effects);
                ease(&mut cx);
                self.notice = cx.notice.take();
            }
            Action::Skip => self.cx(now, effects).command(PlayerCommand::Skip(Text::from(SkipReason::Hurts.as_str()))),
            Action::End => self.cx(now, effects).command(PlayerCommand::End),
            Action::Stop => self.cx(now, effects).command(PlayerCommand::Stop(Text::from("not said"))),
            Action::GoOn | Action::Back => {
                if let Some(session) = &mut self.model.session {
                    session.answer_alarm();
                }
                self.cx(now, effects).save_progress();
            }
            Action::UndoRating => {
                let _ = self.with_screen(now, effects, |screen, cx| screen.update(action, cx));
            }
            Action::Digit(0) if self.model.session.as_ref().is_some_and(|session| session.may_be_ten(now.mono)) => {
                let _ = self.with_screen(now, effects, |screen, cx| screen.update(action, cx));
            }
            _ => {}
        }
        if self.is_alarm_open() {
            self.overlay = Some(Overlay::Dialog { dialog: DialogKind::Alarm, held });
            return false;
        }
        // Closing the question without an answer leaves time to think.
        action != Action::Back
    }

    /// Handles an unfinished session, of an earlier run or of another program that has ended. A session that waits to
    /// begin would take its place on disk, and so begins only after this one is written down or discarded.
    pub(super) fn on_found(&mut self, saved: Box<Saved>, now: &Now, effects: &mut Vec<Effect>) {
        if saved.place.ending.is_some() {
            // It had ended, and only its line may be missing: nothing to ask.
            self.write_down(*saved, now, effects);
        } else if !self.is_session_running() {
            if self.asks.parked.take().is_some() {
                self.notice = None;
            }
            self.overlay = None;
            self.screens.push(Screen::Recover(Recover::new(saved)));
        }
    }

    /// Writes a found session to the journal as it is; the kept file is removed once that is done.
    pub(super) fn write_down(&mut self, saved: Saved, now: &Now, effects: &mut Vec<Effect>) {
        let at = Now { wall: saved.saved, ..*now };
        match Session::last_line_of(saved, now) {
            Some(line) => self.write_last_line(line, &at, effects),
            None => self.notify("that session can't be read; its file is left as it is", now),
        }
    }

    /// Returns true if a session runs and nothing of it is done yet.
    pub(super) fn is_session_untouched(&self) -> bool {
        self.is_session_running() && self.model.session.as_ref().is_some_and(|session| session.player.log().is_empty())
    }

    /// Ends a session that must not go on: it is dropped if nothing of it is done, else it is written to the journal.
    pub(super) fn withdraw_session(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        if self.is_session_untouched() {
            self.model.session = None;
            self.screens.truncate(1);
            effects.extend([Effect::RemoveProgress, Effect::ReleaseSessionLock]);
        } else {
            self.cx(now, effects).command(PlayerCommand::End);
            self.advance_session(now, effects);
        }
    }

    /// Advances the timer of the screen on top if it is due.
    pub(super) fn advance_screen(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        if self.screen().and_then(ScreenView::next_change).is_some_and(|due| due <= now.mono) {
            self.with_screen(now, effects, |screen, cx| screen.handle_timeout(cx));
        }
    }

    /// Advances the session to `now`, presents its cues, and finishes it at its end.
    pub(super) fn advance_session(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let Some(session) = &mut self.model.session else { return };
        session.player.handle_timeout(now.mono);
        let cues: Vec<Cue> = std::iter::from_fn(|| session.player.poll_cue()).collect();
        let over = cues.iter().any(|cue| matches!(cue.kind, CueKind::Done(_)));
        let counts = self.model.sinks.counts_aloud(&self.model.settings);
        let signals = Signal::of_session(cues, &session.player, now.mono, counts);
        effects.extend(signals.into_iter().map(|signal| Effect::Present(Box::new(signal))));
        if over {
            self.finish_session(now, effects);
        }
    }

    /// Finishes the session: writes its line at once, before anything is asked. The line of a session that was stopped
    /// is written when the question why is left: until then the stop can be taken back. The line of a timer is written
    /// if it is asked for.
    fn finish_session(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let Some(session) = self.model.session.clone() else { return };
        if session.is_logged() {
            self.cx(now, effects).save_progress();
        }
        let stopped = matches!(session.player.ending(), Some(Ending::Stopped(_)));
        let finish = Screen::Finish(Finish::new(stopped, session.asks_pain() && self.model.settings.asks_after()));
        let screen = if session.is_logged() { finish } else { Screen::TimerDone(TimerDone::new(*now)) };
        if stopped {
            self.open_stop = Some(*now);
        } else if session.is_logged() {
            self.write_last_line(session.last_line(now), now, effects);
        } else {
            self.forget_progress(effects);
        }
        self.overlay = stopped.then_some(Overlay::Dialog { dialog: DialogKind::StopReason, held: false });
        self.notice = None;
        self.screens.truncate(1);
        self.screens.push(screen);
    }

    /// Makes a stop final and writes the line of the session.
    pub(super) fn seal_stop(&mut self, effects: &mut Vec<Effect>) {
        let Some((at, session)) = self.open_stop.take().zip(self.model.session.clone()) else { return };
        self.write_last_line(session.last_line(&at), &at, effects);
    }

    /// Goes back to a session that was stopped by accident; it is paused.
    pub(super) fn take_back_stop(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let Some(session) = self.model.session.as_mut().filter(|_| self.open_stop.take().is_some()) else { return };
        session.command(PlayerCommand::TakeBackStop, now.mono);
        self.screens.truncate(1);
        self.screens.push(Screen::Player(PlayerScreen::default()));
        self.cx(now, effects).save_progress();
        if self.is_alarm_open() {
            // It was asked before the stop, and not answered.
            self.ask(DialogKind::Alarm, now, effects);
        }
    }

    /// Writes the session's line and, if it was completed, the step in the plan that is followed: both or none.
    fn write_last_line(&mut self, line: LastLine, at: &Now, effects: &mut Vec<Effect>) {
        let session = line.entry.id;
        self.model.unsaved.last_line = Some(session);
        let mut entries = vec![line.entry];
        if line.is_completed {
            let done = Completed { session, routine: line.routine, at: at.wall };
            if self.model.recent.is_some() {
                entries.extend(self.step_of(&done, at, effects));
            } else {
                self.unmarked = Some(done);
            }
        }
        self.cx(at, effects).write_all(entries);
    }

    /// Returns the entry for the item of the current part of the plan that a completed session did, if any.
    pub(super) fn step_of(&mut self, done: &Completed, now: &Now, effects: &mut Vec<Effect>) -> Option<Entry> {
        let followed = self.model.recent.as_ref()?.followed.as_ref()?;
        let plan = self.model.catalog.plan(followed.plan.as_str())?;
        let spot = followed.place(&plan).spot?;
        let index = followed.item_of(&plan, spot, &done.routine)?;
        let item = followed.part(&plan, spot)?.items.get(index)?;
        let mark = PlanMark { session: Some(done.session), ..PlanMark::done(plan.id.clone(), spot, index, item) };
        Some(self.cx(now, effects).step(mark, done.at))
    }

    /// Adds the reason for a stop to the session's line.
    pub(super) fn amend_stop_reason(&mut self, reason: StopReason, now: &Now, effects: &mut Vec<Effect>) {
        let Some(target) = self.model.session.as_ref().map(|session| session.id) else { return };
        let mut set = serde_json::Map::new();
        set.insert("reason".to_owned(), reason.as_str().into());
        let id = self.model.ids.next(now);
        self.cx(now, effects).write(Entry::new(id, now.wall, Body::Amend { target, set }));
        let says = Text::from(speech::stopped(&Text::from(reason.as_str())).as_str());
        let cue = CueKind::Done(Ending::Stopped(Text::from(reason.as_str())));
        effects.push(Effect::Present(Box::new(Signal { cue, tone: None, says, about: None })));
        if let Some(Screen::Finish(finish)) = self.screens.last_mut() {
            finish.stopped_for(reason);
        }
    }

    /// Keeps the session on disk and leaves. The session stays here, too, in case a failed write makes the user stay.
    pub(super) fn leave_for_later(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        self.cx(now, effects).save_progress();
        self.leave(now, effects);
    }

    /// Ends the program at once; the session stays on disk to be resumed at the next start.
    pub(super) fn terminate(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        self.cx(now, effects).command(PlayerCommand::Pause);
        self.give_up_waiting(now, effects);
        self.close_screens(now, effects);
        self.quit(now, effects);
    }
}

/// Returns the notice about steps left out to fit a time, with the first two by name to fit in a line.
fn left_out_text(dropped: &[Text]) -> Option<String> {
    Some(match dropped {
        [] => return None,
        [one] => format!("dropped to fit the time: {one}"),
        [one, two] => format!("dropped to fit the time: {one}, {two}"),
        [one, two, more @ ..] => format!("dropped to fit the time: {one}, {two} and {} more", more.len()),
    })
}

/// Returns the notice about steps shortened to fit a time, with the first by name to fit in a line.
fn shorter_text(shortened: &[Text]) -> Option<String> {
    Some(match shortened {
        [] => return None,
        [one] => format!("shortened to fit the time: {one}"),
        [one, more @ ..] => format!("shortened to fit the time: {one}, and {} more", more.len()),
    })
}
