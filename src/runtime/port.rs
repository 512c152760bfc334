//! Carries out effects; what comes of them goes back as events.

use std::thread;

use super::Heard;
use super::clinic_mark;
use super::clock::Clock;
use super::config::{self, Written};
use super::disk::shown;
use super::input::Mailbox;
use super::paths::Paths;
use super::progress::{Look, Progress, SessionLock};
use super::store::Store;
use super::{sweep, welcome};
use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::recent::Recent;
use crate::domain::play::session::{Saved, Session};
use crate::domain::record::entry::Entry;
use crate::domain::text::without_controls;
use crate::domain::time::Now;
use crate::domain::time::calendar::moved;
use uuid::Uuid;

/// So far back the screens look: half a year, which is what advice on today's session rests on.
pub(super) const RECENT: chrono::TimeDelta = chrono::TimeDelta::days(-183);

/// The outside, as far as it is files.
pub struct Port {
    paths: Paths,
    store: Store,
    progress: Progress,
    lock: Option<SessionLock>,
    /// The unfinished session that was found last: the user was asked about it.
    asked_about: Option<Uuid>,
    /// Why it is not known what is kept: then nothing takes its place.
    unread: Option<String>,
    clock: Clock,
    mailbox: Mailbox,
}

impl Port {
    /// The outside in these folders; answers that take time go to `mailbox`.
    pub fn new(paths: Paths, store: Store, clock: Clock, mailbox: Mailbox) -> Self {
        let progress = Progress::new(&paths);
        Self { paths, store, progress, lock: None, asked_about: None, unread: None, clock, mailbox }
    }

    /// An unfinished session of an earlier run, if it is ours to take up: not while another
    /// program runs it, and not if it is in the journal already.
    ///
    /// # Errors
    /// A message for people, where there is one and it cannot be read.
    pub fn unfinished(&mut self) -> Result<Option<Saved>, String> {
        if self.progress.read().map_err(in_words)?.is_none() {
            return Ok(None);
        }
        // Where no lock can be had nobody else can have it.
        self.lock = match SessionLock::try_take(&self.paths) {
            Ok(None) => return Err("a session runs elsewhere; r rates here".to_owned()),
            lock => lock.ok().flatten(),
        };
        let found = match self.look() {
            Ok(Look::Found(saved)) => return Ok(Some(*saved)),
            Ok(Look::Nothing) => Ok(None),
            // It is moved only where a session begins: whoever only looks around may open the newer program again.
            Ok(Look::Newer) => Err("a newer supple kept an unfinished session; it is left as it is".to_owned()),
            Ok(Look::Broken(why)) => Err(self.set_aside(&why)?),
            Err(why) => Err(why),
        };
        self.lock = None;
        found
    }

    /// Looks for what is kept of a session, now that the lock is ours or cannot be had. What is in the journal already
    /// is forgotten.
    ///
    /// # Errors
    /// Something is kept and cannot be read, or stays though it is in the journal.
    fn look(&mut self) -> Result<Look, String> {
        let look = self.progress.look().map_err(in_words)?;
        let Look::Found(saved) = look else { return Ok(look) };
        if Session::last_line_of((*saved).clone(), &self.clock.now()).is_none() {
            return Ok(Look::Broken("its parts do not fit together".to_owned()));
        }
        // Its line may be among what was put aside. What goes wrong here is told by the effect of this name.
        let _ = self.store.take_stashed();
        if self.store.contains_session(saved.id).unwrap_or(false) {
            self.progress.remove().map_err(in_words)?;
            return Ok(Look::Nothing);
        }
        self.asked_about = Some(saved.id);
        Ok(Look::Found(saved))
    }

    /// Moves what makes no sense away, and says where it is.
    fn set_aside(&self, why: &str) -> Result<String, String> {
        let aside = self.progress.set_aside().map_err(in_words)?;
        let aside = aside.map(|file| shown(&file)).unwrap_or_default();
        Ok(format!("an unfinished session cannot be read ({why}); it is kept as {aside}"))
    }

    /// Carries out `effect`; what it brings at once comes back.
    pub fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        let done = match &effect {
            Effect::Append(entries) => match self.store.append(entries) {
                Ok(()) => return Some(Event::Written(entries.iter().map(|entry| entry.id).collect())),
                Err(error) => Err(in_words(error)),
            },
            Effect::SaveProgress(saved) => self.save_progress(saved),
            Effect::RemoveProgress => self.progress.remove().map_err(in_words),
            Effect::TakeSessionLock => return Some(self.take_lock()),
            Effect::ReleaseSessionLock => {
                self.lock = None;
                Ok(())
            }
            Effect::MarkWelcomed => welcome::mark(&self.paths).map_err(in_words),
            Effect::MarkClinicSaid(said) => clinic_mark::write(&self.paths, *said).map_err(in_words),
            Effect::TakeStashed => {
                sweep::sweep(&self.paths, &self.clock.now());
                self.store.take_stashed().map(drop).map_err(in_words)
            }
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

    fn save_progress(&self, saved: &Saved) -> Result<(), String> {
        if let Some(why) = &self.unread {
            return Err(why.clone());
        }
        let bytes = serde_json::to_vec(saved).map_err(|error| error.to_string())?;
        self.progress.write(&bytes).map_err(in_words)
    }

    /// Takes the session lock. Whenever it becomes ours, and where none can be had, it is looked what a session left: a
    /// new one would take its place on disk.
    fn take_lock(&mut self) -> Event {
        if self.lock.is_some() {
            return Event::SessionLock(true);
        }
        let trouble = match SessionLock::try_take(&self.paths) {
            Ok(None) => return Event::SessionLock(false),
            Ok(lock) => {
                self.lock = lock;
                None
            }
            Err(error) => Some(in_words(error)),
        };
        let asked_about = self.asked_about;
        let look = self.look();
        self.unread = None;
        let in_the_way = match look {
            Ok(Look::Found(saved)) if asked_about != Some(saved.id) => return Event::Found(saved),
            Ok(Look::Found(_) | Look::Nothing) => None,
            Ok(Look::Newer) => self.move_away("a newer supple kept it"),
            Ok(Look::Broken(why)) => self.move_away(&why),
            Err(why) => Some(why),
        };
        match (in_the_way, trouble) {
            (Some(why), None) => Event::NotBegun(why),
            (None, None) => Event::SessionLock(true),
            (in_the_way, Some(why)) => {
                self.unread = in_the_way;
                Event::Failed { effect: Box::new(Effect::TakeSessionLock), why }
            }
        }
    }

    /// Makes room for a new session, and tells where the old one is. Gives why that is not possible.
    fn move_away(&self, why: &str) -> Option<String> {
        match self.set_aside(why) {
            Ok(told) => {
                self.mailbox.send(Heard::Event(Event::Told(told)));
                None
            }
            Err(why) => Some(why),
        }
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
    let (journal, marks) = store.read_marked(Some(moved(now.wall, RECENT)));
    // Where it cannot be renewed, the next start looks at more of the journal.
    let _ = store.renew_answers(&journal, marks);
    let recent = Recent::of(journal, now.wall);
    mailbox.send(Heard::Event(Event::JournalRead(Box::new(recent))));
}

fn in_words(error: impl Into<anyhow::Error>) -> String {
    without_controls(&format!("{:#}", error.into()))
}
