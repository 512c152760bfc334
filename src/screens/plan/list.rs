//! The list of plans, and the line about the followed one on the home screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::{Plan, PlanItem, Work};
use crate::domain::journal::plan_mark::Followed;
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::screens::page::{Content, PageScroll, body_width};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::widgets::wrap::{columns, fit};

use std::sync::Arc;

/// State of the list of plans.
#[derive(Default)]
pub struct Plans {
    reader: PageScroll,
}

impl Plans {
    /// The list with its first plan chosen.
    pub fn new(model: &Model) -> Self {
        let mut reader = PageScroll::default();
        reader.choose(0, &Self::content(model, Content::new(&model.theme, body_width(model))), model);
        Self { reader }
    }

    fn content<'t>(model: &Model, mut content: Content<'t>) -> Content<'t> {
        content.quiet("Routines and tasks, day by day, week by week or session by session.");
        content.gap();
        let followed = model.recent.as_ref().and_then(|recent| recent.followed.as_ref());
        for plan in model.catalog.plans() {
            let mut details = Vec::new();
            details.extend(followed.filter(|followed| followed.plan == plan.id).map(|_| "following".to_owned()));
            details.extend(model.catalog.own(ItemKind::Plan, plan.id.as_str()).map(|_| "yours".to_owned()));
            details.push(plan.span());
            content.link(Route::To(ItemKind::Plan, plan.id.clone()), plan.title.as_str(), &details.join(" · "));
            content.styled("    ", plan.summary.as_str(), content.theme().quiet());
            content.gap();
        }
        content
    }
}

impl ScreenView for Plans {
    fn context(&self) -> Context {
        Context::Guide
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme;
        let content = Self::content(cx.model, Content::new(&theme, body_width(cx.model)));
        self.reader.update_choices(action, &content, cx);
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let content = Self::content(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render("Plans", "", &content, area, buf);
        Moving::default()
    }
}

/// The followed plan, and its next item.
pub struct PlanToday {
    /// The followed plan.
    pub plan: Arc<Plan>,
    /// The current part and its next item; or the state of the plan.
    on: Vec<String>,
}

impl PlanToday {
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
        let mut open: Vec<&PlanItem> = open.map(|(item, _)| item).collect();
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
pub(super) fn is_open(followed: &Followed, item: &PlanItem, done: u32) -> bool {
    followed.has(item) && done < item.times()
}

/// The title of an item: its routine's title, or its task.
pub(super) fn title_of(item: &PlanItem, model: &Model) -> String {
    match &item.work {
        Work::Routine(id) => model.catalog.title(ItemKind::Routine, id.as_str()).unwrap_or_else(|| id.to_string()),
        Work::Task(task) => task.to_string(),
    }
}
