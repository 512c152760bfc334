//! `supple demo`: writes a made-up journal into a home folder that was chosen for it and has none.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;

use super::content::shown;
use super::paths::{self, Paths};
use super::store::Store;
use crate::app::ids::Ids;
use crate::cli::demo::Demo;
use crate::commands::{Outcome, demo};
use crate::domain::content::catalog::Catalog;
use crate::domain::demo::{Asked, Device, journal};
use crate::domain::record::entry::Entry;
use crate::domain::time::Now;

/// Makes up the journal and writes it, device by device. It uses built-in content only, so that the same seed at the
/// same time makes the same journal.
///
/// # Errors
/// The journal cannot be written; for people.
pub(super) fn run(args: Demo, home: Option<&Path>, now: &Now, out: &mut dyn Write) -> Result<io::Result<Outcome>> {
    let Some(home) = paths::chosen(home) else { return Ok(Ok(demo::no_home())) };
    let paths = Paths::under(&home)?;
    if !Store::open(&paths, 0).is_empty() {
        return Ok(Ok(demo::has_journal(&shown(&paths.journal_dir()))));
    }
    let mut ids = Ids::new(args.seed);
    let asked = Asked { weeks: args.weeks, seed: args.seed };
    let made = journal(asked, &Catalog::built_in(), now.wall, &mut |now| ids.next(now));
    for device in Device::ALL {
        let of_it = made.iter().filter(|one| one.device == device);
        let entries: Vec<Entry> = of_it.map(|one| one.entry.clone()).collect();
        Store::of_device(&paths, device.name()).append(&entries)?;
    }
    Ok(demo::tell(&made, &shown(&home), out))
}
