//! Results of work segments, and the journal lines made from them.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::super::timeline::{Segment, SegmentKind, Timeline};
use super::substitute::Piece;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::Sides;
use crate::domain::journal::entry::{Quantity, StepOutcome, StepRecord};
use crate::domain::text::Text;

/// Work left within this time counts as not begun.
pub(super) const JUST_BEGUN: Duration = Duration::from_secs(1);

/// The result of one work segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentResult {
    /// The outcome.
    pub outcome: StepOutcome,
    /// The reason, if one was asked for.
    pub reason: Option<Text>,
    /// The exercise done instead.
    pub by: Option<Id>,
    /// The amount done.
    pub done: Quantity,
    /// The length of the last attempt, in seconds; `None` if never begun, or saved by an earlier version.
    #[serde(default)]
    pub secs: Option<u32>,
}

impl SegmentResult {
    /// Returns true if nothing was done.
    pub fn is_skipped(&self) -> bool {
        self.outcome == StepOutcome::Skipped
    }

    fn new(outcome: StepOutcome, done: Quantity) -> Self {
        Self { outcome, reason: None, by: None, done, secs: None }
    }

    /// Returns the result of `actual`, left after `elapsed`.
    pub(super) fn left(actual: &Segment, elapsed: Duration, reason: Option<&Text>) -> Self {
        let outcome = if elapsed < JUST_BEGUN { StepOutcome::Skipped } else { StepOutcome::Partial };
        let secs = Some(whole(elapsed));
        Self { reason: reason.cloned(), secs, ..Self::new(outcome, actual.quantity(Some(elapsed))) }
    }
}

/// Results by index of the segment in the timeline.
///
/// Work done once stays done: going back and doing less does not take it away.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionLog(BTreeMap<usize, SegmentResult>);

impl SessionLog {
    /// Returns the number of segments with a result.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true if no segment has a result yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of segments done as planned, or more.
    pub fn done_count(&self) -> usize {
        self.0.values().filter(|result| result.outcome == StepOutcome::Done).count()
    }

    /// Returns the time spent on all segments, in whole seconds each; `under_way` is the segment being done, and for
    /// how long.
    pub(super) fn worked(&self, under_way: Option<(usize, Duration)>) -> Duration {
        let over = self.0.iter().filter(|(at, _)| under_way.is_none_or(|(here, _)| here != **at));
        let over: u64 = over.map(|(_, result)| u64::from(result.secs.unwrap_or(0))).sum();
        Duration::from_secs(over) + under_way.map_or(Duration::ZERO, |(_, elapsed)| elapsed)
    }

    /// Returns the result of the segment at `at`.
    pub fn get(&self, at: usize) -> Option<&SegmentResult> {
        self.0.get(&at)
    }

    /// Returns the journal lines of a session over `timeline`: one for each work segment with a result.
    pub fn records(&self, timeline: &Timeline) -> Vec<StepRecord> {
        let mut lines: Vec<StepRecord> = Vec::new();
        for (at, result) in &self.0 {
            let Some(segment) = timeline.segment(*at) else { continue };
            let Some(line) = record(timeline, segment, result) else { continue };
            for given_up in self.given_up_for(timeline, segment, &line) {
                if !lines.iter().any(|line| is_same_work(line, &given_up)) {
                    lines.push(given_up);
                }
            }
            lines.push(line);
        }
        lines
    }

    /// Returns lines for the planned work that another exercise replaced and that has no result of its own.
    fn given_up_for(&self, timeline: &Timeline, done: &Segment, line: &StepRecord) -> Vec<StepRecord> {
        let origin = timeline.origin(done.index);
        if origin == done.index {
            return Vec::new();
        }
        let mut lines = Vec::new();
        for planned in timeline.planned_step(origin) {
            let piece = Piece::of(&planned);
            if !planned.is_work() || !piece.covers(Piece::of(done)) || self.has_result(timeline, origin, piece) {
                continue;
            }
            let nothing = SegmentResult::new(StepOutcome::Swapped, planned.quantity(Some(Duration::ZERO)));
            lines.extend(record(timeline, &planned, &SegmentResult { by: Some(line.exercise.clone()), ..nothing }));
        }
        lines
    }

    fn has_result(&self, timeline: &Timeline, index: usize, piece: Piece) -> bool {
        let mut segments = self.0.keys().filter_map(|at| timeline.segment(*at));
        segments.any(|segment| segment.index == index && Piece::of(segment) == piece)
    }

    pub(super) fn done(&mut self, at: usize, planned: &Segment, actual: &Segment, elapsed: Duration) {
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

    /// Records `by` as the exercise for which the segment at `at` was given up.
    pub(super) fn swapped_by(&mut self, at: usize, by: &Id) {
        if let Some(result) = self.0.get_mut(&at).filter(|result| result.outcome == StepOutcome::Swapped) {
            result.by = Some(by.clone());
        }
    }

    /// Marks the segment at `at` as no longer given up.
    pub(super) fn not_swapped(&mut self, at: usize, planned: &Segment) {
        if let Some(result) = self.0.remove(&at) {
            self.put(at, planned, SegmentResult { outcome: StepOutcome::Partial, by: None, ..result });
        }
    }

    /// Moves the results to new indices: `was` holds the old index of each segment, or `None` for a new one.
    pub(super) fn moved(&mut self, was: &[Option<usize>]) {
        let mut before = std::mem::take(&mut self.0);
        let moved = was.iter().enumerate().filter_map(|(at, was)| Some((at, before.remove(&(*was)?)?)));
        self.0 = moved.collect();
    }

    /// Records a result with the outcome its numbers give: as much as planned is done, nothing is skipped.
    pub(super) fn put(&mut self, at: usize, planned: &Segment, result: SegmentResult) {
        let outcome = by_numbers(planned, &result);
        self.keep(at, planned, SegmentResult { outcome, ..result });
    }

    /// Records a result unless an earlier attempt at the same segment did more; the larger amount of the two counts.
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

/// Returns the outcome that the numbers of a result give.
fn by_numbers(planned: &Segment, result: &SegmentResult) -> StepOutcome {
    let (did, plan) = (size(&planned.kind, result.done), size(&planned.kind, planned.quantity(None)));
    match (result.outcome, did) {
        (StepOutcome::Skipped, _) | (_, Some(0)) => StepOutcome::Skipped,
        (_, Some(_)) if did >= plan => StepOutcome::Done,
        (_, Some(_)) => StepOutcome::Partial,
        (given, None) => given,
    }
}

/// Returns the number that measures this kind of segment; `None` if nobody counted.
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
    (&one.exercise, one.round, one.set, one.side) == (&other.exercise, other.round, other.set, other.side)
        && one.outcome == StepOutcome::Swapped
}

fn record(timeline: &Timeline, segment: &Segment, result: &SegmentResult) -> Option<StepRecord> {
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
