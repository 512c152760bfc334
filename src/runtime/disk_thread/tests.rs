//! The thread for files with a slow disk.

use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::domain::record::entry::{Body, Moment, Rating};

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
