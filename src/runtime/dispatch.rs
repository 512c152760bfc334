//! Runs the commands that need no screen: reads what they need, gives them standard output, writes
//! what they want written.

use std::fs;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::Path;

use anyhow::{Result, bail};

use super::content::{self, shown};
use super::demo;
use super::disk::in_words;
use super::paths::Paths;
use super::port::RECENT;
use super::store::Store;
use super::{config, doctor};
use crate::app::ids::Ids;
use crate::cli::report::Report;
use crate::cli::{Check, Command, Global, Handout, Json, Rate, Stats};
use crate::commands::check::Asked;
use crate::commands::paths::Place;
use crate::commands::rate::Fate;
use crate::commands::{
    Outcome, Sheet, check, completions, doctor as told, handout, list, log, man, paths, rate, report, search, show,
    stats, status,
};
use crate::domain::record::entry::Entry;
use crate::domain::time::Now;

/// So far back a rating is looked at beside others: as far as what was said then is not new.
const RATED_BEFORE: chrono::Days = chrono::Days::new(15);

/// Runs `command`, any but `start`, and gives the exit code. `seed` differs from run to run. Its
/// output goes to standard output, messages to standard error; that nobody reads on is no error.
///
/// # Errors
/// Where the folders are not known, or standard output cannot be written; for people, exit code 1.
pub fn run(command: Command, global: &Global, now: &Now, seed: u64) -> Result<u8> {
    let mut out = BufWriter::new(io::stdout().lock());
    let rim = Rim { global, home: global.home.as_deref(), now, seed, out: &mut out };
    let written = rim.carry_out(command)?.and_then(|outcome| out.flush().map(|()| outcome));
    let outcome = match written {
        Ok(outcome) => outcome,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(0),
        Err(error) => bail!("cannot write the output: {}", in_words(&error)),
    };
    let mut err = io::stderr().lock();
    for message in &outcome.messages {
        // There is nowhere left to say that this fails.
        let _ = writeln!(err, "{message}");
    }
    Ok(outcome.exit.code())
}

/// What commands get from outside.
struct Rim<'a> {
    global: &'a Global,
    home: Option<&'a Path>,
    now: &'a Now,
    seed: u64,
    out: &'a mut dyn Write,
}

impl<'a> Rim<'a> {
    /// The outer error is for people; the inner one says that `out` cannot be written.
    fn carry_out(self, command: Command) -> Result<io::Result<Outcome>> {
        Ok(match command {
            Command::Start(_) => bail!("`start` needs the screen"),
            Command::List(args) => list::run(&content::catalog(&self.paths()?), &args, self.sheet()),
            Command::Show(args) => show::run(&content::catalog(&self.paths()?), &args, self.sheet()),
            Command::Search(args) => search::run(&content::catalog(&self.paths()?), &args, self.sheet()),
            Command::Rate(args) => self.rate(&args)?,
            Command::Log(args) => {
                let catalog = content::catalog(&self.paths()?);
                log::run(&self.store()?.read(None), &catalog, &args, self.now, self.out)
            }
            Command::Stats(args) => self.stats(&args)?,
            Command::Status(args) => self.status(args)?,
            Command::Check(args) => self.check(&args)?,
            Command::Paths(args) => paths::run(&places(&self.paths()?, &self.store()?), args.json, self.out),
            Command::Doctor(args) => {
                let report = doctor::report(&self.paths()?, &self.store()?, self.global, args.repair);
                told::run(&report, args.json.json, self.out)
            }
            Command::Completions(args) => completions::run(&args, self.out),
            Command::Handout(args) => self.handout(&args)?,
            Command::Report(args) => self.report(&args)?,
            Command::Demo(args) => demo::run(args, self.home, self.now, self.out)?,
            Command::Man => man::run(self.out),
        })
    }

