//! The end of the program: it waits for writes under way, puts aside or reports entries that could not be written, and
//! gives the terminal back. None of it takes long once a signal has asked the program to end.

use std::sync::mpsc::TryRecvError;
use std::time::Duration;

use super::disk_thread::{Unanswered, within};
use super::input::Inbox;
use super::{BY_SIGNAL, FrontEnd, Input, Program, output};
use crate::commands::Exit;
use crate::domain::journal::entry::Entry;
use crate::domain::time::Instant;
use crate::state::event::Effect;
use crate::state::event::{Event, Key};
use crate::state::keymap::Context;

/// The longest wait for writes, and for the reader of the output.
const PATIENCE: Duration = Duration::from_secs(5);
/// The same once a signal has asked the program to end.
const WITHOUT_PATIENCE: Duration = Duration::from_millis(100);
/// The longest wait for the last words of a session, and for programs run at its end.
const LAST_WORDS: Duration = Duration::from_secs(4);
/// The time between two checks whether they are over.
const LOOK: Duration = Duration::from_millis(20);

impl Program {
    /// Leaves. Afterwards [`Program::code`] is the exit code.
    pub(super) fn leave(&mut self, inbox: &mut Inbox, shown: FrontEnd) {
        if let Some(context) = self.screen.unanswered() {
            // The numbers of a timer are missing from the command line.
            let exit = if context == Context::Timer { Exit::Misused } else { Exit::Failed };
            self.code = self.code.max(exit.code());
        }
        inbox.forget_keyboard();
        let unanswered = self.let_write(inbox);
        if shown != FrontEnd::Screen {
            self.screen.finish(self.clock, self.patience());
        }
        if self.screen.is_unread() {
            // A closed pipe is not an error.
            self.code = 0;
        }
        if shown != FrontEnd::Screen && self.code == 0 {
            self.let_be_heard(inbox);
        }
        let message = self.put_aside(unanswered);
        self.screen.leave();
        if let Some(message) = message {
            output::tell(&format!("supple: {message}"), self.clock);
            self.code = self.code.max(1);
        }
    }

    fn is_told_to_go(&self) -> bool {
        self.code >= BY_SIGNAL
    }

    fn patience(&self) -> Duration {
        if self.is_told_to_go() { WITHOUT_PATIENCE } else { PATIENCE }
    }

    /// Waits for the thread for files; returns the effects that it has not done by then.
    fn let_write(&mut self, inbox: &mut Inbox) -> Unanswered {
        let began = self.clock.now().mono;
        while self.disk.is_busy() {
            let left = began + self.patience() - self.clock.now().mono;
            if left.is_zero() {
                break;
            }
            for heard in inbox.wait(Some(left), None) {
                if let Some(event) = self.hear_at_the_end(heard) {
                    self.take_in_at_the_end(event);
                }
            }
        }
        self.disk.unanswered()
    }

    /// Returns the event that follows from an effect; of other messages only those that end the program have a meaning.
    fn hear_at_the_end(&mut self, heard: Input) -> Option<Event> {
        match heard {
            Input::Done(event) => {
                self.disk.done();
                return event.map(|event| *event);
            }
            Input::Terminate(signal) => self.code = BY_SIGNAL + signal,
            Input::Event(Event::Key(Key::Ctrl('c'))) => self.code = BY_SIGNAL + 2,
            Input::HangUp => self.hang_up(),
            _ => {}
        }
        None
    }

    fn take_in_at_the_end(&mut self, event: Event) {
        let now = self.clock.now();
        for effect in self.app.update(event, &now) {
            if !matches!(effect, Effect::Present(_) | Effect::Try(_) | Effect::Suspend | Effect::Quit) {
                self.disk.carry_out(effect, &now);
            }
        }
    }

    /// Lets sinks finish for a while, at an end that no signal has asked for.
    fn let_be_heard(&mut self, inbox: &mut Inbox) {
        let mut ends = self.sinks.finish();
        let until: Instant = self.clock.now().mono + LAST_WORDS;
        while !self.is_told_to_go() && self.clock.now().mono < until {
            // A sink that has finished has sent a message, or is gone.
            ends.retain(|end| end.try_recv() == Err(TryRecvError::Empty));
            if ends.is_empty() {
                break;
            }
            for heard in inbox.wait(Some(LOOK), None) {
                let _ = self.hear_at_the_end(heard);
            }
        }
    }

    /// Puts aside entries that could not be written. Returns a message about them, and about lost saves, if there is
    /// one.
    fn put_aside(&mut self, unanswered: Unanswered) -> Option<String> {
        let mut told = String::new();
        if unanswered.is_progress {
            told.push_str("the disk does not answer; your place in the session may be lost\n");
        }
        if unanswered.is_settings {
            told.push_str("the disk does not answer; changed settings may not be kept\n");
        }
        let unsaved = &self.app.model().unsaved;
        let entries: Vec<Entry> = unsaved.entries.iter().cloned().chain(unanswered.entries).collect();
        if entries.is_empty() {
            return Some(told).filter(|told| !told.is_empty());
        }
        // An entry that is written after all counts once, because it has the same id.
        let (store, kept) = (self.store.clone(), entries.clone());
        let stashed = within(self.patience(), move || store.stash(&kept).map_err(|error| error.to_string()));
        match stashed.unwrap_or_else(|| Err("the disk does not answer".to_owned())) {
            Ok(()) => {
                let why = if unsaved.why.is_empty() { "the disk is slow" } else { &unsaved.why };
                told.push_str(&format!("not in the journal yet, kept for the next start: {why}\n"));
            }
            Err(why) => {
                let lines: String = entries.iter().map(Entry::to_line).collect();
                told.push_str(&format!("could not be written anywhere ({why}); keep these lines:\n{lines}"));
            }
        }
        Some(told)
    }
}
