//! The list of plans, with their summaries and the one that is followed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::route::Go;
use crate::domain::content::link::ItemKind;
use crate::screens::page::{Content, Reader, body_width};

/// State of the list of plans.
#[derive(Default)]
pub struct Plans {
    reader: Reader,
}

impl Plans {
    /// The list with its first plan chosen.
    pub fn new(model: &Model) -> Self {
        let mut reader = Reader::default();
        reader.choose(0, &Self::content(model, Content::new(&model.theme, body_width(model))), model);
        Self { reader }
    }

    /// Handles an action.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme;
        let content = Self::content(cx.model, Content::new(&theme, body_width(cx.model)));
        self.reader.update_choices(action, &content, cx);
    }

    /// Draws the screen.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let content = Self::content(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render("Plans", "", &content, area, buf);
    }

    fn content<'t>(model: &Model, mut content: Content<'t>) -> Content<'t> {
        content.quiet("Routines and tasks in an order, over days, weeks or sessions.");
        content.gap();
        let followed = model.recent.as_ref().and_then(|recent| recent.followed.as_ref());
        for plan in model.catalog.plans() {
            let mut details = Vec::new();
            details.extend(followed.filter(|followed| followed.plan == plan.id).map(|_| "you follow it".to_owned()));
            details.extend(model.catalog.own(ItemKind::Plan, plan.id.as_str()).map(|_| "yours".to_owned()));
            details.push(plan.span());
            content.link(Go::To(ItemKind::Plan, plan.id.clone()), plan.title.as_str(), &details.join(" · "));
            content.styled("    ", plan.summary.as_str(), content.theme().quiet());
            content.gap();
        }
        content
    }
}
