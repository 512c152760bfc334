//! The journal as tables (CSV, RFC 4180) for spreadsheets and databases.
//!
//! An empty cell is a question that was not asked or not answered; 0 is an answer. A cell that a spreadsheet would run
//! as a formula begins with an apostrophe.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;
use csv::{Terminator, WriterBuilder};
use serde::Serialize;
use uuid::Uuid;

use super::{Export, ExportedFile};
use crate::domain::content::exercise::Id;
use crate::domain::content::words::Sides;
use crate::domain::journal::browse::{EntryKind, Item};
use crate::domain::journal::done::{counts, outcome};
use crate::domain::journal::entry::{
    PainSide, Quantity, Rating, Region, Score, SessionEntry, Side, Spot, Spread, Stamp, StepRecord,
};
use crate::domain::journal::merged::Logged;
use crate::domain::journal::self_report::ActivityScore;
use crate::domain::journal::session_ratings::{SessionRatings, gather};
use crate::domain::journal::summary::{exercise_name, whole_parts};
use crate::domain::journal::timestamp;
use crate::domain::text::Text;

/// The kinds of entry that have a table of their own.
pub(super) const KINDS: [EntryKind; 3] = [EntryKind::Session, EntryKind::Rating, EntryKind::Activity];

/// Separates the items of a list in a cell.
const AND: &str = "; ";

/// Beginnings of a cell that some spreadsheet takes for those of a formula, also in their full-width form.
const RUN: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Returns the tables of the kinds asked for: `ratings.csv`, `sessions.csv`, `steps.csv`, `activities.csv`; only one for
/// a single kind.
pub(super) fn files(export: &Export<'_>) -> Vec<ExportedFile> {
    let sessions: Vec<&Logged<SessionEntry>> = export.items.iter().filter_map(session).collect();
    let mut files = Vec::new();
    if has(export, EntryKind::Session) {
        files.push(table("sessions", session_rows(export, &sessions)));
    }
    if has(export, EntryKind::Rating) {
        files.push(table("ratings", export.items.iter().filter_map(|item| rating_row(export, item))));
    }
    if has(export, EntryKind::Activity) {
        files.push(table("activities", export.items.iter().filter_map(|item| activity_row(export, item))));
    }
    if export.kind.is_none() {
        files.push(steps(export, &sessions));
    }
    files
}

/// Returns true if entries of `kind` are asked for.
fn has(export: &Export<'_>, kind: EntryKind) -> bool {
    export.kind.is_none_or(|only| only == kind)
}

/// Returns the table of the sets of `sessions`.
fn steps(export: &Export<'_>, sessions: &[&Logged<SessionEntry>]) -> ExportedFile {
    let mut names: HashMap<&str, String> = HashMap::new();
    for step in sessions.iter().flat_map(|session| &session.steps) {
        let id = step.exercise.as_str();
        names.entry(id).or_insert_with(|| exercise_name(export.catalog, id));
    }
    let rows = sessions.iter().flat_map(|session| (1..).zip(&session.steps).map(move |step| (session, step)));
    let rows = rows.map(|(session, (number, step))| {
        let name = names.get(step.exercise.as_str()).map(String::as_str);
        step_row(session, number, step, name.unwrap_or_default())
    });
    table("steps", rows)
}

/// Text in a cell, made harmless.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(transparent)]
struct SafeCell<'a>(Cow<'a, str>);

impl<'a> SafeCell<'a> {
    fn new(text: &'a str) -> Self {
        Self(if text.starts_with(RUN) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) })
    }

    fn optional(text: Option<&'a Text>) -> Self {
        Self::new(text.map(Text::as_str).unwrap_or_default())
    }
}

/// A row of `sessions.csv`.
#[derive(Default, Serialize)]
struct SessionCells<'a> {
    id: Uuid,
    #[serde(serialize_with = "timestamp::write")]
    at: Stamp,
    date: NaiveDate,
    #[serde(serialize_with = "timestamp::write")]
    ended: Stamp,
    routine: &'a str,
    title: SafeCell<'a>,
    outcome: &'a str,
    reason: SafeCell<'a>,
    /// False if nothing was done in it.
    counts: bool,
    active_s: u32,
    parts_done: usize,
    parts: usize,
    effort: Option<Score>,
    pain_before: Option<Score>,
    /// The highest.
    pain_during: Option<Score>,
    pain_after: Option<Score>,
    pain_next_morning: Option<Score>,
    note: SafeCell<'a>,
    device: SafeCell<'a>,
}

/// A row of `steps.csv`.
#[derive(Default, Serialize)]
struct StepCells<'a> {
    session: Uuid,
    #[serde(serialize_with = "timestamp::write")]
    at: Stamp,
    number: usize,
    exercise: &'a str,
    name: SafeCell<'a>,
    round: u32,
    set: u32,
    side: Option<Side>,
    sides: Option<Sides>,
    outcome: &'a str,
    reason: SafeCell<'a>,
    by: Option<&'a Id>,
    planned_hold_s: Option<u32>,
    planned_reps: Option<u32>,
    planned_breaths: Option<u32>,
    planned_activity_s: Option<u32>,
    done_hold_s: Option<u32>,
    done_reps: Option<u32>,
    done_breaths: Option<u32>,
    done_activity_s: Option<u32>,
}

/// A row of `ratings.csv`.
#[derive(Default, Serialize)]
struct RatingCells<'a> {
    id: Uuid,
    #[serde(serialize_with = "timestamp::write")]
    at: Stamp,
    date: NaiveDate,
    moment: &'a str,
    score: Option<Score>,
    region: Option<Region>,
    side: Option<PainSide>,
    /// Further places.
    also: String,
    spread: Option<Spread>,
    words: String,
    stiff_min: Option<u16>,
    training_sore: bool,
    session: Option<Uuid>,
    exercise: Option<&'a Id>,
    step: Option<u32>,
    working_side: Option<Side>,
    set: Option<u32>,
    second: Option<u32>,
    note: SafeCell<'a>,
    device: SafeCell<'a>,
}

