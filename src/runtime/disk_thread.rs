//! The thread that does what a disk may take its time for: entries, the session in progress, settings, locks.
//!
//! Orders are carried out one after the other, in the order given; what comes of each goes into the mailbox. Whoever gives
//! them never waits, so that a disk that stands still, or a lock that another program holds, stops no clock and hides no
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

/// What is answered in lines waits for what was ordered before it, but not longer than this. Our choice: a disk that is
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

    /// Puts entries that could not be written aside for the next start.
    ///
    /// # Errors
    /// Why they could not be put aside either, for people.
    fn stash(&self, entries: &[Entry]) -> Result<(), String>;
}

impl Files for Port {
    fn unfinished(&mut self) -> Result<Option<Saved>, String> {
        Self::unfinished(self)
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        Self::carry_out(self, effect)
    }

    fn stash(&self, entries: &[Entry]) -> Result<(), String> {
        Self::stash(self, entries)
    }
}

/// The other end of the thread.
pub(super) struct DiskThread {
    orders: Sender<Order>,
    /// What was ordered and is not answered, the oldest first.
    open: VecDeque<Open>,
}

enum Order {
    CarryOut(Effect),
    Stash(Vec<Entry>, Sender<Result<(), String>>),
}

struct Open {
    since: Instant,
    /// The entries that it is to write.
    entries: Vec<Entry>,
    is_progress: bool,
    is_settings: bool,
}

/// What was ordered and may not be on disk.
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
    /// Starts it; first [`Heard::Unfinished`] goes to `mailbox`, then [`Heard::Done`] for each effect.
    ///
    /// # Errors
    /// Where the system refuses a thread.
    pub(super) fn start(mut files: impl Files, mailbox: Mailbox) -> io::Result<Self> {
        let (orders, taken) = channel();
        let work = move || {
            mailbox.send(Heard::Unfinished(Box::new(files.unfinished())));
            work_through(files, &taken, |event| mailbox.send(Heard::Done(event.map(Box::new))));
        };
        // Not joined: a disk that stands still must not keep the program from ending.
        thread::Builder::new().name("disk".into()).spawn(work)?;
        Ok(Self { orders, open: VecDeque::new() })
    }

    /// Orders `effect`.
    pub(super) fn carry_out(&mut self, effect: Effect, now: &Now) {
        let entries = if let Effect::Append(entries) = &effect { entries.clone() } else { Vec::new() };
        let is_progress = matches!(effect, Effect::SaveProgress(_));
        let is_settings = matches!(effect, Effect::SaveSettings { .. });
        self.open.push_back(Open { since: now.mono, entries, is_progress, is_settings });
        // A thread that has panicked answers nothing: at the end that counts as not written.
        let _ = self.orders.send(Order::CarryOut(effect));
    }

    /// One more order is answered.
    pub(super) fn done(&mut self) {
        self.open.pop_front();
    }

    /// Whether something is not answered.
    pub(super) fn is_busy(&self) -> bool {
        !self.open.is_empty()
    }

    /// Until when an answer is worth waiting for; `None` where none is, or it has taken too long.
    pub(super) fn awaited_until(&self, now: &Now) -> Option<Instant> {
        self.open.front().map(|open| open.since + USUAL).filter(|until| *until > now.mono)
    }

    /// What may not be on disk.
    pub(super) fn unanswered(&self) -> Unanswered {
        Unanswered {
            entries: self.open.iter().flat_map(|open| open.entries.clone()).collect(),
            is_progress: self.open.iter().any(|open| open.is_progress),
            is_settings: self.open.iter().any(|open| open.is_settings),
        }
    }

    /// Has `entries` put aside, and waits for that at most `patience`.
    ///
    /// # Errors
    /// Why they are not put aside, for people.
    pub(super) fn stash(&self, entries: Vec<Entry>, patience: Duration) -> Result<(), String> {
        let (answer, answered) = channel();
        let no_answer = || "the disk does not answer".to_owned();
        self.orders.send(Order::Stash(entries, answer)).map_err(|_| no_answer())?;
        answered.recv_timeout(patience).unwrap_or_else(|_| Err(no_answer()))
    }
}

/// Works through `orders` until nobody is left to give any; `answer` is called once for each effect.
fn work_through(mut files: impl Files, orders: &Receiver<Order>, mut answer: impl FnMut(Option<Event>)) {
    while let Ok(first) = orders.recv() {
        let mut effects = Vec::new();
        let mut stashes = Vec::new();
        for order in [first].into_iter().chain(orders.try_iter()) {
            match order {
                Order::CarryOut(effect) => effects.push(effect),
                Order::Stash(entries, answer) => stashes.push((entries, answer)),
            }
        }
        let ordered = effects.len();
        let effects = only_last_saves(effects);
        let needless = ordered - effects.len();
        for effect in effects {
            answer(files.carry_out(effect));
        }
        // What a later one made needless is answered, too: last, so that nothing counts as done before it is.
        (0..needless).for_each(|_| answer(None));
        // Given only when nothing else is ordered any more.
        for (entries, answer) in stashes {
            // Whoever asked may not have waited.
            let _ = answer.send(files.stash(&entries));
        }
    }
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
