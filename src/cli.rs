//! The command line: its commands, options and help.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::content::catalog::FileKind;
use crate::domain::content::link::ItemKind;
use crate::domain::content::words::{Kind, Position, When};
use crate::domain::demo::MOST_WEEKS;
use crate::domain::journal::browse::EntryKind;
use crate::domain::journal::entry::{Moment, PainSide, PainWord, Region, Score, Spread};
use crate::domain::since::Since;
use word::{filter, word};

pub mod export;
mod help;
pub mod new;
pub mod pack;
pub mod remind;
pub mod report;
pub mod start;
pub mod timer;
mod word;

/// The end of `--help`. Its last lines say that the program is not a medical device.
const AFTER_HELP: &str = "\
Examples:
  supple                                 open the home screen
  supple start split-hip-stop            straight into a routine
  supple start core --minutes 3          shortened to three minutes
  supple timer 40 20 8                   a plain timer: work, rest, rounds
  supple start --for tight-hips --minutes 6
  supple search hip flexor               find routines and exercises
  supple rate 3 --region low_back        record pain without opening the screen
  supple log --since 7d                  your journal of the last seven days

Exit codes:
  0  success, even with no results
  1  failure: no such item, or a file is missing, broken or in the way
  2  usage error: an unknown option or word, or no terminal for the screen

Not a medical device. General exercise information for adults; it does not
examine, diagnose or treat. You choose what to do.";

/// A workout companion for the terminal.
#[derive(Debug, Default, Parser)]
#[command(name = "supple", version, about, after_help = AFTER_HELP, disable_help_subcommand = true)]
pub struct Cli {
    /// The command; without one, the home screen opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The options of every command.
    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// Keep config, data and state under this folder [env: SUPPLE_HOME]
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// When to use colour; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
}

