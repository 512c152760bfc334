//! One wait on the terminal, on signals and on other threads. Nothing else here waits.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH,
    SIGXCPU,
};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use super::bytes::Bytes;
use super::{Keyboard, LineReader, heard};
use crate::app::event::{Event, Key};
use crate::domain::time::Instant;
use crate::runtime::clock::Clock;
use crate::runtime::output::Blocked;
use crate::runtime::{Heard, tty};

/// Signals that would end the program on the spot, and leave the terminal raw.
const ENDING: [i32; 9] = [SIGTERM, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGIO, SIGXCPU];
/// So much is read at once; what is behind it waits until that is worked through.
const READ: usize = 1_024;

/// What is heard, in the order in which it came.
pub struct Inbox {
    signals: SignalDelivery<UnixStream, SignalOnly>,
    letters: Receiver<Heard>,
    /// Readable as soon as there is a letter.
    bell: UnixStream,
    source: Source,
    clock: Clock,
}

/// What standard input gives.
enum Source {
    Keys(Box<Terminal>),
    Lines(LineReader),
    /// It has ended.
    Nothing,
}

/// A terminal that gives keys.
struct Terminal {
    /// An opening of which reading returns at once; `None`: standard input, which is read when it has something.
    own: Option<File>,
    bytes: Bytes,
    unfinished: Option<Unfinished>,
}

/// A sequence of which the rest is waited for.
struct Unfinished {
    /// Which one of all.
    number: u64,
    began: Instant,
    /// Time at which its rest is given up if nothing comes.
    until: Instant,
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

/// Sources, each true if it has something.
struct Ready {
    keys: bool,
    gone: bool,
    letters: bool,
    output: bool,
}

impl Inbox {
    /// From here on signals do not end the program but are heard.
    ///
    /// # Errors
    /// Where the system refuses a pipe or a signal handler.
    pub fn open(keyboard: Keyboard, clock: Clock) -> io::Result<(Self, Mailbox)> {
        let (read, write) = UnixStream::pair()?;
        let wanted = [SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH].into_iter().chain(ENDING);
        let signals = SignalDelivery::with_pipe(read, write, SignalOnly, wanted)?;
        let (ring, bell) = UnixStream::pair()?;
        ring.set_nonblocking(true)?;
        bell.set_nonblocking(true)?;
        let (sender, letters) = channel();
        let source = match keyboard {
            Keyboard::Keys { line_feed_is_enter } => Source::Keys(Box::new(Terminal {
                own: tty::open_again(io::stdin()),
                bytes: Bytes::new(line_feed_is_enter),
                unfinished: None,
            })),
            Keyboard::Lines => Source::Lines(LineReader::default()),
        };
        Ok((Self { signals, letters, bell, source, clock }, Mailbox { letters: sender, bell: Arc::new(ring) }))
    }

    /// Waits until something is heard, at most so long; `None` waits for ever. Gives all there is,
    /// which may be nothing. Where output is `blocked`, that more is taken is heard, too.
    pub fn wait(&mut self, timeout: Option<Duration>, blocked: Option<Blocked<'_>>) -> Vec<Heard> {
        let rest = match &self.source {
            Source::Keys(terminal) => terminal.unfinished.as_ref().map(|rest| rest.until - self.clock.now().mono),
            _ => None,
        };
        let ready = self.poll([timeout, rest].into_iter().flatten().min(), blocked);
        let mut all = self.pending_signals();
        let now = self.clock.now().mono;
        match &mut self.source {
            Source::Lines(reader) => {
                let is_over = (ready.keys || ready.gone) && !reader.read(&mut all);
                if is_over {
                    self.source = Source::Nothing;
                    all.push(Heard::EndOfInput);
                }
            }
            // Not read any more: it would be gone again and again.
            Source::Keys(_) if ready.gone => all.push(Heard::HangUp),
            Source::Keys(terminal) => terminal.read(ready.keys, now, &mut all),
            Source::Nothing => {}
        }
        if ready.output {
            all.push(Heard::TakesOutput);
        }
        if ready.letters {
            while (&self.bell).read(&mut [0; 64]).is_ok_and(|read| read > 0) {}
        }
        all.extend(self.letters.try_iter());
        all
    }