/// A row of `activities.csv`.
#[derive(Default, Serialize)]
struct ActivityCells<'a> {
    id: Uuid,
    #[serde(serialize_with = "timestamp::write")]
    at: Stamp,
    date: NaiveDate,
    name: SafeCell<'a>,
    score: Option<Score>,
    removed: bool,
    device: SafeCell<'a>,
}

fn session<'a>(item: &Item<'a>) -> Option<&'a Logged<SessionEntry>> {
    if let Item::Session(session) = item { Some(session) } else { None }
}

fn session_rows<'a>(
    export: &Export<'a>,
    sessions: &[&'a Logged<SessionEntry>],
) -> impl Iterator<Item = SessionCells<'a>> {
    let gathered = gather(sessions, export.journal.ratings().iter()).sessions;
    sessions.iter().zip(gathered).map(|(session, ratings)| session_row(export, session, &ratings))
}

fn session_row<'a>(
    export: &Export<'a>,
    session: &'a Logged<SessionEntry>,
    ratings: &SessionRatings<'a>,
) -> SessionCells<'a> {
    let [before, after, morning] =
        [ratings.before, ratings.after, ratings.morning()].map(|rating| rating.and_then(|rating| rating.score));
    SessionCells {
        id: session.id,
        at: session.at,
        date: session.at.date_naive(),
        ended: session.ended,
        routine: session.routine.as_str(),
        title: SafeCell::new(session.title.as_str()),
        outcome: outcome(session).as_str(),
        reason: SafeCell::optional(session.reason.as_ref()),
        counts: counts(session),
        active_s: session.active_s,
        parts_done: whole_parts(session),
        parts: session.steps.len(),
        effort: session.effort,
        pain_before: before,
        pain_during: ratings.highest(),
        pain_after: after,
        pain_next_morning: morning,
        note: SafeCell::new(session.note.as_str()),
        device: SafeCell::new(export.device(session.id)),
    }
}

fn step_row<'a>(session: &Logged<SessionEntry>, number: usize, step: &'a StepRecord, name: &'a str) -> StepCells<'a> {
    let (Quantity { hold_s, reps, breaths, activity_s }, done) = (step.planned, step.done);
    StepCells {
        session: session.id,
        at: session.at,
        number,
        exercise: step.exercise.as_str(),
        name: SafeCell::new(name),
        round: step.round,
        set: step.set,
        side: step.side,
        sides: step.sides,
        outcome: step.outcome.as_str(),
        reason: SafeCell::optional(step.reason.as_ref()),
        by: step.by.as_ref(),
        planned_hold_s: hold_s,
        planned_reps: reps,
        planned_breaths: breaths,
        planned_activity_s: activity_s,
        done_hold_s: done.hold_s,
        done_reps: done.reps,
        done_breaths: done.breaths,
        done_activity_s: done.activity_s,
    }
}

fn rating_row<'a>(export: &Export<'a>, item: &Item<'a>) -> Option<RatingCells<'a>> {
    let Item::Rating(logged) = item else { return None };
    let rating: &Rating = logged;
    Some(RatingCells {
        id: logged.id,
        at: logged.at,
        date: logged.at.date_naive(),
        moment: rating.moment.as_str(),
        score: rating.score,
        region: rating.region,
        side: rating.side,
        also: rating.also.iter().map(spot_text).collect::<Vec<_>>().join(AND),
        spread: rating.spread,
        words: rating.words.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(AND),
        stiff_min: rating.stiff_min,
        training_sore: rating.training_sore,
        session: rating.session,
        exercise: rating.exercise.as_ref(),
        step: rating.step,
        working_side: rating.working_side,
        set: rating.set,
        second: rating.second,
        note: SafeCell::optional(rating.note.as_ref()),
        device: SafeCell::new(export.device(logged.id)),
    })
}

/// Returns a place in the words of the columns `region` and `side`: `low_back left`.
fn spot_text(spot: &Spot) -> String {
    let side = spot.side.map(|side| format!(" {side}")).unwrap_or_default();
    format!("{}{side}", spot.region)
}

fn activity_row<'a>(export: &Export<'a>, item: &Item<'a>) -> Option<ActivityCells<'a>> {
    let Item::Activity(logged) = item else { return None };
    let ActivityScore { name, score, removed } = &logged.body;
    Some(ActivityCells {
        id: logged.id,
        at: logged.at,
        date: logged.at.date_naive(),
        name: SafeCell::new(name.as_str()),
        score: *score,
        removed: *removed,
        device: SafeCell::new(export.device(logged.id)),
    })
}

/// Returns a table with its header, also if it has no rows.
#[expect(
    clippy::expect_used,
    reason = "rows of one struct have the same length, and memory takes all: nothing can fail"
)]
fn table<R: Serialize + Default>(name: &str, rows: impl Iterator<Item = R>) -> ExportedFile {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let mut is_empty = true;
    for row in rows {
        writer.serialize(row).expect("a row of plain cells");
        is_empty = false;
    }
    if is_empty {
        writer.serialize(R::default()).expect("a row of plain cells");
    }
    let mut bytes = writer.into_inner().expect("a list of bytes");
    if is_empty {
        // The names of the columns are those of the fields, and only a row knows them.
        let header = bytes.windows(2).position(|pair| pair == b"\r\n").map_or(0, |end| end + 2);
        bytes.truncate(header);
    }
    ExportedFile::new(&format!("{name}.csv"), bytes)
}