/// Choices for the use of colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// If the terminal can show it and NO_COLOR is not set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorChoice {
    /// Returns `Some(true)` for always, `Some(false)` for never, and `None` for automatic.
    pub fn forced(self) -> Option<bool> {
        match self {
            Self::Auto => None,
            Self::Always => Some(true),
            Self::Never => Some(false),
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a routine
    #[command(after_help = help::START)]
    Start(start::StartArgs),
    /// Start a timer: work, rest and rounds
    #[command(after_help = timer::HELP)]
    Timer(timer::TimerArgs),
    /// List routines, exercises, guides or plans
    #[command(after_help = help::LIST)]
    List(ListArgs),
    /// Show a routine, an exercise, a guide or a plan
    #[command(after_help = help::SHOW)]
    Show(Show),
    /// Find routines, exercises, guides and plans by words
    #[command(after_help = help::SEARCH)]
    Search(Search),
    /// Record a pain rating
    #[command(after_help = help::RATE)]
    Rate(Rate),
    /// Show the journal
    #[command(after_help = help::LOG)]
    Log(LogArgs),
    /// Show statistics of the journal
    #[command(after_help = help::STATS)]
    Stats(StatsArgs),
    /// Show today in one line, for a status bar
    #[command(after_help = help::STATUS)]
    Status(JsonFlag),
    /// Check content files
    #[command(after_help = help::CHECK)]
    Check(CheckArgs),
    /// Show the folders and files supple uses
    #[command(after_help = help::PATHS)]
    Paths(JsonFlag),
    /// Check the journal, folders, terminal, voice and tones
    #[command(after_help = help::DOCTOR)]
    Doctor(Doctor),
    /// Print completions for a shell
    #[command(after_help = help::COMPLETIONS)]
    Completions(Completions),
    /// Make a printable page of a routine
    #[command(after_help = help::HANDOUT)]
    Handout(Handout),
    /// Begin a routine, exercise or plan of your own
    #[command(after_help = new::HELP)]
    New(new::NewArgs),
    /// Put a routine or plan of yours into one file, to pass on
    #[command(after_help = pack::PACK_HELP)]
    Pack(pack::PackArgs),
    /// Add routines that somebody packed, or those of another program
    #[command(after_help = pack::IMPORT_HELP)]
    Import(pack::ImportArgs),
    /// Write the journal in a format for other programs
    #[command(after_help = export::HELP)]
    Export(export::ExportArgs),
    /// Make a one-page report for your physio or doctor
    #[command(after_help = report::HELP)]
    Report(report::ReportArgs),
    /// Be reminded by the system's own clock
    #[command(after_help = remind::HELP)]
    Remind(remind::RemindArgs),
    /// Create a sample journal
    #[command(after_help = help::DEMO)]
    Demo(Demo),
    /// Print the manual page
    #[command(after_help = help::MAN)]
    Man,
}

fn rounds(raw: &str) -> Result<u32, String> {
    whole(raw, 1..=20).ok_or_else(|| "expected rounds, 1 to 20".to_owned())
}

fn minutes(raw: &str) -> Result<u32, String> {
    whole(raw, 1..=600).ok_or_else(|| "expected minutes, 1 to 600".to_owned())
}

fn whole(raw: &str, allowed: RangeInclusive<u32>) -> Option<u32> {
    raw.trim().parse().ok().filter(|number| allowed.contains(number))
}

/// `--json`
#[derive(Debug, Clone, Copy, Args)]
pub struct JsonFlag {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `supple list`
#[derive(Debug, Args)]
pub struct ListArgs {
    /// The kind of item to list
    #[arg(default_value = "routines", hide_possible_values = true, value_name = "routines|exercises|guides|plans")]
    pub what: ItemKind,
    /// Only exercises that help with this, such as tight-hip-flexors
    #[arg(long = "for", value_name = "PROBLEM")]
    pub problem: Option<String>,
    /// Only exercises of this kind, such as stretch
    #[arg(long, value_name = "KIND", value_parser = filter::<Kind>(), hide_possible_values = true)]
    pub kind: Option<Kind>,
    /// Only exercises in this position, such as standing, or routines that stay in it
    #[arg(long, value_name = "POSITION", value_parser = filter::<Position>(), hide_possible_values = true)]
    pub position: Option<Position>,
    /// Only routines of at most N minutes
    #[arg(long, value_name = "N", value_parser = minutes, allow_negative_numbers = true)]
    pub minutes: Option<u32>,
    /// Only routines for this occasion, such as before-run
    #[arg(long, value_name = "OCCASION", value_parser = filter::<When>(), hide_possible_values = true)]
    pub when: Option<When>,
    /// Only exercises or routines that need nothing but this equipment, separated by commas;
    /// `none` for just the floor. A mat is always assumed
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub equipment: Option<Vec<String>>,
    /// The output format.
    #[command(flatten)]
    pub json: JsonFlag,
}

impl ValueEnum for ItemKind {
    fn value_variants<'a>() -> &'a [Self] {
        Self::VALUES
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let folder = FileKind::from(*self).folder();
        Some(PossibleValue::new(folder).alias(self.as_str()).help(format!("All {folder}")))
    }
}

/// `supple show`
#[derive(Debug, Args)]
pub struct Show {
    /// The item: id, start of the id, or title
    pub id: String,
    /// If several have this name: routine, exercise, guide or plan
    #[arg(long = "type", value_name = "TYPE", value_parser = word::<ItemKind>(), hide_possible_values = true)]
    pub kind: Option<ItemKind>,
    /// Print the figure of an exercise as SVG
    #[arg(long, conflicts_with = "json")]
    pub svg: bool,
    /// Only one pose of the figure
    #[arg(long, value_name = "PHASE", requires = "svg")]
    pub phase: Option<FigurePose>,
    /// The output format.
    #[command(flatten)]
    pub json: JsonFlag,
}

/// A pose of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FigurePose {
    /// The first.
    Start,
    /// Halfway.
    Middle,
    /// The far end; for a self-test, the pose that fails.
    End,
}

/// `supple search`
#[derive(Debug, Args)]
pub struct Search {
    /// Words to look for: a body part, a problem, a movement
    #[arg(required = true)]
    pub words: Vec<String>,
    /// The output format.
    #[command(flatten)]
    pub json: JsonFlag,
}

/// `supple rate`
#[derive(Debug, Args)]
pub struct Rate {
    /// 0 (no pain) to 10 (the worst you can imagine)
    #[arg(value_parser = score, allow_negative_numbers = true)]
    pub score: Score,
    /// The place that hurts
    #[arg(long, value_name = "REGION", value_parser = word::<Region>(), hide_possible_values = true)]
    pub region: Option<Region>,
    /// The side: your left, your right, both, middle
    #[arg(long, value_name = "SIDE", value_parser = word::<PainSide>(), hide_possible_values = true)]
    pub side: Option<PainSide>,
    /// The lowest place the pain spreads to
    #[arg(long, value_name = "PLACE", value_parser = word::<Spread>(), hide_possible_values = true)]
    pub spread: Option<Spread>,
    /// A word for the feeling; may be given several times
    #[arg(long = "word", value_name = "WORD", value_parser = word::<PainWord>(), hide_possible_values = true)]
    pub words: Vec<PainWord>,
    /// When: other, before, after, next_morning
    #[arg(long, value_name = "MOMENT", default_value = "other", value_parser = moment)]
    pub moment: Moment,
    /// For the next morning: minutes of stiffness
    #[arg(long, value_name = "MIN", value_parser = stiff, allow_negative_numbers = true)]
    pub stiff: Option<u16>,
    /// A note in your own words
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

fn stiff(raw: &str) -> Result<u16, String> {
    let minutes = whole(raw, 0..=999).and_then(|minutes| u16::try_from(minutes).ok());
    minutes.ok_or_else(|| "expected minutes, 0 to 999".to_owned())
}

fn score(raw: &str) -> Result<Score, String> {
    let score = raw.parse().ok().and_then(Score::new);
    score.ok_or_else(|| "expected a whole number from 0 (no pain) to 10 (the worst you can imagine)".to_owned())
}

/// Reads a moment other than during a session: such a rating names its exercise, and is given in the session.
fn moment(raw: &str) -> Result<Moment, String> {
    match raw.parse()? {
        Moment::During => {
            Err("during a session, press the digit there; allowed: other, before, after, next_morning".into())
        }
        moment => Ok(moment),
    }
}

/// `supple log`
#[derive(Debug, Args)]
pub struct LogArgs {
    /// From this day: a date (2026-11-20), or 7d, 4w, today, yesterday
    #[arg(long, value_name = "WHEN")]
    pub since: Option<Since>,
    /// Up to this day: as for --since
    #[arg(long, value_name = "WHEN")]
    pub until: Option<Since>,
    /// Only this kind, such as session
    #[arg(long, value_name = "KIND", value_parser = word::<EntryKind>(), hide_possible_values = true)]
    pub kind: Option<EntryKind>,
    /// Only this routine: id, start of the id, or title
    #[arg(long, value_name = "ROUTINE")]
    pub routine: Option<String>,
    /// Only with this exercise: id, start of the id, or name
    #[arg(long, value_name = "EXERCISE")]
    pub exercise: Option<String>,
    /// The output format.
    #[command(flatten)]
    pub json: JsonFlag,
}

/// `supple stats`
#[derive(Debug, Args)]
pub struct StatsArgs {
    /// From this day: a date (2026-11-20), or 7d, 4w, today, yesterday
    #[arg(long, value_name = "WHEN")]
    pub since: Option<Since>,
    /// Up to this day, in the same forms; today by default
    #[arg(long, value_name = "WHEN")]
    pub until: Option<Since>,
    /// Only ratings of this place
    #[arg(long, value_name = "REGION", value_parser = word::<Region>(), hide_possible_values = true)]
    pub region: Option<Region>,
    /// Only ratings with this spread
    #[arg(long, value_name = "PLACE", value_parser = word::<Spread>(), hide_possible_values = true)]
    pub spread: Option<Spread>,
    /// Also how much of this exercise was done: id, start of the id, or name
    #[arg(long, value_name = "EXERCISE")]
    pub exercise: Option<String>,
    /// The output format.
    #[command(flatten)]
    pub json: JsonFlag,
}

/// `supple check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files to check; by default all of your own
    pub files: Vec<PathBuf>,
    /// The output format.
    #[command(flatten)]
    pub json: JsonFlag,
}

/// `supple handout`
#[derive(Debug, Args)]
pub struct Handout {
    /// The routine: id, start of the id, or title
    pub routine: String,
    /// The file to write; standard output by default, or with `-`
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `supple doctor`
#[derive(Debug, Args)]
pub struct Doctor {
    /// Make the data and state folders private again
    #[arg(long)]
    pub repair: bool,
    /// The output format.
    #[command(flatten)]
    pub json: JsonFlag,
}

/// `supple completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `supple demo`
#[derive(Debug, Clone, Copy, Args)]
pub struct Demo {
    /// Number of weeks up to now, 1 to 520
    #[arg(long, value_name = "N", default_value = "26", value_parser = weeks, allow_negative_numbers = true)]
    pub weeks: u32,
    /// A different number makes a different journal
    #[arg(long, value_name = "N", default_value = "1", value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
}

fn weeks(raw: &str) -> Result<u32, String> {
    whole(raw, 1..=MOST_WEEKS).ok_or_else(|| format!("expected weeks, 1 to {MOST_WEEKS}"))
}

fn seed(raw: &str) -> Result<u64, String> {
    raw.trim().parse().map_err(|_| "expected a whole number, 0 or more".to_owned())
}
