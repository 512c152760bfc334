//! Running of the commands that need no screen: reads their input, gives them standard output, writes their entries and
//! files.

use std::fs;
use std::io::{self, BufRead as _, BufReader, BufWriter, ErrorKind, IsTerminal, Read as _, Write};
use std::path::Path;

use anyhow::{Result, bail};

use super::compose::{ComposedStart, composed, recent_journal};
use super::content::{self, shown};
use super::disk::{folder_of, in_words, make_folder, replace};
use super::output::AsciiOut;
use super::pages::{self, MadePage};
use super::paths::{OWN_FOLDER, Paths};
use super::remind::ReminderDesk;
use super::store::Store;
use super::target::OutputTarget;
use super::{config, doctor, export, marks, new_file};
use crate::cli::new::NewArgs;
use crate::cli::pack::{ImportArgs, PackArgs};
use crate::cli::remind::RemindArgs;
use crate::cli::report::ReportArgs;
use crate::cli::start::StartArgs;
use crate::cli::{CheckArgs, Command, Demo, Global, Handout, JsonFlag, Rate, StatsArgs};
use crate::commands::check::{self, CheckTarget};
use crate::commands::doctor::{self as told, NamedPath};
use crate::commands::import::{self, Import, ImportChange};
use crate::commands::new::NewFile;
use crate::commands::rate::{self, RatingOutcome};
use crate::commands::{Inputs, Outcome, Sheet, compose, demo, list, log, man, pack, search, show, stats, status};
use crate::domain::content::catalog::{Catalog, FileKind};
use crate::domain::content::problem::Problem;
use crate::domain::demo::{self as made_up, Device};
use crate::domain::journal::entry::Entry;
use crate::domain::text::without_controls;
use crate::domain::time::Now;
use crate::domain::time::calendar::moved;
use crate::state::model::Ids;
use crate::state::settings::Settings;

/// The start of the time, before a rating, whose ratings decide whether it says something new.
const RATED_BEFORE: chrono::TimeDelta = chrono::TimeDelta::days(-15);

/// Runs `command`, any but a `start` that begins a session, and returns the exit code. `seed` differs from run to run. Its output goes to
/// standard output, messages to standard error; a closed pipe is not an error.
///
/// # Errors
/// The folders are not known, or standard output cannot be written; for people, exit code 1.
pub fn run(command: Command, global: &Global, now: &Now, seed: u64) -> Result<u8> {
    let home = global.home.as_deref();
    let mut out: Box<dyn Write> = Box::new(BufWriter::new(io::stdout().lock()));
    if is_for_people(&command) && config::is_ascii(home) {
        out = Box::new(AsciiOut::new(out));
    }
    if matches!(command, Command::Rate(_) | Command::Demo(_)) {
        let mut said = Vec::new();
        let outcome = Rim { global, home, now, seed, out: &mut said }.carry_out(command)??;
        return Ok(end(&tell_of_entries(&said, outcome, &mut out)));
    }
    let rim = Rim { global, home, now, seed, out: &mut out };
    match rim.carry_out(command)?.and_then(|outcome| out.flush().map(|()| outcome)) {
        Ok(outcome) => Ok(end(&outcome)),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(0),
        Err(error) => bail!("cannot write the output: {}", in_words(&error)),
    }
}

/// Writes the messages of a command to standard error, and returns its exit code.
fn end(outcome: &Outcome) -> u8 {
    let mut err = io::stderr().lock();
    for message in &outcome.messages {
        // There is nowhere left to report a failure.
        let _ = writeln!(err, "{}", without_controls(message));
    }
    outcome.exit.code()
}

/// Returns true if `command` prints text for people, not JSON, a page or a script.
const fn is_for_people(command: &Command) -> bool {
    match command {
        Command::List(args) => !args.json.json,
        Command::Show(args) => !args.json.json && !args.svg,
        Command::Search(args) => !args.json.json,
        Command::Log(args) => !args.json.json,
        Command::Stats(args) => !args.json.json,
        Command::Status(args) | Command::Paths(args) => !args.json,
        Command::Check(args) => !args.json.json,
        Command::Doctor(args) => !args.json.json,
        Command::Start(_) | Command::Rate(_) | Command::Demo(_) | Command::Import(_) => true,
        Command::Timer(_) | Command::Completions(_) | Command::Handout(_) => false,
        Command::Pack(_) | Command::Export(_) | Command::Report(_) | Command::Remind(_) => false,
        Command::Man | Command::New(_) => false,
    }
}

/// The longest answer that is read, in bytes.
const MOST_ANSWER: u64 = 100;

