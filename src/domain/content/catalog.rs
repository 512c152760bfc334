//! The catalog of all content by id: the built-in items, read when first asked for, and the user's own, which replace
//! built-in ones of the same id. `shelf` holds the items of one kind.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::dose::DoseSpec;
use super::exercise::{Exercise, Id};
use super::guide::Guide;
use super::link::{ItemKind, KnownIds};
use super::plan::Plan;
use super::problem::{Problem, Severity};
use super::routine::{Outline, Routine};
use super::timing::Timing;
use super::units::{InUnits as _, Units};
use super::words::Role;
use crate::domain::figure::Figure;

mod content_store;

use content_store::{ContentIds, ContentItem, Shelf};

/// Kinds of content file; each has a folder of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// An item that people name, find and open.
    Item(ItemKind),
    /// The drawing of an exercise.
    Figure,
}

impl FileKind {
    /// Returns all kinds.
    pub fn all() -> impl Iterator<Item = Self> {
        ItemKind::VALUES.iter().map(|kind| Self::Item(*kind)).chain([Self::Figure])
    }

    /// Returns the kinds that the program reads from the user's folders. Guides are ours alone: they say what is safe.
    pub fn of_users() -> impl Iterator<Item = Self> {
        Self::all().filter(|kind| *kind != ItemKind::Guide)
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

/// Declares the kinds of item, a row each: its type, the method for one of them and for all of them, which is also the
/// name of its folder, its title, and the field by which a file of it is known.
macro_rules! items {
    ($($kind:ident: $one:ident, $all:ident, $title:ident, $field:literal;)+) => {
        /// All built-in and user content.
        #[derive(Default)]
        pub struct Catalog {
            $($all: Shelf<$kind>,)+
            figures: Shelf<Figure>,
            /// The texts of the user's routines and plans, to be changed.
            own_texts: BTreeMap<(FileKind, String), String>,
            /// The files of the user's plans.
            plan_files: BTreeSet<String>,
            problems: Vec<Problem>,
            /// The units of lengths where the locale decides.
            local_units: Units,
            units: Units,
        }

        impl FileKind {
            /// Returns the name of the folder that files of this kind are kept in.
            pub const fn folder(self) -> &'static str {
                match self {
                    $(Self::Item(ItemKind::$kind) => stringify!($all),)+
                    Self::Figure => "figures",
                }
            }

            /// Returns the field that files of this kind alone have; an exercise is what has none of these.
            pub const fn field(self) -> &'static str {
                match self {
                    $(Self::Item(ItemKind::$kind) => $field,)+
                    Self::Figure => "poses",
                }
            }
        }

        impl Catalog {
            $(
                #[doc = concat!("Returns the ", stringify!($one), " of this id.")]
                pub fn $one(&self, id: &str) -> Option<Arc<$kind>> {
                    self.$all.get(id).map(|item| item.in_units(self.units))
                }

                #[doc = concat!("Returns all ", stringify!($all), ", ordered by id.")]
                pub fn $all(&self) -> impl Iterator<Item = Arc<$kind>> {
                    self.$all.all().map(|item| item.in_units(self.units))
                }
            )+

            /// Reads a file of the user's, adds its item, and returns the problems found.
            fn add(&mut self, file: &UserFile, known: &ContentIds) -> Vec<Problem> {
                match file.kind {
                    $(FileKind::Item(ItemKind::$kind) => self.$all.add(file, known),)+
                    FileKind::Figure => self.figures.add(file, known),
                }
            }

            /// Returns the title of the item of this kind and id.
            pub fn title(&self, kind: ItemKind, id: &str) -> Option<String> {
                match kind {
                    $(ItemKind::$kind => self.$one(id).map(|item| item.$title.to_string()),)+
                }
            }

            /// Returns the ids of all items of a kind, ascending.
            pub fn ids(&self, kind: ItemKind) -> Box<dyn Iterator<Item = &str> + '_> {
                match kind {
                    $(ItemKind::$kind => Box::new(self.$all.ids()),)+
                }
            }

            /// Returns `None` if the item is built in, `Some(true)` if it is the user's own and replaces a built-in one,
            /// and `Some(false)` if it is the user's own under an id of its own.
            pub fn own(&self, kind: ItemKind, id: &str) -> Option<bool> {
                match kind {
                    $(ItemKind::$kind => self.$all.own(id),)+
                }
            }

            /// Returns the problems of the built-in files; a test ensures that there are none.
            pub fn built_in_problems() -> Vec<Problem> {
                let known = ContentIds::of(&[]);
                let mut problems = Shelf::<Figure>::built_in_problems(&known);
                $(problems.extend(Shelf::<$kind>::built_in_problems(&known));)+
                problems
            }
        }

