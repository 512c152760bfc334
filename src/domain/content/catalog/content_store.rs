//! The store of the items of one kind: the built-in ones, each read when first asked for, and the user's own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::{FileKind, UserFile};
use crate::domain::content::dose::{Amount, DoseSpec};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::guide::Guide;
use crate::domain::content::link::{Anything, ItemKind, KnownIds};
use crate::domain::content::plan::Plan;
use crate::domain::content::problem::{Problem, nearest};
use crate::domain::content::routine::{Outline, Routine, WrittenOutline, WrittenStep};
use crate::domain::content::timing::{Least, Timing, WrittenTiming};
use crate::domain::content::words::{self, Whose};
use crate::domain::figure::Figure;

include!(concat!(env!("OUT_DIR"), "/content.rs"));

/// The built-in files of one kind as (stem, text), ascending by stem.
type Texts = &'static [(&'static str, &'static str)];

/// An item that is read from a content file of its own.
pub(super) trait ContentItem: Sized {
    const KIND: FileKind;

    fn read(file: &str, text: &str, known: &dyn KnownIds) -> (Option<Self>, Vec<Problem>);

    fn id(&self) -> &Id;

    /// Marks each number that is not from a source as the user's; by default does nothing.
    fn make_yours(&mut self) {}
}

impl ContentItem for Figure {
    const KIND: FileKind = FileKind::Figure;

    fn read(file: &str, text: &str, _: &dyn KnownIds) -> (Option<Self>, Vec<Problem>) {
        Self::read(file, text)
    }

    fn id(&self) -> &Id {
        &self.id
    }
}

/// The items of one kind. `lazy` has a cell for each of `texts`, in the same order.
pub(super) struct Shelf<T> {
    texts: Texts,
    lazy: Vec<OnceLock<Option<Arc<T>>>>,
    own: BTreeMap<String, Arc<T>>,
}

impl<T: ContentItem> Default for Shelf<T> {
    fn default() -> Self {
        let texts = texts(T::KIND.folder());
        let lazy = std::iter::repeat_with(OnceLock::new).take(texts.len()).collect();
        Self { texts, lazy, own: BTreeMap::new() }
    }
}

impl<T: ContentItem> Shelf<T> {
    pub(super) fn get(&self, id: &str) -> Option<Arc<T>> {
        if let Some(own) = self.own.get(id) {
            return Some(Arc::clone(own));
        }
        let at = self.place(id)?;
        let (stem, text) = self.texts.get(at)?;
        self.lazy.get(at)?.get_or_init(|| T::read(stem, text, &Anything).0.map(Arc::new)).clone()
    }

    /// Returns the item if it has been read already.
    pub(super) fn at_hand(&self, id: &str) -> Option<&T> {
        if let Some(own) = self.own.get(id) {
            return Some(own);
        }
        self.lazy.get(self.place(id)?)?.get()?.as_deref()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        let all: BTreeSet<&str> =
            self.texts.iter().map(|(stem, _)| *stem).chain(self.own.keys().map(String::as_str)).collect();
        all.into_iter()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Arc<T>> {
        self.ids().filter_map(|id| self.get(id))
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.own.contains_key(id) || self.is_built_in(id)
    }

    /// As [`Catalog::own`](super::Catalog::own).
    pub(super) fn own(&self, id: &str) -> Option<bool> {
        self.own.contains_key(id).then(|| self.is_built_in(id))
    }

    pub(super) fn own_item(&self, id: &str) -> Option<&T> {
        self.own.get(id).map(AsRef::as_ref)
    }

    /// Reads and adds a file of the user's, and returns its problems.
    pub(super) fn add(&mut self, file: &UserFile, known: &ContentIds) -> Vec<Problem> {
        let text = match &file.text {
            Ok(text) => text,
            Err(why) => return vec![Problem::whole_file(&file.path, why.as_str())],
        };
        let (read, mut problems) = T::read(&file.path, text, known);
        if let Some(mut item) = read {
            item.make_yours();
            match wrong_id(&file.path, &file.stem, &item) {
                Some(problem) => problems.push(problem),
                None => {
                    self.own.insert(file.stem.clone(), Arc::new(item));
                }
            }
        }
        problems
    }

    pub(super) fn set_own(&mut self, id: &str, item: T) {
        self.own.insert(id.to_owned(), Arc::new(item));
    }

    pub(super) fn remove(&mut self, id: &str) {
        self.own.remove(id);
    }

    pub(super) fn built_in_problems(known: &ContentIds) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (stem, text) in texts(T::KIND.folder()) {
            let file = format!("built-in {}/{stem}.json", T::KIND.folder());
            let (read, found) = T::read(&file, text, known);
            problems.extend(found);
            problems.extend(read.and_then(|item| wrong_id(&file, stem, &item)));
        }
        problems
    }

