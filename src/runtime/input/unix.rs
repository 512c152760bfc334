//! Waiting on Unix: one wait on the terminal, on signals and on other threads. Nothing else here blocks.

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
use crate::domain::time::Instant;
use crate::runtime::clock::Clock;
use crate::runtime::output::Blocked;
use crate::runtime::{Input, terminal};
use crate::state::event::{Event, Key};
use crate::state::model::TerminalAnswer;

/// The signals that would end the program at once, and leave the terminal raw.
const ENDING: [i32; 9] = [SIGTERM, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGIO, SIGXCPU];
/// The number of bytes that are read at once.
const READ: usize = 1_024;
/// The longest time in which answers of the terminal are expected: a line to another machine may be slow.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// The messages from outside, in the order in which they came.
pub struct Inbox {
    signals: SignalDelivery<UnixStream, SignalOnly>,
    letters: Receiver<Input>,
    /// Readable as soon as there is a letter.
    bell: UnixStream,
    source: InputSource,
    clock: Clock,
}

/// Kinds of standard input.
enum InputSource {
    Keys(Box<KeyTerminal>),
    Lines(LineReader),
    /// Input that has ended.
    Nothing,
}

/// A terminal that gives keys.
struct KeyTerminal {
    /// A separate opening whose reads return at once; `None` for standard input, which is read when it has something.
    own: Option<File>,
    bytes: Bytes,
    unfinished: Option<Unfinished>,
    /// The time from which on no answer to the questions at the start is expected.
    answered_by: Instant,
}

/// A sequence whose rest may still come.
struct Unfinished {
    /// The number of the sequence.
    number: u64,
    began: Instant,
    /// The time at which it is given up if nothing comes.
    until: Instant,
}

/// The sending end for other threads.
#[derive(Debug, Clone)]
pub struct Mailbox {
    letters: Sender<Input>,
    bell: Arc<UnixStream>,
}

impl Mailbox {
    /// Sends a message to the loop, which may have ended.
    pub fn send(&self, heard: Input) {
        let _ = self.letters.send(heard);
        // Full means that it rings already.
        let _ = (&*self.bell).write(&[0]);
    }
}

/// The result of a wait: each field is true if there is something.
struct Ready {
    keys: bool,
    gone: bool,
    letters: bool,
    output: bool,
}

impl Inbox {
    /// Begins to receive signals, which then do not end the program.
    ///
    /// # Errors
    /// The system refuses a pipe or a signal handler.
    pub fn open(keyboard: Keyboard, clock: Clock) -> io::Result<(Self, Mailbox)> {
        let (read, write) = UnixStream::pair()?;
        let wanted = [SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH].into_iter().chain(ENDING);
        let signals = SignalDelivery::with_pipe(read, write, SignalOnly, wanted)?;
        let (ring, bell) = UnixStream::pair()?;
        ring.set_nonblocking(true)?;
        bell.set_nonblocking(true)?;
        let (sender, letters) = channel();
        let source = match keyboard {
            Keyboard::Keys { line_feed_is_enter } => {
                let mut bytes = Bytes::new(line_feed_is_enter);
                // Lines of text ask nothing.
                bytes.await_answers(!line_feed_is_enter);
                InputSource::Keys(Box::new(KeyTerminal {
                    own: terminal::open_again(io::stdin()),
                    bytes,
                    unfinished: None,
                    answered_by: clock.now().mono + ANSWERED_WITHIN,
                }))
            }
            Keyboard::Lines => InputSource::Lines(LineReader::default()),
        };
        Ok((Self { signals, letters, bell, source, clock }, Mailbox { letters: sender, bell: Arc::new(ring) }))
    }

    /// Waits for messages for `timeout` at most, or for ever if it is `None`. Returns all that are there, which may be
    /// none; one of them tells that `blocked` output takes more.
    pub fn wait(&mut self, timeout: Option<Duration>, blocked: Option<Blocked<'_>>) -> Vec<Input> {
        let rest = match &self.source {
            InputSource::Keys(terminal) => terminal.unfinished.as_ref().map(|rest| rest.until - self.clock.now().mono),
            _ => None,
        };
        let ready = self.poll([timeout, rest].into_iter().flatten().min(), blocked);
        let mut all = self.pending_signals();
        let now = self.clock.now().mono;
        match &mut self.source {
            InputSource::Lines(reader) => {
                let is_over = (ready.keys || ready.gone) && !reader.read(&mut all);
                if is_over {
                    self.source = InputSource::Nothing;
                    all.push(Input::EndOfInput);
                }
            }
            // It is not read any more, because it would be gone again and again.
            InputSource::Keys(_) if ready.gone => all.push(Input::HangUp),
            InputSource::Keys(terminal) => terminal.read(ready.keys, now, &mut all),
            InputSource::Nothing => {}
        }
        if ready.output {
            all.push(Input::TakesOutput);
        }
        if ready.letters {
            while (&self.bell).read(&mut [0; 64]).is_ok_and(|read| read > 0) {}
        }
        all.extend(self.letters.try_iter());
        all
    }

