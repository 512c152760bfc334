//! The places that a step may have: an easier exercise, or an amount within the range of its own; and the place that it
//! had in each session, which gives its level. Levels are read from the plans in the journal and kept nowhere else.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use uuid::Uuid;

use crate::domain::advice::history::{PainHistory, Run};
use crate::domain::advice::limits::{Limit, Limits};
use crate::domain::advice::morning::Settled;
use crate::domain::advice::zone::Zone;
use crate::domain::content::dose::{Amount, Dose, DoseSpec, Measure};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::routine::Step;
use crate::domain::content::words::{Counting, Kind, Sides, When, Whose};
use crate::domain::journal::entry::{Quantity, Stamp};

/// The place of a step on its ladder. Ordered, the easiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct VariantPlace {
    /// The number of the easier variant that replaces the exercise, from 1, the nearest first; 0 for the exercise
    /// itself.
    pub(super) easier: usize,
    /// The amount of the exercise itself, in counts or seconds. 0 for a variant, which has its own usual dose.
    pub(super) amount: u32,
}

impl Ord for VariantPlace {
    fn cmp(&self, other: &Self) -> Ordering {
        (Reverse(self.easier), self.amount).cmp(&(Reverse(other.easier), other.amount))
    }
}

impl PartialOrd for VariantPlace {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// All places of a step.
#[derive(Debug)]
pub(super) struct Progression {
    pub(super) dial: Dial,
    /// The place that the routine gives to the step.
    pub(super) base: VariantPlace,
    floor: u32,
    top: u32,
    /// The easier variants, the nearest first; `None` for those that cannot be used now.
    pub(super) easier: Vec<Option<Arc<Exercise>>>,
}

impl Progression {
    /// The ladder of a step with this dose. It goes down to the exercise's own usual dose, if that is less, and up no
    /// further than the range that the routine gives.
    pub(super) fn new(exercise: &Exercise, dose: &Dose, easier: Vec<Option<Arc<Exercise>>>) -> Self {
        let (dial, amount) = Dial::of(&dose.measure);
        let usual = exercise.default_dose().map(|usual| Dial::of(&usual.measure));
        let from = usual.filter(|(of, _)| *of == dial).map_or(amount.from, |(_, usual)| usual.from.min(amount.from));
        let base = whole(amount.start.round());
        let (floor, top) = match exercise.kind {
            // A test measures the same each time; ice and rolling are no training.
            Kind::SelfTest | Kind::SelfCare => (base, base),
            _ => (whole(from.ceil()).min(base), whole(amount.to.floor()).max(base)),
        };
        let easier = if exercise.kind == Kind::SelfTest { Vec::new() } else { easier };
        Self { dial, base: VariantPlace { easier: 0, amount: base }, floor, top, easier }
    }

    /// The place of an amount that was planned before, moved into the range.
    pub(super) fn at(&self, amount: u32) -> VariantPlace {
        VariantPlace { easier: 0, amount: amount.clamp(self.floor, self.top) }
    }

    /// The place `levels` down from `place`, or the lowest.
    pub(super) fn down(&self, mut place: VariantPlace, levels: u8, limits: &Limits) -> VariantPlace {
        for _ in 0..levels {
            place = self.one_down(place, limits);
        }
        place
    }

    fn one_down(&self, place: VariantPlace, limits: &Limits) -> VariantPlace {
        if place.easier == 0 && place.amount > self.floor {
            let step = self.dial.step(place.amount, limits);
            if step > 0 {
                return VariantPlace { easier: 0, amount: place.amount.saturating_sub(step).max(self.floor) };
            }
        }
        self.easier_than(place, |_| true).unwrap_or(place)
    }

    /// The nearest easier variant below `place` that can be used and is `fit`.
    pub(super) fn easier_than(&self, place: VariantPlace, fit: impl Fn(&Exercise) -> bool) -> Option<VariantPlace> {
        let numbered = (1..).zip(&self.easier).skip(place.easier);
        let mut usable = numbered.filter(|(_, variant)| variant.as_ref().is_some_and(|variant| fit(variant)));
        usable.next().map(|(easier, _)| VariantPlace { easier, amount: 0 })
    }

    /// The place of variant `easier`; if it cannot be used now, of the next easier one, else of the next harder one.
    pub(super) fn nearest_usable(&self, easier: usize) -> Option<VariantPlace> {
        let nearest = (easier..=self.easier.len()).chain((1..easier).rev()).find(|easier| self.is_usable(*easier));
        nearest.map(|easier| VariantPlace { easier, amount: 0 })
    }

    fn is_usable(&self, easier: usize) -> bool {
        self.variant(VariantPlace { easier, amount: 0 }).is_some()
    }

    /// The place one step up from `place`, and the dial that changes; `None` at the top.
    pub(super) fn up(&self, place: VariantPlace, limits: &Limits) -> Option<(VariantPlace, Dial)> {
        if place.easier > 0 {
            let nearer = (1..place.easier).rev().find(|easier| self.is_usable(*easier));
            let up = nearer.map_or(self.at(self.floor), |easier| VariantPlace { easier, amount: 0 });
            return Some((up, Dial::Variant));
        }
        let step = self.dial.step(place.amount, limits);
        let amount = place.amount.saturating_add(step).min(self.top);
        (amount > place.amount).then_some((VariantPlace { easier: 0, amount }, self.dial))
    }

