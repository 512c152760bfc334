//! `supple new`: the beginning of a file of the user's own. Nothing is written here.

use super::Outcome;
use crate::cli::new::NewArgs;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::search::did_you_mean;
use crate::domain::text::dashed;

/// A file to be made.
#[derive(Debug)]
pub struct NewFile {
    /// Its id, the stem of its name.
    pub id: Id,
    /// Its text.
    pub text: String,
}

impl NewFile {
    /// Returns the beginning that was asked for.
    ///
    /// # Errors
    /// The outcome to end with: the id is none, reserved, or that of a built-in item, which the file would replace.
    pub fn of(args: &NewArgs, catalog: &Catalog) -> Result<Self, Outcome> {
        let kind = args.kind.kind;
        let id = Id::new(&args.id).map_err(|why| Outcome::misused(format!("{why}{}", hint(&args.id))))?;
        if kind.is_reserved(&id) {
            return Err(Outcome::failed(format!(
                "`{id}` is reserved for timers; choose another id, such as `my-{id}`"
            )));
        }
        let is_built_in = Catalog::built_in().ids(kind).any(|known| known == id.as_str());
        if is_built_in && catalog.own(kind, id.as_str()).is_none() {
            return Err(Outcome::failed(format!(
                "`{id}` is built in: a file with its id would take its place; choose another id"
            )));
        }
        Ok(Self { text: args.kind.text(&id), id })
    }
}

/// Returns the id that may have been meant.
fn hint(given: &str) -> String {
    let meant = dashed(given.trim());
    if Id::new(&meant).is_ok() { format!("; {}", did_you_mean(&[&meant])) } else { String::new() }
}
