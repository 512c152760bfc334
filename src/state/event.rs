//! Events: keys, time, signals, and answers to effects.

use std::fmt;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use uuid::Uuid;

use crate::domain::content::catalog::{Catalog, FileKind};
use crate::domain::content::draft::plan::KeptPlanDraft;
use crate::domain::content::draft::{DraftSource, KeptDraft, OwnDraft};
use crate::domain::content::exercise::Id;
use crate::domain::journal::entry::Entry;
use crate::domain::journal::merged::Journal;
use crate::domain::session::run::Saved;
use crate::domain::session::timer::IntervalTimer;
use crate::state::action::Action;
use crate::state::journal_cache::Recent;
use crate::state::model::TerminalAnswer;
use crate::state::settings::Settings;
use crate::state::settings::setting::Setting;
use crate::state::sinks::Signal;
use crate::state::sinks::{Capabilities, Sink, SinkFailure};

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The user entered an action in words, in line mode.
    Said(Action),
    /// Text was pasted; it is ignored outside a text field.
    Paste(String),
    /// The size of the terminal has changed: columns, rows.
    Resized(u16, u16),
    /// The time asked for by `next_wakeup` has come.
    Tick,
    /// The program was told to go (SIGTERM, SIGHUP): save, and leave.
    Terminate,
    /// The program runs again after it was stopped (Ctrl-Z, `fg`).
    Continued,
    /// The last months of the journal were read.
    JournalRead(Box<Recent>),
    /// The answer to [`Effect::ReadWholeJournal`].
    WholeJournalRead(Box<Journal>),
    /// An unfinished session of an earlier run, or of another program, was found: at the start, or in answer to
    /// [`Effect::TakeSessionLock`]; the lock is taken then.
    Found(Box<Saved>),
    /// The answer to [`Effect::TakeSessionLock`]: true if the lock is taken and no unfinished session was found.
    SessionLock(bool),
    /// The session that waits for the lock does not begin, with the reason for people.
    NotBegun(String),
    /// A message to show.
    Told(String),
    /// An effect could not be carried out.
    Failed {
        /// The effect.
        effect: Box<Effect>,
        /// The reason, for people.
        why: String,
    },
    /// The answer to [`Effect::SaveSettings`]: they are in the file.
    SettingsSaved {
        /// The file, as shown in messages.
        file: String,
        /// The new content of the file.
        text: String,
    },
    /// The terminal got the focus (true) or lost it (false).
    Looked(bool),
    /// The terminal has answered a question, or reports a change.
    TerminalAnswered(TerminalAnswer),
    /// The sinks of this machine are known.
    SinksFound(Box<Capabilities>),
    /// A voice or player failed three times in a row: the next rung takes over.
    SinkLost(SinkFailure),
    /// A voice or player was tried, and works.
    SinkWorks(SinkFailure),
    /// A sink that was tried, or a program of the user's, failed, with the reason for people.
    SinkTrouble(String),
    /// These entries are on disk.
    Written(Vec<Uuid>),
    /// The content was read anew, after the user's files have changed.
    ContentRead {
        /// All of it.
        catalog: Box<Catalog>,
        /// The files that were saved before, if some were.
        saved: Option<Box<OwnFiles>>,
    },
    /// The answer to [`Effect::SaveOwn`]: nothing is written, because this other file is in the way.
    OwnInTheWay(OwnName),
}

/// A key, as far as the program tells keys apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character.
    Char(char),
    /// A character with Ctrl.
    Ctrl(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Shift and arrow up.
    ShiftUp,
    /// Shift and arrow down.
    ShiftDown,
}

impl Key {
    /// Converts a terminal event; `None` for keys that mean nothing here.
    pub fn from_terminal(event: KeyEvent) -> Option<Self> {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let other = event.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META);
        Some(match event.code {
            _ if other => return None,
            KeyCode::Char(c) if ctrl => Self::Ctrl(c.to_ascii_lowercase()),
            KeyCode::Char(c) => Self::Char(c),
            KeyCode::Enter => Self::Enter,
            KeyCode::Esc => Self::Esc,
            KeyCode::Up if shift => Self::ShiftUp,
            KeyCode::Down if shift => Self::ShiftDown,
            KeyCode::Up => Self::Up,
            KeyCode::Down => Self::Down,
            KeyCode::Left => Self::Left,
            KeyCode::Right => Self::Right,
            KeyCode::Home => Self::Home,
            KeyCode::End => Self::End,
            KeyCode::PageUp => Self::PageUp,
            KeyCode::PageDown => Self::PageDown,
            KeyCode::Backspace => Self::Backspace,
            KeyCode::Delete => Self::Delete,
            KeyCode::Tab => Self::Tab,
            KeyCode::BackTab => Self::BackTab,
            _ => return None,
        })
    }
}

/// Pages to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintedPage {
    /// The report for a professional.
    Report {
        /// The number of weeks, one of those that `supple report` knows.
        weeks: u32,
    },
    /// The handout of a routine.
    Handout(Id),
}

/// Files of the user's own, to be written together.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnFiles {
    /// The files, in the order in which to write them: what others are made of comes first.
    pub files: Vec<OwnFile>,
    /// The routine or plan among them.
    pub item: OwnName,
    /// The draft that they hold; `None` for a routine that was never one.
    pub draft: Option<OwnDraft>,
    /// The names under which other files than those that were read may be replaced.
    pub may_replace: Vec<OwnName>,
}

impl OwnFiles {
    /// Returns the routine or plan among them as a file to be changed further.
    pub fn item_file(&self) -> Option<DraftSource> {
        let file = self.files.iter().find(|file| file.name == self.item)?;
        Some(DraftSource { id: self.item.id.clone(), text: file.text.clone() })
    }
}

/// The name of a file of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnName {
    /// The kind, which decides on its folder.
    pub kind: FileKind,
    /// The id of what is in it.
    pub id: Id,
}

impl fmt::Display for OwnName {
    /// `exercises/wall-angel.json`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}.json", self.kind.folder(), self.id)
    }
}

/// A file of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFile {
    /// Its name.
    pub name: OwnName,
    /// The text to write.
    pub text: String,
    /// The text that is expected on disk; `None` if there is to be no such file.
    pub before: Option<String>,
}

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
    /// Remember the numbers of the last timer on this device.
    RememberTimer(IntervalTimer),
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
    /// Keep the draft on disk.
    SaveDraft(Box<KeptDraft>),
    /// Remove the kept draft from disk.
    RemoveDraft,
    /// Keep the draft of a plan on disk.
    SavePlanDraft(Box<KeptPlanDraft>),
    /// Remove the kept draft of a plan from disk.
    RemovePlanDraft,
    /// Write files of the user's own; answered by the content read anew.
    SaveOwn(Box<OwnFiles>),
    /// Read the content anew; answered by an event.
    ReadContent,
    /// Give the terminal to the user's editor with one of the user's files, then read the content anew.
    EditFile {
        /// The file, as shown in messages.
        file: String,
        /// The line to go to, from 1.
        line: usize,
    },
    /// Make a page to print, write it to its file and open it; answered by messages.
    Print(PrintedPage),
    /// Stop the program and give the terminal back to the shell.
    Suspend,
    /// Leave the program.
    Quit,
}
