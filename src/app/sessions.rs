//! How sessions begin, run and end within the program.

use super::action::Action;
use super::effect::Effect;
use super::route::{Before, Begin, Dialog, Guided};
use super::signal::Signal;
use super::{App, Overlay};
use crate::domain::advice::clearance::Permit;
use crate::domain::advice::stop::StopReason;
use crate::domain::content::exercise::Id;
use crate::domain::play::cue::{Cue, CueKind, Ending};
use crate::domain::play::player::Command;
use crate::domain::play::session::{LastLine, Saved, Session};
use crate::domain::play::speech;
use crate::domain::record::entry::{Body, Entry, Moment, Rating, Stamp};
use crate::domain::record::plan_mark::PlanMark;
use crate::domain::text::Text;
use crate::domain::time::Now;
use crate::screens::Screen;
use crate::screens::finish::Finish;
use crate::screens::player::PlayerScreen;
use crate::screens::player::pain::ease;
use crate::screens::recover::Recover;
use uuid::Uuid;

/// A session to begin as soon as the session lock is ours.
pub(super) enum Start {
    New(Begin),
    Again { saved: Box<Saved>, in_spite_of: Vec<Uuid> },
}

impl Start {
    /// Returns the session as it goes through the gate.
    pub(super) fn guided(&self) -> Guided {
        match self {
            Self::New(begin) => Guided::Session(begin.clone()),
            Self::Again { saved, in_spite_of } => {
                Guided::Resume { saved: saved.clone(), in_spite_of: in_spite_of.clone() }
            }
        }
    }
}

/// A session that went to its end.
pub(super) struct Completed {
    session: Uuid,
    routine: Id,
    at: Stamp,
}

impl App {
    pub(super) fn ask_for_lock(&mut self, start: Start, now: &Now, effects: &mut Vec<Effect>) {
        if self.model.unsaved.last_line.is_some() {
            // A new session would take the place on disk of the one that is not in the journal yet.
            return self.notify("the last session is not saved yet; it is tried again", now);
        }
        self.waiting = Some(start);
        effects.push(Effect::TakeSessionLock);
    }