/// The input of commands from outside.
struct Rim<'a> {
    global: &'a Global,
    home: Option<&'a Path>,
    now: &'a Now,
    seed: u64,
    out: &'a mut dyn Write,
}

impl<'a> Rim<'a> {
    /// Runs `command`. The outer error is for people; the inner one says that `out` cannot be written.
    fn carry_out(self, command: Command) -> Result<io::Result<Outcome>> {
        Ok(match command {
            Command::Start(args) => self.compose(&args)?,
            Command::Timer(_) => bail!("a timer needs the screen"),
            Command::List(args) => list::run(&self.content()?.0, &args, self.sheet()),
            Command::Show(args) => show::run(&self.content()?.0, &args, self.sheet()),
            Command::Search(args) => search::run(&self.content()?.0, &args, self.sheet()),
            Command::Rate(args) => self.rate(&args)?,
            Command::Log(args) => {
                let (catalog, _) = self.content()?;
                log::run(&self.store()?.read(None), &catalog, &args, self.now, self.out)
            }
            Command::Stats(args) => self.stats(&args)?,
            Command::Status(args) => self.status(args)?,
            Command::Check(args) => self.check(&args)?,
            Command::Paths(args) => told::paths(&places(&self.paths()?, &self.store()?), args.json, self.out),
            Command::Doctor(args) => {
                let report = doctor::report(&self.paths()?, &self.store()?, self.global, args.repair, self.now);
                told::run(&report, args.json.json, self.out)
            }
            Command::Completions(args) => man::completions(&args, self.out),
            Command::Handout(args) => self.handout(&args)?,
            Command::New(args) => self.new_file(&args)?,
            Command::Pack(args) => self.pack(&args)?,
            Command::Import(args) => self.import(&args)?,
            Command::Export(args) => export::run(&args, &self.paths()?, &self.store()?, self.now, self.out)?,
            Command::Report(args) => self.report(&args)?,
            Command::Demo(args) => make_demo(args, self.home, self.now, self.out)?,
            Command::Remind(args) => self.remind(&args)?,
            Command::Man => man::run(self.out),
        })
    }

