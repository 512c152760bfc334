//! How much was done of one exercise, session by session.

use serde::Serialize;
use uuid::Uuid;

use super::selection::Selection;
use crate::domain::content::exercise::Id;
use crate::domain::record::done;
use crate::domain::record::entry::{Quantity, Stamp, StepRecord};
use crate::domain::record::stamp;

/// One session with the exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DosePoint {
    /// When the session began.
    #[serde(serialize_with = "stamp::write")]
    pub at: Stamp,
    /// The session.
    pub session: Uuid,
    /// Sets, each side for itself.
    pub sets: usize,
    /// All sets and sides together: `hold_s` is the whole time held, in each rep too. Absent is what the exercise is not
    /// counted in.
    pub total: Quantity,
    /// The longest single hold, in seconds.
    pub longest_hold_s: Option<u32>,
}

/// What was done of `exercise` in the sessions that are selected, in order of time; sessions without it are left out.
pub fn dose(selection: &Selection<'_>, exercise: &Id) -> Vec<DosePoint> {
    let point = |(at, session, steps): (Stamp, Uuid, &[StepRecord])| {
        let mut point = DosePoint { at, session, sets: 0, total: Quantity::default(), longest_hold_s: None };
        steps
            .iter()
            .filter(|step| step.exercise == *exercise && done::was_done(step))
            .for_each(|step| point.take_in(step));
        (point.sets > 0).then_some(point)
    };
    let runs = selection.runs().map(|run| (run.session.at, run.session.id, run.session.steps.as_slice()));
    runs.filter_map(point).collect()
}

impl DosePoint {
    fn take_in(&mut self, step: &StepRecord) {
        let done = step.done;
        let held = done.hold_s.map(|each| each.saturating_mul(done.reps.unwrap_or(1)));
        self.sets += 1;
        add(&mut self.total.hold_s, held);
        add(&mut self.total.reps, done.reps);
        add(&mut self.total.breaths, done.breaths);
        add(&mut self.total.activity_s, done.activity_s);
        self.longest_hold_s = self.longest_hold_s.max(done.hold_s);
    }
}

fn add(total: &mut Option<u32>, more: Option<u32>) {
    if let Some(more) = more {
        *total = Some(total.unwrap_or(0).saturating_add(more));
    }
}
