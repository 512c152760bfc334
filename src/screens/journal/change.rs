//! The fields of an entry that can be changed, their editors, and the entries that change them.

use chrono::{NaiveDate, NaiveTime, SecondsFormat, TimeDelta};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::editor::{Editor, Entered, Sort};
use crate::domain::content::words::WordList;
use crate::domain::journal::entry::{
    Body, Entry, Moment, Outcome, Quantity, SessionEntry, Stamp, StepOutcome, StepRecord,
};
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::journal::self_report::Verdict;
use crate::domain::journal::session_ratings::ratings_of;
use crate::domain::journal::timestamp::whole_secs;
use crate::domain::text::Text;
use crate::domain::time::zone_rules::{Placed, ZoneRules};
use crate::domain::time::{Now, calendar};
use crate::state::cx::Cx;

/// A field of an entry that can be changed by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryField {
    /// The effort of a session.
    Effort,
    /// The score of an activity.
    Score,
    /// The note of a session or rating, or the text of a note.
    Note,
    /// The day of any entry.
    Day,
    /// The time of day of any entry.
    Time,
    /// The length of a session, in minutes.
    Minutes,
    /// The outcome of a session.
    Outcome,
    /// The reason for stopping a session.
    Reason,
    /// The moment of a rating.
    Moment,
    /// The minutes of morning stiffness of a rating.
    Stiff,
    /// The name of an activity.
    Name,
    /// The value measured in a self-test.
    Measured,
    /// The verdict of a self-test.
    Verdict,
    /// The amount done of a step, by its index.
    Step(usize),
}

impl EntryField {
    /// The label on screen.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Effort => "effort",
            Self::Score => "score",
            Self::Note => "note",
            Self::Day => "day",
            Self::Time => "time",
            Self::Minutes => "minutes",
            Self::Outcome => "how it went",
            Self::Reason => "reason",
            Self::Moment => "when",
            Self::Stiff => "minutes stiff",
            Self::Name => "name",
            Self::Measured => "measured",
            Self::Verdict => "result",
            Self::Step(_) => "what was done",
        }
    }

    /// The value in `entry`, as it is entered; `None` if the entry has no such field.
    pub(super) fn value(self, entry: &Entry) -> Option<String> {
        Some(match (self, &entry.body) {
            (Self::Day, _) => entry.at.date_naive().to_string(),
            (Self::Time, _) => entry.at.format("%H:%M").to_string(),
            (Self::Effort, Body::Session(session)) => or_empty(session.effort),
            (Self::Note, Body::Session(session)) => session.note.to_string(),
            (Self::Minutes, Body::Session(session)) => minutes(session.active_s).to_string(),
            (Self::Outcome, Body::Session(session)) => session.outcome.to_string(),
            (Self::Reason, Body::Session(session)) => or_empty(session.reason.as_ref()),
            (Self::Step(at), Body::Session(session)) => {
                let step = session.steps.get(at)?;
                if step.outcome == StepOutcome::Skipped { "skipped".to_owned() } else { amount(step.done)?.to_string() }
            }
            (Self::Note, Body::Rating(rating)) => or_empty(rating.note.as_ref()),
            (Self::Moment, Body::Rating(rating)) => rating.moment.to_string(),
            (Self::Stiff, Body::Rating(rating)) => or_empty(rating.stiff_min),
            (Self::Note, Body::Note(note)) => note.text.to_string(),
            (Self::Name, Body::Activity(activity)) => activity.name.to_string(),
            (Self::Score, Body::Activity(activity)) => or_empty(activity.score),
            (Self::Measured, Body::SelfTest(tried)) => or_empty(tried.value),
            (Self::Verdict, Body::SelfTest(tried)) => or_empty(tried.verdict),
            (_, Body::Session(_) | Body::Rating(_) | Body::Note(_) | Body::Activity(_) | Body::SelfTest(_))
            | (_, Body::Safety(_) | Body::RedFlagSeen(_) | Body::Plan(_) | Body::Goal(_))
            | (_, Body::Amend { .. } | Body::Delete { .. }) => return None,
        })
    }

    /// An editor for another value; `None` if the entry has no such field.
    pub(super) fn editor(self, entry: &Entry, today: NaiveDate) -> Option<Editor> {
        let sort = match self {
            Self::Note | Self::Reason | Self::Name => Sort::Text,
            Self::Effort | Self::Score => Sort::Number(10, true),
            Self::Stiff => Sort::Number(999, true),
            Self::Measured => Sort::Number(9_999, true),
            Self::Minutes => Sort::Number(1_440, false),
            Self::Day => Sort::Day(false),
            Self::Time => Sort::Time,
            Self::Outcome => words::<Outcome>(),
            Self::Moment => Sort::Choice(moments()),
            Self::Verdict => words::<Verdict>(),
            Self::Step(at) => {
                let Body::Session(session) = &entry.body else { return None };
                let planned = amount(session.steps.get(at)?.planned)?;
                Sort::Choice(amounts(planned))
            }
        };
        Some(Editor::new(self.name(), sort, &self.value(entry)?, today))
    }

    /// The entries that change it to the entered value; none if it is that already.
    ///
    /// # Errors
    /// The reason against the value, for people.
    pub(super) fn amends(self, entered: &Entered, entry: &Entry, cx: &mut Cx<'_>) -> Result<Vec<Entry>, String> {
        let set = match (self, entered) {
            (Self::Day, Entered::Day(Some(day))) => return moved(entry, *day, entry.at.time(), cx),
            (Self::Time, Entered::Time(time)) => return moved(entry, entry.at.date_naive(), *time, cx),
            (Self::Minutes, Entered::Number(Some(minutes))) => set_minutes(entry, *minutes),
            (Self::Step(at), Entered::Choice(done)) => set_step(entry, at, done),
            (Self::Name, Entered::Text(name)) if Text::clean(name).is_empty() => {
                return Err("give it a name".to_owned());
            }
            (Self::Note, Entered::Text(text)) if matches!(entry.body, Body::Note(_)) => {
                let text = Text::clean(text);
                if text.is_empty() {
                    return Err("x on the list deletes it".to_owned());
                }
                only("text", text.as_str().into())
            }
            (field, Entered::Text(text)) => only(field.key(), optional(entry, &Text::clean(text))),
            (field, Entered::Number(number)) => only(field.key(), number.map_or(Value::Null, Value::from)),
            (field, Entered::Choice(word)) => only(field.key(), word.as_str().into()),
            _ => Map::new(),
        };
        Ok(amend(entry, set, cx).into_iter().collect())
    }

    /// The time of `entry` after the change, if that concerns its time; `rules` are those of the local time zone.
    pub(super) fn time(self, entered: &Entered, entry: &Entry, rules: ZoneRules) -> Option<Placed> {
        match (self, entered) {
            (Self::Day, Entered::Day(Some(day))) => rules.place(*day, entry.at.time(), entry.at).ok(),
            (Self::Time, Entered::Time(time)) => rules.place(entry.at.date_naive(), *time, entry.at).ok(),
            _ => None,
        }
    }

    /// The name of the field in the journal.
    const fn key(self) -> &'static str {
        match self {
            Self::Effort => "effort",
            Self::Score => "score",
            Self::Note => "note",
            Self::Day | Self::Time => "at",
            Self::Minutes => "active_s",
            Self::Outcome => "outcome",
            Self::Reason => "reason",
            Self::Moment => "moment",
            Self::Stiff => "stiff_min",
            Self::Name => "name",
            Self::Measured => "value",
            Self::Verdict => "verdict",
            Self::Step(_) => "steps",
        }
    }
}

