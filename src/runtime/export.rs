//! Running of `supple export`: reads the journal, and writes the files, all or none.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;

use super::disk::replace::replace_all;
use super::disk::{At as _, make_folder};
use super::pages;
use super::paths::Paths;
use super::store::Store;
use super::target::OutputTarget;
use crate::cli::export::ExportArgs;
use crate::commands::{Inputs, Outcome, export};
use crate::domain::export::{ExportFormat, ExportedFile};
use crate::domain::journal::merge::Fold;
use crate::domain::time::Now;

/// Runs the command. The inner error says that `out`, standard output, cannot be written.
///
/// # Errors
/// A file cannot be written; for people.
pub(super) fn run(
    args: &ExportArgs,
    paths: &Paths,
    store: &Store,
    now: &Now,
    out: &mut dyn Write,
) -> Result<io::Result<Outcome>> {
    if let Some(refused) = export::refusal(args, now) {
        return Ok(Ok(refused));
    }
    let folder = args.output.as_deref().filter(|_| args.is_several_files());
    // Before anything is read: a wrong place is known at once.
    let target = match folder {
        Some(_) => None,
        None => Some(OutputTarget::find(args.output.as_deref(), paths)?),
    };
    let (catalog, settings) = pages::content(paths);
    let fold = if args.format == ExportFormat::Json { Fold::keeping_all() } else { Fold::default() };
    let (journal, remainder) = store.read_into(fold);
    let inputs = Inputs { journal: &journal, catalog: &catalog, settings: &settings };
    let (files, outcome) = match export::run(inputs, &remainder, args, now) {
        Ok(made) => made,
        Err(outcome) => return Ok(Ok(outcome)),
    };
    let written = match (folder, target) {
        (Some(folder), _) => write_in(folder, &files, paths).map(Ok)?,
        (None, target) => {
            let page = files.into_iter().flat_map(|file| file.bytes).collect();
            target.unwrap_or(OutputTarget::Standard).write(page, out)?
        }
    };
    Ok(written.map(|()| outcome))
}

/// Writes the files into `folder`, which is made if it is not there; all or none.
///
/// # Errors
/// The folder is one of supple's own, or a file cannot be written.
fn write_in(folder: &Path, files: &[ExportedFile], paths: &Paths) -> Result<()> {
    let mut all = Vec::new();
    for file in files {
        let path = folder.join(&file.name);
        match OutputTarget::find(Some(&path), paths)? {
            OutputTarget::File(path) => all.push((path, file.bytes.as_slice())),
            _ => Err(io::Error::other("something else is in the place of this file")).at("write", &path)?,
        }
    }
    make_folder(folder, "make the folder")?;
    replace_all(&all)?;
    Ok(())
}
