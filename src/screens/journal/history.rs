//! Undo and redo of the changes made on this screen.
//!
//! No entry is ever removed from the file: an undo writes deletes of the entries, and a redo deletes of those.

use uuid::Uuid;

use crate::domain::journal::entry::{Body, Entry, Stamp};
use crate::state::cx::Cx;

/// An entry, by its time and id.
type EntryOrder = (Stamp, Uuid);

/// A change made by the user.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Deed {
    /// The name: "deleted".
    name: String,
    /// The entries that it wrote, which an undo deletes.
    written: Vec<Uuid>,
    /// The entry that it concerns.
    about: EntryChange,
}

/// The entry that a change concerns, before and after it; `None` if it does not exist then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EntryChange {
    pub(super) before: Option<EntryOrder>,
    pub(super) after: Option<EntryOrder>,
}

impl EntryChange {
    /// An entry that was added.
    pub(super) const fn added(order: EntryOrder) -> Self {
        Self { before: None, after: Some(order) }
    }

    /// An entry that was deleted.
    pub(super) const fn deleted(order: EntryOrder) -> Self {
        Self { before: Some(order), after: None }
    }

    /// Returns true if the entry was deleted.
    const fn is_deletion(self) -> bool {
        matches!(self, Self { before: Some(_), after: None })
    }

    /// An entry that was changed, maybe to another time.
    pub(super) const fn changed(before: EntryOrder, after: EntryOrder) -> Self {
        Self { before: Some(before), after: Some(after) }
    }
}

/// The changes made, and those undone.
#[derive(Debug, Clone, Default)]
pub(super) struct UndoHistory {
    done: Vec<Deed>,
    /// The changes undone, each with the entries that undid it.
    undone: Vec<(Deed, Vec<Uuid>)>,
}

impl UndoHistory {
    /// Writes `entries` as one change, which can be undone.
    pub(super) fn write(&mut self, name: &str, about: EntryChange, entries: Vec<Entry>, cx: &mut Cx<'_>) {
        if entries.is_empty() {
            return;
        }
        self.note(name, about, entries.iter().map(|entry| entry.id).collect());
        cx.write_all(entries);
        cx.notify_saving("", format!("{name}; u undo"));
    }

    /// Adds a change that was written elsewhere.
    pub(super) fn note(&mut self, name: &str, about: EntryChange, written: Vec<Uuid>) {
        self.undone.clear();
        self.done.push(Deed { name: name.to_owned(), written, about });
    }

    /// Undoes the last change, and returns the entry it concerns.
    pub(super) fn undo(&mut self, cx: &mut Cx<'_>) -> Option<EntryChange> {
        let Some(deed) = self.done.pop() else {
            cx.notify("nothing to undo since you opened the journal");
            return None;
        };
        let about = deed.about;
        let by = delete_all(&deed.written, cx);
        let what = if about.is_deletion() { "restored".to_owned() } else { format!("undone: {}", deed.name) };
        cx.notify_saving("", format!("{what}; ctrl-r redo"));
        self.undone.push((deed, by));
        Some(about)
    }

    /// Redoes the change undone last, and returns the entry it concerns.
    pub(super) fn redo(&mut self, cx: &mut Cx<'_>) -> Option<EntryChange> {
        let Some((deed, by)) = self.undone.pop() else {
            cx.notify("nothing to redo");
            return None;
        };
        let about = deed.about;
        delete_all(&by, cx);
        cx.notify_saving("", format!("redone: {}; u undo", deed.name));
        self.done.push(deed);
        Some(about)
    }

    /// Returns two flags: there is a change to undo, and there is one to redo.
    pub(super) fn has(&self) -> (bool, bool) {
        (!self.done.is_empty(), !self.undone.is_empty())
    }
}

/// Entries that delete `targets`, in that order.
pub(super) fn deletes(targets: &[Uuid], cx: &mut Cx<'_>) -> Vec<Entry> {
    let bodies = targets.iter().map(|target| Body::Delete { target: *target });
    bodies.map(|body| Entry::new(cx.model.ids.next(cx.now), cx.now.wall, body)).collect()
}

fn delete_all(targets: &[Uuid], cx: &mut Cx<'_>) -> Vec<Uuid> {
    let entries = deletes(targets, cx);
    let ids = entries.iter().map(|entry| entry.id).collect();
    cx.write_all(entries);
    ids
}
