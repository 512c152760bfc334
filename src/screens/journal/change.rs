//! What of an entry can be changed, how it is entered, and the entries that change it.

use chrono::{NaiveDate, NaiveTime, SecondsFormat, TimeDelta};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::editor::{Editor, Entered, Sort};
use crate::app::cx::Cx;
use crate::domain::content::words::Word;
use crate::domain::record::answer::Verdict;
use crate::domain::record::entry::{
    Body, Entry, Moment, Outcome, Quantity, Rating, Session, Stamp, StepOutcome, StepRecord,
};
use crate::domain::record::journal::{Journal, Logged};
use crate::domain::record::session_ratings::ratings_of;
use crate::domain::record::stamp::whole_secs;
use crate::domain::text::Text;
use crate::domain::time::zone_rules::{Placed, ZoneRules};
use crate::domain::time::{Now, calendar};

/// Something of an entry that can be changed by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// How hard a session felt.
    Effort,
    /// How well an activity goes.
    Score,
    /// A note, or the text of one.
    Note,
    /// The day.
    Day,
    /// The time of day.
    Time,
    /// How many minutes a session took.
    Minutes,
    /// How a session went.
    Outcome,
    /// Why a session was stopped.
    Reason,
    /// When a rating was given.
    Moment,
    /// For how many minutes it was stiff.
    Stiff,
    /// What an activity is called.
    Name,
    /// What was measured in a self-test.
    Measured,
    /// Whether a self-test was passed.
    Verdict,
    /// What was done of a step, by its index.
    Step(usize),
}

impl Field {
    /// What it is called.
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

    /// What it is in `entry`, as it is entered; `None` where the entry has no such thing.
    pub(super) fn value(self, entry: &Entry) -> Option<String> {
        let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string).unwrap_or_default();
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        Some(match (self, &entry.body) {
            (Self::Day, _) => entry.at.date_naive().to_string(),
            (Self::Time, _) => entry.at.format("%H:%M").to_string(),
            (Self::Effort, Body::Session(session)) => number(session.effort.map(|effort| effort.value().into())),
            (Self::Note, Body::Session(session)) => session.note.to_string(),
            (Self::Minutes, Body::Session(session)) => minutes(session.active_s).to_string(),
            (Self::Outcome, Body::Session(session)) => session.outcome.to_string(),
            (Self::Reason, Body::Session(session)) => text(&session.reason),
            (Self::Step(at), Body::Session(session)) => {
                let step = session.steps.get(at)?;
                if step.outcome == StepOutcome::Skipped { "skipped".to_owned() } else { amount(step.done)?.to_string() }
            }
            (Self::Note, Body::Rating(rating)) => text(&rating.note),
            (Self::Moment, Body::Rating(rating)) => rating.moment.to_string(),
            (Self::Stiff, Body::Rating(rating)) => number(rating.stiff_min.map(u32::from)),
            (Self::Note, Body::Note(note)) => note.text.to_string(),
            (Self::Name, Body::Activity(activity)) => activity.name.to_string(),
            (Self::Score, Body::Activity(activity)) => number(activity.score.map(|score| score.value().into())),
            (Self::Measured, Body::SelfTest(tried)) => number(tried.value),
            (Self::Verdict, Body::SelfTest(tried)) => tried.verdict.map(|it| it.to_string()).unwrap_or_default(),
            _ => return None,
        })
    }

    /// Enters another value for it.
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

    /// The entries that change it to what was entered; none where it is that already.
    ///
    /// # Errors
    /// Why it cannot be that, for people.
    pub(super) fn amends(self, entered: &Entered, entry: &Entry, cx: &mut Cx<'_>) -> Result<Vec<Entry>, String> {
        let set = match (self, entered) {
            (Self::Day, Entered::Day(Some(day))) => return moved(entry, *day, entry.at.time(), cx),
            (Self::Time, Entered::Time(time)) => return moved(entry, entry.at.date_naive(), *time, cx),
            (Self::Minutes, Entered::Number(Some(minutes))) => set_minutes(entry, *minutes),
            (Self::Step(at), Entered::Choice(done)) => set_step(entry, at, done),
            (Self::Name, Entered::Text(name)) if Text::clean(name).is_empty() => {
                return Err("it needs a name".to_owned());
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

    /// The time that `entry` has once that is entered, where it is about its time; by the `rules` of the clocks here.
    pub(super) fn time(self, entered: &Entered, entry: &Entry, rules: ZoneRules) -> Option<Placed> {
        match (self, entered) {
            (Self::Day, Entered::Day(Some(day))) => rules.place(*day, entry.at.time(), entry.at).ok(),
            (Self::Time, Entered::Time(time)) => rules.place(entry.at.date_naive(), *time, entry.at).ok(),
            _ => None,
        }
    }

    /// The name that the journal has for it.
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

/// Whole minutes, rounded.
pub(super) const fn minutes(secs: u32) -> u32 {
    (secs + 30) / 60
}

/// An entry that changes `entry` by `set`; `None` where it says that already.
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

/// Now, or after the last change of the same entry: a clock that was put back must not make it the earlier one.
fn after_others(target: Uuid, id: Uuid, cx: &Cx<'_>) -> Stamp {
    let now = whole_secs(cx.now.wall);
    let changes = cx.model.journal().into_iter().flat_map(Journal::changes);
    let of_it = changes.filter(|change| matches!(change.body, Body::Amend { target: other, .. } if other == target));
    let last = of_it.map(|change| (change.at, change.id)).max();
    last.filter(|last| *last >= (now, id)).map_or(now, |(at, _)| calendar::moved(at, TimeDelta::seconds(1)))
}

fn words<W: Word + 'static>() -> Sort {
    Sort::Choice(W::ALL.iter().map(|(word, _)| (word.replace('_', " "), (*word).to_owned())).collect())
}

/// A rating during a session is one of an exercise, and is given there.
fn moments() -> Vec<(String, String)> {
    let all = [("any time", Moment::Other), ("before", Moment::Before), ("after", Moment::After)];
    let all = all.into_iter().chain([("next morning", Moment::NextMorning), ("during", Moment::During)]);
    all.map(|(said, moment)| (said.to_owned(), moment.to_string())).collect()
}

/// What can be said of a step: as planned, left out, or any less.
fn amounts(planned: u32) -> Vec<(String, String)> {
    let mut all = vec![(format!("{planned}, as planned"), planned.to_string())];
    all.push(("left out".to_owned(), "skipped".to_owned()));
    let most = planned.saturating_mul(2).min(planned.saturating_add(60));
    all.extend((0..=most).filter(|number| *number != planned).map(|number| (number.to_string(), number.to_string())));
    all
}

fn only(key: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(key.to_owned(), value)])
}

