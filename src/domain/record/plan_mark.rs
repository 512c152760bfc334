//! A step on the way through a plan, as the journal keeps it, and what the steps add up to.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entry::{Body, Entry};
use super::journal::Journal;
use crate::domain::content::exercise::Id;
use crate::domain::content::plan::{Item, Part, Plan, Work};
use crate::domain::content::words::words;

words! {
    /// What happened with a plan.
    Did, "step of a plan":
    /// It was begun, from its first part.
    Began = "began",
    /// An item was done.
    Done = "done",
    /// It goes on with another part.
    Moved = "moved",
    /// It is not followed any longer.
    Left = "left",
}

/// A step on the way through a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanMark {
    /// Which plan.
    pub plan: Id,
    /// What happened.
    pub did: Did,
    /// For `began`: which of its versions, where it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Id>,
    /// For `done` and `moved`: which time through the plan, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// For `done` and `moved`: which part, from 1, in the order of the plan's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// For `done`: which item of the part, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// For `done`: the session in which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Uuid>,
}

/// A part of a plan, and how often all parts were done before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Which time through the plan, from 1.
    pub round: u32,
    /// Which part, from 1, in the order of the plan's file.
    pub part: u32,
}

impl PlanMark {
    /// A mark that says no more than what happened.
    pub const fn new(plan: Id, did: Did) -> Self {
        Self { plan, did, version: None, round: None, part: None, item: None, session: None }
    }

    /// That an item was done.
    pub fn done(plan: Id, spot: Spot, item: u32, session: Option<Uuid>) -> Self {
        Self { item: Some(item), session, ..Self::at(plan, Did::Done, spot) }
    }

    /// That the plan goes on at `spot`.
    pub fn moved(plan: Id, spot: Spot) -> Self {
        Self::at(plan, Did::Moved, spot)
    }

    fn at(plan: Id, did: Did, spot: Spot) -> Self {
        Self { round: Some(spot.round), part: Some(spot.part), ..Self::new(plan, did) }
    }

    fn spot(&self) -> Option<Spot> {
        Some(Spot { round: self.round?, part: self.part? })
    }

    /// Whether it says that the item of this index was done there.
    fn is_done(&self, at: Spot, item: usize) -> bool {
        let marked = self.item.and_then(|number| usize::try_from(number).ok()?.checked_sub(1));
        self.did == Did::Done && self.spot() == Some(at) && marked == Some(item)
    }
}

/// The plan that is followed, and what was marked since it was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Which plan.
    pub plan: Id,
    /// Which of its versions.
    pub version: Option<Id>,
    /// In order: `began`, then what came after it.
    marks: Vec<(Uuid, PlanMark)>,
}

/// Where somebody is in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPlace {
    /// The part that is on; `None` where the plan is done.
    pub spot: Option<Spot>,
    /// How often each item of that part was done, in the order of the file.
    pub done: Vec<u32>,
}

impl Followed {
    /// What `journal` says: of several plans the one begun last, unless it was left.
    pub fn of(journal: &Journal) -> Option<Self> {
        journal.plan_marks().iter().fold(None, |followed, mark| Self::after(followed, mark.id, &mark.body))
    }

    /// What is followed after one more mark.
    pub fn after(followed: Option<Self>, id: Uuid, mark: &PlanMark) -> Option<Self> {
        if mark.did == Did::Began {
            let (plan, version) = (mark.plan.clone(), mark.version.clone());
            return Some(Self { plan, version, marks: vec![(id, mark.clone())] });
        }
        let mut followed = followed?;
        if mark.plan != followed.plan {
            return Some(followed);
        }
        if mark.did == Did::Left {
            return None;
        }
        followed.marks.push((id, mark.clone()));
        Some(followed)
    }

    /// What is followed once `entry` is in the journal.
    pub fn with(followed: Option<Self>, entry: &Entry) -> Option<Self> {
        match &entry.body {
            Body::Plan(mark) => Self::after(followed, entry.id, mark),
            Body::Delete { target } => followed.map(|followed| followed.without(*target)),
            _ => followed,
        }
    }

    /// Without the mark `id`; the beginning stays.
    fn without(mut self, id: Uuid) -> Self {
        let mut at = 0;
        self.marks.retain(|(mark, _)| {
            at += 1;
            at == 1 || *mark != id
        });
        self
    }

    /// The mark made last, to be taken back; `None` where there is none but the beginning.
    pub fn last_mark(&self) -> Option<Uuid> {
        self.marks.get(1..)?.last().map(|(id, _)| *id)
    }

