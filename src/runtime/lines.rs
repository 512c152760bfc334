//! The front end in lines: plain text on standard output, and keys or words as answers.
//!
//! Nothing but text and line breaks is written to the terminal. Only its input mode is changed, so that keys come one
//! by one without echo; it is restored on every way out.

#[cfg(not(unix))]
mod keys_elsewhere;
#[cfg(unix)]
mod keys_unix;

use std::collections::VecDeque;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::time::Duration;

#[cfg(not(unix))]
use keys_elsewhere::SingleKeys;
#[cfg(unix)]
use keys_unix::SingleKeys;

use super::clock::Clock;
use super::input::Keyboard;
use super::output::{Blocked, Output};
use super::terminal;
use crate::app::App;
use crate::domain::text::without_controls;
use crate::domain::time::{Instant, Now};
use crate::plain::{AnswerMode, Plain};
use crate::screens::welcome::{NOT_MEDICAL, SIGNS_FIRST};
use crate::state::action::Action;
use crate::state::event::{Event, Key};
use crate::state::keymap::Context;
use crate::state::sinks::Signal;
use crate::widgets::wrap::wrap;

/// The least width of a terminal that is believed.
const LEAST: usize = 20;

/// The front end in lines.
pub struct Lines {
    plain: Plain,
    /// `None` if input is no terminal.
    keys: Option<SingleKeys>,
    /// Input that is not handled yet.
    kept: VecDeque<KeptInput>,
    out: Output,
    is_unread: bool,
}

enum KeptInput {
    Key(Key),
    Line(String),
    Event(Event),
    End,
}

impl Lines {
    /// Begins, with the welcome if `is_first`.
    ///
    /// # Errors
    /// The terminal does not give single keys.
    pub fn begin(keyboard: Keyboard, is_first: bool) -> io::Result<Self> {
        let keys = if keyboard == Keyboard::Lines { None } else { Some(SingleKeys::take()?) };
        let answers = if keys.is_some() { AnswerMode::Keys } else { AnswerMode::Words };
        let (plain, kept, out) = (Plain::new(answers), VecDeque::new(), Output::new());
        let mut lines = Self { plain, keys, kept, out, is_unread: false };
        if is_first {
            // If nobody reads it, the next line will fail, too.
            let _ = lines.print(&[NOT_MEDICAL.to_owned(), SIGNS_FIRST.to_owned()]);
        }
        Ok(lines)
    }

    /// Tells all news except cues.
    ///
    /// # Errors
    /// The lines cannot be written.
    pub fn tell(&mut self, app: &App, now: &Now) -> io::Result<()> {
        if let Some(keys) = &mut self.keys {
            // A text is typed with the terminal's own echo and editing.
            keys.one_by_one(!app.context().is_text())?;
        }
        if matches!(
            self.kept.front(),
            Some(KeptInput::Event(Event::Said(Action::Place(_) | Action::PlaceOnly(_) | Action::Feel(_))))
        ) {
            // It is said once the whole line is handled.
            return Ok(());
        }
        let lines = self.plain.changes(app, now);
        self.print(&lines)
    }

    /// Tells a cue.
    ///
    /// # Errors
    /// The lines cannot be written.
    pub fn present(&mut self, signal: &Signal, app: &App, now: &Now) -> io::Result<()> {
        let mut lines = self.plain.before_cues(app, now);
        lines.extend(self.plain.cue(signal));
        self.print(&lines)
    }

    /// Adds a key to the input.
    pub fn hear_key(&mut self, key: Key) {
        self.kept.push_back(KeptInput::Key(key));
    }

    /// Adds a line of words to the input.
    pub fn hear_line(&mut self, line: String) {
        self.kept.push_back(KeptInput::Line(line));
    }

    /// Notes the end of the input.
    pub fn ends_input(&mut self) {
        if self.kept.is_empty() {
            return self.plain.ends_input();
        }
        self.kept.push_back(KeptInput::End);
    }

    /// Returns the event to handle next, if any.
    ///
    /// # Errors
    /// A reply to the input cannot be written.
    pub fn next_event(&mut self, app: &App, now: &Now) -> io::Result<Option<Event>> {
        loop {
            if let Some(event) = self.plain.by_itself(app, now) {
                return Ok(Some(event));
            }
            let told = match self.next_kept(app) {
                None => return Ok(None),
                Some(KeptInput::Event(event)) => return Ok(Some(event)),
                Some(KeptInput::Key(key)) => match self.plain.key(key, app, now) {
                    Ok(event) => return Ok(Some(event)),
                    Err(told) => told,
                },
                Some(KeptInput::Line(line)) => match self.plain.line(&line, app, now) {
                    Ok(events) => {
                        for event in events.into_iter().rev() {
                            self.kept.push_front(KeptInput::Event(event));
                        }
                        continue;
                    }
                    Err(told) => told,
                },
                Some(KeptInput::End) => {
                    self.plain.ends_input();
                    continue;
                }
            };
            self.print(&told)?;
        }
    }

    /// Returns the time at which the program answers in place of a user who is not there.
    pub fn due(&self) -> Option<Instant> {
        self.plain.due()
    }

    /// Restores the terminal for a while.
    pub fn leave(&mut self) {
        if let Some(keys) = &mut self.keys {
            keys.give_back();
        }
    }

    /// Takes the terminal again.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn enter_again(&mut self) -> io::Result<()> {
        self.keys.as_mut().map_or(Ok(()), |keys| keys.one_by_one(true))
    }

    /// Returns the output to wait for; `None` if everything is written.
    pub fn blocked(&self) -> Option<Blocked<'_>> {
        self.out.blocked()
    }

    /// Writes more of the blocked output.
    ///
    /// # Errors
    /// The lines cannot be written.
    pub fn go_on(&mut self) -> io::Result<()> {
        let told = self.out.flush();
        self.note_unread(told)
    }

    /// Writes the rest, for `patience` at most.
    pub fn finish(&mut self, clock: Clock, patience: Duration) {
        self.out.finish(clock, patience);
    }

    /// Returns true if the reader of the lines is gone.
    pub fn is_unread(&self) -> bool {
        self.is_unread
    }

    /// Returns the context of a question that nobody could answer.
    pub fn unanswered(&self) -> Option<Context> {
        self.plain.unanswered()
    }

    /// Returns the next input. A line waits until the journal is read, because the question depends on it.
    fn next_kept(&mut self, app: &App) -> Option<KeptInput> {
        let is_known = app.model().recent.is_some();
        if !is_known && matches!(self.kept.front(), Some(KeptInput::Line(_) | KeptInput::End)) {
            return None;
        }
        self.kept.pop_front()
    }

    fn print(&mut self, lines: &[String]) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> = lines.iter().map(|line| without_controls(line)).collect();
        let text: String = match width() {
            None => lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect(),
            Some(width) => {
                lines.iter().flat_map(|line| wrap(line, width)).flat_map(|row| [row, "\n".to_owned()]).collect()
            }
        };
        let written = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
        self.note_unread(written)
    }

    fn note_unread(&mut self, written: io::Result<()>) -> io::Result<()> {
        self.is_unread |= written.as_ref().is_err_and(|error| error.kind() == ErrorKind::BrokenPipe);
        written
    }
}

/// Returns the width at which lines are wrapped; `None` if the output is no terminal, or a very narrow one.
fn width() -> Option<usize> {
    let (width, _) = io::stdout().is_terminal().then(terminal::size)?;
    Some(usize::from(width).saturating_sub(1)).filter(|width| *width >= LEAST)
}
