//! The command line of `supple start`: a routine, an exercise, or a session that is put together.

use clap::Args;

use super::word::{filter, word};
use super::{minutes, rounds};
use crate::domain::content::words::{Position, Sides, When};

/// The options of `supple start` that say what a session is to be put together for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct ComposeArgs {
    /// Put a session together for this: a problem, a muscle or a region
    #[arg(long = "for", value_name = "WORDS")]
    pub target: Option<String>,
    /// Only in these positions, separated by commas (with --for)
    #[arg(long = "position", value_name = "LIST", value_delimiter = ',', value_parser = filter::<Position>(),
        hide_possible_values = true, requires = "target", conflicts_with = "routine")]
    pub positions: Vec<Position>,
    /// Only with this equipment, separated by commas; `nothing` for just the floor (with --for)
    #[arg(long, value_name = "LIST", value_delimiter = ',', requires = "target", conflicts_with = "routine")]
    pub equipment: Option<Vec<String>>,
    /// Only show it, with the reason for each step (with --for)
    #[arg(long, requires = "target", conflicts_with = "routine")]
    pub list: bool,
    /// Keep it as a routine of your own (with --for)
    #[arg(long, requires = "target", conflicts_with = "routine")]
    pub keep: bool,
}

/// The two forms of `supple start`.
const USAGE: &str = "supple start [OPTIONS] <ROUTINE>\n       supple start --for <WORDS> [OPTIONS]";

/// `supple start`
#[derive(Debug, Args)]
#[command(override_usage = USAGE)]
pub struct StartArgs {
    /// The routine or exercise: id, start of the id, or title
    #[arg(required_unless_present = "target", conflicts_with = "target")]
    pub routine: Option<String>,
    /// The session to put together in place of one.
    #[command(flatten)]
    pub compose: ComposeArgs,
    /// Repeat all steps N times
    #[arg(long, value_name = "N", value_parser = rounds, allow_negative_numbers = true, conflicts_with = "target")]
    pub rounds: Option<u32>,
    /// Shorten to at most N minutes; with --for, the minutes to fill
    #[arg(long, value_name = "N", value_parser = minutes, allow_negative_numbers = true)]
    pub minutes: Option<u32>,
    /// The occasion, such as before-run, if the routine has several
    #[arg(long, conflicts_with = "target", value_name = "OCCASION", value_parser = filter::<When>(), hide_possible_values = true)]
    pub when: Option<When>,
    /// The dose of an exercise that is done alone.
    #[command(flatten)]
    pub dose: DoseArgs,
    /// Skip the question about pain
    #[arg(long)]
    pub no_check_in: bool,
    /// Plain text, one line per cue: for screen readers, braille displays and logs
    #[arg(long)]
    pub plain: bool,
}

/// Options of `supple start` that change the dose of a single exercise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Args)]
pub struct DoseArgs {
    /// Hold for N seconds (one exercise)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3600), allow_negative_numbers = true)]
    pub hold: Option<u32>,
    /// Do N reps (one exercise)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=500), allow_negative_numbers = true)]
    pub reps: Option<u32>,
    /// Do N sets (one exercise)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=20), allow_negative_numbers = true)]
    pub sets: Option<u32>,
    /// The sides: none, each or alternate (one exercise)
    #[arg(long, value_name = "SIDES", value_parser = word::<Sides>(), hide_possible_values = true)]
    pub sides: Option<Sides>,
}
