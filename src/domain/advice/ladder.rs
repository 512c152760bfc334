//! The places that a step may have: an easier exercise, or an amount within the range of its own.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use super::dial::Dial;
use super::limits::Limits;
use crate::domain::content::dose::Dose;
use crate::domain::content::exercise::Exercise;
use crate::domain::content::words::Kind;

/// Where a step stands, the easiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Which of its easier variants takes its place, from 1, the nearest first; 0 for the exercise itself.
    pub(super) easier: usize,
    /// How much of the exercise itself: counts, or seconds. 0 for a variant, which has its own usual dose.
    pub(super) amount: u32,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        (Reverse(self.easier), self.amount).cmp(&(Reverse(other.easier), other.amount))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// All places of a step, with the one that the routine gives it.
#[derive(Debug)]
pub(super) struct Ladder {
    pub(super) dial: Dial,
    /// Where the routine puts it.
    pub(super) base: Place,
    floor: u32,
    top: u32,
    /// The easier variants, `None` for those that cannot be used now.
    pub(super) easier: Vec<Option<Arc<Exercise>>>,
}

impl Ladder {
    /// The ladder of a step with this dose. Down it goes as far as the exercise's own usual dose, where that is less; up
    /// no further than the range that the routine gives.
    pub(super) fn new(exercise: &Exercise, dose: &Dose, easier: Vec<Option<Arc<Exercise>>>) -> Self {
        let (dial, amount) = Dial::of(&dose.measure);
        let usual = exercise.default_dose().map(|usual| Dial::of(&usual.measure));
        let from = usual.filter(|(of, _)| *of == dial).map_or(amount.from, |(_, usual)| usual.from.min(amount.from));
        let whole = |value: f64| value.clamp(0.0, 1e6) as u32;
        let base = whole(amount.start.round());
        let (floor, top) = match exercise.kind {
            // A test measures the same each time; ice and rolling are no training.
            Kind::SelfTest | Kind::SelfCare => (base, base),
            _ => (whole(from.ceil()).min(base), whole(amount.to.floor()).max(base)),
        };
        let easier = if exercise.kind == Kind::SelfTest { Vec::new() } else { easier };
        Self { dial, base: Place { easier: 0, amount: base }, floor, top, easier }
    }

    /// A place within the range, for an amount that was planned before.
    pub(super) fn at(&self, amount: u32) -> Place {
        Place { easier: 0, amount: amount.clamp(self.floor, self.top) }
    }

    /// `levels` down from `place`, as far as it goes.
    pub(super) fn down(&self, mut place: Place, levels: u8, limits: &Limits) -> Place {
        for _ in 0..levels {
            place = self.one_down(place, limits);
        }
        place
    }

    fn one_down(&self, place: Place, limits: &Limits) -> Place {
        if place.easier == 0 && place.amount > self.floor {
            let step = self.dial.step(place.amount, limits);
            if step > 0 {
                return Place { easier: 0, amount: place.amount.saturating_sub(step).max(self.floor) };
            }
        }
        self.easier_than(place, |_| true).unwrap_or(place)
    }

    /// The nearest easier variant below `place` that can be used and is `fit`.
    pub(super) fn easier_than(&self, place: Place, fit: impl Fn(&Exercise) -> bool) -> Option<Place> {
        let numbered = (1..).zip(&self.easier).skip(place.easier);
        let mut usable = numbered.filter(|(_, variant)| variant.as_ref().is_some_and(|variant| fit(variant)));
        usable.next().map(|(easier, _)| Place { easier, amount: 0 })
    }

    /// The place of variant `easier`, or where that cannot be used now, of the next below it, else of the one above.
    pub(super) fn nearest_usable(&self, easier: usize) -> Option<Place> {
        let usable = |at: &usize| at.checked_sub(1).and_then(|at| self.easier.get(at)).is_some_and(Option::is_some);
        let easier = (easier..=self.easier.len()).find(usable).or_else(|| (1..easier).rev().find(usable))?;
        Some(Place { easier, amount: 0 })
    }

    /// One step up from `place`, and the dial that it turns; `None` at the top.
    pub(super) fn up(&self, place: Place, limits: &Limits) -> Option<(Place, Dial)> {
        if place.easier > 0 {
            let nearer = (1..place.easier).rev().find(|at| self.easier.get(at - 1).is_some_and(Option::is_some));
            let up = nearer.map_or(self.at(self.floor), |easier| Place { easier, amount: 0 });
            return Some((up, Dial::Variant));
        }
        let step = self.dial.step(place.amount, limits);
        let amount = place.amount.saturating_add(step).min(self.top);
        (amount > place.amount).then_some((Place { easier: 0, amount }, self.dial))
    }

    /// The variant that takes the exercise's place there; `None` for the exercise itself.
    pub(super) fn variant(&self, place: Place) -> Option<&Arc<Exercise>> {
        self.easier.get(place.easier.checked_sub(1)?)?.as_ref()
    }
}