    /// Returns standard output, with its width if it is a terminal.
    fn sheet(self) -> Sheet<'a> {
        Sheet::new(self.out, io::stdout().is_terminal().then(|| super::terminal::size().0))
    }

    fn paths(&self) -> Result<Paths> {
        Paths::find(self.home)
    }

    /// Returns all content and the settings, by which it is shown.
    fn content(&self) -> Result<(Catalog, Settings)> {
        Ok(pages::content(&self.paths()?))
    }

    fn store(&self) -> Result<Store> {
        Ok(Store::open(&self.paths()?, (self.seed >> 32) as u32))
    }

    fn rate(self, args: &Rate) -> Result<io::Result<Outcome>> {
        if let Some(refused) = rate::refusal(args) {
            return Ok(Ok(refused));
        }
        let (paths, store) = (self.paths()?, self.store()?);
        let journal = store.read(Some(moved(self.now.wall, RATED_BEFORE)));
        let entry = rate::entry(args, &journal, &mut Ids::new(self.seed), self.now);
        let asks = rate::opens_questions(&entry, &journal);
        let fate = write(&store, &paths, &entry);
        let mut outcome = rate::tell(&entry, &fate, asks, self.out)?;
        outcome.messages.extend(marks::privacy_warning(&paths).map(|why| format!("supple: {why}")));
        Ok(Ok(outcome))
    }

    fn stats(self, args: &StatsArgs) -> Result<io::Result<Outcome>> {
        if let Some(refused) = stats::refusal(args, self.now) {
            return Ok(Ok(refused));
        }
        let (catalog, settings) = self.content()?;
        let journal = self.store()?.read(None);
        let inputs = Inputs { journal: &journal, catalog: &catalog, settings: &settings };
        Ok(stats::run(inputs, args, self.now, self.sheet()))
    }

    /// Runs `status`. It reads only as much of the journal as the home screen, because a status bar asks again and
    /// again.
    fn status(self, args: JsonFlag) -> Result<io::Result<Outcome>> {
        let paths = self.paths()?;
        let (catalog, settings) = self.content()?;
        let journal = recent_journal(&self.store()?, self.now);
        let inputs = Inputs { journal: &journal, catalog: &catalog, settings: &settings };
        Ok(status::run(inputs, marks::read_clinic_said(&paths), args.json, self.now, self.out))
    }

    /// Runs `start --for … --list`: shows the session that would be started.
    fn compose(self, args: &StartArgs) -> Result<io::Result<Outcome>> {
        let paths = self.paths()?;
        let ((catalog, settings), journal) = (self.content()?, recent_journal(&self.store()?, self.now));
        let inputs = Inputs { journal: &journal, catalog: &catalog, settings: &settings };
        let ComposedStart { composed, kept } = composed(inputs, args, &paths, self.now)?;
        let outcome = compose::run(inputs, &composed, self.sheet());
        Ok(outcome.map(|outcome| Outcome { messages: outcome.messages.into_iter().chain(kept).collect(), ..outcome }))
    }

    fn handout(self, args: &Handout) -> Result<io::Result<Outcome>> {
        let target = OutputTarget::find(args.output.as_deref(), &self.paths()?)?;
        let MadePage { bytes, outcome } = pages::handout(&self.paths()?, &args.routine)?;
        if outcome == Outcome::done() { self.deliver(bytes, &target, outcome) } else { Ok(Ok(outcome)) }
    }

    /// Runs `new`: makes a file where nothing is yet, and opens it.
    fn new_file(self, args: &NewArgs) -> Result<io::Result<Outcome>> {
        let paths = self.paths()?;
        let file = match NewFile::of(args, &Catalog::with_user_files(&content::user_files(&paths))) {
            Ok(file) => file,
            Err(outcome) => return Ok(Ok(outcome)),
        };
        let path = paths.own_file(args.kind.kind, &file.id);
        new_file::make(&path, &file.text)?;
        Ok(new_file::open(&path, self.out))
    }

    fn pack(self, args: &PackArgs) -> Result<io::Result<Outcome>> {
        let paths = self.paths()?;
        let target = OutputTarget::find(args.output.as_deref(), &paths)?;
        let own = content::user_files(&paths);
        let mut text = Vec::new();
        let outcome = pack::run(&args.item, &own, &Catalog::with_user_files(&own), &mut text)?;
        if outcome == Outcome::done() { self.deliver(text, &target, outcome) } else { Ok(Ok(outcome)) }
    }

    /// Runs `import`: shows what a pack or a file of another program would change, asks, and writes it.
    fn import(self, args: &ImportArgs) -> Result<io::Result<Outcome>> {
        let paths = self.paths()?;
        let file = shown(&args.file);
        let text = match content::text_to_import(&args.file) {
            Ok(text) => text,
            Err(why) => return Ok(Ok(import::refused(&[Problem::whole_file(&file, why)]))),
        };
        let import = match Import::read(&file, &text, &content::user_files(&paths), &args.matches) {
            Ok(import) => import,
            Err(outcome) => return Ok(Ok(outcome)),
        };
        import.tell(self.out)?;
        let overwrites = import.count(ImportChange::Overwrites);
        if args.dry_run || import.to_write().next().is_none() {
            let last = if args.dry_run { "Nothing was written.".to_owned() } else { import::done(&import) };
            return Ok(writeln!(self.out, "{last}").map(|()| Outcome::done()));
        }
        if args.yes && overwrites > 0 && !args.replace {
            let why = "files of yours would be replaced; with --replace they are. Nothing was written";
            return Ok(Ok(Outcome::failed(why)));
        }
        if !args.yes && !agrees(overwrites, self.out)? {
            return Ok(Ok(Outcome::failed("nothing was written; answer y, or use --yes")));
        }
        for item in import.to_write() {
            let path = paths.own_file(item.kind, &item.id);
            make_folder(folder_of(&path), OWN_FOLDER)?;
            replace(&path, item.text.as_bytes())?;
        }
        Ok(writeln!(self.out, "{}", import::done(&import)).map(|()| Outcome::done()))
    }

    /// Runs `report`. A page that lacks something is written all the same, because it says so itself.
    fn report(self, args: &ReportArgs) -> Result<io::Result<Outcome>> {
        let target = OutputTarget::find(args.output.as_deref(), &self.paths()?)?;
        let MadePage { bytes, outcome } = pages::report(&self.paths()?, &self.store()?, args, self.now)?;
        self.deliver(bytes, &target, outcome)
    }

    /// Writes a page to a file, whole or not at all so that an earlier one is not lost, or to standard output.
    fn deliver(self, page: Vec<u8>, target: &OutputTarget, outcome: Outcome) -> Result<io::Result<Outcome>> {
        Ok(target.write(page, self.out)?.map(|()| outcome))
    }

    /// Runs `remind`: sets up a start by the system's clock, or is that start.
    fn remind(self, args: &RemindArgs) -> Result<io::Result<Outcome>> {
        let (paths, store) = (self.paths()?, self.store()?);
        let (catalog, settings) = self.content()?;
        let (paths, store, catalog, settings) = (&paths, &store, &catalog, &settings);
        let desk = ReminderDesk { home: self.home, paths, store, catalog, settings, now: self.now };
        desk.run(args, self.out)
    }

    fn check(self, args: &CheckArgs) -> Result<io::Result<Outcome>> {
        let paths = if args.files.is_empty() { Some(self.paths()?) } else { self.paths().ok() };
        let own = paths.as_ref().map(content::user_files).unwrap_or_default();
        let asked = match paths {
            Some(paths) if args.files.is_empty() => {
                CheckTarget::Own { settings: config::file(&paths), folder: shown(&paths.config) }
            }
            _ => CheckTarget::Files(args.files.iter().map(|file| content::text_file(file)).collect()),
        };
        Ok(check::run(own, &asked, args.json.json, self.out))
    }
}

