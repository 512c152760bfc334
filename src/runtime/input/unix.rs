//! One wait on the terminal, on signals and on other threads.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crossterm::{event, terminal};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use super::{Keyboard, LineReader, heard};
use crate::app::event::{Event, Key};
use crate::runtime::Heard;

/// What is heard, in the order in which it came.
pub struct Inbox {
    signals: SignalDelivery<UnixStream, SignalOnly>,
    letters: Receiver<Heard>,
    /// Readable as soon as there is a letter.
    bell: UnixStream,
    source: Source,
}

/// What standard input gives.
enum Source {
    Keys,
    Lines(LineReader),
    /// It has ended.
    Nothing,
}

/// Where other threads leave what they have to say.
#[derive(Debug, Clone)]
pub struct Mailbox {
    letters: Sender<Heard>,
    bell: Arc<UnixStream>,
}

impl Mailbox {
    /// Says something to the program; nobody may be there to hear it any more.
    pub fn send(&self, heard: Heard) {
        let _ = self.letters.send(heard);
        // Full means that it rings already.
        let _ = (&*self.bell).write(&[0]);
    }
}

/// Whether each of the three has something.
struct Ready {
    keys: bool,
    gone: bool,
    letters: bool,
}

impl Inbox {
    /// From here on signals do not end the program but are heard.
    ///
    /// # Errors
    /// Where the system refuses a pipe or a signal handler.
    pub fn open(keyboard: Keyboard) -> io::Result<(Self, Mailbox)> {
        let (read, write) = UnixStream::pair()?;
        let wanted = [SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH];
        let signals = SignalDelivery::with_pipe(read, write, SignalOnly, wanted)?;
        let (ring, bell) = UnixStream::pair()?;
        ring.set_nonblocking(true)?;
        bell.set_nonblocking(true)?;
        let (sender, letters) = channel();
        let source = match keyboard {
            Keyboard::Keys => Source::Keys,
            Keyboard::Lines => Source::Lines(LineReader::default()),
        };
        Ok((Self { signals, letters, bell, source }, Mailbox { letters: sender, bell: Arc::new(ring) }))
    }

    /// Waits until something is heard, at most so long; `None` waits for ever. Gives all there is,
    /// which may be nothing.
    pub fn wait(&mut self, timeout: Option<Duration>) -> Vec<Heard> {
        let ready = self.poll(timeout);
        let mut all = Vec::new();
        let mut keys = ready.keys;
        for signal in self.signals.pending() {
            match signal {
                SIGHUP => all.push(Heard::HangUp),
                SIGINT => all.push(Heard::Event(Event::Key(Key::Ctrl('c')))),
                SIGTSTP => all.push(Heard::Event(Event::Key(Key::Ctrl('z')))),
                SIGCONT => all.push(Heard::Continued),
                SIGTERM => all.push(Heard::Terminate),
                // The library that reads keys tells the new size, too, but not before it was first asked for a key.
                _ => {
                    let size = terminal::size().ok();
                    all.extend(size.map(|(width, height)| Heard::Event(Event::Resized(width, height))));
                    keys = true;
                }
            }
        }
        if let Source::Lines(reader) = &mut self.source {
            if (ready.keys || ready.gone) && !reader.read(&mut all) {
                self.source = Source::Nothing;
                all.push(Heard::EndOfInput);
            }
        } else if ready.gone {
            // Not read any more: the library would try for ever.
            all.push(Heard::HangUp);
        } else if keys && matches!(self.source, Source::Keys) {
            self.read_keys(&mut all);
        }
        if ready.letters {
            while (&self.bell).read(&mut [0; 64]).is_ok_and(|read| read > 0) {}
        }
        all.extend(self.letters.try_iter());
        all
    }

    fn poll(&self, timeout: Option<Duration>) -> Ready {
        let stdin = io::stdin();
        let flags = PollFlags::IN;
        let (signals, bell) = (self.signals.get_read().as_fd(), self.bell.as_fd());
        // What has ended is asked no more: its end would be told again and again.
        let first = if matches!(self.source, Source::Nothing) { bell } else { stdin.as_fd() };
        let mut files = [first, signals, bell].map(|file| PollFd::from_borrowed_fd(file, flags));
        let timeout = timeout.map(|span| Timespec {
            tv_sec: i64::try_from(span.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: i64::from(span.subsec_nanos()),
        });
        // Interrupted by a signal: the signal is looked at, and the caller waits again.
        let _ = poll(&mut files, timeout.as_ref());
        let [keys, _, letters] = files.map(|file| file.revents());
        if matches!(self.source, Source::Nothing) {
            return Ready { keys: false, gone: false, letters: letters.contains(PollFlags::IN) };
        }
        Ready {
            keys: keys.contains(PollFlags::IN),
            gone: keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
            letters: letters.contains(PollFlags::IN),
        }
    }

    fn read_keys(&self, all: &mut Vec<Heard>) {
        loop {
            match event::poll(Duration::ZERO) {
                Ok(false) => return,
                Ok(true) => match event::read() {
                    Ok(event) => all.extend(heard(event)),
                    Err(_) => return all.push(Heard::HangUp),
                },
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return all.push(Heard::HangUp),
            }
        }
    }
}
