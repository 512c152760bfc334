//! `supple demo`: its options.

use clap::Args;

use super::whole;
use crate::domain::demo::MOST_WEEKS;

/// `supple demo`
#[derive(Debug, Clone, Copy, Args)]
pub struct Demo {
    /// How many weeks up to now, 1 to 520
    #[arg(long, value_name = "N", default_value = "26", value_parser = weeks, allow_negative_numbers = true)]
    pub weeks: u32,
    /// Another number makes another journal
    #[arg(long, value_name = "N", default_value = "1", value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
}

fn weeks(raw: &str) -> Result<u32, String> {
    whole(raw, 1..=MOST_WEEKS).ok_or_else(|| format!("expected weeks, 1 to {MOST_WEEKS}"))
}

fn seed(raw: &str) -> Result<u64, String> {
    raw.trim().parse().map_err(|_| "expected a whole number, 0 or more".to_owned())
}

/// Shown under its `--help`.
pub(super) const HELP: &str = "\
Examples:
  supple demo --home /tmp/demo           half a year of it
  supple demo --weeks 52 --seed 7 --home /tmp/demo
  supple --home /tmp/demo                then look at it

For trying supple out, for pictures of it and for tests: somebody made up, who
follows a plan, gets better, and has a flare-up or two. The same seed on the same
day and minute makes the same journal; every note in it begins with \"made up\".

It needs a folder of its own by --home or SUPPLE_HOME, without a journal in it, so
that nothing made up gets among your own entries.";
