//! The start: reads the command line, then opens the screen or runs a command.

use std::env;
use std::ffi::OsString;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write as _};
use std::process::ExitCode;
#[cfg(unix)]
use std::sync::Arc;

use anyhow::{Result, anyhow};
use clap::{Arg, CommandFactory as _, Parser};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use super::clock::Clock;
use super::compose::{composed, recent_journal};
use super::paths::Paths;
use super::store::Store;
use super::{FrontEnd, commands, config, content, marks, output};
use crate::cli::start::{DoseArgs, StartArgs};
use crate::cli::timer::TimerArgs;
use crate::cli::{Cli, Command, Global};
use crate::commands::man::VARIABLE;
use crate::commands::search::Startable;
use crate::commands::{Exit, Inputs, search};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::{Amount, DoseSpec};
use crate::domain::content::filter::{equipment, problems};
use crate::domain::content::link::ItemKind;
use crate::domain::content::problem;
use crate::domain::content::routine::Routine;
use crate::domain::content::words::WordList as _;
use crate::domain::journal::entry::Moment;
use crate::domain::session::compile::{Options, compile};
use crate::domain::text::{has_controls, without_controls};
use crate::state::model::{Ids, Model, TerminalTraits};
use crate::state::route::Opening;
use crate::state::route::SessionStart;
use crate::state::settings::Settings;
use crate::state::settings::read::notice;
use crate::theme::{detect_background, detect_depth};
use crate::widgets::Blocks;

/// Arguments that make no sense; the exit code says so.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct WrongUse(String);

impl WrongUse {
    pub(super) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

/// Runs the program with `arguments`. Errors go to standard error, in one line.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    if cfg!(panic = "abort") {
        exit_on_panic();
    }
    let arguments: Vec<OsString> = arguments.collect();
    match answer_completion(&arguments) {
        Ok(false) => {}
        Ok(true) => return ExitCode::from(Exit::Done.code()),
        Err(error) => return failed(&error),
    }
    let is_clean = !arguments.iter().any(|argument| has_controls(&argument.to_string_lossy()));
    let mut arguments = arguments.into_iter().peekable();
    let name = arguments.next();
    let cli = match arguments.peek() {
        // The most usual start has nothing to parse, which saves a third of a millisecond.
        None => Ok(Cli::default()),
        Some(_) => Cli::try_parse_from(name.into_iter().chain(arguments)),
    };
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are errors to clap; a broken pipe is none to us.
            let _ = if is_clean { error.print() } else { print_cleaned(&error) };
            return ExitCode::from(if error.use_stderr() { Exit::Misused } else { Exit::Done }.code());
        }
    };
    match dispatch(cli) {
        Ok(code) => ExitCode::from(code),
        Err(error) => failed(&error),
    }
}

/// The exit code of a program that panicked, as without `abort`.
const PANICKED: i32 = 101;

/// Has a panic end the program with an exit code: an abort could leave a core file, and with it health data.
fn exit_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        report(info);
        std::process::exit(PANICKED);
    }));
}

/// Reports an error in one line without control characters, and returns its exit code.
fn failed(error: &anyhow::Error) -> ExitCode {
    output::tell(&format!("supple: {}\n", without_controls(&format!("{error:#}"))), Clock::new());
    let misused = error.is::<super::terminal::NoTerminal>() || error.is::<WrongUse>();
    ExitCode::from(if misused { Exit::Misused } else { Exit::Failed }.code())
}

/// Prints clap's message about arguments with control characters, without these and so without colours.
fn print_cleaned(error: &clap::Error) -> io::Result<()> {
    let said = error.render().to_string();
    let text: String = said.lines().flat_map(|line| [without_controls(line), "\n".to_owned()]).collect();
    if error.use_stderr() { io::stderr().write_all(text.as_bytes()) } else { io::stdout().write_all(text.as_bytes()) }
}

