//! The line about the followed plan on the home screen.

use std::sync::Arc;

use crate::app::model::Model;
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::{Item, Plan, Work};
use crate::domain::record::plan_mark::Followed;
use crate::widgets::wrap::{columns, fit};

/// The followed plan, and its next item.
pub struct Today {
    /// The followed plan.
    pub plan: Arc<Plan>,
    /// The current part and its next item; or the state of the plan.
    on: Vec<String>,
}

impl Today {
    /// The state of the followed plan; `None` if no plan is followed, or its file is gone.
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
        let items = part.items.iter().zip(&place.done);
        let open = items.filter(|(item, done)| is_open(followed, item, **done));
        let mut open: Vec<&Item> = open.map(|(item, _)| item).collect();
        open.sort_by_key(|item| item.optional);
        let mut on = vec![part.title.to_string()];
        on.extend(open.first().map(|item| format!("next: {}", title_of(item, model).trim_end_matches('.'))));
        Some(Self { plan, on })
    }

    /// The whole text, or if that does not fit into `width`, the part that matters most.
    pub fn text(&self, width: usize) -> String {
        let all: Vec<&str> =
            std::iter::once(self.plan.title.as_str()).chain(self.on.iter().map(String::as_str)).collect();
        let mut texts = (0..all.len()).map(|from| all.iter().skip(from).copied().collect::<Vec<_>>().join(" · "));
        let text = texts.find(|text| columns(text) <= width);
        text.unwrap_or_else(|| fit(all.last().unwrap_or(&""), width))
    }
}

/// Returns true if the user is to do the item, and has done it less often than it asks for.
pub(super) fn is_open(followed: &Followed, item: &Item, done: u32) -> bool {
    followed.has(item) && done < item.times()
}

/// The title of an item: its routine's title, or its task.
pub(super) fn title_of(item: &Item, model: &Model) -> String {
    match &item.work {
        Work::Routine(id) => model.catalog.title(ItemKind::Routine, id.as_str()).unwrap_or_else(|| id.to_string()),
        Work::Task(task) => task.to_string(),
    }
}
