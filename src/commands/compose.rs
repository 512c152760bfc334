//! `supple start --for`: a session that is put together, and its listing.

use std::io;

use super::page::PageWriter;
use super::{Inputs, Outcome, Sheet, list};
use crate::cli::start::ComposeArgs;
use crate::cli::start::StartArgs;
use crate::domain::advice::compose::{ComposeFailure, ComposeWish, Composed, MINUTES, Target, USUAL_MINUTES, compose};
use crate::domain::advice::readiness::{Readiness, Situation};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::filter::problems;
use crate::domain::content::search::did_you_mean;
use crate::domain::session::compile::length;
use crate::domain::text::Text;
use crate::domain::time::Now;
use crate::state::settings::Settings;

/// Returns the wish on the command line; without equipment there, that of the settings is at hand.
///
/// # Errors
/// A word or a number that means nothing here, with the nearest that does.
pub fn wish(catalog: &Catalog, settings: &Settings, args: &StartArgs) -> Result<ComposeWish, String> {
    let ComposeArgs { target, positions, equipment, .. } = &args.compose;
    let asked = target.as_deref().unwrap_or_default();
    let target = Target::find(asked, catalog).map_err(|near| {
        let near: Vec<&str> = near.iter().map(String::as_str).collect();
        let hint = match near.as_slice() {
            [] => format!("a muscle or a region will do, or one of: {}", all_problems(catalog)),
            near => did_you_mean(near),
        };
        format!("nothing is for `{}`; {hint}", Text::clean(asked))
    })?;
    let minutes = args.minutes.unwrap_or(USUAL_MINUTES);
    if !MINUTES.contains(&minutes) {
        return Err(format!("expected minutes, {} to {}, with --for", MINUTES.start(), MINUTES.end()));
    }
    let at_hand = list::at_hand(catalog, equipment.as_deref())?.or_else(|| settings.equipment.clone());
    Ok(ComposeWish { target, minutes, positions: positions.clone(), at_hand })
}

fn all_problems(catalog: &Catalog) -> String {
    problems(catalog).iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}

/// Puts the session together for today.
///
/// # Errors
/// As [`compose()`].
pub fn composed(inputs: Inputs<'_>, wish: &ComposeWish, now: &Now) -> Result<Composed, ComposeFailure> {
    let Inputs { journal, catalog, settings } = inputs;
    let situation = Situation {
        journal,
        exercise: &|id| catalog.exercise(id),
        limits: &settings.limits,
        at_hand: wish.at_hand.as_deref(),
        now: now.wall,
    };
    compose(&Readiness::of(situation, None), catalog, wish, settings.options())
}

/// Writes the session: a line for each step, and its reason below it.
///
/// # Errors
/// Returns an error if the sheet cannot be written.
pub fn run(inputs: Inputs<'_>, composed: &Composed, sheet: Sheet<'_>) -> io::Result<Outcome> {
    let Inputs { catalog, settings, .. } = inputs;
    let Composed { routine, steps, notes } = composed;
    let mut page = PageWriter::new(sheet);
    let length = length(routine, &|id| catalog.timing(id), settings.options());
    let length = length.map(|length| length.to_string()).unwrap_or_default();
    page.ends(routine.title.as_str(), &length, 0)?;
    page.text(&routine.needs_text())?;
    for note in notes {
        page.text(&note.text)?;
    }
    page.line("")?;
    let widest = steps.len().to_string().len();
    for (number, step) in (1..).zip(steps) {
        page.item(&format!("{number:>widest$} "), &step.title)?;
        page.item(&" ".repeat(widest + 3), &step.why.text)?;
    }
    if steps.iter().any(|step| step.title.contains('*')) {
        page.line("")?;
        page.text("* our suggestion; the source gives no number. The choice and the order are ours, too.")?;
    }
    Ok(Outcome::done())
}