    /// From here on the keyboard is not listened to: what is typed belongs to the shell.
    pub fn forget_keyboard(&mut self) {
        self.source = Source::Nothing;
    }

    fn pending_signals(&mut self) -> Vec<Heard> {
        let heard = |signal| match signal {
            SIGHUP => Heard::HangUp,
            SIGINT => Heard::Event(Event::Key(Key::Ctrl('c'))),
            SIGTSTP => Heard::Event(Event::Key(Key::Ctrl('z'))),
            SIGCONT => Heard::Continued,
            SIGWINCH => {
                let (width, height) = tty::size();
                Heard::Event(Event::Resized(width, height))
            }
            ending => Heard::Terminate(u8::try_from(ending).unwrap_or_default()),
        };
        self.signals.pending().map(heard).collect()
    }

    fn poll(&self, timeout: Option<Duration>, blocked: Option<Blocked<'_>>) -> Ready {
        let stdin = io::stdin();
        let (signals, bell) = (self.signals.get_read().as_fd(), self.bell.as_fd());
        // What has ended is asked no more: its end would be told again and again.
        let (keys, is_over) = match &self.source {
            Source::Nothing => (bell, true),
            Source::Keys(terminal) => (terminal.file(&stdin), false),
            Source::Lines(_) => (stdin.as_fd(), false),
        };
        let output = blocked.map_or(bell, |blocked| blocked.file);
        let mut files = [keys, signals, bell].map(|file| PollFd::from_borrowed_fd(file, PollFlags::IN)).to_vec();
        files.extend(blocked.map(|_| PollFd::from_borrowed_fd(output, PollFlags::OUT)));
        let timeout = timeout.map(|span| Timespec {
            tv_sec: i64::try_from(span.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: i64::from(span.subsec_nanos()),
        });
        // Interrupted by a signal: the signal is looked at, and the caller waits again.
        let _ = poll(&mut files, timeout.as_ref());
        let told = |at: usize| files.get(at).map_or(PollFlags::empty(), PollFd::revents);
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        Ready {
            keys: !is_over && told(0).contains(PollFlags::IN),
            gone: !is_over && told(0).intersects(gone),
            letters: told(2).contains(PollFlags::IN),
            output: !told(3).is_empty(),
        }
    }
}

impl Terminal {
    fn file<'a>(&'a self, stdin: &'a io::Stdin) -> BorrowedFd<'a> {
        self.own.as_ref().map_or(stdin.as_fd(), AsFd::as_fd)
    }

    /// Reads once what is there, or gives up what does not come to its end.
    fn read(&mut self, has_bytes: bool, now: Instant, all: &mut Vec<Heard>) {
        let mut events = Vec::new();
        let mut piece = [0; READ];
        let read = if has_bytes { rustix::io::read(self.file(&io::stdin()), &mut piece) } else { Ok(0) };
        let count = match read.map_err(io::Error::from) {
            Ok(count) => count,
            Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock) => 0,
            Err(_) => return all.push(Heard::HangUp),
        };
        let is_hopeless = |rest: &Unfinished| match count {
            0 => rest.until <= now,
            _ => now - rest.began > self.bytes.longest(),
        };
        if self.unfinished.as_ref().is_some_and(is_hopeless) {
            self.bytes.give_up(&mut events);
        }
        self.bytes.feed(piece.get(..count).unwrap_or_default(), &mut events);
        let number = self.bytes.sequences();
        let known = self.unfinished.take().filter(|rest| rest.number == number);
        self.unfinished = self.bytes.patience().map(|patience| {
            let began = known.as_ref().map_or(now, |rest| rest.began);
            let until = known.filter(|_| count == 0).map_or(now + patience, |rest| rest.until);
            Unfinished { number, began, until }
        });
        all.extend(events.into_iter().filter_map(heard));
    }
}
