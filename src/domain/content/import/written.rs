//! Files of our own, made of the routines of another program: a routine each, and an exercise for each name that means
//! none of the library's.

use std::collections::HashMap;

use super::matching::{MatchCertainty, NameMatch, NameMatcher};
use super::{ForeignFile, ForeignProgram, ForeignRoutine, ForeignStep, ForeignWork, LONGEST_HOLD, LONGEST_REST};
use crate::domain::content::catalog::{Catalog, FileKind, UserFile};
use crate::domain::content::dose::DoseSpec;
use crate::domain::content::exercise::{Id, Source};
use crate::domain::content::link::{ItemKind, ids_of};
use crate::domain::content::pack::PackedItem;
use crate::domain::content::search::likeness;
use crate::domain::content::words::{Kind, Sides};
use crate::domain::text::{Text, folded};

mod item_text;

use item_text::{ItemText, WrittenDose, number};

/// The least seconds between two exercises that a routine can give.
const LEAST_GAP: f64 = 3.0;

/// The seconds for getting into position that an exercise has if it does not give them.
const USUAL_PREPARE: f64 = 10.0;

/// The seconds of work from which both sides share them. Our choice: half of less is no exercise.
const LEAST_SHARED: f64 = 20.0;

/// Words in the name of an exercise that tell its kind, the first one deciding.
const KINDS: [(Kind, &[&str]); 5] = [
    (Kind::Stretch, &["stretch", "pose", "fold"]),
    (Kind::Stability, &["plank", "hold", "bridge", "sit", "hang", "hollow", "brace"]),
    (Kind::Balance, &["balance", "tandem"]),
    (Kind::Mobility, &["circle", "rotation", "roll", "swing", "mobility", "shrug", "turn", "tilt", "warm"]),
    (Kind::Cardio, &["jump", "jack", "burpee", "climber", "run", "walk", "skip", "cardio", "rope", "march", "cool"]),
];

/// Forms of these words that are not plurals.
const FORMS: [(&str, &str); 5] =
    [("jumping", "jump"), ("running", "run"), ("walking", "walk"), ("skipping", "skip"), ("marching", "march")];

/// A name of the other program and the exercise it was taken for; `None` for a new one of the user's own.
#[derive(Debug, Clone)]
pub struct MatchedName {
    /// The name.
    pub name: Text,
    /// The exercise and how sure it is.
    pub found: Option<(Text, MatchCertainty)>,
    /// True if the time of a step is shared by both sides.
    pub is_shared: bool,
}

/// The files made of another program's file, parts last as in a pack.
#[derive(Debug, Default)]
pub struct WrittenFiles {
    /// The routines, then the exercises.
    pub items: Vec<PackedItem>,
    /// The names, each once, in order.
    pub names: Vec<MatchedName>,
}

/// Makes the files of `foreign`, beside the user's files `own`, of which `catalog` is made.
pub fn write(foreign: &ForeignFile, catalog: &Catalog, own: &[UserFile], matcher: &NameMatcher<'_>) -> WrittenFiles {
    let mut writing = Writing {
        program: foreign.program,
        catalog,
        own,
        matcher,
        exercises: Vec::new(),
        by_name: HashMap::new(),
        made: Vec::new(),
    };
    for routine in &foreign.routines {
        let gap = usual_gap(routine);
        for (at, step) in routine.steps.iter().enumerate() {
            let prepare = match (at, routine.get_ready_s) {
                (0, Some(seconds)) => Some(seconds),
                _ => gap,
            };
            writing.learn(step, prepare, routine.line);
        }
    }
    for routine in &foreign.routines {
        writing.routine(routine);
    }
    let exercises = writing.exercises.iter().filter_map(|exercise| exercise.file.clone());
    let names = writing.exercises.iter().map(|known| MatchedName {
        name: known.name.clone(),
        found: known.found.as_ref().map(|found| (found.exercise.name.clone(), found.certainty.clone())),
        is_shared: known.is_shared,
    });
    WrittenFiles { names: names.collect(), items: writing.made.iter().cloned().chain(exercises).collect() }
}

/// An exercise for a name of the other program.
struct KnownExercise {
    name: Text,
    id: Id,
    is_moved: bool,
    sides: Sides,
    is_shared: bool,
    found: Option<NameMatch>,
    file: Option<PackedItem>,
}

/// The state of making files.
struct Writing<'a> {
    program: ForeignProgram,
    catalog: &'a Catalog,
    own: &'a [UserFile],
    matcher: &'a NameMatcher<'a>,
    exercises: Vec<KnownExercise>,
    /// The places of exercises by their folded names; several names may be of one.
    by_name: HashMap<String, usize>,
    made: Vec<PackedItem>,
}

