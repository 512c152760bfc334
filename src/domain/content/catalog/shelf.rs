//! The items of one kind: the built-in ones, each read once, when first asked for, and the user's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::{FileKind, UserFile};
use crate::domain::content::dose::{Amount, DoseSpec};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::guide::Guide;
use crate::domain::content::link::{Anything, ItemKind, KnownIds};
use crate::domain::content::outline::{Outline, WrittenOutline, WrittenStep};
use crate::domain::content::plan::Plan;
use crate::domain::content::problem::{Problem, nearest};
use crate::domain::content::routine::Routine;
use crate::domain::content::timing::{Least, Timing, WrittenTiming};
use crate::domain::content::words;
use crate::domain::figure::Figure;

include!(concat!(env!("OUT_DIR"), "/content.rs"));

/// Stems of built-in files, ascending, each with its text.
type Texts = &'static [(&'static str, &'static str)];

/// Something that fills a content file.
pub(super) trait Item: Sized {
    /// Which kind.
    const KIND: FileKind;

    fn read(file: &str, text: &str, known: &dyn KnownIds) -> (Option<Self>, Vec<Problem>);

    fn id(&self) -> &Id;

    /// Makes each number that is not a source's the user's own; nothing in what has none.
    fn make_yours(&mut self) {}
}

macro_rules! items {
    ($($kind:ident: $make_yours:expr),+) => {$(
        impl Item for $kind {
            const KIND: FileKind = FileKind::Item(ItemKind::$kind);

            fn read(file: &str, text: &str, known: &dyn KnownIds) -> (Option<Self>, Vec<Problem>) {
                $kind::read(file, text, known)
            }

            fn id(&self) -> &Id {
                &self.id
            }

            fn make_yours(&mut self) {
                $make_yours(self);
            }
        }
    )+};
}

items!(Exercise: Exercise::make_yours, Routine: Routine::make_yours, Plan: Plan::make_yours, Guide: |_: &mut Guide| {});

impl Item for Figure {
    const KIND: FileKind = FileKind::Figure;

    fn read(file: &str, text: &str, _: &dyn KnownIds) -> (Option<Self>, Vec<Problem>) {
        Self::read(file, text)
    }

    fn id(&self) -> &Id {
        &self.id
    }
}

fn built_in(kind: FileKind) -> Texts {
    match kind {
        FileKind::Item(ItemKind::Exercise) => EXERCISES,
        FileKind::Item(ItemKind::Routine) => ROUTINES,
        FileKind::Item(ItemKind::Plan) => PLANS,
        FileKind::Item(ItemKind::Guide) => GUIDES,
        FileKind::Figure => FIGURES,
    }
}

/// Items of one kind. `lazy` runs beside the built-in texts.
pub(super) struct Shelf<T> {
    texts: Texts,
    lazy: Vec<OnceLock<Option<Arc<T>>>>,
    own: BTreeMap<String, Arc<T>>,
}

impl<T: Item> Default for Shelf<T> {
    fn default() -> Self {
        let texts = built_in(T::KIND);
        let lazy = std::iter::repeat_with(OnceLock::new).take(texts.len()).collect();
        Self { texts, lazy, own: BTreeMap::new() }
    }
}

impl<T: Item> Shelf<T> {
    pub(super) fn get(&self, id: &str) -> Option<Arc<T>> {
        if let Some(own) = self.own.get(id) {
            return Some(Arc::clone(own));
        }
        let at = self.place(id)?;
        let (stem, text) = self.texts.get(at)?;
        self.lazy.get(at)?.get_or_init(|| T::read(stem, text, &Anything).0.map(Arc::new)).clone()
    }

    /// The item, if it is read already.
    pub(super) fn at_hand(&self, id: &str) -> Option<&T> {
        let built_in = || self.lazy.get(self.place(id)?)?.get()?.as_ref();
        self.own.get(id).or_else(built_in).map(AsRef::as_ref)
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

    /// Whether it is the user's own; `Some(true)` where it replaces a built-in one.
    pub(super) fn own(&self, id: &str) -> Option<bool> {
        self.own.contains_key(id).then(|| self.is_built_in(id))
    }

    pub(super) fn own_item(&self, id: &str) -> Option<&T> {
        self.own.get(id).map(AsRef::as_ref)
    }

    /// Takes a file of the user's; gives what is wrong with it.
    pub(super) fn add(&mut self, file: &UserFile, known: &Known) -> Vec<Problem> {
        let text = match &file.text {
            Ok(text) => text,
            Err(why) => return vec![Problem::whole_file(&file.path, why.as_str())],
        };
        let (read, mut problems) = T::read(&file.path, text, known);
        if let Some(mut item) = read {
            item.make_yours();
            match misnamed(&file.path, &file.stem, item.id()) {
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

    pub(super) fn built_in_problems(known: &Known) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (stem, text) in built_in(T::KIND) {
            let file = format!("built-in {}/{stem}.json", T::KIND.folder());
            let (read, found) = T::read(&file, text, known);
            problems.extend(found);
            problems.extend(read.and_then(|item| misnamed(&file, stem, item.id())));
        }
        problems
    }

    fn is_built_in(&self, id: &str) -> bool {
        self.place(id).is_some()
    }

    fn place(&self, id: &str) -> Option<usize> {
        place(self.texts, id)
    }
}

/// Where `id` stands in a table.
fn place<T>(table: &[(&str, T)], id: &str) -> Option<usize> {
    table.binary_search_by_key(&id, |(stem, _)| stem).ok()
}

/// What the length of a built-in exercise depends on.
pub(super) fn timing(id: &str) -> Option<Timing> {
    TIMINGS.get(place(TIMINGS, id)?).map(|(_, written)| Timing::from(written))
}

/// Of a built-in routine what a list needs.
pub(super) fn outline(id: &str) -> Option<Outline> {
    OUTLINES.get(place(OUTLINES, id)?).and_then(|(id, written)| Outline::from_written(id, written))
}

fn misnamed(file: &str, stem: &str, id: &Id) -> Option<Problem> {
    (id.as_str() != stem).then(|| Problem {
        field: "id".to_owned(),
        ..Problem::whole_file(file, format!("the id `{id}` and the file name `{stem}.json` differ; make them the same"))
    })
}

/// Ids known while files are read: built-in ones, and the stems of the user's files.
pub(super) struct Known {
    own: BTreeSet<(FileKind, String)>,
}

impl Known {
    pub(super) fn of(files: &[UserFile]) -> Self {
        Self { own: files.iter().map(|file| (file.kind, file.stem.clone())).collect() }
    }
}

impl KnownIds for Known {
    fn is_known(&self, kind: ItemKind, id: &Id) -> bool {
        place(built_in(kind.into()), id.as_str()).is_some() || self.own.contains(&(kind.into(), id.to_string()))
    }

    fn nearest(&self, kind: ItemKind, id: &Id) -> Option<String> {
        let own = self.own.iter().filter(|(of, _)| *of == FileKind::from(kind)).map(|(_, stem)| stem.as_str());
        nearest(id.as_str(), built_in(kind.into()).iter().map(|(stem, _)| *stem).chain(own)).map(str::to_owned)
    }
}
