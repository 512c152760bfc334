//! What the home screen says of the plan that is followed.

use std::sync::Arc;

use crate::app::model::Model;
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::{Item, Plan, Work};
use crate::widgets::wrap::{columns, fit};

/// The plan that is followed, and what of it is to be done.
pub struct Today {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The part that is on, and what is next in it; or how it is with the plan.
    on: Vec<String>,
}

impl Today {
    /// What there is to say; `None` where no plan is followed, or its file is gone.
    pub fn of(model: &Model) -> Option<Self> {
        let followed = model.recent.as_ref()?.followed.as_ref()?;
        let plan = model.catalog.plan(followed.plan.as_str())?;
        if followed.is_outdated(&plan) {
            return Some(Self { plan, on: vec!["changed: choose again".to_owned()] });
        }
        let place = followed.place(&plan);
        let Some(part) = place.spot.and_then(|spot| followed.part(&plan, spot)) else {
            return Some(Self { plan, on: vec!["all done".to_owned()] });
        };
        let is_open = |(item, done): &(&Item, &u32)| followed.has(item) && **done < item.times();
        let mut open: Vec<&Item> = part.items.iter().zip(&place.done).filter(is_open).map(|(item, _)| item).collect();
        open.sort_by_key(|item| item.optional);
        let mut on = vec![part.title.to_string()];
        on.extend(open.first().map(|item| format!("next: {}", title_of(item, model).trim_end_matches('.'))));
        Some(Self { plan, on })
    }

    /// All of it, or where that does not fit into `width`, what matters most.
    pub fn text(&self, width: usize) -> String {
        let all: Vec<&str> =
            std::iter::once(self.plan.title.as_str()).chain(self.on.iter().map(String::as_str)).collect();
        let mut texts = (0..all.len()).map(|from| all.iter().skip(from).copied().collect::<Vec<_>>().join(" · "));
        let text = texts.find(|text| columns(text) <= width);
        text.unwrap_or_else(|| fit(all.last().unwrap_or(&""), width))
    }
}

/// What an item of a plan asks for, in words.
pub(super) fn title_of(item: &Item, model: &Model) -> String {
    match &item.work {
        Work::Routine(id) => model.catalog.title(ItemKind::Routine, id.as_str()).unwrap_or_else(|| id.to_string()),
        Work::Task(task) => task.to_string(),
    }
}
