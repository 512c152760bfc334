//! The thread that does what a disk may take its time for: entries, the session in progress, settings, locks.
//!
//! Orders are carried out one after the other, in the order given; what comes of each goes into the mailbox. Whoever
//! gives them never waits, so that a disk that hangs, or a lock that another program holds, stops no clock and hides no
//! signal.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::Heard;
use super::input::Mailbox;
use super::port::Port;
use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::domain::play::session::Saved;
use crate::domain::record::entry::Entry;
use crate::domain::time::{Instant, Now};

/// Longest time for which what is answered in lines waits for what was ordered before it. Our choice: a disk that is
/// well answers in a tenth of it.
const USUAL: Duration = Duration::from_millis(250);

/// Something that carries out effects on files, and may take its time.
pub(super) trait Files: Send + 'static {
    /// Looks for an unfinished session of an earlier run, once and before all else.
    ///
    /// # Errors
    /// A message for people, where there is one and it cannot be read.
    fn unfinished(&mut self) -> Result<Option<Saved>, String>;

    /// Carries out `effect`; what it brings at once comes back.
    fn carry_out(&mut self, effect: Effect) -> Option<Event>;
}

impl Files for Port {
    fn unfinished(&mut self) -> Result<Option<Saved>, String> {
        Self::unfinished(self)
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        Self::carry_out(self, effect)
    }
}

/// The other end of the thread.
pub(super) struct DiskThread {
    /// What the thread does, until it is started.
    work: Option<Box<dyn FnOnce() + Send>>,
    orders: Sender<Effect>,
    /// Orders that are not answered, the oldest first.
    open: VecDeque<Open>,
}

struct Open {
    since: Instant,
    /// The entries that it is to write.
    entries: Vec<Entry>,
    is_progress: bool,
    is_settings: bool,
}

/// Changes that were ordered and may not be on disk.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Unanswered {
    /// Entries of the journal.
    pub(super) entries: Vec<Entry>,
    /// The place in the session.
    pub(super) is_progress: bool,
    /// Settings.
    pub(super) is_settings: bool,
}

impl DiskThread {
    /// Prepares the thread: once started, it sends [`Heard::Unfinished`] to `mailbox`, then [`Heard::Done`] for each
    /// effect.
    pub(super) fn new(mut files: impl Files, mailbox: Mailbox) -> Self {
        let (orders, taken) = channel();
        let work = move || {
            mailbox.send(Heard::Unfinished(Box::new(files.unfinished())));
            work_through(files, &taken, |event| mailbox.send(Heard::Done(event.map(Box::new))));
        };
        Self { work: Some(Box::new(work)), orders, open: VecDeque::new() }
    }

    /// Starts the thread, unless it runs already.
    ///
    /// # Errors
    /// The system refuses a thread.
    pub(super) fn start(&mut self) -> io::Result<()> {
        if let Some(work) = self.work.take() {
            // Not joined: a disk that hangs must not keep the program from ending.
            thread::Builder::new().name("disk".into()).spawn(work)?;
        }
        Ok(())
    }

    /// Orders `effect`.
    pub(super) fn carry_out(&mut self, effect: Effect, now: &Now) {
        let entries = if let Effect::Append(entries) = &effect { entries.clone() } else { Vec::new() };
        let is_progress = matches!(effect, Effect::SaveProgress(_));
        let is_settings = matches!(effect, Effect::SaveSettings { .. });
        self.open.push_back(Open { since: now.mono, entries, is_progress, is_settings });
        // A thread that has panicked answers nothing: at the end that counts as not written.
        let _ = self.orders.send(effect);
    }

    /// One more order is answered.
    pub(super) fn done(&mut self) {
        self.open.pop_front();
    }

    /// Returns true if an order is not answered.
    pub(super) fn is_busy(&self) -> bool {
        !self.open.is_empty()
    }

    /// Until when an answer is worth waiting for; `None` where none is, or it has taken too long.
    pub(super) fn awaited_until(&self, now: &Now) -> Option<Instant> {
        self.open.front().map(|open| open.since + USUAL).filter(|until| *until > now.mono)
    }

    /// Returns what may not be on disk.
    pub(super) fn unanswered(&self) -> Unanswered {
        Unanswered {
            entries: self.open.iter().flat_map(|open| open.entries.clone()).collect(),
            is_progress: self.open.iter().any(|open| open.is_progress),
            is_settings: self.open.iter().any(|open| open.is_settings),
        }
    }
}

/// Works through `orders` until nobody is left to give any; `answer` is called once for each effect.
fn work_through(mut files: impl Files, orders: &Receiver<Effect>, mut answer: impl FnMut(Option<Event>)) {
    while let Ok(first) = orders.recv() {
        let ordered: Vec<Effect> = [first].into_iter().chain(orders.try_iter()).collect();
        let count = ordered.len();
        let effects = only_last_saves(ordered);
        let needless = count - effects.len();
        for effect in effects {
            answer(files.carry_out(effect));
        }
        // What a later one made needless is answered, too: last, so that nothing counts as done before it is.
        (0..needless).for_each(|_| answer(None));
    }
}

/// Has `work` done beside everything else, and waits for it at most `patience`; `None` where it takes longer.
pub(super) fn within<T: Send + 'static>(patience: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (answer, answered) = channel();
    let work = move || {
        // Whoever asked may not have waited.
        let _ = answer.send(work());
    };
    thread::Builder::new().name("last files".into()).spawn(work).ok()?;
    answered.recv_timeout(patience).ok()
}

/// Of several states of the session, or of the settings, only the last is worth a write.
pub(super) fn only_last_saves(effects: Vec<Effect>) -> Vec<Effect> {
    let last = |is_save: fn(&Effect) -> bool| effects.iter().rposition(is_save);
    let progress = last(|effect| matches!(effect, Effect::SaveProgress(_)));
    let settings = last(|effect| matches!(effect, Effect::SaveSettings { .. }));
    let is_kept = |(at, effect): &(usize, Effect)| match effect {
        Effect::SaveProgress(_) => Some(*at) == progress,
        Effect::SaveSettings { .. } => Some(*at) == settings,
        _ => true,
    };
    effects.into_iter().enumerate().filter(is_kept).map(|(_, effect)| effect).collect()
}

#[cfg(test)]
mod tests;
