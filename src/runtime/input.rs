//! The threads that wait: for keys, for signals. All they hear goes into one queue.

use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event;

use super::Heard;
use crate::app::event::{Event, Key};

/// Listens to the keyboard, until the program ends.
///
/// # Errors
/// Where the system refuses a thread.
pub fn keys(queue: &Sender<Heard>) -> std::io::Result<()> {
    let queue = queue.clone();
    thread::Builder::new().name("keys".into()).spawn(move || {
        while let Ok(event) = event::read() {
            let heard = match event {
                event::Event::Key(key) if key.is_press() || key.is_repeat() => Key::from_terminal(key).map(Event::Key),
                event::Event::Paste(text) => Some(Event::Paste(text)),
                event::Event::Resize(width, height) => Some(Event::Resized(width, height)),
                _ => None,
            };
            if heard.is_some_and(|event| queue.send(Heard::Event(event)).is_err()) {
                return;
            }
        }
        // The terminal is gone.
        let _ = queue.send(Heard::HangUp);
    })?;
    Ok(())
}

/// Listens to signals, until the program ends.
///
/// # Errors
/// Where the system refuses a thread or a signal handler.
#[cfg(unix)]
pub fn signals(queue: &Sender<Heard>) -> std::io::Result<()> {
    let queue = queue.clone();
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            let heard = match signal {
                SIGHUP => Heard::HangUp,
                SIGINT => Heard::Event(Event::Key(Key::Ctrl('c'))),
                SIGTSTP => Heard::Event(Event::Key(Key::Ctrl('z'))),
                SIGCONT => Heard::Continued,
                _ => Heard::Terminate,
            };
            if queue.send(heard).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}
