//! `supple export`: the journal as files of another format. Nothing is written here.

use super::{Outcome, read_from};
use crate::cli::export::ExportArgs;
use crate::domain::content::catalog::Catalog;
use crate::domain::export::{Export, ExportedFile};
use crate::domain::journal::merged::Journal;
use crate::domain::journal::remainder::Remainder;
use crate::domain::since::in_order;
use crate::domain::time::Now;

/// Returns the outcome of options that contradict each other; it is known before the journal is read.
pub fn refusal(args: &ExportArgs, now: &Now) -> Option<Outcome> {
    let needs_folder = args.format.is_several_files(args.kind);
    let has_folder = args.output.as_ref().is_some_and(|path| path.as_os_str() != "-");
    let span = in_order(args.since, args.until, now.wall.date_naive());
    let why = match (span, args.format.check(args.kind)) {
        (Err(why), _) | (_, Err(why)) => why,
        _ if needs_folder && !has_folder => {
            format!("{} is several files: name a folder for them with -o, or one kind with --kind", args.format)
        }
        _ => return None,
    };
    Some(Outcome::misused(why))
}

/// Makes the files that `args` asks for. Lines of the journal that cannot be read become messages.
///
/// # Errors
/// Returns the outcome to end with if the options are wrong, or if a file of the journal cannot be read: an export
/// without its entries would look whole.
pub fn run(
    journal: &Journal,
    remainder: &Remainder,
    catalog: &Catalog,
    args: &ExportArgs,
    now: &Now,
) -> Result<(Vec<ExportedFile>, Outcome), Outcome> {
    let mut outcome = read_from(journal);
    if journal.is_partly_unread() {
        outcome.messages.push("supple: nothing was exported, because not all of the journal can be read".to_owned());
        return Err(outcome);
    }
    let span = in_order(args.since, args.until, now.wall.date_naive()).map_err(Outcome::misused)?;
    let export = Export::new(journal, remainder, catalog, span, args.kind);
    Ok((export.files(args.format), outcome))
}
