//! The command line of `supple pack` and `supple import`.

use std::path::PathBuf;

use clap::Args;

use crate::domain::content::import::matching::NameChoice;

/// The end of `supple pack --help`.
pub(super) const PACK_HELP: &str = "\
Examples:
  supple pack my-hips -o my-hips.json    for a friend, or a patient
  supple import my-hips.json             what they do with it

The file holds the routine or plan, and every exercise and figure of your own
that it uses. What is built in is not in it: everybody has that.";

/// The end of `supple import --help`.
pub(super) const IMPORT_HELP: &str = "\
Examples:
  supple import my-hips.json             show what it adds, and ask
  supple import my-hips.json --dry-run   only show
  supple import my-hips.json --yes       add without asking
  supple import Backup.json --match \"Plank=side-plank\" --match \"My Move=\"

What it reads:
  supple                      what supple pack made
  Just Another Workout Timer  a shared routine, or a backup
  OpenHIIT                    exported timers
  My PT                       a backup (its sessions), or exercises as CSV
  Timero                      routines.json
  Feeel                       a routine (.feeel); unzip several first

The names of another program are looked up in the library, and shown with what
they were taken for; --match changes one. A name that the library does not have
becomes an exercise of your own: give it a setup in its file. Rests, rounds,
sets and sides are kept; supple never gives less time between two exercises than
it takes to get into position.

Every item is checked first, as supple check does; if one cannot be used nothing
is added. Files of yours are never replaced unasked. Importing the same file
again adds nothing.";

/// `supple pack`
#[derive(Debug, Args)]
pub struct PackArgs {
    /// The routine, plan or exercise of yours: id, start of the id, or title
    pub item: String,
    /// The file to write; standard output by default, or with `-`
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `supple import`
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// A file that supple pack or another program made
    pub file: PathBuf,
    /// The exercise that a name of another program means; `NAME=` makes one of your own
    #[arg(long = "match", value_name = "NAME=EXERCISE")]
    pub matches: Vec<NameChoice>,
    /// Only show what would be added and replaced
    #[arg(long, conflicts_with_all = ["yes", "replace"])]
    pub dry_run: bool,
    /// Add it without asking
    #[arg(long)]
    pub yes: bool,
    /// With --yes: replace files of yours that differ
    #[arg(long, requires = "yes")]
    pub replace: bool,
}
