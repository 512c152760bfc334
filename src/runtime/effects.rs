//! Effects on files: they are carried out here and answered by events.

use std::thread;

use super::Input;
use super::clock::Clock;
use super::config::{self, WrittenSettings};
use super::content;
use super::disk::replace::sweep;
use super::disk::shown;
use super::input::Mailbox;
use super::marks;
use super::own_files::{self, DraftFile, DraftFiles};
use super::pages::PagePress;
use super::paths::Paths;
use super::progress::{FoundProgress, ProgressFile, SessionLock};
use super::store::Store;
use crate::domain::content::draft::KeptDraft;
use crate::domain::content::draft::plan::KeptPlanDraft;
use crate::domain::journal::entry::Entry;
use crate::domain::session::run::{Saved, Session};
use crate::domain::text::without_controls;
use crate::domain::time::Now;
use crate::domain::time::calendar::moved;
use crate::state::event::{Effect, Event, OwnFiles};
use crate::state::journal_cache::{RECENT, Recent};
use uuid::Uuid;

/// The folders and files of the program.
pub struct Port {
    paths: Paths,
    store: Store,
    progress: ProgressFile,
    draft: DraftFile<KeptDraft>,
    plan_draft: DraftFile<KeptPlanDraft>,
    lock: Option<SessionLock>,
    /// The unfinished session that was found last, and that the user was asked about.
    asked_about: Option<Uuid>,
    /// The reason why the kept session could not be read; nothing replaces it then.
    unread: Option<String>,
    clock: Clock,
    mailbox: Mailbox,
}

impl Port {
    /// Returns the port to the folders of these drafts; answers that take time go to `mailbox`.
    pub(super) fn new(drafts: DraftFiles, store: Store, clock: Clock, mailbox: Mailbox) -> Self {
        let DraftFiles { draft, plan_draft } = drafts;
        let paths = draft.paths().clone();
        let progress = ProgressFile::new(&paths);
        Self { paths, store, progress, draft, plan_draft, lock: None, asked_about: None, unread: None, clock, mailbox }
    }

    /// Returns an unfinished session of an earlier run, unless another program runs it or it is in the journal already.
    ///
    /// # Errors
    /// A message for people, if there is one and it cannot be read.
    pub fn unfinished(&mut self) -> Result<Option<Saved>, String> {
        if self.progress.read().map_err(in_words)?.is_none() {
            return Ok(None);
        }
        // If no lock can be taken nobody else can take it either.
        self.lock = match SessionLock::try_take(&self.paths) {
            Ok(None) => return Err("a session is running in another window; r rates here".to_owned()),
            lock => lock.ok().flatten(),
        };
        let found = match self.look() {
            Ok(FoundProgress::Found(saved)) => return Ok(Some(*saved)),
            Ok(FoundProgress::Nothing) => Ok(None),
            // It is moved only when a session begins: until then the newer program may still be opened again.
            Ok(FoundProgress::Newer) => Err("an unfinished session of a newer supple is left as it is".to_owned()),
            Ok(FoundProgress::Broken(why)) => Err(self.set_aside(&why)?),
            Err(why) => Err(why),
        };
        self.lock = None;
        found
    }

    /// Looks for a kept session, once the lock is taken or cannot be taken at all. One that is in the journal already
    /// is removed.
    ///
    /// # Errors
    /// There is one and it cannot be read, or it is in the journal and cannot be removed.
    fn look(&mut self) -> Result<FoundProgress, String> {
        let look = self.progress.look().map_err(in_words)?;
        let FoundProgress::Found(saved) = look else { return Ok(look) };
        if Session::last_line_of((*saved).clone(), &self.clock.now()).is_none() {
            return Ok(FoundProgress::Broken("its parts do not fit together".to_owned()));
        }
        // Its line may be stashed. A failure here is reported by `Effect::TakeStashed`.
        let _ = self.store.take_stashed();
        if self.store.contains_session(saved.id).unwrap_or(false) {
            self.progress.remove().map_err(in_words)?;
            return Ok(FoundProgress::Nothing);
        }
        self.asked_about = Some(saved.id);
        Ok(FoundProgress::Found(saved))
    }

    /// Moves a file that cannot be understood away, and returns a message with its new path.
    fn set_aside(&self, why: &str) -> Result<String, String> {
        let aside = self.progress.set_aside().map_err(in_words)?;
        let aside = aside.map(|file| shown(&file)).unwrap_or_default();
        Ok(format!("an unfinished session cannot be read ({why}); it is kept as {aside}"))
    }

