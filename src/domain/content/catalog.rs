//! All content by id: the built-in items, read when first asked for, and the user's own, which
//! replace built-in ones of the same id.
//!
//! `shelf` holds the items of one kind, `ladder` looks for circles in the easier/harder links.

use std::sync::Arc;

use super::exercise::{Exercise, Id};
use super::guide::Guide;
use super::link::ItemKind;
use super::outline::Outline;
use super::plan::Plan;
use super::problem::{Problem, Severity};
use super::routine::Routine;
use super::timing::Timing;
use crate::domain::figure::Figure;

mod ladder;
mod shelf;

use shelf::{Known, Shelf};

/// What a content file holds, which is the name of its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// Something that people name, find and open.
    Item(ItemKind),
    /// The drawing of an exercise.
    Figure,
}

impl FileKind {
    /// The name of the folder.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Item(ItemKind::Exercise) => "exercises",
            Self::Item(ItemKind::Routine) => "routines",
            Self::Item(ItemKind::Plan) => "plans",
            Self::Item(ItemKind::Guide) => "guides",
            Self::Figure => "figures",
        }
    }
}

impl From<ItemKind> for FileKind {
    fn from(kind: ItemKind) -> Self {
        Self::Item(kind)
    }
}

impl PartialEq<ItemKind> for FileKind {
    fn eq(&self, kind: &ItemKind) -> bool {
        *self == Self::Item(*kind)
    }
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

/// All the content there is.
pub struct Catalog {
    exercises: Shelf<Exercise>,
    routines: Shelf<Routine>,
    plans: Shelf<Plan>,
    guides: Shelf<Guide>,
    figures: Shelf<Figure>,
    problems: Vec<Problem>,
}

impl Catalog {
    /// The built-in content alone.
    pub fn built_in() -> Self {
        Self::with_user_files(&[])
    }

    /// The built-in content and the user's. Files that cannot be used are left out, with their
    /// problems in [`Catalog::problems`].
    pub fn with_user_files(files: &[UserFile]) -> Self {
        let mut catalog = Self {
            exercises: Shelf::default(),
            routines: Shelf::default(),
            plans: Shelf::default(),
            guides: Shelf::default(),
            figures: Shelf::default(),
            problems: Vec::new(),
        };
        let known = Known::of(files);
        for file in files {
            let found = match file.kind {
                FileKind::Item(ItemKind::Exercise) => catalog.exercises.add(file, &known),
                FileKind::Item(ItemKind::Routine) => catalog.routines.add(file, &known),
                FileKind::Item(ItemKind::Plan) => catalog.plans.add(file, &known),
                FileKind::Item(ItemKind::Guide) => catalog.guides.add(file, &known),
                FileKind::Figure => catalog.figures.add(file, &known),
            };
            catalog.problems.extend(found);
        }
        catalog.drop_cycles(files);
        catalog.drop_orphans(files);
        catalog.derive_needs(files);
        catalog
    }

    /// The exercise of this id.
    pub fn exercise(&self, id: &str) -> Option<Arc<Exercise>> {
        self.exercises.get(id)
    }

    /// What the length of the exercise of this id depends on: far quicker than the exercise, where
    /// that is not read yet.
    pub fn timing(&self, id: &str) -> Option<Timing> {
        match self.exercises.at_hand(id) {
            Some(exercise) => Some(exercise.timing()),
            None => shelf::timing(id),
        }
    }

    /// The routine of this id.
    pub fn routine(&self, id: &str) -> Option<Arc<Routine>> {
        self.routines.get(id)
    }

    /// What a list of routines needs of the routine of this id: quicker than the routine, where that is
    /// not read yet.
    pub fn outline(&self, id: &str) -> Option<Outline> {
        match self.routines.at_hand(id) {
            Some(routine) => Some(Outline::of(routine)),
            None => shelf::outline(id),
        }
    }

    /// The plan of this id.
    pub fn plan(&self, id: &str) -> Option<Arc<Plan>> {
        self.plans.get(id)
    }

    /// The guide of this id.
    pub fn guide(&self, id: &str) -> Option<Arc<Guide>> {
        self.guides.get(id)
    }

    /// The figure of this id.
    pub fn figure(&self, id: &str) -> Option<Arc<Figure>> {
        self.figures.get(id)
    }

    /// Ids of all figures, ascending.
    pub fn figure_ids(&self) -> impl Iterator<Item = &str> {
        self.figures.ids()
    }

    /// The figure that shows an exercise: the one it names, else the one of its own id.
    pub fn figure_of(&self, exercise: &str) -> Option<Arc<Figure>> {
        let named = self.exercise(exercise).and_then(|exercise| exercise.figure.clone());
        self.figure(named.as_ref().map_or(exercise, Id::as_str))
    }

    /// What the item of this kind and id is called.
    pub fn title(&self, kind: ItemKind, id: &str) -> Option<String> {
        match kind {
            ItemKind::Exercise => self.exercise(id).map(|exercise| exercise.name.to_string()),
            ItemKind::Routine => self.routine(id).map(|routine| routine.title.to_string()),
            ItemKind::Plan => self.plan(id).map(|plan| plan.title.to_string()),
            ItemKind::Guide => self.guide(id).map(|guide| guide.title.to_string()),
        }
    }

    /// Ids of all items of a kind, ascending.
    pub fn ids(&self, kind: ItemKind) -> Box<dyn Iterator<Item = &str> + '_> {
        match kind {
            ItemKind::Exercise => Box::new(self.exercises.ids()),
            ItemKind::Routine => Box::new(self.routines.ids()),
            ItemKind::Plan => Box::new(self.plans.ids()),
            ItemKind::Guide => Box::new(self.guides.ids()),
        }
    }

