//! Where the program shows itself: drawn on the whole terminal, or told in lines.

use std::io;

use super::Shown;
use super::input::Keyboard;
use super::lines::Lines;
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
    pub fn enter(shown: Shown, keyboard: Keyboard) -> io::Result<Self> {
        Ok(match shown {
            Shown::Screen => Self::Screen(Screen::enter()?),
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

    /// Whether anything moves on it.
    pub fn moves(&self) -> bool {
        matches!(self, Self::Screen(_))
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
    ///
    /// # Errors
    /// As [`Front::draw`].
    pub fn repaint(&mut self) -> io::Result<()> {
        if let Self::Screen(screen) = self { screen.repaint() } else { Ok(()) }
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