fn dispatch(cli: Cli) -> Result<u8> {
    obey_file_limit();
    Clock::check()?;
    let seed = RandomState::new().build_hasher().finish();
    match cli.command {
        None => open(&cli.global, Launch::Home, seed),
        Some(Command::Start(start)) if !start.compose.list => open(&cli.global, Launch::Start(start), seed),
        Some(Command::Timer(timer)) => open(&cli.global, Launch::Timer(timer), seed),
        Some(command) => commands::run(command, &cli.global, &Clock::new().now(), seed),
    }
}

/// Makes a file that would exceed the user's size limit an ordinary error, not the end of the program.
fn obey_file_limit() {
    #[cfg(unix)]
    {
        // A handler, because child processes do not inherit it. A failure to set it is ignored.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    }
}

/// The commands that open a front end.
enum Launch {
    /// None: at home.
    Home,
    /// `supple start`
    Start(StartArgs),
    /// `supple timer`
    Timer(TimerArgs),
}

/// Opens a front end: at home, at a routine or at a timer.
fn open(global: &Global, launch: Launch, seed: u64) -> Result<u8> {
    let paths = Paths::find(global.home.as_deref())?;
    let mut catalog = content::catalog(&paths);
    // Broken settings must not keep anyone from moving: the defaults hold, and a notice says so.
    let config = config::read(&paths, &catalog);
    catalog.choose_units(config.settings.units);
    let shown = shown(&launch, &paths);
    let last_timer = marks::read_timer(&paths).unwrap_or_default();
    let mut said = None;
    let opening = match launch {
        Launch::Home if marks::is_first_start(&paths) => Opening::Welcome,
        Launch::Home => Opening::Home,
        Launch::Start(start) => {
            let wanted = wanted(&catalog, &config.settings, &start, &paths, seed)?;
            said = wanted.said;
            opening(&catalog, &config.settings, wanted.routine, &start)?
        }
        Launch::Timer(args) => match args.timer().map_err(WrongUse::new)? {
            Some(timer) => Opening::Session(SessionStart::of_timer(timer, config.settings.options())),
            None => Opening::Timer(last_timer.with_log(args.log_choice())),
        },
    };
    if shown == FrontEnd::Screen {
        super::terminal::require()?;
    }
    let viewport = if shown == FrontEnd::Screen { super::terminal::size() } else { (80, 24) };
    let room = usize::from(viewport.0.saturating_sub(2));
    let notice = notice(&config.problems, room).or_else(|| problem::headline(catalog.problems(), room));
    let notice = notice.or_else(|| marks::privacy_warning(&paths));
    // Of the session that was asked for now first, because there is room for little.
    let notice = [said, notice].into_iter().flatten().reduce(|said, more| format!("{said} {more}"));
    let terminal = terminal(global);
    let mut model = Model::new(catalog, config, terminal, viewport, Ids::new(seed));
    model.timer = last_timer;
    model.clinic_said = marks::read_clinic_said(&paths);
    model.zone_rules = Clock::zone_rules();
    super::run(model, opening, shown, notice, &paths, seed)
}

/// Returns the front end: lines if they are asked for, or if the terminal cannot be drawn on; but the home screen has
/// no lines.
fn shown(launch: &Launch, paths: &Paths) -> FrontEnd {
    let is_plain = match launch {
        Launch::Home => return FrontEnd::Screen,
        Launch::Start(start) => start.plain,
        Launch::Timer(timer) => timer.plain,
    };
    if is_plain || !super::terminal::can_be_drawn_on() {
        FrontEnd::Lines { is_first: marks::is_first_start(paths) }
    } else {
        FrontEnd::Screen
    }
}

/// A routine to start.
struct WantedStart {
    routine: Arc<Routine>,
    /// The notes on it, if it was put together.
    said: Option<String>,
}

impl From<Arc<Routine>> for WantedStart {
    fn from(routine: Arc<Routine>) -> Self {
        Self { routine, said: None }
    }
}

/// Finds what is to be started: a routine, one exercise with the dose asked for, or a session that is put together.
///
/// # Errors
/// Nothing or several fit, or the dose is not for it.
fn wanted(catalog: &Catalog, settings: &Settings, start: &StartArgs, paths: &Paths, seed: u64) -> Result<WantedStart> {
    let Some(asked) = &start.routine else {
        let now = Clock::new().now();
        let journal = recent_journal(&Store::open(paths, (seed >> 32) as u32), &now);
        let inputs = Inputs { journal: &journal, catalog, settings };
        let session = composed(inputs, start, paths, &now)?;
        return Ok(WantedStart { said: session.said(), routine: session.composed.routine });
    };
    match search::startable(catalog, asked).map_err(|why| anyhow!(why))? {
        Startable::Routine(routine) if start.dose == DoseArgs::default() => Ok(routine.into()),
        Startable::Routine(routine) => {
            let why = "--hold, --reps, --sets and --sides are for one exercise alone";
            Err(WrongUse::new(format!("`{}` is a routine; {why}", routine.id)).into())
        }
        Startable::Exercise(exercise) => {
            let routine = Routine::of_one(&exercise, dose_spec(start.dose));
            routine
                .map(|routine| Arc::new(routine).into())
                .ok_or_else(|| anyhow!("`{}` is a self-test; open it on the screen: supple, then l", exercise.id))
        }
    }
}

/// Returns the dose that the command line asks for; what it leaves out is as usual.
fn dose_spec(DoseArgs { hold, reps, sets, sides }: DoseArgs) -> DoseSpec {
    let [hold_s, reps, sets] =
        [hold, reps, sets].map(|number| number.map(|number| Amount::ours(f64::from(number)).as_yours()));
    DoseSpec { hold_s, reps, sets, sides, ..DoseSpec::EMPTY }
}

fn opening(catalog: &Catalog, settings: &Settings, routine: Arc<Routine>, start: &StartArgs) -> Result<Opening> {
    if let Some(when) = start.when.filter(|when| !routine.when.contains(when)) {
        let known: Vec<&str> = routine.when.iter().map(|when| when.as_str()).collect();
        return Err(
            WrongUse::new(format!("`{}` is not for {when}; it is for: {}", routine.id, known.join(", "))).into()
        );
    }
    let StartArgs { rounds, minutes, when, .. } = *start;
    // A session that was put together for a time lasts as long already.
    let minutes = minutes.filter(|_| start.routine.is_some());
    let options = Options { rounds, minutes, when, ..settings.options() };
    // A routine that cannot be played is reported before anything is opened.
    compile(&routine, &|id| catalog.exercise(id), options)?;
    let begin = SessionStart::new(routine, options);
    let check_in = settings.asks_before() && !start.no_check_in;
    Ok(if check_in { Opening::CheckIn(begin) } else { Opening::Session(begin) })
}

/// Detects the abilities of the terminal.
pub(super) fn terminal(global: &Global) -> TerminalTraits {
    // With NO_COLOR crossterm would leave out bold and reverse, too: the theme decides instead.
    crossterm::style::force_color_output(true);
    let no_color = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
    let (color_term, term) = (variable("COLORTERM"), variable("TERM"));
    TerminalTraits {
        depth: detect_depth(no_color, color_term.as_deref(), term.as_deref(), global.color.forced()),
        background: detect_background(variable("COLORFGBG").as_deref()),
        // The Linux console's font lacks the finer blocks.
        blocks: if term.as_deref() == Some("linux") { Blocks::Full } else { Blocks::Fine },
        ..TerminalTraits::default()
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// Answers on standard output if a shell has asked; returns false for every other start.
///
/// # Errors
/// The shell is not known, or the answer cannot be written.
fn answer_completion(arguments: &[OsString]) -> Result<bool> {
    if env::var_os(VARIABLE).is_none() {
        return Ok(false);
    }
    let here = env::current_dir().ok();
    let asked = CompleteEnv::with_factory(command).var(VARIABLE).bin("supple").completer("supple");
    Ok(asked.try_complete(arguments.iter().cloned(), here.as_deref())?)
}

/// Returns the command line, with the values that depend on the content.
fn command() -> clap::Command {
    Cli::command()
        .mut_subcommand("start", |command| {
            command
                .mut_arg("routine", startable)
                .mut_arg("target", |arg| arg.add(candidates(all_problems)))
                .mut_arg("equipment", |arg| arg.add(candidates(all_equipment)))
        })
        .mut_subcommand("handout", |command| command.mut_arg("routine", routine))
        .mut_subcommand("export", |command| command.mut_arg("routine", routine))
        .mut_subcommand("remind", |command| command.mut_arg("words", routine))
        .mut_subcommand("show", |command| command.mut_arg("id", item))
        .mut_subcommand("log", |command| command.mut_arg("routine", routine).mut_arg("exercise", exercise))
        .mut_subcommand("stats", |command| command.mut_arg("exercise", exercise))
        .mut_subcommand("list", |command| {
            command
                .mut_arg("problem", |arg| arg.add(candidates(all_problems)))
                .mut_arg("equipment", |arg| arg.add(candidates(all_equipment)))
        })
        .mut_subcommand("rate", |command| {
            command
                .mut_arg("score", |arg| arg.add(candidates(scores)))
                .mut_arg("moment", |arg| arg.add(candidates(moments)))
        })
        .mut_subcommand("report", |command| command.mut_arg("weeks", |arg| arg.add(candidates(weeks))))
}

fn routine(arg: Arg) -> Arg {
    arg.add(ids(&[ItemKind::Routine]))
}

fn exercise(arg: Arg) -> Arg {
    arg.add(ids(&[ItemKind::Exercise]))
}

fn startable(arg: Arg) -> Arg {
    arg.add(ids(&[ItemKind::Routine, ItemKind::Exercise]))
}

fn item(arg: Arg) -> Arg {
    arg.add(ids(ItemKind::VALUES))
}

/// Returns the ids of all items of these kinds, each with its title. The content is read only when a shell asks.
fn ids(kinds: &'static [ItemKind]) -> ArgValueCandidates {
    ArgValueCandidates::new(move || {
        let catalog = catalog();
        let mut all = Vec::new();
        for kind in kinds {
            all.extend(catalog.ids(*kind).map(|id| candidate(&catalog, *kind, id)));
        }
        all
    })
}

fn candidate(catalog: &Catalog, kind: ItemKind, id: &str) -> CompletionCandidate {
    CompletionCandidate::new(id).help(catalog.title(kind, id).map(|title| title.to_string().into()))
}

fn candidates(list: fn(&Catalog) -> Vec<String>) -> ArgValueCandidates {
    ArgValueCandidates::new(move || list(&catalog()).into_iter().map(CompletionCandidate::new).collect())
}

/// Returns the built-in content with the user's own, if their folder is known.
fn catalog() -> Catalog {
    Paths::find(None).map_or_else(|_| Catalog::built_in(), |paths| content::catalog(&paths))
}

fn all_problems(catalog: &Catalog) -> Vec<String> {
    problems(catalog).iter().map(ToString::to_string).collect()
}

fn all_equipment(catalog: &Catalog) -> Vec<String> {
    ["none".to_owned()].into_iter().chain(equipment(catalog).iter().map(ToString::to_string)).collect()
}

fn scores(_: &Catalog) -> Vec<String> {
    (0..=10).map(|score: u8| score.to_string()).collect()
}

fn moments(_: &Catalog) -> Vec<String> {
    // A rating during a session is given in the session.
    Moment::ALL.iter().filter(|(_, moment)| *moment != Moment::During).map(|(word, _)| (*word).to_owned()).collect()
}

fn weeks(_: &Catalog) -> Vec<String> {
    ["2", "4", "6", "12"].map(str::to_owned).to_vec()
}
