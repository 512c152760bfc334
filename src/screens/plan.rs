//! A plan: what is to be done on which day, and what is done already.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::{Content, Reader, body_width};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::domain::content::plan::Plan;

/// State of a plan's page.
pub struct PlanPage {
    plan: Arc<Plan>,
    reader: Reader,
}

impl PlanPage {
    /// The page of `plan`.
    pub fn new(plan: Arc<Plan>) -> Self {
        Self { plan, reader: Reader::default() }
    }

    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme.clone();
        let content = self.content(cx.model, Content::new(&theme, body_width(cx.model)));
        self.reader.update(action, &content, cx);
    }

    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let content = self.content(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render(self.plan.title.as_str(), self.plan.by.as_str(), &content, area, buf);
    }

    fn content<'t>(&self, _: &Model, mut page: Content<'t>) -> Content<'t> {
        page.text(self.plan.summary.as_str());
        page
    }
}
