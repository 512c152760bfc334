//! The terminal: entered once, left as it was found on every way out.
//!
//! What it shows is kept, and only what changed is written. Between two changes of the program only the boxes of what
//! moves by itself are drawn and compared, not the whole screen: that is most of what a moving figure costs.

mod pen;

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::queue;
use crossterm::terminal::{
    DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::clock::Clock;
use super::output::{Blocked, Output};
use super::sinks::osc;
use super::tty;
use crate::app::App;
use crate::domain::time::Now;
use crate::screens::moving::Moving;
use crate::view;
use pen::Pen;

/// Whether the terminal is ours, to be given back by whoever ends the program.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the taskbar shows progress, to be cleared by whoever ends the program.
static SHOWS_PROGRESS: AtomicBool = AtomicBool::new(false);

/// A terminal that takes nothing for this long is not told more when it is given back.
const LAST_WORDS: Duration = Duration::from_millis(50);

/// There is no terminal to draw on.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0}; supple draws on one. In lines of text: supple start ROUTINE --plain. To read: supple list, supple show, supple log"
)]
pub struct NoTerminal(&'static str);

/// Makes sure that there is a terminal to draw on.
///
/// # Errors
/// [`NoTerminal`], with what is none.
pub fn require() -> Result<(), NoTerminal> {
    if !io::stdin().is_terminal() {
        return Err(NoTerminal("standard input is not a terminal"));
    }
    if !io::stdout().is_terminal() {
        return Err(NoTerminal("standard output is not a terminal"));
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err(NoTerminal("TERM=dumb is a terminal that only takes lines"));
    }
    Ok(())
}

/// Whether there is a terminal to draw on.
pub fn can_be_drawn_on() -> bool {
    require().is_ok()
}

/// The terminal while it is ours.
pub struct Screen {
    out: Output,
    clock: Clock,
    pen: Pen,
    /// What the terminal shows.
    shown: Buffer,
    /// The frame that is being drawn: empty in between.
    next: Buffer,
    /// Where the last whole frame has something that moves by itself.
    moving: Moving,
}

impl Screen {
    /// Takes the terminal: alternate screen, raw keys, pasted text as such.
    ///
    /// # Errors
    /// Where the terminal refuses.
    pub fn enter(clock: Clock) -> io::Result<Self> {
        restore_on_panic(clock);
        let mut out = Output::new();
        take(&mut out)?;
        let (pen, moving, empty) = (Pen::default(), Moving::default(), Buffer::empty(Rect::ZERO));
        let mut screen = Self { out, clock, pen, shown: empty.clone(), next: empty, moving };
        screen.repaint();
        Ok(screen)
    }

    /// Draws `app` as it is `now`; only what changed is written. While the terminal takes nothing nothing is drawn: the
    /// frame after [`Screen::blocked`] shows all that changed meanwhile.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn draw(&mut self, app: &App, now: &Now) -> io::Result<()> {
        if self.is_blocked()? {
            return Ok(());
        }
        self.moving = view::draw(app, now, self.next.area, &mut self.next);
        self.pen.put_changes(&self.shown, &self.next);
        std::mem::swap(&mut self.shown, &mut self.next);
        self.next.reset();
        self.pen.write_to(&mut self.out)
    }

    /// Draws of `app` only what moves by itself: all else is as it was when it was drawn last.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn draw_moving(&mut self, app: &App, now: &Now) -> io::Result<()> {
        if self.is_blocked()? {
            return Ok(());
        }
        for area in self.moving.boxes() {
            let mut part = Buffer::empty(area);
            view::draw_moving(app, now, self.moving, &mut part);
            let mut changed = Vec::new();
            for (place, cell) in area.positions().zip(part.content) {
                if let Some(old) = self.shown.cell_mut(place).filter(|old| **old != cell) {
                    *old = cell.clone();
                    changed.push(((place.x, place.y), cell));
                }
            }
            self.pen.put_by_style(changed, self.next.area.width);
        }
        self.pen.write_to(&mut self.out)
    }

    /// Writes what shows nothing in the frame: bells, notifications, progress in the taskbar.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn write_aside(&mut self, aside: &str) -> io::Result<()> {
        if self.is_blocked()? {
            // A bell is of now, or of nothing.
            return Ok(());
        }
        if aside.contains(osc::PROGRESS) {
            SHOWS_PROGRESS.store(true, Ordering::SeqCst);
        }
        self.out.write_all(aside.as_bytes())?;
        self.out.flush()
    }

    /// Returns what to wait on until the terminal takes more; `None` where it has taken all.
    pub fn blocked(&self) -> Option<Blocked<'_>> {
        self.out.blocked()
    }

    /// Returns true if the terminal has not taken all of the last frame, though asked once more.
    fn is_blocked(&mut self) -> io::Result<bool> {
        if self.out.is_blocked() {
            self.out.flush()?;
        }
        Ok(self.out.is_blocked())
    }

    /// Gives the terminal back for a while.
    pub fn leave(&mut self) {
        give_back(&mut self.out, self.clock);
    }

    /// Takes the terminal again after [`Screen::leave`], or after something else wrote on it.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn enter_again(&mut self) -> io::Result<()> {
        take(&mut self.out)?;
        self.repaint();
        Ok(())
    }

    /// Has the next frame drawn whole, whatever is on the screen now.
    pub fn repaint(&mut self) {
        let (width, height) = tty::size();
        let area = Rect::new(0, 0, width, height);
        (self.shown, self.next) = (Buffer::empty(area), Buffer::empty(area));
        self.moving = Moving::default();
        self.pen.clear();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

fn take(out: &mut Output) -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    // What a terminal draws wider than we take it to be must not run into the next row.
    queue!(out, EnterAlternateScreen, DisableLineWrap, EnableBracketedPaste, EnableFocusChange, Hide)
}

/// Undoes each mode that was set; what fails is left: there is nobody to tell.
fn give_back(out: &mut Output, clock: Clock) {
    if ENTERED.swap(false, Ordering::SeqCst) {
        if SHOWS_PROGRESS.swap(false, Ordering::SeqCst) {
            let _ = out.write_all(osc::NO_PROGRESS.as_bytes());
        }
        let _ = queue!(out, DisableFocusChange, DisableBracketedPaste, EnableLineWrap, LeaveAlternateScreen, Show);
        out.finish(clock, LAST_WORDS);
        let _ = disable_raw_mode();
    }
}

/// A panic gives the terminal back before it is reported.
fn restore_on_panic(clock: Clock) {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        give_back(&mut Output::new(), clock);
        report(info);
    }));
}
