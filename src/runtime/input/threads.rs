//! Waiting on other systems than Unix: a thread reads keys, and all messages go into one queue.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event;

use super::{Keyboard, LineReader, heard};
use crate::runtime::Input;
use crate::runtime::clock::Clock;
use crate::runtime::output::Blocked;

/// The messages from outside, in the order in which they came.
pub struct Inbox(Receiver<Input>);

/// The sending end for other threads.
#[derive(Debug, Clone)]
pub struct Mailbox(Sender<Input>);

impl Mailbox {
    /// Sends a message to the loop, which may have ended.
    pub fn send(&self, heard: Input) {
        let _ = self.0.send(heard);
    }
}

impl Inbox {
    /// Begins to read the keyboard.
    ///
    /// # Errors
    /// The system refuses a thread.
    pub fn open(keyboard: Keyboard, _clock: Clock) -> io::Result<(Self, Mailbox)> {
        let (sender, letters) = channel();
        let keys = sender.clone();
        thread::Builder::new().name("keys".into()).spawn(move || match keyboard {
            Keyboard::Keys { .. } => send_keys(&keys),
            Keyboard::Lines => send_lines(&keys),
        })?;
        Ok((Self(letters), Mailbox(sender)))
    }

    /// Waits for messages for `timeout` at most, or for ever if it is `None`. Returns all that are there, which may be
    /// none.
    pub fn wait(&mut self, timeout: Option<Duration>, _blocked: Option<Blocked<'_>>) -> Vec<Input> {
        let first = match timeout {
            None => self.0.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(timeout) => self.0.recv_timeout(timeout),
        };
        let first = match first {
            Ok(heard) => Some(heard),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Input::HangUp),
        };
        first.into_iter().chain(self.0.try_iter()).collect()
    }

    /// Stops reading the keyboard; the thread that does so ends with the program.
    #[expect(clippy::unused_self, reason = "elsewhere there is something to forget")]
    pub fn forget_keyboard(&mut self) {}
}

fn send_keys(keys: &Sender<Input>) {
    while let Ok(event) = event::read() {
        if heard(event).is_some_and(|heard| keys.send(heard).is_err()) {
            return;
        }
    }
    let _ = keys.send(Input::HangUp);
}

fn send_lines(lines: &Sender<Input>) {
    let mut reader = LineReader::default();
    let mut all = Vec::new();
    while reader.read(&mut all) {
        if all.drain(..).any(|heard| lines.send(heard).is_err()) {
            return;
        }
    }
    for heard in all.into_iter().chain([Input::EndOfInput]) {
        let _ = lines.send(heard);
    }
}
