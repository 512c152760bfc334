//! The command line of `supple remind`.

use clap::Args;

use crate::domain::reminder::schedule::{
    DayTime, ReminderDays, ReminderHours, ReminderInterval, ReminderSchedule, ReminderTimes,
};

/// The end of `supple remind --help`.
pub(super) const HELP: &str = "\
Examples:
  supple remind mon,wed,fri 07:30        show what would be set up
  supple remind mon,wed,fri 07:30 --install
  supple remind daily 18:00 core-basics --install
  supple remind --every 30m --between 9:00-17:00 --install
  supple remind mon,tue,wed,thu,fri --every 1h --install
  supple remind                          show the reminder that is set
  supple remind --remove                 and take it away

At its time the system's own clock (systemd, cron, launchd or the Task Scheduler
of Windows) starts supple, which shows one quiet notification with today's routine
and its length, and ends. Nothing of supple runs in between. There is one reminder:
another one takes its place.

None is shown on a day that is better for rest, in a flare-up, on a plan's day of
rest, once today's session is done or the week's goal is met, or while a session
runs. A break (--every) is no session of the day: goal and plan do not matter to it.

Days are mon,tue,wed,thu,fri,sat,sun in any order, or daily; times are local.
--between is 9:00-17:00 unless you say.";

/// `supple remind`
#[derive(Debug, Args)]
pub struct RemindArgs {
    /// The days and the time, such as mon,wed,fri 07:30, then a routine if it is to be a certain one
    #[arg(value_name = "DAYS TIME [ROUTINE]", num_args = 0..=3)]
    pub words: Vec<String>,
    /// A short break again and again, such as 30m or 1h
    #[arg(long, value_name = "LENGTH", allow_hyphen_values = true)]
    pub every: Option<ReminderInterval>,
    /// The hours of these breaks, such as 9:00-17:00
    #[arg(long, value_name = "TIMES", requires = "every", allow_hyphen_values = true)]
    pub between: Option<ReminderHours>,
    /// Set it up
    #[arg(long, conflicts_with_all = ["remove", "now"])]
    pub install: bool,
    /// Take the reminder away
    #[arg(long, conflicts_with_all = ["now", "every", "words"])]
    pub remove: bool,
    /// Show the notification now, if it is due: the system's clock starts this
    #[arg(long, conflicts_with = "every")]
    pub now: bool,
    /// With --now: a short break, not the session of the day
    #[arg(long = "break", requires = "now")]
    pub is_break: bool,
}

/// The tasks of `supple remind`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemindTask {
    /// Show the reminder that is installed.
    Look,
    /// Show what would be installed.
    Preview(ReminderRequest),
    /// Install it.
    Install(ReminderRequest),
    /// Remove it.
    Remove,
    /// Show the notification, for this routine or the one that suits.
    Notify(Option<String>),
}

/// A reminder as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderRequest {
    /// Its times.
    pub schedule: ReminderSchedule,
    /// The routine, as it was written.
    pub routine: Option<String>,
}

impl ReminderRequest {
    /// Returns true for breaks, which are no sessions of the day.
    pub const fn is_break(&self) -> bool {
        matches!(self.schedule.times, ReminderTimes::Every(..))
    }
}

const EXPECTED: &str = "expected days and a time, as in `supple remind mon,wed,fri 07:30`";

impl RemindArgs {
    /// Returns the task.
    ///
    /// # Errors
    /// The words make no sense; the message says what would.
    pub fn task(&self) -> Result<RemindTask, String> {
        if self.remove {
            return Ok(RemindTask::Remove);
        }
        if self.now {
            return match self.words.as_slice() {
                [] => Ok(RemindTask::Notify(None)),
                [routine] => Ok(RemindTask::Notify(Some(routine.clone()))),
                _ => Err("--now takes a routine and nothing else".to_owned()),
            };
        }
        let request = match self.every {
            None if self.words.is_empty() && self.install => return Err(EXPECTED.to_owned()),
            None if self.words.is_empty() => return Ok(RemindTask::Look),
            None => self.once()?,
            Some(interval) => self.again(interval)?,
        };
        Ok(if self.install { RemindTask::Install(request) } else { RemindTask::Preview(request) })
    }

    fn once(&self) -> Result<ReminderRequest, String> {
        let (days, time, routine) = match self.words.as_slice() {
            [days, time] => (days, time, None),
            [days, time, routine] => (days, time, Some(routine.clone())),
            _ => return Err(EXPECTED.to_owned()),
        };
        let schedule = ReminderSchedule { days: days.parse()?, times: ReminderTimes::At(time.parse()?) };
        Ok(ReminderRequest { schedule, routine })
    }

    fn again(&self, interval: ReminderInterval) -> Result<ReminderRequest, String> {
        let times = ReminderTimes::Every(interval, self.between.unwrap_or_default());
        let (days, rest) = match self.words.split_first() {
            None => (ReminderDays::DAILY, &[][..]),
            Some((first, rest)) => match first.parse::<ReminderDays>() {
                Ok(days) => (days, rest),
                // A comma is in no routine's name: these are meant to be days.
                Err(why) if first.contains(',') => return Err(why),
                Err(_) => (ReminderDays::DAILY, self.words.as_slice()),
            },
        };
        if rest.iter().any(|word| word.parse::<DayTime>().is_ok()) {
            return Err("--every has no single time; its hours go into --between, as in 9:00-17:00".to_owned());
        }
        match rest {
            [] | [_] => {
                let routine = rest.first().cloned();
                Ok(ReminderRequest { schedule: ReminderSchedule { days, times }, routine })
            }
            _ => Err("--every takes days, then a routine, and nothing else".to_owned()),
        }
    }
}