/// The value as text; empty if there is none.
pub(super) fn or_empty(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Seconds in whole minutes, rounded.
pub(super) const fn minutes(secs: u32) -> u32 {
    (secs + 30) / 60
}

/// An entry that changes `entry` by `set`; `None` if it says that already.
pub(super) fn amend(entry: &Entry, set: Map<String, Value>, cx: &mut Cx<'_>) -> Option<Entry> {
    let was: Map<String, Value> = serde_json::from_str(&entry.to_line()).unwrap_or_default();
    let set: Map<String, Value> =
        set.into_iter().filter(|(name, value)| was.get(name).unwrap_or(&Value::Null) != value).collect();
    if set.is_empty() {
        return None;
    }
    let id = cx.model.ids.next(cx.now);
    let at = after_others(entry.id, id, cx);
    Some(Entry::new(id, at, Body::Amend { target: entry.id, set }))
}

/// The time of a change: now, or after the last change of the same entry, so that a clock put back does not make it the
/// earlier one.
fn after_others(target: Uuid, id: Uuid, cx: &Cx<'_>) -> Stamp {
    let now = whole_secs(cx.now.wall);
    let changes = cx.model.journal().into_iter().flat_map(Journal::changes);
    let of_it = changes.filter(|change| matches!(change.body, Body::Amend { target: other, .. } if other == target));
    let last = of_it.map(|change| (change.at, change.id)).max();
    last.filter(|last| *last >= (now, id)).map_or(now, |(at, _)| calendar::moved(at, TimeDelta::seconds(1)))
}

fn words<W: WordList + 'static>() -> Sort {
    Sort::Choice(W::ALL.iter().map(|(word, _)| (word.replace('_', " "), (*word).to_owned())).collect())
}

/// The moments of a rating, with their labels.
fn moments() -> Vec<(String, String)> {
    let all = [("any time", Moment::Other), ("before", Moment::Before), ("after", Moment::After)];
    let all = all.into_iter().chain([("next morning", Moment::NextMorning), ("during", Moment::During)]);
    all.map(|(said, moment)| (said.to_owned(), moment.to_string())).collect()
}

