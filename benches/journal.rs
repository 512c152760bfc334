//! Budgets of the journal, as ratios within one run: an append costs the same however long the
//! journal is, and reading is limited by the JSON parser.
//!
//! `cargo bench --bench journal`. Where there is a folder in memory (`/dev/shm`) the files are
//! made there, so that what is measured is this program's work and not the disk's.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark stops at the first trouble")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use clap::Parser;
use divan::Bencher;
use serde::Deserialize;
use supple::cli::{Cli, Command, StatsArgs};
use supple::commands::{Inputs, Sheet, export, stats};
use supple::domain::content::catalog::Catalog;
use supple::domain::journal::entry::Entry;
use supple::domain::journal::line::{JournalLine, parse_line};
use supple::domain::journal::merge::Fold;
use supple::domain::time::{Instant, Now};
use supple::runtime::paths::Paths;
use supple::runtime::store::Store;
use supple::state::settings::Settings;
use tempfile::TempDir;
use uuid::Uuid;

const LONG: u128 = 100_000;

fn main() {
    println!("journal of {LONG} sessions: {} MB", fs::metadata(&LONG_JOURNAL.file).unwrap().len() / 1_000_000);
    if std::env::args().any(|arg| arg == "ratio") {
        return print_ratio();
    }
    divan::main();
}

/// `supple stats` against the parser alone, by turns, so that a machine that is busy is so for both.
fn print_ratio() {
    const PAIRS: usize = 15;
    let (catalog, settings, args) = (Catalog::built_in(), Settings::default(), stats_args());
    let mut times: Vec<[Duration; 2]> = (0..=PAIRS)
        .map(|_| [timed(|| all_stats(&catalog, &settings, &args)), timed(|| drop(parsed(&LONG_JOURNAL.file)))])
        .collect();
    // The first pair warms up.
    times.remove(0);
    let ratio = |[stats, parser]: &[Duration; 2]| stats.as_secs_f64() / parser.as_secs_f64();
    let mut ratios: Vec<f64> = times.iter().map(ratio).collect();
    ratios.sort_by(f64::total_cmp);
    let median = ratios.get(PAIRS / 2).unwrap();
    println!("stats: {median:.2} times the parser alone, median of {PAIRS} pairs (at most 1.3)");
}

#[expect(clippy::disallowed_methods, reason = "this measures")]
fn timed(run: impl FnOnce()) -> Duration {
    let start = std::time::Instant::now();
    run();
    start.elapsed()
}

struct Prepared {
    _home: TempDir,
    store: Store,
    file: PathBuf,
}

static LONG_JOURNAL: LazyLock<Prepared> = LazyLock::new(|| prepared(LONG));

fn prepared(sessions: u128) -> Prepared {
    let memory = Path::new("/dev/shm");
    let home = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
    let paths = Paths::under(home.path()).unwrap();
    let store = Store::open(&paths, 0);
    store.append(&[entry(0)]).unwrap();
    let file = fs::read_dir(paths.journal_dir()).unwrap().next().unwrap().unwrap().path();
    let mut out = std::io::BufWriter::new(File::create(&file).unwrap());
    (0..sessions).for_each(|n| out.write_all(line(n).as_bytes()).unwrap());
    out.into_inner().unwrap().sync_all().unwrap();
    Prepared { _home: home, store, file }
}

fn entry(n: u128) -> Entry {
    let Ok(JournalLine::Known(entry)) = parse_line(line(n).as_bytes()) else { unreachable!("a line of our own") };
    entry
}