/// A session's note is a text in any case; elsewhere nothing said is nothing.
fn optional(entry: &Entry, text: &Text) -> Value {
    let is_session = matches!(entry.body, Body::Session(_));
    if text.is_empty() && !is_session { Value::Null } else { text.as_str().into() }
}

fn stamp_value(at: Stamp) -> Value {
    whole_secs(at).to_rfc3339_opts(SecondsFormat::AutoSi, false).into()
}

/// Moves an entry; a session with its end and with its ratings.
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
        others = ratings.map(rating_entry).collect();
    }
    let mut amends: Vec<Entry> = amend(entry, set, cx).into_iter().collect();
    if !by.is_zero() {
        amends.extend(others.iter().filter_map(|rating| amend(rating, only("at", later(rating.at)), cx)));
    }
    Ok(amends)
}

/// # Errors
/// Where `at` is still to come.
pub(super) fn refuse_future(at: Stamp, now: &Now) -> Result<(), String> {
    if at > now.wall { Err("that is still to come".to_owned()) } else { Ok(()) }
}

fn rating_entry(rating: &Logged<Rating>) -> Entry {
    Entry::new(rating.id, rating.at, Body::Rating(rating.body.clone()))
}

/// So many minutes; where there were no pauses, it ends so much later.
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
    let Body::Session(Session { steps, .. }) = &entry.body else { return Map::new() };
    let mut steps = steps.clone();
    if let Some(step) = steps.get_mut(at) {
        *step = with_amount(step, done.parse().ok());
    }
    only("steps", serde_json::to_value(steps).unwrap_or_default())
}

/// The step with so much done; `None` for left out.
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

/// So much of what is counted in `planned`.
fn quantity(planned: Quantity, number: u32) -> Quantity {
    match planned {
        Quantity { reps: Some(_), .. } => Quantity { reps: Some(number), ..planned },
        Quantity { hold_s: Some(_), .. } => Quantity { hold_s: Some(number), ..planned },
        Quantity { breaths: Some(_), .. } => Quantity { breaths: Some(number), ..planned },
        _ => Quantity { activity_s: Some(number), ..planned },
    }
}