    /// Returns the text of a built-in file.
    pub(super) fn built_in_text(&self, id: &str) -> Option<&'static str> {
        self.texts.get(self.place(id)?).map(|(_, text)| *text)
    }

    fn is_built_in(&self, id: &str) -> bool {
        self.place(id).is_some()
    }

    fn place(&self, id: &str) -> Option<usize> {
        place(self.texts, id)
    }
}

/// Returns the index of `id` in `table`, which is sorted by id.
fn place<T>(table: &[(&str, T)], id: &str) -> Option<usize> {
    table.binary_search_by_key(&id, |(stem, _)| stem).ok()
}

/// Returns the timing of a built-in exercise.
pub(super) fn timing(id: &str) -> Option<Timing> {
    TIMINGS.get(place(TIMINGS, id)?).map(|(_, written)| Timing::from(written))
}

/// Returns the outline of a built-in routine.
pub(super) fn outline(id: &str) -> Option<Outline> {
    OUTLINES.get(place(OUTLINES, id)?).and_then(|(id, written)| Outline::from_written(id, written))
}

/// Returns the problem of an item whose id is reserved, or not that of its file.
fn wrong_id<T: ContentItem>(file: &str, stem: &str, item: &T) -> Option<Problem> {
    let id = item.id();
    let message = if matches!(T::KIND, FileKind::Item(kind) if kind.is_reserved(id)) {
        format!("`{id}` is reserved for timers; give the file and its `id` another name, such as `my-{id}`")
    } else if id.as_str() != stem {
        format!("the id `{id}` and the file name `{stem}.json` differ; make them the same")
    } else {
        return None;
    };
    Some(Problem { field: "id".to_owned(), ..Problem::whole_file(file, message) })
}

/// The ids known while files are read: those of built-in items, and the stems of the user's files.
pub(super) struct ContentIds {
    own: BTreeSet<(FileKind, String)>,
}

impl ContentIds {
    pub(super) fn of(files: &[UserFile]) -> Self {
        Self { own: files.iter().map(|file| (file.kind, file.stem.clone())).collect() }
    }
}

impl KnownIds for ContentIds {
    fn is_known(&self, kind: ItemKind, id: &Id) -> bool {
        place(texts(FileKind::from(kind).folder()), id.as_str()).is_some()
            || self.own.contains(&(kind.into(), id.to_string()))
    }

    fn nearest(&self, kind: ItemKind, id: &Id) -> Option<String> {
        let own = self.own.iter().filter(|(of, _)| *of == FileKind::from(kind)).map(|(_, stem)| stem.as_str());
        nearest(id.as_str(), texts(FileKind::from(kind).folder()).iter().map(|(stem, _)| *stem).chain(own))
            .map(str::to_owned)
    }
}

impl Amount {
    /// Returns the number with origin [`Whose::Yours`] in place of [`Whose::Ours`].
    #[must_use]
    pub fn as_yours(self) -> Self {
        let whose = if self.whose == Whose::Ours { Whose::Yours } else { self.whose };
        Self { whose, ..self }
    }
}

impl DoseSpec {
    /// Marks each number that is not from a source as the user's.
    pub fn make_yours(&mut self) {
        let Self { hold_s, reps, tempo_s, breaths, minutes, sets, rest_s, .. } = self;
        for amount in [hold_s, reps, tempo_s, breaths, minutes, sets, rest_s] {
            *amount = amount.map(Amount::as_yours);
        }
    }
}

impl Exercise {
    /// Marks each number that is not from a source as the user's.
    pub fn make_yours(&mut self) {
        self.dose.dose.make_yours();
        for named in &mut self.doses {
            named.dose.make_yours();
        }
        if let Some(test) = &mut self.test {
            test.limit_s = test.limit_s.map(Amount::as_yours);
            test.pass_from = test.pass_from.map(Amount::as_yours);
        }
    }
}

impl Routine {
    /// Marks each number that is not from a source as the user's.
    pub fn make_yours(&mut self) {
        for amount in [&mut self.rounds, &mut self.rest_between_s, &mut self.rest_between_rounds_s] {
            *amount = amount.map(Amount::as_yours);
        }
        for step in &mut self.steps {
            step.dose.make_yours();
            if let Some(occasion) = &mut step.before_run {
                occasion.dose.make_yours();
            }
        }
    }
}

impl Plan {
    /// Marks each number that is not from a source as the user's.
    pub fn make_yours(&mut self) {
        for item in self.parts.iter_mut().flat_map(|part| &mut part.items) {
            item.times = item.times.map(Amount::as_yours);
        }
    }
}

impl Guide {
    /// Does nothing: a guide has no numbers of its own.
    pub fn make_yours(&mut self) {}
}
