//! What the program wants done outside itself; `runtime` carries it out.

use chrono::NaiveDate;

use super::settings::Settings;
use super::settings::setting::Setting;
use super::signal::Signal;
use super::sinks::Sink;
use crate::domain::play::session::Saved;
use crate::domain::record::entry::Entry;

/// An order to the outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write entries to the journal, all or none.
    Append(Vec<Entry>),
    /// Keep the running session on disk.
    SaveProgress(Box<Saved>),
    /// The running session is over: forget what was kept.
    RemoveProgress,
    /// Ask to be the one program that runs a session; answered by an event. Whenever it becomes ours, it is looked
    /// whether a session was left unfinished.
    TakeSessionLock,
    /// Another may run a session.
    ReleaseSessionLock,
    /// Let the user notice something.
    Present(Box<Signal>),
    /// Let the user hear or see what this sink is like, whatever is on otherwise.
    Try(Sink),
    /// Write what could not be written at an earlier end of the program.
    TakeStashed,
    /// Remember on this device that the first screen was seen.
    MarkWelcomed,
    /// Remember on this device that the line about a clinic was said on this date.
    MarkClinicSaid(NaiveDate),
    /// Read the last months of the journal again.
    ReadJournal,
    /// Read the journal from its first line on; answered by an event.
    ReadWholeJournal,
    /// Write settings into their file, and leave all else in it as it is; answered by an event.
    SaveSettings {
        /// All settings.
        settings: Box<Settings>,
        /// Which of them are to be written.
        changed: Vec<Setting>,
    },
    /// Stop the program and give the terminal back to the shell.
    Suspend,
    /// Leave the program.
    Quit,
}