/// Writes the output of a command that writes entries; if that fails, the output becomes messages on standard error.
/// The exit code stays that of the entries, so that a script does not write them again because of lost output.
fn tell_of_entries(said: &[u8], mut outcome: Outcome, out: &mut dyn Write) -> Outcome {
    match out.write_all(said).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let said = String::from_utf8_lossy(said);
            let trouble = format!("supple: cannot write the output: {}", in_words(&error));
            outcome.messages.splice(0..0, said.lines().map(str::to_owned).chain([trouble]));
        }
        _ => {}
    }
    outcome
}

/// Writes an entry to the journal, or keeps it for later.
fn write(store: &Store, paths: &Paths, entry: &Entry) -> RatingOutcome {
    let entries = std::slice::from_ref(entry);
    let why = match store.append(entries) {
        // Earlier entries that still cannot be written stay stashed.
        Ok(()) => return RatingOutcome::Written { earlier: store.take_stashed().unwrap_or(0) },
        Err(why) => why.to_string(),
    };
    match store.stash(entries) {
        Ok(()) => RatingOutcome::Kept { why, folder: shown(&paths.state) },
        Err(also) => RatingOutcome::Lost { why, also: also.to_string() },
    }
}

/// Asks whether to write; only `y` and `yes` are a yes, and no input is a no.
fn agrees(overwrites: usize, out: &mut dyn Write) -> Result<bool> {
    let question = if overwrites > 0 { "Add these, and replace yours? y/n " } else { "Add these? y/n " };
    write!(out, "{question}")?;
    out.flush()?;
    let mut answer = String::new();
    BufReader::new(io::stdin().take(MOST_ANSWER)).read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn places(paths: &Paths, store: &Store) -> Vec<NamedPath> {
    let journal_file = match store.own_file() {
        Ok(Some(file)) => place("journal_file", "this device", &file),
        _ => NamedPath { name: "journal_file", what: "this device".to_owned(), path: None, exists: true },
    };
    let mut places = vec![
        place("config", "config", &paths.config),
        place("data", "data", &paths.data),
        place("state", "state", &paths.state),
        place("journal", "journal", &paths.journal_dir()),
        journal_file,
        place("settings", "settings", &config::path(paths)),
        place("reports", "pages to print", &paths.pages_dir()),
    ];
    places.extend(FileKind::of_users().map(|kind| {
        let what = format!("own {}", kind.folder());
        NamedPath { what, ..place(kind.folder(), "", &paths.own(kind)) }
    }));
    places
}

fn place(name: &'static str, what: &'static str, path: &Path) -> NamedPath {
    NamedPath { name, what: what.to_owned(), path: Some(shown(path)), exists: fs::symlink_metadata(path).is_ok() }
}

/// Makes up the journal and writes it, device by device. It uses built-in content only, so that the same seed at the
/// same time makes the same journal.
///
/// # Errors
/// The journal cannot be written; for people.
fn make_demo(args: Demo, home: Option<&Path>, now: &Now, out: &mut dyn Write) -> Result<io::Result<Outcome>> {
    let Some(home) = super::paths::chosen(home) else { return Ok(Ok(demo::no_home())) };
    let paths = Paths::under(&home)?;
    if !Store::open(&paths, 0).is_empty() {
        return Ok(Ok(demo::has_journal(&shown(&paths.journal_dir()))));
    }
    let mut ids = Ids::new(args.seed);
    let asked = made_up::DemoRequest { weeks: args.weeks, seed: args.seed };
    let made = made_up::journal(asked, &Catalog::built_in(), now.wall, &mut |now| ids.next(now));
    for device in Device::ALL {
        let of_it = made.iter().filter(|one| one.device == device);
        let entries: Vec<Entry> = of_it.map(|one| one.entry.clone()).collect();
        Store::of_device(&paths, device.name()).append(&entries)?;
    }
    Ok(demo::tell(&made, &shown(&home), out))
}