/// The choices for a step: as planned, left out, or another number.
fn amounts(planned: u32) -> Vec<(String, String)> {
    let mut all = vec![(format!("{planned}, as planned"), planned.to_string())];
    all.push(("skipped".to_owned(), "skipped".to_owned()));
    let most = planned.saturating_mul(2).min(planned.saturating_add(60));
    all.extend((0..=most).filter(|number| *number != planned).map(|number| (number.to_string(), number.to_string())));
    all
}

fn only(key: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(key.to_owned(), value)])
}

/// A text that may be empty: a session's note then stays a text, other fields become null.
fn optional(entry: &Entry, text: &Text) -> Value {
    let is_session = matches!(entry.body, Body::Session(_));
    if text.is_empty() && !is_session { Value::Null } else { text.as_str().into() }
}

fn stamp_value(at: Stamp) -> Value {
    whole_secs(at).to_rfc3339_opts(SecondsFormat::AutoSi, false).into()
}

/// Moves an entry in time; a session with its end and its ratings.
fn moved(entry: &Entry, day: NaiveDate, time: NaiveTime, cx: &mut Cx<'_>) -> Result<Vec<Entry>, String> {
    let rules = cx.model.zone_rules;
    let to = rules.place(day, time, entry.at)?.at;
    let by = to - entry.at;
    let later = |at: Stamp| stamp_value(rules.shown(calendar::moved(at, by)));
    refuse_future(to, cx.now)?;
    let mut set = only("at", stamp_value(to));
    let mut others = Vec::new();
    if let Body::Session(session) = &entry.body {
        set.insert("ended".to_owned(), later(session.ended));
        let logged = Logged { id: entry.id, at: entry.at, body: session.clone() };
        let journal = cx.model.journal();
        let ratings = journal.into_iter().flat_map(|journal| ratings_of(journal.ratings(), &logged));
        others = ratings.map(Logged::entry).collect();
    }
    let mut amends: Vec<Entry> = amend(entry, set, cx).into_iter().collect();
    if !by.is_zero() {
        amends.extend(others.iter().filter_map(|rating| amend(rating, only("at", later(rating.at)), cx)));
    }
    Ok(amends)
}

/// # Errors
/// `at` is in the future.
pub(super) fn refuse_future(at: Stamp, now: &Now) -> Result<(), String> {
    if at > now.wall { Err("that is in the future".to_owned()) } else { Ok(()) }
}

/// The fields for another length; a session without pauses ends accordingly.
fn set_minutes(entry: &Entry, minutes: u32) -> Map<String, Value> {
    let Body::Session(session) = &entry.body else { return Map::new() };
    let secs = minutes * 60;
    let mut set = only("active_s", secs.into());
    if (session.ended - entry.at).num_seconds() == i64::from(session.active_s) {
        set.insert("ended".to_owned(), stamp_value(calendar::moved(entry.at, TimeDelta::seconds(secs.into()))));
    }
    set
}

fn set_step(entry: &Entry, at: usize, done: &str) -> Map<String, Value> {
    let Body::Session(SessionEntry { steps, .. }) = &entry.body else { return Map::new() };
    let mut steps = steps.clone();
    if let Some(step) = steps.get_mut(at) {
        *step = with_amount(step, done.parse().ok());
    }
    only("steps", serde_json::to_value(steps).unwrap_or_default())
}

/// The step with another amount done; `None` for left out.
fn with_amount(step: &StepRecord, done: Option<u32>) -> StepRecord {
    let planned = amount(step.planned).unwrap_or(0);
    let (outcome, number) = match done {
        None => (StepOutcome::Skipped, 0),
        Some(number) if number >= planned => (StepOutcome::Done, number),
        Some(number) => (StepOutcome::Partial, number),
    };
    let reason = step.reason.clone().filter(|_| outcome == StepOutcome::Skipped);
    StepRecord { outcome, reason, by: None, done: quantity(step.planned, number), ..step.clone() }
}

/// The number that is counted in a quantity.
fn amount(quantity: Quantity) -> Option<u32> {
    quantity.reps.or(quantity.hold_s).or(quantity.breaths).or(quantity.activity_s)
}

/// `number` in the unit of `planned`.
fn quantity(planned: Quantity, number: u32) -> Quantity {
    match planned {
        Quantity { reps: Some(_), .. } => Quantity { reps: Some(number), ..planned },
        Quantity { hold_s: Some(_), .. } => Quantity { hold_s: Some(number), ..planned },
        Quantity { breaths: Some(_), .. } => Quantity { breaths: Some(number), ..planned },
        _ => Quantity { activity_s: Some(number), ..planned },
    }
}
