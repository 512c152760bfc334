//! All exercises and routines by id: the built-in ones, read when first asked for, and the
//! user's own, which replace built-in ones of the same id.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::exercise::{Exercise, Id};
use super::problem::{Problem, Severity, nearest};
use super::routine::{KnownExercises, Routine};
use super::timing::Timing;
use crate::domain::text::Text;

include!(concat!(env!("OUT_DIR"), "/content.rs"));

/// What a content file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// `exercises/`
    Exercise,
    /// `routines/`
    Routine,
}

/// A file of the user's, read by the rim of the program.
#[derive(Debug, Clone)]
pub struct UserFile {
    /// Which folder it lies in.
    pub kind: FileKind,
    /// Its path, as shown in messages.
    pub path: String,
    /// Its name without the ending, which must be the id in it.
    pub stem: String,
    /// What it holds, or why it could not be read.
    pub text: Result<String, String>,
}

/// Every exercise and routine there is.
pub struct Catalog {
    exercises: Shelf<Exercise>,
    routines: Shelf<Routine>,
    problems: Vec<Problem>,
}

/// Items of one kind. `lazy` runs beside `texts`: a built-in text is read once, when first asked for.
struct Shelf<T> {
    texts: &'static [(&'static str, &'static str)],
    lazy: Vec<OnceLock<Option<Arc<T>>>>,
    own: BTreeMap<String, Arc<T>>,
}

impl<T> Shelf<T> {
    fn new(texts: &'static [(&'static str, &'static str)]) -> Self {
        let lazy = std::iter::repeat_with(OnceLock::new).take(texts.len()).collect();
        Self { texts, lazy, own: BTreeMap::new() }
    }

    fn get(&self, id: &str, read: impl FnOnce(&str, &str) -> Option<T>) -> Option<Arc<T>> {
        if let Some(own) = self.own.get(id) {
            return Some(Arc::clone(own));
        }
        let at = self.place(id)?;
        let (stem, text) = self.texts.get(at)?;
        self.lazy.get(at)?.get_or_init(|| read(stem, text).map(Arc::new)).clone()
    }

    /// The item, if it is read already.
    fn at_hand(&self, id: &str) -> Option<&T> {
        let built_in = || self.lazy.get(self.place(id)?)?.get()?.as_ref();
        self.own.get(id).or_else(built_in).map(AsRef::as_ref)
    }

    /// The built-in text of this id.
    fn text(&self, id: &str) -> Option<&'static str> {
        self.texts.get(self.place(id)?).map(|(_, text)| *text)
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.texts.binary_search_by_key(&id, |(stem, _)| stem).ok()
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        let all: BTreeSet<&str> =
            self.texts.iter().map(|(stem, _)| *stem).chain(self.own.keys().map(String::as_str)).collect();
        all.into_iter()
    }

    fn has(&self, id: &str) -> bool {
        self.own.contains_key(id) || self.is_built_in(id)
    }

    fn is_built_in(&self, id: &str) -> bool {
        self.place(id).is_some()
    }
}

/// Why no routine or exercise goes by a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Miss {
    /// Nothing is called that.
    #[error("there is no {what} `{asked}`{}", hint(.nearest.as_deref()))]
    Unknown {
        /// `routine` or `exercise`.
        what: &'static str,
        /// What was asked for.
        asked: String,
        /// The nearest id.
        nearest: Option<String>,
    },
    /// Several begin like that.
    #[error("`{asked}` fits several {what}s: {}", .ids.join(", "))]
    Several {
        /// `routine` or `exercise`.
        what: &'static str,
        /// What was asked for.
        asked: String,
        /// The ids that fit.
        ids: Vec<String>,
    },
}

fn hint(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

/// Exercise ids known while files are read: built-in ones, and the stems of the user's files.
struct Known<'a> {
    built_in: &'static [(&'static str, &'static str)],
    own: &'a BTreeSet<String>,
}

impl KnownExercises for Known<'_> {
    fn is_known(&self, id: &Id) -> bool {
        self.own.contains(id.as_str()) || self.built_in.binary_search_by_key(&id.as_str(), |(stem, _)| stem).is_ok()
    }

    fn nearest(&self, id: &Id) -> Option<String> {
        let all = self.built_in.iter().map(|(stem, _)| *stem).chain(self.own.iter().map(String::as_str));
        nearest(id.as_str(), all).map(str::to_owned)
    }
}

impl Catalog {
    /// The built-in content alone.
    pub fn built_in() -> Self {
        Self::with_user_files(&[])
    }

    /// The built-in content and the user's. Files that cannot be used are left out, with their
    /// problems in [`Catalog::problems`].
    pub fn with_user_files(files: &[UserFile]) -> Self {
        let mut catalog =
            Self { exercises: Shelf::new(EXERCISES), routines: Shelf::new(ROUTINES), problems: Vec::new() };
        let exercise_stems: BTreeSet<String> =
            files.iter().filter(|file| file.kind == FileKind::Exercise).map(|file| file.stem.clone()).collect();
        let known = Known { built_in: EXERCISES, own: &exercise_stems };
        for file in files {
            catalog.add(file, &known);
        }
        catalog.drop_cycles(files);
        catalog.drop_orphans(files);
        catalog
    }