/// A session like those of use: eight sets of four exercises.
fn line(n: u128) -> String {
    let (day, hour) = (n / 8, 6 + 2 * (n % 8));
    let at = format!("{}-{:02}-{:02}T{hour:02}:02:31+01:00", 1990 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
    let step = |k: usize| {
        let side = if k.is_multiple_of(2) { "left" } else { "right" };
        let exercise =
            ["split-hip-stretch", "bird-dog", "dead-bug", "side-plank-on-knees"].get(k / 2).unwrap_or(&"plank");
        format!(
            r#"{{"exercise":"{exercise}","set":1,"side":"{side}","outcome":"done","planned":{{"hold_s":25}},"done":{{"hold_s":25}}}}"#
        )
    };
    let steps: Vec<String> = (0..8).map(step).collect();
    let id = Uuid::from_u128(0x019a_b0c0_0000_7000_8000_0000_0000_0000 + n);
    format!(
        r#"{{"v":1,"id":"{id}","kind":"session","at":"{at}","ended":"{at}","routine":"split-hip-stop","title":"Split Hip Stop","outcome":"completed","active_s":634,"effort":4,"note":"left side tighter","steps":[{}]}}"#,
        steps.join(",")
    ) + "\n"
}

/// The same lines as the plainest types that hold everything in them.
#[derive(Deserialize)]
#[expect(dead_code, reason = "read by the parser only")]
struct Plain {
    v: u32,
    id: Uuid,
    kind: String,
    at: chrono::DateTime<chrono::FixedOffset>,
    ended: chrono::DateTime<chrono::FixedOffset>,
    routine: String,
    title: String,
    outcome: String,
    reason: Option<String>,
    active_s: u32,
    effort: Option<u8>,
    note: String,
    steps: Vec<PlainStep>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read by the parser only")]
struct PlainStep {
    exercise: String,
    round: Option<u32>,
    set: u32,
    side: Option<Side>,
    sides: Option<Side>,
    outcome: Outcome,
    reason: Option<String>,
    by: Option<String>,
    planned: PlainQuantity,
    done: PlainQuantity,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Side {
    Left,
    Right,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Done,
    Partial,
    Skipped,
    Stopped,
    Swapped,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read by the parser only")]
struct PlainQuantity {
    hold_s: Option<u32>,
    reps: Option<u32>,
    breaths: Option<u32>,
    activity_s: Option<u32>,
}

/// What reading is measured against: the parser, its typed values kept, and nothing else.
#[divan::bench(sample_count = 7, sample_size = 1)]
fn read_100_000_with_serde_json_alone(bencher: Bencher<'_, '_>) {
    bencher.bench(|| parsed(&LONG_JOURNAL.file));
}

fn parsed(file: &Path) -> Vec<Plain> {
    let (mut reader, mut line) = (BufReader::with_capacity(1 << 17, File::open(file).unwrap()), Vec::new());
    let mut all = Vec::new();
    while reader.read_until(b'\n', &mut line).unwrap() > 0 {
        all.push(serde_json::from_slice(&line).unwrap());
        line.clear();
    }
    all
}

/// The same, each value let go at once.
#[divan::bench(sample_count = 7, sample_size = 1)]
fn read_100_000_with_serde_json_alone_and_drop(bencher: Bencher<'_, '_>) {
    let file = &LONG_JOURNAL.file;
    bencher.bench(|| {
        let (mut reader, mut line) = (BufReader::with_capacity(1 << 17, File::open(file).unwrap()), Vec::new());
        let mut count = 0;
        while reader.read_until(b'\n', &mut line).unwrap() > 0 {
            count += divan::black_box(serde_json::from_slice::<Plain>(&line).unwrap()).steps.len();
            line.clear();
        }
        count
    });
}

/// Budget: 1.3 times the parser alone.
#[divan::bench(sample_count = 7, sample_size = 1)]
fn read_100_000_and_fold(bencher: Bencher<'_, '_>) {
    let store = &LONG_JOURNAL.store;
    bencher.bench(|| {
        let journal = store.read(None);
        assert_eq!(journal.sessions().len() as u128, LONG);
        journal
    });
}

/// `supple stats` from the files to the last number. Budget: 1.3 times the parser alone.
#[divan::bench(sample_count = 7, sample_size = 1)]
fn stats_of_100_000(bencher: Bencher<'_, '_>) {
    let (catalog, settings, args) = (Catalog::built_in(), Settings::default(), stats_args());
    bencher.bench(|| all_stats(&catalog, &settings, &args));
}

fn stats_args() -> StatsArgs {
    let Some(Command::Stats(args)) = Cli::parse_from(["supple", "stats"]).command else { unreachable!("a command") };
    args
}

fn all_stats(catalog: &Catalog, settings: &Settings, args: &StatsArgs) {
    let now = Now { mono: Instant::from_millis(0), wall: entry(LONG - 1).at };
    let (journal, mut out) = (LONG_JOURNAL.store.read(None), std::io::sink());
    stats::run(Inputs { journal: &journal, catalog, settings }, args, &now, Sheet::new(&mut out, None)).unwrap();
}

/// Reading and writing without the disk. Budget: at most 1.5 times all of `supple stats`.
#[divan::bench(args = ["json", "csv", "jrnl"], sample_count = 7, sample_size = 1)]
fn export_100_000(bencher: Bencher<'_, '_>, format: &str) {
    let command = Cli::parse_from(["supple", "export", "--format", format, "-o", "tables"]).command;
    let Some(Command::Export(args)) = command else { unreachable!("a command") };
    let (catalog, settings) = (Catalog::built_in(), Settings::default());
    let now = Now { mono: Instant::from_millis(0), wall: entry(LONG - 1).at };
    bencher.bench(|| {
        let fold = if format == "json" { Fold::keeping_all() } else { Fold::default() };
        let (journal, remainder) = LONG_JOURNAL.store.read_into(fold);
        let inputs = Inputs { journal: &journal, catalog: &catalog, settings: &settings };
        export::run(inputs, &remainder, &args, &now).unwrap()
    });
}

/// What the home screen waits for: the last weeks of a long journal.
#[divan::bench(sample_count = 7, sample_size = 1)]
fn read_100_000_since_the_last_month(bencher: Bencher<'_, '_>) {
    let store = &LONG_JOURNAL.store;
    let since = entry(LONG - 100).at;
    bencher.bench(|| store.read(Some(since)));
}

/// Budget: the same for both lengths.
#[divan::bench(args = [10, LONG], max_time = Duration::from_secs(2))]
fn append_one_to(bencher: Bencher<'_, '_>, sessions: u128) {
    let journal = prepared(sessions);
    let one = [entry(LONG * 2)];
    bencher.bench_local(|| journal.store.append(&one).unwrap());
}
