//! Sessions that are put together: for `supple start --for`, and their files among the user's own.

use anyhow::{Result, anyhow};

use super::disk::shown;
use super::new_file;
use super::paths::Paths;
use super::start::WrongUse;
use super::store::Store;
use crate::cli::start::{DoseArgs, StartArgs};
use crate::commands::{Inputs, compose};
use crate::domain::advice::compose::Composed;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::link::ItemKind;
use crate::domain::journal::merged::Journal;
use crate::domain::time::Now;
use crate::domain::time::calendar::moved;
use crate::state::journal_cache::RECENT;

/// Reads the months of the journal on which advice for today is based, with every safety answer: one that the journal
/// has lost counts all the same.
pub(super) fn recent_journal(store: &Store, now: &Now) -> Journal {
    let mut journal = store.read(Some(moved(now.wall, RECENT)));
    for entry in store.kept_answers().into_iter().flatten() {
        journal.insert(entry);
    }
    journal
}

/// A session that was put together for `supple start`.
pub(super) struct ComposedStart {
    /// The session, with the notes on it.
    pub(super) composed: Composed,
    /// The sentence on its file, if it is to be kept.
    pub(super) kept: Option<String>,
}

impl ComposedStart {
    /// Returns the notes as one text: first that it is kept, then the differences from what was asked for.
    pub(super) fn said(&self) -> Option<String> {
        let notes = self.composed.notes.iter().map(|note| note.text.as_str());
        let said = self.kept.as_deref().into_iter().chain(notes).collect::<Vec<_>>().join(" ");
        Some(said).filter(|said| !said.is_empty())
    }

    /// Writes the session to a file of the user's own, which it is from then on. If they have one of the same steps, it is
    /// that one.
    ///
    /// # Errors
    /// The file cannot be written.
    fn keep(&mut self, catalog: &Catalog, paths: &Paths) -> Result<()> {
        if let Some(own) = catalog.own_routine_like(&self.composed.routine) {
            self.kept = Some(format!("You have it already as `{}`.", own.id));
            self.composed.routine = own;
            return Ok(());
        }
        let routine = &self.composed.routine;
        new_file::make(&paths.own_file(ItemKind::Routine, &routine.id), &routine.file_text()?)?;
        let folder = shown(&paths.own(ItemKind::Routine));
        self.kept = Some(format!("Kept as `{}` in {folder}.", routine.id));
        Ok(())
    }
}

/// Puts the session together that `start` asks for, and keeps it if that is asked for.
///
/// # Errors
/// The wish means nothing, cannot be met, or its file cannot be written; for people.
pub(super) fn composed(inputs: Inputs<'_>, start: &StartArgs, paths: &Paths, now: &Now) -> Result<ComposedStart> {
    if start.dose != DoseArgs::default() {
        return Err(WrongUse::new("--hold, --reps, --sets and --sides are for one exercise alone").into());
    }
    let wish = compose::wish(inputs.catalog, inputs.settings, start).map_err(WrongUse::new)?;
    let composed = compose::composed(inputs, &wish, now).map_err(|failure| anyhow!(failure.in_a_line()))?;
    let mut session = ComposedStart { composed, kept: None };
    if start.compose.keep {
        session.keep(inputs.catalog, paths)?;
    }
    Ok(session)
}