    /// The last mark of an item, to be taken back.
    pub fn last_done(&self, spot: Spot, item: usize) -> Option<Uuid> {
        self.marks.iter().rev().find(|(_, mark)| mark.is_done(spot, item)).map(|(id, _)| *id)
    }

    /// Where that leads in `plan`: from the part moved to last on, the first that is not done.
    pub fn place(&self, plan: &Plan) -> PlanPlace {
        let moved = self.marks.iter().rev().find(|(_, mark)| mark.did == Did::Moved);
        let mut spot = moved.and_then(|(_, mark)| mark.spot()).or_else(|| self.first(plan, 1));
        // Where a changed file leaves a version nothing to do, every part is done, for ever.
        let last = 1 + self.marks.iter().filter_map(|(_, mark)| mark.round).max().unwrap_or(1);
        while let Some(at) = spot.filter(|at| at.round <= last) {
            let Some(part) = self.part(plan, at) else { return PlanPlace { spot: None, done: Vec::new() } };
            let done = self.done(part, at);
            if !self.is_done(part, &done) {
                return PlanPlace { spot, done };
            }
            spot = self.next(plan, at);
        }
        PlanPlace { spot: None, done: Vec::new() }
    }

    /// How often each item of `part` was done there.
    pub fn done(&self, part: &Part, at: Spot) -> Vec<u32> {
        let times = |item: usize| {
            u32::try_from(self.marks.iter().filter(|(_, mark)| mark.is_done(at, item)).count()).unwrap_or(u32::MAX)
        };
        (0..part.items.len()).map(times).collect()
    }

    /// Whether all is done that is not optional.
    pub fn is_done(&self, part: &Part, done: &[u32]) -> bool {
        let version = self.version.as_ref();
        let open = |(item, done): (&Item, &u32)| item.is_in(version) && !item.optional && *done < item.times();
        !part.items.iter().zip(done).any(open)
    }

    /// The part after `at` in this version; round again where the plan repeats.
    pub fn next(&self, plan: &Plan, at: Spot) -> Option<Spot> {
        let later = self.parts(plan).find(|part| *part > at.part).map(|part| Spot { part, ..at });
        later.or_else(|| plan.repeats.then(|| self.first(plan, at.round.saturating_add(1))).flatten())
    }

    /// The part before `at`; none before the first.
    pub fn previous(&self, plan: &Plan, at: Spot) -> Option<Spot> {
        let earlier = self.parts(plan).take_while(|part| *part < at.part).last().map(|part| Spot { part, ..at });
        let round_before = || {
            let round = at.round.checked_sub(1).filter(|round| *round > 0)?;
            self.parts(plan).last().map(|part| Spot { round, part })
        };
        earlier.or_else(round_before)
    }

    /// The item of `at` that a session of `routine` does: the first that is not done often enough,
    /// else the first.
    pub fn item_of(&self, plan: &Plan, at: Spot, routine: &Id) -> Option<usize> {
        let part = self.part(plan, at)?;
        let done = self.done(part, at);
        let asks = |item: &Item| item.is_in(self.version.as_ref()) && item.work == Work::Routine(routine.clone());
        let fits: Vec<usize> = (0..).zip(&part.items).filter(|(_, item)| asks(item)).map(|(at, _)| at).collect();
        let is_open = |at: &&usize| part.items.get(**at).is_some_and(|item| done.get(**at) < Some(&item.times()));
        fits.iter().find(is_open).or(fits.first()).copied()
    }

