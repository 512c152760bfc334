//! The terminal: entered once, left as it was found on every way out.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

use crate::app::App;
use crate::domain::time::Now;
use crate::view;

/// One frame is one write: the buffer takes a whole repaint of a large terminal.
const BUFFER: usize = 1 << 18;

/// Whether the terminal is ours, to be given back by whoever ends the program.
static ENTERED: AtomicBool = AtomicBool::new(false);

type Backend = CrosstermBackend<BufWriter<Stdout>>;

/// Standard input or output is no terminal.
#[derive(Debug, thiserror::Error)]
#[error("{0} is not a terminal; supple draws on one. To read without it: supple list, supple show, supple log")]
pub struct NoTerminal(&'static str);

/// Makes sure that there is a terminal to draw on.
///
/// # Errors
/// [`NoTerminal`], with what is none.
pub fn require() -> Result<(), NoTerminal> {
    if !io::stdin().is_terminal() {
        return Err(NoTerminal("standard input"));
    }
    if !io::stdout().is_terminal() {
        return Err(NoTerminal("standard output"));
    }
    Ok(())
}

/// The terminal while it is ours.
pub struct Screen {
    /// Not dropped: it would show the cursor once more, and panic where the terminal is gone.
    terminal: ManuallyDrop<Terminal<Backend>>,
}

impl Screen {
    /// Takes the terminal: alternate screen, raw keys, pasted text as such.
    ///
    /// # Errors
    /// Where the terminal refuses.
    pub fn enter() -> io::Result<Self> {
        restore_on_panic();
        let mut terminal = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(BUFFER, io::stdout())))?;
        take(terminal.backend_mut())?;
        Ok(Self { terminal: ManuallyDrop::new(terminal) })
    }

    /// Draws `app` as it is `now`; only what changed is written.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn draw(&mut self, app: &App, now: &Now) -> io::Result<()> {
        self.terminal.draw(|frame| view::draw(app, now, frame.area(), frame.buffer_mut())).map(drop)
    }

    /// Rings the bell so many times.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn ring(&mut self, times: usize) -> io::Result<()> {
        let backend = self.terminal.backend_mut();
        backend.write_all("\x07".repeat(times).as_bytes())?;
        Write::flush(backend)
    }

    /// Gives the terminal back for a while.
    pub fn leave(&mut self) {
        give_back(self.terminal.backend_mut());
    }

    /// Takes the terminal again after [`Screen::leave`], or after something else wrote on it.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn enter_again(&mut self) -> io::Result<()> {
        take(self.terminal.backend_mut())?;
        self.repaint()
    }

    /// Has the next frame drawn whole, whatever is on the screen now.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn repaint(&mut self) -> io::Result<()> {
        let size = self.terminal.size()?;
        // Not `clear`: it asks for the cursor's place, and the answer goes to the input thread.
        self.terminal.resize(Rect::new(0, 0, size.width, size.height))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

fn take(out: &mut Backend) -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)
}

/// Undoes each mode that was set; what fails is left: there is nobody to tell.
fn give_back(out: &mut impl Write) {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let _ = queue!(out, DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// A panic gives the terminal back before it is reported.
fn restore_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        give_back(&mut io::stdout());
        report(info);
    }));
}

/// After a hang-up nothing must be written to the terminal any more.
pub fn forget() {
    ENTERED.store(false, Ordering::SeqCst);
}