    /// Stops reading the keyboard: keys belong to the shell from now on.
    pub fn forget_keyboard(&mut self) {
        self.source = InputSource::Nothing;
    }

    fn pending_signals(&mut self) -> Vec<Input> {
        self.signals.pending().map(heard_signal).collect()
    }

    fn poll(&self, timeout: Option<Duration>, blocked: Option<Blocked<'_>>) -> Ready {
        let stdin = io::stdin();
        let (signals, bell) = (self.signals.get_read().as_fd(), self.bell.as_fd());
        // Input that has ended is not polled, because its end would be reported again and again.
        let (keys, is_over) = match &self.source {
            InputSource::Nothing => (bell, true),
            InputSource::Keys(terminal) => (terminal.file(&stdin), false),
            InputSource::Lines(_) => (stdin.as_fd(), false),
        };
        let output = blocked.map_or(bell, |blocked| blocked.file);
        let mut files = [keys, signals, bell].map(|file| PollFd::from_borrowed_fd(file, PollFlags::IN)).to_vec();
        files.extend(blocked.map(|_| PollFd::from_borrowed_fd(output, PollFlags::OUT)));
        let timeout = timeout.map(|span| Timespec {
            tv_sec: i64::try_from(span.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: i64::from(span.subsec_nanos()),
        });
        // If a signal interrupts it, the signal is handled, and the caller waits again.
        let _ = poll(&mut files, timeout.as_ref());
        let keys = events_at(&files, 0);
        Ready {
            keys: !is_over && keys.contains(PollFlags::IN),
            gone: !is_over && keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
            letters: events_at(&files, 2).contains(PollFlags::IN),
            output: !events_at(&files, 3).is_empty(),
        }
    }
}

fn events_at(files: &[PollFd<'_>], at: usize) -> PollFlags {
    files.get(at).map_or(PollFlags::empty(), PollFd::revents)
}

fn heard_signal(signal: i32) -> Input {
    match signal {
        SIGHUP => Input::HangUp,
        SIGINT => Input::Event(Event::Key(Key::Ctrl('c'))),
        SIGTSTP => Input::Event(Event::Key(Key::Ctrl('z'))),
        SIGCONT => Input::Continued,
        SIGWINCH => {
            let (width, height) = terminal::size();
            Input::Event(Event::Resized(width, height))
        }
        ending => Input::Terminate(u8::try_from(ending).unwrap_or_default()),
    }
}

impl KeyTerminal {
    fn file<'a>(&'a self, stdin: &'a io::Stdin) -> BorrowedFd<'a> {
        self.own.as_ref().map_or(stdin.as_fd(), AsFd::as_fd)
    }

    /// Reads once, and gives up an unfinished sequence whose time is over.
    fn read(&mut self, has_bytes: bool, now: Instant, all: &mut Vec<Input>) {
        let mut events = Vec::new();
        let mut piece = [0; READ];
        let read = if has_bytes { rustix::io::read(self.file(&io::stdin()), &mut piece) } else { Ok(0) };
        let count = match read.map_err(io::Error::from) {
            Ok(count) => count,
            Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock) => 0,
            Err(_) => return all.push(Input::HangUp),
        };
        if let Some(rest) = &self.unfinished
            && if count == 0 { rest.until <= now } else { now - rest.began > self.bytes.longest() }
        {
            self.bytes.give_up(&mut events);
        }
        if self.answered_by <= now && self.unfinished.is_none() {
            self.bytes.await_answers(false);
        }
        self.bytes.feed(piece.get(..count).unwrap_or_default(), &mut events);
        let number = self.bytes.sequences();
        let known = self.unfinished.take().filter(|rest| rest.number == number);
        self.unfinished = self.bytes.patience().map(|patience| {
            let began = known.as_ref().map_or(now, |rest| rest.began);
            let until = known.filter(|_| count == 0).map_or(now + patience, |rest| rest.until);
            Unfinished { number, began, until }
        });
        for answer in self.bytes.answers() {
            if matches!(answer, TerminalAnswer::ThemeChanged(_)) {
                // The background is asked for again.
                self.answered_by = now + ANSWERED_WITHIN;
            }
            all.push(Input::Event(Event::TerminalAnswered(answer)));
        }
        all.extend(events.into_iter().filter_map(heard));
    }
}
