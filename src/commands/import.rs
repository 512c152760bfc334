//! `supple import`: what a pack would add and replace, and what is wrong with it. Nothing is written here.

use std::io::{self, Write};

use super::check::content_problems;
use super::{Exit, Outcome};
use crate::domain::content::catalog::{Catalog, FileKind, UserFile};
use crate::domain::content::link::ItemKind;
use crate::domain::content::pack::{self, PackedItem};
use crate::domain::content::problem::{Problem, Severity};
use crate::domain::text::{Text, counted};

/// Effects that importing an item of a pack has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportChange {
    /// It is new.
    Adds,
    /// It takes the place of a built-in item.
    ReplacesBuiltIn,
    /// It overwrites the user's file of the same id, which is another.
    Overwrites,
    /// The user has it already.
    None,
}

/// A pack that can be imported.
#[derive(Debug)]
pub struct Import {
    /// The items in the order in which to write them: what others are made of comes first.
    pub items: Vec<(ImportChange, PackedItem)>,
    /// Their names, for people, in the same order.
    names: Vec<String>,
    warnings: Vec<Problem>,
}

impl Import {
    /// Reads the pack in `text`, from a file that messages call `file`, beside the user's files `own`.
    ///
    /// # Errors
    /// The problems, if one of them is an error: nothing is to be written then.
    pub fn read(file: &str, text: &str, own: &[UserFile]) -> Result<Self, Vec<Problem>> {
        let mut items = pack::read(file, text).map_err(|problem| vec![problem])?;
        // Parts first: if writing fails half-way, no routine is left without its exercises.
        items.reverse();
        let mut all: Vec<UserFile> = own.to_vec();
        all.retain(|own| !items.iter().any(|item| own.kind == item.kind && own.stem == item.id.as_str()));
        let places: Vec<String> = items.iter().map(|item| format!("{}/{}", item.kind.folder(), item.id)).collect();
        all.extend(items.iter().zip(&places).map(|(item, place)| UserFile {
            kind: item.kind,
            path: place.clone(),
            stem: item.id.to_string(),
            text: Ok(item.text.clone()),
        }));
        let (catalog, found) = content_problems(&all);
        let problems: Vec<Problem> = found
            .into_iter()
            .filter_map(|problem| {
                let at = places.iter().position(|place| *place == problem.file)?;
                let line = problem.line + items.get(at)?.line - 1;
                let message = format!("{}: {}", problem.file, problem.message);
                Some(Problem { file: file.to_owned(), line, message, ..problem })
            })
            .collect();
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(problems);
        }
        let names = items.iter().map(|item| name_of(item, &catalog)).collect();
        let items = items.into_iter().map(|item| (change(&item, own), item)).collect();
        Ok(Self { items, names, warnings: problems })
    }

    /// Returns the number of items with this change.
    pub fn count(&self, change: ImportChange) -> usize {
        self.items.iter().filter(|(of_it, _)| *of_it == change).count()
    }

    /// Returns the items that have to be written.
    pub fn to_write(&self) -> impl Iterator<Item = &PackedItem> {
        self.items.iter().filter(|(change, _)| *change != ImportChange::None).map(|(_, item)| item)
    }

    /// Writes what would happen, a line for each item.
    ///
    /// # Errors
    /// Returns an error if `out` cannot be written.
    pub fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        for problem in &self.warnings {
            writeln!(out, "{problem}")?;
        }
        // Routines first, as in the file: they are the items that people start.
        for ((change, item), name) in self.items.iter().zip(&self.names).rev() {
            let (verb, end) = match change {
                ImportChange::Adds => ("adds", ""),
                ImportChange::ReplacesBuiltIn => ("replaces", " (built in)"),
                ImportChange::Overwrites => ("replaces", " (yours)"),
                ImportChange::None => ("has already", ""),
            };
            let kind = item.kind.folder().trim_end_matches('s');
            writeln!(out, "{verb:<12} {kind:<9} {name}{end}")?;
        }
        Ok(())
    }
}

/// Returns the outcome for a pack with `problems`.
pub fn refused(problems: &[Problem]) -> Outcome {
    let messages = problems.iter().map(ToString::to_string);
    Outcome { exit: Exit::Failed, messages: messages.chain(["supple: nothing was added".to_owned()]).collect() }
}

/// Returns the last line after the items were written.
pub fn done(import: &Import) -> String {
    match import.to_write().count() {
        0 => "You have all of it already.".to_owned(),
        written => format!("Saved {}.", counted(written, "file")),
    }
}

fn change(item: &PackedItem, own: &[UserFile]) -> ImportChange {
    let mine = own.iter().find(|file| file.kind == item.kind && file.stem == item.id.as_str());
    let is_built_in = match item.kind {
        FileKind::Item(kind) => Catalog::built_in().ids(kind).any(|id| id == item.id.as_str()),
        FileKind::Figure => Catalog::built_in().figure_ids().any(|id| id == item.id.as_str()),
    };
    match mine {
        Some(file) if file.text.as_deref().is_ok_and(|text| text.trim() == item.text.trim()) => ImportChange::None,
        Some(_) => ImportChange::Overwrites,
        None if is_built_in => ImportChange::ReplacesBuiltIn,
        None => ImportChange::Adds,
    }
}

/// Returns the title of an item with its id.
fn name_of(item: &PackedItem, catalog: &Catalog) -> String {
    let title = match item.kind {
        FileKind::Item(kind) => catalog.title(kind, item.id.as_str()),
        FileKind::Figure => catalog.title(ItemKind::Exercise, item.id.as_str()),
    };
    title.map_or_else(|| item.id.to_string(), |title| format!("{} ({})", Text::clean(&title), item.id))
}
