//! The command line of a session that is put together for a wish: `supple start --for`.

use clap::Args;

use super::word::filter;
use crate::domain::content::words::Position;

/// The options of `supple start` that say what a session is to be put together for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct ComposeArgs {
    /// Put a session together for this: a problem, a muscle or a region
    #[arg(long = "for", value_name = "WORDS")]
    pub target: Option<String>,
    /// Only in these positions, separated by commas (with --for)
    #[arg(long = "position", value_name = "LIST", value_delimiter = ',', value_parser = filter::<Position>(),
        hide_possible_values = true, requires = "target")]
    pub positions: Vec<Position>,
    /// Only with this equipment, separated by commas; `nothing` for just the floor (with --for)
    #[arg(long, value_name = "LIST", value_delimiter = ',', requires = "target")]
    pub equipment: Option<Vec<String>>,
    /// Only show it, with the reason for each step (with --for)
    #[arg(long, requires = "target")]
    pub list: bool,
    /// Keep it as a routine of your own (with --for)
    #[arg(long, requires = "target")]
    pub keep: bool,
}