    /// The exercise of this id.
    pub fn exercise(&self, id: &str) -> Option<Arc<Exercise>> {
        self.exercises.get(id, |stem, text| Exercise::read(stem, text, &Anything).0)
    }

    /// What the length of the exercise of this id depends on: far quicker than the exercise, where
    /// that is not read yet.
    pub fn timing(&self, id: &str) -> Option<Timing> {
        match self.exercises.at_hand(id) {
            Some(exercise) => Some(exercise.timing()),
            None => Timing::read(self.exercises.text(id)?),
        }
    }

    /// The routine of this id.
    pub fn routine(&self, id: &str) -> Option<Arc<Routine>> {
        self.routines.get(id, |stem, text| Routine::read(stem, text, &Anything).0)
    }

    /// Ids of all exercises, ascending.
    pub fn exercise_ids(&self) -> impl Iterator<Item = &str> {
        self.exercises.ids()
    }

    /// Ids of all routines, ascending.
    pub fn routine_ids(&self) -> impl Iterator<Item = &str> {
        self.routines.ids()
    }

    /// Whether the exercise is the user's own; `Some(true)` where it replaces a built-in one.
    pub fn own_exercise(&self, id: &str) -> Option<bool> {
        self.exercises.own.contains_key(id).then(|| self.exercises.is_built_in(id))
    }

    /// Whether the routine is the user's own; `Some(true)` where it replaces a built-in one.
    pub fn own_routine(&self, id: &str) -> Option<bool> {
        self.routines.own.contains_key(id).then(|| self.routines.is_built_in(id))
    }

    /// What is wrong with the user's files.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What is wrong with the built-in files; the tests hold it empty.
    pub fn built_in_problems() -> Vec<Problem> {
        let none = BTreeSet::new();
        let known = Known { built_in: EXERCISES, own: &none };
        let mut problems = Vec::new();
        for (stem, text) in EXERCISES {
            let file = format!("built-in exercises/{stem}.json");
            let (read, found) = Exercise::read(&file, text, &known);
            problems.extend(found);
            problems.extend(read.and_then(|exercise| misnamed(&file, stem, &exercise.id)));
        }
        for (stem, text) in ROUTINES {
            let file = format!("built-in routines/{stem}.json");
            let (read, found) = Routine::read(&file, text, &known);
            problems.extend(found);
            problems.extend(read.and_then(|routine| misnamed(&file, stem, &routine.id)));
        }
        problems
    }

    /// The routine meant by an id, a beginning that only one id or title has, or a title.
    ///
    /// # Errors
    /// [`Miss`] where nothing or several fit.
    pub fn find_routine(&self, asked: &str) -> Result<Arc<Routine>, Miss> {
        let names = self.routine_ids().filter_map(|id| Some((id.to_owned(), self.routine(id)?.title.to_string())));
        let id = find("routine", asked, &names.collect::<Vec<_>>())?;
        self.routine(&id).ok_or(Miss::Unknown { what: "routine", asked: asked.to_owned(), nearest: None })
    }

    /// The exercise meant by an id, a beginning that only one id or name has, or a name.
    ///
    /// # Errors
    /// [`Miss`] where nothing or several fit.
    pub fn find_exercise(&self, asked: &str) -> Result<Arc<Exercise>, Miss> {
        let names = self.exercise_ids().filter_map(|id| Some((id.to_owned(), self.exercise(id)?.name.to_string())));
        let id = find("exercise", asked, &names.collect::<Vec<_>>())?;
        self.exercise(&id).ok_or(Miss::Unknown { what: "exercise", asked: asked.to_owned(), nearest: None })
    }

    fn add(&mut self, file: &UserFile, known: &Known<'_>) {
        let text = match &file.text {
            Ok(text) => text,
            Err(why) => return self.problems.push(Problem::whole_file(&file.path, why.as_str())),
        };
        match file.kind {
            FileKind::Exercise => {
                let (read, found) = Exercise::read(&file.path, text, known);
                self.problems.extend(found);
                let Some(exercise) = read else { return };
                match misnamed(&file.path, &file.stem, &exercise.id) {
                    Some(problem) => self.problems.push(problem),
                    None => drop(self.exercises.own.insert(file.stem.clone(), Arc::new(exercise))),
                }
            }
            FileKind::Routine => {
                let (read, found) = Routine::read(&file.path, text, known);
                self.problems.extend(found);
                let Some(routine) = read else { return };
                match misnamed(&file.path, &file.stem, &routine.id) {
                    Some(problem) => self.problems.push(problem),
                    None => drop(self.routines.own.insert(file.stem.clone(), Arc::new(routine))),
                }
            }
        }
    }

