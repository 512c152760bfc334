//! The two front ends: full-screen, and line by line.

use std::io;
use std::time::Duration;

use super::FrontEnd;
use super::clock::Clock;
use super::input::Keyboard;
use super::lines::Lines;
use super::output::Blocked;
use super::terminal::TerminalScreen;
use crate::app::App;
use crate::domain::time::{Instant, Now};
use crate::state::event::{Event, Key};
use crate::state::keymap::Context;
use crate::state::sinks::Signal;

/// One of the two front ends.
pub enum Front {
    /// The screen.
    Screen(Box<TerminalScreen>),
    /// Lines of text.
    Lines(Box<Lines>),
}

impl Front {
    /// Takes the terminal, as far as it is needed.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn enter(shown: FrontEnd, keyboard: Keyboard, clock: Clock) -> io::Result<Self> {
        Ok(match shown {
            FrontEnd::Screen => Self::Screen(Box::new(TerminalScreen::enter(clock)?)),
            FrontEnd::Lines { is_first } => Self::Lines(Box::new(Lines::begin(keyboard, is_first)?)),
        })
    }

    /// Draws `app`, or tells its news.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn draw(&mut self, app: &App, now: &Now) -> io::Result<()> {
        match self {
            Self::Screen(screen) => screen.draw(app, now),
            Self::Lines(lines) => lines.tell(app, now),
        }
    }

    /// Draws the animated parts.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn draw_moving(&mut self, app: &App, now: &Now) -> io::Result<()> {
        if let Self::Screen(screen) = self { screen.draw_moving(app, now) } else { Ok(()) }
    }

    /// Returns true if animation is to be drawn: on the screen, unless its output is blocked.
    pub fn moves(&self) -> bool {
        matches!(self, Self::Screen(screen) if screen.blocked().is_none())
    }

    /// Returns true for the full-screen front end.
    pub fn is_screen(&self) -> bool {
        matches!(self, Self::Screen(_))
    }

    /// Returns the output to wait for; `None` if everything is written.
    pub fn blocked(&self) -> Option<Blocked<'_>> {
        match self {
            Self::Screen(screen) => screen.blocked(),
            Self::Lines(lines) => lines.blocked(),
        }
    }

    /// Writes more of blocked lines; the screen draws its next frame instead.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn go_on(&mut self) -> io::Result<()> {
        if let Self::Lines(lines) = self { lines.go_on() } else { Ok(()) }
    }

    /// Writes the rest of the lines, for `patience` at most.
    pub fn finish(&mut self, clock: Clock, patience: Duration) {
        if let Self::Lines(lines) = self {
            lines.finish(clock, patience);
        }
    }

    /// Tells a cue in lines; the screen shows it anyway.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn present(&mut self, signal: &Signal, app: &App, now: &Now) -> io::Result<()> {
        if let Self::Lines(lines) = self { lines.present(signal, app, now) } else { Ok(()) }
    }

    /// Writes bells, notifications and progress to the screen; among lines they would be characters.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn write_aside(&mut self, aside: &str) -> io::Result<()> {
        if let Self::Screen(screen) = self { screen.write_aside(aside) } else { Ok(()) }
    }

    /// Asks the terminal for its background once more.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn ask_background(&mut self) -> io::Result<()> {
        if let Self::Screen(screen) = self { screen.ask_background() } else { Ok(()) }
    }

    /// Gives the terminal back for a while.
    pub fn leave(&mut self) {
        match self {
            Self::Screen(screen) => screen.leave(),
            Self::Lines(lines) => lines.leave(),
        }
    }

    /// Takes the terminal again.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn enter_again(&mut self) -> io::Result<()> {
        match self {
            Self::Screen(screen) => screen.enter_again(),
            Self::Lines(lines) => lines.enter_again(),
        }
    }

    /// Has everything drawn again.
    pub fn repaint(&mut self) {
        if let Self::Screen(screen) = self {
            screen.repaint();
        }
    }

    // ---- input ----------------------------------------------------------------------------

    /// Returns the event for a key; lines keep it until the input before it is handled.
    pub fn hear_key(&mut self, key: Key) -> Event {
        match self {
            Self::Screen(_) => Event::Key(key),
            Self::Lines(lines) => {
                lines.hear_key(key);
                Event::Tick
            }
        }
    }

    /// Adds a line of words to the input.
    pub fn hear_line(&mut self, line: String) {
        if let Self::Lines(lines) = self {
            lines.hear_line(line);
        }
    }

    /// Notes the end of the input.
    pub fn ends_input(&mut self) {
        if let Self::Lines(lines) = self {
            lines.ends_input();
        }
    }

    /// Returns the next event that the front end has kept or makes by itself.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn next_event(&mut self, app: &App, now: &Now) -> io::Result<Option<Event>> {
        if let Self::Lines(lines) = self { lines.next_event(app, now) } else { Ok(None) }
    }

    /// Returns the time at which the front end makes an event by itself.
    pub fn due(&self) -> Option<Instant> {
        if let Self::Lines(lines) = self { lines.due() } else { None }
    }

    /// Returns the context of a question that nobody could answer.
    pub fn unanswered(&self) -> Option<Context> {
        if let Self::Lines(lines) = self { lines.unanswered() } else { None }
    }

    /// Returns true if the reader of the lines is gone.
    pub fn is_unread(&self) -> bool {
        if let Self::Lines(lines) = self { lines.is_unread() } else { false }
    }
}
