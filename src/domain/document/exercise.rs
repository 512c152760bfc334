//! The document of an exercise.

use std::sync::Arc;
use std::time::Duration;

use super::Document;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::{DoseSpec, Marks};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::filter::{guides_about, routines_with};
use crate::domain::content::guide::Guide;
use crate::domain::content::link::{ItemKind, Link};
use crate::domain::content::routine::Routine;
use crate::domain::content::words::{Role, Whose};
use crate::domain::content::words::{cue_time, facts, joined, spoken_all, whose};
use crate::domain::time::about_text;

/// The warning before a screened exercise.
const SCREENED: &str = "Only after the safety questions (!): answered in the last 14 days, with nothing open.";

/// The items that lead to an exercise. To find them all content is read, so they are kept with its page.
#[derive(Debug, Clone)]
pub struct ExerciseUses {
    /// The routines it is in, with their lengths; `None` for one that cannot be played.
    pub routines: Vec<(Arc<Routine>, Option<Duration>)>,
    /// The guides that name it.
    pub guides: Vec<Arc<Guide>>,
}

impl ExerciseUses {
    /// Finds the items that lead to `exercise`.
    pub fn new(exercise: &Exercise, catalog: &Catalog, length: impl Fn(&Routine) -> Option<Duration>) -> Self {
        let routines = routines_with(catalog, &exercise.id);
        let routines = routines.into_iter().map(|routine| (Arc::clone(&routine), length(&routine))).collect();
        Self { routines, guides: guides_about(catalog, ItemKind::Exercise, &exercise.id) }
    }
}

/// Returns the document of `exercise` without its name. `results` are the last ones of a self-test.
pub fn of_exercise(exercise: &Exercise, uses: &ExerciseUses, catalog: &Catalog, results: Option<&str>) -> Document {
    let mut page = Document::default();
    page.text(exercise.summary.as_str());
    not_while_sore(exercise, catalog, &mut page);
    if exercise.role == Role::Screened {
        page.gap();
        page.warning(SCREENED);
        page.gap();
    }
    page.quiet(&facts(exercise));
    if let Some(results) = results {
        page.quiet(&format!("last results: {results}"));
    }
    page.own(catalog, ItemKind::Exercise, &exercise.id);
    page.heading("Setup");
    page.steps(&exercise.setup);
    if let Some(names) = &exercise.side_names {
        page.quiet(&format!("first {}; then {}", names.left, names.right));
    }
    if exercise.steps_are_ours {
        page.quiet("These steps are ours: the source names the exercise but does not explain it.");
    }
    results_mean(exercise, catalog, &mut page);
    doses(exercise, &mut page);
    page.list("Cues", "- ", exercise.cues.iter().map(|cue| format!("{} ({})", cue.say, cue_time(cue))));
    if let Some(feel) = &exercise.feel {
        page.heading("What you should feel");
        page.text(feel.as_str());
    }
    page.heading("Breathing");
    page.text(exercise.breathing.as_str());
    if !exercise.mistakes.is_empty() {
        page.heading("Mistakes");
    }
    for mistake in &exercise.mistakes {
        page.item("- ", mistake.seen.as_str());
        page.item("  → ", mistake.fix.as_str());
    }
    effects(exercise, &mut page);
    page.list("Take care", "- ", exercise.careful.iter().map(ToString::to_string));
    related(exercise, uses, catalog, &mut page);
    page.sources(&exercise.sources);
    if !exercise.aliases.is_empty() {
        page.heading("Also called");
        page.text(&joined(&exercise.aliases));
    }
    page
}

/// Warns against the exercise while the back is sore, and names another instead, before anything invites to do it.
fn not_while_sore(exercise: &Exercise, catalog: &Catalog, page: &mut Document) {
    if exercise.role != Role::AvoidWhileSore {
        return;
    }
    let instead = exercise.instead.as_ref().map(|id| Link::new(ItemKind::Exercise, id.clone()));
    page.gap();
    page.warning(if instead.is_some() {
        "Not while your back is sore. Instead:"
    } else {
        "Not while your back is sore."
    });
    if let Some(link) = &instead {
        page.link(link, catalog);
    }
    page.gap();
}

/// Writes the meaning of a self-test's results, and where they lead.
fn results_mean(exercise: &Exercise, catalog: &Catalog, page: &mut Document) {
    if exercise.pass.is_none() && exercise.fail.is_none() {
        return;
    }
    page.heading("What it tells you");
    for (mark, text) in [("passed: ", &exercise.pass), ("failed: ", &exercise.fail)] {
        if let Some(text) = text {
            page.item(mark, text.as_str());
        }
    }
    if !exercise.leads_to.is_empty() {
        page.text("If it fails, try:");
    }
    for link in &exercise.leads_to {
        page.link(link, catalog);
    }
}

fn doses(exercise: &Exercise, page: &mut Document) {
    let usual = (String::new(), exercise.default_dose(), exercise.dose.by);
    let named = exercise
        .doses
        .iter()
        .map(|named| (format!("{}: ", named.name), named.dose.over(&exercise.dose).resolve(exercise.sides), named.by));
    let mut marks = Marks::default();
    let mut lines = Vec::new();
    for (name, dose, by) in std::iter::once(usual).chain(named) {
        let dose = dose.map(|dose| dose.in_full()).unwrap_or_default();
        marks.take_in(&dose);
        lines.push(format!("{name}{dose}{}", whose(exercise, by)));
    }
    let all = std::iter::once(&*exercise.dose).chain(exercise.doses.iter().map(|named| &named.dose));
    let has_theirs = all.flat_map(DoseSpec::amounts).any(|(_, amount)| amount.whose == Whose::Source);
    page.list("How much", "- ", lines);
    let Some(meaning) = marks.meaning() else { return };
    match exercise.sources.as_slice() {
        [only] if marks.ours && has_theirs => page.quiet(&format!("{meaning}. The others: {only}")),
        _ => page.quiet(meaning),
    }
}

/// Writes what the exercise stretches, works and helps with.
fn effects(exercise: &Exercise, page: &mut Document) {
    let rows = [
        ("stretches   ", joined(&exercise.stretches)),
        ("works       ", joined(&exercise.works)),
        ("helps with  ", spoken_all(exercise.helps_with.iter().map(Id::as_str))),
    ];
    if rows.iter().any(|(_, text)| !text.is_empty()) {
        page.heading("What it does");
    }
    for (label, text) in &rows {
        page.item(label, text);
    }
}

/// Writes the easier and harder variants, and the routines and guides that lead here.
fn related(exercise: &Exercise, uses: &ExerciseUses, catalog: &Catalog, page: &mut Document) {
    for (heading, ids) in [("Easier", &exercise.easier), ("Harder", &exercise.harder)] {
        let known: Vec<_> = ids.iter().filter_map(|id| catalog.exercise(id.as_str())).collect();
        if !known.is_empty() {
            page.heading(heading);
        }
        for other in known {
            page.link_with(&Link::new(ItemKind::Exercise, other.id.clone()), &other.usual_dose(), catalog);
        }
    }
    if !uses.routines.is_empty() {
        page.heading("In these routines");
    }
    for (routine, length) in &uses.routines {
        let length = length.map(about_text).unwrap_or_default();
        page.link_with(&Link::new(ItemKind::Routine, routine.id.clone()), &length, catalog);
    }
    if !uses.guides.is_empty() {
        page.heading("Guides");
    }
    for guide in &uses.guides {
        page.link_with(&Link::new(ItemKind::Guide, guide.id.clone()), "", catalog);
    }
}
