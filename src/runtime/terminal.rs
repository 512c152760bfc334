//! The terminal: entered once, and restored on every way out.
//!
//! Only the difference to the last frame is written. Between two changes of the program only the boxes of animated parts
//! are drawn and compared, because the rest would be most of the cost of a moving figure.

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

/// True while the terminal is taken; whatever ends the program has to restore it.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// True while the taskbar shows progress; whatever ends the program has to clear it.
static SHOWS_PROGRESS: AtomicBool = AtomicBool::new(false);

/// The longest wait for a terminal to take the last output when it is restored.
const LAST_WORDS: Duration = Duration::from_millis(50);

/// The error if there is no terminal to draw on.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0}; supple draws on one. In lines of text: supple start ROUTINE --plain. To read: supple list, supple show, supple log"
)]
pub struct NoTerminal(&'static str);

/// Checks that there is a terminal to draw on.
///
/// # Errors
/// [`NoTerminal`], with the reason.
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

/// Returns true if there is a terminal to draw on.
pub fn can_be_drawn_on() -> bool {
    require().is_ok()
}

/// The terminal while it is taken.
pub struct Screen {
    out: Output,
    clock: Clock,
    pen: Pen,
    /// The frame that the terminal shows.
    shown: Buffer,
    /// The frame that is being drawn; empty in between.
    next: Buffer,
    /// The animated parts of the last whole frame.
    moving: Moving,
}

impl Screen {
    /// Takes the terminal: alternate screen, raw keys, bracketed paste.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn enter(clock: Clock) -> io::Result<Self> {
        restore_on_panic(clock);
        let mut out = Output::new();
        take(&mut out)?;
        let (pen, moving, empty) = (Pen::default(), Moving::default(), Buffer::empty(Rect::ZERO));
        let mut screen = Self { out, clock, pen, shown: empty.clone(), next: empty, moving };
        screen.repaint();
        Ok(screen)
    }

    /// Draws `app` as it is `now`; only changes are written. While the output is blocked nothing is drawn: the next frame
    /// after [`Screen::blocked`] shows everything that changed meanwhile.
    ///
    /// # Errors
    /// The terminal is gone.
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

    /// Draws only the animated parts of `app`; all else has not changed since it was drawn.
    ///
    /// # Errors
    /// The terminal is gone.
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

    /// Writes bells, notifications and progress in the taskbar.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn write_aside(&mut self, aside: &str) -> io::Result<()> {
        if self.is_blocked()? {
            // A late bell would mean nothing.
            return Ok(());
        }
        if aside.contains(osc::PROGRESS) {
            SHOWS_PROGRESS.store(true, Ordering::SeqCst);
        }
        self.out.write_all(aside.as_bytes())?;
        self.out.flush()
    }

    /// Returns the output to wait for; `None` if everything is written.
    pub fn blocked(&self) -> Option<Blocked<'_>> {
        self.out.blocked()
    }

    /// Writes more of the last frame; returns true if the terminal has still not taken all of it.
    fn is_blocked(&mut self) -> io::Result<bool> {
        if self.out.is_blocked() {
            self.out.flush()?;
        }
        Ok(self.out.is_blocked())
    }

    /// Restores the terminal for a while.
    pub fn leave(&mut self) {
        give_back(&mut self.out, self.clock);
    }

    /// Takes the terminal again after [`Screen::leave`], or after something else wrote on it.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn enter_again(&mut self) -> io::Result<()> {
        take(&mut self.out)?;
        self.repaint();
        Ok(())
    }

    /// Has the next frame drawn whole.
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
    // A character that is drawn wider than expected must not run into the next row.
    queue!(out, EnterAlternateScreen, DisableLineWrap, EnableBracketedPaste, EnableFocusChange, Hide)
}

/// Restores the terminal; failures are ignored.
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

/// Has a panic restore the terminal before it is reported.
fn restore_on_panic(clock: Clock) {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        give_back(&mut Output::new(), clock);
        report(info);
    }));
}