        $(
            impl ContentItem for $kind {
                const KIND: FileKind = FileKind::Item(ItemKind::$kind);

                fn read(file: &str, text: &str, known: &dyn KnownIds) -> (Option<Self>, Vec<Problem>) {
                    $kind::read(file, text, known)
                }

                fn id(&self) -> &Id {
                    &self.id
                }

                fn make_yours(&mut self) {
                    $kind::make_yours(self);
                }
            }
        )+
    };
}

items! {
    Routine: routine, routines, title, "steps";
    Exercise: exercise, exercises, name, "";
    Guide: guide, guides, title, "blocks";
    Plan: plan, plans, title, "parts";
}

impl fmt::Debug for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalog").field("problems", &self.problems).finish_non_exhaustive()
    }
}

impl Catalog {
    /// Returns a catalog of the built-in content alone.
    pub fn built_in() -> Self {
        Self::default()
    }

    /// Returns a catalog of the built-in content and the user's. Files that cannot be used are left out; their problems
    /// are in [`Catalog::problems`].
    pub fn with_user_files(files: &[UserFile]) -> Self {
        let mut catalog = Self::default();
        let known = ContentIds::of(files);
        for file in files {
            let found = catalog.add(file, &known);
            catalog.problems.extend(found);
        }
        catalog.drop_cycles(files);
        catalog.drop_orphans(files);
        catalog.derive_needs(files);
        let plans = files.iter().filter(|file| file.kind == ItemKind::Plan);
        catalog.plan_files = plans.clone().map(|file| file.path.clone()).collect();
        let texts = files.iter().filter(|file| file.kind == ItemKind::Routine).chain(plans);
        let texts = texts.filter_map(|file| Some(((file.kind, file.stem.clone()), file.text.clone().ok()?)));
        catalog.own_texts = texts.collect();
        catalog
    }

    /// Returns true if an item, of any kind, or a file that cannot be used has this id.
    pub fn is_taken(&self, id: &str) -> bool {
        let is_item = ItemKind::VALUES.iter().any(|kind| self.title(*kind, id).is_some());
        is_item || self.problems().iter().any(|problem| problem.file.ends_with(&format!("/{id}.json")))
    }

    /// Returns a routine of the user's own that asks for the same as `routine`.
    pub fn own_routine_like(&self, routine: &Routine) -> Option<Arc<Routine>> {
        let mut own = self.routines().filter(|one| self.own(ItemKind::Routine, one.id.as_str()).is_some());
        own.find(|one| one.asks_for_the_same(routine))
    }

    /// Returns the text of the file of a routine that can be used.
    pub fn routine_text(&self, id: &str) -> Option<&str> {
        match self.routines.own(id) {
            Some(_) => self.own_text(ItemKind::Routine, id),
            None => self.routines.built_in_text(id),
        }
    }

    /// Returns the text of the file of a plan that can be used.
    pub fn plan_text(&self, id: &str) -> Option<&str> {
        match self.plans.own(id) {
            Some(_) => self.own_text(ItemKind::Plan, id),
            None => self.plans.built_in_text(id),
        }
    }

    fn own_text(&self, kind: ItemKind, id: &str) -> Option<&str> {
        self.own_texts.get(&(kind.into(), id.to_owned())).map(String::as_str)
    }

    /// Returns true if this file, as shown in messages, is that of a plan.
    pub fn is_plan_file(&self, file: &str) -> bool {
        self.plan_files.contains(file)
    }

    /// Sets the units of the locale, which hold until others are chosen.
    #[must_use]
    pub fn with_local_units(self, local_units: Units) -> Self {
        Self { local_units, units: local_units, ..self }
    }

    /// Gives lengths in `chosen` from now on; `None` for the units of the locale.
    pub fn choose_units(&mut self, chosen: Option<Units>) {
        self.units = chosen.unwrap_or(self.local_units);
    }

    /// Returns the timing of the exercise of this id. Much faster than [`Catalog::exercise`] where the exercise has not
    /// been read yet.
    pub fn timing(&self, id: &str) -> Option<Timing> {
        match self.exercises.at_hand(id) {
            Some(exercise) => Some(exercise.timing()),
            None => content_store::timing(id),
        }
    }

