//! The terminal: entered once, and restored on every way out; its size, and a separate opening that never blocks.
//!
//! Only the difference to the last frame is written. Between two changes of the program only the boxes of animated
//! parts are drawn and compared, because the rest would be most of the cost of a moving figure.

mod graphics;
mod pen;
mod pictures;
mod questions;

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
use crate::app::App;
use crate::domain::time::Now;
use crate::screens::moving::Moving;
use crate::view;
use pen::Pen;
use pictures::Pictures;

#[cfg(any(unix, test))]
pub(super) use questions::PICTURE_ID;

/// True while the terminal is taken; whatever ends the program has to restore it.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// True while the taskbar shows progress; whatever ends the program has to clear it.
static SHOWS_PROGRESS: AtomicBool = AtomicBool::new(false);

/// The longest wait for a terminal to take the last output when it is restored.
const LAST_WORDS: Duration = Duration::from_millis(50);

/// The error if there is no terminal to draw on.
#[derive(Debug, thiserror::Error)]
#[error("{0}. For plain text: supple start ROUTINE --plain. To read: supple list, supple show, supple log")]
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
pub struct TerminalScreen {
    out: Output,
    clock: Clock,
    pen: Pen,
    /// The frame that the terminal shows.
    shown: Buffer,
    /// The frame that is being drawn; empty in between.
    next: Buffer,
    /// The animated parts of the last whole frame.
    moving: Moving,
    /// The window's title as it was last written; empty if it was not.
    title: String,
    pictures: Pictures,
}

impl TerminalScreen {
    /// Takes the terminal: alternate screen, raw keys, bracketed paste.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn enter(clock: Clock) -> io::Result<Self> {
        restore_on_panic(clock);
        let mut out = Output::new();
        take(&mut out)?;
        let (pen, moving, empty) = (Pen::default(), Moving::default(), Buffer::empty(Rect::ZERO));
        let (title, pictures) = (String::new(), Pictures::default());
        let mut screen = Self { out, clock, pen, shown: empty.clone(), next: empty, moving, title, pictures };
        screen.repaint();
        Ok(screen)
    }

    /// Draws `app` as it is `now`; only changes are written. While the output is blocked nothing is drawn: the next
    /// frame after [`TerminalScreen::blocked`] shows everything that changed meanwhile.
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
        let title = view::window_title(app, now);
        if title != self.title && questions::has_title() {
            self.out.write_all(osc::title(&title).as_bytes())?;
            self.title = title;
        }
        self.show_picture(app, now);
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
        self.show_picture(app, now);
        self.pen.write_to(&mut self.out)
    }

    /// Shows the figure as a picture, if it is to be one; hides the one before if not.
    fn show_picture(&mut self, app: &App, now: &Now) {
        let out = self.pen.bytes();
        match view::picture(app, now, self.moving) {
            Some((wanted, area)) => self.pictures.show(&wanted, area, cell_size(), &app.model().theme, out),
            None => self.pictures.hide(out),
        }
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

    /// Asks for the background once more.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn ask_background(&mut self) -> io::Result<()> {
        self.out.write_all(questions::BACKGROUND.as_bytes())?;
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

    /// Takes the terminal again after [`TerminalScreen::leave`], or after something else wrote on it.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn enter_again(&mut self) -> io::Result<()> {
        take(&mut self.out)?;
        self.title.clear();
        self.repaint();
        Ok(())
    }

    /// Has the next frame drawn whole.
    pub fn repaint(&mut self) {
        let (width, height) = size();
        let area = Rect::new(0, 0, width, height);
        (self.shown, self.next) = (Buffer::empty(area), Buffer::empty(area));
        self.moving = Moving::default();
        self.pen.clear();
        self.pictures.forget(self.pen.bytes());
    }
}

impl Drop for TerminalScreen {
    fn drop(&mut self) {
        self.leave();
    }
}

