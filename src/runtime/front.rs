//! Where the program shows itself: drawn on the whole terminal, or told in lines.

use std::io;
use std::time::Duration;

use super::Shown;
use super::clock::Clock;
use super::input::Keyboard;
use super::lines::Lines;
use super::output::Blocked;
use super::terminal::Screen;
use crate::app::App;
use crate::app::event::{Event, Key};
use crate::app::signal::Signal;
use crate::domain::time::{Instant, Now};

/// The one or the other.
pub enum Front {
    /// The screen.
    Screen(Screen),
    /// Lines of text.
    Lines(Box<Lines>),
}

impl Front {
    /// Takes the terminal, as far as it is needed.
    ///
    /// # Errors
    /// Where the terminal refuses.
    pub fn enter(shown: Shown, keyboard: Keyboard, clock: Clock) -> io::Result<Self> {
        Ok(match shown {
            Shown::Screen => Self::Screen(Screen::enter(clock)?),
            Shown::Lines { is_first } => Self::Lines(Box::new(Lines::begin(keyboard, is_first)?)),
        })
    }

    /// Draws `app`, or tells what is new.
    ///
    /// # Errors
    /// Where nobody can see it any more.
    pub fn draw(&mut self, app: &App, now: &Now) -> io::Result<()> {
        match self {
            Self::Screen(screen) => screen.draw(app, now),
            Self::Lines(lines) => lines.tell(app, now),
        }
    }

    /// Draws what moves by itself.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn draw_moving(&mut self, app: &App, now: &Now) -> io::Result<()> {
        if let Self::Screen(screen) = self { screen.draw_moving(app, now) } else { Ok(()) }
    }

    /// Returns true if anything moves on it. While nothing that is drawn is taken, nothing does.
    pub fn moves(&self) -> bool {
        matches!(self, Self::Screen(screen) if screen.blocked().is_none())
    }

    /// Returns true if it is the screen.
    pub fn is_screen(&self) -> bool {
        matches!(self, Self::Screen(_))
    }

    /// Returns what to wait on until more is taken of what was drawn or said; `None` where all is.
    pub fn blocked(&self) -> Option<Blocked<'_>> {
        match self {
            Self::Screen(screen) => screen.blocked(),
            Self::Lines(lines) => lines.blocked(),
        }
    }

    /// Goes on with what was not taken; what is to be drawn is drawn with the next frame.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn go_on(&mut self) -> io::Result<()> {
        if let Self::Lines(lines) = self { lines.go_on() } else { Ok(()) }
    }

    /// Writes the rest of what was said in lines, for as long as `patience` allows.
    pub fn finish(&mut self, clock: Clock, patience: Duration) {
        if let Self::Lines(lines) = self {
            lines.finish(clock, patience);
        }
    }

    /// Tells a cue, where the screen does not show it anyway.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn present(&mut self, signal: &Signal, app: &App, now: &Now) -> io::Result<()> {
        if let Self::Lines(lines) = self { lines.present(signal, app, now) } else { Ok(()) }
    }

    /// Writes what shows nothing: bells, notifications, progress. Among lines each would be characters of its own.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn write_aside(&mut self, aside: &str) -> io::Result<()> {
        if let Self::Screen(screen) = self { screen.write_aside(aside) } else { Ok(()) }
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

    /// Has all drawn again.
    pub fn repaint(&mut self) {
        if let Self::Screen(screen) = self {
            screen.repaint();
        }
    }

    // ---- what is heard --------------------------------------------------------------------

    /// What a key is for the program now; lines keep it until all before it is done.
    pub fn hear_key(&mut self, key: Key) -> Event {
        match self {
            Self::Screen(_) => Event::Key(key),
            Self::Lines(lines) => {
                lines.hear_key(key);
                Event::Tick
            }
        }
    }

    /// A line of words.
    pub fn hear_line(&mut self, line: String) {
        if let Self::Lines(lines) = self {
            lines.hear_line(line);
        }
    }

    /// Nobody answers any more.
    pub fn ends_input(&mut self) {
        if let Self::Lines(lines) = self {
            lines.ends_input();
        }
    }

    /// The next thing that was kept, or that happens by itself.
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn next_event(&mut self, app: &App, now: &Now) -> io::Result<Option<Event>> {
        if let Self::Lines(lines) = self { lines.next_event(app, now) } else { Ok(None) }
    }

    /// When something happens by itself that only the front end knows of.
    pub fn due(&self) -> Option<Instant> {
        if let Self::Lines(lines) = self { lines.due() } else { None }
    }

    /// Whether a question was asked that nobody could answer.
    pub fn is_unanswered(&self) -> bool {
        if let Self::Lines(lines) = self { lines.is_unanswered() } else { false }
    }

    /// Whether nobody reads what is told any more.
    pub fn is_unread(&self) -> bool {
        if let Self::Lines(lines) = self { lines.is_unread() } else { false }
    }
}
