//! Waiting: for keys, for signals, for other threads, and for a time.
//!
//! On Unix all of it is one wait on a few files, without a thread: a key gets to the screen sooner than through a queue,
//! and a terminal that is gone is noticed before anything reads from it. The bytes of the terminal are read as they
//! come and turned into keys here, so that reading never blocks. Elsewhere a thread reads the keys.

#[cfg(any(unix, test))]
mod bytes;
mod line_reader;
#[cfg(not(unix))]
mod threads;
#[cfg(unix)]
mod unix;

use crossterm::event;

use line_reader::LineReader;
#[cfg(not(unix))]
pub use threads::{Inbox, Mailbox};
#[cfg(unix)]
pub use unix::{Inbox, Mailbox};

use std::io::{self, IsTerminal};

use super::{Heard, Shown};
use crate::app::event::{Event, Key};

/// The sources of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyboard {
    /// A terminal, key by key.
    Keys {
        /// True if a line feed is the enter key: a terminal that is not raw turns each carriage return into one.
        line_feed_is_enter: bool,
    },
    /// A pipe or a file, line by line.
    Lines,
}

impl Keyboard {
    /// Returns the kind of standard input for a front end. The screen always has keys.
    pub fn of(shown: Shown) -> Self {
        match shown {
            Shown::Screen => Self::Keys { line_feed_is_enter: false },
            Shown::Lines { .. } if io::stdin().is_terminal() => Self::Keys { line_feed_is_enter: true },
            Shown::Lines { .. } => Self::Lines,
        }
    }
}

/// Converts an event of the terminal; `None` for one that means nothing here.
fn heard(event: event::Event) -> Option<Heard> {
    let event = match event {
        event::Event::Key(key) if key.is_press() || key.is_repeat() => Event::Key(Key::from_terminal(key)?),
        event::Event::Paste(text) => Event::Paste(text),
        event::Event::FocusGained => Event::Looked(true),
        event::Event::FocusLost => Event::Looked(false),
        event::Event::Resize(width, height) => Event::Resized(width, height),
        _ => return None,
    };
    Some(Heard::Event(event))
}
