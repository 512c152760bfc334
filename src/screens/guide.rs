//! A guide to read.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::{Content, Reader, body_width};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::domain::content::guide::Guide;
use crate::domain::content::reading;

/// State of a guide's page.
pub struct GuidePage {
    guide: Arc<Guide>,
    reader: Reader,
}

impl GuidePage {
    /// The page of `guide`.
    pub fn new(guide: Arc<Guide>) -> Self {
        Self { guide, reader: Reader::default() }
    }

    /// Handles an action.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme;
        let content = self.content(cx.model, Content::new(&theme, body_width(cx.model)));
        self.reader.update(action, &content, cx);
    }

    /// Draws the screen.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let content = self.content(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render(self.guide.title.as_str(), "", &content, area, buf);
    }

    fn content<'t>(&self, model: &Model, mut page: Content<'t>) -> Content<'t> {
        let reading = reading::of_guide(&self.guide, &model.catalog, page.width(), reading::link_detail);
        page.reading(&model.catalog, reading);
        page
    }
}
