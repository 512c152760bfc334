//! Reminders by the system's own clock: when they come, the texts by which each system's clock knows of them, and the
//! decision whether one is due.

use schedule::ReminderSchedule;

pub mod clock_text;
pub mod crontab;
pub mod due;
mod quoting;
pub mod schedule;

/// The name of a reminder's files and tasks.
pub const NAME: &str = "supple-remind";

/// The words before the schedule, in a comment of every text, by which an installed reminder is read again.
const SCHEDULE: &str = "schedule: ";

/// A reminder to be installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Its times.
    pub schedule: ReminderSchedule,
    /// The program to start at these times.
    pub launch: ReminderLaunch,
}

/// A start of this program by the system's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderLaunch {
    /// The full path of the program.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Variables of its environment.
    pub variables: Vec<LaunchVariable>,
}

/// A variable of an environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaunchVariable {
    /// Its name, of letters and underscores.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}

impl ReminderLaunch {
    /// Returns the program and its arguments.
    fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.program.as_str()).chain(self.arguments.iter().map(String::as_str))
    }

    /// Returns all words in the text of a clock.
    fn texts(&self) -> impl Iterator<Item = &str> {
        self.words().chain(self.variables.iter().map(|variable| variable.value.as_str()))
    }
}

/// The clocks of systems that start programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemClock {
    /// A timer of systemd for one user.
    Systemd,
    /// The user's table of cron.
    Cron,
    /// An agent of launchd.
    Launchd,
    /// The Task Scheduler of Windows.
    Windows,
}

impl SystemClock {
    /// Returns its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Systemd => "systemd",
            Self::Cron => "cron",
            Self::Launchd => "launchd",
            Self::Windows => "the Task Scheduler",
        }
    }
}

/// Reads the schedule from the text of a clock; `None` if it has none.
pub fn schedule_in(text: &str) -> Option<ReminderSchedule> {
    let line = text.lines().find_map(|line| line.split_once(SCHEDULE))?;
    line.1.trim_end_matches("-->").trim().parse().ok()
}