    /// The variant at `place`; `None` for the exercise itself, and for a variant that cannot be used now.
    pub(super) fn variant(&self, place: VariantPlace) -> Option<&Arc<Exercise>> {
        self.easier.get(place.easier.checked_sub(1)?)?.as_ref()
    }
}

/// A session of a routine with the quantities planned in it.
struct Played<'a> {
    run: &'a Run<'a>,
    zone: Zone,
    /// True if the session before it, or the last one of this routine, had not settled.
    is_after_unsettled: bool,
    /// The first line of each exercise, few enough to search one by one.
    planned: Vec<(&'a str, Quantity)>,
}

impl Played<'_> {
    /// The place of a step of `exercise` in this session; `None` if it was not planned, or in the `other` amount.
    fn place(
        &self,
        exercise: &Exercise,
        dose: &Dose,
        ladder: &Progression,
        other: Option<u32>,
    ) -> Option<VariantPlace> {
        if let Some(planned) = self.planned_for(&exercise.id) {
            let amount = ladder.dial.planned(planned, dose).filter(|amount| Some(*amount) != other)?;
            return Some(ladder.at(amount));
        }
        let variant = exercise.easier.iter().position(|id| self.planned_for(id).is_some())?;
        ladder.nearest_usable(variant + 1)
    }

    fn planned_for(&self, exercise: &Id) -> Option<Quantity> {
        self.planned.iter().find(|(id, _)| *id == exercise.as_str()).map(|(_, planned)| *planned)
    }
}

/// Returns the number of levels that the zone of a check-in takes back, for the day. See
/// [`Paragraph::CheckIn`](super::paragraph::Paragraph::CheckIn).
pub(super) const fn taken_back(zone: Zone) -> u8 {
    match zone {
        Zone::Green => 0,
        Zone::Amber => 1,
        Zone::Red => 2,
    }
}

/// All sessions of a routine, in order.
pub(super) struct Planned<'a>(Vec<Played<'a>>);

impl<'a> Planned<'a> {
    /// Collects the sessions of `routine`; `zone` returns the zone of a session's check-in.
    pub(super) fn of(history: &'a PainHistory<'a>, routine: &Id, zone: impl Fn(&Run<'a>) -> Zone) -> Self {
        let (mut played, mut own, mut last) = (Vec::new(), Settled::Unknown, Settled::Unknown);
        for run in &history.runs {
            if run.session.routine == *routine {
                let mut planned: Vec<(&str, Quantity)> = Vec::new();
                for line in &run.session.body.steps {
                    let id = line.exercise.as_str();
                    if !planned.iter().rev().any(|(other, _)| *other == id) {
                        planned.push((id, line.planned));
                    }
                }
                let is_after_unsettled = [own, last].contains(&Settled::NotSettled);
                played.push(Played { run, zone: zone(run), is_after_unsettled, planned });
                own = run.settled;
            }
            last = run.settled;
        }
        Self(played)
    }

    /// The last session.
    pub(super) fn last(&self) -> Option<&'a Run<'a>> {
        self.0.last().map(|played| played.run)
    }

    /// Returns the places of a step of `exercise`, one for each session that had it. `other` is its amount on the other
    /// occasion of the routine, if that differs: sessions with that amount are skipped.
    pub(super) fn track(
        &self,
        exercise: &Exercise,
        dose: &Dose,
        ladder: &Progression,
        other: Option<u32>,
        limits: &Limits,
    ) -> Track {
        let mut track = Track::default();
        for played in &self.0 {
            let Some(place) = played.place(exercise, dose, ladder, other) else { continue };
            let level = track.level().unwrap_or(ladder.base);
            let of_the_day = ladder.down(level, taken_back(played.zone), limits);
            // A place lower than the day asked for, or after a night that had not settled, was a change of level.
            let lasts = place < of_the_day || (played.is_after_unsettled && place < level);
            let is_level = played.zone == Zone::Green || lasts;
            track.0.push(StepMark { place, at: played.run.session.at, session: played.run.session.id, is_level });
        }
        track
    }
}

/// The place of a step in one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StepMark {
    pub(super) place: VariantPlace,
    pub(super) at: Stamp,
    pub(super) session: Uuid,
    /// True if the place was the level then; else something was taken back for the day alone.
    is_level: bool,
}

/// The places of a step, session by session.
#[derive(Debug, Default)]
pub(super) struct Track(Vec<StepMark>);

impl Track {
    /// The place in the last session that had the step.
    pub(super) fn last(&self) -> Option<&StepMark> {
        self.0.last()
    }

    /// The level: the place in the last session in which nothing was taken back for the day alone.
    pub(super) fn level(&self) -> Option<VariantPlace> {
        self.levels().next_back().map(|mark| mark.place)
    }