impl Writing<'_> {
    /// Finds the exercise of a step, or makes one; each name once.
    fn learn(&mut self, step: &ForeignStep, prepare_s: Option<f64>, line: usize) {
        let name = folded(step.name.as_str()).into_owned();
        if self.by_name.contains_key(&name) {
            return;
        }
        let same = self.exercises.iter().position(|known| likeness(known.name.as_str(), step.name.as_str()) == 100);
        // A choice made for this spelling holds for it, even if the other spelling has another.
        let same = same.filter(|_| !self.matcher.is_chosen(&step.name));
        self.by_name.insert(name, same.unwrap_or(self.exercises.len()));
        if same.is_some() {
            return;
        }
        let found = self.matcher.find(&step.name).or_else(|| self.made_before(&step.name));
        let known = match found {
            Some(found) => KnownExercise {
                name: step.name.clone(),
                id: found.exercise.id.clone(),
                is_moved: is_moved(&found.exercise.dose),
                sides: found.exercise.sides,
                is_shared: is_shared(step, found.exercise.sides),
                found: Some(found),
                file: None,
            },
            None => self.new_exercise(step, prepare_s, line),
        };
        self.exercises.push(known);
    }

    fn known(&self, name: &Text) -> Option<&KnownExercise> {
        self.exercises.get(*self.by_name.get(folded(name.as_str()).as_ref())?)
    }

    /// Returns the exercise that an earlier import made of this name.
    fn made_before(&self, name: &Text) -> Option<NameMatch> {
        let mut own =
            self.catalog.exercises().filter(|one| self.catalog.own(ItemKind::Exercise, one.id.as_str()).is_some());
        let exercise = own.find(|exercise| self.is_ours(name, &exercise.sources))?;
        Some(NameMatch { exercise, certainty: MatchCertainty::Chosen })
    }

    fn new_exercise(&self, step: &ForeignStep, prepare_s: Option<f64>, line: usize) -> KnownExercise {
        let kind = kind_of(step.name.as_str());
        let dose = WrittenDose::of(&step.work, !matches!(kind, Kind::Stretch | Kind::Stability | Kind::Balance));
        let (is_moved, sides) = (dose.is_moved(), step.sides.unwrap_or(Sides::None));
        let id = self.free_id(ItemKind::Exercise, &step.name, "exercise");
        let program = self.program.name();
        let prepare =
            prepare_s.filter(|seconds| *seconds < USUAL_PREPARE).map(|seconds| seconds.max(LEAST_GAP).round());
        let origin = Text::clean(&format!("As you know it from {program}."));
        let setup: Vec<Text> = step.instructions.iter().cloned().chain([origin]).collect();
        let mut text = ItemText::new(&id);
        text.field("name", &step.name);
        text.field("kind", &kind);
        text.field("position", "varies");
        text.field("sides", &sides);
        text.field("summary", &format!("Imported from {program}."));
        text.list("setup", &setup);
        text.field("breathing", "Breathe steadily.");
        if let Some(prepare) = prepare {
            text.field("prepare_s", &number(prepare));
        }
        text.field("dose", &dose);
        text.list("sources", &[self.source(&step.name)]);
        let file = PackedItem { kind: FileKind::Item(ItemKind::Exercise), id: id.clone(), text: text.end(), line };
        KnownExercise { name: step.name.clone(), id, is_moved, sides, is_shared: false, found: None, file: Some(file) }
    }

    fn routine(&mut self, routine: &ForeignRoutine) {
        let id = self.free_id(ItemKind::Routine, &routine.title, "imported");
        let gap = usual_gap(routine);
        let mut text = ItemText::new(&id);
        text.field("title", &routine.title);
        text.field("summary", &format!("Imported from {}.", self.program.name()));
        text.list_in_line("when", &["any-day"]);
        if routine.rounds > 1 {
            text.field("rounds", &routine.rounds);
        }
        if let Some(gap) = gap {
            text.field("rest_between_s", &number(gap));
        }
        if let Some(rest) = routine.rest_between_rounds_s.filter(|_| routine.rounds > 1) {
            text.field("rest_between_rounds_s", &number(rest.clamp(LEAST_GAP, LONGEST_REST)));
        }
        let steps: Vec<String> = routine.steps.iter().enumerate().map(|(at, step)| self.step(step, at, gap)).collect();
        text.written_list("steps", &steps);
        if let Some(seconds) = routine.get_ready_s {
            text.list("notes", &[format!("{} seconds to get ready, in {}.", number(seconds), self.program.name())]);
        }
        text.list("sources", &[self.source(&routine.title)]);
        let kind = FileKind::Item(ItemKind::Routine);
        self.made.push(PackedItem { kind, id, text: text.end(), line: routine.line });
    }

    /// Returns a step as it is written. Its note gives the rest before it where that is another than usual.
    fn step(&self, step: &ForeignStep, at: usize, gap: Option<f64>) -> String {
        let known = self.known(&step.name);
        let is_shared = known.is_some_and(|known| is_shared(step, known.sides));
        let work = match step.work {
            // Whole seconds, and none lost.
            ForeignWork::Seconds(seconds) if is_shared => ForeignWork::Seconds((seconds / 2.0).ceil()),
            work => work,
        };
        let mut dose = WrittenDose::of(&work, known.is_some_and(|known| known.is_moved));
        dose.sets = Some(step.sets).filter(|sets| *sets > 1);
        dose.rest_s = step.rest_s.filter(|_| step.sets > 1).map(number);
        dose.sides = step.sides.filter(|sides| known.is_some_and(|known| known.sides != *sides));
        let other_rest = step.rest_before_s.filter(|rest| at > 0 && Some(rest.max(LEAST_GAP)) != gap && *rest > 0.0);
        let rest = other_rest.map(|rest| format!("Rest {} s first.", number(rest)));
        let notes: Vec<String> = rest.into_iter().chain(step.note.iter().map(ToString::to_string)).collect();
        let note = Some(notes.join(" ")).filter(|note| !note.is_empty());
        item_text::step(known.map_or("", |known| known.id.as_str()), dose, note)
    }

    fn source(&self, title: &Text) -> Source {
        Source { author: None, title: title.clone(), publisher: Some(Text::clean(self.program.name())) }
    }

    /// Returns true if `sources` say that this was made of `title` of the other program.
    fn is_ours(&self, title: &Text, sources: &[Source]) -> bool {
        sources.contains(&self.source(title))
    }

    /// Returns an id made of `title` that no other item has, or that of the item which an earlier import made of it.
    fn free_id(&self, kind: ItemKind, title: &Text, otherwise: &str) -> Id {
        let mut ids = ids_of(title.as_str(), otherwise);
        loop {
            if let Some(id) = ids.next().filter(|id| self.is_free(kind, title, id)) {
                return id;
            }
        }
    }

    fn is_free(&self, kind: ItemKind, title: &Text, id: &Id) -> bool {
        let here = self.made.iter().chain(self.exercises.iter().filter_map(|known| known.file.as_ref()));
        if here.into_iter().any(|item| item.kind == kind && item.id == *id) {
            return false;
        }
        let is_a_file = self.own.iter().any(|file| file.kind == kind && file.stem == id.as_str());
        let is_known = self.catalog.ids(kind).any(|known| known == id.as_str());
        let is_own = self.catalog.own(kind, id.as_str()) == Some(false);
        let routine = self.catalog.routine(id.as_str()).filter(|_| kind == ItemKind::Routine && is_own);
        // Imported again, it is the same item. An exercise is found by its name before that.
        let is_it = routine.is_some_and(|routine| self.is_ours(title, &routine.sources));
        is_it || !(is_a_file || is_known)
    }
}