    /// Carries out `effect`; returns the event that follows at once, if any.
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
            Effect::MarkWelcomed => marks::mark_welcomed(&self.paths).map_err(in_words),
            Effect::RememberTimer(timer) => marks::write_timer(&self.paths, *timer).map_err(in_words),
            Effect::MarkClinicSaid(said) => marks::write_clinic_said(&self.paths, *said).map_err(in_words),
            Effect::TakeStashed => {
                sweep(&self.paths, &self.clock.now());
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
            Effect::Print(page) => self.press().start(page.clone()),
            Effect::SaveSettings { settings, changed } => match config::save(&self.paths, settings, changed) {
                Ok(WrittenSettings { file, text }) => return Some(Event::SettingsSaved { file, text }),
                Err(why) => Err(why),
            },
            Effect::SaveDraft(draft) => match self.draft.save(draft) {
                Ok(told) => return told.map(Event::Told),
                Err(error) => Err(in_words(error)),
            },
            Effect::RemoveDraft => self.draft.remove().map_err(in_words),
            Effect::SavePlanDraft(draft) => match self.plan_draft.save(draft) {
                Ok(told) => return told.map(Event::Told),
                Err(error) => Err(in_words(error)),
            },
            Effect::RemovePlanDraft => self.plan_draft.remove().map_err(in_words),
            Effect::SaveOwn(own) => match own_files::save(&self.paths, own) {
                Ok(None) => return Some(self.read_content(Some(own.clone()))),
                Ok(Some(name)) => return Some(Event::OwnInTheWay(name)),
                Err(error) => Err(in_words(error)),
            },
            Effect::ReadContent => return Some(self.read_content(None)),
            Effect::Present(_) | Effect::Try(_) | Effect::EditFile { .. } | Effect::Suspend | Effect::Quit => Ok(()),
        };
        done.err().map(|why| Event::Failed { effect: Box::new(effect), why })
    }

    /// Stashes entries that could not be written for the next start.
    ///
    /// # Errors
    /// The reason why they cannot be stashed either.
    pub fn stash(&self, entries: &[Entry]) -> Result<(), String> {
        self.store.stash(entries).map_err(in_words)
    }

    fn read_content(&self, saved: Option<Box<OwnFiles>>) -> Event {
        Event::ContentRead { catalog: Box::new(content::catalog(&self.paths)), saved }
    }

    fn save_progress(&self, saved: &Saved) -> Result<(), String> {
        if let Some(why) = &self.unread {
            return Err(why.clone());
        }
        let bytes = serde_json::to_vec(saved).map_err(|error| error.to_string())?;
        self.progress.write(&bytes).map_err(in_words)
    }

    /// Takes the session lock. Once it is taken, or cannot be taken at all, an unfinished session is looked for,
    /// because a new one would take its place on disk.
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
            Ok(FoundProgress::Found(saved)) if asked_about != Some(saved.id) => return Event::Found(saved),
            Ok(FoundProgress::Found(_) | FoundProgress::Nothing) => None,
            Ok(FoundProgress::Newer) => self.move_away("a newer supple kept it"),
            Ok(FoundProgress::Broken(why)) => self.move_away(&why),
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

    /// Makes room for a new session, and reports the new path of the old one. Returns the reason if that is not
    /// possible.
    fn move_away(&self, why: &str) -> Option<String> {
        match self.set_aside(why) {
            Ok(told) => {
                self.mailbox.send(Input::Event(Event::Told(told)));
                None
            }
            Err(why) => Some(why),
        }
    }

    fn press(&self) -> PagePress {
        PagePress {
            paths: self.paths.clone(),
            store: self.store.clone(),
            now: self.clock.now(),
            mailbox: self.mailbox.clone(),
        }
    }

    /// Reads the whole journal in the background, because a long one takes time.
    fn read_whole_journal(&self) {
        let (store, mailbox) = (self.store.clone(), self.mailbox.clone());
        let thread = thread::Builder::new().name("whole journal".into());
        if thread.spawn(move || read_whole(&store, &mailbox)).is_err() {
            // Without room for a thread it is read here.
            read_whole(&self.store, &self.mailbox);
        }
    }

    /// Reads the last months of the journal in the background.
    fn read_journal(&self) {
        let (store, mailbox, now) = (self.store.clone(), self.mailbox.clone(), self.clock.now());
        let thread = thread::Builder::new().name("journal".into());
        if thread.spawn(move || read_recent(&store, &now, &mailbox)).is_err() {
            // Without room for a thread it is read here: an empty journal would be wrong.
            read_recent(&self.store, &now, &self.mailbox);
        }
    }
}

fn read_whole(store: &Store, mailbox: &Mailbox) {
    mailbox.send(Input::Event(Event::WholeJournalRead(Box::new(store.read(None)))));
}

fn read_recent(store: &Store, now: &Now, mailbox: &Mailbox) {
    let (journal, marks) = store.read_marked(Some(moved(now.wall, RECENT)));
    // If they cannot be renewed, the next start reads more of the journal.
    let _ = store.renew_answers(&journal, marks);
    let recent = Recent::of(journal, now.wall);
    mailbox.send(Input::Event(Event::JournalRead(Box::new(recent))));
}

fn in_words(error: impl Into<anyhow::Error>) -> String {
    without_controls(&format!("{:#}", error.into()))
}
