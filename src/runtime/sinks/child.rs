//! Child processes: they are never run through a shell, and none of them outlives this program.
//!
//! Each has a process group of its own, which is ended as a whole. If the system has a way, it ends them even when this
//! program is killed.

use std::env;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::find::on_path;
use crate::domain::time::Instant;
use crate::runtime::clock::Clock;

/// The time between two checks of a running program.
const LOOK: Duration = Duration::from_millis(20);
/// The exit codes of a program that starts another one and cannot find it.
const NOT_STARTED: [i32; 2] = [126, 127];

/// A program to be run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Job {
    /// Its path or name.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Variables added to its environment.
    pub variables: Vec<(&'static str, String)>,
    /// The text for its standard input, a few thousand bytes at most: a pipe takes that at once.
    pub input: String,
    /// True if its standard input stays open until it is to end.
    pub is_held: bool,
}

impl Job {
    /// Returns the job to run a program with arguments.
    pub fn new(program: &str, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(ToString::to_string).collect();
        Self { program: program.to_owned(), arguments, ..Self::default() }
    }

    /// Returns the job to run the user's own program, given as a list of words; `None` for an empty one.
    pub fn of_words(words: &[String], input: String) -> Option<Self> {
        let (program, arguments) = words.split_first()?;
        Some(Self { program: program.clone(), arguments: arguments.to_vec(), input, ..Self::default() })
    }

    /// Returns the name of the program without control characters.
    pub fn name(&self) -> String {
        let name = Path::new(&self.program).file_name().unwrap_or_default().to_string_lossy();
        crate::domain::text::without_controls(&name)
    }
}

/// The program that ends child processes when this program ends, however it ends.
#[derive(Debug, Clone)]
pub struct Guard(Option<String>);

impl Guard {
    /// Looks for it. It takes a few milliseconds and must not run in the thread that draws.
    pub fn find() -> Self {
        let setpriv = env::var("PATH").ok().and_then(|path| on_path("setpriv", &path));
        Self(setpriv.filter(|setpriv| {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "KILL", "--", setpriv, "--version"]);
            quiet(&mut command).status().is_ok_and(|status| status.success())
        }))
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

/// The ways in which a program ends.
#[derive(Debug, PartialEq, Eq)]
pub enum ChildEnd<T> {
    /// It succeeded.
    Done,
    /// It failed, with the reason for people.
    Failed(String),
    /// It ran longer than allowed, and was ended.
    Hung,
    /// It was ended because of this order; `None` if nobody gives orders any more.
    Ended(Option<T>),
}

/// A running program. Dropping it ends the program.
#[derive(Debug)]
pub struct Running {
    child: Child,
    name: String,
    /// Its standard input, if that keeps it running.
    _held: Option<ChildStdin>,
}

impl Running {
    /// Starts it.
    ///
    /// # Errors
    /// The reason why it cannot be started, for people.
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
            // A program that does not read its input has ended; its exit code tells more.
            let _ = pipe.write_all(job.input.as_bytes());
        }
        Ok(Self { child, name, _held: input.filter(|_| job.is_held) })
    }

    /// Waits for its end until `deadline`, and receives `orders` meanwhile: `heard` returns an order for which the
    /// program is to be ended, and keeps any other.
    pub fn attend<T>(
        mut self,
        orders: &Receiver<T>,
        clock: Clock,
        deadline: Instant,
        mut heard: impl FnMut(T) -> Option<T>,
    ) -> ChildEnd<T> {
        loop {
            match self.child.try_wait() {
                Ok(None) => {}
                Ok(Some(status)) => return self.ended(status),
                Err(error) => return ChildEnd::Failed(format!("{} is gone: {error}", self.name)),
            }
            let left = deadline - clock.now().mono;
            if left.is_zero() {
                return ChildEnd::Hung;
            }
            match orders.recv_timeout(left.min(LOOK)) {
                Ok(order) => {
                    if let Some(order) = heard(order) {
                        return ChildEnd::Ended(Some(order));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return ChildEnd::Ended(None),
            }
        }
    }

    /// Returns the reason why it has ended too early, if it has.
    pub fn has_failed(&mut self) -> Option<String> {
        let status = self.child.try_wait().ok().flatten()?;
        match self.ended::<()>(status) {
            ChildEnd::Failed(why) => Some(why),
            _ => Some(format!("{} has ended", self.name)),
        }
    }

    fn ended<T>(&self, status: ExitStatus) -> ChildEnd<T> {
        match status.code() {
            Some(0) => ChildEnd::Done,
            Some(code) if NOT_STARTED.contains(&code) => ChildEnd::Failed(format!("{} cannot be run", self.name)),
            Some(code) => ChildEnd::Failed(format!("{} failed with exit code {code}", self.name)),
            None => ChildEnd::Failed(format!("{} was ended from outside", self.name)),
        }
    }
}

impl Drop for Running {
    /// Ends it, and all that it has started in its group.
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw) {
            // Before waiting for it: afterwards the number of its group may belong to others.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
