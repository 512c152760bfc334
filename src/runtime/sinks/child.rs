//! Programs of others, run beside ours: never through a shell, and none of them outlives this one.
//!
//! Each has a process group of its own, which is ended as a whole. Where the system has a way, it is ended by the system
//! even when this program is killed on the spot.

use std::env;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::find::on_path;
use crate::domain::time::Instant;
use crate::runtime::clock::Clock;

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// The exit codes by which a program that starts others says that there is none.
const NOT_STARTED: [i32; 2] = [126, 127];

/// A program to be run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Job {
    /// Where it is, or its name.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Variables of its environment, besides ours.
    pub variables: Vec<(&'static str, String)>,
    /// What is written to its standard input, a few thousand bytes at most: a pipe takes that at once.
    pub input: String,
    /// Its standard input stays open as long as it is wanted: its end is the sign to go.
    pub is_held: bool,
}

impl Job {
    /// A program with its arguments.
    pub fn new(program: &str, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(ToString::to_string).collect();
        Self { program: program.to_owned(), arguments, ..Self::default() }
    }

    /// The user's own program, given as a list of words; `None` for an empty one.
    pub fn of_words(words: &[String], input: String) -> Option<Self> {
        let (program, arguments) = words.split_first()?;
        Some(Self { program: program.clone(), arguments: arguments.to_vec(), input, ..Self::default() })
    }

    /// What the program is called, safe to show.
    pub fn name(&self) -> String {
        let name = Path::new(&self.program).file_name().unwrap_or_default().to_string_lossy();
        crate::domain::text::without_controls(&name)
    }
}

/// What has programs ended when this one is, however that comes about.
#[derive(Debug, Clone)]
pub struct Guard(Option<String>);

impl Guard {
    /// Looks for it. Takes a few milliseconds: not for the thread that draws.
    pub fn find() -> Self {
        let works = |setpriv: &String| {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "KILL", "--", setpriv, "--version"]);
            quiet(&mut command).status().is_ok_and(|status| status.success())
        };
        Self(env::var("PATH").ok().and_then(|path| on_path("setpriv", &path)).filter(works))
    }

    fn command(&self, job: &Job) -> Command {
        let Some(setpriv) = &self.0 else { return Command::new(&job.program) };
        let mut command = Command::new(setpriv);
        command.args(["--pdeathsig", "KILL", "--", job.program.as_str()]);
        command
    }
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

/// How a program ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End<T> {
    /// It did what it should.
    Done,
    /// It did not; why, for people.
    Failed(String),
    /// It ran longer than allowed, and was ended.
    Hung,
    /// It was ended because of this order; `None` where all is over.
    Ended(Option<T>),
}

/// A running program; it ends with this value.
#[derive(Debug)]
pub struct Running {
    child: Child,
    name: String,
    /// Held open, where that keeps it running.
    _held: Option<ChildStdin>,
}

impl Running {
    /// Starts it.
    ///
    /// # Errors
    /// Why it cannot be started, for people.
    pub fn start(job: &Job, guard: &Guard) -> Result<Self, String> {
        let name = job.name();
        let mut command = guard.command(job);
        command.args(&job.arguments).envs(job.variables.iter().map(|(name, value)| (name, value)));
        quiet(&mut command).stdin(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|error| format!("{name} cannot be run: {error}"))?;
        let mut input = child.stdin.take();
        if let Some(pipe) = &mut input {
            // Whoever does not read what it is told has ended, and says so by its exit code.
            let _ = pipe.write_all(job.input.as_bytes());
        }
        Ok(Self { child, name, _held: input.filter(|_| job.is_held) })
    }

    /// Waits for its end, at most until `deadline`, and listens to `orders` meanwhile: `heard` gives an order back for
    /// which the program is ended, and keeps any other.
    pub fn attend<T>(
        mut self,
        orders: &Receiver<T>,
        (clock, deadline): (Clock, Instant),
        mut heard: impl FnMut(T) -> Option<T>,
    ) -> End<T> {
        loop {
            match self.child.try_wait() {
                Ok(None) => {}
                Ok(Some(status)) => return self.ended(status),
                Err(error) => return End::Failed(format!("{} is gone: {error}", self.name)),
            }
            let left = deadline - clock.now().mono;
            if left.is_zero() {
                return End::Hung;
            }
            match orders.recv_timeout(left.min(LOOK)) {
                Ok(order) => {
                    if let Some(order) = heard(order) {
                        return End::Ended(Some(order));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return End::Ended(None),
            }
        }
    }

    /// Why it has ended though it should still run, if it has.
    pub fn has_failed(&mut self) -> Option<String> {
        let status = self.child.try_wait().ok().flatten()?;
        match self.ended::<()>(status) {
            End::Failed(why) => Some(why),
            _ => Some(format!("{} has ended", self.name)),
        }
    }

    fn ended<T>(&self, status: ExitStatus) -> End<T> {
        match status.code() {
            Some(0) => End::Done,
            Some(code) if NOT_STARTED.contains(&code) => End::Failed(format!("{} cannot be run", self.name)),
            Some(code) => End::Failed(format!("{} failed with exit code {code}", self.name)),
            None => End::Failed(format!("{} was ended from outside", self.name)),
        }
    }
}

impl Drop for Running {
    /// Ends it, and all that it has started in its group.
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw) {
            // Only while the group is surely its own: its number is free once it was waited for, unless others are left.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
