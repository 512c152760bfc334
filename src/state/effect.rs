//! Orders to the outside; `runtime` carries them out.

use chrono::NaiveDate;

use super::cue_event::Signal;
use super::settings::Settings;
use super::settings::setting::Setting;
use super::sinks::Sink;
use crate::domain::journal::entry::Entry;
use crate::domain::session::run::Saved;

/// An order to the outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write entries to the journal, all or none.
    Append(Vec<Entry>),
    /// Keep the running session on disk.
    SaveProgress(Box<Saved>),
    /// Remove the kept session from disk: it is over.
    RemoveProgress,
    /// Take the lock for the one program that runs a session; answered by an event. Once the lock is taken, an
    /// unfinished session is looked for.
    TakeSessionLock,
    /// Release that lock, so that another program may run a session.
    ReleaseSessionLock,
    /// Present a signal to the user.
    Present(Box<Signal>),
    /// Try this sink, whatever the settings turn on or off.
    Try(Sink),
    /// Write the entries that could not be written at an earlier end of the program.
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
        /// The settings to write.
        changed: Vec<Setting>,
    },
    /// Stop the program and give the terminal back to the shell.
    Suspend,
    /// Leave the program.
    Quit,
}
