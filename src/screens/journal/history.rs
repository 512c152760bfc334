//! What was changed on this screen, to be taken back and to be done again.
//!
//! Nothing is ever unwritten: what was added or changed is taken back by a delete of it, and done again by a delete of
//! that.

use uuid::Uuid;

use crate::app::cx::Cx;
use crate::domain::record::entry::{Body, Entry, Stamp};

/// An entry, by its time and id.
type Order = (Stamp, Uuid);

/// One thing that the user did.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Deed {
    /// What it is called: "deleted".
    name: String,
    /// The entries that it wrote; to be deleted to take it back.
    written: Vec<Uuid>,
    /// The entry that it was done to.
    about: About,
}

/// What is to be chosen: the entry as it was before and as it is after; `None` where there is no such.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct About {
    pub(super) before: Option<Order>,
    pub(super) after: Option<Order>,
}

impl About {
    /// An entry that was not there.
    pub(super) const fn added(order: Order) -> Self {
        Self { before: None, after: Some(order) }
    }

    /// An entry that is no longer there.
    pub(super) const fn deleted(order: Order) -> Self {
        Self { before: Some(order), after: None }
    }

    /// An entry that is still there, maybe at another time.
    pub(super) const fn changed(before: Order, after: Order) -> Self {
        Self { before: Some(before), after: Some(after) }
    }
}

/// What was done, and what of it was taken back.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    done: Vec<Deed>,
    /// What was taken back, each with the entries that did that.
    undone: Vec<(Deed, Vec<Uuid>)>,
}

impl History {
    /// Writes `entries`, as one thing that can be taken back.
    pub(super) fn write(&mut self, name: &str, about: About, entries: Vec<Entry>, cx: &mut Cx<'_>) {
        if entries.is_empty() {
            return;
        }
        self.note(name, about, entries.iter().map(|entry| entry.id).collect());
        cx.write_all(entries);
        cx.notify_saving("", format!("{name}; u takes it back"));
    }

    /// Remembers what was written elsewhere.
    pub(super) fn note(&mut self, name: &str, about: About, written: Vec<Uuid>) {
        self.undone.clear();
        self.done.push(Deed { name: name.to_owned(), written, about });
    }

    /// Takes the last thing back; gives what it was done to, if something was taken back.
    pub(super) fn undo(&mut self, cx: &mut Cx<'_>) -> Option<About> {
        let Some(deed) = self.done.pop() else {
            cx.notify("nothing to take back since this was opened");
            return None;
        };
        let about = deed.about;
        let by = delete_all(&deed.written, cx);
        cx.notify_saving("", format!("taken back: {}; ctrl-r does it again", deed.name));
        self.undone.push((deed, by));
        Some(about)
    }

    /// Does again what was taken back last; gives what it is done to, if something was.
    pub(super) fn redo(&mut self, cx: &mut Cx<'_>) -> Option<About> {
        let Some((deed, by)) = self.undone.pop() else {
            cx.notify("nothing to do again");
            return None;
        };
        let about = deed.about;
        delete_all(&by, cx);
        cx.notify_saving("", format!("{}, again; u takes it back", deed.name));
        self.done.push(deed);
        Some(about)
    }

    /// Whether there is something to take back, and something to do again.
    pub(super) fn has(&self) -> (bool, bool) {
        (!self.done.is_empty(), !self.undone.is_empty())
    }
}

/// Entries that take these back; the last one first, as they were made.
pub(super) fn deletes(targets: &[Uuid], cx: &mut Cx<'_>) -> Vec<Entry> {
    let delete = |target: &Uuid| {
        let id = cx.model.ids.next(cx.now);
        Entry::new(id, cx.now.wall, Body::Delete { target: *target })
    };
    targets.iter().map(delete).collect()
}

fn delete_all(targets: &[Uuid], cx: &mut Cx<'_>) -> Vec<Uuid> {
    let entries = deletes(targets, cx);
    let ids = entries.iter().map(|entry| entry.id).collect();
    cx.write_all(entries);
    ids
}