    /// A ladder that comes back to where it began has no top: the user's files on it are left out.
    fn drop_cycles(&mut self, files: &[UserFile]) {
        for file in files.iter().filter(|file| file.kind == FileKind::Exercise) {
            if let Some(cycle) = self.cycle_from(&file.stem) {
                self.exercises.own.remove(&file.stem);
                let message = format!("the easier/harder links run in a circle: {}", cycle.join(" → "));
                self.problems.push(Problem { field: "harder".to_owned(), ..Problem::whole_file(&file.path, message) });
            }
        }
    }

    /// A routine of the user's whose exercise turned out broken cannot be played; a variant that
    /// turned out broken is only not offered.
    fn drop_orphans(&mut self, files: &[UserFile]) {
        for file in files.iter().filter(|file| file.kind == FileKind::Routine) {
            let Some(routine) = self.routines.own.get(&file.stem) else { continue };
            let missing = routine.steps.iter().find(|step| !self.exercises.has(step.exercise.as_str()));
            if let Some(step) = missing {
                let message =
                    format!("its exercise `{}` cannot be used; see the problem with that file", step.exercise);
                self.problems.push(Problem { field: "steps".to_owned(), ..Problem::whole_file(&file.path, message) });
                self.routines.own.remove(&file.stem);
            }
        }
        for file in files.iter().filter(|file| file.kind == FileKind::Exercise) {
            let Some(exercise) = self.exercises.own.get(&file.stem) else { continue };
            let links =
                exercise.easier.iter().map(|id| ("easier", id)).chain(exercise.harder.iter().map(|id| ("harder", id)));
            for (field, id) in links.filter(|(_, id)| !self.exercises.has(id.as_str())) {
                let message = format!("`{id}` cannot be used and is not offered; see the problem with that file");
                let problem = Problem::whole_file(&file.path, message);
                self.problems.push(Problem { field: field.to_owned(), severity: Severity::Warning, ..problem });
            }
        }
    }

    /// The way from `id` up the ladder back to itself, if there is one: harder links forward,
    /// easier links of others backward.
    fn cycle_from(&self, id: &str) -> Option<Vec<String>> {
        let mut trail = vec![id.to_owned()];
        let mut seen = BTreeSet::new();
        self.climb(id, id, &mut trail, &mut seen).then_some(trail)
    }

    fn climb(&self, at: &str, goal: &str, trail: &mut Vec<String>, seen: &mut BTreeSet<String>) -> bool {
        for next in self.harder_than(at) {
            trail.push(next.clone());
            if next == goal || (seen.insert(next.clone()) && self.climb(&next, goal, trail, seen)) {
                return true;
            }
            trail.pop();
        }
        false
    }

    fn harder_than(&self, id: &str) -> Vec<String> {
        let stated = self.exercise(id).map(|exercise| exercise.harder.clone()).unwrap_or_default();
        let mut up: Vec<String> = stated.iter().map(ToString::to_string).collect();
        let names_it_easier = |other: &&str| {
            self.exercise(other).is_some_and(|other| other.easier.iter().any(|easier| easier.as_str() == id))
        };
        up.extend(self.exercise_ids().filter(names_it_easier).map(str::to_owned));
        up
    }
}

/// Accepts every id: built-in files are checked by tests, not at every start.
struct Anything;

impl KnownExercises for Anything {
    fn is_known(&self, _: &Id) -> bool {
        true
    }

    fn nearest(&self, _: &Id) -> Option<String> {
        None
    }
}

fn misnamed(file: &str, stem: &str, id: &Id) -> Option<Problem> {
    (id.as_str() != stem).then(|| Problem {
        field: "id".to_owned(),
        ..Problem::whole_file(file, format!("the id `{id}` and the file name `{stem}.json` differ; make them the same"))
    })
}

fn find(what: &'static str, asked: &str, names: &[(String, String)]) -> Result<String, Miss> {
    let wanted = asked.trim().to_lowercase();
    if let Some((id, _)) = names.iter().find(|(id, name)| *id == wanted || name.to_lowercase() == wanted) {
        return Ok(id.clone());
    }
    let begins = |(id, name): &&(String, String)| id.starts_with(&wanted) || name.to_lowercase().starts_with(&wanted);
    let fits: Vec<String> =
        if wanted.is_empty() { Vec::new() } else { names.iter().filter(begins).map(|(id, _)| id.clone()).collect() };
    match fits.as_slice() {
        [only] => Ok(only.clone()),
        [] => {
            let by_id = nearest(&wanted, names.iter().map(|(id, _)| id.as_str())).map(str::to_owned);
            let by_name = || {
                let near = nearest(&wanted, names.iter().map(|(_, name)| name.as_str()))?.to_owned();
                names.iter().find(|(_, name)| *name == near).map(|(id, _)| id.clone())
            };
            let asked = Text::clean(asked).to_string();
            Err(Miss::Unknown { what, asked, nearest: by_id.or_else(by_name) })
        }
        _ => Err(Miss::Several { what, asked: Text::clean(&wanted).to_string(), ids: fits }),
    }
}
