//! A session as an activity: its work, and its sets with the rests between them.
//!
//! No pain and no note is in it: such files are made to be passed on to a training site.

use super::super::title_of;
use super::watch_name::{WatchName, title};
use super::{FitField, FitFileType, FitMessage, FitValue, FitWriter, SubSport, TRAINING, fit_time, millis};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::Kind;
use crate::domain::journal::done::was_done;
use crate::domain::journal::entry::{Quantity, SessionEntry, StepRecord};
use crate::domain::journal::merged::Logged;

/// Seconds of a rep and of a breath, where only their number is known. Our choice, as in the player.
const REP_S: u32 = 4;
const BREATH_S: u32 = 6;

const TIMER: u8 = 0;
const LAP: u8 = 9;
const ACTIVITY: u8 = 26;
const START: u8 = 0;
const STOP: u8 = 1;
const STOP_ALL: u8 = 4;
const SESSION_END: u8 = 7;

/// Returns `session` as a file; `None` if its time lies outside of FIT's calendar.
///
/// The time of the timer is the session's work, as in all of supple's statistics; the elapsed time is from its beginning
/// to its end.
pub fn activity(session: &Logged<SessionEntry>, catalog: &Catalog) -> Option<Vec<u8>> {
    let start = fit_time(session.at)?;
    let wall = u32::try_from((session.ended - session.at).num_seconds()).unwrap_or_default();
    let elapsed = wall.max(session.active_s);
    let end = start.checked_add(elapsed).filter(|end| *end < u32::MAX)?;
    let done: Vec<&StepRecord> = session.steps.iter().filter(|step| was_done(step)).collect();
    let sport = sport(&done, catalog);

    let mut file = FitWriter::begin(FitFileType::Activity, serial(session), start);
    file.message(FitMessage::Event, &event(start, START));
    for at in [start, end] {
        file.message(FitMessage::Record, &[(253, FitValue::U32(at))]);
    }
    let exercises = exercises(&done);
    write_sets(&mut file, &spread(&done, elapsed), &exercises, start);
    write_titles(&mut file, &exercises, catalog);
    file.message(FitMessage::Event, &event(end, STOP_ALL));
    let spans = [FitValue::U32(millis(elapsed)), FitValue::U32(millis(session.active_s))];
    write_lap(&mut file, start, end, &spans, sport);
    write_session(&mut file, start, end, &spans, sport, title_of(session));
    let local = i64::from(end) + i64::from(session.at.offset().local_minus_utc());
    let [_, timer] = spans;
    file.message(
        FitMessage::Activity,
        &[
            (253, FitValue::U32(end)),
            (0, timer),
            (1, FitValue::U16(1)),
            (2, FitValue::Enum(0)),
            (3, FitValue::Enum(ACTIVITY)),
            (4, FitValue::Enum(STOP)),
            (5, FitValue::U32(u32::try_from(local).unwrap_or(end))),
        ],
    );
    Some(file.finish())
}

/// Returns the part of the sport that most sets were.
fn sport(done: &[&StepRecord], catalog: &Catalog) -> SubSport {
    let kinds = done.iter().map(|step| catalog.exercise(step.exercise.as_str()).map_or(Kind::Stretch, |it| it.kind));
    SubSport::of(kinds)
}

/// Returns a number of the file that is the same each time: a site knows by it what it has already.
fn serial(session: &Logged<SessionEntry>) -> u32 {
    let (high, low) = session.id.as_u64_pair();
    let folded = high ^ low;
    u32::try_from((folded >> 32) ^ (folded & u64::from(u32::MAX))).unwrap_or(1)
}

fn event(at: u32, event_type: u8) -> [FitField; 3] {
    [(253, FitValue::U32(at)), (0, FitValue::Enum(TIMER)), (1, FitValue::Enum(event_type))]
}

/// A set, or the rest after it, with its place in the session in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
struct PlacedSet<'a> {
    /// The set; `None` for a rest.
    step: Option<&'a StepRecord>,
    from_ms: u64,
    length_ms: u64,
}

/// Returns the sets in their order, with the time that was not work between them in equal rests: the journal has the
/// length of each set, not its beginning. Sets that are longer than the session are shortened alike.
fn spread<'a>(done: &[&'a StepRecord], elapsed: u32) -> Vec<PlacedSet<'a>> {
    let lengths: Vec<u64> = done.iter().map(|step| u64::from(length(step.done)) * 1000).collect();
    let (all, work) = (u64::from(elapsed) * 1000, lengths.iter().sum::<u64>());
    let gaps = u64::try_from(done.len().saturating_sub(1)).unwrap_or_default();
    let rest = all.saturating_sub(work).checked_div(gaps).unwrap_or_default();
    let mut placed = Vec::new();
    let mut from_ms = 0;
    for (step, length_ms) in done.iter().zip(lengths) {
        if from_ms > 0 && rest > 0 {
            placed.push(PlacedSet { step: None, from_ms, length_ms: rest });
            from_ms += rest;
        }
        let length_ms = if work > all { share(length_ms, all, work) } else { length_ms };
        placed.push(PlacedSet { step: Some(step), from_ms, length_ms });
        from_ms += length_ms;
    }
    placed
}

