//! What it takes to fit routines to half a year: 200 sessions and 1000 ratings are gathered once, then each routine is
//! held against them.
//!
//! `cargo bench --bench advice`
#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first trouble")]

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, TimeDelta};
use divan::Bencher;
use supple::domain::advice::adapt::adapt;
use supple::domain::advice::clinic::clinic_line;
use supple::domain::advice::limits::Limits;
use supple::domain::advice::readiness::{Readiness, Situation};
use supple::domain::advice::suggest::{Wishes, suggest};
use supple::domain::content::catalog::Catalog;
use supple::domain::content::exercise::{Exercise, Id};
use supple::domain::content::routine::Routine;
use supple::domain::journal::entry::{
    Body, Entry, Moment, Outcome, Rating, Score, SessionEntry, Stamp, StepOutcome, StepRecord,
};
use supple::domain::journal::merge::Fold;
use supple::domain::journal::merged::Journal;
use supple::domain::session::compile::{Options, compile};
use supple::domain::text::Text;
use uuid::Uuid;

fn main() {
    divan::main();
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::built_in);
static LIMITS: LazyLock<Limits> = LazyLock::new(Limits::default);
static JOURNAL: LazyLock<Journal> = LazyLock::new(half_a_year);

fn exercise(id: &str) -> Option<Arc<Exercise>> {
    CATALOG.exercise(id)
}

fn start() -> Stamp {
    DateTime::parse_from_rfc3339("2026-03-02T18:00:00+01:00").unwrap()
}

fn routine() -> Arc<Routine> {
    CATALOG.routine("uhan-full").unwrap()
}

fn half_a_year() -> Journal {
    let timeline = compile(&routine(), &exercise, Options::default()).unwrap();
    let work = timeline.segments.iter().filter(|segment| segment.is_work());
    let steps: Vec<StepRecord> = work
        .map(|segment| StepRecord {
            exercise: timeline.moves.get(segment.index).unwrap().exercise.clone(),
            round: segment.round,
            set: segment.set,
            side: segment.side,
            sides: None,
            outcome: StepOutcome::Done,
            reason: None,
            by: None,
            planned: segment.quantity(None),
            done: segment.quantity(None),
        })
        .collect();
    let (mut fold, mut id) = (Fold::default(), 0);
    fold.begin_file("bench.jsonl");
    let mut write = |at: Stamp, body: Body| {
        id += 1;
        let entry = Entry::new(Uuid::from_u128(id), at, body);
        fold.line(entry.to_line().as_bytes());
        entry.id
    };
    for n in 0..200 {
        let at = start() + TimeDelta::hours(22 * n);
        let session = SessionEntry {
            ended: at + TimeDelta::minutes(12),
            routine: Id::new("uhan-full").unwrap(),
            title: Text::clean("Uhan"),
            outcome: Outcome::Completed,
            reason: None,
            active_s: 700,
            effort: None,
            note: Text::default(),
            steps: steps.clone(),
        };
        let id = write(at, Body::Session(session));
        let moments = [Moment::Before, Moment::During, Moment::During, Moment::After, Moment::NextMorning];
        for (k, moment) in (0..).zip(moments) {
            let later = TimeDelta::minutes(if moment == Moment::NextMorning { 700 } else { 3 * k });
            let score = Score::new(u8::try_from((n * 7 + k) % 4).unwrap());
            let exercise = (moment == Moment::During).then(|| steps.first().unwrap().exercise.clone());
            write(at + later, Body::Rating(Rating { score, exercise, session: Some(id), ..Rating::new(moment) }));
        }
    }
    fold.finish()
}

fn situation() -> Situation<'static> {
    Situation {
        journal: &JOURNAL,
        exercise: &exercise,
        limits: &LIMITS,
        at_hand: None,
        now: start() + TimeDelta::hours(22 * 200),
    }
}

#[divan::bench]
fn gather_and_adapt(bencher: Bencher) {
    let (routine, situation) = (routine(), situation());
    bencher.bench_local(|| adapt(&routine, None, &Readiness::of(situation, None)));
}

#[divan::bench]
fn adapt_one_more(bencher: Bencher) {
    let (routine, today) = (routine(), Readiness::of(situation(), None));
    bencher.bench_local(|| adapt(&routine, None, &today));
}

#[divan::bench]
fn suggest_for_home(bencher: Bencher) {
    let today = Readiness::of(situation(), None);
    bencher.bench_local(|| suggest(&today, &CATALOG, Wishes { goal: Some(3), minutes: None }));
}

#[divan::bench]
fn line_about_a_clinic(bencher: Bencher) {
    let Situation { journal, limits, now, .. } = situation();
    bencher.bench_local(|| clinic_line(journal, limits, now, None));
}
