//! The command line of `supple new`.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::domain::content::beginning::Beginning;

/// The end of `supple new --help`.
pub(super) const HELP: &str = "\
Examples:
  supple new routine my-hips             a beginning, opened in your editor
  EDITOR=nano supple new exercise wall-slide
  supple new plan three-weeks

The file is valid as it is: change what you like. Its remarks, in a field named
\"//\", say what else it may hold; supple does not read them. It is opened in
$VISUAL or $EDITOR; without either, you get its path. `supple check` names what
is wrong in it.";

/// `supple new`
#[derive(Debug, Args)]
pub struct NewArgs {
    /// The kind of file
    #[arg(value_name = "routine|exercise|plan", value_parser = kind(), hide_possible_values = true)]
    pub kind: Beginning,
    /// Its id, which is also its name: a-z, 0-9 and dashes, like my-hips
    pub id: String,
}

/// Returns a parser of the kinds that people can have files of.
fn kind() -> impl TypedValueParser<Value = Beginning> {
    let kinds = Beginning::ALL.map(|beginning| beginning.kind.as_str());
    PossibleValuesParser::new(kinds).try_map(|word| {
        Beginning::ALL.into_iter().find(|beginning| beginning.kind.as_str() == word).ok_or("there is no such kind")
    })
}