/// Returns `length` shortened as `work` must be to fit into `all`.
fn share(length: u64, all: u64, work: u64) -> u64 {
    let shortened = u128::from(length) * u128::from(all) / u128::from(work.max(1));
    u64::try_from(shortened).unwrap_or(u64::MAX)
}

/// Returns the seconds of a set, estimated where only reps or breaths were counted.
fn length(done: Quantity) -> u32 {
    match done {
        Quantity { reps: Some(reps), hold_s, .. } => reps.saturating_mul(hold_s.unwrap_or(REP_S)),
        Quantity { hold_s: Some(secs), .. } | Quantity { activity_s: Some(secs), .. } => secs,
        Quantity { breaths: Some(breaths), .. } => breaths.saturating_mul(BREATH_S),
        Quantity { .. } => 0,
    }
}

fn write_sets(file: &mut FitWriter, placed: &[PlacedSet<'_>], exercises: &[&Id], start: u32) {
    for (index, set) in (0..u16::MAX).zip(placed) {
        let mut fields = vec![
            (254, time_after(start, set.from_ms + set.length_ms)),
            (0, FitValue::U32(u32::try_from(set.length_ms).unwrap_or(u32::MAX - 1))),
            (5, FitValue::U8(u8::from(set.step.is_some()))),
            (6, time_after(start, set.from_ms)),
            (10, FitValue::U16(index)),
        ];
        if let Some(step) = set.step {
            let nth = exercises.iter().position(|exercise| **exercise == step.exercise);
            let [category, name] = WatchName::values(&step.exercise, nth);
            fields.extend([(7, category), (8, name)]);
            let reps = step.done.reps.and_then(|reps| u16::try_from(reps).ok());
            fields.extend(reps.map(|reps| (3, FitValue::U16(reps))));
        }
        file.message(FitMessage::Set, &fields);
    }
}

/// Returns the time `ms` milliseconds after `start`.
fn time_after(start: u32, ms: u64) -> FitValue {
    FitValue::U32(start.saturating_add(u32::try_from(ms / 1000).unwrap_or_default()))
}

/// Returns the exercises, each once, in the order they were begun.
fn exercises<'a>(done: &[&'a StepRecord]) -> Vec<&'a Id> {
    let mut ids: Vec<&Id> = Vec::new();
    for step in done {
        if !ids.contains(&&step.exercise) {
            ids.push(&step.exercise);
        }
    }
    ids
}

/// Adds supple's own titles of the exercises.
fn write_titles(file: &mut FitWriter, exercises: &[&Id], catalog: &Catalog) {
    for (nth, exercise) in exercises.iter().enumerate() {
        let [category, name] = WatchName::values(exercise, Some(nth));
        let index = FitValue::U16(u16::try_from(nth).unwrap_or(u16::MAX));
        let fields = [(254, index), (0, category), (1, name), (2, title(catalog, exercise))];
        file.message(FitMessage::ExerciseTitle, &fields);
    }
}

fn write_lap(file: &mut FitWriter, start: u32, end: u32, spans: &[FitValue; 2], sport: SubSport) {
    let [elapsed, timer] = spans.clone();
    file.message(
        FitMessage::Lap,
        &[
            (253, FitValue::U32(end)),
            (254, FitValue::U16(0)),
            (0, FitValue::Enum(LAP)),
            (1, FitValue::Enum(STOP)),
            (2, FitValue::U32(start)),
            (7, elapsed),
            (8, timer),
            (24, FitValue::Enum(SESSION_END)),
            (25, FitValue::Enum(TRAINING)),
            (39, FitValue::Enum(sport as u8)),
        ],
    );
}

fn write_session(file: &mut FitWriter, start: u32, end: u32, spans: &[FitValue; 2], sport: SubSport, title: String) {
    let [elapsed, timer] = spans.clone();
    file.message(
        FitMessage::Session,
        &[
            (253, FitValue::U32(end)),
            (254, FitValue::U16(0)),
            (0, FitValue::Enum(LAP)),
            (1, FitValue::Enum(STOP)),
            (2, FitValue::U32(start)),
            (5, FitValue::Enum(TRAINING)),
            (6, FitValue::Enum(sport as u8)),
            (7, elapsed),
            (8, timer),
            (25, FitValue::U16(0)),
            (26, FitValue::U16(1)),
            (28, FitValue::Enum(0)),
            (110, FitValue::Text(title)),
        ],
    );
}
