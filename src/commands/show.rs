//! `supple show`: one routine or exercise, whole.

use std::io::{self, Write};
use std::sync::Arc;

use super::{Outcome, list};
use crate::cli::Show;
use crate::domain::content::catalog::{Catalog, Miss};
use crate::domain::content::dose::Dose;
use crate::domain::content::exercise::{Exercise, Source};
use crate::domain::content::problem::nearest;
use crate::domain::content::routine::Routine;
use crate::domain::content::words::Whose;
use crate::domain::text::Text;

mod exercise;
mod routine;

use super::page::Page;

/// Writes the routine or exercise that `args` names; a miss says what comes nearest.
///
/// # Errors
/// Where `out` cannot be written.
pub fn run(catalog: &Catalog, args: &Show, out: &mut dyn Write) -> io::Result<Outcome> {
    let found = match find(catalog, &args.id) {
        Ok(found) => found,
        Err(why) => {
            let mut outcome = Outcome::failed(why);
            outcome.messages.extend(list::broken_files(catalog));
            return Ok(outcome);
        }
    };
    match (&found, args.json.json) {
        (Found::Routine(found), false) => routine::text(catalog, found, out)?,
        (Found::Routine(found), true) => routine::json(catalog, found, out)?,
        (Found::Exercise(found), false) => exercise::text(catalog, found, out)?,
        (Found::Exercise(found), true) => exercise::json(catalog, found, out)?,
    }
    Ok(Outcome { messages: list::broken_files(catalog), ..Outcome::done() })
}

enum Found {
    Routine(Arc<Routine>),
    Exercise(Arc<Exercise>),
}

/// By id, then by whole name, then by a beginning that only one has, then by another name of an exercise.
fn find(catalog: &Catalog, asked: &str) -> Result<Found, String> {
    let wanted = asked.trim().to_lowercase();
    if let Some(routine) = catalog.routine(&wanted) {
        return Ok(Found::Routine(routine));
    }
    if let Some(exercise) = catalog.exercise(&wanted) {
        return Ok(Found::Exercise(exercise));
    }
    let (routine, exercise) = (catalog.find_routine(asked), catalog.find_exercise(asked));
    match (routine, exercise) {
        (Ok(routine), _) if routine.title.as_str().to_lowercase() == wanted => Ok(Found::Routine(routine)),
        (_, Ok(exercise)) if exercise.name.as_str().to_lowercase() == wanted => Ok(Found::Exercise(exercise)),
        (Ok(routine), Err(Miss::Unknown { .. })) => Ok(Found::Routine(routine)),
        (Err(Miss::Unknown { .. }), Ok(exercise)) => Ok(Found::Exercise(exercise)),
        (Err(Miss::Unknown { nearest: a, .. }), Err(Miss::Unknown { nearest: b, .. })) => {
            let alias = by_alias(catalog, &wanted).map(Found::Exercise);
            alias.ok_or_else(|| unknown(catalog, asked, a.into_iter().chain(b).collect()))
        }
        (routine, exercise) => {
            let ids = fitting(routine.map(|routine| routine.id.to_string()));
            let ids = [ids, fitting(exercise.map(|exercise| exercise.id.to_string()))].concat();
            Err(format!("`{}` fits several: {}", Text::clean(asked), ids.join(", ")))
        }
    }
}

fn fitting(found: Result<String, Miss>) -> Vec<String> {
    match found {
        Ok(id) => vec![id],
        Err(Miss::Several { ids, .. }) => ids,
        Err(Miss::Unknown { .. }) => Vec::new(),
    }
}

fn by_alias(catalog: &Catalog, wanted: &str) -> Option<Arc<Exercise>> {
    let called =
        |exercise: &Arc<Exercise>| exercise.aliases.iter().any(|alias| alias.as_str().to_lowercase() == wanted);
    catalog.exercise_ids().filter_map(|id| catalog.exercise(id)).find(called)
}

/// Suggests the nearest id of both kinds, else those with the word in them.
fn unknown(catalog: &Catalog, asked: &str, near: Vec<String>) -> String {
    let part = asked.trim().to_lowercase().replace(' ', "-");
    let mut hints: Vec<String> =
        nearest(asked.trim(), near.iter().map(String::as_str)).map(str::to_owned).into_iter().collect();
    if hints.is_empty() {
        hints = near.into_iter().take(1).collect();
    }
    if hints.is_empty() && !part.is_empty() {
        let ids = catalog.routine_ids().chain(catalog.exercise_ids());
        hints = ids.filter(|id| id.contains(&part)).take(5).map(str::to_owned).collect();
    }
    let hints: Vec<String> = hints.iter().map(|id| format!("`{id}`")).collect();
    let hint = match hints.as_slice() {
        [] => "`supple list` and `supple list exercises` show all".to_owned(),
        hints => format!("did you mean {}?", hints.join(" or ")),
    };
    format!("there is no routine or exercise `{}`; {hint}", Text::clean(asked))
}

/// A dose in words with its marks, and what [`Dose`] leaves to the timeline: tempo and rest.
fn dose_text(dose: &Dose) -> String {
    use crate::domain::content::dose::{Amount, Measure, Pace};
    let number = |amount: &Amount| format!("{amount}{}", if amount.whose == Whose::Ours { "*" } else { "" });
    let mut text = dose.marked().to_string();
    if let Measure::Reps { pace: Pace::Steady { tempo: Some(tempo) } | Pace::OnBreath { tempo: Some(tempo) }, .. } =
        &dose.measure
    {
        text.push_str(&format!(", {} s a rep", number(tempo)));
    }
    if let Some(rest) = dose.rest_s.filter(|_| dose.sets.to > 1.0) {
        text.push_str(&format!(", {} s rest", number(&rest)));
    }
    text
}

/// What the mark behind a number means.
fn legend(own: bool) -> &'static str {
    if own { "* no source's number: your file's, or ours" } else { "* our number, not the source's" }
}

fn own_text(own: Option<bool>) -> Option<&'static str> {
    own.map(|replaces| if replaces { "yours, in place of the built-in one" } else { "yours" })
}

fn write_sources(page: &mut Page<'_>, sources: &[Source]) -> io::Result<()> {
    if !sources.is_empty() {
        page.heading("Sources")?;
    }
    sources.iter().try_for_each(|source| page.item("  - ", &source.to_string()))
}