    pub(super) fn on_session_lock(&mut self, ours: bool, now: &Now, effects: &mut Vec<Effect>) {
        let is_asked = self.is_asked_to_recover();
        let Some(start) = self.waiting.take_if(|start| !(ours && is_asked && matches!(start, Start::New(_)))) else {
            return;
        };
        if !ours {
            self.keep_answers(start, now, effects);
            self.screens.truncate(1);
            return self.notify("a session runs elsewhere; r rates here", now);
        }
        let Some((start, permit)) = self.permit(start, now, effects) else { return };
        let begun = match start {
            Start::New(begin) => self.begin_session(begin, permit, now, effects),
            Start::Again { saved, .. } => {
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

    /// Returns true if the user is asked what is to become of an unfinished session: no other one begins meanwhile.
    pub(super) fn is_asked_to_recover(&self) -> bool {
        self.screens.iter().any(|screen| matches!(screen, Screen::Recover(_)))
    }

    /// Returns true if a session is about to begin: only an answer from outside is missing.
    pub(super) fn awaits_lock(&self) -> bool {
        match self.waiting {
            None => false,
            Some(Start::Again { .. }) => true,
            Some(Start::New(_)) => !self.is_asked_to_recover(),
        }
    }

    /// The session that waits does not begin; what was answered before it holds.
    pub(super) fn on_not_begun(&mut self, why: String, now: &Now, effects: &mut Vec<Effect>) {
        self.give_up_waiting(now, effects);
        effects.push(Effect::ReleaseSessionLock);
        self.screens.truncate(1);
        self.notify(why, now);
    }

    /// Nothing waits for the lock any longer.
    pub(super) fn give_up_waiting(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        if let Some(start) = self.waiting.take() {
            self.keep_answers(start, now, effects);
        }
    }

    /// Has what is kept of a session removed, for it is of no more use. The session that waits begins; if none waits,
    /// another program may run one.
    pub(super) fn forget_progress(&mut self, effects: &mut Vec<Effect>) {
        let next = if self.waiting.is_some() { Effect::TakeSessionLock } else { Effect::ReleaseSessionLock };
        effects.extend([Effect::RemoveProgress, next]);
    }

    /// What was answered before a session that does not begin holds all the same.
    pub(super) fn keep_answers(&mut self, start: Start, now: &Now, effects: &mut Vec<Effect>) {
        let Start::New(Begin { before: Some(Before { rating, written }), .. }) = start else { return };
        let body = match written {
            None => Body::Rating(Rating { moment: Moment::Other, ..rating }),
            // It is before nothing: it was given at some other time.
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
        begin: Begin,
        permit: Permit,
        now: &Now,
        effects: &mut Vec<Effect>,
    ) -> Result<Session, String> {
        let timeline = self.model.timeline(&begin.routine, begin.options).map_err(|error| error.to_string())?;
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
            self.ask(Dialog::Alarm, now, effects);
        }
    }

    /// Returns true if pain was rated red in the running session, and nothing was done about it.
    pub(super) fn is_alarm_open(&self) -> bool {
        let session = self.model.session.as_ref();
        session.is_some_and(|session| session.alarm(&self.model.settings.limits).is_some())
    }

    /// An answer to pain that is red. Returns true where the session may go on, if it was held for the question.
    pub(super) fn answer_alarm(&mut self, held: bool, action: Action, now: &Now, effects: &mut Vec<Effect>) -> bool {
        match action {
            Action::Easier => {
                let mut cx = self.cx(now, effects);
                ease(&mut cx);
                self.notice = cx.notice.take();
            }
            Action::Skip => self.cx(now, effects).command(Command::Skip(Text::from(skip_reason(1)))),
            Action::End => self.cx(now, effects).command(Command::End),
            Action::Stop => self.cx(now, effects).command(Command::Stop(Text::from("not said"))),
            Action::GoOn | Action::Back => {
                if let Some(session) = &mut self.model.session {
                    session.answer_alarm();
                }
                self.cx(now, effects).save_progress();
            }
            Action::UndoRating => drop(self.with_screen(now, effects, |screen, cx| screen.update(action, cx))),
            Action::Digit(0) if self.model.session.as_ref().is_some_and(|session| session.may_be_ten(now.mono)) => {
                drop(self.with_screen(now, effects, |screen, cx| screen.update(action, cx)));
            }
            _ => {}
        }
        if self.is_alarm_open() {
            self.overlay = Some(Overlay::Dialog { dialog: Dialog::Alarm, held });
            return false;
        }
        // Who leaves the question without an answer has time to think.
        action != Action::Back
    }

    /// An unfinished session, of an earlier run or of another program that has ended. A session that waits to begin would
    /// take its place on disk: it begins when this one is written down or discarded.
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

    /// Writes a found session to the journal as it is; what was kept of it goes when that is done.
    pub(super) fn write_down(&mut self, saved: Saved, now: &Now, effects: &mut Vec<Effect>) {
        let at = Now { wall: saved.saved, ..*now };
        match Session::last_line_of(saved, now) {
            Some(line) => self.write_last_line(line, &at, effects),
            None => self.notify("that session cannot be read; its file is left as it is", now),
        }
    }

    /// Whether a session runs of which nothing is done yet.
    pub(super) fn is_session_untouched(&self) -> bool {
        self.is_session_running() && self.model.session.as_ref().is_some_and(|session| session.player.log().is_empty())
    }

    /// A session that must not go on: where nothing of it is done yet it goes as if it had not begun, else it ends here
    /// and is written down.
    pub(super) fn withdraw_session(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        if self.is_session_untouched() {
            self.model.session = None;
            self.screens.truncate(1);
            effects.extend([Effect::RemoveProgress, Effect::ReleaseSessionLock]);
        } else {
            self.cx(now, effects).command(Command::End);
            self.advance_session(now, effects);
        }
    }

    /// Lets a timer of the screen on top go on.
    pub(super) fn advance_screen(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        if self.screen().and_then(Screen::next_change).is_some_and(|due| due <= now.mono) {
            self.with_screen(now, effects, Screen::handle_timeout);
        }
    }

    /// Lets the session run up to `now`, and records what that brought.
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

    /// The session has its end: its line is written at once, before anything is asked. One that was stopped is kept with
    /// its end, and its line is written when the question why is left: until then the stop can be taken back.
    fn finish_session(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let Some(session) = self.model.session.clone() else { return };
        self.cx(now, effects).save_progress();
        let stopped = matches!(session.player.ending(), Some(Ending::Stopped(_)));
        if stopped {
            self.open_stop = Some(*now);
        } else {
            self.write_last_line(session.last_line(now), now, effects);
        }
        self.overlay = stopped.then_some(Overlay::Dialog { dialog: Dialog::StopReason, held: false });
        self.notice = None;
        self.screens.truncate(1);
        self.screens.push(Screen::Finish(Finish::new(stopped, &self.model.settings)));
    }

    /// A stop that could be taken back holds from here on: the session's line is written.
    pub(super) fn seal_stop(&mut self, effects: &mut Vec<Effect>) {
        let Some((at, session)) = self.open_stop.take().zip(self.model.session.clone()) else { return };
        self.write_last_line(session.last_line(&at), &at, effects);
    }

    /// The session was stopped by accident: back to it, paused.
    pub(super) fn take_back_stop(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let Some(session) = self.model.session.as_mut().filter(|_| self.open_stop.take().is_some()) else { return };
        session.command(Command::TakeBackStop, now.mono);
        self.screens.truncate(1);
        self.screens.push(Screen::Player(PlayerScreen::default()));
        self.cx(now, effects).save_progress();
        if self.is_alarm_open() {
            // It was asked before the stop, and not answered.
            self.ask(Dialog::Alarm, now, effects);
        }
    }

    /// Writes the session's line and, where it went to its end, the step in the plan that is followed: all
    /// or none.
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

    /// What a session that went to its end does of the part that is on.
    pub(super) fn step_of(&mut self, done: &Completed, now: &Now, effects: &mut Vec<Effect>) -> Option<Entry> {
        let followed = self.model.recent.as_ref()?.followed.as_ref()?;
        let plan = self.model.catalog.plan(followed.plan.as_str())?;
        let spot = followed.place(&plan).spot?;
        let index = followed.item_of(&plan, spot, &done.routine)?;
        let item = followed.part(&plan, spot)?.items.get(index)?;
        let mark = PlanMark { session: Some(done.session), ..PlanMark::done(plan.id.clone(), spot, index, item) };
        Some(self.cx(now, effects).step(mark, done.at))
    }

    /// Why the session was stopped, said after it was, by the number of the answer.
    pub(super) fn amend_stop_reason(&mut self, answer: u8, now: &Now, effects: &mut Vec<Effect>) {
        let Some(target) = self.model.session.as_ref().map(|session| session.id) else { return };
        let mut set = serde_json::Map::new();
        let reason = stop_reason(answer);
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

    /// The session stays on disk, and here until the program has ended: whoever stays after all, because
    /// something cannot be written, goes on with it.
    pub(super) fn leave_for_later(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        self.cx(now, effects).save_progress();
        self.leave(now, effects);
    }

    /// Told to go: the session stays on disk to be taken up at the next start.
    pub(super) fn terminate(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        self.cx(now, effects).command(Command::Pause);
        self.give_up_waiting(now, effects);
        self.close_screens(now, effects);
        self.quit(now, effects);
    }
}

fn stop_reason(n: u8) -> StopReason {
    match n {
        1 => StopReason::SharpPain,
        2 => StopReason::Unwell,
        3 => StopReason::ChestPain,
        _ => StopReason::Other,
    }
}

/// What was left out to fit a time: the first two by name, so that it can be read in one line.
fn left_out_text(dropped: &[Text]) -> Option<String> {
    Some(match dropped {
        [] => return None,
        [one] => format!("left out to fit the time: {one}"),
        [one, two] => format!("left out to fit the time: {one}, {two}"),
        [one, two, more @ ..] => format!("left out to fit the time: {one}, {two} and {} more", more.len()),
    })
}

/// Says what is less than planned to fit a time, where nothing is left out: the first by name, so that it can be read
/// in one line.
fn shorter_text(shortened: &[Text]) -> Option<String> {
    Some(match shortened {
        [] => return None,
        [one] => format!("shorter to fit the time: {one}"),
        [one, more @ ..] => format!("shorter to fit the time: {one}, and {} more", more.len()),
    })
}

/// Why an exercise was left out, by the number of the answer.
pub(super) fn skip_reason(n: u8) -> &'static str {
    match n {
        1 => "it hurts",
        2 => "too hard",
        3 => "no equipment",
        4 => "no time",
        _ => "other",
    }
}
