//! The command line of `supple timer`.

use clap::Args;

use crate::domain::session::timer::{IntervalTimer, TimerLog, TimerNumber};

/// The end of `supple timer --help`.
pub(super) const HELP: &str = "\
Examples:
  supple timer 40 20 8                   40 s work, 20 s rest, 8 rounds
  supple timer 2:00                      one countdown of two minutes
  supple timer 40 20 8 --log             and saved in your journal
  supple timer                           set it first

The keys of a session work: pause, next, ten seconds more, a pain rating, stop.
A timer asks nothing about pain, and is in your journal only with --log, or if you
say so at its end. If you rate pain during it, or stop it with !, it is saved.
Plain text is as for supple start.";

/// `supple timer`
#[derive(Debug, Clone, Copy, Args)]
pub struct TimerArgs {
    /// The work in a round: seconds (40) or minutes and seconds (2:00)
    #[arg(value_parser = work, allow_negative_numbers = true)]
    pub work: Option<u32>,
    /// The rest between two rounds, in the same forms; 0 for none
    #[arg(value_parser = rest, allow_negative_numbers = true)]
    pub rest: Option<u32>,
    /// The number of rounds
    #[arg(value_parser = rounds, allow_negative_numbers = true)]
    pub rounds: Option<u32>,
    /// Save the session in your journal
    #[arg(long)]
    pub log: bool,
    /// Plain text, one line per cue: for screen readers, braille displays and logs
    #[arg(long)]
    pub plain: bool,
}

impl TimerArgs {
    /// Returns the timer, or `None` if it is still to be set.
    ///
    /// # Errors
    /// The number of rounds is missing; the message says what would be right.
    pub fn timer(self) -> Result<Option<IntervalTimer>, String> {
        let Some(work) = self.work else { return Ok(None) };
        IntervalTimer::from_numbers(work, self.rest, self.rounds).map(|timer| Some(timer.with_log(self.log_choice())))
    }

    /// Returns the choice whether the session is saved.
    pub fn log_choice(self) -> TimerLog {
        if self.log { TimerLog::Always } else { TimerLog::OnRequest }
    }
}

fn work(raw: &str) -> Result<u32, String> {
    TimerNumber::Work.parse(raw)
}

fn rest(raw: &str) -> Result<u32, String> {
    TimerNumber::Rest.parse(raw)
}

fn rounds(raw: &str) -> Result<u32, String> {
    TimerNumber::Rounds.parse(raw)
}