    /// Returns the outline of the routine of this id. Faster than [`Catalog::routine`] where the routine has not been
    /// read yet.
    pub fn outline(&self, id: &str) -> Option<Outline> {
        match self.routines.at_hand(id) {
            Some(routine) => Some(Outline::of(routine)),
            None => content_store::outline(id),
        }
    }

    /// Returns the routine of this id, or else the exercise of this id as a routine of its own.
    pub fn routine_or_exercise(&self, id: &str) -> Option<Arc<Routine>> {
        self.routine(id).or_else(|| Routine::of_one(&*self.exercise(id)?, DoseSpec::EMPTY).map(Arc::new))
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

    /// Returns the ids of all exercises, ascending.
    pub fn exercise_ids(&self) -> impl Iterator<Item = &str> {
        self.exercises.ids()
    }

    /// Returns the ids of all routines, ascending.
    pub fn routine_ids(&self) -> impl Iterator<Item = &str> {
        self.routines.ids()
    }

    /// Returns the problems of the user's files.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Removes the user's exercises whose easier/harder links form a cycle, and reports each.
    fn drop_cycles(&mut self, files: &[UserFile]) {
        let mut links = None;
        for file in files.iter().filter(|file| file.kind == ItemKind::Exercise) {
            if let Some(cycle) = cycle_from(links.get_or_insert_with(|| harder_links(self)), &file.stem) {
                self.exercises.remove(&file.stem);
                // Its links are gone with it.
                links = None;
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
                self.problems.push(not_offered(&file.path, "parts", &format!("`{id}` {UNUSABLE}")));
            }
        }
        for file in files.iter().filter(|file| file.kind == ItemKind::Exercise) {
            let Some(exercise) = self.exercises.own_item(&file.stem) else { continue };
            let links =
                exercise.easier.iter().map(|id| ("easier", id)).chain(exercise.harder.iter().map(|id| ("harder", id)));
            let barred = links.filter_map(|(field, id)| Some((field, id, self.bar(exercise, id)?)));
            let problems: Vec<Problem> =
                barred.map(|(field, id, why)| not_offered(&file.path, field, &format!("`{id}` {why}"))).collect();
            self.problems.extend(problems);
        }
    }

    /// Returns the reason for which `other` is not offered as a variant of `exercise`, to follow its id.
    fn bar(&self, exercise: &Exercise, other: &Id) -> Option<&'static str> {
        if !self.exercises.has(other.as_str()) {
            return Some(UNUSABLE);
        }
        let is_screened = self.exercise(other.as_str()).is_some_and(|other| other.role == Role::Screened);
        let text = "is only for after the safety questions; it is not offered from here";
        (is_screened && exercise.role != Role::Screened).then_some(text)
    }
}

/// The reason for which an item is not offered, to follow its id.
const UNUSABLE: &str = "cannot be used and is not offered; see the problem with that file";

/// Returns a warning that `field` of a user file names an item that is not offered.
fn not_offered(path: &str, field: &str, message: &str) -> Problem {
    let problem = Problem::whole_file(path, message);
    Problem { field: field.to_owned(), severity: Severity::Warning, ..problem }
}

/// The ids of the harder exercises of each exercise that has any.
type HarderLinks = BTreeMap<String, Vec<String>>;

/// Gathers the `harder` links of all exercises and, backward, their `easier` links.
fn harder_links(catalog: &Catalog) -> HarderLinks {
    let mut links = HarderLinks::new();
    let all: Vec<Arc<Exercise>> = catalog.exercises().collect();
    for exercise in all.iter().filter(|exercise| !exercise.harder.is_empty()) {
        links.insert(exercise.id.to_string(), exercise.harder.iter().map(ToString::to_string).collect());
    }
    for exercise in &all {
        for easier in &exercise.easier {
            links.entry(easier.to_string()).or_default().push(exercise.id.to_string());
        }
    }
    links
}

/// Returns the path from `id` through ever harder exercises back to itself, if there is one.
fn cycle_from(links: &HarderLinks, id: &str) -> Option<Vec<String>> {
    let mut trail = vec![id.to_owned()];
    let mut seen = BTreeSet::new();
    climb(links, id, id, &mut trail, &mut seen).then_some(trail)
}

fn climb(links: &HarderLinks, at: &str, goal: &str, trail: &mut Vec<String>, seen: &mut BTreeSet<String>) -> bool {
    for next in links.get(at).into_iter().flatten() {
        trail.push(next.clone());
        if next == goal || (seen.insert(next.clone()) && climb(links, next, goal, trail, seen)) {
            return true;
        }
        trail.pop();
    }
    false
}
