//! `supple pack`: a routine, a plan or an exercise of the user's with all it is made of, in one file.

use std::io::{self, Write};

use super::search::find;
use super::{Exit, Outcome};
use crate::domain::content::catalog::{Catalog, UserFile};
use crate::domain::content::link::ItemKind;
use crate::domain::content::pack;
use crate::domain::text::Text;

/// Writes the pack of the item that `asked` names. `own` are the user's files, `catalog` the content made of them.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn run(asked: &str, own: &[UserFile], catalog: &Catalog, out: &mut dyn Write) -> io::Result<Outcome> {
    let found = match find(catalog, asked, None) {
        Ok(found) => found,
        Err(why) => return Ok(Outcome::failed(why)),
    };
    let of_user = found.iter().find(|found| catalog.own(found.kind, &found.id).is_some());
    let Some(item) = of_user.filter(|item| item.kind != ItemKind::Guide) else {
        let name = Text::clean(asked);
        return Ok(Outcome::failed(format!(
            "`{name}` is built in: everybody with supple has it; pack takes what is yours"
        )));
    };
    match pack::write(&pack::parts_of(item.kind, &item.id, own)) {
        Ok(text) => out.write_all(text.as_bytes()).map(|()| Outcome::done()),
        Err(problem) => Ok(Outcome { exit: Exit::Failed, messages: vec![problem.to_string()] }),
    }
}
