//! Statistics by exercise: pain in sessions with it against sessions without it, pain while it was done against pain
//! before the session, and the amount done, session by session.
//!
//! The contrast proves little: sessions with an exercise differ from those without it in more than that. Where these
//! numbers are shown, [`HOW_LITTLE_IT_PROVES`] goes with them.

use std::collections::HashMap;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use uuid::Uuid;

use super::change_distribution::{Difference, Points, Tally};
use super::{Selection, SessionScores};
use crate::domain::advice::clinical_change::ClinicalChange;
use crate::domain::advice::history::{Run, rated_exercises};
use crate::domain::content::exercise::Id;
use crate::domain::journal::entry::{Moment, Quantity, Score, Stamp, StepRecord};
use crate::domain::journal::{done, timestamp};

/// The caveat to show with every table of contrasts.
pub const HOW_LITTLE_IT_PROVES: &str =
    "Sessions differ in more than one exercise: this shows what happened together, not what caused it.";

/// Sessions with an exercise against those without it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExerciseEffect {
    /// The exercise.
    pub exercise: Id,
    /// The number of sessions with it, rated or not.
    pub sessions: usize,
    /// The change from before to the highest while the exercise was done; without it, to the highest during the
    /// session.
    pub during: Contrast,
    /// The change from before to after.
    pub after: Contrast,
    /// The change from before to the next morning.
    pub next_morning: Contrast,
}

impl ExerciseEffect {
    /// The largest gap, up or down, of those that are known; of two equal ones, the one with more pain. The exercises
    /// are sorted by it.
    pub fn most(&self) -> Option<Points> {
        self.most_at()?.1.gap()
    }

    /// The least fall and the least rise of that gap that are a real change, in half points.
    pub fn marks(&self) -> [u8; 2] {
        self.most_at().map_or(Difference::default(), |(_, contrast)| contrast.with).marks()
    }

    /// The contrast with that gap, and its moment: `During`, `After` or `NextMorning`.
    pub fn most_at(&self) -> Option<(Moment, Contrast)> {
        let all =
            [(Moment::NextMorning, self.next_morning), (Moment::After, self.after), (Moment::During, self.during)];
        let said = all.into_iter().filter(|(_, contrast)| contrast.gap().is_some());
        said.max_by_key(|(_, contrast)| contrast.gap().map(|gap| (gap.halves().unsigned_abs(), gap.halves())))
    }
}

/// The same change in sessions with an exercise and in those without it.
///
/// **Shape**: both medians or none; below three sessions on either side there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Contrast {
    /// The change in sessions with it.
    pub with: Difference,
    /// The change in sessions without it.
    pub without: Difference,
}

impl Contrast {
    fn of(with: &Tally, without: &Tally) -> Self {
        let (with, without) = (with.difference(), without.difference());
        if with.median.is_none() || without.median.is_none() {
            return Self { with: with.silent(), without: without.silent() };
        }
        Self { with, without }
    }

    /// The difference of the two changes: above 0, pain rises more in sessions with it. `None` without medians.
    pub fn gap(self) -> Option<Points> {
        Some(self.with.median?.over(self.without.median?))
    }

    /// Classifies that gap as a change from the start of the sessions with it; `None` without medians.
    pub fn change(self) -> Option<ClinicalChange> {
        self.with.judge(self.gap()?)
    }
}

/// Serializes both changes and the gap, `null` without medians.
impl Serialize for Contrast {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Contrast", 3)?;
        fields.serialize_field("with", &self.with)?;
        fields.serialize_field("without", &self.without)?;
        fields.serialize_field("gap", &self.gap())?;
        fields.end()
    }
}

/// Changes from the score before, over several sessions.
#[derive(Default)]
struct ChangeCounts {
    sessions: usize,
    /// Changes to the highest while one exercise was done.
    own: Tally,
    /// Changes to the highest during the session.
    during: Tally,
    after: Tally,
    next_morning: Tally,
}