    /// All exercises, by id.
    pub fn exercises(&self) -> impl Iterator<Item = Arc<Exercise>> {
        self.exercises.all()
    }

    /// All routines, by id.
    pub fn routines(&self) -> impl Iterator<Item = Arc<Routine>> {
        self.routines.all()
    }

    /// All plans, by id.
    pub fn plans(&self) -> impl Iterator<Item = Arc<Plan>> {
        self.plans.all()
    }

    /// All guides, by id.
    pub fn guides(&self) -> impl Iterator<Item = Arc<Guide>> {
        self.guides.all()
    }

    /// Ids of all exercises, ascending.
    pub fn exercise_ids(&self) -> impl Iterator<Item = &str> {
        self.exercises.ids()
    }

    /// Ids of all routines, ascending.
    pub fn routine_ids(&self) -> impl Iterator<Item = &str> {
        self.routines.ids()
    }

    /// Whether the item is the user's own; `Some(true)` where it replaces a built-in one.
    pub fn own(&self, kind: ItemKind, id: &str) -> Option<bool> {
        match kind {
            ItemKind::Exercise => self.exercises.own(id),
            ItemKind::Routine => self.routines.own(id),
            ItemKind::Plan => self.plans.own(id),
            ItemKind::Guide => self.guides.own(id),
        }
    }

    /// Whether the exercise is the user's own; `Some(true)` where it replaces a built-in one.
    pub fn own_exercise(&self, id: &str) -> Option<bool> {
        self.exercises.own(id)
    }

    /// Whether the routine is the user's own; `Some(true)` where it replaces a built-in one.
    pub fn own_routine(&self, id: &str) -> Option<bool> {
        self.routines.own(id)
    }

    /// What is wrong with the user's files.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What is wrong with the built-in files; the tests hold it empty.
    pub fn built_in_problems() -> Vec<Problem> {
        let known = Known::of(&[]);
        let mut problems = Shelf::<Exercise>::built_in_problems(&known);
        problems.extend(Shelf::<Routine>::built_in_problems(&known));
        problems.extend(Shelf::<Plan>::built_in_problems(&known));
        problems.extend(Shelf::<Guide>::built_in_problems(&known));
        problems.extend(Shelf::<Figure>::built_in_problems(&known));
        problems
    }

    /// A ladder that comes back to where it began has no top: the user's files on it are left out.
    fn drop_cycles(&mut self, files: &[UserFile]) {
        for file in files.iter().filter(|file| file.kind == ItemKind::Exercise) {
            if let Some(cycle) = ladder::cycle_from(self, &file.stem) {
                self.exercises.remove(&file.stem);
                let message = format!("the easier/harder links run in a circle: {}", cycle.join(" → "));
                self.problems.push(Problem { field: "harder".to_owned(), ..Problem::whole_file(&file.path, message) });
            }
        }
    }

    /// A routine of the user's that does not say what it needs is not one that needs nothing.
    fn derive_needs(&mut self, files: &[UserFile]) {
        for file in files.iter().filter(|file| file.kind == ItemKind::Routine) {
            let Some(mut routine) = self.routines.own_item(&file.stem).cloned() else { continue };
            if routine.takes_needs_of_steps {
                let exercises: Vec<Arc<Exercise>> =
                    routine.steps.iter().filter_map(|step| self.exercise(step.exercise.as_str())).collect();
                routine.take_needs_of(exercises.iter().map(AsRef::as_ref));
                self.routines.set_own(&file.stem, routine);
            }
        }
    }

    /// A routine of the user's whose exercise turned out broken cannot be played; a variant, or a
    /// routine of a plan, that turned out broken is only not offered.
    fn drop_orphans(&mut self, files: &[UserFile]) {
        for file in files.iter().filter(|file| file.kind == ItemKind::Routine) {
            let Some(routine) = self.routines.own_item(&file.stem) else { continue };
            let missing = routine.steps.iter().find(|step| !self.exercises.has(step.exercise.as_str()));
            if let Some(step) = missing {
                let message =
                    format!("its exercise `{}` cannot be used; see the problem with that file", step.exercise);
                self.problems.push(Problem { field: "steps".to_owned(), ..Problem::whole_file(&file.path, message) });
                self.routines.remove(&file.stem);
            }
        }
        for file in files.iter().filter(|file| file.kind == ItemKind::Plan) {
            let Some(plan) = self.plans.own_item(&file.stem) else { continue };
            for id in plan.routines().into_iter().filter(|id| !self.routines.has(id.as_str())) {
                self.problems.push(not_offered(&file.path, "parts", id));
            }
        }
        for file in files.iter().filter(|file| file.kind == ItemKind::Exercise) {
            let Some(exercise) = self.exercises.own_item(&file.stem) else { continue };
            let links =
                exercise.easier.iter().map(|id| ("easier", id)).chain(exercise.harder.iter().map(|id| ("harder", id)));
            for (field, id) in links.filter(|(_, id)| !self.exercises.has(id.as_str())) {
                self.problems.push(not_offered(&file.path, field, id));
            }
        }
    }
}

/// That `field` of a file of the user's names something that turned out broken.
fn not_offered(path: &str, field: &str, id: &Id) -> Problem {
    let message = format!("`{id}` cannot be used and is not offered; see the problem with that file");
    let problem = Problem::whole_file(path, message);
    Problem { field: field.to_owned(), severity: Severity::Warning, ..problem }
}
