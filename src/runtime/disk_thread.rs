//! The thread for files: entries, the session in progress, settings, locks.
//!
//! Effects are carried out one after the other, in the order given; the answer to each goes into the mailbox. The loop
//! never waits for them, so that a disk that hangs, or a lock that another program holds, delays no cue and no signal.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::Input;
use super::effects::Port;
use super::input::Mailbox;
use crate::domain::journal::entry::Entry;
use crate::domain::session::run::Saved;
use crate::domain::time::{Instant, Now};
use crate::state::event::Effect;
use crate::state::event::Event;

/// The longest time for which line mode waits for an effect before it handles the next answer. Our choice: a working
/// disk answers in a tenth of it.
const USUAL: Duration = Duration::from_millis(250);

/// The part that carries out effects on files and may be slow.
pub(super) trait Files: Send + 'static {
    /// Looks for an unfinished session of an earlier run, once and before all else.
    ///
    /// # Errors
    /// A message for people, if there is one and it cannot be read.
    fn unfinished(&mut self) -> Result<Option<Saved>, String>;

    /// Carries out `effect`; returns the event that follows at once, if any.
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

/// The loop's end of the thread.
pub(super) struct DiskThread {
    /// The work of the thread, until it is started.
    work: Option<Box<dyn FnOnce() + Send>>,
    orders: Sender<Effect>,
    /// Effects that are not answered, the oldest first.
    open: VecDeque<Open>,
}

struct Open {
    since: Instant,
    /// The entries to write.
    entries: Vec<Entry>,
    is_progress: bool,
    is_settings: bool,
}

/// Changes that may not be on disk yet.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Unanswered {
    /// Entries of the journal.
    pub(super) entries: Vec<Entry>,
    /// True if the place in the session is among them.
    pub(super) is_progress: bool,
    /// True if settings are among them.
    pub(super) is_settings: bool,
}