fn take(out: &mut Output) -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    // A character that is drawn wider than expected must not run into the next row.
    queue!(out, EnterAlternateScreen, DisableLineWrap, EnableBracketedPaste, EnableFocusChange, Hide)?;
    // Before the screen is emptied: a terminal that does not know a question may show it.
    if questions::has_title() {
        out.write_all(osc::KEEP_TITLE.as_bytes())?;
    }
    out.write_all(questions::REPORT_THEME.as_bytes())?;
    out.write_all(questions::all().as_bytes())?;
    out.flush()
}

/// Restores the terminal; failures are ignored.
fn give_back(out: &mut Output, clock: Clock) {
    if ENTERED.swap(false, Ordering::SeqCst) {
        if SHOWS_PROGRESS.swap(false, Ordering::SeqCst) {
            let _ = out.write_all(osc::NO_PROGRESS.as_bytes());
        }
        if questions::has_title() {
            let _ = out.write_all(osc::TITLE_AS_BEFORE.as_bytes());
        }
        let mut pictures = Vec::new();
        pictures::delete_all(&mut pictures);
        let _ = out.write_all(&pictures);
        let _ = out.write_all(pen::END_OF_FRAME).and_then(|()| out.write_all(questions::NO_REPORT_OF_THEME.as_bytes()));
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

/// The columns and rows of a terminal that does not know its size.
const USUAL: (u16, u16) = (80, 24);

/// Returns the columns and rows of the terminal; the usual number if it does not know, or reports 0 as a serial line
/// does.
pub fn size() -> (u16, u16) {
    let (columns, rows) = told_size().unwrap_or(USUAL);
    (if columns == 0 { USUAL.0 } else { columns }, if rows == 0 { USUAL.1 } else { rows })
}

/// Returns the size of a cell in points; the usual one if the terminal does not say.
fn cell_size() -> (u16, u16) {
    #[cfg(unix)]
    if let Ok(size) = rustix::termios::tcgetwinsize(io::stdout())
        && let (Some(wide @ 1..), Some(high @ 1..)) =
            (size.ws_xpixel.checked_div(size.ws_col), size.ws_ypixel.checked_div(size.ws_row))
    {
        return (wide, high);
    }
    pictures::USUAL_CELL
}

#[cfg(unix)]
fn told_size() -> Option<(u16, u16)> {
    use rustix::termios::tcgetwinsize;
    let size = tcgetwinsize(std::io::stdout()).or_else(|_| tcgetwinsize(std::io::stdin()));
    size.ok().map(|size| (size.ws_col, size.ws_row))
}

#[cfg(not(unix))]
fn told_size() -> Option<(u16, u16)> {
    crossterm::size().ok()
}

/// Opens the terminal `file` once more, so that reading and writing return at once; `None` if it is no terminal, or
/// cannot be opened.
///
/// The mode of `file` itself must not change, because it is shared with every program on the same terminal, also the
/// shell.
#[cfg(unix)]
pub(super) fn open_again(file: impl std::os::fd::AsFd) -> Option<std::fs::File> {
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::Path;

    use rustix::process::getsid;
    use rustix::termios::{isatty, tcgetsid, ttyname};

    if !isatty(&file) {
        return None;
    }
    let name = ttyname(&file, Vec::new()).ok();
    let by_name = name.and_then(|name| open(Path::new(std::ffi::OsStr::from_bytes(name.as_bytes()))));
    by_name.or_else(|| {
        // If it belongs to another user (`su`), or has no name here (a container), it may still be that of this
        // session.
        let is_of_session = tcgetsid(&file).is_ok_and(|session| getsid(None) == Ok(session));
        if cfg!(target_os = "linux") && is_of_session { open(Path::new("/dev/tty")) } else { None }
    })
}

#[cfg(unix)]
fn open(path: &std::path::Path) -> Option<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    use rustix::fs::OFlags;
    let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).ok()?;
    std::fs::OpenOptions::new().read(true).write(true).custom_flags(flags).open(path).ok()
}