    /// The part of `plan` at a spot, where this version has it.
    pub fn part<'p>(&self, plan: &'p Plan, at: Spot) -> Option<&'p Part> {
        let index = usize::try_from(at.part.checked_sub(1)?).ok()?;
        plan.parts.get(index).filter(|part| part.is_in(self.version.as_ref()))
    }

    fn first(&self, plan: &Plan, round: u32) -> Option<Spot> {
        self.parts(plan).next().map(|part| Spot { round, part })
    }

    /// Numbers of the parts of this version, from 1.
    fn parts<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = u32> + 'a {
        let of_version = |(_, part): &(u32, &Part)| part.is_in(self.version.as_ref());
        (1..).zip(&plan.parts).filter(of_version).map(|(number, _)| number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::link::Anything;

    const WEEK: &str = r#"{"id": "week", "title": "Week", "summary": "For tests.", "by": "day", "repeats": true,
        "versions": [{"id": "a", "title": "A", "summary": "A."}, {"id": "b", "title": "B", "summary": "B."}],
        "parts": [
            {"title": "Look", "items": [{"task": "Look."}]},
            {"title": "Only b", "only": ["b"], "items": [{"task": "Wait."}]},
            {"title": "Work", "items": [
                {"routine": "core-basics", "times": 2},
                {"task": "Walk.", "optional": true},
                {"routine": "aaptiv-seven", "only": ["a"]}
            ]}
        ]}"#;

    struct Run {
        plan: Plan,
        followed: Option<Followed>,
        marks: u128,
    }

    impl Run {
        fn of(version: &str) -> Self {
            let plan = Plan::read("week.json", WEEK, &Anything).0.unwrap();
            let mut run = Self { plan, followed: None, marks: 0 };
            let version = Some(Id::new(version).unwrap());
            run.mark(&PlanMark { version, ..PlanMark::new(Id::new("week").unwrap(), Did::Began) });
            run
        }

        fn mark(&mut self, mark: &PlanMark) -> Uuid {
            self.marks += 1;
            let id = Uuid::from_u128(self.marks);
            self.followed = Followed::after(self.followed.take(), id, mark);
            id
        }

        fn done(&mut self, round: u32, part: u32, item: u32) -> Uuid {
            self.mark(&PlanMark::done(self.plan.id.clone(), Spot { round, part }, item, None))
        }

        fn place(&self) -> (u32, u32, Vec<u32>) {
            let place = self.followed.as_ref().unwrap().place(&self.plan);
            let spot = place.spot.unwrap();
            (spot.round, spot.part, place.done)
        }
    }

    #[test]
    fn a_part_is_over_when_all_that_is_not_optional_is_done_often_enough() {
        let mut run = Run::of("a");
        assert_eq!(run.place(), (1, 1, vec![0]));
        run.done(1, 1, 1);
        assert_eq!(run.place(), (1, 3, vec![0, 0, 0]), "the part of the other version is passed over");
        run.done(1, 3, 1);
        run.done(1, 3, 3);
        assert_eq!(run.place(), (1, 3, vec![1, 0, 1]));
        let last = run.done(1, 3, 1);
        assert_eq!(run.place(), (2, 1, vec![0]), "it begins again");
        let taken_back = run.followed.take().unwrap().without(last);
        assert_eq!(taken_back.place(&run.plan).spot, Some(Spot { round: 1, part: 3 }));
    }

    #[test]
    fn the_versions_have_parts_and_items_of_their_own() {
        let mut run = Run::of("b");
        run.done(1, 1, 1);
        assert_eq!(run.place(), (1, 2, vec![0]));
        run.done(1, 2, 1);
        run.done(1, 3, 1);
        run.done(1, 3, 1);
        assert_eq!(run.place(), (2, 1, vec![0]), "the item of the other version is not asked for");
    }

    #[test]
    fn moving_on_and_back_keeps_what_was_done() {
        let mut run = Run::of("a");
        let followed = run.followed.clone().unwrap();
        let at = Spot { round: 1, part: 1 };
        let next = followed.next(&run.plan, at).unwrap();
        assert_eq!((next, followed.previous(&run.plan, next)), (Spot { round: 1, part: 3 }, Some(at)));
        assert_eq!(followed.previous(&run.plan, at), None);
        run.done(1, 1, 1);
        run.mark(&PlanMark::moved(run.plan.id.clone(), at));
        assert_eq!(run.place().1, 3, "a part that is done already is passed over");
    }

    #[test]
    fn a_session_does_the_item_that_is_open() {
        let mut run = Run::of("a");
        run.done(1, 1, 1);
        let item = |run: &Run, routine: &str| {
            let routine = Id::new(routine).unwrap();
            run.followed.as_ref().unwrap().item_of(&run.plan, Spot { round: 1, part: 3 }, &routine)
        };
        assert_eq!(
            (item(&run, "core-basics"), item(&run, "aaptiv-seven"), item(&run, "other")),
            (Some(0), Some(2), None)
        );
        run.done(1, 3, 1);
        run.done(1, 3, 1);
        assert_eq!(item(&run, "core-basics"), Some(0));
    }

    #[test]
    fn a_plan_that_was_left_is_not_followed() {
        let mut run = Run::of("a");
        run.done(1, 1, 1);
        run.mark(&PlanMark::new(Id::new("another").unwrap(), Did::Left));
        assert!(run.followed.is_some());
        run.mark(&PlanMark::new(run.plan.id.clone(), Did::Left));
        assert_eq!(run.followed, None);
    }

    #[test]
    fn a_plan_whose_marks_no_longer_fit_ends_instead_of_panicking() {
        let mut run = Run::of("a");
        run.mark(&PlanMark::moved(run.plan.id.clone(), Spot { round: 0, part: 9 }));
        assert_eq!(run.followed.as_ref().unwrap().place(&run.plan).spot, None);
        let run = Run::of("gone");
        run.followed.as_ref().unwrap().place(&run.plan);
    }
}
