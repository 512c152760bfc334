//! Standard output and standard error that never block: output that is not taken at once is kept and written later.
//!
//! A terminal may stop taking output: behind a slow or lost connection, or because somebody pressed Ctrl-S. Only the
//! loop may wait for that, because it also waits for signals and the next deadline.

use std::io::{self, IsTerminal, Write};
#[cfg(unix)]
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

use super::clock::Clock;
use crate::domain::text::lines::in_ascii;

/// The most output that is kept, in bytes; later output is dropped.
const MOST_KEPT: usize = 1 << 20;

/// The longest wait for a terminal to take a message, after which it is dropped.
const PATIENCE: Duration = Duration::from_millis(100);
/// The longest wait for the reader of a pipe.
const PATIENCE_WITH_PIPE: Duration = Duration::from_secs(2);

/// Standard output, or standard error.
pub(super) struct Output {
    /// A separate opening of the terminal whose writes return at once.
    #[cfg(unix)]
    own: Option<std::fs::File>,
    stream: Stream,
    kept: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
enum Stream {
    Output,
    Messages,
}

/// Writes `message`, whole lines, to standard error.
pub(super) fn tell(message: &str, clock: Clock) {
    let mut messages = Output::of(Stream::Messages);
    let patience = if io::stderr().is_terminal() { PATIENCE } else { PATIENCE_WITH_PIPE };
    // There is nowhere left to report a failure.
    let _ = messages.write_all(message.as_bytes());
    messages.finish(clock, patience);
}

/// The blocked output that the loop waits for.
#[derive(Clone, Copy)]
pub struct Blocked<'a> {
    #[cfg(unix)]
    pub(super) file: BorrowedFd<'a>,
    #[cfg(not(unix))]
    pub(super) file: std::marker::PhantomData<&'a ()>,
}

impl Output {
    /// Returns standard output, with a separate opening if it is a terminal.
    pub(super) fn new() -> Self {
        Self::of(Stream::Output)
    }

    fn of(stream: Stream) -> Self {
        Self {
            #[cfg(unix)]
            own: super::terminal::open_again(stream.file()),
            stream,
            kept: Vec::new(),
        }
    }

    /// Returns true if output is waiting to be written.
    pub(super) fn is_blocked(&self) -> bool {
        !self.kept.is_empty()
    }

    /// Returns the file to wait for; `None` if nothing waits to be written.
    pub(super) fn blocked(&self) -> Option<Blocked<'_>> {
        self.is_blocked().then(|| self.target())
    }

    /// Writes the output that waits, for `patience` at most, and drops the rest.
    pub(super) fn finish(&mut self, clock: Clock, patience: Duration) {
        let until = clock.now().mono + patience;
        loop {
            let left = until - clock.now().mono;
            if self.flush().is_err() || !self.is_blocked() || left.is_zero() {
                break;
            }
            self.wait(left);
        }
        self.kept.clear();
    }

    #[cfg(unix)]
    fn target(&self) -> Blocked<'_> {
        Blocked { file: self.own.as_ref().map_or(self.stream.file(), AsFd::as_fd) }
    }

    #[cfg(unix)]
    fn wait(&self, patience: Duration) {
        is_taken(self.target().file, patience);
    }

    /// Writes as much as is taken at once; returns the number of bytes.
    #[cfg(unix)]
    fn push(&mut self) -> io::Result<usize> {
        /// The size that a pipe takes if it takes anything.
        const PIECE: usize = 512;
        let mut from = 0;
        while let Some(left) = self.kept.get(from..).filter(|left| !left.is_empty()) {
            let written = match &mut self.own {
                Some(own) => own.write(left),
                None if is_taken(self.stream.file(), Duration::ZERO) => {
                    let piece = left.get(..PIECE).unwrap_or(left);
                    rustix::io::write(self.stream.file(), piece).map_err(io::Error::from)
                }
                None => Err(io::ErrorKind::WouldBlock.into()),
            };
            match written {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => from += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) => return Err(error),
            }
        }
        Ok(from)
    }

    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "elsewhere there is something to wait on")]
    fn target(&self) -> Blocked<'_> {
        Blocked { file: std::marker::PhantomData }
    }

    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "elsewhere there is something to wait for")]
    fn wait(&self, _patience: Duration) {}

    #[cfg(not(unix))]
    fn push(&mut self) -> io::Result<usize> {
        let mut stream: Box<dyn Write> = match self.stream {
            Stream::Output => Box::new(io::stdout()),
            Stream::Messages => Box::new(io::stderr()),
        };
        stream.write_all(&self.kept)?;
        stream.flush()?;
        Ok(self.kept.len())
    }
}

#[cfg(unix)]
impl Stream {
    fn file(self) -> BorrowedFd<'static> {
        match self {
            Self::Output => rustix::stdio::stdout(),
            Self::Messages => rustix::stdio::stderr(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.kept.len() + bytes.len() <= MOST_KEPT {
            self.kept.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    /// Writes as much as is taken at once.
    fn flush(&mut self) -> io::Result<()> {
        match self.push() {
            Ok(written) => {
                self.kept.drain(..written);
                Ok(())
            }
            Err(error) => {
                // Nothing more is to be had from it.
                self.kept.clear();
                Err(error)
            }
        }
    }
}

/// Returns true if `file` takes output, or is gone so that writing fails at once.
#[cfg(unix)]
fn is_taken(file: BorrowedFd<'_>, patience: Duration) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let mut files = [PollFd::from_borrowed_fd(file, PollFlags::OUT)];
    let patience = Timespec {
        tv_sec: i64::try_from(patience.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: i64::from(patience.subsec_nanos()),
    };
    poll(&mut files, Some(&patience)).is_ok_and(|ready| ready > 0)
}

/// A writer that replaces the program's signs with ASCII; letters of any language stay.
pub(super) struct AsciiOut<W> {
    out: W,
    /// The beginning of a character that is not complete yet.
    begun: Vec<u8>,
}

impl<W: Write> AsciiOut<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out, begun: Vec::new() }
    }
}

impl<W: Write> Write for AsciiOut<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.extend_from_slice(bytes);
        let whole = self.begun.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
        let kept = self.begun.split_off(whole);
        let text = String::from_utf8(std::mem::replace(&mut self.begun, kept)).unwrap_or_default();
        self.out.write_all(in_ascii(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_written_in_ascii_wherever_the_text_is_cut() {
        let text = "Dehnübung – 3×25 s · “slow”…\n";
        for cut in 0..=text.len() {
            let mut out = AsciiOut::new(Vec::new());
            let (first, second) = text.as_bytes().split_at(cut);
            out.write_all(first).unwrap();
            out.write_all(second).unwrap();
            assert_eq!(String::from_utf8(out.out).unwrap(), "Dehnübung - 3x25 s . \"slow\".\n", "cut at {cut}");
        }
    }
}