    /// The level, the time since which the step is on it, and the number of sessions on it; `None` if the last session
    /// was taken back.
    pub(super) fn on_level(&self) -> Option<(VariantPlace, Stamp, usize)> {
        let level = self.level().filter(|level| self.last().is_some_and(|last| last.place == *level))?;
        let on_it = self.levels().rev().take_while(|mark| mark.place == level);
        let (since, sessions) = on_it.fold((None, 0), |(_, sessions), mark| (Some(mark.at), sessions + 1));
        Some((level, since?, sessions))
    }

    /// The time at which the level last went up.
    pub(super) fn raised(&self) -> Option<Stamp> {
        self.moved(|before, after| after > before)
    }

    /// The time at which the level last went down.
    pub(super) fn lowered(&self) -> Option<Stamp> {
        self.moved(|before, after| after < before)
    }

    fn moved(&self, how: impl Fn(VariantPlace, VariantPlace) -> bool) -> Option<Stamp> {
        let pairs = self.levels().zip(self.levels().skip(1));
        pairs.filter(|(before, after)| how(before.place, after.place)).last().map(|(_, after)| after.at)
    }

    fn levels(&self) -> impl DoubleEndedIterator<Item = &StepMark> {
        self.0.iter().filter(|mark| mark.is_level)
    }
}

fn whole(value: f64) -> u32 {
    value.clamp(0.0, 1e6) as u32
}

/// A number of a dose that advice changes. Sets and rest never are one: one set more is a third more at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dial {
    /// The variant: an easier exercise in place of the own, or back from it.
    Variant,
    /// The number of reps.
    Reps,
    /// The seconds of a hold.
    Hold,
    /// The number of breaths.
    Breaths,
    /// The length of an activity, in steps of a quarter of a minute.
    Minutes,
}

impl Dial {
    /// Returns the dial of a dose and its amount, in counts or in seconds.
    pub(super) fn of(measure: &Measure) -> (Self, Amount) {
        match measure {
            Measure::Hold { hold } => (Self::Hold, *hold),
            Measure::Reps { count, .. } => (Self::Reps, *count),
            Measure::Breaths { count } => (Self::Breaths, *count),
            Measure::Activity { minutes } => {
                let Amount { from, to, start, whose } = *minutes;
                (Self::Minutes, Amount { from: 60.0 * from, to: 60.0 * to, start: 60.0 * start, whose })
            }
        }
    }

    /// The largest next step up from `value`: `step_percent` of it, but at least one rep or two seconds; minutes go in
    /// quarters. See [`Paragraph::StepSize`](super::paragraph::Paragraph::StepSize). **Source**: at most about 10 to 15
    /// % by convention; for small counts our choice.
    pub fn step(self, value: u32, limits: &Limits) -> u32 {
        let share = value.saturating_mul(limits.of(Limit::StepPercent).into()) / 100;
        match self {
            Self::Variant => 0,
            Self::Reps | Self::Breaths => share.max(1),
            Self::Hold => share.max(2),
            Self::Minutes => share / 15 * 15,
        }
    }

    /// Reads the amount from a planned quantity of the journal; `None` if that measures something else.
    pub(super) fn planned(self, planned: Quantity, dose: &Dose) -> Option<u32> {
        match self {
            Self::Variant => None,
            Self::Reps if dose.sides == Sides::Alternate && dose.counting == Counting::PerSide => {
                planned.reps.map(|both| both / 2)
            }
            Self::Reps => planned.reps,
            Self::Hold => planned.hold_s.filter(|_| planned.reps.is_none()),
            Self::Breaths => planned.breaths,
            Self::Minutes => planned.activity_s,
        }
    }

    /// Returns `step` with `value` on this dial, on the occasion `when`; the rest of its dose does not change.
    pub(super) fn set(self, step: &Step, exercise: &Exercise, when: Option<When>, value: u32) -> Step {
        let mut step = step.clone();
        let base = step.dose.over(&exercise.dose);
        let occasion = step.before_run.as_mut().filter(|_| when == Some(When::BeforeRun));
        let spec = match occasion {
            Some(occasion) => {
                occasion.dose = occasion.dose.over(&base);
                &mut occasion.dose
            }
            None => {
                step.dose = base;
                &mut step.dose
            }
        };
        if let Some(slot) = self.slot(spec) {
            *slot = slot.map(|amount| turned(amount, f64::from(value) / self.unit()));
        }
        step
    }

    fn slot(self, spec: &mut DoseSpec) -> Option<&mut Option<Amount>> {
        match self {
            Self::Variant => None,
            Self::Reps => Some(&mut spec.reps),
            Self::Hold => Some(&mut spec.hold_s),
            Self::Breaths => Some(&mut spec.breaths),
            Self::Minutes => Some(&mut spec.minutes),
        }
    }

    const fn unit(self) -> f64 {
        if matches!(self, Self::Minutes) { 60.0 } else { 1.0 }
    }
}

/// Returns the amount with `value` in use; if that is outside the range, the wider range counts as ours.
fn turned(amount: Amount, value: f64) -> Amount {
    if (amount.from..=amount.to).contains(&value) {
        Amount { start: value, ..amount }
    } else {
        Amount { from: amount.from.min(value), to: amount.to.max(value), start: value, whose: Whose::Ours }
    }
}