    /// Standard output, with its width where it is a terminal; 80 columns where that is not known.
    fn sheet(self) -> Sheet<'a> {
        Sheet::new(self.out, io::stdout().is_terminal().then(|| super::tty::size().0))
    }

    fn paths(&self) -> Result<Paths> {
        Paths::find(self.home)
    }

    fn store(&self) -> Result<Store> {
        Ok(Store::open(&self.paths()?, (self.seed >> 32) as u32))
    }

    fn rate(self, args: &Rate) -> Result<io::Result<Outcome>> {
        if let Some(refused) = rate::refusal(args) {
            return Ok(Ok(refused));
        }
        let (paths, store) = (self.paths()?, self.store()?);
        let journal = store.read(Some(self.now.wall - RATED_BEFORE));
        let entry = rate::entry(args, &journal, &mut Ids::new(self.seed), self.now);
        let asks = rate::opens_questions(&entry, &journal);
        let fate = write(&store, &paths, &entry);
        Ok(rate::tell(&entry, &fate, asks, self.out))
    }

    fn stats(self, args: &Stats) -> Result<io::Result<Outcome>> {
        if let Some(refused) = stats::refusal(args, self.now) {
            return Ok(Ok(refused));
        }
        let (journal, catalog) = (self.store()?.read(None), content::catalog(&self.paths()?));
        let settings = config::read(&self.paths()?, &catalog).settings;
        Ok(stats::run((&journal, &catalog, &settings), args, self.now, self.sheet()))
    }

    /// Of the journal as much as the home screen looks at, for a status bar asks again and again.
    fn status(self, args: Json) -> Result<io::Result<Outcome>> {
        let catalog = content::catalog(&self.paths()?);
        let store = self.store()?;
        let mut journal = store.read(Some(self.now.wall - RECENT));
        // An answer that the journal lost stands in the way all the same.
        for entry in store.kept_answers().into_iter().flatten() {
            journal.insert(entry);
        }
        let settings = config::read(&self.paths()?, &catalog).settings;
        Ok(status::run((&journal, &catalog, &settings), args.json, self.now, self.out))
    }

    /// Into the file whole or not at all, so that an earlier one is not lost.
    fn handout(self, args: &Handout) -> Result<io::Result<Outcome>> {
        let catalog = content::catalog(&self.paths()?);
        let Some(file) = &args.output else { return Ok(handout::run(&catalog, &args.routine, self.out)) };
        let mut page = Vec::new();
        let outcome = handout::run(&catalog, &args.routine, &mut page)?;
        if outcome == Outcome::done() {
            super::disk::replace(file, &page)?;
        }
        Ok(Ok(outcome))
    }

    /// As the handout. One that lacks something is written all the same: it says so.
    fn report(self, args: &Report) -> Result<io::Result<Outcome>> {
        let (journal, catalog) = (self.store()?.read(None), content::catalog(&self.paths()?));
        let settings = config::read(&self.paths()?, &catalog).settings;
        let source = (&journal, &catalog, &settings);
        let Some(file) = &args.output else { return Ok(report::run(source, args, self.now, self.out)) };
        let mut page = Vec::new();
        let outcome = report::run(source, args, self.now, &mut page)?;
        super::disk::replace(file, &page)?;
        Ok(Ok(outcome))
    }

    fn check(self, args: &Check) -> Result<io::Result<Outcome>> {
        let paths = if args.files.is_empty() { Some(self.paths()?) } else { self.paths().ok() };
        let own = paths.as_ref().map(content::user_files).unwrap_or_default();
        let asked = match paths {
            Some(paths) if args.files.is_empty() => {
                Asked::Own { settings: config::file(&paths), folder: shown(&paths.config) }
            }
            _ => Asked::Files(args.files.iter().map(|file| content::text_file(file)).collect()),
        };
        Ok(check::run(own, &asked, args.json.json, self.out))
    }
}

/// Writes an entry to the journal, or keeps it for later.
fn write(store: &Store, paths: &Paths, entry: &Entry) -> Fate {
    let entries = std::slice::from_ref(entry);
    let why = match store.append(entries) {
        // Earlier entries that still cannot be written stay where they are.
        Ok(()) => return Fate::Written { earlier: store.take_stashed().unwrap_or(0) },
        Err(why) => without_breaks(&why.to_string()),
    };
    match store.stash(entries) {
        Ok(()) => Fate::Kept { why, folder: shown(&paths.state) },
        Err(also) => Fate::Lost { why, also: without_breaks(&also.to_string()) },
    }
}

fn without_breaks(message: &str) -> String {
    crate::domain::text::without_controls(message)
}

fn places(paths: &Paths, store: &Store) -> Vec<Place> {
    let place = |name, what, path: &Path| Place {
        name,
        what,
        path: Some(shown(path)),
        exists: fs::symlink_metadata(path).is_ok(),
    };
    let own = store.own_file().ok().flatten();
    let journal_file = match &own {
        Some(file) => place("journal_file", "this device", file),
        None => Place { name: "journal_file", what: "this device", path: None, exists: true },
    };
    vec![
        place("config", "config", &paths.config),
        place("data", "data", &paths.data),
        place("state", "state", &paths.state),
        place("journal", "journal", &paths.journal_dir()),
        journal_file,
        place("settings", "settings", &config::path(paths)),
        place("exercises", "own exercises", &paths.user_exercises()),
        place("routines", "own routines", &paths.user_routines()),
        place("plans", "own plans", &paths.user_plans()),
        place("figures", "own figures", &paths.user_figures()),
    ]
}