impl DiskThread {
    /// Prepares the thread: once started, it sends [`Heard::Unfinished`] to `mailbox`, then [`Heard::Done`] for each
    /// effect.
    pub(super) fn new(mut files: impl Files, mailbox: Mailbox) -> Self {
        let (orders, taken) = channel();
        let work = move || {
            mailbox.send(Input::Unfinished(Box::new(files.unfinished())));
            work_through(files, &taken, |event| mailbox.send(Input::Done(event.map(Box::new))));
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

    /// Has `effect` carried out.
    pub(super) fn carry_out(&mut self, effect: Effect, now: &Now) {
        let entries = if let Effect::Append(entries) = &effect { entries.clone() } else { Vec::new() };
        let is_progress = matches!(effect, Effect::SaveProgress(_));
        let is_settings = matches!(effect, Effect::SaveSettings { .. });
        self.open.push_back(Open { since: now.mono, entries, is_progress, is_settings });
        // A thread that has panicked answers nothing: at the end that counts as not written.
        let _ = self.orders.send(effect);
    }

    /// Notes that the oldest effect is answered.
    pub(super) fn done(&mut self) {
        self.open.pop_front();
    }

    /// Returns true if an effect is not answered.
    pub(super) fn is_busy(&self) -> bool {
        !self.open.is_empty()
    }

    /// Returns the time until which line mode waits for an answer; `None` if none is open, or it has taken too long.
    pub(super) fn awaited_until(&self, now: &Now) -> Option<Instant> {
        self.open.front().map(|open| open.since + USUAL).filter(|until| *until > now.mono)
    }

    /// Returns the changes that may not be on disk yet.
    pub(super) fn unanswered(&self) -> Unanswered {
        Unanswered {
            entries: self.open.iter().flat_map(|open| open.entries.clone()).collect(),
            is_progress: self.open.iter().any(|open| open.is_progress),
            is_settings: self.open.iter().any(|open| open.is_settings),
        }
    }
}

/// Carries out `orders` until the sender is gone; `answer` is called once for each effect.
fn work_through(mut files: impl Files, orders: &Receiver<Effect>, mut answer: impl FnMut(Option<Event>)) {
    while let Ok(first) = orders.recv() {
        let ordered: Vec<Effect> = [first].into_iter().chain(orders.try_iter()).collect();
        let count = ordered.len();
        let effects = only_last_saves(ordered);
        let needless = count - effects.len();
        for effect in effects {
            answer(files.carry_out(effect));
        }
        // Effects that a later one made needless are answered, too: last, so that nothing counts as done too early.
        for _ in 0..needless {
            answer(None);
        }
    }
}

/// Runs `work` in a thread and waits for it for `patience` at most; `None` if it takes longer.
pub(super) fn within<T: Send + 'static>(patience: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (answer, answered) = channel();
    let thread = thread::Builder::new().name("last files".into());
    // The receiver may be gone by then.
    thread.spawn(move || answer.send(work())).ok()?;
    answered.recv_timeout(patience).ok()
}

/// Removes saves of the session, of the settings and of the drafts that a later one replaces.
pub(super) fn only_last_saves(effects: Vec<Effect>) -> Vec<Effect> {
    let progress = effects.iter().rposition(|effect| matches!(effect, Effect::SaveProgress(_)));
    let draft = effects.iter().rposition(|effect| matches!(effect, Effect::SaveDraft(_)));
    let plan_draft = effects.iter().rposition(|effect| matches!(effect, Effect::SavePlanDraft(_)));
    let settings = effects.iter().rposition(|effect| matches!(effect, Effect::SaveSettings { .. }));
    let mut kept = Vec::new();
    for (at, effect) in effects.into_iter().enumerate() {
        let is_kept = match &effect {
            Effect::SaveProgress(_) => Some(at) == progress,
            Effect::SaveSettings { .. } => Some(at) == settings,
            Effect::SaveDraft(_) => Some(at) == draft,
            Effect::SavePlanDraft(_) => Some(at) == plan_draft,
            _ => true,
        };
        if is_kept {
            kept.push(effect);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::domain::journal::entry::{Body, Moment, Rating};

    const PATIENCE: Duration = Duration::from_secs(10);

    /// A disk that carries out each effect only when it is released, and tells which one it was.
    struct Slow {
        lets: Receiver<()>,
        did: Sender<String>,
    }

    impl Files for Slow {
        fn unfinished(&mut self) -> Result<Option<Saved>, String> {
            Ok(None)
        }

        fn carry_out(&mut self, effect: Effect) -> Option<Event> {
            let _ = self.did.send(format!("begins {}", name(&effect)));
            let _ = self.lets.recv();
            let ids = |entries: &Vec<Entry>| entries.iter().map(|entry| entry.id).collect();
            if let Effect::Append(entries) = &effect { Some(Event::Written(ids(entries))) } else { None }
        }
    }

    fn name(effect: &Effect) -> &'static str {
        match effect {
            Effect::Append(_) => "append",
            Effect::SaveSettings { .. } => "settings",
            Effect::RemoveProgress => "remove",
            Effect::TakeSessionLock => "lock",
            _ => "other",
        }
    }

    fn now(ms: u64) -> Now {
        Now { mono: Instant::from_millis(ms), wall: DateTime::UNIX_EPOCH.fixed_offset() }
    }

    fn entry(number: u128) -> Entry {
        Entry::new(Uuid::from_u128(number), now(0).wall, Body::Rating(Rating::new(Moment::Other)))
    }

    fn settings() -> Effect {
        Effect::SaveSettings { settings: Box::default(), changed: Vec::new() }
    }

    /// The thread, the sender that releases its next effect, the effects it has carried out, and its answers.
    struct Stage {
        disk: DiskThread,
        lets: Sender<()>,
        did: Receiver<String>,
        answers: Receiver<Option<Event>>,
    }

    fn stage() -> Stage {
        let ((lets, letting), (did, told), (answer, answers)) = (channel(), channel(), channel());
        let (orders, taken) = channel();
        thread::spawn(move || {
            work_through(Slow { lets: letting, did }, &taken, |event| {
                let _ = answer.send(event);
            });
        });
        Stage { disk: DiskThread { work: None, orders, open: VecDeque::new() }, lets, did: told, answers }
    }

    #[test]
    fn whoever_orders_never_waits_and_knows_what_is_not_done() {
        let Stage { mut disk, lets, did, answers } = stage();
        disk.carry_out(Effect::Append(vec![entry(1)]), &now(0));
        assert_eq!(did.recv_timeout(PATIENCE).unwrap(), "begins append");
        disk.carry_out(settings(), &now(10));
        disk.carry_out(Effect::Append(vec![entry(2), entry(3)]), &now(20));
        assert!(disk.is_busy());
        let unanswered = disk.unanswered();
        assert_eq!(unanswered.entries.len(), 3);
        assert!(unanswered.is_settings && !unanswered.is_progress);
        // What is answered in lines waits for a while, not for ever.
        assert!(disk.awaited_until(&now(100)).is_some());
        assert_eq!(disk.awaited_until(&now(10_000)), None);

        lets.send(()).unwrap();
        assert!(matches!(answers.recv_timeout(PATIENCE).unwrap(), Some(Event::Written(ids)) if ids.len() == 1));
        disk.done();
        assert_eq!(disk.unanswered().entries, [entry(2), entry(3)]);
    }

    #[test]
    fn of_settings_that_wait_only_the_last_are_written_and_each_order_is_answered() {
        let Stage { mut disk, lets, did, answers } = stage();
        disk.carry_out(Effect::TakeSessionLock, &now(0));
        assert_eq!(did.recv_timeout(PATIENCE).unwrap(), "begins lock");
        for effect in [settings(), Effect::Append(vec![entry(1)]), settings(), Effect::RemoveProgress] {
            disk.carry_out(effect, &now(0));
        }
        let mut is_written = false;
        for _ in 0..5 {
            let _ = lets.send(());
            is_written |= matches!(answers.recv_timeout(PATIENCE).unwrap(), Some(Event::Written(_)));
            assert!(disk.is_busy());
            disk.done();
            assert!(is_written || !disk.unanswered().entries.is_empty(), "nothing counts as done before it is");
        }
        assert!(!disk.is_busy());
        assert_eq!(did.try_iter().collect::<Vec<_>>(), ["begins append", "begins settings", "begins remove"]);
    }

    #[test]
    fn what_takes_too_long_at_the_end_is_left_behind() {
        let (let_go, waits) = channel::<()>();
        assert_eq!(within(Duration::from_millis(1), move || waits.recv()), None);
        assert_eq!(within(PATIENCE, || 3), Some(3));
        let _ = let_go.send(());
    }
}
