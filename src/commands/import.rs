//! `supple import`: what a pack, or a file of another program, would add and replace, and what is wrong with it. Nothing is
//! written here.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::check::content_problems;
use super::search::find;
use super::{Exit, Outcome};
use crate::domain::content::catalog::{Catalog, FileKind, UserFile};
use crate::domain::content::import::matching::{ExerciseChoice, MatchCertainty, NameChoice, NameMatcher};
use crate::domain::content::import::written::{self, MatchedName};
use crate::domain::content::import::{self, ForeignFile, ForeignProgram, is_same_name};
use crate::domain::content::link::ItemKind;
use crate::domain::content::pack::{self, PackedItem};
use crate::domain::content::problem::{Problem, nearest};
use crate::domain::content::words::Kind;
use crate::domain::text::{Text, counted};

/// The most problems of a file of another program that are shown: the first ones say what it is.
const MOST_PROBLEMS: usize = 3;

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

/// A pack, or a file of another program, that can be imported.
#[derive(Debug)]
pub struct Import {
    /// The items in the order in which to write them: what others are made of comes first.
    pub items: Vec<(ImportChange, PackedItem)>,
    /// Their names, for people, in the same order.
    names: Vec<String>,
    warnings: Vec<Problem>,
    /// The rest of what a file of another program gives.
    foreign: Option<ForeignMatches>,
}

/// The names in a file of another program and the exercises they were taken for.
#[derive(Debug)]
struct ForeignMatches {
    program: ForeignProgram,
    names: Vec<MatchedName>,
    remarks: Vec<String>,
}

impl Import {
    /// Reads the pack, or the file of another program, in `text`, from a file that messages call `file`, beside the user's
    /// files `own`. `choices` are the exercises that names of another program mean.
    ///
    /// # Errors
    /// The outcome to end with, if the file or a choice is wrong: nothing is to be written then.
    pub fn read(file: &str, text: &str, own: &[UserFile], choices: &[NameChoice]) -> Result<Self, Outcome> {
        let Some(program) = import::program_of(text) else {
            if !choices.is_empty() {
                return Err(Outcome::misused("--match is for the names in a file of another program"));
            }
            let items = pack::read(file, text).map_err(|problem| refused(&[problem]))?;
            return Self::of_items(file, items, own).map_err(|problems| refused(&problems));
        };
        let foreign = import::read(program, file, text).map_err(|mut problems| {
            let more = problems.len().saturating_sub(MOST_PROBLEMS);
            problems.truncate(MOST_PROBLEMS);
            let more = (more > 0).then(|| Problem::whole_file(file, format!("and {}", counted(more, "more problem"))));
            refused(&problems.into_iter().chain(more).collect::<Vec<_>>())
        })?;
        let catalog = Catalog::with_user_files(own);
        let choices = chosen(&catalog, &foreign, choices).map_err(Outcome::misused)?;
        let files = written::write(&foreign, &catalog, own, &NameMatcher::new(&catalog, choices));
        let import = Self::of_items(file, files.items, own).map_err(|problems| refused(&problems))?;
        let matches = ForeignMatches { program, names: files.names, remarks: foreign.remarks };
        Ok(Self { foreign: Some(matches), ..import })
    }

    /// Checks items beside the user's files `own`.
    fn of_items(file: &str, mut items: Vec<PackedItem>, own: &[UserFile]) -> Result<Self, Vec<Problem>> {
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
        if !problems.iter().all(Problem::is_warning) {
            return Err(problems);
        }
        let names = items.iter().map(|item| name_of(item, &catalog)).collect();
        let items = items.into_iter().map(|item| (change(&item, own), item)).collect();
        Ok(Self { items, names, warnings: problems, foreign: None })
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
        match &self.foreign {
            Some(matches) => matches.tell(out),
            None => Ok(()),
        }
    }
}

impl ForeignMatches {
    /// Writes the exercises that the names were taken for, and how to choose others.
    fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\nThe exercises of {}, and what they are here:", self.program.name())?;
        for MatchedName { name, found, is_shared } in &self.names {
            let title = found.as_ref().map_or("an exercise of your own", |(title, _)| title.as_str());
            let likely = match found {
                Some((_, MatchCertainty::Likely(others))) if others.is_empty() => ", most likely".to_owned(),
                Some((_, MatchCertainty::Likely(others))) => {
                    let others: Vec<&str> = others.iter().map(Text::as_str).collect();
                    format!(", most likely; or {}", others.join(", "))
                }
                _ => String::new(),
            };
            let shared = if *is_shared { "; its time is for both sides" } else { "" };
            writeln!(out, "  {name} → {title}{likely}{shared}")?;
        }
        writeln!(out, "To change one: --match \"NAME=EXERCISE\", or --match \"NAME=\" for one of your own.")?;
        for remark in &self.remarks {
            writeln!(out, "{remark}")?;
        }
        Ok(())
    }
}

/// Returns the exercises of the user's choices.
///
/// # Errors
/// A message, if a name is not in the file, or an exercise is not in the catalog or cannot be part of a routine.
fn chosen(catalog: &Catalog, foreign: &ForeignFile, choices: &[NameChoice]) -> Result<Vec<ExerciseChoice>, String> {
    let steps = foreign.routines.iter().flat_map(|routine| &routine.steps);
    let names: BTreeSet<&str> = steps.map(|step| step.name.as_str()).collect();
    let mut chosen: Vec<ExerciseChoice> = Vec::new();
    for choice in choices {
        let name = Text::clean(&choice.name);
        if !names.iter().any(|known| is_same_name(known, name.as_str())) {
            let hint = nearest(name.as_str(), names.iter().copied());
            let hint = hint.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return Err(format!("there is no exercise `{name}` in this file{hint}"));
        }
        if chosen.iter().any(|other| is_same_name(&other.name, name.as_str())) {
            return Err(format!("there are two --match for `{name}`; give one for each name"));
        }
        let exercise = match &choice.exercise {
            None => None,
            Some(asked) => {
                let found = find(catalog, asked, Some(ItemKind::Exercise))?;
                let exercise = found.first().and_then(|found| catalog.exercise(&found.id));
                if exercise.as_ref().is_some_and(|exercise| exercise.kind == Kind::SelfTest) {
                    return Err(format!("`{}` is a self-test: it cannot be part of a routine", Text::clean(asked)));
                }
                exercise
            }
        };
        chosen.push(ExerciseChoice { name: name.to_string(), exercise });
    }
    Ok(chosen)
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
