//! The catalog of all content by id: the built-in items, read when first asked for, and the user's own, which replace
//! built-in ones of the same id. `shelf` holds the items of one kind.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::exercise::{Exercise, Id};
use super::guide::Guide;
use super::link::ItemKind;
use super::plan::Plan;
use super::problem::{Problem, Severity};
use super::routine::{Outline, Routine};
use super::timing::Timing;
use crate::domain::figure::Figure;

mod content_store;

use content_store::{ContentIds, Shelf};

/// Kinds of content file; each has a folder of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// An item that people name, find and open.
    Item(ItemKind),
    /// The drawing of an exercise.
    Figure,
}

impl FileKind {
    /// The name of the folder that files of this kind are kept in.
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

/// A content file of the user's, as read by the runtime.
#[derive(Debug, Clone)]
pub struct UserFile {
    /// The kind, known by the folder.
    pub kind: FileKind,
    /// The path, as shown in messages.
    pub path: String,
    /// The file name without its extension; must equal the id in the file.
    pub stem: String,
    /// The text of the file, or the reason why it could not be read.
    pub text: Result<String, String>,
}

/// All built-in and user content.
pub struct Catalog {
    exercises: Shelf<Exercise>,
    routines: Shelf<Routine>,
    plans: Shelf<Plan>,
    guides: Shelf<Guide>,
    figures: Shelf<Figure>,
    problems: Vec<Problem>,
}

impl Catalog {
    /// Returns a catalog of the built-in content alone.
    pub fn built_in() -> Self {
        Self::with_user_files(&[])
    }

    /// Returns a catalog of the built-in content and the user's. Files that cannot be used are left out; their problems
    /// are in [`Catalog::problems`].
    pub fn with_user_files(files: &[UserFile]) -> Self {
        let mut catalog = Self {
            exercises: Shelf::default(),
            routines: Shelf::default(),
            plans: Shelf::default(),
            guides: Shelf::default(),
            figures: Shelf::default(),
            problems: Vec::new(),
        };
        let known = ContentIds::of(files);
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

    /// Returns the exercise of this id.
    pub fn exercise(&self, id: &str) -> Option<Arc<Exercise>> {
        self.exercises.get(id)
    }

    /// Returns the timing of the exercise of this id. Much faster than [`Catalog::exercise`] where the exercise has not
    /// been read yet.
    pub fn timing(&self, id: &str) -> Option<Timing> {
        match self.exercises.at_hand(id) {
            Some(exercise) => Some(exercise.timing()),
            None => content_store::timing(id),
        }
    }

    /// Returns the routine of this id.
    pub fn routine(&self, id: &str) -> Option<Arc<Routine>> {
        self.routines.get(id)
    }

    /// Returns the outline of the routine of this id. Faster than [`Catalog::routine`] where the routine has not been
    /// read yet.
    pub fn outline(&self, id: &str) -> Option<Outline> {
        match self.routines.at_hand(id) {
            Some(routine) => Some(Outline::of(routine)),
            None => content_store::outline(id),
        }
    }

    /// Returns the plan of this id.
    pub fn plan(&self, id: &str) -> Option<Arc<Plan>> {
        self.plans.get(id)
    }

    /// Returns the guide of this id.
    pub fn guide(&self, id: &str) -> Option<Arc<Guide>> {
        self.guides.get(id)
    }

    /// Returns the figure of this id.
    pub fn figure(&self, id: &str) -> Option<Arc<Figure>> {
        self.figures.get(id)
    }

    /// Returns the ids of all figures, ascending.
    pub fn figure_ids(&self) -> impl Iterator<Item = &str> {
        self.figures.ids()
    }

    /// Returns the figure that shows an exercise: the one it names, else the one of its own id.
    pub fn figure_of(&self, exercise: &str) -> Option<Arc<Figure>> {
        let named = self.exercise(exercise).and_then(|exercise| exercise.figure.clone());
        self.figure(named.as_ref().map_or(exercise, Id::as_str))
    }

    /// Returns the title of the item of this kind and id.
    pub fn title(&self, kind: ItemKind, id: &str) -> Option<String> {
        match kind {
            ItemKind::Exercise => self.exercise(id).map(|exercise| exercise.name.to_string()),
            ItemKind::Routine => self.routine(id).map(|routine| routine.title.to_string()),
            ItemKind::Plan => self.plan(id).map(|plan| plan.title.to_string()),
            ItemKind::Guide => self.guide(id).map(|guide| guide.title.to_string()),
        }
    }

    /// Returns the ids of all items of a kind, ascending.
    pub fn ids(&self, kind: ItemKind) -> Box<dyn Iterator<Item = &str> + '_> {
        match kind {
            ItemKind::Exercise => Box::new(self.exercises.ids()),
            ItemKind::Routine => Box::new(self.routines.ids()),
            ItemKind::Plan => Box::new(self.plans.ids()),
            ItemKind::Guide => Box::new(self.guides.ids()),
        }
    }