impl ChangeCounts {
    /// Adds a session; `own` is the highest score while the exercise was done.
    fn add(&mut self, scores: SessionScores, own: Option<Score>) {
        self.sessions += 1;
        let Some(before) = scores.before else { return };
        let changes = [
            (&mut self.own, own),
            (&mut self.during, scores.during),
            (&mut self.after, scores.after),
            (&mut self.next_morning, scores.next_morning),
        ];
        for (tally, later) in changes {
            if let Some(later) = later {
                tally.add(before, later);
            }
        }
    }
}

/// Returns the exercises of the selected sessions: the costliest first, the most helpful last; then those without
/// medians, by the number of sessions.
pub fn exercises(selection: &Selection<'_>) -> Vec<ExerciseEffect> {
    let (mut all, mut each) = (ChangeCounts::default(), HashMap::<&str, (&Id, ChangeCounts)>::new());
    for run in selection.runs() {
        let scores = SessionScores::of(run);
        all.add(scores, None);
        for rated in rated_exercises(run) {
            let (_, counted) = each.entry(rated.exercise.as_str()).or_insert((rated.exercise, ChangeCounts::default()));
            counted.add(scores, rated.highest());
        }
    }
    let effects = each.into_values().map(|(exercise, counted)| ExerciseEffect {
        exercise: exercise.clone(),
        sessions: counted.sessions,
        during: Contrast::of(&counted.own, &all.during.without(&counted.during)),
        after: Contrast::of(&counted.after, &all.after.without(&counted.after)),
        next_morning: Contrast::of(&counted.next_morning, &all.next_morning.without(&counted.next_morning)),
    });
    let mut effects: Vec<_> = effects.collect();
    effects.sort_by(|a, b| {
        let by_effect = b.most().cmp(&a.most());
        by_effect.then_with(|| b.sessions.cmp(&a.sessions)).then_with(|| a.exercise.cmp(&b.exercise))
    });
    effects
}

/// The change of pain while one exercise was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// The exercise.
    pub exercise: Id,
    /// The change from before the session to the highest rating while the exercise was done.
    pub during: Difference,
}

/// Returns the exercises rated in three sessions or more with a score before: those with the highest rise first, of
/// equals those with more ratings.
pub fn reactions(selection: &Selection<'_>) -> Vec<Reaction> {
    let mut tallies: HashMap<&Id, Tally> = HashMap::new();
    for run in selection.runs() {
        let Some(before) = SessionScores::of(run).before else { continue };
        for rated in rated_exercises(run) {
            if let Some(highest) = rated.highest() {
                tallies.entry(rated.exercise).or_default().add(before, highest);
            }
        }
    }
    let all = tallies.into_iter().map(|(id, tally)| Reaction { exercise: id.clone(), during: tally.difference() });
    let mut all: Vec<Reaction> = all.filter(|reaction| reaction.during.median.is_some()).collect();
    all.sort_by(|a, b| {
        let by_rise = b.during.median.cmp(&a.during.median);
        by_rise.then(b.during.n.cmp(&a.during.n)).then_with(|| a.exercise.cmp(&b.exercise))
    });
    all
}

/// The amount of one exercise that was done in one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DosePoint {
    /// The time at which the session began.
    #[serde(serialize_with = "timestamp::write")]
    pub at: Stamp,
    /// The session.
    pub session: Uuid,
    /// The number of sets, each side counted on its own.
    pub sets: usize,
    /// The total of all sets and sides: `hold_s` is the whole time held, over all reps too. Quantities in which the
    /// exercise is not counted are absent.
    pub total: Quantity,
    /// The longest single hold, in seconds.
    pub longest_hold_s: Option<u32>,
}

/// Returns the amounts of `exercise` in the selected sessions, in order of time; sessions without it are left out.
pub fn dose(selection: &Selection<'_>, exercise: &Id) -> Vec<DosePoint> {
    let mut points = Vec::new();
    for Run { session, .. } in selection.runs() {
        let (total, longest_hold_s) = (Quantity::default(), None);
        let mut point = DosePoint { at: session.at, session: session.id, sets: 0, total, longest_hold_s };
        for step in session.steps.iter().filter(|step| step.exercise == *exercise && done::was_done(step)) {
            point.add_step(step);
        }
        if point.sets > 0 {
            points.push(point);
        }
    }
    points
}

impl DosePoint {
    fn add_step(&mut self, step: &StepRecord) {
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
