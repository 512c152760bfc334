//! What was done of each work segment, and the lines of the record it makes.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::super::timeline::{Segment, SegmentKind, Timeline};
use super::swap::{covers, spot};
use crate::domain::content::exercise::Id;
use crate::domain::content::words::Sides;
use crate::domain::record::entry::{Quantity, StepOutcome, StepRecord};
use crate::domain::text::Text;

/// Work left within this time was not really begun.
pub(super) const JUST_BEGUN: Duration = Duration::from_secs(1);

/// What was done of one work segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentResult {
    /// How it went.
    pub outcome: StepOutcome,
    /// Why, where that was asked.
    pub reason: Option<Text>,
    /// What was done instead.
    pub by: Option<Id>,
    /// How much was done.
    pub done: Quantity,
    /// How many seconds the last go at it took; `None` where it was never begun, or an earlier version kept it.
    #[serde(default)]
    pub secs: Option<u32>,
}

impl SegmentResult {
    /// Whether nothing was done.
    pub fn is_skipped(&self) -> bool {
        self.outcome == StepOutcome::Skipped
    }

    fn new(outcome: StepOutcome, done: Quantity) -> Self {
        Self { outcome, reason: None, by: None, done, secs: None }
    }

    /// What was done of `actual` where it was left after `elapsed`.
    pub(super) fn left(actual: &Segment, elapsed: Duration, reason: Option<&Text>) -> Self {
        let outcome = if elapsed < JUST_BEGUN { StepOutcome::Skipped } else { StepOutcome::Partial };
        let secs = Some(whole(elapsed));
        Self { reason: reason.cloned(), secs, ..Self::new(outcome, actual.quantity(Some(elapsed))) }
    }
}

/// Results by index of the segment in the timeline.
///
/// What was done once stays done: going back and doing less does not take it away.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Log(BTreeMap<usize, SegmentResult>);

impl Log {
    /// How many segments have a result.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing has a result yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many segments were done as planned, or more.
    pub fn done_count(&self) -> usize {
        self.0.values().filter(|result| result.outcome == StepOutcome::Done).count()
    }

    /// Time spent on all of them, in whole seconds each; `under_way`: the segment that is being done, and for how long.
    pub(super) fn worked(&self, under_way: Option<(usize, Duration)>) -> Duration {
        let over = self.0.iter().filter(|(at, _)| under_way.is_none_or(|(here, _)| here != **at));
        let over: u64 = over.map(|(_, result)| u64::from(result.secs.unwrap_or(0))).sum();
        Duration::from_secs(over) + under_way.map_or(Duration::ZERO, |(_, elapsed)| elapsed)
    }

    /// The result of the segment at `at`.
    pub fn get(&self, at: usize) -> Option<&SegmentResult> {
        self.0.get(&at)
    }

    /// The record of a session over `timeline`: a line for each work segment that has a result.
    pub fn records(&self, timeline: &Timeline) -> Vec<StepRecord> {
        let mut lines: Vec<StepRecord> = Vec::new();
        for (at, result) in &self.0 {
            let Some((segment, line)) = timeline.segment(*at).zip(record(timeline, *at, result)) else { continue };
            for given_up in self.given_up_for(timeline, segment, &line) {
                if !lines.iter().any(|line| is_same_work(line, &given_up)) {
                    lines.push(given_up);
                }
            }
            lines.push(line);
        }
        lines
    }

    /// What was planned where another exercise was begun, and has no result of its own.
    fn given_up_for(&self, timeline: &Timeline, done: &Segment, line: &StepRecord) -> Vec<StepRecord> {
        let origin = timeline.origin(done.index);
        if origin == done.index {
            return Vec::new();
        }
        let has_own = |planned: &Segment| {
            let own = |at: &usize| timeline.segment(*at).is_some_and(|s| (s.index, spot(s)) == (origin, spot(planned)));
            self.0.keys().any(own)
        };
        let planned = timeline.planned_step(origin);
        let given_up = planned.iter().filter(|s| s.is_work() && covers(spot(s), spot(done)) && !has_own(s));
        let nothing = |segment: &Segment| SegmentResult {
            by: Some(line.exercise.clone()),
            ..SegmentResult::new(StepOutcome::Swapped, segment.quantity(Some(Duration::ZERO)))
        };
        given_up.filter_map(|segment| record_of(timeline, segment, &nothing(segment))).collect()
    }

    pub(super) fn done(&mut self, at: usize, planned: &Segment, (actual, elapsed): (&Segment, Duration)) {
        let secs = Some(whole(elapsed));
        self.put(at, planned, SegmentResult { secs, ..SegmentResult::new(StepOutcome::Done, actual.quantity(None)) });
    }

    pub(super) fn skipped(&mut self, at: usize, planned: &Segment, reason: &Text) {
        let nothing = SegmentResult::left(planned, Duration::ZERO, Some(reason));
        self.put(at, planned, SegmentResult { secs: None, ..nothing });
    }