    /// Returns all exercises, ordered by id.
    pub fn exercises(&self) -> impl Iterator<Item = Arc<Exercise>> {
        self.exercises.all()
    }

    /// Returns all routines, ordered by id.
    pub fn routines(&self) -> impl Iterator<Item = Arc<Routine>> {
        self.routines.all()
    }

    /// Returns all plans, ordered by id.
    pub fn plans(&self) -> impl Iterator<Item = Arc<Plan>> {
        self.plans.all()
    }

    /// Returns all guides, ordered by id.
    pub fn guides(&self) -> impl Iterator<Item = Arc<Guide>> {
        self.guides.all()
    }

    /// Returns the ids of all exercises, ascending.
    pub fn exercise_ids(&self) -> impl Iterator<Item = &str> {
        self.exercises.ids()
    }

    /// Returns the ids of all routines, ascending.
    pub fn routine_ids(&self) -> impl Iterator<Item = &str> {
        self.routines.ids()
    }

    /// Returns `None` if the item is built in, `Some(true)` if it is the user's own and replaces a built-in one, and
    /// `Some(false)` if it is the user's own under an id of its own.
    pub fn own(&self, kind: ItemKind, id: &str) -> Option<bool> {
        match kind {
            ItemKind::Exercise => self.exercises.own(id),
            ItemKind::Routine => self.routines.own(id),
            ItemKind::Plan => self.plans.own(id),
            ItemKind::Guide => self.guides.own(id),
        }
    }

    /// Returns the problems of the user's files.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns the problems of the built-in files; a test ensures that there are none.
    pub fn built_in_problems() -> Vec<Problem> {
        let known = ContentIds::of(&[]);
        let mut problems = Shelf::<Exercise>::built_in_problems(&known);
        problems.extend(Shelf::<Routine>::built_in_problems(&known));
        problems.extend(Shelf::<Plan>::built_in_problems(&known));
        problems.extend(Shelf::<Guide>::built_in_problems(&known));
        problems.extend(Shelf::<Figure>::built_in_problems(&known));
        problems
    }

    /// Removes the user's exercises whose easier/harder links form a cycle, and reports each.
    fn drop_cycles(&mut self, files: &[UserFile]) {
        for file in files.iter().filter(|file| file.kind == ItemKind::Exercise) {
            if let Some(cycle) = cycle_from(self, &file.stem) {
                self.exercises.remove(&file.stem);
                let message = format!("the easier/harder links run in a circle: {}", cycle.join(" → "));
                self.problems.push(Problem { field: "harder".to_owned(), ..Problem::whole_file(&file.path, message) });
            }
        }
    }

    /// Fills in the equipment of the user's routines that do not state it, from the exercises of their steps.
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

    /// Removes the user's routines that contain an unusable exercise, and warns of plans and exercises that link to an
    /// unusable routine or variant.
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

/// Returns a warning that `field` of a user file names an item that cannot be used.
fn not_offered(path: &str, field: &str, id: &Id) -> Problem {
    let message = format!("`{id}` cannot be used and is not offered; see the problem with that file");
    let problem = Problem::whole_file(path, message);
    Problem { field: field.to_owned(), severity: Severity::Warning, ..problem }
}

/// Returns the path from `id` through ever harder exercises back to itself, if there is one. It follows the `harder`
/// links of an exercise and, backward, the `easier` links of others.
fn cycle_from(catalog: &Catalog, id: &str) -> Option<Vec<String>> {
    let mut trail = vec![id.to_owned()];
    let mut seen = BTreeSet::new();
    climb(catalog, id, id, &mut trail, &mut seen).then_some(trail)
}

fn climb(catalog: &Catalog, at: &str, goal: &str, trail: &mut Vec<String>, seen: &mut BTreeSet<String>) -> bool {
    for next in harder_than(catalog, at) {
        trail.push(next.clone());
        if next == goal || (seen.insert(next.clone()) && climb(catalog, &next, goal, trail, seen)) {
            return true;
        }
        trail.pop();
    }
    false
}

fn harder_than(catalog: &Catalog, id: &str) -> Vec<String> {
    let stated = catalog.exercise(id).map(|exercise| exercise.harder.clone()).unwrap_or_default();
    let mut up: Vec<String> = stated.iter().map(ToString::to_string).collect();
    for other in catalog.exercise_ids() {
        if catalog.exercise(other).is_some_and(|other| other.easier.iter().any(|easier| easier.as_str() == id)) {
            up.push(other.to_owned());
        }
    }
    up
}
