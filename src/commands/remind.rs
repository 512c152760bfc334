//! `supple remind`: what would be set up, and what became of it, in words.

use std::io::{self, Write};

use chrono::NaiveDateTime;

use super::search;
use super::{Inputs, Outcome};
use crate::cli::remind::ReminderRequest;
use crate::domain::advice::readiness::{Readiness, Situation};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::reminder::due::{DueReminder, ReminderWish, Silence, due};
use crate::domain::reminder::schedule::ReminderSchedule;
use crate::domain::reminder::{ReminderLaunch, SystemClock};
use crate::domain::time::Now;

/// A file of the system's clock, or its lines in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockFile {
    /// Its path, or the name of the table; safe to show.
    pub place: String,
    /// Its content.
    pub text: String,
}

/// The changes that set up a reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderSetup {
    /// The clock.
    pub clock: SystemClock,
    /// Its files.
    pub files: Vec<ClockFile>,
    /// The commands that are run when they are written.
    pub commands: Vec<String>,
    /// False if this machine lacks the clock.
    pub is_possible: bool,
}

/// A reminder that is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstalledReminder {
    /// The clock that has it.
    pub clock: SystemClock,
    /// Its times; `None` if they were changed by hand.
    pub schedule: Option<ReminderSchedule>,
    /// Its next time.
    pub next: Option<NaiveDateTime>,
}

impl InstalledReminder {
    /// Returns the reminder of a clock as it is at `now`.
    pub fn new(clock: SystemClock, schedule: Option<ReminderSchedule>, now: NaiveDateTime) -> Self {
        Self { clock, schedule, next: schedule.and_then(|schedule| schedule.next(now)) }
    }

    /// Returns it in a line: `Mon at 07:30, by systemd; next Mon 7 Dec, 07:30`.
    pub fn text(&self) -> String {
        let clock = self.clock.name();
        let Some(schedule) = self.schedule else {
            return format!("by {clock}; its times were changed by hand");
        };
        let next = self.next.map(|next| format!("; next {}", next.format("%a %-d %b, %H:%M")));
        format!("{}, by {clock}{}", schedule.text(), next.unwrap_or_default())
    }
}

/// Returns the arguments with which the system's clock starts this program.
///
/// # Errors
/// No routine, or several, have that name.
pub fn arguments(request: &ReminderRequest, catalog: &Catalog) -> Result<Vec<String>, Outcome> {
    let routine = match &request.routine {
        None => None,
        Some(asked) => Some(search::routine(catalog, asked).map_err(Outcome::failed)?),
    };
    let kind = request.is_break().then(|| "--break".to_owned());
    let words = ["remind".to_owned(), "--now".to_owned()].into_iter().chain(kind);
    Ok(words.chain(routine.map(|routine| routine.id.to_string())).collect())
}

/// Returns the reason why `launch` cannot be written down for any clock.
pub fn launch_problem(launch: &ReminderLaunch) -> Option<String> {
    let variables = launch.variables.iter().map(|variable| &variable.value);
    let mut texts = launch.arguments.iter().chain([&launch.program]).chain(variables);
    let has_line_break = texts.any(|text| text.chars().any(char::is_control));
    has_line_break.then(|| "a path has a line break or a control character; no clock can start that".to_owned())
}

/// Writes what would be set up.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn preview(setup: &ReminderSetup, schedule: &ReminderSchedule, out: &mut dyn Write) -> io::Result<Outcome> {
    writeln!(out, "A reminder {}, by {}. With --install this is written:", schedule.text(), setup.clock.name())?;
    for file in &setup.files {
        writeln!(out, "\n{}\n", file.place)?;
        for line in file.text.lines() {
            writeln!(out, "{}", format!("  {line}").trim_end())?;
        }
    }
    writeln!(out, "\nand this is run:\n")?;
    for command in &setup.commands {
        writeln!(out, "  {command}")?;
    }
    if !setup.is_possible {
        writeln!(out, "\nBut nothing here would start it: there is neither a systemd of yours nor a crontab.")?;
    }
    Ok(Outcome::done())
}

/// Writes the reminder that is set, or how to set one.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn look(found: Option<InstalledReminder>, out: &mut dyn Write) -> io::Result<Outcome> {
    match found {
        Some(found) => writeln!(out, "Reminder: {}", found.text())?,
        None => writeln!(out, "No reminder is set. One would be: supple remind mon,wed,fri 07:30 --install")?,
    }
    Ok(Outcome::done())
}

/// Returns the reminder that is due now, or the reason why none is.
///
/// # Errors
/// None is due.
pub fn due_now(inputs: Inputs<'_>, routine: Option<&Id>, is_break: bool, now: &Now) -> Result<DueReminder, Silence> {
    let Inputs { journal, catalog, settings } = inputs;
    let situation = Situation {
        journal,
        exercise: &|id| catalog.exercise(id),
        limits: &settings.limits,
        at_hand: settings.equipment.as_deref(),
        now: now.wall,
    };
    let wish = ReminderWish { routine, is_break, goal: settings.weekly_goal, options: settings.options() };
    due(&Readiness::of(situation, None), catalog, wish)
}

/// Returns the text below the title of a notification. It says nothing of pain: others may see the screen.
pub fn invitation(reminder: &DueReminder, is_break: bool) -> String {
    let what = if is_break { "A short break?" } else { "Ready when you are:" };
    format!("{what} supple start {}", reminder.routine)
}