    pub(super) fn stopped(&mut self, at: usize, planned: &Segment, elapsed: Duration, reason: &Text) {
        let result = SegmentResult::new(StepOutcome::Stopped, planned.quantity(Some(elapsed)));
        self.keep(at, planned, SegmentResult { reason: Some(reason.clone()), secs: Some(whole(elapsed)), ..result });
    }

    pub(super) fn swapped(&mut self, at: usize, planned: &Segment, elapsed: Duration, by: &Id) {
        let result = SegmentResult::new(StepOutcome::Swapped, planned.quantity(Some(elapsed)));
        self.keep(at, planned, SegmentResult { by: Some(by.clone()), secs: Some(whole(elapsed)), ..result });
    }

    /// What was given up for another exercise is given up for this one.
    pub(super) fn swapped_by(&mut self, at: usize, by: &Id) {
        if let Some(result) = self.0.get_mut(&at).filter(|result| result.outcome == StepOutcome::Swapped) {
            result.by = Some(by.clone());
        }
    }

    /// What was given up is not given up after all.
    pub(super) fn not_swapped(&mut self, at: usize, planned: &Segment) {
        if let Some(result) = self.0.remove(&at) {
            self.put(at, planned, SegmentResult { outcome: StepOutcome::Partial, by: None, ..result });
        }
    }

    /// The segments have other places: of each the one it had, `None` for a new one.
    pub(super) fn moved(&mut self, was: &[Option<usize>]) {
        let mut before = std::mem::take(&mut self.0);
        let moved = was.iter().enumerate().filter_map(|(at, was)| Some((at, before.remove(&(*was)?)?)));
        self.0 = moved.collect();
    }

    /// Files a result under what its numbers say: as much as planned is done, nothing is skipped.
    pub(super) fn put(&mut self, at: usize, planned: &Segment, result: SegmentResult) {
        let outcome = by_numbers(planned, &result);
        self.keep(at, planned, SegmentResult { outcome, ..result });
    }

    /// Files a result unless an earlier go at the same segment did more; of two goes the larger
    /// amount counts.
    fn keep(&mut self, at: usize, planned: &Segment, mut result: SegmentResult) {
        if let Some(before) = self.0.get_mut(&at) {
            let did_more = size(&planned.kind, before.done) > size(&planned.kind, result.done);
            let was_done = before.outcome == StepOutcome::Done && result.outcome != StepOutcome::Done;
            if was_done || (did_more && result.outcome == StepOutcome::Skipped) {
                before.secs = result.secs.or(before.secs);
                return;
            }
            if did_more {
                result.done = before.done;
                if result.outcome == StepOutcome::Partial {
                    result.outcome = by_numbers(planned, &result);
                }
            }
        }
        self.0.insert(at, result);
    }
}

/// What the numbers of a result say of it.
fn by_numbers(planned: &Segment, result: &SegmentResult) -> StepOutcome {
    let (did, plan) = (size(&planned.kind, result.done), size(&planned.kind, planned.quantity(None)));
    match (result.outcome, did) {
        (StepOutcome::Skipped, _) | (_, Some(0)) => StepOutcome::Skipped,
        (_, Some(_)) if did >= plan => StepOutcome::Done,
        (_, Some(_)) => StepOutcome::Partial,
        (given, None) => given,
    }
}

/// The number that a measure is measured by; `None` where nobody counted.
fn size(kind: &SegmentKind, quantity: Quantity) -> Option<u32> {
    match kind {
        SegmentKind::Hold(_) => quantity.hold_s,
        SegmentKind::Activity(_) => quantity.activity_s,
        SegmentKind::Breaths { .. } => quantity.breaths,
        SegmentKind::Reps(_) => quantity.reps,
        SegmentKind::Prepare(_) | SegmentKind::Switch(_) | SegmentKind::Rest(_) => None,
    }
}

fn whole(span: Duration) -> u32 {
    u32::try_from(span.as_secs()).unwrap_or(u32::MAX)
}

fn is_same_work(one: &StepRecord, other: &StepRecord) -> bool {
    let key = |line: &StepRecord| (line.round, line.set, line.side);
    one.exercise == other.exercise && key(one) == key(other) && one.outcome == StepOutcome::Swapped
}

fn record(timeline: &Timeline, at: usize, result: &SegmentResult) -> Option<StepRecord> {
    record_of(timeline, timeline.segment(at)?, result)
}

fn record_of(timeline: &Timeline, segment: &Segment, result: &SegmentResult) -> Option<StepRecord> {
    let about = timeline.moves.get(segment.index)?;
    Some(StepRecord {
        exercise: about.exercise.clone(),
        round: segment.round,
        set: segment.set,
        side: segment.side,
        sides: (about.sides == Sides::Alternate).then_some(Sides::Alternate),
        outcome: result.outcome,
        reason: result.reason.clone(),
        by: result.by.clone(),
        planned: segment.quantity(None),
        done: result.done,
    })
}
