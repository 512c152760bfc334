//! How the made-up person follows a plan: as the program marks it.

use uuid::Uuid;

use super::super::course::Day;
use super::Person;
use crate::domain::content::exercise::Id;
use crate::domain::content::plan::Work;
use crate::domain::record::entry::{Body, Stamp};
use crate::domain::record::plan_mark::{Did, PlanMark, PlanMarks};

/// The plan that is followed.
const PLAN: &str = "runner-week";

impl Person<'_> {
    /// Begins the plan in the second week.
    pub(super) fn follow_plan(&mut self, day: &Day, at: Stamp) {
        let Some(plan) = self.catalog.plan(PLAN).filter(|_| day.number >= 7) else { return };
        if self.recent.plan_marks().is_empty() {
            self.write(at, Body::Plan(PlanMark::new(plan.id.clone(), Did::Began)));
        }
    }

    /// The routine that the plan asks for now.
    pub(super) fn open_routine(&self, at: Stamp) -> Option<String> {
        let followed = PlanMarks::of(&self.recent, at).followed()?;
        let plan = self.catalog.plan(followed.plan.as_str())?;
        let place = followed.place(&plan);
        let part = followed.part(&plan, place.spot?)?;
        let open = part.items.iter().zip(&place.done).filter(|(item, done)| **done < item.times() && !item.optional);
        open.into_iter().find_map(|(item, _)| match &item.work {
            Work::Routine(id) => Some(id.to_string()),
            Work::Task(_) => None,
        })
    }

    /// What of the plan is no routine is ticked in the evening, up to the next routine.
    pub(super) fn tick_tasks(&mut self, at: Stamp) {
        let followed = PlanMarks::of(&self.recent, at).followed();
        let Some((followed, plan)) = followed.and_then(|f| Some((f.clone(), self.catalog.plan(f.plan.as_str())?)))
        else {
            return;
        };
        let place = followed.place(&plan);
        let Some((spot, part)) = place.spot.and_then(|spot| Some((spot, followed.part(&plan, spot)?))) else { return };
        for (index, (item, done)) in part.items.iter().zip(&place.done).enumerate() {
            let is_task = matches!(item.work, Work::Task(_));
            if is_task && !item.optional && *done < item.times() {
                self.write(at, Body::Plan(PlanMark::done(plan.id.clone(), spot, index, item)));
            }
        }
    }

    /// That a session which went to its end did a part of the plan.
    pub(super) fn mark_plan(&mut self, session: Uuid, routine: &Id, at: Stamp) {
        let Some(followed) = PlanMarks::of(&self.recent, at).followed() else { return };
        let Some(plan) = self.catalog.plan(followed.plan.as_str()) else { return };
        let Some(spot) = followed.place(&plan).spot else { return };
        let item = followed.item_of(&plan, spot, routine);
        let item = item.and_then(|index| Some((index, followed.part(&plan, spot)?.items.get(index)?)));
        if let Some((index, item)) = item {
            let mark = PlanMark::done(plan.id.clone(), spot, index, item);
            self.write(at, Body::Plan(PlanMark { session: Some(session), ..mark }));
        }
    }
}
