//! The program in a real terminal: a pseudo-terminal with a screen behind it that can be read.
//!
//! Nothing here waits for a length of time: every condition is polled until it holds, at most
//! [`PATIENCE`].
#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

/// How long a condition may take to come true, on a busy machine too.
pub const PATIENCE: Duration = Duration::from_secs(15);
/// More than the time in which keys are taken for the screen before.
const AFTER_READING: Duration = Duration::from_millis(450);
/// How often what makes no output is looked at.
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// Taking the terminal, as it is written.
const ENTER: &str = "\x1b[?1049h";
/// Giving it back: no word of another theme or of who looks, text pasted plainly, the old screen, a cursor.
const LEAVE: [&str; 5] = ["\x1b[?2031l", "\x1b[?1004l", "\x1b[?2004l", "\x1b[?1049l", "\x1b[?25h"];

/// How the program is started.
pub struct Start {
    command: CommandBuilder,
    columns: u16,
    rows: u16,
}

impl Start {
    /// With this home folder and these arguments, at 80 x 24, in a terminal with 256 colours.
    pub fn new(home: &Path, arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_supple"));
        command.arg("--home");
        command.arg(home);
        command.args(arguments);
        Self::of(command, home)
    }

    /// A shell script that starts the program as `"$0" --home "$1"`.
    pub fn script(home: &Path, script: &str) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_supple")]);
        command.arg(home);
        Self::of(command, home)
    }

    fn of(mut command: CommandBuilder, home: &Path) -> Self {
        command.env_clear();
        // Where nothing is found nothing speaks, sounds or tells the desktop: that has tests of its own.
        command.env("PATH", "/nowhere");
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.cwd(home);
        Self { command, columns: 80, rows: 24 }
    }

    /// With another size.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// With a variable of the environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Starts it.
    pub fn spawn(self) -> Supple {
        let size = PtySize { rows: self.rows, cols: self.columns, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).unwrap();
        let modes = modes(&*pair.master);
        let reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let closing = Arc::new(AtomicBool::new(false));
        let stalled = Arc::new(AtomicBool::new(false));
        let child = pair.slave.spawn_command(self.command).unwrap();
        drop(pair.slave);
        listen(reader, sender.clone(), (Arc::clone(&closing), Arc::clone(&stalled)));
        Supple {
            writer: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            child,
            exit: None,
            output,
            _sender: sender,
            over: false,
            closing,
            stalled,
            screen: vt100::Parser::new(number(self.rows, 24), number(self.columns, 80), 0),
            raw: Vec::new(),
            modes,
        }
    }
}

/// Where a terminal does not know its size, the usual one is what it has.
fn number(n: u16, usual: u16) -> NonZero<u16> {
    NonZero::new(n).or(NonZero::new(usual)).unwrap()
}

/// The modes of the line, to be compared.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

/// Sends on what is read, and nothing more once nothing will come.
fn listen(
    mut reader: Box<dyn Read + Send>,
    sender: Sender<Option<Vec<u8>>>,
    (closing, stalled): (Arc<AtomicBool>, Arc<AtomicBool>),
) {
    thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        loop {
            while stalled.load(Ordering::SeqCst) {
                thread::park_timeout(BETWEEN_LOOKS);
            }
            let length = reader.read(&mut buffer).unwrap_or(0);
            let more = length > 0 && !closing.load(Ordering::SeqCst);
            let read = more.then(|| buffer[..length].to_vec());
            if sender.send(read).is_err() || !more {
                return;
            }
        }
    });
}

/// The running program.
pub struct Supple {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    exit: Option<ExitStatus>,
    output: Receiver<Option<Vec<u8>>>,
    /// Keeps the channel open, so that waiting on it is always waiting.
    _sender: Sender<Option<Vec<u8>>>,
    /// Nothing more will be written.
    over: bool,
    closing: Arc<AtomicBool>,
    /// Nothing is read for the time being.
    stalled: Arc<AtomicBool>,
    screen: vt100::Parser,
    raw: Vec<u8>,
    modes: String,
}

impl Supple {
    // ---- what it shows --------------------------------------------------------------------

    /// Waits until `text` is on the screen.
    #[track_caller]
    pub fn expect(&mut self, text: &str) {
        self.expect_that(&format!("{text:?} on the screen"), |shown| shown.contains(text));
    }

    /// Waits until `text` is not on the screen.
    #[track_caller]
    pub fn expect_gone(&mut self, text: &str) {
        self.expect_that(&format!("no {text:?} on the screen"), |shown| !shown.contains(text));
    }

    /// Waits until the text on the screen is as it should be.
    #[track_caller]
    pub fn expect_that(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        self.poll(what, |supple| holds(&supple.contents()));
    }

    /// Waits for anything that can be looked at; with what it shows where that does not come true.
    #[track_caller]
    pub fn poll(&mut self, what: &str, mut holds: impl FnMut(&mut Self) -> bool) {
        let deadline = after(PATIENCE);
        while !holds(self) {
            assert!(left_until(deadline).is_some(), "waited in vain for {what}\n{}", self.dump());
            self.pump();
        }
    }

    /// The text on the screen.
    pub fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    /// The screen with its attributes.
    pub fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// All that was ever written.
    pub fn raw_output(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }

    /// How much was written so far.
    pub fn written(&self) -> usize {
        self.raw.len()
    }

    /// Takes in what was written, waiting for it a moment.
    pub fn pump(&mut self) {
        self.take_in(BETWEEN_LOOKS);
    }