/// Returns true if the seconds of a step are for both sides of an exercise: the other program knows no sides, and a session
/// stays as long as it was.
fn is_shared(step: &ForeignStep, sides: Sides) -> bool {
    sides == Sides::Each
        && step.sides.is_none()
        && matches!(step.work, ForeignWork::Seconds(seconds) if seconds >= LEAST_SHARED)
}

/// Returns the most usual rest between two steps; `None` if the program has none. Equal ones: the longest.
fn usual_gap(routine: &ForeignRoutine) -> Option<f64> {
    let rests = routine.steps.iter().skip(1).filter_map(|step| step.rest_before_s);
    let mut rests: Vec<f64> = rests.map(|rest| rest.clamp(LEAST_GAP, LONGEST_REST)).collect();
    rests.sort_by(f64::total_cmp);
    rests.chunk_by(|a, b| a == b).max_by_key(|equal| equal.len())?.first().copied()
}

/// Returns true if an exercise is done by moving, not by holding still.
fn is_moved(dose: &DoseSpec) -> bool {
    dose.minutes.is_some() || dose.reps.is_some()
}

fn kind_of(name: &str) -> Kind {
    // Sitting up is a movement.
    let name = folded(name).replace("sit-up", "situp").replace("sit up", "situp");
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let found = KINDS.iter().find(|(_, kinds)| words.iter().any(|word| kinds.iter().any(|kind| is_word(word, kind))));
    found.map_or(Kind::Strength, |(kind, _)| *kind)
}

/// Returns true if `word` is `kind`, its plural or another form of it.
fn is_word(word: &str, kind: &str) -> bool {
    FORMS.contains(&(word, kind)) || word.strip_prefix(kind).is_some_and(|end| matches!(end, "" | "s" | "es"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_told_by_whole_words() {
        for (name, kind) in [
            ("Trunk curl", Kind::Strength),
            ("Squat, first position", Kind::Strength),
            ("Return to standing", Kind::Strength),
            ("Russian Twist", Kind::Strength),
            ("Sit-ups", Kind::Strength),
            ("Wall sit", Kind::Stability),
            ("Side-plank", Kind::Stability),
            ("Planks", Kind::Stability),
            ("Hamstring Stretches", Kind::Stretch),
            ("Head turns", Kind::Mobility),
            ("Warm-Up", Kind::Mobility),
            ("Running on the spot", Kind::Cardio),
            ("Jumping Jacks", Kind::Cardio),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
