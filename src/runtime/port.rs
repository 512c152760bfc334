//! Carries out effects; what comes of them goes back as events.

use std::thread;

use super::Heard;
use super::clock::Clock;
use super::config::{self, Written};
use super::input::Mailbox;
use super::paths::Paths;
use super::progress::{Progress, SessionLock};
use super::store::Store;
use super::welcome;
use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::recent::Recent;
use crate::domain::play::session::Saved;
use crate::domain::record::entry::Entry;
use crate::domain::time::Now;

/// So far back the screens look: half a year, which is what advice on today's session rests on.
pub(super) const RECENT: chrono::Days = chrono::Days::new(183);

/// The outside, as far as it is files.
pub struct Port {
    paths: Paths,
    store: Store,
    progress: Progress,
    lock: Option<SessionLock>,
    clock: Clock,
    mailbox: Mailbox,
}

impl Port {
    /// The outside in these folders; answers that take time go to `mailbox`.
    pub fn new(paths: Paths, store: Store, clock: Clock, mailbox: Mailbox) -> Self {
        let progress = Progress::new(&paths);
        Self { paths, store, progress, lock: None, clock, mailbox }
    }

    /// An unfinished session of an earlier run, if it is ours to take up: not while another
    /// program runs it, and not if it is in the journal already.
    ///
    /// # Errors
    /// A message for people, where there is one and it cannot be read.
    pub fn unfinished(&mut self) -> Result<Option<Saved>, String> {
        let Some(bytes) = self.progress.read().map_err(in_words)? else { return Ok(None) };
        self.lock = SessionLock::try_take(&self.paths).map_err(in_words)?;
        if self.lock.is_none() {
            return Err("a session runs elsewhere; r rates here".to_owned());
        }
        let saved: Saved = match serde_json::from_slice(&bytes) {
            Ok(saved) => saved,
            Err(error) => {
                self.lock = None;
                let aside = self.progress.set_aside().map_err(in_words)?;
                let aside = aside.map(|file| file.display().to_string()).unwrap_or_default();
                return Err(format!("an unfinished session cannot be read ({error}); it is kept as {aside}"));
            }
        };
        if saved.v > Saved::VERSION {
            self.lock = None;
            return Err("a newer supple kept an unfinished session; it is left as it is".to_owned());
        }
        // Its line may be among what was put aside. What goes wrong here is told by the effect of this name.
        let _ = self.store.take_stashed();
        if self.store.contains_session(saved.id).unwrap_or(false) {
            self.lock = None;
            self.progress.remove().map_err(in_words)?;
            return Ok(None);
        }
        Ok(Some(saved))
    }

    /// Carries out `effect`; what it brings at once comes back.
    pub fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        let done = match &effect {
            Effect::Append(entries) => match self.store.append(entries) {
                Ok(()) => return Some(Event::Written(entries.iter().map(|entry| entry.id).collect())),
                Err(error) => Err(in_words(error)),
            },
            Effect::SaveProgress(saved) => match serde_json::to_vec(saved) {
                Ok(bytes) => self.progress.write(&bytes).map_err(in_words),
                Err(error) => Err(error.to_string()),
            },
            Effect::RemoveProgress => self.progress.remove().map_err(in_words),
            Effect::TakeSessionLock => match self.take_lock() {
                Ok(ours) => return Some(Event::SessionLock(ours)),
                Err(why) => Err(why),
            },
            Effect::ReleaseSessionLock => {
                self.lock = None;
                Ok(())
            }
            Effect::MarkWelcomed => welcome::mark(&self.paths).map_err(in_words),
            Effect::TakeStashed => self.store.take_stashed().map(drop).map_err(in_words),
            Effect::ReadJournal => {
                self.read_journal();
                Ok(())
            }
            Effect::ReadWholeJournal => {
                self.read_whole_journal();
                Ok(())
            }
            Effect::SaveSettings { settings, changed } => match config::save(&self.paths, settings, changed) {
                Ok(Written { file, text }) => return Some(Event::SettingsSaved { file, text }),
                Err(why) => Err(why),
            },
            Effect::Present(_) | Effect::Try(_) | Effect::Suspend | Effect::Quit => Ok(()),
        };
        done.err().map(|why| Event::Failed { effect: Box::new(effect), why })
    }

    /// Puts entries that could not be written aside for the next start.
    ///
    /// # Errors
    /// Why they could not be put aside either.
    pub fn stash(&self, entries: &[Entry]) -> Result<(), String> {
        self.store.stash(entries).map_err(in_words)
    }

    fn take_lock(&mut self) -> Result<bool, String> {
        if self.lock.is_none() {
            self.lock = SessionLock::try_take(&self.paths).map_err(in_words)?;
        }
        Ok(self.lock.is_some())
    }

    /// Beside the screen, for a long journal takes time.
    fn read_whole_journal(&self) {
        let (store, mailbox) = (self.store.clone(), self.mailbox.clone());
        let read = move || mailbox.send(Heard::Event(Event::WholeJournalRead(Box::new(store.read(None)))));
        if thread::Builder::new().name("whole journal".into()).spawn(read).is_err() {
            // A machine that has no room for a thread has time.
            self.mailbox.send(Heard::Event(Event::WholeJournalRead(Box::new(self.store.read(None)))));
        }
    }

    /// The last months, beside the screen.
    fn read_journal(&self) {
        let (store, mailbox, now) = (self.store.clone(), self.mailbox.clone(), self.clock.now());
        let read = move || read_recent(&store, &now, &mailbox);
        if thread::Builder::new().name("journal".into()).spawn(read).is_err() {
            // A machine that has no room for a thread has time. An empty journal would be a lie.
            read_recent(&self.store, &now, &self.mailbox);
        }
    }
}

fn read_recent(store: &Store, now: &Now, mailbox: &Mailbox) {
    let (journal, marks) = store.read_marked(Some(now.wall - RECENT));
    // Where it cannot be renewed, the next start looks at more of the journal.
    let _ = store.renew_answers(&journal, marks);
    let recent = Recent::of(journal, now.wall.date_naive());
    mailbox.send(Heard::Event(Event::JournalRead(Box::new(recent))));
}

fn in_words(error: impl Into<anyhow::Error>) -> String {
    format!("{:#}", error.into())
}