    fn take_in(&mut self, patience: Duration) {
        let mut next = self.output.recv_timeout(patience);
        loop {
            match next {
                Ok(Some(bytes)) => {
                    self.screen.process(&bytes);
                    self.raw.extend(bytes);
                }
                Ok(None) => self.over = true,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
            next = self.output.try_recv().map_err(|_| RecvTimeoutError::Timeout);
        }
    }

    /// Takes in what is written until so much time has passed: for a test of what may happen at any
    /// moment, not for waiting.
    pub fn pump_for(&mut self, span: Duration) {
        let end = after(span);
        while let Some(left) = left_until(end) {
            self.take_in(left);
        }
    }

    fn dump(&mut self) -> String {
        let (rows, columns) = self.screen().size();
        let mut text = format!("the screen, {columns} x {rows}:\n");
        for row in self.screen().rows(0, columns.get()).take(60) {
            let _ = writeln!(text, "  |{row}");
        }
        match self.child.try_wait() {
            Ok(Some(status)) if self.exit.is_none() => {
                let _ = writeln!(text, "and it has ended: {status}");
                self.exit = Some(status);
            }
            _ => {}
        }
        text
    }

    // ---- what is done to it ---------------------------------------------------------------

    /// Types these bytes, as somebody does who has read what is there: not in the time in which keys are taken for what
    /// was there before.
    pub fn keys(&mut self, keys: &str) {
        self.pump_for(AFTER_READING);
        self.keys_at_once(keys);
    }

    /// Types these bytes at once, whatever is there.
    pub fn keys_at_once(&mut self, keys: &str) {
        // Where the program is gone there is nobody to type to.
        let _ = self.writer.as_mut().unwrap().write_all(keys.as_bytes());
    }

    /// Sends these bytes, whatever they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.writer.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// From here on the terminal takes what is written until it is full; `false`: takes it again.
    pub fn stall(&mut self, stalled: bool) {
        self.stalled.store(stalled, Ordering::SeqCst);
    }

    /// How long it takes from here until the program has ended.
    #[track_caller]
    pub fn ends_within(&mut self) -> (Duration, u32) {
        let (from, deadline) = (after(Duration::ZERO), after(PATIENCE));
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                let code = status.exit_code();
                self.exit = Some(status);
                return (after(Duration::ZERO) - from, code);
            }
            assert!(left_until(deadline).is_some(), "it does not end\n{}", self.dump());
            thread::park_timeout(Duration::from_millis(1));
        }
    }

    /// How many threads it has.
    #[cfg(target_os = "linux")]
    pub fn threads(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/task", self.pid().as_raw_nonzero())).unwrap().count()
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.screen.screen_mut().set_size(number(rows, 24), number(columns, 80));
        self.master.as_ref().unwrap().resize(PtySize { rows, cols: columns, ..PtySize::default() }).unwrap();
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        if self.exit.is_none() {
            kill_process(self.pid(), signal).unwrap();
        }
    }

    /// Ends it on the spot.
    pub fn kill9(&mut self) {
        self.signal(Signal::KILL);
        let status = self.wait_exit();
        assert!(status.signal().is_some(), "it had ended by itself: {status}\n{}", self.dump());
    }

    /// Closes the terminal window. Works while the program draws, as with a running countdown: the
    /// thread that reads lets go of the terminal with the next frame.
    pub fn close_terminal(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        self.writer = None;
        self.master = None;
    }

    // ---- how it ends ----------------------------------------------------------------------

    /// Waits until the program has ended, and takes in what it wrote.
    #[track_caller]
    pub fn wait_exit(&mut self) -> ExitStatus {
        self.poll("the end of the program", |supple| {
            if supple.exit.is_none() {
                supple.exit = supple.child.try_wait().unwrap();
            }
            supple.exit.is_some() && supple.over
        });
        self.exit.clone().unwrap()
    }

    /// Waits until the program is stopped by the system.
    #[track_caller]
    pub fn wait_stopped(&mut self) {
        let pid = self.pid();
        self.poll("the program to stop", |_| {
            let looked = waitpid(Some(pid), WaitOptions::UNTRACED | WaitOptions::NOHANG).unwrap();
            looked.is_some_and(|(_, status)| status.stopped())
        });
    }

    /// The terminal is as it was found: its modes, the old screen, the cursor, pasting.
    #[track_caller]
    pub fn assert_restored(&mut self) {
        self.poll("a restored terminal", |supple| {
            let raw = supple.raw_output();
            let since = raw.rsplit_once(ENTER).map(|(_, since)| since).unwrap_or_default();
            LEAVE.iter().all(|code| since.contains(code)) && modes(&**supple.master.as_ref().unwrap()) == supple.modes
        });
        let screen = self.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }

    /// The line has its modes as they were found.
    #[track_caller]
    pub fn assert_modes_restored(&mut self) {
        self.poll("the modes of the line", |supple| modes(&**supple.master.as_ref().unwrap()) == supple.modes);
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().try_into().unwrap()).unwrap()
    }
}

impl Drop for Supple {
    fn drop(&mut self) {
        if self.exit.is_none() && matches!(self.child.try_wait(), Ok(None)) {
            let _ = kill_process(self.pid(), Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a real program is waited for, and not for ever")]
fn after(span: Duration) -> Instant {
    Instant::now() + span
}

#[expect(clippy::disallowed_methods, reason = "a real program is waited for, and not for ever")]
fn left_until(deadline: Instant) -> Option<Duration> {
    deadline.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
}
