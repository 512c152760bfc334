//! The plan that is followed, and where in it somebody is.

use uuid::Uuid;

use super::{Did, PlanMark, Spot};
use crate::domain::content::exercise::Id;
use crate::domain::content::plan::{Item, Part, Plan, Work};
use crate::domain::record::journal::Logged;

/// The plan that is followed, and what was marked since it was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Which plan.
    pub plan: Id,
    /// Which of its versions.
    pub version: Option<Id>,
    /// What came after the beginning, in order.
    marks: Vec<(Uuid, PlanMark)>,
}

/// Where somebody is in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPlace {
    /// The part that is on; `None` where the plan is done.
    pub spot: Option<Spot>,
    /// Which time through the plan, from 1.
    pub round: u32,
    /// How often each item of that part was done, in the order of the file.
    pub done: Vec<u32>,
}

impl Followed {
    /// What is followed after one more mark.
    pub(super) fn after(followed: Option<Self>, mark: &Logged<PlanMark>) -> Option<Self> {
        if mark.did == Did::Began {
            return Some(Self { plan: mark.plan.clone(), version: mark.version.clone(), marks: Vec::new() });
        }
        let mut followed = followed?;
        if mark.plan != followed.plan {
            return Some(followed);
        }
        if mark.did == Did::Left {
            return None;
        }
        // A session that was written down twice, after a crash, was done once.
        let is_known = |session| followed.marks.iter().any(|(_, other)| other.session == Some(session));
        if !mark.session.is_some_and(is_known) {
            followed.marks.push((mark.id, mark.body.clone()));
        }
        Some(followed)
    }

    /// Whether `plan` has other versions by now than the one that was chosen.
    pub fn is_outdated(&self, plan: &Plan) -> bool {
        let is_mine = |id: &Id| self.version.as_ref() == Some(id);
        !plan.versions.is_empty() && !plan.versions.iter().any(|version| is_mine(&version.id))
    }

    /// Where the marks lead in `plan`: from the furthest part on that was marked since the last move,
    /// the first that is not done.
    pub fn place(&self, plan: &Plan) -> PlanPlace {
        let mut spot = self.furthest(plan);
        let round = spot.map_or(1, |at| at.round);
        // A part that is done has a mark of its own, so that these are steps enough.
        for _ in 0..=self.marks.len() {
            let Some((at, part)) = spot.and_then(|at| Some((at, self.part(plan, at)?))) else { break };
            let done = self.done(part, at);
            if !self.is_done(part, &done) {
                return PlanPlace { spot, round: at.round, done };
            }
            spot = self.next(plan, at);
        }
        PlanPlace { spot: None, round, done: Vec::new() }
    }

    /// How often each item of `part` was done there.
    pub fn done(&self, part: &Part, at: Spot) -> Vec<u32> {
        let mut done = vec![0; part.items.len()];
        for (_, mark) in self.marks.iter().filter(|(_, mark)| mark.spot() == Some(at)) {
            match mark.did {
                // Who goes back to a part that is done does it again.
                Did::Moved if self.is_done(part, &done) => done.fill(0),
                Did::Done => {
                    let times = mark.item_in(part).and_then(|item| done.get_mut(item));
                    times.into_iter().for_each(|times: &mut u32| *times = times.saturating_add(1));
                }
                _ => {}
            }
        }
        done
    }

    /// The marks to take back so that an item, done often enough, is not.
    pub fn surplus(&self, part: &Part, at: Spot, item: usize) -> Vec<Uuid> {
        let Some(wanted) = part.items.get(item).map(Item::times) else { return Vec::new() };
        let done = self.done(part, at).get(item).copied().unwrap_or(0);
        let too_many = usize::try_from(done.saturating_add(1).saturating_sub(wanted)).unwrap_or(usize::MAX);
        let is_of_it =
            |mark: &PlanMark| mark.did == Did::Done && mark.spot() == Some(at) && mark.item_in(part) == Some(item);
        let of_it = self.marks.iter().rev().filter(|(_, mark)| is_of_it(mark));
        of_it.map(|(id, _)| *id).take(too_many).collect()
    }

    /// Whether all is done that is not optional.
    pub fn is_done(&self, part: &Part, done: &[u32]) -> bool {
        let is_open = |(item, done): (&Item, &u32)| self.asks(item) && *done < item.times();
        !part.items.iter().zip(done).any(is_open)
    }

    /// The part after `at` in this version; round again where the plan repeats.
    pub fn next(&self, plan: &Plan, at: Spot) -> Option<Spot> {
        let later = self.parts(plan).find(|part| *part > at.part).map(|part| Spot { part, ..at });
        let again = || Some(Spot { round: at.round.checked_add(1)?, part: self.parts(plan).next()? });
        later.or_else(|| plan.repeats.then(again).flatten())
    }

    /// The part before `at`, or before the end where that is `None`; none before the first.
    pub fn previous(&self, plan: &Plan, at: Option<Spot>) -> Option<Spot> {
        let last = |round| Some(Spot { round, part: self.parts(plan).last()? });
        let Some(at) = at else { return self.furthest(plan) };
        let earlier = self.parts(plan).take_while(|part| *part < at.part).last().map(|part| Spot { part, ..at });
        earlier.or_else(|| last(at.round.checked_sub(1).filter(|round| *round > 0)?))
    }

    /// The item of `at` that a session of `routine` does: the first that is not done often enough.
    pub fn item_of(&self, plan: &Plan, at: Spot, routine: &Id) -> Option<usize> {
        let part = self.part(plan, at)?;
        let done = self.done(part, at);
        let fits = |item: &Item| self.has(item) && item.work == Work::Routine(routine.clone());
        part.items.iter().zip(done).position(|(item, done)| fits(item) && done < item.times())
    }

    /// The part of `plan` at a spot, where this version has it.
    pub fn part<'p>(&self, plan: &'p Plan, at: Spot) -> Option<&'p Part> {
        let index = usize::try_from(at.part.checked_sub(1)?).ok()?;
        plan.parts.get(index).filter(|part| self.has_part(part))
    }

    /// Whether an item belongs to what is followed.
    pub fn has(&self, item: &Item) -> bool {
        item.is_in(self.version.as_ref())
    }

    /// Whether a part belongs to what is followed; one without work, in a file that was changed, does not.
    pub fn has_part(&self, part: &Part) -> bool {
        part.is_in(self.version.as_ref()) && part.items.iter().any(|item| self.asks(item))
    }

    fn asks(&self, item: &Item) -> bool {
        self.has(item) && !item.optional
    }

    /// The furthest part that was marked since the last move, or moved to; the first where there is none.
    fn furthest(&self, plan: &Plan) -> Option<Spot> {
        let moved = self.marks.iter().rposition(|(_, mark)| mark.did == Did::Moved && mark.spot().is_some());
        let marked = self.marks.iter().skip(moved.unwrap_or(0)).filter_map(|(_, mark)| mark.spot()).max();
        let first = self.parts(plan).next()?;
        let Some(marked) = marked else { return Some(Spot { round: 1, part: first }) };
        // Where the file has fewer parts by now, the last one before.
        let part = self.parts(plan).take_while(|part| *part <= marked.part).last().unwrap_or(first);
        Some(Spot { part, ..marked })
    }

    /// Numbers of the parts of this version, from 1.
    fn parts<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = u32> + 'a {
        (1..).zip(&plan.parts).filter(|(_, part)| self.has_part(part)).map(|(number, _)| number)
    }
}
