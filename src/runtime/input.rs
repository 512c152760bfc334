//! Waiting: for keys, for signals, for other threads, and for a time.
//!
//! On Unix all of it is one wait on a few files, without a thread: a key gets to the screen sooner than through a
//! queue, and a terminal that is gone is noticed before anything reads from it. The bytes of the terminal are read as
//! they come and turned into keys here, so that reading never blocks. Elsewhere a thread reads the keys.

#[cfg(any(unix, test))]
mod bytes;
#[cfg(not(unix))]
mod threads;
#[cfg(unix)]
mod unix;

use std::io::{self, BufRead as _, ErrorKind, IsTerminal};

use crossterm::event;

use super::{FrontEnd, Input};
use crate::state::event::{Event, Key};

#[cfg(not(unix))]
pub use threads::{Inbox, Mailbox};
#[cfg(unix)]
pub use unix::{Inbox, Mailbox};

/// The length at which a line of words is cut: nothing that long is an answer.
const LONGEST: usize = 4_096;

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
    pub fn of(shown: FrontEnd) -> Self {
        match shown {
            FrontEnd::Screen => Self::Keys { line_feed_is_enter: false },
            FrontEnd::Lines { .. } if io::stdin().is_terminal() => Self::Keys { line_feed_is_enter: true },
            FrontEnd::Lines { .. } => Self::Lines,
        }
    }
}

/// Converts an event of the terminal; `None` for one that means nothing here.
fn heard(event: event::Event) -> Option<Input> {
    let event = match event {
        event::Event::Key(key) if key.is_press() || key.is_repeat() => Event::Key(Key::from_terminal(key)?),
        event::Event::Paste(text) => Event::Paste(text),
        event::Event::FocusGained => Event::Looked(true),
        event::Event::FocusLost => Event::Looked(false),
        event::Event::Resize(width, height) => Event::Resized(width, height),
        _ => return None,
    };
    Some(Input::Event(event))
}

/// A reader of lines of words from a pipe or a file, with the beginning of a line that has not ended.
#[derive(Debug, Default)]
struct LineReader {
    begun: Vec<u8>,
}

impl LineReader {
    /// Reads once from standard input, which has something, and puts whole lines into `all`; returns false at the end.
    /// The last line may lack its line break.
    fn read(&mut self, all: &mut Vec<Input>) -> bool {
        let mut stdin = io::stdin().lock();
        // Everything that the buffer holds, because no poll would tell of the rest.
        match stdin.fill_buf().map(<[u8]>::to_vec) {
            Ok(read) if read.is_empty() => {
                if !self.begun.is_empty() {
                    all.push(self.line());
                }
                false
            }
            Ok(read) => {
                for byte in &read {
                    self.take(*byte, all);
                }
                stdin.consume(read.len());
                true
            }
            Err(error) => matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock),
        }
    }

    fn take(&mut self, byte: u8, all: &mut Vec<Input>) {
        match byte {
            b'\n' => all.push(self.line()),
            _ if self.begun.len() < LONGEST => self.begun.push(byte),
            _ => {}
        }
    }

    fn line(&mut self) -> Input {
        let line = std::mem::take(&mut self.begun);
        Input::Line(String::from_utf8_lossy(&line).trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        let mut reader = LineReader::default();
        text.bytes().for_each(|byte| reader.take(byte, &mut all));
        let line = |heard| if let Input::Line(line) = heard { line } else { String::new() };
        all.into_iter().map(line).collect()
    }

    #[test]
    fn lines_come_whole_and_an_empty_one_is_a_line() {
        assert_eq!(lines("rate 3\r\n\nnext\nno end"), ["rate 3", "", "next"]);
        assert_eq!(lines(&format!("{}\n", "x".repeat(10_000)))[0].len(), LONGEST);
    }
}
